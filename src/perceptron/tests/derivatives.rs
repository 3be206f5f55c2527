//! Laws of all derivatives for every activation × loss × depth 1 to 3, with and without shortcuts:
//! they agree with hyper-dual numbers to the last digits, and with central differences of the
//! network's own values.

use super::hyper_dual::{self, HyperDual};
use super::{Examples, difference};
use crate::perceptron::*;
use crate::random::Stream;

const OUTPUTS: usize = 3;

/// Every network of the laws. Softmax stands in the output layer alone; where the loss has its own
/// output function the output layer names it or is linear.
fn networks() -> Vec<Perceptron> {
    let mut all = Vec::new();
    for &activation in Activation::ALL {
        for &loss in Loss::ALL {
            for hidden in [&[][..], &[4], &[4, 2]] {
                let network = network(hidden, activation, loss);
                all.push(network.clone().with_shortcuts().unwrap());
                all.push(network);
            }
        }
    }
    all
}

fn network(hidden: &[usize], activation: Activation, loss: Loss) -> Perceptron {
    let in_hidden = match activation {
        Activation::Softmax => Activation::Tanh,
        _ => activation,
    };
    let output = match loss.output_function() {
        Some(function) if function != activation => Activation::Linear,
        _ => activation,
    };
    let layer = |units, activation| Layer { units, activation };
    let mut layers: Vec<Layer> = hidden.iter().map(|&n| layer(n, in_hidden)).collect();
    layers.push(layer(OUTPUTS, output));
    Perceptron::new(2, &layers, loss).unwrap()
}

/// A random point and direction, where the loss is smooth: weighted sums keep a distance from the
/// kinks at 0 and the hyperbolic error's d from its singularity at ±1, so that differences make sense.
struct Point {
    w: Vec<f64>,
    v: Vec<f64>,
    examples: Examples,
}

impl Point {
    fn draw(network: &Perceptron, stream: &mut Stream) -> Point {
        loop {
            let point = Point {
                w: Initialisation::Uniform(0.6).draw(network, stream),
                v: Initialisation::Normal(1.0).draw(network, stream),
                examples: Examples::draw(network, 4, stream),
            };
            if point.is_smooth(network) {
                return point;
            }
        }
    }

    fn is_smooth(&self, network: &Perceptron) -> bool {
        let w = dual(&self.w, &self.w, usize::MAX);
        let hyperbolic = network.loss_function() == Loss::HyperbolicError;
        self.examples.each().all(|(x, t)| {
            let (sums, z) = hyper_dual::outputs(network, &w, x);
            let far = |z: &HyperDual, t: &f64| ((z.value - t).abs() - 1.0).abs() > 0.1;
            sums.iter().all(|s| s.value.abs() > 2e-3)
                && (!hyperbolic || z.iter().zip(t).all(|(z, t)| far(z, t)))
        })
    }
}

/// w + ε₁e_i + ε₂v.
fn dual(w: &[f64], v: &[f64], i: usize) -> Vec<HyperDual> {
    let pairs = w.iter().zip(v).enumerate();
    let number = |(k, (&value, &v)): (usize, (&f64, &f64))| HyperDual {
        value,
        first: [f64::from(k == i), v],
        both: 0.0,
    };
    pairs.map(number).collect()
}

/// What hyper-dual numbers say.
struct Expected {
    loss: f64,
    gradient: Vec<f64>,
    hessian_vector: Vec<f64>,
    /// rows · outputs × n.
    jacobian: Vec<f64>,
    gauss_newton: Vec<f64>,
}

fn expected(network: &Perceptron, point: &Point) -> Expected {
    let (n, rows) = (point.w.len(), point.examples.rows as f64);
    let mut expected = Expected {
        loss: 0.0,
        gradient: vec![0.0; n],
        hessian_vector: vec![0.0; n],
        jacobian: vec![0.0; point.examples.rows * OUTPUTS * n],
        gauss_newton: vec![0.0; n * n],
    };
    for (row, (x, t)) in point.examples.each().enumerate() {
        let jacobian = &mut expected.jacobian[row * OUTPUTS * n..][..OUTPUTS * n];
        let mut values = Vec::new();
        for i in 0..n {
            let (_, z) = hyper_dual::outputs(network, &dual(&point.w, &point.v, i), x);
            let loss = hyper_dual::loss(network.loss_function(), &z, t);
            expected.gradient[i] += loss.first[0] / rows;
            expected.hessian_vector[i] += loss.both / rows;
            for (o, z) in z.iter().enumerate() {
                jacobian[o * n + i] = z.first[0];
            }
            values = z.iter().map(|z| z.value).collect();
            expected.loss += loss.value / rows / n as f64;
        }
        let hessian = loss_hessian(network.loss_function(), &values, t);
        for (k, g) in expected.gauss_newton.iter_mut().enumerate() {
            for (oq, h) in hessian.iter().enumerate() {
                let (o, q) = (oq / OUTPUTS, oq % OUTPUTS);
                *g += jacobian[o * n + k / n] * h * jacobian[q * n + k % n] / rows;
            }
        }
    }
    expected
}

