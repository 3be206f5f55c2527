//! Published values.

use super::super::*;
use crate::random::Stream;

/// The counts of `networks` random networks of N units and p patterns.
fn counts(units: Units, n: usize, p: usize, networks: u64) -> StorageCounts {
    let mut counts = StorageCounts::new(n);
    for repeat in 0..networks {
        let mut stream = Stream::new(1982, "test", "hopfield 1982", repeat);
        let patterns = Patterns::random(p, n, &mut stream);
        let network = Hopfield::new(units, Rule::Hebb, patterns).unwrap();
        counts.add(&network, 1_000, &mut stream);
    }
    assert_eq!(counts.unsettled, 0);
    counts
}

/// Hopfield 1982, p. 2556: N = 100, n = 10: P = 0.0091 and 0.6 of the memories stable. Seed 1982,
/// 1,000 networks of 10 patterns.
#[test]
fn hopfield_1982_memories_of_100_units() {
    let binary = counts(Units::Binary, 100, 10, 1_000);
    assert!((binary.bit_error() / 0.0091 - 1.0).abs() < 0.05, "{}", binary.bit_error());
    assert!((binary.stable_share() / 0.6 - 1.0).abs() < 0.05, "{}", binary.stable_share());
    // The trap: units of ±1 keep nearly all.
    let bipolar = counts(Units::Bipolar, 100, 10, 1_000);
    assert!((bipolar.stable_share() - 0.969).abs() < 0.01, "{}", bipolar.stable_share());
    assert!((bipolar.bit_error() - 0.00038).abs() < 0.00008, "{}", bipolar.bit_error());
}
