//! Fuzzy ART: stable categories of vectors in [0, 1]^M, boxes that only grow.
//!
//! ```text
//! I = (a, 1 − a)                               complement coding: |I| = M for every a
//! T_j = |I ∧ w_j| / (α + |w_j|)                choice, ∧ = min
//! |I ∧ w_j| / |I| ≥ ρ                          resonance, else reset of node j
//! w_j ← β (I ∧ w_j) + (1 − β) w_j              learning; β = 1 is fast
//! ```
//!
//! With complement coding w_j = (u, 1 − v) is the box R_j from corner u to corner v, with fast
//! learning the smallest one around all inputs of the category; its size |R_j| = Σ(v − u) =
//! M − |w_j| is at most M(1 − ρ). Fast commitment, slow recoding: the first input of a node is learned
//! with β = 1 and the later ones with β.
//!
//! Source: Carpenter, Grossberg & Rosen 1991, Neural Networks 4:759–771.

use super::search::Search;
use super::{Presentation, Uncommitted};
use crate::settings::OutOfRange;

/// Settings of fuzzy ART.
#[derive(Clone, Debug, PartialEq)]
pub struct FuzzyArtSettings {
    /// Vigilance ρ in [0, 1]. Default 0.75.
    pub vigilance: f64,
    /// α of the choice, above 0; towards 0, the conservative limit, a box that holds the input is
    /// always preferred. Default 0.001.
    pub alpha: f64,
    /// Learning rate β in (0, 1]. Default 1, fast learning.
    pub beta: f64,
    /// Whether the input is a and its complement, (a, 1 − a). Default yes; without, templates erode
    /// towards 0 and categories proliferate.
    pub complement_coding: bool,
    /// Whether a node learns its first input with β = 1. Default yes.
    pub fast_commitment: bool,
    /// Most nodes, at least 1. Default 100.
    pub max_categories: usize,
    /// When an uncommitted node is chosen. Default last; the paper's nodes compete.
    pub uncommitted: Uncommitted,
}

impl Default for FuzzyArtSettings {
    fn default() -> Self {
        FuzzyArtSettings {
            vigilance: 0.75,
            alpha: 0.001,
            beta: 1.0,
            complement_coding: true,
            fast_commitment: true,
            max_categories: 100,
            uncommitted: Uncommitted::Last,
        }
    }
}

