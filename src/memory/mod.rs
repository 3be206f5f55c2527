//! Associative memories: networks of threshold units with symmetric connections that relax from a
//! cue to a stored pattern.
//!
//! * [`Hopfield`]: one layer, connected with itself (Hopfield 1982, PNAS 79:2554); [`Relaxation`]
//!   updates it, asynchronously or synchronously.
//! * [`Bam`]: two layers, connected with each other, for pairs of patterns (Kosko 1988, IEEE Trans.
//!   SMC 18:49); [`Resonance`] passes between them.
//! * [`Patterns`] are what both store; [`Units`] says how the networks count with them.
//! * [`StorageCounts`] and [`Census`] count what a network keeps and what else it falls into;
//!   [`theory`] says what statistics and statistical mechanics expect.
//!
//! A state is a slice of signs: +1 is a unit that fires, −1 one that is silent, with either kind of
//! [`Units`]. All quantities are without dimension.
//!
//! Memory and time: neither network keeps its matrix of connections. With p patterns the field of a
//! unit is a sum over p *overlaps* of the state, to which one bit a pattern gives the sign; a unit
//! that flips changes the p overlaps. So 10,000 units with 1,380 patterns take 2 MB in place of the
//! 800 MB of the matrix, and nothing is spent on forming it.
//!
//! ```
//! use galvani::memory::{Hopfield, Patterns, Relaxation, Rule, Units, Update};
//! use galvani::random::Stream;
//!
//! let letters = Patterns::from_text(&["#.. #.. ###", "### .#. .#."])?; // L and T
//! let network = Hopfield::new(Units::Bipolar, Rule::Hebb, letters)?;
//! let mut relaxation = Relaxation::new(&network);
//! let torn = Patterns::from_text(&["#.. ... ###"])?;
//! relaxation.start(torn.get(0));
//! let mut stream = Stream::new(1982, "letters", "order of updates", 0);
//! relaxation.run(Update::Asynchronous, 10, &mut stream, |_| ());
//! assert_eq!(relaxation.state(), network.patterns().get(0));
//! # Ok::<(), galvani::memory::Error>(())
//! ```

mod attractors;
mod bam;
mod hopfield;
mod patterns;
mod recall;
mod resonance;
mod signs;
mod storage;
pub mod theory;
mod units;

#[cfg(test)]
mod tests;

pub use attractors::{Attractor, Census, Visited};
pub use bam::Bam;
pub use hopfield::{Hopfield, Rule};
pub use patterns::{Patterns, distance, flipped, overlap};
pub use recall::{End, Relaxation, Settled, Update};
pub use resonance::{Resonance, Resonant};
pub use storage::StorageCounts;
pub use units::Units;

/// Why there is no such memory.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// No patterns.
    #[error("there are 0 patterns, must be at least 1")]
    NoPatterns,
    /// Patterns of no units.
    #[error("pattern 1 has 0 units, must have at least 1")]
    NoUnits,
    /// Patterns of several lengths.
    #[error("pattern {pattern} has {found} units, must have {expected} as pattern 1 has")]
    Lengths {
        /// Counted from 1.
        pattern: usize,
        /// Its units.
        found: usize,
        /// Units of the first pattern.
        expected: usize,
    },
    /// A number that is no sign.
    #[error("pattern {pattern} has {value} at unit {unit}, must be 1 or -1")]
    NotASign {
        /// Counted from 1.
        pattern: usize,
        /// Counted from 1.
        unit: usize,
        /// What was found.
        value: i8,
    },
    /// A letter that is no pixel.
    #[error("pattern {pattern} has `{letter}`, must be # or 1 for on, . or 0 for off")]
    NotAPixel {
        /// Counted from 1.
        pattern: usize,
        /// What was found.
        letter: char,
    },
    /// Not as many thresholds as units.
    #[error("there are {found} thresholds, must be {units}, one a unit")]
    Thresholds {
        /// Thresholds.
        found: usize,
        /// Units.
        units: usize,
    },
    /// A threshold that is no number.
    #[error("the threshold of unit {unit} is {value}, must be finite")]
    NotFinite {
        /// Counted from 1.
        unit: usize,
        /// What was found.
        value: f64,
    },
    /// Patterns that the pseudo-inverse rule cannot store.
    #[error(
        "pattern {pattern} is a linear combination of those before it; the pseudo-inverse rule \
         needs linearly independent patterns"
    )]
    Dependent {
        /// Counted from 1.
        pattern: usize,
    },
    /// Not as many patterns on one side as on the other.
    #[error("there are {a} patterns for layer A and {b} for layer B, must be as many")]
    Unpaired {
        /// Patterns of layer A.
        a: usize,
        /// Patterns of layer B.
        b: usize,
    },
}

/// Checks thresholds: one a unit, finite.
fn check_thresholds(thresholds: &[f64], units: usize) -> Result<(), Error> {
    if thresholds.len() != units {
        return Err(Error::Thresholds {
            found: thresholds.len(),
            units,
        });
    }
    match thresholds.iter().position(|u| !u.is_finite()) {
        Some(unit) => Err(Error::NotFinite {
            unit: unit + 1,
            value: thresholds[unit],
        }),
        None => Ok(()),
    }
}
