//! Rows and columns of cells with names on both axes, as matrices and Hinton diagrams have them:
//! the shape of the cells and the place of all of them.

use super::axis::Measures;
use super::font;
use super::scale::Range;
use super::scene::Rect;
use crate::outcome::Text;
use crate::outcome::figure::{Mark, Panel, Scale};

/// The rows and columns of a panel.
#[derive(Clone, Copy, Debug)]
pub struct Lattice<'a> {
    pub rows: &'a [Text],
    pub columns: &'a [Text],
    /// The longest words in a cell with the space around them, in their ems.
    words: f64,
    /// Width of a cell over its height.
    shape: f64,
    /// The greatest height of a cell, in ems of the ticks.
    largest: f64,
}

/// The greatest heights of cells, in ems of the ticks.
const LARGEST_MATRIX: f64 = 6.6;
const LARGEST_HINTON: f64 = 2.8;
/// Words in a cell are about so many times lower than it, and have so many ems of free space.
const WORDS_HEIGHT: f64 = 2.0;
const WORDS_SPACE: f64 = 0.8;
/// The smallest words in cells, as a share of the ticks' em.
const SMALLEST_WORDS: f64 = 0.55;
/// The flattest cell.
const FLATTEST: f64 = 3.0;
/// The height of a name in two lines, in ems of the ticks.
const NAME_HEIGHT: f64 = 2.5;

impl<'a> Lattice<'a> {
    /// The lattice of a panel that has one.
    pub fn of(panel: &'a Panel) -> Option<Self> {
        panel.marks.iter().find_map(|mark| match mark {
            Mark::Matrix {
                rows,
                columns,
                texts,
                ..
            } => {
                let words = match font::widest(texts, 1.0) {
                    0.0 => 0.0,
                    longest => longest + WORDS_SPACE,
                };
                Some(Lattice {
                    rows,
                    columns,
                    words,
                    shape: (words / WORDS_HEIGHT).clamp(1.0, FLATTEST),
                    largest: LARGEST_MATRIX,
                })
            }
            Mark::Hinton { rows, columns, .. } => Some(Lattice {
                rows,
                columns,
                words: 0.0,
                shape: 1.0,
                largest: LARGEST_HINTON,
            }),
            _ => None,
        })
    }

    /// The ranges of the axes: cell k lies around k + 1, row 0 on top.
    pub fn ranges(&self) -> (Range, Range) {
        let range = |from: f64, to: f64| Range {
            scale: Scale::Linear,
            from,
            to,
        };
        let (rows, columns) = self.counts();
        (range(0.5, columns + 0.5), range(rows + 0.5, 0.5))
    }

    fn counts(&self) -> (f64, f64) {
        let count = |names: &[Text]| names.len().max(1) as f64;
        (count(self.rows), count(self.columns))
    }

    /// Width and height of a cell: as flat as its words where the width allows, and else up to a
    /// square, lest the rows be lower than their names.
    fn cell(&self, width: f64, height: f64, m: &Measures) -> (f64, f64) {
        let (rows, columns) = self.counts();
        let widest = width / columns;
        let high = (widest / self.shape)
            .max(NAME_HEIGHT * m.tick)
            .min(widest)
            .min(height / rows)
            .min(self.largest * m.tick);
        (widest.min(self.shape * high), high)
    }

    /// The least width in which the words in the cells can be read.
    pub fn narrowest(&self, m: &Measures) -> f64 {
        self.counts().1 * self.words * SMALLEST_WORDS * m.tick
    }

    /// The height of all rows where at most `width` by `height` pixels are free.
    pub fn height(&self, width: f64, height: f64, m: &Measures) -> f64 {
        self.counts().0 * self.cell(width, height, m).1
    }

    /// The place of the cells in the middle of the upper edge of a plot.
    pub fn place(&self, plot: Rect, m: &Measures) -> Rect {
        let (rows, columns) = self.counts();
        let (wide, high) = self.cell(plot.width(), plot.height(), m);
        let middle = (plot.left + plot.right) / 2.0;
        Rect {
            left: middle - columns * wide / 2.0,
            right: middle + columns * wide / 2.0,
            top: plot.top,
            bottom: plot.top + rows * high,
        }
    }
}

/// The middle and the size of a lattice's cells.
#[derive(Clone, Copy, Debug)]
pub struct CellPlaces {
    plot: Rect,
    columns: usize,
    pub width: f64,
    pub height: f64,
}

impl CellPlaces {
    /// The places of `rows` times `columns` cells that fill a plot.
    pub fn new(plot: Rect, rows: usize, columns: usize) -> Self {
        CellPlaces {
            plot,
            columns,
            width: plot.width() / columns as f64,
            height: plot.height() / rows as f64,
        }
    }

    /// The middle of cell `k`, counted row by row.
    pub fn middle(&self, k: usize) -> (f64, f64) {
        let (row, column) = (k / self.columns, k % self.columns);
        (
            self.plot.left + (column as f64 + 0.5) * self.width,
            self.plot.top + (row as f64 + 0.5) * self.height,
        )
    }
}
