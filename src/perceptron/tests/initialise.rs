//! Moments of initial weights.

use crate::perceptron::*;
use crate::random::Stream;

/// Squares' mean of one layer's weights, for 60000 draws: the standard error of a variance is below
/// 0.6 % of it.
fn mean_square(numbers: &[f64]) -> f64 {
    numbers.iter().map(|w| w * w).sum::<f64>() / numbers.len() as f64
}

fn network(shortcuts: bool) -> Perceptron {
    let layers = [300, 200].map(|units| Layer {
        units,
        activation: Activation::Tanh,
    });
    let network = Perceptron::new(100, &layers, Loss::SquaredError).unwrap();
    match shortcuts {
        false => network,
        true => network.with_shortcuts().unwrap(),
    }
}

#[test]
fn initial_weights_have_their_moments() {
    let mut stream = Stream::new(5, "test", "initialisation", 0);
    // Of the second layer, which with shortcuts has 100 inputs more.
    for (shortcuts, fan_in, fan_out) in [(false, 300.0, 200.0), (true, 400.0, 200.0)] {
        let network = network(shortcuts);
        let stated = [
            (Initialisation::Uniform(0.5), 0.25 / 3.0),
            (Initialisation::Normal(0.1), 0.01),
            (Initialisation::Standard, 1.0 / (3.0 * fan_in)),
            (Initialisation::Lecun, 1.0 / fan_in),
            (Initialisation::LecunUniform, 1.0 / fan_in),
            (Initialisation::GlorotUniform, 2.0 / (fan_in + fan_out)),
            (Initialisation::GlorotNormal, 2.0 / (fan_in + fan_out)),
            (Initialisation::He, 2.0 / fan_in),
            (Initialisation::HeUniform, 2.0 / fan_in),
        ];
        assert_eq!(
            stated.map(|(initialisation, _)| initialisation),
            Initialisation::ALL
        );
        for (initialisation, variance) in stated {
            approx::assert_relative_eq!(initialisation.variance(network.fans(1)), variance);
            let w = initialisation.draw(&network, &mut stream);
            let ratio = mean_square(network.matrix(1, &w)) / variance;
            assert!((ratio - 1.0).abs() < 0.03, "{initialisation:?}: {ratio}");
            // A uniform distribution ends at √3 standard deviations, a normal one does not.
            let largest = w[network.range(1)]
                .iter()
                .fold(0.0, |m: f64, w| m.max(w.abs()));
            let uniform = largest <= (3.0 * variance).sqrt() * (1.0 + 1e-15);
            let name = format!("{initialisation:?}");
            let normal = ["Normal(0.1)", "Lecun", "GlorotNormal", "He"].contains(&&*name);
            assert_eq!(uniform, !normal, "{name}");
        }
    }
}

#[test]
fn biases_are_drawn_where_weights_are_of_one_width_and_else_are_0() {
    let mut stream = Stream::new(6, "test", "biases", 0);
    let network = network(false);
    for initialisation in Initialisation::ALL {
        let w = initialisation.draw(&network, &mut stream);
        let square = mean_square(network.biases(1, &w));
        match initialisation {
            // 200 draws: the standard error of a variance is at most 10 % of it.
            Initialisation::Uniform(_) | Initialisation::Normal(_) => {
                let ratio = square / initialisation.variance((1, 1));
                assert!((ratio - 1.0).abs() < 0.4, "{initialisation:?}: {ratio}");
            }
            _ => assert_eq!(square, 0.0, "{initialisation:?}"),
        }
    }
}

#[test]
fn widths_are_checked_and_written_as_in_a_file() {
    let from = |json: &str| serde_json::from_str::<Initialisation>(json).unwrap();
    assert_eq!(from(r#"{ "normal": 0.1 }"#), Initialisation::Normal(0.1));
    assert_eq!(from(r#""standard""#), Initialisation::Standard);
    assert_eq!(from(r#""lecun-uniform""#), Initialisation::LecunUniform);
    assert_eq!(from(r#""he-uniform""#), Initialisation::HeUniform);
    let message = |initialisation: Initialisation| initialisation.check().unwrap_err().to_string();
    let range = message(Initialisation::Uniform(0.0));
    assert!(
        range.contains("range of uniform initial weights is 0, must be"),
        "{range}"
    );
    let deviation = message(Initialisation::Normal(f64::INFINITY));
    assert!(
        deviation.contains("normal initial weights is inf, must be"),
        "{deviation}"
    );
    for initialisation in Initialisation::ALL {
        assert_eq!(initialisation.check(), Ok(()));
    }
}
