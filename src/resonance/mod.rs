//! Adaptive resonance theory: networks that open a new category for what resembles none of the old
//! ones, and so learn on without forgetting.
//!
//! ```text
//! choice      T_j = |I ∧ w_j| / (β + |w_j|)          the node with the largest T_j is tried first
//! resonance   |I ∧ w_j| / |I| ≥ ρ                    else it is reset and the next one is tried
//! learning    w_j ← I ∧ w_j                          templates only shrink
//! ```
//!
//! I is the input, w_j the template of node j, |·| the sum of components, ρ the vigilance. A node
//! that has learned nothing, uncommitted, has w = 1: it resonates with every input and becomes that
//! input. [`Art1`] takes pictures of bits with ∧ = AND (Carpenter & Grossberg 1987, Comput. Vis.
//! Graph. Image Process. 37:54–115), [`FuzzyArt`] numbers in [0, 1] with ∧ = min (Carpenter,
//! Grossberg & Rosen 1991, Neural Networks 4:759–771).

mod art1;
mod fuzzy_art;
mod learning;
mod search;
#[cfg(test)]
mod tests;

pub use art1::{Art1, Art1Settings};
pub use fuzzy_art::{CategoryBox, FuzzyArt, FuzzyArtSettings};
pub use learning::{Learning, Pass, learn};

/// When an uncommitted node is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Uncommitted {
    /// After all committed nodes have been reset: the limit of its bottom-up weights towards 0, which
    /// the paper's direct access inequality 0 < z(0) < L/(L − 1 + M) allows (Carpenter & Grossberg
    /// 1987).
    #[default]
    Last,
    /// By its own T = |I| / (β + |1|), of the template of ones: before a committed node that fits
    /// worse than that, whether or not that node would resonate.
    Competes,
}

/// What the presentation of one input ended in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// The node that resonated; `None` where all nodes are committed and each was reset, or where
    /// the input is blank: such an input is not learned.
    pub category: Option<usize>,
    /// Whether the node was uncommitted before.
    pub is_new: bool,
    /// Whether any template changed.
    pub has_learned: bool,
    /// How many nodes were reset before.
    pub resets: usize,
}

impl Presentation {
    /// Whether the first node that was tried resonated and had been committed: direct access.
    pub fn is_direct(&self) -> bool {
        self.category.is_some() && !self.is_new && self.resets == 0
    }
}