/// ∂²E_s/∂z².
fn loss_hessian(loss: Loss, z: &[f64], t: &[f64]) -> [f64; OUTPUTS * OUTPUTS] {
    std::array::from_fn(|oq| {
        let (o, q) = (oq / OUTPUTS, oq % OUTPUTS);
        let number = |(k, &value): (usize, &f64)| HyperDual {
            value,
            first: [f64::from(k == o), f64::from(k == q)],
            both: 0.0,
        };
        let z: Vec<HyperDual> = z.iter().enumerate().map(number).collect();
        hyper_dual::loss(loss, &z, t).both
    })
}

/// Largest |a − b|, in units of the largest |b| or 1.
#[track_caller]
fn assert_close(network: &Perceptron, what: &str, got: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(got.len(), wanted.len());
    let scale = wanted.iter().fold(1.0, |m: f64, b| m.max(b.abs()));
    for (i, (a, b)) in got.iter().zip(wanted).enumerate() {
        let error = (a - b).abs() / scale;
        // Not `>`: NaN must fail.
        assert!(
            error <= tolerance,
            "{what}[{i}] is {a} for {b}: {network:?}"
        );
    }
}

#[test]
fn every_derivative_agrees_with_hyper_dual_numbers() {
    let mut stream = Stream::new(1, "test", "hyper-dual", 0);
    let mut ws = Workspace::default();
    for network in networks() {
        let point = Point::draw(&network, &mut stream);
        let expected = expected(&network, &point);
        let (w, batch, n) = (&point.w, point.examples.batch(), point.w.len());
        let close = |what: &str, got: &[f64], wanted: &[f64]| {
            assert_close(&network, what, got, wanted, 3e-14);
        };
        let mut gradient = vec![f64::NAN; n];
        let loss = network.gradient(w, batch, &mut ws, &mut gradient);
        close("the loss", &[loss], &[expected.loss]);
        close("the gradient", &gradient, &expected.gradient);
        assert_eq!(loss, network.loss(w, batch, &mut ws));

        let mut jacobian = vec![f64::NAN; batch.rows * OUTPUTS * n];
        network.jacobian(w, batch.inputs, batch.rows, &mut ws, &mut jacobian);
        close("the Jacobian", &jacobian, &expected.jacobian);

        let (mut matrix, mut beside) = (vec![f64::NAN; n * n], vec![f64::NAN; n]);
        let value = network.gauss_newton(w, batch, &mut ws, &mut matrix, &mut beside);
        close("Gauss–Newton", &matrix, &expected.gauss_newton);
        assert_eq!((value, &beside), (loss, &gradient));

        let mut product = vec![f64::NAN; n];
        let value = network.hessian_vector(w, &point.v, batch, &mut ws, &mut product);
        close("Hessian–vector", &product, &expected.hessian_vector);
        assert_eq!(value, loss);
    }
}

#[test]
fn gradients_and_jacobians_are_central_differences() {
    let mut stream = Stream::new(2, "test", "differences", 0);
    let mut ws = Workspace::default();
    for network in networks() {
        let mut point = Point::draw(&network, &mut stream);
        let batch = point.examples.batch();
        let (w, n) = (&mut point.w, point.v.len());
        let mut gradient = vec![f64::NAN; n];
        network.gradient(w, batch, &mut ws, &mut gradient);
        let mut jacobian = vec![f64::NAN; batch.rows * OUTPUTS * n];
        network.jacobian(w, batch.inputs, batch.rows, &mut ws, &mut jacobian);
        // z is what a network without a link of its own answers.
        let layers = network.layers();
        let mut plain = Perceptron::new(network.inputs(), layers, Loss::SquaredError).unwrap();
        if network.has_shortcuts() {
            plain = plain.with_shortcuts().unwrap();
        }
        let differences: Vec<f64> = (0..n)
            .map(|i| difference(w, i, |w| vec![network.loss(w, batch, &mut ws)])[0])
            .collect();
        assert_close(&network, "the gradient", &gradient, &differences, 1e-10);
        for i in 0..n {
            let column: Vec<f64> = jacobian[i..].iter().step_by(n).copied().collect();
            let answers = |w: &[f64]| plain.predict(w, batch.inputs, batch.rows, &mut ws).to_vec();
            let differences = difference(w, i, answers);
            assert_close(&network, "the Jacobian", &column, &differences, 1e-10);
        }
    }
}

