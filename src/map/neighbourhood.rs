//! How much of the best matching unit's step the others take.

use super::lattice::Lattice;
use crate::math::dispatch::vectorised;
use crate::math::exp_lane;

/// −ln 2^−54: a Gaussian below e^−this counts as 0. Such a unit would move by less than half a
/// rounding error of its distance from the input, and a unit that does not move costs half as much.
const GAUSSIAN_REACH: f64 = 54.0 * std::f64::consts::LN_2;

/// The neighbourhood function h(d) of the lattice distance d to the best matching unit, with the
/// radius σ.
///
/// ```
/// use galvani::map::Neighbourhood;
/// assert_eq!(Neighbourhood::Bubble.at(4.0, 2.0), 1.0); // d² = 4, σ = 2
/// assert!((Neighbourhood::Gaussian.at(4.0, 2.0) - 0.6065306597).abs() < 1e-10); // e^−½
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbourhood {
    /// exp(−d²/2σ²), 0 where that is below 2^−54 (d > 8.65 σ); with σ = 0 its limit, 1 for the unit
    /// itself and 0 for all others.
    Gaussian,
    /// 1 for d ≤ σ, otherwise 0.
    Bubble,
}

impl Neighbourhood {
    /// h for one squared distance d² and the radius σ ≥ 0.
    pub fn at(self, distance_squared: f64, radius: f64) -> f64 {
        self.kernel(radius).at(distance_squared)
    }

    /// factor·h(d) for all units of a lattice around `centre`. What `shares` holds beyond them
    /// stays as it is.
    pub(super) fn fill(
        self,
        (lattice, centre): (&Lattice, usize),
        radius: f64,
        factor: f64,
        shares: &mut [f64],
    ) {
        let around = self.around((lattice, centre), radius, factor);
        fill_shares((around, &mut shares[..lattice.units()]));
    }

    fn around(self, (lattice, centre): (&Lattice, usize), radius: f64, factor: f64) -> Around<'_> {
        let (x, y) = lattice.coordinates();
        Around {
            x,
            y,
            centre: lattice.position(centre),
            kernel: self.kernel(radius),
            factor,
        }
    }

    fn kernel(self, radius: f64) -> Kernel {
        // d ≤ σ with room for the rounding of lattice positions.
        let within = Kernel::Within(radius * radius * (1.0 + 1e-12));
        match self {
            Neighbourhood::Gaussian if radius > 0.0 => Kernel::Exp(-0.5 / (radius * radius)),
            Neighbourhood::Gaussian | Neighbourhood::Bubble => within,
        }
    }
}

/// h as a function of d².
#[derive(Clone, Copy)]
enum Kernel {
    /// exp of the factor times d².
    Exp(f64),
    /// 1 up to this d².
    Within(f64),
}

impl Kernel {
    fn at(self, d2: f64) -> f64 {
        match self {
            Kernel::Exp(factor) => gaussian(factor, d2),
            Kernel::Within(most) => bubble(most, d2),
        }
    }
}

#[inline(always)]
fn gaussian(factor: f64, d2: f64) -> f64 {
    let exponent = factor * d2;
    let h = exp_lane(exponent);
    let h = if exponent < -GAUSSIAN_REACH { 0.0 } else { h };
    // A radius near 0 makes the factor infinite, and 0·∞ is no number.
    if d2 == 0.0 { 1.0 } else { h }
}

#[inline(always)]
fn bubble(most: f64, d2: f64) -> f64 {
    if d2 <= most { 1.0 } else { 0.0 }
}

/// What [`fill_shares`] needs besides the shares.
#[derive(Clone, Copy)]
struct Around<'a> {
    x: &'a [f64],
    y: &'a [f64],
    centre: (f64, f64),
    kernel: Kernel,
    factor: f64,
}

impl Around<'_> {
    #[inline(always)]
    fn write(self, shares: &mut [f64], h: impl Fn(f64) -> f64) {
        for (share, (x, y)) in shares.iter_mut().zip(self.x.iter().zip(self.y)) {
            let (x, y) = (x - self.centre.0, y - self.centre.1);
            *share = self.factor * h(x * x + y * y);
        }
    }
}

vectorised! {
    /// The choice of the kernel stands outside of the loops so that each of them vectorises.
    fn fill_shares(arguments: (Around, &mut [f64])) {
        let (around, shares) = arguments;
        match around.kernel {
            Kernel::Exp(factor) => around.write(shares, |d2| gaussian(factor, d2)),
            Kernel::Within(most) => around.write(shares, |d2| bubble(most, d2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Topology;

    #[test]
    fn shares_are_those_of_single_distances_on_every_instruction_set() {
        let lattice = Lattice::new(Topology::Hexagonal, 7, 9);
        for shape in [Neighbourhood::Gaussian, Neighbourhood::Bubble] {
            for radius in [0.0, 1e-200, 0.3, 1.0, 2.5] {
                let (mut shares, mut plain) = (vec![9.0; 64], vec![9.0; 63]);
                shape.fill((&lattice, 30), radius, 0.5, &mut shares);
                let around = shape.around((&lattice, 30), radius, 0.5);
                fill_shares::plain((around, &mut plain));
                for unit in 0..63 {
                    let one = 0.5 * shape.at(lattice.distance_squared(unit, 30), radius);
                    assert_eq!(shares[unit].to_bits(), one.to_bits());
                    assert_eq!(shares[unit].to_bits(), plain[unit].to_bits());
                }
                assert_eq!(shares[63], 9.0);
                assert_eq!(shares[30], 0.5);
            }
        }
    }

    #[test]
    fn radius_zero_is_the_unit_alone_and_radius_one_its_neighbours() {
        let lattice = Lattice::new(Topology::Hexagonal, 5, 5);
        let count = |shape: Neighbourhood, radius| {
            (0..25)
                .filter(|&unit| shape.at(lattice.distance_squared(12, unit), radius) > 0.0)
                .count()
        };
        assert_eq!(count(Neighbourhood::Gaussian, 0.0), 1);
        assert_eq!(count(Neighbourhood::Bubble, 0.0), 1);
        assert_eq!(count(Neighbourhood::Bubble, 1.0), 7);
        assert_eq!(count(Neighbourhood::Gaussian, 1.0), 25);
        // 8.65 σ is the end of the Gaussian.
        assert!(Neighbourhood::Gaussian.at(8.65 * 8.65, 1.0) > 0.0);
        assert_eq!(Neighbourhood::Gaussian.at(8.66 * 8.66, 1.0), 0.0);
    }
}
