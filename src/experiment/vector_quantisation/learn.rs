//! One repeat: prototypes that learn, and the methods they are compared with.

use super::VectorQuantisation;
use super::plane::Plane;
use crate::dataset::{self, Encoder, Examples, Table, stratified_split};
use crate::experiment::{Context, Failure};
use crate::map::lvq::Lvq1;
use crate::map::{Codebook, Schedule};
use crate::random::Stream;

/// Looks at the prototypes on their way, about.
const LOOKS: u64 = 100;

/// Encoded parts of the data set.
pub struct Prepared {
    pub encoder: Encoder,
    pub train: Examples,
    pub test: Examples,
}

impl Prepared {
    /// Splits and encodes a table.
    pub fn of(
        settings: &VectorQuantisation,
        table: &Table,
        stream: &mut Stream,
    ) -> Result<Self, dataset::Error> {
        let split = stratified_split(table, settings.test_fraction, stream)?;
        let encoder = Encoder::fit(table, &split.train, settings.scaling)?;
        Ok(Prepared {
            train: encoder.encode(table, &split.train),
            test: encoder.encode(table, &split.test),
            encoder,
        })
    }
}

/// The parts classified rightly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    pub train: f64,
    pub test: f64,
}

/// The prototypes after so many steps.
pub struct Look {
    pub step: u64,
    pub accuracy: Accuracy,
}

/// What one repeat gives.
pub struct Part {
    /// On the way, the start first and the end last.
    pub looks: Vec<Look>,
    pub prototypes: usize,
    pub nearest_mean: Accuracy,
    /// Where it was asked for.
    pub nearest_neighbours: Option<Accuracy>,
    pub sizes: (usize, usize),
    /// Of the first repeat, where there are two features.
    pub plane: Option<Plane>,
}

/// Runs one repeat.
pub fn learn(
    settings: &VectorQuantisation,
    job: usize,
    context: &Context,
) -> Result<Part, Failure> {
    let of = |purpose: &str| context.stream_of(purpose, job as u64);
    let table = settings
        .data
        .load(context.base, &mut of("examples"))
        .map_err(Failure::told)?;
    let prepared = Prepared::of(settings, &table, &mut of("split")).map_err(Failure::told)?;
    let Prepared { train, test, .. } = &prepared;
    let inputs = (train.input_slice(), train.features());
    let shape = (train.classes.len(), settings.prototypes);
    let mut lvq = Lvq1::from_samples(inputs, &train.labels, shape, &mut of("prototypes"));
    let prototypes = lvq.codebook().units();
    let mut paths = vec![lvq.codebook().weights()];
    let mut looks = vec![look(0, &lvq, &prepared)];
    let steps = settings.steps.unwrap_or(200 * prototypes as u64);
    let rate = Schedule::linear(settings.rate, 0.0);
    let mut stream = of("inputs");
    for step in 0..steps {
        let input = stream.below(train.rows() as u64) as usize;
        lvq.learn(
            train.input(input),
            train.labels[input],
            rate.at(step, steps),
        );
        if (step + 1) % steps.div_ceil(LOOKS) == 0 || step + 1 == steps {
            context.go_on()?;
            looks.push(look(step + 1, &lvq, &prepared));
            paths.push(lvq.codebook().weights());
        }
    }
    let means = class_means(train);
    let k = settings.neighbours;
    let neighbours = |x: &[f64]| nearest_neighbours(train, k, x);
    let has_plane = job == 0 && train.features() == 2;
    context.go_on()?;
    Ok(Part {
        looks,
        prototypes,
        nearest_mean: accuracy(&prepared, |x| means.classify(x)),
        nearest_neighbours: (k > 0).then(|| accuracy(&prepared, neighbours)),
        sizes: (train.rows(), test.rows()),
        plane: has_plane.then(|| Plane::of(&prepared, &lvq, &means, k, &paths)),
    })
}

fn look(step: u64, lvq: &Lvq1, prepared: &Prepared) -> Look {
    let part = |part: &Examples| lvq.accuracy(part.input_slice(), &part.labels);
    Look {
        step,
        accuracy: Accuracy {
            train: part(&prepared.train),
            test: part(&prepared.test),
        },
    }
}

fn accuracy(prepared: &Prepared, classify: impl Fn(&[f64]) -> usize) -> Accuracy {
    let part = |part: &Examples| {
        let rows = 0..part.rows();
        let right = rows.filter(|&row| classify(part.input(row)) == part.labels[row]);
        right.count() as f64 / part.rows() as f64
    };
    Accuracy {
        train: part(&prepared.train),
        test: part(&prepared.test),
    }
}

/// One prototype a class, the mean of its examples; a class without examples has none.
fn class_means(train: &Examples) -> Lvq1 {
    let features = train.features();
    let (mut weights, mut classes) = (Vec::new(), Vec::new());
    for class in 0..train.classes.len() {
        let rows = (0..train.rows()).filter(|&row| train.labels[row] == class);
        let (mut mean, mut count) = (vec![0.0; features], 0.0);
        for row in rows {
            count += 1.0;
            mean.iter_mut()
                .zip(train.input(row))
                .for_each(|(mean, x)| *mean += x);
        }
        if count > 0.0 {
            weights.extend(mean.iter().map(|sum| sum / count));
            classes.push(class);
        }
    }
    Lvq1::new(Codebook::new(features, &weights), classes)
}

/// The class most frequent among the k nearest examples; of equally frequent ones that whose example
/// is nearest (Cover & Hart 1967).
pub fn nearest_neighbours(train: &Examples, k: usize, x: &[f64]) -> usize {
    let distance = |row: usize| -> f64 {
        let pairs = train.input(row).iter().zip(x);
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let mut rows: Vec<(f64, usize)> = (0..train.rows()).map(|row| (distance(row), row)).collect();
    let nearer = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let k = k.clamp(1, rows.len());
    rows.select_nth_unstable_by(k - 1, nearer);
    rows.truncate(k);
    rows.sort_unstable_by(nearer);
    let mut votes = vec![0; train.classes.len()];
    for &(_, row) in &rows {
        votes[train.labels[row]] += 1;
    }
    let most = votes.iter().copied().max().unwrap_or(0);
    let of = |&(_, row): &(f64, usize)| train.labels[row];
    rows.iter()
        .map(of)
        .find(|&class| votes[class] == most)
        .unwrap_or(0)
}
