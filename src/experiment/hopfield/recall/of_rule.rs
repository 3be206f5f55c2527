//! What one rule recalls, and how a rule and an update are called.

use super::basin::Level;
use super::run::Shown;
use crate::experiment::hopfield::names::listed;
use crate::memory::{Rule, Update};
use crate::outcome::Text;

/// All about one rule.
pub struct OfRule {
    pub rule: Rule,
    pub shown: Shown,
    /// Levels for each of [`UPDATES`](super::run::UPDATES).
    pub basins: Vec<Vec<Level>>,
}

/// How one rule and update are called together, in few words.
pub fn label(rule: Rule, update: Update) -> Text {
    let rule = match rule {
        Rule::Hebb => Text::new("Hebb", "Хебб"),
        Rule::PseudoInverse => Text::new("pseudo-inverse", "псевдообратное"),
    };
    let update = match update {
        Update::Asynchronous => Text::new("one by one", "по одному"),
        Update::Synchronous => Text::new("all at once", "все сразу"),
    };
    listed(&rule, &update)
}
