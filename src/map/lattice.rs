//! Where the units of a map sit.

/// How units touch each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topology {
    /// Unit (row, column) sits at (x, y) = (column, row).
    Rectangular,
    /// Rows √3/2 apart, every second one (1, 3 …) shifted by ½ to the right: the six neighbours of
    /// a unit are all at distance 1.
    Hexagonal,
}

/// Which units of a rectangular lattice are neighbours; on a hexagonal one both mean the six.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjacency {
    /// The four whose squares share an edge with the unit's, at distance 1.
    Edges,
    /// The eight that share an edge or a corner, at distance √2 or less (MiniSom counts so).
    Corners,
}

impl Adjacency {
    /// The largest d² of neighbours, with room for rounding.
    fn reach_squared(self, topology: Topology) -> f64 {
        match (self, topology) {
            (Adjacency::Corners, Topology::Rectangular) => 2.01,
            _ => 1.01,
        }
    }
}

/// A lattice of `rows` × `columns` units, numbered row by row; with one row it is a chain.
///
/// ```
/// use galvani::map::{Adjacency, Lattice, Topology};
/// let lattice = Lattice::new(Topology::Hexagonal, 3, 3);
/// // Around the middle: two of its own row, two above and two below.
/// let around: Vec<usize> = lattice.neighbours(4, Adjacency::Edges).collect();
/// assert_eq!(around, [1, 2, 3, 5, 7, 8]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lattice {
    topology: Topology,
    rows: usize,
    columns: usize,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Lattice {
    /// # Panics
    /// When there is no row or no column.
    pub fn new(topology: Topology, rows: usize, columns: usize) -> Self {
        assert!(rows > 0 && columns > 0, "a lattice of {rows} × {columns}");
        let (height, shift) = match topology {
            Topology::Rectangular => (1.0, 0.0),
            Topology::Hexagonal => (0.75_f64.sqrt(), 0.5),
        };
        let units = 0..rows * columns;
        let row = |unit: usize| unit / columns;
        Lattice {
            topology,
            rows,
            columns,
            x: units
                .clone()
                .map(|unit| (unit % columns) as f64 + (row(unit) % 2) as f64 * shift)
                .collect(),
            y: units.map(|unit| row(unit) as f64 * height).collect(),
        }
    }

    /// A chain of units at distance 1.
    pub fn chain(units: usize) -> Self {
        Self::new(Topology::Rectangular, 1, units)
    }

    /// How units touch each other.
    pub fn topology(&self) -> Topology {
        self.topology
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Number of units.
    pub fn units(&self) -> usize {
        self.x.len()
    }

    /// (x, y) of a unit, in distances of neighbours.
    pub fn position(&self, unit: usize) -> (f64, f64) {
        (self.x[unit], self.y[unit])
    }

    /// The x and the y of all units.
    pub(super) fn coordinates(&self) -> (&[f64], &[f64]) {
        (&self.x, &self.y)
    }

    /// d² = (x_i − x_j)² + (y_i − y_j)² on the lattice.
    pub fn distance_squared(&self, i: usize, j: usize) -> f64 {
        let (x, y) = (self.x[i] - self.x[j], self.y[i] - self.y[j]);
        x * x + y * y
    }

    /// Whether two units touch; no unit touches itself.
    pub fn are_neighbours(&self, i: usize, j: usize, adjacency: Adjacency) -> bool {
        i != j && self.distance_squared(i, j) < adjacency.reach_squared(self.topology)
    }

    /// The units that touch a unit, in ascending order.
    pub fn neighbours(&self, unit: usize, adjacency: Adjacency) -> impl Iterator<Item = usize> {
        // Neighbours stand in the rows beside the unit's, one column away at most.
        let (row, column) = (unit / self.columns, unit % self.columns);
        let rows = row.saturating_sub(1)..(row + 2).min(self.rows);
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        rows.flat_map(move |row| {
            columns
                .clone()
                .map(move |column| row * self.columns + column)
        })
        .filter(move |&other| self.are_neighbours(unit, other, adjacency))
    }

    /// Every pair of neighbours once, the lower number first.
    pub fn edges(&self, adjacency: Adjacency) -> impl Iterator<Item = (usize, usize)> {
        (0..self.units()).flat_map(move |i| {
            let later = self.neighbours(i, adjacency).filter(move |&j| j > i);
            later.map(move |j| (i, j))
        })
    }

    /// The longest distance between two units' positions along x or y, the size by which starting
    /// radii are chosen (half of it, say).
    pub fn extent(&self) -> f64 {
        let longest = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        longest(&self.x).max(longest(&self.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn count(lattice: &Lattice, unit: usize, adjacency: Adjacency) -> usize {
        lattice.neighbours(unit, adjacency).count()
    }

    #[test]
    fn inner_units_have_four_eight_or_six_neighbours_and_corners_fewer() {
        let square = Lattice::new(Topology::Rectangular, 5, 7);
        assert_eq!(count(&square, 16, Adjacency::Edges), 4);
        assert_eq!(count(&square, 16, Adjacency::Corners), 8);
        assert_eq!(count(&square, 0, Adjacency::Edges), 2);
        assert_eq!(count(&square, 0, Adjacency::Corners), 3);
        let hexagonal = Lattice::new(Topology::Hexagonal, 5, 7);
        for unit in [16, 23] {
            assert_eq!(count(&hexagonal, unit, Adjacency::Edges), 6);
            for other in hexagonal.neighbours(unit, Adjacency::Corners) {
                assert_relative_eq!(
                    hexagonal.distance_squared(unit, other),
                    1.0,
                    epsilon = 1e-14
                );
            }
        }
        assert_eq!(count(&hexagonal, 0, Adjacency::Edges), 2);
        assert_eq!(count(&hexagonal, 7, Adjacency::Edges), 5);
    }

    #[test]
    fn neighbours_near_by_are_all_neighbours() {
        for topology in [Topology::Rectangular, Topology::Hexagonal] {
            let lattice = Lattice::new(topology, 6, 5);
            for adjacency in [Adjacency::Edges, Adjacency::Corners] {
                for unit in 0..lattice.units() {
                    let near: Vec<usize> = lattice.neighbours(unit, adjacency).collect();
                    let all = (0..lattice.units())
                        .filter(|&other| lattice.are_neighbours(unit, other, adjacency));
                    assert_eq!(near, all.collect::<Vec<_>>());
                }
            }
        }
    }

    /// r(c − 1) + c(r − 1) edges of squares; (r − 1)(c − 1) more rows of diagonals in a hexagonal
    /// lattice.
    #[test]
    fn edges_are_counted_once() {
        let square = Lattice::new(Topology::Rectangular, 4, 5);
        assert_eq!(square.edges(Adjacency::Edges).count(), 4 * 4 + 5 * 3);
        let hexagonal = Lattice::new(Topology::Hexagonal, 4, 5);
        assert_eq!(
            hexagonal.edges(Adjacency::Edges).count(),
            4 * 4 + 5 * 3 + 3 * 4
        );
        assert_eq!(Lattice::chain(9).edges(Adjacency::Edges).count(), 8);
    }
}
