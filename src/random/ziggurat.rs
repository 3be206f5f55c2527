//! Many standard normal deviates at once, by the ziggurat: G. Marsaglia & W. W. Tsang 2000, J. Stat.
//! Softw. 5(8), on 64-bit draws.
//!
//! The half-bell f(x) = e^(−x²/2), x ≥ 0, is covered by 512 layers of equal area v. Layer i ≥ 1 is
//! the rectangle of width xᵢ between the heights f(xᵢ) and f(xᵢ₊₁), and layer 0 the strip below
//! f(r) of width r = x₁ with the tail beyond r:
//!
//! ```text
//! v = r f(r) + ∫_r^∞ f,   x₀ = v/f(r),   x₁ = r,   f(xᵢ₊₁) = f(xᵢ) + v/xᵢ,   x₅₁₂ = 0
//! ```
//!
//! A draw chooses a layer and a point u·xᵢ across it. Left of xᵢ₊₁ the layer lies wholly below the
//! bell and the point is taken at once, 992 times in 1000; in the wedge to the right a second draw
//! chooses the height; in the tail Marsaglia's method of 1964 (Technometrics 6:101) does. Layer, sign
//! and u are different bits of a draw: with shared ones the deviates would be correlated with their
//! layers (J. A. Doornik 2005, An improved ziggurat method).

use super::Stream;
use super::bits::Bits;
use crate::math;
use std::sync::LazyLock;

const LAYERS: usize = 512;
/// r, where the tail begins: the root of x₅₁₂(r) = 0, found with 40 digits.
const TAIL: f64 = 3.852_046_150_368_391;
/// v, the area of a layer, likewise.
const AREA: f64 = 2.456_766_351_541_356e-3;

static ZIGGURAT: LazyLock<Ziggurat> = LazyLock::new(Ziggurat::new);

struct Ziggurat {
    /// What every draw needs: xᵢ, and xᵢ₊₁ below which an x is taken.
    edges: [(f64, f64); LAYERS],
    /// What a draw in a wedge needs: f(xᵢ) and f(xᵢ₊₁); not used of layer 0.
    heights: [(f64, f64); LAYERS],
}

impl Ziggurat {
    fn new() -> Self {
        let mut x = [0.0; LAYERS + 1];
        x[0] = AREA / bell(TAIL);
        x[1] = TAIL;
        for i in 1..LAYERS - 1 {
            x[i + 1] = (-2.0 * math::ln(bell(x[i]) + AREA / x[i])).sqrt();
        }
        Ziggurat {
            edges: std::array::from_fn(|i| (x[i], x[i + 1])),
            heights: std::array::from_fn(|i| (bell(x[i]), bell(x[i + 1]))),
        }
    }

    /// Fills values from one draw each up to the first that one draw does not decide; their number.
    fn fill_inside(&self, values: &mut [f64], draws: impl Iterator<Item = u64>) -> usize {
        let mut taken = 0;
        for (value, draw) in values.iter_mut().zip(draws) {
            let (width, inner) = self.edges[draw as usize % LAYERS];
            let x = unit(draw) * width;
            if x >= inner {
                break;
            }
            *value = with_sign_of(draw, x);
            taken += 1;
        }
        taken
    }

    /// One deviate from as many draws as it takes.
    fn draw(&self, bits: &mut Bits<'_>) -> f64 {
        loop {
            let draw = bits.next();
            let layer = draw as usize % LAYERS;
            let (width, inner) = self.edges[layer];
            let x = unit(draw) * width;
            if x < inner {
                return with_sign_of(draw, x);
            }
            if layer == 0 {
                return with_sign_of(draw, tail(bits));
            }
            let (low, high) = self.heights[layer];
            if low + (high - low) * bits.positive_uniform() < bell(x) {
                return with_sign_of(draw, x);
            }
        }
    }
}

/// f(x).
fn bell(x: f64) -> f64 {
    math::exp(-0.5 * x * x)
}

impl Stream {
    /// Fills a slice with standard normal deviates. Several times faster than [`Stream::normal`] one
    /// by one, and other numbers; how the deviates are divided among calls changes none of them.
    ///
    /// ```
    /// use galvani::random::Stream;
    /// let mut noise = [0.0; 10_000];
    /// Stream::new(1, "doc", "noise", 0).fill_normals(&mut noise);
    /// let mean = noise.iter().sum::<f64>() / 1e4;
    /// assert!(mean.abs() < 0.03); // three standard errors
    /// ```
    pub fn fill_normals(&mut self, mut values: &mut [f64]) {
        let ziggurat = &*ZIGGURAT;
        let mut bits = Bits::new(self);
        while !values.is_empty() {
            let taken = ziggurat.fill_inside(values, bits.at_hand(values.len()));
            bits.skip(taken);
            values = &mut values[taken..];
            if let Some(value) = values.first_mut() {
                *value = ziggurat.draw(&mut bits);
                values = &mut values[1..];
            }
        }
    }
}

/// A deviate from the tail beyond r: r + a with a exponential of rate r, taken with the probability
/// e^(−a²/2).
fn tail(bits: &mut Bits<'_>) -> f64 {
    loop {
        let a = -math::ln(bits.positive_uniform()) / TAIL;
        if -2.0 * math::ln(bits.positive_uniform()) >= a * a {
            return TAIL + a;
        }
    }
}

/// u in (0, 1) from the upper 52 bits: (k + ½)·2⁻⁵², so that no side of 0 is favoured.
#[inline(always)]
fn unit(draw: u64) -> f64 {
    const BELOW_ONE: f64 = 1.0 - 0.5 * f64::EPSILON;
    f64::from_bits(1.0_f64.to_bits() | (draw >> 12)) - BELOW_ONE
}

