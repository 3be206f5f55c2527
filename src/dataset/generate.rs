//! Data sets drawn from a random stream: points of two coordinates `x` and `y` in classes.
//!
//! Rows take the classes in turn, so that any first part of a set is balanced.
//!
//! To add a set: write its function and a line in [`GENERATORS`].

use super::error::{Error, listed, nearest};
use super::table::{Column, Table, Target, Values};
use crate::math::elementary::{cos, sin};
use crate::random::Stream;
use std::f64::consts::{PI, TAU};

/// One generated set: a line of [`GENERATORS`].
pub struct Generator {
    /// The value of `generate` in settings.
    pub name: &'static str,
    /// Number of examples unless settings say otherwise.
    pub examples: usize,
    /// Noise unless settings say otherwise.
    pub noise: f64,
    /// Number of classes unless settings say otherwise.
    pub classes: usize,
    /// The most classes the set can have.
    pub most_classes: usize,
    draw: fn(usize, f64, usize, &mut Stream) -> Table,
}

/// Every generated set, by name.
pub const GENERATORS: &[Generator] = &[
    Generator {
        name: "arch-and-blob",
        examples: 1400,
        noise: 0.025,
        classes: 2,
        most_classes: 2,
        draw: |examples, noise, _, stream| arch_and_blob(examples, noise, stream),
    },
    Generator {
        name: "linear-blobs",
        examples: 300,
        noise: 0.2,
        classes: 3,
        most_classes: 100,
        draw: linear_blobs,
    },
    Generator {
        name: "moons",
        examples: 400,
        noise: 0.1,
        classes: 2,
        most_classes: 2,
        draw: |examples, noise, _, stream| moons(examples, noise, stream),
    },
    Generator {
        name: "two-spirals",
        examples: 194,
        noise: 0.0,
        classes: 2,
        most_classes: 2,
        draw: |examples, noise, _, stream| two_spirals(examples, noise, stream),
    },
    Generator {
        name: "xor-blobs",
        examples: 400,
        noise: 0.15,
        classes: 2,
        most_classes: 2,
        draw: |examples, noise, _, stream| xor_blobs(examples, noise, stream),
    },
];

/// The generated set of a name.
pub fn generator(name: &str) -> Result<&'static Generator, Error> {
    let names = || GENERATORS.iter().map(|generator| generator.name);
    GENERATORS
        .iter()
        .find(|generator| generator.name == name)
        .ok_or_else(|| Error::UnknownGenerator {
            name: name.to_owned(),
            nearest: nearest(name, names()),
            list: listed(names()),
        })
}

impl Generator {
    /// Draws the set, once the numbers are checked: at least two examples a class, finite noise not
    /// below 0, and 2 to [`most_classes`](Generator::most_classes) classes.
    pub fn draw(
        &self,
        examples: usize,
        noise: f64,
        classes: usize,
        stream: &mut Stream,
    ) -> Result<Table, Error> {
        self.check(examples, noise, classes)?;
        Ok((self.draw)(examples, noise, classes, stream))
    }

    /// Err when a number is outside the range [`draw`](Generator::draw) allows.
    pub(super) fn check(&self, examples: usize, noise: f64, classes: usize) -> Result<(), Error> {
        let wrong = |key, value: String, allowed| {
            Err(Error::Setting {
                key,
                value,
                allowed,
            })
        };
        if !(2..=self.most_classes).contains(&classes) {
            let allowed = if self.most_classes == 2 {
                format!("but `{}` has 2", self.name)
            } else {
                format!("but must be from 2 to {}", self.most_classes)
            };
            return wrong("classes", classes.to_string(), allowed);
        }
        if examples < 2 * classes {
            let allowed = format!("but must be at least {}, two a class", 2 * classes);
            return wrong("examples", examples.to_string(), allowed);
        }
        if !(noise.is_finite() && noise >= 0.0) {
            let allowed = "but must be finite and at least 0".to_owned();
            return wrong("noise", noise.to_string(), allowed);
        }
        Ok(())
    }
}

/// Two intertwined spirals (Lang & Witbrock 1988, *Learning to tell two spirals apart*, Proc.
/// Connectionist Models Summer School, 52–59): for i = 0 … 96
///
/// φ = iπ/16, r = 6.5 (104 − i)/104, (x, y) = (r sin φ, r cos φ)
///
/// and the other spiral is the negative of it. With other than 194 examples the same curve is
/// sampled at other, evenly spaced i. `noise` is the standard deviation added to each coordinate.
pub fn two_spirals(examples: usize, noise: f64, stream: &mut Stream) -> Table {
    planar("two-spirals", &["1", "2"], examples, |class, part| {
        let i = 96.0 * part;
        let radius = 6.5 * (104.0 - i) / 104.0;
        let sign = if class == 0 { 1.0 } else { -1.0 };
        let (x, y) = (sin(i * PI / 16.0), cos(i * PI / 16.0));
        around((sign * radius * x, sign * radius * y), noise, stream)
    })
}

