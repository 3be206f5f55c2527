//! Golden section: a bracket a < b < c with φ(b) ≤ φ(a), φ(c) is made and shrunk by 1/φ = 0.618 a
//! trial until its width is small against c.
//!
//! The bracket: from the first trial on the step grows by 1.618 while φ falls; where the first trial
//! is no better than the start, it shrinks by 0.618 until it is. A trial is a value of E; the accepted
//! one then takes a gradient. A loss that is not finite counts as high.
//!
//! Source: Kiefer 1953, Proc. Amer. Math. Soc. 4:502; Press et al. 2007, Numerical Recipes, §10.1–10.2.

use super::{Line, LineSearch, Trial};

/// 1/φ = (√5 − 1)/2.
const SECTION: f64 = 0.618_033_988_749_894_8;

/// Constants of the golden section.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldenSection {
    /// Width of the bracket against its far end at which the search ends, in (0, 1).
    pub tolerance: f64,
    /// Most evaluations in one search, at least 1.
    pub max_evaluations: u32,
}

/// α and φ(α).
type Value = (f64, f64);

/// The best inner point and the ends about it.
struct Bracket {
    near: f64,
    best: Value,
    far: f64,
}

impl GoldenSection {
    fn value(&self, line: &mut Line, step: f64) -> Option<Value> {
        (line.evaluations < self.max_evaluations).then(|| (step, line.value(step)))
    }

    /// A bracket about a point below the start, or the lowest point there is before the evaluations
    /// run out.
    fn bracket(
        &self,
        line: &mut Line,
        start: f64,
        first_step: f64,
    ) -> Result<Bracket, Option<f64>> {
        let mut best = self.value(line, first_step).ok_or(None)?;
        let mut far = None;
        while !(best.1 < start) {
            far = Some(best.0);
            best = self.value(line, SECTION * best.0).ok_or(None)?;
        }
        let mut near = 0.0;
        let far = match far {
            Some(far) => far,
            None => loop {
                let longer = self.value(line, best.0 / SECTION).ok_or(Some(best.0))?;
                if !(longer.1 < best.1) {
                    break longer.0;
                }
                (near, best) = (best.0, longer);
            },
        };
        Ok(Bracket { near, best, far })
    }

    /// Shrinks the bracket and returns its best point.
    fn shrink(&self, line: &mut Line, mut bracket: Bracket) -> f64 {
        while bracket.far - bracket.near > self.tolerance * bracket.far {
            let Bracket { near, best, far } = bracket;
            // The new point lies in the longer part.
            let beyond = far - best.0 > best.0 - near;
            let end = if beyond { far } else { near };
            let Some(trial) = self.value(line, best.0 + (1.0 - SECTION) * (end - best.0)) else {
                break;
            };
            bracket = match (beyond, trial.1 < best.1) {
                (true, true) => Bracket {
                    near: best.0,
                    best: trial,
                    far,
                },
                (true, false) => Bracket {
                    near,
                    best,
                    far: trial.0,
                },
                (false, true) => Bracket {
                    near,
                    best: trial,
                    far: best.0,
                },
                (false, false) => Bracket {
                    near: trial.0,
                    best,
                    far,
                },
            };
        }
        bracket.best.0
    }
}

impl LineSearch for GoldenSection {
    fn search(&self, line: &mut Line, start: Trial, first_step: f64) -> Option<Trial> {
        let step = match self.bracket(line, start.loss, first_step) {
            Ok(bracket) => self.shrink(line, bracket),
            Err(lowest) => lowest?,
        };
        Some(line.evaluate(step))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{costs, descend};
    use super::*;
    use crate::optimize::surface::{Quadratic, Surface};

    fn to(tolerance: f64) -> GoldenSection {
        GoldenSection {
            tolerance,
            max_evaluations: 100,
        }
    }

    #[test]
    fn the_minimum_of_a_parabola_is_found_to_the_tolerance_from_either_side() {
        for first_step in [1e-3, 0.3, 1.0, 40.0] {
            let mut parabola = Quadratic::diagonal(&[1.0]);
            let (_, found, point) = descend(&to(1e-6), &mut parabola, &[1.0], first_step);
            let found = found.unwrap();
            assert!((found.step - 1.0).abs() < 1e-6, "{first_step}: {found:?}");
            approx::assert_abs_diff_eq!(point[0], 1.0 - found.step, epsilon = 1e-15);
        }
    }

    #[test]
    fn every_trial_shrinks_the_bracket_by_the_golden_section() {
        // From the first trial 1, the minimum itself, the bracket (0, 1, 1.618) takes 2 values; then
        // 0.618ᵏ · 1.618 ≤ 0.01 · far end, which tends to 1: k = 11.
        assert_eq!(costs(&to(0.01), 1.0), (2 + 11, 1 + 1));
    }

    #[test]
    fn it_never_ends_higher_than_it_began() {
        for mut surface in Surface::ALL {
            for first_step in [1e-6, 1.0, 1e6] {
                let start = surface.start();
                let (start, found, _) = descend(&to(0.01), &mut surface, &start, first_step);
                assert!(found.unwrap().loss < start.loss, "{surface:?}");
            }
        }
    }
}
