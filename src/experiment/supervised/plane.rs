//! What a classifier says of the plane its examples lie in.

use crate::dataset::{Encoder, Examples};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::perceptron::{Perceptron, Workspace};
use crate::train::metrics::most_probable;

/// Cells of the grid along either axis.
const GRID: usize = 120;

/// Examples of two features, and the network's answers for them and for a grid around them; all in the
/// units of the table.
pub struct Plane {
    classes: Vec<String>,
    names: [String; 2],
    pub points: Vec<[f64; 2]>,
    pub predicted: Vec<usize>,
    pub actual: Vec<usize>,
    /// Corners of the grid.
    x: (f64, f64),
    y: (f64, f64),
    /// The predicted class of each cell, row by row from the lowest.
    grid: Vec<usize>,
}

/// Least and largest of one feature, with a margin of a twentieth.
pub fn extent(examples: &Examples, feature: usize) -> (f64, f64) {
    let of = |row| examples.input(row)[feature];
    let values = (0..examples.rows()).map(of);
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let margin = if high > low { 0.05 * (high - low) } else { 1.0 };
    (low - margin, high + margin)
}

/// The style key of a class, by which it has the same colour in all figures.
pub fn class_key(class: usize) -> String {
    format!("class-{class}")
}

impl Plane {
    /// `None` unless the examples have two features and classes.
    pub fn of(
        network: &Perceptron,
        w: &[f64],
        shown: &Examples,
        encoder: &Encoder,
    ) -> Option<Self> {
        if shown.classes.is_empty() || shown.features() != 2 {
            return None;
        }
        let mut workspace = Workspace::default();
        let mut classify = |inputs: &[f64], rows| {
            most_probable(
                network.predict(w, inputs, rows, &mut workspace),
                shown.outputs(),
            )
        };
        let (x, y) = (extent(shown, 0), extent(shown, 1));
        let middle = |(low, high): (f64, f64), cell: usize| {
            low + (high - low) * (cell as f64 + 0.5) / GRID as f64
        };
        let cells =
            (0..GRID * GRID).flat_map(|cell| [middle(x, cell % GRID), middle(y, cell / GRID)]);
        let cells: Vec<f64> = cells.collect();
        Some(Plane {
            classes: shown.classes.clone(),
            names: [0, 1].map(|feature| shown.feature_names[feature].clone()),
            points: (0..shown.rows())
                .map(|row| [0, 1].map(|axis| encoder.unscaled(axis, shown.input(row)[axis])))
                .collect(),
            predicted: classify(shown.input_slice(), shown.rows()),
            actual: shown.labels.clone(),
            grid: classify(&cells, GRID * GRID),
            x: (encoder.unscaled(0, x.0), encoder.unscaled(0, x.1)),
            y: (encoder.unscaled(1, y.0), encoder.unscaled(1, y.1)),
        })
    }

    /// The examples by predicted class over the regions of the classes; those of another class have
    /// a dark dot.
    pub fn panel(&self) -> Panel {
        let keys: Vec<String> = (0..self.classes.len()).map(class_key).collect();
        let mut marks = vec![Mark::Regions {
            columns: GRID,
            x: self.x,
            y: self.y,
            class: self.grid.clone(),
            keys: keys.clone(),
        }];
        for (class, (name, key)) in self.classes.iter().zip(&keys).enumerate() {
            let style = Style::of(key).radius(2.5);
            marks.push(self.points(Text::same(name), style, &|row| self.predicted[row] == class));
        }
        let is_wrong = |row: usize| self.predicted[row] != self.actual[row];
        if (0..self.points.len()).any(is_wrong) {
            marks.push(self.points(
                Text::new("of the other class", "другого класса"),
                Style::of("reference").radius(1.5),
                &is_wrong,
            ));
        }
        let axis = |name: &String, range: (f64, f64)| {
            Axis::linear(Text::same(name)).from_to(range.0, range.1)
        };
        let mut panel = Panel::new(
            axis(&self.names[0], self.x),
            axis(&self.names[1], self.y),
            marks,
        );
        panel.equal_aspect = true;
        panel
    }

    fn points(&self, label: Text, style: Style, chosen: &dyn Fn(usize) -> bool) -> Mark {
        let rows = (0..self.points.len()).filter(|&row| chosen(row));
        let (x, y) = rows
            .map(|row| (self.points[row][0], self.points[row][1]))
            .unzip();
        Mark::Points { label, style, x, y }
    }
}
