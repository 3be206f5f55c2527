//! Hinton diagrams: weights as white and black squares on grey ground, and the key beside them.

use super::axis::{Measures, turned_words};
use super::font;
use super::lattice::CellPlaces;
use super::scene::{Anchor, Colour, FRAME, Point, Rect, Scene, Shape, WHITE};
use super::ticks::short;
use crate::outcome::Language;
use crate::outcome::figure::{Mark, Panel};

const GROUND: Colour = Colour::hex(0x8C929A);
const BLACK: Colour = Colour::hex(0x000000);
/// Side of the largest square as a share of its cell's.
const FULL: f64 = 0.92;

/// The |w| whose square fills its cell: that asked for, or the largest finite one.
fn largest(z: &[f64], asked: Option<f64>) -> f64 {
    let usable = |size: &f64| size.is_finite() && *size > 0.0;
    let found = z.iter().map(|w| w.abs()).filter(|w| w.is_finite());
    asked
        .filter(usable)
        .unwrap_or_else(|| found.fold(0.0, f64::max))
}

/// The side of a weight's square as a share of the largest one's: area in proportion to |w|.
fn side(weight: f64, largest: f64) -> f64 {
    if weight == 0.0 || weight.is_nan() {
        return 0.0;
    }
    (weight.abs() / largest).min(1.0).sqrt()
}

/// Draws the squares of `rows` times `columns` weights.
pub fn squares(
    scene: &mut Scene,
    plot: Rect,
    (rows, columns): (usize, usize),
    z: &[f64],
    asked: Option<f64>,
) {
    if rows * columns == 0 {
        return;
    }
    scene.rectangle(plot, GROUND);
    let full = largest(z, asked);
    let places = CellPlaces::new(plot, rows, columns);
    let cell = FULL * places.width.min(places.height);
    for (colour, sign) in [(WHITE, 1.0), (BLACK, -1.0)] {
        let mine = z.iter().take(rows * columns).enumerate();
        let polygons: Vec<Vec<Point>> = mine
            .filter(|(_, weight)| *weight * sign > 0.0)
            .map(|(k, &weight)| square(places.middle(k), side(weight, full) * cell))
            .collect();
        if !polygons.is_empty() {
            scene.shapes.push(Shape::Polygons { polygons, colour });
        }
    }
}

fn square((x, y): Point, side: f64) -> Vec<Point> {
    let half = side / 2.0;
    let place = Rect {
        left: x - half,
        right: x + half,
        top: y - half,
        bottom: y + half,
    };
    place.corners()
}

/// What a square means: squares of the largest weight and of a quarter of it, with both signs.
#[derive(Clone, Debug)]
pub struct Key {
    label: Vec<String>,
    largest: f64,
    shares: &'static [f64],
}

/// Side of a cell of the key, in ems of the ticks.
const CELL: f64 = 1.7;

impl Key {
    /// The key of a panel that has a Hinton diagram with a label, its plot so high.
    pub fn of(panel: &Panel, language: Language, height: f64, m: &Measures) -> Option<Self> {
        panel.marks.iter().find_map(|mark| match mark {
            Mark::Hinton {
                label,
                z,
                largest: asked,
                ..
            } if !label.get(language).is_empty() => {
                let is_high = height >= 4.0 * CELL * m.tick;
                let label = label.get(language);
                let limit = font::longest_word(label, m.label).max(height);
                Some(Key {
                    label: font::wrap(label, m.label, false, limit),
                    largest: largest(z, *asked),
                    shares: if is_high {
                        &[1.0, 0.25, -0.25, -1.0]
                    } else {
                        &[1.0, -1.0]
                    },
                })
            }
            _ => None,
        })
    }

    fn numbers(&self) -> Vec<String> {
        let number = |share: &f64| short(share * self.largest);
        self.shares.iter().map(number).collect()
    }

    /// The room it takes right of the plot.
    pub fn width(&self, m: &Measures) -> f64 {
        let label = m.label * (0.4 + self.label.len() as f64 * font::LINE);
        (1.0 + CELL + 0.4) * m.tick + font::widest(&self.numbers(), m.tick) + label
    }

    /// Draws it beside the plot.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, m: &Measures) {
        let middle = (plot.top + plot.bottom) / 2.0;
        let high = self.shares.len() as f64 * CELL * m.tick;
        let place = Rect {
            left: plot.right + m.tick,
            right: plot.right + (1.0 + CELL) * m.tick,
            top: middle - high / 2.0,
            bottom: middle + high / 2.0,
        };
        squares(scene, place, (self.shares.len(), 1), self.shares, Some(1.0));
        scene.outline(place, m.point, FRAME);
        let numbers = self.numbers();
        let left = place.right + 0.4 * m.tick;
        for (k, number) in numbers.iter().enumerate() {
            let y = place.top + (k as f64 + 0.5) * CELL * m.tick;
            let at = (left, y + font::CAPITAL / 2.0 * m.tick);
            scene.words(number, at, m.tick, Anchor::Start);
        }
        let left = left + font::widest(&numbers, m.tick) + 0.4 * m.label;
        for (k, line) in self.label.iter().enumerate() {
            let x = left + m.label * (font::ASCENT + k as f64 * font::LINE);
            turned_words(scene, line, (x, middle), m.label, Anchor::Middle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_in_proportion_to_weights() {
        assert_eq!(largest(&[1.0, -4.0, f64::INFINITY, f64::NAN], None), 4.0);
        assert_eq!(largest(&[1.0, -4.0], Some(16.0)), 16.0);
        assert_eq!((side(4.0, 4.0), side(-1.0, 4.0)), (1.0, 0.5));
        assert_eq!((side(0.0, 0.0), side(f64::NAN, 4.0)), (0.0, 0.0));
        // What is larger than the scale shows fills its cell.
        assert_eq!((side(9.0, 4.0), side(f64::INFINITY, 4.0)), (1.0, 1.0));
    }

    #[test]
    fn white_squares_are_positive_and_black_ones_negative() {
        let mut scene = Scene::default();
        let plot = Rect {
            left: 0.0,
            top: 0.0,
            right: 20.0,
            bottom: 10.0,
        };
        squares(&mut scene, plot, (1, 2), &[-1.0, 0.25], None);
        let areas = |wanted: Colour| -> Vec<Vec<Point>> {
            let of_colour = scene.shapes.iter().filter_map(|shape| match shape {
                Shape::Polygons { polygons, colour } if *colour == wanted => Some(polygons.clone()),
                _ => None,
            });
            of_colour.flatten().collect()
        };
        assert_eq!(areas(BLACK), [square((5.0, 5.0), 9.2)]);
        assert_eq!(areas(WHITE), [square((15.0, 5.0), 4.6)]);
    }
}
