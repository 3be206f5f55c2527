//! Critical-difference diagrams (Demšar 2006, fig. 1): an axis of average ranks with the best on
//! the right, over it the length of the critical difference, under it thick lines that join methods
//! which do not differ significantly, and each method's name at the end of a bent line, those of the
//! better half on the right.

use super::axis::Measures;
use super::font;
use super::palette::FigureColours;
use super::scale::Range;
use super::scene::{Anchor, FRAME, INK, Point, Rect, Scene};
use super::ticks::ticks;
use crate::outcome::figure::{Mark, Panel, Scale};
use crate::outcome::{Language, Text};
use crate::report::table;

/// What is drawn of a panel.
#[derive(Clone, Copy, Debug)]
pub struct Diagram<'a> {
    language: Language,
    /// Stands over the axis.
    label: &'a str,
    names: &'a [Text],
    keys: &'a [String],
    ranks: &'a [f64],
    distance: f64,
    groups: &'a [Vec<usize>],
}

/// A method beside the axis.
struct Entry {
    method: usize,
    rank: f64,
    lines: Vec<String>,
    /// Of its line, under the upper edge of the diagram.
    y: f64,
}

/// A line that joins a group: the ranks of its ends and its level under the axis.
#[derive(Clone, Debug, PartialEq)]
struct Joined {
    best: f64,
    worst: f64,
    level: usize,
}

/// Everything at its place, relative to the upper left corner.
struct Layout {
    left: Vec<Entry>,
    right: Vec<Entry>,
    joined: Vec<Joined>,
    label: Vec<String>,
    /// Ends of the axis.
    from: f64,
    to: f64,
    /// Pixels of one rank.
    unit: f64,
    /// The worst rank of the axis.
    worst: f64,
    axis: f64,
    height: f64,
}

/// The widest names, as a share of the width of the diagram.
const NAMES: f64 = 0.27;
/// The widest label of the axis likewise.
const LABEL: f64 = 0.6;
/// Distances in ems of the labels.
const LEVEL: f64 = 0.55;
const ROW_GAP: f64 = 0.3;
const STUB: f64 = 0.8;
/// How far a group's line sticks out over its ranks, and how far apart two on a level are.
const OVERHANG: f64 = 0.18;
const APART: f64 = 0.5;

impl<'a> Diagram<'a> {
    /// The diagram of a panel that has one.
    pub fn of(panel: &'a Panel, language: Language) -> Option<Self> {
        panel.marks.iter().find_map(|mark| match mark {
            Mark::CriticalDifference {
                names,
                keys,
                ranks,
                distance,
                groups,
            } => Some(Diagram {
                language,
                label: panel.x.label.get(language),
                names,
                keys,
                ranks,
                distance: *distance,
                groups,
            }),
            _ => None,
        })
    }

    /// The height that it needs when it is `width` wide.
    pub fn height(&self, width: f64, m: &Measures) -> f64 {
        self.layout(width, m).height
    }

    /// The methods that have a rank, the best first.
    fn ranked(&self) -> Vec<(usize, f64)> {
        let ranks = self.ranks.iter().copied().enumerate();
        let mut ranked: Vec<(usize, f64)> = ranks
            .take(self.names.len())
            .filter(|(_, rank)| rank.is_finite())
            .collect();
        ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
        ranked
    }

    fn has_distance(&self) -> bool {
        self.distance.is_finite() && self.distance > 0.0
    }

