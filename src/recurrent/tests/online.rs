//! The forward algorithm of 1997 and back-propagation along the memory contents are two ways to the
//! same truncated gradient.

use super::{draw, lstm_1997, readouts, stream};
use crate::recurrent::{Online, Rule, Sequence, Workspace};

#[test]
fn forwards_and_backwards_give_the_same_truncated_gradient() {
    for readout in readouts() {
        for cell_biases in [false, true] {
            let network = lstm_1997(readout, cell_biases);
            let mut stream = stream("online");
            let w = draw(network.weights(), &mut stream);
            let inputs = draw(12 * 2, &mut stream);
            let targets = vec![1.0 / 3.0; 5 * 3];
            let mut online = Online::new(&network);
            let (mut forwards, mut errors) = (vec![0.0; w.len()], 0.0);
            // What came before must be forgotten.
            online.advance(&w, &[1.0, 1.0]);
            online.rest();
            for (t, x) in inputs.chunks(2).enumerate() {
                match t.checked_sub(7) {
                    None => {
                        online.advance(&w, x);
                    }
                    Some(row) => {
                        let target = &targets[3 * row..3 * row + 3];
                        errors += online.add_gradient(&w, x, target, &mut forwards);
                    }
                }
            }
            let sequence = Sequence {
                inputs: &inputs,
                targets: &targets,
                start: None,
            };
            let mut backwards = vec![0.0; w.len()];
            let space = &mut Workspace::default();
            let value = network.gradient(Rule::Truncated, &w, &[sequence], space, &mut backwards);
            assert!((errors - value).abs() < 1e-12, "{errors} for {value}");
            for (place, (f, b)) in forwards.iter().zip(&backwards).enumerate() {
                assert!(
                    (f - b).abs() < 1e-12,
                    "{network:?}, weight {place}: {f} for {b}"
                );
            }
        }
    }
}

#[test]
fn learning_is_a_step_against_the_gradient() {
    let network = lstm_1997(readouts()[0], true);
    let mut w = draw(network.weights(), &mut stream("learning"));
    let (x, target) = ([0.4, -0.7], [0.1, 0.2, 0.3]);
    let mut gradient = vec![0.0; w.len()];
    let error = Online::new(&network).add_gradient(&w, &x, &target, &mut gradient);
    let expected: Vec<f64> = w.iter().zip(&gradient).map(|(w, g)| w - 0.25 * g).collect();
    assert_eq!(
        Online::new(&network).learn(&mut w, &x, &target, 0.25),
        error
    );
    assert_eq!(w, expected);
}
