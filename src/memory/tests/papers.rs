//! Published values, and the same by a second method.

use super::super::*;
use crate::random::Stream;

fn network(units: Units, n: usize, p: usize, purpose: &str, repeat: u64) -> (Hopfield, Stream) {
    let mut stream = Stream::new(1982, "test", purpose, repeat);
    let patterns = Patterns::random(p, n, &mut stream);
    let network = Hopfield::new(units, Rule::Hebb, patterns).unwrap();
    (network, stream)
}

/// The counts of `networks` networks of random patterns.
fn counts(units: Units, n: usize, p: usize, networks: u64) -> StorageCounts {
    let mut counts = StorageCounts::new(n);
    for repeat in 0..networks {
        let (network, mut stream) = network(units, n, p, "hopfield 1982", repeat);
        counts.add(&network, 1_000, &mut stream);
    }
    assert_eq!(counts.unsettled, 0);
    counts
}

fn assert_within(what: &str, found: f64, expected: f64, share: f64) {
    let off = found / expected - 1.0;
    assert!(off.abs() < share, "{what}: {found} for {expected}");
}

/// Hopfield 1982: N = 100, n = 10: P = 0.0091, and 0.6 of the memories are stable. Seed
/// 1982, 2,000 networks; the standard error of P is 2 %, of the share 0.6 %.
#[test]
fn hopfield_1982_ten_memories_of_100_units() {
    let found = counts(Units::Binary, 100, 10, 2_000);
    assert_within("P", found.bit_error(), 0.0091, 0.05);
    assert_within("stable", found.stable_share(), 0.6, 0.05);
    let normal = theory::bit_error(Units::Binary, 100, 10);
    assert_within("P of the formula", normal, 0.0091, 0.015);
    let expected = (-100.0 * normal).exp();
    assert_within("stable were errors independent", expected, 0.40, 0.015);
}

/// The same N and n with ±1 units: another model (2,000 networks). No published value; the exact
/// probability stands for one.
#[test]
fn units_of_both_signs_keep_nearly_all_of_ten_memories() {
    let found = counts(Units::Bipolar, 100, 10, 2_000);
    assert_within("stable", found.stable_share(), 0.969, 0.005);
    let exact = theory::exact_bit_error(Units::Bipolar, 100, 10);
    assert_within("P", found.bit_error(), exact, 0.08);
}

/// n = 5 … 15: the counted errors against the exact probability (500 networks each).
#[test]
fn single_unit_errors_have_their_exact_probability() {
    for (units, p) in [
        (Units::Binary, 10),
        (Units::Binary, 15),
        (Units::Bipolar, 15),
        (Units::Bipolar, 20),
    ] {
        let found = counts(units, 100, p, 500).bit_error();
        let exact = theory::exact_bit_error(units, 100, p);
        assert_within(&format!("{units:?}, {p}"), found, exact, 0.08);
    }
}

/// Recall degrades from n = 5 to n = 15: nearly all of 5 memories stay, and of 15 less than a third
/// end within 5 units of where they were put.
#[test]
fn hopfield_1982_five_ten_and_fifteen_memories() {
    let [five, ten, fifteen] = [5, 10, 15].map(|p| counts(Units::Binary, 100, p, 500));
    assert!(five.stable_share() > 0.98 && five.share_within(5) > 0.98);
    assert!((0.6..0.85).contains(&ten.share_within(5)));
    assert!(fifteen.share_within(5) < 1.0 / 3.0 && fifteen.stable_share() < 0.2);
    let mut both = five.clone();
    both.merge(&fifteen);
    assert_eq!(both.patterns, 500 * 20);
    assert_eq!(both.stable, five.stable + fifteen.stable);
    assert_eq!(both.errors.iter().sum::<usize>(), 500 * 20);
    // A pattern that is stable is what it relaxes to, and only then.
    assert_eq!(ten.errors[0], ten.stable);
}

