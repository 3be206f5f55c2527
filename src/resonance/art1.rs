//! ART1: stable categories of binary pictures by fast learning.
//!
//! ```text
//! T_j = |I ∧ w_j| / (β + |w_j|)      choice, β = L − 1 > 0
//! |I ∧ w_j| / |I| ≥ ρ                resonance, else reset of node j
//! w_j ← I ∧ w_j                      fast learning
//! ```
//!
//! The paper has bottom-up weights z_ij = L w_ij / (L − 1 + |w_j|) beside the top-down template w_j;
//! fast learning binds them together, so the templates alone are kept and L scales every T_j alike.
//! The membrane equations of the fields F1 and F2, the gain control and slow learning are left out:
//! in the limit of fast learning they come to these three lines (the 2/3 rule is the ∧).
//!
//! Source: Carpenter & Grossberg 1987, Comput. Vis. Graph. Image Process. 37:54–115.

use super::search::Search;
use super::{Presentation, Uncommitted};
use crate::settings::OutOfRange;

const BITS: usize = u64::BITS as usize;

/// Settings of ART1.
#[derive(Clone, Debug, PartialEq)]
pub struct Art1Settings {
    /// Vigilance ρ in [0, 1]: the part of the input that a template must share. Default 0.5.
    pub vigilance: f64,
    /// β = L − 1 of the choice, above 0. Small, it prefers templates that lie inside the input.
    /// Default 0.1.
    pub beta: f64,
    /// Most nodes, at least 1. Default 100.
    pub max_categories: usize,
    /// When an uncommitted node is chosen. Default last.
    pub uncommitted: Uncommitted,
}

impl Default for Art1Settings {
    fn default() -> Self {
        Art1Settings {
            vigilance: 0.5,
            beta: 0.1,
            max_categories: 100,
            uncommitted: Uncommitted::Last,
        }
    }
}

