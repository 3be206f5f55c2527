//! The embedded Reber grammar: strings B x R x E with x = T or P, the same at both places, and R a
//! string of Reber's grammar (A. S. Reber 1967, *J. Verbal Learning* 6:855). To foretell the second
//! x a network must remember the first past all of R (Fahlman 1991; Hochreiter & Schmidhuber 1997,
//! experiment 1, figs. 3 and 4).
//!
//! ```text
//! R:  0 –B→ 1    1 –T→ 2, –P→ 3    2 –S→ 2, –X→ 4    3 –T→ 3, –V→ 5
//!     4 –X→ 3, –S→ 6    5 –P→ 4, –V→ 6    6 –E→ end
//! ```

use super::Example;
use crate::random::Stream;

/// The seven symbols in the order of the inputs and outputs.
pub const SYMBOLS: [char; 7] = ['B', 'T', 'P', 'S', 'X', 'V', 'E'];

/// The arrows that leave each state of R; state 7 is its end.
const ARROWS: [&[(char, u8)]; 7] = [
    &[('B', 1)],
    &[('T', 2), ('P', 3)],
    &[('S', 2), ('X', 4)],
    &[('T', 3), ('V', 5)],
    &[('X', 3), ('S', 6)],
    &[('P', 4), ('V', 6)],
    &[('E', 7)],
];
const END_OF_R: u8 = 7;

/// How far a string has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first B.
    Start,
    /// Before the first x.
    Fork,
    /// Inside R, with the symbol that must come again.
    Inside(char, u8),
    /// Before the last E.
    Last,
    /// Behind it.
    Over,
}

impl Place {
    /// The symbols that may follow and where each leads: one or two.
    fn arrows(self) -> impl Iterator<Item = (char, Place)> {
        let two = |first, second| [first, second].into_iter().flatten();
        match self {
            Place::Start => two(Some(('B', Place::Fork)), None),
            Place::Fork => two(
                Some(('T', Place::Inside('T', 0))),
                Some(('P', Place::Inside('P', 0))),
            ),
            Place::Inside(x, END_OF_R) => two(Some((x, Place::Last)), None),
            Place::Inside(x, state) => {
                let arrows = ARROWS[usize::from(state)];
                let arrow = |&(symbol, to): &(char, u8)| (symbol, Place::Inside(x, to));
                two(arrows.first().map(arrow), arrows.get(1).map(arrow))
            }
            Place::Last => two(Some(('E', Place::Over)), None),
            Place::Over => two(None, None),
        }
    }
}

/// A string of the embedded grammar; of two arrows each is taken with probability ½.
///
/// ```
/// use galvani::{random::Stream, recurrent::tasks::reber};
/// let string = reber::string(&mut Stream::new(1997, "example", "strings", 0));
/// assert!(reber::successors(&string).is_some());
/// // The second T must be a T.
/// assert_eq!(reber::successors("BTBPVVETE").unwrap()[6], ['T']);
/// assert!(reber::successors("BTBPVVEPE").is_none());
/// ```
pub fn string(stream: &mut Stream) -> String {
    let (mut string, mut place) = (String::new(), Place::Start);
    loop {
        let arrows: [Option<(char, Place)>; 2] = {
            let mut arrows = place.arrows();
            [arrows.next(), arrows.next()]
        };
        let taken = match arrows {
            [Some(_), Some(_)] => arrows[stream.below(2) as usize],
            [first, _] => first,
        };
        match taken {
            Some((symbol, next)) => {
                string.push(symbol);
                place = next;
            }
            None => return string,
        }
    }
}

/// The symbols that may follow each symbol of a whole string but the last; `None` when the string is
/// not one of the grammar.
pub fn successors(string: &str) -> Option<Vec<Vec<char>>> {
    let mut place = Place::Start;
    let mut successors = Vec::new();
    for symbol in string.chars() {
        place = place.arrows().find(|(arrow, _)| *arrow == symbol)?.1;
        successors.push(place.arrows().map(|(symbol, _)| symbol).collect());
    }
    successors.pop();
    (place == Place::Over).then_some(successors)
}

/// The prediction of each next symbol; inputs and targets have a 1 at the symbol's place. Symbols of
/// other alphabets are passed over.
pub fn example(string: &str) -> Example {
    let codes: Vec<f64> = string
        .chars()
        .filter(|symbol| SYMBOLS.contains(symbol))
        .flat_map(|symbol| SYMBOLS.map(|other| f64::from(other == symbol)))
        .collect();
    Example::prediction(&codes, SYMBOLS.len())
}

/// Whether the answers to [`example`]`(string)` tell what may follow at every step: all legal
/// successors are answered higher than all others, the criterion of experiment 1. False for a string
/// that is not one of the grammar.
pub fn foretold(string: &str, answers: &[f64]) -> bool {
    let Some(successors) = successors(string) else {
        return false;
    };
    let rows = answers.chunks_exact(SYMBOLS.len());
    successors.iter().zip(rows).all(|(legal, row)| {
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (symbol, answer) in SYMBOLS.iter().zip(row) {
            if legal.contains(symbol) {
                lowest = lowest.min(*answer);
            } else {
                highest = highest.max(*answer);
            }
        }
        lowest > highest
    })
}
