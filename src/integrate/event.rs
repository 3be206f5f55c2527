//! Events of one component of the state: crossings of a level and turning points.
//!
//! The accepted step that brackets an event is known by signs at its ends. The event's time is the
//! root, over the step length h, of the state that a single step of length h from the step's
//! beginning reaches ([`find_root`]): each trial is a step of the method itself, so the time is as
//! accurate as the method and does not depend on any grid or interpolating polynomial.

use super::find_root;

/// What to look for in one component y\[i\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// y\[i\] crosses the level upwards.
    Rising { component: usize, level: f64 },
    /// y\[i\] crosses the level downwards.
    Falling { component: usize, level: f64 },
    /// y′\[i\] passes from positive to negative.
    Maximum { component: usize },
    /// y′\[i\] passes from negative to positive.
    Minimum { component: usize },
}

impl Event {
    /// A function of the state that passes from negative to positive where the event happens.
    #[inline(always)]
    fn gauge<const N: usize>(self, at: &Point<N>) -> f64 {
        match self {
            Event::Rising { component, level } => at.y[component] - level,
            Event::Falling { component, level } => level - at.y[component],
            Event::Maximum { component } => -at.dy[component],
            Event::Minimum { component } => at.dy[component],
        }
    }

    /// Whether the event may lie inside a step: no more than a look at its ends.
    #[inline(always)]
    pub(super) fn may_lie<const N: usize>(self, start: &Point<N>, end: &Point<N>) -> bool {
        let passes = self.gauge(start) < 0.0 && self.gauge(end) >= 0.0;
        let turns = match self {
            Event::Rising { component, .. } | Event::Falling { component, .. } => {
                start.dy[component] * end.dy[component] < 0.0
            }
            Event::Maximum { .. } | Event::Minimum { .. } => false,
        };
        passes || turns
    }

    /// Where y\[i\] turns inside a step whose ends lie on the same side of the level, if it turns
    /// towards the level.
    fn turn_inside<const N: usize>(
        self,
        start: &Point<N>,
        end: &Point<N>,
        step: &mut Step<'_, N>,
    ) -> Option<Point<N>> {
        let (component, level) = match self {
            Event::Rising { component, level } | Event::Falling { component, level } => {
                (component, level)
            }
            Event::Maximum { .. } | Event::Minimum { .. } => return None,
        };
        // +1 where the ends lie above the level, −1 where both lie below.
        let side = match (start.y[component] >= level, end.y[component] >= level) {
            (true, true) => 1.0,
            (false, false) => -1.0,
            _ => return None,
        };
        let slope = |at: &Point<N>| side * at.dy[component];
        (slope(start) < 0.0 && slope(end) > 0.0).then(|| step.root(slope, start, end))
    }
}

/// An event that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occurrence<const N: usize> {
    /// Which of the watched events, as an index into the list given to the solver.
    pub event: usize,
    /// When.
    pub t: f64,
    /// The state then.
    pub y: [f64; N],
}

/// State and derivative at a time `h` after the beginning of a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point<const N: usize> {
    pub h: f64,
    pub y: [f64; N],
    pub dy: [f64; N],
}

/// Finds the events inside one accepted step from `start` to `end`, in order of time.
pub(super) fn locate<const N: usize>(
    events: &[Event],
    start: &Point<N>,
    end: &Point<N>,
    step: &mut Step<'_, N>,
) -> Vec<(usize, Point<N>)> {
    let mut found = Vec::new();
    for (index, &event) in events.iter().enumerate() {
        // A step may rise above a level and fall back: split it where the component turns.
        let turn = event.turn_inside(start, end, step);
        let middle = turn.as_ref().unwrap_or(end);
        for (from, to) in [(start, middle), (middle, end)] {
            // Zero at the end counts, zero at the beginning does not: an event on the border of
            // two steps is found once.
            if event.gauge(from) < 0.0 && event.gauge(to) >= 0.0 {
                let gauge = |at: &Point<N>| event.gauge(at);
                found.push((index, step.root(gauge, from, to)));
            }
        }
    }
    found.sort_by(|a, b| a.1.h.total_cmp(&b.1.h));
    found
}

/// The step being searched.
pub(super) struct Step<'a, const N: usize> {
    /// Makes a step of length h from the beginning.
    pub trial: &'a mut dyn FnMut(f64) -> Point<N>,
    /// The shortest time worth telling apart.
    pub resolution: f64,
}

impl<const N: usize> Step<'_, N> {
    /// The point between `from` and `to` where `gauge` is zero.
    fn root(
        &mut self,
        gauge: impl Fn(&Point<N>) -> f64,
        from: &Point<N>,
        to: &Point<N>,
    ) -> Point<N> {
        let mut last = *to;
        let h = find_root(
            |h| {
                last = (self.trial)(h);
                gauge(&last)
            },
            (from.h, gauge(from)),
            (to.h, gauge(to)),
            self.resolution,
        );
        if last.h == h { last } else { (self.trial)(h) }
    }
}
