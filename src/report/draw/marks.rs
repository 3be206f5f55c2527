//! The marks of a panel as shapes: each number at its place, cut at the edge of the plot.

use super::axis::{Frame, Measures};
use super::cells;
use super::colour_bar;
use super::contour::Samples;
use super::grid::{self, Grid};
use super::hinton;
use super::matrix::Matrix;
use super::palette::FigureColours;
use super::scene::{Colour, INK, Point, Scene, Shape, WHITE};
use super::{bars, boxes, clip};
use crate::outcome::figure::{Dash, Mark, Style};
use std::f64::consts::PI;

/// Opacity of bands.
pub const BAND_ALPHA: f64 = 0.22;

/// Lengths of dashes and gaps of a line of that width; `None` for a solid line.
pub fn pattern(dash: Dash, width: f64) -> Option<(f64, f64)> {
    match dash {
        Dash::Solid => None,
        Dash::Dashed => Some((4.5 * width, 2.5 * width)),
        Dash::Dotted => Some((1.2 * width, 1.9 * width)),
    }
}

/// What the marks of one panel are drawn with.
pub struct Pen<'a> {
    pub frame: Frame,
    pub colours: &'a FigureColours,
    pub measures: &'a Measures,
}

impl Pen<'_> {
    /// Draws one mark.
    pub fn draw(&self, scene: &mut Scene, mark: &Mark) {
        match mark {
            Mark::Line { style, x, y, .. } => self.line(scene, style, x, y),
            Mark::Steps { style, x, y, .. } => {
                let (x, y) = staircase(x, y);
                self.line(scene, style, &x, &y);
            }
            Mark::Band {
                style,
                x,
                low,
                high,
                ..
            } => self.band(scene, style, x, low, high),
            Mark::Points { style, x, y, .. } => self.points(scene, style, x, y),
            Mark::Raster { style, x, y, .. } => self.raster(scene, style, x, y),
            Mark::Path { style, x, y, .. } => self.path(scene, style, x, y),
            Mark::Horizontal { style, at, .. } => {
                let (plot, y) = (self.frame.plot, self.frame.y_at(*at));
                self.stroke(scene, style, vec![(plot.left, y), (plot.right, y)]);
            }
            Mark::Vertical { style, at, .. } => {
                let (plot, x) = (self.frame.plot, self.frame.x_at(*at));
                self.stroke(scene, style, vec![(x, plot.top), (x, plot.bottom)]);
            }
            Mark::Bars { groups, .. } => {
                bars::bars(scene, &self.frame, groups, self.colours, self.measures);
            }
            Mark::Boxes { groups, .. } => {
                boxes::boxes(scene, &self.frame, groups, self.colours, self.measures);
            }
            Mark::Matrix { .. } | Mark::Hinton { .. } => self.lattice(scene, mark),
            Mark::Cells { .. } => {
                cells::draw(scene, &self.frame, mark, self.colours, self.measures);
            }
            grids => self.grid(scene, grids),
        }
    }

    fn lattice(&self, scene: &mut Scene, mark: &Mark) {
        match mark {
            Mark::Matrix {
                rows,
                columns,
                z,
                texts,
                colours,
                limits,
                ..
            } => {
                let matrix = Matrix {
                    rows: rows.len(),
                    columns: columns.len(),
                    z,
                    texts,
                    map: *colours,
                    limits: *limits,
                };
                matrix.draw(scene, self.frame.plot, self.measures);
            }
            Mark::Hinton {
                rows,
                columns,
                z,
                largest,
                ..
            } => {
                let counts = (rows.len(), columns.len());
                hinton::squares(scene, self.frame.plot, counts, z, *largest);
            }
            _ => {}
        }
    }

    fn grid(&self, scene: &mut Scene, mark: &Mark) {
        match mark {
            Mark::HeatMap {
                columns,
                x,
                y,
                z,
                colours,
                limits,
                ..
            } => {
                let (columns, x, y) = (*columns, *x, *y);
                grid::heat_map(
                    scene,
                    &self.frame,
                    Grid { columns, x, y },
                    z,
                    *colours,
                    *limits,
                );
            }
            Mark::Regions {
                columns,
                x,
                y,
                class,
                keys,
            } => {
                let (columns, x, y) = (*columns, *x, *y);
                grid::regions(
                    scene,
                    &self.frame,
                    Grid { columns, x, y },
                    class,
                    keys,
                    self.colours,
                );
            }
            Mark::Contours {
                columns,
                x,
                y,
                z,
                levels,
                ..
            } => {
                let (columns, x, y) = (*columns, *x, *y);
                self.contours(scene, Samples { columns, x, y, z }, levels);
            }
            _ => {}
        }
    }

    fn width(&self, style: &Style) -> f64 {
        (style.width * self.measures.point).max(0.5)
    }

    fn places<'a>(&'a self, x: &'a [f64], y: &'a [f64]) -> impl Iterator<Item = Point> + 'a {
        x.iter().zip(y).map(|(&x, &y)| self.frame.at(x, y))
    }

    fn inside(&self, x: &[f64], y: &[f64]) -> Vec<Point> {
        let plot = self.frame.plot;
        self.places(x, y)
            .filter(|&place| plot.contains(place))
            .collect()
    }

    fn line(&self, scene: &mut Scene, style: &Style, x: &[f64], y: &[f64]) {
        self.stroke(scene, style, self.places(x, y).collect());
    }

    /// Draws a line through places, cut and dashed.
    fn stroke(&self, scene: &mut Scene, style: &Style, places: Vec<Point>) {
        let width = self.width(style);
        let mut lines = clip::polyline(places, self.frame.plot);
        if let Some((on, off)) = pattern(self.colours.dash(style), width) {
            lines = clip::dashes(&lines, on, off);
        }
        scene.strokes(lines, width, self.colours.colour(&style.key));
    }

    fn band(&self, scene: &mut Scene, style: &Style, x: &[f64], low: &[f64], high: &[f64]) {
        let plot = self.frame.plot;
        // What a logarithmic axis cannot show of a band lies below it.
        let floor = |y: f64| if y.is_nan() { plot.bottom } else { y };
        let edges: Vec<[f64; 3]> = x
            .iter()
            .zip(low.iter().zip(high))
            .map(|(&x, (&low, &high))| {
                if x.is_finite() && low.is_finite() && high.is_finite() {
                    let (low, high) = (self.frame.y_at(low), self.frame.y_at(high));
                    [self.frame.x_at(x), floor(low), floor(high)]
                } else {
                    [f64::NAN; 3]
                }
            })
            .collect();
        let whole = |edge: &[f64; 3]| edge.iter().all(|value| value.is_finite());
        let runs = edges.chunk_by(|a, b| whole(a) && whole(b));
        let polygons: Vec<Vec<Point>> = runs
            .filter(|run| run.len() > 1)
            .map(|run| {
                let there = run.iter().map(|&[x, low, _]| (x, low));
                let back = run.iter().rev().map(|&[x, _, high]| (x, high));
                clip::polygon(there.chain(back).collect(), plot)
            })
            .filter(|polygon| polygon.len() > 2)
            .collect();
        if !polygons.is_empty() {
            scene.shapes.push(Shape::Polygons {
                polygons,
                colour: self.colours.colour(&style.key).alpha(BAND_ALPHA),
            });
        }
    }

    fn points(&self, scene: &mut Scene, style: &Style, x: &[f64], y: &[f64]) {
        let radius = (style.radius * self.measures.point).max(0.5);
        let colour = self.colours.colour(&style.key);
        scene.discs(self.inside(x, y), radius, colour);
    }

    /// Ticks as high as most of the distance between two rows.
    fn raster(&self, scene: &mut Scene, style: &Style, x: &[f64], y: &[f64]) {
        let frame = &self.frame;
        let row = (frame.plot.height() / (frame.y.to - frame.y.from)).abs();
        let half = 0.4 * row.clamp(3.5 * self.measures.point, 40.0 * self.measures.point);
        let ticks = self.inside(x, y).into_iter().map(|(x, y)| {
            let (top, bottom) = (y - half, y + half);
            vec![
                (x, top.max(frame.plot.top)),
                (x, bottom.min(frame.plot.bottom)),
            ]
        });
        let width = self.width(style).min(2.0 * half);
        scene.strokes(ticks.collect(), width, self.colours.colour(&style.key));
    }

    fn path(&self, scene: &mut Scene, style: &Style, x: &[f64], y: &[f64]) {
        self.line(scene, style, x, y);
        let (colour, point) = (self.colours.colour(&style.key), self.measures.point);
        let places = self.inside(x, y);
        scene.discs(places, (style.radius * point).max(1.0), colour);
        let plot = self.frame.plot;
        let finite = |place: &Point| plot.contains(*place);
        if let Some(start) = self.places(x, y).find(finite) {
            scene.discs(vec![start], 6.5 * point, colour);
            scene.discs(vec![start], 3.5 * point, WHITE);
        }
        let end = self.places(x, y).filter(finite).last();
        if let Some(end) = end.filter(|_| x.len() > 1) {
            let star = |radius: f64, colour: Colour| Shape::Polygons {
                polygons: vec![star(end, radius)],
                colour,
            };
            scene.shapes.push(star(13.0 * point, WHITE));
            scene.shapes.push(star(10.5 * point, colour));
        }
    }

    fn contours(&self, scene: &mut Scene, samples: Samples<'_>, levels: &[f64]) {
        let colours = colour_bar::level_colours(levels.len());
        for (&level, colour) in levels.iter().zip(colours) {
            let pieces = samples.trace(level).into_iter().flat_map(|(from, to)| {
                let line = [self.frame.at(from.0, from.1), self.frame.at(to.0, to.1)];
                clip::polyline(line, self.frame.plot)
            });
            scene.strokes(
                pieces.collect(),
                1.5 * self.measures.point,
                colour.mix(INK, 0.05),
            );
        }
    }
}

