//! One recall, flip by flip.

use crate::memory::{End, Hopfield, Relaxation, Update};
use crate::random::Stream;

/// Energies recorded on the way of a large network, about.
const ENERGIES: usize = 200;
/// Energies closer than this share of |E| are equal: rounding of the pseudo-inverse rule.
const ROUNDING: f64 = 1e-9;

/// The way from a cue to where the network stays.
#[derive(Clone, Debug)]
pub struct Path {
    pub cue: Vec<i8>,
    /// When each unit flipped, in sweeps or steps.
    pub flips: Vec<(f64, usize)>,
    /// (time in sweeps, E), from time 0 to the end.
    pub energies: Vec<(f64, f64)>,
    pub end: End,
}

impl Path {
    /// Relaxes from a cue in at most `limit` sweeps.
    pub fn follow(
        network: &Hopfield,
        cue: &[i8],
        update: Update,
        limit: usize,
        stream: &mut Stream,
    ) -> Path {
        let mut relaxation = Relaxation::new(network);
        relaxation.start(cue);
        let mut path = Path {
            cue: cue.to_vec(),
            flips: Vec::new(),
            energies: vec![(0.0, relaxation.energy())],
            end: End::Limit,
        };
        match update {
            Update::Asynchronous => path.one_by_one(&mut relaxation, limit, stream),
            Update::Synchronous => path.all_at_once(&mut relaxation, limit, stream),
        }
        path
    }

    /// As [`Relaxation::sweep`], but with a look at every flip.
    fn one_by_one(&mut self, relaxation: &mut Relaxation, limit: usize, stream: &mut Stream) {
        let units = self.cue.len();
        let every = units.div_ceil(ENERGIES);
        let mut order: Vec<usize> = (0..units).collect();
        let mut sweeps = 0;
        while self.end == End::Limit && sweeps < limit {
            stream.shuffle(&mut order);
            let before = self.flips.len();
            for (place, &unit) in order.iter().enumerate() {
                if relaxation.visit(unit) {
                    let time = sweeps as f64 + (place + 1) as f64 / units as f64;
                    self.flips.push((time, unit));
                    if self.flips.len().is_multiple_of(every) {
                        self.energies.push((time, relaxation.energy()));
                    }
                }
            }
            if self.flips.len() == before {
                self.end = End::FixedPoint;
            }
            sweeps += 1;
        }
        self.energies.push((sweeps as f64, relaxation.energy()));
    }

    fn all_at_once(&mut self, relaxation: &mut Relaxation, limit: usize, stream: &mut Stream) {
        let mut last = self.cue.clone();
        let (mut step, flips, energies) = (0.0, &mut self.flips, &mut self.energies);
        let watch = |relaxation: &Relaxation| {
            step += 1.0;
            let state = relaxation.state();
            flips.extend(
                (0..last.len())
                    .filter(|&i| last[i] != state[i])
                    .map(|i| (step, i)),
            );
            energies.push((step, relaxation.energy()));
            last.copy_from_slice(state);
        };
        let settled = relaxation.run(Update::Synchronous, limit, stream, watch);
        self.end = settled.end;
    }

    /// The state after so many flips.
    pub fn state_after(&self, flips: usize) -> Vec<i8> {
        let mut state = self.cue.clone();
        for &(_, unit) in &self.flips[..flips] {
            state[unit] = -state[unit];
        }
        state
    }

    /// The state at the end.
    pub fn end_state(&self) -> Vec<i8> {
        self.state_after(self.flips.len())
    }

    /// `count` numbers of flips for frames: 0, all, and evenly between; units that flipped at once
    /// stay together.
    pub fn moments(&self, count: usize) -> Vec<usize> {
        let all = self.flips.len();
        let moment = |k: usize| {
            let mut flips = (k * all).div_ceil(count - 1);
            while flips > 0 && flips < all && self.flips[flips].0 == self.flips[flips - 1].0 {
                flips += 1;
            }
            flips
        };
        (0..count).map(moment).collect()
    }

    /// How often the energy rose from one record to the next.
    pub fn rises(&self) -> usize {
        let rose = |pair: &&[(f64, f64)]| {
            let (before, after) = (pair[0].1, pair[1].1);
            after > before + ROUNDING * before.abs()
        };
        self.energies.windows(2).filter(rose).count()
    }
}
