//! The velocity of a steady pulse by shooting, the paper's own method (Hodgkin & Huxley 1952, p. 524
//! and p. 528).
//!
//! ```text
//! u′ = w,   w′ = K (w + I_ion/C_M),   x′ = φ (α_x (1 − x) − β_x x)      (eq. 31; u = V − V_rest)
//! ```
//!
//! A pulse leaves rest along the one direction that grows, u ∝ e^(μt), and comes back to rest. For
//! nearly every K the potential instead runs off to +∞ or −∞; where the end changes sign lies the K of
//! a pulse, which is bisected down to neighbouring floating-point numbers. Two changes are found: the
//! lower K is a pulse that travels slower and is not stable (Huxley 1959, Ann. N.Y. Acad. Sci.
//! 81:221–246), the upper one the nerve impulse. With warmth they come nearer and meet, which is heat
//! block.
//!
//! The growing direction, where the paper began with a small u alone: with the Jacobian J of the
//! space-clamped membrane at rest, w = μu and x = J_xV u/(μ − J_xx), and μ > 0 solves
//! μ² − Kμ + K (J_VV + Σ_x J_Vx J_xV/(μ − J_xx)) = 0.

use super::Axon;
use crate::integrate::{Error, Solver, find_root};
use crate::math::{self, eigenvalues::eigenvalues};
use crate::neuron::hodgkin_huxley::{H, M, N, RateTable, State, V};

/// Index of w = dV/dt in [`Point`].
const W: usize = 4;

/// A point of the travelling coordinate system: u in mV, m, h, n, and w in mV/ms.
pub type Point = [f64; 5];

/// Where a trial ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// V → +∞.
    Up,
    /// V → −∞.
    Down,
}

/// Shots at one axon.
#[derive(Clone, Copy, Debug)]
pub struct Shooting {
    axon: Axon,
    rest: State,
    phi: f64,
    solver: Solver,
}

/// u at the beginning of a trial, mV: the growing direction is exact up to its square.
const START_MV: f64 = 1e-4;
/// About how far V goes between two looks at whether it has run off, mV.
const STRETCH_MV: f64 = 15.0;
impl Shooting {
    /// An axon that rests at `rest_mv`; `tolerance` is that of the integration.
    pub fn new(axon: &Axon, rest_mv: f64, tolerance: f64) -> Self {
        Shooting {
            axon: *axon,
            rest: axon.membrane.steady_at(rest_mv),
            phi: axon.membrane.temperature_factor(),
            solver: Solver {
                relative: tolerance,
                absolute: tolerance,
                ..Solver::default()
            },
        }
    }

    /// The right-hand side for one K.
    fn field(&self, k_per_ms: f64) -> impl Fn(f64, &Point, &mut Point) {
        let (membrane, rest_mv, phi) = (self.axon.membrane, self.rest[V], self.phi);
        let rates = RateTable::of(membrane.channels);
        move |_, y, dy| {
            let state = [rest_mv + y[V], y[M], y[H], y[N]];
            let rates = rates.at(state[V]);
            let ionic = membrane.currents(&state).total() / membrane.c_m_uf_cm2;
            dy[V] = y[W];
            for gate in [M, H, N] {
                dy[gate] = phi * (rates.opening[gate] - rates.total[gate] * y[gate]);
            }
            dy[W] = k_per_ms * (y[W] + ionic);
        }
    }

    /// The eigenvalues (real, imaginary) of eq. 31 at rest, 1/ms, the greatest real part first: that of
    /// the growing direction, then those with which a pulse comes back to rest. A complex pair −δ ± iω
    /// is an oscillation behind the pulse.
    pub fn eigenvalues(&self, k_per_ms: f64) -> Vec<(f64, f64)> {
        let space_clamped = self.axon.membrane.jacobian(&self.rest);
        let mut rows = [[0.0; 5]; 5];
        for gate in [M, H, N] {
            rows[gate][..4].copy_from_slice(&space_clamped[gate]);
        }
        rows[V][W] = 1.0;
        for (entry, pull) in rows[W].iter_mut().zip(space_clamped[V]) {
            *entry = -k_per_ms * pull;
        }
        rows[W][W] = k_per_ms;
        eigenvalues(&rows)
    }

