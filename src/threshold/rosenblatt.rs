//! The perceptron's learning rule, Novikoff's bound on its mistakes, and its endless cycles.
//!
//! ```text
//! y (w·x) ≤ 0  is a mistake:   w ← w + y x,   w_0 = 0
//! mistakes ≤ (R/γ)²            where some w separates all examples by γ
//! ```
//!
//! x holds a constant 1 for the bias, y = ±1 is its class, R the longest ‖x‖. From w = 0 a learning rate
//! only scales w, so there is none. The examples are shown in their order, again and again. Where no w
//! separates them, w stays bounded (Block & Levin 1970, Proc. Am. Math. Soc. 26:229), so that weights
//! which are whole numbers, or multiples of one step, must return: the perceptron cycles.
//!
//! Source: Rosenblatt 1958, Psychol. Rev. 65:386–408; Novikoff 1962, Proc. Symp. Math. Theory of
//! Automata 12:615–622.

use super::examples::dot;
use super::{Examples, Unit};

/// A perceptron in training.
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptron {
    weights: Vec<f64>,
}

/// A mistake and its correction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mistake<'a> {
    /// The pass, from 0.
    pub pass: usize,
    /// The example.
    pub example: usize,
    /// The weights after the correction, that of the bias last.
    pub weights: &'a [f64],
}

/// Why training ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A whole pass without a mistake.
    Converged,
    /// The weights after pass `start + period` are those after pass `start` (0: the initial ones), so
    /// that the mistakes between will be made for ever. Both are the smallest such numbers.
    Cycling {
        /// Passes before the cycle.
        start: usize,
        /// Passes of the cycle.
        period: usize,
    },
    /// As many passes as allowed, neither of the two.
    MaxPasses,
}

/// How training went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// Mistakes of each pass in its order.
    pub mistakes: Vec<usize>,
    /// Why it ended.
    pub end: End,
}

impl Training {
    /// All mistakes together.
    pub fn total_mistakes(&self) -> usize {
        self.mistakes.iter().sum()
    }
}

impl Perceptron {
    /// Of `width` weights 0, that of the bias among them.
    pub fn new(width: usize) -> Self {
        Perceptron {
            weights: vec![0.0; width],
        }
    }

    /// The weights, that of the bias last.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The unit that fires where w·x is at least 0: its threshold is the bias with its sign changed.
    pub fn unit(&self) -> Unit {
        let (bias, weights) = self.weights.split_last().expect("a bias");
        Unit::new(weights.to_vec(), -bias)
    }

    /// Shows example `i`; whether it was a mistake, which then is corrected.
    ///
    /// # Panics
    /// When the examples have another width.
    pub fn show(&mut self, examples: &Examples, i: usize) -> bool {
        let (x, y) = (examples.input(i), examples.sign(i));
        assert_eq!(x.len(), self.weights.len(), "weights");
        let is_mistake = y * dot(&self.weights, x) <= 0.0;
        if is_mistake {
            for (w, x) in self.weights.iter_mut().zip(x) {
                *w += y * x;
            }
        }
        is_mistake
    }

    /// Trains from w = 0 until a pass is without mistakes, the weights return, or `max_passes` are
    /// over. `on_mistake` is told each correction.
    ///
    /// ```
    /// use galvani::threshold::{End, Examples, Perceptron};
    /// let or = Examples::of_truth_table(2, &[false, true, true, true]);
    /// let (perceptron, training) = Perceptron::train(&or, 100, |_| {});
    /// assert_eq!(training.end, End::Converged);
    /// assert!(perceptron.unit().fires(&[0.0, 1.0]));
    ///
    /// let xor = Examples::of_truth_table(2, &[false, true, true, false]);
    /// let (_, training) = Perceptron::train(&xor, 100, |_| {});
    /// assert!(matches!(training.end, End::Cycling { .. }));
    /// ```
    pub fn train(
        examples: &Examples,
        max_passes: usize,
        mut on_mistake: impl FnMut(Mistake),
    ) -> (Self, Training) {
        let mut perceptron = Perceptron::new(examples.width());
        let mut cycle = Cycle::from(&perceptron);
        let mut mistakes = Vec::new();
        let mut end = End::MaxPasses;
        for pass in 0..max_passes {
            let tell = |example, weights: &[f64]| {
                on_mistake(Mistake {
                    pass,
                    example,
                    weights,
                });
            };
            mistakes.push(perceptron.pass(examples, tell));
            if mistakes[pass] == 0 {
                end = End::Converged;
                break;
            }
            if let Some(period) = cycle.period(&perceptron) {
                let start = first_return(examples, period);
                end = End::Cycling { start, period };
                break;
            }
        }
        (perceptron, Training { mistakes, end })
    }

    /// Shows all examples once and counts the mistakes.
    fn pass(&mut self, examples: &Examples, mut on_mistake: impl FnMut(usize, &[f64])) -> usize {
        let mut mistakes = 0;
        for i in 0..examples.len() {
            if self.show(examples, i) {
                mistakes += 1;
                on_mistake(i, &self.weights);
            }
        }
        mistakes
    }
}

/// Brent's search for a cycle (Brent 1980, BIT 20:176): the weights are compared with those of a pass
/// that is moved on after 1, 2, 4 … passes, so that one copy is enough and the first match is at the
/// period itself.
struct Cycle {
    weights: Vec<f64>,
    passes_since: usize,
    passes_until_moved: usize,
}

impl Cycle {
    fn from(perceptron: &Perceptron) -> Self {
        Cycle {
            weights: perceptron.weights.clone(),
            passes_since: 0,
            passes_until_moved: 1,
        }
    }

    /// The period when the weights after one more pass are those of the copy.
    fn period(&mut self, perceptron: &Perceptron) -> Option<usize> {
        self.passes_since += 1;
        if perceptron.weights == self.weights {
            return Some(self.passes_since);
        }
        if self.passes_since == self.passes_until_moved {
            self.weights.copy_from_slice(&perceptron.weights);
            self.passes_since = 0;
            self.passes_until_moved *= 2;
        }
        None
    }
}

/// The first pass after which the weights are those of `period` passes later.
fn first_return(examples: &Examples, period: usize) -> usize {
    let mut behind = Perceptron::new(examples.width());
    let mut ahead = behind.clone();
    for _ in 0..period {
        ahead.pass(examples, |_, _| {});
    }
    let mut start = 0;
    while behind != ahead {
        behind.pass(examples, |_, _| {});
        ahead.pass(examples, |_, _| {});
        start += 1;
    }
    start
}
