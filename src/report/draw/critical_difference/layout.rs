//! Where the parts of a critical-difference diagram lie, in pixels from its upper left corner.

use super::{Diagram, OVERHANG, number};
use crate::report::draw::axis::Measures;
use crate::report::draw::font;

/// The widest names, as a share of the width of the diagram; a word may make them wider.
const NAMES: f64 = 0.27;
const WIDEST_NAMES: f64 = 0.36;
/// Distances in ems of the labels: between words beside one another, between rows of names, between
/// the levels of groups and from the axis to the first of them, and the length of a line beyond the
/// axis.
pub const SPACE: f64 = 0.4;
const ROW_GAP: f64 = 0.3;
const LEVEL: f64 = 0.55;
const FIRST_LEVEL: f64 = 0.75;
const STUB: f64 = 0.6;
/// Free space between two groups on one level.
const APART: f64 = 0.5;

/// A method beside the axis.
pub struct Entry {
    pub method: usize,
    pub rank: f64,
    /// Its name.
    pub lines: Vec<String>,
    /// Of its line.
    pub y: f64,
}

/// The methods on one side, from the outermost rank inwards.
pub struct Side {
    pub is_left: bool,
    pub entries: Vec<Entry>,
    /// Where the bent lines end.
    pub end: f64,
    /// Width of the ranks in words.
    pub numbers: f64,
}

/// The label over the axis.
pub struct Label {
    pub lines: Vec<String>,
    /// Stands above the words of the critical difference rather than beside them.
    pub is_apart: bool,
}

/// A line that joins a group: the ranks of its ends and its level under the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    pub best: f64,
    pub worst: f64,
    pub level: usize,
}

/// Everything at its place.
pub struct Layout {
    pub left: Side,
    pub right: Side,
    pub joined: Vec<Joined>,
    pub label: Label,
    /// Ends of the axis or of what is longer, the critical difference.
    pub from: f64,
    pub to: f64,
    /// Pixels of one rank.
    pub unit: f64,
    /// The worst rank of the axis.
    pub worst: f64,
    /// Row of the critical difference.
    pub distance: f64,
    /// Row of the axis.
    pub axis: f64,
    pub height: f64,
}

impl Layout {
    /// The layout of a diagram that is `width` wide.
    pub fn new(diagram: &Diagram<'_>, width: f64, m: &Measures) -> Self {
        let em = m.label;
        let ranked = ranked(diagram);
        let (better, worse) = ranked.split_at(ranked.len().div_ceil(2));
        let worst_first: Vec<(usize, f64)> = worse.iter().rev().copied().collect();
        let mut left = Side::new(diagram, &worst_first, true, width, m);
        let mut right = Side::new(diagram, better, false, width, m);
        let (from, to) = (left.end + STUB * em, right.end - STUB * em);

        let worst = ranked.last().map_or(1.0, |last| last.1).ceil();
        let worst = worst.max(diagram.names.len() as f64).max(2.0);
        // A critical difference longer than the axis is to fit as well.
        let ranks = diagram.distance().unwrap_or(0.0).max(worst - 1.0);
        let unit = ((to - from) / ranks).max(1.0);

        let label = Label::new(diagram, width, to - from, em);
        let distance = (label.height() + 0.3) * em;
        let axis = distance + 0.5 * em + font::LINE * m.tick + m.tick_length;
        let joined = joined(diagram, em / unit);
        let levels = joined.iter().map(|line| line.level + 1).max().unwrap_or(0);
        let first = axis + (FIRST_LEVEL + LEVEL * levels as f64) * em;
        let height = left.place(first, em).max(right.place(first, em));
        Layout {
            left,
            right,
            joined,
            label,
            from,
            to,
            unit,
            worst,
            distance,
            axis,
            height,
        }
    }

    /// The column of a rank: 1 on the right.
    pub fn x(&self, rank: f64) -> f64 {
        self.to - (rank - 1.0) * self.unit
    }

    /// The row of a level of groups.
    pub fn level(&self, level: usize, m: &Measures) -> f64 {
        self.axis + (FIRST_LEVEL + LEVEL * level as f64) * m.label
    }

