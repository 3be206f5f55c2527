//! The laws of the formal neuron and of its learning.

use super::*;
use proptest::prelude::*;

/// All inputs of `n` bits.
fn rows(n: usize) -> impl Iterator<Item = Vec<f64>> {
    (0..1usize << n).map(move |row| (0..n).map(|i| f64::from((row >> i & 1) as u8)).collect())
}

fn active(x: &[f64]) -> usize {
    x.iter().filter(|x| **x > 0.0).count()
}

#[test]
fn gates_have_their_truth_tables() {
    assert!(Unit::not().fires(&[0.0]));
    assert!(!Unit::not().fires(&[1.0]));
    for n in 1..=7 {
        for x in rows(n) {
            let on = active(&x);
            assert_eq!(Unit::and(n).fires(&x), on == n, "AND {x:?}");
            assert_eq!(Unit::or(n).fires(&x), on > 0, "OR {x:?}");
            assert_eq!(Unit::nand(n).fires(&x), on < n, "NAND {x:?}");
            assert_eq!(Unit::nor(n).fires(&x), on == 0, "NOR {x:?}");
            assert_eq!(Unit::majority(n).fires(&x), 2 * on > n, "majority {x:?}");
        }
    }
}

#[test]
fn one_inhibitory_fibre_keeps_a_unit_of_1943_silent() {
    for (excitatory, inhibitory, threshold) in [(3, 2, 2), (3, 1, 1), (2, 2, 5), (2, 1, 0)] {
        let unit = Unit::with_absolute_inhibition(excitatory, inhibitory, threshold);
        for x in rows(excitatory + inhibitory) {
            let (excitation, inhibition) = x.split_at(excitatory);
            let expected = active(inhibition) == 0 && active(excitation) >= threshold;
            assert_eq!(unit.fires(&x), expected, "{threshold} of {x:?}");
        }
    }
}

#[test]
fn two_layers_compute_every_boolean_function() {
    let mut workspace = Workspace::default();
    for n in 0..=3 {
        let rows_of_table = 1 << n;
        for function in 0..1u32 << rows_of_table {
            let table = table(function, rows_of_table);
            let network = Network::of_truth_table(n, &table);
            for (x, value) in rows(n).zip(&table) {
                assert_eq!(network.fires(&x, &mut workspace), *value, "{table:?} {x:?}");
            }
        }
    }
}

#[test]
fn layers_that_do_not_fit_are_refused() {
    let or = || vec![Unit::or(2)];
    assert!(Network::new(2, vec![or()]).is_some());
    assert!(Network::new(3, vec![or()]).is_none());
    assert!(Network::new(2, vec![or(), or()]).is_none());
    assert!(Network::new(2, vec![or(), vec![]]).is_none());
    assert!(Network::new(2, vec![]).is_none());
}

fn table(function: u32, rows: usize) -> Vec<bool> {
    (0..rows).map(|row| function >> row & 1 == 1).collect()
}

/// How many Boolean functions of n inputs one unit computes (OEIS A000609; Muroga 1971, Threshold
/// Logic and its Applications).
#[test]
fn the_linearly_separable_functions_are_counted() {
    let count = |n: usize| {
        let is_separable = |function: &u32| {
            let table = table(*function, 1 << n);
            max_margin(&Examples::of_truth_table(n, &table)).is_some()
        };
        (0..(1u64 << (1 << n)) as u32).filter(is_separable).count()
    };
    assert_eq!([1, 2, 3].map(count), [4, 14, 104]);
    assert_eq!(count(4), 1882);
}

/// Whether the rule converges decides the same question by a second method, and where it does not the
/// weights, whole numbers here, must return.
#[test]
fn the_perceptron_converges_just_on_what_can_be_separated_and_else_cycles() {
    for function in 0..256 {
        let examples = Examples::of_truth_table(3, &table(function, 8));
        let (perceptron, training) = Perceptron::train(&examples, 10_000, |_| {});
        match max_margin(&examples) {
            Some(best) => {
                assert_eq!(training.end, End::Converged, "{function}");
                assert!(examples.margin(perceptron.weights()) > 0.0);
                let bound = examples.novikoff_bound(&best.weights).unwrap();
                assert!(training.total_mistakes() as f64 <= bound);
            }
            None => assert!(matches!(training.end, End::Cycling { .. }), "{function}"),
        }
    }
}

