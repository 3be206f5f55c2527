//! The loop over steps: acceptance, step lengths, and which problem is in which lane.

use super::inside::Inside;
use super::step::{Field, Stand, advance};
use super::{Course, Watched};
use crate::integrate::event::Point;
use crate::integrate::{Error, Solver, Trajectory, Work};

/// Where the trajectories go.
pub type Results<'a, const N: usize> = &'a mut [Option<Result<Trajectory<N>, Error>>];

/// What a lane knows of the problem in it.
pub struct Lane<const N: usize> {
    course: usize,
    to: f64,
    /// Samples not reached yet begin here.
    pub next_sample: usize,
    /// The step before was refused: the next may not be longer.
    refused: bool,
    /// The step ends the problem.
    is_last: bool,
    steps: u32,
    pub trajectory: Trajectory<N>,
}

/// Problems on their way through L lanes.
pub struct Run<'a, F, const N: usize, const P: usize, const L: usize> {
    solver: &'a Solver,
    field: &'a F,
    courses: &'a [Course<N, P>],
    watched: Watched<'a>,
    results: Results<'a, N>,
    /// First problem that is in no lane yet.
    waiting: usize,
    stands: [Stand<N, P>; L],
    /// `None`: nothing left for this lane.
    lanes: [Option<Lane<N>>; L],
}

impl<'a, F, const N: usize, const P: usize, const L: usize> Run<'a, F, N, P, L>
where
    F: Field<N, P>,
{
    pub fn new(
        solver: &'a Solver,
        field: &'a F,
        courses: &'a [Course<N, P>],
        watched: Watched<'a>,
        results: Results<'a, N>,
    ) -> Self {
        Run {
            solver,
            field,
            courses,
            watched,
            results,
            waiting: 0,
            stands: [Stand::IDLE; L],
            lanes: std::array::from_fn(|_| None),
        }
    }

    #[inline(always)]
    pub fn run_to_the_end(&mut self) {
        for l in 0..L {
            self.begin_next(l);
        }
        loop {
            let is_busy = std::array::from_fn(|l| self.lanes[l].is_some());
            if is_busy == [false; L] {
                return;
            }
            advance(self.field, &mut self.stands, is_busy);
            for l in 0..L {
                if is_busy[l] {
                    self.settle(l);
                }
            }
        }
    }

    /// Accepts or refuses the step of lane `l` and prepares its next.
    #[inline(always)]
    fn settle(&mut self, l: usize) {
        let Some(lane) = &mut self.lanes[l] else {
            return;
        };
        let stand = &mut self.stands[l];
        let h = stand.h;
        let end = stand.end();
        let error = stand.error(&end, self.solver.relative, self.solver.absolute);
        // ⁸√error, and the factor by which the step is to be divided.
        let root = error.sqrt().sqrt().sqrt() * (1.0 / 0.9);
        lane.steps += 1;
        lane.trajectory.work.evaluations += 11;
        if error <= 1.0 {
            stand.slope_at_end(self.field, &end);
            lane.trajectory.work.evaluations += 1;
            lane.trajectory.work.accepted += 1;
            let longest = if lane.refused { 1.0 } else { 6.0 };
            let factor = (1.0 / root).clamp(1.0 / 3.0, longest);
            lane.refused = false;
            let is_last = lane.is_last;
            self.collect(l, &end);
            let stand = &mut self.stands[l];
            stand.y = end;
            stand.k[0] = stand.k[12];
            if is_last {
                return self.finish(l, Ok(()));
            }
            stand.t += h;
            stand.h = (h * factor).min(self.solver.longest_step);
        } else {
            lane.trajectory.work.rejected += 1;
            lane.refused = true;
            lane.is_last = false;
            // A NaN makes the step three times shorter, too.
            stand.h = h * (1.0 / root).max(1.0 / 3.0);
        }
        self.limit(l, error);
    }

    /// The step ends at the end of the problem at the latest, and the problem after too many.
    #[inline(always)]
    fn limit(&mut self, l: usize, error: f64) {
        let (t, h) = (self.stands[l].t, self.stands[l].h);
        let Some(lane) = &mut self.lanes[l] else {
            return;
        };
        if lane.steps >= self.solver.most_steps {
            let most_steps = self.solver.most_steps;
            return self.finish(l, Err(Error::TooManySteps { t, most_steps }));
        }
        if 0.1 * h <= t.abs() * f64::EPSILON {
            let error = if error.is_finite() {
                Error::StepUnderflow { t }
            } else {
                Error::NonFinite { t }
            };
            return self.finish(l, Err(error));
        }
        if t + 1.01 * h >= lane.to {
            self.stands[l].h = lane.to - t;
            lane.is_last = true;
        }
    }

    /// Stores what lane `l` gave and takes up the next problem.
    #[cold]
    fn finish(&mut self, l: usize, ended: Result<(), Error>) {
        if let Some(mut lane) = self.lanes[l].take() {
            lane.trajectory.end = self.stands[l].y;
            let missing = self.watched.samples.len() - lane.next_sample;
            let end = lane.trajectory.end;
            let samples = &mut lane.trajectory.samples;
            // The sum of all steps may miss a sample at the very end by a rounding error.
            samples.resize(samples.len() + missing, end);
            self.results[lane.course] = Some(ended.map(|()| lane.trajectory));
        }
        self.begin_next(l);
    }

    /// Puts the next waiting problem into lane `l`; the lane idles when there is none.
    #[cold]
    fn begin_next(&mut self, l: usize) {
        let Some(course) = self.courses.get(self.waiting) else {
            return;
        };
        self.waiting += 1;
        let stand = first_step(self.solver, self.field, course);
        self.stands[l] = stand;
        self.lanes[l] = Some(Lane {
            course: self.waiting - 1,
            to: course.to,
            next_sample: 0,
            refused: false,
            is_last: false,
            steps: 0,
            trajectory: Trajectory {
                samples: Vec::with_capacity(self.watched.samples.len()),
                occurrences: Vec::new(),
                end: course.y0,
                work: Work {
                    evaluations: 2,
                    ..Work::default()
                },
            },
        });
        if stand.k[0].iter().all(|slope| slope.is_finite()) {
            self.limit(l, 0.0);
        } else {
            self.finish(l, Err(Error::NonFinite { t: course.from }));
        }
    }

    /// Samples and events inside the accepted step of lane `l`.
    #[inline(always)]
    fn collect(&mut self, l: usize, end: &[f64; N]) {
        let Some(lane) = &mut self.lanes[l] else {
            return;
        };
        let stand = &self.stands[l];
        let from = Point {
            h: 0.0,
            y: stand.y,
            dy: stand.k[0],
        };
        let to = Point {
            h: stand.h,
            y: *end,
            dy: stand.k[12],
        };
        let Watched { samples, events } = self.watched;
        let reached = stand.t + stand.h;
        let is_sampled = samples
            .get(lane.next_sample)
            .is_some_and(|&at| at <= reached);
        let may_happen = events.iter().any(|event| event.may_lie(&from, &to));
        if !(is_sampled || may_happen) {
            return;
        }
        let inside = Inside {
            field: self.field,
            alone: *stand,
        };
        if is_sampled {
            inside.sample(samples, &to.y, lane);
        }
        if may_happen {
            inside.locate(events, &from, &to, lane);
        }
    }
}

