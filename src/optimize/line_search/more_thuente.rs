//! Moré & Thuente's line search for the strong Wolfe conditions
//!
//! φ(α) ≤ φ(0) + c₁ α φ'(0),   |φ'(α)| ≤ c₂ |φ'(0)|
//!
//! It keeps the best step so far, x, and a second step y; once both enclose a minimum, they bracket.
//! A new trial comes from cubic and quadratic (secant) interpolation between x and the last trial, in
//! four cases by what the trial has found (section 4); where the bracket shrinks too little, it is
//! halved. Until a trial with sufficient decrease and φ' ≥ 0 is found, ψ(α) = φ(α) − c₁αφ'(0) takes
//! the place of φ where φ has fallen too little (section 2).
//!
//! Every trial is one gradient evaluation. Where rounding stops the search, or the bracket is narrower
//! than the tolerance, the best step is taken if its decrease is sufficient.
//!
//! Source: Moré & Thuente 1994, ACM Trans. Math. Softw. 20:286; the constants and the order of tests
//! are those of the authors' program dcsrch/dcstep in MINPACK-2, which SciPy's BFGS, CG and L-BFGS-B
//! use. Departure: a trial that is not finite is halved towards x.

use super::{Line, LineSearch, Trial};

/// A trial beyond x goes at least 1.1 and at most 4 times farther than the last.
const EXTRAPOLATION: (f64, f64) = (1.1, 4.0);
/// Share of the bracket's width before last above which it is halved, and of the way to y beyond
/// which the third case does not go.
const SHRINKAGE: f64 = 0.66;

/// Constants of the line search.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreThuente {
    /// Sufficient decrease c₁, in (0, c₂).
    pub c1: f64,
    /// Curvature c₂, in (c₁, 1).
    pub c2: f64,
    /// Width of the bracket against its far end at which the search gives up, in (0, 1).
    pub tolerance: f64,
    /// Most gradient evaluations in one search, at least 1.
    pub max_evaluations: u32,
}

impl LineSearch for MoreThuente {
    fn search(&self, line: &mut Line, start: Trial, first_step: f64) -> Option<Trial> {
        let least = self.c1 * start.slope;
        let mut interval = Interval::new(start, first_step);
        let mut step = first_step;
        let mut auxiliary = true;
        let mut best = start;
        while line.evaluations < self.max_evaluations {
            let trial = line.evaluate(step);
            if !(trial.loss.is_finite() && trial.slope.is_finite()) {
                step = interval.x.step + 0.5 * (step - interval.x.step);
                continue;
            }
            let threshold = start.loss + step * least;
            let decreases = trial.loss <= threshold;
            if decreases && trial.slope.abs() <= -self.c2 * start.slope {
                return Some(trial);
            }
            if decreases && trial.loss < best.loss {
                best = trial;
            }
            if decreases && trial.slope >= 0.0 {
                auxiliary = false;
            }
            step = if auxiliary && trial.loss <= interval.x.loss && !decreases {
                interval.tilt(-least);
                let step = interval.next(tilted(trial, -least));
                interval.tilt(least);
                step
            } else {
                interval.next(trial)
            };
            step = interval.guard(step);
            if interval.is_exhausted(step, self.tolerance) {
                break;
            }
        }
        line.settle(start, best)
    }
}

/// φ + α · `slope`: ψ of φ with the slope −c₁φ'(0).
fn tilted(trial: Trial, slope: f64) -> Trial {
    Trial {
        step: trial.step,
        loss: trial.loss + trial.step * slope,
        slope: trial.slope + slope,
    }
}

/// The interval of uncertainty.
struct Interval {
    /// The best step.
    x: Trial,
    /// The other end.
    y: Trial,
    bracketed: bool,
    /// Where the next trial may lie.
    least: f64,
    most: f64,
    width: f64,
    width_before: f64,
}

impl Interval {
    fn new(start: Trial, first_step: f64) -> Self {
        Interval {
            x: start,
            y: start,
            bracketed: false,
            least: 0.0,
            most: first_step + EXTRAPOLATION.1 * first_step,
            width: f64::INFINITY,
            width_before: f64::INFINITY,
        }
    }

    fn tilt(&mut self, slope: f64) {
        self.x = tilted(self.x, slope);
        self.y = tilted(self.y, slope);
    }

    fn is_exhausted(&self, step: f64, tolerance: f64) -> bool {
        self.bracketed
            && (step <= self.least
                || step >= self.most
                || self.most - self.least <= tolerance * self.most)
    }

    /// Takes the trial p in and proposes the next step (dcstep).
    fn next(&mut self, p: Trial) -> f64 {
        let (x, y) = (self.x, self.y);
        let turned = p.slope * x.slope.signum() < 0.0;
        let secant = p.step + p.slope / (p.slope - x.slope) * (x.step - p.step);
        let step = if p.loss > x.loss {
            // Higher: the minimum is bracketed, nearer to x.
            self.bracketed = true;
            let cubic = Cubic::between(x, p).minimum();
            let rise = (x.loss - p.loss) / (p.step - x.step) + x.slope;
            let quadratic = x.step + x.slope / rise / 2.0 * (p.step - x.step);
            if (cubic - x.step).abs() <= (quadratic - x.step).abs() {
                cubic
            } else {
                cubic + (quadratic - cubic) / 2.0
            }
        } else if turned {
            // Lower, beyond the minimum: bracketed too.
            self.bracketed = true;
            farther(p.step, Cubic::between(p, x).minimum(), secant)
        } else if p.slope.abs() < x.slope.abs() {
            self.onwards(p, secant)
        } else if self.bracketed {
            // Lower, and falling as steeply as before.
            Cubic::between(p, y).minimum()
        } else if p.step > x.step {
            self.most
        } else {
            self.least
        };
        if p.loss > x.loss {
            self.y = p;
        } else {
            if turned {
                self.y = x;
            }
            self.x = p;
        }
        step
    }