    fn layout(&self, width: f64, m: &Measures) -> Layout {
        let em = m.label;
        let ranked = self.ranked();
        let (better, worse) = ranked.split_at(ranked.len().div_ceil(2));
        let beside = (STUB + 0.3) * em + self.number_width(m) + 0.5 * em;
        let entries = |methods: &[(usize, f64)]| -> Vec<Entry> {
            let entry = |&(method, rank): &(usize, f64)| Entry {
                method,
                rank,
                lines: font::balanced(
                    self.names[method].get(self.language),
                    em,
                    false,
                    NAMES * width,
                ),
                y: 0.0,
            };
            methods.iter().map(entry).collect()
        };
        let worst_first: Vec<(usize, f64)> = worse.iter().rev().copied().collect();
        let (mut left, mut right) = (entries(&worst_first), entries(better));
        let names = |entries: &[Entry]| {
            let widths = entries.iter().map(|e| font::widest(&e.lines, em));
            widths.fold(0.0, f64::max) + beside
        };
        let (from, to) = (names(&left), width - names(&right));
        let worst = ranked.last().map_or(1.0, |last| last.1);
        let worst = worst.ceil().max(self.names.len() as f64).max(2.0);
        // A critical difference longer than the axis is to fit as well.
        let ranks = match self.has_distance() {
            true => self.distance.max(worst - 1.0),
            false => worst - 1.0,
        };
        let unit = ((to - from) / ranks).max(1.0);
        let label = font::balanced(self.label, em, false, LABEL * width);
        let head = (label.len().max(1) as f64 * font::LINE + 0.9) * em;
        let axis = head + font::LINE * m.tick + m.tick_length;
        let joined = self.joined(em / unit);
        let levels = joined.iter().map(|line| line.level + 1).max().unwrap_or(0);
        let first = axis + (0.5 + LEVEL * levels as f64) * em;
        let bottom = place(&mut left, first, em).max(place(&mut right, first, em));
        Layout {
            left,
            right,
            joined,
            label,
            from,
            to,
            unit,
            worst,
            axis,
            height: bottom,
        }
    }

    fn number_width(&self, m: &Measures) -> f64 {
        let numbers: Vec<String> = self.ranks.iter().map(|&rank| number(rank)).collect();
        font::widest(&numbers, m.tick)
    }

    /// The groups' lines on as few levels as they fit on; `em` in ranks.
    fn joined(&self, em: f64) -> Vec<Joined> {
        let ends = |group: &Vec<usize>| {
            let ranks = group.iter().filter_map(|&k| self.ranks.get(k));
            let ranks: Vec<f64> = ranks.copied().filter(|rank| rank.is_finite()).collect();
            let best = ranks.iter().copied().fold(f64::INFINITY, f64::min);
            let worst = ranks.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (ranks.len() > 1).then_some((best, worst))
        };
        let mut groups: Vec<(f64, f64)> = self.groups.iter().filter_map(ends).collect();
        groups.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut taken: Vec<f64> = Vec::new();
        let mut joined = Vec::new();
        for (best, worst) in groups {
            let free = |end: &f64| end + (2.0 * OVERHANG + APART) * em < best;
            let level = taken.iter().position(free).unwrap_or(taken.len());
            if level == taken.len() {
                taken.push(worst);
            }
            taken[level] = worst;
            joined.push(Joined { best, worst, level });
        }
        joined
    }

