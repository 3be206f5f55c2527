//! The axes of one panel: ticks and labels, the room these need around the plot, and their drawing.

use super::font;
use super::lattice::Lattice;
use super::names::{Places, Rows};
use super::ranges::ranges;
use super::scale::Range;
use super::scene::{Anchor, FRAME, GRID, INK, Point, Rect, Scene, Shape, Words};
use super::ticks::{MOST_TICKS, Ticks, ticks};
use crate::outcome::Language;
use crate::outcome::figure::{Axis, Mark, Panel};

/// Sizes in pixels, all in proportion to the width of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Em sizes of words.
    pub title: f64,
    pub panel_title: f64,
    pub label: f64,
    pub tick: f64,
    pub legend: f64,
    /// Length of a line in the legend.
    pub sample: f64,
    /// One point of line width.
    pub point: f64,
    /// Free space at the edge of the picture and between panels.
    pub margin: f64,
    /// Length of a tick.
    pub tick_length: f64,
}

impl Measures {
    /// Sizes for a picture of that width; those of the words are read well from the last row at
    /// 1600.
    pub fn new(width: f64) -> Self {
        let unit = width / 1600.0;
        Measures {
            title: 30.0 * unit,
            panel_title: 26.0 * unit,
            label: 25.0 * unit,
            tick: 23.0 * unit,
            legend: 25.0 * unit,
            sample: 52.0 * unit,
            point: 1.4 * unit,
            margin: 26.0 * unit,
            tick_length: 8.0 * unit,
        }
    }
}

/// Free space on the four sides of a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Margins {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Where a panel's numbers lie in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub plot: Rect,
    pub x: Range,
    pub y: Range,
}

impl Frame {
    /// The place of a point; not finite where a logarithm does not exist.
    pub fn at(&self, x: f64, y: f64) -> Point {
        (self.x_at(x), self.y_at(y))
    }

    /// The column of an x.
    pub fn x_at(&self, x: f64) -> f64 {
        self.plot.left + self.x.share(x) * self.plot.width()
    }

    /// The row of a y.
    pub fn y_at(&self, y: f64) -> f64 {
        self.plot.bottom - self.y.share(y) * self.plot.height()
    }
}

/// Axes fitted to a plot of known size.
#[derive(Clone, Debug)]
pub struct Axes {
    pub x: Range,
    pub y: Range,
    x_ticks: Ticks,
    y_ticks: Ticks,
    /// Names on the x axis instead of numbers.
    places: Option<Places>,
    /// Names on the y axis instead of numbers.
    rows: Option<Rows>,
    x_label: Vec<String>,
    y_label: Vec<String>,
    /// Drawn in full because a grid of cells fills the plot.
    boxed: bool,
}

/// Space between words and what they belong to, in ems.
const PAD: f64 = 0.45;

impl Axes {
    /// The axes of a panel whose plot is `width` by `height` pixels.
    pub fn new(panel: &Panel, language: Language, width: f64, height: f64, m: &Measures) -> Self {
        let (x, y) = ranges(panel);
        let wrapped = |axis: &Axis, limit: f64| {
            font::balanced(axis.label.get(language), m.label, false, limit)
        };
        let whole = |axis: &Axis, found: Ticks| if axis.whole { found.whole() } else { found };
        let cells = |mark: &Mark| matches!(mark, Mark::HeatMap { .. } | Mark::Regions { .. });
        let lattice = Lattice::of(panel);
        // Few rows may be lower than a word of their label; then it stands out.
        let y_room = match lattice {
            Some(_) => font::longest_word(panel.y.label.get(language), m.label).max(height),
            None => height,
        };
        let y_ticks = match lattice {
            Some(_) => Ticks::default(),
            None => whole(&panel.y, ticks(y, (height / (1.9 * m.tick)) as usize)),
        };
        Axes {
            x,
            y,
            x_ticks: whole(&panel.x, fitting_x_ticks(x, width, m)),
            y_ticks,
            places: Places::of(panel, language, width, m),
            rows: lattice.map(|lattice| Rows::of(&lattice, language, height, m)),
            x_label: wrapped(&panel.x, width),
            y_label: wrapped(&panel.y, y_room),
            boxed: lattice.is_some() || panel.marks.iter().any(cells),
        }
    }

    /// Leaves out the label of the x axis, which the panel below shows.
    pub fn hide_x_label(&mut self) {
        self.x_label.clear();
    }

    /// The room that ticks and labels need.
    pub fn margins(&self, m: &Measures) -> Margins {
        let lines = |label: &[String]| match label.len() {
            0 => 0.0,
            n => m.label * (PAD + n as f64 * font::LINE),
        };
        // Half of the last number may stick out on the right.
        let last = self.x_ticks.major.last();
        let overhang = match (&self.places, last) {
            (None, Some((_, number))) => font::width(number, m.tick, false) / 2.0,
            _ => 0.0,
        };
        Margins {
            left: m.tick_length + PAD * m.tick + self.numbers_width(m) + lines(&self.y_label),
            right: overhang,
            top: 0.0,
            bottom: m.tick_length + PAD * m.tick + self.names_height(m) + lines(&self.x_label),
        }
    }

    fn numbers_width(&self, m: &Measures) -> f64 {
        if let Some(rows) = &self.rows {
            return rows.width();
        }
        let numbers: Vec<&str> = self.y_ticks.major.iter().map(|(_, n)| n.as_str()).collect();
        font::widest(&numbers, m.tick)
    }

