//! A recurrent network without its weights: layout, running, the value of E.

use super::workspace::sized;
use super::{Cell, Readout, Workspace};
use crate::math::matrix_product::{Update, product, product_plus_row};
use std::ops::Range;

/// Most weights a network may have: 2²⁸ numbers are 2 GiB.
const MOST_WEIGHTS: usize = 1 << 28;

/// Why there is no such network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A part of no units.
    #[error("the network has 0 {part}, must have at least 1")]
    Empty {
        /// Inputs, hidden units or outputs.
        part: &'static str,
    },
    /// Softmax as a hidden unit's activation.
    #[error("the hidden layer has the activation Softmax, which only the output layer can have")]
    HiddenSoftmax,
    /// An output layer that a perceptron cannot have.
    #[error(
        "the output layer has no biases or sees the inputs; as a perceptron it must have biases and \
         see the hidden layer alone"
    )]
    NoPerceptron,
    /// More weights than memory is meant for.
    #[error("the network has more than 2^28 weights; use smaller layers")]
    TooManyWeights,
}

/// A recurrent network without its weights.
///
/// The flat vector of weights holds W_x (inputs × sums), W_y (outputs of the hidden layer × sums), b
/// (without the sums that have no bias), W_z (visible outputs and, with shortcuts, inputs × output
/// units) and b_z, all matrices row-major with a column for each receiving unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<C> {
    inputs: usize,
    cell: C,
    readout: Readout,
}

/// A sequence of inputs with targets for its last steps.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    /// x(t), steps × inputs, row-major.
    pub inputs: &'a [f64],
    /// Targets of the last steps, row-major: with as many rows as `inputs` every step is judged, with
    /// one row only the last.
    pub targets: &'a [f64],
    /// The state before the first step, taken as constant; `None` is [rest](Network::rest).
    pub start: Option<&'a State>,
}

/// What a network carries from one step to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// y(t).
    pub outputs: Vec<f64>,
    /// m(t), the contents of memory cells first.
    pub memory: Vec<f64>,
}

impl<C: Cell> Network<C> {
    pub(super) fn with_cell(inputs: usize, cell: C, readout: Readout) -> Result<Self, Error> {
        let parts = [
            (inputs, "inputs"),
            (cell.visible(), "hidden units"),
            (readout.units, "outputs"),
        ];
        if let Some((_, part)) = parts.into_iter().find(|(size, _)| *size == 0) {
            return Err(Error::Empty { part });
        }
        let too_large = |size: usize| size > MOST_WEIGHTS;
        let sizes = [inputs, cell.sums(), cell.outputs(), readout.units];
        if sizes.into_iter().any(too_large) {
            return Err(Error::TooManyWeights);
        }
        let network = Network {
            inputs,
            cell,
            readout,
        };
        // No overflow: each of the sizes is at most 2²⁸.
        if too_large(network.weights()) {
            return Err(Error::TooManyWeights);
        }
        Ok(network)
    }

