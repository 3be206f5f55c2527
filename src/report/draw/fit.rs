//! What each kind of panel asks of its place: the least width, the height, the shape.

use super::axis::Measures;
use super::cells;
use super::critical_difference::Diagram;
use super::images::Pictures;
use super::lattice::Lattice;
use super::ranges::ranges;
use super::scale::Range;
use super::scene::Rect;
use super::schematic::Schematic;
use crate::outcome::Language;
use crate::outcome::figure::{Panel, Scale};

/// The narrowest plot that is worth a column, in ems of the ticks.
const NARROWEST: f64 = 7.0;

/// The narrowest plot of a panel that is worth a column.
pub fn narrowest(panel: &Panel, m: &Measures) -> f64 {
    let usual = NARROWEST * m.tick;
    match Lattice::of(panel) {
        Some(lattice) => lattice.narrowest(m).max(usual),
        None if Diagram::of(panel, Language::En).is_some() => Diagram::narrowest(m),
        None if Schematic::of(panel, Language::En).is_some() => Schematic::narrowest(m),
        None => usual,
    }
}

/// Whether one x axis below the other makes the label of the upper one superfluous.
pub fn same_x(upper: &Panel, lower: &Panel) -> bool {
    upper.x.label == lower.x.label && ranges(upper).0 == ranges(lower).0
}

/// The height that a panel wants for its plot when that is `width` wide: that of its pictures, of
/// its critical differences, of its cells, that of equal scales (these two at most `most`), or its
/// share of `usual`.
pub fn wanted_height(
    panel: &Panel,
    language: Language,
    width: f64,
    (usual, most): (f64, f64),
    m: &Measures,
) -> f64 {
    if let Some(pictures) = Pictures::of(panel, language) {
        return pictures.height(width, m);
    }
    if let Some(diagram) = Diagram::of(panel, language) {
        return diagram.height(width, m);
    }
    if let Some(schematic) = Schematic::of(panel, language) {
        return schematic.height(width, most, m);
    }
    if let Some(lattice) = Lattice::of(panel) {
        return lattice.height(width, most, m);
    }
    if let Some(edges) = cells::edges(panel) {
        return cells::height(edges, width, most, m);
    }
    if panel.equal_aspect {
        let (x, y) = ranges(panel);
        let shape = (y.to - y.from).abs() / (x.to - x.from).abs();
        return (width * shape).clamp(0.5 * usual, most);
    }
    let share = panel.height;
    usual
        * if share.is_finite() && share > 0.0 {
            share
        } else {
            1.0
        }
}

/// The largest place within `plot` in which x and y have the same scale, in its middle.
pub fn equal_scales(plot: Rect, x: Range, y: Range) -> Rect {
    if x.scale == Scale::Log || y.scale == Scale::Log {
        return plot;
    }
    let (x_length, y_length) = ((x.to - x.from).abs(), (y.to - y.from).abs());
    let pixels = (plot.width() / x_length).min(plot.height() / y_length);
    let (spare_x, spare_y) = (
        plot.width() - pixels * x_length,
        plot.height() - pixels * y_length,
    );
    Rect {
        left: plot.left + spare_x / 2.0,
        right: plot.right - spare_x / 2.0,
        top: plot.top + spare_y / 2.0,
        bottom: plot.bottom - spare_y / 2.0,
    }
}
