//! The laws of patterns, on the synapses that are built.

use super::*;

/// What a projection between two parts gives: (source, target, weight, delay in steps), ordered. The
/// same for 1, 2 and 3 workers.
fn synapses(sides: (Part, Part), change: &dyn Fn(&mut Projection)) -> Vec<(u32, u32, f64, u32)> {
    let populations = ["a", "b"].map(|name| {
        let jump = receptor("r", Shape::Jump, 0.0, None);
        cells(name, 2000, Leaky::default(), vec![jump])
    });
    let mut projection = projection(sides.0, sides.1, Pattern::AllToAll, 1.0, 0.1);
    change(&mut projection);
    let network = network(populations.to_vec(), vec![projection]);
    let built = |threads| {
        let simulation = network.build(threads, 1, &Listening::default(), &family);
        let mut all = simulation.synapses_of(0);
        assert_eq!(all.len(), simulation.synapses());
        all.sort_by(|a, b| a.partial_cmp(b).unwrap());
        all
    };
    let one = built(1);
    assert_eq!(built(2), one);
    assert_eq!(built(3), one);
    one
}

fn pairs(sides: (Part, Part), change: &dyn Fn(&mut Projection)) -> Vec<(u32, u32)> {
    let all = synapses(sides, change);
    all.into_iter()
        .map(|(source, target, ..)| (source, target))
        .collect()
}

fn between(population: usize, cells: std::ops::Range<usize>) -> Part {
    Part { population, cells }
}

fn with(pattern: Pattern) -> impl Fn(&mut Projection) {
    move |projection| projection.pattern = pattern.clone()
}

fn counts(indices: impl Iterator<Item = u32>, n: usize) -> Vec<usize> {
    let mut counts = vec![0; n];
    indices.for_each(|index| counts[index as usize] += 1);
    counts
}

/// Part of a population to part of the same: targets are counted within the population.
fn overlapping() -> (Part, Part) {
    (between(0, 100..400), between(0, 300..1700))
}

fn has_autapses(pairs: &[(u32, u32)]) -> bool {
    pairs.iter().any(|&(source, target)| source + 100 == target)
}

fn has_multapses(pairs: &[(u32, u32)]) -> bool {
    pairs.windows(2).any(|pair| pair[0] == pair[1])
}

#[test]
fn all_to_all_and_one_to_one_by_hand() {
    let sides = || (between(0, 5..8), between(1, 510..515));
    let all: Vec<(u32, u32)> = (0..3)
        .flat_map(|s| (510..515).map(move |t| (s, t)))
        .collect();
    assert_eq!(pairs(sides(), &with(Pattern::AllToAll)), all);
    let diagonal = [(0, 510), (1, 511), (2, 512)];
    assert_eq!(pairs(sides(), &with(Pattern::OneToOne)), diagonal);
    let without = |projection: &mut Projection| projection.autapses = false;
    let all = pairs((part(0, 3), part(0, 3)), &without);
    assert_eq!(all, [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]);
}

/// 300 · 1400 pairs, 100 of them of a neuron with itself.
#[test]
fn a_fixed_probability_is_met_within_five_standard_errors() {
    for (p, autapses) in [(0.02, true), (0.02, false), (0.7, true), (1.0, false)] {
        let all = pairs(overlapping(), &|projection| {
            projection.pattern = Pattern::FixedProbability(p);
            projection.autapses = autapses;
        });
        let pairs = 300.0 * 1400.0 - if autapses { 0.0 } else { 100.0 };
        let deviation = (pairs * p * (1.0 - p)).sqrt();
        assert!((all.len() as f64 - pairs * p).abs() <= 5.0 * deviation);
        assert!(autapses || !has_autapses(&all));
        assert!(!has_multapses(&all));
        // Each source and target alone, too: the worst of 1700 is further out.
        let out = counts(all.iter().map(|pair| pair.0), 300);
        let inward = counts(all.iter().map(|pair| pair.1), 1700);
        let near = |counts: &[usize], n: f64| {
            let deviation = (n * p * (1.0 - p)).sqrt();
            counts
                .iter()
                .all(|&count| (count as f64 - n * p).abs() <= 6.0 * deviation + 1.0)
        };
        assert!(near(&out, 1400.0) && near(&inward[300..], 300.0));
        assert!(inward[..300].iter().all(|&count| count == 0));
    }
}

