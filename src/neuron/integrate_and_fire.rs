//! The leaky integrate-and-fire neuron with α-function synaptic current and white-noise
//! background, as in the synfire chains of Diesmann, Gewaltig & Aertsen (1999, Nature
//! 402:529–533), with the constants of its reimplementation in Brian (Goodman & Brette 2008):
//!
//! ```text
//! τ_m dV/dt = −(V − V_r) + x
//! τ_s dx/dt = −x + y
//!     dy/dt = −y/τ_s + μ + σ ξ(t)          ⟨ξ(t) ξ(t′)⟩ = δ(t − t′)
//! ```
//!
//! A spike of weight w adds w to y: x answers with w (t/τ_s) e^(−t/τ_s), the α function. When V
//! reaches the threshold the neuron fires, V is reset and stays there for the refractory time, while
//! x and y go on (the reimplementation lets V go on, too, and only forbids another spike; then some
//! three in a hundred neurons fire twice in a full packet). Units: mV and ms.
//!
//! The equations are linear, so a step of any length is exact: (V, x, y) is multiplied by the
//! matrix exponential, in closed form, and the noise of the step is drawn from its exact
//! distribution (Rotter & Diesmann 1999, Biol. Cybern. 81:381–402; for the covariance Gillespie
//! 1996, Phys. Rev. E 54:2084). Only the time of the threshold crossing knows the step.

use crate::math;

/// The constants of the neuron; the defaults are those of the synfire chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntegrateAndFire {
    /// Membrane time constant τ_m, ms.
    pub tau_m_ms: f64,
    /// Time constant of the α function τ_s (its time to peak), ms.
    pub tau_s_ms: f64,
    /// Resting potential V_r, mV.
    pub v_rest_mv: f64,
    /// Firing threshold, mV.
    pub threshold_mv: f64,
    /// Potential after a spike, mV.
    pub reset_mv: f64,
    /// Time after a spike for which V is held at the reset, ms.
    pub refractory_ms: f64,
    /// Mean background drive μ on y, mV/ms.
    pub drive_mv_per_ms: f64,
    /// Background noise σ on y, mV/√ms.
    pub noise_mv_per_sqrt_ms: f64,
}

impl Default for IntegrateAndFire {
    fn default() -> Self {
        IntegrateAndFire {
            tau_m_ms: 10.0,
            tau_s_ms: 0.325,
            v_rest_mv: -70.0,
            threshold_mv: -55.0,
            reset_mv: -70.0,
            refractory_ms: 1.0,
            drive_mv_per_ms: 25.27,
            noise_mv_per_sqrt_ms: 39.24,
        }
    }
}

/// Lower triangle L of a covariance L Lᵀ of (y, x, V), row by row.
pub type Factor = [[f64; 3]; 3];

impl IntegrateAndFire {
    /// Mean of x and y without spikes, μ τ_s; V stands that much above rest, mV.
    pub fn mean_drive_mv(&self) -> f64 {
        self.drive_mv_per_ms * self.tau_s_ms
    }

    /// Stationary covariance of (y, x, V) without threshold, mV²: the solution S of the Lyapunov
    /// equation A S + S Aᵀ + σ² e_y e_yᵀ = 0.
    pub fn stationary_covariance(&self) -> [[f64; 3]; 3] {
        let (fast, slow) = (1.0 / self.tau_s_ms, 1.0 / self.tau_m_ms);
        let yy = 0.5 * self.noise_mv_per_sqrt_ms * self.noise_mv_per_sqrt_ms * self.tau_s_ms;
        let xy = 0.5 * yy;
        let vy = slow * xy / (slow + fast);
        let vx = (slow * xy + fast * vy) / (slow + fast);
        [[yy, xy, vy], [xy, xy, vx], [vy, vx, vx]]
    }

    /// The exact step of `dt_ms`, which should be at most τ_s (beyond that the quadrature of the
    /// noise loses digits).
    pub fn propagator(&self, dt_ms: f64) -> Propagator {
        Propagator {
            response: self.response(dt_ms),
            membrane: math::exp(-dt_ms / self.tau_m_ms),
            mean_drive_mv: self.mean_drive_mv(),
            v_mean_mv: self.v_rest_mv + self.mean_drive_mv(),
            noise: cholesky(&self.step_covariance(dt_ms)),
        }
    }

    /// The state drawn from the stationary distribution without threshold, given three standard
    /// normal deviates.
    pub fn stationary_state(&self, factor: &Factor, normal: [f64; 3]) -> Cell {
        let [y, x, v] = correlated(factor, normal);
        let mean = self.mean_drive_mv();
        Cell {
            v_mv: self.v_rest_mv + mean + v,
            x_mv: mean + x,
            y_mv: mean + y,
        }
    }

