//! Which method integrates a membrane, as settings name it.

use super::kinetics::Kinetics;
use super::protocol::Segment;
use crate::experiment::Failure;
use crate::integrate::lanes::Watched;
use crate::integrate::{Error, Method, Solver, Trajectory};
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{Scheme, State, V};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A method of integration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MethodName {
    /// Dormand–Prince 8(5,3), adaptive; the project's own.
    #[default]
    Dop853,
    /// The same pair, stepped by the crate ode_solvers.
    OdeSolversDop853,
    /// Dormand–Prince 5(4), adaptive, of the crate ode_solvers.
    OdeSolversDopri5,
    /// Forward Euler with a constant step.
    Euler,
    /// Exponential Euler (Rush–Larsen) with a constant step.
    ExponentialEuler,
    /// The classic Runge–Kutta method of order 4 with a constant step.
    Rk4,
}

impl MethodName {
    /// As a legend names it.
    pub fn title(self) -> &'static str {
        match self {
            MethodName::Dop853 => "Dormand–Prince 8(5,3)",
            MethodName::OdeSolversDop853 => "ode_solvers 8(5,3)",
            MethodName::OdeSolversDopri5 => "ode_solvers 5(4)",
            MethodName::Euler => "Euler",
            MethodName::ExponentialEuler => "exponential Euler",
            MethodName::Rk4 => "Runge–Kutta 4",
        }
    }

    /// Whether the tolerance, not the step, is what the user chooses.
    pub fn is_adaptive(self) -> bool {
        self.scheme().is_none()
    }

    /// Whether the result depends on the platform's `pow`.
    pub fn depends_on_platform(self) -> bool {
        matches!(
            self,
            MethodName::OdeSolversDop853 | MethodName::OdeSolversDopri5
        )
    }

    fn scheme(self) -> Option<Scheme> {
        match self {
            MethodName::Euler => Some(Scheme::Euler),
            MethodName::ExponentialEuler => Some(Scheme::ExponentialEuler),
            MethodName::Rk4 => Some(Scheme::RungeKutta4),
            _ => None,
        }
    }
}

/// A method with what it needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Integrator {
    pub method: MethodName,
    pub relative_tolerance: f64,
    pub absolute_tolerance: f64,
    /// Step of the methods of constant step, ms.
    pub step_ms: f64,
}

impl Integrator {
    /// The adaptive method of choice at one tolerance.
    pub fn adaptive(tolerance: f64) -> Self {
        Integrator {
            method: MethodName::Dop853,
            relative_tolerance: tolerance,
            absolute_tolerance: tolerance,
            step_ms: 0.01,
        }
    }

    /// The tolerances as a solver.
    pub fn solver(&self) -> Solver {
        Solver {
            method: match self.method {
                MethodName::OdeSolversDop853 => Method::OdeSolversDop853,
                MethodName::OdeSolversDopri5 => Method::OdeSolversDopri5,
                _ => Method::Dop853,
            },
            relative: self.relative_tolerance,
            absolute: self.absolute_tolerance,
            ..Solver::default()
        }
    }

    /// Runs one segment from a state to which its shock is still to come.
    pub fn run(
        &self,
        membrane: &HodgkinHuxley,
        segment: &Segment,
        state: State,
        watched: Watched<'_>,
    ) -> Result<Trajectory<4>, Failure> {
        let course = segment.course(state);
        let ran = match (self.method, self.method.scheme()) {
            (_, Some(scheme)) => membrane.march(scheme, self.step_ms, course, watched),
            (MethodName::Dop853, None) => membrane.integrate(&self.solver(), course, watched),
            (_, None) => self.solver().integrate(
                membrane.under_ramp(course.p[0], course.p[1]),
                (course.from, course.to),
                course.y0,
                watched.samples,
                watched.events,
            ),
        };
        let ran = ran.map_err(|error| self.failure(error, membrane))?;
        // Ionic currents pull the potential back between the equilibrium potentials; an unstable
        // method swings across them and may do so for long before it overflows.
        if !self.method.is_adaptive() && ran.end[V].abs() > 1000.0 {
            let error = Error::NonFinite { t: segment.to_ms };
            return Err(self.failure(error, membrane));
        }
        Ok(ran)
    }

