//! The colour bar right of a heat map, of contours or of pictures on one scale.

use super::axis::{Measures, turned_words};
use super::colour_map;
use super::font;
use super::images;
use super::scale::Range;
use super::scene::{Anchor, Cells, Colour, FRAME, Rect, Scene, Shape};
use super::ticks::{short, ticks};
use crate::outcome::Language;
use crate::outcome::figure::{Colours, Fill, Mark, Panel, Scale};

/// A colour bar and its words.
#[derive(Clone, Debug)]
pub struct ColourBar {
    label: Vec<String>,
    /// From bottom to top.
    colours: Vec<Colour>,
    /// Height as a share, and number.
    numbers: Vec<(f64, String)>,
}

impl ColourBar {
    /// The bar that a panel with a plot of that height needs, if any.
    pub fn of(panel: &Panel, language: Language, height: f64, m: &Measures) -> Option<Self> {
        let bar = |mark: &Mark| -> Option<Self> {
            let (label, colours, numbers) = match mark {
                Mark::HeatMap {
                    label,
                    z,
                    colours,
                    limits,
                    ..
                } => {
                    let ends =
                        limits.unwrap_or_else(|| colour_map::limits(*colours, z.iter().copied()));
                    (label, gradient(*colours), numbers(ends, height, m))
                }
                Mark::Matrix {
                    label,
                    z,
                    colours,
                    limits,
                    ..
                } if !label.get(language).is_empty() => {
                    let ends =
                        limits.unwrap_or_else(|| colour_map::limits(*colours, z.iter().copied()));
                    (label, gradient(*colours), numbers(ends, height, m))
                }
                Mark::Cells {
                    label,
                    fill: Fill::Values { z, colours, limits },
                    ..
                } => {
                    let ends =
                        limits.unwrap_or_else(|| colour_map::limits(*colours, z.iter().copied()));
                    (label, gradient(*colours), numbers(ends, height, m))
                }
                Mark::Contours { label, levels, .. } if !label.get(language).is_empty() => {
                    (label, level_colours(levels.len()), steps(levels, height, m))
                }
                Mark::Images {
                    label,
                    colours,
                    shared_scale: true,
                    pictures,
                    ..
                } if !label.get(language).is_empty() => {
                    let ends = images::shared_limits(pictures, *colours);
                    (label, gradient(*colours), numbers(ends, height, m))
                }
                _ => return None,
            };
            Some(ColourBar {
                label: font::wrap(label.get(language), m.label, false, height),
                colours,
                numbers,
            })
        };
        panel.marks.iter().find_map(bar)
    }

    fn numbers_width(&self, m: &Measures) -> f64 {
        let words: Vec<&str> = self.numbers.iter().map(|(_, n)| n.as_str()).collect();
        font::widest(&words, m.tick)
    }

    /// The room it takes right of the plot.
    pub fn width(&self, m: &Measures) -> f64 {
        let label = match self.label.len() {
            0 => 0.0,
            lines => m.label * (0.4 + lines as f64 * font::LINE),
        };
        2.1 * m.tick + m.tick_length + 0.3 * m.tick + self.numbers_width(m) + label
    }

    /// Draws it beside the plot.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, m: &Measures) {
        let place = Rect {
            left: plot.right + m.tick,
            right: plot.right + 2.1 * m.tick,
            ..plot
        };
        scene.shapes.push(Shape::Cells(Cells {
            place,
            columns: 1,
            colours: self.colours.iter().rev().copied().collect(),
        }));
        scene.outline(place, m.point, FRAME);
        let mut lines = Vec::new();
        let numbers = place.right + m.tick_length + 0.3 * m.tick;
        for (share, number) in &self.numbers {
            let y = place.bottom - share * place.height();
            lines.push(vec![(place.right, y), (place.right + m.tick_length, y)]);
            let baseline = y + font::CAPITAL / 2.0 * m.tick;
            scene.words(number, (numbers, baseline), m.tick, Anchor::Start);
        }
        scene.strokes(lines, m.point, FRAME);
        let left = numbers + self.numbers_width(m) + 0.4 * m.label;
        for (k, line) in self.label.iter().enumerate() {
            let at = (
                left + m.label * (font::ASCENT + k as f64 * font::LINE),
                (plot.top + plot.bottom) / 2.0,
            );
            turned_words(scene, line, at, m.label, Anchor::Middle);
        }
    }
}

/// Steps of a bar: finer than anyone sees.
const STEPS: usize = 256;

fn gradient(map: Colours) -> Vec<Colour> {
    let share = |k: usize| (k as f64 + 0.5) / STEPS as f64;
    (0..STEPS)
        .map(|k| colour_map::colour(map, share(k)))
        .collect()
}

fn numbers((low, high): (f64, f64), height: f64, m: &Measures) -> Vec<(f64, String)> {
    let range = Range {
        scale: Scale::Linear,
        from: low,
        to: high,
    };
    ticks(range, (height / (1.9 * m.tick)) as usize)
        .major
        .into_iter()
        .map(|(value, number)| (range.share(value), number))
        .collect()
}

/// The colours of contour levels, dark at the bottom. The lightest ones are hard to see on white.
pub fn level_colours(count: usize) -> Vec<Colour> {
    let last = count.saturating_sub(1).max(1) as f64;
    (0..count)
        .map(|k| colour_map::colour(Colours::Sequential, 0.9 * k as f64 / last))
        .collect()
}

/// One step for each level, numbered as far as the numbers stand apart.
fn steps(levels: &[f64], height: f64, m: &Measures) -> Vec<(f64, String)> {
    let room = (height / (1.6 * m.tick)).max(1.0);
    let stride = (levels.len() as f64 / room).ceil().max(1.0) as usize;
    levels
        .iter()
        .enumerate()
        .step_by(stride)
        .map(|(k, &level)| ((k as f64 + 0.5) / levels.len() as f64, short(level)))
        .collect()
}
