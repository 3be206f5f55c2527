//! The kind `threshold`: the least stimulus that excites the membrane, by bisection.

mod search;
#[cfg(test)]
mod tests;

use super::Constants;
use super::protocol::LONGEST_MS;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Outcome, Text};
use schemars::JsonSchema;
use search::Found;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::path::Path;

/// Settings of the kind `threshold`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Threshold {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// What is given to the resting membrane, and made stronger until it excites. Default shock.
    pub stimulus: Stimulus,
    /// Length of the pulse, or of the rise of the ramp, ms. Default 1; above 0, at most 10000. A
    /// shock has none.
    pub duration_ms: f64,
    /// A shock before the stimulus, from which the membrane is still recovering. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditioning: Option<Conditioning>,
    /// Potential at which the membrane is kept until the stimulus, mV, with the gates steady there.
    /// Default: the resting potential; −200 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_mv: Option<f64>,
    /// The strongest stimulus tried, mV for a shock and µA/cm² for a current. Default 100; above 0,
    /// at most 10000.
    pub strongest: f64,
    /// How long after the beginning of the stimulus a spike may come, ms. Default 50; above 0, at
    /// most 60000 together with everything before.
    pub within_ms: f64,
    /// Only a spike in the last tenth of `within_ms` counts: the least current that keeps the
    /// membrane firing. Default false.
    pub sustained: bool,
    /// A spike is a peak above this potential, mV. Default 0; −200 to 200.
    pub level_mv: f64,
    /// Tolerance of the integration, relative and absolute. Default 1e-12; 1e-14 to 1e-6.
    pub tolerance: f64,
    /// Draw the responses to stimuli up to 1 % weaker and stronger than the threshold. Default true.
    pub traces: bool,
}

/// A stimulus whose strength is searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stimulus {
    /// Instantaneous displacement of the potential, mV.
    #[default]
    Shock,
    /// Constant current density for `duration_ms`, µA/cm².
    Pulse,
    /// Current density that rises from 0 along a straight line for `duration_ms` and then ends;
    /// its strength is the highest value, µA/cm².
    Ramp,
}

/// An earlier shock.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conditioning {
    /// Displacement of the potential, mV; −200 to 200.
    pub shock_mv: f64,
    /// From it to the stimulus, ms; above 0.
    pub interval_ms: f64,
}

impl Default for Threshold {
    fn default() -> Self {
        Threshold {
            membrane: Constants::default(),
            stimulus: Stimulus::Shock,
            duration_ms: 1.0,
            conditioning: None,
            initial_mv: None,
            strongest: 100.0,
            within_ms: 50.0,
            sustained: false,
            level_mv: 0.0,
            tolerance: 1e-12,
            traces: true,
        }
    }
}

impl Settings for Threshold {
    const KIND: &'static str = "threshold";
    const EXPLAIN: &'static str = "\
The least stimulus that excites the membrane of Hodgkin & Huxley (1952, J. Physiol. 117:500-544;
equations: `galvani explain membrane`), found by bisection to the resolution of the integration.

Sweep a setting to get a curve: duration_ms of a pulse gives the strength-duration curve (its limit
for long pulses is the rheobase; charge_nc_cm2 = I d tends to a constant for short ones), that of a
ramp shows accommodation (the slower the current rises, the higher it must go),
conditioning.interval_ms the recovery from refractoriness, membrane.temperature_c the dependence on
temperature, initial_mv that on a long de- or hyperpolarisation.

A spike is a peak above level_mv after the stimulus has begun; with sustained = true only those in
the last tenth of within_ms count. Where even the strongest stimulus does not excite, the threshold
is infinite.

