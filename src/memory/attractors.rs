//! What a fixed point of Hopfield's network is, and how often a random start falls into which.
//!
//! Beside the stored patterns there are *spurious* states: with ±1 units and thresholds 0 the
//! reversed patterns, since E(−V) = E(V); the symmetric *mixtures* of an odd number k of patterns,
//!
//! ```text
//! sgn(±ξ^μ1 ± ξ^μ2 ± … ± ξ^μk),   k = 3, 5, 7 …
//! ```
//!
//! (D. J. Amit, H. Gutfreund & H. Sompolinsky 1985, Phys. Rev. A 32:1007), the overlap with each
//! being 1/2 for k = 3 and 3/8 for k = 5 where N is large; and at higher loads states that belong to
//! no pattern.

use super::{End, Hopfield, Relaxation, Update, distance};
use crate::random::Stream;
use std::collections::BTreeMap;

/// The numbers of patterns whose mixtures are told apart.
const MIXTURES: [usize; 3] = [3, 5, 7];

/// What kind of state it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attractor {
    /// A stored pattern, counted from 0.
    Stored(usize),
    /// A stored pattern with all signs reversed.
    Reversed(usize),
    /// A symmetric mixture of so many patterns or reversed patterns: 3, 5 or 7.
    Mixture(usize),
    /// None of these.
    Other,
}

impl Attractor {
    /// The kind of a state that may differ from the ideal one in up to `errors` units, the simplest
    /// kind that fits.
    ///
    /// ```
    /// use galvani::memory::{Attractor, Hopfield, Patterns, Rule, Units};
    /// let patterns = Patterns::from_text(&["11110000", "11001100", "10101010"])?;
    /// let network = Hopfield::new(Units::Bipolar, Rule::Hebb, patterns)?;
    /// let kind = |state: &str| Ok(Attractor::of(Patterns::from_text(&[state])?.get(0), &network, 0));
    /// assert_eq!(kind("00110011")?, Attractor::Reversed(1));
    /// // The majority of the three.
    /// assert_eq!(kind("11101000")?, Attractor::Mixture(3));
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    ///
    /// # Panics
    /// When the state does not have the units of the network.
    pub fn of(state: &[i8], network: &Hopfield, errors: usize) -> Self {
        let size = state.len() as i64;
        let nearest = by_overlap(state, network);
        let (product, pattern) = nearest[0];
        if product.abs() + 2 * errors as i64 >= size {
            return match product > 0 {
                true => Attractor::Stored(pattern),
                false => Attractor::Reversed(pattern),
            };
        }
        let is_mixture = |&k: &usize| {
            k <= nearest.len() && distance_to_mixture(state, network, &nearest[..k]) <= errors
        };
        match MIXTURES.into_iter().find(is_mixture) {
            Some(k) => Attractor::Mixture(k),
            None => Attractor::Other,
        }
    }
}

/// (Σ_i ξ_i^μ V_i in ±1, μ) of all patterns, the largest in size first.
fn by_overlap(state: &[i8], network: &Hopfield) -> Vec<(i64, usize)> {
    let product = |x: &[i8]| state.len() as i64 - 2 * distance(x, state) as i64;
    let mut nearest: Vec<(i64, usize)> = network.patterns().iter().map(product).zip(0..).collect();
    nearest.sort_by_key(|&(product, _)| -product.abs());
    nearest
}

/// The units in which a state differs from the mixture of these patterns, each with the sign of its
/// product.
fn distance_to_mixture(state: &[i8], network: &Hopfield, parts: &[(i64, usize)]) -> usize {
    let patterns = network.patterns();
    let differs = |&unit: &usize| {
        let part = |&(product, pattern): &(i64, usize)| {
            product.signum() * i64::from(patterns.get(pattern)[unit])
        };
        let sum: i64 = parts.iter().map(part).sum();
        sum * i64::from(state[unit]) <= 0
    };
    (0..state.len()).filter(differs).count()
}

/// A fixed point and how many starts ended there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visited {
    /// Its signs.
    pub state: Vec<i8>,
    /// Its kind.
    pub kind: Attractor,
    /// Starts that ended there.
    pub visits: usize,
}

/// Where asynchronous relaxations from random states ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// The different fixed points, the most visited first.
    pub found: Vec<Visited>,
    /// Starts that the limit of sweeps ended.
    pub unsettled: usize,
}

impl Census {
    /// Relaxes from `starts` states of random signs, at most `limit` sweeps each; kinds are judged
    /// with so many `errors` allowed.
    pub fn take(
        network: &Hopfield,
        starts: usize,
        limit: usize,
        errors: usize,
        stream: &mut Stream,
    ) -> Self {
        let mut relaxation = Relaxation::new(network);
        let mut start = vec![1; network.size()];
        let mut visits: BTreeMap<Vec<i8>, usize> = BTreeMap::new();
        let mut unsettled = 0;
        for _ in 0..starts {
            start.fill_with(|| if stream.uniform() < 0.5 { -1 } else { 1 });
            relaxation.start(&start);
            let settled = relaxation.run(Update::Asynchronous, limit, stream, |_| ());
            match settled.end {
                End::FixedPoint => *visits.entry(relaxation.state().to_vec()).or_default() += 1,
                _ => unsettled += 1,
            }
        }
        let kind = |(state, visits): (Vec<i8>, usize)| Visited {
            kind: Attractor::of(&state, network, errors),
            state,
            visits,
        };
        let mut found: Vec<Visited> = visits.into_iter().map(kind).collect();
        found.sort_by_key(|visited| std::cmp::Reverse(visited.visits));
        Census { found, unsettled }
    }

    /// (different fixed points, starts that ended there) of the kinds for which `is` holds.
    ///
    /// ```
    /// # use galvani::memory::{Attractor, Census, Hopfield, Patterns, Rule, Units};
    /// # use galvani::random::Stream;
    /// let pattern = Patterns::from_text(&["1100101"])?;
    /// let network = Hopfield::new(Units::Bipolar, Rule::Hebb, pattern)?;
    /// let mut stream = Stream::new(1982, "example", "starts", 0);
    /// let census = Census::take(&network, 100, 100, 0, &mut stream);
    /// // One pattern and its reverse share all states between them.
    /// assert_eq!(census.count(|kind| kind != Attractor::Other), (2, 100));
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn count(&self, is: impl Fn(Attractor) -> bool) -> (usize, usize) {
        let fitting = self.found.iter().filter(|visited| is(visited.kind));
        fitting.fold((0, 0), |(states, visits), visited| {
            (states + 1, visits + visited.visits)
        })
    }
}