    /// The third case: lower, still falling, but less steeply.
    fn onwards(&self, p: Trial, secant: f64) -> f64 {
        let (x, y) = (self.x, self.y);
        let end = if p.step > x.step {
            self.most
        } else {
            self.least
        };
        let cubic = Cubic::between(p, x).minimum_beyond().unwrap_or(end);
        if !self.bracketed {
            let step = farther(p.step, cubic, secant);
            return step.max(self.least).min(self.most);
        }
        let nearer = if (cubic - p.step).abs() < (secant - p.step).abs() {
            cubic
        } else {
            secant
        };
        let limit = p.step + SHRINKAGE * (y.step - p.step);
        if p.step > x.step {
            nearer.min(limit)
        } else {
            nearer.max(limit)
        }
    }

    /// Halves a bracket that shrinks too slowly, and sets where the next trials may lie.
    fn guard(&mut self, mut step: f64) -> f64 {
        let (x, y) = (self.x.step, self.y.step);
        if self.bracketed {
            if (y - x).abs() >= SHRINKAGE * self.width_before {
                step = x + 0.5 * (y - x);
            }
            self.width_before = self.width;
            self.width = (y - x).abs();
            (self.least, self.most) = (x.min(y), x.max(y));
        } else {
            self.least = step + EXTRAPOLATION.0 * (step - x);
            self.most = step + EXTRAPOLATION.1 * (step - x);
        }
        step
    }
}

/// The one of `a` and `b` that is farther from `from`; `b` where both are as far.
fn farther(from: f64, a: f64, b: f64) -> f64 {
    if (a - from).abs() > (b - from).abs() {
        a
    } else {
        b
    }
}

/// The cubic with the values and slopes of two trials; its minimum lies at a + r (b − a).
struct Cubic {
    a: f64,
    b: f64,
    ratio: f64,
    /// False: it falls for ever.
    has_minimum: bool,
}

impl Cubic {
    fn between(a: Trial, b: Trial) -> Self {
        let theta = 3.0 * (a.loss - b.loss) / (b.step - a.step) + a.slope + b.slope;
        // Scaled against overflow.
        let s = theta.abs().max(a.slope.abs()).max(b.slope.abs());
        let square = (theta / s) * (theta / s) - (a.slope / s) * (b.slope / s);
        let root = s * square.max(0.0).sqrt();
        let gamma = if b.step < a.step { -root } else { root };
        let numerator = (gamma - a.slope) + theta;
        let denominator = ((gamma - a.slope) + gamma) + b.slope;
        Cubic {
            a: a.step,
            b: b.step,
            ratio: numerator / denominator,
            has_minimum: root != 0.0,
        }
    }

    fn minimum(&self) -> f64 {
        self.a + self.ratio * (self.b - self.a)
    }

    /// The minimum if it lies beyond a, seen from b.
    fn minimum_beyond(&self) -> Option<f64> {
        (self.ratio < 0.0 && self.has_minimum).then(|| self.minimum())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::descend;
    use super::*;
    use crate::optimize::surface::Surface;
    use crate::optimize::{Counted, Counts, Objective};
    use proptest::prelude::*;

    /// Function 5.1 of the paper, φ(α) = −α/(α² + 2).
    struct Concave;

    impl Objective for Concave {
        fn dimension(&self) -> usize {
            1
        }
        fn value(&mut self, w: &[f64]) -> f64 {
            self.gradient(w, &mut [0.0])
        }
        fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            let square = w[0] * w[0];
            gradient[0] = (square - 2.0) / (square + 2.0).powi(2);
            -w[0] / (square + 2.0)
        }
    }

    /// Table I of the paper: first trial, evaluations and the step found, with μ = 0.001, η = 0.1.
    #[test]
    fn the_first_table_of_the_paper() {
        let search = MoreThuente {
            c1: 1e-3,
            c2: 0.1,
            tolerance: 1e-10,
            max_evaluations: 60,
        };
        for (first, evaluations, found) in [
            (1e-3, 6, 1.4),
            (0.1, 3, 1.4),
            (10.0, 1, 10.0),
            (1e3, 4, 37.0),
        ] {
            let mut counts = Counts::default();
            let mut concave = Concave;
            let mut counted = Counted::new(&mut concave, &mut counts);
            // −∇E(0) = ½: α of the paper is half the step along it.
            let (_, _, point) = descend(&search, &mut counted, &[0.0], 2.0 * first);
            let digits = if found < 2.0 { 0.05 } else { 0.5 };
            approx::assert_abs_diff_eq!(point[0], found, epsilon = digits);
            assert_eq!(counts.gradients, 1 + evaluations, "from {first}");
        }
    }

    proptest! {
        #[test]
        fn both_conditions_hold_wherever_the_search_starts(
            x in -2.0..2.0f64, y in -2.0..2.0f64, exponent in -4.0..2.0f64, exact: bool,
        ) {
            let c2 = if exact { 0.1 } else { 0.9 };
            let search = MoreThuente { c1: 1e-4, c2, tolerance: 1e-14, max_evaluations: 60 };
            for mut surface in Surface::ALL {
                let (start, found, point) =
                    descend(&search, &mut surface, &[x, y], 10f64.powf(exponent));
                prop_assume!(start.slope < -1e-6);
                let found = found.unwrap();
                prop_assert!(found.loss <= start.loss + search.c1 * found.step * start.slope);
                prop_assert!(found.slope.abs() <= -c2 * start.slope, "{surface:?} {found:?}");
                prop_assert_eq!(surface.value(&point).to_bits(), found.loss.to_bits());
            }
        }
    }
}
