//! The full gradients are the derivatives of E, the truncated ones those of E with all that is fed back
//! held constant; both by central differences of the networks written out number by number.

use super::plain::{Plain, run};
use super::{draw, elman, lstm, lstm_1997, readouts, stream};
use crate::perceptron::{Activation, Batch, Workspace as Buffers};
use crate::recurrent::{Network, Output, Readout, Rule, Sequence, Workspace};

/// Central differences with this step are exact to about 1e-10.
const STEP: f64 = 1e-5;

const STEPS: usize = 7;

struct Drawn {
    w: Vec<f64>,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

/// Random weights, inputs and targets (each row sums to 1) for the last `judged` steps.
fn drawn<C: Plain>(network: &Network<C>, judged: usize) -> Drawn {
    let mut stream = stream("gradients");
    let mut targets: Vec<f64> = (0..judged * network.outputs())
        .map(|_| stream.uniform())
        .collect();
    for row in targets.chunks_mut(network.outputs()) {
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|t| *t /= sum);
    }
    Drawn {
        w: draw(network.weights(), &mut stream),
        inputs: draw(STEPS * network.inputs(), &mut stream),
        targets,
    }
}

fn check<C: Plain>(network: &Network<C>, rule: Rule) {
    for judged in [1, 3, STEPS] {
        let Drawn { w, inputs, targets } = drawn(network, judged);
        let sequence = Sequence {
            inputs: &inputs,
            targets: &targets,
            start: None,
        };
        let here = run(network, &w, sequence, None);
        let frozen = (rule == Rule::Truncated).then_some(&here.outputs[..]);
        let mut gradient = vec![0.0; w.len()];
        let mut space = Workspace::default();
        let value = network.gradient(rule, &w, &[sequence], &mut space, &mut gradient);
        assert!(
            (value - here.value).abs() < 1e-12,
            "{value} for {}",
            here.value
        );
        let mut moved = w.clone();
        for (place, slope) in gradient.iter().enumerate() {
            let mut at = |w_place: f64| {
                moved[place] = w_place;
                run(network, &moved, sequence, frozen).value
            };
            let difference = (at(w[place] + STEP) - at(w[place] - STEP)) / (2.0 * STEP);
            moved[place] = w[place];
            assert!(
                (slope - difference).abs() < 1e-7,
                "{rule:?}, {judged} judged, {network:?}, weight {place}: {slope} for {difference}"
            );
        }
    }
}

#[test]
fn full_gradients_are_central_differences() {
    for readout in readouts() {
        check(&elman(readout, Activation::Logistic), Rule::Full);
        check(&elman(readout, Activation::Tanh), Rule::Full);
        check(&lstm(readout), Rule::Full);
        check(&lstm_1997(readout, true), Rule::Full);
        check(&lstm_1997(readout, false), Rule::Full);
    }
}

#[test]
fn truncated_gradients_are_those_with_the_feedback_held_constant() {
    for readout in readouts() {
        check(&elman(readout, Activation::Logistic), Rule::Truncated);
        check(&elman(readout, Activation::Tanh), Rule::Truncated);
        check(&lstm(readout), Rule::Truncated);
        check(&lstm_1997(readout, true), Rule::Truncated);
        check(&lstm_1997(readout, false), Rule::Truncated);
    }
}

#[test]
fn both_rules_differ_when_the_past_matters() {
    let network = lstm(readouts()[0]);
    let Drawn { w, inputs, targets } = drawn(&network, 1);
    let sequence = Sequence {
        inputs: &inputs,
        targets: &targets,
        start: None,
    };
    let gradient = |rule| {
        let mut gradient = vec![0.0; w.len()];
        network.gradient(
            rule,
            &w,
            &[sequence],
            &mut Workspace::default(),
            &mut gradient,
        );
        gradient
    };
    let (full, truncated) = (gradient(Rule::Full), gradient(Rule::Truncated));
    let distance: f64 = full
        .iter()
        .zip(&truncated)
        .map(|(a, b)| (a - b).abs())
        .sum();
    assert!(distance > 0.01, "{distance}");
    // The output layer has no path that could be cut.
    assert_eq!(
        full[network.output_range()],
        truncated[network.output_range()]
    );
}

/// Elman's copy-back is a perceptron's back-propagation with the context as further inputs.
#[test]
fn the_truncated_elman_gradient_is_a_perceptrons() {
    let outputs = [
        Output::Linear,
        Output::Logistic,
        Output::LogisticCrossEntropy,
        Output::SoftmaxCrossEntropy,
    ];
    for output in outputs {
        let network = elman(Readout::new(3, output), Activation::Logistic);
        let Drawn { w, inputs, targets } = drawn(&network, STEPS);
        let sequence = Sequence {
            inputs: &inputs,
            targets: &targets,
            start: None,
        };
        let mut rows = Vec::new();
        let mut context = vec![0.0; 4];
        for (x, y) in inputs
            .chunks(2)
            .zip(run(&network, &w, sequence, None).outputs)
        {
            rows.extend_from_slice(x);
            rows.append(&mut context);
            context = y;
        }
        let perceptron = network.perceptron().unwrap();
        let batch = Batch {
            rows: STEPS,
            inputs: &rows,
            targets: &targets,
        };
        let mut expected = vec![0.0; w.len()];
        let mean = perceptron.gradient(&w, batch, &mut Buffers::default(), &mut expected);
        let mut gradient = vec![0.0; w.len()];
        let space = &mut Workspace::default();
        let value = network.gradient(Rule::Truncated, &w, &[sequence], space, &mut gradient);
        // The perceptron's loss is the mean over its rows.
        let rows = STEPS as f64;
        assert!((value - rows * mean).abs() < 1e-12, "{value}, mean {mean}");
        for (slope, expected) in gradient.iter().zip(&expected) {
            assert!(
                (slope - rows * expected).abs() < 1e-11,
                "{output:?}: {slope}"
            );
        }
    }
}