    /// Whether a rank has its number: all where these stand apart, else the odd ones, else 1 and
    /// multiples of 5 or more.
    pub fn is_numbered(&self, rank: usize, m: &Measures) -> bool {
        let number = font::width(&self.worst.to_string(), m.tick, false) + 0.5 * m.tick;
        match (number / self.unit).ceil() as usize {
            0 | 1 => true,
            2 => rank % 2 == 1,
            3 | 4 => rank == 1 || rank.is_multiple_of(5),
            apart => rank == 1 || rank.is_multiple_of(10 * apart.div_ceil(9)),
        }
    }
}

/// The methods that have a rank, the best first.
fn ranked(diagram: &Diagram<'_>) -> Vec<(usize, f64)> {
    let ranks = diagram.ranks.iter().copied().enumerate();
    let mut ranked: Vec<(usize, f64)> = ranks
        .take(diagram.names.len())
        .filter(|(_, rank)| rank.is_finite())
        .collect();
    ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
    ranked
}

impl Side {
    fn new(
        diagram: &Diagram<'_>,
        methods: &[(usize, f64)],
        is_left: bool,
        width: f64,
        m: &Measures,
    ) -> Self {
        let em = m.label;
        let name = |method: usize| diagram.names[method].get(diagram.language);
        let words = methods
            .iter()
            .flat_map(|&(method, _)| name(method).split(' '));
        let longest = words.map(|word| font::width(word, em, false));
        let limit = longest
            .fold(NAMES * width, f64::max)
            .min(WIDEST_NAMES * width);
        let entry = |&(method, rank): &(usize, f64)| Entry {
            method,
            rank,
            lines: font::balanced(name(method), em, false, limit),
            y: 0.0,
        };
        let entries: Vec<Entry> = methods.iter().map(entry).collect();
        let ranks: Vec<String> = methods.iter().map(|&(_, rank)| number(rank)).collect();
        let numbers = font::widest(&ranks, m.tick);
        let names = entries.iter().map(|entry| font::widest(&entry.lines, em));
        let beside = names.fold(0.0, f64::max) + numbers + 2.0 * SPACE * em;
        Side {
            is_left,
            entries,
            end: if is_left { beside } else { width - beside },
            numbers,
        }
    }

    /// Puts the entries under one another from `first` on and tells where they end.
    fn place(&mut self, first: f64, em: f64) -> f64 {
        let mut y = first;
        for entry in &mut self.entries {
            let high = entry.lines.len().max(1) as f64 * font::LINE * em;
            entry.y = y + high / 2.0;
            y += high + ROW_GAP * em;
        }
        y
    }
}

impl Label {
    fn new(diagram: &Diagram<'_>, width: f64, axis: f64, em: f64) -> Self {
        let lines = font::balanced(diagram.label, em, false, width);
        let words = diagram.distance().map(distance_words).unwrap_or_default();
        let beside = font::widest(&lines, em) + font::width(&words, em, false) + em;
        Label {
            is_apart: !words.is_empty() && (lines.len() > 1 || beside > axis),
            lines,
        }
    }

    /// Of the label and the words of the critical difference, in ems.
    pub fn height(&self) -> f64 {
        let rows = self.lines.len() + usize::from(self.is_apart);
        rows.max(1) as f64 * font::LINE
    }
}

/// The length of the critical difference in words.
pub fn distance_words(distance: f64) -> String {
    format!("CD = {}", number(distance))
}

/// The groups' lines on as few levels as they fit on; `em` in ranks.
fn joined(diagram: &Diagram<'_>, em: f64) -> Vec<Joined> {
    let ends = |group: &Vec<usize>| {
        let ranks = group.iter().filter_map(|&k| diagram.ranks.get(k));
        let ranks: Vec<f64> = ranks.copied().filter(|rank| rank.is_finite()).collect();
        let best = ranks.iter().copied().fold(f64::INFINITY, f64::min);
        let worst = ranks.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (ranks.len() > 1).then_some((best, worst))
    };
    let mut groups: Vec<(f64, f64)> = diagram.groups.iter().filter_map(ends).collect();
    groups.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // The worst rank that is taken on each level.
    let mut taken: Vec<f64> = Vec::new();
    let mut joined = Vec::new();
    for (best, worst) in groups {
        let is_free = |end: &f64| end + (2.0 * OVERHANG + APART) * em < best;
        let level = taken.iter().position(is_free).unwrap_or(taken.len());
        taken.resize(taken.len().max(level + 1), worst);
        taken[level] = worst;
        joined.push(Joined { best, worst, level });
    }
    joined
}
