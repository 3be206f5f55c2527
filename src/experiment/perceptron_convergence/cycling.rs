//! The perceptron on a truth table, corrected again and again.

use super::learning::{Step, right};
use super::{Coding, Cycling};
use crate::experiment::threshold_logic::{answers, rows};
use crate::threshold::{End, Examples, Perceptron};

/// Passes that are shown at least.
const SHOWN_PASSES: usize = 8;
/// Passes that are shown at most.
const MOST_SHOWN: usize = 400;

/// How training on a truth table went.
pub struct Cycle {
    pub points: Vec<Vec<f64>>,
    pub classes: Vec<bool>,
    pub end: End,
    /// Mistakes of each pass until the end was known.
    pub mistakes: Vec<usize>,
    /// The corrections of the passes shown, which go on after a cycle is known.
    pub steps: Vec<Step>,
    /// Rows that the weights are right about after each of these.
    pub right: Vec<usize>,
    /// Mistakes of the passes shown.
    pub shown_mistakes: Vec<usize>,
}

impl Cycle {
    /// The period in passes; 0 where there is no cycle.
    pub fn period(&self) -> usize {
        match self.end {
            End::Cycling { period, .. } => period,
            _ => 0,
        }
    }

    /// Passes before the cycle.
    pub fn start(&self) -> usize {
        match self.end {
            End::Cycling { start, .. } => start,
            _ => 0,
        }
    }

    /// The corrections of the first cycle, of a training without one all that are shown.
    pub fn one_period(&self) -> impl Iterator<Item = &Step> {
        let passes = match self.end {
            End::Cycling { start, period } => start..start + period,
            _ => 0..usize::MAX,
        };
        self.steps
            .iter()
            .filter(move |step| passes.contains(&step.pass))
    }

    /// Mean mistakes of a pass of the cycle.
    pub fn mistakes_per_pass(&self) -> f64 {
        match self.end {
            End::Cycling { start, period } => {
                let cycle = self.shown_mistakes.iter().skip(start).take(period);
                cycle.sum::<usize>() as f64 / period as f64
            }
            _ => self.mistakes.iter().sum::<usize>() as f64 / self.mistakes.len() as f64,
        }
    }
}

/// Trains until the end is known, and then shows some passes.
pub fn cycle(settings: &Cycling) -> Cycle {
    let classes = answers(&settings.table);
    let inputs = classes.len().ilog2() as usize;
    let coded = |x: f64| match settings.coding {
        Coding::Binary => x,
        Coding::Bipolar => 2.0 * x - 1.0,
    };
    let points: Vec<Vec<f64>> = rows(inputs)
        .map(|x| x.into_iter().map(coded).collect())
        .collect();
    let examples = Examples::new(&points, &classes).expect("a truth table's rows");
    let (_, training) = Perceptron::train(&examples, settings.max_passes, |_| {});
    let passes = match training.end {
        End::Cycling { start, period } => (start + 2 * period).max(SHOWN_PASSES),
        _ => training.mistakes.len(),
    };
    let mut cycle = Cycle {
        points,
        classes,
        end: training.end,
        mistakes: training.mistakes,
        steps: Vec::new(),
        right: Vec::new(),
        shown_mistakes: Vec::new(),
    };
    cycle.show(&examples, passes.min(MOST_SHOWN));
    cycle
}

impl Cycle {
    fn show(&mut self, examples: &Examples, passes: usize) {
        let mut perceptron = Perceptron::new(examples.width());
        for pass in 0..passes {
            let before = self.steps.len();
            for example in 0..examples.len() {
                if perceptron.show(examples, example) {
                    self.right.push(right(examples, perceptron.weights()));
                    self.steps
                        .push(Step::new(pass, example, perceptron.weights()));
                }
            }
            self.shown_mistakes.push(self.steps.len() - before);
        }
    }
}
