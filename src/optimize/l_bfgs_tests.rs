use super::*;
use crate::optimize::bfgs::Bfgs;
use crate::optimize::conjugate_gradients::ConjugateGradients;
use crate::optimize::laws::{minimise, path};
use crate::optimize::surface::{Quadratic, Surface};

fn unscaled(memory: u32, c2: f64) -> LBfgs {
    LBfgs {
        memory,
        initial_matrix: InitialMatrix::Identity,
        c2,
        ..LBfgs::default()
    }
}

#[test]
fn with_a_pair_for_every_step_it_is_bfgs() {
    let n = 6;
    let mut quadratic = Quadratic::conditioned(n, 50.0);
    let start = vec![1.0; n];
    let bfgs = Bfgs {
        c2: 1e-3,
        ..Bfgs::default()
    };
    let dense = path(&bfgs, &mut quadratic, &start, n);
    let pairs = path(&unscaled(n as u32, 1e-3), &mut quadratic, &start, n);
    for (a, b) in dense.iter().zip(&pairs) {
        approx::assert_abs_diff_eq!(a.as_slice(), b.as_slice(), epsilon = 1e-12);
    }
    for mut surface in Surface::ALL {
        let start = surface.start();
        let dense = path(&Bfgs::default(), &mut surface, &start, 12);
        let pairs = path(&unscaled(12, 0.9), &mut surface, &start, 12);
        for (a, b) in dense.iter().zip(&pairs) {
            approx::assert_abs_diff_eq!(a.as_slice(), b.as_slice(), epsilon = 1e-9);
        }
    }
}

#[test]
fn with_fewer_pairs_it_is_not_bfgs() {
    let start = Surface::Rosenbrock.start();
    let dense = path(&Bfgs::default(), &mut Surface::Rosenbrock, &start, 6);
    let pairs = path(&unscaled(2, 0.9), &mut Surface::Rosenbrock, &start, 6);
    // The third direction still uses both pairs; the fourth has lost the first.
    approx::assert_abs_diff_eq!(dense[2][0], pairs[2][0], epsilon = 1e-12);
    assert!((dense[5][0] - pairs[5][0]).abs() > 1e-3);
}

#[test]
fn with_one_pair_and_exact_searches_it_is_conjugate_gradients() {
    // Shanno 1978, Math. Oper. Res. 3:244: memoryless BFGS with s·g = 0 is Hestenes–Stiefel.
    let n = 6;
    let mut quadratic = Quadratic::conditioned(n, 20.0);
    let start = vec![1.0; n];
    let conjugate = ConjugateGradients {
        c2: 1e-10,
        ..ConjugateGradients::default()
    };
    let expected = path(&conjugate, &mut quadratic, &start, n - 1);
    for (a, b) in path(&unscaled(1, 1e-10), &mut quadratic, &start, n - 1)
        .iter()
        .zip(&expected)
    {
        approx::assert_abs_diff_eq!(a.as_slice(), b.as_slice(), epsilon = 1e-7);
    }
}

#[test]
fn the_two_loops_give_the_product_worked_by_hand() {
    // One pair s = (1, 0), y = (2, 1): ϱ = ½, γ = 2/5. g = (1, 1): a = ½, q = (0, ½),
    // r = γq = (0, 1/5), y·r = 1/5, r + s(½ − 1/10) = (2/5, 1/5).
    let mut descent = Descent::new(2);
    descent.point.copy_from_slice(&[1.0, 0.0]);
    descent.point_gradient.copy_from_slice(&[2.0, 1.0]);
    let mut pairs = Pairs::new(InitialMatrix::Scaled, 3, 2);
    pairs.learn(&[0.0, 0.0], &descent);
    let mut r = [1.0, 1.0];
    pairs.apply(&mut r);
    approx::assert_abs_diff_eq!(r.as_slice(), [0.4, 0.2].as_slice(), epsilon = 1e-15);
    // The secant equation: H y = s.
    let mut r = [2.0, 1.0];
    pairs.apply(&mut r);
    approx::assert_abs_diff_eq!(r.as_slice(), [1.0, 0.0].as_slice(), epsilon = 1e-15);
}

#[test]
fn rosenbrocks_valley_takes_the_known_number_of_gradients() {
    let start = [-1.2, 1.0];
    let run = minimise(
        &LBfgs::default(),
        &mut Surface::Rosenbrock,
        &start,
        1e-8,
        100,
    );
    approx::assert_abs_diff_eq!(run.w.as_slice(), [1.0, 1.0].as_slice(), epsilon = 1e-7);
    assert!(run.counts.gradients <= 55, "{:?}", run.counts);
}

#[test]
fn a_memory_of_nothing_is_refused() {
    let settings = LBfgs {
        memory: 0,
        ..LBfgs::default()
    };
    let told: Vec<String> = settings
        .problems()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, ["is 0, must be from 1 to 1000"]);
}
