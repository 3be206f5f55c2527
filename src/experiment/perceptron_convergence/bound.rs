//! Mistakes on many sets against Novikoff's bound.

use super::Sets;
use super::sets::{orthogonal, planted};
use crate::experiment::{Context, Failure};
use crate::threshold::{End, Examples, Perceptron, max_margin};

/// Sets of one kind: a job.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Group {
    Planted { dimension: usize, margin: f64 },
    Orthogonal { dimension: usize },
}

impl Group {
    pub fn dimension(self) -> usize {
        match self {
            Group::Planted { dimension, .. } | Group::Orthogonal { dimension } => dimension,
        }
    }
}

impl Sets {
    /// All kinds of sets.
    pub fn groups(&self) -> Vec<Group> {
        let planted = self.dimensions.iter().flat_map(|&dimension| {
            let of = move |&margin: &f64| Group::Planted { dimension, margin };
            self.margins.iter().map(of)
        });
        let orthogonal = self.orthogonal.iter();
        let orthogonal = orthogonal.map(|&dimension| Group::Orthogonal { dimension });
        planted.chain(orthogonal).collect()
    }
}

/// What training on one set gave.
#[derive(Clone, Debug)]
pub struct SetResult {
    pub group: Group,
    /// γ*, the widest margin.
    pub margin: f64,
    /// (R/γ*)².
    pub bound: f64,
    pub mistakes: usize,
    pub passes: usize,
    pub is_converged: bool,
}

/// Trains on all sets of a group.
pub fn measure(
    settings: &Sets,
    group: usize,
    context: &Context,
) -> Result<Vec<SetResult>, Failure> {
    let group_of_job = settings.groups()[group];
    let repeats = match group_of_job {
        Group::Planted { .. } => settings.repeats,
        Group::Orthogonal { .. } => 1,
    };
    let mut stream = context.stream(&format!("perceptron sets {group}"));
    let mut results = Vec::with_capacity(repeats);
    for _ in 0..repeats {
        context.go_on()?;
        let examples = match group_of_job {
            Group::Planted { dimension, margin } => {
                let distances = (margin, margin * settings.farthest);
                let (points, classes) =
                    planted(dimension, distances, settings.examples, &mut stream);
                Examples::new(&points, &classes).map_err(Failure::told)?
            }
            Group::Orthogonal { dimension } => orthogonal(dimension)?,
        };
        results.push(train(group_of_job, &examples, settings.max_passes)?);
    }
    Ok(results)
}

fn train(group: Group, examples: &Examples, max_passes: usize) -> Result<SetResult, Failure> {
    let best = max_margin(examples)
        .ok_or_else(|| Failure::Failed("a planted plane does not separate its set".into()))?;
    let (_, training) = Perceptron::train(examples, max_passes, |_| {});
    Ok(SetResult {
        group,
        margin: best.margin,
        bound: (examples.radius() / best.margin).powi(2),
        mistakes: training.total_mistakes(),
        passes: training.mistakes.len(),
        is_converged: training.end == End::Converged,
    })
}

impl SetResult {
    /// Mistakes as a share of the bound.
    pub fn ratio(&self) -> f64 {
        self.mistakes as f64 / self.bound
    }
}
