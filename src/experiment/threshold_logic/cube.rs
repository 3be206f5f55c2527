//! The cube of three inputs in oblique projection, and the polygons that planes cut out of it.

use super::plane::{Frame, arrow};
use crate::outcome::Text;
use crate::outcome::figure::{Mark, Style};
use crate::threshold::Unit;

/// A way to look at the cube.
#[derive(Clone, Copy)]
pub struct View {
    /// Where the axis of x₃ points in the picture.
    third: [f64; 2],
    /// The part of the plane that the projected cube and arrows fill.
    pub frame: Frame,
    /// The corner that nobody sees, as a number whose bit i is input i.
    behind: usize,
    /// What the horizontal axis is called, in English and Russian.
    pub words: (&'static str, &'static str),
}

/// x₃ points to the reader, who sees planes across the diagonal from (0, 0, 0) to (1, 1, 1) in front.
pub const FRONT: View = View {
    third: [-0.5, -0.36],
    frame: Frame {
        x: (-0.75, 1.25),
        y: (-0.6, 1.3),
    },
    behind: 0,
    words: ("x₁; x₃ to the front", "x₁; x₃ — на зрителя"),
};

/// x₃ points to the back, and such planes are seen nearly from the side, which tells several apart.
pub const SIDE: View = View {
    third: [0.46, 0.34],
    frame: Frame {
        x: (-0.25, 1.7),
        y: (-0.25, 1.6),
    },
    behind: 4,
    words: ("x₁; x₃ to the back", "x₁; x₃ — вглубь"),
};

impl View {
    /// The picture of a point.
    pub fn project(&self, x: &[f64]) -> [f64; 2] {
        [0, 1].map(|axis| x[axis] + self.third[axis] * x[2])
    }

    /// The twelve edges; those behind the cube are dotted.
    pub fn edges(&self) -> Vec<Mark> {
        let corner = |number: usize| [0, 1, 2].map(|i| f64::from((number >> i & 1) as u8));
        let pairs = (0..8).flat_map(|from| (0..3).map(move |axis| (from, from | 1 << axis)));
        let line = |(from, to): (usize, usize)| {
            let ends = [corner(from), corner(to)].map(|x| self.project(&x));
            let style = Style::of("leak").width(1.8);
            let is_behind = from == self.behind || to == self.behind;
            Mark::Line {
                label: Text::default(),
                style: if is_behind { style.dotted() } else { style },
                x: ends.map(|p| p[0]).to_vec(),
                y: ends.map(|p| p[1]).to_vec(),
            }
        };
        pairs.filter(|(from, to)| from != to).map(line).collect()
    }

    /// The polygon that the unit's plane cuts out of the cube, filled and outlined; nothing where the
    /// plane misses the cube.
    pub fn section(&self, unit: &Unit, label: Text) -> Vec<Mark> {
        let corners = polygon(unit);
        let Some(middle) = centre(&corners) else {
            return Vec::new();
        };
        let corners = corners.iter().map(|c| self.project(c)).collect();
        let outline = around(corners, self.project(&middle));
        let (x, low, high) = extent(&outline);
        let closed = || outline.iter().chain(outline.first());
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
                x: closed().map(|p| p[0]).collect(),
                y: closed().map(|p| p[1]).collect(),
            },
        ]
    }

    /// The direction of the weights from the middle of the unit's polygon.
    pub fn normal(&self, unit: &Unit, label: Text) -> Option<Mark> {
        let middle = centre(&polygon(unit))?;
        let length = unit.weights.iter().map(|w| w * w).sum::<f64>().sqrt();
        let along = self.project(&[0, 1, 2].map(|i| 0.6 * unit.weights[i] / length));
        let style = Style::of("whole").width(3.5);
        Some(arrow(self.project(&middle), along, label, style))
    }
}

/// The mean of a polygon's corners; `None` unless there are enough for an area.
fn centre(corners: &[[f64; 3]]) -> Option<[f64; 3]> {
    let mean = |i: usize| corners.iter().map(|c| c[i]).sum::<f64>() / corners.len() as f64;
    (corners.len() >= 3).then(|| [0, 1, 2].map(mean))
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
