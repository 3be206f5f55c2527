//! Antialiasing: which share of each pixel lies inside some polygons.
//!
//! Each edge of a polygon adds its signed area to the pixels it crosses and its height to all
//! pixels right of them; the running sum along a row is then the winding number times the covered
//! share (Levien's font-rs accumulation buffer). Strokes are sums of polygons of one orientation,
//! so where they overlap the sum exceeds 1 and is cut there: a line that crosses itself has no
//! holes and no dark spots.

use super::scene::Point;
use std::f64::consts::TAU;

/// An accumulation buffer over the rectangle of pixels from `left`, `top`.
pub struct Coverage {
    left: i32,
    top: i32,
    width: usize,
    height: usize,
    sums: Vec<f32>,
    /// The touched columns of each row, from the first to before the last: most marks leave most
    /// of their rectangle empty.
    touched: Vec<(usize, usize)>,
}

impl Coverage {
    /// The coverage of the parts of polygons that lie on a canvas of `width` by `height` pixels.
    pub fn of(polygons: &[Vec<Point>], width: u32, height: u32) -> Self {
        let mut low = (f64::from(width), f64::from(height));
        let mut high = (0.0_f64, 0.0_f64);
        for &(x, y) in polygons.iter().flatten() {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        let edge = |value: f64, limit: u32| value.clamp(0.0, f64::from(limit));
        let (left, top) = (edge(low.0, width).floor(), edge(low.1, height).floor());
        let (right, bottom) = (edge(high.0, width).ceil(), edge(high.1, height).ceil());
        let mut coverage = Coverage {
            left: left as i32,
            top: top as i32,
            width: (right - left).max(0.0) as usize,
            height: (bottom - top).max(0.0) as usize,
            sums: Vec::new(),
            touched: Vec::new(),
        };
        // One column more takes what edges add right of the last pixel.
        coverage.sums = vec![0.0; (coverage.width + 1) * coverage.height];
        coverage.touched = vec![(coverage.width, 0); coverage.height];
        for polygon in polygons {
            for (k, &from) in polygon.iter().enumerate() {
                coverage.edge(from, polygon[(k + 1) % polygon.len()]);
            }
        }
        coverage
    }

    fn edge(&mut self, from: Point, to: Point) {
        let place = |(x, y): Point| {
            (
                (x - f64::from(self.left)) as f32,
                (y - f64::from(self.top)) as f32,
            )
        };
        let (from, to) = (place(from), place(to));
        let (sign, (x0, y0), (x1, y1)) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        let (first, last) = (y0.max(0.0), y1.min(self.height as f32));
        if last <= first {
            return;
        }
        let slope = (x1 - x0) / (y1 - y0);
        for row in first as usize..(last.ceil() as usize) {
            let (upper, lower) = ((row as f32).max(first), (row as f32 + 1.0).min(last));
            let (a, b) = (x0 + (upper - y0) * slope, x0 + (lower - y0) * slope);
            self.span(row, a.min(b), a.max(b), sign * (lower - upper));
        }
    }

    /// Adds an edge of height `rise` that crosses one row from `a` to `b`, spread evenly.
    fn span(&mut self, row: usize, a: f32, b: f32, rise: f32) {
        let limit = self.width as f32;
        let (a, b) = (a.clamp(0.0, limit), b.clamp(0.0, limit));
        let first = a as usize;
        let (left, right) = &mut self.touched[row];
        (*left, *right) = ((*left).min(first), (*right).max(b as usize + 2));
        let row = &mut self.sums[row * (self.width + 1)..(row + 1) * (self.width + 1)];
        if b <= first as f32 + 1.0 {
            let share = 0.5 * (a + b) - first as f32;
            row[first] += rise * (1.0 - share);
            if first + 1 < row.len() {
                row[first + 1] += rise * share;
            }
            return;
        }
        // Between x and x + 1 the edge rises rise/(b − a); `area` is what lies right of it so far.
        let steep = rise / (b - a);
        let mut before = 0.0;
        let end = b.ceil() as usize;
        for (column, sum) in row.iter_mut().enumerate().take(end).skip(first) {
            let (from, to) = (a.max(column as f32), b.min(column as f32 + 1.0));
            let area = steep * (to - from) * (column as f32 + 1.0 - 0.5 * (from + to))
                + steep * (from - a);
            *sum += area - before;
            before = area;
        }
        if end < row.len() {
            row[end] += rise - before;
        }
    }

    /// Calls `paint` with the place and covered share (above 0, at most 1) of each touched pixel.
    pub fn for_each(&self, mut paint: impl FnMut(i32, i32, f64)) {
        for row in 0..self.height {
            let mut sum = 0.0_f32;
            let sums = &self.sums[row * (self.width + 1)..][..self.width];
            // Polygons are closed: right of the last edge nothing is covered.
            let (left, right) = self.touched[row];
            for (column, &change) in sums.iter().enumerate().take(right).skip(left) {
                sum += change;
                let share = sum.abs().min(1.0);
                // Less than half a grey level is not seen; rounding leaves such traces.
                if share > 0.002 {
                    paint(
                        self.left + column as i32,
                        self.top + row as i32,
                        f64::from(share),
                    );
                }
            }
        }
    }
}

/// The outline of a stroke: a quadrangle for each segment and a disc at each visible bend.
pub fn stroke(lines: &[Vec<Point>], width: f64) -> Vec<Vec<Point>> {
    let half = width / 2.0;
    let mut polygons = Vec::new();
    for line in lines {
        let mut previous: Option<(f64, f64)> = None;
        for pair in line.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = (x1 - x0).hypot(y1 - y0);
            if length == 0.0 {
                continue;
            }
            let along = ((x1 - x0) / length, (y1 - y0) / length);
            let (nx, ny) = (-along.1 * half, along.0 * half);
            polygons.push(vec![
                (x0 - nx, y0 - ny),
                (x1 - nx, y1 - ny),
                (x1 + nx, y1 + ny),
                (x0 + nx, y0 + ny),
            ]);
            let bend = previous.is_some_and(|p| p.0 * along.0 + p.1 * along.1 < 0.99);
            if bend {
                polygons.push(disc((x0, y0), half));
            }
            previous = Some(along);
        }
    }
    polygons
}

