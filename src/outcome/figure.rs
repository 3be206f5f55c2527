//! Figures as data: a figure is a grid of panels, a panel two axes and marks upon them. The report
//! draws them and writes each as a CSV of exactly what is drawn.

mod mark;
mod schematic;

pub use mark::{BarGroup, BoxGroup, CellShape, Colours, Fill, Mark, Picture, Sample};
pub use schematic::{Align, Connection, Item, Node, NodeShape};

use super::Text;
use serde::{Deserialize, Serialize};

/// A figure: one PNG, one CSV.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// File stem, unique within the experiment.
    pub name: String,
    pub title: Text,
    /// Panels side by side in a row; rows follow from `panels.len()`.
    pub columns: usize,
    pub panels: Vec<Panel>,
}

impl Figure {
    /// A figure of one panel.
    pub fn single(name: impl Into<String>, title: Text, panel: Panel) -> Self {
        Figure::grid(name, title, 1, vec![panel])
    }

    /// A figure of several panels, `columns` in a row.
    pub fn grid(name: impl Into<String>, title: Text, columns: usize, panels: Vec<Panel>) -> Self {
        Figure {
            name: name.into(),
            title,
            columns: columns.max(1),
            panels,
        }
    }
}

/// Axes and marks. Marks are drawn in order, the last on top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Shown above the panel when not empty.
    #[serde(default)]
    pub title: Text,
    pub x: Axis,
    pub y: Axis,
    pub marks: Vec<Mark>,
    /// Draw x and y in the same scale (a plane, not a graph).
    #[serde(default)]
    pub equal_aspect: bool,
    /// Relative height of the panel's row (1 where all are equal).
    #[serde(default = "one")]
    pub height: f64,
}

fn one() -> f64 {
    1.0
}

impl Panel {
    /// A panel of height 1 without a title.
    pub fn new(x: Axis, y: Axis, marks: Vec<Mark>) -> Self {
        Panel {
            x,
            y,
            marks,
            height: 1.0,
            ..Panel::default()
        }
    }

    /// The same panel with a title above it.
    pub fn titled(mut self, title: Text) -> Self {
        self.title = title;
        self
    }
}

/// One axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// With the unit, as printed: `time, ms`.
    pub label: Text,
    #[serde(default)]
    pub scale: Scale,
    /// `None`: from the data with a small margin.
    #[serde(default)]
    pub range: Option<(f64, f64)>,
    /// A range that follows from the data takes in 0.
    #[serde(default)]
    pub with_zero: bool,
    /// Counts and numbers of things: no ticks between whole numbers.
    #[serde(default)]
    pub whole: bool,
}

impl Axis {
    /// A linear axis whose range follows from the data.
    pub fn linear(label: Text) -> Self {
        Axis {
            label,
            ..Axis::default()
        }
    }

    /// A logarithmic axis whose range follows from the positive data.
    pub fn log(label: Text) -> Self {
        Axis {
            label,
            scale: Scale::Log,
            ..Axis::default()
        }
    }

    /// The same axis with a fixed range.
    pub fn from_to(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// The same axis, taking in 0.
    pub fn with_zero(mut self) -> Self {
        self.with_zero = true;
        self
    }

    /// The same axis with ticks at whole numbers only.
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }
}

/// How an axis maps numbers to places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    #[default]
    Linear,
    /// Base 10. Values ≤ 0 are not drawn.
    Log,
}

/// The look of a mark. `key` chooses the colour: a method, gate or class has the same colour in
/// every figure of the suite; keys the palette does not know take its colours in order of
/// appearance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    pub key: String,
    #[serde(default)]
    pub dash: Dash,
    /// Line width in points of a 1600 px wide picture.
    #[serde(default = "two")]
    pub width: f64,
    /// Radius of points in the same unit.
    #[serde(default = "three")]
    pub radius: f64,
}

fn two() -> f64 {
    2.0
}
fn three() -> f64 {
    3.0
}

impl Style {
    /// The look that belongs to a method, gate or class.
    pub fn of(key: impl Into<String>) -> Self {
        Style {
            key: key.into(),
            dash: Dash::Solid,
            width: 2.0,
            radius: 3.0,
        }
    }

    /// The same, dashed.
    pub fn dashed(mut self) -> Self {
        self.dash = Dash::Dashed;
        self
    }

    /// The same, dotted.
    pub fn dotted(mut self) -> Self {
        self.dash = Dash::Dotted;
        self
    }

    /// The same with another line width.
    pub fn width(mut self, width: f64) -> Self {
        self.width = width;
        self
    }

    /// The same with another point radius.
    pub fn radius(mut self, radius: f64) -> Self {
        self.radius = radius;
        self
    }
}

/// Line pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    #[default]
    Solid,
    Dashed,
    Dotted,
}
