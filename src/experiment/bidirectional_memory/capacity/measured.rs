//! Memories of random pairs: what they keep and what they recall.

use super::BamCapacity;
use crate::experiment::{Context, Failure};
use crate::memory::{Bam, Patterns, Resonance, flipped};
use crate::random::Stream;

/// Shares over all memories with the same numbers of units and pairs.
pub struct Measured {
    pub layers: [usize; 2],
    pub pairs: usize,
    /// Stored pairs that are in resonance.
    pub stable: f64,
    /// Noisy cues that recall their pair.
    pub recalled: f64,
    /// Units of either layer that leave their stored state at once.
    pub bit_error: f64,
    /// Passes after which the energy was higher than before.
    pub rises: usize,
    /// Recalls that the limit of passes cut off.
    pub unstable: usize,
}

impl Measured {
    /// Stores random pairs in one memory after another.
    pub fn of(
        settings: &BamCapacity,
        layers: [usize; 2],
        load: f64,
        job: usize,
        context: &Context,
    ) -> Result<Self, Failure> {
        let pairs = settings.pairs(layers, load);
        let mut stream = context.stream(&format!("memories {job}"));
        let mut measured = Measured {
            layers,
            pairs,
            stable: 0.0,
            recalled: 0.0,
            bit_error: 0.0,
            rises: 0,
            unstable: 0,
        };
        for _ in 0..settings.memories {
            context.go_on()?;
            let [a, b] = layers.map(|units| Patterns::random(pairs, units, &mut stream));
            let memory = Bam::new(settings.units.into(), a, b).map_err(Failure::told)?;
            measured.look(&memory);
            measured.recall(settings, &memory, &mut stream);
        }
        let memories = settings.memories as f64;
        measured.stable /= memories * pairs as f64;
        measured.recalled /= memories * settings.recalled.min(pairs) as f64;
        measured.bit_error /= memories * (pairs * (layers[0] + layers[1])) as f64;
        Ok(measured)
    }

    fn look(&mut self, memory: &Bam) {
        let pairs = memory.patterns_a().iter().zip(memory.patterns_b().iter());
        for (a, b) in pairs {
            let errors = memory.unstable_units(a, b);
            self.bit_error += errors as f64;
            self.stable += f64::from(errors == 0);
        }
    }

    fn recall(&mut self, settings: &BamCapacity, memory: &Bam, stream: &mut Stream) {
        let flips = (settings.noise * self.layers[0] as f64).round() as usize;
        let mut resonance = Resonance::new(memory);
        for pair in 0..settings.recalled.min(self.pairs) {
            let (a, b) = (memory.patterns_a().get(pair), memory.patterns_b().get(pair));
            resonance.cue_a(&flipped(a, flips, stream));
            let mut energy = resonance.energy();
            let resonant = resonance.run(settings.max_passes, |now| {
                self.rises += usize::from(now.energy() > energy);
                energy = now.energy();
            });
            self.unstable += usize::from(!resonant.is_stable);
            self.recalled += f64::from(resonance.a() == a && resonance.b() == b);
        }
    }
}
