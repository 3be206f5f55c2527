//! The legend: one entry for each label and style of a figure, outside all curves. Few entries
//! stand in rows below the panels, many in a column to their right.

use super::axis::Measures;
use super::clip;
use super::font;
use super::marks;
use super::palette::FigureColours;
use super::scene::{Anchor, Colour, Point, Rect, Scene};
use crate::outcome::figure::{Dash, Figure, Fill, Mark, Style};
use crate::outcome::{Language, Text};

/// What an entry shows of its marks, drawn in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sample {
    Area,
    Bar,
    Line,
    Disc,
    Tick,
}

/// One label with a sample of its look.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub label: String,
    pub samples: Vec<Sample>,
    key: String,
    colour: Colour,
    dash: Dash,
    width: f64,
    radius: f64,
}

/// All entries in order of appearance.
pub fn entries(figure: &Figure, language: Language, colours: &FigureColours) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let marks = figure.panels.iter().flat_map(|panel| &panel.marks);
    for (label, style, samples) in marks.flat_map(labelled) {
        let label = label.get(language).trim();
        if label.is_empty() {
            continue;
        }
        let dash = colours.dash(style);
        // Only lines have a pattern; an area or disc joins the entry of its line.
        let patterned = samples.contains(&Sample::Line);
        let same = |entry: &&mut Entry| {
            let line = entry.samples.contains(&Sample::Line);
            entry.label == label
                && entry.key == style.key
                && (entry.dash == dash || !(patterned && line))
        };
        if let Some(entry) = entries.iter_mut().find(same) {
            if patterned {
                (entry.dash, entry.width) = (dash, style.width);
            }
            entry.samples.extend_from_slice(samples);
            entry.samples.sort_unstable();
            entry.samples.dedup();
        } else {
            entries.push(Entry {
                label: label.to_owned(),
                samples: samples.to_vec(),
                key: style.key.clone(),
                colour: colours.colour(&style.key),
                dash,
                width: style.width,
                radius: style.radius,
            });
        }
    }
    entries
}

fn labelled(mark: &Mark) -> Vec<(&Text, &Style, &'static [Sample])> {
    use Sample::{Area, Bar, Disc, Line, Tick};
    match mark {
        Mark::Line { label, style, .. }
        | Mark::Steps { label, style, .. }
        | Mark::Horizontal { label, style, .. }
        | Mark::Vertical { label, style, .. } => vec![(label, style, &[Line])],
        Mark::Band { label, style, .. } => vec![(label, style, &[Area])],
        Mark::Points { label, style, .. } => vec![(label, style, &[Disc])],
        Mark::Raster { label, style, .. } => vec![(label, style, &[Tick])],
        Mark::Path { label, style, .. } => vec![(label, style, &[Line, Disc])],
        Mark::Bars { groups, .. } => bars(groups.iter().map(|g| (&g.label, &g.style)), &[Bar]),
        Mark::Boxes { groups, .. } => bars(groups.iter().map(|g| (&g.label, &g.style)), &[Bar]),
        Mark::Cells {
            label,
            fill: Fill::Style(style),
            ..
        } => vec![(label, style, &[Bar])],
        Mark::Cells { .. }
        | Mark::HeatMap { .. }
        | Mark::Matrix { .. }
        | Mark::Hinton { .. }
        | Mark::CriticalDifference { .. }
        | Mark::Regions { .. }
        | Mark::Contours { .. }
        | Mark::Images { .. }
        | Mark::Schematic { .. } => Vec::new(),
    }
}

fn bars<'a>(
    groups: impl Iterator<Item = (&'a Text, &'a Style)>,
    samples: &'static [Sample],
) -> Vec<(&'a Text, &'a Style, &'static [Sample])> {
    groups
        .map(|(label, style)| (label, style, samples))
        .collect()
}

/// A legend with its places relative to its own upper left corner.
#[derive(Clone, Debug, Default)]
pub struct Legend {
    pub width: f64,
    pub height: f64,
    /// Stands right of the panels rather than below.
    pub beside: bool,
    placed: Vec<(Point, Entry, Vec<String>)>,
}

/// Rows that a legend below the panels may fill before it moves beside them.
const MOST_ROWS: usize = 2;

impl Legend {
    /// Lays the entries out for a figure that is `width` wide inside its margins.
    pub fn new(entries: Vec<Entry>, width: f64, measures: &Measures) -> Self {
        let below = Legend::below(&entries, width, measures);
        let row = measures.legend * font::LINE * 1.25;
        if below.height <= MOST_ROWS as f64 * row + 1.0 {
            return below;
        }
        let beside = Legend::beside(entries, 0.27 * width, measures);
        // A column that is higher than a slide helps nobody.
        if beside.height > 0.55 * width {
            below
        } else {
            beside
        }
    }

    fn below(entries: &[Entry], width: f64, measures: &Measures) -> Self {
        let sample = measures.sample + 0.4 * measures.legend;
        let gap = 1.6 * measures.legend;
        let line = measures.legend * font::LINE;
        let mut rows: Vec<Vec<(f64, &Entry, Vec<String>)>> = Vec::new();
        let mut right = f64::INFINITY;
        for entry in entries {
            let lines = font::wrap(&entry.label, measures.legend, false, width - sample);
            let wide = sample + font::widest(&lines, measures.legend);
            if right + gap + wide > width {
                rows.push(Vec::new());
                right = -gap;
            }
            if let Some(row) = rows.last_mut() {
                row.push((right + gap, entry, lines));
            }
            right += gap + wide;
        }
        let mut legend = Legend {
            width,
            ..Legend::default()
        };
        for row in rows {
            let right = row
                .iter()
                .map(|(x, _, lines)| x + sample + font::widest(lines, measures.legend));
            let shift = (width - right.fold(0.0, f64::max)) / 2.0;
            let most = row
                .iter()
                .map(|(_, _, lines)| lines.len())
                .max()
                .unwrap_or(1);
            for (x, entry, lines) in row {
                let place = (x + shift.max(0.0), legend.height);
                legend.placed.push((place, entry.clone(), lines));
            }
            legend.height += line * (most as f64 + 0.25);
        }
        legend
    }

