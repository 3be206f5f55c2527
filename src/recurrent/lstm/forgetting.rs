//! The long short-term memory of today, with a forget gate.
//!
//! i, f, o = σ(their sums), g = tanh(its sums)
//! c(t) = f ∘ c(t−1) + i ∘ g
//! y(t) = o ∘ tanh c(t)
//!
//! F. A. Gers, J. Schmidhuber & F. Cummins, *Neural Computation* 12:2451–2471, 2000; in this form
//! A. Graves & J. Schmidhuber, *Neural Networks* 18:602–610, 2005, without peepholes.

use crate::math::elementary::{logistic_in_place, tanh_in_place};
use crate::recurrent::{Cell, Error, Moment, Network, Readout};

/// Memory cells with input, forget and output gates. The columns of W_x, W_y and b are the input
/// gates, the forget gates, the output gates and the cells' inputs g, each as many as cells.
///
/// ```
/// use galvani::recurrent::{Lstm, Output, Readout};
/// let network = Lstm::new(2, 3, Readout::new(1, Output::Linear))?;
/// assert_eq!(network.weights(), 4 * 3 * (2 + 3 + 1) + 3 + 1);
/// # Ok::<(), galvani::recurrent::Error>(())
/// ```
pub type Lstm = Network<LstmCell>;

/// The hidden layer of [`Lstm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LstmCell {
    cells: usize,
}

impl Lstm {
    /// A network of so many inputs and memory cells.
    ///
    /// # Errors
    /// When a layer is empty or the network too large.
    pub fn new(inputs: usize, cells: usize, readout: Readout) -> Result<Lstm, Error> {
        Network::with_cell(inputs, LstmCell { cells }, readout)
    }

    /// Sets the biases of all forget gates: 1 or more keeps the memory open in the beginning (Gers
    /// et al. 2000, section 4; Jozefowicz, Zaremba & Sutskever, *ICML* 2015).
    ///
    /// # Panics
    /// When `w` does not have the network's number of weights.
    pub fn set_forget_biases(&self, w: &mut [f64], bias: f64) {
        let cells = self.cell().cells;
        self.biases_mut(w)[cells..2 * cells].fill(bias);
    }
}

impl Cell for LstmCell {
    fn sums(&self) -> usize {
        4 * self.cells
    }

    fn outputs(&self) -> usize {
        self.cells
    }

    fn contents(&self) -> usize {
        self.cells
    }

    /// c and tanh c.
    fn memory(&self) -> usize {
        2 * self.cells
    }

    fn advance(&self, sums: &mut [f64], before: &[f64], memory: &mut [f64], outputs: &mut [f64]) {
        let n = self.cells;
        logistic_in_place(&mut sums[..3 * n]);
        tanh_in_place(&mut sums[3 * n..]);
        let [i, f, o, g] = parts(sums, n);
        let (contents, squashed) = memory.split_at_mut(n);
        for k in 0..n {
            contents[k] = f[k] * before[k] + i[k] * g[k];
        }
        squashed.copy_from_slice(contents);
        tanh_in_place(squashed);
        for k in 0..n {
            outputs[k] = o[k] * squashed[k];
        }
    }

    fn retreat(
        &self,
        moment: Moment<'_>,
        outward: &[f64],
        carried: &mut [f64],
        deltas: &mut [f64],
    ) {
        let n = self.cells;
        let [i, f, o, g] = parts(moment.activations, n);
        let (before, squashed) = (&moment.before[..n], &moment.memory[n..2 * n]);
        let (outward, carried) = (&outward[..n], &mut carried[..n]);
        let (to_i, rest) = deltas.split_at_mut(n);
        let (to_f, rest) = rest.split_at_mut(n);
        let (to_o, to_g) = rest.split_at_mut(n);
        let to_g = &mut to_g[..n];
        for k in 0..n {
            let h = squashed[k];
            let content = carried[k] + outward[k] * o[k] * (1.0 - h * h);
            to_i[k] = content * g[k] * i[k] * (1.0 - i[k]);
            to_f[k] = content * before[k] * f[k] * (1.0 - f[k]);
            to_o[k] = outward[k] * h * o[k] * (1.0 - o[k]);
            to_g[k] = content * i[k] * (1.0 - g[k] * g[k]);
            carried[k] = content * f[k];
        }
    }
}

/// The four blocks of n columns.
fn parts(row: &[f64], n: usize) -> [&[f64]; 4] {
    [0, 1, 2, 3].map(|block| &row[block * n..(block + 1) * n])
}
