//! The leaky neuron against closed forms.

use super::*;

const C_PF: f64 = 200.0;
const TAU_M_MS: f64 = 20.0;
const E_L_MV: f64 = -60.0;

fn driven(pa: f64, leaky: Leaky) -> Network {
    let mut network = network(vec![cells("c", 1, leaky, Vec::new())], Vec::new());
    network.currents.push(current(part(0, 1), pa));
    network
}

/// V = E_L + I/g_L (1 − e^(−t/τ)), to rounding at every grid point.
#[test]
fn a_constant_current_charges_the_membrane() {
    let network = driven(90.0, Leaky::default());
    let records = run(
        &network,
        1,
        2000,
        vec![watch(part(0, 1), Watched::Variable(0))],
    );
    let trace = &records.traces[0];
    assert_eq!(trace.steps.len(), 2001);
    for (&step, v) in trace.steps.iter().zip(&trace.columns[0]) {
        let exact = E_L_MV - 9.0 * (-0.1 * step as f64 / TAU_M_MS).exp_m1();
        assert!((v - exact).abs() < 1e-12, "{step}: {v} {exact}");
    }
    assert!(records.spikes[0].is_empty());
}

/// From the reset to the threshold V needs τ ln((I/g_L)/(I/g_L − (θ − V_r))): the f–I curve, with the
/// crossing seen at the next grid point and the refractory time counted in whole steps.
#[test]
fn intervals_are_those_of_the_f_i_curve() {
    for pa in [100.5, 120.0, 150.0, 400.0, 3000.0] {
        for refractory_steps in [0u64, 1, 50] {
            let leaky = Leaky {
                refractory_ms: 0.1 * refractory_steps as f64,
                ..Leaky::default()
            };
            let records = run(&driven(pa, leaky), 1, 5000, Vec::new());
            let end_mv = pa / 10.0;
            let rise_ms = TAU_M_MS * (end_mv / (end_mv - 10.0)).ln();
            let rise = (rise_ms / 0.1).ceil() as u64;
            let interval = rise + refractory_steps;
            let times = (0..).map(|k| rise + k * interval);
            let exact: Vec<u64> = times.take_while(|&step| step <= 5000).collect();
            assert_eq!(
                grid_points(&records, 0),
                exact,
                "{pa} pA, {refractory_steps}"
            );
        }
    }
}

/// The potential above rest at t behind a spike of weight 1 pA into an exponential current:
/// (e^(−t/τ_m) − e^(−t/τ)) τ τ_m/(C (τ_m − τ)).
fn exponential_psp(t: f64, tau: f64) -> f64 {
    let difference = (-t / TAU_M_MS).exp() - (-t / tau).exp();
    difference * tau * TAU_M_MS / (C_PF * (TAU_M_MS - tau))
}

/// The same of an α function: e/(C τ) e^(−t/τ_m) (1 − (1 + a t) e^(−a t))/a², a = 1/τ − 1/τ_m.
fn alpha_psp(t: f64, tau: f64) -> f64 {
    let a = 1.0 / tau - 1.0 / TAU_M_MS;
    let integral = (1.0 - (1.0 + a * t) * (-a * t).exp()) / (a * a);
    std::f64::consts::E / (C_PF * tau) * (-t / TAU_M_MS).exp() * integral
}

fn exponential(t: f64, tau: f64) -> f64 {
    (-t / tau).exp()
}

fn alpha(t: f64, tau: f64) -> f64 {
    t / tau * (1.0 - t / tau).exp()
}

type Course = fn(f64, f64) -> f64;