impl Art1Settings {
    /// Values out of their range.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let rho = self.vigilance;
        [
            OutOfRange::unless((0.0..=1.0).contains(&rho), "vigilance", rho, "in [0, 1]"),
            OutOfRange::unless_positive("beta", self.beta),
            OutOfRange::unless(
                self.max_categories >= 1,
                "max_categories",
                self.max_categories as f64,
                "at least 1",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// An ART1 network of M input bits.
///
/// ```
/// use galvani::resonance::{Art1, Art1Settings};
/// let settings = Art1Settings { vigilance: 0.6, ..Art1Settings::default() };
/// let mut network = Art1::new(4, settings);
/// let first = network.present(&[true, true, true, false]);
/// assert_eq!((first.category, first.is_new), (Some(0), true));
/// // Two of the three bits are shared, 2/3 ≥ 0.6: the template shrinks to them.
/// let second = network.present(&[true, true, false, true]);
/// assert_eq!((second.category, second.is_new), (Some(0), false));
/// assert_eq!(network.template(0), [true, true, false, false]);
/// // One of two is 0.5 < 0.6: reset, and a new node.
/// let third = network.present(&[true, false, false, true]);
/// assert_eq!((third.category, third.resets), (Some(1), 1));
/// assert_eq!(network.search_order(), [0, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Art1 {
    settings: Art1Settings,
    bits: usize,
    words: usize,
    /// Templates of the committed nodes, `words` each.
    templates: Vec<u64>,
    /// |w_j|.
    sizes: Vec<u32>,
    input: Vec<u64>,
    /// |I ∧ w_j|.
    shared: Vec<u32>,
    search: Search,
}

impl Art1 {
    /// Without categories.
    ///
    /// # Panics
    /// When a setting is out of its range ([`Art1Settings::problems`]).
    pub fn new(bits: usize, settings: Art1Settings) -> Self {
        let problems = settings.problems();
        assert!(problems.is_empty(), "{} {}", problems[0].key, problems[0]);
        let words = bits.div_ceil(BITS);
        let most = settings.max_categories;
        Art1 {
            bits,
            words,
            templates: Vec::with_capacity(most * words),
            sizes: Vec::with_capacity(most),
            input: vec![0; words],
            shared: Vec::with_capacity(most),
            search: Search::new(most),
            settings,
        }
    }

    /// Presents a picture of M bits and learns it at once. A blank one excites no node.
    ///
    /// # Panics
    /// When the picture has another number of bits.
    pub fn present(&mut self, picture: &[bool]) -> Presentation {
        let found = self.choose(picture);
        let Some(node) = found else {
            return self.search.presentation(None, false, false);
        };
        let is_new = node == self.categories();
        let has_learned = is_new || self.shared[node] < self.sizes[node];
        if is_new {
            self.templates.extend_from_slice(&self.input);
            self.sizes.push(self.shared[node]);
        } else {
            let template = &mut self.templates[node * self.words..][..self.words];
            for (w, i) in template.iter_mut().zip(&self.input) {
                *w &= i;
            }
            self.sizes[node] = self.shared[node];
        }
        self.search.presentation(found, is_new, has_learned)
    }

    /// The committed node that would resonate, without learning; `None` where a picture is blank or
    /// would need a new node.
    ///
    /// # Panics
    /// When the picture has another number of bits.
    pub fn recognise(&mut self, picture: &[bool]) -> Option<usize> {
        let committed = self.categories();
        self.choose(picture).filter(|node| *node < committed)
    }

    fn choose(&mut self, picture: &[bool]) -> Option<usize> {
        let size = self.take(picture);
        self.search.clear();
        self.shared.clear();
        if size == 0 {
            return None;
        }
        let beta = self.settings.beta;
        for (template, w) in self.templates.chunks(self.words).zip(&self.sizes) {
            let shared = shared_bits(&self.input, template);
            self.shared.push(shared);
            self.search.push(f64::from(shared) / (beta + f64::from(*w)));
        }
        if self.categories() < self.settings.max_categories {
            self.shared.push(size);
            self.search.push(match self.settings.uncommitted {
                Uncommitted::Last => f64::MIN,
                Uncommitted::Competes => f64::from(size) / (beta + self.bits as f64),
            });
        }
        let (shared, rho) = (&self.shared, self.settings.vigilance);
        // The quotient is rounded as the literal ρ is: 11 of 20 bits are 0.55, though 0.55·20 > 11.
        let resonates = |node: usize| f64::from(shared[node]) / f64::from(size) >= rho;
        self.search.run(resonates)
    }

    /// Packs the picture and counts its bits.
    fn take(&mut self, picture: &[bool]) -> u32 {
        assert_eq!(picture.len(), self.bits, "bits of the picture");
        for (word, bits) in self.input.iter_mut().zip(picture.chunks(BITS)) {
            *word = bits
                .iter()
                .rev()
                .fold(0, |word, bit| word << 1 | u64::from(*bit));
        }
        self.input.iter().map(|word| word.count_ones()).sum()
    }

    /// The number of committed nodes.
    pub fn categories(&self) -> usize {
        self.sizes.len()
    }

    /// The template w_j: the bits that all inputs learned by node j have in common.
    ///
    /// # Panics
    /// When there is no such committed node.
    pub fn template(&self, node: usize) -> Vec<bool> {
        let words = &self.templates[node * self.words..][..self.words];
        let bit = |i: usize| words[i / BITS] >> (i % BITS) & 1 == 1;
        (0..self.bits).map(bit).collect()
    }

    /// The bottom-up weights z_j = L w_j / (L − 1 + |w_j|) with L = 1 + β, to which fast learning
    /// leads: the input of node j is z_j·I = L T_j.
    ///
    /// # Panics
    /// When there is no such committed node.
    pub fn bottom_up(&self, node: usize) -> Vec<f64> {
        let beta = self.settings.beta;
        let weight = (1.0 + beta) / (beta + f64::from(self.sizes[node]));
        let template = self.template(node).into_iter();
        template.map(|bit| f64::from(bit) * weight).collect()
    }

    /// |w_j| of the committed nodes.
    pub fn template_sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// The nodes that the last presentation tried, in order: all but the last were reset, and so
    /// was the last where no node resonated.
    pub fn search_order(&self) -> &[usize] {
        self.search.order()
    }
}

fn shared_bits(x: &[u64], y: &[u64]) -> u32 {
    x.iter().zip(y).map(|(x, y)| (x & y).count_ones()).sum()
}
