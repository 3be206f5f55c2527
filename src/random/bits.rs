//! Many draws at once: the generator writes whole blocks of its output faster than word by word.

use super::Stream;
use rand::Rng;

/// Draws fetched at once.
const BLOCK: usize = 256;
/// Bytes of a draw.
const DRAW: usize = 8;

/// The next 64-bit draws of a stream, fetched in blocks. No draw is fetched that will not be asked
/// for, so the stream stands afterwards where single draws would have left it.
pub(super) struct Bits<'a> {
    stream: &'a mut Stream,
    block: [u8; DRAW * BLOCK],
    /// The part of the block that is still to be given, in bytes.
    next: usize,
    end: usize,
}

impl<'a> Bits<'a> {
    /// The draws of a stream.
    pub fn new(stream: &'a mut Stream) -> Self {
        Bits {
            stream,
            block: [0; DRAW * BLOCK],
            next: 0,
            end: 0,
        }
    }

    /// Draws at hand: at least one, and at most as many as a caller says who will skip that many or
    /// more. They count as given only when they are skipped.
    pub fn at_hand(&mut self, needed: usize) -> impl Iterator<Item = u64> {
        if self.next == self.end {
            (self.next, self.end) = (0, DRAW * needed.clamp(1, BLOCK));
            self.stream.rng.fill_bytes(&mut self.block[..self.end]);
        }
        let draws = self.block[self.next..self.end].chunks_exact(DRAW);
        draws.map(|bytes| u64::from_le_bytes(bytes.try_into().expect("eight bytes")))
    }

    /// Gives away draws at hand.
    pub fn skip(&mut self, draws: usize) {
        self.next += DRAW * draws;
    }

    /// The next draw.
    pub fn next(&mut self) -> u64 {
        let draw = self.at_hand(1).next().expect("at least one");
        self.skip(1);
        draw
    }

    /// Uniform on (0, 1], a multiple of 2⁻⁵³.
    pub fn positive_uniform(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 * (1.0 / (1u64 << 53) as f64)
    }
}