    fn beside(entries: Vec<Entry>, limit: f64, measures: &Measures) -> Self {
        let sample = measures.sample + 0.4 * measures.legend;
        let mut legend = Legend {
            beside: true,
            ..Legend::default()
        };
        for entry in entries {
            let lines = font::wrap(&entry.label, measures.legend, false, limit - sample);
            legend.width = legend
                .width
                .max(sample + font::widest(&lines, measures.legend));
            let place = (0.0, legend.height);
            legend.height += measures.legend * (font::LINE * lines.len() as f64 + 0.35);
            legend.placed.push((place, entry, lines));
        }
        legend
    }

    /// Draws the legend with its upper left corner at a place.
    pub fn draw(&self, scene: &mut Scene, (left, top): Point, measures: &Measures) {
        for ((x, y), entry, lines) in &self.placed {
            let (x, y) = (left + x, top + y);
            for (k, line) in lines.iter().enumerate() {
                let baseline = y + measures.legend * (font::ASCENT + k as f64 * font::LINE);
                let start = x + measures.sample + 0.4 * measures.legend;
                scene.words(line, (start, baseline), measures.legend, Anchor::Start);
            }
            let middle = y + measures.legend * (font::ASCENT - font::CAPITAL / 2.0);
            let place = Rect {
                left: x,
                right: x + measures.sample,
                top: middle - 0.42 * measures.legend,
                bottom: middle + 0.42 * measures.legend,
            };
            for sample in &entry.samples {
                entry.draw(*sample, scene, place, measures);
            }
        }
    }
}

impl Entry {
    fn draw(&self, sample: Sample, scene: &mut Scene, place: Rect, measures: &Measures) {
        let middle = (
            (place.left + place.right) / 2.0,
            (place.top + place.bottom) / 2.0,
        );
        let width = (self.width * measures.point).max(1.5 * measures.point);
        match sample {
            Sample::Area => scene.rectangle(place, self.colour.alpha(marks::BAND_ALPHA)),
            Sample::Bar => scene.rectangle(
                Rect {
                    left: middle.0 - place.height() / 2.0,
                    right: middle.0 + place.height() / 2.0,
                    ..place
                },
                self.colour,
            ),
            Sample::Line => {
                let line = vec![vec![(place.left, middle.1), (place.right, middle.1)]];
                let lines = match marks::pattern(self.dash, width) {
                    Some((on, off)) => clip::dashes(&line, on, off),
                    None => line,
                };
                scene.strokes(lines, width, self.colour);
            }
            Sample::Disc => {
                let radius = (self.radius * measures.point)
                    .clamp(3.0 * measures.point, place.height() / 2.0);
                scene.discs(vec![middle], radius, self.colour);
            }
            Sample::Tick => {
                let tick = |share: f64| {
                    let x = place.left + share * place.width();
                    vec![(x, place.top), (x, place.bottom)]
                };
                scene.strokes(
                    [0.2, 0.45, 0.6, 0.85].map(tick).to_vec(),
                    width,
                    self.colour,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::figure::{Axis, Panel};

    fn line(label: &str, style: Style) -> Mark {
        Mark::Line {
            label: Text::same(label),
            style,
            x: vec![0.0, 1.0],
            y: vec![0.0, 1.0],
        }
    }

    fn entries_of(marks: Vec<Mark>) -> Vec<Entry> {
        let panel = |marks| Panel::new(Axis::default(), Axis::default(), marks);
        let panels = marks.into_iter().map(|mark| panel(vec![mark])).collect();
        let figure = Figure::grid("f", Text::default(), 2, panels);
        entries(&figure, Language::En, &FigureColours::of(&figure))
    }

    #[test]
    fn marks_of_one_label_and_style_share_an_entry_across_panels() {
        let band = Mark::Band {
            label: Text::same("BFGS"),
            style: Style::of("bfgs"),
            x: vec![],
            low: vec![],
            high: vec![],
        };
        let bfgs = || line("BFGS", Style::of("bfgs"));
        let found = entries_of(vec![
            bfgs(),
            band,
            line("", Style::of("rprop")),
            bfgs(),
            line("BFGS", Style::of("bfgs").dashed()),
            line("Rprop", Style::of("rprop")),
        ]);
        let labels: Vec<_> = found.iter().map(|e| (e.label.as_str(), e.dash)).collect();
        assert_eq!(
            labels,
            [
                ("BFGS", Dash::Solid),
                ("BFGS", Dash::Dashed),
                ("Rprop", Dash::Solid)
            ]
        );
        assert_eq!(found[0].samples, [Sample::Area, Sample::Line]);
    }

    #[test]
    fn many_long_entries_stand_beside_the_panels_and_few_below() {
        let measures = Measures::new(1600.0);
        let many = |n: usize| {
            let marks = (0..n).map(|k| {
                line(
                    &format!("метод номер {k} с длинным именем"),
                    Style::of(format!("k{k}")),
                )
            });
            Legend::new(entries_of(marks.collect()), 1500.0, &measures)
        };
        assert!(!many(2).beside);
        assert!(many(9).beside);
        assert!(many(9).width <= 0.27 * 1500.0);
    }
}
