use super::*;
use crate::integrate::Solver;
use crate::integrate::lanes::{Course, Watched};
use crate::neuron::channels::Channels;
use crate::neuron::hodgkin_huxley::{Scheme, State, V};
use crate::neuron::models::Model;
use crate::neuron::point::PointNeuron;
use crate::neuron::receptor::Receptor;
use crate::random::Stream;

const CELLS: [Channels; 2] = [Channels::Squid, Channels::TraubMiles];

/// Cells of all kinds of states, more than two blocks and not a whole number of them.
fn states(count: usize) -> Vec<Vec<f64>> {
    let mut stream = Stream::new(7, "test", "states", 0);
    let mut uniform = |low, high| -> Vec<f64> {
        (0..count)
            .map(|_| stream.uniform_between(low, high))
            .collect()
    };
    let mut state = vec![uniform(-110.0, 70.0)];
    state.extend((0..3).map(|_| uniform(0.0, 1.0)));
    // The singularities of the linoids.
    for (v, singularity) in state[0].iter_mut().zip([-40.0, -55.0, -50.0, -23.0, -48.0]) {
        *v = singularity;
    }
    state
}

fn conductive() -> Receptor {
    Receptor {
        tau_ms: Some(5.0),
        reversal_mv: Some(0.0),
        ..Receptor::default()
    }
}

/// Moves all cells on by a step of dt under the same current and conductance.
fn step(cell: &HodgkinHuxleyCell, dt_ms: f64, state: &mut [Vec<f64>], drive: f64, g_ns: f64) {
    let count = state[0].len();
    cell.stepper(dt_ms, &[conductive()]).advance(Stretch {
        state,
        cells: 0..count,
        drive: &vec![drive; count],
        conductance_ns: &vec![g_ns; count],
        normals: &[],
    });
}

const UNWATCHED: Watched<'static> = Watched {
    samples: &[],
    events: &[],
};

/// The same step by the membrane's own method, its leak taking the conductance in.
#[test]
fn a_step_is_that_of_the_membranes_exponential_euler() {
    let dt_ms = 0.1;
    for channels in CELLS {
        let cell = HodgkinHuxleyCell {
            temperature_c: channels.set().reference_c + 3.0,
            area_um2: 12_345.0,
            ..HodgkinHuxleyCell::with(channels)
        };
        let before = states(150);
        let mut after = before.clone();
        let (drive_pa, g_ns) = (-321.0, 45.0);
        step(&cell, dt_ms, &mut after, drive_pa, g_ns);
        let mut membrane = cell.membrane();
        let leak = membrane.g_l_ms_cm2 * membrane.e_l_mv;
        membrane.g_l_ms_cm2 += g_ns / 123.45;
        membrane.e_l_mv = leak / membrane.g_l_ms_cm2;
        for i in 0..150 {
            let y0: State = std::array::from_fn(|k| before[k][i]);
            let course = Course {
                from: 0.0,
                to: dt_ms,
                y0,
                p: [drive_pa / 123.45, 0.0],
            };
            let scheme = Scheme::ExponentialEuler;
            let end = membrane
                .march(scheme, dt_ms, course, UNWATCHED)
                .unwrap()
                .end;
            for k in 0..4 {
                let scale = if k == V { 100.0 } else { 1.0 };
                let off = (after[k][i] - end[k]).abs();
                assert!(
                    off < 4e-15 * scale,
                    "variable {k} of {y0:?} is off by {off:e}"
                );
            }
        }
    }
}

/// Halving the step halves the error after a spike.
#[test]
fn the_method_converges_with_order_one_on_a_spike() {
    for (channels, current_ua_cm2) in [(Channels::Squid, 12.0), (Channels::TraubMiles, 5.0)] {
        let cell = HodgkinHuxleyCell::with(channels);
        let membrane = cell.membrane();
        let y0 = membrane.steady_at(membrane.resting_potential_mv().unwrap());
        let course = Course {
            from: 0.0,
            to: 8.0,
            y0,
            p: [current_ua_cm2, 0.0],
        };
        let solver = Solver {
            relative: 1e-12,
            absolute: 1e-12,
            ..Solver::default()
        };
        let exact = membrane.integrate(&solver, course, UNWATCHED).unwrap().end;
        let (error, peak_mv) = error_after(&cell, current_ua_cm2, y0, exact, 8.0 / 4096.0);
        let (half_error, _) = error_after(&cell, current_ua_cm2, y0, exact, 8.0 / 8192.0);
        assert!(peak_mv > 0.0, "no spike: {peak_mv} mV");
        let order = (error / half_error).log2();
        assert!((order - 1.0).abs() < 0.1, "{channels:?} has order {order}");
    }
}

