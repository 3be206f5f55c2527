//! Patterns of signs: what memories store and are cued with.

use super::Error;
use crate::random::Stream;

/// p patterns of N signs each, +1 or −1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patterns {
    length: usize,
    /// Pattern after pattern.
    signs: Vec<i8>,
}

impl Patterns {
    /// Patterns from their signs. Fails without patterns, with patterns of no or of different
    /// lengths, and with other numbers than 1 and −1.
    ///
    /// ```
    /// use galvani::memory::Patterns;
    /// let patterns = Patterns::new(&[[1, -1, 1], [1, 1, -1]])?;
    /// assert_eq!((patterns.count(), patterns.length()), (2, 3));
    /// let error = Patterns::new(&[[1, -1], [1, 0]]).unwrap_err();
    /// assert_eq!(error.to_string(), "pattern 2 has 0 at unit 2, must be 1 or -1");
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn new<P: AsRef<[i8]>>(patterns: &[P]) -> Result<Self, Error> {
        let length = match patterns.first() {
            None => return Err(Error::NoPatterns),
            Some(first) => first.as_ref().len(),
        };
        if length == 0 {
            return Err(Error::NoUnits);
        }
        let mut signs = Vec::with_capacity(patterns.len() * length);
        for (index, pattern) in patterns.iter().enumerate() {
            check(index + 1, pattern.as_ref(), length)?;
            signs.extend_from_slice(pattern.as_ref());
        }
        Ok(Patterns { length, signs })
    }

    /// Patterns from pictures in letters: `#` or `1` is a unit that fires, `.` or `0` one that does
    /// not; white space separates rows and counts for nothing. Fails as [`Patterns::new`] does, and
    /// with other letters.
    ///
    /// ```
    /// use galvani::memory::Patterns;
    /// assert_eq!(Patterns::from_text(&["#. .#"])?.get(0), [1, -1, -1, 1]);
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn from_text(pictures: &[&str]) -> Result<Self, Error> {
        let read = |(index, picture): (usize, &&str)| {
            let letters = picture.chars().filter(|letter| !letter.is_whitespace());
            let signs = letters.map(|letter| match letter {
                '#' | '1' => Ok(1),
                '.' | '0' => Ok(-1),
                _ => Err(Error::NotAPixel {
                    pattern: index + 1,
                    letter,
                }),
            });
            signs.collect::<Result<Vec<i8>, Error>>()
        };
        let patterns = pictures.iter().enumerate().map(read);
        Self::new(&patterns.collect::<Result<Vec<_>, Error>>()?)
    }

    /// `count` patterns of `length` signs, each +1 or −1 with probability ½.
    ///
    /// # Panics
    /// When `count` or `length` is 0.
    pub fn random(count: usize, length: usize, stream: &mut Stream) -> Self {
        assert!(
            count > 0 && length > 0,
            "{count} patterns of {length} units"
        );
        let sign = |_| if stream.uniform() < 0.5 { -1 } else { 1 };
        Patterns {
            length,
            signs: (0..count * length).map(sign).collect(),
        }
    }

    /// Number p of patterns.
    pub fn count(&self) -> usize {
        self.signs.len() / self.length
    }

    /// Signs of a pattern, N.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The signs of a pattern, counted from 0.
    ///
    /// # Panics
    /// When there is no such pattern.
    pub fn get(&self, pattern: usize) -> &[i8] {
        &self.signs[pattern * self.length..][..self.length]
    }

    /// All patterns in their order.
    pub fn iter(&self) -> impl Iterator<Item = &[i8]> {
        self.signs.chunks_exact(self.length)
    }
}

fn check(pattern: usize, signs: &[i8], expected: usize) -> Result<(), Error> {
    if signs.len() != expected {
        return Err(Error::Lengths {
            pattern,
            found: signs.len(),
            expected,
        });
    }
    match signs.iter().position(|sign| sign.abs() != 1) {
        Some(unit) => Err(Error::NotASign {
            pattern,
            unit: unit + 1,
            value: signs[unit],
        }),
        None => Ok(()),
    }
}

/// The number of units in which two states differ (Hamming's distance).
///
/// # Panics
/// When the states differ in length.
pub fn distance(x: &[i8], y: &[i8]) -> usize {
    assert_eq!(x.len(), y.len(), "states of different networks");
    x.iter().zip(y).filter(|(x, y)| x != y).count()
}

/// The overlap m = (1/N) Σ x_i·y_i of two states: 1 for equal ones, −1 for opposite ones, about 0
/// for unrelated ones.
///
/// ```
/// assert_eq!(galvani::memory::overlap(&[1, 1, -1, 1], &[1, 1, 1, 1]), 0.5);
/// ```
///
/// # Panics
/// When the states differ in length.
pub fn overlap(x: &[i8], y: &[i8]) -> f64 {
    1.0 - 2.0 * distance(x, y) as f64 / x.len() as f64
}

/// A state with `count` different units flipped, every set of them as likely as any other.
///
/// # Panics
/// When the state has fewer units.
pub fn flipped(state: &[i8], count: usize, stream: &mut Stream) -> Vec<i8> {
    let units = state.len();
    assert!(count <= units, "{count} flips of {units} units");
    let mut order: Vec<usize> = (0..units).collect();
    let mut noisy = state.to_vec();
    // The first steps of a shuffle.
    for place in 0..count {
        order.swap(place, place + stream.below((units - place) as u64) as usize);
        noisy[order[place]] *= -1;
    }
    noisy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told() {
        let told = |patterns: &[&[i8]]| Patterns::new(patterns).unwrap_err().to_string();
        assert_eq!(told(&[]), "there are 0 patterns, must be at least 1");
        assert_eq!(told(&[&[]]), "pattern 1 has 0 units, must have at least 1");
        assert_eq!(
            told(&[&[1, 1], &[1]]),
            "pattern 2 has 1 units, must have 2 as pattern 1 has"
        );
        let error = Patterns::from_text(&["#?"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "pattern 1 has `?`, must be # or 1 for on, . or 0 for off"
        );
    }

    #[test]
    fn so_many_units_are_flipped_and_all_alike() {
        let mut stream = Stream::new(1, "test", "flips", 0);
        let state = [1, -1, 1, -1, 1];
        let mut times = [0u32; 5];
        for _ in 0..10_000 {
            let noisy = flipped(&state, 2, &mut stream);
            assert_eq!(distance(&state, &noisy), 2);
            for unit in 0..5 {
                times[unit] += u32::from(noisy[unit] != state[unit]);
            }
        }
        // Binomial with mean 4,000 and standard deviation √(10,000·0.4·0.6) = 49.
        assert!(times.iter().all(|&t| t.abs_diff(4_000) < 245), "{times:?}");
        assert_eq!(flipped(&state, 5, &mut stream), [-1, 1, -1, 1, -1]);
    }

    #[test]
    fn random_signs_are_even() {
        let mut stream = Stream::new(1, "test", "patterns", 0);
        let patterns = Patterns::random(100, 1_000, &mut stream);
        let sum: i32 = patterns.iter().flatten().map(|&s| i32::from(s)).sum();
        // Standard deviation √100,000 = 316.
        assert!(sum.abs() < 1_600, "{sum}");
    }
}
