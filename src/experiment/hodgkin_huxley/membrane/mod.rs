//! The kind `membrane`: a space-clamped squid axon under shocks and currents.

mod figures;
mod simulation;
#[cfg(test)]
mod tests;

use super::Constants;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::integrate::{Method, Solver};
use crate::outcome::{Metric, Outcome, Text, Tolerance};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use simulation::Response;
use std::path::Path;

/// Settings of the kind `membrane`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Membrane {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Potential at the beginning, mV, with the gates steady there. Default: the resting
    /// potential; −200 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_mv: Option<f64>,
    /// Displacement of the potential at t = 0 by an instantaneous shock, mV (depolarising when
    /// positive); the gates stay as they were. Default 0; −200 to 200.
    pub shock_mv: f64,
    /// Constant current density from the beginning to the end, µA/cm² (depolarising when
    /// positive). Default 0; −1000 to 1000.
    pub current_ua_cm2: f64,
    /// Steps and pulses of current added to the constant current. Default: none.
    pub stimulus: Vec<Pulse>,
    /// How long to simulate, ms. Default 50; above 0, at most 60000.
    pub duration_ms: f64,
    /// Method of integration. Default dop853.
    pub method: MethodName,
    /// Relative tolerance of a step. Default 1e-10; 1e-14 to 1e-2.
    pub relative_tolerance: f64,
    /// Absolute tolerance of a step, mV for V and a pure number for the gates. Default 1e-10;
    /// 1e-14 to 1e-2.
    pub absolute_tolerance: f64,
    /// A spike is an upward crossing of this potential, mV; the jump of the shock itself is none.
    /// Default 0; −200 to 200.
    pub threshold_mv: f64,
    /// Panels of the figure, from top to bottom. Default: all; empty: no figure.
    pub panels: Vec<PanelName>,
}

/// A rectangular pulse of current, or a train of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pulse {
    /// Beginning, ms; at least 0.
    pub start_ms: f64,
    /// End, ms; after the beginning. The last pulse ends by `duration_ms`.
    pub stop_ms: f64,
    /// Current density, µA/cm² (depolarising when positive); −1000 to 1000.
    pub amplitude_ua_cm2: f64,
    /// Number of pulses. Default 1; at most 10000.
    #[serde(default = "one")]
    pub count: u32,
    /// From the beginning of one pulse to that of the next, ms. Default 0; longer than the pulse
    /// when there is more than one.
    #[serde(default)]
    pub period_ms: f64,
}

fn one() -> u32 {
    1
}

impl Pulse {
    /// End of the last pulse of the train, ms.
    fn last_stop_ms(&self) -> f64 {
        self.stop_ms + f64::from(self.count.saturating_sub(1)) * self.period_ms
    }
}

/// A Dormand–Prince pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MethodName {
    /// Order 5(4).
    Dopri5,
    /// Order 8(5,3).
    #[default]
    Dop853,
}

/// One panel of the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PanelName {
    /// Membrane potential.
    Potential,
    /// Gates m, h and n.
    Gates,
    /// Sodium and potassium conductance.
    Conductances,
    /// Ionic currents.
    Currents,
    /// Injected current.
    Stimulus,
}

impl Default for Membrane {
    fn default() -> Self {
        Membrane {
            membrane: Constants::default(),
            initial_mv: None,
            shock_mv: 0.0,
            current_ua_cm2: 0.0,
            stimulus: Vec::new(),
            duration_ms: 50.0,
            method: MethodName::Dop853,
            relative_tolerance: 1e-10,
            absolute_tolerance: 1e-10,
            threshold_mv: 0.0,
            panels: vec![
                PanelName::Potential,
                PanelName::Gates,
                PanelName::Conductances,
                PanelName::Currents,
                PanelName::Stimulus,
            ],
        }
    }
}

impl Membrane {
    fn solver(&self) -> Solver {
        Solver {
            method: match self.method {
                MethodName::Dopri5 => Method::OdeSolversDopri5,
                MethodName::Dop853 => Method::Dop853,
            },
            relative: self.relative_tolerance,
            absolute: self.absolute_tolerance,
            ..Solver::default()
        }
    }

    fn constant_problems(&self) -> Vec<Problem> {
        let mut problems = self.membrane.problems();
        let mut within = |key: &str, value: f64, low: f64, high: f64| {
            // A NaN lies nowhere.
            if !(low..=high).contains(&value) {
                let message = format!("is {value}, must be from {low} to {high}");
                problems.push(Problem::new(key, message));
            }
        };
        for (key, value) in [
            ("initial_mv", self.initial_mv.unwrap_or(0.0)),
            ("shock_mv", self.shock_mv),
            ("threshold_mv", self.threshold_mv),
        ] {
            within(key, value, -200.0, 200.0);
        }
        within("current_ua_cm2", self.current_ua_cm2, -1000.0, 1000.0);
        for (key, value) in [
            ("relative_tolerance", self.relative_tolerance),
            ("absolute_tolerance", self.absolute_tolerance),
        ] {
            if !(1e-14..=1e-2).contains(&value) {
                let message = format!("is {value:e}, must be from 1e-14 to 1e-2");
                problems.push(Problem::new(key, message));
            }
        }
        if !(self.duration_ms > 0.0 && self.duration_ms <= 60_000.0) {
            let message = format!("is {}, must be above 0 and at most 60000", self.duration_ms);
            problems.push(Problem::new("duration_ms", message));
        }
        problems
    }

