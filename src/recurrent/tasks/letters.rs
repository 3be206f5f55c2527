//! Letters with a structure of variable length: 1,000 random consonants, each followed by its vowels,
//! b → ba, d → dii, g → guuu. The vowels and their number follow from the consonant, the next consonant
//! from nothing (Elman 1990, pp. 188–192).
//!
//! Six features code a letter, each 0 or 1 (the table of p. 189):
//!
//! | | consonant | vowel | interrupted | high | back | voiced |
//! |---|---|---|---|---|---|---|
//! | b | 1 | 0 | 1 | 0 | 0 | 1 |
//! | d | 1 | 0 | 1 | 1 | 0 | 1 |
//! | g | 1 | 0 | 1 | 0 | 1 | 1 |
//! | a | 0 | 1 | 0 | 0 | 1 | 1 |
//! | i | 0 | 1 | 0 | 1 | 0 | 1 |
//! | u | 0 | 1 | 0 | 1 | 1 | 1 |

use super::Example;
use crate::random::Stream;

/// Numbers in a letter's code.
pub const FEATURES: usize = 6;

/// Which random consonant brings which letters.
pub const SYLLABLES: [&str; 3] = ["ba", "dii", "guuu"];

/// The code of a letter; `None` for any but b, d, g, a, i, u.
pub fn code(letter: char) -> Option<[f64; FEATURES]> {
    let code = match letter {
        'b' => [1, 0, 1, 0, 0, 1],
        'd' => [1, 0, 1, 1, 0, 1],
        'g' => [1, 0, 1, 0, 1, 1],
        'a' => [0, 1, 0, 0, 1, 1],
        'i' => [0, 1, 0, 1, 0, 1],
        'u' => [0, 1, 0, 1, 1, 1],
        _ => return None,
    };
    Some(code.map(f64::from))
}

/// Whether the letter is one of the three that cannot be foretold.
pub fn is_consonant(letter: char) -> bool {
    matches!(letter, 'b' | 'd' | 'g')
}

/// The letters that so many random consonants bring.
///
/// ```
/// use galvani::{random::Stream, recurrent::tasks::letters};
/// let text = letters::text(1000, &mut Stream::new(1990, "example", "letters", 0));
/// assert!(text.replace("ba", "").replace("dii", "").replace("guuu", "").is_empty());
/// ```
pub fn text(consonants: usize, stream: &mut Stream) -> String {
    let syllable = |_| SYLLABLES[stream.below(3) as usize];
    (0..consonants).map(syllable).collect()
}

/// The prediction of each next letter; letters without a code are passed over.
pub fn example(text: &str) -> Example {
    let codes: Vec<f64> = text.chars().filter_map(code).flatten().collect();
    Example::prediction(&codes, FEATURES)
}