#[test]
fn a_fixed_in_degree_is_exact() {
    for degree in [1, 40, 200, 299] {
        for (autapses, multapses) in [(true, true), (true, false), (false, true), (false, false)] {
            let all = pairs(overlapping(), &|projection| {
                projection.pattern = Pattern::FixedInDegree(degree);
                projection.autapses = autapses;
                projection.multapses = multapses;
            });
            let inward = counts(all.iter().map(|pair| pair.1), 1700);
            assert!(inward[300..].iter().all(|&count| count == degree));
            assert!(autapses || !has_autapses(&all));
            // 1400 targets draw 40 of 300 with repetition: some source comes twice.
            assert_eq!(has_multapses(&all), multapses && degree > 1);
            // Sources are drawn evenly: a sum of 1400 targets, five standard errors and a bit more
            // for the worst of 300.
            let out = counts(all.iter().map(|pair| pair.0), 300);
            let mean = 1400.0 * degree as f64 / 300.0;
            let far = |&count: &usize| (count as f64 - mean).abs() > 6.0 * mean.sqrt() + 6.0;
            assert!(!out.iter().any(far));
        }
    }
}

#[test]
fn a_fixed_out_degree_is_exact() {
    for degree in [1, 40, 900, 1399] {
        for (autapses, multapses) in [(true, true), (false, false)] {
            let all = pairs(overlapping(), &|projection| {
                projection.pattern = Pattern::FixedOutDegree(degree);
                projection.autapses = autapses;
                projection.multapses = multapses;
            });
            let out = counts(all.iter().map(|pair| pair.0), 300);
            assert!(out.iter().all(|&count| count == degree));
            assert!(all.iter().all(|pair| (300..1700).contains(&pair.1)));
            assert!(autapses || !has_autapses(&all));
            assert_eq!(has_multapses(&all), multapses && degree > 1);
        }
    }
}

#[test]
fn a_chain_by_hand() {
    // Three groups of two: group 0 to group 1, group 1 to group 2.
    let chain = pairs(
        (part(0, 6), part(0, 6)),
        &with(Pattern::Chain { groups: 3 }),
    );
    let by_hand = [
        (0, 2),
        (0, 3),
        (1, 2),
        (1, 3),
        (2, 4),
        (2, 5),
        (3, 4),
        (3, 5),
    ];
    assert_eq!(chain, by_hand);
}

#[test]
fn a_ring_by_hand() {
    let ring = |autapses| {
        pairs((part(0, 5), part(0, 5)), &|projection| {
            projection.pattern = Pattern::Ring { reach: 1 };
            projection.autapses = autapses;
        })
    };
    let neighbours = [
        (0, 1),
        (0, 4),
        (1, 0),
        (1, 2),
        (2, 1),
        (2, 3),
        (3, 2),
        (3, 4),
        (4, 0),
        (4, 3),
    ];
    assert_eq!(ring(false), neighbours);
    assert_eq!(ring(true).len(), 15);
    // Delays grow with the distance: 1 ms, and 2 ms a place.
    let delayed = synapses((part(0, 10), part(0, 10)), &|projection| {
        projection.pattern = Pattern::Ring { reach: 2 };
        projection.delay_ms = Quantity::Linear {
            at_zero: 1.0,
            per_unit: 2.0,
        };
    });
    for (source, target, _, delay) in delayed {
        let apart = source.abs_diff(target).min(10 - source.abs_diff(target));
        assert_eq!(delay, 10 + 20 * apart);
    }
}

