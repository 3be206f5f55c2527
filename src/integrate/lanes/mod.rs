//! The project's own Dormand–Prince 8(5,3): many small problems side by side.
//!
//! Up to L problems of the same right-hand side occupy the lanes of vector registers; each has its
//! own time, step length and error control, and when one ends the next takes its lane. A lone
//! problem runs through the same code with L = 1. Lanes do not mix and every operation is rounded
//! by itself, so a problem's result has the same bits alone and among others, and on every
//! processor. The step control takes ⁸√ as three square roots, which are exactly rounded, where a
//! `pow` would depend on the platform.
//!
//! Step control after Hairer, Nørsett & Wanner 1993, II.4 (factors ⅓ … 6, safety 0.9); initial step
//! after their algorithm of II.4. Samples inside a step come from its polynomial of order 7; events
//! are located by steps of the method itself (see [`super::Event`]).

#![expect(
    clippy::needless_range_loop,
    reason = "components and lanes index several arrays at once"
)]

mod step;
mod tableau;

pub use step::{Block, Field};

use super::event::{Point, Step, locate};
use super::{Error, Event, Occurrence, Solver, Trajectory, Work};
use step::{Dense, Slopes, Stand};

/// One problem: from where to where, from which state, with which parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course<const N: usize, const P: usize> {
    /// Beginning.
    pub from: f64,
    /// End, after the beginning.
    pub to: f64,
    /// State at the beginning.
    pub y0: [f64; N],
    /// What distinguishes this problem from its neighbours.
    pub p: [f64; P],
}

/// What is the same for all problems of a call.
#[derive(Clone, Copy)]
pub struct Watched<'a> {
    /// Times at which the state is wanted, ascending.
    pub samples: &'a [f64],
    /// Events to be found.
    pub events: &'a [Event],
}

/// Lanes of [`integrate_all`]: one AVX-512 register of f64 a component, two of AVX2.
const LANES: usize = 8;

/// Integrates all `courses`, several at a time, and returns what each gave, in their order. The
/// result of each is bit for bit that of [`integrate_one`].
pub fn integrate_all<F, const N: usize, const P: usize>(
    solver: &Solver,
    field: &F,
    courses: &[Course<N, P>],
    watched: Watched<'_>,
) -> Vec<Result<Trajectory<N>, Error>>
where
    F: Field<N, P, 1> + Field<N, P, LANES>,
{
    let mut results = vec![None; courses.len()];
    dispatched::<F, N, P, LANES>(solver, field, courses, watched, &mut results);
    let done = results.into_iter();
    done.map(|result| result.expect("every lane runs to its end"))
        .collect()
}

/// Integrates one problem.
pub fn integrate_one<F, const N: usize, const P: usize>(
    solver: &Solver,
    field: &F,
    course: Course<N, P>,
    watched: Watched<'_>,
) -> Result<Trajectory<N>, Error>
where
    F: Field<N, P, 1>,
{
    let mut result = [None];
    dispatched::<F, N, P, 1>(solver, field, &[course], watched, &mut result);
    let [result] = result;
    result.expect("the lane runs to its end")
}

type Results<'a, const N: usize> = &'a mut [Option<Result<Trajectory<N>, Error>>];

/// Calls the loop compiled for the widest vector instructions the processor has.
fn dispatched<F, const N: usize, const P: usize, const L: usize>(
    solver: &Solver,
    field: &F,
    courses: &[Course<N, P>],
    watched: Watched<'_>,
    results: Results<'_, N>,
) where
    F: Field<N, P, 1> + Field<N, P, L>,
{
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f")]
        fn avx512<F, const N: usize, const P: usize, const L: usize>(run: &mut Run<'_, F, N, P, L>)
        where
            F: Field<N, P, 1> + Field<N, P, L>,
        {
            run.run_to_the_end();
        }
        #[target_feature(enable = "avx2")]
        fn avx2<F, const N: usize, const P: usize, const L: usize>(run: &mut Run<'_, F, N, P, L>)
        where
            F: Field<N, P, 1> + Field<N, P, L>,
        {
            run.run_to_the_end();
        }
        let mut run = Run::<F, N, P, L>::new(solver, field, courses, watched, results);
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            return unsafe { avx512(&mut run) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { avx2(&mut run) };
        }
        run.run_to_the_end();
    }
    #[cfg(not(target_arch = "x86_64"))]
    Run::<F, N, P, L>::new(solver, field, courses, watched, results).run_to_the_end();
}

/// What a lane knows of the problem in it.
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

struct Run<'a, F, const N: usize, const P: usize, const L: usize> {
    solver: &'a Solver,
    field: &'a F,
    courses: &'a [Course<N, P>],
    watched: Watched<'a>,
    results: Results<'a, N>,
    /// First problem that is in no lane yet.
    waiting: usize,
    stand: Stand<N, P, L>,
    k: Slopes<N, L>,
    /// `None`: nothing left for this lane, which idles with steps of length 0.
    lanes: [Option<Lane<N>>; L],
}

