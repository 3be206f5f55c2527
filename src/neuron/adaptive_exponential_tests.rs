use super::*;
use crate::integrate::{Event, Solver};
use crate::neuron::receptor::Shape;

fn step(neuron: &AdaptiveExponential, dt_ms: f64, state: &mut [Vec<f64>], drive: f64, g: &[f64]) {
    neuron.stepper(dt_ms, &[]).advance(Stretch {
        state,
        cells: 0..1,
        drive: &[drive],
        conductance_ns: g,
        normals: &[],
    });
}

/// The equations as the paper prints them, for a constant current.
fn slope(n: &AdaptiveExponential, current: f64, [v, w]: [f64; 2]) -> [f64; 2] {
    let upstroke = n.g_l_ns * n.delta_t_mv * ((v - n.v_t_mv) / n.delta_t_mv).exp();
    [
        (-n.g_l_ns * (v - n.e_l_mv) + upstroke - w + current) / n.c_m_pf,
        (n.a_ns * (v - n.e_l_mv) - w) / n.tau_w_ms,
    ]
}

/// The state after `to_ms` under a constant current, and the times of spikes, by the adaptive solver.
fn reference(n: &AdaptiveExponential, current: f64, to_ms: f64) -> ([f64; 2], Vec<f64>) {
    let (mut t, mut y, mut spikes) = (0.0, [n.e_l_mv, 0.0], Vec::new());
    // From −10 mV to the peak it takes 2·10⁻⁸ ms, which the resolution of t need not follow.
    let high = -10.0;
    let peak = Event::Rising {
        component: 0,
        level: high,
    };
    // A stretch that blows up ends at its spike: stretches are short and begin anew behind it.
    while to_ms - t > 1e-9 {
        let end = to_ms.min(t + 0.05);
        let f = |_: f64, y: &[f64; 2], dy: &mut [f64; 2]| {
            let v = y[0].min(high + 5.0);
            *dy = slope(n, current, [v, y[1]]);
        };
        let run = Solver::default()
            .integrate(f, (t, end), y, &[], &[peak])
            .unwrap();
        if let Some(spike) = run.occurrences.first() {
            spikes.push(spike.t);
            (t, y) = (spike.t, [n.reset_mv, spike.y[1] + n.b_pa]);
        } else {
            (t, y) = (end, run.end);
        }
    }
    (y, spikes)
}

fn stepped(n: &AdaptiveExponential, current: f64, to_ms: f64, dt: f64) -> ([f64; 2], Vec<f64>) {
    let mut state = [vec![n.e_l_mv], vec![0.0]];
    let mut spikes = Vec::new();
    for k in 1..=(to_ms / dt).round() as u32 {
        step(n, dt, &mut state, current, &[]);
        if state[0][0] >= n.peak_mv {
            spikes.push(f64::from(k) * dt);
            n.stepper(dt, &[]).fire(&mut state, 0);
        }
    }
    ([state[0][0], state[1][0]], spikes)
}

#[test]
fn the_method_is_of_order_2() {
    let neuron = AdaptiveExponential::default();
    // Below threshold for long, and on the way up to a spike at 11.8 ms.
    for (current, to_ms) in [(500.0, 100.0), (1000.0, 11.0)] {
        let (exact, spikes) = reference(&neuron, current, to_ms);
        assert!(spikes.is_empty(), "{spikes:?}");
        let error = |dt| {
            let (y, _) = stepped(&neuron, current, to_ms, dt);
            [y[0] - exact[0], y[1] - exact[1]]
        };
        let (coarse, fine) = (error(0.1), error(0.05));
        for k in 0..2 {
            let ratio = coarse[k] / fine[k];
            assert!((ratio - 4.0).abs() < 0.2, "{k}: {coarse:?} {fine:?}");
        }
    }
}

/// A spike lies on the grid, and its upstroke, shorter than a step, is not resolved: up to two steps
/// late each, and as much later in the next one.
#[test]
fn spike_trains_agree_with_the_adaptive_solver() {
    let neuron = AdaptiveExponential::default();
    let (_, exact) = reference(&neuron, 1000.0, 250.0);
    assert!(exact.len() >= 6, "{exact:?}");
    for dt in [0.1, 0.01] {
        let (_, spikes) = stepped(&neuron, 1000.0, 250.0, dt);
        assert_eq!(spikes.len(), exact.len(), "{spikes:?} {exact:?}");
        for (k, (got, exact)) in spikes.iter().zip(&exact).take(6).enumerate() {
            let late = got - exact;
            assert!(
                late > 0.0 && late < 2.0 * (k + 1) as f64 * dt,
                "{dt} {k}: {got} {exact}"
            );
        }
    }
}