/// The beginning of a course: the slope there and a first step whose explicit Euler error is a
/// hundredth of the tolerance at order 8 (Hairer, Nørsett & Wanner 1993, p. 169).
fn first_step<F: Field<N, P>, const N: usize, const P: usize>(
    solver: &Solver,
    field: &F,
    course: &Course<N, P>,
) -> Stand<N, P> {
    let mut stand = Stand {
        t: course.from,
        y: course.y0,
        p: course.p,
        ..Stand::IDLE
    };
    let y = course.y0;
    let slope = field.slope(stand.t, &y, &stand.p);
    let norm = |v: &dyn Fn(usize) -> f64| {
        let square = |i: usize| {
            let scaled = v(i) / (solver.absolute + solver.relative * y[i].abs());
            scaled * scaled
        };
        (0..N).map(square).sum::<f64>().sqrt()
    };
    let longest = solver.longest_step.min(course.to - course.from);
    let (state, change) = (norm(&|i| y[i]), norm(&|i| slope[i]));
    let h0 = if state < 1e-5 || change < 1e-5 {
        1e-6
    } else {
        0.01 * (state / change)
    };
    let h0 = h0.min(longest);
    let ahead = std::array::from_fn(|i| y[i] + h0 * slope[i]);
    let later = field.slope(stand.t + h0, &ahead, &stand.p);
    let bend = norm(&|i| later[i] - slope[i]) / h0;
    let steepest = change.max(bend);
    let h1 = if steepest <= 1e-15 {
        (1e-3 * h0).max(1e-6)
    } else {
        (0.01 / steepest).sqrt().sqrt().sqrt()
    };
    stand.h = (100.0 * h0).min(h1).min(longest);
    stand.k[0] = slope;
    stand
}
