//! The examples, from two normal classes or a data set, and the preparation of their inputs.

use super::{CENTRES, DEVIATION, EXAMPLES, LearningRate, Preprocessing};
use crate::dataset::{self, Encoder, Scaling, Source, Table, Target};
use crate::experiment::{Context, Failure};
use crate::math::singular_values::decompose;
use crate::math::statistics;
use crate::random::Stream;
use std::path::Path;

/// Inputs x, row by row, and one target d for each.
#[derive(Clone, Debug)]
pub struct Examples {
    /// Numbers in a row, the bias' 1 included.
    pub width: usize,
    /// Whether the last input is the bias' 1.
    pub with_bias: bool,
    /// Rows × width.
    pub inputs: Vec<f64>,
    /// One a row.
    pub targets: Vec<f64>,
}

/// Numbers of examples and of weights.
pub fn shape(settings: &LearningRate, base: &Path) -> Result<(usize, usize), String> {
    let mut stream = Stream::new(0, "learning-rate", "shape", 0);
    let raw = Examples::draw(settings, base, &mut stream)?;
    let prepared = raw.prepare(settings.preprocessing, settings.bias);
    Ok((prepared.rows(), prepared.width))
}

impl Examples {
    /// The examples as they are, without the bias.
    pub fn load(settings: &LearningRate, context: &Context) -> Result<Self, Failure> {
        let mut stream = context.stream("examples");
        Examples::draw(settings, context.base, &mut stream).map_err(Failure::Failed)
    }

    /// The examples that the unit learns.
    pub fn prepared(settings: &LearningRate, context: &Context) -> Result<Self, Failure> {
        let raw = Examples::load(settings, context)?;
        Ok(raw.prepare(settings.preprocessing, settings.bias))
    }

    fn draw(settings: &LearningRate, base: &Path, stream: &mut Stream) -> Result<Self, String> {
        match &settings.data {
            Some(source) => of_data(source, base, stream).map_err(|error| error.to_string()),
            None => Ok(two_classes(settings, stream)),
        }
    }

    /// Number of examples P.
    pub fn rows(&self) -> usize {
        self.targets.len()
    }

    /// The inputs of an example.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.inputs[row * self.width..][..self.width]
    }

    /// The numbers of one input.
    fn column(&self, column: usize) -> Vec<f64> {
        self.inputs
            .iter()
            .skip(column)
            .step_by(self.width)
            .copied()
            .collect()
    }

    /// The same examples after a preparation of their inputs, and with the bias' 1 as last input.
    pub fn prepare(&self, preprocessing: Preprocessing, with_bias: bool) -> Examples {
        let prepared = match preprocessing {
            Preprocessing::None => self.clone(),
            Preprocessing::Centred => self.shifted_and_scaled(|_| 1.0),
            Preprocessing::Standardised => self.shifted_and_scaled(population_deviation),
            Preprocessing::Decorrelated => self.shifted_and_scaled(|_| 1.0).turned(),
        };
        if with_bias {
            prepared.with_ones()
        } else {
            prepared
        }
    }

    /// Every input less its mean, divided by what `scale` says of it; an input that is constant is
    /// only shifted.
    fn shifted_and_scaled(&self, scale: impl Fn(&[f64]) -> f64) -> Examples {
        let mut changed = self.clone();
        for column in 0..self.width {
            let values = self.column(column);
            let (centre, scale) = (statistics::mean(&values), scale(&values));
            let scale = if scale > 0.0 { scale } else { 1.0 };
            for x in changed.inputs.iter_mut().skip(column).step_by(self.width) {
                *x = (*x - centre) / scale;
            }
        }
        changed
    }

    /// Centred inputs along their principal axes, each divided by its deviation.
    fn turned(&self) -> Examples {
        let axes = decompose(self.width, self.width, &self.second_moments());
        let kept = axes.rank();
        let mut inputs = Vec::with_capacity(self.rows() * kept);
        for row in 0..self.rows() {
            for axis in 0..kept {
                let direction = &axes.right[axis * self.width..][..self.width];
                inputs.push(dot(direction, self.row(row)) / axes.values[axis].sqrt());
            }
        }
        Examples {
            width: kept,
            inputs,
            ..self.clone()
        }
    }

    fn with_ones(&self) -> Examples {
        let rows = self.inputs.chunks_exact(self.width.max(1));
        let inputs = rows.flat_map(|row| row.iter().copied().chain([1.0]));
        Examples {
            width: self.width + 1,
            with_bias: true,
            inputs: inputs.collect(),
            targets: self.targets.clone(),
        }
    }

    /// (1/P) Σ x xᵀ, width × width.
    pub fn second_moments(&self) -> Vec<f64> {
        use crate::math::matrix_product::{Update, transposed_product};
        let mut moments = vec![0.0; self.width * self.width];
        let shape = [self.width, self.rows(), self.width];
        transposed_product(
            shape,
            &self.inputs,
            &self.inputs,
            Update::Overwrite,
            &mut moments,
        );
        let rows = self.rows() as f64;
        moments.iter_mut().for_each(|moment| *moment /= rows);
        moments
    }
}

/// a·b.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn population_deviation(values: &[f64]) -> f64 {
    let centre = statistics::mean(values);
    let squares: Vec<f64> = values.iter().map(|x| (x - centre) * (x - centre)).collect();
    statistics::mean(&squares).sqrt()
}

/// Two normal classes in turn, with targets −1 and 1.
fn two_classes(settings: &LearningRate, stream: &mut Stream) -> Examples {
    let centres = settings.centres();
    let deviation = settings.deviation.unwrap_or(DEVIATION);
    let rows = settings.examples.unwrap_or(EXAMPLES);
    let mut inputs = Vec::with_capacity(rows * CENTRES[0].len());
    for row in 0..rows {
        inputs.extend(
            centres[row % 2]
                .iter()
                .map(|c| c + deviation * stream.normal()),
        );
    }
    Examples {
        width: centres[0].len(),
        with_bias: false,
        inputs,
        targets: (0..rows)
            .map(|row| if row % 2 == 0 { -1.0 } else { 1.0 })
            .collect(),
    }
}

/// All rows of a data set: its numbers as they are, its categories encoded.
fn of_data(source: &Source, base: &Path, stream: &mut Stream) -> Result<Examples, dataset::Error> {
    let table = source.load(base, stream)?;
    let rows: Vec<usize> = (0..table.rows()).collect();
    let encoded = Encoder::fit(&table, &rows, Scaling::None)?.encode(&table, &rows);
    Ok(Examples {
        width: encoded.features(),
        with_bias: false,
        inputs: encoded.input_slice().to_vec(),
        targets: targets(&table),
    })
}

/// 1 for the first class and −1 for the others; the first number of each row, standardised.
fn targets(table: &Table) -> Vec<f64> {
    let values = match &table.target {
        Target::Classes { codes, .. } => {
            let target = |&code: &u32| if code == 0 { 1.0 } else { -1.0 };
            return codes.iter().map(target).collect();
        }
        Target::Real { values, .. } => values.clone(),
        Target::Outputs { names, values } => values.iter().step_by(names.len()).copied().collect(),
    };
    let (centre, deviation) = (statistics::mean(&values), population_deviation(&values));
    let scale = if deviation > 0.0 { deviation } else { 1.0 };
    values
        .iter()
        .map(|value| (value - centre) / scale)
        .collect()
}
