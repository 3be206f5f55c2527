//! Derivatives against central differences for every activation, loss and depth; the Gauss–Newton
//! matrix against the explicit Jacobian; small nets by hand.

use super::*;
use crate::random::Stream;

/// Hidden layers of a test network and its output layer of three units.
fn network(hidden: &[usize], activation: Activation, loss: Loss) -> Perceptron {
    let mut layers: Vec<Layer> = hidden
        .iter()
        .map(|&units| Layer { units, activation })
        .collect();
    let activation = match loss.has_own_link() {
        false => activation,
        true => Activation::Linear,
    };
    layers.push(Layer {
        units: 3,
        activation,
    });
    Perceptron::new(2, &layers, loss).unwrap()
}

/// Every network of the laws: activation × loss × 0 to 2 hidden layers.
fn networks() -> Vec<Perceptron> {
    let mut all = Vec::new();
    for &activation in Activation::ALL {
        for &loss in Loss::ALL {
            for hidden in [&[][..], &[4], &[4, 5]] {
                all.push(network(hidden, activation, loss));
            }
        }
    }
    all
}

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

    fn batch(&self) -> Batch<'_> {
        Batch {
            rows: self.rows,
            inputs: &self.inputs,
            targets: &self.targets,
        }
    }
}

/// A random point, away from the kinks of relu and threshold: with these few draws no weighted sum
/// comes within the difference step of 0.
fn point(network: &Perceptron, stream: &mut Stream) -> (Vec<f64>, Examples) {
    let weights = Initialisation::Uniform(0.8).draw(network, stream);
    (weights, Examples::draw(network, 7, stream))
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
fn gradients_are_central_differences_of_the_loss() {
    let mut stream = Stream::new(1, "test", "gradient", 0);
    for network in networks() {
        let (mut w, examples) = point(&network, &mut stream);
        let mut ws = Workspace::default();
        let mut gradient = vec![f64::NAN; w.len()];
        let value = network.gradient(&w, examples.batch(), &mut ws, &mut gradient);
        assert_eq!(value, network.loss(&w, examples.batch(), &mut ws));
        for i in 0..w.len() {
            let difference = difference(&mut w, i, |w| {
                vec![network.loss(w, examples.batch(), &mut ws)]
            })[0];
            let error = (gradient[i] - difference).abs();
            assert!(error < 1e-9, "{network:?}: ∂E/∂w[{i}] is off by {error}");
        }
    }
}

/// z of the last layer, before the loss's own link.
fn outputs(network: &Perceptron, w: &[f64], examples: &Examples) -> Vec<f64> {
    let plain = Perceptron::new(network.inputs(), network.layers(), Loss::SquaredError).unwrap();
    let mut ws = Workspace::default();
    plain
        .predict(w, &examples.inputs, examples.rows, &mut ws)
        .to_vec()
}

#[test]
fn the_jacobian_is_central_differences_of_the_outputs() {
    let mut stream = Stream::new(2, "test", "jacobian", 0);
    for network in networks() {
        let (mut w, examples) = point(&network, &mut stream);
        let (n, rows) = (w.len(), examples.rows);
        let mut jacobian = vec![f64::NAN; rows * 3 * n];
        let mut ws = Workspace::default();
        network.jacobian(&w, &examples.inputs, rows, &mut ws, &mut jacobian);
        for i in 0..n {
            let difference = difference(&mut w, i, |w| outputs(&network, w, &examples));
            for (row, difference) in difference.iter().enumerate() {
                let error = (jacobian[row * n + i] - difference).abs();
                assert!(
                    error < 1e-9,
                    "{network:?}: ∂z[{row}]/∂w[{i}] is off by {error}"
                );
            }
        }
    }
}

/// H = ∂²E_s/∂z² of one example, from its definition.
fn hessian(loss: Loss, p: &[f64], t: &[f64]) -> Vec<f64> {
    let at = |o: usize, q: usize| match loss {
        Loss::SquaredError => f64::from(o == q),
        Loss::HyperbolicError if (t[o] - p[o]).abs() > 0.999_999_9 => 0.0,
        Loss::HyperbolicError => 2.0 / (1.0 - (t[o] - p[o]).powi(2)) * f64::from(o == q),
        Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => p[o] * (f64::from(o == q) - p[q]),
        Loss::LogisticCrossEntropy => p[o] * (1.0 - p[o]) * f64::from(o == q),
    };
    let width = p.len();
    (0..width * width)
        .map(|k| at(k / width, k % width))
        .collect()
}

#[test]
fn the_gauss_newton_matrix_is_the_one_of_the_jacobian() {
    let mut stream = Stream::new(3, "test", "gauss-newton", 0);
    for network in networks() {
        let (w, examples) = point(&network, &mut stream);
        let (n, rows) = (w.len(), examples.rows);
        let mut ws = Workspace::default();
        let mut jacobian = vec![0.0; rows * 3 * n];
        network.jacobian(&w, &examples.inputs, rows, &mut ws, &mut jacobian);
        let p = network
            .predict(&w, &examples.inputs, rows, &mut ws)
            .to_vec();
        let mut expected = vec![0.0; n * n];
        for s in 0..rows {
            let h = hessian(
                network.loss_function(),
                &p[s * 3..][..3],
                &examples.targets[s * 3..][..3],
            );
            let j = &jacobian[s * 3 * n..][..3 * n];
            for (k, value) in expected.iter_mut().enumerate() {
                for (oq, h) in h.iter().enumerate() {
                    *value += j[oq / 3 * n + k / n] * h * j[oq % 3 * n + k % n] / rows as f64;
                }
            }
        }
        let (mut matrix, mut gradient) = (vec![f64::NAN; n * n], vec![0.0; n]);
        let value = network.gauss_newton(&w, examples.batch(), &mut ws, &mut matrix, &mut gradient);
        for (got, expected) in matrix.iter().zip(&expected) {
            assert!(
                (got - expected).abs() < 1e-12,
                "{network:?}: {got} for {expected}"
            );
        }
        let mut alone = vec![0.0; n];
        let value_alone = network.gradient(&w, examples.batch(), &mut ws, &mut alone);
        assert_eq!((value, gradient), (value_alone, alone));
    }
}

#[test]
fn more_rows_than_a_block_change_nothing_but_the_mean() {
    let mut stream = Stream::new(4, "test", "blocks", 0);
    let network = network(&[4], Activation::Tanh, Loss::SoftmaxCrossEntropy);
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
    // Two chains 1-1-1 with all weights 1, biases 0, x = 0: y = ½ and y = ½·1 + 0 pass through.
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
        let added = slope_of(activation, 0.1) - slope_of(activation, 0.0);
        let expected = if activation.saturates() { 0.1 } else { 0.0 };
        assert!((added - expected).abs() < 1e-15, "{activation:?}: {added}");
    }
}

