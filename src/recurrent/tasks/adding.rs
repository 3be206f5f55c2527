//! The adding problem: a sequence of pairs, the first number of each uniform on [−1, 1), the second a
//! mark. Two pairs are marked, and the answer is asked for only at the end: ½ + (X₁ + X₂)/4 with X₁ and
//! X₂ their numbers (Hochreiter & Schmidhuber 1997, experiment 4).

use super::Example;
use crate::random::Stream;

/// Answers closer than this count as right.
pub const TOLERANCE: f64 = 0.04;

/// A sequence of between T and T + T/10 pairs, T at least 22. The mark is 1 for one of the first ten
/// pairs and for one of the first T/2 − 1 that is still unmarked, −1 for the first and the last pair,
/// else 0. Where the first pair is drawn, its mark is 1 and its number is set to 0: so we read "in the
/// rare case where the first pair of the sequence gets marked, we set X₁ to zero". (With the number or
/// the mark −1 left in its place the answer there depends on what no other pair does.)
///
/// The mean square of target − ½, which the constant answer ½ pays, is 1/24, and a little less
/// because of the first pair.
///
/// ```
/// use galvani::{random::Stream, recurrent::tasks::adding};
/// let example = adding::example(100, &mut Stream::new(1997, "example", "sequences", 0));
/// let pairs = example.inputs.chunks(2);
/// let marked: Vec<&[f64]> = pairs.filter(|pair| pair[1] == 1.0).collect();
/// assert_eq!(marked.len(), 2);
/// let sum: f64 = marked.iter().map(|pair| pair[0]).sum();
/// assert_eq!(example.targets, [0.5 + sum / 4.0]);
/// ```
///
/// # Panics
/// When `shortest` is below 22.
pub fn example(shortest: usize, stream: &mut Stream) -> Example {
    assert!(shortest >= 22, "at least 22 pairs, not {shortest}");
    let length = shortest + stream.below(shortest as u64 / 10 + 1) as usize;
    let mut inputs = Vec::with_capacity(2 * length);
    for _ in 0..length {
        inputs.extend([stream.uniform_between(-1.0, 1.0), 0.0]);
    }
    let first = stream.below(10) as usize;
    let drawn = stream.below(shortest as u64 / 2 - 2) as usize;
    // The pair that is marked already is left out.
    let second = if drawn >= first { drawn + 1 } else { drawn };
    inputs[1] = -1.0;
    inputs[2 * length - 1] = -1.0;
    let numbers = [first, second].map(|place| {
        inputs[2 * place + 1] = 1.0;
        if place == 0 {
            inputs[0] = 0.0;
        }
        inputs[2 * place]
    });
    Example {
        inputs,
        targets: vec![0.5 + (numbers[0] + numbers[1]) / 4.0],
    }
}
