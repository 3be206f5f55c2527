//! Kosko's bidirectional associative memory (B. Kosko 1988, "Bidirectional associative memories",
//! IEEE Trans. Systems, Man, and Cybernetics 18:49–60): layers A of n and B of p units, connected
//! with each other by one matrix that is used in both directions.
//!
//! ```text
//! M = Σ_k X_kᵀ Y_k                                     correlations of bipolar pairs
//! forward:   b_j fires if (A M)_j > S_j,  is silent if below, stays if equal
//! backward:  a_i fires if (B Mᵀ)_i > T_i, is silent if below, stays if equal
//! E(A, B) = −A M Bᵀ + T·A + S·B
//! ```
//!
//! X_k, Y_k are the pairs in ±1, whatever the units count with: the paper stores bipolar pairs and
//! recalls with binary states, since products of binary pairs could only excite. E falls with every
//! pass that changes a unit, for any matrix M ("every matrix is bidirectionally stable"), so passes
//! to and fro end in resonance: a pair that sends each other.
//!
//! The paper's rule of thumb for the number of pairs is min(n, p); a pair is *sure* to be stable only
//! when the others are nearly orthogonal to it, and far fewer random pairs are kept.

use super::signs::Signs;
use super::units::decide;
use super::{Error, Patterns, Units, check_thresholds};

/// A memory for pairs.
#[derive(Clone, Debug)]
pub struct Bam {
    units: Units,
    pub(super) a: Layer,
    pub(super) b: Layer,
}

/// One layer: its half of the pairs and its thresholds.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    patterns: Patterns,
    signs: Signs,
    thresholds: Vec<f64>,
}

impl Layer {
    fn new(patterns: Patterns) -> Self {
        Layer {
            signs: Signs::of_units(&patterns),
            thresholds: vec![0.0; patterns.length()],
            patterns,
        }
    }

    /// Numbers of an overlap vector.
    pub fn width(&self) -> usize {
        self.signs.padded_width()
    }

    /// Σ_i X_ki V_i for every pair k, into a vector of [`Layer::width`].
    pub fn write_overlaps(&self, state: &[i8], units: Units, overlaps: &mut [f64]) {
        assert_eq!(
            state.len(),
            self.thresholds.len(),
            "a state has the units of its layer"
        );
        overlaps.fill(0.0);
        for (unit, &sign) in state.iter().enumerate() {
            let output = units.output(sign);
            if output != 0.0 {
                self.signs.add(unit, output, overlaps);
            }
        }
    }

    /// What a unit of this layer receives from the other layer, whose overlaps these are.
    pub fn field(&self, unit: usize, overlaps_of_other: &[f64]) -> f64 {
        self.signs.dot(unit, overlaps_of_other)
    }

    /// Lets all units decide; returns the number of flips.
    pub fn update(&self, state: &mut [i8], overlaps_of_other: &[f64]) -> usize {
        let mut flips = 0;
        for (unit, sign) in state.iter_mut().enumerate() {
            let excess = self.field(unit, overlaps_of_other) - self.thresholds[unit];
            let new = decide(*sign, excess, 0.0);
            flips += usize::from(new != *sign);
            *sign = new;
        }
        flips
    }

    /// Σ_i U_i V_i.
    fn threshold_energy(&self, state: &[i8], units: Units) -> f64 {
        let terms = state.iter().zip(&self.thresholds);
        terms.map(|(&sign, u)| u * units.output(sign)).sum()
    }
}

impl Bam {
    /// The memory of the pairs (a₁, b₁), (a₂, b₂) …, with thresholds 0. Fails when there are not as
    /// many patterns for B as for A.
    ///
    /// The paper's example:
    ///
    /// ```
    /// use galvani::memory::{Bam, Patterns, Units};
    /// let a = Patterns::from_text(&["101010", "111000"])?;
    /// let b = Patterns::from_text(&["1100", "1010"])?;
    /// let bam = Bam::new(Units::Binary, a.clone(), b.clone())?;
    /// assert_eq!(bam.matrix()[..8], [2.0, 0.0, 0.0, -2.0, 0.0, -2.0, 2.0, 0.0]);
    /// assert_eq!(bam.fields_b(a.get(0)), [4.0, 2.0, -2.0, -4.0]);
    /// assert_eq!(bam.energy(a.get(0), b.get(0)), -6.0);
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn new(units: Units, a: Patterns, b: Patterns) -> Result<Self, Error> {
        if a.count() != b.count() {
            return Err(Error::Unpaired {
                a: a.count(),
                b: b.count(),
            });
        }
        let (a, b) = (Layer::new(a), Layer::new(b));
        Ok(Bam { units, a, b })
    }

