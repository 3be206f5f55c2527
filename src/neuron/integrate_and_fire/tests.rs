//! Steps against the equations and their noise against its law.

use super::background::cholesky;
use super::*;
use crate::integrate::Solver;
use crate::neuron::Shape;

/// V, x, y.
type Cell = [f64; 3];

fn quiet() -> IntegrateAndFire {
    IntegrateAndFire {
        noise_mv_per_sqrt_ms: 0.0,
        ..IntegrateAndFire::default()
    }
}

/// One cell a step later.
fn stepped(stepper: &dyn Stepper, cell: Cell, drive: f64, normals: &[f64]) -> Cell {
    let mut state = cell.map(|value| vec![value]);
    stepper.advance(Stretch {
        state: &mut state,
        cells: 0..1,
        drive: &[drive],
        conductance_ns: &[],
        normals,
    });
    state.map(|values| values[0])
}

#[test]
fn a_step_is_the_solution_of_the_equations() {
    let start = [-66.0, 3.0, 20.0];
    let slow = |tau_s_ms| IntegrateAndFire {
        tau_s_ms,
        ..quiet()
    };
    let cases = [
        (quiet(), 0.02),
        (quiet(), 0.3),
        (slow(10.0), 2.0),
        (slow(14.0), 5.0),
    ];
    for (neuron, dt_ms) in cases {
        // A constant current of 7 pA and an α current that is at 2 pA on its way from a peak.
        let alpha = Receptor {
            shape: Shape::Alpha,
            tau_ms: Some(1.5),
            ..Receptor::default()
        };
        let (level, ramp) = (2.0, 3.0);
        let slope = |t: f64, s: &[f64; 3], d: &mut [f64; 3]| {
            let course = (level + ramp * t / 1.5) * (-t / 1.5).exp();
            d[0] = (-(s[0] - neuron.v_rest_mv) + s[1] + 7.0 + course) / neuron.tau_m_ms;
            d[1] = (-s[1] + s[2]) / neuron.tau_s_ms;
            d[2] = -s[2] / neuron.tau_s_ms + neuron.drive_mv_per_ms;
        };
        let solver = Solver {
            relative: 1e-13,
            absolute: 1e-13,
            ..Solver::default()
        };
        let end = solver
            .integrate(slope, (0.0, dt_ms), start, &[], &[])
            .unwrap()
            .end;
        let stepper = neuron.stepper(dt_ms, std::slice::from_ref(&alpha));
        let [x, y] = stepper.receptor_gain(&alpha);
        let drive = 7.0 * stepper.current_gain() + level * x + ramp * y;
        let got = stepped(&*stepper, start, drive, &[]);
        for (got, end) in got.iter().zip(end) {
            assert!((got - end).abs() < 1e-11, "{got} {end}");
        }
    }
}

#[test]
fn two_halves_make_a_whole_step() {
    let start = [-60.0, -1.0, 30.0];
    let half = quiet().stepper(0.01, &[]);
    let twice = stepped(&*half, stepped(&*half, start, 0.0, &[]), 0.0, &[]);
    let once = stepped(&*quiet().stepper(0.02, &[]), start, 0.0, &[]);
    for (twice, once) in twice.iter().zip(once) {
        assert!((twice - once).abs() < 1e-13);
    }
}

/// The spikes of the paper add w to y; here an α current of peak w/e arrives. Both lift V alike.
#[test]
fn an_alpha_current_does_what_a_jump_of_y_does() {
    let alpha = Receptor {
        shape: Shape::Alpha,
        tau_ms: Some(0.325),
        ..Receptor::default()
    };
    let (w, steps) = (4.86, 300);
    let stepper = quiet().stepper(0.02, std::slice::from_ref(&alpha));
    let mean = quiet().mean_drive_mv();
    let rest = [-70.0 + mean, mean, mean];
    let mut jumped = rest;
    jumped[2] += w;
    let mut through_receptor = rest;
    let [x_gain, y_gain] = stepper.receptor_gain(&alpha);
    let mut peak: f64 = 0.0;
    for k in 0..steps {
        jumped = stepped(&*stepper, jumped, 0.0, &[]);
        // The course of the receptor is y (t/τ) e^(−t/τ) with y = e · peak.
        let t = f64::from(k) * 0.02 / 0.325;
        let y = std::f64::consts::E * IntegrateAndFire::alpha_peak_pa(w) * (-t).exp();
        let drive = y * t * x_gain + y * y_gain;
        through_receptor = stepped(&*stepper, through_receptor, drive, &[]);
        assert!((jumped[0] - through_receptor[0]).abs() < 1e-12, "step {k}");
        peak = peak.max(jumped[0] - rest[0]);
    }
    // The postsynaptic potential of the paper.
    assert!((peak - 0.14).abs() < 0.005, "{peak} mV");
}

/// The stationary covariance S does not change in a step: S = P S Pᵀ + Q.
#[test]
fn the_noise_of_a_step_keeps_the_stationary_covariance() {
    let neuron = IntegrateAndFire::default();
    let s = neuron.stationary_covariance();
    for dt_ms in [0.001, 0.02, 0.1, 0.325, 2.0] {
        let r = neuron.response(dt_ms);
        let p = [
            [r.fade, 0.0, 0.0],
            [r.y_to_x, r.fade, 0.0],
            [r.y_to_v, r.x_to_v, r.membrane],
        ];
        let l = cholesky(&neuron.step_covariance(dt_ms));
        for i in 0..3 {
            for j in 0..3 {
                let mut next = 0.0;
                for a in 0..3 {
                    next += l[i][a] * l[j][a];
                    for b in 0..3 {
                        next += p[i][a] * s[a][b] * p[j][b];
                    }
                }
                assert!((next / s[i][j] - 1.0).abs() < 1e-12, "{dt_ms} {i} {j}");
            }
        }
    }
}

