//! The formal neuron: it fires when its weighted inputs reach a threshold.
//!
//! ```text
//! y = 1 where w·x ≥ θ, else 0
//! ```
//!
//! What such units compute, one by one and in layers ([`Unit`], [`Network`]; McCulloch & Pitts 1943),
//! how one learns from its mistakes and when it cannot ([`Perceptron`]; Rosenblatt 1958, Novikoff
//! 1962), how wide a margin examples leave ([`max_margin`]), how many functions one unit computes
//! ([`count_threshold_functions`]), and which regions of the plane one, two
//! and three layers cut out ([`regions`]; Lippmann 1987).

mod counting;
mod examples;
mod margin;
mod mcculloch_pitts;
pub mod regions;
#[cfg(test)]
mod regions_tests;
mod rosenblatt;
#[cfg(test)]
mod tests;

pub use counting::{MOST_COUNTED_INPUTS, count_threshold_functions};
pub use examples::{Examples, ExamplesError};
pub use margin::{MaxMargin, max_margin};
pub use mcculloch_pitts::{Line, Network, Unit, Workspace};
pub use rosenblatt::{End, Mistake, Perceptron, Training};