    /// How x and y fade and what they leave behind after `t_ms`.
    fn response(&self, t_ms: f64) -> Response {
        let fade = math::exp(-t_ms / self.tau_s_ms);
        let membrane = math::exp(-t_ms / self.tau_m_ms);
        let z = t_ms * (1.0 / self.tau_s_ms - 1.0 / self.tau_m_ms);
        let (first, second) = math::exponential_integrals(z);
        Response {
            fade,
            y_to_x: t_ms / self.tau_s_ms * fade,
            x_to_v: membrane * t_ms / self.tau_m_ms * first,
            y_to_v: membrane * t_ms / self.tau_m_ms * (t_ms / self.tau_s_ms) * second,
        }
    }

    /// Covariance of the noise gathered by (y, x, V) during a step: ∫ g(s) g(s)ᵀ ds over the step,
    /// g(s) being σ times the answer to a unit jump of y. Gauss–Legendre quadrature with 8 nodes
    /// (Abramowitz & Stegun 1964, table 25.4) is exact to rounding for steps up to τ_s and, unlike
    /// the closed form, sums only positive terms: nothing cancels when the step is short.
    fn step_covariance(&self, dt_ms: f64) -> [[f64; 3]; 3] {
        const NODES: [(f64, f64); 4] = [
            (0.183_434_642_495_649_8, 0.362_683_783_378_362),
            (0.525_532_409_916_329, 0.313_706_645_877_887_3),
            (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
            (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
        ];
        let variance = self.noise_mv_per_sqrt_ms * self.noise_mv_per_sqrt_ms;
        let mut covariance = [[0.0; 3]; 3];
        for (node, weight) in NODES {
            for side in [-node, node] {
                let answer = self.response(0.5 * dt_ms * (1.0 + side));
                let g = [answer.fade, answer.y_to_x, answer.y_to_v];
                for i in 0..3 {
                    for j in 0..3 {
                        covariance[i][j] += 0.5 * dt_ms * weight * variance * g[i] * g[j];
                    }
                }
            }
        }
        covariance
    }
}

/// The lower Cholesky factor of a 3 × 3 covariance; rows of a vanishing variance are 0.
pub fn cholesky(covariance: &[[f64; 3]; 3]) -> Factor {
    let mut l = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let explained: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            let left = covariance[i][j] - explained;
            l[i][j] = if i == j {
                left.max(0.0).sqrt()
            } else if l[j][j] > 0.0 {
                left / l[j][j]
            } else {
                0.0
            };
        }
    }
    l
}

/// L z.
fn correlated(l: &Factor, z: [f64; 3]) -> [f64; 3] {
    [
        l[0][0] * z[0],
        l[1][0] * z[0] + l[1][1] * z[1],
        l[2][0] * z[0] + l[2][1] * z[1] + l[2][2] * z[2],
    ]
}

/// Elements of the matrix exponential that belong to the synapse.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Response {
    /// e^(−t/τ_s): y on y, x on x.
    fade: f64,
    y_to_x: f64,
    x_to_v: f64,
    y_to_v: f64,
}

/// The state of one neuron.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Membrane potential V, mV.
    pub v_mv: f64,
    /// Synaptic drive x, mV.
    pub x_mv: f64,
    /// Its source y, mV.
    pub y_mv: f64,
}

/// One exact step of a fixed length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Propagator {
    response: Response,
    /// e^(−dt/τ_m): V on V.
    membrane: f64,
    mean_drive_mv: f64,
    v_mean_mv: f64,
    noise: Factor,
}

