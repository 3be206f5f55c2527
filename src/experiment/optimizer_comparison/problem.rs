//! One data set as every method meets it in one run: rows of the three parts, encoded by what the
//! training part shows, and the network.

use super::OptimizerComparison;
use crate::dataset::{self, Encoder, Examples, Source, Table, TargetScale, hold_out};
use crate::experiment::supervised::{Splitting, batch_of, layers, name_of_source};
use crate::perceptron::{Activation, Batch, Layer, Loss, Perceptron};
use crate::random::Stream;
use std::path::Path;

/// Rows of the table, by the part they fall to.
pub struct Parts {
    pub train: Vec<usize>,
    pub validation: Vec<usize>,
    pub test: Vec<usize>,
}

/// A data set, split and encoded, and its network.
pub struct Problem {
    /// Names of the classes; empty for numbers.
    pub classes: Vec<String>,
    pub parts: Parts,
    pub encoder: Encoder,
    pub train: Examples,
    pub validation: Examples,
    pub test: Examples,
    /// The scale of targets that are numbers.
    pub scale: Option<TargetScale>,
    pub network: Perceptron,
    /// Values that are missing in the table.
    pub missing: usize,
}

impl Problem {
    /// Loads, splits and encodes. `stream` gives the stream of a purpose that is the same for all
    /// folds of a repeat; `fold` counts from 0.
    pub fn new(
        settings: &OptimizerComparison,
        source: &Source,
        base: &Path,
        fold: usize,
        stream: impl Fn(&str) -> Stream,
    ) -> Result<Self, dataset::Error> {
        let table = source.load(base, &mut stream("examples"))?;
        let (table, rows) = settings.some_rows(table, &mut stream("drawn examples"))?;
        let split =
            settings
                .split
                .split(&table, settings.test_fraction, fold, &mut stream("split"))?;
        let (train, validation) = if split.validation.is_empty() {
            let mut stream = stream(&format!("validation of fold {fold}"));
            hold_out(
                &table,
                &split.train,
                settings.validation_share(),
                &mut stream,
            )?
        } else {
            (split.train, split.validation)
        };
        let encoder = Encoder::fit(&table, &train, settings.scaling)?;
        let mut encoded =
            [&train, &validation, &split.test].map(|rows| encoder.encode(&table, rows));
        let classes = encoded[0].classes.clone();
        if classes.len() == 1 {
            return Err(dataset::Error::OneClass { table: table.name });
        }
        let mut scale = None;
        if classes.is_empty() {
            let learnt = TargetScale::fit(&encoded[0])?;
            encoded.iter_mut().for_each(|part| learnt.scale(part));
            scale = Some(learnt);
        }
        let network = settings.network(source, &encoded[0]);
        let original = |part: &[usize]| part.iter().map(|&row| rows[row]).collect();
        let parts = Parts {
            train: original(&train),
            validation: original(&validation),
            test: original(&split.test),
        };
        let [train, validation, test] = encoded;
        Ok(Problem {
            classes,
            parts,
            encoder,
            train,
            validation,
            test,
            scale,
            network,
            missing: table.missing(),
        })
    }

    /// The batches of the three parts.
    pub fn batches(&self) -> [Batch<'_>; 3] {
        [&self.train, &self.validation, &self.test].map(batch_of)
    }
}

impl OptimizerComparison {
    /// The table, or as many of its rows as are wanted, with the places of these rows in it.
    fn some_rows(
        &self,
        table: Table,
        stream: &mut Stream,
    ) -> Result<(Table, Vec<usize>), dataset::Error> {
        let all: Vec<usize> = (0..table.rows()).collect();
        match self.most_examples {
            Some(most) if most < all.len() => {
                let share = most as f64 / all.len() as f64;
                let (_, drawn) = hold_out(&table, &all, share, stream)?;
                Ok((table.of_rows(&drawn), drawn))
            }
            _ => Ok((table, all)),
        }
    }

    /// The share of the rows beside the test part that is held out for validation: so that it is
    /// `validation_fraction` of all, or of the published training part.
    fn validation_share(&self) -> f64 {
        let tested = match self.split {
            Splitting::Stratified => self.test_fraction,
            Splitting::Folds(folds) => 1.0 / folds as f64,
            Splitting::Customary => 0.0,
        };
        self.validation_fraction / (1.0 - tested)
    }

    /// Hidden layers for a data set.
    pub fn hidden(&self, source: &Source) -> &[usize] {
        self.hidden_of
            .get(&name_of_source(source))
            .unwrap_or(&self.hidden)
    }

    /// # Panics
    /// When layers have no units: the settings were not checked.
    fn network(&self, source: &Source, examples: &Examples) -> Perceptron {
        let output = Layer {
            units: examples.outputs(),
            activation: Activation::Linear,
        };
        let layers = layers(self.hidden(source), self.activation, output);
        let loss = if examples.classes.is_empty() {
            Loss::MeanSquaredError
        } else {
            Loss::SoftmaxCrossEntropy
        };
        Perceptron::new(examples.features(), &layers, loss).expect("checked layers")
    }
}
