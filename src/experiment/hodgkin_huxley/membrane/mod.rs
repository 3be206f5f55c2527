//! The kind `membrane`: a space-clamped squid axon under shocks and currents.

mod figures;
mod simulation;
#[cfg(test)]
mod tests;

use super::integrator::{Integrator, MethodName};
use super::protocol::{Corner, LONGEST_MS, Protocol, Pulse, SecondShock};
use super::spectrum::oscillation;
use super::{Constants, Convention};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
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
    /// A second instantaneous shock (paired pulses). Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_shock: Option<SecondShock>,
    /// Constant current density from the beginning to the end, µA/cm² (depolarising when
    /// positive). Default 0; −1000 to 1000.
    pub current_ua_cm2: f64,
    /// Steps and pulses of current added to the constant current. Default: none.
    pub stimulus: Vec<Pulse>,
    /// A current of straight lines from corner to corner, in order of time, added to the others: a
    /// ramp has two corners; equal times are a jump. Default: none.
    pub waveform: Vec<Corner>,
    /// How long to simulate, ms. Default 50; above 0, at most 60000.
    pub duration_ms: f64,
    /// Method of integration. Default dop853.
    pub method: MethodName,
    /// Relative tolerance of a step. Default 1e-10; 1e-14 to 1e-2.
    pub relative_tolerance: f64,
    /// Absolute tolerance of a step, mV for V and a pure number for the gates. Default 1e-10;
    /// 1e-14 to 1e-2.
    pub absolute_tolerance: f64,
    /// Step of euler, exponential-euler and rk4, ms. Default 0.01; 0.00001 to 1.
    pub step_ms: f64,
    /// A spike is an upward crossing of this potential, mV; the jump of the shock itself is none.
    /// Default 0; −200 to 200.
    pub threshold_mv: f64,
    /// How the figure counts potentials and currents. Default absolute.
    pub convention: Convention,
    /// Panels of the figure, from top to bottom. Default: all; empty: no figure.
    pub panels: Vec<PanelName>,
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
            second_shock: None,
            current_ua_cm2: 0.0,
            stimulus: Vec::new(),
            waveform: Vec::new(),
            duration_ms: 50.0,
            method: MethodName::Dop853,
            relative_tolerance: 1e-10,
            absolute_tolerance: 1e-10,
            step_ms: 0.01,
            threshold_mv: 0.0,
            convention: Convention::Absolute,
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
    fn integrator(&self) -> Integrator {
        Integrator {
            method: self.method,
            relative_tolerance: self.relative_tolerance,
            absolute_tolerance: self.absolute_tolerance,
            step_ms: self.step_ms,
        }
    }

    /// All shocks: (when in ms, mV).
    fn shocks(&self) -> Vec<(f64, f64)> {
        let second = self.second_shock.as_ref();
        let second = second.map(|shock| (shock.after_ms, shock.shock_mv));
        std::iter::once((0.0, self.shock_mv))
            .chain(second)
            .collect()
    }

    fn protocol<'a>(&'a self, shocks: &'a [(f64, f64)]) -> Protocol<'a> {
        Protocol {
            current_ua_cm2: self.current_ua_cm2,
            pulses: &self.stimulus,
            waveform: &self.waveform,
            shocks,
            duration_ms: self.duration_ms,
        }
    }

    fn constant_problems(&self) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        let second = self.second_shock.clone().unwrap_or_default();
        for (key, value) in [
            ("initial_mv", self.initial_mv.unwrap_or(0.0)),
            ("shock_mv", self.shock_mv),
            ("threshold_mv", self.threshold_mv),
            ("second_shock.shock_mv", second.shock_mv),
        ] {
            ranges.within(key, value, -200.0, 200.0);
        }
        ranges.within("step_ms", self.step_ms, 1e-5, 1.0);
        ranges.within("current_ua_cm2", self.current_ua_cm2, -1000.0, 1000.0);
        for (key, value) in [
            ("relative_tolerance", self.relative_tolerance),
            ("absolute_tolerance", self.absolute_tolerance),
        ] {
            ranges.tolerance(key, value, 1e-14, 1e-2);
        }
        if self.second_shock.is_some()
            && !(second.after_ms > 0.0 && second.after_ms < self.duration_ms)
        {
            let message = format!(
                "is {}, must be above 0 and below duration_ms = {}",
                second.after_ms, self.duration_ms
            );
            ranges.wrong("second_shock.after_ms", message);
        }
        ranges.positive("duration_ms", self.duration_ms, LONGEST_MS);
        ranges.problems
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