impl Propagator {
    /// The cell one step later, without firing; `normal` are three independent standard normal
    /// deviates (zeros: no noise).
    #[inline]
    pub fn advance(&self, cell: Cell, normal: [f64; 3]) -> Cell {
        let (v, x, y) = (
            cell.v_mv - self.v_mean_mv,
            cell.x_mv - self.mean_drive_mv,
            cell.y_mv - self.mean_drive_mv,
        );
        let r = &self.response;
        let [y_noise, x_noise, v_noise] = correlated(&self.noise, normal);
        Cell {
            v_mv: self.v_mean_mv + self.membrane * v + r.x_to_v * x + r.y_to_v * y + v_noise,
            x_mv: self.mean_drive_mv + r.fade * x + r.y_to_x * y + x_noise,
            y_mv: self.mean_drive_mv + r.fade * y + y_noise,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrate::Solver;
    use crate::random::Stream;

    fn quiet() -> IntegrateAndFire {
        IntegrateAndFire {
            noise_mv_per_sqrt_ms: 0.0,
            ..IntegrateAndFire::default()
        }
    }

    #[test]
    fn a_step_is_the_solution_of_the_equations() {
        let start = Cell {
            v_mv: -66.0,
            x_mv: 3.0,
            y_mv: 20.0,
        };
        for (neuron, dt_ms) in [
            (quiet(), 0.02),
            (quiet(), 0.3),
            (
                IntegrateAndFire {
                    tau_s_ms: 10.0,
                    ..quiet()
                },
                2.0,
            ),
            (
                IntegrateAndFire {
                    tau_s_ms: 14.0,
                    ..quiet()
                },
                5.0,
            ),
        ] {
            let slope = |_: f64, s: &[f64; 3], d: &mut [f64; 3]| {
                d[0] = (-(s[0] - neuron.v_rest_mv) + s[1]) / neuron.tau_m_ms;
                d[1] = (-s[1] + s[2]) / neuron.tau_s_ms;
                d[2] = -s[2] / neuron.tau_s_ms + neuron.drive_mv_per_ms;
            };
            let solver = Solver {
                relative: 1e-13,
                absolute: 1e-13,
                ..Solver::default()
            };
            let from = [start.v_mv, start.x_mv, start.y_mv];
            let end = solver
                .integrate(slope, (0.0, dt_ms), from, &[], &[])
                .unwrap()
                .end;
            let stepped = neuron.propagator(dt_ms).advance(start, [0.0; 3]);
            assert!((stepped.v_mv - end[0]).abs() < 1e-11, "{stepped:?} {end:?}");
            assert!((stepped.x_mv - end[1]).abs() < 1e-11, "{stepped:?} {end:?}");
            assert!((stepped.y_mv - end[2]).abs() < 1e-11, "{stepped:?} {end:?}");
        }
    }

    #[test]
    fn two_halves_make_a_whole_step() {
        let half = quiet().propagator(0.01);
        let start = Cell {
            v_mv: -60.0,
            x_mv: -1.0,
            y_mv: 30.0,
        };
        let twice = half.advance(half.advance(start, [0.0; 3]), [0.0; 3]);
        let once = quiet().propagator(0.02).advance(start, [0.0; 3]);
        assert!((twice.v_mv - once.v_mv).abs() < 1e-13);
        assert!((twice.x_mv - once.x_mv).abs() < 1e-13);
    }

    /// The stationary covariance S does not change in a step: S = P S Pᵀ + Q.
    #[test]
    fn the_noise_of_a_step_keeps_the_stationary_covariance() {
        let neuron = IntegrateAndFire::default();
        let s = neuron.stationary_covariance();
        for dt_ms in [0.001, 0.02, 0.1, 0.325] {
            let r = neuron.response(dt_ms);
            let p = [
                [r.fade, 0.0, 0.0],
                [r.y_to_x, r.fade, 0.0],
                [r.y_to_v, r.x_to_v, math::exp(-dt_ms / neuron.tau_m_ms)],
            ];
            let l = neuron.propagator(dt_ms).noise;
            for i in 0..3 {
                for j in 0..3 {
                    let mut next = 0.0;
                    for a in 0..3 {
                        next += l[i][a] * l[j][a];
                        for b in 0..3 {
                            next += p[i][a] * s[a][b] * p[j][b];
                        }
                    }
                    assert!((next / s[i][j] - 1.0).abs() < 1e-13, "{dt_ms} {i} {j}");
                }
            }
        }
    }

    /// For a short step the noise of V is that of thrice integrated white noise, σ² dt⁵/(20 τ_m²
    /// τ_s²), which the closed form could not resolve.
    #[test]
    fn the_noise_of_a_very_short_step_is_resolved() {
        let neuron = IntegrateAndFire::default();
        let dt: f64 = 1e-5;
        let q = neuron.step_covariance(dt);
        let expected = (39.24_f64 / (10.0 * 0.325)).powi(2) * dt.powi(5) / 20.0;
        assert!(
            (q[2][2] / expected - 1.0).abs() < 1e-4,
            "{} {expected}",
            q[2][2]
        );
    }

    #[test]
    fn a_long_walk_has_the_stationary_mean_and_variance() {
        let neuron = IntegrateAndFire::default();
        let s = neuron.stationary_covariance();
        let step = neuron.propagator(0.3);
        let mut stream = Stream::new(1, "test", "walk", 0);
        let mut draw = || [stream.normal(), stream.normal(), stream.normal()];
        let mut cell = neuron.stationary_state(&cholesky(&s), draw());
        let n = 1_000_000;
        let (mut v, mut vv, mut yy) = (0.0, 0.0, 0.0);
        for _ in 0..n {
            cell = step.advance(cell, draw());
            v += cell.v_mv;
            vv += (cell.v_mv + 61.787_25).powi(2);
            yy += (cell.y_mv - 8.212_75).powi(2);
        }
        let n = f64::from(n);
        // V forgets in some 10 ms, so there are about 15,000 independent values.
        assert!((v / n + 61.787_25).abs() < 5.0 * (s[2][2] / 15_000.0).sqrt());
        assert!((vv / n / s[2][2] - 1.0).abs() < 5.0 * (2.0_f64 / 15_000.0).sqrt());
        assert!((yy / n / s[0][0] - 1.0).abs() < 0.01);
    }
}