/// Four Gaussian blobs of standard deviation `noise` on the corners of the unit square; a point's
/// class is the exclusive or of its corner's coordinates.
pub fn xor_blobs(examples: usize, noise: f64, stream: &mut Stream) -> Table {
    planar("xor-blobs", &["0", "1"], examples, |class, _| {
        let x = stream.below(2) as f64;
        let y = if class == 0 { x } else { 1.0 - x };
        around((x, y), noise, stream)
    })
}

/// A cloud along an arch over a round blob, two classes in the unit square.
///
/// The arch rises steeply from (0.05, 0.1) to its crest at (0.25, 0.92) and falls to (0.75, 0.2),
/// each side half a parabola, y = 0.92 − d s², with s from −1 over 0 at the crest to 1. The density
/// of s is a normal of standard deviation 0.5 cut off at ±1, so that most points lie near the crest
/// and the band thins out to the right, where x grows faster with s. `noise` is the standard
/// deviation of the band (about ±2 of them wide); the blob, centred at (0.30, 0.60), has twice that.
pub fn arch_and_blob(examples: usize, noise: f64, stream: &mut Stream) -> Table {
    planar("arch-and-blob", &["arch", "blob"], examples, |class, _| {
        if class == 1 {
            return around((0.30, 0.60), 2.0 * noise, stream);
        }
        let s = loop {
            let s = 0.5 * stream.normal();
            if s.abs() <= 1.0 {
                break s;
            }
        };
        let (width, depth) = if s < 0.0 { (0.20, 0.82) } else { (0.50, 0.72) };
        around((0.25 + width * s, 0.92 - depth * s * s), noise, stream)
    })
}

/// Two interleaved half circles of radius 1: an upper one around (0, 0), and a lower one around
/// (1, 0.5). Points are evenly spaced along each; `noise` is the standard deviation added to each
/// coordinate.
pub fn moons(examples: usize, noise: f64, stream: &mut Stream) -> Table {
    planar("moons", &["lower", "upper"], examples, |class, part| {
        let (x, y) = (cos(PI * part), sin(PI * part));
        let point = if class == 1 {
            (x, y)
        } else {
            (1.0 - x, 0.5 - y)
        };
        around(point, noise, stream)
    })
}

/// Gaussian classes of standard deviation `noise` around points evenly spaced on the unit circle:
/// a straight line separates the centre of each class from all others.
pub fn linear_blobs(examples: usize, noise: f64, classes: usize, stream: &mut Stream) -> Table {
    let names: Vec<String> = (1..=classes).map(|class| class.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    planar("linear-blobs", &names, examples, |class, _| {
        let angle = TAU * class as f64 / classes as f64;
        around((cos(angle), sin(angle)), noise, stream)
    })
}

/// A point with normal noise of the given standard deviation.
fn around((x, y): (f64, f64), deviation: f64, stream: &mut Stream) -> (f64, f64) {
    (
        x + deviation * stream.normal(),
        y + deviation * stream.normal(),
    )
}

/// A table of points in the plane. `point(class, part)` gives one, where `part` runs evenly from 0
/// to 1 over the points of the first class, and likewise over those of the others.
fn planar(
    name: &str,
    classes: &[&str],
    examples: usize,
    mut point: impl FnMut(usize, f64) -> (f64, f64),
) -> Table {
    let most = examples.div_ceil(classes.len());
    let (x, y) = (0..examples)
        .map(|example| {
            let part = (example / classes.len()) as f64 / (most - 1).max(1) as f64;
            point(example % classes.len(), part)
        })
        .unzip();
    let column = |name: &str, values| Column {
        name: name.to_owned(),
        values: Values::Numeric(values),
    };
    Table {
        name: name.to_owned(),
        columns: vec![column("x", x), column("y", y)],
        target: Target::Classes {
            names: classes.iter().map(|&class| class.to_owned()).collect(),
            codes: (0..examples)
                .map(|example| (example % classes.len()) as u32)
                .collect(),
        },
        parts: None,
        picture: None,
    }
}
