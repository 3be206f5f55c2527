//! The multilayer perceptron on one flat vector of weights: layers, losses, initial weights,
//! back-propagation of the gradient, the Jacobian, the Gauss–Newton matrix and Hessian–vector
//! products; optional shortcut connections and stochastic units.
//!
//! ```
//! use galvani::perceptron::{Activation, Batch, Layer, Loss, Perceptron, Workspace};
//!
//! // One linear unit y = w·x + b with w = 2, b = 1 on the example x = 3, t = 5.
//! let layers = [Layer { units: 1, activation: Activation::Linear }];
//! let network = Perceptron::new(1, &layers, Loss::SquaredError)?;
//! let batch = Batch { rows: 1, inputs: &[3.0], targets: &[5.0] };
//! let mut gradient = [0.0; 2];
//! let loss = network.gradient(&[2.0, 1.0], batch, &mut Workspace::default(), &mut gradient);
//! assert_eq!(loss, 2.0); // ½(7 − 5)²
//! assert_eq!(gradient, [6.0, 2.0]); // (y − t)·x, (y − t)
//! # Ok::<(), galvani::perceptron::Error>(())
//! ```

mod activation;
mod backpropagation;
mod forward;
mod gauss_newton;
mod hessian_vector;
mod initialise;
mod jacobian;
mod loss;
mod network;
mod softmax;
mod workspace;

pub use activation::Activation;
pub use initialise::Initialisation;
pub use loss::Loss;
pub use network::{Batch, Error, Layer, Perceptron};
pub use workspace::Workspace;

#[cfg(test)]
mod tests;
