//! Starts and relaxations of a Hopfield network of 300 units with 30 patterns.

use super::{allocations_of_thread, turn};
use galvani::memory::{Hopfield, Patterns, Relaxation, Rule, Units, Update};
use galvani::random::Stream;

#[test]
fn nothing_is_allocated_while_a_network_relaxes() {
    let _turn = turn();
    let mut stream = Stream::new(1982, "allocation", "patterns", 0);
    let patterns = Patterns::random(30, 300, &mut stream);
    let starts = Patterns::random(10, 300, &mut stream);
    for units in [Units::Binary, Units::Bipolar] {
        for rule in [Rule::Hebb, Rule::PseudoInverse] {
            let network = Hopfield::new(units, rule, patterns.clone()).unwrap();
            let mut relaxation = Relaxation::new(&network);
            let mut flips = 0;
            let allocated = allocations_of_thread(|| {
                for start in starts.iter() {
                    for update in [Update::Asynchronous, Update::Synchronous] {
                        relaxation.start(start);
                        flips += relaxation.run(update, 100, &mut stream, |_| ()).flips;
                    }
                }
            });
            assert_eq!(allocated, 0, "{units:?}, {rule:?}");
            assert!(flips > 1000, "{flips}");
        }
    }
}
