//! What stands on a schematic picture: nodes with words in them, lines and arrows.

use super::Style;
use crate::outcome::Text;
use serde::{Deserialize, Serialize};

/// One thing on [`Mark::Schematic`](super::Mark::Schematic).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    Node(Node),
    Line(Connection),
}

/// One node of [`Mark::Schematic`](super::Mark::Schematic).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub shape: NodeShape,
    /// Its middle; of words the end that `align` names.
    pub at: (f64, f64),
    /// Width and height; words keep to the width alone.
    pub size: (f64, f64),
    /// `_{…}` sets letters below the line, `^{…}` above; a line break is one. Words that do not fit
    /// are wrapped and made smaller.
    pub label: Text,
    /// Size of the words.
    pub em: f64,
    pub align: Align,
    /// Style key that gives outline and pale ground a colour; empty: ink on white.
    pub key: String,
}

/// The outline of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeShape {
    /// An ellipse.
    Circle,
    Box,
    /// A box with round ends.
    Pill,
    Diamond,
    /// Words alone.
    Words,
    /// Words on a white ground, over a line.
    Tag,
}

/// Which end of a node's words stands at its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Middle,
    /// The left end.
    Start,
    /// The right end.
    End,
}

/// One line of [`Mark::Schematic`](super::Mark::Schematic).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    pub points: Vec<(f64, f64)>,
    /// A Bézier curve with these points, three or four, instead of a polyline through them.
    pub curved: bool,
    /// An arrow head at the last point.
    pub arrow: bool,
    /// An empty key is ink.
    pub style: Style,
}
