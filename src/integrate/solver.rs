//! Methods and tolerances, and the one call that integrates a segment of smooth right-hand side.

use super::lanes::{Course, Field, Watched, integrate_one};
use super::{Error, Event, Occurrence};

/// An embedded explicit Runge–Kutta pair and who steps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Prince & Dormand 1981, order 8 with error estimates of orders 5 and 3: 12 evaluations a
    /// step. The project's own ([`super::lanes`]), whose results have the same bits on every
    /// platform.
    #[default]
    Dop853,
    /// The same pair as the crate `ode_solvers` steps it.
    OdeSolversDop853,
    /// Dormand & Prince 1980, order 5 with an error estimate of order 4, 6 evaluations a step, of
    /// the crate `ode_solvers`.
    OdeSolversDopri5,
}

/// A method with its tolerances. A step is accepted when the root mean square over the components
/// of errorᵢ / (absolute + relative · |yᵢ|) is at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Solver {
    /// The pair.
    pub method: Method,
    /// Relative tolerance.
    pub relative: f64,
    /// Absolute tolerance, in the unit of each component.
    pub absolute: f64,
    /// No step is longer, in the unit of t.
    pub longest_step: f64,
    /// A segment that needs more steps is an error.
    pub most_steps: u32,
}

impl Default for Solver {
    /// Dop853 at 10⁻¹⁰, steps of any length, at most ten million of them.
    fn default() -> Self {
        Solver {
            method: Method::Dop853,
            relative: 1e-10,
            absolute: 1e-10,
            longest_step: f64::INFINITY,
            most_steps: 10_000_000,
        }
    }
}

/// What an integration cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Evaluations of the derivative by the steps of the method.
    pub evaluations: u64,
    /// Evaluations spent on reaching samples and events inside steps.
    pub inner_evaluations: u64,
    /// Accepted steps.
    pub accepted: u64,
    /// Rejected steps.
    pub rejected: u64,
}

impl std::ops::AddAssign for Work {
    fn add_assign(&mut self, other: Work) {
        self.evaluations += other.evaluations;
        self.inner_evaluations += other.inner_evaluations;
        self.accepted += other.accepted;
        self.rejected += other.rejected;
    }
}

/// The result of one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory<const N: usize> {
    /// The states at the times asked for, in their order.
    pub samples: Vec<[f64; N]>,
    /// What happened, in order of time.
    pub occurrences: Vec<Occurrence<N>>,
    /// The state at the end of the segment.
    pub end: [f64; N],
    /// What it cost.
    pub work: Work,
}

impl Solver {
    /// Integrates y′ = f(t, y) from `from`, where the state is `y0`, to `to` > `from`; f(t, y, y′)
    /// writes the derivative and must be smooth in between: a jump of the stimulus ends a segment
    /// and begins the next. `sample_times` ascend within (from, to].
    ///
    /// ```
    /// use galvani::integrate::{Event, Solver};
    /// // y″ = −y from y = 1: a cosine, which falls through 0 at π/2.
    /// let solver = Solver { relative: 1e-12, absolute: 1e-12, ..Solver::default() };
    /// let cosine = solver
    ///     .integrate(
    ///         |_, y: &[f64; 2], dy: &mut [f64; 2]| *dy = [y[1], -y[0]],
    ///         (0.0, 2.0),
    ///         [1.0, 0.0],
    ///         &[1.0],
    ///         &[Event::Falling { component: 0, level: 0.0 }],
    ///     )
    ///     .unwrap();
    /// assert!((cosine.samples[0][0] - 1.0_f64.cos()).abs() < 1e-11);
    /// assert!((cosine.occurrences[0].t - std::f64::consts::FRAC_PI_2).abs() < 1e-11);
    /// ```
    ///
    /// # Errors
    /// [`Error`], with the time that was reached, when the derivative stops being finite, the step
    /// underflows or the steps run out.
    pub fn integrate<const N: usize>(
        &self,
        f: impl Fn(f64, &[f64; N], &mut [f64; N]),
        (from, to): (f64, f64),
        y0: [f64; N],
        sample_times: &[f64],
        events: &[Event],
    ) -> Result<Trajectory<N>, Error> {
        match self.method {
            Method::Dop853 => {
                let course = Course {
                    from,
                    to,
                    y0,
                    p: [],
                };
                let watched = Watched {
                    samples: sample_times,
                    events,
                };
                integrate_one(self, &Lone(f), course, watched)
            }
            Method::OdeSolversDop853 | Method::OdeSolversDopri5 => {
                self.integrate_through_ode_solvers(f, (from, to), y0, sample_times, events)
            }
        }
    }
}

/// A right-hand side given as a closure.
struct Lone<F>(F);

impl<F, const N: usize> Field<N, 0> for Lone<F>
where
    F: Fn(f64, &[f64; N], &mut [f64; N]),
{
    #[inline(always)]
    fn slope(&self, t: f64, y: &[f64; N], _: &[f64; 0]) -> [f64; N] {
        let mut slope = [0.0; N];
        (self.0)(t, y, &mut slope);
        slope
    }
}