/// The distance of V from `exact` after 8 ms, and the highest V on the way.
fn error_after(
    cell: &HodgkinHuxleyCell,
    current_ua_cm2: f64,
    y0: State,
    exact: State,
    dt_ms: f64,
) -> (f64, f64) {
    let mut state = y0.map(|x| vec![x]);
    let stepper = cell.stepper(dt_ms, &[]);
    let mut peak_mv = f64::NEG_INFINITY;
    for _ in 0..(8.0 / dt_ms) as usize {
        stepper.advance(Stretch {
            state: &mut state,
            cells: 0..1,
            drive: &[current_ua_cm2 * 200.0],
            conductance_ns: &[],
            normals: &[],
        });
        peak_mv = peak_mv.max(state[0][0]);
    }
    ((state[0][0] - exact[V]).abs(), peak_mv)
}

/// The intervals under 10 µA/cm² agree with those of the adaptive solver to the error of a small
/// step. 10 µA/cm² over 20,000 µm² is 2000 pA.
#[test]
fn the_squid_fires_at_the_rate_of_its_membrane() {
    let cell = HodgkinHuxleyCell::default();
    let membrane = cell.membrane();
    let y0 = membrane.steady_at(-65.0);
    let course = Course {
        from: 0.0,
        to: 300.0,
        y0,
        p: [10.0, 0.0],
    };
    let spike = crate::integrate::Event::Rising {
        component: V,
        level: -20.0,
    };
    let watched = Watched {
        samples: &[],
        events: &[spike],
    };
    let exact = membrane
        .integrate(&Solver::default(), course, watched)
        .unwrap();
    let exact: Vec<f64> = exact.occurrences.iter().map(|spike| spike.t).collect();
    let dt_ms = 0.002;
    let stepper = cell.stepper(dt_ms, &[]);
    let mut state = y0.map(|x| vec![x]);
    let mut spikes = Vec::new();
    for k in 1..=150_000 {
        let before = state[0][0];
        stepper.advance(Stretch {
            state: &mut state,
            cells: 0..1,
            drive: &[2000.0],
            conductance_ns: &[],
            normals: &[],
        });
        if before < -20.0 && state[0][0] >= -20.0 {
            spikes.push(f64::from(k) * dt_ms);
        }
    }
    assert_eq!(spikes.len(), exact.len());
    let mean = |times: &[f64]| (times[times.len() - 1] - times[0]) / (times.len() - 1) as f64;
    let (own, exact) = (mean(&spikes), mean(&exact));
    assert!((own / exact - 1.0).abs() < 1e-3, "{own} ms, not {exact} ms");
}

