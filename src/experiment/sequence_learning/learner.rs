//! Networks as training sees them: by batches and a method, by the on-line rule of 1997, and the one
//! whose cell comes later.

use super::lesson::{Item, Lesson};
use crate::experiment::Failure;
use crate::optimize::{Objective, Optimizer};
use crate::random::Stream;
use crate::recurrent::tasks::Example;
use crate::recurrent::{Cell, InputGateCell, Lstm1997, Network, Online, Rule, Sequence, Workspace};

/// A network with its weights, as training sees it.
pub trait Learner {
    /// Learns some sequences and tells how many.
    fn learn(&mut self, lesson: &Lesson<'_>, stream: &mut Stream) -> Result<u64, Failure>;
    /// Answers to the judged steps of a sequence.
    fn answers(&mut self, lesson: &Lesson<'_>, item: &Item) -> &[f64];
}

/// Trains by a method on batches.
pub struct Batches<'n, C> {
    pub network: &'n Network<C>,
    pub rule: Rule,
    pub batch: usize,
    pub w: Vec<f64>,
    pub optimizer: Box<dyn Optimizer>,
    pub workspace: Workspace,
}

/// Mean E of a batch.
struct Batch<'b, C> {
    network: &'b Network<C>,
    rule: Rule,
    sequences: &'b [Sequence<'b>],
    workspace: &'b mut Workspace,
}

impl<C: Cell> Objective for Batch<'_, C> {
    fn dimension(&self) -> usize {
        self.network.weights()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.network.value(w, self.sequences, self.workspace) / self.sequences.len() as f64
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let sum = self
            .network
            .gradient(self.rule, w, self.sequences, self.workspace, gradient);
        let share = 1.0 / self.sequences.len() as f64;
        gradient.iter_mut().for_each(|g| *g *= share);
        sum * share
    }
}

impl<C: Cell> Learner for Batches<'_, C> {
    fn learn(&mut self, lesson: &Lesson<'_>, stream: &mut Stream) -> Result<u64, Failure> {
        let drawn: Vec<_> = (0..self.batch).map(|_| lesson.next(stream)).collect();
        let sequences: Vec<Sequence<'_>> = drawn.iter().map(|e| Example::sequence(e)).collect();
        let mut batch = Batch {
            network: self.network,
            rule: self.rule,
            sequences: &sequences,
            workspace: &mut self.workspace,
        };
        self.optimizer
            .step(&mut self.w, &mut batch)
            .map_err(Failure::told)?;
        Ok(self.batch as u64)
    }

    fn answers(&mut self, _: &Lesson<'_>, item: &Item) -> &[f64] {
        answers(self.network, &self.w, item, &mut self.workspace)
    }
}

/// Trains by the rule of 1997.
pub struct OnLine<'n> {
    pub network: &'n Lstm1997,
    pub online: Online<'n>,
    pub rate: f64,
    pub w: Vec<f64>,
    pub workspace: Workspace,
}

impl Learner for OnLine<'_> {
    fn learn(&mut self, lesson: &Lesson<'_>, stream: &mut Stream) -> Result<u64, Failure> {
        let example = lesson.next(stream);
        self.online.rest();
        let (steps, targets) = lesson.steps(&example);
        let silent = steps.len() - targets.len();
        for x in steps.clone().take(silent) {
            self.online.advance(&self.w, x);
        }
        for (x, target) in steps.skip(silent).zip(targets) {
            self.online.learn(&mut self.w, x, target, self.rate);
        }
        Ok(1)
    }

    fn answers(&mut self, _: &Lesson<'_>, item: &Item) -> &[f64] {
        answers(self.network, &self.w, item, &mut self.workspace)
    }
}

/// Trains the network of experiment 2a.
pub struct LaterCell {
    pub network: InputGateCell,
    pub rate: f64,
    pub added_after: u64,
    pub learnt: u64,
    pub answers: Vec<f64>,
}

impl Learner for LaterCell {
    fn learn(&mut self, lesson: &Lesson<'_>, stream: &mut Stream) -> Result<u64, Failure> {
        if self.learnt == self.added_after {
            self.network.add_cell();
        }
        self.learnt += 1;
        let example = lesson.next(stream);
        self.network.rest();
        let (steps, targets) = lesson.steps(&example);
        let silent = steps.len() - targets.len();
        for x in steps.clone().take(silent) {
            self.network.advance(x);
        }
        for (x, target) in steps.skip(silent).zip(targets) {
            self.network.learn(x, target, self.rate);
        }
        Ok(1)
    }

    fn answers(&mut self, lesson: &Lesson<'_>, item: &Item) -> &[f64] {
        self.network.rest();
        let (steps, targets) = lesson.steps(&item.example);
        let silent = steps.len() - targets.len();
        self.answers.clear();
        for (t, x) in steps.enumerate() {
            let answers = self.network.advance(x);
            if t >= silent {
                self.answers.extend_from_slice(answers);
            }
        }
        &self.answers
    }
}

fn answers<'w, C: Cell>(
    network: &Network<C>,
    w: &[f64],
    item: &Item,
    workspace: &'w mut Workspace,
) -> &'w [f64] {
    let all = network.run(w, &item.example.inputs, &mut network.rest(), workspace);
    &all[all.len() - item.example.targets.len()..]
}
