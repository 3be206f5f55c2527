//! Recurrent networks on one flat vector of weights: Elman's simple recurrent network and the long
//! short-term memory of 1997 and of today, with the sequences on which they became known.
//!
//! All three are one scheme. At each time step t a hidden layer forms weighted sums of the inputs
//! x(t) and of what it put out a step before, a [`Cell`] turns them into its new outputs y(t) and a
//! memory m(t), and an output layer reads them:
//!
//! ```text
//! a(t) = x(t) W_x + y(t−1) W_y + b      y(t), m(t) = cell(a(t), m(t−1))
//! z(t) = [y(t), x(t)] W_z + b_z         E = Σ_t loss(z(t), target(t))
//! ```
//!
//! [`Network`] holds what they share: running over a sequence, the value of E and its gradient by
//! back-propagation through time, which ends in three matrix products over all time steps. The
//! [`Rule`] says which paths the gradient follows. What is to be minimised is a function of the flat
//! weights, as optimizers want it.
//!
//! ```
//! use galvani::perceptron::Activation;
//! use galvani::recurrent::{Elman, Output, Readout, Rule, Sequence, Workspace};
//!
//! // One linear unit that adds its input to half of what it was: 1, then ½ + 2 = 2½.
//! let network = Elman::new(1, 1, Activation::Linear, Readout::new(1, Output::Linear))?;
//! let w = [1.0, 0.5, 0.0, 1.0, 0.0]; // from x, from itself, its bias; to the output, its bias
//! let mut workspace = Workspace::default();
//! let mut state = network.rest();
//! assert_eq!(network.run(&w, &[1.0, 2.0], &mut state, &mut workspace), [1.0, 2.5]);
//!
//! // Only the last step is judged: E = ½(2.5 − 2)². Through time the weight from x has the
//! // derivative (2.5 − 2)·(2 + 0.5·1); with the context held constant it is (2.5 − 2)·2.
//! let sequence = [Sequence { inputs: &[1.0, 2.0], targets: &[2.0], start: None }];
//! let mut gradient = [0.0; 5];
//! let e = network.gradient(Rule::Full, &w, &sequence, &mut workspace, &mut gradient);
//! assert_eq!((e, gradient[0]), (0.125, 1.25));
//! network.gradient(Rule::Truncated, &w, &sequence, &mut workspace, &mut gradient);
//! assert_eq!(gradient[0], 1.0);
//! # Ok::<(), galvani::recurrent::Error>(())
//! ```

mod cell;
mod elman;
mod initialise;
mod lstm;
mod network;
mod readout;
pub mod tasks;
mod through_time;
mod workspace;

pub use cell::{Cell, Moment};
pub use elman::{Elman, ElmanCell};
pub use lstm::{InputGateCell, Lstm, Lstm1997, LstmCell, MemoryBlocks, Online};
pub use network::{Error, Network, Sequence, State};
pub use readout::{Output, Readout};
pub use through_time::Rule;
pub use workspace::Workspace;

#[cfg(test)]
mod tests;
