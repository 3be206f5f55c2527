//! Passes to and fro in Kosko's bidirectional associative memory until the layers resonate.

use super::Bam;

/// What it took until resonance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resonant {
    /// Whether the layers resonate; false when the limit of passes came first.
    pub is_stable: bool,
    /// Passes in both directions together, with those that showed the end.
    pub passes: usize,
    /// Flips of single units.
    pub flips: usize,
}

/// A pair of states on its way to resonance. Starting and passing allocate nothing.
///
/// With k pairs a pass takes time k (n + p), where the matrix would take n p.
#[derive(Clone, Debug)]
pub struct Resonance<'a> {
    bam: &'a Bam,
    a: Vec<i8>,
    b: Vec<i8>,
    /// A·X_k and B·Y_k of all pairs.
    overlaps_a: Vec<f64>,
    overlaps_b: Vec<f64>,
}

impl<'a> Resonance<'a> {
    /// A resonance that stands at the first stored pair.
    pub fn new(bam: &'a Bam) -> Self {
        let (a, b) = (bam.patterns_a().get(0), bam.patterns_b().get(0));
        let mut resonance = Resonance {
            bam,
            a: a.to_vec(),
            b: b.to_vec(),
            overlaps_a: vec![0.0; bam.a.width()],
            overlaps_b: vec![0.0; bam.b.width()],
        };
        resonance.start(a, b);
        resonance
    }

    /// Sets both states.
    ///
    /// # Panics
    /// When they do not have the units of their layers.
    pub fn start(&mut self, a: &[i8], b: &[i8]) {
        let units = self.bam.units();
        self.bam.a.write_overlaps(a, units, &mut self.overlaps_a);
        self.bam.b.write_overlaps(b, units, &mut self.overlaps_b);
        self.a.copy_from_slice(a);
        self.b.copy_from_slice(b);
    }

    /// Cues layer A; all units of B are silent until the first forward pass, and stay so where they
    /// receive just their threshold.
    ///
    /// # Panics
    /// When the state does not have the units of A.
    pub fn cue_a(&mut self, a: &[i8]) {
        self.b.fill(-1);
        let units = self.bam.units();
        self.bam.a.write_overlaps(a, units, &mut self.overlaps_a);
        self.bam
            .b
            .write_overlaps(&self.b, units, &mut self.overlaps_b);
        self.a.copy_from_slice(a);
    }

    /// The state of layer A.
    pub fn a(&self) -> &[i8] {
        &self.a
    }

    /// The state of layer B.
    pub fn b(&self) -> &[i8] {
        &self.b
    }

    /// E of the states, in time k + n + p.
    pub fn energy(&self) -> f64 {
        let (a, b) = ((&self.a, &self.overlaps_a), (&self.b, &self.overlaps_b));
        self.bam.energy_at((a.0, a.1), (b.0, b.1))
    }

    /// Lets B follow A; returns the number of flips.
    pub fn forward(&mut self) -> usize {
        let layer = &self.bam.b;
        let flips = layer.update(&mut self.b, &self.overlaps_a);
        layer.write_overlaps(&self.b, self.bam.units(), &mut self.overlaps_b);
        flips
    }

    /// Lets A follow B; returns the number of flips.
    pub fn backward(&mut self) -> usize {
        let layer = &self.bam.a;
        let flips = layer.update(&mut self.a, &self.overlaps_b);
        layer.write_overlaps(&self.a, self.bam.units(), &mut self.overlaps_a);
        flips
    }

    /// Passes forwards and backwards in turn until two in a row change nothing, or the limit. After
    /// each pass `watch` is called.
    ///
    /// ```
    /// use galvani::memory::{Bam, Patterns, Resonance, Units};
    /// let a = Patterns::from_text(&["101010", "111000"])?;
    /// let b = Patterns::from_text(&["1100", "1010"])?;
    /// let bam = Bam::new(Units::Binary, a, b)?;
    /// let mut resonance = Resonance::new(&bam);
    /// // The paper's cue, one unit away from the second pattern.
    /// resonance.cue_a(Patterns::from_text(&["011000"])?.get(0));
    /// let mut energies = vec![resonance.energy()];
    /// assert!(resonance.run(10, |now| energies.push(now.energy())).is_stable);
    /// assert_eq!(resonance.b(), bam.patterns_b().get(1));
    /// assert_eq!(energies, [0.0, -4.0, -6.0, -6.0, -6.0]);
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn run(&mut self, limit: usize, mut watch: impl FnMut(&Self)) -> Resonant {
        let mut resonant = Resonant {
            is_stable: false,
            passes: 0,
            flips: 0,
        };
        let mut idle = 0;
        while idle < 2 && resonant.passes < limit {
            let flips = match resonant.passes % 2 {
                0 => self.forward(),
                _ => self.backward(),
            };
            resonant.passes += 1;
            resonant.flips += flips;
            idle = if flips == 0 { idle + 1 } else { 0 };
            watch(self);
        }
        resonant.is_stable = idle == 2;
        resonant
    }
}
