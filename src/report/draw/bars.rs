//! Bars over named places. Place `k` is the interval from k + 0.5 to k + 1.5; its groups stand side
//! by side within its middle.

use super::axis::{Frame, Measures};
use super::clip;
use super::palette::FigureColours;
use super::ranges::Extent;
use super::scene::{FRAME, INK, Point, Rect, Scene};
use crate::outcome::figure::{BarGroup, Mark};

/// The share of a place that its groups fill.
const FILLED: f64 = 0.76;
/// The widest bar, in ems of the ticks.
const WIDEST: f64 = 4.5;

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
pub fn slot(frame: &Frame, place: usize, group: usize, groups: usize, m: &Measures) -> (f64, f64) {
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
            let ends = group.low.get(k).zip(group.high.get(k));
            if let Some((&low, &high)) = ends.filter(|(low, high)| low < high) {
                errors.extend(error_bar(frame, (left, right), (low, high), m));
            }
        }
    }
    if foot < plot.bottom {
        let zero = vec![(plot.left, foot), (plot.right, foot)];
        scene.strokes(vec![zero], m.point, FRAME);
    }
    scene.strokes(errors, 1.4 * m.point, INK);
}

/// The line from `low` to `high` in the middle of a bar.
fn error_bar(
    frame: &Frame,
    (left, right): (f64, f64),
    (low, high): (f64, f64),
    m: &Measures,
) -> Vec<Vec<Point>> {
    let from = frame.y_at(low);
    // A logarithmic axis shows as much of it as it can.
    let from = if from.is_finite() {
        from
    } else {
        frame.plot.bottom
    };
    let cap = (0.22 * (right - left)).min(0.5 * m.tick);
    let to = frame.y_at(high);
    whisker((left + right) / 2.0, cap, from, to, frame.plot)
}

/// A vertical line with caps.
pub fn whisker(x: f64, cap: f64, from: f64, to: f64, plot: Rect) -> Vec<Vec<Point>> {
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
