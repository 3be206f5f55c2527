//! What can be drawn on a panel, as data.

use super::Style;
use super::schematic::Item;
use crate::outcome::{Text, number};
use serde::{Deserialize, Serialize};

/// Something drawn on a panel. Vectors of one mark have equal lengths; non-finite points break
/// lines and are left out of scatters. Empty labels stay out of the legend; marks that share label
/// and style share one legend entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "mark")]
pub enum Mark {
    /// A polyline through (x, y).
    Line {
        label: Text,
        style: Style,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        y: Vec<f64>,
    },
    /// A right-continuous step function: from each x its y holds until the next x, where it jumps.
    /// Ends at the last x.
    Steps {
        label: Text,
        style: Style,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        y: Vec<f64>,
    },
    /// A half-transparent area between `low` and `high`: quartiles around a median.
    Band {
        label: Text,
        style: Style,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        low: Vec<f64>,
        #[serde(with = "number::vec")]
        high: Vec<f64>,
    },
    /// Discs at (x, y).
    Points {
        label: Text,
        style: Style,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        y: Vec<f64>,
    },
    /// Ticks at (time, row): spikes of neurons.
    Raster {
        label: Text,
        style: Style,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        y: Vec<f64>,
    },
    /// A polyline with a disc at every point, a ring at its start and a star at its end: the path
    /// of a method over a surface.
    Path {
        label: Text,
        style: Style,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        y: Vec<f64>,
    },
    /// A reference line across the whole panel at a constant y.
    Horizontal { label: Text, style: Style, at: f64 },
    /// A reference line across the whole panel at a constant x.
    Vertical { label: Text, style: Style, at: f64 },
    /// A grid of numbers in colours, with a colour bar. `z[row * columns + column]` fills the cell
    /// between evenly spaced edges from `x.0` to `x.1` and `y.0` to `y.1`, row 0 at `y.0`.
    HeatMap {
        /// Label of the colour bar.
        label: Text,
        columns: usize,
        x: (f64, f64),
        y: (f64, f64),
        #[serde(with = "number::vec")]
        z: Vec<f64>,
        colours: Colours,
        /// Ends of the colour bar; `None`: from the data (symmetric for [`Colours::Diverging`]).
        #[serde(default)]
        limits: Option<(f64, f64)>,
    },
    /// A heat map with names on both axes and words in its cells, such as a confusion matrix.
    /// `z[row * columns.len() + column]` colours a cell, row 0 on top. The panel's axis labels are
    /// the titles of columns (x) and rows (y); their scales and ranges are not used.
    Matrix {
        /// Label of the colour bar; empty: no bar.
        label: Text,
        /// Names of the rows, as many as there are rows; may be empty words.
        rows: Vec<Text>,
        /// Names of the columns likewise.
        columns: Vec<Text>,
        /// NaN: an empty cell.
        #[serde(with = "number::vec")]
        z: Vec<f64>,
        /// What is printed in each cell, in the order of `z`; empty: nothing anywhere.
        #[serde(default)]
        texts: Vec<String>,
        colours: Colours,
        /// Ends of the colour bar; `None`: from the data (symmetric for [`Colours::Diverging`]).
        #[serde(default)]
        limits: Option<(f64, f64)>,
    },
    /// A Hinton diagram (Rumelhart, Hinton & Williams 1986): weights as squares on grey ground,
    /// white for positive and black for negative ones, of an area in proportion to |w|.
    /// `z[row * columns.len() + column]`, row 0 on top; axis labels as in [`Mark::Matrix`].
    Hinton {
        /// Label of the key beside the diagram, which shows the largest |w|; empty: no key.
        label: Text,
        /// Names of the rows, as many as there are rows; may be empty words.
        rows: Vec<Text>,
        /// Names of the columns likewise.
        columns: Vec<Text>,
        /// NaN: no square.
        #[serde(with = "number::vec")]
        z: Vec<f64>,
        /// The |w| whose square fills its cell, for diagrams that are to be compared; `None`: the
        /// largest.
        #[serde(default)]
        largest: Option<f64>,
    },
    /// A critical-difference diagram (Demšar 2006, fig. 1): methods at their average ranks on an
    /// axis that has the best, rank 1, on the right, and thick lines that join groups which do not
    /// differ significantly. The panel has no axes; the label of its x axis stands over the ranks.
    CriticalDifference {
        names: Vec<Text>,
        /// Style keys of the methods, which give their lines colours.
        keys: Vec<String>,
        /// Average rank of each method, 1 for the best.
        #[serde(with = "number::vec")]
        ranks: Vec<f64>,
        /// The critical difference, drawn to scale over the axis; NaN: none.
        #[serde(with = "number")]
        distance: f64,
        /// Indices of methods that do not differ significantly; groups of one are not drawn.
        groups: Vec<Vec<usize>>,
    },
    /// The plane coloured by predicted class: `class[row * columns + column]` indexes `keys`, the
    /// style keys of the classes, drawn pale behind the points of the same key.
    Regions {
        columns: usize,
        x: (f64, f64),
        y: (f64, f64),
        class: Vec<usize>,
        keys: Vec<String>,
    },
    /// Lines of equal z over a grid of samples at evenly spaced points (first and last on the
    /// edges), `z[row * columns + column]`, row 0 at `y.0`.
    Contours {
        /// Label of the colour bar; empty where another panel of the same levels has the bar.
        label: Text,
        columns: usize,
        x: (f64, f64),
        y: (f64, f64),
        #[serde(with = "number::vec")]
        z: Vec<f64>,
        #[serde(with = "number::vec")]
        levels: Vec<f64>,
    },
    /// Small pictures in rows, e.g. weight vectors: each holds `height * width` numbers, top row
    /// first. The panel has no axes.
    Images {
        /// Label of the colour bar; empty: no bar.
        label: Text,
        width: usize,
        height: usize,
        /// Pictures in a row.
        per_row: usize,
        pictures: Vec<Picture>,
        colours: Colours,
        /// One colour scale for all pictures, with a colour bar; or one for each, on which a few
        /// values that stick out have the colour of its end: beyond 3 times the 0.7 quantile
        /// of the absolute values.
        shared_scale: bool,
    },
    /// Cells of a map where its units sit, (x, y) in distances of neighbours and y downwards. The
    /// panel has no axes and one scale. Marks over one another show several things of the units.
    Cells {
        /// Label of the colour bar, or of the style in the legend.
        label: Text,
        shape: CellShape,
        #[serde(with = "number::vec")]
        x: Vec<f64>,
        #[serde(with = "number::vec")]
        y: Vec<f64>,
        /// The width of every cell as a share of the full one, 0 to 1; empty: all full.
        #[serde(default, with = "number::vec")]
        sizes: Vec<f64>,
        fill: Fill,
        /// What is printed in each cell; empty: nothing anywhere.
        #[serde(default)]
        texts: Vec<String>,
    },
    /// Groups of bars over named places on the x axis, with error bars where `low < high`.
    Bars {
        /// Names of the places.
        places: Vec<Text>,
        groups: Vec<BarGroup>,
    },
    /// Groups of box plots over named places on the x axis.
    Boxes {
        places: Vec<Text>,
        groups: Vec<BoxGroup>,
    },
    /// A schematic picture: nodes with words in them over lines and arrows. The panel has no axes;
    /// the picture has units of its own, x to the right and y up from (0, 0), in which words of size
    /// 1 are one em high, and is scaled to the panel.
    Schematic {
        /// Width and height of the picture.
        size: (f64, f64),
        /// In the order of painting, the last on top.
        items: Vec<Item>,
    },
}

