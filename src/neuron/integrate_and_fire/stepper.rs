//! One step: exact without conductances, exponential Euler with them.

use super::background::{Matrix, Response, cholesky};
use super::{IntegrateAndFire, Receptor, Stepper, Stretch};
use crate::math::{self, dispatch::vectorised};

/// What both steppers do to the background.
struct Background {
    response: Response,
    /// μ τ_s, mV.
    mean: f64,
    noise: Matrix,
    noisy: bool,
}

impl Background {
    fn new(neuron: &IntegrateAndFire, dt_ms: f64) -> Self {
        Background {
            response: neuron.response(dt_ms),
            mean: neuron.mean_drive_mv(),
            noise: cholesky(&neuron.step_covariance(dt_ms)),
            noisy: neuron.is_noisy(),
        }
    }

    fn normals(&self) -> usize {
        if self.noisy { 3 } else { 0 }
    }
}

/// Every step is the solution.
pub struct Exact {
    neuron: IntegrateAndFire,
    dt_ms: f64,
    background: Background,
}

impl Exact {
    pub fn new(neuron: &IntegrateAndFire, dt_ms: f64) -> Self {
        Exact {
            neuron: neuron.clone(),
            dt_ms,
            background: Background::new(neuron, dt_ms),
        }
    }
}

impl Stepper for Exact {
    fn advance(&self, stretch: Stretch<'_>) {
        let [v, x, y] = stretch.state else {
            panic!("three variables");
        };
        let cells = stretch.cells;
        let n = cells.len();
        let cells = Linear {
            v: &mut v[cells.clone()],
            x: &mut x[cells.clone()],
            y: &mut y[cells],
            drive: stretch.drive,
            response: &self.background.response,
            mean: self.background.mean,
            v_mean: self.neuron.v_rest_mv + self.background.mean,
        };
        if self.background.noisy {
            let (first, others) = stretch.normals.split_at(n);
            let (second, third) = others.split_at(n);
            advance_noisy(Noisy {
                cells,
                normals: [first, second, third],
                noise: &self.background.noise,
            });
        } else {
            advance_quiet(cells);
        }
    }

    fn fire(&self, state: &mut [Vec<f64>], cell: usize) {
        state[0][cell] = self.neuron.reset_mv;
    }

    /// 1 pA lifts V to 1 mV in the end.
    fn current_gain(&self) -> f64 {
        1.0 - self.background.response.membrane
    }

    /// The standard deviation that white noise of 1 pA √ms gives V in a step:
    /// √((1 − e^(−2 dt/τ_m))/(2 τ_m)).
    fn noise_gain(&self) -> f64 {
        let membrane = self.background.response.membrane;
        (0.5 * (1.0 - membrane * membrane) / self.neuron.tau_m_ms).sqrt()
    }

    /// ∫ e^(−(dt − s)/τ_m) e^(−s/τ) ds/τ_m over the step, and the same with s/τ.
    fn receptor_gain(&self, receptor: &Receptor) -> [f64; 2] {
        if !receptor.has_course() {
            return [self.current_gain(), 0.0];
        }
        let (dt, tau) = (self.dt_ms, receptor.tau());
        let z = dt * (1.0 / tau - 1.0 / self.neuron.tau_m_ms);
        let (fade, ramp) = math::exponential_integrals(z);
        let scale = self.background.response.membrane * dt / self.neuron.tau_m_ms;
        [scale * fade, scale * (dt / tau) * ramp]
    }

    fn normals(&self) -> usize {
        self.background.normals()
    }
}

struct Linear<'a> {
    v: &'a mut [f64],
    x: &'a mut [f64],
    y: &'a mut [f64],
    drive: &'a [f64],
    response: &'a Response,
    mean: f64,
    v_mean: f64,
}

struct Noisy<'a> {
    cells: Linear<'a>,
    normals: [&'a [f64]; 3],
    noise: &'a Matrix,
}

vectorised! {
    fn advance_quiet(cells: Linear<'_>) {
        let Linear { v, x, y, drive, response: r, mean, v_mean } = cells;
        let n = v.len();
        let (x, y, drive) = (&mut x[..n], &mut y[..n], &drive[..n]);
        for i in 0..n {
            let (above_v, above_x, above_y) = (v[i] - v_mean, x[i] - mean, y[i] - mean);
            let from_background = r.x_to_v * above_x + r.y_to_v * above_y;
            v[i] = v_mean + r.membrane * above_v + from_background + drive[i];
            x[i] = mean + (r.fade * above_x + r.y_to_x * above_y);
            y[i] = mean + r.fade * above_y;
        }
    }
}