impl<'a, F, const N: usize, const P: usize, const L: usize> Run<'a, F, N, P, L>
where
    F: Field<N, P, 1> + Field<N, P, L>,
{
    fn new(
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
            stand: Stand {
                t: [0.0; L],
                y: [[0.0; L]; N],
                p: [[0.0; L]; P],
                h: [0.0; L],
            },
            k: [[[0.0; L]; N]; 16],
            lanes: std::array::from_fn(|_| None),
        }
    }

    #[inline(always)]
    fn run_to_the_end(&mut self) {
        for l in 0..L {
            self.begin_next(l);
        }
        while self.lanes.iter().any(Option::is_some) {
            let end = self.stand.advance(self.field, &mut self.k);
            let (relative, absolute) = (self.solver.relative, self.solver.absolute);
            let error = self.stand.error(&self.k, &end, relative, absolute);
            // ⁸√error, and the factor by which the step is to be divided.
            let mut root = [0.0; L];
            for l in 0..L {
                root[l] = error[l].sqrt().sqrt().sqrt() * (1.0 / 0.9);
            }
            // A lone lane whose step is refused needs no slope there.
            if L > 1 || error[0] <= 1.0 {
                self.stand.slope_at_end(self.field, &end, &mut self.k);
            }
            for l in 0..L {
                self.settle(l, &end, error[l], root[l]);
            }
        }
    }

    /// Accepts or refuses the step of lane `l` and prepares its next.
    #[inline(always)]
    fn settle(&mut self, l: usize, end: &Block<N, L>, error: f64, root: f64) {
        let Some(lane) = &mut self.lanes[l] else {
            return;
        };
        let h = self.stand.h[l];
        lane.steps += 1;
        lane.trajectory.work.evaluations += 11;
        if error <= 1.0 {
            lane.trajectory.work.evaluations += 1;
            lane.trajectory.work.accepted += 1;
            let longest = if lane.refused { 1.0 } else { 6.0 };
            let factor = (1.0 / root).clamp(1.0 / 3.0, longest);
            lane.refused = false;
            let is_last = lane.is_last;
            self.collect(l, end);
            for i in 0..N {
                self.stand.y[i][l] = end[i][l];
                self.k[0][i][l] = self.k[12][i][l];
            }
            if is_last {
                return self.finish(l, Ok(()));
            }
            self.stand.t[l] += h;
            self.stand.h[l] = (h * factor).min(self.solver.longest_step);
        } else {
            lane.trajectory.work.rejected += 1;
            lane.refused = true;
            lane.is_last = false;
            // A NaN makes the step three times shorter, too.
            self.stand.h[l] = h * (1.0 / root).max(1.0 / 3.0);
        }
        self.limit(l, error);
    }

    /// The step ends at the end of the problem at the latest, and the problem after too many.
    #[inline(always)]
    fn limit(&mut self, l: usize, error: f64) {
        let (t, h) = (self.stand.t[l], self.stand.h[l]);
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
            self.stand.h[l] = lane.to - t;
            lane.is_last = true;
        }
    }

    /// Stores what lane `l` gave and takes up the next problem.
    #[cold]
    fn finish(&mut self, l: usize, ended: Result<(), Error>) {
        if let Some(mut lane) = self.lanes[l].take() {
            lane.trajectory.end = std::array::from_fn(|i| self.stand.y[i][l]);
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
        self.stand.h[l] = 0.0;
        let Some(&course) = self.courses.get(self.waiting) else {
            return;
        };
        self.waiting += 1;
        let stand = Stand {
            t: [course.from],
            y: course.y0.map(|y| [y]),
            p: course.p.map(|p| [p]),
            h: [0.0],
        };
        let (slope, h) = first_step(self.solver, self.field, stand, course.to - course.from);
        self.stand.t[l] = course.from;
        for i in 0..N {
            self.stand.y[i][l] = course.y0[i];
            self.k[0][i][l] = slope[i][0];
        }
        for i in 0..P {
            self.stand.p[i][l] = course.p[i];
        }
        self.stand.h[l] = h;
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
        if slope.iter().all(|slope| slope[0].is_finite()) {
            self.limit(l, 0.0);
        } else {
            self.finish(l, Err(Error::NonFinite { t: course.from }));
        }
    }

    /// Samples and events inside the accepted step of lane `l`.
    #[inline(always)]
    fn collect(&mut self, l: usize, end: &Block<N, L>) {
        let (t, h) = (self.stand.t[l], self.stand.h[l]);
        let point = |h: f64, y: &Block<N, L>, dy: &Block<N, L>| Point {
            h,
            y: std::array::from_fn(|i| y[i][l]),
            dy: std::array::from_fn(|i| dy[i][l]),
        };
        let from = point(0.0, &self.stand.y, &self.k[0]);
        let to = point(h, end, &self.k[12]);
        let samples = self.watched.samples;
        let Some(lane) = &mut self.lanes[l] else {
            return;
        };
        let is_sampled = samples.get(lane.next_sample).is_some_and(|&at| at <= t + h);
        let may_happen = self
            .watched
            .events
            .iter()
            .any(|event| event.may_lie(&from, &to));
        if !(is_sampled || may_happen) {
            return;
        }
        let alone = Stand {
            t: [t],
            y: from.y.map(|y| [y]),
            p: std::array::from_fn(|i| [self.stand.p[i][l]]),
            h: [h],
        };
        let inside = Inside {
            field: self.field,
            alone,
            from,
        };
        if is_sampled {
            inside.sample(samples, lane);
        }
        if may_happen {
            inside.locate(self.watched.events, &to, lane);
        }
    }
}