/// The mean final overlap of N units, started at up to `most` stored patterns.
fn final_overlap(n: usize, alpha: f64, most: usize) -> f64 {
    let p = (alpha * n as f64).round() as usize;
    let (network, mut stream) = network(Units::Bipolar, n, p, "capacity", 0);
    let mut relaxation = Relaxation::new(&network);
    let overlaps = network.patterns().iter().take(most).map(|pattern| {
        relaxation.start(pattern);
        relaxation.run(Update::Asynchronous, 1_000, &mut stream, |_| ());
        overlap(relaxation.state(), pattern)
    });
    overlaps.sum::<f64>() / p.min(most) as f64
}

/// Amit, Gutfreund & Sompolinsky 1985: retrieval ends at α_c = 0.138 with the overlap 0.967. Seed
/// 1982, one network of 1,500 units a load, from all its patterns: below α_c the overlap is that of
/// the theory for infinite N, above it falls.
#[test]
fn amit_gutfreund_sompolinsky_1985_capacity() {
    for (alpha, tolerance) in [(0.10, 0.001), (0.12, 0.002), (0.13, 0.006)] {
        let theory = theory::retrieval_overlap(alpha).unwrap();
        let found = final_overlap(1_500, alpha, usize::MAX);
        assert!(
            (found - theory).abs() < tolerance,
            "α = {alpha}: {found} for {theory}"
        );
    }
    let beyond = final_overlap(1_500, 0.16, usize::MAX);
    assert!(beyond < 0.85, "α = 0.16: {beyond}");
    let (alpha, m) = theory::critical_load();
    approx::assert_abs_diff_eq!(alpha, 0.138, epsilon = 5e-4);
    approx::assert_abs_diff_eq!(m, 0.967, epsilon = 5e-4);
}

/// 10,000 units with 1,200 patterns, a tenth of the units flipped: where the theory says.
#[test]
fn ten_thousand_units_recall_from_noise() {
    let (network, mut stream) = network(Units::Bipolar, 10_000, 1_200, "large", 0);
    let mut relaxation = Relaxation::new(&network);
    let pattern = network.patterns().get(7);
    relaxation.start(&flipped(pattern, 1_000, &mut stream));
    let settled = relaxation.run(Update::Asynchronous, 100, &mut stream, |_| ());
    assert_eq!(settled.end, End::FixedPoint);
    let theory = theory::retrieval_overlap(0.12).unwrap();
    approx::assert_abs_diff_eq!(
        overlap(relaxation.state(), pattern),
        theory,
        epsilon = 0.005
    );
}

/// Three patterns of 200 units: the patterns, their reverses and the eight mixtures ±ξ¹ ± ξ² ± ξ³
/// are all there is (Amit, Gutfreund & Sompolinsky 1985). Seed 1982, 2,000 starts.
#[test]
fn three_patterns_have_eight_mixtures_and_nothing_else() {
    let (network, mut stream) = network(Units::Bipolar, 200, 3, "census", 0);
    let census = Census::take(&network, 2_000, 100, 4, &mut stream);
    let states = |is: fn(Attractor) -> bool| census.count(is).0;
    assert_eq!(states(|kind| matches!(kind, Attractor::Stored(_))), 3);
    assert_eq!(states(|kind| matches!(kind, Attractor::Reversed(_))), 3);
    assert_eq!(states(|kind| kind == Attractor::Mixture(3)), 8);
    assert_eq!(states(|kind| kind == Attractor::Other), 0);
    assert_eq!((census.count(|_| true), census.unsettled), ((14, 2_000), 0));
}