    fn failure(&self, error: Error, membrane: &HodgkinHuxley) -> Failure {
        match error {
            Error::NonFinite { t } if !self.method.is_adaptive() => Failure::Diverged {
                what: format!(
                    "the state of the membrane, for which {} is unstable with steps of {} ms \
                     (must be at most {:.3} ms to be safe),",
                    self.method.title(),
                    self.step_ms,
                    self.safe_step_ms(membrane),
                ),
                when: format!("t = {t:.6} ms"),
            },
            error => failure(error),
        }
    }

    /// A step that is stable whatever the gates do, ms: h λ is within the real interval of stability,
    /// 2 for Euler's method and 2.785 for the classic one of Runge and Kutta (Hairer & Wanner 1996,
    /// Solving ODEs II, IV.2). λ is the fastest rate of the membrane, either
    /// (g_Na + g_K + g_l)/C_M or φ (α + β) of a gate between E_K and E_Na.
    fn safe_step_ms(&self, membrane: &HodgkinHuxley) -> f64 {
        let interval = match self.method {
            MethodName::Rk4 => 2.785,
            _ => 2.0,
        };
        let conductance = membrane.g_na_ms_cm2 + membrane.g_k_ms_cm2 + membrane.g_l_ms_cm2;
        let kinetics = Kinetics::of(membrane);
        let fastest = (0..=100).fold(conductance / membrane.c_m_uf_cm2, |fastest, i| {
            let share = f64::from(i) / 100.0;
            let v_mv = membrane.e_k_mv + share * (membrane.e_na_mv - membrane.e_k_mv);
            let rates = kinetics.rates(v_mv).map(|rate| rate.opening + rate.closing);
            rates.into_iter().fold(fastest, f64::max)
        });
        interval / fastest
    }
}

/// The failure of a run whose adaptive integration ended early.
pub fn failure(error: Error) -> Failure {
    match error {
        Error::NonFinite { t } | Error::StepUnderflow { t } => Failure::Diverged {
            what: "the state of the membrane".into(),
            when: format!("t = {t:.6} ms"),
        },
        Error::TooManySteps { .. } => Failure::Failed(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Watched<'_> = Watched {
        samples: &[],
        events: &[],
    };

    fn segment() -> Segment {
        Segment {
            from_ms: 0.0,
            to_ms: 12.0,
            shock_mv: 7.0,
            i_ua_cm2: 1.0,
            rise: 0.3,
        }
    }

    #[test]
    fn all_methods_come_to_the_same_end() {
        let membrane = HodgkinHuxley::default();
        let rest = membrane.steady_at(-65.0);
        let exact = Integrator::adaptive(1e-12)
            .run(&membrane, &segment(), rest, NOTHING)
            .unwrap();
        for (method, error_mv) in [
            (MethodName::OdeSolversDop853, 1e-4),
            (MethodName::OdeSolversDopri5, 1e-4),
            (MethodName::Rk4, 1e-3),
            (MethodName::Euler, 0.5),
            (MethodName::ExponentialEuler, 0.5),
        ] {
            let integrator = Integrator {
                method,
                relative_tolerance: 1e-10,
                absolute_tolerance: 1e-10,
                step_ms: 0.001,
            };
            let ran = integrator
                .run(&membrane, &segment(), rest, NOTHING)
                .unwrap();
            let error = (ran.end[V] - exact.end[V]).abs();
            assert!(error < error_mv, "{method:?}: {error} mV");
        }
    }

    #[test]
    fn an_unstable_step_is_reported_by_name() {
        let membrane = HodgkinHuxley::default();
        let coarse = Integrator {
            method: MethodName::Euler,
            step_ms: 0.5,
            ..Integrator::adaptive(1e-10)
        };
        let failure = coarse
            .run(&membrane, &segment(), membrane.steady_at(-65.0), NOTHING)
            .unwrap_err()
            .to_string();
        assert!(
            failure.contains("Euler is unstable with steps of 0.5 ms (must be at most 0.013 ms"),
            "{failure}"
        );
    }
}
