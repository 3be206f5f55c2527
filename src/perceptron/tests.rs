//! Small nets by hand, and what the other tests share.

mod derivatives;
mod hyper_dual;
mod initialise;
mod shortcuts;
mod stochastic;

use super::*;
use crate::random::Stream;

struct Examples {
    rows: usize,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl Examples {
    /// Random inputs; targets that are distributions, which suits every loss.
    fn draw(network: &Perceptron, rows: usize, stream: &mut Stream) -> Self {
        let inputs = (0..rows * network.inputs()).map(|_| stream.normal());
        let inputs = inputs.collect();
        let mut targets = Vec::new();
        for _ in 0..rows {
            let row: Vec<f64> = (0..network.outputs()).map(|_| stream.uniform()).collect();
            let sum: f64 = row.iter().sum();
            targets.extend(row.iter().map(|t| t / sum));
        }
        Examples {
            rows,
            inputs,
            targets,
        }
    }

    /// Inputs and targets of each example.
    fn each(&self) -> impl Iterator<Item = (&[f64], &[f64])> {
        let rows = self.rows.max(1);
        let inputs = self.inputs.chunks(self.inputs.len() / rows);
        inputs.zip(self.targets.chunks(self.targets.len() / rows))
    }

    fn batch(&self) -> Batch<'_> {
        Batch {
            rows: self.rows,
            inputs: &self.inputs,
            targets: &self.targets,
        }
    }
}