/// For a short step the noise of V is that of thrice integrated white noise, σ² dt⁵/(20 τ_m²
/// τ_s²), which the closed form could not resolve.
#[test]
fn the_noise_of_a_very_short_step_is_resolved() {
    let dt: f64 = 1e-5;
    let q = IntegrateAndFire::default().step_covariance(dt);
    let expected = (39.24_f64 / (10.0 * 0.325)).powi(2) * dt.powi(5) / 20.0;
    assert!(
        (q[2][2] / expected - 1.0).abs() < 1e-4,
        "{} {expected}",
        q[2][2]
    );
}

/// A population starts from the stationary distribution and stays there, at any step.
#[test]
fn a_population_has_the_stationary_mean_and_variance_at_the_start_and_later() {
    let neuron = IntegrateAndFire::default();
    let s = neuron.stationary_covariance();
    let n = 100_000;
    let mut stream = Stream::new(1, "test", "population", 0);
    let mut state = vec![vec![0.0; n]; 3];
    neuron.start(&mut state, 0..n, &mut stream);
    let check = |state: &[Vec<f64>]| {
        let means = [-61.787_25, 8.212_75, 8.212_75];
        for (variable, (values, mean)) in state.iter().zip(means).enumerate() {
            let variance = s[2 - variable][2 - variable];
            let apart: f64 = values.iter().map(|value| value - mean).sum();
            let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
            let n = n as f64;
            assert!(
                (apart / n).abs() < 5.0 * (variance / n).sqrt(),
                "{variable}"
            );
            let ratio = squares / n / variance;
            assert!(
                (ratio - 1.0).abs() < 5.0 * (2.0 / n).sqrt(),
                "{variable}: {ratio}"
            );
        }
    };
    check(&state);
    let stepper = neuron.stepper(1.0, &[]);
    for _ in 0..3 {
        let normals: Vec<f64> = (0..3 * n).map(|_| stream.normal()).collect();
        stepper.advance(Stretch {
            state: &mut state,
            cells: 0..n,
            drive: &vec![0.0; n],
            conductance_ns: &[],
            normals: &normals,
        });
    }
    check(&state);
}

/// A conductance that is always 0 leaves the equations as they are; the method then errs by its
/// order, and half the step halves the error.
#[test]
fn with_conductances_the_error_falls_with_the_step() {
    let conductance = Receptor {
        tau_ms: Some(5.0),
        reversal_mv: Some(0.0),
        ..Receptor::default()
    };
    let start = [-66.0, 3.0, 20.0];
    let exact = stepped(&*quiet().stepper(2.0, &[]), start, 0.0, &[]);
    let error = |steps: u32| {
        let stepper = quiet().stepper(2.0 / f64::from(steps), std::slice::from_ref(&conductance));
        let mut state = start.map(|value| vec![value]);
        for _ in 0..steps {
            stepper.advance(Stretch {
                state: &mut state,
                cells: 0..1,
                drive: &[0.0],
                conductance_ns: &[0.0],
                normals: &[],
            });
        }
        state[0][0] - exact[0]
    };
    let (coarse, fine) = (error(400), error(800));
    assert!(coarse.abs() < 0.01, "{coarse}");
    assert!((coarse / fine - 2.0).abs() < 0.05, "{coarse} {fine}");
    // A conductance of 1 nS to 0 mV doubles the leak: V goes to the mean of both potentials.
    let still = IntegrateAndFire {
        drive_mv_per_ms: 0.0,
        ..quiet()
    };
    let stepper = still.stepper(0.1, std::slice::from_ref(&conductance));
    let mut state = [-70.0, 0.0, 0.0].map(|value| vec![value]);
    for _ in 0..2000 {
        stepper.advance(Stretch {
            state: &mut state,
            cells: 0..1,
            drive: &[0.0],
            conductance_ns: &[1.0],
            normals: &[],
        });
    }
    assert!((state[0][0] + 35.0).abs() < 1e-9, "{}", state[0][0]);
}

#[test]
fn noise_alone_moves_nothing_on_average() {
    let neuron = IntegrateAndFire::default();
    let stepper = neuron.stepper(0.1, &[]);
    assert_eq!(stepper.normals(), 3);
    assert_eq!(quiet().stepper(0.1, &[]).normals(), 0);
    let up = stepped(&*stepper, [-60.0, 1.0, 2.0], 0.0, &[0.5, -1.0, 2.0]);
    let down = stepped(&*stepper, [-60.0, 1.0, 2.0], 0.0, &[-0.5, 1.0, -2.0]);
    let middle = stepped(&*quiet().stepper(0.1, &[]), [-60.0, 1.0, 2.0], 0.0, &[]);
    for i in 0..3 {
        assert!((0.5 * (up[i] + down[i]) - middle[i]).abs() < 1e-12);
        assert!(up[i] != down[i]);
    }
}

#[test]
fn values_out_of_range_are_named() {
    let wrong = IntegrateAndFire {
        tau_m_ms: 0.0,
        threshold_mv: -80.0,
        noise_mv_per_sqrt_ms: f64::NAN,
        ..IntegrateAndFire::default()
    };
    let keys: Vec<_> = wrong.problems().iter().map(|problem| problem.key).collect();
    assert_eq!(keys, ["tau_m_ms", "threshold_mv", "noise_mv_per_sqrt_ms"]);
    assert_eq!(IntegrateAndFire::default().problems(), []);
}
