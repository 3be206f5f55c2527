//! The stored pairs, and which of them a state is.

use super::Bam;
use crate::experiment::Failure;
use crate::experiment::bitmaps::{Bitmaps, Named};
use crate::memory::{self, Patterns};

/// The pairs with their names and pictures, and the memory of them.
pub struct Pairs {
    pub a: Vec<Named>,
    pub b: Vec<Named>,
    pub memory: memory::Bam,
}

/// Where a recall ended. Pairs count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In a stored pair.
    Pair(usize),
    /// In a stored pair with all units of both layers turned round.
    Complement(usize),
    /// In neither.
    Spurious,
}

impl Pairs {
    /// Stores the pairs of the settings.
    pub fn of(settings: &Bam) -> Result<Self, Failure> {
        let (a, b) = (read(&settings.a)?, read(&settings.b)?);
        let memory = memory::Bam::new(settings.units.into(), patterns(&a)?, patterns(&b)?);
        Ok(Pairs {
            memory: memory.map_err(Failure::told)?,
            a,
            b,
        })
    }

    /// Number of pairs.
    pub fn count(&self) -> usize {
        self.a.len()
    }

    /// Units of layer A and of layer B.
    pub fn units(&self) -> (usize, usize) {
        (super::pixels(&self.a), super::pixels(&self.b))
    }

    /// What the states of both layers are.
    pub fn recognise(&self, a: &[i8], b: &[i8]) -> End {
        let stored = || (0..self.count()).map(|k| (k, self.pair(k)));
        let is_same = |x: &[i8], y: &[i8], sign: i8| x.iter().zip(y).all(|(x, y)| *x == sign * y);
        let find =
            |sign: i8| stored().find(|(_, (x, y))| is_same(a, x, sign) && is_same(b, y, sign));
        match (find(1), find(-1)) {
            (Some((pair, _)), _) => End::Pair(pair),
            (None, Some((pair, _))) => End::Complement(pair),
            (None, None) => End::Spurious,
        }
    }

    /// The states of a stored pair.
    pub fn pair(&self, pair: usize) -> (&[i8], &[i8]) {
        let memory = &self.memory;
        (memory.patterns_a().get(pair), memory.patterns_b().get(pair))
    }

    /// A pair as figures call it: "A–a".
    pub fn name(&self, pair: usize) -> String {
        format!("{}–{}", self.a[pair].name, self.b[pair].name)
    }
}

/// The pictures of some settings that passed their checks.
pub fn read(pictures: &Bitmaps) -> Result<Vec<Named>, Failure> {
    pictures
        .read()
        .map_err(|(_, message)| Failure::Failed(format!("pictures: {message}")))
}

/// Pixels as signs.
pub fn patterns(named: &[Named]) -> Result<Patterns, Failure> {
    let signs = |named: &Named| -> Vec<i8> {
        let pixels = named.bitmap.pixels().iter();
        pixels.map(|on| if *on { 1 } else { -1 }).collect()
    };
    let signs: Vec<Vec<i8>> = named.iter().map(signs).collect();
    Patterns::new(&signs).map_err(Failure::told)
}
