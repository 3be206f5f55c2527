//! The kind `work-precision`: how exactly each method finds the spike times of a firing membrane, and
//! at what cost.

mod report;
#[cfg(test)]
mod tests;

use super::Constants;
use super::integrator::{Integrator, MethodName};
use super::protocol::{LONGEST_MS, Segment};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::integrate::Event;
use crate::integrate::lanes::Watched;
use crate::neuron::hodgkin_huxley::V;
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `work-precision`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WorkPrecision {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Potential at the beginning, mV, with the gates steady there. Default −65; −200 to 200.
    pub initial_mv: f64,
    /// Constant current density, µA/cm². Default 10; −100 to 1000.
    pub current_ua_cm2: f64,
    /// How long to simulate, ms. Default 1000; above 0, at most 60000.
    pub duration_ms: f64,
    /// A spike is an upward crossing of this potential, mV. Default 0; −200 to 200.
    pub level_mv: f64,
    /// The adaptive methods to compare. Default: all.
    pub adaptive: Vec<MethodName>,
    /// Their tolerances, relative and absolute. Default 1e-4, 1e-5 … 1e-12; 1e-14 to 1e-2.
    pub tolerances: Vec<f64>,
    /// The methods of constant step to compare. Default: all.
    pub fixed: Vec<MethodName>,
    /// Their steps, ms. Default 0.05, 0.025, 0.01, 0.005, 0.0025; 0.00001 to 1.
    pub steps_ms: Vec<f64>,
}

impl Default for WorkPrecision {
    fn default() -> Self {
        WorkPrecision {
            membrane: Constants::default(),
            initial_mv: -65.0,
            current_ua_cm2: 10.0,
            duration_ms: 1000.0,
            level_mv: 0.0,
            adaptive: vec![
                MethodName::Dop853,
                MethodName::OdeSolversDop853,
                MethodName::OdeSolversDopri5,
            ],
            tolerances: vec![1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12],
            fixed: vec![
                MethodName::Rk4,
                MethodName::Euler,
                MethodName::ExponentialEuler,
            ],
            steps_ms: vec![0.05, 0.025, 0.01, 0.005, 0.0025],
        }
    }
}

/// The tolerance of the run that the others are compared with.
const REFERENCE: f64 = 1e-14;

/// Spike times of one method at one setting.
pub struct Part {
    integrator: Integrator,
    /// ms; none where the run diverged.
    spikes_ms: Vec<f64>,
    evaluations: u64,
    diverged: Option<String>,
}

impl Part {
    /// Greatest error of a spike time, ms; infinite when the number of spikes is wrong.
    fn error_ms(&self, reference: &[f64]) -> f64 {
        if self.spikes_ms.len() != reference.len() {
            return f64::INFINITY;
        }
        let pairs = self.spikes_ms.iter().zip(reference);
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    /// Tolerance, or step in ms.
    fn setting(&self) -> f64 {
        if self.integrator.method.is_adaptive() {
            self.integrator.relative_tolerance
        } else {
            self.integrator.step_ms
        }
    }
}

impl WorkPrecision {
    /// The reference, then every method at every setting.
    fn integrators(&self) -> Vec<Integrator> {
        let mut all = vec![Integrator::adaptive(REFERENCE)];
        for &method in &self.adaptive {
            for &tolerance in &self.tolerances {
                all.push(Integrator {
                    method,
                    ..Integrator::adaptive(tolerance)
                });
            }
        }
        for &method in &self.fixed {
            for &step_ms in &self.steps_ms {
                all.push(Integrator {
                    method,
                    step_ms,
                    ..Integrator::adaptive(REFERENCE)
                });
            }
        }
        all
    }
}

impl Settings for WorkPrecision {
    const KIND: &'static str = "work-precision";
    const EXPLAIN: &'static str = "\
Integration methods compared on the spike times of a firing membrane (Hodgkin & Huxley 1952;
equations: `galvani explain membrane`).

