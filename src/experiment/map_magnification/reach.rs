//! The exponents found for one reach beside the theory's.

use super::chain::Chain;
use crate::map::magnification::exponent;
use crate::math::statistics::{mean, standard_deviation};

/// What was found for one reach.
pub struct Reach<'a> {
    pub reach: u32,
    pub theory: f64,
    pub at_rest: &'a Chain,
    pub runs: &'a [Chain],
    pub mean: f64,
    /// 0 for a single run.
    pub deviation: f64,
}

impl<'a> Reach<'a> {
    pub fn of(reach: u32, chains: &'a [Chain]) -> Self {
        let runs = &chains[1..];
        let exponents: Vec<f64> = runs.iter().map(|chain| chain.exponent).collect();
        Reach {
            reach,
            theory: exponent(reach),
            at_rest: &chains[0],
            runs,
            mean: mean(&exponents),
            deviation: match exponents.len() {
                1 => 0.0,
                _ => standard_deviation(&exponents),
            },
        }
    }
}
