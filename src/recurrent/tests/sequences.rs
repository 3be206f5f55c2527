//! Running in pieces, several sequences, no more memory than once.

use super::{draw, elman, lstm, lstm_1997, readouts, stream};
use crate::perceptron::Activation;
use crate::recurrent::{Cell, Network, Rule, Sequence, Workspace};

fn runs_in_pieces<C: Cell>(network: &Network<C>) {
    let mut stream = stream("pieces");
    let w = draw(network.weights(), &mut stream);
    let inputs = draw(30 * network.inputs(), &mut stream);
    let mut space = Workspace::default();
    let mut state = network.rest();
    let whole = network.run(&w, &inputs, &mut state, &mut space).to_vec();
    let mut carried = network.rest();
    let mut pieces = Vec::new();
    for piece in [0..7, 7..8, 8..8, 8..30] {
        let piece = &inputs[piece.start * network.inputs()..piece.end * network.inputs()];
        pieces.extend_from_slice(network.run(&w, piece, &mut carried, &mut space));
    }
    assert_eq!(whole, pieces, "{network:?}");
    assert_eq!(state, carried);
}

#[test]
fn a_sequence_in_pieces_gives_the_same_bits() {
    for readout in readouts() {
        runs_in_pieces(&elman(readout, Activation::Tanh));
        runs_in_pieces(&lstm(readout));
        runs_in_pieces(&lstm_1997(readout, false));
    }
}

fn adds_up<C: Cell>(network: &Network<C>) {
    let mut stream = stream("several");
    let w = draw(network.weights(), &mut stream);
    let draws: Vec<[Vec<f64>; 2]> = [4, 9]
        .map(|steps| {
            let targets = vec![1.0 / 3.0; 2 * network.outputs()];
            [draw(steps * network.inputs(), &mut stream), targets]
        })
        .to_vec();
    let mut start = network.rest();
    start.outputs.fill(0.3);
    start.memory.fill(0.2);
    let sequences: Vec<Sequence<'_>> = draws
        .iter()
        .zip([None, Some(&start)])
        .map(|([inputs, targets], start)| Sequence {
            inputs,
            targets,
            start,
        })
        .collect();
    let mut space = Workspace::default();
    let mut gradients = Vec::new();
    let mut of = |sequences: &[Sequence<'_>]| {
        let mut gradient = vec![0.0; w.len()];
        let value = network.gradient(Rule::Full, &w, sequences, &mut space, &mut gradient);
        assert_eq!(value, network.value(&w, sequences, &mut space));
        gradients.push(gradient);
        value
    };
    let both = of(&sequences);
    let each = [of(&sequences[..1]), of(&sequences[1..])];
    assert_eq!(both, each[0] + each[1]);
    for ((both, first), second) in gradients[0].iter().zip(&gradients[1]).zip(&gradients[2]) {
        assert!((both - first - second).abs() < 1e-12);
    }
}

#[test]
fn several_sequences_add_up_and_begin_where_they_are_told() {
    adds_up(&elman(readouts()[0], Activation::Tanh));
    adds_up(&lstm(readouts()[3]));
    adds_up(&lstm_1997(readouts()[2], true));
}

/// A gradient from a given state is that of the whole sequence less what its beginning adds, when
/// nothing flows back: so a stream may be learned step by step.
#[test]
fn elmans_steps_one_by_one_add_up_to_the_whole() {
    let network = elman(readouts()[0], Activation::Logistic);
    let mut stream = stream("steps");
    let w = draw(network.weights(), &mut stream);
    let (inputs, targets) = (draw(2 * 9, &mut stream), draw(3 * 9, &mut stream));
    let mut space = Workspace::default();
    let mut whole = vec![0.0; w.len()];
    let sequence = Sequence {
        inputs: &inputs,
        targets: &targets,
        start: None,
    };
    network.gradient(Rule::Truncated, &w, &[sequence], &mut space, &mut whole);
    let (mut sum, mut step) = (vec![0.0; w.len()], vec![0.0; w.len()]);
    let mut state = network.rest();
    for (inputs, targets) in inputs.chunks(2).zip(targets.chunks(3)) {
        let one = Sequence {
            inputs,
            targets,
            start: Some(&state),
        };
        network.gradient(Rule::Truncated, &w, &[one], &mut space, &mut step);
        network.end(&space, &mut state);
        sum.iter_mut()
            .zip(&step)
            .for_each(|(sum, step)| *sum += step);
    }
    for (whole, sum) in whole.iter().zip(&sum) {
        assert!((whole - sum).abs() < 1e-12, "{sum} for {whole}");
    }
}

#[test]
fn the_carrousel_carries_an_error_back_undiminished() {
    // One cell, gates held open by their biases, all weights from the hidden layer 0: s(t) is the sum of
    // g(x), and the derivative of the last output by the weight from the input counts all steps alike.
    use crate::recurrent::{Lstm1997, MemoryBlocks, Output, Readout};
    let cells = MemoryBlocks {
        blocks: 1,
        size: 1,
        cell_biases: false,
    };
    let network = Lstm1997::new(1, cells, Readout::new(1, Output::Linear)).unwrap();
    let mut w = vec![0.0; network.weights()];
    network.set_input_gate_biases(&mut w, &[40.0]);
    network.set_output_gate_biases(&mut w, &[40.0]);
    w[network.output_range()].fill(1.0);
    let slope = |at: usize| {
        let mut inputs = vec![0.0; 1000];
        inputs[at] = 1.0;
        let sequence = Sequence {
            inputs: &inputs,
            targets: &[-1.0],
            start: None,
        };
        let mut gradient = vec![0.0; w.len()];
        network.gradient(
            Rule::Truncated,
            &w,
            &[sequence],
            &mut Workspace::default(),
            &mut gradient,
        );
        gradient[0]
    };
    // (0 + 1)·h′(0)·g′(0) = ½.
    assert_eq!([slope(0), slope(500), slope(999)], [0.5; 3]);
}
