//! Categories and passes at fine steps of vigilance, for one order of presentation.

use super::Art1;
use crate::experiment::bitmaps::Named;
use crate::experiment::{Context, Failure};
use crate::math::statistics;
use crate::outcome::{Column, Series};
use crate::resonance::{Art1 as Network, learn};

/// The counts of one order, at ρ = 0, 1/steps … 1.
pub struct Sweep {
    pub categories: Vec<f64>,
    /// Passes that changed something.
    pub passes: Vec<f64>,
    /// Learnings that were cut off by the limit of passes.
    pub unstable: usize,
}

impl Sweep {
    /// Learns the pictures anew at every step.
    pub fn run(
        settings: &Art1,
        named: &[Named],
        order: &[usize],
        context: &Context,
    ) -> Result<Self, Failure> {
        let pixels = |place: usize| named[order[place]].bitmap.pixels();
        let mut sweep = Sweep {
            categories: Vec::with_capacity(settings.steps + 1),
            passes: Vec::with_capacity(settings.steps + 1),
            unstable: 0,
        };
        for step in 0..=settings.steps {
            context.go_on()?;
            let rho = vigilance(step, settings.steps);
            let mut network = Network::new(pixels(0).len(), settings.network(rho));
            let present = |place| network.present(pixels(place));
            let learning = learn(order.len(), settings.max_passes, present);
            sweep.categories.push(network.categories() as f64);
            sweep.passes.push(learning.passes_with_changes() as f64);
            sweep.unstable += usize::from(!learning.is_stable);
        }
        Ok(sweep)
    }

    /// The steps at which the number of categories is smaller than one step before.
    pub fn falls(&self) -> Vec<usize> {
        let counts = &self.categories;
        let is_fall = |step: &usize| counts[*step] < counts[*step - 1];
        (1..counts.len()).filter(is_fall).collect()
    }
}

/// ρ of a step, rounded as the literal is.
pub fn vigilance(step: usize, steps: usize) -> f64 {
    step as f64 / steps as f64
}

/// All ρ of the sweep.
pub fn vigilances(steps: usize) -> Vec<f64> {
    (0..=steps).map(|step| vigilance(step, steps)).collect()
}

/// Something of every order at one step.
pub fn across(sweeps: &[Sweep], of: impl Fn(&Sweep) -> f64) -> Vec<f64> {
    sweeps.iter().map(of).collect()
}

/// The mean number of categories over some orders, at every step.
pub fn mean_categories(sweeps: &[Sweep]) -> Vec<f64> {
    let steps = 0..sweeps[0].categories.len();
    let mean = |step| statistics::mean(&across(sweeps, |sweep| sweep.categories[step]));
    steps.map(mean).collect()
}

/// First quartile, median and third quartile over some orders, at every step.
pub fn quartiles(sweeps: &[Sweep], of: impl Fn(&Sweep) -> &[f64]) -> [Vec<f64>; 3] {
    let mut lines = [const { Vec::new() }; 3];
    for step in 0..of(&sweeps[0]).len() {
        let values = statistics::quartiles(&across(sweeps, |sweep| of(sweep)[step]));
        for (line, value) in lines.iter_mut().zip(values) {
            line.push(value);
        }
    }
    lines
}

/// The counts of the chosen order, and the mean over the shuffled ones.
pub fn series(settings: &Art1, sweeps: &[Sweep]) -> Series {
    let column = |name: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: String::new(),
        values,
    };
    let mut columns = vec![
        column("vigilance", vigilances(settings.steps)),
        column("categories", sweeps[0].categories.clone()),
        column("passes", sweeps[0].passes.clone()),
    ];
    if sweeps.len() > 1 {
        columns.push(column("mean_categories", mean_categories(&sweeps[1..])));
    }
    Series {
        name: "vigilance".into(),
        columns,
    }
}
