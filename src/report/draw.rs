//! Drawing of figures: from [`Figure`] to PNG or SVG in memory. This file alone names plotters.
//!
//! A figure is first laid out as a `scene` of shapes in pixel coordinates; here the scene is
//! painted on one of plotters' two backends. plotters' own rasteriser rounds to whole pixels,
//! fills thick lines that cross themselves by the even-odd rule, which leaves holes, and sets
//! glyphs without their side bearings; so on the bitmap the `coverage` of each pixel by lines,
//! areas and glyphs of the embedded font is computed here, and the backend mixes the colours. The
//! SVG backend takes lines, areas and words as they are, on a grid `SVG_GRID` times finer than
//! pixels because its coordinates are integers; grids of cells stand among them as pictures. No font of the system is ever looked for.

mod axis;
mod bars;
mod boxes;
mod cells;
mod clip;
mod colour_bar;
mod colour_map;
mod contour;
mod coverage;
mod critical_difference;
mod fit;
mod font;
mod grid;
mod hinton;
mod images;
mod lattice;
mod layout;
mod legend;
mod marks;
mod matrix;
mod names;
mod palette;
mod ranges;
mod scale;
mod scene;
mod schematic;
mod summary;
#[cfg(test)]
mod tests;
mod ticks;

pub use palette::{PALETTE, Shade};
pub(super) use ticks::power_of_ten;

use super::Error;
use crate::outcome::{Figure, Language};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use coverage::Coverage;
use flate2::{Compression, write::ZlibEncoder};
use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontTransform, RGBAColor, ShapeStyle, TextStyle};
use scene::{Anchor, Cells, Colour, Point, Rect, Scene, Shape, Words};
use std::io::Write;

/// A picture format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 8-bit RGB.
    Png,
    /// Version 1.1, with words as words.
    Svg,
}

impl Format {
    /// The ending of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Svg => "svg",
        }
    }
}

/// Width of a picture in pixels where nobody asks for another: that of a slide.
pub const WIDTH_PX: u32 = 1600;
/// The narrowest picture whose words still fit.
pub const MIN_WIDTH_PX: u32 = 400;
/// The widest picture.
pub const MAX_WIDTH_PX: u32 = 8000;

/// Draws a figure with the words of `language`, `width_px` wide (400 to 8000, [`WIDTH_PX`] by
/// default) and as high as its panels need. The bytes are a whole PNG or SVG file.
///
/// # Errors
/// [`Error::Width`] outside the range, [`Error::Draw`] when a backend fails.
pub fn render(
    figure: &Figure,
    language: Language,
    format: Format,
    width_px: u32,
) -> Result<Vec<u8>, Error> {
    if !(MIN_WIDTH_PX..=MAX_WIDTH_PX).contains(&width_px) {
        return Err(Error::Width { width_px });
    }
    let scene = layout::scene(figure, language, f64::from(width_px));
    let painted = match format {
        Format::Png => png(&scene),
        Format::Svg => svg(&scene),
    };
    painted.map_err(|reason| Error::Draw {
        figure: figure.name.clone(),
        reason,
    })
}

fn rgba(colour: Colour) -> RGBAColor {
    let (red, green, blue) = colour.rgb;
    RGBAColor(red, green, blue, colour.alpha)
}

fn png(scene: &Scene) -> Result<Vec<u8>, String> {
    let (width, height) = (scene.width as u32, scene.height as u32);
    let mut pixels = vec![255; (width * height * 3) as usize];
    let mut backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
    for shape in &scene.shapes {
        paint_pixels(&mut backend, shape)?;
    }
    backend.present().map_err(said)?;
    drop(backend);
    encode(&pixels, width, height).map_err(said)
}

/// Level 3 packs drawings nearly as small as the highest level in half the time; filters, made for
/// photographs, make them larger.
const COMPRESSION: u32 = 3;