    /// The beginning of a trial: [`START_MV`] along the growing direction.
    fn start(&self, k_per_ms: f64) -> Point {
        let jacobian = self.axon.membrane.jacobian(&self.rest);
        let gates = [M, H, N];
        let response = |gate: usize, mu: f64| jacobian[gate][V] / (mu - jacobian[gate][gate]);
        let excess = |mu: f64| {
            let through_gates = gates.map(|gate| jacobian[V][gate] * response(gate, mu));
            let pull = jacobian[V][V] + through_gates.iter().sum::<f64>();
            mu * mu - k_per_ms * mu + k_per_ms * pull
        };
        let mut high = 1.0;
        while excess(high) <= 0.0 {
            high *= 2.0;
        }
        let mu = find_root(excess, (0.0, excess(0.0)), (high, excess(high)), 0.0);
        let mut y = [
            START_MV,
            self.rest[M],
            self.rest[H],
            self.rest[N],
            mu * START_MV,
        ];
        for gate in gates {
            y[gate] += response(gate, mu) * START_MV;
        }
        y
    }

    /// One trial: where it ends, and `samples` points (ms, point) of each stretch on the way. A
    /// trial has run off when V has left the range of the equilibrium potentials and moves away: the
    /// ionic current drives it on. One that has not after 100 ms + 100/K has the fate of the sign of
    /// u then.
    ///
    /// # Errors
    /// Those of [`Solver::integrate`].
    pub fn trial(&self, k_per_ms: f64, samples: usize) -> Result<(Fate, Vec<(f64, Point)>), Error> {
        let field = self.field(k_per_ms);
        let membrane = &self.axon.membrane;
        let ends = [membrane.e_na_mv, membrane.e_k_mv, membrane.e_l_mv].map(|e| e - self.rest[V]);
        let low = ends.into_iter().fold(0.0, f64::min);
        let high = ends.into_iter().fold(0.0, f64::max);
        let longest_ms = 100.0 + 100.0 / k_per_ms;
        let (mut t, mut y) = (0.0, self.start(k_per_ms));
        let mut seen = vec![(t, y)];
        while t < longest_ms {
            if (y[V] > high && y[W] > 0.0) || (y[V] < low && y[W] < 0.0) {
                break;
            }
            // What runs off grows about as e^(Kt): a stretch ends before rates overflow.
            let stretch_ms = (1.0 / (1.0 + k_per_ms)).min(STRETCH_MV / y[W].abs());
            let sample = |i: usize| t + stretch_ms * i as f64 / samples as f64;
            let times: Vec<f64> = (1..=samples).map(sample).collect();
            let to = t + stretch_ms;
            let ran = self.solver.integrate(&field, (t, to), y, &times, &[])?;
            seen.extend(times.into_iter().zip(ran.samples));
            (t, y) = (to, ran.end);
        }
        let fate = if y[V] > 0.0 { Fate::Up } else { Fate::Down };
        Ok((fate, seen))
    }

    fn fate(&self, k_per_ms: f64) -> Result<Fate, Error> {
        self.trial(k_per_ms, 0).map(|(fate, _)| fate)
    }

    /// Every K between two where a pulse travels, ascending, each to the resolution of f64: of a
    /// membrane that conducts the slow pulse and the impulse. Pulses nearer to one another than a
    /// ratio of (high/low)^(1/pieces) are not told apart.
    ///
    /// # Errors
    /// Those of [`Solver::integrate`].
    pub fn pulses(&self, (low, high): (f64, f64), pieces: u32) -> Result<Vec<f64>, Error> {
        let (from, ratio) = (math::ln(low), math::ln(high / low));
        let mut found = Vec::new();
        let mut before = (low, self.fate(low)?);
        for i in 1..=pieces {
            let k = math::exp(from + ratio * f64::from(i) / f64::from(pieces));
            let here = (k, self.fate(k)?);
            if here.1 != before.1 {
                found.push(self.between(before, here.0)?);
            }
            before = here;
        }
        Ok(found)
    }

