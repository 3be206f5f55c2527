//! Bars and box plots over named places on the x axis. Place `k` is the interval from k + 0.5 to
//! k + 1.5; its groups stand side by side within its middle.

use super::axis::{Frame, Measures, turned_words};
use super::clip;
use super::font;
use super::palette::FigureColours;
use super::ranges::Extent;
use super::scene::{Anchor, INK, Point, Rect, Scene, WHITE};
use super::summary::BoxSummary;
use crate::outcome::figure::{BarGroup, BoxGroup, Mark, Panel};
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
fn slot(frame: &Frame, place: usize, group: usize, groups: usize, m: &Measures) -> (f64, f64) {
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
            let (low, high) = (group.low.get(k), group.high.get(k));
            if let (Some(&low), Some(&high)) = (low, high)
                && low < high
            {
                let low = if frame.y_at(low).is_finite() {
                    frame.y_at(low)
                } else {
                    plot.bottom
                };
                let middle = (left + right) / 2.0;
                let cap = (0.22 * (right - left)).min(0.5 * m.tick);
                errors.extend(whisker(middle, cap, low, frame.y_at(high), plot));
            }
        }
    }
    scene.strokes(errors, 1.4 * m.point, INK);
}

/// A vertical line with caps.
fn whisker(x: f64, cap: f64, from: f64, to: f64, plot: Rect) -> Vec<Vec<Point>> {
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

/// Draws groups of box plots.
pub fn boxes(
    scene: &mut Scene,
    frame: &Frame,
    groups: &[BoxGroup],
    colours: &FigureColours,
    m: &Measures,
) {
    for (g, group) in groups.iter().enumerate() {
        let colour = colours.colour(&group.style.key);
        for (k, sample) in group.samples.iter().enumerate() {
            let Some(summary) = BoxSummary::of(&sample.0) else {
                continue;
            };
            let (left, right) = slot(frame, k, g, groups.len(), m);
            let inset = 0.12 * (right - left);
            let (left, right) = (left + inset, right - inset);
            let corners = vec![
                (left, frame.y_at(summary.quartile_high)),
                (right, frame.y_at(summary.quartile_high)),
                (right, frame.y_at(summary.quartile_low)),
                (left, frame.y_at(summary.quartile_low)),
            ];
            one_box(scene, frame, &summary, corners, colour, m);
        }
    }
}

fn one_box(
    scene: &mut Scene,
    frame: &Frame,
    summary: &BoxSummary,
    corners: Vec<Point>,
    colour: super::scene::Colour,
    m: &Measures,
) {
    let plot = frame.plot;
    let (left, right) = (corners[0].0, corners[1].0);
    let (middle, cap) = ((left + right) / 2.0, (right - left) / 4.0);
    let y = |value| frame.y_at(value);
    let width = 1.6 * m.point;
    let mut lines = whisker(
        middle,
        cap,
        y(summary.quartile_high),
        y(summary.whisker_high),
        plot,
    );
    lines.extend(whisker(
        middle,
        cap,
        y(summary.quartile_low),
        y(summary.whisker_low),
        plot,
    ));
    scene.strokes(lines, width, colour);
    if corners.iter().all(|corner| corner.1.is_finite()) {
        scene.shapes.push(super::scene::Shape::Polygons {
            polygons: vec![clip::polygon(corners.clone(), plot)],
            colour: colour.mix(WHITE, 0.65),
        });
    }
    let mut outline = corners;
    outline.extend_from_within(..2);
    scene.strokes(clip::polyline(outline, plot), width, colour);
    let median = vec![(left, y(summary.median)), (right, y(summary.median))];
    scene.strokes(
        clip::polyline(median, plot),
        2.6 * m.point,
        colour.mix(INK, 0.45),
    );
    let outliers = summary.outliers.iter().map(|&value| (middle, y(value)));
    let outliers = outliers.filter(|&place| plot.contains(place)).collect();
    scene.discs(outliers, 2.6 * m.point, colour);
}