    /// Draws the diagram from the upper left corner of a plot.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, colours: &FigureColours, m: &Measures) {
        let layout = self.layout(plot.width(), m);
        self.draw_head(scene, &layout, plot, m);
        layout.draw_axis(scene, plot, m);
        for (entries, is_left) in [(&layout.left, true), (&layout.right, false)] {
            for entry in entries {
                self.draw_entry(scene, &layout, entry, is_left, plot, colours, m);
            }
        }
        let lines = layout.joined.iter().map(|line| {
            let y = plot.top + layout.axis + (0.5 + LEVEL * line.level as f64) * m.label;
            let over = OVERHANG * m.label;
            vec![
                (plot.left + layout.x(line.worst) - over, y),
                (plot.left + layout.x(line.best) + over, y),
            ]
        });
        scene.strokes(lines.collect(), 4.5 * m.point, INK);
    }

    /// Draws the critical difference and the label of the axis.
    fn draw_head(&self, scene: &mut Scene, layout: &Layout, plot: Rect, m: &Measures) {
        let em = m.label;
        let first = plot.top + font::ASCENT * em;
        let foot = plot.top + layout.label.len().max(1) as f64 * font::LINE * em;
        for (k, line) in layout.label.iter().enumerate() {
            let at = (plot.left + layout.to, first + k as f64 * font::LINE * em);
            scene.words(line, at, em, Anchor::End);
        }
        if !self.has_distance() {
            return;
        }
        let (left, y) = (plot.left + layout.from, foot + 0.3 * em);
        let right = left + self.distance * layout.unit;
        let words = format!("CD = {}", number(self.distance));
        let baseline = foot - (font::LINE - font::ASCENT) * em;
        scene.words(words, (left, baseline), em, Anchor::Start);
        let cap = |x: f64| vec![(x, y - 0.22 * em), (x, y + 0.22 * em)];
        let lines = vec![vec![(left, y), (right, y)], cap(left), cap(right)];
        scene.strokes(lines, 2.0 * m.point, INK);
    }

    #[expect(clippy::too_many_arguments)]
    fn draw_entry(
        &self,
        scene: &mut Scene,
        layout: &Layout,
        entry: &Entry,
        is_left: bool,
        plot: Rect,
        colours: &FigureColours,
        m: &Measures,
    ) {
        let em = m.label;
        let (x, y) = (plot.left + layout.x(entry.rank), plot.top + entry.y);
        let (end, away, anchor) = if is_left {
            (plot.left + layout.from - STUB * em, -1.0, Anchor::End)
        } else {
            (plot.left + layout.to + STUB * em, 1.0, Anchor::Start)
        };
        let axis = plot.top + layout.axis;
        let colour = self
            .keys
            .get(entry.method)
            .map_or(INK, |key| colours.colour(key));
        scene.strokes(
            vec![vec![(x, axis), (x, y), (end, y)]],
            2.0 * m.point,
            colour,
        );
        scene.discs(vec![(x, axis)], 4.0 * m.point, colour);
        let middle = y + font::CAPITAL / 2.0 * m.tick;
        let number_at: Point = (end + away * 0.3 * em, middle);
        scene.coloured_words(number(entry.rank), number_at, m.tick, anchor, FRAME);
        let names = end + away * (0.8 * em + self.number_width(m));
        let above = (entry.lines.len() as f64 - 1.0) / 2.0 * font::LINE;
        for (k, line) in entry.lines.iter().enumerate() {
            let below = font::CAPITAL / 2.0 + k as f64 * font::LINE - above;
            scene.words(line, (names, y + below * em), em, anchor);
        }
    }
}

fn number(rank: f64) -> String {
    table::number(rank, 2)
}

/// Puts entries under one another from `first` on and tells where they end.
fn place(entries: &mut [Entry], first: f64, em: f64) -> f64 {
    let mut y = first;
    for entry in entries {
        let high = entry.lines.len().max(1) as f64 * font::LINE * em;
        entry.y = y + high / 2.0;
        y += high + ROW_GAP * em;
    }
    y
}

impl Layout {
    /// The place of a rank: 1 on the right.
    fn x(&self, rank: f64) -> f64 {
        self.to - (rank - 1.0) * self.unit
    }

    fn draw_axis(&self, scene: &mut Scene, plot: Rect, m: &Measures) {
        let y = plot.top + self.axis;
        let range = Range {
            scale: Scale::Linear,
            from: 1.0,
            to: self.worst,
        };
        let width = self.unit * (self.worst - 1.0);
        let most = (width / (2.2 * m.tick)) as usize;
        let x = |rank: f64| plot.left + self.x(rank);
        let mut lines = vec![vec![(x(self.worst), y), (x(1.0), y)]];
        for (rank, words) in whole_ranks(range, most) {
            lines.push(vec![(x(rank), y), (x(rank), y - m.tick_length)]);
            let baseline = y - m.tick_length - 0.25 * m.tick;
            scene.words(words, (x(rank), baseline), m.tick, Anchor::Middle);
        }
        scene.strokes(lines, 1.5 * m.point, INK);
    }
}

/// The numbered ranks of an axis: all of them where at most `most` fit, else every so many.
fn whole_ranks(range: Range, most: usize) -> Vec<(f64, String)> {
    let last = range.to as usize;
    if last <= most.max(2) {
        return (1..=last)
            .map(|rank| (rank as f64, rank.to_string()))
            .collect();
    }
    ticks(range, most).whole().major
}
