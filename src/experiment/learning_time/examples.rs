//! The examples of each task.

use super::task::{Levels, Task};
use crate::dataset::{self, Encoder, Scaling, Source};
use crate::math::{self, elementary::sin};
use crate::random::Stream;
use std::f64::consts::{PI, TAU};
use std::path::Path;

/// A sinc of two variables is learnt on so many points along either axis.
const SINC_POINTS: usize = 11;
/// So many examples of the function of four variables.
const FOUR_INPUT_EXAMPLES: usize = 400;

/// What a network learns.
pub struct Examples {
    /// Number of examples, N.
    pub rows: usize,
    /// Inputs, row by row.
    pub inputs: Vec<f64>,
    /// Numbers in each input.
    pub features: usize,
    /// Targets, row by row.
    pub targets: Vec<f64>,
    /// Numbers in each target, M.
    pub outputs: usize,
}

impl Task {
    /// The examples, bits and classes on the given levels. Only the function of four variables and
    /// generated data sets draw from `stream`.
    pub fn examples(
        &self,
        (inputs, targets): (Levels, Levels),
        base: &Path,
        stream: &mut Stream,
    ) -> Result<Examples, dataset::Error> {
        let of_bits = |n, target: &dyn Fn(usize, usize) -> bool| {
            bits(n, |pattern| f64::from(u8::from(target(n, pattern))))
        };
        let mut examples = match *self {
            Task::Encoder(n) => encoder(n, 1.0),
            Task::ComplementEncoder(n) => encoder(n, 0.0),
            Task::Xor => of_bits(2, &odd),
            Task::Parity(n) => of_bits(n, &odd),
            Task::Symmetry(n) => of_bits(n, &mirrored),
            Task::Sine => function(1, &line(41), |x| sin(PI * x[0])),
            Task::HaganSine => function(1, &line(40), |x| 0.5 + 0.25 * sin(3.0 * PI * x[0])),
            Task::HaganSquareWave => function(1, &line(40), |x| {
                f64::from(u8::from(sin(3.0 * PI * x[0]) >= 0.0))
            }),
            Task::HaganSinc => function(2, &lattice(SINC_POINTS, 2.0), |x| sinc(x[0]) * sinc(x[1])),
            Task::HaganFourInputs => {
                let draws = 4 * FOUR_INPUT_EXAMPLES;
                let points: Vec<f64> = (0..draws)
                    .map(|_| stream.uniform_between(-1.0, 1.0))
                    .collect();
                function(4, &points, four_inputs)
            }
            Task::Data(ref source) => data(source, base, stream)?,
        };
        if self.has_bits() {
            set_levels(&mut examples.inputs, inputs);
        }
        if self.has_binary_targets() {
            set_levels(&mut examples.targets, targets);
        }
        Ok(examples)
    }
}

/// Replaces 0 and 1 by the levels.
fn set_levels(bits: &mut [f64], [low, high]: Levels) {
    for bit in bits {
        *bit = low + (high - low) * *bit;
    }
}

/// Lines of which one has the value `on` and all others its opposite; the targets are the inputs.
fn encoder(n: usize, on: f64) -> Examples {
    let line = |k: usize| if k / n == k % n { on } else { 1.0 - on };
    let patterns: Vec<f64> = (0..n * n).map(line).collect();
    Examples {
        rows: n,
        inputs: patterns.clone(),
        features: n,
        targets: patterns,
        outputs: n,
    }
}

/// All patterns of n bits, the first input the highest bit.
fn bits(n: usize, target: impl Fn(usize) -> f64) -> Examples {
    let rows = 1 << n;
    let bit = |k: usize| ((k / n) >> (n - 1 - k % n)) & 1;
    Examples {
        rows,
        inputs: (0..rows * n).map(|k| bit(k) as f64).collect(),
        features: n,
        targets: (0..rows).map(target).collect(),
        outputs: 1,
    }
}

fn odd(_: usize, pattern: usize) -> bool {
    pattern.count_ones() % 2 == 1
}

fn mirrored(n: usize, pattern: usize) -> bool {
    (0..n / 2).all(|k| (pattern >> k) & 1 == (pattern >> (n - 1 - k)) & 1)
}

/// Evenly spaced points from −1 to 1.
fn line(count: usize) -> Vec<f64> {
    let last = (count - 1) as f64;
    (0..count).map(|k| (2.0 * k as f64 - last) / last).collect()
}

/// The points of a square lattice from −half to half, coordinates in turn.
fn lattice(count: usize, half: f64) -> Vec<f64> {
    let along = line(count);
    let row = |y: &f64| -> Vec<f64> { along.iter().flat_map(|x| [half * x, half * y]).collect() };
    along.iter().flat_map(row).collect()
}

/// Values of a function at points of `dimension` coordinates each.
fn function(dimension: usize, points: &[f64], f: impl Fn(&[f64]) -> f64) -> Examples {
    Examples {
        rows: points.len() / dimension,
        inputs: points.to_vec(),
        features: dimension,
        targets: points.chunks_exact(dimension).map(f).collect(),
        outputs: 1,
    }
}

