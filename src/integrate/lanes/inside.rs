//! Samples and events inside an accepted step.

use super::step::{Dense, Field, Stand, advance};
use crate::integrate::event::{Point, Step, locate};
use crate::integrate::{Event, Occurrence, Trajectory};

/// An accepted step, looked into.
pub struct Inside<'a, F, const N: usize, const P: usize> {
    pub field: &'a F,
    /// Where it began, with its slopes.
    pub made: Stand<N, P>,
    pub from: Point<N>,
    pub to: Point<N>,
}

impl<F: Field<N, P>, const N: usize, const P: usize> Inside<'_, F, N, P> {
    /// Adds those of the samples not reached yet that lie inside the step, and says how many.
    #[inline(never)]
    pub fn sample(&self, samples: &[f64], trajectory: &mut Trajectory<N>) -> usize {
        let Stand { t, h, .. } = self.made;
        let polynomial = Dense::of(self.field, self.made, &self.to.y);
        trajectory.work.inner_evaluations += 3;
        let reached = samples.iter().take_while(|&&at| at <= t + h);
        let before = trajectory.samples.len();
        trajectory
            .samples
            .extend(reached.map(|at| polynomial.at(at - t)));
        trajectory.samples.len() - before
    }

    /// Adds the events inside the step.
    #[inline(never)]
    pub fn locate(&self, events: &[Event], trajectory: &mut Trajectory<N>) {
        let Stand { t, h, .. } = self.made;
        let mut inner = 0;
        let mut trial = |h: f64| {
            inner += 12;
            let mut stand = self.made;
            stand.h = h;
            advance(self.field, std::slice::from_mut(&mut stand));
            let y = stand.end();
            stand.slope_at_end(self.field, &y);
            let dy = stand.k[12];
            Point { h, y, dy }
        };
        let mut step = Step {
            trial: &mut trial,
            resolution: 2.0 * f64::EPSILON * (t + h).abs(),
        };
        let found = locate(events, &self.from, &self.to, &mut step);
        let found = found.into_iter().map(|(event, point)| Occurrence {
            event,
            t: t + point.h,
            y: point.y,
        });
        trajectory.occurrences.extend(found);
        trajectory.work.inner_evaluations += inner;
    }
}