/// The corners of a right-continuous step function: each y runs on to the next x.
fn staircase(x: &[f64], y: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let next = x.iter().skip(1).zip(y);
    let jumps = x.iter().skip(1).zip(y.iter().skip(1));
    let corners = next.zip(jumps).flat_map(|(corner, jump)| [corner, jump]);
    let first = x.first().zip(y.first());
    first
        .into_iter()
        .chain(corners)
        .map(|(&x, &y)| (x, y))
        .unzip()
}

/// A star with five points.
fn star((x, y): Point, radius: f64) -> Vec<Point> {
    (0..10)
        .map(|k| {
            let reach = if k % 2 == 0 { radius } else { 0.45 * radius };
            let (sin, cos) = (PI * f64::from(k) / 5.0).sin_cos();
            (x + reach * sin, y - reach * cos)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::staircase;

    #[test]
    fn each_value_of_a_step_function_holds_until_the_next_place() {
        let (x, y) = staircase(&[1.0, 2.0, 4.0], &[0.0, 0.5, 1.0]);
        assert_eq!(x, [1.0, 2.0, 2.0, 4.0, 4.0]);
        assert_eq!(y, [0.0, 0.0, 0.5, 0.5, 1.0]);
        // A hole breaks the line: nothing is drawn from it or into it but the value before.
        let (x, y) = staircase(&[1.0, f64::NAN, 4.0], &[0.0, 0.5, 1.0]);
        assert!(x[1].is_nan() && x[2].is_nan());
        assert_eq!((x[3], y[3], x[4], y[4]), (4.0, 0.5, 4.0, 1.0));
        assert_eq!(staircase(&[], &[]), (vec![], vec![]));
    }
}
