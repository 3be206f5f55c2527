//! One step of Dormand & Prince's 8(5,3).
//!
//! ```text
//! k_i = f(t + c_i h, y + h Σ_j a_ij k_j)      y₁ = y + h Σ b_i k_i
//! error = |h| e₅² / √(N (e₅² + e₃²/100)),  e_q² = Σ ((y₁ − y₁ of order q)/(atol + rtol max(|y|, |y₁|)))² / h²
//! ```
//!
//! Additions, multiplications, divisions and square roots only, each rounded by itself, over the
//! components of one problem, which fill a vector register together: a problem has the same bits
//! alone and beside others, and on every processor.

use super::tableau::*;

/// The right-hand side y′ = f(t, y, p); p are the parameters in which problems differ.
pub trait Field<const N: usize, const P: usize> {
    /// The slope y′.
    fn slope(&self, t: f64, y: &[f64; N], p: &[f64; P]) -> [f64; N];
}

/// The slopes of a step; the first is known when it begins.
pub type Slopes<const N: usize> = [[f64; N]; 16];

/// Where a problem stands: slopes, state, parameters, time and the length of the step to make. No
/// slope of four components lies across two cache lines.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub struct Stand<const N: usize, const P: usize> {
    pub k: Slopes<N>,
    pub y: [f64; N],
    pub p: [f64; P],
    pub t: f64,
    pub h: f64,
}

/// Σ coefficient · slope.
#[inline(always)]
fn sum<const N: usize>(k: &Slopes<N>, row: Row) -> [f64; N] {
    let Some((&(first, coefficient), others)) = row.split_first() else {
        return [0.0; N];
    };
    let mut sum = k[first].map(|slope| coefficient * slope);
    for &(slope, coefficient) in others {
        for i in 0..N {
            sum[i] += coefficient * k[slope][i];
        }
    }
    sum
}

impl<const N: usize, const P: usize> Stand<N, P> {
    /// At a beginning, where the slope is known.
    pub fn at(t: f64, y: [f64; N], p: [f64; P], h: f64, slope: [f64; N]) -> Self {
        let mut k = [[0.0; N]; 16];
        k[0] = slope;
        Stand { k, y, p, t, h }
    }

    /// y + h Σ coefficient · slope. The slope computed last joins last: all else is ready before.
    #[inline(always)]
    fn reach(&self, row: Row) -> [f64; N] {
        let Some((&(last, coefficient), earlier)) = row.split_last() else {
            return self.y;
        };
        let early = sum(&self.k, earlier);
        let scaled = self.h * coefficient;
        let mut reached = self.y;
        for i in 0..N {
            reached[i] = (reached[i] + self.h * early[i]) + scaled * self.k[last][i];
        }
        reached
    }

    #[inline(always)]
    fn stage<F: Field<N, P>>(&mut self, field: &F, stage: usize, row: Row) {
        let t = self.t + C[stage] * self.h;
        self.k[stage] = field.slope(t, &self.reach(row), &self.p);
    }

    /// The state at the end of the step, once slopes 0 to 11 are known.
    #[inline(always)]
    pub fn end(&self) -> [f64; N] {
        self.reach(B)
    }

    /// The slope at the end of the step becomes slope 12.
    #[inline(always)]
    pub fn slope_at_end<F: Field<N, P>>(&mut self, field: &F, end: &[f64; N]) {
        self.k[12] = field.slope(self.t + self.h, end, &self.p);
    }

    /// The square of the error estimate in units of the tolerance: up to 1 is accepted.
    #[inline(always)]
    pub fn squared_error(&self, end: &[f64; N], relative: f64, absolute: f64) -> f64 {
        let (from_five, from_three) = (sum(&self.k, E5), sum(&self.k, E3));
        let (mut five, mut three) = (0.0, 0.0);
        for i in 0..N {
            let (from, to) = (self.y[i].abs(), end[i].abs());
            let scale = 1.0 / (absolute + relative * if from > to { from } else { to });
            let (e5, e3) = (from_five[i] * scale, from_three[i] * scale);
            five += e5 * e5;
            three += e3 * e3;
        }
        let both = five + 0.01 * three;
        let both = if both <= 0.0 { 1.0 } else { both };
        let scaled = self.h * five;
        (scaled * scaled) / (both * N as f64)
    }
}

