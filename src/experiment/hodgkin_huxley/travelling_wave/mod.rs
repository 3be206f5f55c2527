//! The kind `travelling-wave`: the velocity of the impulse by shooting, as Hodgkin & Huxley found it
//! (1952, J. Physiol. 117:500–544, pp. 524 and 528).

#[cfg(test)]
mod tests;

use super::constants::resting_mv;
use super::fibre::Fibre;
use super::integrator::failure;
use super::spectrum::{leading_pair, oscillation};
use super::{Constants, Convention};
use crate::cable::travelling_wave::{Fate, Point, Shooting};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::math;
use crate::neuron::hodgkin_huxley::V;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `travelling-wave`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TravellingWave {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Radius and axoplasm.
    pub axon: Fibre,
    /// Lowest K tried, 1/ms. Default 0.02; above 0, at most 1000.
    pub k_from_per_ms: f64,
    /// Highest K tried, 1/ms. Default 200; above the lowest, at most 10000.
    pub k_to_per_ms: f64,
    /// Tolerance of the integration, relative and absolute. Default 1e-13; 1e-14 to 1e-6.
    pub tolerance: f64,
    /// The trials that are drawn, as relative distances of their K from that of the impulse, on both
    /// sides; up to 12. Default 1e-2, 1e-4, 1e-6, 1e-9; 1e-14 to 0.5.
    pub trials: Vec<f64>,
    /// How the figure counts potentials. Default absolute.
    pub convention: Convention,
}

impl Default for TravellingWave {
    fn default() -> Self {
        TravellingWave {
            membrane: Constants::default(),
            axon: Fibre::default(),
            k_from_per_ms: 0.02,
            k_to_per_ms: 200.0,
            tolerance: 1e-13,
            trials: vec![1e-2, 1e-4, 1e-6, 1e-9],
            convention: Convention::Absolute,
        }
    }
}

/// One trial: its K against that of the impulse, and what it did.
pub struct Trial {
    relative: f64,
    fate: Fate,
    points: Vec<(f64, Point)>,
}

/// What the search found.
pub struct Found {
    rest_mv: f64,
    /// K of the pulses, ascending, 1/ms.
    pulses: Vec<f64>,
    trials: Vec<Trial>,
    /// Eigenvalues at rest for the K of the impulse, 1/ms.
    eigenvalues: Vec<(f64, f64)>,
}

/// Pieces of the range of K, and points of a drawn stretch of a trial.
const PIECES: u32 = 80;
const SAMPLES: usize = 40;

impl Settings for TravellingWave {
    const KIND: &'static str = "travelling-wave";
    const EXPLAIN: &'static str = "\
The velocity of a nerve impulse without a grid, by the paper's own method (Hodgkin & Huxley 1952, J.
Physiol. 117:500-544, eqs 30 and 31). A pulse of constant velocity theta obeys

  d2V/dt2 = K (dV/dt + I_ion/C_M),   K = 2 R theta^2 C_M/a,   theta = sqrt(K a/(2 R C_M))

with the gates as in `galvani explain membrane`; a radius (um), R resistivity (ohm cm), K in 1/ms. It
leaves rest along the direction that grows. For nearly every K the potential then runs off to plus or
minus infinity; K is bisected to where its sign changes, to the last bit.

There are two such K. The upper is the impulse; the lower a pulse that travels slower and is not
stable (Huxley 1959, Ann. N.Y. Acad. Sci. 81:221-246). `galvani explain conduction-velocity` follows
both with temperature until they meet. Missing pulses are NaN.

tail_decay_per_ms and tail_period_ms are of the oscillation in which the potential comes back to rest
behind the impulse: delta and 2 pi/omega of the eigenvalues -delta +- i omega of this equation at rest.

peak_above_rest_mv is the height of the impulse: of the last drawn trials on either side, which agree
until long after it when their K is near.";

    type Part = Found;

