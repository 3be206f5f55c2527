//! Networks in which every layer sees all layers before it.

use crate::perceptron::*;
use crate::random::Stream;

fn layers(units: &[usize]) -> Vec<Layer> {
    let layer = |&units| Layer {
        units,
        activation: Activation::Linear,
    };
    units.iter().map(layer).collect()
}

#[test]
fn a_one_one_one_net_with_a_shortcut_by_hand() {
    let network = Perceptron::new(1, &layers(&[1, 1]), Loss::SquaredError).unwrap();
    let network = network.with_shortcuts().unwrap();
    // h = 2x + 1 and y = 3h + 5x − 4, in this order: x = 2 gives h = 5, y = 21.
    let w = [2.0, 1.0, 3.0, 5.0, -4.0];
    let mut ws = Workspace::default();
    assert_eq!(network.weights(), 5);
    assert_eq!(network.predict(&w, &[2.0], 1, &mut ws), [21.0]);
    let batch = Batch {
        rows: 1,
        inputs: &[2.0],
        targets: &[20.0],
    };
    let mut gradient = [0.0; 5];
    assert_eq!(network.gradient(&w, batch, &mut ws, &mut gradient), 0.5);
    assert_eq!(gradient, [6.0, 3.0, 5.0, 2.0, 1.0]);
    // H of y = w₂(w₀x + w₁) + w₃x + w₄ along e₂, error 1: ∇y ∂y/∂w₂ + (x, 1, 0, 0, 0).
    let (direction, mut product) = ([0.0, 0.0, 1.0, 0.0, 0.0], [0.0; 5]);
    network.hessian_vector(&w, &direction, batch, &mut ws, &mut product);
    assert_eq!(product, [32.0, 16.0, 25.0, 10.0, 5.0]);
}

#[test]
fn weights_and_fan_ins_count_all_connections() {
    // Two spirals (Lang & Witbrock 1988): 2-5-5-5-1 with shortcuts has 138 weights.
    let network = Perceptron::new(2, &layers(&[5, 5, 5, 1]), Loss::SquaredError).unwrap();
    assert_eq!(network.weights(), 15 + 30 + 30 + 6);
    let network = network.with_shortcuts().unwrap();
    assert_eq!(network.weights(), 138);
    assert_eq!([0, 1, 2, 3].map(|l| network.fans(l).0), [2, 7, 12, 17]);
    assert_eq!(
        [0, 14, 15, 54, 55, 119, 120, 137].map(|i| network.fan_in(i)),
        [3, 3, 8, 8, 13, 13, 18, 18]
    );
    let huge = Perceptron::new(9999, &layers(&[10_000, 10_000]), Loss::SquaredError).unwrap();
    assert_eq!(huge.with_shortcuts().unwrap_err(), Error::TooManyWeights);
}

#[test]
fn without_the_new_connections_it_is_the_plain_network() {
    let mut stream = Stream::new(1, "test", "shortcuts", 0);
    let mut tanh = layers(&[3, 4, 2]);
    tanh.iter_mut()
        .for_each(|layer| layer.activation = Activation::Tanh);
    let plain = Perceptron::new(2, &tanh, Loss::SquaredError).unwrap();
    let joined = plain.clone().with_shortcuts().unwrap();
    let w = Initialisation::Uniform(0.5).draw(&plain, &mut stream);
    let mut wide = vec![0.0; joined.weights()];
    for layer in 0..3 {
        let matrix = plain.matrix(layer, &w);
        joined.matrix_mut(layer, &mut wide)[..matrix.len()].copy_from_slice(matrix);
        let biases = joined.biases_mut(layer, &mut wide);
        biases.copy_from_slice(plain.biases(layer, &w));
    }
    // More rows than a block, and one workspace for both.
    let x: Vec<f64> = (0..2 * 300).map(|_| stream.normal()).collect();
    let mut ws = Workspace::default();
    let wanted = plain.predict(&w, &x, 300, &mut ws).to_vec();
    assert_eq!(joined.predict(&wide, &x, 300, &mut ws), wanted);
    assert_eq!(plain.predict(&w, &x, 300, &mut ws), wanted);
}