/// Spikes at 3.0 and 10.1 ms with a delay of 0.7 ms: V and the receptor at every grid point, over
/// several rebasings.
#[test]
fn postsynaptic_potentials_are_exact() {
    let arrivals = [3.7, 10.8];
    let kinds: [(Shape, Course, Course); 2] = [
        (Shape::Exponential, exponential_psp, exponential),
        (Shape::Alpha, alpha_psp, alpha),
    ];
    for (shape, psp, course) in kinds {
        for tau in [0.4, 5.0, 10.0, 35.0] {
            let list = Generator::List(vec![(3.0, 0), (10.1, 0)]);
            let receptors = vec![receptor("r", shape, tau, None)];
            let network = network(
                vec![
                    generator("g", 1, list),
                    cells("c", 1, Leaky::default(), receptors),
                ],
                vec![projection(
                    part(0, 1),
                    part(1, 1),
                    Pattern::AllToAll,
                    50.0,
                    0.7,
                )],
            );
            let recorders = vec![
                watch(part(1, 1), Watched::Variable(0)),
                watch(part(1, 1), Watched::Receptor(0)),
            ];
            let records = run(&network, 1, 1000, recorders);
            assert!(records.spikes[1].is_empty());
            let sum = |course: Course, t: f64| -> f64 {
                // What arrives at a grid point is seen behind it.
                let since = arrivals.iter().map(|arrival| t - arrival);
                let since = since.filter(|&since| since > 0.05);
                since.map(|since| 50.0 * course(since, tau)).sum()
            };
            for step in 0..=1000 {
                let t = 0.1 * step as f64;
                let v = records.traces[0].columns[0][step];
                let exact = E_L_MV + sum(psp, t);
                assert!(
                    (v - exact).abs() < 1e-12,
                    "{shape:?} {tau} {t}: {v} {exact}"
                );
                let pa = records.traces[1].columns[0][step];
                let exact = sum(course, t);
                assert!(
                    (pa - exact).abs() < 1e-12,
                    "{shape:?} {tau} {t}: {pa} {exact}"
                );
            }
        }
    }
}

/// V at 12 ms of a cell with a conductance of 20 nS, E = 0, τ = 5 ms, from 2 ms on.
fn conductance_psp(dt_ms: f64) -> f64 {
    let receptors = vec![receptor("r", Shape::Exponential, 5.0, Some(0.0))];
    let leaky = Leaky {
        threshold_mv: 0.0,
        ..Leaky::default()
    };
    let list = Generator::List(vec![(2.0, 0)]);
    let mut network = network(
        vec![generator("g", 1, list), cells("c", 1, leaky, receptors)],
        vec![projection(
            part(0, 1),
            part(1, 1),
            Pattern::OneToOne,
            20.0,
            0.0,
        )],
    );
    network.dt_ms = dt_ms;
    let steps = (12.0 / dt_ms).round() as u64;
    let records = run(
        &network,
        1,
        steps,
        vec![watch(part(1, 1), Watched::Variable(0))],
    );
    *records.traces[0].columns[0].last().unwrap()
}

/// The same by Runge and Kutta's method of order 4 in 20,000 steps.
fn conductance_psp_by_runge_kutta() -> f64 {
    let slope = |t: f64, v: f64| {
        let g = 20.0 * (-t / 5.0).exp();
        (10.0 * (E_L_MV - v) + g * (0.0 - v)) / C_PF
    };
    let (mut v, h) = (E_L_MV, 10.0 / 20_000.0);
    for i in 0..20_000 {
        let t = h * f64::from(i);
        let k1 = slope(t, v);
        let k2 = slope(t + 0.5 * h, v + 0.5 * h * k1);
        let k3 = slope(t + 0.5 * h, v + 0.5 * h * k2);
        let k4 = slope(t + h, v + h * k3);
        v += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    }
    v
}

#[test]
fn conductances_converge_with_order_1() {
    let exact = conductance_psp_by_runge_kutta();
    let error = |dt_ms| conductance_psp(dt_ms) - exact;
    let errors = [0.2, 0.1, 0.05, 0.025, 0.0125].map(error);
    assert!(errors[0].abs() < 0.5, "{errors:?}");
    for pair in errors.windows(2) {
        let ratio = pair[0] / pair[1];
        assert!(ratio > 1.9 && ratio < 2.1, "{errors:?}");
    }
}
