//! One learning looked at closely, and what the laws say of it.

use super::FuzzyArt;
use super::inputs::Inputs;
use crate::resonance::{CategoryBox, FuzzyArt as Network, Learning, learn};

/// How far a sum of coordinates may be off by rounding.
const ROUNDING: f64 = 1e-9;

/// A learning from the first presentation to stability.
pub struct Course {
    pub rho: f64,
    pub learning: Learning,
    /// The category of every point after the last pass.
    pub members: Vec<Option<usize>>,
    /// The boxes of the categories; empty without complement coding.
    pub boxes: Vec<CategoryBox>,
    /// The first M weights of every category.
    pub weights: Vec<Vec<f64>>,
    /// Points that, presented once more, access their category directly.
    pub direct: usize,
    /// Boxes larger than M (1 − ρ).
    pub oversized: usize,
    /// The largest box as a share of M (1 − ρ); NaN where that is 0.
    pub largest: f64,
    /// Points outside the box of their category, and the largest difference between a box and the
    /// bounds of the points that its category learned: both only with fast learning.
    pub outside: usize,
    pub difference: f64,
}

/// The bounds of the points that a category learned, found without the network.
struct Bounds {
    lower: Vec<f64>,
    upper: Vec<f64>,
}

impl Course {
    /// Learns the points in this order.
    pub fn run(settings: &FuzzyArt, rho: f64, inputs: &Inputs, order: &[usize]) -> Self {
        let dimension = inputs.names.len();
        let mut network = Network::new(dimension, settings.network(rho));
        let mut bounds: Vec<Bounds> = Vec::new();
        let learning = learn(order.len(), settings.max_passes, |place| {
            let point = &inputs.points[order[place]];
            let presentation = network.present(point);
            if let Some(node) = presentation.category {
                widen(&mut bounds, node, point);
            }
            presentation
        });
        let mut members = vec![None; order.len()];
        for (place, point) in order.iter().enumerate() {
            members[*point] = learning.categories[place];
        }
        let nodes = 0..network.categories();
        let boxes: Vec<CategoryBox> = nodes
            .clone()
            .filter_map(|j| network.category_box(j))
            .collect();
        let weights = nodes
            .map(|j| network.weights(j)[..dimension].to_vec())
            .collect();
        let most = dimension as f64 * (1.0 - rho);
        let sizes = || boxes.iter().map(CategoryBox::size);
        let outside = inputs
            .points
            .iter()
            .zip(&members)
            .filter(|(point, member)| {
                let category = member.and_then(|node| boxes.get(node));
                category.is_some_and(|category| !contains(category, point))
            });
        Course {
            rho,
            oversized: sizes().filter(|size| *size > most + ROUNDING).count(),
            largest: if most > 0.0 {
                sizes().fold(0.0, f64::max) / most
            } else {
                f64::NAN
            },
            outside: outside.count(),
            difference: difference(&boxes, &bounds),
            direct: direct(&mut network, &inputs.points),
            learning,
            members,
            weights,
            boxes,
        }
    }

    /// Points that a category holds.
    pub fn learned(&self) -> usize {
        self.members.iter().flatten().count()
    }

    /// Categories.
    pub fn categories(&self) -> usize {
        self.weights.len()
    }
}

fn direct(network: &mut Network, points: &[Vec<f64>]) -> usize {
    let present = points.iter().map(|point| network.present(point));
    present
        .filter(|presentation| presentation.is_direct())
        .count()
}

fn widen(bounds: &mut Vec<Bounds>, node: usize, point: &[f64]) {
    if node == bounds.len() {
        bounds.push(Bounds {
            lower: point.to_vec(),
            upper: point.to_vec(),
        });
        return;
    }
    let Bounds { lower, upper } = &mut bounds[node];
    for (axis, a) in point.iter().enumerate() {
        lower[axis] = lower[axis].min(*a);
        upper[axis] = upper[axis].max(*a);
    }
}

/// A point on an edge may be off by the rounding of 1 − (1 − a).
fn contains(category: &CategoryBox, point: &[f64]) -> bool {
    let corners = category.lower.iter().zip(&category.upper);
    let mut axes = corners.zip(point);
    axes.all(|((low, high), a)| *a >= low - ROUNDING && *a <= high + ROUNDING)
}

fn difference(boxes: &[CategoryBox], bounds: &[Bounds]) -> f64 {
    let of_one = |(category, bounds): (&CategoryBox, &Bounds)| {
        let lower = category.lower.iter().zip(&bounds.lower);
        let upper = category.upper.iter().zip(&bounds.upper);
        lower
            .chain(upper)
            .map(|(x, y)| (x - y).abs())
            .fold(0.0, f64::max)
    };
    boxes.iter().zip(bounds).map(of_one).fold(0.0, f64::max)
}

/// The share of points whose class is the most frequent one of their category; NaN without classes.
pub fn purity(members: &[Option<usize>], categories: usize, inputs: &Inputs) -> f64 {
    let classes = inputs.classes.len();
    if classes == 0 {
        return f64::NAN;
    }
    let mut counts = vec![0usize; categories * classes];
    for (member, label) in members.iter().zip(&inputs.labels) {
        if let Some(node) = member {
            counts[node * classes + label] += 1;
        }
    }
    let largest = counts
        .chunks(classes)
        .map(|of_node| of_node.iter().max().unwrap_or(&0));
    largest.sum::<usize>() as f64 / members.len() as f64
}
