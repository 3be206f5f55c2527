//! What is measured of a region: how often it agrees with its set, in how many pieces it falls, and
//! whether it is convex.

use super::shape::Shape;
use crate::random::Stream;
use crate::threshold::Unit;
use crate::threshold::regions::Point;

/// Pairs of points of a region whose midpoints are looked at.
const PAIRS: usize = 20_000;
/// Pieces of no more than this share of the window are specks, not pieces.
const SPECK: f64 = 1e-3;
/// A cell whose middle is closer than this to a unit's line, relative to the window, is not judged.
const ON_LINE: f64 = 1e-9;

/// The part of the plane that is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl Window {
    /// The point at these parts of width and height.
    pub fn point(self, u: f64, v: f64) -> Point {
        [
            self.x.0 + (self.x.1 - self.x.0) * u,
            self.y.0 + (self.y.1 - self.y.0) * v,
        ]
    }

    /// The middles of `side` × `side` cells, row by row from the lowest, x and y in turn.
    pub fn middles(self, side: usize) -> Vec<f64> {
        let part = |k: usize| (k as f64 + 0.5) / side as f64;
        let cells = 0..side * side;
        cells
            .flat_map(|cell| self.point(part(cell % side), part(cell / side)))
            .collect()
    }

    /// Points as networks see them, from −1 to 1 along either axis.
    pub fn scaled(self, points: &[f64]) -> Vec<f64> {
        let scale = |v: f64, (low, high): (f64, f64)| (2.0 * v - low - high) / (high - low);
        let pairs = points.chunks_exact(2);
        pairs
            .flat_map(|point| [scale(point[0], self.x), scale(point[1], self.y)])
            .collect()
    }

    /// The unit w·u + b ≥ 0 of scaled points u, for points that are not scaled.
    pub fn unscaled(self, w: [f64; 2], b: f64) -> Unit {
        let weight = |w: f64, (low, high): (f64, f64)| 2.0 * w / (high - low);
        let shift = |w: f64, (low, high): (f64, f64)| w * (low + high) / (high - low);
        let threshold = shift(w[0], self.x) + shift(w[1], self.y) - b;
        Unit::new(vec![weight(w[0], self.x), weight(w[1], self.y)], threshold)
    }

    /// The longer side.
    pub fn size(self) -> f64 {
        (self.x.1 - self.x.0).max(self.y.1 - self.y.0)
    }
}

/// What a net's region is like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// Share of the judged cells on the right side.
    pub accuracy: f64,
    /// Cells that are judged: those whose middle lies on no line of a unit built by hand.
    pub judged: usize,
    /// Share of the window.
    pub area: f64,
    /// Pieces that hang together by sides of cells, specks left out.
    pub components: usize,
    /// Share of pairs of points of the region whose midpoint lies outside: 0 for a convex one.
    pub outside: f64,
}

/// Measures a region given on the middles of cells, `classify` telling it anywhere.
pub fn measure(
    (window, side): (Window, usize),
    class: &[bool],
    shape: &Shape,
    lines: &[Unit],
    stream: &mut Stream,
    classify: impl Fn(&[f64]) -> Vec<bool>,
) -> Measured {
    let middles = window.middles(side);
    let points = || middles.chunks_exact(2).zip(class);
    let judged: Vec<bool> = points()
        .filter(|(point, _)| !lines.iter().any(|line| is_on(line, point, window)))
        .map(|(point, class)| *class == shape.contains([point[0], point[1]]))
        .collect();
    let right = judged.iter().filter(|right| **right).count();
    let inside: Vec<&[f64]> = points().filter(|(_, c)| **c).map(|(p, _)| p).collect();
    let midpoints: Vec<f64> = (0..if inside.is_empty() { 0 } else { PAIRS })
        .flat_map(|_| {
            let mut one = || inside[stream.below(inside.len() as u64) as usize];
            let (a, b) = (one(), one());
            [0, 1].map(|axis| 0.5 * (a[axis] + b[axis]))
        })
        .collect();
    let outside = classify(&midpoints).iter().filter(|is_in| !**is_in).count();
    Measured {
        accuracy: right as f64 / judged.len().max(1) as f64,
        judged: judged.len(),
        area: inside.len() as f64 / class.len() as f64,
        components: components(class, side),
        outside: outside as f64 / PAIRS as f64,
    }
}

fn is_on(line: &Unit, point: &[f64], window: Window) -> bool {
    let w = &line.weights;
    let length = (w[0] * w[0] + w[1] * w[1]).sqrt();
    let distance = (w[0] * point[0] + w[1] * point[1] - line.threshold).abs() / length;
    distance < ON_LINE * window.size()
}

/// Pieces of the cells of a class that hang together by sides, specks left out.
fn components(class: &[bool], side: usize) -> usize {
    let mut seen = vec![false; class.len()];
    let mut waiting = Vec::new();
    let mut count = 0;
    for cell in 0..class.len() {
        if !class[cell] || seen[cell] {
            continue;
        }
        let mut size = 0_usize;
        seen[cell] = true;
        waiting.push(cell);
        while let Some(cell) = waiting.pop() {
            size += 1;
            for next in neighbours(cell, side) {
                if class[next] && !seen[next] {
                    seen[next] = true;
                    waiting.push(next);
                }
            }
        }
        if size as f64 > SPECK * class.len() as f64 {
            count += 1;
        }
    }
    count
}

fn neighbours(cell: usize, side: usize) -> impl Iterator<Item = usize> {
    let (column, row) = (cell % side, cell / side);
    let left = (column > 0).then(|| cell - 1);
    let right = (column + 1 < side).then_some(cell + 1);
    let below = (row > 0).then(|| cell - side);
    let above = (row + 1 < side).then_some(cell + side);
    [left, right, below, above].into_iter().flatten()
}
