//! The plane of two inputs: where a unit fires, its line, its weight vector, and classes of points.

use crate::outcome::Text;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::threshold::Unit;

/// Cells of the regions along either side.
const GRID: usize = 150;

/// The style key of an answer.
pub fn class_key(fires: bool) -> &'static str {
    if fires { "class-1" } else { "class-0" }
}

/// A rectangle of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl Frame {
    /// The same range on both axes.
    pub const fn square(low: f64, high: f64) -> Self {
        Frame {
            x: (low, high),
            y: (low, high),
        }
    }

    /// A panel in which x and y have the same scale.
    pub fn panel(self, names: [Text; 2], marks: Vec<Mark>) -> Panel {
        let [x, y] = names;
        let mut panel = Panel::new(
            Axis::linear(x).from_to(self.x.0, self.x.1),
            Axis::linear(y).from_to(self.y.0, self.y.1),
            marks,
        );
        panel.equal_aspect = true;
        panel
    }

    /// The same for inputs that are 0 or 1: no ticks between.
    pub fn panel_of_bits(self, names: [Text; 2], marks: Vec<Mark>) -> Panel {
        let mut panel = self.panel(names, marks);
        (panel.x.whole, panel.y.whole) = (true, true);
        panel
    }

    /// The frame coloured by an answer to every point.
    pub fn regions(self, mut fires: impl FnMut(&[f64]) -> bool) -> Mark {
        let middle = |(low, high): (f64, f64), cell: usize| {
            low + (high - low) * (cell as f64 + 0.5) / GRID as f64
        };
        let cells = (0..GRID * GRID).map(|cell| {
            let point = [middle(self.x, cell % GRID), middle(self.y, cell / GRID)];
            usize::from(fires(&point))
        });
        Mark::Regions {
            columns: GRID,
            x: self.x,
            y: self.y,
            class: cells.collect(),
            keys: [false, true].map(|c| class_key(c).to_owned()).to_vec(),
        }
    }

    /// Both sides of a unit's line, each in the colour of its answer.
    pub fn sides(self, unit: &Unit) -> Vec<Mark> {
        let both = [false, true].into_iter();
        both.filter_map(|fires| self.side(unit, fires)).collect()
    }

    /// Where a unit fires, or where it does not: at each x from a low to a high y. `None` where that
    /// is nowhere in the frame.
    fn side(self, unit: &Unit, fires: bool) -> Option<Mark> {
        let sign = if fires { 1.0 } else { -1.0 };
        let [a, b] = <[f64; 2]>::try_from(&unit.weights[..])
            .ok()?
            .map(|w| sign * w);
        let theta = sign * unit.threshold;
        let (mut left, mut right) = self.x;
        if a == 0.0 && b == 0.0 {
            // No line: the unit always fires or never.
            let is_everywhere = (unit.threshold <= 0.0) == fires;
            right = if is_everywhere { right } else { left };
        } else if b == 0.0 && a > 0.0 {
            left = left.max(theta / a);
        } else if b == 0.0 {
            right = right.min(theta / a);
        }
        if left >= right {
            return None;
        }
        // Where the line enters and leaves the frame.
        let crossings = [self.y.0, self.y.1].map(|y| (theta - b * y) / a);
        let is_inside = |x: &f64| left < *x && *x < right;
        let mut x = vec![left, right];
        x.extend(crossings.into_iter().filter(is_inside));
        x.sort_by(f64::total_cmp);
        let clamped = |x: &f64| ((theta - a * x) / b).clamp(self.y.0, self.y.1);
        let edge = |is_line: bool, side: f64| -> Vec<f64> {
            x.iter()
                .map(|x| if is_line { clamped(x) } else { side })
                .collect()
        };
        let (low, high) = (edge(b > 0.0, self.y.0), edge(b < 0.0, self.y.1));
        Some(Mark::Band {
            label: Text::default(),
            style: Style::of(class_key(fires)),
            x,
            low,
            high,
        })
    }

    /// From one side of the frame to the other on a unit's line; `None` where it has none.
    pub fn line(self, unit: &Unit, label: Text, style: Style) -> Option<Mark> {
        let line = unit.line()?;
        let (middle, reach) = (self.middle(), self.diagonal());
        let foot = foot(unit, middle)?;
        let ends = [-reach, reach];
        let along = |axis: usize| ends.map(|t| foot[axis] + t * line.direction[axis]).to_vec();
        Some(Mark::Line {
            label,
            style,
            x: along(0),
            y: along(1),
        })
    }

    /// The direction of the weights, from the point of the line next to `near`, as an arrow a seventh
    /// of the frame's diagonal long.
    pub fn normal(self, unit: &Unit, near: [f64; 2], label: Text, style: Style) -> Option<Mark> {
        let foot = foot(unit, near)?;
        let [a, b] = unit.weights[..] else {
            return None;
        };
        let scale = 0.14 * self.diagonal() / (a * a + b * b).sqrt();
        Some(arrow(foot, [a * scale, b * scale], label, style))
    }

    pub fn middle(self) -> [f64; 2] {
        [(self.x.0 + self.x.1) / 2.0, (self.y.0 + self.y.1) / 2.0]
    }

    fn diagonal(self) -> f64 {
        (self.x.1 - self.x.0).hypot(self.y.1 - self.y.0)
    }
}

/// The point of the unit's line next to `near`: near − s(near) w/‖w‖².
fn foot(unit: &Unit, near: [f64; 2]) -> Option<[f64; 2]> {
    let [a, b] = unit.weights[..] else {
        return None;
    };
    let square = a * a + b * b;
    let along = unit.potential(&near) / square;
    (square > 0.0).then(|| [near[0] - along * a, near[1] - along * b])
}

/// An arrow: its shaft and, in the same stroke, its head.
pub fn arrow(from: [f64; 2], along: [f64; 2], label: Text, style: Style) -> Mark {
    let tip = [from[0] + along[0], from[1] + along[1]];
    let barb = |side: f64| {
        let (back, out) = (0.3, 0.18 * side);
        let x = tip[0] - back * along[0] - out * along[1];
        let y = tip[1] - back * along[1] + out * along[0];
        [x, y]
    };
    let stroke = [from, tip, barb(1.0), tip, barb(-1.0)];
    Mark::Line {
        label,
        style,
        x: stroke.map(|p| p[0]).to_vec(),
        y: stroke.map(|p| p[1]).to_vec(),
    }
}

/// Points as discs with a dark rim.
pub fn discs(points: &[[f64; 2]], label: Text, key: &str, radius: f64) -> [Mark; 2] {
    let x: Vec<f64> = points.iter().map(|p| p[0]).collect();
    let y: Vec<f64> = points.iter().map(|p| p[1]).collect();
    let disc = |label: Text, key: &str, radius: f64| Mark::Points {
        label,
        style: Style::of(key).radius(radius),
        x: x.clone(),
        y: y.clone(),
    };
    [
        disc(Text::default(), "potential", radius + 1.6),
        disc(label, key, radius),
    ]
}