    /// The same memory with thresholds T of layer A and S of layer B. Fails when there are not as
    /// many as units or one is not finite.
    pub fn with_thresholds(mut self, of_a: Vec<f64>, of_b: Vec<f64>) -> Result<Self, Error> {
        check_thresholds(&of_a, self.a.thresholds.len())?;
        check_thresholds(&of_b, self.b.thresholds.len())?;
        self.a.thresholds = of_a;
        self.b.thresholds = of_b;
        Ok(self)
    }

    /// How the units count.
    pub fn units(&self) -> Units {
        self.units
    }

    /// The stored patterns of layer A.
    pub fn patterns_a(&self) -> &Patterns {
        &self.a.patterns
    }

    /// The stored patterns of layer B.
    pub fn patterns_b(&self) -> &Patterns {
        &self.b.patterns
    }

    /// M, n × p by rows: for figures and small memories; nothing else here forms it.
    pub fn matrix(&self) -> Vec<f64> {
        let (n, p) = (self.a.thresholds.len(), self.b.thresholds.len());
        let mut matrix = Vec::with_capacity(n * p);
        let mut row = vec![0.0; self.a.width()];
        for i in 0..n {
            self.a.signs.write(i, &mut row);
            matrix.extend((0..p).map(|j| self.b.field(j, &row)));
        }
        matrix
    }

    /// A M: what the units of B receive from a state of A.
    ///
    /// # Panics
    /// When the state does not have the units of A.
    pub fn fields_b(&self, a: &[i8]) -> Vec<f64> {
        fields(&self.a, a, &self.b, self.units)
    }

    /// B Mᵀ: what the units of A receive from a state of B.
    ///
    /// # Panics
    /// When the state does not have the units of B.
    pub fn fields_a(&self, b: &[i8]) -> Vec<f64> {
        fields(&self.b, b, &self.a, self.units)
    }

    /// E(A, B) = −A M Bᵀ + T·A + S·B.
    ///
    /// # Panics
    /// When the states do not have the units of their layers.
    pub fn energy(&self, a: &[i8], b: &[i8]) -> f64 {
        let (mut x, mut y) = (vec![0.0; self.a.width()], vec![0.0; self.b.width()]);
        self.a.write_overlaps(a, self.units, &mut x);
        self.b.write_overlaps(b, self.units, &mut y);
        self.energy_at((a, &x), (b, &y))
    }

    /// E of states with their overlaps.
    pub(super) fn energy_at(&self, a: (&[i8], &[f64]), b: (&[i8], &[f64])) -> f64 {
        // A M Bᵀ = Σ_k (A·X_k)(Y_k·B).
        let products: f64 = a.1.iter().zip(b.1).map(|(x, y)| x * y).sum();
        let of_thresholds =
            self.a.threshold_energy(a.0, self.units) + self.b.threshold_energy(b.0, self.units);
        of_thresholds - products
    }

    /// The number of units of both layers that a pair would change in each other; 0 in resonance.
    ///
    /// # Panics
    /// When the states do not have the units of their layers.
    pub fn unstable_units(&self, a: &[i8], b: &[i8]) -> usize {
        let (mut x, mut y) = (vec![0.0; self.a.width()], vec![0.0; self.b.width()]);
        self.a.write_overlaps(a, self.units, &mut x);
        self.b.write_overlaps(b, self.units, &mut y);
        self.a.update(&mut a.to_vec(), &y) + self.b.update(&mut b.to_vec(), &x)
    }

    /// How many of the stored pairs are in resonance: what the memory keeps of what it was given.
    ///
    /// ```
    /// use galvani::memory::{Bam, Patterns, Units};
    /// let a = Patterns::from_text(&["1100", "1010", "1001"])?;
    /// let bam = Bam::new(Units::Bipolar, a.clone(), a)?;
    /// assert_eq!(bam.stable_pairs(), 3); // orthogonal
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn stable_pairs(&self) -> usize {
        let pairs = self.a.patterns.iter().zip(self.b.patterns.iter());
        pairs
            .filter(|(a, b)| self.unstable_units(a, b) == 0)
            .count()
    }
}

fn fields(from: &Layer, state: &[i8], to: &Layer, units: Units) -> Vec<f64> {
    let mut overlaps = vec![0.0; from.width()];
    from.write_overlaps(state, units, &mut overlaps);
    (0..to.thresholds.len())
        .map(|unit| to.field(unit, &overlaps))
        .collect()
}
