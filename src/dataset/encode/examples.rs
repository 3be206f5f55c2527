//! Encoded rows, ready to be learnt from.

use crate::dataset::table::Target;

/// Encoded rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// Number of examples.
    pub rows: usize,
    /// Numbers a network takes for each: its inputs.
    pub features: usize,
    /// Names of the features: the column's, or `column=category`.
    pub feature_names: Vec<String>,
    /// `inputs[row * features + feature]`.
    pub inputs: Vec<f64>,
    /// `targets[row * outputs + output]`: for classes 1 at the row's class and 0 elsewhere, else
    /// the numbers as they are in the table, unscaled.
    pub targets: Vec<f64>,
    /// Numbers in each target: the number of classes (two also for two classes), or of numbers.
    pub outputs: usize,
    /// The class of each row, an index into `classes`; empty for a target of numbers.
    pub labels: Vec<usize>,
    /// Names of the classes; empty for a target of numbers.
    pub classes: Vec<String>,
}

impl Examples {
    /// The inputs of one example.
    pub fn input(&self, row: usize) -> &[f64] {
        &self.inputs[row * self.features..][..self.features]
    }

    /// The target of one example.
    pub fn target(&self, row: usize) -> &[f64] {
        &self.targets[row * self.outputs..][..self.outputs]
    }

    /// The examples of the given rows, whose inputs are encoded already.
    pub(super) fn new(
        feature_names: Vec<String>,
        inputs: Vec<f64>,
        target: &Target,
        rows: &[usize],
    ) -> Self {
        let mut examples = Examples {
            rows: rows.len(),
            features: feature_names.len(),
            feature_names,
            inputs,
            targets: Vec::new(),
            outputs: 1,
            labels: Vec::new(),
            classes: Vec::new(),
        };
        match target {
            Target::Classes { names, codes } => {
                examples.outputs = names.len();
                examples.classes = names.clone();
                examples.labels = rows.iter().map(|&row| codes[row] as usize).collect();
                examples.targets = vec![0.0; rows.len() * names.len()];
                let targets = examples.targets.chunks_exact_mut(names.len());
                for (target, &label) in targets.zip(&examples.labels) {
                    target[label] = 1.0;
                }
            }
            Target::Real { values, .. } => {
                examples.targets = rows.iter().map(|&row| values[row]).collect();
            }
            Target::Outputs { names, values } => {
                examples.outputs = names.len();
                let numbers = |&row: &usize| &values[row * names.len()..][..names.len()];
                examples.targets = rows.iter().flat_map(numbers).copied().collect();
            }
        }
        examples
    }
}
