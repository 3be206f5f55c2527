//! The embedded Runge–Kutta pairs of `ode_solvers`, wrapped: one segment of smooth right-hand side
//! at a time, with samples, events and work counters.

use super::event::{Point, Step, locate};
use super::{Error, Event, Occurrence};
use ode_solvers::dop_shared::IntegrationError;
use ode_solvers::{Dop853, Dopri5, OutputType, SVector, System};
use std::cell::Cell;

/// An embedded explicit Runge–Kutta pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Dormand & Prince 1980, order 5 with an error estimate of order 4: 6 evaluations a step.
    Dopri5,
    /// Prince & Dormand 1981, order 8 with error estimates of orders 5 and 3: 12 evaluations a
    /// step. The better one below a tolerance of about 10⁻⁶.
    #[default]
    Dop853,
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
        let counted = Counted {
            f: &f,
            evaluations: &Cell::new(0),
            finite: &Cell::new(true),
        };
        let start = counted.point(from, 0.0, y0);
        if !counted.finite.get() {
            return Err(Error::NonFinite { t: from });
        }
        let mut watch = Watch {
            solver: self,
            counted,
            sample_times,
            events,
            t: from,
            start,
            trajectory: Trajectory {
                samples: Vec::with_capacity(sample_times.len()),
                occurrences: Vec::new(),
                end: y0,
                work: Work::default(),
            },
        };
        counted.evaluations.set(0);
        let ran = self.run(&mut watch, from, to, y0, 0.0);
        let mut trajectory = watch.trajectory;
        trajectory.work.evaluations = counted.evaluations.get() - trajectory.work.inner_evaluations;
        (trajectory.work.accepted, trajectory.work.rejected) =
            ran.map_err(|error| self.explain(error, counted.finite.get()))?;
        // The sum of all steps may miss a sample at the very end by a rounding error.
        trajectory
            .samples
            .resize(sample_times.len(), trajectory.end);
        Ok(trajectory)
    }

    /// Runs the crate's stepper, first step `h` (0: it chooses); counts accepted and rejected.
    fn run<const N: usize, S: System<f64, SVector<f64, N>>>(
        &self,
        system: S,
        from: f64,
        to: f64,
        y0: [f64; N],
        h: f64,
    ) -> Result<(u64, u64), IntegrationError> {
        // Safety factor, stabilisation and the bounds of the step's change are Hairer's defaults.
        // Stiffness is not tested for: at loose tolerances a membrane at rest is limited by
        // stability, which is legitimate and costs little.
        const NEVER: u32 = u32::MAX;
        let (y0, longest) = (SVector::from(y0), self.longest_step.min(to - from));
        let stats = match self.method {
            Method::Dopri5 => Dopri5::from_param(
                system,
                from,
                to,
                0.0,
                y0,
                self.relative,
                self.absolute,
                0.9,
                0.04,
                0.2,
                10.0,
                longest,
                h,
                self.most_steps,
                NEVER,
                OutputType::Sparse,
            )
            .integrate(),
            Method::Dop853 => Dop853::from_param(
                system,
                from,
                to,
                0.0,
                y0,
                self.relative,
                self.absolute,
                0.9,
                0.0,
                0.333,
                6.0,
                longest,
                h,
                self.most_steps,
                NEVER,
                OutputType::Sparse,
            )
            .integrate(),
        }?;
        Ok((
            u64::from(stats.accepted_steps),
            u64::from(stats.rejected_steps),
        ))
    }

    fn explain(&self, error: IntegrationError, finite: bool) -> Error {
        match error {
            IntegrationError::MaxNumStepReached { x, .. } => Error::TooManySteps {
                t: x,
                most_steps: self.most_steps,
            },
            // A derivative that is not finite makes every step fail until none is short enough.
            IntegrationError::StepSizeUnderflow { x }
            | IntegrationError::StiffnessDetected { x } => {
                if finite {
                    Error::StepUnderflow { t: x }
                } else {
                    Error::NonFinite { t: x }
                }
            }
        }
    }
}

/// The system with its evaluations counted.
struct Counted<'a, F> {
    f: &'a F,
    evaluations: &'a Cell<u64>,
    /// Whether the last derivative was finite.
    finite: &'a Cell<bool>,
}

impl<F> Clone for Counted<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<F> Copy for Counted<'_, F> {}