#[test]
fn initial_weights_have_their_moments() {
    let mut stream = Stream::new(5, "test", "initialisation", 0);
    let network = network(&[300, 200], Activation::Tanh, Loss::SoftmaxCrossEntropy);
    let (fan_in, fan_out) = (300.0, 200.0);
    let expected = [
        (Initialisation::Uniform(0.5), 0.25 / 3.0),
        (Initialisation::Lecun, 1.0 / fan_in),
        (Initialisation::GlorotUniform, 2.0 / (fan_in + fan_out)),
        (Initialisation::GlorotNormal, 2.0 / (fan_in + fan_out)),
        (Initialisation::He, 2.0 / fan_in),
    ];
    for (initialisation, variance) in expected {
        let w = initialisation.draw(&network, &mut stream);
        let matrix = network.matrix(1, &w);
        let squares: f64 = matrix.iter().map(|w| w * w).sum();
        // 60000 draws: the standard error of a variance is below 0.6 %.
        assert!((squares / 60_000.0 / variance - 1.0).abs() < 0.03);
        let random_biases = matches!(initialisation, Initialisation::Uniform(_));
        assert_eq!(
            network.biases(1, &w).iter().any(|&b| b != 0.0),
            random_biases
        );
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
    let twice = [layer(2, Activation::Logistic)];
    assert!(message(1, &twice, Loss::SoftmaxCrossEntropy).contains("must be Linear"));
    let huge = [layer(usize::MAX, Activation::Linear)];
    assert!(message(2, &huge, Loss::SquaredError).contains("2^28"));
    let network = Perceptron::new(1, &linear, Loss::SquaredError).unwrap();
    let offset = network.with_slope_offset(f64::NAN).unwrap_err();
    assert!(offset.to_string().contains("is NaN, must be"), "{offset}");
    let range = Initialisation::Uniform(0.0).check().unwrap_err();
    assert!(range.to_string().contains("is 0, must be"), "{range}");
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
        (Activation::Tanh, 0.761_594_155_955_764_9, "\"tanh\""),
        (Activation::LecunTanh, 1.0, "\"lecun-tanh\""),
        (Activation::Softsign, 0.5, "\"softsign\""),
        (Activation::Relu, 1.0, "\"relu\""),
        (Activation::Threshold, 1.0, "\"threshold\""),
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
