//! The network's error on examples as a function of its weights: E(w) = ½ mean (y − t)².

use crate::kolmogorov_arnold::{Network, Workspace};
use crate::optimize::{Cost, Objective};

/// Points of the plane and the function's values there.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// x and y in turn.
    pub inputs: Vec<f64>,
    pub targets: Vec<f64>,
}

impl Examples {
    /// Point and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&[f64], f64)> {
        let points = self.inputs.chunks_exact(2);
        points.zip(self.targets.iter().copied())
    }
}

/// E(w).
pub struct MeanSquares<'a> {
    pub network: &'a Network,
    pub examples: &'a Examples,
    workspace: Workspace,
}

impl<'a> MeanSquares<'a> {
    pub fn new(network: &'a Network, examples: &'a Examples) -> Self {
        MeanSquares {
            network,
            examples,
            workspace: Workspace::default(),
        }
    }

    /// Calls `each` with the error of every example and the derivatives of its answer.
    fn over_examples(&mut self, w: &[f64], mut each: impl FnMut(f64, &[(usize, f64)])) -> f64 {
        let mut squares = 0.0;
        for (x, t) in self.examples.iter() {
            let error = self.network.differentiate(w, x, &mut self.workspace) - t;
            squares += error * error;
            each(error, &self.workspace.derivatives);
        }
        0.5 * squares / self.examples.targets.len() as f64
    }
}

impl Objective for MeanSquares<'_> {
    fn dimension(&self) -> usize {
        self.network.weights()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        let mut squares = 0.0;
        for (x, t) in self.examples.iter() {
            let error = self.network.answer(w, x, &mut self.workspace) - t;
            squares += error * error;
        }
        0.5 * squares / self.examples.targets.len() as f64
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        let share = 1.0 / self.examples.targets.len() as f64;
        self.over_examples(w, |error, derivatives| {
            for &(i, d) in derivatives {
                gradient[i] += share * error * d;
            }
        })
    }

    /// JᵀJ of rows with five numbers an edge that are not 0.
    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        let n = self.dimension();
        matrix.fill(0.0);
        gradient.fill(0.0);
        let share = 1.0 / self.examples.targets.len() as f64;
        let value = self.over_examples(w, |error, derivatives| {
            for &(i, a) in derivatives {
                gradient[i] += share * error * a;
                let row = &mut matrix[i * n..(i + 1) * n];
                for &(j, b) in derivatives {
                    row[j] += share * a * b;
                }
            }
        });
        Some(value)
    }

    fn cost(&self) -> Cost {
        Cost {
            value: 1.0 / 3.0,
            gradient: 1.0,
            normal_equations: 1.0,
        }
    }
}
