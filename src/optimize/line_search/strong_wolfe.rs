//! Line search for the strong Wolfe conditions: along φ(α) = E(w + αp) with φ'(0) < 0 it finds α with
//!
//! φ(α) ≤ φ(0) + c₁ α φ'(0)   (sufficient decrease)
//! |φ'(α)| ≤ c₂ |φ'(0)|       (curvature)
//!
//! Every trial is one gradient evaluation, which gives φ and φ' together; new trials come from the
//! cubic through both ends of the bracket.
//!
//! Source: Nocedal & Wright 2006, Numerical Optimization, algorithms 3.5 (bracketing) and 3.6 (zoom),
//! eq. 3.59 (cubic interpolation). Departures: a non-finite φ counts as too long a step, and a trial
//! keeps a tenth of the bracket away from its ends.

use super::{Line, LineSearch, Trial};

/// Constants of the line search.
#[derive(Clone, Debug, PartialEq)]
pub struct StrongWolfe {
    /// Sufficient decrease c₁, in (0, c₂). Customary 1e-4.
    pub c1: f64,
    /// Curvature c₂, in (c₁, 1). Customary 0.9 for quasi-Newton methods, 0.1 for conjugate gradients.
    pub c2: f64,
    /// Most gradient evaluations in one search, at least 1.
    pub max_evaluations: u32,
}

impl StrongWolfe {
    fn decreases(&self, start: &Trial, trial: &Trial) -> bool {
        // False for a loss that is not finite.
        trial.loss <= start.loss + self.c1 * trial.step * start.slope && trial.slope.is_finite()
    }

    fn flat_enough(&self, start: &Trial, trial: &Trial) -> bool {
        trial.slope.abs() <= -self.c2 * start.slope
    }

    /// Whether a trial meets both conditions.
    pub fn accepts(&self, start: &Trial, trial: &Trial) -> bool {
        self.decreases(start, trial) && self.flat_enough(start, trial)
    }

    /// Algorithm 3.6: `low` has the least loss so far among trials with sufficient decrease, and the
    /// bracket between `low` and `high` holds acceptable steps.
    fn zoom(
        &self,
        line: &mut Line,
        start: Trial,
        mut low: Trial,
        mut high: Trial,
    ) -> Option<Trial> {
        while line.evaluations < self.max_evaluations {
            let step = between(&low, &high);
            if step == low.step || step == high.step {
                break;
            }
            let trial = line.evaluate(step);
            if !self.decreases(&start, &trial) || trial.loss >= low.loss {
                high = trial;
            } else {
                if self.flat_enough(&start, &trial) {
                    return Some(trial);
                }
                if trial.slope * (high.step - low.step) >= 0.0 {
                    high = low;
                }
                low = trial;
            }
        }
        line.settle(start, low)
    }
}

impl LineSearch for StrongWolfe {
    fn search(&self, line: &mut Line, start: Trial, first_step: f64) -> Option<Trial> {
        let mut previous = start;
        let mut step = first_step;
        while line.evaluations < self.max_evaluations {
            let trial = line.evaluate(step);
            let rose = previous.step > 0.0 && trial.loss >= previous.loss;
            if !self.decreases(&start, &trial) || rose {
                return self.zoom(line, start, previous, trial);
            }
            if self.flat_enough(&start, &trial) {
                return Some(trial);
            }
            if trial.slope >= 0.0 {
                return self.zoom(line, start, trial, previous);
            }
            step = longer(&previous, &trial);
            previous = trial;
        }
        line.settle(start, previous)
    }
}

/// The minimum of the cubic through both trials (eq. 3.59), kept a tenth of the bracket away from its
/// ends; the middle where there is no such cubic.
fn between(a: &Trial, b: &Trial) -> f64 {
    let width = b.step - a.step;
    let middle = a.step + 0.5 * width;
    if !(b.loss.is_finite() && b.slope.is_finite()) {
        return middle;
    }
    let Some(minimum) = cubic_minimum(a, b) else {
        return middle;
    };
    let (one, other) = (a.step + 0.1 * width, b.step - 0.1 * width);
    minimum.clamp(one.min(other), one.max(other))
}

/// A step beyond `current`, where the cubic through the last two trials has its minimum, but between
/// 1.1 and 10 times as far.
fn longer(previous: &Trial, current: &Trial) -> f64 {
    let beyond = cubic_minimum(previous, current)
        .filter(|&step| step > current.step)
        .unwrap_or(f64::INFINITY);
    beyond.clamp(1.1 * current.step, 10.0 * current.step)
}

