//! Learning vector quantisation, the first form (LVQ1).
//!
//! Weight vectors carry classes. The one nearest to an input, c, is pulled to it when both are of
//! one class, otherwise pushed away:
//!
//! w_c(t + 1) = w_c(t) ± α(t)·(x(t) − w_c(t)),
//!
//! all others stay (Kohonen 1986, report TKK-F-A601, Helsinki; Kohonen 1990, Proc. IEEE 78:1464;
//! Kohonen 2001, ch. 6).

use super::codebook::Codebook;
use super::schedule::Schedule;
use crate::random::Stream;

/// Weight vectors with classes.
///
/// ```
/// use galvani::map::{Codebook, lvq::Lvq1};
/// let mut lvq = Lvq1::new(Codebook::new(1, &[0.0, 4.0]), vec![0, 1]);
/// lvq.learn(&[1.0], 0, 0.5); // of its class: half the way there
/// lvq.learn(&[3.0], 0, 0.5); // of another: as far away
/// assert_eq!(lvq.codebook().weights(), [0.5, 4.5]);
/// assert_eq!(lvq.classify(&[3.0]), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lvq1 {
    codebook: Codebook,
    classes: Vec<usize>,
}

impl Lvq1 {
    /// # Panics
    /// When there is not one class for each weight vector.
    pub fn new(codebook: Codebook, classes: Vec<usize>) -> Self {
        assert_eq!(codebook.units(), classes.len(), "classes of weight vectors");
        Lvq1 { codebook, classes }
    }

    /// `each` inputs of every class (numbers below `classes`) drawn from the data as the first
    /// weight vectors; a class with fewer inputs gives all of them.
    ///
    /// # Panics
    /// When there is not one label for each input, or nothing to draw.
    pub fn from_samples(
        (data, dimensions): (&[f64], usize),
        labels: &[usize],
        (classes, each): (usize, usize),
        stream: &mut Stream,
    ) -> Self {
        assert_eq!(labels.len() * dimensions, data.len(), "labels of inputs");
        let mut order: Vec<usize> = (0..labels.len()).collect();
        stream.shuffle(&mut order);
        let (mut weights, mut of) = (Vec::new(), Vec::new());
        for class in 0..classes {
            let own = order.iter().filter(|&&input| labels[input] == class);
            for input in own.take(each) {
                weights.extend_from_slice(&data[input * dimensions..][..dimensions]);
                of.push(class);
            }
        }
        Self::new(Codebook::new(dimensions, &weights), of)
    }

    /// The weight vectors.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The class of every weight vector.
    pub fn classes(&self) -> &[usize] {
        &self.classes
    }

    /// The class of the weight vector nearest to x.
    pub fn classify(&self, x: &[f64]) -> usize {
        self.classes[self.codebook.nearest(x).0]
    }

    /// One step of the rule with the rate α, 0 ≤ α ≤ 1.
    pub fn learn(&mut self, x: &[f64], class: usize, rate: f64) {
        let winner = self.codebook.nearest(x).0;
        let share = if self.classes[winner] == class {
            rate
        } else {
            -rate
        };
        self.codebook.pull(winner, share, x);
    }

    /// `steps` steps with inputs drawn at random, with replacement.
    ///
    /// # Panics
    /// When there is not one label for each input, or no input.
    pub fn train(
        &mut self,
        data: &[f64],
        labels: &[usize],
        (rate, steps): (Schedule, u64),
        stream: &mut Stream,
    ) {
        let dimensions = self.codebook.dimensions();
        assert_eq!(labels.len() * dimensions, data.len(), "labels of inputs");
        for step in 0..steps {
            let input = stream.below(labels.len() as u64) as usize;
            let x = &data[input * dimensions..][..dimensions];
            self.learn(x, labels[input], rate.at(step, steps));
        }
    }

    /// The part of the inputs that are classified rightly. NaN without inputs.
    ///
    /// # Panics
    /// When there is not one label for each input.
    pub fn accuracy(&self, data: &[f64], labels: &[usize]) -> f64 {
        let inputs = data.len() / self.codebook.dimensions();
        assert_eq!(labels.len(), inputs, "labels of inputs");
        let mut right = 0;
        self.codebook.for_each_nearest(data, |input, unit, _| {
            right += u64::from(self.classes[unit] == labels[input]);
        });
        right as f64 / inputs as f64
    }
}
