//! No search: the step is the learning rate, times the first trial of the method (1 where it has one
//! of its own).

use super::{Line, LineSearch, Trial};

/// A constant step.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// η of the settings.
    learning_rate: f64,
    scale: f64,
}

impl Fixed {
    /// α = η.
    pub fn new(learning_rate: f64) -> Self {
        Fixed {
            learning_rate,
            scale: 1.0,
        }
    }
}

impl LineSearch for Fixed {
    fn search(&self, line: &mut Line, _start: Trial, first_step: f64) -> Option<Trial> {
        Some(line.evaluate(first_step * self.learning_rate * self.scale))
    }

    fn scale_learning_rate(&mut self, factor: f64) -> bool {
        self.scale = factor;
        true
    }
}
