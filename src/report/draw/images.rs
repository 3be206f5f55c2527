//! Small pictures in rows, such as the weights of hidden units, with captions below.

use super::axis::Measures;
use super::colour_map;
use super::font;
use super::scene::{Anchor, Cells, FRAME, Rect, Scene, Shape};
use crate::outcome::Language;
use crate::outcome::figure::{Colours, Mark, Panel, Picture};

/// The pictures of a panel.
#[derive(Clone, Copy, Debug)]
pub struct Pictures<'a> {
    language: Language,
    width: usize,
    height: usize,
    per_row: usize,
    pictures: &'a [Picture],
    colours: Colours,
    shared_scale: bool,
}

/// The places of pictures in a plot.
struct Places {
    /// Width and height of a picture.
    size: (f64, f64),
    /// Distance between the left and between the upper edges of neighbours.
    step: (f64, f64),
    /// Em size of the captions.
    caption: f64,
}

/// The largest picture, in ems of the labels.
const LARGEST: f64 = 13.0;
/// The space between pictures as a share of their width.
const GAP: f64 = 0.08;
/// The smallest em size of captions, as a share of that of ticks.
const SMALLEST_CAPTION: f64 = 0.6;

impl<'a> Pictures<'a> {
    /// The pictures of a panel that shows pictures.
    pub fn of(panel: &'a Panel, language: Language) -> Option<Self> {
        panel.marks.iter().find_map(|mark| match mark {
            Mark::Images {
                width,
                height,
                per_row,
                pictures,
                colours,
                shared_scale,
                ..
            } => Some(Pictures {
                language,
                width: (*width).max(1),
                height: (*height).max(1),
                per_row: (*per_row).max(1),
                pictures,
                colours: *colours,
                shared_scale: *shared_scale,
            }),
            _ => None,
        })
    }

    fn captions(&self) -> impl Iterator<Item = &'a str> {
        let language = self.language;
        self.pictures.iter().map(move |p| p.caption.get(language))
    }

    fn places(&self, width: f64, m: &Measures) -> Places {
        let columns = self.per_row.min(self.pictures.len()).max(1) as f64;
        let wide = (width / (columns + GAP * (columns - 1.0))).min(LARGEST * m.label);
        let high = wide * self.height as f64 / self.width as f64;
        let longest = self.captions().map(|c| font::width(c, 1.0, false));
        let longest = longest.fold(0.0, f64::max);
        // Captions keep to their picture and the gap, but stay legible: then they take more lines.
        let caption = if longest > 0.0 {
            (wide / longest).clamp(SMALLEST_CAPTION * m.tick, m.tick)
        } else {
            0.0
        };
        let lines = self
            .captions()
            .map(|text| font::wrap(text, caption, false, wide).len());
        let below = lines.max().unwrap_or(0) as f64 * font::LINE * caption;
        Places {
            size: (wide, high),
            step: (wide * (1.0 + GAP), high + below + GAP * wide),
            caption,
        }
    }

    /// The height of all rows when they are `width` wide.
    pub fn height(&self, width: f64, m: &Measures) -> f64 {
        let rows = self.pictures.len().div_ceil(self.per_row).max(1);
        let places = self.places(width, m);
        rows as f64 * places.step.1 - GAP * places.size.0
    }

    /// Draws the pictures in the middle of a plot.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, m: &Measures) {
        let places = self.places(plot.width(), m);
        let columns = self.per_row.min(self.pictures.len()).max(1) as f64;
        let wide = columns * places.step.0 - GAP * places.size.0;
        let left = plot.left + (plot.width() - wide) / 2.0;
        let shared = shared_limits(self.pictures, self.colours);
        let drawn = self.pictures.iter().enumerate();
        for (k, picture) in drawn.filter(|(_, picture)| !picture.values.is_empty()) {
            let (column, row) = (k % self.per_row, k / self.per_row);
            let (x, y) = (
                left + column as f64 * places.step.0,
                plot.top + row as f64 * places.step.1,
            );
            let place = Rect {
                left: x,
                top: y,
                right: x + places.size.0,
                bottom: y + places.size.1,
            };
            let limits = if self.shared_scale {
                shared
            } else {
                own_limits(self.colours, &picture.values)
            };
            self.draw_one(scene, picture, place, limits, m);
            self.draw_caption(scene, picture, place, places.caption);
        }
    }

    fn draw_one(
        &self,
        scene: &mut Scene,
        picture: &Picture,
        place: Rect,
        (low, high): (f64, f64),
        m: &Measures,
    ) {
        let cells = self.width * self.height;
        let values = picture.values.iter().take(cells);
        scene.shapes.push(Shape::Cells(Cells {
            place,
            columns: self.width,
            colours: values
                .map(|value| colour_map::colour(self.colours, (value - low) / (high - low)))
                .collect(),
        }));
        scene.outline(place, 0.7 * m.point, FRAME);
    }

    fn draw_caption(&self, scene: &mut Scene, picture: &Picture, place: Rect, size: f64) {
        let text = picture.caption.get(self.language);
        let middle = (place.left + place.right) / 2.0;
        for (k, line) in font::wrap(text, size, false, place.width())
            .iter()
            .enumerate()
        {
            let baseline = place.bottom + size * (0.2 + font::ASCENT + k as f64 * font::LINE);
            scene.words(line, (middle, baseline), size, Anchor::Middle);
        }
    }
}

/// What sticks out is further from 0 than this many times the quantile below: more than any of 64
/// normally distributed numbers is likely to be.
const STICKS_OUT: f64 = 3.0;
const QUANTILE: f64 = 0.7;

/// The ends of the colour scale of one picture: of its values but the few that stick out, lest
/// these leave the others without contrast.
fn own_limits(colours: Colours, values: &[f64]) -> (f64, f64) {
    let sizes = values.iter().map(|value| value.abs());
    let mut sizes: Vec<f64> = sizes.filter(|size| size.is_finite()).collect();
    sizes.sort_by(f64::total_cmp);
    let quantile = sizes.get((QUANTILE * sizes.len() as f64) as usize);
    let cut = match quantile {
        Some(&quantile) if quantile > 0.0 => STICKS_OUT * quantile,
        _ => f64::INFINITY,
    };
    let kept = values.iter().filter(|value| value.is_finite());
    colour_map::limits(colours, kept.map(|value| value.clamp(-cut, cut)))
}

/// The ends of one colour scale for all pictures.
pub fn shared_limits(pictures: &[Picture], colours: Colours) -> (f64, f64) {
    let values = pictures.iter().flat_map(|p| p.values.iter().copied());
    colour_map::limits(colours, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_values_that_stick_out_do_not_take_the_contrast_from_the_others() {
        let mut values: Vec<f64> = (0..64).map(|k| f64::from(k % 9 - 4) / 4.0).collect();
        assert_eq!(own_limits(Colours::Diverging, &values), (-1.0, 1.0));
        (values[7], values[8], values[9]) = (-600.0, f64::NAN, 80.0);
        let (low, high) = own_limits(Colours::Diverging, &values);
        assert!(high <= 3.0 && low == -high, "{low} to {high}");
    }

    #[test]
    fn a_picture_with_few_lit_pixels_keeps_its_largest_value() {
        let mut values = vec![0.0; 64];
        values[3] = 5.0;
        assert_eq!(own_limits(Colours::Diverging, &values), (-5.0, 5.0));
        assert_eq!(own_limits(Colours::Grey, &values), (0.0, 5.0));
    }
}
