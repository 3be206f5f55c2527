//! The loop over steps: acceptance, step lengths, and which problem is in which lane.

use super::inside::Inside;
use super::step::{Field, Stand, advance, inverse_sixteenth_root};
use super::{Course, LANES, Watched};
use crate::integrate::event::Point;
use crate::integrate::{Error, Solver, Trajectory, Work};

/// Where the trajectories go.
pub type Results<'a, const N: usize> = &'a mut [Option<Result<Trajectory<N>, Error>>];

/// Problems on their way through the lanes.
pub struct Run<'a, F, const N: usize, const P: usize> {
    solver: &'a Solver,
    field: &'a F,
    courses: &'a [Course<N, P>],
    watched: Watched<'a>,
    results: Results<'a, N>,
    /// First problem that is in no lane yet.
    waiting: usize,
    /// Where the problem in each lane stands.
    stands: Vec<Stand<N, P>>,
    lanes: Vec<Lane<N>>,
}

/// What else a lane knows of the problem in it.
struct Lane<const N: usize> {
    course: usize,
    to: f64,
    /// Samples not reached yet begin here.
    next_sample: usize,
    /// The step before was refused: the next may not be longer.
    refused: bool,
    /// The step ends the problem.
    is_last: bool,
    steps: u32,
    trajectory: Trajectory<N>,
}

/// How a problem ended.
type Ended = Result<(), Error>;

impl<'a, F, const N: usize, const P: usize> Run<'a, F, N, P>
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
            stands: Vec::with_capacity(LANES),
            lanes: Vec::with_capacity(LANES),
        }
    }

    #[inline(always)]
    pub fn run_to_the_end(&mut self) {
        while self.lanes.len() < LANES
            && let Some((stand, lane)) = self.begin_next()
        {
            self.stands.push(stand);
            self.lanes.push(lane);
        }
        while !self.stands.is_empty() {
            advance(self.field, &mut self.stands);
            let mut l = 0;
            while l < self.lanes.len() {
                let is_busy = match self.settle(l) {
                    None => true,
                    Some(ended) => self.finish(l, ended),
                };
                // Where it is not, another lane has moved that is not settled yet.
                l += usize::from(is_busy);
            }
        }
    }

    /// Accepts or refuses the step of lane `l` and prepares its next, unless the problem has ended.
    #[inline(always)]
    fn settle(&mut self, l: usize) -> Option<Ended> {
        let (stand, lane) = (&mut self.stands[l], &mut self.lanes[l]);
        let end = stand.end();
        let error = stand.squared_error(&end, self.solver.relative, self.solver.absolute);
        let factor = 0.9 * inverse_sixteenth_root(error);
        lane.steps += 1;
        lane.trajectory.work.evaluations += 11;
        if error <= 1.0 {
            stand.slope_at_end(self.field, &end);
            lane.trajectory.work.evaluations += 1;
            lane.trajectory.work.accepted += 1;
            lane.collect(self.field, self.watched, stand, &end);
            stand.y = end;
            stand.k[0] = stand.k[12];
            if lane.is_last {
                return Some(Ok(()));
            }
            stand.t += stand.h;
            let longest = if lane.refused { 1.0 } else { 6.0 };
            let factor = factor.clamp(1.0 / 3.0, longest);
            stand.h = (stand.h * factor).min(self.solver.longest_step);
            lane.refused = false;
        } else {
            lane.trajectory.work.rejected += 1;
            lane.refused = true;
            lane.is_last = false;
            // A NaN makes the step three times shorter, too.
            stand.h *= factor.max(1.0 / 3.0);
        }
        lane.limit(self.solver, stand, error).err().map(Err)
    }

    /// Stores what lane `l` gave and takes up the next problem; `false` when there was none and the
    /// last lane has moved to place `l`.
    #[cold]
    fn finish(&mut self, l: usize, ended: Ended) -> bool {
        let next = self.begin_next();
        let is_refilled = next.is_some();
        let (stand, mut lane) = match next {
            Some((stand, lane)) => (
                std::mem::replace(&mut self.stands[l], stand),
                std::mem::replace(&mut self.lanes[l], lane),
            ),
            None => (self.stands.swap_remove(l), self.lanes.swap_remove(l)),
        };
        lane.trajectory.end = stand.y;
        // The sum of all steps may miss a sample at the very end by a rounding error.
        let all = self.watched.samples.len();
        lane.trajectory.samples.resize(all, stand.y);
        self.results[lane.course] = Some(ended.map(|()| lane.trajectory));
        is_refilled
    }

    /// The next problem that is waiting and can begin.
    #[cold]
    fn begin_next(&mut self) -> Option<(Stand<N, P>, Lane<N>)> {
        while let Some(course) = self.courses.get(self.waiting) {
            let place = self.waiting;
            self.waiting += 1;
            let mut stand = first_step(self.solver, self.field, course);
            let mut lane = Lane {
                course: place,
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
            };
            let is_finite = stand.k[0].iter().all(|slope| slope.is_finite());
            let begun = if is_finite {
                lane.limit(self.solver, &mut stand, 0.0)
            } else {
                Err(Error::NonFinite { t: course.from })
            };
            match begun {
                Ok(()) => return Some((stand, lane)),
                Err(error) => self.results[place] = Some(Err(error)),
            }
        }
        None
    }
}

impl<const N: usize> Lane<N> {
    /// The step ends at the end of the problem at the latest, and the problem after too many.
    #[inline(always)]
    fn limit<const P: usize>(
        &mut self,
        solver: &Solver,
        stand: &mut Stand<N, P>,
        error: f64,
    ) -> Ended {
        let (t, h) = (stand.t, stand.h);
        if self.steps >= solver.most_steps {
            let most_steps = solver.most_steps;
            return Err(Error::TooManySteps { t, most_steps });
        }
        if 0.1 * h <= t.abs() * f64::EPSILON {
            return Err(if error.is_finite() {
                Error::StepUnderflow { t }
            } else {
                Error::NonFinite { t }
            });
        }
        if t + 1.01 * h >= self.to {
            stand.h = self.to - t;
            self.is_last = true;
        }
        Ok(())
    }

    /// Samples and events inside an accepted step.
    #[inline(always)]
    fn collect<F: Field<N, P>, const P: usize>(
        &mut self,
        field: &F,
        watched: Watched<'_>,
        stand: &Stand<N, P>,
        end: &[f64; N],
    ) {
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
        let reached = stand.t + stand.h;
        let next = watched.samples.get(self.next_sample);
        let is_sampled = next.is_some_and(|&at| at <= reached);
        let may_happen = watched.events.iter().any(|event| event.may_lie(&from, &to));
        if !(is_sampled || may_happen) {
            return;
        }
        let inside = Inside {
            field,
            made: *stand,
            from,
            to,
        };
        if is_sampled {
            let waiting = &watched.samples[self.next_sample..];
            self.next_sample += inside.sample(waiting, &mut self.trajectory);
        }
        if may_happen {
            inside.locate(watched.events, &mut self.trajectory);
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
    let (t, y, p) = (course.from, course.y0, course.p);
    let slope = field.slope(t, &y, &p);
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
    let later = field.slope(t + h0, &ahead, &p);
    let bend = norm(&|i| later[i] - slope[i]) / h0;
    let steepest = change.max(bend);
    let h1 = if steepest <= 1e-15 {
        (1e-3 * h0).max(1e-6)
    } else {
        (0.01 / steepest).sqrt().sqrt().sqrt()
    };
    let h = (100.0 * h0).min(h1).min(longest);
    Stand::at(t, y, p, h, slope)
}
