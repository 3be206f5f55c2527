//! XOR in time: two random bits, the exclusive or of both, two new bits … in one stream without
//! marks. The next bit can be told only every third time (Elman 1990, pp. 185–188: 3,000 bits).

use super::Example;
use crate::random::Stream;

/// A stream of so many bits, 0.0 or 1.0.
///
/// ```
/// use galvani::{random::Stream, recurrent::tasks::temporal_xor};
/// let bits = temporal_xor::bits(3000, &mut Stream::new(1990, "example", "bits", 0));
/// assert!(bits.chunks(3).all(|bits| (bits[0] != bits[1]) == (bits[2] == 1.0)));
/// ```
pub fn bits(count: usize, stream: &mut Stream) -> Vec<f64> {
    let mut bits = Vec::with_capacity(count + 2);
    while bits.len() < count {
        let (a, b) = (stream.below(2), stream.below(2));
        bits.extend([a as f64, b as f64, (a ^ b) as f64]);
    }
    bits.truncate(count);
    bits
}

/// The prediction of each next bit.
pub fn example(bits: &[f64]) -> Example {
    Example::prediction(bits, 1)
}

/// Root mean squares of the errors p − t of predictions in three classes: the first bit of a triple,
/// the second, and the third, which is the exclusive or of both. `errors[0]` is that of the stream's
/// second bit.
pub fn errors_by_place(errors: &[f64]) -> [f64; 3] {
    let (mut squares, mut counts) = ([0.0; 3], [0.0; 3]);
    for (t, error) in errors.iter().enumerate() {
        squares[(t + 1) % 3] += error * error;
        counts[(t + 1) % 3] += 1.0;
    }
    [0, 1, 2].map(|place| (squares[place] / counts[place]).sqrt())
}
