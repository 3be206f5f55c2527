//! One function over a range of s: its values, its derivatives by formula and by differences.

use super::{ActivationFunctions, evenly};
use crate::perceptron::Activation;

/// Golden section: each round keeps this share of the bracket.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The curves of one function and what was measured on them.
pub struct Shape {
    pub function: Activation,
    pub s: Vec<f64>,
    pub y: Vec<f64>,
    /// Of softmax the outputs of the other units.
    pub others: Vec<Vec<f64>>,
    /// By formula.
    pub slope: Vec<f64>,
    /// By central differences; NaN beside a kink.
    pub difference: Vec<f64>,
    /// Largest |formula − difference| of σ′, of softmax of its whole column of the Jacobian.
    pub slope_deviation: f64,
    /// The same of σ″.
    pub curvature_deviation: f64,
    /// The largest σ′ of the curve.
    pub largest_slope: f64,
    /// The s > 0 where a smooth sigmoid bends most.
    pub bends_most_at: Option<f64>,
}

impl Shape {
    /// Draws up the curves.
    pub fn of(function: Activation, settings: &ActivationFunctions) -> Self {
        let s = evenly(settings.range, settings.points);
        let layer = Layer {
            function,
            others: &settings.softmax_others,
        };
        let h = settings.step;
        let has_kink = !matches!(
            function,
            Activation::Linear
                | Activation::Logistic
                | Activation::SymmetricLogistic
                | Activation::Tanh
                | Activation::LecunTanh
                | Activation::Stochastic
                | Activation::Softmax
        );
        let is_smooth = |s: f64| !has_kink || s.abs() > h;
        let slope: Vec<f64> = s.iter().map(|s| layer.slopes(*s)[0]).collect();
        let checks: Vec<Check> = s
            .iter()
            .map(|s| {
                if is_smooth(*s) {
                    layer.check(*s, h)
                } else {
                    Check::NONE
                }
            })
            .collect();
        let largest = |of: fn(&Check) -> f64| checks.iter().map(of).fold(0.0, f64::max);
        let outputs: Vec<Vec<f64>> = s.iter().map(|s| layer.outputs(*s)).collect();
        let output = |unit: usize| outputs.iter().map(|y| y[unit]).collect();
        Shape {
            function,
            y: output(0),
            others: (1..layer.units()).map(output).collect(),
            largest_slope: slope.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            slope,
            difference: checks.iter().map(|check| check.difference).collect(),
            slope_deviation: largest(|check| check.slope_deviation),
            curvature_deviation: largest(|check| check.curvature_deviation),
            bends_most_at: bends_most_at(function),
            s,
        }
    }
}

/// Formulas against differences at one point.
struct Check {
    /// The central difference of the first output.
    difference: f64,
    slope_deviation: f64,
    curvature_deviation: f64,
}

impl Check {
    /// At a kink.
    const NONE: Check = Check {
        difference: f64::NAN,
        slope_deviation: 0.0,
        curvature_deviation: 0.0,
    };
}

/// The function as a layer: one unit, of softmax with others beside it.
struct Layer<'a> {
    function: Activation,
    others: &'a [f64],
}

impl Layer<'_> {
    fn units(&self) -> usize {
        match self.function {
            Activation::Softmax => 1 + self.others.len(),
            _ => 1,
        }
    }

    fn outputs(&self, s: f64) -> Vec<f64> {
        let mut sums = vec![s];
        if self.function == Activation::Softmax {
            sums.extend_from_slice(self.others);
        }
        self.function.apply(&mut sums);
        sums
    }

    /// ∂y/∂s_1 of every unit by formula.
    fn slopes(&self, s: f64) -> Vec<f64> {
        let y = self.outputs(s);
        let first = y[0];
        let of = |(unit, y): (usize, &f64)| match unit {
            0 => self.function.slope(*y),
            _ => -y * first,
        };
        y.iter().enumerate().map(of).collect()
    }

    fn check(&self, s: f64, h: f64) -> Check {
        let (above, below) = (self.outputs(s + h), self.outputs(s - h));
        let difference = |(above, below): (&f64, &f64)| (above - below) / (2.0 * h);
        let differences: Vec<f64> = above.iter().zip(&below).map(difference).collect();
        let apart = |(slope, difference): (f64, &f64)| (slope - difference).abs();
        let slopes = self.slopes(s).into_iter().zip(&differences).map(apart);
        let slope = |y: f64| self.function.slope(y);
        let bend = (slope(above[0]) - slope(below[0])) / (2.0 * h);
        Check {
            difference: differences[0],
            slope_deviation: slopes.fold(0.0, f64::max),
            curvature_deviation: (self.function.curvature(self.outputs(s)[0]) - bend).abs(),
        }
    }
}

/// Where |σ″| of a smooth sigmoid is largest, by golden section: it rises from 0 and falls again.
fn bends_most_at(function: Activation) -> Option<f64> {
    let is_smooth_sigmoid = function.saturates() && function != Activation::Softsign;
    if !is_smooth_sigmoid {
        return None;
    }
    let bend = |s: f64| function.curvature(function.value(s)).abs();
    let (mut low, mut high) = (0.0, 4.0);
    while high - low > 1e-9 {
        let reach = GOLDEN * (high - low);
        let (left, right) = (high - reach, low + reach);
        if bend(left) > bend(right) {
            high = right;
        } else {
            low = left;
        }
    }
    Some((low + high) / 2.0)
}
