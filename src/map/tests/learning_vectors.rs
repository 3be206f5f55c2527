//! Learning vector quantisation.

use crate::map::lvq::Lvq1;
use crate::map::{Codebook, Schedule};
use crate::random::Stream;

/// Two normal clouds around ±`apart` along each of two axes.
fn clouds(count: usize, apart: f64) -> (Vec<f64>, Vec<usize>) {
    let mut stream = Stream::new(1986, "test", "clouds", 0);
    let labels: Vec<usize> = (0..count).map(|input| input % 2).collect();
    let centre = |label: &usize| if *label == 0 { -apart } else { apart };
    let data = labels
        .iter()
        .flat_map(|label| {
            [
                centre(label) + stream.normal(),
                centre(label) + stream.normal(),
            ]
        })
        .collect();
    (data, labels)
}

#[test]
fn only_the_winner_moves_towards_its_class_and_away_from_others() {
    let start = Codebook::new(2, &[0.0, 0.0, 4.0, 0.0, 0.0, 4.0]);
    let mut lvq = Lvq1::new(start, vec![0, 1, 0]);
    lvq.learn(&[3.0, 1.0], 1, 0.1);
    assert_eq!(lvq.codebook().weights(), [0.0, 0.0, 3.9, 0.1, 0.0, 4.0]);
    lvq.learn(&[0.0, 3.0], 1, 0.5);
    assert_eq!(lvq.codebook().weights(), [0.0, 0.0, 3.9, 0.1, 0.0, 4.5]);
    lvq.learn(&[0.0, 3.0], 1, 0.0);
    assert_eq!(lvq.codebook().weights(), [0.0, 0.0, 3.9, 0.1, 0.0, 4.5]);
}

/// Equal round clouds: the best boundary is the line halfway, with Φ(√2·apart) right.
#[test]
fn two_clouds_are_parted_nearly_as_well_as_can_be() {
    let (data, labels) = clouds(4_000, 1.0);
    let mut stream = Stream::new(1986, "test", "lvq", 0);
    let mut lvq = Lvq1::from_samples((&data, 2), &labels, (2, 1), &mut stream);
    assert_eq!(lvq.classes(), [0, 1]);
    // A poor start, of which the boundary is nearly along the line through the clouds.
    lvq = Lvq1::new(Codebook::new(2, &[-0.5, 0.6, 0.6, -0.5]), vec![0, 1]);
    let before = lvq.accuracy(&data, &labels);
    lvq.train(
        &data,
        &labels,
        (Schedule::linear(0.1, 0.0), 20_000),
        &mut stream,
    );
    let after = lvq.accuracy(&data, &labels);
    let best = 0.921_35;
    assert!(
        before < 0.6 && (after - best).abs() < 0.01,
        "{before} → {after}"
    );
}

#[test]
fn samples_are_of_their_own_class_and_run_out() {
    let (data, labels) = ([0.0, 1.0, 2.0, 3.0, 4.0], [0, 1, 0, 1, 1]);
    let mut stream = Stream::new(1, "test", "samples", 0);
    let lvq = Lvq1::from_samples((&data, 1), &labels, (2, 3), &mut stream);
    assert_eq!(lvq.classes(), [0, 0, 1, 1, 1]);
    assert_eq!(lvq.accuracy(&data, &labels), 1.0);
    assert_eq!(lvq.classify(&[2.2]), 0);
}
