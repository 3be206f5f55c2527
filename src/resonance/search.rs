//! The search for a node: choice by the largest T_j, reset on mismatch, choice among the rest.

use super::Presentation;

/// Activities of the nodes and the order in which they were tried, in buffers of constant size.
#[derive(Clone, Debug)]
pub(super) struct Search {
    /// T_j; of a node that was reset −∞.
    choices: Vec<f64>,
    tried: Vec<usize>,
}

impl Search {
    /// For at most `most` nodes.
    pub fn new(most: usize) -> Self {
        Search {
            choices: Vec::with_capacity(most),
            tried: Vec::with_capacity(most),
        }
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.choices.clear();
        self.tried.clear();
    }

    /// The activity T of the next node.
    pub fn push(&mut self, choice: f64) {
        self.choices.push(choice);
    }

    /// Tries nodes from the largest T down, of equals the first, until one `resonates`; the others
    /// stay reset.
    pub fn run(&mut self, resonates: impl Fn(usize) -> bool) -> Option<usize> {
        while let Some(node) = self.largest() {
            self.tried.push(node);
            if resonates(node) {
                return Some(node);
            }
            self.choices[node] = f64::NEG_INFINITY;
        }
        None
    }

    fn largest(&self) -> Option<usize> {
        let mut best = None;
        let mut largest = f64::NEG_INFINITY;
        for (node, choice) in self.choices.iter().enumerate() {
            if *choice > largest {
                (best, largest) = (Some(node), *choice);
            }
        }
        best
    }

    /// The nodes in the order in which they were tried.
    pub fn order(&self) -> &[usize] {
        &self.tried
    }

    /// What a search ended in that found `category`.
    pub fn presentation(
        &self,
        category: Option<usize>,
        is_new: bool,
        has_learned: bool,
    ) -> Presentation {
        Presentation {
            category,
            is_new,
            has_learned,
            resets: self.tried.len() - usize::from(category.is_some()),
        }
    }
}