vectorised! {
    fn advance_noisy(of: Noisy<'_>) {
        let Noisy { cells, normals: [first, second, third], noise: l } = of;
        let Linear { v, x, y, drive, response: r, mean, v_mean } = cells;
        let n = v.len();
        let (x, y, drive) = (&mut x[..n], &mut y[..n], &drive[..n]);
        let (first, second, third) = (&first[..n], &second[..n], &third[..n]);
        for i in 0..n {
            let (above_v, above_x, above_y) = (v[i] - v_mean, x[i] - mean, y[i] - mean);
            let from_background = r.x_to_v * above_x + r.y_to_v * above_y;
            let noise = l[2][0] * first[i] + l[2][1] * second[i] + l[2][2] * third[i];
            v[i] = v_mean + r.membrane * above_v + from_background + noise + drive[i];
            let noise = l[1][0] * first[i] + l[1][1] * second[i];
            x[i] = mean + (r.fade * above_x + r.y_to_x * above_y) + noise;
            y[i] = mean + r.fade * above_y + l[0][0] * first[i];
        }
    }
}

/// Exponential Euler for V: conductances and x stand still during a step.
pub struct WithConductances {
    neuron: IntegrateAndFire,
    dt_ms: f64,
    background: Background,
}

impl WithConductances {
    pub fn new(neuron: &IntegrateAndFire, dt_ms: f64) -> Self {
        WithConductances {
            neuron: neuron.clone(),
            dt_ms,
            background: Background::new(neuron, dt_ms),
        }
    }
}

impl Stepper for WithConductances {
    fn advance(&self, stretch: Stretch<'_>) {
        let [v, x, y] = stretch.state else {
            panic!("three variables");
        };
        let cells = stretch.cells;
        advance_with_conductances(Conductive {
            v: &mut v[cells.clone()],
            x: &mut x[cells.clone()],
            y: &mut y[cells.clone()],
            drive: stretch.drive,
            conductance: stretch.conductance_ns,
            normals: stretch.normals,
            response: &self.background.response,
            noise: &self.background.noise,
            mean: self.background.mean,
            v_rest: self.neuron.v_rest_mv,
            dt_per_tau: self.dt_ms / self.neuron.tau_m_ms,
        });
    }

    fn fire(&self, state: &mut [Vec<f64>], cell: usize) {
        state[0][cell] = self.neuron.reset_mv;
    }

    fn noise_gain(&self) -> f64 {
        1.0 / self.dt_ms.sqrt()
    }

    fn normals(&self) -> usize {
        // The third would be the noise of V, which is of higher order than the method.
        self.background.normals().min(2)
    }
}

struct Conductive<'a> {
    v: &'a mut [f64],
    x: &'a mut [f64],
    y: &'a mut [f64],
    drive: &'a [f64],
    conductance: &'a [f64],
    /// Two arrays, or empty.
    normals: &'a [f64],
    response: &'a Response,
    noise: &'a Matrix,
    mean: f64,
    v_rest: f64,
    dt_per_tau: f64,
}

vectorised! {
    fn advance_with_conductances(cells: Conductive<'_>) {
        let Conductive { v, x, y, drive, conductance, normals, response: r, noise: l, mean, v_rest, dt_per_tau } = cells;
        let n = v.len();
        let (x, y) = (&mut x[..n], &mut y[..n]);
        let (drive, conductance) = (&drive[..n], &conductance[..n]);
        for i in 0..n {
            let g = 1.0 + conductance[i];
            let slope = (drive[i] + v_rest + x[i]) - g * v[i];
            v[i] += slope * dt_per_tau * math::fade_integral(g * dt_per_tau);
            let (above_x, above_y) = (x[i] - mean, y[i] - mean);
            x[i] = mean + (r.fade * above_x + r.y_to_x * above_y);
            y[i] = mean + r.fade * above_y;
        }
        if normals.is_empty() {
            return;
        }
        let (first, second) = (&normals[..n], &normals[n..2 * n]);
        for i in 0..n {
            x[i] += l[1][0] * first[i] + l[1][1] * second[i];
            y[i] += l[0][0] * first[i];
        }
    }
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::*;

    /// The noisy step of 37 cells by one of its paths.
    fn stepped(path: impl Fn(Noisy<'_>)) -> [Vec<f64>; 3] {
        let exact = Exact::new(&IntegrateAndFire::default(), 0.02);
        let values = |shift: f64| -> Vec<f64> { (0..37).map(|i| shift + f64::from(i)).collect() };
        let (mut v, mut x, mut y) = (values(-70.3), values(0.1), values(-3.7));
        let (drive, normals) = (values(0.01), [values(-18.2), values(-17.5), values(-19.1)]);
        path(Noisy {
            cells: Linear {
                v: &mut v,
                x: &mut x,
                y: &mut y,
                drive: &drive,
                response: &exact.background.response,
                mean: exact.background.mean,
                v_mean: -61.8,
            },
            normals: [&normals[0], &normals[1], &normals[2]],
            noise: &exact.background.noise,
        });
        [v, x, y]
    }

    #[test]
    fn every_path_gives_the_same_bits() {
        let plain = stepped(advance_noisy::plain);
        assert!(plain[0][0] != -70.3);
        // SAFETY: only where the processor has the instructions.
        if is_x86_feature_detected!("avx2") {
            assert_eq!(
                stepped(|cells| unsafe { advance_noisy::avx2(cells) }),
                plain
            );
        }
        if is_x86_feature_detected!("avx512f") {
            assert_eq!(
                stepped(|cells| unsafe { advance_noisy::avx512(cells) }),
                plain
            );
        }
    }
}
