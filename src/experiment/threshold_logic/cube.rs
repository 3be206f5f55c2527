//! The cube of three inputs in oblique projection, and the polygons that planes cut out of it.

use super::plane::{Frame, arrow};
use crate::outcome::Text;
use crate::outcome::figure::{Mark, Style};
use crate::threshold::Unit;

/// Where the axis of x₃ points in the picture: to the reader, so that planes across the diagonal from
/// (0, 0, 0) to (1, 1, 1) are seen from the side on which majorities lie.
const THIRD: [f64; 2] = [-0.5, -0.36];

/// The part of the plane that the projected cube and an arrow fill.
pub const FRAME: Frame = Frame {
    x: (-0.75, 1.25),
    y: (-0.6, 1.3),
};

/// The picture of a point.
pub fn project(x: &[f64]) -> [f64; 2] {
    [x[0] + THIRD[0] * x[2], x[1] + THIRD[1] * x[2]]
}

/// The twelve edges; those behind it are dotted.
pub fn edges() -> Vec<Mark> {
    let corner = |number: usize| [0, 1, 2].map(|i| f64::from((number >> i & 1) as u8));
    let pairs = (0..8).flat_map(|from| (0..3).map(move |axis| (from, from | 1 << axis)));
    let line = |(from, to): (usize, usize)| {
        let ends = [corner(from), corner(to)].map(|x| project(&x));
        let style = Style::of("leak").width(1.8);
        // The corner that nobody sees is (0, 0, 0).
        let is_behind = from == 0;
        Mark::Line {
            label: Text::default(),
            style: if is_behind { style.dotted() } else { style },
            x: ends.map(|p| p[0]).to_vec(),
            y: ends.map(|p| p[1]).to_vec(),
        }
    };
    pairs.filter(|(from, to)| from != to).map(line).collect()
}

/// The polygon that the unit's plane cuts out of the cube, filled and outlined, and the weight vector
/// from its middle; nothing where the plane misses the cube.
pub fn section(unit: &Unit, label: Text, weights: Text) -> Vec<Mark> {
    let corners = polygon(unit);
    if corners.len() < 3 {
        return Vec::new();
    }
    let count = corners.len() as f64;
    let middle = [0, 1, 2].map(|i| corners.iter().map(|c| c[i]).sum::<f64>() / count);
    let outline = around(
        corners.iter().map(|c| project(c)).collect(),
        project(&middle),
    );
    let (x, low, high) = extent(&outline);
    let mut closed = outline.clone();
    closed.push(outline[0]);
    let length = unit.weights.iter().map(|w| w * w).sum::<f64>().sqrt();
    let along = project(&[0, 1, 2].map(|i| 0.9 * unit.weights[i] / length));
    vec![
        Mark::Band {
            label: Text::default(),
            style: Style::of("whole"),
            x,
            low,
            high,
        },
        Mark::Line {
            label,
            style: Style::of("potential").width(3.0),
            x: closed.iter().map(|p| p[0]).collect(),
            y: closed.iter().map(|p| p[1]).collect(),
        },
        arrow(
            project(&middle),
            along,
            weights,
            Style::of("whole").width(3.5),
        ),
    ]
}

/// Where the plane w·x = θ meets the edges of the cube, each point once.
fn polygon(unit: &Unit) -> Vec<[f64; 3]> {
    let mut found: Vec<[f64; 3]> = Vec::new();
    for axis in 0..3 {
        for others in 0..4 {
            let mut start = [0.0; 3];
            start[(axis + 1) % 3] = f64::from(others & 1);
            start[(axis + 2) % 3] = f64::from(others >> 1);
            // s = s(start) + w t along the edge.
            let t = -unit.potential(&start) / unit.weights[axis];
            if !(0.0..=1.0).contains(&t) {
                continue;
            }
            let mut point = start;
            point[axis] = t;
            let is_same = |other: &[f64; 3]| (0..3).all(|i| (other[i] - point[i]).abs() < 1e-9);
            if !found.iter().any(is_same) {
                found.push(point);
            }
        }
    }
    found
}

/// Points in their order around a middle.
fn around(mut points: Vec<[f64; 2]>, middle: [f64; 2]) -> Vec<[f64; 2]> {
    let angle = |p: &[f64; 2]| (p[1] - middle[1]).atan2(p[0] - middle[0]);
    points.sort_by(|p, q| angle(p).total_cmp(&angle(q)));
    points
}

/// The lower and upper edge of a convex polygon over all its x.
fn extent(polygon: &[[f64; 2]]) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let mut x: Vec<f64> = polygon.iter().map(|p| p[0]).collect();
    x.sort_by(f64::total_cmp);
    x.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    let crossings = |at: f64| {
        let sides = (0..polygon.len()).map(|i| (polygon[i], polygon[(i + 1) % polygon.len()]));
        sides.flat_map(move |(p, q)| {
            let (left, right) = (p[0].min(q[0]) - 1e-9, p[0].max(q[0]) + 1e-9);
            let is_upright = (p[0] - q[0]).abs() < 1e-9;
            match (left..=right).contains(&at) {
                false => vec![],
                true if is_upright => vec![p[1], q[1]],
                true => vec![p[1] + (q[1] - p[1]) * (at - p[0]) / (q[0] - p[0])],
            }
        })
    };
    let low = x
        .iter()
        .map(|x| crossings(*x).fold(f64::INFINITY, f64::min));
    let high = x
        .iter()
        .map(|x| crossings(*x).fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = (low.collect(), high.collect());
    (x, low, high)
}