/// A circle as a polygon, fine enough for its size, wound like the quadrangles of [`stroke`].
pub fn disc((x, y): Point, radius: f64) -> Vec<Point> {
    let corners = ((radius * 4.0).ceil() as usize).clamp(8, 64);
    (0..corners)
        .map(|k| {
            let (sin, cos) = (TAU * k as f64 / corners as f64).sin_cos();
            (x + radius * cos, y + radius * sin)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(polygons: &[Vec<Point>]) -> f64 {
        let mut sum = 0.0;
        Coverage::of(polygons, 100, 100).for_each(|_, _, share| sum += share);
        sum
    }

    #[test]
    fn the_covered_shares_add_up_to_the_area() {
        let triangle = vec![(10.3, 20.2), (70.9, 33.3), (25.5, 80.75)];
        let area = 0.5 * ((70.9 - 10.3) * (80.75 - 20.2) - (25.5 - 10.3) * (33.3 - 20.2_f64)).abs();
        assert!((total(&[triangle]) - area).abs() < 0.2);
        let circle = disc((50.0, 50.0), 20.0);
        let exact = std::f64::consts::PI * 400.0;
        assert!((total(&[circle]) - exact).abs() < 0.005 * exact);
    }

    #[test]
    fn overlap_of_a_stroke_with_itself_is_painted_once() {
        let cross = vec![
            vec![(10.0, 50.0), (90.0, 50.0)],
            vec![(50.0, 90.0), (50.0, 10.0)],
        ];
        let area = total(&stroke(&cross, 4.0));
        assert!((area - (2.0 * 80.0 * 4.0 - 16.0)).abs() < 0.5, "{area}");
    }

    #[test]
    fn what_lies_outside_the_canvas_is_left_out() {
        let mut places = Vec::new();
        let large = vec![(-50.0, 90.0), (150.0, 90.0), (150.0, 250.0), (-50.0, 250.0)];
        Coverage::of(&[large], 100, 100).for_each(|x, y, share| places.push((x, y, share)));
        assert_eq!(places.len(), 1000);
        assert!(places.iter().all(|&(x, y, share)| {
            (0..100).contains(&x) && (90..100).contains(&y) && share == 1.0
        }));
    }
}
