//! The right-hand side of the membrane, for one membrane and for several side by side.

use super::table::RateTable;
use super::{HodgkinHuxley, State, V};
use crate::integrate::lanes::{Course, Field, Watched, integrate_all, integrate_one};
use crate::integrate::{Error, Solver, Trajectory};

/// y′ of a membrane under the current density I(t) = I₀ + I₁ t; t in ms, y = (V, m, h, n), y′ in
/// mV/ms and 1/ms. The parameters in which membranes differ are I₀ in µA/cm² and I₁ in µA/cm²/ms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    pub membrane: HodgkinHuxley,
    /// 1/C_M in the place of V, 0 for the gates: all components then take the same operations, in one
    /// vector register.
    per_capacitance: State,
    /// φ for the gates, 0 for V.
    pub phi: State,
    pub rates: &'static RateTable,
}

impl HodgkinHuxley {
    pub(super) fn flow(&self) -> Flow {
        let (mut per_capacitance, mut phi) = ([0.0; 4], [self.temperature_factor(); 4]);
        (per_capacitance[V], phi[V]) = (1.0 / self.c_m_uf_cm2, 0.0);
        Flow {
            membrane: *self,
            per_capacitance,
            phi,
            rates: RateTable::of(self.channels),
        }
    }

    /// Integrates the membrane under I(t) = p₀ + p₁ t, with p₀ in µA/cm² and p₁ in µA/cm²/ms.
    ///
    /// # Errors
    /// See [`Solver::integrate`]; `solver.method` is not asked, it is Dormand & Prince's 8(5,3).
    pub fn integrate(
        &self,
        solver: &Solver,
        course: Course<4, 2>,
        watched: Watched<'_>,
    ) -> Result<Trajectory<4>, Error> {
        integrate_one(solver, &self.flow(), course, watched)
    }

    /// The same for many courses, several at a time; each has the bits it has alone.
    pub fn integrate_all(
        &self,
        solver: &Solver,
        courses: &[Course<4, 2>],
        watched: Watched<'_>,
    ) -> Vec<Result<Trajectory<4>, Error>> {
        integrate_all(solver, &self.flow(), courses, watched)
    }

    /// The right-hand side f(t, y, y′) under a constant current density of `i_ua_cm2`
    /// (depolarising when positive), for [`Solver`].
    pub fn under_current(&self, i_ua_cm2: f64) -> impl Fn(f64, &State, &mut State) {
        self.under_ramp(i_ua_cm2, 0.0)
    }

    /// The same under the current density I₀ + I₁ t, with `rise` = I₁ in µA/cm²/ms.
    pub fn under_ramp(&self, i_ua_cm2: f64, rise: f64) -> impl Fn(f64, &State, &mut State) {
        let flow = self.flow();
        move |t, state, slope| *slope = flow.slope(t, state, &[i_ua_cm2, rise])
    }
}

impl Field<4, 2> for Flow {
    #[inline(always)]
    fn slope(&self, t: f64, y: &State, p: &[f64; 2]) -> State {
        let rates = self.rates.at(y[V]);
        let current = p[0] + p[1] * t - self.membrane.currents(y).total();
        let mut slope = [0.0; 4];
        for i in 0..4 {
            let drive = self.per_capacitance[i] * current + self.phi[i] * rates.opening[i];
            slope[i] = drive - rates.total[i] * (self.phi[i] * y[i]);
        }
        slope
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrate::Event;
    use crate::neuron::channels::CHANNEL_SETS;

    const SPIKE: Event = Event::Rising {
        component: V,
        level: 0.0,
    };

    /// Neither the number of membranes nor their neighbours change a bit of any, and more of them
    /// than there are lanes all come to their end, long ones and short ones.
    #[test]
    fn membranes_side_by_side_are_what_each_is_alone() {
        let solver = Solver {
            relative: 1e-8,
            absolute: 1e-8,
            ..Solver::default()
        };
        for channels in CHANNEL_SETS {
            let membrane = HodgkinHuxley::with(channels);
            let rest = membrane.steady_at(membrane.resting_potential_mv().unwrap());
            let courses: Vec<Course<4, 2>> = (0..21)
                .map(|i| Course {
                    from: 0.0,
                    to: 20.0 + 7.0 * f64::from(i % 5),
                    y0: rest,
                    p: [0.5 * f64::from(i), 0.01 * f64::from(i % 3)],
                })
                .collect();
            let watched = Watched {
                samples: &[1.0, 5.0, 17.5],
                events: &[SPIKE, Event::Maximum { component: V }],
            };
            let together = membrane.integrate_all(&solver, &courses, watched);
            for (course, together) in courses.iter().zip(together) {
                let alone = membrane.integrate(&solver, *course, watched);
                assert_eq!(together, alone, "{} {course:?}", channels.name);
                assert_eq!(alone.unwrap().samples.len(), 3);
            }
        }
    }

    /// Near a peak V hardly moves: within 10⁻⁹ ms of it rounding hides the height, not the slope.
    #[test]
    fn a_peak_is_timed_by_its_slope_not_by_its_height() {
        let membrane = HodgkinHuxley::default();
        let mut shocked = membrane.steady_at(membrane.resting_potential_mv().unwrap());
        shocked[V] += 90.0;
        let course = Course {
            from: 0.0,
            to: 2.0,
            y0: shocked,
            p: [0.0; 2],
        };
        let watched = Watched {
            samples: &[],
            events: &[Event::Maximum { component: V }],
        };
        let peak_ms = |tolerance: f64| {
            let solver = Solver {
                relative: tolerance,
                absolute: tolerance,
                ..Solver::default()
            };
            let ran = membrane.integrate(&solver, course, watched).unwrap();
            ran.occurrences[0].t
        };
        let exact = peak_ms(1e-14);
        for tolerance in [1e-10, 1e-11, 1e-12, 1e-13] {
            let error = peak_ms(tolerance) - exact;
            assert!(error.abs() < 5e-11, "{tolerance:e}: {error:e}");
        }
    }

    #[test]
    fn a_ramp_is_a_current_that_grows() {
        let membrane = HodgkinHuxley::default();
        let state = [-50.0, 0.1, 0.5, 0.4];
        let (mut ramp, mut step) = ([0.0; 4], [0.0; 4]);
        membrane.under_ramp(2.0, 0.5)(6.0, &state, &mut ramp);
        membrane.under_current(5.0)(0.0, &state, &mut step);
        assert_eq!(ramp, step);
    }
}
