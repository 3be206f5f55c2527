//! The synapses of a projection onto one worker's cells, in compressed rows: a row for every delay
//! and source, so that the spikes of a grid point d steps ago find what arrives now without a queue.

use super::network::{Projection, projection_streams};
use super::pattern::{Sides, Synapse};
use crate::random::{Family, Stream};
use std::ops::Range;

/// The weights of synapses.
#[derive(Clone, Debug, PartialEq)]
pub enum Weights {
    /// All have the same.
    Same(f64),
    /// Each its own, in the order of the targets.
    Each(Vec<f64>),
}

/// A cache line.
#[cfg(target_arch = "x86_64")]
const LINE_BYTES: usize = 64;
/// The first lines of a row, which are asked for.
#[cfg(target_arch = "x86_64")]
const LINES: usize = 8;

/// Rows of synapses. Those of source s with delay `delays[d]` are
/// `offsets[d · sources + s]..offsets[d · sources + s + 1]` of `targets` and of the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Different delays, in steps, ascending.
    pub delays: Vec<u32>,
    sources: usize,
    offsets: Vec<u32>,
    /// Cells of the worker, counted from its first.
    pub targets: Vec<u32>,
    pub weights: Weights,
}

/// Synapses in the order in which the pattern finds them.
struct Found {
    sources: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    delays: Vec<u32>,
}

impl Rows {
    /// Draws the synapses onto the cells `owned` (indices of the target population).
    pub fn build(
        projection: &Projection,
        sides: &Sides,
        owned: &Range<usize>,
        dt_ms: f64,
        family: &dyn Fn(&str) -> Family,
    ) -> Self {
        let part = &projection.target.cells;
        let from = owned.start.clamp(part.start, part.end);
        let to = owned.end.clamp(part.start, part.end);
        let targets = from - part.start..to - part.start;
        let base = part.start as i64 - owned.start as i64;
        let found = find(projection, sides, targets, base, dt_ms, family);
        let same_delay = projection.delay_ms.constant();
        let same_delay = same_delay.map(|ms| delay_steps(ms, dt_ms));
        let delays = match same_delay {
            _ if found.targets.is_empty() => Vec::new(),
            Some(steps) if found.delays.is_empty() => vec![steps],
            _ => different(&found.delays),
        };
        sort(found, delays, sides.sources, projection.weight.constant())
    }

    /// The place of the row of a source (index in its part) and of the delay of that index.
    #[inline]
    pub fn row(&self, delay: usize, source: usize) -> Range<usize> {
        let place = delay * self.sources + source;
        self.offsets[place] as usize..self.offsets[place + 1] as usize
    }

    /// Asks the caches for a row that will be used soon.
    #[inline]
    pub fn fetch(&self, row: Range<usize>) {
        fetch(&self.targets[row.clone()]);
        if let Weights::Each(weights) = &self.weights {
            fetch(&weights[row]);
        }
    }

    /// Number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// The place of a row among all.
    #[inline]
    pub fn place(&self, delay: usize, source: usize) -> usize {
        delay * self.sources + source
    }

    /// The row at a place.
    #[inline]
    pub fn at(&self, place: usize) -> Range<usize> {
        self.offsets[place] as usize..self.offsets[place + 1] as usize
    }

    /// Number of rows, those without synapses included.
    pub fn places(&self) -> usize {
        self.delays.len() * self.sources
    }

    /// The weights, each synapse's own from now on.
    pub fn own_weights(&mut self) -> &mut [f64] {
        if let Weights::Same(weight) = self.weights {
            self.weights = Weights::Each(vec![weight; self.targets.len()]);
        }
        match &mut self.weights {
            Weights::Each(weights) => weights,
            Weights::Same(_) => &mut [],
        }
    }

    /// Every synapse: source, target (of this worker, counted from its first cell), weight, delay in
    /// steps.
    pub fn synapses(&self) -> impl Iterator<Item = (u32, u32, f64, u32)> + '_ {
        let rows = (0..self.delays.len()).flat_map(move |d| (0..self.sources).map(move |s| (d, s)));
        rows.flat_map(move |(d, s)| {
            self.row(d, s).map(move |i| {
                let weight = match &self.weights {
                    Weights::Same(weight) => *weight,
                    Weights::Each(weights) => weights[i],
                };
                (s as u32, self.targets[i], weight, self.delays[d])
            })
        })
    }
}

/// Asks the caches for the first lines of a slice; behind them the processor goes on by itself.
#[inline(always)]
fn fetch<T>(slice: &[T]) {
    #[cfg(target_arch = "x86_64")]
    for line in slice.chunks(LINE_BYTES / size_of::<T>()).take(LINES) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: every x86-64 has SSE, and a hint reads nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = slice;
}