impl FuzzyArtSettings {
    /// Values out of their range.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let (rho, beta, most) = (self.vigilance, self.beta, self.max_categories);
        [
            OutOfRange::unless((0.0..=1.0).contains(&rho), "vigilance", rho, "in [0, 1]"),
            OutOfRange::unless_positive("alpha", self.alpha),
            OutOfRange::unless(beta > 0.0 && beta <= 1.0, "beta", beta, "in (0, 1]"),
            OutOfRange::unless(most >= 1, "max_categories", most as f64, "at least 1"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The box of a category.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryBox {
    /// The corner u of smallest coordinates.
    pub lower: Vec<f64>,
    /// The corner v of largest coordinates.
    pub upper: Vec<f64>,
}

impl CategoryBox {
    /// |R| = Σ(v − u).
    pub fn size(&self) -> f64 {
        let corners = self.lower.iter().zip(&self.upper);
        corners.map(|(u, v)| v - u).sum()
    }

    /// Whether the point lies in the box or on its edge.
    pub fn contains(&self, a: &[f64]) -> bool {
        let corners = self.lower.iter().zip(&self.upper);
        corners.zip(a).all(|((u, v), a)| u <= a && a <= v)
    }
}

/// A fuzzy ART network of M inputs.
///
/// ```
/// use galvani::resonance::{FuzzyArt, FuzzyArtSettings};
/// let mut network = FuzzyArt::new(2, FuzzyArtSettings::default());
/// assert_eq!(network.present(&[0.25, 0.5]).category, Some(0));
/// // The box of both points is 0.25 + 0.125 wide and high, at most 2 (1 − 0.75).
/// assert_eq!(network.present(&[0.5, 0.375]).category, Some(0));
/// let category = network.category_box(0).unwrap();
/// assert_eq!((category.lower, category.upper), (vec![0.25, 0.375], vec![0.5, 0.5]));
/// // With this point it would be 0.5 + 0.125.
/// assert_eq!(network.present(&[0.75, 0.5]).category, Some(1));
/// ```
#[derive(Clone, Debug)]
pub struct FuzzyArt {
    settings: FuzzyArtSettings,
    /// M.
    inputs: usize,
    /// Weights of the committed nodes, a row of M or 2M each.
    weights: Vec<f64>,
    committed: usize,
    input: Vec<f64>,
    /// |I ∧ w_j|.
    shared: Vec<f64>,
    search: Search,
}

impl FuzzyArt {
    /// Without categories.
    ///
    /// # Panics
    /// When there are no inputs or a setting is out of its range ([`FuzzyArtSettings::problems`]).
    pub fn new(inputs: usize, settings: FuzzyArtSettings) -> Self {
        assert!(inputs > 0, "a network needs an input");
        let problems = settings.problems();
        assert!(problems.is_empty(), "{} {}", problems[0].key, problems[0]);
        let width = inputs * if settings.complement_coding { 2 } else { 1 };
        let most = settings.max_categories;
        FuzzyArt {
            inputs,
            weights: Vec::with_capacity(most * width),
            committed: 0,
            input: vec![0.0; width],
            shared: Vec::with_capacity(most),
            search: Search::new(most),
            settings,
        }
    }

    /// Presents a vector a of M numbers and learns it. Without complement coding, a = 0 excites no
    /// node.
    ///
    /// # Panics
    /// When a has another length or leaves [0, 1].
    pub fn present(&mut self, a: &[f64]) -> Presentation {
        let found = self.choose(a);
        let Some(node) = found else {
            return self.search.presentation(None, false, false);
        };
        let is_new = node == self.committed;
        let has_learned = if is_new {
            self.commit();
            true
        } else {
            self.recode(node)
        };
        self.search.presentation(found, is_new, has_learned)
    }

    /// The committed node that would resonate, without learning; `None` where a new one would.
    ///
    /// # Panics
    /// As [`FuzzyArt::present`].
    pub fn recognise(&mut self, a: &[f64]) -> Option<usize> {
        let committed = self.committed;
        self.choose(a).filter(|node| *node < committed)
    }

    fn commit(&mut self) {
        let settings = &self.settings;
        let beta = if settings.fast_commitment {
            1.0
        } else {
            settings.beta
        };
        let start = self.input.iter().map(|i| learned(*i, 1.0, beta));
        self.weights.extend(start);
        self.committed += 1;
    }

    /// Learns the input and says whether that changed a weight.
    fn recode(&mut self, node: usize) -> bool {
        let width = self.input.len();
        let mut has_changed = false;
        for (w, i) in self.weights[node * width..][..width]
            .iter_mut()
            .zip(&self.input)
        {
            let new = learned(*i, *w, self.settings.beta);
            has_changed |= new != *w;
            *w = new;
        }
        has_changed
    }

    fn choose(&mut self, a: &[f64]) -> Option<usize> {
        self.code(a);
        self.search.clear();
        self.shared.clear();
        let size: f64 = self.input.iter().sum();
        if size == 0.0 {
            return None;
        }
        let (alpha, width) = (self.settings.alpha, self.input.len());
        for w in self.weights.chunks(width) {
            let (shared, weight) = sizes(&self.input, w);
            self.shared.push(shared);
            self.search.push(shared / (alpha + weight));
        }
        if self.committed < self.settings.max_categories {
            self.shared.push(size);
            self.search.push(match self.settings.uncommitted {
                Uncommitted::Last => f64::MIN,
                Uncommitted::Competes => size / (alpha + width as f64),
            });
        }
        let (shared, rho) = (&self.shared, self.settings.vigilance);
        self.search.run(|node| shared[node] / size >= rho)
    }

    fn code(&mut self, a: &[f64]) {
        assert_eq!(a.len(), self.inputs, "length of the input");
        let is_fine = |a: &f64| (0.0..=1.0).contains(a);
        assert!(a.iter().all(is_fine), "an input lies outside [0, 1]");
        self.input[..self.inputs].copy_from_slice(a);
        for (complement, a) in self.input[self.inputs..].iter_mut().zip(a) {
            *complement = 1.0 - a;
        }
    }

    /// The number of committed nodes.
    pub fn categories(&self) -> usize {
        self.committed
    }

    /// The weights w_j: M numbers, 2M with complement coding.
    ///
    /// # Panics
    /// When there is no such committed node.
    pub fn weights(&self, node: usize) -> &[f64] {
        let width = self.input.len();
        &self.weights[node * width..][..width]
    }

    /// The box R_j; `None` without complement coding.
    ///
    /// # Panics
    /// When there is no such committed node.
    pub fn category_box(&self, node: usize) -> Option<CategoryBox> {
        let (lower, complement) = self.weights(node).split_at(self.inputs);
        self.settings.complement_coding.then(|| CategoryBox {
            lower: lower.to_vec(),
            upper: complement.iter().map(|w| 1.0 - w).collect(),
        })
    }

    /// The nodes that the last presentation tried, in order: all but the last were reset, and so
    /// was the last where no node resonated.
    pub fn search_order(&self) -> &[usize] {
        self.search.order()
    }
}

/// (|I ∧ w|, |w|)
fn sizes(input: &[f64], w: &[f64]) -> (f64, f64) {
    let pairs = input.iter().zip(w);
    pairs.fold((0.0, 0.0), |(shared, weight), (i, w)| {
        (shared + i.min(*w), weight + w)
    })
}

/// β (i ∧ w) + (1 − β) w, exact for β = 1 and for i ≥ w.
fn learned(i: f64, w: f64, beta: f64) -> f64 {
    if i >= w {
        w
    } else if beta == 1.0 {
        i
    } else {
        w + beta * (i - w)
    }
}