fn same_bits(path: fn(Cells<'_>)) {
    for channels in CELLS {
        let cell = HodgkinHuxleyCell::with(channels);
        for count in [1, 64, 150] {
            let mut expected = states(count);
            let mut got = expected.clone();
            let method = ExponentialEuler::new(&cell, 0.1);
            let drive: Vec<f64> = (0..count).map(|i| 10.0 * i as f64 - 700.0).collect();
            let conductance: Vec<f64> = (0..count).map(|i| 0.5 * i as f64).collect();
            for (state, path) in [
                (&mut expected, advance::plain as fn(Cells<'_>)),
                (&mut got, path),
            ] {
                for _ in 0..20 {
                    let [v, m, h, n] = state.as_mut_slice() else {
                        unreachable!()
                    };
                    path(Cells {
                        method: &method,
                        state: [v, m, h, n],
                        drive: &drive,
                        conductance: &conductance,
                    });
                }
            }
            for (expected, got) in expected.iter().flatten().zip(got.iter().flatten()) {
                assert!(expected.is_finite());
                assert_eq!(expected.to_bits(), got.to_bits());
            }
        }
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2.
        same_bits(|cells| unsafe { advance::avx2(cells) });
    }
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has AVX-512F.
        same_bits(|cells| unsafe { advance::avx512(cells) });
    }
    same_bits(advance);
}

/// Where a cell lies in a population and who its neighbours are changes no bit of it.
#[test]
fn a_cell_alone_is_what_it_is_among_others() {
    let cell = HodgkinHuxleyCell::with(Channels::TraubMiles);
    let mut together = states(150);
    let singles: Vec<Vec<Vec<f64>>> = (0..150)
        .map(|i| together.iter().map(|x| vec![x[i]]).collect())
        .collect();
    step(&cell, 0.1, &mut together, 100.0, 3.0);
    for (i, mut single) in singles.into_iter().enumerate() {
        step(&cell, 0.1, &mut single, 100.0, 3.0);
        for (k, x) in single.iter().enumerate() {
            assert_eq!(x[0].to_bits(), together[k][i].to_bits(), "cell {i}");
        }
    }
}

#[test]
fn what_is_no_number_is_not_hidden() {
    let cell = HodgkinHuxleyCell::with(Channels::TraubMiles);
    for variable in 0..4 {
        let mut state = states(70);
        state[variable][3] = f64::NAN;
        step(&cell, 0.1, &mut state, 0.0, 0.0);
        assert!(state[0][3].is_nan() && state[variable][3].is_nan());
        assert!(state[0][2].is_finite() && state[0][4].is_finite());
        if variable == 0 {
            assert!((1..4).all(|gate| state[gate][3].is_nan()));
        }
    }
    for (drive, g) in [(f64::NAN, 0.0), (0.0, f64::NAN), (f64::INFINITY, 0.0)] {
        let mut state = states(3);
        step(&cell, 0.1, &mut state, drive, g);
        assert!(state[0].iter().all(|v| !v.is_finite()));
    }
}

#[test]
fn a_cell_starts_at_rest_and_stays() {
    for channels in CELLS {
        let cell = HodgkinHuxleyCell::with(channels);
        let mut state = vec![vec![0.0; 3]; 4];
        let mut stream = Stream::new(1, "test", "start", 0);
        cell.start(&mut state, 1..3, &mut stream);
        assert_eq!(state[0][0], 0.0, "another cell");
        let start = state.clone();
        step(&cell, 0.1, &mut state, 0.0, 0.0);
        for (before, after) in start.iter().zip(&state) {
            assert!((before[1] - after[1]).abs() < 1e-11 * before[1].abs());
        }
    }
}

#[test]
fn what_is_not_given_is_the_sets_own() {
    let read = |text: &str| serde_json::from_str::<Model>(text);
    let Model::HodgkinHuxleyCell(cell) =
        read(r#"{ "model": "hodgkin-huxley", "channels": "traub-miles", "e_l_mv": -65 }"#).unwrap()
    else {
        panic!("another model")
    };
    assert_eq!(
        (cell.e_l_mv, cell.g_na_ms_cm2, cell.area_um2),
        (-65.0, 100.0, 20_000.0)
    );
    let written = serde_json::to_string(&Model::HodgkinHuxleyCell(cell.clone())).unwrap();
    assert_eq!(read(&written).unwrap(), Model::HodgkinHuxleyCell(cell));
    let unknown = read(r#"{ "model": "hodgkin-huxley", "channels": "lobster" }"#).unwrap_err();
    assert!(unknown.to_string().contains("traub-miles"), "{unknown}");
    let unknown = read(r#"{ "model": "hodgkin-huxley", "g_ca": 1 }"#).unwrap_err();
    assert!(
        unknown.to_string().contains("unknown field `g_ca`"),
        "{unknown}"
    );
}

#[test]
fn values_out_of_range_are_named() {
    let wrong = HodgkinHuxleyCell {
        area_um2: 0.0,
        g_l_ms_cm2: -1.0,
        temperature_c: f64::NAN,
        ..HodgkinHuxleyCell::default()
    };
    let keys: Vec<&str> = wrong.problems().iter().map(|problem| problem.key).collect();
    assert_eq!(keys, ["temperature_c", "area_um2", "g_l_ms_cm2"]);
    assert_eq!(HodgkinHuxleyCell::default().problems(), []);
}
