//! A picture as a list of shapes in pixel coordinates (x to the right, y down), between the layout
//! that makes it and the backends that paint it. Because both PNG and SVG are painted from the same
//! list, they show the same picture, and a test can ask where every word lies.

#[cfg(test)]
use super::font;

/// A place in pixels.
pub type Point = (f64, f64);

/// Red, green, blue, and opacity from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    pub rgb: (u8, u8, u8),
    pub alpha: f64,
}

impl Colour {
    /// An opaque colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Colour {
            rgb: ((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8),
            alpha: 1.0,
        }
    }

    /// The same colour with another opacity.
    pub fn alpha(self, alpha: f64) -> Self {
        Colour { alpha, ..self }
    }

    /// The opaque colour `share` of the way from this one to `other`.
    pub fn mix(self, other: Colour, share: f64) -> Self {
        let blend = |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))).round();
        Colour {
            rgb: (
                blend(self.rgb.0, other.rgb.0) as u8,
                blend(self.rgb.1, other.rgb.1) as u8,
                blend(self.rgb.2, other.rgb.2) as u8,
            ),
            alpha: 1.0,
        }
    }
}

/// White, the ground of every figure.
pub const WHITE: Colour = Colour::hex(0xFFFFFF);
/// Words.
pub const INK: Colour = Colour::hex(0x1F2328);
/// Frames and ticks.
pub const FRAME: Colour = Colour::hex(0x57606A);
/// Grid lines.
pub const GRID: Colour = Colour::hex(0xE3E6EA);
/// Cells that hold no number.
pub const MISSING: Colour = Colour::hex(0xD0D3D8);

/// A rectangle in pixels, `left < right` and `top < bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    /// Horizontal extent.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Vertical extent.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The corners, clockwise from the upper left.
    pub fn corners(&self) -> Vec<Point> {
        vec![
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        ]
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(&self, (x, y): Point) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// Which end of a text its place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub text: String,
    /// The anchor's place on the baseline.
    pub at: Point,
    /// Em size in pixels.
    pub size: f64,
    pub bold: bool,
    pub anchor: Anchor,
    /// Reads from bottom to top.
    pub turned: bool,
    pub colour: Colour,
}

impl Words {
    /// The smallest rectangle that certainly holds the words.
    #[cfg(test)]
    pub fn bounds(&self) -> Rect {
        let width = font::width(&self.text, self.size, self.bold);
        let start = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => -width / 2.0,
            Anchor::End => -width,
        };
        let (up, down) = (font::ASCENT * self.size, font::DESCENT * self.size);
        let (x, y) = self.at;
        if self.turned {
            Rect {
                left: x - up,
                right: x + down,
                top: y - start - width,
                bottom: y - start,
            }
        } else {
            Rect {
                left: x + start,
                right: x + start + width,
                top: y - up,
                bottom: y + down,
            }
        }
    }
}

/// A grid of coloured cells over a rectangle, `colours[row * columns + column]`, row 0 on top.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    pub place: Rect,
    pub columns: usize,
    pub colours: Vec<Colour>,
}

impl Cells {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.colours.len().checked_div(self.columns).unwrap_or(0)
    }
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Lines of one width through points, with round joins and flat ends.
    Strokes {
        lines: Vec<Vec<Point>>,
        width: f64,
        colour: Colour,
    },
    /// Areas inside closed polygons.
    Polygons {
        polygons: Vec<Vec<Point>>,
        colour: Colour,
    },
    /// Filled circles.
    Discs {
        centres: Vec<Point>,
        radius: f64,
        colour: Colour,
    },
    /// A grid of cells.
    Cells(Cells),
    /// A line of words.
    Words(Words),
}

/// Everything in one picture on white ground, the last on top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    pub width: f64,
    pub height: f64,
    pub shapes: Vec<Shape>,
}

impl Scene {
    /// Adds a filled rectangle.
    pub fn rectangle(&mut self, place: Rect, colour: Colour) {
        self.shapes.push(Shape::Polygons {
            polygons: vec![place.corners()],
            colour,
        });
    }

    /// Adds the outline of a rectangle.
    pub fn outline(&mut self, place: Rect, width: f64, colour: Colour) {
        let mut line = place.corners();
        line.push(line[0]);
        // Once round and on along the first edge, so that the last corner is joined too.
        line.push(line[1]);
        self.shapes.push(Shape::Strokes {
            lines: vec![line],
            width,
            colour,
        });
    }

    /// Adds lines of one look.
    pub fn strokes(&mut self, lines: Vec<Vec<Point>>, width: f64, colour: Colour) {
        if !lines.is_empty() {
            self.shapes.push(Shape::Strokes {
                lines,
                width,
                colour,
            });
        }
    }

    /// Adds discs of one look.
    pub fn discs(&mut self, centres: Vec<Point>, radius: f64, colour: Colour) {
        if !centres.is_empty() {
            self.shapes.push(Shape::Discs {
                centres,
                radius,
                colour,
            });
        }
    }

    /// Adds a line of words that reads from left to right.
    pub fn words(&mut self, text: impl Into<String>, at: Point, size: f64, anchor: Anchor) {
        self.coloured_words(text, at, size, anchor, INK);
    }

    /// Adds such a line in another colour than that of ink.
    pub fn coloured_words(
        &mut self,
        text: impl Into<String>,
        at: Point,
        size: f64,
        anchor: Anchor,
        colour: Colour,
    ) {
        self.shapes.push(Shape::Words(Words {
            text: text.into(),
            at,
            size,
            bold: false,
            anchor,
            turned: false,
            colour,
        }));
    }

    /// All lines of words, in the order of painting.
    #[cfg(test)]
    pub fn all_words(&self) -> impl Iterator<Item = &Words> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Words(words) => Some(words),
            _ => None,
        })
    }
}
