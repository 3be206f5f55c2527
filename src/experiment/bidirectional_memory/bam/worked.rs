//! The memory by its numbers, found twice, and recalls step by step.

use super::Bam;
use super::cues::{Cue, cues};
use super::pairs::{End, Pairs};
use crate::experiment::{Context, Failure};
use crate::memory::{self, Resonance};
use crate::outcome::Text;

/// Both layers after a pass.
pub struct Frame {
    pub a: Vec<i8>,
    pub b: Vec<i8>,
    pub energy: f64,
}

/// A recall from a cue.
pub struct Recall {
    pub name: Text,
    /// A M of the cue.
    pub fields: Vec<f64>,
    /// The cue, then the layers after every pass that changed a unit, forwards first.
    pub frames: Vec<Frame>,
    pub is_stable: bool,
    pub end: End,
}

/// The numbers of the memory and some recalls.
pub struct Worked {
    /// M by rows.
    pub matrix: Vec<f64>,
    /// A M of every stored pair.
    pub fields: Vec<Vec<f64>>,
    /// E of every stored pair.
    pub energies: Vec<f64>,
    /// Which stored pairs are in resonance.
    pub is_stable: Vec<bool>,
    pub recalls: Vec<Recall>,
    /// Largest differences between the memory's overlaps and the matrix written out: of M, and of
    /// the energies of all frames.
    pub matrix_difference: f64,
    pub energy_difference: f64,
}

impl Worked {
    /// Works everything out.
    pub fn of(settings: &Bam, pairs: &Pairs, context: &Context) -> Result<Self, Failure> {
        let memory = &pairs.memory;
        let matrix = memory.matrix();
        let written_out = outer_products(pairs);
        let cues = cues(settings, pairs, context)?;
        let recalls = cues.into_iter().map(|cue| recall(settings, pairs, cue));
        let recalls: Vec<Recall> = recalls.collect();
        let energy = |frame: &Frame| direct_energy(&written_out, frame, memory.units());
        let frames = recalls.iter().flat_map(|recall| &recall.frames);
        let stored = || (0..pairs.count()).map(|k| pairs.pair(k));
        Ok(Worked {
            matrix_difference: largest_difference(&matrix, &written_out),
            energy_difference: frames
                .map(|frame| (frame.energy - energy(frame)).abs())
                .fold(0.0, f64::max),
            fields: stored().map(|(a, _)| memory.fields_b(a)).collect(),
            energies: stored().map(|(a, b)| memory.energy(a, b)).collect(),
            is_stable: stored()
                .map(|(a, b)| memory.unstable_units(a, b) == 0)
                .collect(),
            matrix,
            recalls,
        })
    }
}

fn recall(settings: &Bam, pairs: &Pairs, cue: Cue) -> Recall {
    let mut resonance = Resonance::new(&pairs.memory);
    resonance.cue_a(&cue.a);
    let frame = |now: &Resonance| Frame {
        a: now.a().to_vec(),
        b: now.b().to_vec(),
        energy: now.energy(),
    };
    let mut frames = vec![frame(&resonance)];
    let resonant = resonance.run(settings.max_passes, |now| frames.push(frame(now)));
    // Passes at the end that change nothing; the first forward pass is shown in any case.
    while frames.len() > 2 && is_same(&frames[frames.len() - 1], &frames[frames.len() - 2]) {
        frames.pop();
    }
    Recall {
        name: cue.name,
        fields: pairs.memory.fields_b(&cue.a),
        is_stable: resonant.is_stable,
        end: pairs.recognise(resonance.a(), resonance.b()),
        frames,
    }
}

fn is_same(x: &Frame, y: &Frame) -> bool {
    x.a == y.a && x.b == y.b
}

/// M = Σ_k X_kᵀ Y_k, term by term.
fn outer_products(pairs: &Pairs) -> Vec<f64> {
    let (n, p) = pairs.units();
    let mut matrix = vec![0.0; n * p];
    for (x, y) in (0..pairs.count()).map(|k| pairs.pair(k)) {
        for (row, x) in matrix.chunks_mut(p).zip(x) {
            for (entry, y) in row.iter_mut().zip(y) {
                *entry += f64::from(x * y);
            }
        }
    }
    matrix
}

/// −A M Bᵀ.
fn direct_energy(matrix: &[f64], frame: &Frame, units: memory::Units) -> f64 {
    let rows = matrix.chunks(frame.b.len()).zip(&frame.a);
    let terms = rows.map(|(row, a)| {
        let inputs = row.iter().zip(&frame.b).map(|(m, b)| m * units.output(*b));
        units.output(*a) * inputs.sum::<f64>()
    });
    -terms.sum::<f64>()
}

fn largest_difference(x: &[f64], y: &[f64]) -> f64 {
    let differences = x.iter().zip(y).map(|(x, y)| (x - y).abs());
    differences.fold(0.0, f64::max)
}