#[test]
fn hessian_vectors_are_differences_of_gradients_also_with_a_slope_offset() {
    let mut stream = Stream::new(3, "test", "hessian-vector", 0);
    let mut ws = Workspace::default();
    for network in networks() {
        let point = Point::draw(&network, &mut stream);
        let batch = point.examples.batch();
        for offset in [0.0, 0.1] {
            let network = network.clone().with_slope_offset(offset).unwrap();
            let mut product = vec![f64::NAN; point.w.len()];
            network.hessian_vector(&point.w, &point.v, batch, &mut ws, &mut product);
            // The gradient at w + step·v.
            let differences = difference(&mut [0.0], 0, |step| {
                let moved = point.w.iter().zip(&point.v);
                let moved: Vec<f64> = moved.map(|(w, v)| w + step[0] * v).collect();
                let mut gradient = vec![f64::NAN; moved.len()];
                network.gradient(&moved, batch, &mut ws, &mut gradient);
                gradient
            });
            assert_close(&network, "Hessian–vector", &product, &differences, 1e-9);
        }
    }
}

/// With an offset c: g = Σ J_sᵀ ∂E_s/∂z and G = Σ J_sᵀ H_s J_s with the Jacobian that has the offset too.
#[test]
fn the_slope_offset_is_the_same_in_gradient_jacobian_and_gauss_newton() {
    let mut stream = Stream::new(4, "test", "offset", 0);
    let mut ws = Workspace::default();
    for network in networks() {
        let network = network.with_slope_offset(0.1).unwrap();
        let point = Point::draw(&network, &mut stream);
        let (batch, n) = (point.examples.batch(), point.w.len());
        let rows = batch.rows;
        let mut jacobian = vec![f64::NAN; rows * OUTPUTS * n];
        network.jacobian(&point.w, batch.inputs, rows, &mut ws, &mut jacobian);
        let (mut matrix, mut gradient) = (vec![f64::NAN; n * n], vec![f64::NAN; n]);
        network.gauss_newton(&point.w, batch, &mut ws, &mut matrix, &mut gradient);
        let (mut wanted_matrix, mut wanted) = (vec![0.0; n * n], vec![0.0; n]);
        let w = dual(&point.w, &point.w, usize::MAX);
        for (row, (x, t)) in point.examples.each().enumerate() {
            let (_, z) = hyper_dual::outputs(&network, &w, x);
            let z: Vec<f64> = z.iter().map(|z| z.value).collect();
            let hessian = loss_hessian(network.loss_function(), &z, t);
            let j = &jacobian[row * OUTPUTS * n..][..OUTPUTS * n];
            for (k, g) in wanted_matrix.iter_mut().enumerate() {
                for (oq, h) in hessian.iter().enumerate() {
                    *g += j[oq / OUTPUTS * n + k / n] * h * j[oq % OUTPUTS * n + k % n];
                }
            }
            for o in 0..OUTPUTS {
                let number = |(k, &value): (usize, &f64)| HyperDual {
                    value,
                    first: [f64::from(k == o), 0.0],
                    both: 0.0,
                };
                let z: Vec<HyperDual> = z.iter().enumerate().map(number).collect();
                let slope = hyper_dual::loss(network.loss_function(), &z, t).first[0];
                (0..n).for_each(|i| wanted[i] += j[o * n + i] * slope);
            }
        }
        wanted.iter_mut().for_each(|g| *g /= rows as f64);
        wanted_matrix.iter_mut().for_each(|g| *g /= rows as f64);
        assert_close(&network, "the gradient", &gradient, &wanted, 3e-14);
        assert_close(&network, "Gauss–Newton", &matrix, &wanted_matrix, 3e-14);
    }
}
