//! The sorts into which fixed points fall, for counting.

use crate::memory::{Attractor, Hopfield, overlap};
use crate::outcome::Text;

/// What a fixed point counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Stored,
    Reversed,
    /// Of three patterns.
    Three,
    /// Of five or seven patterns.
    More,
    Other,
}

impl Sort {
    /// All, in the order of reports.
    pub const ALL: [Sort; 5] = [
        Sort::Stored,
        Sort::Reversed,
        Sort::Three,
        Sort::More,
        Sort::Other,
    ];

    /// The sort of an attractor.
    pub fn of(attractor: Attractor) -> Self {
        match attractor {
            Attractor::Stored(_) => Sort::Stored,
            Attractor::Reversed(_) => Sort::Reversed,
            Attractor::Mixture(3) => Sort::Three,
            Attractor::Mixture(_) => Sort::More,
            Attractor::Other => Sort::Other,
        }
    }

    /// Its place in [`Sort::ALL`].
    pub fn place(self) -> usize {
        self as usize
    }

    /// Part of a metric's name, and the style.
    pub fn key(self) -> &'static str {
        match self {
            Sort::Stored => "stored",
            Sort::Reversed => "reversed",
            Sort::Three => "mixture_of_3",
            Sort::More => "mixture_of_5_or_7",
            Sort::Other => "other",
        }
    }

    /// Its name.
    pub fn label(self) -> Text {
        match self {
            Sort::Stored => Text::new("stored", "записанные"),
            Sort::Reversed => Text::new("reversed", "обращённые"),
            Sort::Three => Text::new("mixtures of 3", "смеси трёх"),
            Sort::More => Text::new("mixtures of 5 or 7", "смеси пяти или семи"),
            Sort::Other => Text::new("other", "прочие"),
        }
    }

    /// E/N² of the ideal state in a large network with units ±1 and Hebb's rule, −½ Σ m², where one
    /// pattern has m = 1 and each of three m = ½.
    pub fn ideal_energy(self) -> Option<f64> {
        match self {
            Sort::Stored | Sort::Reversed => Some(-0.5),
            Sort::Three => Some(-0.375),
            Sort::More | Sort::Other => None,
        }
    }
}

/// A fixed point by the patterns of which it is made: `+2`, `−5`, `+1 −2 +3`; or by its largest
/// overlap where it belongs to none.
pub fn name(state: &[i8], attractor: Attractor, network: &Hopfield) -> String {
    let mut overlaps: Vec<(f64, usize)> = network
        .patterns()
        .iter()
        .map(|pattern| overlap(state, pattern))
        .zip(1..)
        .collect();
    overlaps.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let signed =
        |&(m, number): &(f64, usize)| format!("{}{number}", if m > 0.0 { '+' } else { '−' });
    let parts = match attractor {
        Attractor::Stored(_) | Attractor::Reversed(_) => 1,
        Attractor::Mixture(parts) => parts,
        Attractor::Other => return "?".to_owned(),
    };
    let mut made_of = overlaps[..parts].to_vec();
    made_of.sort_by_key(|&(_, number)| number);
    made_of
        .iter()
        .map(signed)
        .collect::<Vec<String>>()
        .join(" ")
}
