//! Named places on the x axis, and bars over them. Place `k` is the interval from k + 0.5 to
//! k + 1.5; its groups stand side by side within its middle.

use super::axis::{Frame, Measures, turned_words};
use super::clip;
use super::font;
use super::palette::FigureColours;
use super::ranges::Extent;
use super::scene::{Anchor, FRAME, INK, Point, Rect, Scene};
use crate::outcome::figure::{BarGroup, Mark, Panel};
use crate::outcome::{Language, Text};

/// The share of a place that its groups fill.
const FILLED: f64 = 0.76;
/// The widest bar, in ems of the ticks.
const WIDEST: f64 = 4.5;

/// Names on an x axis.
#[derive(Clone, Debug)]
pub struct Places {
    names: Vec<Vec<String>>,
    turned: bool,
}

impl Places {
    /// The names of a panel's places, broken into lines or turned so that they fit.
    pub fn of(panel: &Panel, language: Language, width: f64, m: &Measures) -> Option<Self> {
        let names = |mark: &Mark| match mark {
            Mark::Bars { places, .. } | Mark::Boxes { places, .. } => Some(places.clone()),
            _ => None,
        };
        let places: Vec<Text> = panel.marks.iter().find_map(names)?;
        let room = width / places.len().max(1) as f64 - 0.5 * m.tick;
        let names: Vec<&str> = places.iter().map(|name| name.get(language)).collect();
        let longest_word = names
            .iter()
            .flat_map(|name| name.split_whitespace())
            .flat_map(font::pieces)
            .map(|word| font::width(word, m.tick, false))
            .fold(0.0, f64::max);
        let turned = longest_word > room;
        // Turned names may be as long as a third of a slide is wide.
        let limit = if turned { 20.0 * m.tick } else { room };
        let names = names
            .into_iter()
            .map(|name| font::wrap(name, m.tick, false, limit));
        Some(Places {
            names: names.collect(),
            turned,
        })
    }

    /// The height of the names below the axis.
    pub fn height(&self, m: &Measures) -> f64 {
        if self.turned {
            let lines = self.names.iter().map(|lines| font::widest(lines, m.tick));
            lines.fold(0.0, f64::max)
        } else {
            let most = self.names.iter().map(Vec::len).max().unwrap_or(0);
            most.max(1) as f64 * m.tick * font::LINE
        }
    }

    /// Draws the names with their upper edge at `top`.
    pub fn draw(&self, scene: &mut Scene, frame: &Frame, top: f64, m: &Measures) {
        for (k, lines) in self.names.iter().enumerate() {
            let middle = frame.x_at(k as f64 + 1.0);
            let count = lines.len() as f64;
            for (line, words) in lines.iter().enumerate() {
                let line = line as f64;
                if self.turned {
                    let across = (line - (count - 1.0) / 2.0) * font::LINE;
                    let x = middle + m.tick * (across + font::CAPITAL / 2.0);
                    turned_words(scene, words, (x, top), m.tick, Anchor::End);
                } else {
                    let y = top + m.tick * (font::ASCENT + line * font::LINE);
                    scene.words(words, (middle, y), m.tick, Anchor::Middle);
                }
            }
        }
    }
}

/// Takes the places and values of bars or boxes into the extents of the axes.
pub fn extend(mark: &Mark, x_extent: &mut Extent, y_extent: &mut Extent) {
    let places = match mark {
        Mark::Bars { places, groups } => {
            // Bars stand on zero.
            y_extent.edge(0.0);
            for group in groups {
                y_extent.data(&group.values);
                y_extent.data(&group.low);
                y_extent.data(&group.high);
            }
            places
        }
        Mark::Boxes { places, groups } => {
            let samples = groups.iter().flat_map(|group| &group.samples);
            samples.for_each(|sample| y_extent.data(&sample.0));
            places
        }
        _ => return,
    };
    x_extent.edge(0.5);
    x_extent.edge(places.len() as f64 + 0.5);
}

/// The left and right edge of group `group` of `groups` at place `place`, in pixels.
pub fn slot(frame: &Frame, place: usize, group: usize, groups: usize, m: &Measures) -> (f64, f64) {
    let unit = (frame.x_at(2.0) - frame.x_at(1.0)).abs();
    let wide = (FILLED * unit / groups as f64).min(WIDEST * m.tick);
    let middle = frame.x_at(place as f64 + 1.0);
    let left = middle + (group as f64 - groups as f64 / 2.0) * wide;
    (left, left + wide)
}

/// Draws groups of bars with error bars.
pub fn bars(
    scene: &mut Scene,
    frame: &Frame,
    groups: &[BarGroup],
    colours: &FigureColours,
    m: &Measures,
) {
    let plot = frame.plot;
    let foot = frame.y_at(0.0);
    // Zero lies below every logarithmic axis.
    let foot = if foot.is_finite() { foot } else { plot.bottom };
    let foot = foot.clamp(plot.top, plot.bottom);
    let mut errors = Vec::new();
    for (g, group) in groups.iter().enumerate() {
        for (k, &value) in group.values.iter().enumerate() {
            let (left, right) = slot(frame, k, g, groups.len(), m);
            let end = frame.y_at(value);
            if end.is_finite() {
                let end = end.clamp(plot.top, plot.bottom);
                let bar = Rect {
                    left: left + 0.04 * (right - left),
                    right: right - 0.04 * (right - left),
                    top: foot.min(end),
                    bottom: foot.max(end),
                };
                scene.rectangle(bar, colours.colour(&group.style.key));
            }
            let ends = group.low.get(k).zip(group.high.get(k));
            if let Some((&low, &high)) = ends.filter(|(low, high)| low < high) {
                errors.extend(error_bar(frame, (left, right), (low, high), m));
            }
        }
    }
    if foot < plot.bottom {
        let zero = vec![(plot.left, foot), (plot.right, foot)];
        scene.strokes(vec![zero], m.point, FRAME);
    }
    scene.strokes(errors, 1.4 * m.point, INK);
}

/// The line from `low` to `high` in the middle of a bar.
fn error_bar(
    frame: &Frame,
    (left, right): (f64, f64),
    (low, high): (f64, f64),
    m: &Measures,
) -> Vec<Vec<Point>> {
    let from = frame.y_at(low);
    // A logarithmic axis shows as much of it as it can.
    let from = if from.is_finite() {
        from
    } else {
        frame.plot.bottom
    };
    let cap = (0.22 * (right - left)).min(0.5 * m.tick);
    let to = frame.y_at(high);
    whisker((left + right) / 2.0, cap, from, to, frame.plot)
}

/// A vertical line with caps.
pub fn whisker(x: f64, cap: f64, from: f64, to: f64, plot: Rect) -> Vec<Vec<Point>> {
    let lines = [
        vec![(x, from), (x, to)],
        vec![(x - cap, from), (x + cap, from)],
        vec![(x - cap, to), (x + cap, to)],
    ];
    lines
        .into_iter()
        .flat_map(|line| clip::polyline(line, plot))
        .collect()
}
