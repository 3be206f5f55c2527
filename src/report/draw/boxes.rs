//! Box plots over named places: the box from quartile to quartile, the median across it, whiskers,
//! and the points beyond them.

use super::axis::{Frame, Measures};
use super::bars::{slot, whisker};
use super::clip;
use super::palette::FigureColours;
use super::scene::{Colour, INK, Rect, Scene, Shape, WHITE};
use super::summary::BoxSummary;
use crate::outcome::figure::BoxGroup;

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
            if let Some(summary) = BoxSummary::of(&sample.0) {
                let (left, right) = slot(frame, k, g, groups.len(), m);
                let inset = 0.12 * (right - left);
                let place = Rect {
                    left: left + inset,
                    right: right - inset,
                    top: frame.y_at(summary.quartile_high),
                    bottom: frame.y_at(summary.quartile_low),
                };
                draw_whiskers(scene, frame, &summary, place, (colour, m));
                draw_box(scene, frame, &summary, place, (colour, m));
            }
        }
    }
}

/// Width of the lines in points.
const LINE: f64 = 1.6;

/// Whiskers and outliers, above and below the box.
fn draw_whiskers(
    scene: &mut Scene,
    frame: &Frame,
    summary: &BoxSummary,
    place: Rect,
    (colour, m): (Colour, &Measures),
) {
    let plot = frame.plot;
    let (middle, cap) = ((place.left + place.right) / 2.0, place.width() / 4.0);
    let upper = frame.y_at(summary.whisker_high);
    let lower = frame.y_at(summary.whisker_low);
    let mut lines = whisker(middle, cap, place.top, upper, plot);
    lines.extend(whisker(middle, cap, place.bottom, lower, plot));
    scene.strokes(lines, LINE * m.point, colour);
    let outliers = summary.outliers.iter();
    let outliers = outliers.map(|&value| (middle, frame.y_at(value)));
    let outliers = outliers.filter(|&place| plot.contains(place)).collect();
    scene.discs(outliers, 2.6 * m.point, colour);
}

/// The box and its median.
fn draw_box(
    scene: &mut Scene,
    frame: &Frame,
    summary: &BoxSummary,
    place: Rect,
    (colour, m): (Colour, &Measures),
) {
    let plot = frame.plot;
    // A quartile that a logarithmic axis cannot show leaves the box open.
    if place.top.is_finite() && place.bottom.is_finite() {
        scene.shapes.push(Shape::Polygons {
            polygons: vec![clip::polygon(place.corners(), plot)],
            colour: colour.mix(WHITE, 0.65),
        });
    }
    let mut outline = place.corners();
    // On along the first edge, so that the last corner is joined too.
    outline.extend_from_within(..2);
    scene.strokes(clip::polyline(outline, plot), LINE * m.point, colour);
    let median = frame.y_at(summary.median);
    let median = clip::polyline([(place.left, median), (place.right, median)], plot);
    scene.strokes(median, 2.6 * m.point, colour.mix(INK, 0.45));
}
