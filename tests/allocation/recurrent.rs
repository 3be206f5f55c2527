//! Value and gradient of recurrent networks.

use super::{allocations_of_thread, turn};
use galvani::perceptron::Activation;
use galvani::random::Stream;
use galvani::recurrent::tasks::{Example, letters};
use galvani::recurrent::{
    Cell, Elman, Lstm, Lstm1997, MemoryBlocks, Network, Output, Readout, Rule, Sequence, Workspace,
};

/// Every cell, both rules, windows of several lengths: the longest comes first and is all that grows.
#[test]
fn nothing_is_allocated_in_a_gradient_once_its_workspace_is_there() {
    let _turn = turn();
    let mut stream = Stream::new(1990, "allocation", "letters", 0);
    let example = letters::example(&letters::text(20, &mut stream));
    let readout = Readout::new(letters::FEATURES, Output::Logistic);
    let blocks = MemoryBlocks {
        blocks: 2,
        size: 2,
        cell_biases: true,
    };
    let inputs = letters::FEATURES;
    check(
        &Elman::new(inputs, 20, Activation::Logistic, readout).unwrap(),
        &example,
    );
    check(&Lstm::new(inputs, 10, readout).unwrap(), &example);
    check(&Lstm1997::new(inputs, blocks, readout).unwrap(), &example);
}

fn check<C: Cell>(network: &Network<C>, example: &Example) {
    let mut stream = Stream::new(1990, "allocation", "weights", 0);
    let w = network.uniform_weights(0.5, &mut stream);
    let (mut space, mut gradient) = (Workspace::default(), vec![0.0; w.len()]);
    let mut state = network.rest();
    for rule in [Rule::Full, Rule::Truncated] {
        network.gradient(rule, &w, &[example.sequence()], &mut space, &mut gradient);
    }
    let start = network.rest();
    let found = allocations_of_thread(|| {
        for rule in [Rule::Full, Rule::Truncated] {
            for steps in [1, 4, 30] {
                let window = Sequence {
                    inputs: &example.inputs[..steps * network.inputs()],
                    targets: &example.targets[..network.outputs()],
                    start: Some(&start),
                };
                network.gradient(rule, &w, &[window], &mut space, &mut gradient);
                network.state_after(1, &space, &mut state);
            }
            network.value(&w, &[example.sequence()], &mut space);
            network.run(&w, &example.inputs, &mut state, &mut space);
        }
    });
    assert_eq!(found, 0, "{:?}", network.readout());
}
