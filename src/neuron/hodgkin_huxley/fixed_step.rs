//! The membrane by methods of constant step.
//!
//! Exponential Euler (Rush & Larsen 1978, IEEE Trans. Biomed. Eng. 25:389) treats every equation as
//! the linear one it is while the other variables stand still, and solves that exactly:
//!
//! ```text
//! x₁ = x∞ + (x − x∞) e^(−h/τ_x)  for the gates,   x∞ = α/(α + β),  τ_x = 1/(φ (α + β))
//! V₁ = V∞ + (V − V∞) e^(−h G/C_M),  G = Σ g,      V∞ = (I + Σ g E)/G
//! ```
//!
//! Order 1, and stable at any step.

use super::flow::Flow;
use super::{H, HodgkinHuxley, M, N, State, V};
use crate::integrate::fixed_step::{Euler, OneStep, RungeKutta4, march};
use crate::integrate::lanes::{Course, Field, Watched};
use crate::integrate::{Error, Trajectory};
use crate::math;

/// A method of constant step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Forward Euler, order 1.
    Euler,
    /// Exponential Euler, order 1.
    ExponentialEuler,
    /// The classic Runge–Kutta method, order 4.
    RungeKutta4,
}

struct ExponentialEuler {
    flow: Flow,
    /// I(t) = p₀ + p₁ t.
    p: [f64; 2],
}

impl OneStep<4> for ExponentialEuler {
    const EVALUATIONS: u64 = 1;

    fn step(&self, t: f64, h: f64, y: &State, _: &State) -> State {
        let Flow {
            membrane,
            rates,
            phi,
            ..
        } = &self.flow;
        let rates = rates.at(y[V]);
        let gate = |x: usize| {
            let steady = rates.opening[x] / rates.total[x];
            steady + (y[x] - steady) * math::exp(-h * phi[x] * rates.total[x])
        };
        let (g_na, g_k) = membrane.conductances(y);
        let g_l = membrane.g_l_ms_cm2;
        let g = g_na + g_k + g_l;
        let pull = g_na * membrane.e_na_mv + g_k * membrane.e_k_mv + g_l * membrane.e_l_mv;
        let steady = (self.p[0] + self.p[1] * t + pull) / g;
        let mut after = [0.0; 4];
        after[V] = steady + (y[V] - steady) * math::exp(-h * g / membrane.c_m_uf_cm2);
        after[M] = gate(M);
        after[H] = gate(H);
        after[N] = gate(N);
        after
    }

    fn slope(&self, t: f64, y: &State) -> State {
        self.flow.slope(t, y, &self.p)
    }
}

impl HodgkinHuxley {
    /// Marches the membrane under I(t) = p₀ + p₁ t (µA/cm², µA/cm²/ms) in steps of `step_ms`.
    ///
    /// # Errors
    /// [`Error::NonFinite`] with the time at which an unstable method left the numbers.
    pub fn march(
        &self,
        scheme: Scheme,
        step_ms: f64,
        course: Course<4, 2>,
        watched: Watched<'_>,
    ) -> Result<Trajectory<4>, Error> {
        let p = course.p;
        let right = self.under_ramp(p[0], p[1]);
        match scheme {
            Scheme::Euler => march(&Euler(right), course, step_ms, watched),
            Scheme::RungeKutta4 => march(&RungeKutta4(right), course, step_ms, watched),
            Scheme::ExponentialEuler => {
                let flow = self.flow();
                let method = ExponentialEuler { flow, p };
                march(&method, course, step_ms, watched)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrate::Solver;

    /// Against the adaptive method: halving the step divides the error at the end by 2 to the
    /// order.
    #[test]
    fn each_scheme_has_its_order_on_a_spike() {
        let membrane = HodgkinHuxley::default();
        let course = Course {
            from: 0.0,
            to: 10.0,
            y0: membrane.steady_at(-65.0),
            p: [9.0, 0.2],
        };
        let watched = Watched {
            samples: &[],
            events: &[],
        };
        let solver = Solver {
            relative: 1e-13,
            absolute: 1e-13,
            ..Solver::default()
        };
        let exact = membrane.integrate(&solver, course, watched).unwrap();
        for (scheme, order, step) in [
            (Scheme::Euler, 1.0, 0.002),
            (Scheme::ExponentialEuler, 1.0, 0.002),
            (Scheme::RungeKutta4, 4.0, 0.02),
        ] {
            let error = |step: f64| {
                let ran = membrane.march(scheme, step, course, watched).unwrap();
                (ran.end[V] - exact.end[V]).abs()
            };
            let observed = (error(step) / error(0.5 * step)).log2();
            assert!(
                (observed - order).abs() < 0.25,
                "{scheme:?} has order {observed}"
            );
        }
    }

    #[test]
    fn exponential_euler_stays_finite_where_euler_does_not() {
        let membrane = HodgkinHuxley::default();
        let course = Course {
            from: 0.0,
            to: 50.0,
            y0: membrane.steady_at(-65.0),
            p: [10.0, 0.0],
        };
        let watched = Watched {
            samples: &[],
            events: &[],
        };
        let coarse = |scheme| membrane.march(scheme, 0.5, course, watched);
        assert!(matches!(
            coarse(Scheme::Euler),
            Err(Error::NonFinite { .. })
        ));
        let end = coarse(Scheme::ExponentialEuler).unwrap().end;
        assert!(end[V] > -100.0 && end[V] < 60.0, "{end:?}");
    }
}
