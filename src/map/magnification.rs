//! How many units a chain gives to a density of inputs.
//!
//! In a long chain that has learned inputs of the density P(x), the density M of weights goes with
//! a power of P:
//!
//! M(x) ∝ P(x)^α,  α = 2/3 − 1/(3n² + 3(n + 1)²),
//!
//! where the neighbourhood is a bubble that reaches n units to both sides: α = 1/3 for n = 0, which
//! is vector quantisation, 0.6 for n = 1, 0.641 for n = 2, and 2/3 in the limit (H. Ritter &
//! K. Schulten 1986, Biol. Cybern. 54:99; the finite n: H. Ritter 1991, IEEE Trans. Neural Netw.
//! 2:173). A map of the information-theoretic optimum would have α = 1.

use super::codebook::Codebook;
use crate::math::{exp, ln};

/// α for a bubble of n units to both sides.
///
/// ```
/// use galvani::map::magnification::exponent;
/// assert_eq!(exponent(0), 1.0 / 3.0);
/// assert!((exponent(1) - 0.6).abs() < 1e-15);
/// ```
pub fn exponent(reach: u32) -> f64 {
    let n = f64::from(reach);
    2.0 / 3.0 - 1.0 / (3.0 * n * n + 3.0 * (n + 1.0) * (n + 1.0))
}

/// A density of inputs on [0, 1] of which the integrals are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Density {
    /// (a + 1)·x^a, a ≥ 0; with a = 0 uniform. M is then a power of x, too.
    Power(f64),
    /// κ·e^(κx)/(e^κ − 1), κ ≠ 0: nowhere 0.
    Exponential(f64),
}

impl Density {
    /// P(x).
    pub fn at(self, x: f64) -> f64 {
        match self {
            Density::Power(a) => (a + 1.0) * power(x, a),
            Density::Exponential(k) => k * exp(k * x) / (exp(k) - 1.0),
        }
    }

    /// (∫₀ˣ P, ∫₀ˣ ξ·P(ξ) dξ).
    pub fn integrals(self, x: f64) -> (f64, f64) {
        match self {
            Density::Power(a) => {
                let mass = power(x, a + 1.0);
                (mass, mass * x * (a + 1.0) / (a + 2.0))
            }
            Density::Exponential(k) => {
                let (grown, whole) = (exp(k * x), exp(k) - 1.0);
                let moment = (grown * (k * x - 1.0) + 1.0) / (k * whole);
                ((grown - 1.0) / whole, moment)
            }
        }
    }

    /// The x below which the part u of the mass lies: with u uniform on [0, 1) a draw from P.
    pub fn quantile(self, u: f64) -> f64 {
        match self {
            Density::Power(a) => power(u, 1.0 / (a + 1.0)),
            Density::Exponential(k) => ln(1.0 + u * (exp(k) - 1.0)) / k,
        }
    }
}

/// x^a for x ≥ 0 and a ≥ 0.
fn power(x: f64, a: f64) -> f64 {
    if a == 0.0 { 1.0 } else { exp(a * ln(x)) }
}

/// The weights at which a chain comes to rest in the mean, without chance: of the on-line rule with
/// small rates, or of the batch map with endlessly many inputs. With m_j and p_j the integrals of
/// x·P and P over the inputs nearest to unit j they are the solution of
///
/// w_i = Σ_{|j − i| ≤ n} m_j / Σ_{|j − i| ≤ n} p_j,
///
/// found by putting in and computing anew until no weight moves by more than `tolerance`, at most
/// `iterations` times; the flag says whether that was reached. The start is equidistant.
pub fn equilibrium(
    density: Density,
    (units, reach): (usize, u32),
    (tolerance, iterations): (f64, u64),
) -> (Vec<f64>, bool) {
    let place = |i: usize| (i as f64 + 0.5) / units as f64;
    let mut weights: Vec<f64> = (0..units).map(place).collect();
    // The integrals up to every border between two units; those of any stretch are differences.
    let mut borders = vec![density.integrals(0.0); units + 1];
    borders[units] = density.integrals(1.0);
    for _ in 0..iterations {
        for (border, pair) in borders[1..units].iter_mut().zip(weights.windows(2)) {
            *border = density.integrals((pair[0] + pair[1]) / 2.0);
        }
        let mut largest = 0.0_f64;
        for (i, weight) in weights.iter_mut().enumerate() {
            let low = borders[i.saturating_sub(reach as usize)];
            let high = borders[(i + reach as usize + 1).min(units)];
            let new = (high.1 - low.1) / (high.0 - low.0);
            largest = largest.max((new - *weight).abs());
            *weight = new;
        }
        if largest <= tolerance {
            return (weights, true);
        }
    }
    (weights, false)
}

/// α as measured on the weights of a chain: the slope of ln M on ln P by least squares, with
/// M(w_i) = 2/|w_{i+1} − w_{i−1}|, over all units but the first and the last `margin` (at least
/// one), where the ends pull. Also the number of units it comes from; units whose neighbours stand on
/// one spot are left out. NaN where P does not change.
pub fn measured_exponent(weights: &[f64], density: Density, margin: usize) -> (f64, usize) {
    let margin = margin.max(1);
    let inner = margin..weights.len().saturating_sub(margin).max(margin);
    let points: Vec<(f64, f64)> = inner
        .map(|i| (weights[i], (weights[i + 1] - weights[i - 1]).abs()))
        .filter(|(weight, gap)| *gap > 0.0 && density.at(*weight) > 0.0)
        .map(|(weight, gap)| (ln(density.at(weight)), ln(2.0 / gap)))
        .collect();
    (slope(&points), points.len())
}

fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        points
            .iter()
            .map(|point| of(point.0 - x, point.1 - y))
            .sum()
    };
    sum(&|x, y| x * y) / sum(&|x, _| x * x)
}

/// Whether the weights of a one-dimensional chain rise or fall without exception: the order that
/// learning keeps once it is reached (Kohonen 1982; Cottrell & Fort 1987, Ann. Inst. H. Poincaré
/// 23:1).
pub fn is_ordered(chain: &Codebook) -> bool {
    let weights = chain.weights();
    let all = |follows: fn(f64, f64) -> bool| weights.windows(2).all(|w| follows(w[0], w[1]));
    all(|a, b| a < b) || all(|a, b| a > b)
}
