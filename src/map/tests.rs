//! Laws of maps and published values.

use super::magnification::{Density, equilibrium, exponent, is_ordered, measured_exponent};
use super::quality::*;
use super::*;
use crate::random::Stream;
use approx::assert_relative_eq;
#[test]
fn probe() {
    for density in [Density::Power(1.0), Density::Exponential(2.0), Density::Exponential(-2.0), Density::Power(2.0)] {
        for n in [0u32, 1, 2, 5] {
          for units in [50, 100, 200] {
            let t = std::time::Instant::now();
            let (w, ok) = equilibrium(density, (units, n), (1e-10, 200_000));
            let m = |f: usize| measured_exponent(&w, density, units/f).0;
            println!("{density:?} n {n} N {units} ok {ok} theory {:.4} margins 10%: {:.4} 20%: {:.4} 30% {:.4}  {:?}", exponent(n), m(10), m(5), m(3), t.elapsed());
          }
        }
    }
}