fn cubic_minimum(a: &Trial, b: &Trial) -> Option<f64> {
    let d1 = a.slope + b.slope - 3.0 * (a.loss - b.loss) / (a.step - b.step);
    let discriminant = d1 * d1 - a.slope * b.slope;
    if discriminant < 0.0 {
        return None;
    }
    let d2 = (b.step - a.step).signum() * discriminant.sqrt();
    let step = b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2.0 * d2);
    step.is_finite().then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimize::Objective;
    use crate::optimize::line_search::tests::descend;
    use crate::optimize::surface::{Quadratic, Surface};
    use proptest::prelude::*;

    fn customary(c2: f64) -> StrongWolfe {
        StrongWolfe {
            c1: 1e-4,
            c2,
            max_evaluations: 40,
        }
    }

    #[test]
    fn on_a_parabola_two_trials_give_the_exact_minimum() {
        // φ(α) = ½(1 − α)² from w = 1: the cubic through any two points is φ itself.
        for first_step in [0.01, 7.0] {
            let mut quadratic = Quadratic::diagonal(&[1.0]);
            let (_, found, point) = descend(&customary(1e-9), &mut quadratic, &[1.0], first_step);
            let found = found.unwrap();
            approx::assert_abs_diff_eq!(found.step, 1.0, epsilon = 1e-9);
            approx::assert_abs_diff_eq!(point[0], 0.0, epsilon = 1e-9);
        }
    }

    #[test]
    fn the_minimum_of_a_cubic_is_found_from_two_points() {
        // φ(α) = α³ − 3α has its minimum at 1; ends at 0 and 3.
        let trial = |step: f64| Trial {
            step,
            loss: step.powi(3) - 3.0 * step,
            slope: 3.0 * step * step - 3.0,
        };
        approx::assert_abs_diff_eq!(
            cubic_minimum(&trial(0.0), &trial(3.0)).unwrap(),
            1.0,
            epsilon = 1e-12
        );
    }

    #[test]
    fn an_infinite_loss_is_too_long_a_step() {
        struct Wall;
        impl Objective for Wall {
            fn dimension(&self) -> usize {
                1
            }
            fn value(&mut self, w: &[f64]) -> f64 {
                self.gradient(w, &mut [0.0])
            }
            fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
                // 1/(1 − w) − 4w: a pole at 1, minimum at ½.
                gradient[0] = (1.0 - w[0]).powi(-2) - 4.0;
                if w[0] < 1.0 {
                    1.0 / (1.0 - w[0]) - 4.0 * w[0]
                } else {
                    f64::INFINITY
                }
            }
        }
        let (start, found, point) = descend(&customary(0.1), &mut Wall, &[0.0], 100.0);
        assert!(customary(0.1).accepts(&start, &found.unwrap()));
        assert!((point[0] - 0.5).abs() < 0.05, "{point:?}");
    }

    #[test]
    fn at_a_minimum_that_cannot_be_improved_there_is_no_step() {
        struct Cliff;
        impl Objective for Cliff {
            fn dimension(&self) -> usize {
                1
            }
            fn value(&mut self, w: &[f64]) -> f64 {
                w[0].abs()
            }
            fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
                // Claims a slope at 0 that no step along it confirms.
                gradient[0] = 1.0;
                w[0].abs()
            }
        }
        let (_, found, _) = descend(&customary(0.9), &mut Cliff, &[0.0], 1.0);
        assert_eq!(found, None);
    }

    proptest! {
        #[test]
        fn both_conditions_hold_wherever_the_search_starts(
            x in -2.0..2.0f64, y in -2.0..2.0f64, exponent in -4.0..2.0f64, exact: bool,
        ) {
            let search = customary(if exact { 0.1 } else { 0.9 });
            for mut surface in Surface::ALL {
                let (start, found, point) =
                    descend(&search, &mut surface, &[x, y], 10f64.powf(exponent));
                prop_assume!(start.slope < -1e-6);
                let found = found.unwrap();
                prop_assert!(search.accepts(&start, &found), "{surface:?} {start:?} {found:?}");
                prop_assert_eq!(surface.value(&point).to_bits(), found.loss.to_bits());
            }
        }
    }
}
