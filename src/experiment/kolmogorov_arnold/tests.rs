use super::objective::{Examples, MeanSquares};
use super::results::{Affine, slope};
use super::*;
use crate::experiment::testing::{self};
use crate::kolmogorov_arnold::Network;
use crate::optimize::Objective;

fn outcome(settings: &KolmogorovArnold) -> Outcome {
    testing::outcome(settings, &testing::context("superposition", 2024))
}

fn small() -> KolmogorovArnold {
    KolmogorovArnold {
        intervals: vec![3, 6, 12],
        examples: 400,
        steps: 24,
        starts: 2,
        perceptron_steps: 20,
        ..KolmogorovArnold::default()
    }
}

#[test]
fn the_papers_function_is_found_and_finer_grids_come_nearer() {
    let outcome = outcome(&small());
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    assert!(value("best_test_rms_3") > value("best_test_rms_6"));
    assert!(value("best_test_rms_6") > value("best_test_rms_12"));
    assert!(value("best_test_rms_12") < 1e-2);
    assert!(value("inner_1_r2") > 0.999 && value("inner_2_r2") > 0.999);
    assert!(value("gradient_difference") < 1e-6);
    assert!(value("superposition_max_error") < 1e-10);
}

#[test]
fn a_product_is_learned_by_two_sums_and_drawn_exactly() {
    let settings = KolmogorovArnold {
        function: Function::Product,
        hidden: vec![2],
        intervals: vec![2, 4],
        perceptron_steps: 0,
        ..small()
    };
    let outcome = outcome(&settings);
    assert!(outcome.find_metric("best_test_rms_4").unwrap().value < 1e-4);
    assert_eq!(outcome.find_metric("perceptron_test_rms_4"), None);
}

#[test]
fn normal_equations_are_those_of_the_dense_jacobian() {
    let network = Network::new(&[2, 2, 1], 3).unwrap();
    let n = network.weights();
    let w: Vec<f64> = (0..n)
        .map(|i| 0.3 * ((i * 7 % 11) as f64 - 5.0) / 5.0)
        .collect();
    let examples = Examples {
        inputs: vec![0.1, -0.4, 0.8, 0.3, -0.9, -0.2],
        targets: vec![0.5, -1.0, 2.0],
    };
    let mut objective = MeanSquares::new(&network, &examples);
    let (mut matrix, mut gradient) = (vec![0.0; n * n], vec![0.0; n]);
    let value = objective
        .normal_equations(&w, &mut matrix, &mut gradient)
        .unwrap();
    let mut again = vec![0.0; n];
    assert_eq!(objective.gradient(&w, &mut again), value);
    assert_eq!(objective.value(&w), value);
    assert_eq!(again, gradient);
    // Row by row from derivatives of single examples: for one example the gradient is error × row.
    let mut dense = vec![0.0; n * n];
    let mut workspace = crate::kolmogorov_arnold::Workspace::default();
    for (x, _) in examples.iter() {
        network.differentiate(&w, x, &mut workspace);
        let mut row = vec![0.0; n];
        for &(i, d) in &workspace.derivatives {
            row[i] += d;
        }
        for i in 0..n {
            for j in 0..n {
                dense[i * n + j] += row[i] * row[j] / 3.0;
            }
        }
    }
    approx::assert_relative_eq!(matrix.as_slice(), dense.as_slice(), epsilon = 1e-12);
}

#[test]
fn slopes_and_affine_maps_by_hand() {
    let errors = [1.0, 1.0 / 16.0, 1.0 / 256.0];
    approx::assert_relative_eq!(slope(&[1, 2, 4], errors.into_iter()).unwrap(), -4.0);
    let map = Affine::between(&[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0]);
    assert_eq!((map.scale, map.shift, map.r2), (2.0, 1.0, 1.0));
}

#[test]
fn impossible_settings_are_refused_by_key() {
    let settings = KolmogorovArnold {
        hidden: vec![0],
        intervals: vec![5, 3],
        examples: 1,
        steps: 1,
        ..KolmogorovArnold::default()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems.iter().map(|problem| &*problem.key).collect();
    assert_eq!(keys, ["hidden[0]", "intervals[1]", "examples", "steps"]);
}