/// By hand, from w = (0, 0, 0) with the bias last and the rows (0,0), (1,0), (0,1), (1,1): each is a
/// mistake, and the last correction leads back.
#[test]
fn the_perceptron_goes_round_in_circles_on_xor() {
    let xor = Examples::of_truth_table(2, &[false, true, true, false]);
    let mut ways = Vec::new();
    let (perceptron, training) = Perceptron::train(&xor, 1000, |mistake| {
        ways.push((mistake.pass, mistake.example, mistake.weights.to_vec()));
    });
    let expected = [
        (0, 0, vec![0.0, 0.0, -1.0]),
        (0, 1, vec![1.0, 0.0, 0.0]),
        (0, 2, vec![1.0, 1.0, 1.0]),
        (0, 3, vec![0.0, 0.0, 0.0]),
    ];
    assert_eq!(ways, expected);
    let (start, period) = (0, 1);
    assert_eq!(training.end, End::Cycling { start, period });
    assert_eq!(training.mistakes, [4]);
    assert_eq!(perceptron.weights(), [0.0; 3]);
}

/// The cycle against a list of the weights after every pass.
#[test]
fn cycles_are_found_where_the_weights_first_return() {
    let mut longest = (0, 0);
    for function in 0..256 {
        let examples = Examples::of_truth_table(3, &table(function, 8));
        let (_, training) = Perceptron::train(&examples, 1000, |_| {});
        let End::Cycling { start, period } = training.end else {
            continue;
        };
        let mut perceptron = Perceptron::new(4);
        let mut seen = vec![perceptron.weights().to_vec()];
        let first = loop {
            for i in 0..8 {
                perceptron.show(&examples, i);
            }
            let weights = perceptron.weights().to_vec();
            if let Some(first) = seen.iter().position(|old| *old == weights) {
                break first;
            }
            seen.push(weights);
        };
        assert_eq!((start, period), (first, seen.len() - first), "{function}");
        longest = (longest.0.max(start), longest.1.max(period));
    }
    // Both numbers were put to the test.
    assert!(longest.0 > 1 && longest.1 > 1, "{longest:?}");
}

#[test]
fn training_may_be_cut_short() {
    let or = Examples::of_truth_table(2, &[false, true, true, true]);
    let (_, training) = Perceptron::train(&or, 2, |_| {});
    assert_eq!(training.end, End::MaxPasses);
    assert_eq!(training.mistakes, [3, 1]);
    // γ* = 1/3 of 2x₁ + 2x₂ − 1 and R² = 3: at most 27 mistakes, and 9 are made.
    let (perceptron, training) = Perceptron::train(&or, 100, |_| {});
    assert_eq!(training.mistakes, [3, 1, 2, 2, 1, 0]);
    assert_eq!(perceptron.weights(), [2.0, 2.0, -1.0]);
    let bound = or.novikoff_bound(perceptron.weights()).unwrap();
    approx::assert_relative_eq!(bound, 27.0, epsilon = 1e-12);
    let best = max_margin(&or).unwrap();
    approx::assert_relative_eq!(best.margin, 1.0 / 3.0, epsilon = 1e-12);
    assert_eq!(or.novikoff_bound(&[1.0, 1.0, -1.0]), None);
}

#[test]
fn examples_that_do_not_fit_are_told() {
    let told = |inputs: &[Vec<f64>], classes: &[bool]| {
        Examples::new(inputs, classes).unwrap_err().to_string()
    };
    assert_eq!(
        told(&[], &[]),
        "there are no examples; at least one is needed"
    );
    assert_eq!(
        told(&[vec![1.0]], &[true, false]),
        "there are 1 inputs and 2 classes, must be as many"
    );
    assert_eq!(
        told(&[vec![1.0], vec![1.0, 2.0]], &[true, false]),
        "input 2 has 2 numbers, must have 1 like the first"
    );
    assert_eq!(
        told(&[vec![f64::NAN]], &[true]),
        "input 1 has NaN in it; all numbers must be finite"
    );
}

