//! The discrete Fourier transform of lengths 2ᵏ by decimation in time (Cooley & Tukey 1965, Math.
//! Comput. 19:297–301):
//!
//! ```text
//! X[k] = Σ_j x[j] e^(−2πi jk/n)
//! ```
//!
//! The project's own, because libraries take their roots of unity from the platform's sine and
//! cosine and their butterflies from the processor's widest registers, so that the last bits would
//! depend on the machine.

use super::elementary::{cos, sin};
use std::f64::consts::TAU;

/// The roots of unity for one length.
#[derive(Clone, Debug)]
pub struct Fourier {
    /// cos and −sin of 2πk/n, k < n/2.
    roots: Vec<(f64, f64)>,
    n: usize,
}

impl Fourier {
    /// For transforms of `n` numbers.
    ///
    /// # Panics
    /// When `n` is not a power of two.
    pub fn new(n: usize) -> Self {
        assert!(n.is_power_of_two(), "{n} is not a power of two");
        let root = |k: usize| {
            let angle = TAU * k as f64 / n as f64;
            (cos(angle), -sin(angle))
        };
        Fourier {
            roots: (0..n / 2).map(root).collect(),
            n,
        }
    }

    /// Replaces the numbers with real parts `re` and imaginary parts `im` by their transform.
    ///
    /// ```
    /// use galvani::math::fourier::Fourier;
    /// let (mut re, mut im) = ([1.0, 0.0, -1.0, 0.0], [0.0; 4]); // cos(2πj/4)
    /// Fourier::new(4).transform(&mut re, &mut im);
    /// assert_eq!(re, [0.0, 2.0, 0.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// When there are not n of each.
    pub fn transform(&self, re: &mut [f64], im: &mut [f64]) {
        assert_eq!((re.len(), im.len()), (self.n, self.n), "numbers for a plan");
        self.bit_reversal(re, im);
        let mut half = 1;
        while half < self.n {
            let stride = self.n / (2 * half);
            for block in (0..self.n).step_by(2 * half) {
                for k in 0..half {
                    let (cosine, sine) = self.roots[k * stride];
                    let (upper, lower) = (block + k, block + k + half);
                    let turned = (
                        re[lower] * cosine - im[lower] * sine,
                        re[lower] * sine + im[lower] * cosine,
                    );
                    (re[lower], im[lower]) = (re[upper] - turned.0, im[upper] - turned.1);
                    (re[upper], im[upper]) = (re[upper] + turned.0, im[upper] + turned.1);
                }
            }
            half *= 2;
        }
    }

    /// Puts every number into the place whose index has the same bits in reverse.
    fn bit_reversal(&self, re: &mut [f64], im: &mut [f64]) {
        let bits = self.n.trailing_zeros();
        for i in 1..self.n {
            let j = i.reverse_bits() >> (usize::BITS - bits);
            if i < j {
                re.swap(i, j);
                im.swap(i, j);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    #[test]
    fn it_is_the_sum_it_stands_for() {
        let mut stream = Stream::new(1965, "test", "signal", 0);
        for n in [1, 2, 8, 64] {
            let x: Vec<(f64, f64)> = (0..n).map(|_| (stream.normal(), stream.normal())).collect();
            let (mut re, mut im): (Vec<f64>, Vec<f64>) = x.iter().copied().unzip();
            Fourier::new(n).transform(&mut re, &mut im);
            for k in 0..n {
                let mut sum = (0.0, 0.0);
                for (j, x) in x.iter().enumerate() {
                    let (s, c) = (-TAU * (j * k % n) as f64 / n as f64).sin_cos();
                    sum = (sum.0 + x.0 * c - x.1 * s, sum.1 + x.0 * s + x.1 * c);
                }
                let error = (re[k] - sum.0).hypot(im[k] - sum.1);
                assert!(error < 1e-13 * (n as f64), "n {n}, k {k}: {error:e}");
            }
        }
    }

    #[test]
    #[should_panic(expected = "12 is not a power of two")]
    fn other_lengths_are_refused() {
        Fourier::new(12);
    }
}
