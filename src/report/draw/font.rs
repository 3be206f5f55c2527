//! DejaVu Sans, carried in the binary: no font of the system is ever looked for. This file measures
//! words, breaks them into lines, and gives the outlines of their glyphs as polygons.

use super::scene::Point;
use ab_glyph::{Font, FontRef, OutlineCurve};
use std::sync::OnceLock;

/// Height of the tallest common letters above the baseline, in ems.
pub const ASCENT: f64 = 0.80;
/// Depth of the deepest common letters below the baseline, in ems.
#[cfg(test)]
pub const DESCENT: f64 = 0.24;
/// Height of a capital, in ems.
pub const CAPITAL: f64 = 0.729;
/// Distance between the baselines of two lines, in ems.
pub const LINE: f64 = 1.22;

/// The name of the family, for SVG.
pub const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

fn face(bold: bool) -> &'static FontRef<'static> {
    static REGULAR: OnceLock<FontRef<'static>> = OnceLock::new();
    static BOLD: OnceLock<FontRef<'static>> = OnceLock::new();
    let read = |bytes| FontRef::try_from_slice(bytes).expect("the embedded font is a valid font");
    if bold {
        BOLD.get_or_init(|| read(dejavu::sans::bold()))
    } else {
        REGULAR.get_or_init(|| read(dejavu::sans::regular()))
    }
}

fn units_per_em(face: &FontRef<'_>) -> f64 {
    f64::from(face.units_per_em().expect("a TrueType font has an em"))
}

/// Width in pixels of one line of words of the em size `size`.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let face = face(bold);
    let mut previous = None;
    let mut units = 0.0;
    for character in text.chars() {
        let glyph = face.glyph_id(character);
        if let Some(previous) = previous {
            units += f64::from(face.kern_unscaled(previous, glyph));
        }
        units += f64::from(face.h_advance_unscaled(glyph));
        previous = Some(glyph);
    }
    units * size / units_per_em(face)
}

/// The outlines of a line of words whose baseline starts at (0, 0): closed polygons, holes wound
/// the other way round.
pub fn outlines(text: &str, size: f64, bold: bool) -> Vec<Vec<Point>> {
    let face = face(bold);
    let scale = size / units_per_em(face);
    let mut polygons = Vec::new();
    let mut previous = None;
    let mut pen = 0.0;
    for character in text.chars() {
        let glyph = face.glyph_id(character);
        if let Some(previous) = previous {
            pen += f64::from(face.kern_unscaled(previous, glyph));
        }
        if let Some(outline) = face.outline(glyph) {
            let place = |p: ab_glyph::Point| {
                (
                    (pen + f64::from(p.x)) * scale,
                    // Fonts count y upwards, pictures downwards.
                    -f64::from(p.y) * scale,
                )
            };
            polygons.extend(contours(&outline.curves, &place));
        }
        pen += f64::from(face.h_advance_unscaled(glyph));
        previous = Some(glyph);
    }
    polygons
}

/// Straight pieces into which a curve of a glyph is cut.
const PIECES: usize = 4;

fn contours(curves: &[OutlineCurve], place: &impl Fn(ab_glyph::Point) -> Point) -> Vec<Vec<Point>> {
    let mut polygons: Vec<Vec<Point>> = Vec::new();
    let mut end = None;
    for curve in curves {
        let (first, last) = match curve {
            OutlineCurve::Line(a, b) => (*a, *b),
            OutlineCurve::Quad(a, _, b) => (*a, *b),
            OutlineCurve::Cubic(a, _, _, b) => (*a, *b),
        };
        if end != Some(first) {
            polygons.push(vec![place(first)]);
        }
        end = Some(last);
        if let Some(polygon) = polygons.last_mut() {
            flatten(curve, place, polygon);
        }
    }
    polygons
}

fn flatten(
    curve: &OutlineCurve,
    place: &impl Fn(ab_glyph::Point) -> Point,
    polygon: &mut Vec<Point>,
) {
    let bezier = |controls: &[Point], t: f64| {
        // De Casteljau: interpolate between neighbours until one point is left.
        let mut points = controls.to_vec();
        while points.len() > 1 {
            points = points
                .windows(2)
                .map(|p| (lerp(p[0].0, p[1].0, t), lerp(p[0].1, p[1].1, t)))
                .collect();
        }
        points[0]
    };
    let controls = match curve {
        OutlineCurve::Line(_, b) => return polygon.push(place(*b)),
        OutlineCurve::Quad(a, b, c) => vec![place(*a), place(*b), place(*c)],
        OutlineCurve::Cubic(a, b, c, d) => vec![place(*a), place(*b), place(*c), place(*d)],
    };
    polygon.extend((1..=PIECES).map(|k| bezier(&controls, k as f64 / PIECES as f64)));
}

fn lerp(a: f64, b: f64, t: f64) -> f64 {
    a + t * (b - a)
}