impl<F> Counted<'_, F> {
    fn evaluate<const N: usize>(&self, t: f64, y: &[f64; N], dy: &mut [f64; N])
    where
        F: Fn(f64, &[f64; N], &mut [f64; N]),
    {
        (self.f)(t, y, dy);
        self.evaluations.set(self.evaluations.get() + 1);
        self.finite.set(dy.iter().all(|slope| slope.is_finite()));
    }

    fn point<const N: usize>(&self, t: f64, h: f64, y: [f64; N]) -> Point<N>
    where
        F: Fn(f64, &[f64; N], &mut [f64; N]),
    {
        let mut dy = [0.0; N];
        self.evaluate(t + h, &y, &mut dy);
        Point { h, y, dy }
    }
}

/// A step inside a step: remembers where it ended.
struct Probe<'a, F, const N: usize> {
    counted: Counted<'a, F>,
    end: &'a mut Point<N>,
}

impl<F, const N: usize> System<f64, SVector<f64, N>> for Probe<'_, F, N>
where
    F: Fn(f64, &[f64; N], &mut [f64; N]),
{
    fn system(&self, t: f64, y: &SVector<f64, N>, dy: &mut SVector<f64, N>) {
        self.counted.evaluate(t, &y.data.0[0], &mut dy.data.0[0]);
    }

    fn solout(&mut self, _: f64, y: &SVector<f64, N>, dy: &SVector<f64, N>) -> bool {
        (self.end.y, self.end.dy) = (y.data.0[0], dy.data.0[0]);
        false
    }
}

/// The system as the main integration sees it: after every accepted step it collects the samples
/// and events inside.
struct Watch<'a, F, const N: usize> {
    solver: &'a Solver,
    counted: Counted<'a, F>,
    /// Those not reached yet.
    sample_times: &'a [f64],
    events: &'a [Event],
    /// Beginning of the current step.
    t: f64,
    start: Point<N>,
    trajectory: Trajectory<N>,
}

impl<F, const N: usize> System<f64, SVector<f64, N>> for &mut Watch<'_, F, N>
where
    F: Fn(f64, &[f64; N], &mut [f64; N]),
{
    fn system(&self, t: f64, y: &SVector<f64, N>, dy: &mut SVector<f64, N>) {
        self.counted.evaluate(t, &y.data.0[0], &mut dy.data.0[0]);
    }

    fn solout(&mut self, t: f64, y: &SVector<f64, N>, dy: &SVector<f64, N>) -> bool {
        let end = Point {
            h: t - self.t,
            y: y.data.0[0],
            dy: dy.data.0[0],
        };
        self.collect(&end);
        self.t = t;
        self.start = Point { h: 0.0, ..end };
        self.trajectory.end = end.y;
        false
    }
}

impl<F, const N: usize> Watch<'_, F, N>
where
    F: Fn(f64, &[f64; N], &mut [f64; N]),
{
    /// Samples and events of the step from `self.start` to `end`.
    fn collect(&mut self, end: &Point<N>) {
        let before = self.counted.evaluations.get();
        let (t, start, solver, counted) = (self.t, self.start, self.solver, self.counted);
        let mut trial = |h: f64| {
            let mut reached = Point { h, ..start };
            let probe = Probe {
                counted,
                end: &mut reached,
            };
            // A shorter step than an accepted one: should its error estimate refuse it after all,
            // the method takes two. It fails only where h is below the resolution of t, which
            // leaves the state where it is.
            if h > 0.0 {
                let _ = solver.run(probe, t, t + h, start.y, h);
            }
            reached
        };
        let inside = self.sample_times.partition_point(|&at| at <= t + end.h);
        let (now, later) = self.sample_times.split_at(inside);
        for &at in now {
            let y = if at == t + end.h {
                end.y
            } else {
                trial(at - t).y
            };
            self.trajectory.samples.push(y);
        }
        self.sample_times = later;
        let mut step = Step {
            trial: &mut trial,
            resolution: 2.0 * f64::EPSILON * (t + end.h).abs(),
        };
        for (event, point) in locate(self.events, &start, end, &mut step) {
            self.trajectory.occurrences.push(Occurrence {
                event,
                t: t + point.h,
                y: point.y,
            });
        }
        self.trajectory.work.inner_evaluations += self.counted.evaluations.get() - before;
    }
}
