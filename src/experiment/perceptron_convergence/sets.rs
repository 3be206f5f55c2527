//! Sets of examples: random ones that a planted plane separates, and orthogonal ones.

use crate::experiment::Failure;
use crate::random::Stream;
use crate::threshold::Examples;

/// Points of the unit ball on either side of a random plane through its middle, and on which side they
/// lie: the distance from the plane uniform between `nearest` and `farthest`, the place beside it
/// uniform in the ball's section.
pub fn planted(
    dimension: usize,
    (nearest, farthest): (f64, f64),
    examples: usize,
    stream: &mut Stream,
) -> (Vec<Vec<f64>>, Vec<bool>) {
    let normal = direction(dimension, stream);
    let draw = |_| {
        let distance = stream.uniform_between(nearest, farthest.min(1.0));
        let mut aside = direction(dimension, stream);
        let along: f64 = aside.iter().zip(&normal).map(|(a, n)| a * n).sum();
        aside
            .iter_mut()
            .zip(&normal)
            .for_each(|(a, n)| *a -= along * n);
        let length = aside.iter().map(|a| a * a).sum::<f64>().sqrt();
        let share = if dimension > 1 {
            // The radius in a section of dimension − 1.
            let power = 1.0 / (dimension - 1) as f64;
            crate::math::exp(power * crate::math::ln(1.0 - stream.uniform()))
        } else {
            0.0
        };
        let reach = (1.0 - distance * distance).sqrt() * share;
        let scale = if length > 0.0 { reach / length } else { 0.0 };
        let class = stream.uniform() < 0.5;
        let side = if class { distance } else { -distance };
        let place = |(n, a): (&f64, &f64)| side * n + scale * a;
        (normal.iter().zip(&aside).map(place).collect(), class)
    };
    (0..examples).map(draw).unzip()
}

/// Uniform on the unit sphere.
fn direction(dimension: usize, stream: &mut Stream) -> Vec<f64> {
    loop {
        let v: Vec<f64> = (0..dimension).map(|_| stream.normal()).collect();
        let length = v.iter().map(|v| v * v).sum::<f64>().sqrt();
        if length > 1e-9 {
            return v.into_iter().map(|v| v / length).collect();
        }
    }
}

/// How much longer than the bias's 1 orthogonal examples are.
const LENGTH: f64 = 100.0;

/// As many orthogonal examples as inputs, of classes in turn. Each is a mistake once, for what was
/// learned from the others says nothing about it: n mistakes, and (R/γ)² = n (1 + 1/100²).
pub fn orthogonal(inputs: usize) -> Result<Examples, Failure> {
    let unit = |i: usize| -> Vec<f64> {
        let place = |j: usize| if i == j { LENGTH } else { 0.0 };
        (0..inputs).map(place).collect()
    };
    let points: Vec<Vec<f64>> = (0..inputs).map(unit).collect();
    let classes: Vec<bool> = (0..inputs).map(|i| i % 2 == 0).collect();
    Examples::new(&points, &classes).map_err(Failure::told)
}