/// ∂f/∂w[i] by the central difference of fourth order, (8(f₁ − f₋₁) − (f₂ − f₋₂))/(12h).
fn difference(w: &mut [f64], i: usize, mut f: impl FnMut(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let (centre, h) = (w[i], 1e-4);
    let mut at = |steps: f64| {
        w[i] = centre + steps * h;
        let values = f(w);
        w[i] = centre;
        values
    };
    let (one, minus_one, two, minus_two) = (at(1.0), at(-1.0), at(2.0), at(-2.0));
    let of = |k: usize| 8.0 * (one[k] - minus_one[k]) - (two[k] - minus_two[k]);
    (0..one.len()).map(|k| of(k) / (12.0 * h)).collect()
}

#[test]
fn more_rows_than_a_block_change_nothing_but_the_mean() {
    let mut stream = Stream::new(4, "test", "blocks", 0);
    let layers = [(4, Activation::Tanh), (3, Activation::Softmax)]
        .map(|(units, activation)| Layer { units, activation });
    let network = Perceptron::new(2, &layers, Loss::SoftmaxCrossEntropy).unwrap();
    let w = Initialisation::GlorotNormal.draw(&network, &mut stream);
    let all = Examples::draw(&network, 700, &mut stream);
    let n = w.len();
    let mut ws = Workspace::default();
    let (mut matrix, mut gradient) = (vec![0.0; n * n], vec![0.0; n]);
    let value = network.gauss_newton(&w, all.batch(), &mut ws, &mut matrix, &mut gradient);
    let (mut value_sum, mut matrix_sum, mut gradient_sum) = (0.0, vec![0.0; n * n], vec![0.0; n]);
    let (mut one, mut one_gradient) = (vec![0.0; n * n], vec![0.0; n]);
    let examples = all.inputs.chunks(2).zip(all.targets.chunks(3));
    for (inputs, targets) in examples {
        let rows = 1;
        let batch = Batch {
            rows,
            inputs,
            targets,
        };
        value_sum += network.gauss_newton(&w, batch, &mut ws, &mut one, &mut one_gradient) / 700.0;
        let add = |sums: &mut [f64], ones: &[f64]| {
            sums.iter_mut()
                .zip(ones)
                .for_each(|(sum, one)| *sum += one / 700.0);
        };
        add(&mut matrix_sum, &one);
        add(&mut gradient_sum, &one_gradient);
    }
    assert!((value - value_sum).abs() < 1e-13);
    for (a, b) in matrix
        .iter()
        .chain(&gradient)
        .zip(matrix_sum.iter().chain(&gradient_sum))
    {
        assert!((a - b).abs() < 1e-13, "{a} and {b}");
    }
    let answers = network.predict(&w, &all.inputs, 700, &mut ws).to_vec();
    let last = network.predict(&w, &all.inputs[2 * 699..], 1, &mut ws);
    assert_eq!(answers[3 * 699..], *last);
}

#[test]
fn a_two_one_one_net_by_hand() {
    // x = (1, 2), hidden s = 1·0.5 − 2·0.25 + 0 = 0, y = tanh 0 = 0; output z = 3y + 0.5 = 0.5.
    // Target 0: E = ⅛, δ = 0.5; ∂E/∂(3) = δ·y = 0, ∂E/∂bias = δ; hidden δ = 0.5·3·1 = 1.5.
    let layers = [
        Layer {
            units: 1,
            activation: Activation::Tanh,
        },
        Layer {
            units: 1,
            activation: Activation::Linear,
        },
    ];
    let network = Perceptron::new(2, &layers, Loss::SquaredError).unwrap();
    let w = [0.5, -0.25, 0.0, 3.0, 0.5];
    let batch = Batch {
        rows: 1,
        inputs: &[1.0, 2.0],
        targets: &[0.0],
    };
    let (mut ws, mut gradient) = (Workspace::default(), [0.0; 5]);
    let (mut matrix, mut jacobian) = ([0.0; 25], [0.0; 5]);
    assert_eq!(network.predict(&w, batch.inputs, 1, &mut ws), [0.5]);
    let value = network.gauss_newton(&w, batch, &mut ws, &mut matrix, &mut gradient);
    assert_eq!(value, 0.125);
    assert_eq!(gradient, [1.5, 3.0, 1.5, 0.0, 0.5]);
    network.jacobian(&w, batch.inputs, 1, &mut ws, &mut jacobian);
    assert_eq!(jacobian, [3.0, 6.0, 3.0, 0.0, 1.0]);
    for (k, value) in matrix.iter().enumerate() {
        assert_eq!(*value, jacobian[k / 5] * jacobian[k % 5]);
    }
}

#[test]
fn cross_entropies_stay_finite_and_right_at_extreme_outputs() {
    let linear = |units| Layer {
        units,
        activation: Activation::Linear,
    };
    let mut ws = Workspace::default();
    // z = 1000·x: softmax over (1000, −1000), loss 2000 for the wrong class and 0 for the right.
    let network = Perceptron::new(1, &[linear(2)], Loss::SoftmaxCrossEntropy).unwrap();
    let w = [1000.0, -1000.0, 0.0, 0.0];
    for (targets, expected) in [([0.0, 1.0], 2000.0), ([1.0, 0.0], 0.0)] {
        let batch = Batch {
            rows: 1,
            inputs: &[1.0],
            targets: &targets,
        };
        assert_eq!(network.loss(&w, batch, &mut ws), expected);
    }
    let network = Perceptron::new(1, &[linear(1)], Loss::LogisticCrossEntropy).unwrap();
    for (target, expected) in [(0.0, 1000.0), (1.0, 0.0)] {
        let batch = Batch {
            rows: 1,
            inputs: &[1.0],
            targets: &[target],
        };
        assert_eq!(network.loss(&[1000.0, 0.0], batch, &mut ws), expected);
    }
    let even = network.loss(
        &[0.0, 0.0],
        Batch {
            rows: 1,
            inputs: &[1.0],
            targets: &[1.0],
        },
        &mut ws,
    );
    assert_eq!(even, std::f64::consts::LN_2);
}

#[test]
fn the_hyperbolic_error_is_fahlmans() {
    let output = [Layer {
        units: 1,
        activation: Activation::Linear,
    }];
    let network = Perceptron::new(1, &output, Loss::HyperbolicError).unwrap();
    let mut ws = Workspace::default();
    // The bias is the output y, with d = t − y.
    let mut at = |y: f64, t: f64| {
        let batch = Batch {
            rows: 1,
            inputs: &[0.0],
            targets: &[t],
        };
        let mut gradient = [0.0; 2];
        let value = network.gradient(&[0.0, y], batch, &mut ws, &mut gradient);
        (value, gradient[1])
    };
    // d = ½: E = 3/2 ln 3/2 + ½ ln ½, slope −ln 3.
    let (value, slope) = at(0.25, 0.75);
    approx::assert_relative_eq!(value, 1.5 * 1.5f64.ln() + 0.5 * 0.5f64.ln());
    approx::assert_relative_eq!(slope, -(3.0f64.ln()), max_relative = 1e-15);
    assert_eq!(at(0.5, 0.5), (0.0, 0.0));
    // Beyond the end: slope ∓17, values on a line that begins at E(0.9999999).
    let end = 1.9999999 * 1.9999999f64.ln() + 1e-7 * 1e-7f64.ln();
    for (y, t, beyond, slope) in [(0.0, 1.0, 1e-7, -17.0), (1.0, -1.0, 1.0 + 1e-7, 17.0)] {
        let (value, found) = at(y, t);
        assert_eq!(found, slope);
        approx::assert_relative_eq!(value, end + 17.0 * beyond, max_relative = 1e-12);
    }
    assert!(at(f64::NAN, 0.0).0.is_nan());
}

#[test]
fn the_kullback_leibler_divergence_is_the_cross_entropy_less_the_entropy() {
    let output = [Layer {
        units: 3,
        activation: Activation::Linear,
    }];
    let mut ws = Workspace::default();
    let mut loss = |loss, targets: &[f64]| {
        let network = Perceptron::new(1, &output, loss).unwrap();
        let batch = Batch {
            rows: 1,
            inputs: &[0.0],
            targets,
        };
        let z = [0.5f64.ln(), 0.25f64.ln(), 0.25f64.ln()];
        network.loss(&[0.0, 0.0, 0.0, z[0], z[1], z[2]], batch, &mut ws)
    };
    // p = (½, ¼, ¼): no divergence from itself; from (¼, ¼, ½) it is ¼ ln ½ + ½ ln 2.
    assert!(loss(Loss::KullbackLeibler, &[0.5, 0.25, 0.25]).abs() < 1e-15);
    let divergence = loss(Loss::KullbackLeibler, &[0.25, 0.25, 0.5]);
    approx::assert_relative_eq!(divergence, 0.25 * 2.0f64.ln(), max_relative = 1e-14);
    // A certain target has no entropy.
    let certain = [0.0, 1.0, 0.0];
    let cross_entropy = loss(Loss::SoftmaxCrossEntropy, &certain);
    assert_eq!(loss(Loss::KullbackLeibler, &certain), cross_entropy);
    approx::assert_relative_eq!(cross_entropy, 4.0f64.ln(), max_relative = 1e-15);
}

#[test]
fn the_slope_offset_adds_to_sigmoidal_units_alone() {
    // A chain 1-1-1: hidden s = 0·x + 0 at x = 1, output y = 1·h + 0, so that ∂y/∂w₀ = σ′(0).
    let slope_of = |hidden: Activation, offset: f64| {
        let layers = [hidden, Activation::Linear].map(|activation| Layer {
            units: 1,
            activation,
        });
        let network = Perceptron::new(1, &layers, Loss::SquaredError).unwrap();
        let network = network.with_slope_offset(offset).unwrap();
        let (mut gradient, mut jacobian) = ([0.0; 4], [0.0; 4]);
        let batch = Batch {
            rows: 1,
            inputs: &[1.0],
            targets: &[-1.0],
        };
        let (w, mut ws) = ([0.0, 0.0, 1.0, 0.0], Workspace::default());
        network.gradient(&w, batch, &mut ws, &mut gradient);
        network.jacobian(&w, batch.inputs, 1, &mut ws, &mut jacobian);
        let error = network.predict(&w, batch.inputs, 1, &mut ws)[0] + 1.0;
        approx::assert_relative_eq!(gradient[0], error * jacobian[0]);
        jacobian[0]
    };
    for &activation in Activation::ALL {
        if activation == Activation::Softmax {
            continue; // not in a hidden layer
        }
        let added = slope_of(activation, 0.1) - slope_of(activation, 0.0);
        let expected = if activation.saturates() { 0.1 } else { 0.0 };
        assert!((added - expected).abs() < 1e-15, "{activation:?}: {added}");
    }
}

#[test]
fn impossible_networks_are_refused_with_a_sentence() {
    let layer = |units, activation| Layer { units, activation };
    let message = |inputs, layers: &[Layer], loss| {
        Perceptron::new(inputs, layers, loss)
            .unwrap_err()
            .to_string()
    };
    let linear = [layer(1, Activation::Linear)];
    assert!(message(0, &linear, Loss::SquaredError).contains("0 inputs"));
    assert!(message(1, &[], Loss::SquaredError).contains("no layers"));
    let empty = [layer(3, Activation::Tanh), layer(0, Activation::Linear)];
    assert!(message(1, &empty, Loss::SquaredError).contains("layer 2 has 0 units"));
    let other = [layer(2, Activation::Logistic)];
    assert!(message(1, &other, Loss::SoftmaxCrossEntropy).contains("must be linear or"));
    let hidden = [layer(2, Activation::Softmax), layer(1, Activation::Linear)];
    assert!(message(1, &hidden, Loss::SquaredError).contains("layer 1 has the activation Softmax"));
    let huge = [layer(usize::MAX, Activation::Linear)];
    assert!(message(2, &huge, Loss::SquaredError).contains("2^28"));
    let network = Perceptron::new(1, &linear, Loss::SquaredError).unwrap();
    let offset = network.with_slope_offset(f64::NAN).unwrap_err();
    assert!(offset.to_string().contains("is NaN, must be"), "{offset}");
}

#[test]
fn an_output_layer_may_name_the_output_function_of_its_loss() {
    let network = |activation, loss| {
        let output = Layer {
            units: 2,
            activation,
        };
        Perceptron::new(3, &[output], loss).unwrap()
    };
    for &loss in Loss::ALL {
        if let Some(function) = loss.output_function() {
            assert_eq!(network(function, loss), network(Activation::Linear, loss));
        }
    }
    // Behind the squared error it is the layer's own: s = (ln 3, 0) gives y = (¾, ¼).
    let network = network(Activation::Softmax, Loss::SquaredError);
    let (w, mut ws) = (
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0f64.ln(), 0.0],
        Workspace::default(),
    );
    let batch = Batch {
        rows: 1,
        inputs: &[0.0; 3],
        targets: &[1.0, 0.0],
    };
    let mut gradient = [0.0; 8];
    let loss = network.gradient(&w, batch, &mut ws, &mut gradient);
    approx::assert_relative_eq!(loss, 0.0625, max_relative = 1e-15);
    // y ∘ (δ − yᵀδ) with δ = (−¼, ¼): yᵀδ = −⅛.
    approx::assert_relative_eq!(gradient[6], -0.09375, max_relative = 1e-15);
    approx::assert_relative_eq!(gradient[7], 0.09375, max_relative = 1e-15);
}

