//! Recall from noisy cues, counted.

use super::Bam;
use super::pairs::{End, Pairs};
use crate::experiment::{Context, Failure};
use crate::memory::{Resonance, flipped};

/// How the recalls at one noise ended.
#[derive(Clone)]
pub struct Tally {
    /// Share of the pixels of A that were flipped.
    pub noise: f64,
    /// Their number.
    pub flips: usize,
    pub recalls: usize,
    /// In the pair of which the cue was made.
    pub right: usize,
    /// In its complement.
    pub complement: usize,
    /// In another stored pair or its complement.
    pub other: usize,
    /// Passes of all recalls.
    pub passes: usize,
    /// Passes after which the energy was higher than before.
    pub rises: usize,
    /// Recalls that the limit of passes cut off.
    pub unstable: usize,
}

impl Tally {
    /// Recalls every pair so many times at the noise of that index.
    pub fn count(
        settings: &Bam,
        pairs: &Pairs,
        index: usize,
        context: &Context,
    ) -> Result<Self, Failure> {
        let noise = settings.noise[index];
        let flips = (noise * pairs.units().0 as f64).round() as usize;
        let mut stream = context.stream(&format!("noise {index}"));
        let mut resonance = Resonance::new(&pairs.memory);
        let mut tally = Tally {
            noise,
            flips,
            recalls: settings.trials * pairs.count(),
            right: 0,
            complement: 0,
            other: 0,
            passes: 0,
            rises: 0,
            unstable: 0,
        };
        for pair in 0..pairs.count() {
            context.go_on()?;
            for _ in 0..settings.trials {
                resonance.cue_a(&flipped(pairs.pair(pair).0, flips, &mut stream));
                let mut energy = resonance.energy();
                let resonant = resonance.run(settings.max_passes, |now| {
                    tally.rises += usize::from(now.energy() > energy);
                    energy = now.energy();
                });
                tally.passes += resonant.passes;
                tally.unstable += usize::from(!resonant.is_stable);
                tally.add(pair, pairs.recognise(resonance.a(), resonance.b()));
            }
        }
        Ok(tally)
    }

    /// Both together, for shares that come to the same number of flips.
    pub fn merge(&mut self, other: &Tally) {
        self.recalls += other.recalls;
        self.right += other.right;
        self.complement += other.complement;
        self.other += other.other;
        self.passes += other.passes;
        self.rises += other.rises;
        self.unstable += other.unstable;
    }

    fn add(&mut self, pair: usize, end: End) {
        match end {
            End::Pair(found) if found == pair => self.right += 1,
            End::Complement(found) if found == pair => self.complement += 1,
            End::Pair(_) | End::Complement(_) => self.other += 1,
            End::Spurious => (),
        }
    }

    /// A count as a share of all recalls.
    pub fn share(&self, count: usize) -> f64 {
        count as f64 / self.recalls as f64
    }

    /// Recalls that ended in nothing stored.
    pub fn spurious(&self) -> usize {
        self.recalls - self.right - self.complement - self.other
    }
}
