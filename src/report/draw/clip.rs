//! Cutting lines and areas at the edge of a panel (Liang & Barsky 1984; Sutherland & Hodgman 1974),
//! and cutting lines into dashes.

use super::scene::{Point, Rect};

/// The parts of a polyline inside a rectangle. A non-finite point breaks the line.
pub fn polyline(points: impl IntoIterator<Item = Point>, place: Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut previous: Option<Point> = None;
    for point in points {
        if !(point.0.is_finite() && point.1.is_finite()) {
            previous = None;
            continue;
        }
        if let Some((from, to)) = previous.and_then(|from| segment(from, point, place)) {
            match parts.last_mut() {
                // The line goes on only where neither end was cut.
                Some(part) if part.last() == Some(&from) && previous == Some(from) => part.push(to),
                _ => parts.push(vec![from, to]),
            }
        }
        previous = Some(point);
    }
    parts
}

/// The part of a segment inside a rectangle: x = x₀ + t Δx, y = y₀ + t Δy with t from the latest
/// entry to the earliest exit of the four half-planes.
pub fn segment(from: Point, to: Point, place: Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let planes = [
        (-dx, from.0 - place.left),
        (dx, place.right - from.0),
        (-dy, from.1 - place.top),
        (dy, place.bottom - from.1),
    ];
    for (towards, room) in planes {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(room / towards);
        } else {
            leave = leave.min(room / towards);
        }
    }
    let at = |t: f64| (from.0 + t * dx, from.1 + t * dy);
    let start = if enter > 0.0 { at(enter) } else { from };
    let end = if leave < 1.0 { at(leave) } else { to };
    (enter <= leave).then_some((start, end))
}

/// The part of a polygon inside a rectangle: cut by one side after the other.
pub fn polygon(points: Vec<Point>, place: Rect) -> Vec<Point> {
    let points = cut(points, |p| p.0 - place.left);
    let points = cut(points, |p| place.right - p.0);
    let points = cut(points, |p| p.1 - place.top);
    cut(points, |p| place.bottom - p.1)
}

/// Keeps the part where `inside` is not negative.
fn cut(points: Vec<Point>, inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(points.len());
    for (k, &point) in points.iter().enumerate() {
        let next = points[(k + 1) % points.len()];
        let (here, there) = (inside(point), inside(next));
        if here >= 0.0 {
            kept.push(point);
        }
        if (here < 0.0) != (there < 0.0) {
            let t = here / (here - there);
            kept.push((
                point.0 + t * (next.0 - point.0),
                point.1 + t * (next.1 - point.1),
            ));
        }
    }
    kept
}

/// Cuts lines into dashes of length `on` with gaps of length `off`.
pub fn dashes(lines: &[Vec<Point>], on: f64, off: f64) -> Vec<Vec<Point>> {
    lines.iter().flat_map(|line| dash(line, on, off)).collect()
}

fn dash(line: &[Point], on: f64, off: f64) -> Vec<Vec<Point>> {
    let mut parts = Vec::new();
    let mut drawing = true;
    let mut left = on;
    let mut part: Vec<Point> = line.first().copied().into_iter().collect();
    for pair in line.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = (to.0 - from.0).hypot(to.1 - from.1);
        while length > left {
            let t = left / length;
            from = (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
            length -= left;
            part.push(from);
            if drawing {
                parts.push(std::mem::take(&mut part));
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
            part = vec![from];
        }
        left -= length;
        part.push(to);
    }
    if drawing && part.len() > 1 {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACE: Rect = Rect {
        left: 10.0,
        top: 20.0,
        right: 110.0,
        bottom: 80.0,
    };

    fn point() -> impl Strategy<Value = Point> {
        (-200.0..300.0_f64, -200.0..300.0_f64)
    }

    fn length(lines: &[Vec<Point>]) -> f64 {
        lines
            .iter()
            .flat_map(|line| line.windows(2))
            .map(|p| (p[1].0 - p[0].0).hypot(p[1].1 - p[0].1))
            .sum()
    }

    proptest! {
        #[test]
        fn what_is_kept_lies_inside_and_nothing_inside_is_lost(a in point(), b in point()) {
            let kept = segment(a, b, PLACE);
            if let Some((from, to)) = kept {
                for (x, y) in [from, to] {
                    prop_assert!((9.999..110.001).contains(&x) && (19.999..80.001).contains(&y));
                }
            }
            for k in 0..=50 {
                let t = f64::from(k) / 50.0;
                let p = (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1));
                prop_assert!(!PLACE.contains(p) || kept.is_some());
            }
        }

        #[test]
        fn a_line_inside_stays_whole(points in prop::collection::vec((10.0..110.0_f64, 20.0..80.0_f64), 2..20)) {
            prop_assert_eq!(polyline(points.clone(), PLACE), vec![points]);
        }

        #[test]
        fn dashes_cover_their_share_of_a_line(on in 1.0..9.0_f64, off in 1.0..9.0_f64, bend in point()) {
            let line = vec![vec![(0.0, 0.0), bend, (400.0, 400.0)]];
            let expected = length(&line) * on / (on + off);
            prop_assert!((length(&dashes(&line, on, off)) - expected).abs() <= on);
        }
    }

    #[test]
    fn a_line_that_leaves_and_returns_becomes_two_and_nan_breaks_it() {
        let outside = vec![(20.0, 50.0), (20.0, 0.0), (60.0, 0.0), (60.0, 50.0)];
        let parts = polyline(outside, PLACE);
        assert_eq!(
            parts,
            vec![
                vec![(20.0, 50.0), (20.0, 20.0)],
                vec![(60.0, 20.0), (60.0, 50.0)],
            ]
        );
        let broken = vec![
            (20.0, 50.0),
            (30.0, 50.0),
            (f64::NAN, 50.0),
            (40.0, 50.0),
            (50.0, 50.0),
        ];
        assert_eq!(polyline(broken, PLACE).len(), 2);
    }

    #[test]
    fn a_polygon_larger_than_the_place_becomes_the_place() {
        let large = vec![(0.0, 0.0), (500.0, 0.0), (500.0, 500.0), (0.0, 500.0)];
        let mut corners = polygon(large, PLACE);
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(
            corners,
            vec![(10.0, 20.0), (10.0, 80.0), (110.0, 20.0), (110.0, 80.0)]
        );
    }
}