/// On a grid of 8 columns and 5 rows with a kernel so high that nearest neighbours are sure.
#[test]
fn a_grid_by_hand() {
    let grid = |periodic, peak, width| {
        pairs((part(0, 40), part(0, 40)), &|projection| {
            projection.autapses = false;
            projection.pattern = Pattern::Grid {
                columns: 8,
                peak,
                width,
                periodic,
            };
        })
    };
    // At r = 1: 1e6 e^(−1/(2 · 0.15²)) = 2.2e−4 · … below 1; at 0.2 it is 3.7, at √2 1e−5.
    let sure = grid(false, 1e6, 0.2);
    let near = |&(s, t): &(u32, u32)| (s % 8).abs_diff(t % 8) + (s / 8).abs_diff(t / 8) == 1;
    assert!(sure.iter().all(near));
    // Edges between neighbours on 8 × 5: 7 · 5 + 8 · 4, in both directions.
    assert_eq!(sure.len(), 2 * (7 * 5 + 8 * 4));
    // On the torus every neuron has four.
    let out = counts(grid(true, 1e6, 0.2).iter().map(|pair| pair.0), 40);
    assert_eq!(out, vec![4; 40]);
}

/// The kernel's probability by distance, on 40 columns and 50 rows.
#[test]
fn a_grid_thins_out_as_its_kernel_says() {
    let (peak, width) = (0.6, 3.0);
    let all = pairs(
        (part(0, 2000), part(0, 2000)),
        &with(Pattern::Grid {
            columns: 40,
            peak,
            width,
            periodic: true,
        }),
    );
    for (x, y) in [(0u32, 0u32), (1, 0), (3, 2), (5, 5), (10, 0)] {
        let apart = |a: u32, b: u32, n: u32| a.abs_diff(b).min(n - a.abs_diff(b));
        let at = |pair: &&(u32, u32)| {
            apart(pair.0 % 40, pair.1 % 40, 40) == x && apart(pair.0 / 40, pair.1 / 40, 50) == y
        };
        let found = all.iter().filter(at).count() as f64;
        let directions = (1 + u32::from(x > 0)) * (1 + u32::from(y > 0));
        let n = 2000.0 * f64::from(directions);
        let p = peak * (-f64::from(x * x + y * y) / (2.0 * width * width)).exp();
        let deviation = (n * p * (1.0 - p)).sqrt();
        assert!(
            (found - n * p).abs() < 5.0 * deviation,
            "{x} {y}: {found} of {n}"
        );
    }
}

/// Weights and delays that are drawn: moments within five standard errors, limits never passed.
#[test]
fn weights_and_delays_follow_their_distributions() {
    let all = synapses((part(0, 400), part(1, 600)), &|projection| {
        projection.pattern = Pattern::FixedInDegree(50);
        projection.weight = Quantity::Normal {
            mean: 2.0,
            deviation: 0.5,
            least: 0.0,
            most: 10.0,
        };
        projection.delay_ms = Quantity::Uniform {
            low: 0.95,
            high: 2.95,
        };
    });
    let n = all.len() as f64;
    assert_eq!(n, 30_000.0);
    let mean = all.iter().map(|synapse| synapse.2).sum::<f64>() / n;
    assert!((mean - 2.0).abs() < 5.0 * 0.5 / n.sqrt(), "{mean}");
    assert!(all.iter().all(|synapse| synapse.2 >= 0.0));
    // 20 delays of equal probability.
    for delay in 10..=29 {
        let count = all.iter().filter(|synapse| synapse.3 == delay).count() as f64;
        let deviation = (n * 0.05 * 0.95).sqrt();
        assert!(
            (count - 0.05 * n).abs() < 5.0 * deviation,
            "{delay}: {count}"
        );
    }
    assert!(all.iter().all(|synapse| (10..=30).contains(&synapse.3)));
}

#[test]
fn listed_synapses_are_those_and_no_others() {
    let one = |source, target, weight, delay_ms| Synapse {
        source,
        target,
        weight,
        delay_ms,
    };
    let list = vec![
        one(3, 900, None, None),
        one(0, 2, Some(-4.0), None),
        one(3, 1, Some(7.0), Some(1.2)),
    ];
    let built = synapses((part(0, 4), part(1, 1000)), &with(Pattern::List(list)));
    assert_eq!(built, [(0, 2, -4.0, 1), (3, 1, 7.0, 12), (3, 900, 1.0, 1)]);
}