fn vectors(width: usize, count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Vec<f64>>> {
    proptest::collection::vec(proptest::collection::vec(-1.0..1.0, width), count)
}

/// Points and the classes that the plane w·(x, 1) = 0 gives them, none nearer to it than 0.05.
fn separable() -> impl Strategy<Value = (Vec<f64>, Examples)> {
    let plane = proptest::collection::vec(-1.0..1.0, 4);
    (plane, vectors(3, 2..40)).prop_filter_map("no point is left", |(w, points)| {
        let length = w.iter().map(|w| w * w).sum::<f64>().sqrt();
        let height = |x: &Vec<f64>| -> f64 {
            let along: f64 = x.iter().zip(&w).map(|(x, w)| x * w).sum();
            (along + w[3]) / length
        };
        let far = |x: &Vec<f64>| height(x).abs() > 0.05;
        let points: Vec<Vec<f64>> = points.into_iter().filter(far).collect();
        let classes: Vec<bool> = points.iter().map(|x| height(x) > 0.0).collect();
        let examples = Examples::new(&points, &classes).ok()?;
        Some((w, examples))
    })
}

proptest! {
    /// Novikoff's theorem, with the plane that made the classes and with the best one.
    #[test]
    fn mistakes_are_at_most_the_square_of_r_over_gamma((w, examples) in separable()) {
        let (perceptron, training) = Perceptron::train(&examples, 100_000, |_| {});
        prop_assert_eq!(training.end, End::Converged);
        prop_assert!(examples.margin(perceptron.weights()) > 0.0);
        let best = max_margin(&examples).unwrap();
        let mistakes = training.total_mistakes() as f64;
        let tightest = examples.novikoff_bound(&best.weights).unwrap();
        // Of one example the bound is 1, and is met: only its rounding may lie below.
        prop_assert!(mistakes <= tightest * (1.0 + 1e-12));
        prop_assert!(tightest <= examples.novikoff_bound(&w).unwrap() * (1.0 + 1e-9));
        prop_assert!(tightest <= examples.novikoff_bound(perceptron.weights()).unwrap() * (1.0 + 1e-9));
    }

    /// Duality: w is a point of the hull of the y x, and no plane has a wider margin than the length
    /// of such a point; w attains it.
    #[test]
    fn the_widest_margin_is_the_length_of_its_weights((_, examples) in separable()) {
        let best = max_margin(&examples).unwrap();
        let mut hull = vec![0.0; examples.width()];
        for (i, lambda) in best.support.iter().zip(&best.lambda) {
            prop_assert!(*lambda > 0.0);
            for (h, x) in hull.iter_mut().zip(examples.input(*i)) {
                *h += lambda * examples.sign(*i) * x;
            }
        }
        approx::assert_abs_diff_eq!(best.lambda.iter().sum::<f64>(), 1.0, epsilon = 1e-12);
        approx::assert_abs_diff_eq!(&hull[..], &best.weights[..], epsilon = 1e-12);
        let length = best.weights.iter().map(|w| w * w).sum::<f64>().sqrt();
        approx::assert_relative_eq!(best.margin, length, max_relative = 1e-9);
    }

    /// A point between two of the other class on one line cannot be cut off.
    #[test]
    fn what_cannot_be_separated_has_no_margin(
        ends in vectors(3, 2..3), part in 0.1..0.9, others in vectors(3, 0..10),
    ) {
        let between = ends[0].iter().zip(&ends[1]).map(|(a, b)| a + part * (b - a)).collect();
        let mut points = vec![ends[0].clone(), ends[1].clone(), between];
        let mut classes = vec![true, true, false];
        classes.extend(others.iter().map(|x| x[0] > 0.0));
        points.extend(others);
        let examples = Examples::new(&points, &classes).unwrap();
        prop_assert_eq!(max_margin(&examples), None);
    }

    #[test]
    fn a_unit_of_two_inputs_fires_left_of_its_line(
        weights in proptest::collection::vec(-2.0..2.0f64, 2), threshold in -2.0..2.0,
        along in -3.0..3.0, off in 0.01..3.0,
    ) {
        prop_assume!(weights[0].abs() + weights[1].abs() > 0.1);
        let unit = Unit::new(weights, threshold);
        let Line { point: [x, y], direction: [dx, dy] } = unit.line().unwrap();
        let at = |along: f64, left: f64| [x + along * dx - left * dy, y + along * dy + left * dx];
        approx::assert_abs_diff_eq!(unit.potential(&at(along, 0.0)), 0.0, epsilon = 1e-12);
        prop_assert!(unit.fires(&at(along, off)));
        prop_assert!(!unit.fires(&at(along, -off)));
    }
}

#[test]
fn a_line_needs_two_weights_that_are_not_both_0() {
    assert_eq!(Unit::and(3).line(), None);
    assert_eq!(Unit::new(vec![0.0, 0.0], 1.0).line(), None);
}
