//! Energies never rise, relaxations end, orthogonal patterns are kept; and the overlaps give what
//! the matrix gives.

use super::super::*;
use crate::random::Stream;
use proptest::prelude::*;

const UNITS: [Units; 2] = [Units::Binary, Units::Bipolar];
const RULES: [Rule; 2] = [Rule::Hebb, Rule::PseudoInverse];

/// A network of random patterns with thresholds that are multiples of ¼ (so that energies are
/// exact with Hebb's rule and equalities happen), and a random start.
fn network(
    seed: u64,
    n: usize,
    p: usize,
    units: Units,
    rule: Rule,
) -> Option<(Hopfield, Vec<i8>, Stream)> {
    let mut stream = Stream::new(seed, "test", "laws", 0);
    let patterns = Patterns::random(p, n, &mut stream);
    let start = Patterns::random(1, n, &mut stream).get(0).to_vec();
    let thresholds = (0..n).map(|_| 0.25 * (stream.below(9) as f64 - 4.0));
    let network = Hopfield::new(units, rule, patterns).ok()?;
    let network = network.with_thresholds(thresholds.collect()).unwrap();
    Some((network, start, stream))
}

fn units() -> impl Strategy<Value = Units> {
    prop::sample::select(UNITS.to_vec())
}

fn rules() -> impl Strategy<Value = Rule> {
    prop::sample::select(RULES.to_vec())
}

/// E as the equation says it, with the matrix.
fn energy_by_matrix(matrix: &[f64], outputs: &[f64], thresholds: &[f64]) -> f64 {
    let n = outputs.len();
    let mut energy = 0.0;
    for i in 0..n {
        energy += thresholds[i] * outputs[i];
        for j in 0..n {
            energy -= 0.5 * matrix[i * n + j] * outputs[i] * outputs[j];
        }
    }
    energy
}

/// A row of Hadamard's matrix of Sylvester: rows of one size are orthogonal.
fn hadamard(row: usize, size: usize) -> Vec<i8> {
    let sign = |column: usize| 1 - 2 * ((row & column).count_ones() % 2) as i8;
    (0..size).map(sign).collect()
}

/// The sum of products of states two steps in a row that never rises when all units decide at once.
fn synchronous_function(network: &Hopfield, now: &[i8], last: &[i8]) -> f64 {
    let output = |sign| network.units().output(sign);
    let thresholds = network.thresholds();
    let fields = network.fields(last);
    let terms = (0..now.len())
        .map(|i| thresholds[i] * (output(now[i]) + output(last[i])) - output(now[i]) * fields[i]);
    terms.sum()
}

