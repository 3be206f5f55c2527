use super::*;
use crate::optimize::laws::{minimise, path};
use crate::optimize::surface::{Quadratic, Surface};
use crate::optimize::{Counted, Counts};

#[test]
fn on_a_quadratic_of_n_weights_it_ends_in_n_steps() {
    let n = 5;
    let mut quadratic = Quadratic::conditioned(n, 16.0);
    let settings = ScaledConjugateGradients {
        lambda: 1e-12,
        ..ScaledConjugateGradients::default()
    };
    let exact = path(&settings, &mut quadratic, &vec![1.0; n], n);
    assert!(norm(&exact[n - 2]) > 0.1, "ends too early");
    assert!(norm(&exact[n - 1]) < 1e-8, "leaves {:?}", exact[n - 1]);
    // The paper's λ₁ bends the directions a little.
    let settings = ScaledConjugateGradients::default();
    let damped = path(&settings, &mut quadratic, &vec![1.0; n], n + 2);
    assert!(norm(&damped[n - 1]) < 1e-4, "leaves {:?}", damped[n - 1]);
    assert!(norm(&damped[n + 1]) < 1e-6, "leaves {:?}", damped[n + 1]);
}

#[test]
fn it_walks_as_a_second_implementation_does() {
    // Ten steps on Rosenbrock's valley by a transcription of the paper's steps in Python, two of
    // them with a trial that failed.
    let settings = ScaledConjugateGradients::default();
    let mut counts = Counts::default();
    let mut valley = Surface::Rosenbrock;
    let mut counted = Counted::new(&mut valley, &mut counts);
    let path = path(&settings, &mut counted, &[-1.2, 1.0], 10);
    for (k, expected) in [
        (1, [-1.0306808944904722, 1.0685486630466416]),
        (9, [-0.3403305752709106, 0.12809166413841286]),
    ] {
        approx::assert_abs_diff_eq!(path[k].as_slice(), expected.as_slice(), epsilon = 1e-8);
    }
    assert_eq!(counts.gradients, 1 + 2 * 10 + 2);
}

#[test]
fn a_step_that_succeeds_costs_two_gradients() {
    let n = 8;
    let mut quadratic = Quadratic::conditioned(n, 100.0);
    let mut counts = Counts::default();
    let mut counted = Counted::new(&mut quadratic, &mut counts);
    let settings = ScaledConjugateGradients::default();
    path(&settings, &mut counted, &vec![1.0; n], 5);
    // The first point's, then curvature and trial of each step.
    assert_eq!((counts.values, counts.gradients), (0, 1 + 2 * 5));
}

#[test]
fn the_first_steps_are_those_worked_by_hand() {
    // E = w²/2 from w = 1 with λ₁ = 1: p = 1·(−1), p·s = 1, δ = 2, μ = 1, α = ½: w = ½,
    // Δ = 2·2·(½ − ⅛)/1 = 1.5 ≥ ¾: λ = ¼. n = 1: p = r = −½, δ = ¼(1 + ¼), μ = ¼, α = 4/5:
    // w = ½ − 2/5 = 0.1.
    let settings = ScaledConjugateGradients {
        lambda: 1.0,
        ..ScaledConjugateGradients::default()
    };
    let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 2);
    approx::assert_abs_diff_eq!(path[0][0], 0.5, epsilon = 1e-11);
    approx::assert_abs_diff_eq!(path[1][0], 0.1, epsilon = 1e-11);
}

/// E = w⁴/4 − w²/2: a hill at 0 between the minima ±1.
struct TwoValleys;

impl Objective for TwoValleys {
    fn dimension(&self) -> usize {
        1
    }
    fn value(&mut self, w: &[f64]) -> f64 {
        self.gradient(w, &mut [0.0])
    }
    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let x = w[0];
        gradient[0] = x.powi(3) - x;
        x.powi(4) / 4.0 - x * x / 2.0
    }
}

#[test]
fn negative_curvature_is_turned_round_as_worked_by_hand() {
    // At w = ½: g = −3/8, p = 3/8, E'' = 3/4 − 1 = −¼, |p|² = 9/64, λ₁ = ⅛:
    // δ = 9/64·(−⅛) ≤ 0: λ̄ = 2(⅛ + ⅛) = ½, δ = 9/64·(⅛ + ⅛) = 9/64·¼ (= E'' + λ̄), α = 4:
    // w = ½ + 4·3/8 = 2, E = 2 > E(½) = −7/64: Δ = 2·¼·(−7/64 − 2)/(9/64) = −7.5,
    // λ = ½ + ¼·8.5, δ = 9/64·(¼ + ¼·8.5) = 9/64·2.375: w = ½ + 3/8/2.375 = 0.657895.
    let settings = ScaledConjugateGradients {
        sigma: 1e-7,
        lambda: 0.125,
        weight_decay: 0.0,
    };
    let mut counts = Counts::default();
    let mut valleys = TwoValleys;
    let mut counted = Counted::new(&mut valleys, &mut counts);
    let path = path(&settings, &mut counted, &[0.5], 1);
    approx::assert_abs_diff_eq!(path[0][0], 0.5 + 0.375 / 2.375, epsilon = 1e-6);
    // Start, curvature, the trial that failed, the one that succeeded.
    assert_eq!(counts.gradients, 4);
}

#[test]
fn an_infinite_loss_is_too_long_a_step() {
    struct Wall;
    impl Objective for Wall {
        fn dimension(&self) -> usize {
            1
        }
        fn value(&mut self, w: &[f64]) -> f64 {
            self.gradient(w, &mut [0.0])
        }
        fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            // −ln(1 − w) − 4w: a pole at 1, minimum at ¾; its curvature at 0 is 1, so the first
            // step leads to 3.
            gradient[0] = 1.0 / (1.0 - w[0]) - 4.0;
            if w[0] < 1.0 {
                -crate::math::ln(1.0 - w[0]) - 4.0 * w[0]
            } else {
                f64::INFINITY
            }
        }
    }
    let path = path(&ScaledConjugateGradients::default(), &mut Wall, &[0.0], 30);
    approx::assert_abs_diff_eq!(path[29][0], 0.75, epsilon = 1e-6);
}

#[test]
fn rosenbrocks_valley_takes_the_known_number_of_gradients() {
    let run = minimise(
        &ScaledConjugateGradients::default(),
        &mut Surface::Rosenbrock,
        &[-1.2, 1.0],
        1e-6,
        400,
    );
    approx::assert_abs_diff_eq!(run.w.as_slice(), [1.0, 1.0].as_slice(), epsilon = 1e-5);
    // A transcription of the paper's steps in Python takes 113; the step that notices the end is 2.
    assert!(run.counts.gradients <= 115, "{:?}", run.counts);
}
