//! One step of Dormand & Prince's 8(5,3) for L problems side by side.
//!
//! ```text
//! k_i = f(t + c_i h, y + h Σ_j a_ij k_j)      y₁ = y + h Σ b_i k_i
//! error = |h| e₅² / √(N (e₅² + e₃²/100)),  e_q² = Σ ((y₁ − y₁ of order q)/(atol + rtol max(|y|, |y₁|)))² / h²
//! ```
//!
//! Additions, multiplications, divisions and square roots only, each rounded by itself: one lane
//! computed alone has the same bits as among others.

#![expect(
    clippy::needless_range_loop,
    reason = "lane by lane over several arrays at once is the loop that vectorises"
)]

use super::tableau::*;

/// L values of each of N components: `block[component][lane]`.
pub type Block<const N: usize, const L: usize> = [[f64; L]; N];

/// The right-hand side y′ = f(t, y, p) of L independent problems at once, lane by lane; p are the
/// parameters in which the problems differ.
pub trait Field<const N: usize, const P: usize, const L: usize> {
    /// Writes the slopes `dy`. Lane l may depend on lane l alone.
    fn slope(&self, t: &[f64; L], y: &Block<N, L>, p: &Block<P, L>, dy: &mut Block<N, L>);
}

/// Where each lane stands: time, state, parameters and the length of the step to make.
#[derive(Clone, Copy)]
pub struct Stand<const N: usize, const P: usize, const L: usize> {
    pub t: [f64; L],
    pub y: Block<N, L>,
    pub p: Block<P, L>,
    pub h: [f64; L],
}

/// The slopes of a step; the first is known when it begins.
pub type Slopes<const N: usize, const L: usize> = [Block<N, L>; 16];

/// Σ coefficient · slope.
#[inline(always)]
fn sum<const N: usize, const L: usize>(k: &Slopes<N, L>, row: Row) -> Block<N, L> {
    let mut sum = [[0.0; L]; N];
    for &(slope, coefficient) in row {
        for i in 0..N {
            for l in 0..L {
                sum[i][l] += coefficient * k[slope][i][l];
            }
        }
    }
    sum
}

/// y + h Σ coefficient · slope.
#[inline(always)]
fn reach<const N: usize, const L: usize>(
    y: &Block<N, L>,
    h: &[f64; L],
    k: &Slopes<N, L>,
    row: Row,
) -> Block<N, L> {
    let mut reached = sum(k, row);
    for i in 0..N {
        for l in 0..L {
            reached[i][l] = y[i][l] + h[l] * reached[i][l];
        }
    }
    reached
}

impl<const N: usize, const P: usize, const L: usize> Stand<N, P, L> {
    #[inline(always)]
    fn stage<F: Field<N, P, L>>(&self, field: &F, k: &mut Slopes<N, L>, stage: usize, row: Row) {
        let y = reach(&self.y, &self.h, k, row);
        let mut t = self.t;
        for l in 0..L {
            t[l] += C[stage] * self.h[l];
        }
        field.slope(&t, &y, &self.p, &mut k[stage]);
    }

    /// Fills the slopes 1 to 11 (slope 0 is given) and returns the state at the end of the step.
    #[inline(always)]
    pub fn advance<F: Field<N, P, L>>(&self, field: &F, k: &mut Slopes<N, L>) -> Block<N, L> {
        if L == 1 {
            // Unrolled, the slopes of a lone problem stay in registers.
            self.stage(field, k, 1, STAGES[0]);
            self.stage(field, k, 2, STAGES[1]);
            self.stage(field, k, 3, STAGES[2]);
            self.stage(field, k, 4, STAGES[3]);
            self.stage(field, k, 5, STAGES[4]);
            self.stage(field, k, 6, STAGES[5]);
            self.stage(field, k, 7, STAGES[6]);
            self.stage(field, k, 8, STAGES[7]);
            self.stage(field, k, 9, STAGES[8]);
            self.stage(field, k, 10, STAGES[9]);
            self.stage(field, k, 11, STAGES[10]);
        } else {
            // Eleven copies of a right-hand side over lanes would not fit into the cache.
            for (stage, row) in (1..).zip(STAGES) {
                self.stage(field, k, stage, row);
            }
        }
        reach(&self.y, &self.h, k, B)
    }

    /// The slope at the end of the step becomes slope 12.
    #[inline(always)]
    pub fn slope_at_end<F: Field<N, P, L>>(
        &self,
        field: &F,
        end: &Block<N, L>,
        k: &mut Slopes<N, L>,
    ) {
        let mut t = self.t;
        for l in 0..L {
            t[l] += self.h[l];
        }
        field.slope(&t, end, &self.p, &mut k[12]);
    }

    /// The error estimate of each lane in units of the tolerance: up to 1 is accepted.
    #[inline(always)]
    pub fn error(
        &self,
        k: &Slopes<N, L>,
        end: &Block<N, L>,
        relative: f64,
        absolute: f64,
    ) -> [f64; L] {
        let (mut five, mut three) = ([0.0; L], [0.0; L]);
        let (from_five, from_three) = (sum(k, E5), sum(k, E3));
        for i in 0..N {
            for l in 0..L {
                let (from, to) = (self.y[i][l].abs(), end[i][l].abs());
                let scale = absolute + relative * if from > to { from } else { to };
                let e = from_five[i][l] / scale;
                five[l] += e * e;
                let e = from_three[i][l] / scale;
                three[l] += e * e;
            }
        }
        let mut error = [0.0; L];
        for l in 0..L {
            let both = five[l] + 0.01 * three[l];
            let both = if both <= 0.0 { 1.0 } else { both };
            error[l] = self.h[l].abs() * five[l] * (1.0 / (both * N as f64)).sqrt();
        }
        error
    }
}

/// The polynomial of order 7 through a step that has been made.
pub struct Dense<const N: usize> {
    coefficients: [[f64; N]; 8],
    h: f64,
}

impl<const N: usize> Dense<N> {
    /// Needs slopes 0 to 12; evaluates three more.
    pub fn of<F: Field<N, P, 1>, const P: usize>(
        field: &F,
        stand: &Stand<N, P, 1>,
        k: &mut Slopes<N, 1>,
        end: &Block<N, 1>,
    ) -> Self {
        stand.stage(field, k, 13, A13);
        stand.stage(field, k, 14, A14);
        stand.stage(field, k, 15, A15);
        let highest = [D4, D5, D6, D7].map(|row| sum(k, row));
        let h = stand.h[0];
        let mut coefficients = [[0.0; N]; 8];
        for i in 0..N {
            let rise = end[i][0] - stand.y[i][0];
            let bend = h * k[0][i][0] - rise;
            coefficients[0][i] = stand.y[i][0];
            coefficients[1][i] = rise;
            coefficients[2][i] = bend;
            coefficients[3][i] = rise - h * k[12][i][0] - bend;
            for (j, highest) in highest.iter().enumerate() {
                coefficients[4 + j][i] = h * highest[i][0];
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