fn sinc(x: f64) -> f64 {
    if x == 0.0 {
        1.0
    } else {
        sin(PI * x) / (PI * x)
    }
}

fn four_inputs(x: &[f64]) -> f64 {
    let powers = x[1].powi(2) * x[2].powi(3) * x[3].powi(4);
    sin(TAU * x[0]) * powers * math::exp(-(x[0] + x[1] + x[2] + x[3]))
}

fn data(source: &Source, base: &Path, stream: &mut Stream) -> Result<Examples, dataset::Error> {
    let table = source.load(base, stream)?;
    let all: Vec<usize> = (0..table.rows()).collect();
    let encoded = Encoder::fit(&table, &all, Scaling::Standard)?.encode(&table, &all);
    Ok(Examples {
        rows: encoded.rows(),
        inputs: encoded.input_slice().to_vec(),
        features: encoded.features(),
        targets: encoded.target_slice().to_vec(),
        outputs: encoded.outputs(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples(task: Task) -> Examples {
        let mut stream = Stream::new(1952, "test", "examples", 0);
        let levels = ([0.0, 1.0], [0.0, 1.0]);
        task.examples(levels, Path::new(""), &mut stream).unwrap()
    }

    #[test]
    fn an_encoder_repeats_its_inputs_and_its_complement_turns_them_round() {
        let encoder = examples(Task::Encoder(3));
        let unit = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!(encoder.inputs, unit);
        assert_eq!(encoder.targets, unit);
        assert_eq!((encoder.rows, encoder.features, encoder.outputs), (3, 3, 3));
        let turned: Vec<f64> = unit.iter().map(|x| 1.0 - x).collect();
        assert_eq!(examples(Task::ComplementEncoder(3)).targets, turned);
        let hidden = |n| Task::Encoder(n).customary_hidden()[0];
        assert_eq!([2, 4, 5, 8, 10, 64, 128].map(hidden), [1, 2, 3, 3, 4, 6, 7]);
    }

    #[test]
    fn patterns_of_bits_count_upwards() {
        let xor = examples(Task::Xor);
        assert_eq!(xor.inputs, [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
        assert_eq!(xor.targets, [0.0, 1.0, 1.0, 0.0]);
        let parity = examples(Task::Parity(3));
        assert_eq!(parity.targets, [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
        // 2³ of the 2⁶ patterns are their own mirror images, and all begin as they end.
        let symmetry = examples(Task::Symmetry(6));
        let rows = symmetry.inputs.chunks_exact(6).zip(&symmetry.targets);
        for (row, target) in rows {
            let mirrored: Vec<f64> = row.iter().rev().copied().collect();
            assert_eq!(*target == 1.0, row == mirrored);
        }
        assert_eq!(symmetry.targets.iter().sum::<f64>(), 8.0);
        // An odd number of bits: the middle one is its own image.
        assert_eq!(examples(Task::Symmetry(3)).targets.iter().sum::<f64>(), 4.0);
    }

    #[test]
    fn levels_take_the_place_of_off_and_on() {
        let mut stream = Stream::new(1952, "test", "examples", 0);
        let xor = Task::Xor
            .examples(([-1.0, 1.0], [-0.5, 0.5]), Path::new(""), &mut stream)
            .unwrap();
        assert_eq!(xor.inputs[..4], [-1.0, -1.0, -1.0, 1.0]);
        assert_eq!(xor.targets, [-0.5, 0.5, 0.5, -0.5]);
    }

    #[test]
    fn functions_have_the_values_worked_by_hand() {
        let sine = examples(Task::Sine);
        assert_eq!(
            (sine.rows, sine.inputs[0], sine.inputs[40]),
            (41, -1.0, 1.0)
        );
        approx::assert_abs_diff_eq!(sine.inputs[21] - sine.inputs[20], 0.05, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(sine.targets[30], 1.0, epsilon = 1e-15);
        let hagan = examples(Task::HaganSine);
        assert_eq!(hagan.rows, 40);
        // sin 3π = 0 at the end.
        approx::assert_abs_diff_eq!(hagan.targets[39], 0.5, epsilon = 1e-12);
        let sinc = examples(Task::HaganSinc);
        assert_eq!((sinc.rows, sinc.features), (121, 2));
        assert_eq!(sinc.targets[60], 1.0);
        // A corner is (−2, −2), where sin πx = 0.
        approx::assert_abs_diff_eq!(sinc.targets[0], 0.0, epsilon = 1e-15);
        approx::assert_relative_eq!(
            four_inputs(&[0.25, 1.0, 1.0, -1.0]),
            (-1.25_f64).exp(),
            epsilon = 1e-12
        );
        assert_eq!(examples(Task::HaganFourInputs).rows, 400);
    }

    #[test]
    fn classes_of_a_data_set_are_yes_or_no_at_each_output() {
        let iris = examples(Task::Data(Source::Named("iris".into())));
        assert_eq!((iris.rows, iris.features, iris.outputs), (150, 4, 3));
        assert_eq!(iris.targets[..3], [1.0, 0.0, 0.0]);
    }
}