    fn stimulus_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, pulse) in self.stimulus.iter().enumerate() {
            let mut wrong = |key: &str, message: String| {
                problems.push(Problem::new(format!("stimulus[{index}].{key}"), message));
            };
            let (start, stop) = (pulse.start_ms, pulse.stop_ms);
            if !(start >= 0.0 && start.is_finite()) {
                wrong("start_ms", format!("is {start}, must be at least 0"));
            }
            // Written so that a NaN is wrong, too.
            let ordered = stop > start;
            if !ordered {
                let message = format!("is {stop}, must come after start_ms = {start}");
                wrong("stop_ms", message);
            } else if pulse.last_stop_ms() > self.duration_ms {
                let (last, end) = (pulse.last_stop_ms(), self.duration_ms);
                let message =
                    format!("makes the last pulse end at {last} ms, beyond duration_ms = {end}");
                wrong("stop_ms", message);
            }
            if !(-1000.0..=1000.0).contains(&pulse.amplitude_ua_cm2) {
                let message = format!("is {}, must be from -1000 to 1000", pulse.amplitude_ua_cm2);
                wrong("amplitude_ua_cm2", message);
            }
            if !(1..=10_000).contains(&pulse.count) {
                wrong(
                    "count",
                    format!("is {}, must be from 1 to 10000", pulse.count),
                );
            }
            if pulse.count > 1 && !(pulse.period_ms > stop - start && pulse.period_ms.is_finite()) {
                let message = format!(
                    "is {}, must be longer than the pulse, {} ms",
                    pulse.period_ms,
                    stop - start
                );
                wrong("period_ms", message);
            }
        }
        problems
    }
}

impl Settings for Membrane {
    const KIND: &'static str = "membrane";
    const EXPLAIN: &'static str = "\
The space-clamped membrane of the squid giant axon (Hodgkin & Huxley 1952, J. Physiol. 117:500-544):

  C_M dV/dt = I - g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_l (V - E_l)
  dx/dt = phi (alpha_x (1 - x) - beta_x x) for the gates x = m, h, n;  phi = 3^((T - 6.3)/10)
  alpha_m = 0.1 (25 - u)/(exp((25 - u)/10) - 1)    beta_m = 4 exp(-u/18)
  alpha_h = 0.07 exp(-u/20)                        beta_h = 1/(exp((30 - u)/10) + 1)
  alpha_n = 0.01 (10 - u)/(exp((10 - u)/10) - 1)   beta_n = 0.125 exp(-u/80)

V in mV is the absolute potential, u = V + 65 mV the depolarisation; I in uA/cm2, conductances in
mS/cm2, C_M in uF/cm2, time in ms, rates in 1/ms, T in degrees Celsius.

The equations are integrated by a Dormand-Prince pair from one discontinuity of the stimulus to the
next. Times of spikes and peaks are found by steps of the method itself, so they are as accurate as
the tolerance. rate_hz is 1000 over the last interval, or 0 when fewer than two spikes came or the
end of the run is more than two intervals away from the last.";

    type Part = Response;

    fn summary() -> Text {
        Text::new(
            "Membrane potential of the squid giant axon under shocks and currents (Hodgkin–Huxley)",
            "Мембранный потенциал гигантского аксона кальмара при толчках и импульсах тока \
             (модель Ходжкина–Хаксли)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut problems = self.constant_problems();
        problems.extend(self.stimulus_problems());
        problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // The integrator keeps every step: at 10⁻¹⁴ some 100 of 48 bytes a millisecond.
        16 * 1024 * 1024 + (self.duration_ms.max(0.0) * 100.0 * 48.0) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Response, Failure> {
        simulation::run(self, context)
    }

    fn assemble(&self, parts: Vec<Response>, _context: &Context) -> Result<Outcome, Failure> {
        let response = parts.first().expect("the part of the only job");
        Ok(Outcome {
            metrics: metrics(response),
            series: vec![figures::spike_times(response)],
            figures: figures::traces(self, response).into_iter().collect(),
            ..Outcome::default()
        })
    }
}

/// Metrics of one run. Missing values (no spike, one spike) are NaN.
fn metrics(response: &Response) -> Vec<Metric> {
    let spikes = &response.spikes_ms;
    let nth = |index: Option<usize>| index.map_or(f64::NAN, |index| spikes[index]);
    let work = response.work;
    let exact = |name: &str, value: f64, unit: &str| Metric {
        name: name.into(),
        value,
        unit: unit.into(),
        tolerance: None,
    };
    let steered = |name: &str, value: f64, unit: &str, absolute: f64, relative: f64| Metric {
        tolerance: Some(Tolerance {
            absolute,
            relative,
            reason: "the integrator's step control calls the platform's pow".into(),
        }),
        ..exact(name, value, unit)
    };
    let mv = |name: &str, value: f64| steered(name, value, "mV", 1e-6, 0.0);
    let ms = |name: &str, value: f64| steered(name, value, "ms", 1e-6, 0.0);
    let count = |name: &str, value: u64| steered(name, value as f64, "", 5.0, 1e-2);
    vec![
        exact("rest_mv", response.rest_mv, "mV"),
        exact("spikes", spikes.len() as f64, ""),
        ms("first_spike_ms", nth((!spikes.is_empty()).then_some(0))),
        ms("last_spike_ms", nth(spikes.len().checked_sub(1))),
        ms("last_interval_ms", response.last_interval_ms()),
        steered("rate_hz", response.rate_hz(), "Hz", 0.0, 1e-6),
        mv("peak_mv", response.peak.v_mv),
        ms("peak_time_ms", response.peak.t_ms),
        mv("peak_above_rest_mv", response.peak.v_mv - response.rest_mv),
        mv("minimum_mv", response.lowest.v_mv),
        ms("minimum_time_ms", response.lowest.t_ms),
        count("evaluations", work.evaluations),
        count("accepted_steps", work.accepted),
        count("rejected_steps", work.rejected),
    ]
}
