//! Heat maps and decision regions: grids of coloured cells on a panel's axes.

use super::axis::Frame;
use super::colour_map;
use super::palette::FigureColours;
use super::scene::{Cells, Colour, MISSING, Scene, Shape, WHITE};
use crate::outcome::figure::Colours;

/// A grid of numbers or classes between evenly spaced edges, row 0 at `y.0`.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    pub columns: usize,
    pub x: (f64, f64),
    pub y: (f64, f64),
}

/// How much of a region's colour gives way to white.
const PALE: f64 = 0.76;

/// Draws numbers in colours between two limits.
pub fn heat_map(
    scene: &mut Scene,
    frame: &Frame,
    grid: Grid,
    z: &[f64],
    map: Colours,
    limits: Option<(f64, f64)>,
) {
    let (low, high) = limits.unwrap_or_else(|| colour_map::limits(map, z.iter().copied()));
    let colours: Vec<Colour> = z
        .iter()
        .map(|value| colour_map::colour(map, (value - low) / (high - low)))
        .collect();
    cells(scene, frame, grid, &colours);
}

/// Draws classes in pale colours.
pub fn regions(
    scene: &mut Scene,
    frame: &Frame,
    grid: Grid,
    class: &[usize],
    keys: &[String],
    colours: &FigureColours,
) {
    let pale: Vec<Colour> = keys
        .iter()
        .map(|key| colours.colour(key).mix(WHITE, PALE))
        .collect();
    let of = |&index: &usize| pale.get(index).copied().unwrap_or(MISSING);
    let colours: Vec<Colour> = class.iter().map(of).collect();
    cells(scene, frame, grid, &colours);
}

/// Puts the grid on the frame, sampled at each pixel, so that logarithmic and cut axes show it
/// rightly too.
fn cells(scene: &mut Scene, frame: &Frame, grid: Grid, colours: &[Colour]) {
    let rows = colours.len().checked_div(grid.columns).unwrap_or(0);
    if rows == 0 {
        return;
    }
    let plot = frame.plot;
    let (wide, high) = (
        plot.width().round() as usize,
        plot.height().round() as usize,
    );
    let columns: Vec<Option<usize>> = (0..wide)
        .map(|pixel| {
            let x = frame.x.value((pixel as f64 + 0.5) / wide as f64);
            cell(x, grid.x, grid.columns)
        })
        .collect();
    let mut painted = Vec::with_capacity(wide * high);
    for pixel in 0..high {
        let y = frame.y.value(1.0 - (pixel as f64 + 0.5) / high as f64);
        let row = cell(y, grid.y, rows);
        painted.extend(columns.iter().map(|&column| match (row, column) {
            (Some(row), Some(column)) => colours[row * grid.columns + column],
            _ => WHITE,
        }));
    }
    scene.shapes.push(Shape::Cells(Cells {
        place: plot,
        columns: wide,
        colours: painted,
    }));
}

/// The cell of `count` between `from` and `to` that holds a value.
fn cell(value: f64, (from, to): (f64, f64), count: usize) -> Option<usize> {
    let place = (value - from) / (to - from) * count as f64;
    (place >= 0.0 && place < count as f64).then_some(place as usize)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn each_value_belongs_to_the_cell_between_its_edges() {
        assert_eq!(cell(0.0, (0.0, 1.0), 4), Some(0));
        assert_eq!(cell(0.26, (0.0, 1.0), 4), Some(1));
        assert_eq!(cell(0.99, (0.0, 1.0), 4), Some(3));
        assert_eq!(cell(1.01, (0.0, 1.0), 4), None);
        // Edges may run downwards.
        assert_eq!(cell(0.9, (1.0, 0.0), 4), Some(0));
        assert_eq!(cell(f64::NAN, (0.0, 1.0), 4), None);
    }
}