/// Breaks words into lines no wider than `limit` pixels: at spaces but not at no-break ones; a word wider than a line also
/// after hyphens, dashes and slashes, and at last between any letters.
pub fn wrap(text: &str, size: f64, bold: bool, limit: f64) -> Vec<String> {
    let fits = |words: &str| width(words, size, bold) <= limit;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let whole = fits(word);
        let parts = if whole {
            vec![word]
        } else {
            pieces(word).collect()
        };
        for (k, part) in parts.into_iter().enumerate() {
            let space = if k == 0 { " " } else { "" };
            let longer = match lines.last() {
                Some(line) => format!("{line}{space}{part}"),
                None => part.to_owned(),
            };
            if fits(&longer) {
                lines.pop();
                lines.push(longer);
            } else {
                lines.extend(break_word(part, size, bold, limit));
            }
        }
    }
    lines
}

/// Like [`wrap`], with lines of about the same length: no word stands alone on the last one.
pub fn balanced(text: &str, size: f64, bold: bool, limit: f64) -> Vec<String> {
    let lines = wrap(text, size, bold, limit);
    // The longest word bounds the narrowing: it is not to be broken for the sake of balance.
    let words = text.split(' ').map(|word| width(word, size, bold));
    let mut narrow = words
        .fold(0.0, f64::max)
        .max(limit / lines.len().max(1) as f64);
    let mut wide = limit;
    let mut best = lines;
    while wide - narrow > 0.5 * size {
        let middle = 0.5 * (narrow + wide);
        let tried = wrap(text, size, bold, middle);
        if tried.len() <= best.len() {
            (wide, best) = (middle, tried);
        } else {
            narrow = middle;
        }
    }
    best
}

/// The parts of a word between which a line may be broken.
pub fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['-', '–', '—', '/'])
}

fn break_word(word: &str, size: f64, bold: bool, limit: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let longer = format!("{}{character}", pieces[pieces.len() - 1]);
        if width(&longer, size, bold) <= limit || longer.chars().count() == 1 {
            pieces.pop();
            pieces.push(longer);
        } else {
            pieces.push(character.to_string());
        }
    }
    pieces
}

/// Width of the longest word in regular letters.
pub fn longest_word(text: &str, size: f64) -> f64 {
    let words = text.split(' ').map(|word| width(word, size, false));
    words.fold(0.0, f64::max)
}

/// Width of the widest of some lines.
pub fn widest(lines: &[impl AsRef<str>], size: f64) -> f64 {
    lines
        .iter()
        .map(|line| width(line.as_ref(), size, false))
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_both_languages_and_of_the_units_has_a_glyph() {
        for character in "Порог: всё или ничего ЁЖЩ µA/cm² Ω ⁻⁰¹²³⁴⁵⁶⁷⁸⁹ − · – × √ α∇ΔΘθβ ℓ₂"
            .chars()
            .filter(|c| !c.is_whitespace())
        {
            assert_ne!(face(false).glyph_id(character).0, 0, "{character}");
            assert_ne!(face(true).glyph_id(character).0, 0, "{character}");
        }
    }

    #[test]
    fn outlines_lie_within_the_measured_width() {
        let text = "Ёлка, Wave fjord";
        let measured = width(text, 24.0, false);
        for (x, y) in outlines(text, 24.0, false).concat() {
            assert!(
                (-1.0..=measured + 1.0).contains(&x),
                "x = {x} of {measured}"
            );
            assert!(
                (-24.0 * 0.95..=24.0 * DESCENT).contains(&y),
                "y = {y} leaves the line"
            );
        }
    }

    #[test]
    fn wrapped_lines_hold_every_word_and_stay_narrow() {
        let text = "Ошибка на контрольной выборке после каждой эпохи обучения";
        let lines = wrap(text, 24.0, false, 260.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), text);
        assert!(widest(&lines, 24.0) <= 260.0);
        let title = "iris: 105 examples, 4 features, 3 classes, 131 weights";
        let limit = width(title, 24.0, false) - 1.0;
        assert_eq!(wrap(title, 24.0, false, limit)[1], "weights");
        let even = balanced(title, 24.0, false, limit);
        assert_eq!(
            even,
            ["iris: 105 examples, 4 features,", "3 classes, 131 weights"]
        );
        assert_eq!(balanced("µA/cm²", 24.0, false, 500.0), ["µA/cm²"]);
        let kept = wrap("та же глубина с\u{a0}tanh", 24.0, false, 240.0);
        assert_eq!(kept, ["та же глубина", "с\u{a0}tanh"]);
        let space = wrap("by Levenberg–Marquardt", 24.0, false, 280.0);
        assert_eq!(space, ["by", "Levenberg–Marquardt"]);
        let dash = wrap("Levenberg–Marquardt", 24.0, false, 180.0);
        assert_eq!(dash, ["Levenberg–", "Marquardt"]);
        let broken = wrap("Levenberg–Marquardt", 24.0, false, 90.0);
        assert_eq!(broken.concat(), "Levenberg–Marquardt");
        assert!(widest(&broken, 24.0) <= 90.0);
    }
}