fn encode(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(COMPRESSION));
    for row in pixels.chunks_exact(3 * width as usize) {
        // Each row begins with the number of its filter: none.
        packed.write_all(&[0])?;
        packed.write_all(row)?;
    }
    let packed = packed.finish()?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_chunk(png::chunk::IDAT, &packed)?;
    writer.finish()?;
    Ok(bytes)
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn paint_pixels(backend: &mut BitMapBackend<'_>, shape: &Shape) -> Result<(), String> {
    match shape {
        Shape::Strokes {
            lines,
            width,
            colour,
        } => cover(backend, &coverage::stroke(lines, *width), *colour),
        Shape::Polygons { polygons, colour } => cover(backend, polygons, *colour),
        Shape::Discs {
            centres,
            radius,
            colour,
        } => {
            let disc = |&centre| coverage::disc(centre, *radius);
            let discs: Vec<_> = centres.iter().map(disc).collect();
            cover(backend, &discs, *colour)
        }
        Shape::Cells(cells) => cell_pixels(backend, cells),
        Shape::Words(words) => cover(backend, &glyphs(words), words.colour),
    }
}

fn cover(
    backend: &mut BitMapBackend<'_>,
    polygons: &[Vec<Point>],
    colour: Colour,
) -> Result<(), String> {
    let (width, height) = backend.get_size();
    let mut result = Ok(());
    Coverage::of(polygons, width, height).for_each(|x, y, share| {
        let paint = rgba(colour.alpha(colour.alpha * share)).to_backend_color();
        if let Err(error) = backend.draw_pixel((x, y), paint) {
            result = Err(said(error));
        }
    });
    result
}

/// The outlines of a line of words at their place.
fn glyphs(words: &Words) -> Vec<Vec<Point>> {
    let start = match words.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -font::width(&words.text, words.size, words.bold) / 2.0,
        Anchor::End => -font::width(&words.text, words.size, words.bold),
    };
    let (at_x, at_y) = words.at;
    let mut polygons = font::outlines(&words.text, words.size, words.bold);
    for (x, y) in polygons.iter_mut().flatten() {
        let (along, down) = (*x + start, *y);
        (*x, *y) = if words.turned {
            (at_x + down, at_y - along)
        } else {
            (at_x + along, at_y + down)
        };
    }
    polygons
}

/// Paints each pixel in the colour of the cell at its centre: no seams, and cells smaller than a
/// pixel are sampled.
fn cell_pixels(backend: &mut BitMapBackend<'_>, cells: &Cells) -> Result<(), String> {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = cells.place;
    let cell = |pixel: i32, from: f64, to: f64, count: usize| {
        let share = (f64::from(pixel) + 0.5 - from) / (to - from);
        ((share * count as f64).max(0.0) as usize).min(count - 1)
    };
    if cells.rows() == 0 {
        return Ok(());
    }
    for y in top.round() as i32..bottom.round() as i32 {
        let row = cell(y, top, bottom, cells.rows());
        for x in left.round() as i32..right.round() as i32 {
            let column = cell(x, left, right, cells.columns);
            let paint = rgba(cells.colours[row * cells.columns + column]).to_backend_color();
            backend.draw_pixel((x, y), paint).map_err(said)?;
        }
    }
    Ok(())
}

/// Units of the SVG in a pixel.
const SVG_GRID: f64 = 8.0;

fn svg(scene: &Scene) -> Result<Vec<u8>, String> {
    let size = (
        (scene.width * SVG_GRID) as u32,
        (scene.height * SVG_GRID) as u32,
    );
    // The view box lies on the fine grid; the picture's own size is in pixels.
    let mut text = format!(
        "<svg width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" \
         xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n",
        scene.width, scene.height, size.0, size.1
    );
    let are_cells = |shape: &Shape| matches!(shape, Shape::Cells(_));
    let apart = |a: &Shape, b: &Shape| !are_cells(a) && !are_cells(b);
    for shapes in scene.shapes.chunk_by(apart) {
        match shapes {
            [Shape::Cells(cells)] => text.push_str(&cell_image(cells)?),
            shapes => text.push_str(&elements(shapes, size)?),
        }
    }
    text.push_str("</svg>\n");
    Ok(text.into_bytes())
}

