//! One learning looked at closely: every presentation with its search, and what the laws say of it.

use super::Art1;
use crate::experiment::bitmaps::Named;
use crate::resonance::{Art1 as Network, FuzzyArt, FuzzyArtSettings, Learning, learn};

/// One presentation.
pub struct Step {
    /// Which picture.
    pub picture: usize,
    /// The nodes that were tried, the last of which resonated where `category` is one.
    pub search: Vec<usize>,
    pub category: Option<usize>,
    pub is_new: bool,
    pub has_learned: bool,
    /// All templates afterwards, node after node; kept for the presentations that are drawn.
    pub templates: Vec<Vec<bool>>,
}

/// A learning from the first presentation to stability.
pub struct Course {
    pub rho: f64,
    pub learning: Learning,
    pub steps: Vec<Step>,
    /// The category of every picture after the last pass, by picture.
    pub members: Vec<Option<usize>>,
    pub templates: Vec<Vec<bool>>,
    /// Pictures that, presented once more, access their category directly.
    pub direct: usize,
    /// Pixels that any template gained.
    pub grown: usize,
    /// Pictures in which their category's template does not lie.
    pub outside: usize,
    /// Presentations that fuzzy ART without complement coding decides otherwise.
    pub differing: usize,
}

impl Course {
    /// Learns the pictures in this order.
    pub fn run(settings: &Art1, rho: f64, named: &[Named], order: &[usize]) -> Self {
        let pixels = |picture: usize| named[picture].bitmap.pixels();
        let mut network = Network::new(pixels(0).len(), settings.network(rho));
        let mut second = Second::new(pixels(0).len(), settings, rho);
        let mut steps: Vec<Step> = Vec::new();
        let (mut differing, mut grown) = (0, 0);
        let mut before = Vec::new();
        let learning = learn(order.len(), settings.max_passes, |place| {
            let picture = order[place];
            let presentation = network.present(pixels(picture));
            differing += usize::from(second.present(pixels(picture)) != presentation.category);
            let after = templates(&network);
            grown += gained(&before, &after);
            before = after;
            let is_drawn = steps.len() < settings.presentations_drawn;
            steps.push(Step {
                picture,
                search: network.search_order().to_vec(),
                category: presentation.category,
                is_new: presentation.is_new,
                has_learned: presentation.has_learned,
                templates: if is_drawn { before.clone() } else { Vec::new() },
            });
            presentation
        });
        let mut members = vec![None; named.len()];
        for (place, picture) in order.iter().enumerate() {
            members[*picture] = learning.categories[place];
        }
        let outside = members.iter().enumerate().filter(|(picture, member)| {
            member.is_some_and(|node| !lies_inside(&network.template(node), pixels(*picture)))
        });
        Course {
            rho,
            outside: outside.count(),
            grown,
            templates: before,
            direct: (0..named.len())
                .filter(|picture| network.present(pixels(*picture)).is_direct())
                .count(),
            members,
            learning,
            steps,
            differing,
        }
    }

    /// Pictures that a category holds.
    pub fn learned(&self) -> usize {
        self.members.iter().flatten().count()
    }

    /// The pictures of one category.
    pub fn members_of(&self, node: usize) -> impl Iterator<Item = usize> {
        let members = self.members.iter().enumerate();
        members.filter_map(move |(picture, member)| (*member == Some(node)).then_some(picture))
    }

    /// Resets of all passes.
    pub fn resets(&self) -> usize {
        self.learning.passes.iter().map(|pass| pass.resets).sum()
    }
}

fn templates(network: &Network) -> Vec<Vec<bool>> {
    (0..network.categories())
        .map(|node| network.template(node))
        .collect()
}

fn lies_inside(template: &[bool], picture: &[bool]) -> bool {
    template.iter().zip(picture).all(|(w, i)| !w || *i)
}

/// Pixels that a template has and had not one presentation before.
fn gained(before: &[Vec<bool>], after: &[Vec<bool>]) -> usize {
    let pixels = before.iter().flatten().zip(after.iter().flatten());
    pixels
        .filter(|(before, after)| **after && !**before)
        .count()
}

/// A second way to the same categories: fuzzy ART of the pixels as numbers 0 and 1.
struct Second {
    network: FuzzyArt,
    numbers: Vec<f64>,
}

impl Second {
    fn new(pixels: usize, settings: &Art1, rho: f64) -> Self {
        let network = FuzzyArtSettings {
            vigilance: rho,
            alpha: settings.beta,
            complement_coding: false,
            max_categories: settings.max_categories,
            uncommitted: settings.uncommitted.into(),
            ..FuzzyArtSettings::default()
        };
        Second {
            network: FuzzyArt::new(pixels, network),
            numbers: vec![0.0; pixels],
        }
    }

    fn present(&mut self, picture: &[bool]) -> Option<usize> {
        for (number, on) in self.numbers.iter_mut().zip(picture) {
            *number = f64::from(*on);
        }
        self.network.present(&self.numbers).category
    }
}
