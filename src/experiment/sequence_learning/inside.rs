//! What goes on in a hidden layer while it reads a sequence.

use crate::recurrent::{Cell, Elman, InputGateCell, Lstm, Lstm1997, Network, Workspace};

/// One unit's values over the steps of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// What it is.
    pub part: Part,
    /// Of which block (a cell of its own where there are none) it is, from 0.
    pub block: usize,
    /// Its values, one a step.
    pub values: Vec<f64>,
}

/// Parts of a hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Input gate.
    Input,
    /// Forget gate.
    Forget,
    /// Output gate.
    Output,
    /// Content of a memory cell, or a hidden unit of Elman's.
    State,
}

/// A sequence read by a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// All units.
    pub signals: Vec<Signal>,
    /// Answers at every step, a row a step.
    pub answers: Vec<f64>,
}

impl Trace {
    /// The signals of one part.
    pub fn of(&self, part: Part) -> impl Iterator<Item = &Signal> {
        self.signals
            .iter()
            .filter(move |signal| signal.part == part)
    }
}

/// Hidden layers that can be looked into.
pub trait Inside: Cell {
    /// Part and block of each number that [`Inside::look`] gives.
    fn parts(&self) -> Vec<(Part, usize)>;

    /// Appends the values after a step: `activations` replaced the sums.
    fn look(&self, activations: &[f64], memory: &[f64], outputs: &[f64], to: &mut Vec<f64>);
}

impl Inside for crate::recurrent::ElmanCell {
    fn parts(&self) -> Vec<(Part, usize)> {
        (0..self.units).map(|unit| (Part::State, unit)).collect()
    }

    fn look(&self, _: &[f64], _: &[f64], outputs: &[f64], to: &mut Vec<f64>) {
        to.extend_from_slice(outputs);
    }
}

impl Inside for crate::recurrent::LstmCell {
    fn parts(&self) -> Vec<(Part, usize)> {
        let parts = [Part::Input, Part::Forget, Part::Output, Part::State];
        parts
            .into_iter()
            .flat_map(|part| (0..self.outputs()).map(move |cell| (part, cell)))
            .collect()
    }

    fn look(&self, activations: &[f64], memory: &[f64], _: &[f64], to: &mut Vec<f64>) {
        to.extend_from_slice(&activations[..3 * self.outputs()]);
        to.extend_from_slice(&memory[..self.contents()]);
    }
}

impl Inside for crate::recurrent::MemoryBlocks {
    fn parts(&self) -> Vec<(Part, usize)> {
        let gates = [Part::Input, Part::Output]
            .into_iter()
            .flat_map(|part| (0..self.blocks).map(move |block| (part, block)));
        let states = (0..self.cells()).map(|cell| (Part::State, cell / self.size));
        gates.chain(states).collect()
    }

    fn look(&self, activations: &[f64], memory: &[f64], _: &[f64], to: &mut Vec<f64>) {
        to.extend_from_slice(&activations[self.cells()..]);
        to.extend_from_slice(&memory[..self.contents()]);
    }
}

/// Reads a sequence step by step.
pub fn trace<C: Inside>(network: &Network<C>, w: &[f64], inputs: &[f64]) -> Trace {
    let (mut state, mut workspace) = (network.rest(), Workspace::default());
    let parts = network.cell().parts();
    let mut signals: Vec<Signal> = parts
        .into_iter()
        .map(|(part, block)| Signal {
            part,
            block,
            values: Vec::new(),
        })
        .collect();
    let (mut answers, mut values) = (Vec::new(), Vec::new());
    for x in inputs.chunks_exact(network.inputs()) {
        answers.extend_from_slice(network.run(w, x, &mut state, &mut workspace));
        values.clear();
        let activations = network.activations(&workspace);
        let cell = network.cell();
        cell.look(activations, &state.memory, &state.outputs, &mut values);
        for (signal, value) in signals.iter_mut().zip(&values) {
            signal.values.push(*value);
        }
    }
    Trace { signals, answers }
}

/// The same of the network of experiment 2a.
pub fn trace_input_gate<'x>(
    network: &mut InputGateCell,
    steps: impl Iterator<Item = &'x [f64]>,
) -> Trace {
    let signal = |part| Signal {
        part,
        block: 0,
        values: Vec::new(),
    };
    let (mut gate, mut state) = (signal(Part::Input), signal(Part::State));
    let mut answers = Vec::new();
    network.rest();
    for x in steps {
        answers.extend_from_slice(network.advance(x));
        gate.values.push(network.gate(x));
        state.values.push(network.state());
    }
    Trace {
        signals: vec![gate, state],
        answers,
    }
}

/// Networks of the three kinds with the gates set as the settings say.
pub trait Prepared {
    /// Sets the gates' initial biases.
    fn bias_gates(&self, net: &super::Net, w: &mut [f64]);
}

impl Prepared for Elman {
    fn bias_gates(&self, _: &super::Net, _: &mut [f64]) {}
}

impl Prepared for Lstm {
    fn bias_gates(&self, net: &super::Net, w: &mut [f64]) {
        self.set_forget_biases(w, net.forget_bias);
    }
}

impl Prepared for Lstm1997 {
    fn bias_gates(&self, net: &super::Net, w: &mut [f64]) {
        self.set_input_gate_biases(w, &net.input_gate_biases);
        self.set_output_gate_biases(w, &net.output_gate_biases);
    }
}
