//! Critical-difference diagrams (Demšar 2006, fig. 1): an axis of average ranks with the best on
//! the right, over it the length of the critical difference, under it thick lines that join methods
//! which do not differ significantly, and each method's name at the end of a bent line, those of the
//! better half on the right.

mod layout;
#[cfg(test)]
mod tests;

use super::axis::Measures;
use super::font;
use super::palette::FigureColours;
use super::scene::{Anchor, FRAME, INK, Rect, Scene};
use crate::outcome::figure::{Mark, Panel};
use crate::outcome::{Language, Text};
use crate::report::table;
use layout::{Entry, Layout, Side};

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

/// The narrowest diagram, in ems of the labels: names on both sides and some ranks between them.
const NARROWEST: f64 = 40.0;
/// Half the height of the ends of the critical difference, in ems of the labels.
const CAP: f64 = 0.22;
/// How far a group's line sticks out over its ranks likewise.
const OVERHANG: f64 = 0.18;

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

    /// The least width that it needs.
    pub fn narrowest(m: &Measures) -> f64 {
        NARROWEST * m.label
    }

    /// The height that it needs when it is `width` wide.
    pub fn height(&self, width: f64, m: &Measures) -> f64 {
        Layout::new(self, width, m).height
    }

    /// Draws the diagram from the upper left corner of a plot.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, colours: &FigureColours, m: &Measures) {
        let layout = Layout::new(self, plot.width(), m);
        let drawing = Drawing {
            diagram: self,
            layout: &layout,
            corner: (plot.left, plot.top),
            m,
        };
        drawing.head(scene);
        drawing.axis(scene);
        for side in [&layout.left, &layout.right] {
            for entry in &side.entries {
                drawing.entry(scene, side, entry, colours);
            }
        }
        drawing.groups(scene);
    }

    /// The critical difference, if it can be drawn.
    fn distance(&self) -> Option<f64> {
        (self.distance.is_finite() && self.distance > 0.0).then_some(self.distance)
    }
}

/// A rank or a distance of ranks in words.
fn number(rank: f64) -> String {
    table::number(rank, 2)
}

/// A layout on its way into the scene.
struct Drawing<'a> {
    diagram: &'a Diagram<'a>,
    layout: &'a Layout,
    corner: (f64, f64),
    m: &'a Measures,
}

impl Drawing<'_> {
    fn x(&self, rank: f64) -> f64 {
        self.corner.0 + self.layout.x(rank)
    }

    fn axis_y(&self) -> f64 {
        self.corner.1 + self.layout.axis
    }

    /// The label of the axis and the critical difference.
    fn head(&self, scene: &mut Scene) {
        let (layout, m, em) = (self.layout, self.m, self.m.label);
        let label = &layout.label;
        let (at, anchor) = if label.is_apart {
            ((layout.from + layout.to) / 2.0, Anchor::Middle)
        } else {
            (layout.to, Anchor::End)
        };
        for (k, line) in label.lines.iter().enumerate() {
            let baseline = self.corner.1 + (font::ASCENT + k as f64 * font::LINE) * em;
            scene.words(line, (self.corner.0 + at, baseline), em, anchor);
        }
        let Some(distance) = self.diagram.distance() else {
            return;
        };
        let left = self.corner.0 + layout.from;
        let right = left + distance * layout.unit;
        let y = self.corner.1 + layout.distance;
        let words_at = (
            left,
            self.corner.1 + (label.height() - font::LINE + font::ASCENT) * em,
        );
        scene.words(
            layout::distance_words(distance),
            words_at,
            em,
            Anchor::Start,
        );
        let cap = |x: f64| vec![(x, y - CAP * em), (x, y + CAP * em)];
        let lines = vec![vec![(left, y), (right, y)], cap(left), cap(right)];
        scene.strokes(lines, 2.0 * m.point, INK);
    }

    fn axis(&self, scene: &mut Scene) {
        let (y, m) = (self.axis_y(), self.m);
        let mut lines = vec![vec![(self.x(self.layout.worst), y), (self.x(1.0), y)]];
        for rank in 1..=self.layout.worst as usize {
            let x = self.x(rank as f64);
            let is_numbered = self.layout.is_numbered(rank, m);
            let length = if is_numbered { 1.0 } else { 0.55 } * m.tick_length;
            lines.push(vec![(x, y), (x, y - length)]);
            if is_numbered {
                let baseline = y - m.tick_length - 0.25 * m.tick;
                scene.words(rank.to_string(), (x, baseline), m.tick, Anchor::Middle);
            }
        }
        scene.strokes(lines, 1.5 * m.point, INK);
    }

    fn entry(&self, scene: &mut Scene, side: &Side, entry: &Entry, colours: &FigureColours) {
        let (m, em) = (self.m, self.m.label);
        let (x, y) = (self.x(entry.rank), self.corner.1 + entry.y);
        let (away, anchor) = match side.is_left {
            true => (-1.0, Anchor::End),
            false => (1.0, Anchor::Start),
        };
        let end = self.corner.0 + side.end;
        let key = self.diagram.keys.get(entry.method);
        let colour = key.map_or(INK, |key| colours.colour(key));
        let line = vec![(x, self.axis_y()), (x, y), (end, y)];
        scene.strokes(vec![line], 2.0 * m.point, colour);
        scene.discs(vec![(x, self.axis_y())], 4.0 * m.point, colour);
        let number_at = (
            end + away * layout::SPACE * em,
            y + font::CAPITAL / 2.0 * m.tick,
        );
        scene.coloured_words(number(entry.rank), number_at, m.tick, anchor, FRAME);
        let names = end + away * (side.numbers + 2.0 * layout::SPACE * em);
        let above = (entry.lines.len() as f64 - 1.0) / 2.0 * font::LINE;
        for (k, line) in entry.lines.iter().enumerate() {
            let below = font::CAPITAL / 2.0 + k as f64 * font::LINE - above;
            scene.words(line, (names, y + below * em), em, anchor);
        }
    }

    fn groups(&self, scene: &mut Scene) {
        let over = OVERHANG * self.m.label;
        let lines = self.layout.joined.iter().map(|line| {
            let y = self.corner.1 + self.layout.level(line.level, self.m);
            vec![
                (self.x(line.worst) - over, y),
                (self.x(line.best) + over, y),
            ]
        });
        scene.strokes(lines.collect(), 4.5 * self.m.point, INK);
    }
}
