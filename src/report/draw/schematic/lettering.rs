//! Words of a node: letters below and above the line, lines broken at spaces, made smaller until they
//! fit.

use crate::report::draw::font;
use crate::report::draw::scene::{Anchor, Colour, Point, Scene};

/// Size of letters below or above the line, in ems, and how far they are moved.
const SMALL: f64 = 0.68;
const LOWER: f64 = 0.2;
const RAISE: f64 = 0.36;
/// Words are made smaller by this factor, at most so often.
const SHRINK: f64 = 0.94;
const MOST_SHRINKS: usize = 14;

/// Letters of one size at one height.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    text: String,
    small: bool,
    /// How far the baseline lies above that of the line, in ems.
    raised: f64,
}

/// Lines of words that fit into their place.
#[derive(Clone, Debug)]
pub struct Lettering {
    lines: Vec<String>,
    size: f64,
}

impl Lettering {
    /// The words in lines within the limits of width and height, of the em size `size` or smaller.
    pub fn fit(text: &str, size: f64, (wide, high): (f64, f64)) -> Self {
        let mut words = Lettering {
            lines: wrap(text, size, wide),
            size,
        };
        for _ in 0..MOST_SHRINKS {
            if words.width() <= wide && words.height() <= high {
                break;
            }
            words.size *= SHRINK;
            words.lines = wrap(text, words.size, wide);
        }
        words
    }

    pub fn width(&self) -> f64 {
        let widths = self.lines.iter().map(|line| width(line, self.size));
        widths.fold(0.0, f64::max)
    }

    pub fn height(&self) -> f64 {
        self.lines.len() as f64 * font::LINE * self.size
    }

    /// Draws the lines with their middle at that height.
    pub fn draw(&self, scene: &mut Scene, (x, y): Point, anchor: Anchor, colour: Colour) {
        let above = (self.lines.len() as f64 - 1.0) / 2.0 * font::LINE;
        for (k, line) in self.lines.iter().enumerate() {
            let below = font::CAPITAL / 2.0 + k as f64 * font::LINE - above;
            let baseline = y + below * self.size;
            let long = width(line, self.size);
            let mut left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - long / 2.0,
                Anchor::End => x - long,
            };
            for run in runs(line) {
                let size = if run.small {
                    SMALL * self.size
                } else {
                    self.size
                };
                let at = (left, baseline - run.raised * self.size);
                left += font::width(&run.text, size, false);
                scene.coloured_words(run.text, at, size, Anchor::Start, colour);
            }
        }
    }
}

/// Splits `w_{ij}x^{2}` into its runs.
fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = line;
    let mut push = |text: &str, small: bool, raised: f64| {
        if !text.is_empty() {
            let text = text.to_owned();
            runs.push(Run {
                text,
                small,
                raised,
            });
        }
    };
    while let Some(start) = rest.find("_{").into_iter().chain(rest.find("^{")).min() {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        push(&rest[..start], false, 0.0);
        let is_lower = rest[start..].starts_with('_');
        let raised = if is_lower { -LOWER } else { RAISE };
        push(&rest[start + 2..start + length], true, raised);
        rest = &rest[start + length + 1..];
    }
    push(rest, false, 0.0);
    runs
}

fn width(line: &str, size: f64) -> f64 {
    let widths = runs(line).into_iter().map(|run| {
        let size = if run.small { SMALL * size } else { size };
        font::width(&run.text, size, false)
    });
    widths.sum()
}

/// Lines of about the same length, no wider than `limit` where words allow.
fn wrap(text: &str, size: f64, limit: f64) -> Vec<String> {
    let paragraph = |words: &str| {
        let lines = greedy(words, size, limit);
        if lines.len() < 2 {
            return lines;
        }
        // The narrowest limit that takes no more lines.
        let narrower = (1..20).rev().map(|k| limit * f64::from(k) / 20.0);
        let others = narrower.map(|limit| greedy(words, size, limit));
        let count = lines.len();
        let fits = |other: &Vec<String>| {
            other.len() == count && other.iter().all(|line| width(line, size) <= limit)
        };
        others.take_while(fits).last().unwrap_or(lines)
    };
    text.split('\n').flat_map(paragraph).collect()
}

fn greedy(words: &str, size: f64, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(&longer, size) <= limit {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_below_and_above_the_line() {
        let found = runs("w_{ij}x^{2}");
        let texts: Vec<&str> = found.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts, ["w", "ij", "x", "2"]);
        assert!(found[1].raised < 0.0 && found[3].raised > 0.0);
        // What is not closed stays as it is.
        assert_eq!(runs("a_{b")[0].text, "a_{b");
    }

    #[test]
    fn lines_are_balanced_and_breaks_are_kept() {
        let lines = wrap("one two three four", 10.0, 1000.0);
        assert_eq!(lines, ["one two three four"]);
        assert_eq!(wrap("one\ntwo", 10.0, 1000.0), ["one", "two"]);
        let limit = width("one two three", 10.0);
        assert_eq!(
            wrap("one two three four", 10.0, limit),
            ["one two", "three four"]
        );
    }

    #[test]
    fn words_shrink_until_they_fit() {
        let words = Lettering::fit("unbreakable", 10.0, (width("unbreakable", 8.0), 100.0));
        assert!(words.size < 8.1 && words.width() <= width("unbreakable", 8.0));
    }
}
