//! Learning of a map, on-line and in batches, once its memory is there.

use super::{allocations_of_thread, turn};
use galvani::map::{
    Batch, Lattice, Neighbourhood, OnLine, Rule, Topology, batch_step, drawn, samples,
};
use galvani::random::Stream;

#[test]
fn nothing_is_allocated_while_a_map_learns() {
    let _turn = turn();
    let lattice = Lattice::new(Topology::Hexagonal, 9, 11);
    let mut stream = Stream::new(1982, "allocation", "map", 0);
    let data: Vec<f64> = (0..300 * 7).map(|_| stream.uniform()).collect();
    let mut map = samples(&lattice, &data, 7, &mut stream);
    let mut learning = OnLine::new(Rule::usual(&lattice), 1000);
    let mut show = |count| {
        allocations_of_thread(|| {
            learning.advance(&lattice, &mut map, count, drawn(&data, 7, &mut stream))
        })
    };
    show(1);
    assert_eq!(show(500), 0);
    let mut memory = Batch::default();
    let mut pass = || {
        let around = (Neighbourhood::Gaussian, 2.0);
        allocations_of_thread(|| {
            batch_step(&lattice, &mut map, around, &data, &mut memory);
        })
    };
    pass();
    assert_eq!(pass(), 0);
}
