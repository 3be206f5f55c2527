//! What the curves of the gates show besides themselves: half-activation, the slowest point, the
//! window, and the grid of potentials they are drawn over.

use super::super::kinetics::Kinetics;
use crate::integrate::find_root;
use crate::neuron::channels::Form;

/// The potentials between which half-activation, the slowest point and the window are sought, mV.
const SOUGHT_MV: (f64, f64) = (-200.0, 150.0);

/// Where the sodium channels stay partly open for ever: m∞³ h∞.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The greatest m∞³ h∞.
    pub peak: f64,
    /// Where it is, mV.
    pub peak_mv: f64,
    /// Below it m∞³ h∞ is less than half its greatest value, mV.
    pub from_mv: f64,
    /// Above it, mV.
    pub to_mv: f64,
}

/// The potential at which gate `gate` is half open, mV: x∞ = ½, that is α = β.
pub fn half_mv(kinetics: &Kinetics, gate: usize) -> f64 {
    let excess = |v: f64| kinetics.steady(v)[gate] - 0.5;
    let (low, high) = SOUGHT_MV;
    find_root(excess, (low, excess(low)), (high, excess(high)), 0.0)
}

/// Where the gate is slowest, mV, and its time constant there, ms.
pub fn slowest(kinetics: &Kinetics, gate: usize) -> (f64, f64) {
    highest(|v| kinetics.time_constants_ms(v)[gate])
}

/// m∞³ h∞ at a potential.
pub fn open_sodium(kinetics: &Kinetics, v_mv: f64) -> f64 {
    let [m, h, _] = kinetics.steady(v_mv);
    m * m * m * h
}

/// The window of a set.
pub fn window(kinetics: &Kinetics) -> Window {
    let open = |v: f64| open_sodium(kinetics, v);
    let (peak_mv, peak) = highest(open);
    let above = |v: f64| open(v) - 0.5 * peak;
    let end = |v: f64| find_root(above, (v, above(v)), (peak_mv, 0.5 * peak), 0.0);
    Window {
        peak,
        peak_mv,
        from_mv: end(SOUGHT_MV.0),
        to_mv: end(SOUGHT_MV.1),
    }
}

/// Where a function with one smooth peak is highest, and its value: a grid of 0.25 mV, then golden
/// sections (Kiefer 1953) until they no longer tell the values apart.
fn highest(f: impl Fn(f64) -> f64) -> (f64, f64) {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let steps = ((SOUGHT_MV.1 - SOUGHT_MV.0) / 0.25) as usize;
    let at = |i: usize| SOUGHT_MV.0 + 0.25 * i as f64;
    let best = (1..steps)
        .max_by(|&a, &b| f(at(a)).total_cmp(&f(at(b))))
        .expect("a grid of more than one potential");
    let (mut low, mut high) = (at(best - 1), at(best + 1));
    // Differences of values below √ε of the bracket's width are rounding.
    while high - low > 1e-6 {
        let (a, b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        if f(a) < f(b) {
            low = a;
        } else {
            high = b;
        }
    }
    let middle = 0.5 * (low + high);
    (middle, f(middle))
}

/// `points` evenly spaced potentials and, besides, the removable singularities between them: where
/// a rate as printed is 0/0, each with the name of its rate.
pub struct Grid {
    /// Ascending, mV.
    pub v_mv: Vec<f64>,
    /// (rate, mV) of each singularity in range.
    pub singular: Vec<(&'static str, f64)>,
}

impl Grid {
    /// The grid for one set.
    pub fn new(kinetics: &Kinetics, (from_mv, to_mv): (f64, f64), points: usize) -> Self {
        let set = kinetics.channels;
        let laws = [
            ("α_m", set.m.opening),
            ("β_m", set.m.closing),
            ("α_h", set.h.opening),
            ("β_h", set.h.closing),
            ("α_n", set.n.opening),
            ("β_n", set.n.closing),
        ];
        let singular: Vec<_> = laws
            .into_iter()
            .filter(|(_, law)| law.form == Form::Linoid)
            .map(|(name, law)| (name, law.midpoint_mv))
            .filter(|&(_, v)| (from_mv..=to_mv).contains(&v))
            .collect();
        let last = (points - 1) as f64;
        let even = (0..points).map(|i| from_mv + (to_mv - from_mv) * (i as f64 / last));
        let mut v_mv: Vec<f64> = even.chain(singular.iter().map(|&(_, v)| v)).collect();
        v_mv.sort_by(f64::total_cmp);
        v_mv.dedup();
        Grid { v_mv, singular }
    }
}
