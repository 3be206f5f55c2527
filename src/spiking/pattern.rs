//! Patterns of connection: which neurons of the source project to a given target.
//!
//! Every pattern is asked target by target, and the draws of a target come from a stream of its own:
//! so the synapses are the same however the targets are shared out among threads. Only the fixed
//! out-degree is drawn source by source; every thread then draws all and keeps its own.

use crate::math;
use crate::random::{Family, Stream};
use std::ops::Range;

/// A synapse that is given singly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Synapse {
    /// Index in the source.
    pub source: u32,
    /// Index in the target.
    pub target: u32,
    /// Its own weight in place of the projection's.
    pub weight: Option<f64>,
    /// Its own delay in place of the projection's, ms.
    pub delay_ms: Option<f64>,
}

/// Which source neurons project to which targets. Indices count within the parts of the populations
/// that a projection connects.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Every source to every target.
    AllToAll,
    /// Source i to target i.
    OneToOne,
    /// Each pair with this probability, independently.
    FixedProbability(f64),
    /// Every target has so many sources, drawn uniformly.
    FixedInDegree(usize),
    /// Every source has so many targets, drawn uniformly.
    FixedOutDegree(usize),
    /// Source and target are cut into so many groups of equal size; group g projects to all of
    /// group g + 1.
    Chain { groups: usize },
    /// Neurons on a ring: source i to the targets within so many places on either side.
    Ring { reach: usize },
    /// Neurons on a rectangle of so many columns, row by row; a pair at distance r (in spacings of
    /// the grid) with probability `peak · e^(−r²/(2 width²))`. On a torus where `periodic`.
    Grid {
        columns: usize,
        peak: f64,
        width: f64,
        periodic: bool,
    },
    /// These synapses and no others.
    List(Vec<Synapse>),
}

/// The two sides of a projection as a pattern sees them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides {
    /// Neurons on the source's side.
    pub sources: usize,
    /// Neurons on the target's side.
    pub targets: usize,
    /// Source index of the neuron that is target 0, where both sides lie in one population: then
    /// target t is the same neuron as source t + `same`.
    pub same: Option<i64>,
    /// May a neuron project to itself?
    pub autapses: bool,
    /// May a source project to a target more than once?
    pub multapses: bool,
}

impl Sides {
    fn is_self(&self, source: usize, target: usize) -> bool {
        self.same == Some(source as i64 - target as i64)
    }

    fn allowed(&self, source: usize, target: usize) -> bool {
        self.autapses || !self.is_self(source, target)
    }

    /// The sources that a target may have.
    fn choices(&self, target: usize) -> usize {
        let own = self.same.map(|same| target as i64 + same);
        let itself = own.is_some_and(|own| (0..self.sources as i64).contains(&own));
        self.sources - usize::from(!self.autapses && itself)
    }
}

impl Pattern {
    /// Calls `found(source, target, weight, delay_ms)` for every synapse onto `targets`, target by
    /// target (the fixed out-degree: source by source). `family` is the projection's own.
    pub fn for_each(
        &self,
        sides: &Sides,
        targets: Range<usize>,
        family: &Family,
        mut found: impl FnMut(&Synapse),
    ) {
        match self {
            Pattern::FixedOutDegree(degree) => {
                out_degree(*degree, sides, targets, family, &mut found);
            }
            Pattern::List(synapses) => {
                let own = |synapse: &&Synapse| targets.contains(&(synapse.target as usize));
                synapses.iter().filter(own).for_each(found);
            }
            _ => {
                let mut sources = Vec::new();
                for target in targets {
                    sources.clear();
                    self.sources_of(
                        target,
                        sides,
                        &mut family.member(target as u64),
                        &mut sources,
                    );
                    for &source in &sources {
                        found(&plain(source, target as u32));
                    }
                }
            }
        }
    }

    fn sources_of(&self, target: usize, sides: &Sides, stream: &mut Stream, into: &mut Vec<u32>) {
        let n = sides.sources;
        let mut add = |source: usize| {
            if sides.allowed(source, target) {
                into.push(source as u32);
            }
        };
        match *self {
            Pattern::AllToAll => (0..n).for_each(add),
            Pattern::OneToOne => {
                if target < n {
                    add(target);
                }
            }
            Pattern::FixedProbability(p) => bernoulli(n, p, stream, add),
            Pattern::FixedInDegree(degree) => {
                draw_distinct(degree, n, sides.multapses, stream, into, |source| {
                    sides.allowed(source, target)
                });
            }
            Pattern::Chain { groups } => {
                let (size, group) = (n / groups, target / (sides.targets / groups));
                if group > 0 {
                    ((group - 1) * size..group * size).for_each(add);
                }
            }
            Pattern::Ring { reach } => {
                let mut near: Vec<usize> = if 2 * reach + 1 >= n {
                    (0..n).collect()
                } else {
                    (0..=2 * reach)
                        .map(|k| (target + n - reach + k) % n)
                        .collect()
                };
                near.sort_unstable();
                near.into_iter().for_each(add);
            }
            Pattern::Grid { peak, width, .. } => {
                for source in 0..n {
                    let z = self.distance(source, target, sides) / width;
                    if stream.uniform() < peak * math::exp(-0.5 * z * z) {
                        add(source);
                    }
                }
            }
            Pattern::FixedOutDegree(_) | Pattern::List(_) => {}
        }
    }

