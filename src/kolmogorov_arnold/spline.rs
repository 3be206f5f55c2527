//! Cubic B-splines on equal intervals.
//!
//! On [low, high] with G intervals of width h the knots are low + (m − 3) h, three more on either side;
//! Bₘ, m = 0 … G + 2, is not 0 on four intervals only. With u the part of its interval that lies before x,
//! the four that are not 0 at x are
//!
//! ```text
//! (1 − u)³/6,  (3u³ − 6u² + 4)/6,  (−3u³ + 3u² + 3u + 1)/6,  u³/6
//! ```
//!
//! Within [low, high] they sum to 1; beyond it they fade to 0 over three intervals.

/// Equal intervals on which splines live.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Where the first interval begins.
    pub low: f64,
    /// Where the last one ends.
    pub high: f64,
    /// G.
    pub intervals: usize,
}

/// The B-splines that are not 0 at a point: numbers `first` … `first + 3`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// May be below 0 or beyond the last one: such splines do not exist.
    pub first: isize,
    /// Their values.
    pub values: [f64; 4],
    /// Their derivatives.
    pub slopes: [f64; 4],
}

impl Grid {
    /// G + 3.
    pub fn splines(&self) -> usize {
        self.intervals + 3
    }

    /// The splines at x.
    ///
    /// ```
    /// use galvani::kolmogorov_arnold::Grid;
    /// let grid = Grid { low: 0.0, high: 2.0, intervals: 2 };
    /// // At a knot: 1/6, 2/3, 1/6.
    /// assert_eq!(grid.at(1.0).values, [1.0 / 6.0, 4.0 / 6.0, 1.0 / 6.0, 0.0]);
    /// ```
    pub fn at(&self, x: f64) -> Local {
        let scale = self.intervals as f64 / (self.high - self.low);
        let place = (x - self.low) * scale;
        let cell = place.floor();
        let (u, v) = (place - cell, 1.0 - (place - cell));
        let (u2, v2) = (u * u, v * v);
        Local {
            // Far away the cast saturates, where no spline is left.
            first: cell as isize,
            values: [
                v2 * v / 6.0,
                (3.0 * u2 * u - 6.0 * u2 + 4.0) / 6.0,
                (-3.0 * u2 * u + 3.0 * u2 + 3.0 * u + 1.0) / 6.0,
                u2 * u / 6.0,
            ],
            slopes: [
                -0.5 * v2 * scale,
                (1.5 * u2 - 2.0 * u) * scale,
                (-1.5 * u2 + u + 0.5) * scale,
                0.5 * u2 * scale,
            ],
        }
    }
}

impl Local {
    /// Number, value and slope of each of the splines that exist among `splines`.
    pub fn existing(&self, splines: usize) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        (0..4).filter_map(move |r| {
            let number = usize::try_from(self.first.saturating_add(r as isize)).ok()?;
            (number < splines).then_some((number, self.values[r], self.slopes[r]))
        })
    }
}
