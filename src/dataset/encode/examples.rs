//! Encoded rows, ready to be learnt from.

use crate::dataset::table::Target;
use ndarray::Array2;

/// Encoded rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// Names of the features: the column's, or `column=category`.
    pub feature_names: Vec<String>,
    /// What a network takes, examples × features, row by row in memory.
    pub inputs: Array2<f64>,
    /// What it should give, examples × outputs, row by row in memory: for classes 1 at the row's
    /// class and 0 elsewhere (two outputs also for two classes), else the numbers as they are in
    /// the table, unscaled.
    pub targets: Array2<f64>,
    /// The class of each row, an index into `classes`; empty for a target of numbers.
    pub labels: Vec<usize>,
    /// Names of the classes; empty for a target of numbers.
    pub classes: Vec<String>,
}

impl Examples {
    /// Number of examples.
    pub fn rows(&self) -> usize {
        self.inputs.nrows()
    }

    /// Numbers in each input.
    pub fn features(&self) -> usize {
        self.inputs.ncols()
    }

    /// Numbers in each target.
    pub fn outputs(&self) -> usize {
        self.targets.ncols()
    }

    /// The inputs of one example.
    pub fn input(&self, row: usize) -> &[f64] {
        &self.input_slice()[row * self.features()..][..self.features()]
    }

    /// The target of one example.
    pub fn target(&self, row: usize) -> &[f64] {
        &self.target_slice()[row * self.outputs()..][..self.outputs()]
    }

    /// The inputs as one slice, example after example.
    pub fn input_slice(&self) -> &[f64] {
        row_by_row(&self.inputs)
    }

    /// The targets as one slice, example after example.
    pub fn target_slice(&self) -> &[f64] {
        row_by_row(&self.targets)
    }

    /// The examples of the given rows, whose inputs are encoded already: `inputs` holds the
    /// features of one row after the other.
    pub(super) fn new(
        feature_names: Vec<String>,
        inputs: Vec<f64>,
        target: &Target,
        rows: &[usize],
    ) -> Self {
        let mut labels = Vec::new();
        let mut classes = Vec::new();
        let targets = match target {
            Target::Classes { names, codes } => {
                classes.clone_from(names);
                labels = rows.iter().map(|&row| codes[row] as usize).collect();
                Array2::from_shape_fn((rows.len(), names.len()), |(row, class)| {
                    f64::from(u8::from(labels[row] == class))
                })
            }
            Target::Real { values, .. } => {
                Array2::from_shape_fn((rows.len(), 1), |(row, _)| values[rows[row]])
            }
            Target::Outputs { names, values } => {
                let of_row = |row: usize, output: usize| values[rows[row] * names.len() + output];
                Array2::from_shape_fn((rows.len(), names.len()), |(row, output)| {
                    of_row(row, output)
                })
            }
        };
        let shape = (rows.len(), feature_names.len());
        Examples {
            inputs: Array2::from_shape_vec(shape, inputs).expect("the features of every row"),
            feature_names,
            targets,
            labels,
            classes,
        }
    }
}

/// Arrays that nobody has transposed or sliced lie in memory row by row.
fn row_by_row(array: &Array2<f64>) -> &[f64] {
    array.as_slice().expect("an array in standard layout")
}
