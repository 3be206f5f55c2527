//! The membrane cut down to two variables, V and one gate w (FitzHugh 1960, J. Gen. Physiol.
//! 43:867–896; 1961, Biophys. J. 1:445–466):
//!
//! ```text
//! frozen    (V, m): h and n stay at their resting values; the fast plane
//! reduced   (V, n): m = m∞(V), h = a − b n; the slow plane (Rinzel 1985, Fed. Proc. 44:2944–2946)
//! ```
//!
//! Both are the membrane's own equations with the other two gates put in, so nothing is fitted but
//! a and b.

use crate::integrate::find_root;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{M, N, State, V};

/// Where the two gates that are left out come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Closure {
    /// The plane (V, m): h and n as given.
    Frozen { h: f64, n: f64 },
    /// The plane (V, n): m = m∞(V), h = `offset` − `slope` n.
    Reduced { offset: f64, slope: f64 },
}

/// A plane of the membrane under a constant current.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    /// The membrane.
    pub model: HodgkinHuxley,
    /// Current density, µA/cm², depolarising when positive.
    pub i_ua_cm2: f64,
    /// The gates left out.
    pub closure: Closure,
}

/// A point (V in mV, w).
pub type Point = [f64; 2];

/// A point where the plane stands still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint {
    /// Where.
    pub at: Point,
    /// Real parts of the eigenvalues of the Jacobian there, ascending, 1/ms.
    pub real: [f64; 2],
    /// Imaginary part of the second, 1/ms; the first has the opposite.
    pub imaginary: f64,
    /// The Jacobian, ∂(V′, w′)/∂(V, w).
    pub jacobian: [[f64; 2]; 2],
}

impl FixedPoint {
    /// Whether every small deviation dies away.
    pub fn is_stable(&self) -> bool {
        self.real[1] < 0.0
    }

    /// Whether deviations die away in one direction and grow in another.
    pub fn is_saddle(&self) -> bool {
        self.real[0] < 0.0 && self.real[1] > 0.0
    }

    /// A direction along which deviations behave like the first eigenvalue (real ones only).
    pub fn first_direction(&self) -> Point {
        let [[a, b], _] = self.jacobian;
        // (J − λ) v = 0 in its first row; ∂V′/∂w is not 0 where the gate carries a current.
        [b, self.real[0] - a]
    }
}

impl Plane {
    /// The state of the whole membrane at a point.
    pub fn state(&self, [v, w]: Point) -> State {
        match self.closure {
            Closure::Frozen { h, n } => [v, w, h, n],
            Closure::Reduced { offset, slope } => {
                let m = self.model.rates(v).m.steady();
                [v, m, offset - slope * w, w]
            }
        }
    }

    /// The velocity (V′ in mV/ms, w′ in 1/ms) at a point.
    pub fn flow(&self, at: Point) -> Point {
        let mut slope = [0.0; 4];
        self.model.under_current(self.i_ua_cm2)(0.0, &self.state(at), &mut slope);
        match self.closure {
            Closure::Frozen { .. } => [slope[V], slope[M]],
            Closure::Reduced { .. } => [slope[V], slope[N]],
        }
    }

    /// Where w stands still at a potential: m∞ or n∞.
    pub fn gate_nullcline(&self, v_mv: f64) -> f64 {
        let rates = self.model.rates(v_mv);
        match self.closure {
            Closure::Frozen { .. } => rates.m.steady(),
            Closure::Reduced { .. } => rates.n.steady(),
        }
    }

    /// Where V stands still at a potential, with w from 0 to 1; `None` where it does for none. V′ is
    /// monotonous in w between E_K and E_Na, so there is at most one.
    pub fn potential_nullcline(&self, v_mv: f64) -> Option<f64> {
        let speed = |w: f64| self.flow([v_mv, w])[0];
        let (closed, open) = (speed(0.0), speed(1.0));
        (closed * open <= 0.0).then(|| find_root(speed, (0.0, closed), (1.0, open), 0.0))
    }

    /// All fixed points, from the lowest V to the highest: zeros of V′ along the gate's nullcline.
    pub fn fixed_points(&self) -> Vec<FixedPoint> {
        let speed = |v: f64| self.flow([v, self.gate_nullcline(v)])[0];
        let zeros = zeros(&self.model, speed).into_iter();
        zeros
            .map(|v| self.fixed_point([v, self.gate_nullcline(v)]))
            .collect()
    }

    /// How many fixed points the whole membrane has under the same current.
    pub fn whole_fixed_points(&self) -> usize {
        let net = |v: f64| self.i_ua_cm2 - self.model.steady_current(v);
        zeros(&self.model, net).len()
    }

    fn fixed_point(&self, at: Point) -> FixedPoint {
        let jacobian = self.jacobian(at);
        let [[a, b], [c, d]] = jacobian;
        let (half, det) = (0.5 * (a + d), a * d - b * c);
        let discriminant = half * half - det;
        let root = discriminant.abs().sqrt();
        let (real, imaginary) = if discriminant >= 0.0 {
            ([half - root, half + root], 0.0)
        } else {
            ([half, half], root)
        };
        FixedPoint {
            at,
            real,
            imaginary,
            jacobian,
        }
    }

    /// Central differences of fourth order; with these steps truncation and rounding both stay below
    /// 10⁻¹⁰.
    fn jacobian(&self, at: Point) -> [[f64; 2]; 2] {
        let mut jacobian = [[0.0; 2]; 2];
        for (column, step) in [(0, 1e-2), (1, 1e-4)] {
            let moved = |times: f64| {
                let mut there = at;
                there[column] += times * step;
                self.flow(there)
            };
            let [far_back, back, ahead, far_ahead] = [-2.0, -1.0, 1.0, 2.0].map(moved);
            for row in 0..2 {
                let near = 8.0 * (ahead[row] - back[row]);
                jacobian[row][column] = (near - (far_ahead[row] - far_back[row])) / (12.0 * step);
            }
        }
        jacobian
    }
}

/// Zeros of a function of V within 30 mV around the equilibrium potentials, told apart at 0.1 mV.
fn zeros(model: &HodgkinHuxley, f: impl Fn(f64) -> f64) -> Vec<f64> {
    let ends = [model.e_na_mv, model.e_k_mv, model.e_l_mv];
    let low = ends.into_iter().fold(f64::INFINITY, f64::min) - 30.0;
    let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max) + 30.0;
    let pieces = ((high - low) / 0.1).ceil() as usize;
    let mut found = Vec::new();
    let mut before = (low, f(low));
    for i in 1..=pieces {
        let v = low + (high - low) * (i as f64 / pieces as f64);
        let here = (v, f(v));
        if before.1 < 0.0 && here.1 >= 0.0 || before.1 > 0.0 && here.1 <= 0.0 {
            found.push(find_root(&f, before, here, 0.0));
        }
        before = here;
    }
    found
}