Strictly the membrane has no threshold: near it the peak grows with the stimulus without a jump, but
so steeply that at 6.3 degrees Celsius all sizes lie within a thousandth of the stimulus (a quasi-
threshold: FitzHugh 1955, Bull. Math. Biophys. 17:257). The level decides where within it. The figure
shows responses on both sides. Towards 30 degrees Celsius responses become graded.";

    type Part = Found;

    fn summary() -> Text {
        Text::new(
            "Least shock, pulse or ramp that excites the membrane, by bisection (Hodgkin–Huxley)",
            "Наименьший толчок, импульс или линейно нарастающий ток, возбуждающий мембрану \
             (модель Ходжкина–Хаксли, деление пополам)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        ranges.within("level_mv", self.level_mv, -200.0, 200.0);
        ranges.within("initial_mv", self.initial_mv.unwrap_or(0.0), -200.0, 200.0);
        ranges.tolerance("tolerance", self.tolerance, 1e-14, 1e-6);
        ranges.positive("duration_ms", self.duration_ms, 10_000.0);
        ranges.positive("strongest", self.strongest, 10_000.0);
        let mut before_ms = 0.0;
        if let Some(conditioning) = &self.conditioning {
            let interval_ms = conditioning.interval_ms;
            ranges.within(
                "conditioning.shock_mv",
                conditioning.shock_mv,
                -200.0,
                200.0,
            );
            ranges.positive("conditioning.interval_ms", interval_ms, 10_000.0);
            before_ms = interval_ms.clamp(0.0, 10_000.0);
        }
        ranges.positive("within_ms", self.within_ms, LONGEST_MS - before_ms);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        1024 * 1024
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Found, Failure> {
        search::run(self, context)
    }

    fn assemble(&self, parts: Vec<Found>, _context: &Context) -> Result<Outcome, Failure> {
        let found = parts.first().expect("the part of the only job");
        let mut outcome = Outcome::default();
        let (name, unit) = match self.stimulus {
            Stimulus::Shock => ("threshold_mv", "mV"),
            Stimulus::Pulse | Stimulus::Ramp => ("threshold_ua_cm2", "µA/cm²"),
        };
        outcome.metric(name, found.threshold, unit);
        if self.stimulus == Stimulus::Pulse {
            // 1 µA/cm² for 1 ms carries 1 nC/cm².
            let charge = found.threshold * self.duration_ms;
            outcome.metric("charge_nc_cm2", charge, "nC/cm²");
        }
        outcome.metric("latency_ms", found.latency_ms, "ms");
        outcome.metric("rest_mv", found.rest_mv, "mV");
        outcome.metric("runs", f64::from(found.runs), "");
        if found.threshold.is_infinite() {
            let strongest = self.strongest;
            outcome.notes.push(Text::new(
                format!("Even {strongest} {unit} does not excite the membrane."),
                format!(
                    "Даже стимул {strongest} {} не возбуждает мембрану.",
                    russian(unit)
                ),
            ));
        }
        if self.traces && found.threshold.is_finite() {
            outcome.figures.push(figure(found));
        }
        Ok(outcome)
    }
}

fn russian(unit: &str) -> &'static str {
    if unit == "mV" {
        "мВ"
    } else {
        "мкА/см²"
    }
}

/// The responses to stimuli about the threshold.
fn figure(found: &Found) -> Figure {
    let mut marks = vec![Mark::Horizontal {
        label: Text::new("rest", "потенциал покоя"),
        style: Style::of("rest").dashed().width(1.0),
        at: found.rest_mv,
    }];
    for (place, (stronger, trace)) in found.about.iter().enumerate() {
        let (x, y) = trace.iter().copied().unzip();
        marks.push(Mark::Line {
            label: percent(*stronger),
            style: Style::of(format!("point-{place}")),
            x,
            y,
        });
    }
    let panel = Panel::new(
        Axis::linear(Text::new("time, ms", "время, мс")),
        Axis::linear(Text::new("V, mV", "V, мВ")),
        marks,
    );
    let title = Text::new(
        "Responses on either side of the threshold",
        "Ответы по обе стороны порога",
    );
    Figure::single("threshold", title, panel)
}

/// `+0.01 %`, or the word for the threshold itself.
fn percent(stronger: f64) -> Text {
    let number = (100.0 * stronger).abs();
    match stronger.total_cmp(&0.0) {
        Ordering::Equal => Text::new("threshold", "порог"),
        Ordering::Less => Text::new(
            format!("−{number} %"),
            format!("−{number} %").replace('.', ","),
        ),
        Ordering::Greater => Text::new(
            format!("+{number} %"),
            format!("+{number} %").replace('.', ","),
        ),
    }
}
