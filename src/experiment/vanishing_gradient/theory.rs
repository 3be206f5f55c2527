//! What the theory says of a network's layers just after initialisation.
//!
//! *Linear regime* (Glorot & Bengio 2010, eq. 4–7): f′(s) = f′(0), so that one layer multiplies the
//! deviation of the back-propagated gradient by f′(0) √(n Var W).
//!
//! *Wide layers* (Poole et al. 2016, eq. 3; Schoenholz et al. 2017, eq. 5): s is normal with
//! variance q, which the layers carry on as
//! q⁽¹⁾ = n₀ Var W⁽¹⁾ ⟨x²⟩ + Var b, q⁽ˡ⁺¹⁾ = n Var W ∫ f(√q⁽ˡ⁾ z)² Dz + Var b,
//! and one layer multiplies the mean square of ∂E/∂s by n Var W ∫ f′(√q⁽ˡ⁾ z)² Dz.

use crate::math::normal;
use crate::perceptron::{Activation, Initialisation};

/// Why an activation has no place in hidden layers through which gradients pass.
pub fn unfit(activation: Activation) -> Option<&'static str> {
    match activation {
        Activation::Threshold => Some("is `threshold`, through which no gradient passes"),
        Activation::Softmax => Some("is `softmax`, which is for the output layer alone"),
        _ => None,
    }
}

/// Variances of a layer's weights and biases.
pub fn variances(init: Initialisation, fans: (usize, usize)) -> (f64, f64) {
    let weights = init.variance(fans);
    match init {
        Initialisation::Uniform(_) | Initialisation::Normal(_) => (weights, weights),
        // Biases uniform on ±β, β² = fan-in · weights.
        Initialisation::NguyenWidrow => (weights, fans.0 as f64 * weights / 3.0),
        _ => (weights, 0.0),
    }
}

/// √(n Var W) between hidden layers of n units: the factor of a layer of linear units.
pub fn linear_factor(initialisation: Initialisation, width: usize) -> f64 {
    (width as f64 * variances(initialisation, (width, width)).0).sqrt()
}

/// √⟨f′²⟩ of small sums s: |f′(0)|, and 1/√2 for a rectifier, half of whose units pass.
pub fn slope_at_rest(activation: Activation) -> f64 {
    match activation {
        Activation::Relu => 0.5_f64.sqrt(),
        _ => activation.slope(activation.value(0.0)),
    }
}

/// One layer of infinitely many units.
#[derive(Clone, Copy)]
pub struct WideLayer {
    /// Root mean square of ∂E/∂s over that of the last hidden layer.
    pub delta: f64,
    /// Root mean square of ∂E_s/∂W over that of the last hidden layer.
    pub weight_gradient: f64,
}

/// The network that is followed.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Number of inputs.
    pub inputs: usize,
    /// Their mean square.
    pub input_square: f64,
    /// Units of a hidden layer.
    pub width: usize,
    /// Hidden layers.
    pub depth: usize,
}

/// The hidden layers, from the first to the last.
pub fn wide(activation: Activation, init: Initialisation, shape: Shape) -> Vec<WideLayer> {
    let n = shape.width as f64;
    let inside = variances(init, (shape.width, shape.width));
    let first = variances(init, (shape.inputs, shape.width));
    let mut q = shape.inputs as f64 * first.0 * shape.input_square + first.1;
    let mut input_square = shape.input_square;
    let (mut layers, mut input_squares, mut factors) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..shape.depth {
        let output = |z: f64| activation.value(q.sqrt() * z);
        let square = normal::mean(|z| output(z) * output(z));
        let slope_square = normal::mean(|z| {
            let slope = activation.slope(output(z));
            slope * slope
        });
        layers.push(WideLayer {
            delta: 1.0,
            weight_gradient: 1.0,
        });
        input_squares.push(input_square);
        factors.push((n * inside.0 * slope_square).sqrt());
        input_square = square;
        q = n * inside.0 * square + inside.1;
    }
    for layer in (0..shape.depth - 1).rev() {
        layers[layer].delta = layers[layer + 1].delta * factors[layer];
    }
    let last = input_squares[shape.depth - 1];
    for (layer, square) in layers.iter_mut().zip(input_squares) {
        layer.weight_gradient = layer.delta * (square / last).sqrt();
    }
    layers
}

/// The factor a layer, the geometric mean between the first and the last hidden layer.
pub fn shrinkage(deltas: &[f64]) -> f64 {
    let (first, last) = (deltas[0], deltas[deltas.len() - 1]);
    let layers = (deltas.len() - 1) as f64;
    crate::math::exp(crate::math::ln(first / last) / layers)
}
