//! The kind `printed-membrane`: a lecture's misprints of the membrane's equations, each alone, beside
//! the corrected ones under the same stimulus.

mod equations;
mod figures;
mod notes;
mod runs;
#[cfg(test)]
mod tests;

use super::{Channels, Constants};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Metric, Outcome, Text};
use runs::{Behaviour, Found, SINGULAR_MV};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `printed-membrane`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrintedMembrane {
    /// The membrane: its constants; the printed rates are the squid's.
    pub membrane: Constants,
    /// Displacement of V from rest at t = 0, mV. Default 15; above 0, at most 100.
    pub shock_mv: f64,
    /// How long the response to the shock is followed, ms. Default 20; above 0, at most 1000.
    pub duration_ms: f64,
    /// Constant current density for repetitive firing, µA/cm². Default 10; −200 to 200.
    pub current_ua_cm2: f64,
    /// How long the firing is followed, ms. Default 100; above 0, at most 10000.
    pub firing_ms: f64,
    /// V has run away once it is so far from rest, mV. Default 1000; above 0, at most 10000.
    pub bound_mv: f64,
}

impl Default for PrintedMembrane {
    fn default() -> Self {
        PrintedMembrane {
            membrane: Constants::default(),
            shock_mv: 15.0,
            duration_ms: 20.0,
            current_ua_cm2: 10.0,
            firing_ms: 100.0,
            bound_mv: 1000.0,
        }
    }
}

impl Settings for PrintedMembrane {
    const KIND: &'static str = "printed-membrane";
    const EXPLAIN: &'static str = "\
The membrane's equations as a lecture prints them, V from rest and depolarisation positive:

  C dV/dt = g_K (V - V_K) + g_Na (V - V_Na) + I
  alpha_n = 0.01 (V - 10)/(1 - exp((10 - V)/10))    beta_n = 0.125 exp(-V/80)
  alpha_m = 0.1 (V - 25)/(1 - exp((25 - V)/10))     beta_m = 4 exp(-V/18)
  alpha_h = 0.7 exp(-V/20)                          beta_h = 1/(1 + exp((30 - V)/10))

and three slips, each run alone beside the corrected equations (Hodgkin & Huxley 1952, J. Physiol.
117:500-544, eqs 12-26):

  sign      the ionic currents have the wrong sign and the leak is missing; corrected:
            C dV/dt = I - g_K (V - V_K) - g_Na (V - V_Na) - g_l (V - V_l)
  alpha_h   0.7 stands for 0.07: inactivation recovers ten times too fast
  0/0       alpha_m at V = 25 and alpha_n at V = 10 mV; corrected: the limits 1 and 0.1

The lecture prints no constants; both sides take those of the paper's Table 3 (in the lecture's sign
V_Na = 115, V_K = -12, V_l = 10.613 mV) unless the table membrane gives others.

Metrics, potentials in mV from the paper's rest: sign_runaway_ms, when |V| passes bound_mv after the
shock, and sign_unstimulated_runaway_ms without one; for the corrected and the printed alpha_h rest,
h and tau_h there, peak, return to rest and lowest potential after the shock, the shortest interval
after which the same shock fires again (refractory_ms, from shock to shock), spikes and rate under the current (crossings of 50 mV from rest);
singular_25_ends_ms and singular_10_ends_ms, when a run that begins there stops being finite, and
singular_missed_mv, how far the printed rates change a run that only passes by.";

    type Part = Found;

    fn summary() -> Text {
        Text::new(
            "The membrane's equations as a lecture prints them, each slip beside the corrected \
             equations",
            "Уравнения мембраны в том виде, как они напечатаны в лекции: каждая опечатка рядом с \
             исправленными уравнениями",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.problems.extend(self.membrane.problems());
        if self.membrane.channels != Channels::Squid {
            let name = self.membrane.channels.set().name;
            let message = format!("is {name}, must be squid, whose rates the lecture prints");
            ranges.wrong("membrane.channels", message);
        }
        ranges.positive("shock_mv", self.shock_mv, 100.0);
        ranges.positive("duration_ms", self.duration_ms, 1000.0);
        ranges.within("current_ua_cm2", self.current_ua_cm2, -200.0, 200.0);
        ranges.positive("firing_ms", self.firing_ms, 10_000.0);
        ranges.positive("bound_mv", self.bound_mv, 10_000.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // The integrator keeps every step.
        16 * 1024 * 1024 + ((self.duration_ms + self.firing_ms).max(0.0) * 100.0 * 48.0) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Found, Failure> {
        runs::run(self, context)
    }

    fn assemble(&self, parts: Vec<Found>, _context: &Context) -> Result<Outcome, Failure> {
        let found = parts.first().expect("the part of the only job");
        let mut metrics = sign_metrics(found);
        let [corrected, printed] = &found.alpha_h;
        metrics.extend(alpha_h_metrics("corrected", corrected));
        metrics.extend(alpha_h_metrics("printed", printed));
        metrics.extend(singular_metrics(found));
        Ok(Outcome {
            metrics,
            tables: vec![notes::table(found)],
            figures: vec![figures::slips(self, found)],
            notes: notes::notes(self, found),
            ..Outcome::default()
        })
    }
}

fn metric(name: impl Into<String>, value: f64, unit: &str) -> Metric {
    Metric {
        name: name.into(),
        value,
        unit: unit.into(),
        tolerance: None,
    }
}

fn sign_metrics(found: &Found) -> Vec<Metric> {
    let [shocked, alone] = &found.sign;
    vec![
        metric("sign_runaway_ms", shocked.time_ms, "ms"),
        metric("sign_unstimulated_runaway_ms", alone.time_ms, "ms"),
    ]
}

fn alpha_h_metrics(which: &str, found: &Behaviour) -> Vec<Metric> {
    let name = |what: &str| format!("{which}_{what}");
    let (shock, current) = (&found.shock, &found.current);
    vec![
        metric(name("rest_mv"), found.rest_mv, "mV"),
        metric(name("h_at_rest"), found.h.0, ""),
        metric(name("tau_h_at_rest_ms"), found.h.1, "ms"),
        metric(name("peak_mv"), shock.peak_mv, "mV"),
        metric(name("peak_time_ms"), shock.peak_time_ms, "ms"),
        metric(name("return_ms"), shock.return_ms, "ms"),
        metric(name("lowest_mv"), shock.lowest_mv, "mV"),
        metric(name("spikes"), shock.spikes_ms.len() as f64, ""),
        metric(name("refractory_ms"), found.refractory_ms, "ms"),
        metric(
            name("spikes_under_current"),
            current.spikes_ms.len() as f64,
            "",
        ),
        metric(name("rate_hz"), current.rate_hz(), "Hz"),
    ]
}

fn singular_metrics(found: &Found) -> Vec<Metric> {
    let singular = &found.singular;
    let mut metrics = Vec::new();
    for (index, u_mv) in SINGULAR_MV.into_iter().enumerate() {
        let name = |what: &str| format!("singular_{u_mv}_{what}");
        let peak = singular.corrected_peaks_mv[index];
        metrics.extend([
            metric(name("ends_ms"), singular.ends_ms[index], "ms"),
            metric(name("corrected_peak_mv"), peak, "mV"),
        ]);
    }
    metrics.push(metric("singular_missed_mv", singular.missed_mv, "mV"));
    metrics
}
