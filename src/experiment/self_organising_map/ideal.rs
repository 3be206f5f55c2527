//! The quantisation error of an endless even lattice: the mean distance from the centre of a cell
//! to its points.

use super::Topology;
use crate::math::ln;

/// In √(area of a cell): (√2 + arsinh 1)/6 in a square; in a regular hexagon with the way h from its
/// centre to an edge, area 2√3·h², the mean is h·(2/3 + ln √3)/√3.
pub fn mean_distance(topology: Topology) -> f64 {
    match topology {
        Topology::Rectangular => (2.0_f64.sqrt() + ln(1.0 + 2.0_f64.sqrt())) / 6.0,
        Topology::Hexagonal => {
            let h = (2.0 * 3.0_f64.sqrt()).sqrt().recip();
            h * (2.0 / 3.0 + 0.5 * ln(3.0)) / 3.0_f64.sqrt()
        }
    }
}

/// The mean distance where so many units share an area.
pub fn quantisation_error(topology: Topology, area: f64, units: usize) -> f64 {
    mean_distance(topology) * (area / units as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// The same means by the midpoint rule over a twelfth of a hexagon and an eighth of a square.
    #[test]
    fn closed_forms_are_the_integrals() {
        for (topology, corners) in [(Topology::Rectangular, 4.0), (Topology::Hexagonal, 6.0)] {
            let half: f64 = std::f64::consts::PI / corners;
            let (mut area, mut moment) = (0.0, 0.0);
            let n = 4_000;
            for k in 0..n {
                let angle = half * (f64::from(k) + 0.5) / f64::from(n);
                // The edge at distance 1 from the centre; ∫ r dr and ∫ r² dr up to it.
                let edge = angle.cos().recip();
                area += edge * edge / 2.0;
                moment += edge * edge * edge / 3.0;
            }
            let cell = area * 2.0 * corners * half / f64::from(n);
            let mean = moment / area / cell.sqrt();
            assert_relative_eq!(mean_distance(topology), mean, max_relative = 1e-6);
        }
    }
}