    fn names_height(&self, m: &Measures) -> f64 {
        match &self.places {
            Some(places) => places.height(),
            None => m.tick * font::LINE,
        }
    }

    /// Draws ground and grid: what lies under the marks.
    pub fn draw_ground(&self, scene: &mut Scene, frame: &Frame, m: &Measures) {
        let plot = frame.plot;
        let mut lines = Vec::new();
        if self.places.is_none() {
            lines.extend(
                self.x_ticks
                    .major
                    .iter()
                    .map(|&(x, _)| vec![(frame.x_at(x), plot.top), (frame.x_at(x), plot.bottom)]),
            );
        }
        lines.extend(
            self.y_ticks
                .major
                .iter()
                .map(|&(y, _)| vec![(plot.left, frame.y_at(y)), (plot.right, frame.y_at(y))]),
        );
        scene.strokes(lines, m.point, GRID);
    }

    /// Draws frame, ticks and words: what lies over the marks. The label of the y axis begins
    /// `left` pixels left of the plot.
    pub fn draw_frame(&self, scene: &mut Scene, frame: &Frame, left: f64, m: &Measures) {
        let plot = frame.plot;
        if self.boxed {
            scene.outline(plot, m.point, FRAME);
        } else {
            scene.strokes(
                vec![vec![
                    (plot.left, plot.top),
                    (plot.left, plot.bottom),
                    (plot.right, plot.bottom),
                ]],
                m.point,
                FRAME,
            );
        }
        scene.strokes(self.tick_lines(frame, m), m.point, FRAME);
        self.draw_numbers(scene, frame, m);
        self.draw_labels(scene, frame, left, m);
    }

    fn tick_lines(&self, frame: &Frame, m: &Measures) -> Vec<Vec<Point>> {
        let plot = frame.plot;
        let down = |x: f64, length: f64| {
            let x = frame.x_at(x);
            vec![(x, plot.bottom), (x, plot.bottom + length)]
        };
        let left = |y: f64, length: f64| {
            let y = frame.y_at(y);
            vec![(plot.left, y), (plot.left - length, y)]
        };
        let (long, short) = (m.tick_length, 0.55 * m.tick_length);
        let mut lines: Vec<Vec<Point>> = Vec::new();
        if self.places.is_none() {
            lines.extend(self.x_ticks.major.iter().map(|t| down(t.0, long)));
            lines.extend(self.x_ticks.minor.iter().map(|&x| down(x, short)));
        }
        lines.extend(self.y_ticks.major.iter().map(|t| left(t.0, long)));
        lines.extend(self.y_ticks.minor.iter().map(|&y| left(y, short)));
        lines
    }

    fn draw_numbers(&self, scene: &mut Scene, frame: &Frame, m: &Measures) {
        let below = frame.plot.bottom + m.tick_length + PAD * m.tick;
        match &self.places {
            Some(places) => places.draw(scene, frame, below),
            None => {
                for (x, number) in &self.x_ticks.major {
                    let at = (frame.x_at(*x), below + font::ASCENT * m.tick);
                    scene.words(number, at, m.tick, Anchor::Middle);
                }
            }
        }
        let right = frame.plot.left - m.tick_length - PAD * m.tick;
        if let Some(rows) = &self.rows {
            rows.draw(scene, frame.plot, right);
        }
        for (y, number) in &self.y_ticks.major {
            let at = (right, frame.y_at(*y) + font::CAPITAL / 2.0 * m.tick);
            scene.words(number, at, m.tick, Anchor::End);
        }
    }

    fn draw_labels(&self, scene: &mut Scene, frame: &Frame, left: f64, m: &Measures) {
        let plot = frame.plot;
        let below = plot.bottom + m.tick_length + PAD * m.tick + self.names_height(m);
        let first = below + m.label * (PAD + font::ASCENT);
        for (k, line) in self.x_label.iter().enumerate() {
            let at = (
                (plot.left + plot.right) / 2.0,
                first + k as f64 * font::LINE * m.label,
            );
            scene.words(line, at, m.label, Anchor::Middle);
        }
        let left = plot.left - left;
        for (k, line) in self.y_label.iter().enumerate() {
            turned_words(
                scene,
                line,
                (
                    left + m.label * (font::ASCENT + k as f64 * font::LINE),
                    (plot.top + plot.bottom) / 2.0,
                ),
                m.label,
                Anchor::Middle,
            );
        }
    }
}

/// Adds a line of words that reads from bottom to top.
pub fn turned_words(scene: &mut Scene, text: &str, at: Point, size: f64, anchor: Anchor) {
    scene.shapes.push(Shape::Words(Words {
        text: text.to_owned(),
        at,
        size,
        bold: false,
        anchor,
        turned: true,
        colour: INK,
    }));
}

/// As many x ticks as stand apart.
fn fitting_x_ticks(range: Range, width: f64, m: &Measures) -> Ticks {
    let fits = |found: &Ticks| {
        let places: Vec<(f64, f64)> = found
            .major
            .iter()
            .map(|(x, number)| {
                let half = font::width(number, m.tick, false) / 2.0;
                (range.share(*x) * width, half)
            })
            .collect();
        let apart = |a: &(f64, f64), b: &(f64, f64)| (b.0 - a.0).abs() > a.1 + b.1 + m.tick;
        places.windows(2).all(|pair| apart(&pair[0], &pair[1]))
    };
    (2..=MOST_TICKS)
        .rev()
        .map(|most| ticks(range, most))
        .find(fits)
        .unwrap_or_else(|| ticks(range, 2))
}