#[test]
fn activations_have_their_known_values_and_names() {
    let at_one = [
        (Activation::Linear, 1.0, "\"linear\""),
        (
            Activation::Logistic,
            0.731_058_578_630_004_9,
            "\"logistic\"",
        ),
        (
            Activation::SymmetricLogistic,
            0.231_058_578_630_004_9,
            "\"symmetric-logistic\"",
        ),
        (Activation::Tanh, 0.761_594_155_955_764_9, "\"tanh\""),
        (Activation::LecunTanh, 1.0, "\"lecun-tanh\""),
        (Activation::Softsign, 0.5, "\"softsign\""),
        (Activation::Relu, 1.0, "\"relu\""),
        (Activation::Threshold, 1.0, "\"threshold\""),
        (
            Activation::Stochastic,
            0.731_058_578_630_004_9,
            "\"stochastic\"",
        ),
        (Activation::Softmax, 1.0, "\"softmax\""),
    ];
    assert_eq!(at_one.map(|(activation, ..)| activation), Activation::ALL);
    for (activation, value, name) in at_one {
        assert!(
            (activation.value(1.0) - value).abs() < 1e-5,
            "{activation:?}"
        );
        assert_eq!(serde_json::to_string(&activation).unwrap(), name);
        assert!(
            activation.value(f64::NAN).is_nan(),
            "{activation:?} hides NaN"
        );
    }
    assert_eq!(Activation::Relu.value(-2.0), 0.0);
    assert_eq!(Activation::Threshold.value(-2.0), 0.0);
}