/// A census of 14 units finds just the fixed points that all 2¹⁴ states hold.
#[test]
fn a_census_finds_the_fixed_points_of_the_matrix() {
    let (network, mut stream) = network(Units::Bipolar, 14, 3, "all states", 0);
    let matrix = network.matrix();
    let is_fixed = |state: &[i8]| {
        matrix.chunks_exact(14).zip(state).all(|(row, &sign)| {
            let field: f64 = row.iter().zip(state).map(|(t, &s)| t * f64::from(s)).sum();
            field * f64::from(sign) >= 0.0
        })
    };
    let signs = |bits: u32| -> Vec<i8> { (0..14).map(|i| 1 - 2 * (bits >> i & 1) as i8).collect() };
    let mut fixed: Vec<Vec<i8>> = (0..1 << 14).map(signs).filter(|s| is_fixed(s)).collect();
    let census = Census::take(&network, 20_000, 100, 0, &mut stream);
    let mut found: Vec<Vec<i8>> = census.found.into_iter().map(|v| v.state).collect();
    fixed.sort();
    found.sort();
    assert_eq!(found, fixed);
}

fn letters(text: &str) -> Vec<i8> {
    Patterns::from_text(&[text]).unwrap().get(0).to_vec()
}

fn kosko(units: Units) -> Bam {
    let a = Patterns::from_text(&["101010", "111000"]).unwrap();
    let b = Patterns::from_text(&["1100", "1010"]).unwrap();
    Bam::new(units, a, b).unwrap()
}

/// Kosko 1988: the matrix, fields and energies of the worked example.
#[test]
fn kosko_1988_matrix_and_energies() {
    let bam = kosko(Units::Binary);
    #[rustfmt::skip]
    let matrix = [
        2.0, 0.0, 0.0, -2.0,
        0.0, -2.0, 2.0, 0.0,
        2.0, 0.0, 0.0, -2.0,
        -2.0, 0.0, 0.0, 2.0,
        0.0, 2.0, -2.0, 0.0,
        -2.0, 0.0, 0.0, 2.0,
    ];
    assert_eq!(bam.matrix(), matrix);
    assert_eq!(bam.fields_b(&letters("101010")), [4.0, 2.0, -2.0, -4.0]);
    assert_eq!(bam.fields_b(&letters("111000")), [4.0, -2.0, 2.0, -4.0]);
    assert_eq!(bam.energy(&letters("101010"), &letters("1100")), -6.0);
    assert_eq!(bam.energy(&letters("111000"), &letters("1010")), -6.0);
    assert_eq!(bam.stable_pairs(), 2);
    // In ±1 both pairs are orthogonal on both sides: E = −6·4.
    let bipolar = kosko(Units::Bipolar);
    assert_eq!(bipolar.energy(&letters("111000"), &letters("1010")), -24.0);
}

/// Kosko 1988: what the cues of the example recall.
#[test]
fn kosko_1988_recall() {
    let bam = kosko(Units::Binary);
    assert_eq!(bam.fields_b(&letters("011000")), [2.0, -2.0, 2.0, -2.0]);
    let mut resonance = Resonance::new(&bam);
    for (cue, a, b) in [
        ("101010", "101010", "1100"),
        ("111000", "111000", "1010"),
        ("011000", "111000", "1010"),
        // The complement of a pair is as good as the pair: E(Aᶜ, Bᶜ) = E(A, B) in ±1.
        ("000110", "000111", "0101"),
    ] {
        resonance.cue_a(&letters(cue));
        assert!(resonance.run(10, |_| ()).is_stable);
        assert_eq!(resonance.a(), letters(a), "{cue}");
        assert_eq!(resonance.b(), letters(b), "{cue}");
    }
}

/// The share of the pairs of random memories (n = p = 100, seed 1982, 100 memories) that resonate:
/// all of 4, few of 20, none near min(n, p) = 100.
#[test]
fn random_pairs_are_kept_far_below_the_rule_of_thumb() {
    let share = |pairs: usize| {
        let stable = |repeat| {
            let mut stream = Stream::new(1982, "test", "bam capacity", repeat);
            let a = Patterns::random(pairs, 100, &mut stream);
            let b = Patterns::random(pairs, 100, &mut stream);
            Bam::new(Units::Bipolar, a, b).unwrap().stable_pairs()
        };
        (0..100).map(stable).sum::<usize>() as f64 / (100 * pairs) as f64
    };
    assert!(share(4) > 0.999);
    assert!((0.15..0.35).contains(&share(20)));
    assert_eq!(share(100), 0.0);
}
