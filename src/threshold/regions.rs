//! What one, two and three layers of threshold units cut out of the plane, built by hand.
//!
//! ```text
//! one layer      a half-plane                n·x ≥ c
//! two layers     a convex region             AND of half-planes
//! three layers   any union of such regions   OR of ANDs
//! ```
//!
//! Every polygon is a union of triangles ([`triangles`]), so three layers draw any polygon and come as
//! near as one likes to any region. That two layers draw convex regions only, as is often said, holds of
//! the AND alone: their OR or NAND draws others ([`ConvexPolygon::outside`]), and trained networks of two
//! layers separate disconnected sets (Makhoul, El-Jaroudi & Schwartz 1989, Proc. IJCNN 1:455).
//!
//! Source: Lippmann 1987, IEEE ASSP Magazine 4(2):4–22, fig. 14.

use super::{Network, Unit};

/// A point of the plane, or a vector.
pub type Point = [f64; 2];

/// Corners that do not make a region.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RegionError {
    /// Too few corners.
    #[error("there are {found} corners; a polygon has at least 3")]
    Corners {
        /// Corners found.
        found: usize,
    },
    /// A coordinate that is none.
    #[error("corner {corner} is ({x}, {y}); coordinates must be finite")]
    NotFinite {
        /// Which corner, counted from 1.
        corner: usize,
        /// Its first coordinate.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// A corner that turns the wrong way, or not at all.
    #[error("the polygon is not convex at corner {corner}; each corner must turn the same way")]
    NotConvex {
        /// Which corner, counted from 1.
        corner: usize,
    },
    /// Sides that cross or touch.
    #[error("side {first} meets side {second}; only neighbours may, in their corner")]
    Crossing {
        /// One side, from the corner of this number, counted from 1.
        first: usize,
        /// The other one.
        second: usize,
    },
    /// All corners on one line, or two halves that go around opposite ways.
    #[error("the polygon has no inside: the area within its sides is 0")]
    Flat,
    /// No region at all.
    #[error("there are no regions; a union needs at least one")]
    NoRegions,
}

/// The unit that fires where n·x ≥ c: on the side of a line to which n points.
pub fn half_plane(normal: Point, c: f64) -> Unit {
    Unit::new(normal.to_vec(), c)
}

/// A polygon whose corners all turn left.
#[derive(Clone, Debug, PartialEq)]
pub struct ConvexPolygon {
    corners: Vec<Point>,
}

impl ConvexPolygon {
    /// Of corners in their order around it, either way.
    ///
    /// ```
    /// use galvani::threshold::{Workspace, regions::ConvexPolygon};
    /// let triangle = ConvexPolygon::new(&[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]])?;
    /// let network = triangle.inside();
    /// let mut workspace = Workspace::default();
    /// assert!(network.fires(&[1.0, 1.0], &mut workspace));
    /// assert!(!network.fires(&[3.0, 3.0], &mut workspace));
    /// # Ok::<(), galvani::threshold::regions::RegionError>(())
    /// ```
    ///
    /// # Errors
    /// When there are fewer than 3, one is not finite, one does not turn as the others do, or they go
    /// around more than once.
    pub fn new(corners: &[Point]) -> Result<Self, RegionError> {
        let area = area(corners)?;
        let turns_as_all = |i: &usize| {
            let [p, q, r] = around(corners, *i);
            turn(p, q, r) * area > 0.0
        };
        if let Some(i) = (0..corners.len()).find(|i| !turns_as_all(i)) {
            return Err(RegionError::NotConvex { corner: i + 1 });
        }
        check_sides(corners)?;
        let corners = counter_clockwise(corners, area);
        Ok(ConvexPolygon { corners })
    }

    /// The corners, counter-clockwise.
    pub fn corners(&self) -> &[Point] {
        &self.corners
    }

    /// A unit for each side, which fires on the polygon's side of it: (−Δy, Δx)·x ≥ (−Δy, Δx)·p.
    pub fn half_planes(&self) -> impl Iterator<Item = Unit> + '_ {
        let n = self.corners.len();
        (0..n).map(move |i| {
            let (p, q) = (self.corners[i], self.corners[(i + 1) % n]);
            let normal = [p[1] - q[1], q[0] - p[0]];
            half_plane(normal, normal[0] * p[0] + normal[1] * p[1])
        })
    }

    /// Two layers that fire on the polygon and its edge: the AND of its half-planes.
    pub fn inside(&self) -> Network {
        self.gate(Unit::and(self.corners.len()))
    }

    /// Two layers that fire off the polygon, which is no convex region: the NAND of its half-planes.
    pub fn outside(&self) -> Network {
        self.gate(Unit::nand(self.corners.len()))
    }

    fn gate(&self, gate: Unit) -> Network {
        Network::new(2, vec![self.half_planes().collect(), vec![gate]])
            .expect("the gate has an input for each side")
    }
}

