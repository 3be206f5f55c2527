//! Relaxation of Hopfield's network to a fixed point.
//!
//! *Asynchronous*: one unit at a time, with the fields of that moment. Each flip changes the energy
//! by ΔE = −ΔV_i (h_i − U_i) < 0, so the network ends in a fixed point (Hopfield 1982, eq. 8). The
//! paper lets each unit decide at random times with a mean rate; here all units decide once a sweep
//! in an order drawn anew for each, which has the same fixed points and says when one is reached: at
//! a sweep without a flip.
//!
//! *Synchronous*: all units at once, with the fields of the step before. The energy may rise, but
//!
//! ```text
//! L(t) = −Σ_ij V_i(t) T_ij V_j(t−1) + Σ_i U_i (V_i(t) + V_i(t−1))
//! ```
//!
//! never does, so the network ends in a fixed point or a cycle of two states (E. Goles-Chacc,
//! F. Fogelman-Soulié & D. Pellegrin 1985, Discrete Appl. Math. 12:261).

use super::{Hopfield, Rule};
use crate::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which units decide together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Update {
    /// One after the other in random order.
    Asynchronous,
    /// All at once.
    Synchronous,
}

/// How a relaxation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// No unit wants to flip.
    FixedPoint,
    /// Two states follow each other for ever; only with synchronous updates.
    TwoCycle,
    /// The limit of sweeps came first.
    Limit,
}

/// What a relaxation took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// How it ended.
    pub end: End,
    /// Sweeps or synchronous steps, with the last one that showed the end.
    pub sweeps: usize,
    /// Flips of single units.
    pub flips: usize,
}

/// A state of a network on its way to a fixed point. Starting and running allocate nothing.
///
/// A unit's decision takes time p, a flip p more, a sweep N p.
#[derive(Clone, Debug)]
pub struct Relaxation<'a> {
    network: &'a Hopfield,
    state: Vec<i8>,
    /// a_μ of the state.
    overlaps: Vec<f64>,
    order: Vec<usize>,
    /// Of synchronous updates: the states one and two steps ago, and the one in the making.
    last: Vec<i8>,
    before_last: Vec<i8>,
    next: Vec<i8>,
}

impl<'a> Relaxation<'a> {
    /// A relaxation that stands at the first stored pattern.
    pub fn new(network: &'a Hopfield) -> Self {
        let first = network.patterns().get(0);
        let mut relaxation = Relaxation {
            network,
            state: first.to_vec(),
            overlaps: vec![0.0; network.signs.padded_width()],
            order: (0..first.len()).collect(),
            last: first.to_vec(),
            before_last: first.to_vec(),
            next: first.to_vec(),
        };
        relaxation.start(first);
        relaxation
    }

    /// Sets the state.
    ///
    /// # Panics
    /// When it does not have the units of the network.
    pub fn start(&mut self, state: &[i8]) {
        self.network.write_overlaps(state, &mut self.overlaps);
        self.state.copy_from_slice(state);
        // The same random stream gives the same relaxation, whatever ran before.
        for (place, unit) in self.order.iter_mut().enumerate() {
            *unit = place;
        }
    }

    /// The state.
    pub fn state(&self) -> &[i8] {
        &self.state
    }

    /// E of the state, in time N p.
    pub fn energy(&self) -> f64 {
        self.network.energy_at(&self.state, &self.overlaps)
    }

    /// Lets one unit decide; true when it flipped.
    ///
    /// # Panics
    /// When there is no such unit.
    pub fn visit(&mut self, unit: usize) -> bool {
        let field = self.network.field(unit, self.state[unit], &self.overlaps);
        let sign = self.network.decision(unit, self.state[unit], field);
        self.put(unit, sign)
    }

    /// Lets all units decide, one after the other in random order; returns the number of flips.
    pub fn sweep(&mut self, stream: &mut Stream) -> usize {
        self.refresh();
        stream.shuffle(&mut self.order);
        let mut flips = 0;
        for place in 0..self.order.len() {
            flips += usize::from(self.visit(self.order[place]));
        }
        flips
    }

    /// Lets all units decide at once; returns the number of flips.
    pub fn step(&mut self) -> usize {
        self.refresh();
        std::mem::swap(&mut self.before_last, &mut self.last);
        self.last.copy_from_slice(&self.state);
        for (unit, next) in self.next.iter_mut().enumerate() {
            let sign = self.state[unit];
            let field = self.network.field(unit, sign, &self.overlaps);
            *next = self.network.decision(unit, sign, field);
        }
        (0..self.state.len())
            .filter(|&unit| self.put(unit, self.next[unit]))
            .count()
    }

    /// Updates until a fixed point, a cycle of two states or the limit of sweeps. After each sweep
    /// or step `watch` is called, the last one included.
    pub fn run(
        &mut self,
        update: Update,
        limit: usize,
        stream: &mut Stream,
        mut watch: impl FnMut(&Self),
    ) -> Settled {
        let mut settled = Settled {
            end: End::Limit,
            sweeps: 0,
            flips: 0,
        };
        while settled.end == End::Limit && settled.sweeps < limit {
            let flips = match update {
                Update::Asynchronous => self.sweep(stream),
                Update::Synchronous => self.step(),
            };
            let returned = update == Update::Synchronous
                && settled.sweeps > 0
                && self.state == self.before_last;
            settled.sweeps += 1;
            settled.flips += flips;
            if flips == 0 {
                settled.end = End::FixedPoint;
            } else if returned {
                settled.end = End::TwoCycle;
            }
            watch(self);
        }
        settled
    }

    /// Sets the sign of a unit; true when it is another one.
    fn put(&mut self, unit: usize, sign: i8) -> bool {
        let flips = sign != self.state[unit];
        if flips {
            self.state[unit] = sign;
            let change = f64::from(sign) * self.network.units().step();
            self.network.add_dual(unit, change, &mut self.overlaps);
        }
        flips
    }

    /// Forms real overlaps anew, so that the rounding of many flips does not pile up; integers have
    /// none.
    fn refresh(&mut self) {
        if self.network.rule() == Rule::PseudoInverse {
            self.network.write_overlaps(&self.state, &mut self.overlaps);
        }
    }
}
