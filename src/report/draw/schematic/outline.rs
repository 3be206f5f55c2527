//! The outlines of nodes, curves, arrow heads.

use crate::outcome::figure::NodeShape;
use crate::report::draw::scene::Point;
use std::f64::consts::{FRAC_PI_2, TAU};

/// Corners of a circle's polygon.
const CORNERS: usize = 72;
/// Points of a curve.
const POINTS: usize = 48;
/// Radius of a box's corners, in units.
const ROUND: f64 = 0.28;

/// The polygon around a node with half its width and height; `None` for words.
pub fn of(shape: NodeShape, middle: Point, half: (f64, f64), unit: f64) -> Option<Vec<Point>> {
    let (x, y) = middle;
    match shape {
        NodeShape::Circle => {
            let angle = |k: usize| TAU * k as f64 / CORNERS as f64;
            let corner = |k| (x + half.0 * angle(k).cos(), y + half.1 * angle(k).sin());
            Some((0..CORNERS).map(corner).collect())
        }
        NodeShape::Box => Some(rounded(middle, half, ROUND * unit)),
        NodeShape::Pill => Some(rounded(middle, half, half.0.min(half.1))),
        NodeShape::Diamond => Some(vec![
            (x, y - half.1),
            (x + half.0, y),
            (x, y + half.1),
            (x - half.0, y),
        ]),
        NodeShape::Words | NodeShape::Tag => None,
    }
}

/// A rectangle with round corners.
pub fn rounded((x, y): Point, half: (f64, f64), radius: f64) -> Vec<Point> {
    let radius = radius.min(half.0).min(half.1);
    let (dx, dy) = (half.0 - radius, half.1 - radius);
    let arc = CORNERS / 4;
    let corners = [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)];
    let quarter = |(corner, (sx, sy)): (usize, (f64, f64))| {
        (0..=arc).map(move |k| {
            let angle = FRAC_PI_2 * (corner as f64 + k as f64 / arc as f64);
            (
                x + sx * dx + radius * angle.cos(),
                y + sy * dy + radius * angle.sin(),
            )
        })
    };
    corners.into_iter().enumerate().flat_map(quarter).collect()
}

/// The Bézier curve of three or four points; any other number stays as it is.
pub fn bezier(points: &[Point]) -> Vec<Point> {
    if !(3..=4).contains(&points.len()) {
        return points.to_vec();
    }
    let at = |k: usize| {
        let t = k as f64 / POINTS as f64;
        // De Casteljau: between neighbours again and again, until one point is left.
        let mut left = points.to_vec();
        while left.len() > 1 {
            let between = |pair: &[Point]| {
                let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
                (x0 + t * (x1 - x0), y0 + t * (y1 - y0))
            };
            left = left.windows(2).map(between).collect();
        }
        left[0]
    };
    (0..=POINTS).map(at).collect()
}

/// A triangle whose tip is the end of the path, which is cut back into the triangle.
pub fn arrow_head(path: &mut Vec<Point>, length: f64, half: f64) -> Vec<Point> {
    let tip = path[path.len() - 1];
    let apart = |(x, y): Point| (tip.0 - x).hypot(tip.1 - y);
    // Where the path leaves the head.
    let back = 0.8 * length;
    while path.len() > 2 && apart(path[path.len() - 2]) < back {
        path.pop();
    }
    let last = path.len() - 1;
    let from = path[last - 1];
    let way = apart(from).max(f64::MIN_POSITIVE);
    let (ux, uy) = ((tip.0 - from.0) / way, (tip.1 - from.1) / way);
    path[last] = (tip.0 - back.min(way) * ux, tip.1 - back.min(way) * uy);
    let foot = (tip.0 - length * ux, tip.1 - length * uy);
    vec![
        tip,
        (foot.0 - half * uy, foot.1 + half * ux),
        (foot.0 + half * uy, foot.1 - half * ux),
    ]
}