  error   the greatest |t - t*| over all spikes, t* from the Dormand-Prince pair of order 8(5,3) at a
          tolerance of 1e-14; a run with another number of spikes has no error, it is wrong
  work    evaluations of the right-hand side, those that locate the spikes included

Adaptive methods locate a spike by steps of their own; methods of constant step by the cubic through
the states and slopes at both ends of a step. Work is counted, not timed, so that the result does not
depend on the machine; `cargo bench --bench membrane` times the methods.";

    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Error against work of six integration methods on a firing membrane (Hodgkin–Huxley)",
            "Погрешность и трудоёмкость шести методов интегрирования на импульсирующей мембране \
             (модель Ходжкина–Хаксли)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        ranges.within("initial_mv", self.initial_mv, -200.0, 200.0);
        ranges.within("level_mv", self.level_mv, -200.0, 200.0);
        ranges.within("current_ua_cm2", self.current_ua_cm2, -100.0, 1000.0);
        for (index, &tolerance) in self.tolerances.iter().enumerate() {
            ranges.tolerance(format!("tolerances[{index}]"), tolerance, 1e-14, 1e-2);
        }
        for (index, &step_ms) in self.steps_ms.iter().enumerate() {
            ranges.within(format!("steps_ms[{index}]"), step_ms, 1e-5, 1.0);
        }
        ranges.positive("duration_ms", self.duration_ms, LONGEST_MS);
        for (key, methods, adaptive) in [
            ("adaptive", &self.adaptive, true),
            ("fixed", &self.fixed, false),
        ] {
            let wrong = methods.iter().position(|m| m.is_adaptive() != adaptive);
            if let Some(index) = wrong {
                let message = format!(
                    "is {}, which belongs under `{}`",
                    methods[index].title(),
                    if adaptive { "fixed" } else { "adaptive" }
                );
                ranges.wrong(format!("{key}[{index}]"), message);
            }
        }
        ranges.distinct("adaptive", &self.adaptive);
        ranges.distinct("fixed", &self.fixed);
        ranges.distinct("tolerances", &self.tolerances);
        ranges.distinct("steps_ms", &self.steps_ms);
        if self.integrators().len() == 1 {
            let message = "and `fixed` leave nothing to compare: one must have a method, with \
                           `tolerances` or `steps_ms`";
            ranges.wrong("adaptive", message);
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // The crate ode_solvers keeps every step: at 10⁻¹⁴ some 100 of 48 bytes a millisecond.
        1024 * 1024 + (self.duration_ms.max(0.0) * 100.0 * 48.0) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.integrators().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        context.go_on()?;
        let integrator = self.integrators()[job];
        let membrane = self.membrane.model();
        let segment = Segment {
            from_ms: 0.0,
            to_ms: self.duration_ms,
            shock_mv: 0.0,
            i_ua_cm2: self.current_ua_cm2,
            rise: 0.0,
        };
        let watched = Watched {
            samples: &[],
            events: &[Event::Rising {
                component: V,
                level: self.level_mv,
            }],
        };
        let start = membrane.steady_at(self.initial_mv);
        let mut part = Part {
            integrator,
            spikes_ms: Vec::new(),
            evaluations: 0,
            diverged: None,
        };
        // A method that is unstable at its step is a result.
        match integrator.run(&membrane, &segment, start, watched) {
            Ok(ran) => {
                part.evaluations = ran.work.evaluations + ran.work.inner_evaluations;
                part.spikes_ms = ran.occurrences.iter().map(|spike| spike.t).collect();
            }
            Err(failure) if job > 0 => part.diverged = Some(failure.to_string()),
            Err(failure) => return Err(failure),
        }
        Ok(part)
    }

    fn assemble(&self, mut parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let reference = parts.remove(0);
        Ok(report::outcome(&reference.spikes_ms, &parts))
    }
}
