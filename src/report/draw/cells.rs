//! Maps of units: squares or hexagons in colours, with words in them.

use super::axis::{Frame, Measures};
use super::colour_map;
use super::font;
use super::matrix::on;
use super::palette::FigureColours;
use super::scene::{Anchor, Colour, MISSING, Point, Rect, Scene, Shape};
use crate::outcome::figure::{CellShape, Fill, Mark, Panel};

/// A corner's way from the centre of a hexagon of width 1: up by 1/√3, aside by ½.
const CORNER: f64 = 0.577_350_269_189_625_8;
/// The largest cell, in ems of the labels.
const LARGEST: f64 = 3.6;
/// Cells cover each other by so many pixels, lest the ground shine through.
const OVERLAP: f64 = 0.8;

/// Half the width and half the height of a full cell.
fn halves(shape: CellShape) -> (f64, f64) {
    match shape {
        CellShape::Square => (0.5, 0.5),
        CellShape::Hexagon => (0.5, CORNER),
    }
}

/// The edges of all cells of a panel: left, right, top, bottom; `None` where it has no cells.
pub fn edges(panel: &Panel) -> Option<[f64; 4]> {
    let mut edges: Option<[f64; 4]> = None;
    for mark in &panel.marks {
        if let Mark::Cells { shape, x, y, .. } = mark {
            let (wide, high) = halves(*shape);
            for (x, y) in x.iter().zip(y) {
                let [left, right, top, bottom] = edges.get_or_insert([*x, *x, *y, *y]);
                (*left, *right) = (left.min(x - wide), right.max(x + wide));
                (*top, *bottom) = (top.min(y - high), bottom.max(y + high));
            }
        }
    }
    edges
}

/// The height of a map that is at most `width` wide and `most` high.
pub fn height([left, right, top, bottom]: [f64; 4], width: f64, most: f64, m: &Measures) -> f64 {
    let cell = (width / (right - left)).min(LARGEST * m.label);
    (cell * (bottom - top)).min(most)
}

/// The corners of a cell of the given width around a centre, in pixels.
fn corners(shape: CellShape, (x, y): Point, width: f64) -> Vec<Point> {
    let (half, corner) = (width / 2.0, width * CORNER);
    match shape {
        CellShape::Square => Rect {
            left: x - half,
            right: x + half,
            top: y - half,
            bottom: y + half,
        }
        .corners(),
        CellShape::Hexagon => vec![
            (x, y - corner),
            (x + half, y - corner / 2.0),
            (x + half, y + corner / 2.0),
            (x, y + corner),
            (x - half, y + corner / 2.0),
            (x - half, y - corner / 2.0),
        ],
    }
}

/// Draws the cells and their words.
pub fn draw(scene: &mut Scene, frame: &Frame, mark: &Mark, colours: &FigureColours, m: &Measures) {
    let Mark::Cells {
        shape,
        x,
        y,
        sizes,
        fill,
        texts,
        ..
    } = mark
    else {
        return;
    };
    let colours = colours_of(fill, x.len(), colours);
    let full = frame.x_at(1.0) - frame.x_at(0.0);
    let places = x.iter().zip(y).map(|(&x, &y)| frame.at(x, y));
    for (k, (place, colour)) in places.clone().zip(&colours).enumerate() {
        let share = sizes.get(k).map_or(1.0, |size| size.clamp(0.0, 1.0));
        if share > 0.0 && place.0.is_finite() && place.1.is_finite() {
            let width = full * share + if share == 1.0 { OVERLAP } else { 0.0 };
            scene.shapes.push(Shape::Polygons {
                polygons: vec![corners(*shape, place, width)],
                colour: *colour,
            });
        }
    }
    let size = (0.8 * full / font::widest(texts, 1.0).max(0.8)).min(m.tick);
    for ((words, (x, y)), colour) in texts.iter().zip(places).zip(&colours) {
        let at = (x, y + font::CAPITAL / 2.0 * size);
        scene.coloured_words(words, at, size, Anchor::Middle, on(*colour));
    }
}

/// The colour of every cell.
fn colours_of(fill: &Fill, count: usize, colours: &FigureColours) -> Vec<Colour> {
    let mut found: Vec<Colour> = match fill {
        Fill::Values {
            z,
            colours: map,
            limits,
        } => {
            let (low, high) = limits.unwrap_or_else(|| colour_map::limits(*map, z.iter().copied()));
            let share = |value: &f64| (value - low) / (high - low);
            z.iter()
                .map(|value| colour_map::colour(*map, share(value)))
                .collect()
        }
        Fill::Own(parts) => parts.chunks_exact(3).map(own).collect(),
        Fill::Style(style) => vec![colours.colour(&style.key); count],
    };
    found.resize(count, MISSING);
    found
}

/// Red, green and blue from 0 to 1; what lies outside is cut.
fn own(parts: &[f64]) -> Colour {
    let byte = |part: f64| (255.0 * part.clamp(0.0, 1.0)).round() as u8;
    Colour {
        rgb: (byte(parts[0]), byte(parts[1]), byte(parts[2])),
        alpha: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Text;
    use crate::outcome::figure::Axis;

    fn panel(shape: CellShape, x: Vec<f64>, y: Vec<f64>) -> Panel {
        let mark = Mark::Cells {
            label: Text::default(),
            shape,
            fill: Fill::Own(vec![0.0; 3 * x.len()]),
            x,
            y,
            sizes: vec![],
            texts: vec![],
        };
        Panel::new(Axis::default(), Axis::default(), vec![mark])
    }

    #[test]
    fn edges_are_those_of_the_outer_cells() {
        let squares = panel(CellShape::Square, vec![0.0, 1.0], vec![0.0, 2.0]);
        assert_eq!(edges(&squares), Some([-0.5, 1.5, -0.5, 2.5]));
        let one = panel(CellShape::Hexagon, vec![0.0], vec![0.0]);
        assert_eq!(edges(&one), Some([-0.5, 0.5, -CORNER, CORNER]));
        assert_eq!(edges(&Panel::default()), None);
    }

    /// Neighbours in rows √3/2 apart share an edge, from corner to corner.
    #[test]
    fn hexagons_fill_the_plane() {
        let below = corners(CellShape::Hexagon, (0.5, 0.75_f64.sqrt()), 1.0);
        let above = corners(CellShape::Hexagon, (0.0, 0.0), 1.0);
        for (a, b) in [(above[2], below[0]), (above[3], below[5])] {
            assert!((a.0 - b.0).abs() < 1e-12 && (a.1 - b.1).abs() < 1e-12);
        }
    }

    #[test]
    fn colours_of_their_own_are_cut_and_missing_ones_are_grey() {
        assert_eq!(own(&[1.5, 0.5, -1.0]).rgb, (255, 128, 0));
        let scarce = colours_of(&Fill::Own(vec![0.0; 4]), 2, &FigureColours::of(&figure()));
        assert_eq!(scarce, [Colour::hex(0), MISSING]);
    }

    fn figure() -> crate::outcome::Figure {
        crate::outcome::Figure::grid("f", Text::default(), 1, vec![])
    }
}
