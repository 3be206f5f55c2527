//! The limit cycle of firing, followed around its folds to the Hopf bifurcation at which it is born:
//! multiple shooting and continuation by arc length (Keller 1977, in Applications of Bifurcation
//! Theory; for this membrane Rinzel & Miller 1980, Math. Biosci. 49:27). With φ_t(x; I) the state a
//! time t after x, and s = T/N,
//!
//! ```text
//! φ_s(x₁; I) = x₂, …, φ_s(x_N; I) = x₁,   V′(x₁; I) = 0,   ⟨τ, z − z₀⟩ = Δs
//! ```
//!
//! for the unknowns z = (x₁ … x_N, T, I): x₁ is the state at the peak, z₀ the cycle before, and τ the
//! direction of the branch there. Unstable cycles are found like stable ones; disturbances of some
//! grow so much in a period that the state at one point alone would not hold them.

mod shooting;

use super::{HodgkinHuxley, Hopf};
use shooting::{CURRENT, STEPS, Shooting, UNKNOWNS, direction, is_stable};

/// A cycle on the branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// Current density, µA/cm².
    pub i_ua_cm2: f64,
    /// Highest potential, mV.
    pub peak_mv: f64,
    /// Lowest potential, mV.
    pub trough_mv: f64,
    /// Period, ms.
    pub period_ms: f64,
    /// Whether small disturbances die out: all Floquet multipliers but that of a shift along the
    /// cycle lie within the unit circle.
    pub is_stable: bool,
}

/// The branch, and where it turns first.
pub struct Branch {
    /// Its cycles, from a stable one above the Hopf bifurcation on.
    pub cycles: Vec<Cycle>,
    /// The current density at which the stable cycle meets an unstable one and both cease, µA/cm².
    pub fold_ua_cm2: f64,
}

/// Most cycles on the branch.
const MOST: usize = 1000;
/// A cycle with a smaller swing is all but the steady state, mV.
pub const SMALL_MV: f64 = 2.0;

/// Follows the branch from a stable cycle at the current `start_ua_cm2` above a Hopf bifurcation down
/// to it; `None` when there is no firing. Ends early, with what it has, once `goes_on` says no.
pub fn follow(
    membrane: HodgkinHuxley,
    hopf: &Hopf,
    start_ua_cm2: f64,
    goes_on: impl Fn() -> bool,
) -> Option<Branch> {
    let shooting = Shooting { membrane };
    let mut here = shooting.stable_cycle(start_ua_cm2)?;
    let mut branch = Branch {
        cycles: Vec::new(),
        fold_ua_cm2: f64::NAN,
    };
    // Towards less current.
    let mut tangent = [0.0; UNKNOWNS];
    tangent[CURRENT] = -1.0;
    let mut step = STEPS.0;
    while branch.cycles.len() < MOST && goes_on() {
        let Some((jacobian, cycle)) = shooting.jacobian(&here).zip(shooting.cycle(&here)) else {
            break;
        };
        let Some(ahead) = direction(&jacobian, &tangent) else {
            break;
        };
        branch.cycles.push(Cycle {
            is_stable: is_stable(&jacobian),
            ..cycle
        });
        if cycle.peak_mv - cycle.trough_mv < SMALL_MV || cycle.i_ua_cm2 > start_ua_cm2 + 1.0 {
            break;
        }
        if branch.fold_ua_cm2.is_nan() && tangent[CURRENT] < 0.0 && ahead[CURRENT] > 0.0 {
            branch.fold_ua_cm2 = shooting.fold(&here, &ahead);
        }
        tangent = ahead;
        let mut found = None;
        while found.is_none() && step > STEPS.1 {
            found = shooting.corrected(&here, &jacobian, &tangent, step);
            step *= if found.is_some() { 1.3 } else { 0.5 };
        }
        step = step.min(STEPS.0);
        match found {
            Some(next) => here = next,
            None => break,
        }
    }
    // Where it has shrunk to the steady state it ends in the Hopf bifurcation.
    let ends = |cycle: &&Cycle| cycle.peak_mv - cycle.trough_mv < SMALL_MV;
    if branch.cycles.last().filter(ends).is_some() {
        branch.cycles.push(Cycle {
            i_ua_cm2: hopf.i_ua_cm2,
            peak_mv: hopf.v_mv,
            trough_mv: hopf.v_mv,
            period_ms: 1000.0 / hopf.frequency_hz,
            is_stable: false,
        });
    }
    Some(branch)
}