impl Mark {
    /// A polyline through (x, y) with a disc at every point: two marks with one legend entry.
    pub fn joined(label: Text, style: Style, x: Vec<f64>, y: Vec<f64>) -> [Mark; 2] {
        let line = Mark::Line {
            label: label.clone(),
            style: style.clone(),
            x: x.clone(),
            y: y.clone(),
        };
        [line, Mark::Points { label, style, x, y }]
    }
}

/// The shape of the cells of [`Mark::Cells`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellShape {
    /// Of side 1.
    Square,
    /// Of width 1, a corner on top.
    Hexagon,
}

/// How the cells of [`Mark::Cells`] are coloured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// By numbers, with a colour bar.
    Values {
        #[serde(with = "number::vec")]
        z: Vec<f64>,
        colours: Colours,
        /// Ends of the colour bar; `None`: from the data (symmetric for [`Colours::Diverging`]).
        #[serde(default)]
        limits: Option<(f64, f64)>,
    },
    /// In colours of their own: red, green and blue from 0 to 1, one cell behind the other.
    Own(#[serde(with = "number::vec")] Vec<f64>),
    /// In the colour of one key, with an entry in the legend.
    Style(Style),
}

/// One small picture of [`Mark::Images`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// Shown under the picture when not empty.
    #[serde(default)]
    pub caption: Text,
    /// None: an empty place.
    #[serde(with = "number::vec")]
    pub values: Vec<f64>,
}

/// One bar at each place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarGroup {
    pub label: Text,
    pub style: Style,
    #[serde(with = "number::vec")]
    pub values: Vec<f64>,
    /// Lower ends of the error bars (equal to `values` for none).
    #[serde(with = "number::vec")]
    pub low: Vec<f64>,
    /// Upper ends of the error bars.
    #[serde(with = "number::vec")]
    pub high: Vec<f64>,
}

/// One box at each place: the sample it summarises, from which the report takes quartiles,
/// whiskers (the last points within 1.5 interquartile ranges) and outliers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxGroup {
    pub label: Text,
    pub style: Style,
    /// A sample for each place.
    pub samples: Vec<Sample>,
}

/// The numbers behind one box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sample(#[serde(with = "number::vec")] pub Vec<f64>);

/// Colour maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    /// Dark to light, perceptually even (viridis).
    Sequential,
    /// Blue – white – red around zero.
    Diverging,
    /// Black to white.
    Grey,
    /// White to dark blue: counts, where 0 is to look empty.
    Blues,
}