/// An accepted step of one lane, looked into.
struct Inside<'a, F, const N: usize, const P: usize> {
    field: &'a F,
    alone: Stand<N, P, 1>,
    from: Point<N>,
}

impl<F: Field<N, P, 1>, const N: usize, const P: usize> Inside<'_, F, N, P> {
    /// A step of length h from the beginning, with the slope at its end.
    fn step(&self, h: f64) -> (Stand<N, P, 1>, Slopes<N, 1>, Block<N, 1>) {
        let mut stand = self.alone;
        stand.h = [h];
        let mut k = [[[0.0]; N]; 16];
        k[0] = self.from.dy.map(|slope| [slope]);
        let end = stand.advance(self.field, &mut k);
        stand.slope_at_end(self.field, &end, &mut k);
        (stand, k, end)
    }

    #[inline(never)]
    fn sample(&self, samples: &[f64], lane: &mut Lane<N>) {
        let (t, h) = (self.alone.t[0], self.alone.h[0]);
        let (stand, mut k, end) = self.step(h);
        let polynomial = Dense::of(self.field, &stand, &mut k, &end);
        lane.trajectory.work.inner_evaluations += 15;
        while let Some(&at) = samples.get(lane.next_sample)
            && at <= t + h
        {
            lane.trajectory.samples.push(polynomial.at(at - t));
            lane.next_sample += 1;
        }
    }

    #[inline(never)]
    fn locate(&self, events: &[Event], to: &Point<N>, lane: &mut Lane<N>) {
        let t = self.alone.t[0];
        let mut inner = 0;
        let mut trial = |h: f64| {
            inner += 12;
            let (_, k, end) = self.step(h);
            Point {
                h,
                y: end.map(|y| y[0]),
                dy: k[12].map(|slope| slope[0]),
            }
        };
        let mut step = Step {
            trial: &mut trial,
            resolution: 2.0 * f64::EPSILON * (t + to.h).abs(),
        };
        let found = locate(events, &self.from, to, &mut step);
        let found = found.into_iter().map(|(event, point)| Occurrence {
            event,
            t: t + point.h,
            y: point.y,
        });
        lane.trajectory.occurrences.extend(found);
        lane.trajectory.work.inner_evaluations += inner;
    }
}

/// The slope at the beginning and a first step whose explicit Euler error is a hundredth of the
/// tolerance at order 8 (Hairer, Nørsett & Wanner 1993, p. 169).
fn first_step<F: Field<N, P, 1>, const N: usize, const P: usize>(
    solver: &Solver,
    field: &F,
    mut stand: Stand<N, P, 1>,
    span: f64,
) -> (Block<N, 1>, f64) {
    let mut slope = [[0.0]; N];
    field.slope(&stand.t, &stand.y, &stand.p, &mut slope);
    let y = stand.y;
    let norm = |v: &dyn Fn(usize) -> f64| {
        let square = |i: usize| {
            let scaled = v(i) / (solver.absolute + solver.relative * y[i][0].abs());
            scaled * scaled
        };
        (0..N).map(square).sum::<f64>().sqrt()
    };
    let longest = solver.longest_step.min(span);
    let (state, change) = (norm(&|i| y[i][0]), norm(&|i| slope[i][0]));
    let h0 = if state < 1e-5 || change < 1e-5 {
        1e-6
    } else {
        0.01 * (state / change)
    };
    let h0 = h0.min(longest);
    for i in 0..N {
        stand.y[i][0] += h0 * slope[i][0];
    }
    stand.t[0] += h0;
    let mut later = [[0.0]; N];
    field.slope(&stand.t, &stand.y, &stand.p, &mut later);
    let bend = norm(&|i| later[i][0] - slope[i][0]) / h0;
    let steepest = change.max(bend);
    let h1 = if steepest <= 1e-15 {
        (1e-3 * h0).max(1e-6)
    } else {
        (0.01 / steepest).sqrt().sqrt().sqrt()
    };
    (slope, (100.0 * h0).min(h1).min(longest))
}
