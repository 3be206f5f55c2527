//! The widest margin examples leave, exactly: the point of a convex hull that lies next to 0.
//!
//! ```text
//! γ* = max over w of min_i y_i (w·x_i)/‖w‖ = min over λ of ‖Σ λ_i y_i x_i‖,   λ ≥ 0, Σ λ_i = 1
//! ```
//!
//! The two are dual: the nearest point of the hull of the y_i x_i is itself the best w, its length is
//! γ*, and the classes can be separated just when it is not 0. Wolfe's algorithm finds it in finitely
//! many steps: it keeps a few affinely independent points, goes to the point of their plane next to 0,
//! drops those that would get a negative λ, and takes in the point that lies farthest behind.
//!
//! Source: Wolfe 1976, Math. Programming 11:128–149. The x_i hold the constant 1 of the bias, as in
//! Novikoff's theorem, so that the bias counts in ‖w‖; support vector machines leave it out there.

use super::Examples;
use super::examples::dot;
use crate::math::lu;

/// Relative rounding below which a point of the hull counts as on the supporting plane, and a margin
/// as none.
const RESOLUTION: f64 = 1e-12;

/// The separation of widest margin.
#[derive(Clone, Debug, PartialEq)]
pub struct MaxMargin {
    /// The separating weights of length γ*, that of the bias last.
    pub weights: Vec<f64>,
    /// γ*, as these weights attain it.
    pub margin: f64,
    /// The examples that hold the margin.
    pub support: Vec<usize>,
    /// Their λ, above 0 and with sum 1: the weights are Σ λ_i y_i x_i.
    pub lambda: Vec<f64>,
}

/// The weights that separate the classes by the widest margin γ*; `None` where none do, or by less
/// than 1e-12 of R. The answer proves itself: no w has a wider margin than the length of a point of
/// the hull, and these weights are such a point and attain it.
///
/// ```
/// use galvani::threshold::{Examples, max_margin};
/// // AND: 2x₁ + 2x₂ − 3 = 0, so γ* = 1/√(2² + 2² + 3²).
/// let and = Examples::of_truth_table(2, &[false, false, false, true]);
/// let best = max_margin(&and).unwrap();
/// assert!((best.margin - 17_f64.sqrt().recip()).abs() < 1e-12);
/// let xor = Examples::of_truth_table(2, &[false, true, true, false]);
/// assert!(max_margin(&xor).is_none());
/// ```
pub fn max_margin(examples: &Examples) -> Option<MaxMargin> {
    let radius = examples.radius();
    let mut hull = Hull::new(examples, radius);
    hull.find_nearest();
    let weights: Vec<f64> = hull.nearest.iter().map(|w| w * radius).collect();
    let margin = examples.margin(&weights);
    (margin > RESOLUTION * radius).then_some(MaxMargin {
        weights,
        margin,
        support: hull.corral,
        lambda: hull.lambda,
    })
}

/// The points y x/R, all within length 1, and Wolfe's corral: points with positive λ.
struct Hull {
    width: usize,
    points: Vec<f64>,
    corral: Vec<usize>,
    lambda: Vec<f64>,
    /// Σ λ_i p_i.
    nearest: Vec<f64>,
}

impl Hull {
    fn new(examples: &Examples, radius: f64) -> Self {
        let point = |i: usize| {
            let scale = examples.sign(i) / radius;
            examples.input(i).iter().map(move |x| x * scale)
        };
        let mut hull = Hull {
            width: examples.width(),
            points: (0..examples.len()).flat_map(point).collect(),
            corral: Vec::new(),
            lambda: vec![1.0],
            nearest: vec![0.0; examples.width()],
        };
        let length = |i: &usize| dot(hull.point(*i), hull.point(*i));
        let shortest = (0..examples.len()).min_by(|i, j| length(i).total_cmp(&length(j)));
        hull.corral.extend(shortest);
        hull.update_nearest();
        hull
    }

    fn point(&self, i: usize) -> &[f64] {
        &self.points[i * self.width..][..self.width]
    }

    fn update_nearest(&mut self) {
        self.nearest.fill(0.0);
        for (i, lambda) in self.corral.iter().zip(&self.lambda) {
            let point = &self.points[i * self.width..][..self.width];
            for (x, p) in self.nearest.iter_mut().zip(point) {
                *x += lambda * p;
            }
        }
    }

    /// Takes in points behind the plane through x across x, until there is none or rounding stops the
    /// way down.
    fn find_nearest(&mut self) {
        loop {
            let square = dot(&self.nearest, &self.nearest);
            let along = |i: &usize| dot(self.point(*i), &self.nearest);
            let count = self.points.len() / self.width;
            let farthest = (0..count).min_by(|i, j| along(i).total_cmp(&along(j)));
            let Some(farthest) = farthest.filter(|i| {
                along(i) < square - RESOLUTION * square.sqrt() && !self.corral.contains(i)
            }) else {
                return;
            };
            let before = (self.corral.clone(), self.lambda.clone());
            self.corral.push(farthest);
            self.lambda.push(0.0);
            let is_solved = self.descend();
            self.update_nearest();
            if !is_solved || dot(&self.nearest, &self.nearest) >= square {
                (self.corral, self.lambda) = before;
                self.update_nearest();
                return;
            }
        }
    }

    /// Moves λ to the nearest point of the corral's plane, dropping points whose λ would fall below
    /// 0; false where the plane is degenerate to rounding.
    fn descend(&mut self) -> bool {
        while let Some(target) = self.affine_minimum() {
            if target.iter().all(|lambda| *lambda > 0.0) {
                self.lambda = target;
                return true;
            }
            self.drop_first_to_vanish(&target);
        }
        false
    }

    /// The λ, of any sign, of the point next to 0 in the plane of the corral: (11ᵀ + PᵀP) u = 1,
    /// λ = u/Σu.
    fn affine_minimum(&self) -> Option<Vec<f64>> {
        let n = self.corral.len();
        let products = self.corral.iter().flat_map(|i| {
            let products = self.corral.iter();
            products.map(|j| 1.0 + dot(self.point(*i), self.point(*j)))
        });
        let u = lu::solve(&products.collect::<Vec<f64>>(), &vec![1.0; n])?;
        let sum: f64 = u.iter().sum();
        let lambda: Vec<f64> = u.iter().map(|u| u / sum).collect();
        lambda.iter().all(|l| l.is_finite()).then_some(lambda)
    }

    /// Goes towards `target` until the first λ is 0 and takes its point out.
    fn drop_first_to_vanish(&mut self, target: &[f64]) {
        let pairs = || self.lambda.iter().zip(target);
        let reach = |(l, t): (&f64, &f64)| match (*l, *t) {
            (_, t) if t > 0.0 => f64::INFINITY,
            (l, _) if l <= 0.0 => 0.0,
            (l, t) => l / (l - t),
        };
        let way = pairs().map(reach).fold(1.0, f64::min);
        let first = pairs().position(|pair| reach(pair) <= way);
        for (l, t) in self.lambda.iter_mut().zip(target) {
            *l = (*l + way * (t - *l)).max(0.0);
        }
        if let Some(first) = first {
            self.corral.remove(first);
            self.lambda.remove(first);
        }
    }
}
