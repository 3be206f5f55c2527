//! Lines of equal value over a grid of samples: marching squares (Lorensen & Cline 1987 in two
//! dimensions) with linear interpolation along the edges of each square.

use super::scene::Point;

/// Samples at evenly spaced points, first and last on the edges: `z[row * columns + column]`.
#[derive(Clone, Copy, Debug)]
pub struct Samples<'a> {
    pub columns: usize,
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub z: &'a [f64],
}

impl Samples<'_> {
    fn rows(&self) -> usize {
        self.z.len().checked_div(self.columns).unwrap_or(0)
    }

    fn point(&self, column: f64, row: f64) -> Point {
        let along = |(from, to): (f64, f64), index: f64, count: usize| {
            from + (to - from) * index / (count - 1) as f64
        };
        (
            along(self.x, column, self.columns),
            along(self.y, row, self.rows()),
        )
    }

    /// The pieces of the line z = `level`, one or two in each square it crosses. Squares with a
    /// non-finite corner are left out.
    pub fn trace(&self, level: f64) -> Vec<(Point, Point)> {
        let mut pieces = Vec::new();
        if self.columns < 2 || self.rows() < 2 {
            return pieces;
        }
        for row in 0..self.rows() - 1 {
            for column in 0..self.columns - 1 {
                let below = &self.z[row * self.columns + column..][..2];
                let above = &self.z[(row + 1) * self.columns + column..][..2];
                // Corners counter-clockwise from the lower left.
                let corners = [below[0], below[1], above[1], above[0]];
                if corners.iter().all(|z| z.is_finite()) {
                    for (from, to) in square(corners, level) {
                        let place = |(x, y): Point| self.point(column as f64 + x, row as f64 + y);
                        pieces.push((place(from), place(to)));
                    }
                }
            }
        }
        pieces
    }
}

/// The line through one unit square, whose corners are numbered counter-clockwise.
fn square(corners: [f64; 4], level: f64) -> Vec<(Point, Point)> {
    const PLACES: [Point; 4] = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
    let crossings: Vec<Point> = (0..4)
        .filter_map(|k| {
            let next = (k + 1) % 4;
            let (a, b) = (corners[k], corners[next]);
            ((a < level) != (b < level)).then(|| {
                let t = (level - a) / (b - a);
                let (from, to) = (PLACES[k], PLACES[next]);
                (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1))
            })
        })
        .collect();
    match crossings[..] {
        [a, b] => vec![(a, b)],
        // A saddle: edge k joins edge k + 1 around the corner that the middle does not side with.
        [a, b, c, d] => {
            let middle = corners.iter().sum::<f64>() / 4.0;
            if (middle < level) == (corners[0] < level) {
                vec![(a, b), (c, d)]
            } else {
                vec![(d, a), (b, c)]
            }
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    #[test]
    fn the_level_set_of_a_paraboloid_is_a_circle() {
        let side = 81;
        let z: Vec<f64> = (0..side * side)
            .map(|k| {
                let at = |k: usize| -2.0 + 4.0 * k as f64 / (side - 1) as f64;
                at(k % side).powi(2) + at(k / side).powi(2)
            })
            .collect();
        let samples = Samples {
            columns: side,
            x: (-2.0, 2.0),
            y: (-2.0, 2.0),
            z: &z,
        };
        let radius = 1.5_f64;
        let pieces = samples.trace(radius * radius);
        let mut length = 0.0;
        for (a, b) in &pieces {
            // Linear interpolation misses the circle by at most h²/(8r) inwards.
            assert!((a.0.hypot(a.1) - radius).abs() < 1e-3);
            length += (b.0 - a.0).hypot(b.1 - a.1);
        }
        assert!((length - TAU * radius).abs() < 1e-2, "{length}");
    }

    #[test]
    fn a_saddle_gives_two_lines_around_the_corners_that_differ_from_the_middle() {
        // Corners 0 and 2 are high, the middle is low: each high corner is cut off.
        let lines = square([1.0, -1.5, 1.0, -1.5], 0.0);
        assert_eq!(lines.len(), 2);
        for (from, to) in lines {
            let near_low = |p: Point| (p.0 - 1.0).hypot(p.1).min(p.0.hypot(p.1 - 1.0));
            let near_high = |p: Point| p.0.hypot(p.1).min((p.0 - 1.0).hypot(p.1 - 1.0));
            let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            assert!(near_high(middle) < near_low(middle));
        }
    }

    #[test]
    fn squares_without_numbers_have_no_line() {
        let z = [0.0, 1.0, f64::NAN, 1.0];
        let samples = Samples {
            columns: 2,
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            z: &z,
        };
        assert!(samples.trace(0.5).is_empty());
    }
}