/// x^(−1/16) to one per cent, for the length of the next step: ⁸√ of an error from its square. The
/// exponent and the mantissa of x read as one number are nearly its logarithm; a sixteenth of it
/// taken off begins Newton's iteration, of which one step is enough. Three square roots and a
/// division, which the next step would wait for, take three times as long.
#[inline(always)]
pub fn inverse_sixteenth_root(x: f64) -> f64 {
    // 1.0 has the bits 1023·2⁵²; 0.053 less puts the first estimate in the middle of its errors.
    const BEGIN: u64 = ((1023.0 * 17.0 / 16.0 - 0.053) * 4_503_599_627_370_496.0) as u64;
    let begin = f64::from_bits(BEGIN - (x.to_bits() >> 4));
    let square = begin * begin;
    let fourth = square * square;
    let eighth = fourth * fourth;
    begin * (17.0 / 16.0 - (x * (1.0 / 16.0)) * (eighth * eighth))
}

/// Fills the slopes 1 to 11 of some problems, stage by stage side by side: while one waits for its
/// slope, the processor computes another's.
#[inline(always)]
pub fn advance<F, const N: usize, const P: usize>(field: &F, stands: &mut [Stand<N, P>])
where
    F: Field<N, P>,
{
    if let [stand] = stands {
        stand.stage(field, 1, STAGES[0]);
        stand.stage(field, 2, STAGES[1]);
        stand.stage(field, 3, STAGES[2]);
        stand.stage(field, 4, STAGES[3]);
        stand.stage(field, 5, STAGES[4]);
        stand.stage(field, 6, STAGES[5]);
        stand.stage(field, 7, STAGES[6]);
        stand.stage(field, 8, STAGES[7]);
        stand.stage(field, 9, STAGES[8]);
        stand.stage(field, 10, STAGES[9]);
        stand.stage(field, 11, STAGES[10]);
        return;
    }
    // Written out, so that the rows are constants of the code.
    stage_of_all(field, stands, 1);
    stage_of_all(field, stands, 2);
    stage_of_all(field, stands, 3);
    stage_of_all(field, stands, 4);
    stage_of_all(field, stands, 5);
    stage_of_all(field, stands, 6);
    stage_of_all(field, stands, 7);
    stage_of_all(field, stands, 8);
    stage_of_all(field, stands, 9);
    stage_of_all(field, stands, 10);
    stage_of_all(field, stands, 11);
}

#[inline(always)]
fn stage_of_all<F, const N: usize, const P: usize>(
    field: &F,
    stands: &mut [Stand<N, P>],
    stage: usize,
) where
    F: Field<N, P>,
{
    let mut reached = [[0.0; N]; super::LANES];
    for (stand, reached) in stands.iter().zip(&mut reached) {
        *reached = stand.reach(STAGES[stage - 1]);
    }
    for (stand, reached) in stands.iter_mut().zip(&reached) {
        let t = stand.t + C[stage] * stand.h;
        stand.k[stage] = field.slope(t, reached, &stand.p);
    }
}

/// The polynomial of order 7 through a step that has been made.
pub struct Dense<const N: usize> {
    coefficients: [[f64; N]; 8],
    h: f64,
}

impl<const N: usize> Dense<N> {
    /// Needs slopes 0 to 12; evaluates three more.
    pub fn of<F: Field<N, P>, const P: usize>(
        field: &F,
        mut stand: Stand<N, P>,
        end: &[f64; N],
    ) -> Self {
        stand.stage(field, 13, A13);
        stand.stage(field, 14, A14);
        stand.stage(field, 15, A15);
        let highest = [D4, D5, D6, D7].map(|row| sum(&stand.k, row));
        let h = stand.h;
        let mut coefficients = [[0.0; N]; 8];
        for i in 0..N {
            let rise = end[i] - stand.y[i];
            let bend = h * stand.k[0][i] - rise;
            coefficients[0][i] = stand.y[i];
            coefficients[1][i] = rise;
            coefficients[2][i] = bend;
            coefficients[3][i] = rise - h * stand.k[12][i] - bend;
            for (j, highest) in highest.iter().enumerate() {
                coefficients[4 + j][i] = h * highest[i];
            }
        }
        Dense { coefficients, h }
    }

    /// The state at the time `after` the beginning of the step.
    pub fn at(&self, after: f64) -> [f64; N] {
        let s = after / self.h;
        let r = 1.0 - s;
        let c = &self.coefficients;
        std::array::from_fn(|i| {
            let inner = c[4][i] + s * (c[5][i] + r * (c[6][i] + s * c[7][i]));
            c[0][i] + s * (c[1][i] + r * (c[2][i] + s * (c[3][i] + r * inner)))
        })
    }
}