Other channels (membrane.channels) have other rates of the same forms. The equations are integrated
from one corner of the stimulus to the next, by default by the Dormand-Prince pair of order 8(5,3),
or by methods of constant step as the field's simulators use them. Times of spikes and peaks are
found by steps of the adaptive method itself, so they are as accurate as the tolerance.

rate_hz is 1000 over the last interval, or 0 when fewer than two spikes came or the end of the run
is more than two intervals away from the last. peak_above_rest_mv and undershoot_mv are the heights
of the highest and the lowest potential of the run above and below rest. second_response_mv is the height above rest of the
highest peak that follows the second shock (the jump of the shock itself is none; 0: no peak).
rest_decay_per_ms and rest_period_ms are of a small oscillation about rest under the constant
current: delta and 2 pi/omega of the eigenvalues -delta +- i omega of the Jacobian.";

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
        problems.extend(self.protocol(&[]).problems("stimulus", "waveform"));
        problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // The crate ode_solvers keeps every step: at 10⁻¹⁴ some 100 of 48 bytes a millisecond.
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
            metrics: metrics(self, response),
            series: vec![figures::spike_times(response)],
            figures: figures::traces(self, response).into_iter().collect(),
            ..Outcome::default()
        })
    }
}

/// Metrics of one run. Missing values (no spike, one spike, no second shock) are NaN.
fn metrics(settings: &Membrane, response: &Response) -> Vec<Metric> {
    let spikes = &response.spikes_ms;
    let nth = |index: Option<usize>| index.map_or(f64::NAN, |index| spikes[index]);
    let work = response.work;
    let metric = |name: &str, value: f64, unit: &str, tolerance: Option<Tolerance>| Metric {
        name: name.into(),
        value,
        unit: unit.into(),
        tolerance,
    };
    let within = |absolute: f64, relative: f64, reason: &str| Tolerance {
        absolute,
        relative,
        reason: reason.into(),
    };
    let exact = |name: &str, value: f64, unit: &str| metric(name, value, unit, None);
    // The project's own methods give the same bits everywhere.
    let steered = |name: &str, value: f64, unit: &str, absolute: f64, relative: f64| {
        let reason = "the step control of ode_solvers calls the platform's pow";
        let tolerance = within(absolute, relative, reason);
        let tolerance = settings.method.depends_on_platform().then_some(tolerance);
        metric(name, value, unit, tolerance)
    };
    let mv = |name: &str, value: f64| steered(name, value, "mV", 1e-6, 0.0);
    let ms = |name: &str, value: f64| steered(name, value, "ms", 1e-6, 0.0);
    let count = |name: &str, value: u64| steered(name, value as f64, "", 5.0, 1e-2);
    let mut metrics = vec![
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
        mv("undershoot_mv", response.rest_mv - response.lowest.v_mv),
        ms("minimum_time_ms", response.lowest.t_ms),
    ];
    if settings.second_shock.is_some() {
        let response_mv = response.second_response_mv;
        metrics.push(mv("second_response_mv", response_mv));
    }
    if let Some(pair) = response.rest_pair {
        metrics.extend(oscillation("rest", pair));
    }
    metrics.extend([
        count("evaluations", work.evaluations),
        count("accepted_steps", work.accepted),
        count("rejected_steps", work.rejected),
    ]);
    metrics
}
