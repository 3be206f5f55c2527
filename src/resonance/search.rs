//! The search for a node: choice by the largest T_j, reset on mismatch, choice among the rest.

use super::Presentation;

/// So many nodes are found by looking through all; who needs more has all others ranked.
const SCANS: usize = 8;

/// Activities of the nodes and the order in which they were tried, in buffers of constant size.
#[derive(Clone, Debug)]
pub(super) struct Search {
    /// T_j; of a node that was reset −∞.
    choices: Vec<f64>,
    tried: Vec<usize>,
    ranked: Vec<usize>,
}

impl Search {
    /// For at most `most` nodes.
    pub fn new(most: usize) -> Self {
        Search {
            choices: Vec::with_capacity(most),
            tried: Vec::with_capacity(most),
            ranked: Vec::with_capacity(most),
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
        for _ in 0..SCANS {
            let node = self.largest()?;
            self.tried.push(node);
            if resonates(node) {
                return Some(node);
            }
            self.choices[node] = f64::NEG_INFINITY;
        }
        self.rank();
        let found = self.ranked.iter().position(|&node| resonates(node));
        let tried = found.map_or(self.ranked.len(), |place| place + 1);
        self.tried.extend(&self.ranked[..tried]);
        found.map(|place| self.ranked[place])
    }

    /// Ranks the nodes that were not reset by their T, of equals the first before the others.
    fn rank(&mut self) {
        let choices = &self.choices;
        let is_left = |node: &usize| choices[*node] > f64::NEG_INFINITY;
        self.ranked.clear();
        self.ranked.extend((0..choices.len()).filter(is_left));
        let order = |a: &usize, b: &usize| choices[*b].total_cmp(&choices[*a]).then(a.cmp(b));
        self.ranked.sort_unstable_by(order);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Few nodes are found by looking, many by ranking; with equals among them.
    #[test]
    fn nodes_are_tried_from_the_largest_down_however_many() {
        let choices: Vec<f64> = (0..40).map(|node| f64::from(node * 7 % 20)).collect();
        let mut expected: Vec<usize> = (0..40).collect();
        expected.sort_by(|a, b| choices[*b].total_cmp(&choices[*a]));
        for resonating in [0, 3, SCANS - 1, SCANS, 25, 39] {
            let mut search = Search::new(40);
            choices.iter().for_each(|choice| search.push(*choice));
            let found = search.run(|node| node == expected[resonating]);
            assert_eq!(found, Some(expected[resonating]));
            assert_eq!(search.order(), &expected[..=resonating]);
        }
        let mut search = Search::new(40);
        choices.iter().for_each(|choice| search.push(*choice));
        assert_eq!(search.run(|_| false), None);
        assert_eq!(search.order(), expected);
    }
}
