//! How the rate and the radius of learning fall.

use crate::settings::OutOfRange;

/// The way of a [`Schedule`], with s = t/T the part of the T steps that are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decay {
    /// a + (b − a)·s.
    Linear,
    /// a·(b/a)^s (Ritter & Schulten 1988, Biol. Cybern. 60:59).
    Exponential,
    /// a/(1 + (a/b − 1)·s). With b = a/101 this is `inverse_t` of SOM_PAK, a·C/(C + t) with
    /// C = T/100 (Kohonen et al. 1996).
    Inverse,
}

/// A quantity that goes from a at step 0 to b at step T.
///
/// ```
/// use galvani::map::{Decay, Schedule};
/// let at_half_time = |decay| Schedule { from: 8.0, to: 2.0, decay }.at(5, 10);
/// assert_eq!(at_half_time(Decay::Linear), 5.0);
/// assert!((at_half_time(Decay::Exponential) - 4.0).abs() < 1e-14);
/// assert_eq!(at_half_time(Decay::Inverse), 3.2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// a, finite and ≥ 0; above 0 where the decay divides by it or by b.
    pub from: f64,
    /// b, likewise. It would be reached after the last step.
    pub to: f64,
    /// The way from a to b.
    pub decay: Decay,
}

impl Schedule {
    /// The same value at all steps.
    pub fn constant(value: f64) -> Self {
        Self::linear(value, value)
    }

    /// Straight from a to b.
    pub fn linear(from: f64, to: f64) -> Self {
        Schedule {
            from,
            to,
            decay: Decay::Linear,
        }
    }

    /// By equal factors from a to b.
    pub fn exponential(from: f64, to: f64) -> Self {
        Schedule {
            from,
            to,
            decay: Decay::Exponential,
        }
    }

    /// The value for step t of T, t = 0, 1 … T − 1.
    pub fn at(&self, step: u64, steps: u64) -> f64 {
        let (from, to) = (self.from, self.to);
        if from == to {
            return from;
        }
        let s = step as f64 / steps as f64;
        match self.decay {
            Decay::Linear => from + (to - from) * s,
            Decay::Exponential => from * crate::math::exp(crate::math::ln(to / from) * s),
            Decay::Inverse => from / (1.0 + (from / to - 1.0) * s),
        }
    }

    /// What is wrong with a and b; the keys are `from` and `to`.
    pub fn problem(&self) -> Option<OutOfRange> {
        let check = match self.decay {
            Decay::Linear => OutOfRange::unless_not_negative,
            _ if self.from == 0.0 && self.to == 0.0 => return None,
            Decay::Exponential | Decay::Inverse => OutOfRange::unless_positive,
        };
        check("from", self.from).or_else(|| check("to", self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    const DECAYS: [Decay; 3] = [Decay::Linear, Decay::Exponential, Decay::Inverse];

    #[test]
    fn all_ways_begin_and_end_alike_and_fall_in_between() {
        for decay in DECAYS {
            let schedule = Schedule {
                from: 5.0,
                to: 0.05,
                decay,
            };
            assert_eq!(schedule.at(0, 1_000), 5.0);
            assert_relative_eq!(schedule.at(1_000, 1_000), 0.05, max_relative = 1e-12);
            for step in 0..1_000 {
                assert!(schedule.at(step + 1, 1_000) < schedule.at(step, 1_000));
            }
        }
    }

    #[test]
    fn the_inverse_is_that_of_som_pak() {
        let schedule = Schedule {
            from: 0.5,
            to: 0.5 / 101.0,
            decay: Decay::Inverse,
        };
        for t in [0_u64, 3, 500, 9_999] {
            let c = 10_000.0 / 100.0;
            assert_relative_eq!(
                schedule.at(t, 10_000),
                0.5 * c / (c + t as f64),
                max_relative = 1e-13
            );
        }
    }

    #[test]
    fn a_decay_that_divides_refuses_zero() {
        let problem = |from, to, decay| Schedule { from, to, decay }.problem().map(|p| p.key);
        assert_eq!(problem(1.0, 0.0, Decay::Linear), None);
        assert_eq!(problem(1.0, 0.0, Decay::Exponential), Some("to"));
        assert_eq!(problem(0.0, 1.0, Decay::Inverse), Some("from"));
        assert_eq!(problem(f64::NAN, 1.0, Decay::Linear), Some("from"));
        for decay in DECAYS {
            assert_eq!(problem(0.0, 0.0, decay), None);
            assert_eq!(
                Schedule {
                    from: 0.0,
                    to: 0.0,
                    decay
                }
                .at(3, 9),
                0.0
            );
        }
    }
}
