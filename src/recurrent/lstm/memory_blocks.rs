//! The long short-term memory of 1997: memory cells in blocks, an input gate and an output gate to
//! each block, no forget gate.
//!
//! in_j, out_j = σ(their sums), g = 4σ(its sum) − 2 ∈ [−2, 2]
//! s_c(t) = s_c(t−1) + in_j g_c
//! y_c(t) = out_j h(s_c), h(s) = 2σ(s) − 1 ∈ [−1, 1]
//!
//! All units of the hidden layer, gates too, feed back on all of it; the output layer reads the
//! cells. An error leaves a block only by way of s_c: under the paper's rule
//! ([`Rule::Truncated`](crate::recurrent::Rule)) the derivatives of all y(t−1) that enter the sums
//! count as 0, so it flows back in time unchanged, the constant error carrousel.
//!
//! S. Hochreiter & J. Schmidhuber, *Neural Computation* 9:1735–1780, 1997, eqs. 2–9 of section 4 and
//! appendix A.1.

use crate::math::elementary::logistic_in_place;
use crate::recurrent::{Cell, Error, Moment, Network, Readout};

/// Memory cell blocks without forget gates.
///
/// ```
/// use galvani::recurrent::{Lstm1997, MemoryBlocks, Output, Readout};
/// // The paper's networks for the embedded Reber grammar, table 1: 264 and 276 weights …
/// let readout = Readout { biases: false, ..Readout::new(7, Output::Logistic) };
/// let reber = |blocks, size| {
///     let cells = MemoryBlocks { blocks, size, cell_biases: false };
///     Lstm1997::new(7, cells, readout).map(|network| network.weights())
/// };
/// assert_eq!((reber(4, 1)?, reber(3, 2)?), (264, 276));
/// // … and for the adding problem: 93.
/// let cells = MemoryBlocks { blocks: 2, size: 2, cell_biases: true };
/// assert_eq!(Lstm1997::new(2, cells, Readout::new(1, Output::Logistic))?.weights(), 93);
/// # Ok::<(), galvani::recurrent::Error>(())
/// ```
pub type Lstm1997 = Network<MemoryBlocks>;

/// The hidden layer of [`Lstm1997`]. Its units are first all cells, block by block, then the input
/// gates, then the output gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryBlocks {
    /// Number of blocks, at least 1.
    pub blocks: usize,
    /// Memory cells in each, at least 1.
    pub size: usize,
    /// Whether the cells' inputs have biases; gates always do.
    pub cell_biases: bool,
}

impl MemoryBlocks {
    /// Number of memory cells.
    pub fn cells(&self) -> usize {
        self.blocks.saturating_mul(self.size)
    }
}

impl Lstm1997 {
    /// A network of so many inputs and the given blocks.
    ///
    /// # Errors
    /// When a layer is empty or the network too large.
    pub fn new(inputs: usize, blocks: MemoryBlocks, readout: Readout) -> Result<Lstm1997, Error> {
        Network::with_cell(inputs, blocks, readout)
    }

    /// Sets the input gates' biases, block by block, as far as values are given: below 0 against a
    /// drift of the states in the beginning (section 4 of the paper, "internal state drift").
    ///
    /// # Panics
    /// When there are more values than blocks.
    pub fn set_input_gate_biases(&self, w: &mut [f64], values: &[f64]) {
        self.gate_biases(w)[..values.len()].copy_from_slice(values);
    }

    /// Sets the output gates' biases likewise: below 0 and different, so that blocks come into use
    /// one after the other ("abuse problem").
    ///
    /// # Panics
    /// When there are more values than blocks.
    pub fn set_output_gate_biases(&self, w: &mut [f64], values: &[f64]) {
        let blocks = self.cell().blocks;
        self.gate_biases(w)[blocks..][..values.len()].copy_from_slice(values);
    }

    fn gate_biases<'w>(&self, w: &'w mut [f64]) -> &'w mut [f64] {
        let biases = self.biases_mut(w);
        let gates = 2 * self.cell().blocks;
        let first = biases.len() - gates;
        &mut biases[first..]
    }
}

impl Cell for MemoryBlocks {
    fn sums(&self) -> usize {
        self.cells().saturating_add(self.blocks.saturating_mul(2))
    }

    fn unbiased(&self) -> usize {
        if self.cell_biases { 0 } else { self.cells() }
    }

    fn outputs(&self) -> usize {
        self.sums()
    }

    fn visible(&self) -> usize {
        self.cells()
    }

    fn contents(&self) -> usize {
        self.cells()
    }

    /// s and h(s).
    fn memory(&self) -> usize {
        self.cells().saturating_mul(2)
    }

    fn advance(&self, sums: &mut [f64], before: &[f64], memory: &mut [f64], outputs: &mut [f64]) {
        let cells = self.cells();
        logistic_in_place(sums);
        let (g, gates) = sums.split_at_mut(cells);
        g.iter_mut().for_each(|g| *g = 4.0 * *g - 2.0);
        let (states, squashed) = memory.split_at_mut(cells);
        let (input, output) = gates.split_at(self.blocks);
        let blocks = g
            .chunks_exact(self.size)
            .zip(states.chunks_exact_mut(self.size));
        for ((g, states), (before, input)) in blocks.zip(before.chunks_exact(self.size).zip(input))
        {
            for (state, (before, g)) in states.iter_mut().zip(before.iter().zip(g)) {
                *state = before + input * g;
            }
        }
        squashed.copy_from_slice(states);
        logistic_in_place(squashed);
        let (from_cells, from_gates) = outputs.split_at_mut(cells);
        let blocks = squashed.chunks_exact_mut(self.size).zip(output);
        for (outputs, (squashed, gate)) in from_cells.chunks_exact_mut(self.size).zip(blocks) {
            for (output, h) in outputs.iter_mut().zip(squashed) {
                *h = 2.0 * *h - 1.0;
                *output = gate * *h;
            }
        }
        from_gates.copy_from_slice(gates);
    }

    fn retreat(
        &self,
        moment: Moment<'_>,
        outward: &[f64],
        carried: &mut [f64],
        deltas: &mut [f64],
    ) {
        let (cells, blocks) = (self.cells(), self.blocks);
        let (g, gates) = moment.activations.split_at(cells);
        let squashed = &moment.memory[cells..];
        // Errors of the gates' outputs, which the next step's sums have seen.
        deltas[cells..].copy_from_slice(&outward[cells..]);
        for block in 0..blocks {
            let (input, output) = (gates[block], gates[blocks + block]);
            for c in block * self.size..(block + 1) * self.size {
                let h = squashed[c];
                deltas[cells + blocks + block] += outward[c] * h;
                // h′ = (1 − h²)/2, g′ = 1 − g²/4.
                carried[c] += outward[c] * output * 0.5 * (1.0 - h * h);
                deltas[cells + block] += carried[c] * g[c];
                deltas[c] = carried[c] * input * (1.0 - 0.25 * g[c] * g[c]);
            }
        }
        for (delta, gate) in deltas[cells..].iter_mut().zip(gates) {
            *delta *= gate * (1.0 - gate);
        }
    }
}
