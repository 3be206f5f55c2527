//! How far from a stored picture its recall still succeeds.

use super::Recall;
use crate::experiment::hopfield::names::update_key;
use crate::experiment::hopfield::share::Share;
use crate::experiment::{Context, Failure};
use crate::memory::{End, Hopfield, Relaxation, Update, distance, flipped};

/// Recalls from one noise.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// Recalls that ended in exactly the stored picture.
    pub recalled: Share,
    /// The share of units wrong at the end of each recall.
    pub wrong: Vec<f64>,
    /// Recalls that ended in a cycle of two states.
    pub two_cycles: usize,
    /// Recalls given up.
    pub unsettled: usize,
}

/// Recalls from every noise of the settings. The cues are the same for all networks and updates.
pub fn measure(
    settings: &Recall,
    network: &Hopfield,
    pictures: usize,
    update: Update,
    context: &Context,
) -> Result<Vec<Level>, Failure> {
    let mut relaxation = Relaxation::new(network);
    let units = network.size();
    let noises = settings.basin.noise.iter().zip(0..);
    let level = |(&noise, repeat): (&f64, u64)| {
        let mut level = Level::default();
        let mut cues = context.stream_of("basin cues", repeat);
        let mut order = context.stream_of(&format!("basin {}", update_key(update)), repeat);
        let flips = (noise * units as f64).round() as usize;
        for trial in 0..settings.basin.trials {
            context.go_on()?;
            let stored = network.patterns().get(trial % pictures);
            relaxation.start(&flipped(stored, flips, &mut cues));
            let settled = relaxation.run(update, settings.sweeps, &mut order, |_| ());
            let errors = distance(relaxation.state(), stored);
            let is_fixed = settled.end == End::FixedPoint;
            level.recalled.count(is_fixed && errors == 0);
            level.wrong.push(errors as f64 / units as f64);
            level.two_cycles += usize::from(settled.end == End::TwoCycle);
            level.unsettled += usize::from(settled.end == End::Limit);
        }
        Ok(level)
    };
    noises.map(level).collect()
}

/// The noise at which the probability of recall falls to ½, between two levels by a straight line: 0
/// where it is not above ½ at the first noise, NaN where it stays above.
pub fn half(noise: &[f64], levels: &[Level]) -> f64 {
    let share = |k: usize| levels[k].recalled.value();
    match (0..levels.len()).find(|&k| share(k) <= 0.5) {
        Some(0) => 0.0,
        Some(k) => {
            let along = (share(k - 1) - 0.5) / (share(k - 1) - share(k));
            noise[k - 1] + along * (noise[k] - noise[k - 1])
        }
        None => f64::NAN,
    }
}