/// x with the sign that the tenth bit says.
#[inline(always)]
fn with_sign_of(draw: u64, x: f64) -> f64 {
    f64::from_bits(x.to_bits() | ((draw >> 9) << 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: usize = 4_000_000;

    fn stream(purpose: &str) -> Stream {
        Stream::new(2000, "test", purpose, 0)
    }

    fn normals(n: usize) -> Vec<f64> {
        let mut values = vec![0.0; n];
        stream("normals").fill_normals(&mut values);
        values
    }

    /// P(X > x).
    fn beyond(x: f64) -> f64 {
        0.5 * libm::erfc(x / f64::sqrt(2.0))
    }

    #[test]
    fn the_layers_have_equal_areas_and_end_at_the_top_of_the_bell() {
        let Ziggurat { edges, heights } = &*ZIGGURAT;
        let base = TAIL * bell(TAIL) + (2.0 * std::f64::consts::PI).sqrt() * beyond(TAIL);
        assert!((base / AREA - 1.0).abs() < 1e-14);
        assert!((edges[0].0 * bell(TAIL) / AREA - 1.0).abs() < 1e-14);
        for layer in 1..LAYERS {
            let area = edges[layer].0 * (heights[layer].1 - heights[layer].0);
            assert!((area / AREA - 1.0).abs() < 1e-11, "layer {layer}: {area}");
        }
        assert_eq!((edges[LAYERS - 1].1, heights[LAYERS - 1].1), (0.0, 1.0));
    }

    #[test]
    fn known_answers() {
        let values = normals(1000);
        let found = [values[0], values[1], values[2], values[3], values[999]];
        let expected = [
            0.17810145617311907,
            0.7048414968824352,
            -0.49474793187832916,
            0.11484792079064017,
            -0.6090336919776406,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_division_among_calls_changes_no_number() {
        let (mut one, mut many) = (stream("normals"), stream("normals"));
        let (mut whole, mut parts) = (vec![0.0; 5000], vec![0.0; 5000]);
        one.fill_normals(&mut whole);
        let mut rest = &mut parts[..];
        for length in [1, 0, 255, 257, 1000, 3487] {
            let (part, behind) = rest.split_at_mut(length);
            many.fill_normals(part);
            rest = behind;
        }
        assert!(rest.is_empty());
        assert_eq!(whole, parts);
        assert_eq!(one.uniform(), many.uniform());
    }

    #[test]
    fn the_bell_in_bins_of_a_twentieth() {
        let mut found = vec![0.0; 162];
        for x in normals(N) {
            found[((x + 4.0) * 20.0 + 1.0).clamp(0.0, 161.0) as usize] += 1.0;
        }
        let edge = |bin: usize| (bin as f64 - 1.0) / 20.0 - 4.0;
        let probability = |bin: usize| match bin {
            0 | 161 => beyond(4.0),
            _ if bin <= 80 => beyond(-edge(bin + 1)) - beyond(-edge(bin)),
            _ => beyond(edge(bin)) - beyond(edge(bin + 1)),
        };
        let term = |(bin, found): (usize, &f64)| {
            let expected = N as f64 * probability(bin);
            (found - expected) * (found - expected) / expected
        };
        let chi2: f64 = found.iter().enumerate().map(term).sum();
        // 161 degrees of freedom and four standard deviations.
        assert!(chi2 < 161.0 + 4.0 * f64::sqrt(322.0), "χ² {chi2}");
    }

    #[test]
    fn the_tails_are_as_long_as_they_should_be() {
        let values = normals(N);
        for x in [3.0, TAIL, 4.2, 4.6] {
            for sign in [-1.0, 1.0] {
                let found = values.iter().filter(|&&value| sign * value > x).count() as f64;
                let expected = N as f64 * beyond(x);
                let error = (found - expected).abs();
                assert!(
                    error < 4.0 * expected.sqrt(),
                    "{found} for {expected} at {x}"
                );
            }
        }
    }

    /// The tail by itself, because few of all deviates lie in it.
    #[test]
    fn the_tail_falls_as_the_bell_does() {
        let n = 300_000;
        let mut stream = stream("tail");
        let mut bits = Bits::new(&mut stream);
        let values: Vec<f64> = (0..n).map(|_| tail(&mut bits)).collect();
        assert!(values.iter().all(|&x| x >= TAIL));
        for x in [3.9, 4.2, 4.6, 5.2] {
            let found = values.iter().filter(|&&value| value > x).count() as f64;
            let p = beyond(x) / beyond(TAIL);
            let error = (found - f64::from(n) * p).abs();
            assert!(
                error < 4.0 * (f64::from(n) * p * (1.0 - p)).sqrt(),
                "{found} at {x}"
            );
        }
    }

    #[test]
    fn moments_and_neighbours() {
        let values = normals(N);
        let moment = |power: i32| values.iter().map(|x| x.powi(power)).sum::<f64>() / N as f64;
        // (power, moment, variance of the estimate times n)
        for (power, expected, variance) in
            [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)]
        {
            let error: f64 = moment(power) - expected;
            let allowed = 4.0 * f64::sqrt(variance / N as f64);
            assert!(error.abs() < allowed, "moment {power}: {error:e}");
        }
        // Pairs that share a number are not independent: twice the variance of independent ones.
        for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1.0, 8.0)] {
            let product = |pair: &[f64]| pair[0].powi(power) * pair[1].powi(power);
            let mean = values.windows(2).map(product).sum::<f64>() / N as f64;
            let allowed = 4.0 * f64::sqrt(variance * 2.0 / N as f64);
            assert!((mean - expected).abs() < allowed, "power {power}: {mean}");
        }
    }
}
