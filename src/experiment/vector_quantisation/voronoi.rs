//! The borders of the cells in which each of some points is the nearest (Voronoi 1908).

/// Ends of a border.
pub type Segment = [[f64; 2]; 2];

/// The borders between points inside the rectangle from `low` to `high`. The border of two points
/// lies on their bisector, p + t·d; every other point and every side leaves a part of the t.
pub fn borders(points: &[[f64; 2]], low: [f64; 2], high: [f64; 2]) -> Vec<(usize, usize, Segment)> {
    let mut found = Vec::new();
    for (i, a) in points.iter().enumerate() {
        for (j, b) in points.iter().enumerate().skip(i + 1) {
            let p = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
            let d = [a[1] - b[1], b[0] - a[0]];
            let mut range = Range::all();
            for side in 0..2 {
                range.keep(-d[side], p[side] - low[side]);
                range.keep(d[side], high[side] - p[side]);
            }
            for (k, c) in points.iter().enumerate() {
                if k != i && k != j {
                    // ‖x − a‖² ≤ ‖x − c‖² is linear in x: 2 (c − a)·x ≤ ‖c‖² − ‖a‖².
                    let way = [c[0] - a[0], c[1] - a[1]];
                    let squares = c[0] * c[0] + c[1] * c[1] - a[0] * a[0] - a[1] * a[1];
                    let at_p = 2.0 * (way[0] * p[0] + way[1] * p[1]);
                    range.keep(2.0 * (way[0] * d[0] + way[1] * d[1]), squares - at_p);
                }
            }
            if let Some((from, to)) = range.ends() {
                let at = |t: f64| [p[0] + t * d[0], p[1] + t * d[1]];
                found.push((i, j, [at(from), at(to)]));
            }
        }
    }
    found
}

/// The t that are left.
struct Range {
    from: f64,
    to: f64,
}

impl Range {
    fn all() -> Self {
        Range {
            from: f64::NEG_INFINITY,
            to: f64::INFINITY,
        }
    }

    /// Keeps the t with slope·t ≤ room.
    fn keep(&mut self, slope: f64, room: f64) {
        if slope > 0.0 {
            self.to = self.to.min(room / slope);
        } else if slope < 0.0 {
            self.from = self.from.max(room / slope);
        } else if room < 0.0 {
            self.to = f64::NEG_INFINITY;
        }
    }

    fn ends(&self) -> Option<(f64, f64)> {
        (self.from < self.to && self.from.is_finite() && self.to.is_finite())
            .then_some((self.from, self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_corners_part_a_square_by_a_cross() {
        let points = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
        let found = borders(&points, [0.0, 0.0], [1.0, 1.0]);
        let pairs: Vec<(usize, usize)> = found.iter().map(|(i, j, _)| (*i, *j)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (1, 3), (2, 3)]);
        for (_, _, [a, b]) in found {
            // From the middle to the middle of a side.
            assert!([a, b].contains(&[0.5, 0.5]));
            assert_eq!((a[0] - b[0]).abs() + (a[1] - b[1]).abs(), 0.5);
        }
    }

    #[test]
    fn every_border_is_equally_far_from_its_two_and_no_other_is_nearer() {
        let points = [[0.1, 0.3], [0.7, 0.2], [0.5, 0.9], [0.4, 0.45], [0.9, 0.8]];
        let found = borders(&points, [0.0, 0.0], [1.0, 1.0]);
        assert!(found.len() >= 6);
        for (i, j, [a, b]) in found {
            let middle = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
            let far = |k: usize| (points[k][0] - middle[0]).hypot(points[k][1] - middle[1]);
            assert!((far(i) - far(j)).abs() < 1e-12);
            assert!((0..5).all(|k| far(k) > far(i) - 1e-12));
        }
    }
}
