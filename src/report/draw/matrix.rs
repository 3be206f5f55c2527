//! Matrices: cells in colours with words in them.

use super::axis::Measures;
use super::colour_map;
use super::font;
use super::lattice::CellPlaces;
use super::scene::{Anchor, Cells, Colour, GRID, Point, Rect, Scene, Shape, WHITE};
use crate::outcome::figure::Colours;

/// Cells that hold no number: paler than the missing cells of a heat map, because many are meant to
/// be empty.
const EMPTY: Colour = Colour::hex(0xE9EBEE);
/// Words on light cells.
const BLACK: Colour = Colour::hex(0x000000);

/// The numbers, words and colours of a matrix.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    pub rows: usize,
    pub columns: usize,
    pub z: &'a [f64],
    pub texts: &'a [String],
    pub map: Colours,
    pub limits: Option<(f64, f64)>,
}

impl Matrix<'_> {
    /// Draws the cells, lines between them, and their words.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, m: &Measures) {
        if self.rows * self.columns == 0 {
            return;
        }
        let colours = self.colours();
        scene.shapes.push(Shape::Cells(Cells {
            place: plot,
            columns: self.columns,
            colours: colours.clone(),
        }));
        let places = CellPlaces::new(plot, self.rows, self.columns);
        if places.height > 8.0 * m.point {
            scene.strokes(self.lines(plot), m.point, GRID);
        }
        let size = self.words_size(places, m);
        for (k, (words, &cell)) in self.texts.iter().zip(&colours).enumerate() {
            if !words.is_empty() {
                let (x, y) = places.middle(k);
                let at = (x, y + font::CAPITAL / 2.0 * size);
                scene.coloured_words(words, at, size, Anchor::Middle, on(cell));
            }
        }
    }

    fn colours(&self) -> Vec<Colour> {
        let values = || self.z.iter().copied();
        let (low, high) = self
            .limits
            .unwrap_or_else(|| colour_map::limits(self.map, values()));
        let colour = |value: f64| match value.is_nan() {
            true => EMPTY,
            false => colour_map::colour(self.map, (value - low) / (high - low)),
        };
        let missing = std::iter::repeat(f64::NAN);
        let cells = values().chain(missing).take(self.rows * self.columns);
        cells.map(colour).collect()
    }

    fn lines(&self, plot: Rect) -> Vec<Vec<Point>> {
        let row = |k: usize| plot.top + plot.height() * k as f64 / self.rows as f64;
        let column = |k: usize| plot.left + plot.width() * k as f64 / self.columns as f64;
        let across = (1..self.rows).map(|k| vec![(plot.left, row(k)), (plot.right, row(k))]);
        let down = (1..self.columns).map(|k| vec![(column(k), plot.top), (column(k), plot.bottom)]);
        across.chain(down).collect()
    }

    /// One size for all words, in which the longest fits into a cell.
    fn words_size(&self, cell: CellPlaces, m: &Measures) -> f64 {
        let longest = font::widest(self.texts, 1.0).max(0.1);
        (0.58 * cell.height)
            .min(0.85 * cell.width / longest)
            .min(1.1 * m.tick)
    }
}

/// Black or white, whichever has more contrast with a ground: the ratio of relative luminances of
/// the Web Content Accessibility Guidelines 2.
pub fn on(ground: Colour) -> Colour {
    if contrast(BLACK, ground) >= contrast(WHITE, ground) {
        BLACK
    } else {
        WHITE
    }
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let (red, green, blue) = colour.rgb;
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_read_on_every_colour_of_every_map() {
        use Colours::{Blues, Diverging, Grey, Sequential};
        assert_eq!(contrast(BLACK, WHITE), 21.0);
        for map in [Sequential, Diverging, Grey, Blues] {
            for step in 0..=100 {
                let ground = colour_map::colour(map, f64::from(step) / 100.0);
                let ratio = contrast(on(ground), ground);
                // 4.5 is what the guidelines ask of small print.
                assert!(ratio >= 4.5, "{ratio} on {ground:?}");
            }
        }
    }
}
