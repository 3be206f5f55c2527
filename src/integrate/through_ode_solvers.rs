//! The embedded Runge–Kutta pairs of the crate `ode_solvers`, wrapped: a second opinion on the
//! project's own. Samples and events inside an accepted step are reached by steps of the method from
//! that step's beginning.

use super::event::{Point, Step, locate};
use super::{Error, Event, Method, Occurrence, Solver, Trajectory, Work};
use ode_solvers::dop_shared::IntegrationError;
use ode_solvers::{Dop853, Dopri5, OutputType, SVector, System};
use std::cell::Cell;

impl Solver {
    /// [`Solver::integrate`] by the crate's steppers.
    pub(super) fn integrate_through_ode_solvers<const N: usize>(
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
            Method::OdeSolversDopri5 => Dopri5::from_param(
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
            Method::Dop853 | Method::OdeSolversDop853 => Dop853::from_param(
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
