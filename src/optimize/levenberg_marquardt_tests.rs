use super::*;
use crate::optimize::laws::{minimise, path};
use crate::optimize::surface::{Quadratic, Surface};

#[test]
fn the_first_step_is_the_one_worked_by_hand() {
    // Rosenbrock at (0, 0): e = (0, 1), J = [[0, 10], [−1, 0]], G = diag(1, 100), g = (−1, 0):
    // δ = (−1/(1 + λ), 0). With D = I, λ = 1: w = (0.5, 0), E = ½(2.5² + 0.5²) = 3.25 > 0.5:
    // rejected; λ = 10: w = (1/11, 0), E = ½((10/121)² + (10/11)²) = 0.417 < 0.5: accepted.
    let settings = LevenbergMarquardt {
        lambda0: 1.0,
        ..LevenbergMarquardt::default()
    };
    let path = path(&settings, &mut Surface::Rosenbrock, &[0.0, 0.0], 1);
    approx::assert_abs_diff_eq!(path[0][0], 1.0 / 11.0, epsilon = 1e-15);
    assert_eq!(path[0][1], 0.0);
}

#[test]
fn a_problem_without_residuals_at_its_end_converges_quadratically() {
    // From close by, every step must square the error (with a constant): the exponent tends to 2.
    let settings = LevenbergMarquardt {
        lambda0: 1e-9,
        ..LevenbergMarquardt::default()
    };
    let path = path(&settings, &mut Surface::Himmelblau, &[3.4, 2.4], 4);
    let errors: Vec<f64> = path
        .iter()
        .map(|w| vector::norm(&[w[0] - 3.0, w[1] - 2.0]))
        .collect();
    let order = (errors[2] / errors[1]).ln() / (errors[1] / errors[0]).ln();
    assert!((order - 2.0).abs() < 0.3, "order {order} from {errors:?}");
}

#[test]
fn rosenbrocks_valley_takes_the_known_number_of_matrices() {
    for (scaling, rule, most) in [
        (Scaling::Identity, Rule::Factor, 28),
        (Scaling::Marquardt, Rule::Factor, 25),
        (Scaling::Identity, Rule::Nielsen, 15),
        (Scaling::Marquardt, Rule::Nielsen, 22),
    ] {
        let settings = LevenbergMarquardt {
            scaling,
            rule,
            ..LevenbergMarquardt::default()
        };
        let run = minimise(&settings, &mut Surface::Rosenbrock, &[-1.2, 1.0], 1e-8, 100);
        approx::assert_abs_diff_eq!(run.w.as_slice(), [1.0, 1.0].as_slice(), epsilon = 1e-7);
        assert!(
            run.counts.normal_equations <= most,
            "{scaling:?} {rule:?} {:?}",
            run.counts
        );
    }
}

#[test]
fn a_weight_without_influence_stays_where_it_is() {
    struct OneOfTwo;
    impl Objective for OneOfTwo {
        fn dimension(&self) -> usize {
            2
        }
        fn value(&mut self, w: &[f64]) -> f64 {
            0.5 * w[0] * w[0]
        }
        fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            gradient.copy_from_slice(&[w[0], 0.0]);
            self.value(w)
        }
        fn normal_equations(
            &mut self,
            w: &[f64],
            matrix: &mut [f64],
            gradient: &mut [f64],
        ) -> Option<f64> {
            matrix.copy_from_slice(&[1.0, 0.0, 0.0, 0.0]);
            Some(self.gradient(w, gradient))
        }
    }
    for settings in [LevenbergMarquardt::default(), LevenbergMarquardt::lecture()] {
        let path = path(&settings, &mut OneOfTwo, &[1.0, 5.0], 3);
        assert!(path[2][0].abs() < 1e-4);
        assert_eq!(path[2][1], 5.0);
    }
}

#[test]
fn an_objective_without_the_matrix_is_refused_by_name() {
    let mut optimizer = LevenbergMarquardt::default().optimizer(1);
    let error = optimizer
        .step(&mut [1.0], &mut Quadratic::diagonal(&[1.0]))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "levenberg-marquardt needs a Gauss–Newton matrix, which this objective does not have"
    );
}
