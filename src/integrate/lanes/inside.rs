//! Samples and events inside an accepted step.

use super::run::Lane;
use super::step::{Dense, Field, Stand, advance};
use crate::integrate::event::{Point, Step, locate};
use crate::integrate::{Event, Occurrence};

/// An accepted step, all its slopes known, looked into.
pub struct Inside<'a, F, const N: usize, const P: usize> {
    pub field: &'a F,
    pub alone: Stand<N, P>,
}

impl<F: Field<N, P>, const N: usize, const P: usize> Inside<'_, F, N, P> {
    /// A step of length h from the beginning, with the slope at its end.
    fn step(&self, h: f64) -> (Stand<N, P>, [f64; N]) {
        let mut stand = self.alone;
        stand.h = h;
        advance(self.field, std::array::from_mut(&mut stand), [true]);
        let end = stand.end();
        stand.slope_at_end(self.field, &end);
        (stand, end)
    }

    /// Adds the samples inside the step.
    #[inline(never)]
    pub fn sample(&self, samples: &[f64], end: &[f64; N], lane: &mut Lane<N>) {
        let Stand { t, h, .. } = self.alone;
        let polynomial = Dense::of(self.field, self.alone, end);
        lane.trajectory.work.inner_evaluations += 3;
        while let Some(&at) = samples.get(lane.next_sample)
            && at <= t + h
        {
            lane.trajectory.samples.push(polynomial.at(at - t));
            lane.next_sample += 1;
        }
    }

    /// Adds the events inside the step.
    #[inline(never)]
    pub fn locate(&self, events: &[Event], from: &Point<N>, to: &Point<N>, lane: &mut Lane<N>) {
        let t = self.alone.t;
        let mut inner = 0;
        let mut trial = |h: f64| {
            inner += 12;
            let (stand, end) = self.step(h);
            Point {
                h,
                y: end,
                dy: stand.k[12],
            }
        };
        let mut step = Step {
            trial: &mut trial,
            resolution: 2.0 * f64::EPSILON * (t + to.h).abs(),
        };
        let found = locate(events, from, to, &mut step);
        let found = found.into_iter().map(|(event, point)| Occurrence {
            event,
            t: t + point.h,
            y: point.y,
        });
        lane.trajectory.occurrences.extend(found);
        lane.trajectory.work.inner_evaluations += inner;
    }
}
