//! Events of one component of the state: crossings of a level and turning points.
//!
//! The accepted step that brackets an event is known by signs at its ends. The event's time is the
//! root, over the step length h, of the state that a single step of length h from the step's
//! beginning reaches: each trial is a step of the method itself, so the time is as accurate as the
//! method and does not depend on any grid or interpolating polynomial. Where to try is guessed from
//! the cubic through values and slopes at the ends of the bracket (Hermite); should that not settle
//! soon, Brent's method goes on ([`find_root`]).

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
        self.passes(start, end) || self.turning_side(start, end).is_some()
    }

    /// Zero at the end counts, zero at the beginning does not: an event on the border of two steps
    /// is found once.
    #[inline(always)]
    fn passes<const N: usize>(self, start: &Point<N>, end: &Point<N>) -> bool {
        self.gauge(start) < 0.0 && self.gauge(end) >= 0.0
    }

    /// A step may cross a level and come back: the side of its ends, +1 above and −1 below, if
    /// y\[i\] turns between them and could reach the level at the steeper of their slopes.
    #[inline(always)]
    fn turning_side<const N: usize>(self, start: &Point<N>, end: &Point<N>) -> Option<f64> {
        let (Event::Rising {
            component: i,
            level,
        }
        | Event::Falling {
            component: i,
            level,
        }) = self
        else {
            return None;
        };
        if start.dy[i] * end.dy[i] >= 0.0 {
            return None;
        }
        let side = if start.dy[i] < 0.0 { 1.0 } else { -1.0 };
        let distance = (side * (start.y[i] - level)).min(side * (end.y[i] - level));
        let reach = (end.h - start.h) * start.dy[i].abs().max(end.dy[i].abs());
        (distance >= 0.0 && distance <= reach).then_some(side)
    }

    /// Where y\[i\] turns inside a step whose ends lie on the same side of the level, if it turns
    /// towards the level.
    fn turn_inside<const N: usize>(
        self,
        start: &Point<N>,
        end: &Point<N>,
        step: &mut Step<'_, N>,
    ) -> Option<Point<N>> {
        let side = self.turning_side(start, end)?;
        let component = self.component();
        let turn = if side > 0.0 {
            Event::Minimum { component }
        } else {
            Event::Maximum { component }
        };
        Some(step.root(turn, start, end))
    }

    fn component(self) -> usize {
        match self {
            Event::Rising { component, .. }
            | Event::Falling { component, .. }
            | Event::Maximum { component }
            | Event::Minimum { component } => component,
        }
    }

    /// The time of the event between `a` and `b`, to `resolution`, on the cubic through their values
    /// and slopes.
    fn guess<const N: usize>(self, a: &Point<N>, b: &Point<N>, resolution: f64) -> f64 {
        let i = self.component();
        let h = b.h - a.h;
        // y = y_a + s (p + s (q + s r)) for s from 0 to 1.
        let (p, end) = (h * a.dy[i], h * b.dy[i]);
        let rise = b.y[i] - a.y[i];
        let (q, r) = (3.0 * rise - 2.0 * p - end, p + end - 2.0 * rise);
        let precision = resolution / h;
        let s = match self {
            Event::Rising { level, .. } | Event::Falling { level, .. } => {
                let ends = (a.y[i] - level, b.y[i] - level);
                let above = |s: f64| ends.0 + s * (p + s * (q + s * r));
                find_root(above, (0.0, ends.0), (1.0, ends.1), precision)
            }
            // Where rounding blurs the rise between the ends, their slopes alone tell.
            Event::Maximum { .. } | Event::Minimum { .. }
                if p.abs() + end.abs() < BLURRED * f64::EPSILON * b.y[i].abs() =>
            {
                p / (p - end)
            }
            Event::Maximum { .. } | Event::Minimum { .. } => {
                let slope = |s: f64| p + s * (2.0 * q + s * 3.0 * r);
                find_root(slope, (0.0, p), (1.0, end), precision)
            }
        };
        a.h + s * h
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
            if event.passes(from, to) {
                found.push((index, step.root(event, from, to)));
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
    /// The point between `from`, where the event's gauge is negative, and `to`, where it is not any
    /// more.
    fn root(&mut self, event: Event, from: &Point<N>, to: &Point<N>) -> Point<N> {
        let i = event.component();
        let rounding = f64::EPSILON * from.y[i].abs().max(to.y[i].abs());
        let mut hidden_moves = 0;
        let (mut before, mut after, mut last) = (*from, *to, *to);
        for _ in 0..MOST_GUESSES {
            let h = event.guess(&before, &after, self.resolution);
            let move_h = (h - last.h).abs();
            if move_h <= self.resolution {
                return last;
            }
            if h <= before.h || h >= after.h {
                break;
            }
            hidden_moves += u32::from(move_h * last.dy[i].abs() <= rounding);
            last = (self.trial)(h);
            if hidden_moves == HIDDEN_MOVES {
                return last;
            }
            if event.gauge(&last) < 0.0 {
                before = last;
            } else {
                after = last;
            }
        }
        let h = find_root(
            |h| {
                last = (self.trial)(h);
                event.gauge(&last)
            },
            (before.h, event.gauge(&before)),
            (after.h, event.gauge(&after)),
            self.resolution,
        );
        if last.h == h { last } else { (self.trial)(h) }
    }
}

/// A rise of y\[i\] below so many rounding errors does not bend a guess.
const BLURRED: f64 = 6000.0;

/// Moves that rounding hides in y\[i\], after which the search ends: near rest, where y\[i\] hardly
/// turns at all, there is no more to be known; a peak is found to the resolution by the second.
const HIDDEN_MOVES: u32 = 2;

/// Guesses before the search goes on without them; three are the rule.
const MOST_GUESSES: u32 = 8;
