//! From the settings to the description of a network, with everything that is wrong on the way.

mod delays;
mod limits;
mod parts;
mod populations;
mod projections;
mod shown;
mod spike_list;
mod stimuli;

use super::SpikingNetwork;
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;
use crate::spiking::{Listening, Network, Part};
use std::path::Path;

/// Longest run, in steps: spikes keep their grid point in 32 bits.
const MOST_STEPS: f64 = 2e9;

/// What is simulated and what is looked at.
pub struct Translated {
    pub network: Network,
    pub listening: Listening,
    /// What the raster shows, from bottom to top.
    pub raster: Vec<Part>,
}

impl SpikingNetwork {
    /// Number of steps of the run.
    pub fn steps(&self) -> u64 {
        (self.duration_ms / self.dt_ms).round() as u64
    }
}

/// The network that the settings describe.
///
/// # Errors
/// Everything that is wrong with them.
pub fn translate(settings: &SpikingNetwork, base: &Path) -> Result<Translated, Vec<Problem>> {
    let mut ranges = Ranges::default();
    check_times(settings, &mut ranges);
    if !ranges.problems.is_empty() {
        // Nearly all else is compared with these.
        return Err(ranges.problems);
    }
    let mut translator = Translator {
        settings,
        base,
        ranges,
        translated: Translated {
            network: Network {
                dt_ms: settings.dt_ms,
                populations: Vec::new(),
                projections: Vec::new(),
                currents: Vec::new(),
                noises: Vec::new(),
                backgrounds: Vec::new(),
            },
            listening: Listening::default(),
            raster: Vec::new(),
        },
    };
    translator.populations();
    translator.projections();
    translator.stimuli();
    translator.records();
    translator.show();
    if translator.ranges.problems.is_empty() {
        translator.limits();
    }
    if translator.ranges.problems.is_empty() {
        Ok(translator.translated)
    } else {
        Err(translator.ranges.problems)
    }
}

/// The settings on their way; what is wrong is collected and left out of the network.
struct Translator<'a> {
    settings: &'a SpikingNetwork,
    base: &'a Path,
    ranges: Ranges,
    translated: Translated,
}

fn check_times(settings: &SpikingNetwork, ranges: &mut Ranges) {
    let SpikingNetwork {
        dt_ms, duration_ms, ..
    } = *settings;
    ranges.within("dt_ms", dt_ms, 1e-4, 100.0);
    ranges.positive("duration_ms", duration_ms, 1e9);
    if !ranges.problems.is_empty() {
        return;
    }
    if duration_ms < dt_ms {
        let message = format!("is {duration_ms}, must be at least dt_ms = {dt_ms}");
        ranges.wrong("duration_ms", message);
    } else if duration_ms / dt_ms > MOST_STEPS {
        let steps = duration_ms / dt_ms;
        let message =
            format!("is {duration_ms}, which is {steps:.1e} steps; at most {MOST_STEPS:.0e}");
        ranges.wrong("duration_ms", message);
    }
    let warm_up_ms = settings.warm_up_ms;
    if !(0.0..duration_ms).contains(&warm_up_ms) {
        let message =
            format!("is {warm_up_ms}, must be at least 0 and below duration_ms = {duration_ms}");
        ranges.wrong("warm_up_ms", message);
    }
    let (bin_ms, counted_ms) = (settings.bin_ms, duration_ms - warm_up_ms);
    if !(dt_ms..=counted_ms.max(dt_ms)).contains(&bin_ms) {
        let message = format!(
            "is {bin_ms}, must be from dt_ms = {dt_ms} to what is left after warm_up_ms, \
             {counted_ms} ms"
        );
        ranges.wrong("bin_ms", message);
    }
    if settings.cv_spikes < 3 {
        let message = format!("is {}, must be at least 3", settings.cv_spikes);
        ranges.wrong("cv_spikes", message);
    }
}

impl Translator<'_> {
    /// A window of time: from `start_ms` to `stop_ms` or the end of the run.
    fn window(&mut self, key: &str, start_ms: f64, stop_ms: Option<f64>) -> (f64, f64) {
        let duration_ms = self.settings.duration_ms;
        if !(0.0..=duration_ms).contains(&start_ms) {
            let message = format!("is {start_ms}, must be from 0 to duration_ms = {duration_ms}");
            self.ranges.wrong(format!("{key}.start_ms"), message);
        } else if let Some(stop_ms) = stop_ms
            && (stop_ms.is_nan() || stop_ms <= start_ms)
        {
            let message = format!("is {stop_ms}, must come after start_ms = {start_ms}");
            self.ranges.wrong(format!("{key}.stop_ms"), message);
        }
        // One step more than the run, so that its last grid point is inside.
        (
            start_ms,
            stop_ms.unwrap_or(duration_ms + self.settings.dt_ms),
        )
    }
}
