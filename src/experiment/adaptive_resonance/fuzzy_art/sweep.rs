//! Categories, passes and purity at steps of vigilance, for one order of presentation.

use super::FuzzyArt;
use super::course::purity;
use super::inputs::Inputs;
use crate::experiment::{Context, Failure};
use crate::math::statistics;
use crate::resonance::{FuzzyArt as Network, learn};

/// The counts of one order, at ρ = 0, 1/steps … 1.
#[derive(Default)]
pub struct Sweep {
    pub categories: Vec<f64>,
    /// Passes that changed something.
    pub passes: Vec<f64>,
    pub purity: Vec<f64>,
    /// Learnings that were cut off by the limit of passes.
    pub unstable: usize,
}

impl Sweep {
    /// Learns the points anew at every step.
    pub fn run(
        settings: &FuzzyArt,
        inputs: &Inputs,
        order: &[usize],
        context: &Context,
    ) -> Result<Self, Failure> {
        let mut sweep = Sweep::default();
        let mut members = vec![None; order.len()];
        for step in 0..=settings.steps {
            context.go_on()?;
            let rho = step as f64 / settings.steps as f64;
            let mut network = Network::new(inputs.names.len(), settings.network(rho));
            let present = |place: usize| network.present(&inputs.points[order[place]]);
            let learning = learn(order.len(), settings.max_passes, present);
            for (place, point) in order.iter().enumerate() {
                members[*point] = learning.categories[place];
            }
            let categories = network.categories();
            sweep.categories.push(categories as f64);
            sweep.passes.push(learning.passes_with_changes() as f64);
            sweep.purity.push(purity(&members, categories, inputs));
            sweep.unstable += usize::from(!learning.is_stable);
        }
        Ok(sweep)
    }
}

/// First quartile, median and third quartile over some orders, at every step.
pub fn quartiles(sweeps: &[Sweep], of: fn(&Sweep) -> &[f64]) -> [Vec<f64>; 3] {
    let mut lines = [const { Vec::new() }; 3];
    for step in 0..of(&sweeps[0]).len() {
        let sample: Vec<f64> = sweeps.iter().map(|sweep| of(sweep)[step]).collect();
        for (line, value) in lines.iter_mut().zip(statistics::quartiles(&sample)) {
            line.push(value);
        }
    }
    lines
}