    /// The distance of a source from a target: places on a ring, spacings on a grid, groups along a
    /// chain; 0 in patterns without space.
    pub fn distance(&self, source: usize, target: usize, sides: &Sides) -> f64 {
        match *self {
            Pattern::Ring { .. } => ring_distance(source, target, sides.sources) as f64,
            Pattern::Chain { groups } => {
                let group = |index: usize, size: usize| index / (size / groups);
                group(target, sides.targets).abs_diff(group(source, sides.sources)) as f64
            }
            Pattern::Grid {
                columns, periodic, ..
            } => {
                let rows = sides.sources.div_ceil(columns);
                let apart = |a: usize, b: usize, size: usize| {
                    let apart = a.abs_diff(b);
                    (if periodic {
                        apart.min(size - apart)
                    } else {
                        apart
                    }) as f64
                };
                let x = apart(source % columns, target % columns, columns);
                let y = apart(source / columns, target / columns, rows);
                (x * x + y * y).sqrt()
            }
            _ => 0.0,
        }
    }

    /// Whether it is drawn source by source.
    pub fn is_by_source(&self) -> bool {
        matches!(self, Pattern::FixedOutDegree(_))
    }

    /// Whether single synapses have weights of their own.
    pub fn gives_weights(&self) -> bool {
        matches!(self, Pattern::List(list) if list.iter().any(|synapse| synapse.weight.is_some()))
    }

    /// Whether single synapses have delays of their own.
    pub fn gives_delays(&self) -> bool {
        matches!(self, Pattern::List(list) if list.iter().any(|synapse| synapse.delay_ms.is_some()))
    }

    /// Whether neurons have places.
    pub fn has_distance(&self) -> bool {
        matches!(
            self,
            Pattern::Ring { .. } | Pattern::Chain { .. } | Pattern::Grid { .. }
        )
    }

    /// How many synapses are to be expected.
    pub fn expected(&self, sides: &Sides) -> f64 {
        let (sources, targets) = (sides.sources as f64, sides.targets as f64);
        match self {
            Pattern::AllToAll => sources * targets,
            Pattern::OneToOne => sources.min(targets),
            Pattern::FixedProbability(p) => p * sources * targets,
            Pattern::FixedInDegree(degree) => *degree as f64 * targets,
            Pattern::FixedOutDegree(degree) => *degree as f64 * sources,
            Pattern::Chain { groups } => {
                let groups = *groups as f64;
                (groups - 1.0) * (sources / groups) * (targets / groups)
            }
            Pattern::Ring { reach } => targets * (2.0 * *reach as f64 + 1.0).min(sources),
            // The integral over the plane, or all pairs where the kernel is wider than that.
            Pattern::Grid { peak, width, .. } => {
                let kernel = peak * 2.0 * std::f64::consts::PI * width * width;
                targets * (kernel + 1.0).min(sources)
            }
            Pattern::List(synapses) => synapses.len() as f64,
        }
    }

    /// The most sources that a draw without repetition can find for a target, where that matters.
    pub fn choices(&self, sides: &Sides) -> Option<(usize, usize)> {
        match *self {
            Pattern::FixedInDegree(degree) => {
                let least = (0..sides.targets).map(|t| sides.choices(t)).min();
                Some((degree, least.unwrap_or(0)))
            }
            Pattern::FixedOutDegree(degree) => {
                let overlap = usize::from(!sides.autapses && sides.same.is_some());
                Some((degree, sides.targets.saturating_sub(overlap)))
            }
            _ => None,
        }
    }
}

fn plain(source: u32, target: u32) -> Synapse {
    Synapse {
        source,
        target,
        weight: None,
        delay_ms: None,
    }
}

fn ring_distance(a: usize, b: usize, n: usize) -> usize {
    let apart = a.abs_diff(b) % n;
    apart.min(n - apart)
}

/// Every index of 0..n with probability p, by the geometric distances between hits.
fn bernoulli(n: usize, p: f64, stream: &mut Stream, mut hit: impl FnMut(usize)) {
    if p >= 1.0 {
        (0..n).for_each(hit);
    } else if p > 0.0 {
        let scale = 1.0 / math::elementary::ln_1p(-p);
        let mut next = stream.geometric(scale);
        while next < n as u64 {
            hit(next as usize);
            next = next
                .saturating_add(1)
                .saturating_add(stream.geometric(scale));
        }
    }
}

/// `degree` draws from 0..n that `allowed` accepts, each once unless `repeated`; ascending.
fn draw_distinct(
    degree: usize,
    n: usize,
    repeated: bool,
    stream: &mut Stream,
    into: &mut Vec<u32>,
    allowed: impl Fn(usize) -> bool,
) {
    let start = into.len();
    if !repeated && 2 * degree > n {
        // Most are taken: shuffle all and take the first.
        let mut all: Vec<u32> = (0..n as u32).filter(|&i| allowed(i as usize)).collect();
        stream.shuffle(&mut all);
        into.extend(all.into_iter().take(degree));
        into[start..].sort_unstable();
        return;
    }
    while into.len() - start < degree {
        for _ in into.len() - start..degree {
            let draw = stream.below(n as u64) as usize;
            if allowed(draw) {
                into.push(draw as u32);
            }
        }
        into[start..].sort_unstable();
        if !repeated {
            let mut kept = start;
            for i in start..into.len() {
                if i == start || into[i] != into[kept - 1] {
                    into[kept] = into[i];
                    kept += 1;
                }
            }
            into.truncate(kept);
        }
    }
}

fn out_degree(
    degree: usize,
    sides: &Sides,
    targets: Range<usize>,
    family: &Family,
    found: &mut impl FnMut(&Synapse),
) {
    let mut drawn = Vec::new();
    for source in 0..sides.sources {
        drawn.clear();
        let stream = &mut family.member(source as u64);
        let allowed = |target| sides.allowed(source, target);
        draw_distinct(
            degree,
            sides.targets,
            sides.multapses,
            stream,
            &mut drawn,
            allowed,
        );
        for &target in drawn.iter().filter(|&&t| targets.contains(&(t as usize))) {
            found(&plain(source as u32, target));
        }
    }
}
