//! The sets of the plane that the networks are to cut out, told apart from any network: which points
//! lie in them.

use crate::threshold::regions::Point;

/// A set of points of the plane.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// n·x ≥ c.
    HalfPlane {
        /// n.
        normal: Point,
        /// c.
        offset: f64,
    },
    /// Points within any of the polygons.
    Union(Vec<Vec<Point>>),
}

impl Shape {
    /// Whether a point lies in the set.
    pub fn contains(&self, point: Point) -> bool {
        match self {
            Shape::HalfPlane { normal, offset } => {
                normal[0] * point[0] + normal[1] * point[1] >= *offset
            }
            Shape::Union(polygons) => polygons.iter().any(|polygon| is_within(polygon, point)),
        }
    }

    /// The closed outlines of the polygons; nothing for a half-plane.
    pub fn outlines(&self) -> Vec<Vec<Point>> {
        match self {
            Shape::HalfPlane { .. } => Vec::new(),
            Shape::Union(polygons) => {
                let closed = |polygon: &Vec<Point>| {
                    let corners = polygon.iter().chain(polygon.first());
                    corners.copied().collect()
                };
                polygons.iter().map(closed).collect()
            }
        }
    }
}

/// The even–odd rule: a ray from the point to the right crosses the sides an odd number of times.
fn is_within(corners: &[Point], [x, y]: Point) -> bool {
    let n = corners.len();
    let crosses = |i: &usize| {
        let ([x1, y1], [x2, y2]) = (corners[*i], corners[(i + 1) % n]);
        (y1 > y) != (y2 > y) && x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
    };
    (0..n).filter(crosses).count() % 2 == 1
}

/// The least convex polygon around the points, counter-clockwise (Andrew 1979, Inf. Process. Lett.
/// 9:216): the smallest set around them that an AND of half-planes can draw.
pub fn convex_hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    sorted.dedup();
    let mut hull = chain(sorted.iter().copied());
    let upper = chain(sorted.iter().rev().copied());
    hull.pop();
    hull.extend(upper);
    hull.pop();
    hull
}

/// Points of which every three in a row turn left.
fn chain(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for r in points {
        while let [.., p, q] = chain[..] {
            if (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]) > 0.0 {
                break;
            }
            chain.pop();
        }
        chain.push(r);
    }
    chain
}
