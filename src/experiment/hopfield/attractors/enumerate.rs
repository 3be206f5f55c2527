//! All states of small networks, one by one: the second method, which misses nothing.

use super::Attractors;
use super::sort::Sort;
use crate::experiment::{Context, Failure};
use crate::memory::{Attractor, Census, Hopfield, Patterns};
use std::collections::BTreeSet;

/// All networks with one number of patterns.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub patterns: usize,
    /// Networks.
    pub networks: usize,
    /// Fixed points of each sort among all states, over all networks.
    pub fixed: [usize; 5],
    /// Of these, the ones that random starts found.
    pub found: [usize; 5],
    /// States that random starts ended in but that are no fixed points.
    pub false_ends: usize,
    /// Pairs of states that follow each other for ever when all units decide at once.
    pub two_cycles: usize,
    /// Longer cycles of that kind; there are none.
    pub longer_cycles: usize,
}

/// Goes through all states of all small networks with so many patterns.
pub fn count(settings: &Attractors, patterns: usize, context: &Context) -> Result<Counts, Failure> {
    let exact = &settings.exact;
    let mut counts = Counts {
        patterns,
        ..Counts::default()
    };
    for repeat in 0..exact.networks as u64 {
        let mut stream = context.stream_of(&format!("exact, {patterns} patterns"), repeat);
        let stored = Patterns::random(patterns, exact.neurons, &mut stream);
        // A small network may draw a pattern twice, which the pseudo-inverse rule cannot store.
        let Ok(network) = Hopfield::new(settings.units, settings.rule, stored) else {
            continue;
        };
        context.go_on()?;
        let next = successors(&network);
        let is_fixed = |state: &usize| next[*state] == *state;
        let fixed: Vec<usize> = (0..next.len()).filter(is_fixed).collect();
        let census = Census::take(&network, exact.starts, settings.sweeps, 0, &mut stream);
        let found: BTreeSet<usize> = census.found.iter().map(|v| number(&v.state)).collect();
        counts.networks += 1;
        for &state in &fixed {
            let sort = Sort::of(Attractor::of(&signs(state, exact.neurons), &network, 0));
            counts.fixed[sort.place()] += 1;
            counts.found[sort.place()] += usize::from(found.contains(&state));
        }
        counts.false_ends += found.iter().filter(|state| !is_fixed(state)).count();
        let (two, longer) = cycles(&next);
        counts.two_cycles += two;
        counts.longer_cycles += longer;
    }
    Ok(counts)
}

/// The state that follows each when all units decide at once; that of a fixed point is itself.
fn successors(network: &Hopfield) -> Vec<usize> {
    let units = network.size();
    let matrix = network.matrix();
    let outputs = |sign: i8| network.units().output(sign);
    let mut state = signs(0, units);
    let mut fields: Vec<f64> = matrix
        .chunks_exact(units)
        .map(|row| row.iter().zip(&state).map(|(t, &s)| t * outputs(s)).sum())
        .collect();
    let mut next = vec![0; 1 << units];
    let mut gray = 0;
    for step in 0..1_usize << units {
        next[gray] = decided(&state, &fields);
        // Gray's code: the next state differs in one unit.
        let unit = (step + 1).trailing_zeros() as usize;
        if unit < units {
            let change = outputs(-state[unit]) - outputs(state[unit]);
            state[unit] = -state[unit];
            gray ^= 1 << unit;
            for (i, field) in fields.iter_mut().enumerate() {
                *field += matrix[i * units + unit] * change;
            }
        }
    }
    next
}

/// Fields of the pseudo-inverse rule closer to 0 than this are 0.
const ROUNDING: f64 = 1e-9;

fn decided(state: &[i8], fields: &[f64]) -> usize {
    let fires = |(&sign, &field): (&i8, &f64)| match field.abs() <= ROUNDING {
        true => sign > 0,
        false => field > 0.0,
    };
    let units = state.iter().zip(fields).enumerate();
    units.map(|(i, unit)| usize::from(fires(unit)) << i).sum()
}

/// Cycles of two states, and longer ones.
fn cycles(next: &[usize]) -> (usize, usize) {
    // Iterated long enough, only states on cycles are left.
    let mut on_cycles = vec![true; next.len()];
    loop {
        let mut reached = vec![false; next.len()];
        for state in (0..next.len()).filter(|&state| on_cycles[state]) {
            reached[next[state]] = true;
        }
        if reached == on_cycles {
            break;
        }
        on_cycles = reached;
    }
    let states = || (0..next.len()).filter(|&state| on_cycles[state] && next[state] != state);
    let in_pairs = states().filter(|&state| next[next[state]] == state).count();
    (in_pairs / 2, states().count() - in_pairs)
}

/// The signs of a state: bit i set, unit i fires.
fn signs(state: usize, units: usize) -> Vec<i8> {
    (0..units)
        .map(|i| if state >> i & 1 == 1 { 1 } else { -1 })
        .collect()
}

fn number(signs: &[i8]) -> usize {
    let bits = signs.iter().enumerate();
    bits.map(|(i, &sign)| usize::from(sign > 0) << i).sum()
}
