//! One step: v by Euler's method in substeps, then u with the new v.

use super::Izhikevich;
use crate::math::dispatch::vectorised;
use crate::neuron::point::{Stepper, Stretch};

/// A bound for the overshoot of a spike, mV, that only a current of more than 10⁶ pA reaches: v² stays
/// finite whatever the input.
const BOUND_MV: f64 = 1e6;

pub(super) struct EulerSteps {
    neuron: Izhikevich,
    dt_ms: f64,
    substep_ms: f64,
}

impl EulerSteps {
    pub(super) fn new(neuron: &Izhikevich, dt_ms: f64) -> Self {
        EulerSteps {
            neuron: neuron.clone(),
            dt_ms,
            substep_ms: dt_ms / f64::from(neuron.v_substeps),
        }
    }
}

impl Stepper for EulerSteps {
    fn advance(&self, stretch: Stretch<'_>) {
        let Stretch { state, cells, .. } = stretch;
        let [v, u, parameters @ ..] = state else {
            unreachable!("v and u")
        };
        let v = &mut v[cells.clone()];
        let u = &mut u[cells.clone()];
        let substep = Substep {
            drive: stretch.drive,
            conductance: stretch.conductance_ns,
            quadratic: self.neuron.quadratic,
            h: self.substep_ms,
        };
        for _ in 0..self.neuron.v_substeps {
            move_v((v, u, substep));
        }
        let dt = self.dt_ms;
        match parameters {
            [a, b, ..] => recover_each((u, v, dt, &a[cells.clone()], &b[cells])),
            _ => recover((u, v, dt * self.neuron.a, self.neuron.b)),
        }
    }

    fn fire(&self, state: &mut [Vec<f64>], cell: usize) {
        let [v, u, parameters @ ..] = state else {
            unreachable!("v and u")
        };
        let (c, d) = match parameters {
            [_, _, c, d] => (c[cell], d[cell]),
            _ => (self.neuron.c, self.neuron.d),
        };
        v[cell] = c;
        u[cell] += d;
    }

    fn noise_gain(&self) -> f64 {
        1.0 / self.dt_ms.sqrt()
    }
}

#[derive(Clone, Copy)]
struct Substep<'a> {
    drive: &'a [f64],
    /// Empty without conductances.
    conductance: &'a [f64],
    quadratic: [f64; 3],
    h: f64,
}

impl Substep<'_> {
    #[inline(always)]
    fn moved(&self, v: f64, u: f64, current: f64) -> f64 {
        let [k2, k1, k0] = self.quadratic;
        let v = v + self.h * (k2 * (v * v) + k1 * v + k0 - u + current);
        if v > BOUND_MV { BOUND_MV } else { v }
    }
}

vectorised! {
    fn move_v(cells: (&mut [f64], &[f64], Substep<'_>)) {
        let (v, u, substep) = cells;
        let each = v.iter_mut().zip(u).zip(substep.drive);
        if substep.conductance.is_empty() {
            for ((v, u), drive) in each {
                *v = substep.moved(*v, *u, *drive);
            }
        } else {
            for (((v, u), drive), g) in each.zip(substep.conductance) {
                *v = substep.moved(*v, *u, drive - g * *v);
            }
        }
    }
}

vectorised! {
    /// u, v, dt a and b.
    fn recover(cells: (&mut [f64], &[f64], f64, f64)) {
        let (u, v, rate, b) = cells;
        for (u, v) in u.iter_mut().zip(v) {
            *u += rate * (b * v - *u);
        }
    }
}

vectorised! {
    /// u, v, dt, and a and b of each cell.
    fn recover_each(cells: (&mut [f64], &[f64], f64, &[f64], &[f64])) {
        let (u, v, dt, a, b) = cells;
        for (((u, v), a), b) in u.iter_mut().zip(v).zip(a).zip(b) {
            *u += dt * a * (b * v - *u);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every path of every kernel on values that reach all branches.
    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_path_gives_the_same_bits() {
        let n = 203;
        let ramp = |low: f64, high: f64| -> Vec<f64> {
            (0..n)
                .map(|k| low + (high - low) * k as f64 / (n - 1) as f64)
                .collect()
        };
        let (v, u) = (ramp(-90.0, 3e4), ramp(20.0, -17.0));
        let (drive, g) = (ramp(-30.0, 1e7), ramp(0.0, 7.0));
        for conductance in [&[][..], &g] {
            let substep = Substep {
                drive: &drive,
                conductance,
                quadratic: [0.04, 5.0, 140.0],
                h: 0.1,
            };
            compare(&v, |v, path| match path {
                0 => move_v::plain((v, &u, substep)),
                // SAFETY: `compare` asks only for paths that the processor has.
                1 => unsafe { move_v::avx2((v, &u, substep)) },
                _ => unsafe { move_v::avx512((v, &u, substep)) },
            });
        }
        compare(&u, |u, path| match path {
            0 => recover::plain((u, &v, 0.02, 0.2)),
            // SAFETY: as above.
            1 => unsafe { recover::avx2((u, &v, 0.02, 0.2)) },
            _ => unsafe { recover::avx512((u, &v, 0.02, 0.2)) },
        });
        let (a, b) = (ramp(0.02, 0.1), ramp(0.25, 0.2));
        compare(&u, |u, path| match path {
            0 => recover_each::plain((u, &v, 0.5, &a, &b)),
            // SAFETY: as above.
            1 => unsafe { recover_each::avx2((u, &v, 0.5, &a, &b)) },
            _ => unsafe { recover_each::avx512((u, &v, 0.5, &a, &b)) },
        });
    }

    #[cfg(target_arch = "x86_64")]
    fn compare(start: &[f64], run: impl Fn(&mut [f64], u8)) {
        let bits = |path| {
            let mut values = start.to_vec();
            run(&mut values, path);
            values.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
        };
        let plain = bits(0);
        if is_x86_feature_detected!("avx2") {
            assert_eq!(bits(1), plain, "AVX2");
        }
        if is_x86_feature_detected!("avx512f") {
            assert_eq!(bits(2), plain, "AVX-512");
        }
    }
}
