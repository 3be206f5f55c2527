//! The right-hand side of the membrane, for one membrane and for several side by side.

use super::{H, HodgkinHuxley, M, N, Rates, State, V};
use crate::integrate::lanes::{Block, Course, Field, Watched, integrate_all, integrate_one};
use crate::integrate::{Error, Solver, Trajectory};
use crate::neuron::channels::{ChannelSet, SQUID};

/// y′ of a membrane under the current density I(t) = I₀ + I₁ t; t in ms, y = (V, m, h, n), y′ in
/// mV/ms and 1/ms. The parameters in which lanes differ are I₀ in µA/cm² and I₁ in µA/cm²/ms.
#[derive(Clone, Copy, Debug)]
struct Flow<K> {
    membrane: HodgkinHuxley,
    /// φ.
    phi: f64,
    kinetics: K,
}

/// How the rates of a channel set are computed: a type, so that the choice is made once and not in
/// every evaluation.
trait Kinetics: Copy {
    /// The rates at a potential, without branches on it.
    fn rates(self, v_mv: f64) -> Rates;
}

/// [`SQUID`] by its two exponentials.
#[derive(Clone, Copy, Debug)]
struct SharedExponentials;

impl Kinetics for SharedExponentials {
    #[inline(always)]
    fn rates(self, v_mv: f64) -> Rates {
        Rates::squid_lane(v_mv)
    }
}

/// Any set, law by law.
#[derive(Clone, Copy, Debug)]
struct LawByLaw(&'static ChannelSet);

impl Kinetics for LawByLaw {
    #[inline(always)]
    fn rates(self, v_mv: f64) -> Rates {
        Rates::lane(self.0, v_mv)
    }
}

impl HodgkinHuxley {
    fn flow<K>(&self, kinetics: K) -> Flow<K> {
        Flow {
            membrane: *self,
            phi: self.temperature_factor(),
            kinetics,
        }
    }

    fn has_shared_exponentials(&self) -> bool {
        std::ptr::eq(self.channels, &SQUID)
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
        if self.has_shared_exponentials() {
            integrate_one(solver, &self.flow(SharedExponentials), course, watched)
        } else {
            integrate_one(solver, &self.flow(LawByLaw(self.channels)), course, watched)
        }
    }

    /// The same for many courses, several at a time; each has the bits it has alone.
    pub fn integrate_all(
        &self,
        solver: &Solver,
        courses: &[Course<4, 2>],
        watched: Watched<'_>,
    ) -> Vec<Result<Trajectory<4>, Error>> {
        if self.has_shared_exponentials() {
            integrate_all(solver, &self.flow(SharedExponentials), courses, watched)
        } else {
            integrate_all(
                solver,
                &self.flow(LawByLaw(self.channels)),
                courses,
                watched,
            )
        }
    }

    /// The right-hand side f(t, y, y′) under a constant current density of `i_ua_cm2`
    /// (depolarising when positive), for [`Solver`].
    pub fn under_current(&self, i_ua_cm2: f64) -> impl Fn(f64, &State, &mut State) {
        self.under_ramp(i_ua_cm2, 0.0)
    }

    /// The same under the current density I₀ + I₁ t, with `rise` = I₁ in µA/cm²/ms.
    pub fn under_ramp(&self, i_ua_cm2: f64, rise: f64) -> impl Fn(f64, &State, &mut State) {
        let flow = self.flow(());
        move |t, state, slope| {
            let rates = flow.membrane.rates(state[V]);
            *slope = flow.with(rates, state, i_ua_cm2 + rise * t);
        }
    }
}

impl<K> Flow<K> {
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

impl<K: Kinetics, const L: usize> Field<4, 2, L> for Flow<K> {
    #[inline(always)]
    fn slope(&self, t: &[f64; L], y: &Block<4, L>, p: &Block<2, L>, dy: &mut Block<4, L>) {
        // As an array, the rates of a lone lane come out a tenth faster; more lanes would not be
        // vectorised that way.
        let lone = if L == 1 {
            y[V].map(|v_mv| self.kinetics.rates(v_mv))
        } else {
            [Rates::NONE; L]
        };
        for l in 0..L {
            let state = [y[V][l], y[M][l], y[H][l], y[N][l]];
            let rates = if L == 1 {
                lone[l]
            } else {
                self.kinetics.rates(state[V])
            };
            let slope = self.with(rates, &state, p[0][l] + p[1][l] * t[l]);
            for i in 0..4 {
                dy[i][l] = slope[i];
            }
        }
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