    fn summary() -> Text {
        Text::new(
            "Conduction velocity by shooting for the travelling wave, the method of Hodgkin & Huxley \
             1952",
            "Скорость проведения методом стрельбы для бегущей волны, как у Ходжкина и Хаксли (1952)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        self.axon.check(&mut ranges);
        ranges.positive("k_from_per_ms", self.k_from_per_ms, 1000.0);
        if !(self.k_to_per_ms > self.k_from_per_ms && self.k_to_per_ms <= 1e4) {
            let message = format!(
                "is {}, must be above k_from_per_ms = {} and at most 10000",
                self.k_to_per_ms, self.k_from_per_ms
            );
            ranges.wrong("k_to_per_ms", message);
        }
        ranges.tolerance("tolerance", self.tolerance, 1e-14, 1e-6);
        ranges.entries("trials", self.trials.len(), 0, 12);
        for (index, &relative) in self.trials.iter().enumerate() {
            ranges.tolerance(format!("trials[{index}]"), relative, 1e-14, 0.5);
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        4 * 1024 * 1024
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Found, Failure> {
        context.go_on()?;
        let axon = self.axon.axon(&self.membrane);
        let rest_mv = resting_mv(&axon.membrane)?;
        let shooting = Shooting::new(&axon, rest_mv, self.tolerance);
        let range = (self.k_from_per_ms, self.k_to_per_ms);
        let pulses = shooting.pulses(range, PIECES).map_err(failure)?;
        let (mut trials, mut eigenvalues) = (Vec::new(), Vec::new());
        if let Some(&fast) = pulses.last() {
            eigenvalues = shooting.eigenvalues(fast);
            let both = |relative: &f64| [-relative, *relative];
            for relative in self.trials.iter().flat_map(both) {
                let (fate, points) = shooting
                    .trial(fast * (1.0 + relative), SAMPLES)
                    .map_err(failure)?;
                trials.push(Trial {
                    relative,
                    fate,
                    points,
                });
            }
        }
        Ok(Found {
            rest_mv,
            pulses,
            trials,
            eigenvalues,
        })
    }

    fn assemble(&self, parts: Vec<Found>, _context: &Context) -> Result<Outcome, Failure> {
        let found = parts.first().expect("the part of the only job");
        let axon = self.axon.axon(&self.membrane);
        let mut outcome = Outcome::default();
        let fast = found.pulses.last().copied().unwrap_or(f64::NAN);
        let slow = match found.pulses[..] {
            [.., slow, _] => slow,
            _ => f64::NAN,
        };
        outcome.metric("k_per_ms", fast, "1/ms");
        outcome.metric("velocity_m_s", axon.velocity_m_s(fast), "m/s");
        outcome.metric("slow_k_per_ms", slow, "1/ms");
        outcome.metric("slow_velocity_m_s", axon.velocity_m_s(slow), "m/s");
        outcome.metric("peak_above_rest_mv", found.peak_above_rest_mv(), "mV");
        let pair = leading_pair(&found.eigenvalues).unwrap_or((f64::NAN, f64::NAN));
        outcome.metrics.extend(oscillation("tail", pair));
        if found.pulses.is_empty() {
            outcome.notes.push(Text::new(
                "No pulse travels along this axon at a constant velocity.",
                "По такому аксону импульс с постоянной скоростью не распространяется.",
            ));
        }
        if !found.trials.is_empty() {
            outcome.figures.push(self.figure(found));
        }
        Ok(outcome)
    }
}

/// `10⁻⁴`, `2.5·10⁻⁶`.
fn with_power(x: f64) -> String {
    let scientific = format!("{x:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let raised = exponent.chars().map(|c| match c {
        '-' => '⁻',
        digit => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']
            [digit.to_digit(10).unwrap_or(0) as usize],
    });
    let power: String = "10".chars().chain(raised).collect();
    match mantissa {
        "1" => power,
        _ => format!("{mantissa}·{power}"),
    }
}

impl Found {
    /// The height that both trials nearest to the impulse reach before they part.
    fn peak_above_rest_mv(&self) -> f64 {
        let nearest = |fate: Fate| {
            let those = self.trials.iter().filter(|trial| trial.fate == fate);
            those.min_by(|a, b| a.relative.abs().total_cmp(&b.relative.abs()))
        };
        let (Some(up), Some(down)) = (nearest(Fate::Up), nearest(Fate::Down)) else {
            return f64::NAN;
        };
        // The one that ends below comes down from the peak.
        let highest = down.points.iter().map(|point| point.1[V]);
        let height = highest.fold(f64::NEG_INFINITY, f64::max);
        let meets = up.points.iter().any(|point| point.1[V] >= height);
        if meets { height } else { f64::NAN }
    }
}

impl TravellingWave {
    fn figure(&self, found: &Found) -> Figure {
        let channels = self.membrane.channels.set();
        let shown = |u_mv: f64| self.convention.potential_mv(found.rest_mv + u_mv, channels);
        let line = |trial: &Trial| {
            let power = math::ln(trial.relative.abs()) / std::f64::consts::LN_10;
            let (en, ru) = match trial.fate {
                Fate::Up => ("runs off upwards", "уходит вверх"),
                Fate::Down => ("runs off downwards", "уходит вниз"),
            };
            let key = match trial.fate {
                Fate::Up => "printed",
                Fate::Down => "corrected",
            };
            // The nearer the thicker.
            let width = (1.0 - 0.25 * power).clamp(1.0, 4.0);
            Mark::Line {
                label: Text::new(en, ru),
                style: Style::of(key).width(width),
                x: trial.points.iter().map(|point| point.0).collect(),
                y: trial.points.iter().map(|point| shown(point.1[V])).collect(),
            }
        };
        let distances: Vec<String> = self.trials.iter().copied().map(with_power).collect();
        let distances = distances.join(", ");
        // A trial ends beyond the equilibrium potentials.
        let ends = (self.membrane.e_k_mv, self.membrane.e_na_mv);
        let end_ms = found.trials.iter().filter_map(|trial| trial.points.last());
        let end_ms = end_ms.map(|point| point.0).fold(0.0, f64::max);
        let panel = Panel::new(
            Axis::linear(Text::new("time, ms", "время, мс")).from_to(0.0, end_ms),
            self.convention.potential_axis(ends, channels),
            found.trials.iter().map(line).collect(),
        );
        let title = Text::new(
            format!("Shooting for the impulse: K off by {distances} of itself"),
            format!("Стрельба по бегущему импульсу: K отличается на {distances} своей величины"),
        );
        Figure::single("shooting", title, panel)
    }
}
