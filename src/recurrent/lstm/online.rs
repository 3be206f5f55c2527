//! The algorithm of 1997 as it stands in the paper's appendix A.1: forwards in time, the weights
//! changed after every step that has a target.
//!
//! For each cell c of block j two rows of partial derivatives are carried along, by the weights l
//! into the cell and into its input gate (z_l being what the weight sees: x(t), y(t−1) or 1):
//!
//! ∂s_c/∂w_(c,l)(t) = ∂s_c/∂w_(c,l)(t−1) + g′(net_c) in_j z_l
//! ∂s_c/∂w_(in j,l)(t) = ∂s_c/∂w_(in j,l)(t−1) + g(net_c) in_j(1 − in_j) z_l
//!
//! With e_c = out_j h′(s_c) Σ_k w_kc δ_k an error δ_k of the output units gives −e_c ∂s_c/∂w for
//! these weights and −out_j(1 − out_j) Σ_c h(s_c) Σ_k w_kc δ_k z_l for the output gate's. Nothing is
//! remembered of the past but these sums, so a step costs as much work as there are weights,
//! however long the sequence (section 4, "computational complexity").

use super::Lstm1997;
use super::memory_blocks::MemoryBlocks;
use crate::math::matrix_product::{Update, product};
use crate::recurrent::{Cell, State};

/// A network of 1997 that runs and learns step by step.
///
/// ```
/// use galvani::recurrent::{Lstm1997, MemoryBlocks, Online, Output, Readout};
/// let cells = MemoryBlocks { blocks: 1, size: 1, cell_biases: true };
/// let network = Lstm1997::new(1, cells, Readout::new(1, Output::Linear))?;
/// let mut w = vec![0.5; network.weights()];
/// let mut online = Online::new(&network);
/// let before = online.learn(&mut w, &[1.0], &[0.5], 0.1);
/// online.rest();
/// assert!(online.learn(&mut w, &[1.0], &[0.5], 0.1) < before);
/// # Ok::<(), galvani::recurrent::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Online<'n> {
    network: &'n Lstm1997,
    state: State,
    next: State,
    /// [x(t), y(t−1), 1].
    sources: Vec<f64>,
    sums: Vec<f64>,
    /// Sources × cells each.
    by_cell: Vec<f64>,
    by_gate: Vec<f64>,
    seen: Vec<f64>,
    answers: Vec<f64>,
    deltas: Vec<f64>,
    /// Σ_k w_kc δ_k of each cell, then e_c.
    errors: Vec<f64>,
    gate_errors: Vec<f64>,
    gradient: Vec<f64>,
}

impl<'n> Online<'n> {
    /// The network at rest.
    pub fn new(network: &'n Lstm1997) -> Self {
        let (cells, sums) = (network.cell().cells(), network.cell().sums());
        let sources = network.inputs() + sums + 1;
        Online {
            network,
            state: network.rest(),
            next: network.rest(),
            sources: vec![0.0; sources],
            sums: vec![0.0; sums],
            by_cell: vec![0.0; sources * cells],
            by_gate: vec![0.0; sources * cells],
            seen: vec![0.0; network.seen()],
            answers: vec![0.0; network.outputs()],
            deltas: vec![0.0; network.outputs()],
            errors: vec![0.0; cells],
            gate_errors: vec![0.0; network.cell().blocks],
            gradient: vec![0.0; network.weights()],
        }
    }

    /// Forgets the past: a new sequence begins.
    pub fn rest(&mut self) {
        self.state.outputs.fill(0.0);
        self.state.memory.fill(0.0);
        self.by_cell.fill(0.0);
        self.by_gate.fill(0.0);
    }

    /// One step without a target; the answers to x(t).
    pub fn advance(&mut self, w: &[f64], x: &[f64]) -> &[f64] {
        self.run(w, x);
        self.follow();
        self.read(w, x);
        let output = self.network.readout().output;
        output.answer(&mut self.answers, self.network.outputs());
        &self.answers
    }

    /// One step with a target: the weights then move by −`rate`·∂E(t)/∂w. Returns E(t) before.
    pub fn learn(&mut self, w: &mut [f64], x: &[f64], target: &[f64], rate: f64) -> f64 {
        let mut gradient = std::mem::take(&mut self.gradient);
        gradient.fill(0.0);
        let error = self.add_gradient(w, x, target, &mut gradient);
        w.iter_mut()
            .zip(&gradient)
            .for_each(|(w, g)| *w -= rate * g);
        self.gradient = gradient;
        error
    }

    /// One step with a target that adds the truncated ∂E(t)/∂w to `gradient`; returns E(t).
    pub fn add_gradient(
        &mut self,
        w: &[f64],
        x: &[f64],
        target: &[f64],
        gradient: &mut [f64],
    ) -> f64 {
        self.run(w, x);
        self.follow();
        self.read(w, x);
        let readout = self.network.readout();
        let error = readout
            .output
            .judge(&mut self.answers, target, readout.units);
        self.deltas.copy_from_slice(&self.answers);
        readout.output.deltas(&mut self.deltas, target);
        self.add_output_layer(w, gradient);
        self.add_hidden_layer(gradient);
        error
    }

    /// The answers of the last step.
    pub fn answers(&self) -> &[f64] {
        &self.answers
    }

