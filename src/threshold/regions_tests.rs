//! Regions of layers against geometry.

use super::regions::{ConvexPolygon, Point, RegionError, half_plane, triangles, union};
use super::{Network, Unit, Workspace};
use proptest::prelude::*;

/// Whether a point lies in a polygon, by the number of sides that a ray to the right crosses.
fn is_inside(corners: &[Point], [x, y]: Point) -> bool {
    let n = corners.len();
    let crosses = |i: usize| {
        let ([ax, ay], [bx, by]) = (corners[i], corners[(i + 1) % n]);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    (0..n).filter(|i| crosses(*i)).count() % 2 == 1
}

/// The distance of a point from the nearest side.
fn distance(corners: &[Point], [x, y]: Point) -> f64 {
    let n = corners.len();
    let from = |i: usize| {
        let ([ax, ay], [bx, by]) = (corners[i], corners[(i + 1) % n]);
        let (dx, dy) = (bx - ax, by - ay);
        let along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
        let t = along.clamp(0.0, 1.0);
        (ax + t * dx - x).hypot(ay + t * dy - y)
    };
    (0..n).map(from).fold(f64::INFINITY, f64::min)
}

/// Corners at these parts of equal angles around 0, this far away.
fn around(corners: &[(f64, f64)]) -> Vec<Point> {
    let step = std::f64::consts::TAU / corners.len() as f64;
    let corner = |(i, (jitter, radius)): (usize, &(f64, f64))| {
        let angle = step * (i as f64 + jitter);
        [radius * angle.cos(), radius * angle.sin()]
    };
    corners.iter().enumerate().map(corner).collect()
}

fn corners(radii: std::ops::Range<f64>) -> impl Strategy<Value = Vec<Point>> {
    proptest::collection::vec((0.0..0.7, radii), 4..12).prop_map(|corners| around(&corners))
}

fn grid(corners: &[Point]) -> impl Iterator<Item = Point> + '_ {
    (-12..=12)
        .flat_map(|i| (-12..=12).map(move |j| [f64::from(i) / 10.0, f64::from(j) / 10.0]))
        .filter(|point| distance(corners, *point) > 1e-9)
}

proptest! {
    #[test]
    fn two_layers_fire_on_a_convex_polygon(corners in corners(1.0..1.0000001), clockwise: bool) {
        let mut order = corners.clone();
        if clockwise {
            order.reverse();
        }
        let polygon = ConvexPolygon::new(&order).unwrap();
        let (inside, outside) = (polygon.inside(), polygon.outside());
        prop_assert_eq!((inside.layers().len(), outside.layers().len()), (2, 2));
        let mut workspace = Workspace::default();
        for point in grid(&corners) {
            let expected = is_inside(&corners, point);
            prop_assert_eq!(inside.fires(&point, &mut workspace), expected, "{:?}", point);
            prop_assert_eq!(outside.fires(&point, &mut workspace), !expected, "{:?}", point);
        }
    }

    #[test]
    fn three_layers_fire_on_any_polygon(corners in corners(0.2..1.2), clockwise: bool) {
        let mut order = corners.clone();
        if clockwise {
            order.reverse();
        }
        let triangles = triangles(&order).unwrap();
        prop_assert_eq!(triangles.len(), corners.len() - 2);
        let network = union(&triangles).unwrap();
        prop_assert_eq!(network.layers().len(), 3);
        let mut workspace = Workspace::default();
        for point in grid(&corners) {
            let expected = is_inside(&corners, point);
            prop_assert_eq!(network.fires(&point, &mut workspace), expected, "{:?}", point);
        }
    }
}

#[test]
fn one_layer_fires_on_a_half_plane_and_its_edge() {
    let unit = half_plane([0.0, 2.0], 1.0);
    assert!(unit.fires(&[7.0, 0.5]));
    assert!(!unit.fires(&[7.0, 0.49]));
}

#[test]
fn three_layers_fire_on_regions_apart() {
    let square =
        |x: f64| ConvexPolygon::new(&[[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]]).unwrap();
    let network = union(&[square(0.0), square(2.0)]).unwrap();
    assert_eq!(
        network.layers().iter().map(Vec::len).collect::<Vec<_>>(),
        [8, 2, 1]
    );
    let mut workspace = Workspace::default();
    let mut fires = |x: f64| network.fires(&[x, 0.5], &mut workspace);
    assert_eq!(
        [-0.5, 0.5, 1.5, 2.5, 3.5].map(&mut fires),
        [false, true, false, true, false]
    );
    assert_eq!(
        [0.0, 1.0, 2.0, 3.0].map(fires),
        [true; 4],
        "edges belong to it"
    );
    assert_eq!(union(&[]), Err(RegionError::NoRegions));
}

/// The slip "two layers draw convex regions" by hand: OR of two half-planes that face away from each
/// other.
#[test]
fn two_layers_fire_on_two_half_planes_apart() {
    let apart = vec![half_plane([1.0, 0.0], 1.0), half_plane([-1.0, 0.0], 1.0)];
    let network = Network::new(2, vec![apart, vec![Unit::or(2)]]).unwrap();
    let mut workspace = Workspace::default();
    let fires = |x: f64| network.fires(&[x, 0.0], &mut workspace);
    assert_eq!([-2.0, 0.0, 2.0].map(fires), [true, false, true]);
}

/// A dart: the corner (0, 1) turns back. Its area is the triangle's ½·4·3 less the notch's ½·4·1.
#[test]
fn triangles_fill_the_polygon() {
    let dart = [[-2.0, 0.0], [0.0, 1.0], [2.0, 0.0], [0.0, 3.0]];
    let area = |p: &[Point]| {
        let [a, b, c] = [p[0], p[1], p[2]];
        0.5 * ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
    };
    let pieces = triangles(&dart).unwrap();
    let total: f64 = pieces.iter().map(|piece| area(piece.corners())).sum();
    assert_eq!((pieces.len(), total), (2, 4.0));
    // A corner on a side adds no triangle.
    let square = [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
    let total: f64 = triangles(&square)
        .unwrap()
        .iter()
        .map(|piece| area(piece.corners()))
        .sum();
    assert_eq!(total, 4.0);
}

#[test]
fn corners_that_make_no_region_are_told() {
    let told = |corners: &[Point]| ConvexPolygon::new(corners).unwrap_err().to_string();
    assert_eq!(
        told(&[[0.0, 0.0], [1.0, 0.0]]),
        "there are 2 corners; a polygon has at least 3"
    );
    assert_eq!(
        told(&[[0.0, 0.0], [1.0, 0.0], [f64::INFINITY, 1.0]]),
        "corner 3 is (inf, 1); coordinates must be finite"
    );
    assert_eq!(
        told(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]),
        "the polygon has no inside: the area within its sides is 0"
    );
    assert_eq!(
        told(&[[-2.0, 0.0], [0.0, 1.0], [2.0, 0.0], [0.0, 3.0]]),
        "the polygon is not convex at corner 2; each corner must turn the same way"
    );
    // A five-pointed star drawn in one stroke turns left in every corner, but goes round twice.
    let star: Vec<(f64, f64)> = (0..5).map(|i| (f64::from(i), 1.0)).collect();
    assert!(matches!(
        ConvexPolygon::new(&around(&star)),
        Err(RegionError::Crossing { .. })
    ));
    let bow = [[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 1.0]];
    assert_eq!(
        triangles(&bow).unwrap_err().to_string(),
        "side 1 meets side 3; only neighbours may, in their corner"
    );
}
