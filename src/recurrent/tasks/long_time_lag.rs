//! Noise-free sequences with long time lags: (x, a₁, …, a_(p−1), x) or (y, a₁, …, a_(p−1), y), each
//! with probability ½. The next symbol is to be foretold; the last follows from the first alone, p
//! steps before (Hochreiter & Schmidhuber 1997, experiment 2a).

use super::Example;
use crate::random::Stream;

/// Which symbol begins and ends the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// x, number p − 1 of the p + 1 symbols.
    X,
    /// y, number p.
    Y,
}

impl Frame {
    /// Both.
    pub const ALL: [Frame; 2] = [Frame::X, Frame::Y];

    /// One of them, each with probability ½.
    pub fn draw(stream: &mut Stream) -> Frame {
        Frame::ALL[stream.below(2) as usize]
    }
}

/// The prediction of each next symbol in the sequence of delay p ≥ 1: p steps of p + 1 inputs, a 1 at
/// the place of the symbol (a₁ … a_(p−1), x, y), and as many outputs.
///
/// ```
/// use galvani::recurrent::tasks::long_time_lag::{Frame, example};
/// let example = example(2, Frame::Y);
/// assert_eq!(example.inputs, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]); // y, a₁
/// assert_eq!(example.targets, [1.0, 0.0, 0.0, 0.0, 0.0, 1.0]); // a₁, y
/// ```
///
/// # Panics
/// When p is 0.
pub fn example(delay: usize, frame: Frame) -> Example {
    assert!(delay > 0, "the delay must be at least 1");
    let symbols = delay + 1;
    let first = match frame {
        Frame::X => delay - 1,
        Frame::Y => delay,
    };
    let sequence = [first].into_iter().chain(0..delay - 1).chain([first]);
    let mut codes = vec![0.0; symbols * symbols];
    for (row, symbol) in codes.chunks_exact_mut(symbols).zip(sequence) {
        row[symbol] = 1.0;
    }
    Example::prediction(&codes, symbols)
}
