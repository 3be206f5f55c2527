//! Backtracking: the step is shortened by a constant factor β until the decrease is sufficient,
//!
//! φ(α) ≤ φ(0) + c₁ α φ'(0),   α ← β α otherwise
//!
//! A trial is a value of E; the accepted one then takes a gradient. The curvature is not looked at.
//!
//! Source: Armijo 1966, Pac. J. Math. 16:1; Nocedal & Wright 2006, Numerical Optimization, algorithm
//! 3.1.

use super::{Line, LineSearch, Trial};

/// Constants of backtracking.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtracking {
    /// Sufficient decrease c₁, in (0, 1).
    pub c1: f64,
    /// Factor β, in (0, 1).
    pub factor: f64,
    /// Most evaluations in one search, at least 1.
    pub max_evaluations: u32,
}

impl LineSearch for Backtracking {
    fn search(&self, line: &mut Line, start: Trial, first_step: f64) -> Option<Trial> {
        let mut step = first_step;
        while line.evaluations < self.max_evaluations {
            // False for a loss that is not finite.
            if line.value(step) <= start.loss + self.c1 * step * start.slope {
                return Some(line.evaluate(step));
            }
            step *= self.factor;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{costs, descend};
    use super::*;
    use crate::optimize::surface::Quadratic;

    fn halving() -> Backtracking {
        Backtracking {
            c1: 0.1,
            factor: 0.5,
            max_evaluations: 20,
        }
    }

    #[test]
    fn the_step_is_the_one_worked_by_hand() {
        // φ(α) = ½(1 − α)², φ'(0) = −1: from 8 on, φ(8) = 24.5, φ(4) = 4.5 and φ(2) = ½ are above
        // ½ − 0.1α; φ(1) = 0 is below.
        let mut parabola = Quadratic::diagonal(&[1.0]);
        let (_, found, point) = descend(&halving(), &mut parabola, &[1.0], 8.0);
        let expected = Trial {
            step: 1.0,
            loss: 0.0,
            slope: 0.0,
        };
        assert_eq!((found, point[0]), (Some(expected), 0.0));
        // The start's gradient; four values, the gradient of the accepted.
        assert_eq!(costs(&halving(), 8.0), (4, 1 + 1));
    }

    #[test]
    fn when_the_evaluations_run_out_there_is_no_step() {
        let one = Backtracking {
            max_evaluations: 3,
            ..halving()
        };
        let mut parabola = Quadratic::diagonal(&[1.0]);
        assert_eq!(descend(&one, &mut parabola, &[1.0], 8.0).1, None);
    }
}
