//! Named random streams and the draws from them.
//!
//! A [`Stream`] is keyed by (suite seed, experiment, purpose, repeat), never by thread or order, so
//! the same file gives the same numbers for any number of threads and any subset of experiments.
//! The draws are these few lines over ChaCha8 and not those of a library, so that a new version of
//! it cannot move a result; known-answer tests pin them.

mod bits;
mod poisson_table;
mod ziggurat;

pub use poisson_table::PoissonTable;

use crate::math;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// A stream of random numbers.
pub struct Stream {
    rng: ChaCha8Rng,
    /// The second half of the last pair of normal deviates.
    spare_normal: Option<f64>,
}

/// A key from which numbered streams follow at next to no cost: one for each neuron, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    key: [u8; 32],
}

impl Family {
    /// The family of one purpose (`"wiring"`) in one repeat of one experiment.
    pub fn new(seed: u64, experiment: &str, purpose: &str, repeat: u64) -> Self {
        Family {
            key: key(seed, experiment, purpose, repeat),
        }
    }

    /// The stream of a number: one of the 2⁶⁴ that ChaCha has for a key.
    pub fn member(&self, number: u64) -> Stream {
        let mut rng = ChaCha8Rng::from_seed(self.key);
        rng.set_stream(number);
        Stream {
            rng,
            spare_normal: None,
        }
    }
}

fn key(seed: u64, experiment: &str, purpose: &str, repeat: u64) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in [experiment, purpose] {
        // Lengths first: ("ab", "c") and ("a", "bc") are different keys.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&seed.to_le_bytes());
    hasher.update(&repeat.to_le_bytes());
    *hasher.finalize().as_bytes()
}

impl Stream {
    /// The stream of one purpose (`"initial weights"`) in one repeat of one experiment.
    pub fn new(seed: u64, experiment: &str, purpose: &str, repeat: u64) -> Self {
        Stream {
            rng: ChaCha8Rng::from_seed(key(seed, experiment, purpose, repeat)),
            spare_normal: None,
        }
    }

    /// Uniform on [0, 1), a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform on [low, high).
    pub fn uniform_between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Standard normal, by Marsaglia's polar method (Marsaglia & Bray 1964, SIAM Review 6:260).
    /// Where many are needed, [`Stream::fill_normals`] is faster.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let u = 2.0 * self.uniform() - 1.0;
            let v = 2.0 * self.uniform() - 1.0;
            let s = u * u + v * v;
            if s < 1.0 && s > 0.0 {
                let factor = (-2.0 * math::ln(s) / s).sqrt();
                self.spare_normal = Some(v * factor);
                return u * factor;
            }
        }
    }

    /// Uniform integer in 0..n, without bias (Lemire 2019, ACM TOMACS 29:3).
    ///
    /// # Panics
    /// When `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        assert!(n > 0, "no integer lies below 0");
        let threshold = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.rng.next_u64()) * u128::from(n);
            if product as u64 >= threshold {
                return (product >> 64) as u64;
            }
        }
    }

    /// Failures before the first success when each trial fails with probability q: ⌊ln u/ln q⌋
    /// with u uniform on (0, 1]. The argument is 1/ln q, below 0.
    pub fn geometric(&mut self, inverse_ln_q: f64) -> u64 {
        (math::ln(1.0 - self.uniform()) * inverse_ln_q) as u64
    }

    /// Puts a slice into random order (Fisher–Yates, from the last place down).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// Poisson with the given mean: products of uniforms (Knuth 1969), in pieces of mean at most
    /// 16 so that e^(−mean) stays far from underflow. For many draws of one mean there is the
    /// [`PoissonTable`].
    ///
    /// # Panics
    /// When `mean` is negative or not finite.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        assert!(
            mean >= 0.0 && mean.is_finite(),
            "a Poisson mean must be finite and ≥ 0, not {mean}"
        );
        let mut left = mean;
        let mut count = 0;
        while left > 0.0 {
            let piece = left.min(16.0);
            let limit = math::exp(-piece);
            let mut product = self.uniform();
            while product > limit {
                count += 1;
                product *= self.uniform();
            }
            left -= piece;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, Stream};

    fn moments(draws: impl Iterator<Item = f64>) -> (f64, f64) {
        let values: Vec<f64> = draws.collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        (mean, variance)
    }

    #[test]
    fn the_key_and_nothing_else_decides_the_stream() {
        let draw =
            |experiment, purpose, repeat| Stream::new(1952, experiment, purpose, repeat).uniform();
        assert_eq!(draw("a", "b", 0).to_bits(), draw("a", "b", 0).to_bits());
        assert_ne!(draw("a", "b", 0), draw("a", "b", 1));
        assert_ne!(draw("ab", "c", 0), draw("a", "bc", 0));
    }

    #[test]
    fn members_of_a_family_are_streams_of_their_own() {
        let family = |purpose| Family::new(1952, "a", purpose, 0);
        let draw = |purpose, number| family(purpose).member(number).uniform();
        assert_eq!(draw("b", 7).to_bits(), draw("b", 7).to_bits());
        assert_ne!(draw("b", 7), draw("b", 8));
        assert_ne!(draw("b", 7), draw("c", 7));
        // Number 0 is the stream of that purpose itself.
        assert_eq!(draw("b", 0), Stream::new(1952, "a", "b", 0).uniform());
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut stream = Stream::new(1, "test", "moments", 0);
        let n = 200_000;
        // Standard errors: sqrt(variance / n) for the mean; five of them are allowed.
        let (mean, variance) = moments((0..n).map(|_| stream.uniform()));
        assert!((mean - 0.5).abs() < 5.0 * (1.0 / 12.0 / n as f64).sqrt());
        assert!((variance - 1.0 / 12.0).abs() < 1e-3);
        let (mean, variance) = moments((0..n).map(|_| stream.normal()));
        assert!(mean.abs() < 5.0 / (n as f64).sqrt());
        assert!((variance - 1.0).abs() < 5.0 * (2.0 / n as f64).sqrt());
        for rate in [0.3, 40.0] {
            let (mean, variance) = moments((0..n).map(|_| stream.poisson(rate) as f64));
            assert!(
                (mean - rate).abs() < 5.0 * (rate / n as f64).sqrt(),
                "{mean} for {rate}"
            );
            assert!(
                (variance / rate - 1.0).abs() < 0.03,
                "{variance} for {rate}"
            );
        }
    }

    #[test]
    fn below_is_even_and_shuffle_is_a_permutation() {
        let mut stream = Stream::new(1, "test", "integers", 0);
        let mut counts = [0u32; 6];
        for _ in 0..60_000 {
            counts[stream.below(6) as usize] += 1;
        }
        let chi2: f64 = counts
            .iter()
            .map(|&c| (f64::from(c) - 10_000.0).powi(2) / 10_000.0)
            .sum();
        assert!(chi2 < 20.5, "chi² with 5 degrees of freedom is {chi2}");
        let mut order: Vec<u32> = (0..50).collect();
        stream.shuffle(&mut order);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
