//! Names instead of numbers on an axis: below the bars, boxes and columns that they stand for, and
//! left of the rows of a matrix. Names that do not fit are broken into lines, set smaller, or
//! turned.

use super::axis::{Frame, Measures, turned_words};
use super::font;
use super::lattice::Lattice;
use super::scene::{Anchor, Point, Rect, Scene};
use crate::outcome::figure::{Mark, Panel};
use crate::outcome::{Language, Text};

/// Turned names under bars, and names left of rows, may be so many ems long.
const LONGEST_BAR: f64 = 20.0;
const LONGEST_ROW: f64 = 13.0;
const LONGEST_COLUMN: f64 = 12.0;
/// The smallest em size of names as a share of that of ticks, and the smallest of columns' names
/// that read from left to right.
const SMALLEST: f64 = 0.5;
const SMALLEST_UPRIGHT: f64 = 0.72;
/// Lines of a column's name that reads from left to right.
const MOST_LINES: usize = 3;

/// Names on an x axis.
#[derive(Clone, Debug)]
pub struct Places {
    names: Vec<Vec<String>>,
    turned: bool,
    /// Em size.
    size: f64,
}

impl Places {
    /// The names of a panel's places, broken into lines or turned so that they fit.
    pub fn of(panel: &Panel, language: Language, width: f64, m: &Measures) -> Option<Self> {
        if let Some(lattice) = Lattice::of(panel) {
            return Some(Places::of_columns(&lattice, language, width, m));
        }
        let names = |mark: &Mark| match mark {
            Mark::Bars { places, .. } | Mark::Boxes { places, .. } => Some(places.clone()),
            _ => None,
        };
        let places: Vec<Text> = panel.marks.iter().find_map(names)?;
        let room = width / places.len().max(1) as f64 - 0.5 * m.tick;
        let names: Vec<&str> = places.iter().map(|name| name.get(language)).collect();
        let turned = longest_piece(&names) * m.tick > room;
        // Turned names may be as long as a third of a slide is wide.
        let limit = if turned { LONGEST_BAR * m.tick } else { room };
        let names = names
            .into_iter()
            .map(|name| font::wrap(name, m.tick, false, limit));
        Some(Places {
            names: names.collect(),
            turned,
            size: m.tick,
        })
    }

    /// The names of a lattice's columns: as they are where their pieces fit, else turned.
    fn of_columns(lattice: &Lattice<'_>, language: Language, width: f64, m: &Measures) -> Self {
        let names: Vec<&str> = lattice.columns.iter().map(|n| n.get(language)).collect();
        let step = width / names.len().max(1) as f64;
        let longest = longest_piece(&names);
        if longest == 0.0 {
            // Nothing takes no room.
            return Places {
                names: Vec::new(),
                turned: false,
                size: 0.0,
            };
        }
        let size = m.tick.min(step / (longest + 0.4));
        let upright: Vec<Vec<String>> = names
            .iter()
            .map(|name| font::wrap(name, size, false, step - 0.35 * size))
            .collect();
        let most = upright.iter().map(Vec::len).max().unwrap_or(0);
        if size >= SMALLEST_UPRIGHT * m.tick && most <= MOST_LINES {
            return Places {
                names: upright,
                turned: false,
                size,
            };
        }
        let (names, size) = fitted(&names, step, LONGEST_COLUMN * m.tick, m);
        Places {
            names,
            turned: true,
            size,
        }
    }

    /// The height of the names below the axis.
    pub fn height(&self) -> f64 {
        let most = self.names.iter().map(Vec::len).max().unwrap_or(0);
        if self.turned {
            widest(&self.names, self.size)
        } else {
            most.max(1) as f64 * self.size * font::LINE
        }
    }

    /// Draws the names with their upper edge at `top`.
    pub fn draw(&self, scene: &mut Scene, frame: &Frame, top: f64) {
        for (k, lines) in self.names.iter().enumerate() {
            let middle = frame.x_at(k as f64 + 1.0);
            let count = lines.len() as f64;
            for (line, words) in lines.iter().enumerate() {
                let line = line as f64;
                if self.turned {
                    let across = (line - (count - 1.0) / 2.0) * font::LINE;
                    let x = middle + self.size * (across + font::CAPITAL / 2.0);
                    turned_words(scene, words, (x, top), self.size, Anchor::End);
                } else {
                    let y = top + self.size * (font::ASCENT + line * font::LINE);
                    scene.words(words, (middle, y), self.size, Anchor::Middle);
                }
            }
        }
    }
}

/// Names left of the rows of a lattice.
#[derive(Clone, Debug)]
pub struct Rows {
    names: Vec<Vec<String>>,
    /// Em size.
    size: f64,
}

impl Rows {
    /// The names of a lattice's rows when these are `height` high together.
    pub fn of(lattice: &Lattice<'_>, language: Language, height: f64, m: &Measures) -> Self {
        let names: Vec<&str> = lattice.rows.iter().map(|n| n.get(language)).collect();
        let step = height / names.len().max(1) as f64;
        let (names, size) = fitted(&names, step, LONGEST_ROW * m.tick, m);
        Rows { names, size }
    }

    /// The room they take.
    pub fn width(&self) -> f64 {
        widest(&self.names, self.size)
    }

    /// Draws the names with their right edge at `right`.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, right: f64) {
        let step = plot.height() / self.names.len().max(1) as f64;
        for (k, lines) in self.names.iter().enumerate() {
            let middle = plot.top + (k as f64 + 0.5) * step;
            let first = middle - (lines.len() as f64 - 1.0) / 2.0 * font::LINE * self.size;
            for (line, words) in lines.iter().enumerate() {
                let y = first + self.size * (font::CAPITAL / 2.0 + line as f64 * font::LINE);
                let at: Point = (right, y);
                scene.words(words, at, self.size, Anchor::End);
            }
        }
    }
}

/// The longest part of names that cannot be broken, in ems.
fn longest_piece(names: &[&str]) -> f64 {
    names
        .iter()
        .flat_map(|name| name.split_whitespace())
        .flat_map(font::pieces)
        .map(|word| font::width(word, 1.0, false))
        .fold(0.0, f64::max)
}

fn widest(names: &[Vec<String>], size: f64) -> f64 {
    let lines = names.iter().map(|lines| font::widest(lines, size));
    lines.fold(0.0, f64::max)
}

/// Names in lines no longer than `limit`, in the largest size in which each name's lines fit into
/// `step`. Where not even one line of the smallest size does, names are left out evenly.
fn fitted(names: &[&str], step: f64, limit: f64, m: &Measures) -> (Vec<Vec<String>>, f64) {
    for share in [1.0, 0.9, 0.8, 0.7, 0.6] {
        let size = share * m.tick;
        let lines: Vec<Vec<String>> = names
            .iter()
            .map(|name| font::balanced(name, size, false, limit))
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        if most as f64 * font::LINE * size <= step {
            return (lines, size);
        }
    }
    let size = (step / font::LINE).clamp(SMALLEST * m.tick, 0.8 * m.tick);
    let stride = (font::ASCENT * size / step).ceil().max(1.0) as usize;
    let lines = names.iter().enumerate().map(|(k, name)| match name {
        name if k % stride == 0 && !name.is_empty() => vec![(*name).to_owned()],
        _ => Vec::new(),
    });
    (lines.collect(), size)
}