    /// Number of weights, biases included.
    pub fn weights(&self) -> usize {
        self.output_bias_range().end
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of output units.
    pub fn outputs(&self) -> usize {
        self.readout.units
    }

    /// The hidden layer.
    pub fn cell(&self) -> &C {
        &self.cell
    }

    /// The output layer.
    pub fn readout(&self) -> Readout {
        self.readout
    }

    /// Where W_x stands in the flat vector.
    pub fn input_range(&self) -> Range<usize> {
        0..self.inputs * self.cell.sums()
    }

    /// Where W_y stands.
    pub fn feedback_range(&self) -> Range<usize> {
        after(self.input_range(), self.cell.outputs() * self.cell.sums())
    }

    /// Where b stands.
    pub fn bias_range(&self) -> Range<usize> {
        let biases = self.cell.sums() - self.cell.unbiased();
        after(self.feedback_range(), biases)
    }

    /// Where W_z stands.
    pub fn output_range(&self) -> Range<usize> {
        after(self.bias_range(), self.seen() * self.readout.units)
    }

    /// Where b_z stands.
    pub fn output_bias_range(&self) -> Range<usize> {
        let biases = if self.readout.biases {
            self.readout.units
        } else {
            0
        };
        after(self.output_range(), biases)
    }

    pub(super) fn biases_mut<'w>(&self, w: &'w mut [f64]) -> &'w mut [f64] {
        &mut w[self.bias_range()]
    }

    /// How many numbers the output layer sees in a step.
    pub(super) fn seen(&self) -> usize {
        let inputs = if self.readout.shortcuts {
            self.inputs
        } else {
            0
        };
        self.cell.visible() + inputs
    }

    /// The state at rest: everything 0.
    pub fn rest(&self) -> State {
        State {
            outputs: vec![0.0; self.cell.outputs()],
            memory: vec![0.0; self.cell.memory()],
        }
    }

    /// Answers to a stretch of inputs (steps × inputs), a row a step. The state is carried on, so a
    /// sequence may be given in pieces.
    ///
    /// # Panics
    /// When a slice does not have the network's length.
    pub fn run<'s>(
        &self,
        w: &[f64],
        inputs: &[f64],
        state: &mut State,
        workspace: &'s mut Workspace,
    ) -> &'s [f64] {
        let steps = self.advance(w, inputs, Some(state), workspace);
        self.end(workspace, state);
        self.read(w, inputs, steps, workspace);
        self.readout
            .output
            .answer(&mut workspace.answers, self.readout.units);
        &workspace.answers
    }

    /// E(w): the sum over all sequences and all their judged steps.
    ///
    /// # Panics
    /// When a slice does not have the network's length.
    pub fn value(&self, w: &[f64], sequences: &[Sequence<'_>], workspace: &mut Workspace) -> f64 {
        let judge = |sequence: &Sequence<'_>| self.judge(w, *sequence, workspace);
        sequences.iter().map(judge).sum()
    }

    /// Copies the state at the end of the last sequence that went through the workspace.
    ///
    /// # Panics
    /// When nothing went through it or it was another network's.
    pub fn end(&self, workspace: &Workspace, state: &mut State) {
        let last =
            |buffer: &[f64], to: &mut [f64]| to.copy_from_slice(&buffer[buffer.len() - to.len()..]);
        last(&workspace.outputs, &mut state.outputs);
        last(&workspace.memory, &mut state.memory);
    }

    /// Copies the state behind the first `steps` steps of the last sequence that went through the
    /// workspace.
    ///
    /// # Panics
    /// When the sequence was shorter or it was another network's.
    pub fn state_after(&self, steps: usize, workspace: &Workspace, state: &mut State) {
        let at = |buffer: &[f64], to: &mut [f64]| {
            let start = steps * to.len();
            to.copy_from_slice(&buffer[start..start + to.len()]);
        };
        at(&workspace.outputs, &mut state.outputs);
        at(&workspace.memory, &mut state.memory);
    }

    /// Answers to the last sequence that went through [`Network::value`], a row a judged step.
    pub fn answers<'s>(&self, workspace: &'s Workspace) -> &'s [f64] {
        &workspace.answers
    }

    /// What replaced the sums a(t) in the last sequence that went through the workspace, gates among
    /// them: a row a step, the columns as those of W_x.
    pub fn activations<'s>(&self, workspace: &'s Workspace) -> &'s [f64] {
        &workspace.sums
    }

    /// Runs one sequence, leaves its answers in the workspace and returns E.
    pub(super) fn judge(
        &self,
        w: &[f64],
        sequence: Sequence<'_>,
        workspace: &mut Workspace,
    ) -> f64 {
        let steps = self.advance(w, sequence.inputs, sequence.start, workspace);
        let judged = sequence.targets.len() / self.readout.units;
        assert!(
            judged * self.readout.units == sequence.targets.len() && judged <= steps,
            "{} targets do not fit {steps} steps of {} outputs",
            sequence.targets.len(),
            self.readout.units
        );
        self.read(w, sequence.inputs, judged, workspace);
        let (answers, width) = (&mut workspace.answers, self.readout.units);
        self.readout.output.judge(answers, sequence.targets, width)
    }

    /// Runs the hidden layer over all steps and returns their number.
    fn advance(&self, w: &[f64], x: &[f64], start: Option<&State>, space: &mut Workspace) -> usize {
        assert_eq!(
            w.len(),
            self.weights(),
            "not the network's number of weights"
        );
        assert_eq!(
            x.len() % self.inputs,
            0,
            "not rows of {} inputs",
            self.inputs
        );
        let steps = x.len() / self.inputs;
        let [a, y, m] = [self.cell.sums(), self.cell.outputs(), self.cell.memory()];
        let biases = sized(&mut space.biases, a);
        biases[..self.cell.unbiased()].fill(0.0);
        biases[self.cell.unbiased()..].copy_from_slice(&w[self.bias_range()]);
        let sums = sized(&mut space.sums, steps * a);
        product_plus_row(
            [steps, self.inputs, a],
            x,
            &w[self.input_range()],
            biases,
            sums,
        );
        let outputs = sized(&mut space.outputs, (steps + 1) * y);
        let memory = sized(&mut space.memory, (steps + 1) * m);
        match start {
            Some(state) => {
                outputs[..y].copy_from_slice(&state.outputs);
                memory[..m].copy_from_slice(&state.memory);
            }
            None => {
                outputs[..y].fill(0.0);
                memory[..m].fill(0.0);
            }
        }
        let feedback = &w[self.feedback_range()];
        for (t, sums) in sums.chunks_exact_mut(a).enumerate() {
            let (before, now) = outputs[t * y..(t + 2) * y].split_at_mut(y);
            let (old, new) = memory[t * m..(t + 2) * m].split_at_mut(m);
            product([1, y, a], before, feedback, Update::Add, sums);
            self.cell.advance(sums, old, new, now);
        }
        steps
    }

    /// Writes the sums z of the last `judged` steps.
    fn read(&self, w: &[f64], x: &[f64], judged: usize, space: &mut Workspace) {
        let (y, visible, width) = (self.cell.outputs(), self.cell.visible(), self.seen());
        let units = self.readout.units;
        let seen = sized(&mut space.seen, judged * width);
        let outputs = &space.outputs[space.outputs.len() - judged * y..];
        for (seen, outputs) in seen.chunks_exact_mut(width).zip(outputs.chunks_exact(y)) {
            seen[..visible].copy_from_slice(&outputs[..visible]);
        }
        if self.readout.shortcuts {
            let x = &x[x.len() - judged * self.inputs..];
            for (seen, x) in seen
                .chunks_exact_mut(width)
                .zip(x.chunks_exact(self.inputs))
            {
                seen[visible..].copy_from_slice(x);
            }
        }
        let answers = sized(&mut space.answers, judged * units);
        let (matrix, shape) = (&w[self.output_range()], [judged, width, units]);
        if self.readout.biases {
            product_plus_row(shape, seen, matrix, &w[self.output_bias_range()], answers);
        } else {
            product(shape, seen, matrix, Update::Overwrite, answers);
        }
    }
}

/// The next `length` places.
fn after(range: Range<usize>, length: usize) -> Range<usize> {
    range.end..range.end + length
}
