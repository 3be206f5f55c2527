//! The on-line rule of the self-organising map: one input after the other.
//!
//! w_i(t + 1) = w_i(t) + α(t)·h(d_ic; σ(t))·(x(t) − w_i(t)) for all units i,
//!
//! with the best matching unit c of x(t), the lattice distance d_ic, the neighbourhood h, the rate
//! α and the radius σ (Kohonen 1982, Biol. Cybern. 43:59; in this form Kohonen 2001, ch. 3).

use super::codebook::Codebook;
use super::lattice::Lattice;
use super::neighbourhood::Neighbourhood;
use super::schedule::Schedule;
use crate::random::Stream;
use crate::settings::OutOfRange;

/// What a step of the on-line rule depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// h.
    pub neighbourhood: Neighbourhood,
    /// α, from 0 to 1.
    pub rate: Schedule,
    /// σ ≥ 0, in distances of neighbouring units.
    pub radius: Schedule,
}

impl Rule {
    /// A Gaussian whose radius falls by equal factors from half the lattice to ½, while the rate
    /// falls straight from 0.5 to 0.01. Half the lattice or more at first is the advice of Kohonen
    /// 2001, ch. 3; the other three numbers are a choice of this project.
    pub fn usual(lattice: &Lattice) -> Self {
        Rule {
            neighbourhood: Neighbourhood::Gaussian,
            rate: Schedule::linear(0.5, 0.01),
            radius: Schedule::exponential((lattice.extent() / 2.0).max(0.5), 0.5),
        }
    }

    /// What is wrong with the rates or radii; the keys are those of [`Schedule::problem`], except
    /// `rate` when that exceeds 1.
    pub fn problem(&self) -> Option<OutOfRange> {
        let highest = self.rate.from.max(self.rate.to);
        let schedules = self.rate.problem().or_else(|| self.radius.problem());
        schedules.or_else(|| OutOfRange::unless(highest <= 1.0, "rate", highest, "at most 1"))
    }
}

/// Learning by the on-line rule, which can be halted and continued at any step.
///
/// ```
/// use galvani::map::{Codebook, Lattice, Neighbourhood, OnLine, Rule, Schedule};
/// let rule = Rule {
///     neighbourhood: Neighbourhood::Bubble,
///     rate: Schedule::constant(0.5),
///     radius: Schedule::constant(1.0),
/// };
/// let lattice = Lattice::chain(3);
/// let mut map = Codebook::new(1, &[0.0, 4.0, 8.0]);
/// let mut learning = OnLine::new(rule, 1);
/// learning.advance(&lattice, &mut map, 1, |x| x[0] = 9.0);
/// // The last unit wins and takes its neighbour with it, half the way.
/// assert_eq!(map.weights(), [0.0, 6.5, 8.5]);
/// ```
#[derive(Clone, Debug)]
pub struct OnLine {
    rule: Rule,
    steps: u64,
    done: u64,
    /// α·h of every place of the codebook.
    shares: Vec<f64>,
    x: Vec<f64>,
    next: Vec<f64>,
}

impl OnLine {
    /// Learning that shall take `steps` steps in all (T of the schedules).
    pub fn new(rule: Rule, steps: u64) -> Self {
        OnLine {
            rule,
            steps,
            done: 0,
            shares: Vec::new(),
            x: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Steps done so far.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Takes the next `count` steps, or as many as are left of all. `source` writes the next input
    /// into the slice it is given; it is called once a step, so that halting between steps changes
    /// no bit. Nothing is allocated after the first call.
    ///
    /// # Panics
    /// When the map does not have the lattice's number of units.
    pub fn advance(
        &mut self,
        lattice: &Lattice,
        map: &mut Codebook,
        count: u64,
        mut source: impl FnMut(&mut [f64]),
    ) {
        assert_eq!(map.units(), lattice.units(), "units of map and lattice");
        let end = self.steps.min(self.done.saturating_add(count));
        if self.done >= end {
            return;
        }
        self.shares.resize(map.places(), 0.0);
        self.x.resize(map.dimensions(), 0.0);
        self.next.resize(map.dimensions(), 0.0);
        source(&mut self.x);
        let mut winner = map.nearest(&self.x).0;
        while self.done + 1 < end {
            source(&mut self.next);
            self.share_out(lattice, winner);
            winner = map.move_and_search(&self.shares, &self.x, &self.next);
            std::mem::swap(&mut self.x, &mut self.next);
            self.done += 1;
        }
        // Of the last step no next input is known.
        self.share_out(lattice, winner);
        map.move_and_search(&self.shares, &self.x, &self.x);
        self.done += 1;
    }

    /// α(t)·h(d_ic; σ(t)) for all units i.
    fn share_out(&mut self, lattice: &Lattice, winner: usize) {
        let rate = self.rule.rate.at(self.done, self.steps);
        let radius = self.rule.radius.at(self.done, self.steps);
        let around = (lattice, winner);
        let neighbourhood = self.rule.neighbourhood;
        neighbourhood.fill(around, radius, rate, &mut self.shares);
    }
}

/// A source for [`OnLine::advance`] that draws inputs of the data at random, with replacement.
///
/// # Panics
/// When the data hold no input; when called, if its slice is not of `dimensions` numbers.
pub fn drawn<'a>(
    data: &'a [f64],
    dimensions: usize,
    stream: &'a mut Stream,
) -> impl FnMut(&mut [f64]) + 'a {
    let inputs = data.len() / dimensions;
    assert!(inputs > 0, "no inputs to draw from");
    move |x| {
        let input = stream.below(inputs as u64) as usize;
        x.copy_from_slice(&data[input * dimensions..][..dimensions]);
    }
}