/// Three layers that fire on any of the polygons: all half-planes, an AND for each polygon with
/// weights 0 for the sides of others, and the OR of these.
///
/// # Errors
/// When there is no polygon.
pub fn union(polygons: &[ConvexPolygon]) -> Result<Network, RegionError> {
    let sides: Vec<Unit> = polygons
        .iter()
        .flat_map(ConvexPolygon::half_planes)
        .collect();
    let mut first = 0;
    let mut ands = Vec::with_capacity(polygons.len());
    for polygon in polygons {
        let own = polygon.corners.len();
        let mut weights = vec![0.0; sides.len()];
        weights[first..first + own].fill(1.0);
        ands.push(Unit::new(weights, own as f64));
        first += own;
    }
    let or = Unit::or(polygons.len());
    Network::new(2, vec![sides, ands, vec![or]]).ok_or(RegionError::NoRegions)
}

/// Cuts a polygon whose sides do not cross, convex or not, into triangles, so that [`union`] draws it:
/// ears are clipped one by one (Meisters 1975, Am. Math. Monthly 82:648).
///
/// # Errors
/// When there are fewer than 3 corners, one is not finite, two sides meet that are no neighbours, or
/// all lie on one line.
pub fn triangles(corners: &[Point]) -> Result<Vec<ConvexPolygon>, RegionError> {
    let area = area(corners)?;
    check_sides(corners)?;
    let mut corners = counter_clockwise(corners, area);
    let mut triangles = Vec::with_capacity(corners.len() - 2);
    while corners.len() >= 3 {
        // A polygon whose sides do not cross has an ear; rounding alone could hide it.
        let ear = (0..corners.len()).find(|i| is_ear(&corners, *i));
        let i = ear.ok_or(RegionError::Flat)?;
        let [p, q, r] = around(&corners, i);
        if turn(p, q, r) > 0.0 {
            let corners = vec![p, q, r];
            triangles.push(ConvexPolygon { corners });
        }
        corners.remove(i);
    }
    Ok(triangles)
}

/// Whether corner i can go: it lies on the line of its neighbours, or it turns left and no other
/// corner lies in the triangle of the three.
fn is_ear(corners: &[Point], i: usize) -> bool {
    let [p, q, r] = around(corners, i);
    let bend = turn(p, q, r);
    let is_in = |x: &Point| {
        let is_other = *x != p && *x != q && *x != r;
        is_other && turn(p, q, *x) >= 0.0 && turn(q, r, *x) >= 0.0 && turn(r, p, *x) >= 0.0
    };
    bend == 0.0 || bend > 0.0 && !corners.iter().any(is_in)
}

fn around(corners: &[Point], i: usize) -> [Point; 3] {
    let n = corners.len();
    [corners[(i + n - 1) % n], corners[i], corners[(i + 1) % n]]
}

/// Above 0 where the way p → q → r turns left, 0 where it goes straight: twice the triangle's area.
fn turn(p: Point, q: Point, r: Point) -> f64 {
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
}

/// Twice the area within the corners, below 0 where they go around clockwise.
fn area(corners: &[Point]) -> Result<f64, RegionError> {
    if corners.len() < 3 {
        let found = corners.len();
        return Err(RegionError::Corners { found });
    }
    let is_wrong = |[x, y]: &Point| !(x.is_finite() && y.is_finite());
    if let Some(i) = corners.iter().position(is_wrong) {
        let ([x, y], corner) = (corners[i], i + 1);
        return Err(RegionError::NotFinite { corner, x, y });
    }
    let pairs = corners.windows(2);
    let area: f64 = pairs.map(|pair| turn(corners[0], pair[0], pair[1])).sum();
    if area == 0.0 {
        return Err(RegionError::Flat);
    }
    Ok(area)
}

/// The corners with the inside on the left.
fn counter_clockwise(corners: &[Point], area: f64) -> Vec<Point> {
    let mut corners = corners.to_vec();
    if area < 0.0 {
        corners.reverse();
    }
    corners
}

/// An error unless sides meet only in the corner between neighbours.
fn check_sides(corners: &[Point]) -> Result<(), RegionError> {
    let n = corners.len();
    let side = |i: usize| (corners[i], corners[(i + 1) % n]);
    for i in 0..n {
        for j in i + 2..n {
            let are_neighbours = i == 0 && j == n - 1;
            if !are_neighbours && meet(side(i), side(j)) {
                let (first, second) = (i + 1, j + 1);
                return Err(RegionError::Crossing { first, second });
            }
        }
    }
    Ok(())
}

/// Whether two segments have a point in common.
fn meet((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let is_split = |p: Point, q: Point, x: Point, y: Point| {
        let (x, y) = (turn(p, q, x), turn(p, q, y));
        x <= 0.0 && y >= 0.0 || x >= 0.0 && y <= 0.0
    };
    let overlap = |axis: usize| {
        let low = a[axis].min(b[axis]).max(c[axis].min(d[axis]));
        low <= a[axis].max(b[axis]).min(c[axis].max(d[axis]))
    };
    is_split(a, b, c, d) && is_split(c, d, a, b) && overlap(0) && overlap(1)
}