proptest! {
    #[test]
    fn no_flip_raises_the_energy(
        seed: u64, n in 2usize..40, p in 1usize..12, units in units(), rule in rules(),
    ) {
        let Some((network, start, mut stream)) = network(seed, n, p, units, rule) else {
            return Ok(());
        };
        let mut relaxation = Relaxation::new(&network);
        relaxation.start(&start);
        let mut energy = relaxation.energy();
        for _ in 0..20 * n {
            let flipped = relaxation.visit(stream.below(n as u64) as usize);
            let new = relaxation.energy();
            // Strictly down with a flip, the same without.
            prop_assert!(if flipped { new < energy } else { new == energy }, "{energy} to {new}");
            energy = new;
        }
        let anew = network.energy(relaxation.state());
        prop_assert!((energy - anew).abs() <= 1e-10 * (1.0 + anew.abs()), "{energy} is {anew}");
    }

    #[test]
    fn asynchronous_recall_ends_in_a_fixed_point(
        seed: u64, n in 2usize..60, p in 1usize..30, units in units(), rule in rules(),
    ) {
        let Some((network, start, mut stream)) = network(seed, n, p, units, rule) else {
            return Ok(());
        };
        let mut relaxation = Relaxation::new(&network);
        relaxation.start(&start);
        let settled = relaxation.run(Update::Asynchronous, 1_000, &mut stream, |_| ());
        prop_assert_eq!(settled.end, End::FixedPoint);
        prop_assert_eq!(network.unstable_units(relaxation.state()), 0);
        // A fixed point of one kind of updates is one of the other.
        let again = relaxation.run(Update::Synchronous, 1, &mut stream, |_| ());
        prop_assert_eq!((again.end, again.flips), (End::FixedPoint, 0));
    }

    #[test]
    fn synchronous_recall_ends_in_at_most_two_states_and_its_function_never_rises(
        seed: u64, n in 2usize..40, p in 1usize..20, units in units(),
    ) {
        let (network, start, mut stream) = network(seed, n, p, units, Rule::Hebb).unwrap();
        let mut relaxation = Relaxation::new(&network);
        relaxation.start(&start);
        let mut states = vec![start];
        let settled = relaxation.run(Update::Synchronous, 1_000, &mut stream, |now| {
            states.push(now.state().to_vec());
        });
        let of_pair = |pair: &[Vec<i8>]| {
            synchronous_function(&network, &pair[1], &pair[0])
        };
        let values: Vec<f64> = states.windows(2).map(of_pair).collect();
        prop_assert!(values.windows(2).all(|v| v[1] <= v[0]), "{:?}", values);
        let last = states.len() - 1;
        match settled.end {
            End::FixedPoint => prop_assert_eq!(&states[last], &states[last - 1]),
            End::TwoCycle => {
                prop_assert_eq!(&states[last], &states[last - 2]);
                prop_assert_ne!(&states[last], &states[last - 1]);
                relaxation.step();
                prop_assert_eq!(relaxation.state(), &states[last - 1][..]);
            }
            End::Limit => prop_assert!(false, "no end in 1,000 steps"),
        }
    }

    #[test]
    fn fields_and_energies_are_those_of_the_matrix(
        seed: u64, n in 1usize..30, p in 1usize..50, units in units(), rule in rules(),
    ) {
        let Some((network, state, _)) = network(seed, n, p, units, rule) else {
            return Ok(());
        };
        let matrix = network.matrix();
        let outputs: Vec<f64> = state.iter().map(|&s| units.output(s)).collect();
        for (i, field) in network.fields(&state).iter().enumerate() {
            let row = &matrix[i * n..][..n];
            let expected: f64 = row.iter().zip(&outputs).map(|(t, v)| t * v).sum();
            prop_assert!((field - expected).abs() < 1e-9, "{field} for {expected}");
            prop_assert_eq!(row[i], 0.0);
            prop_assert!((0..n).all(|j| (row[j] - matrix[j * n + i]).abs() < 1e-10));
            if rule == Rule::Hebb {
                // Equation 2 as it stands.
                for j in (0..n).filter(|&j| j != i) {
                    let product = |x: &[i8]| f64::from(x[i] * x[j]);
                    let sum: f64 = network.patterns().iter().map(product).sum();
                    prop_assert_eq!(row[j], sum);
                }
            }
        }
        let expected = energy_by_matrix(&matrix, &outputs, network.thresholds());
        prop_assert!((network.energy(&state) - expected).abs() < 1e-9);
    }

    #[test]
    fn orthogonal_patterns_are_fixed_points(
        power in 2u32..7, picks in prop::collection::btree_set(0usize..64, 1..8), rule in rules(),
    ) {
        let size = 1 << power;
        let rows: Vec<Vec<i8>> =
            picks.iter().filter(|&&row| row < size).map(|&row| hadamard(row, size)).collect();
        prop_assume!(!rows.is_empty());
        let patterns = Patterns::new(&rows).unwrap();
        let network = Hopfield::new(Units::Bipolar, rule, patterns).unwrap();
        for row in &rows {
            prop_assert_eq!(network.unstable_units(row), 0);
            // Of the sum over patterns N ξ_i, the diagonal takes p ξ_i.
            let left = (size - rows.len()) as f64;
            let scale = if rule == Rule::Hebb { left } else { left / size as f64 };
            for (field, &sign) in network.fields(row).iter().zip(row) {
                prop_assert!((field - scale * f64::from(sign)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_pseudo_inverse_keeps_every_independent_pattern(
        seed: u64, n in 8usize..60, load in 0.1..0.9,
    ) {
        let p = ((load * n as f64) as usize).max(1);
        let mut stream = Stream::new(seed, "test", "independent", 0);
        let patterns = Patterns::random(p, n, &mut stream);
        let Ok(network) = Hopfield::new(Units::Bipolar, Rule::PseudoInverse, patterns) else {
            return Ok(());
        };
        for pattern in network.patterns().iter() {
            prop_assert_eq!(network.unstable_units(pattern), 0);
        }
        // T with its diagonal is a projection onto p dimensions: its trace is p.
        let trace: f64 = {
            let state = network.patterns().get(0);
            let fields = network.fields(state);
            // h_i = ξ_i − T_ii ξ_i.
            (0..n).map(|i| 1.0 - fields[i] * f64::from(state[i])).sum()
        };
        prop_assert!((trace - p as f64).abs() < 1e-6, "{trace} for {p}");
    }

    #[test]
    fn a_bidirectional_memory_ends_in_resonance_and_its_energy_never_rises(
        seed: u64, n in 1usize..40, m in 1usize..40, pairs in 1usize..20, units in units(),
    ) {
        let mut stream = Stream::new(seed, "test", "bam", 0);
        let a = Patterns::random(pairs, n, &mut stream);
        let b = Patterns::random(pairs, m, &mut stream);
        let mut thresholds = |count: usize| -> Vec<f64> {
            (0..count).map(|_| 0.25 * (stream.below(9) as f64 - 4.0)).collect()
        };
        let (of_a, of_b) = (thresholds(n), thresholds(m));
        let bam = Bam::new(units, a, b).unwrap().with_thresholds(of_a, of_b).unwrap();
        let start_a = Patterns::random(1, n, &mut stream);
        let start_b = Patterns::random(1, m, &mut stream);
        let mut resonance = Resonance::new(&bam);
        resonance.start(start_a.get(0), start_b.get(0));
        let mut energies = vec![resonance.energy()];
        let resonant = resonance.run(1_000, |now| energies.push(now.energy()));
        prop_assert!(resonant.is_stable);
        prop_assert!(energies.windows(2).all(|e| e[1] <= e[0]), "{:?}", energies);
        prop_assert_eq!(bam.unstable_units(resonance.a(), resonance.b()), 0);
        prop_assert_eq!(bam.energy(resonance.a(), resonance.b()), *energies.last().unwrap());
    }

    #[test]
    fn a_bidirectional_memory_has_the_matrix_of_the_paper(
        seed: u64, n in 1usize..12, m in 1usize..12, pairs in 1usize..40, units in units(),
    ) {
        let mut stream = Stream::new(seed, "test", "bam matrix", 0);
        let a = Patterns::random(pairs, n, &mut stream);
        let b = Patterns::random(pairs, m, &mut stream);
        let bam = Bam::new(units, a.clone(), b.clone()).unwrap();
        let matrix = bam.matrix();
        for i in 0..n {
            for j in 0..m {
                let product = |(x, y): (&[i8], &[i8])| f64::from(x[i] * y[j]);
                let sum: f64 = a.iter().zip(b.iter()).map(product).sum();
                prop_assert_eq!(matrix[i * m + j], sum);
            }
        }
        let (x, y) = (a.get(0), b.get(0));
        let mut energy = 0.0;
        for i in 0..n {
            let backward: f64 = (0..m).map(|j| matrix[i * m + j] * units.output(y[j])).sum();
            prop_assert_eq!(bam.fields_a(y)[i], backward);
            energy -= units.output(x[i]) * backward;
        }
        for j in 0..m {
            let forward: f64 = (0..n).map(|i| matrix[i * m + j] * units.output(x[i])).sum();
            prop_assert_eq!(bam.fields_b(x)[j], forward);
        }
        prop_assert_eq!(bam.energy(x, y), energy);
    }

    #[test]
    fn orthogonal_pairs_resonate(picks in prop::collection::btree_set(0usize..32, 1..8)) {
        let rows: Vec<Vec<i8>> = picks.iter().map(|&row| hadamard(row, 32)).collect();
        let partners: Vec<Vec<i8>> = picks.iter().map(|&row| hadamard((row + 1) % 32, 32)).collect();
        let (a, b) = (Patterns::new(&rows).unwrap(), Patterns::new(&partners).unwrap());
        let bam = Bam::new(Units::Bipolar, a, b).unwrap();
        prop_assert_eq!(bam.stable_pairs(), rows.len());
    }
}

#[test]
fn a_unit_at_its_threshold_stays() {
    // Nothing fires and nothing is received: with 0/1 units the silent state is a fixed point.
    let patterns = Patterns::from_text(&["1100", "1010"]).unwrap();
    let network = Hopfield::new(Units::Binary, Rule::Hebb, patterns).unwrap();
    assert_eq!(network.fields(&[-1; 4]), [0.0; 4]);
    assert_eq!(network.unstable_units(&[-1; 4]), 0);
    // All orthogonal patterns there are cancel each other's connections: every state stays.
    let rows: Vec<Vec<i8>> = (0..4).map(|row| hadamard(row, 4)).collect();
    let all = Hopfield::new(Units::Bipolar, Rule::Hebb, Patterns::new(&rows).unwrap()).unwrap();
    assert_eq!(all.fields(&[1, 1, 1, -1]), [0.0; 4]);
    assert_eq!(all.unstable_units(&[1, 1, 1, -1]), 0);
    // Below it they fire, above they fall silent.
    let low = network.clone().with_thresholds(vec![-0.5; 4]).unwrap();
    assert_eq!(low.unstable_units(&[-1; 4]), 4);
    let high = network.with_thresholds(vec![100.0; 4]).unwrap();
    assert_eq!(high.unstable_units(&[1; 4]), 4);
}

#[test]
fn two_units_that_want_to_differ_blink_together() {
    // T_12 = −1: from (+, +) both turn to (−, −) and back.
    let network = Hopfield::new(
        Units::Bipolar,
        Rule::Hebb,
        Patterns::new(&[[1, -1]]).unwrap(),
    )
    .unwrap();
    let mut relaxation = Relaxation::new(&network);
    let mut stream = Stream::new(1, "test", "blink", 0);
    relaxation.start(&[1, 1]);
    let settled = relaxation.run(Update::Synchronous, 100, &mut stream, |_| ());
    assert_eq!(
        (settled.end, settled.sweeps, settled.flips),
        (End::TwoCycle, 2, 4)
    );
    relaxation.start(&[1, 1]);
    let settled = relaxation.run(Update::Asynchronous, 100, &mut stream, |_| ());
    assert_eq!((settled.end, settled.flips), (End::FixedPoint, 1));
}

#[test]
fn the_same_stream_gives_the_same_relaxation_whatever_ran_before() {
    let mut stream = Stream::new(1, "test", "order", 0);
    let patterns = Patterns::random(8, 50, &mut stream);
    let start = Patterns::random(1, 50, &mut stream);
    let network = Hopfield::new(Units::Bipolar, Rule::Hebb, patterns).unwrap();
    let mut relaxation = Relaxation::new(&network);
    let mut run = || {
        relaxation.start(start.get(0));
        let mut stream = Stream::new(1, "test", "order", 1);
        let settled = relaxation.run(Update::Asynchronous, 100, &mut stream, |_| ());
        (relaxation.state().to_vec(), settled)
    };
    assert_eq!(run(), run());
}

#[test]
fn what_cannot_be_stored_is_told() {
    let patterns = Patterns::from_text(&["1100", "1010", "0011"]).unwrap();
    let error = Hopfield::new(Units::Bipolar, Rule::PseudoInverse, patterns).unwrap_err();
    assert_eq!(error, Error::Dependent { pattern: 3 });
    let one = Patterns::from_text(&["1100"]).unwrap();
    let two = Patterns::from_text(&["11", "01"]).unwrap();
    let error = Bam::new(Units::Binary, one.clone(), two).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there are 1 patterns for layer A and 2 for layer B, must be as many"
    );
    let network = Hopfield::new(Units::Bipolar, Rule::Hebb, one).unwrap();
    let error = network.clone().with_thresholds(vec![0.0]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there are 1 thresholds, must be 4, one a unit"
    );
    let error = network
        .with_thresholds(vec![0.0, f64::NAN, 0.0, 0.0])
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the threshold of unit 2 is NaN, must be finite"
    );
}
