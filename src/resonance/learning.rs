//! Presenting a list of inputs again and again until a whole pass changes nothing.

use super::Presentation;

/// What happened in one pass through the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Nodes that were committed in it.
    pub new_categories: usize,
    /// Presentations that changed a template, those that committed a node among them.
    pub changes: usize,
    /// Mismatch resets.
    pub resets: usize,
    /// Inputs that no node took.
    pub refused: usize,
}

/// How learning went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learning {
    /// The passes in their order; after stable learning the last one has no changes.
    pub passes: Vec<Pass>,
    /// The node of every input in the last pass.
    pub categories: Vec<Option<usize>>,
    /// Whether a whole pass changed nothing: from then on no pass ever will.
    pub is_stable: bool,
}

impl Learning {
    /// The number of passes that changed something.
    pub fn passes_with_changes(&self) -> usize {
        self.passes.iter().filter(|pass| pass.changes > 0).count()
    }

    /// The number of nodes that were committed.
    pub fn committed(&self) -> usize {
        self.passes.iter().map(|pass| pass.new_categories).sum()
    }
}

/// Calls `present` for the inputs 0..`inputs` in this order, until a whole pass changes nothing or
/// `max_passes` have gone by.
///
/// ```
/// use galvani::dataset::letters;
/// use galvani::resonance::{Art1, Art1Settings, learn};
/// let letters = letters();
/// let mut network = Art1::new(35, Art1Settings::default());
/// let learning = learn(letters.len(), 100, |i| network.present(letters[i].pixels()));
/// assert!(learning.is_stable);
/// assert_eq!(network.categories(), learning.committed());
/// ```
pub fn learn(
    inputs: usize,
    max_passes: usize,
    mut present: impl FnMut(usize) -> Presentation,
) -> Learning {
    let mut learning = Learning {
        passes: Vec::new(),
        categories: vec![None; inputs],
        is_stable: false,
    };
    while !learning.is_stable && learning.passes.len() < max_passes {
        let mut pass = Pass::default();
        for input in 0..inputs {
            let presentation = present(input);
            pass.count(&presentation);
            learning.categories[input] = presentation.category;
        }
        learning.passes.push(pass);
        learning.is_stable = pass.changes == 0;
    }
    learning
}

impl Pass {
    fn count(&mut self, presentation: &Presentation) {
        self.new_categories += usize::from(presentation.is_new);
        self.changes += usize::from(presentation.has_learned);
        self.resets += presentation.resets;
        self.refused += usize::from(presentation.category.is_none());
    }
}