/// A delay on the grid.
pub fn delay_steps(ms: f64, dt_ms: f64) -> u32 {
    (ms / dt_ms).round().max(0.0) as u32
}

fn find(
    projection: &Projection,
    sides: &Sides,
    targets: Range<usize>,
    base: i64,
    dt_ms: f64,
    family: &dyn Fn(&str) -> Family,
) -> Found {
    let names = projection_streams(&projection.name);
    let [wiring, weights, delays] = names.map(|name| family(&name));
    let pattern = &projection.pattern;
    let space = projection.weight.needs_distance() || projection.delay_ms.needs_distance();
    let own_weights = projection.weight.constant().is_none() || pattern.gives_weights();
    let own_delays = projection.delay_ms.constant().is_none() || pattern.gives_delays();
    let share = targets.len() as f64 / sides.targets.max(1) as f64;
    let mean = pattern.expected(sides) * share;
    let expected = (mean + 5.0 * mean.sqrt()) as usize;
    let mut found = Found {
        sources: Vec::with_capacity(expected),
        targets: Vec::with_capacity(expected),
        weights: Vec::with_capacity(if own_weights { expected } else { 0 }),
        delays: Vec::with_capacity(if own_delays { expected } else { 0 }),
    };
    let mut drawing: Option<(u32, Stream, Stream)> = None;
    pattern.for_each(sides, targets, &wiring, |synapse: &Synapse| {
        let Synapse { source, target, .. } = *synapse;
        found.sources.push(source);
        found.targets.push((i64::from(target) + base) as u32);
        if !own_weights && !own_delays {
            return;
        }
        let distance = if space {
            pattern.distance(source as usize, target as usize, sides)
        } else {
            0.0
        };
        // The streams of a projection drawn source by source belong to the pair.
        let (key, number) = if pattern.is_by_source() {
            (source, u64::from(source) << 32 | u64::from(target))
        } else {
            (target, u64::from(target))
        };
        let fresh = pattern.is_by_source() || drawing.as_ref().is_none_or(|(k, ..)| *k != key);
        if fresh {
            drawing = Some((key, weights.member(number), delays.member(number)));
        }
        let (_, of_weights, of_delays) = drawing.as_mut().expect("just set");
        if own_weights {
            let drawn = |stream: &mut Stream| projection.weight.draw(distance, stream);
            found
                .weights
                .push(synapse.weight.unwrap_or_else(|| drawn(of_weights)));
        }
        if own_delays {
            let drawn = |stream: &mut Stream| projection.delay_ms.draw(distance, stream);
            let ms = synapse.delay_ms.unwrap_or_else(|| drawn(of_delays));
            found.delays.push(delay_steps(ms, dt_ms));
        }
    });
    found
}

/// The different ones among many delays, ascending.
fn different(delays: &[u32]) -> Vec<u32> {
    let longest = delays.iter().copied().max().unwrap_or(0);
    let mut occurs = vec![false; longest as usize + 1];
    for &delay in delays {
        occurs[delay as usize] = true;
    }
    (0..=longest)
        .filter(|&delay| occurs[delay as usize])
        .collect()
}

/// Counting sort by delay and source, which keeps the order within a row.
fn sort(found: Found, delays: Vec<u32>, sources: usize, same_weight: Option<f64>) -> Rows {
    let n = found.targets.len();
    let mut index_of = vec![0; delays.last().map_or(0, |&longest| longest as usize + 1)];
    for (index, &delay) in delays.iter().enumerate() {
        index_of[delay as usize] = index;
    }
    let place = |i: usize| {
        let delay = found.delays.get(i);
        let index = delay.map_or(0, |&delay| index_of[delay as usize]);
        index * sources + found.sources[i] as usize
    };
    let mut offsets = vec![0u32; delays.len() * sources + 1];
    for i in 0..n {
        offsets[place(i) + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    let mut next = offsets.clone();
    let mut targets = vec![0u32; n];
    let mut weights = vec![0.0; found.weights.len()];
    for i in 0..n {
        let to = &mut next[place(i)];
        targets[*to as usize] = found.targets[i];
        if let Some(&weight) = found.weights.get(i) {
            weights[*to as usize] = weight;
        }
        *to += 1;
    }
    Rows {
        delays,
        sources,
        offsets,
        targets,
        weights: match same_weight {
            Some(weight) if weights.is_empty() => Weights::Same(weight),
            _ => Weights::Each(weights),
        },
    }
}