    /// The K at which the fate changes between `low`, whose fate is known, and `high`.
    fn between(&self, low: (f64, Fate), high: f64) -> Result<f64, Error> {
        let (mut low, fate, mut high) = (low.0, low.1, high);
        loop {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                return Ok(middle);
            }
            if self.fate(middle)? == fate {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}

/// The temperature at which the slow pulse and the impulse meet and above which none travels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatBlock {
    /// °C.
    pub temperature_c: f64,
    /// K of both there, 1/ms.
    pub k_per_ms: f64,
}

/// The heat block of an axon that rests at `rest_mv`, between two temperatures: `None` where no
/// pulse travels at the lower or one still does at the higher. Near it the distance of the pulses
/// goes as √(T* − T), so T* is where the straight line through the last two (ln K_fast − ln K_slow)²
/// reaches zero; each trial goes nine tenths of the way there.
///
/// # Errors
/// Those of [`Solver::integrate`].
pub fn heat_block(
    axon: &Axon,
    rest_mv: f64,
    (from_c, to_c): (f64, f64),
    tolerance: f64,
) -> Result<Option<HeatBlock>, Error> {
    const FIRST_STEP_C: f64 = 2.0;
    const RESOLUTION_C: f64 = 1e-7;
    let pair = |temperature_c: f64, range: (f64, f64)| -> Result<Option<Pair>, Error> {
        let mut axon = *axon;
        axon.membrane.temperature_c = temperature_c;
        let shooting = Shooting::new(&axon, rest_mv, tolerance);
        let pulses = shooting.pulses(range, 40)?;
        Ok(match pulses[..] {
            [slow, fast] => Some(Pair {
                temperature_c,
                slow,
                fast,
            }),
            _ => None,
        })
    };
    let Some(mut near) = pair(from_c, (1e-2, 1e3))? else {
        return Ok(None);
    };
    let mut before: Option<Pair> = None;
    let mut blocked_c = f64::INFINITY;
    loop {
        let next_c = match before {
            Some(before) if blocked_c.is_finite() => {
                let meeting_c = near.meeting_c(&before);
                if meeting_c - near.temperature_c < RESOLUTION_C {
                    let k_per_ms = (near.slow * near.fast).sqrt();
                    return Ok(Some(HeatBlock {
                        temperature_c: meeting_c,
                        k_per_ms,
                    }));
                }
                let next = near.temperature_c + 0.9 * (meeting_c - near.temperature_c);
                let middle = 0.5 * (near.temperature_c + blocked_c);
                if next < blocked_c { next } else { middle }
            }
            _ if blocked_c.is_finite() => 0.5 * (near.temperature_c + blocked_c),
            _ => near.temperature_c + FIRST_STEP_C,
        };
        if next_c > to_c {
            return Ok(None);
        }
        match pair(next_c, near.range())? {
            Some(next) => before = Some(std::mem::replace(&mut near, next)),
            None => blocked_c = next_c,
        }
    }
}

/// The two pulses of a temperature.
#[derive(Clone, Copy, Debug)]
struct Pair {
    temperature_c: f64,
    slow: f64,
    fast: f64,
}

impl Pair {
    fn gap(&self) -> f64 {
        math::ln(self.fast / self.slow)
    }

    /// Where the squares of the gaps of two temperatures extrapolate to zero.
    fn meeting_c(&self, before: &Pair) -> f64 {
        let (now, then) = (self.gap() * self.gap(), before.gap() * before.gap());
        self.temperature_c + now * (self.temperature_c - before.temperature_c) / (then - now)
    }

    /// Where the pulses of a somewhat higher temperature are.
    fn range(&self) -> (f64, f64) {
        let ratio = self.fast / self.slow;
        (self.slow / ratio, self.fast * ratio)
    }
}
