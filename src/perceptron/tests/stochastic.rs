//! Stochastic binary units.

use crate::perceptron::*;
use crate::random::Stream;

/// One stochastic unit for one input, with a linear unit y = 2h − 1 behind it.
fn network() -> Perceptron {
    let layers = [Activation::Stochastic, Activation::Linear].map(|activation| Layer {
        units: 1,
        activation,
    });
    Perceptron::new(1, &layers, Loss::SquaredError).unwrap()
}

const WEIGHTS: [f64; 4] = [1.0, 0.5, 2.0, -1.0];

#[test]
fn the_frequency_of_ones_tends_to_the_logistic_curve() {
    let (network, mut ws) = (network(), Workspace::default());
    let mut stream = Stream::new(1, "test", "stochastic", 0);
    let rows = 40_000;
    for x in [-3.0, -1.0, 0.0, 0.7, 2.0] {
        let drawn = network.sample(&WEIGHTS, &vec![x; rows], rows, &mut stream, &mut ws);
        assert!(
            drawn.iter().all(|&y| y == 1.0 || y == -1.0),
            "0 or 1 went on"
        );
        let ones = drawn.iter().filter(|&&y| y == 1.0).count() as f64 / rows as f64;
        let p = 1.0 / (1.0 + (-x - 0.5f64).exp());
        let standard_error = (p * (1.0 - p) / rows as f64).sqrt();
        assert!((ones - p).abs() < 4.0 * standard_error, "{ones} for {p}");
        // The prediction is the mean field.
        let mean = network.predict(&WEIGHTS, &[x], 1, &mut ws)[0];
        approx::assert_relative_eq!(mean, 2.0 * p - 1.0, max_relative = 1e-13);
    }
}

#[test]
fn a_stream_decides_the_draws_and_units_draw_by_themselves() {
    let (network, mut ws) = (network(), Workspace::default());
    let mut draw = |repeat| {
        let mut stream = Stream::new(1, "test", "stochastic", repeat);
        network
            .sample(&WEIGHTS, &[0.0; 600], 600, &mut stream, &mut ws)
            .to_vec()
    };
    let first = draw(0);
    assert_eq!(first, draw(0));
    assert_ne!(first, draw(1));
    // Neighbours agree about as often as independent draws of P = σ(½) do: p² + (1 − p)² = 0.530.
    let agree = first.windows(2).filter(|pair| pair[0] == pair[1]).count() as f64 / 599.0;
    assert!((agree - 0.530).abs() < 0.09, "{agree}");
}

#[test]
fn without_stochastic_units_a_sample_is_the_prediction_and_nan_stays() {
    let mut stream = Stream::new(2, "test", "stochastic", 0);
    let layers = [Activation::Tanh, Activation::Linear].map(|activation| Layer {
        units: 2,
        activation,
    });
    let network = Perceptron::new(2, &layers, Loss::SoftmaxCrossEntropy).unwrap();
    let w = Initialisation::Uniform(1.0).draw(&network, &mut stream);
    let (x, mut ws) = ([0.3, -0.4, 1.0, 2.0], Workspace::default());
    let predicted = network.predict(&w, &x, 2, &mut ws).to_vec();
    assert_eq!(network.sample(&w, &x, 2, &mut stream, &mut ws), predicted);
    let diverged = [f64::NAN, 0.0, 2.0, -1.0];
    let drawn = self::network().sample(&diverged, &[1.0], 1, &mut stream, &mut ws)[0];
    assert!(drawn.is_nan());
}