    fn run(&mut self, w: &[f64], x: &[f64]) {
        let network = self.network;
        let (inputs, cell) = (network.inputs(), network.cell());
        let sums = cell.sums();
        self.sources[..inputs].copy_from_slice(x);
        self.sources[inputs..inputs + sums].copy_from_slice(&self.state.outputs);
        self.sources[inputs + sums] = 1.0;
        self.sums[..cell.unbiased()].fill(0.0);
        self.sums[cell.unbiased()..].copy_from_slice(&w[network.bias_range()]);
        let (seen, matrix) = (
            &self.sources[..inputs + sums],
            &w[..network.feedback_range().end],
        );
        product(
            [1, inputs + sums, sums],
            seen,
            matrix,
            Update::Add,
            &mut self.sums,
        );
        let (old, new) = (&self.state.memory, &mut self.next.memory);
        cell.advance(&mut self.sums, old, new, &mut self.next.outputs);
        std::mem::swap(&mut self.state, &mut self.next);
    }

    /// Adds this step's terms to the partial derivatives of the cells' states.
    fn follow(&mut self) {
        let MemoryBlocks { size, .. } = *self.network.cell();
        let cells = self.network.cell().cells();
        let (g, gates) = self.sums.split_at(cells);
        let (slopes, gate_slopes) = self.next.memory.split_at_mut(cells);
        for c in 0..cells {
            let input = gates[c / size];
            slopes[c] = input * (1.0 - 0.25 * g[c] * g[c]);
            gate_slopes[c] = g[c] * input * (1.0 - input);
        }
        let rows = self
            .by_cell
            .chunks_exact_mut(cells)
            .zip(self.by_gate.chunks_exact_mut(cells));
        for ((by_cell, by_gate), z) in rows.zip(&self.sources) {
            by_cell
                .iter_mut()
                .zip(&*slopes)
                .for_each(|(sum, slope)| *sum += slope * z);
            by_gate
                .iter_mut()
                .zip(&*gate_slopes)
                .for_each(|(sum, slope)| *sum += slope * z);
        }
    }

    /// The sums z of the output units.
    fn read(&mut self, w: &[f64], x: &[f64]) {
        let network = self.network;
        let (cells, units) = (network.cell().cells(), network.outputs());
        self.seen[..cells].copy_from_slice(&self.state.outputs[..cells]);
        if network.readout().shortcuts {
            self.seen[cells..].copy_from_slice(x);
        }
        match network.readout().biases {
            true => self
                .answers
                .copy_from_slice(&w[network.output_bias_range()]),
            false => self.answers.fill(0.0),
        }
        let (shape, matrix) = ([1, self.seen.len(), units], &w[network.output_range()]);
        product(shape, &self.seen, matrix, Update::Add, &mut self.answers);
    }

    /// The output layer's derivatives, and Σ_k w_kc δ_k.
    fn add_output_layer(&mut self, w: &[f64], gradient: &mut [f64]) {
        let (network, units) = (self.network, self.network.outputs());
        let matrix = &w[network.output_range()];
        for (error, row) in self.errors.iter_mut().zip(matrix.chunks_exact(units)) {
            *error = row.iter().zip(&self.deltas).map(|(w, d)| w * d).sum();
        }
        let rows = gradient[network.output_range()].chunks_exact_mut(units);
        for (row, seen) in rows.zip(&self.seen) {
            row.iter_mut()
                .zip(&self.deltas)
                .for_each(|(to, d)| *to += seen * d);
        }
        if network.readout().biases {
            let biases = gradient[network.output_bias_range()].iter_mut();
            biases.zip(&self.deltas).for_each(|(to, d)| *to += d);
        }
    }

    fn add_hidden_layer(&mut self, gradient: &mut [f64]) {
        let network = self.network;
        let MemoryBlocks { blocks, size, .. } = *network.cell();
        let (cells, sums) = (network.cell().cells(), network.cell().sums());
        let squashed = &self.state.memory[cells..];
        let outputs = &self.sums[cells + blocks..];
        self.gate_errors.fill(0.0);
        for (c, error) in self.errors.iter_mut().enumerate() {
            let (output, h) = (outputs[c / size], squashed[c]);
            self.gate_errors[c / size] += *error * h * output * (1.0 - output);
            *error *= output * 0.5 * (1.0 - h * h);
        }
        let last = self.sources.len() - 1;
        for (l, z) in self.sources.iter().enumerate() {
            // The row of biases lacks the sums that have none.
            let skipped = if l == last {
                network.cell().unbiased()
            } else {
                0
            };
            let row = &mut gradient[l * sums..][..sums - skipped];
            let (to_cells, to_gates) = row.split_at_mut(cells - skipped.min(cells));
            let (to_inputs, to_outputs) = to_gates.split_at_mut(blocks);
            let by_cell = &self.by_cell[l * cells..][..cells];
            let by_gate = &self.by_gate[l * cells..][..cells];
            for (c, to) in to_cells.iter_mut().enumerate() {
                *to += self.errors[c] * by_cell[c];
            }
            for (c, error) in self.errors.iter().enumerate() {
                to_inputs[c / size] += error * by_gate[c];
            }
            for (to, error) in to_outputs.iter_mut().zip(&self.gate_errors) {
                *to += error * z;
            }
        }
    }
}