/// Far below V_T and without adaptation the step is that of a leaky cell, exact for constant
/// conductances, also where dt is many time constants.
#[test]
fn the_linear_part_is_exact() {
    let neuron = AdaptiveExponential {
        a_ns: 0.0,
        v_t_mv: 1e4,
        peak_mv: 2e4,
        ..AdaptiveExponential::default()
    };
    for (dt, g) in [(0.1, 70.0), (10.0, 70.0), (10.0, 1e6)] {
        // Reversal at −90 mV, and 200 pA.
        let mut state = [vec![-60.0], vec![0.0]];
        step(&neuron, dt, &mut state, 200.0 - 90.0 * g, &[g]);
        let total = 30.0 + g;
        let end = (200.0 - 90.0 * g - 30.0 * 70.6) / total;
        let exact = end + (-60.0 - end) * (-total * dt / 281.0).exp();
        assert!(
            (state[0][0] - exact).abs() < 1e-12 * 90.0,
            "{state:?} {exact}"
        );
    }
}

/// w relaxes to a (V − E_L) with τ_w while V stands still: V is held by an immense conductance.
#[test]
fn adaptation_relaxes_with_its_time_constant() {
    let neuron = AdaptiveExponential::default();
    let mut state = [vec![-60.6], vec![0.0]];
    let g = 1e12;
    for _ in 0..1440 {
        step(&neuron, 0.1, &mut state, -60.6 * g, &[g]);
    }
    let exact = 40.0 * (1.0 - (-1.0_f64).exp());
    assert!((state[1][0] - exact).abs() < 1e-6, "{state:?}");
}

#[test]
fn the_upstroke_ends_at_the_peak() {
    let neuron = AdaptiveExponential::default();
    for (v, current) in [(-40.0, 0.0), (19.9, 0.0), (-70.0, 1e300), (1e6, 0.0)] {
        for dt in [0.01, 1.0, 100.0] {
            let mut state = [vec![v], vec![0.0]];
            // So that the shallow ones are over the edge.
            for _ in 0..200 {
                step(&neuron, dt, &mut state, current, &[]);
            }
            assert_eq!(state[0][0], 20.0, "{v} {current} {dt}");
            assert!(state[1][0].is_finite());
        }
    }
    let mut state = [vec![-70.0], vec![0.0]];
    step(&neuron, 0.1, &mut state, -1e300, &[]);
    step(&neuron, 0.1, &mut state, 1e300, &[]);
    assert!(state[0][0].is_finite(), "{state:?}");
}

#[test]
fn a_spike_resets_v_and_lifts_w() {
    let mut state = [vec![20.0, 1.0], vec![10.0, 2.0]];
    AdaptiveExponential::default()
        .stepper(0.1, &[])
        .fire(&mut state, 0);
    assert_eq!(state, [vec![-70.6, 1.0], vec![90.5, 2.0]]);
}

/// The mean of e^(−t/τ) over a step of τ is 1 − 1/e, that of (t/τ) e^(−t/τ) is 1 − 2/e.
#[test]
fn synaptic_currents_count_with_their_mean_over_the_step() {
    let receptor = |shape| Receptor {
        name: "syn".into(),
        shape,
        tau_ms: Some(0.5),
        reversal_mv: None,
    };
    let stepper = AdaptiveExponential::default().stepper(0.5, &[]);
    let [x, y] = stepper.receptor_gain(&receptor(Shape::Alpha));
    let e = std::f64::consts::E;
    assert!((x - (1.0 - 1.0 / e)).abs() < 1e-15 && (y - (1.0 - 2.0 / e)).abs() < 1e-15);
    assert_eq!(stepper.receptor_gain(&receptor(Shape::Pulse)), [1.0, 0.0]);
}

#[test]
#[cfg(target_arch = "x86_64")]
fn every_path_gives_the_same_bits() {
    let n = 203;
    let ramp = |low: f64, high: f64| -> Vec<f64> {
        (0..n)
            .map(|k| low + (high - low) * k as f64 / (n - 1) as f64)
            .collect()
    };
    let (drive, g) = (ramp(-3e3, 9e3), ramp(0.0, 900.0));
    let neuron = AdaptiveExponential::default();
    let bits = |conductance: &[f64], path: fn(Cells<'_>)| {
        let (mut v, mut w) = (ramp(-95.0, 25.0), ramp(200.0, -30.0));
        path(Cells {
            step: Step::new(&neuron, 0.1),
            v: &mut v,
            w: &mut w,
            drive: &drive,
            conductance,
        });
        let all = v.iter().chain(&w);
        all.map(|x| x.to_bits()).collect::<Vec<_>>()
    };
    for conductance in [&[][..], &g] {
        let plain = bits(conductance, advance_cells::plain);
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            let avx2 = bits(conductance, |cells| unsafe { advance_cells::avx2(cells) });
            assert_eq!(avx2, plain, "AVX2");
        }
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            let avx512 = bits(conductance, |cells| unsafe { advance_cells::avx512(cells) });
            assert_eq!(avx512, plain, "AVX-512");
        }
    }
}

#[test]
fn values_out_of_range_are_named() {
    let neuron = AdaptiveExponential {
        c_m_pf: 0.0,
        v_t_mv: 20.0,
        delta_t_mv: -1.0,
        peak_mv: -71.0,
        refractory_ms: f64::NAN,
        ..AdaptiveExponential::default()
    };
    let keys: Vec<_> = neuron.problems().into_iter().map(|p| p.key).collect();
    let expected = ["c_m_pf", "v_t_mv", "delta_t_mv", "peak_mv", "refractory_ms"];
    assert_eq!(keys, expected);
}
