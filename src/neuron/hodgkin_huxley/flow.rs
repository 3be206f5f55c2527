//! The right-hand side of the membrane, for one membrane and for several side by side.

use super::{H, HodgkinHuxley, M, N, Rates, State, V};
use crate::integrate::lanes::{Block, Field};
use crate::neuron::channels::SQUID;

/// y′ of a membrane under the current density I(t) = I₀ + I₁ t; t in ms, y = (V, m, h, n), y′ in
/// mV/ms and 1/ms. The parameters in which lanes differ are I₀ in µA/cm² and I₁ in µA/cm²/ms.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    membrane: HodgkinHuxley,
    /// φ.
    phi: f64,
    is_squid: bool,
}

impl HodgkinHuxley {
    /// The right-hand side, for [`crate::integrate::lanes`].
    pub fn flow(&self) -> Flow {
        Flow {
            membrane: *self,
            phi: self.temperature_factor(),
            is_squid: std::ptr::eq(self.channels, &SQUID),
        }
    }

    /// The right-hand side f(t, y, y′) under a constant current density of `i_ua_cm2`
    /// (depolarising when positive), for [`crate::integrate::Solver`].
    pub fn under_current(&self, i_ua_cm2: f64) -> impl Fn(f64, &State, &mut State) {
        self.under_ramp(i_ua_cm2, 0.0)
    }

    /// The same under the current density I₀ + I₁ t, with `rise` = I₁ in µA/cm²/ms.
    pub fn under_ramp(&self, i_ua_cm2: f64, rise: f64) -> impl Fn(f64, &State, &mut State) {
        let flow = self.flow();
        move |t, state, slope| *slope = flow.lane(state, i_ua_cm2 + rise * t)
    }
}

impl Flow {
    #[inline(always)]
    fn lane(&self, state: &State, i_ua_cm2: f64) -> State {
        let rates = if self.is_squid {
            Rates::squid_lane(state[V])
        } else {
            Rates::lane(self.membrane.channels, state[V])
        };
        self.with(rates, state, i_ua_cm2)
    }

    #[inline(always)]
    fn with(&self, rates: Rates, state: &State, i_ua_cm2: f64) -> State {
        let ionic = self.membrane.currents(state).total();
        let mut slope = [0.0; 4];
        slope[V] = (i_ua_cm2 - ionic) / self.membrane.c_m_uf_cm2;
        slope[M] = self.phi * rates.m.flow(state[M]);
        slope[H] = self.phi * rates.h.flow(state[H]);
        slope[N] = self.phi * rates.n.flow(state[N]);
        slope
    }
}

impl<const L: usize> Field<4, 2, L> for Flow {
    #[inline(always)]
    fn slope(&self, t: &[f64; L], y: &Block<4, L>, p: &Block<2, L>, dy: &mut Block<4, L>) {
        // Two loops, because a choice inside one would keep it from being vectorised.
        if self.is_squid {
            for l in 0..L {
                let state = [y[V][l], y[M][l], y[H][l], y[N][l]];
                let current = p[0][l] + p[1][l] * t[l];
                let slope = self.with(Rates::squid_lane(state[V]), &state, current);
                for i in 0..4 {
                    dy[i][l] = slope[i];
                }
            }
        } else {
            for l in 0..L {
                let state = [y[V][l], y[M][l], y[H][l], y[N][l]];
                let current = p[0][l] + p[1][l] * t[l];
                let rates = Rates::lane(self.membrane.channels, state[V]);
                let slope = self.with(rates, &state, current);
                for i in 0..4 {
                    dy[i][l] = slope[i];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrate::lanes::{Course, Watched, integrate_all, integrate_one};
    use crate::integrate::{Event, Solver};
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
            let flow = membrane.flow();
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
            let together = integrate_all(&solver, &flow, &courses, watched);
            for (course, together) in courses.iter().zip(together) {
                let alone = integrate_one(&solver, &flow, *course, watched);
                assert_eq!(together, alone, "{} {course:?}", channels.name);
                assert_eq!(alone.unwrap().samples.len(), 3);
            }
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