/// Shapes as SVG elements, without the document around them that the backend writes.
fn elements(shapes: &[Shape], size: (u32, u32)) -> Result<String, String> {
    let mut text = String::new();
    let mut backend = SVGBackend::with_string(&mut text, size);
    for shape in shapes {
        paint_svg(&mut backend, shape)?;
    }
    backend.present().map_err(said)?;
    drop(backend);
    let inside = text
        .find("<svg")
        .and_then(|start| text[start..].split_once('>'))
        .and_then(|(_, rest)| rest.rsplit_once("</svg>"));
    inside.map_or(Err("an SVG without its root".into()), |(elements, _)| {
        Ok(elements.trim_start().to_owned())
    })
}

/// Cells as a picture of one pixel each: a rectangle for every weight of a layer makes megabytes.
fn cell_image(cells: &Cells) -> Result<String, String> {
    if cells.rows() == 0 {
        return Ok(String::new());
    }
    let over_white = |colour: &Colour| scene::WHITE.mix(colour.alpha(1.0), colour.alpha).rgb;
    let pixels: Vec<u8> = cells.colours[..cells.rows() * cells.columns]
        .iter()
        .map(over_white)
        .flat_map(|(red, green, blue)| [red, green, blue])
        .collect();
    let png = encode(&pixels, cells.columns as u32, cells.rows() as u32).map_err(said)?;
    let (left, top) = fine((cells.place.left, cells.place.top));
    let (right, bottom) = fine((cells.place.right, cells.place.bottom));
    Ok(format!(
        "<image x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" \
         preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" \
         xlink:href=\"data:image/png;base64,{}\"/>\n",
        right - left,
        bottom - top,
        STANDARD.encode(png)
    ))
}

fn fine((x, y): Point) -> (i32, i32) {
    ((x * SVG_GRID).round() as i32, (y * SVG_GRID).round() as i32)
}

fn paint_svg(backend: &mut SVGBackend<'_>, shape: &Shape) -> Result<(), String> {
    match shape {
        Shape::Strokes {
            lines,
            width,
            colour,
        } => {
            let style = ShapeStyle {
                color: rgba(*colour),
                filled: false,
                stroke_width: (width * SVG_GRID).round() as u32,
            };
            lines.iter().try_for_each(|line| {
                let path = line.iter().copied().map(fine);
                backend.draw_path(path, &style).map_err(said)
            })
        }
        Shape::Polygons { polygons, colour } => polygons.iter().try_for_each(|polygon| {
            let path = polygon.iter().copied().map(fine);
            backend.fill_polygon(path, &rgba(*colour)).map_err(said)
        }),
        Shape::Discs {
            centres,
            radius,
            colour,
        } => centres.iter().try_for_each(|&centre| {
            let radius = (radius * SVG_GRID).round() as u32;
            backend
                .draw_circle(fine(centre), radius, &rgba(*colour), true)
                .map_err(said)
        }),
        // Not made of elements: written by `cell_image`.
        Shape::Cells(_) => Ok(()),
        Shape::Words(words) => write_words(backend, words),
    }
}

/// plotters' SVG backend writes font sizes as `size / 1.24` and puts the baseline 0.76 em below a
/// place that is anchored at the top; both are undone here.
fn write_words(backend: &mut SVGBackend<'_>, words: &Words) -> Result<(), String> {
    let em = words.size * SVG_GRID;
    let (x, y) = (words.at.0 * SVG_GRID, words.at.1 * SVG_GRID);
    let top = if words.turned {
        (x - 0.76 * em, y)
    } else {
        (x, y - 0.76 * em)
    };
    let horizontal = match words.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let ink = rgba(words.colour);
    let mut style = TextStyle::from((FontFamily::Name(font::FAMILY), 1.24 * em))
        .color(&ink)
        .pos(Pos::new(horizontal, VPos::Top));
    if words.turned {
        style = style.transform(FontTransform::Rotate270);
    }
    if words.bold {
        style.font = style.font.style(plotters::style::FontStyle::Bold);
    }
    backend
        .draw_text(
            &words.text,
            &style,
            (top.0.round() as i32, top.1.round() as i32),
        )
        .map_err(said)
}
