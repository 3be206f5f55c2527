//! Hodgkin & Huxley 1952, J. Physiol. 117:500–544, the space-clamped membrane at 6.3 °C.
//!
//! The paper's own numbers are read off its figures; the tight ones below were computed by two
//! other high-order integrators at tolerances down to 10⁻¹³, which agree in all digits given.

use galvani::integrate::{Event, Method, Solver, Trajectory};
use galvani::neuron::HodgkinHuxley;
use galvani::neuron::hodgkin_huxley::{State, V};

const SPIKE: Event = Event::Rising {
    component: V,
    level: 0.0,
};
const PEAK: Event = Event::Maximum { component: V };

fn solver(tolerance: f64) -> Solver {
    Solver {
        method: Method::Dop853,
        relative: tolerance,
        absolute: tolerance,
        ..Solver::default()
    }
}

fn run(i_ua_cm2: f64, from: State, duration_ms: f64, tolerance: f64) -> Trajectory<4> {
    solver(tolerance)
        .integrate(
            HodgkinHuxley::default().under_current(i_ua_cm2),
            (0.0, duration_ms),
            from,
            &[],
            &[SPIKE, PEAK],
        )
        .unwrap()
}

fn times(run: &Trajectory<4>, event: usize) -> Vec<f64> {
    let of = run.occurrences.iter().filter(|found| found.event == event);
    of.map(|found| found.t).collect()
}

fn assert_near(what: &str, got: f64, expected: f64, tolerance: f64) {
    assert!(
        (got - expected).abs() <= tolerance,
        "{what}: {got:.13}, expected {expected} ± {tolerance:e}"
    );
}

#[test]
fn rest_and_its_gates() {
    let membrane = HodgkinHuxley::default();
    let rest = membrane.resting_potential_mv().unwrap();
    assert_near("rest", rest, -64.996379331192, 1e-12);
    let [_, m, h, n] = membrane.steady_at(rest);
    assert_near("m at rest", m, 0.052955086813, 1e-12);
    assert_near("h at rest", h, 0.595994124740, 1e-12);
    assert_near("n at rest", n, 0.317732399761, 1e-12);
    let [_, m, h, n] = membrane.steady_at(-65.0);
    assert_near("m at −65 mV", m, 0.052932485257, 1e-12);
    assert_near("h at −65 mV", h, 0.596120753508, 1e-12);
    assert_near("n at −65 mV", n, 0.317676914061, 1e-12);
    for (e_l_mv, expected) in [(-54.4, -64.999722433735), (-54.3, -64.974052451627)] {
        let rest = HodgkinHuxley { e_l_mv, ..membrane }
            .resting_potential_mv()
            .unwrap();
        assert_near("rest with another leak", rest, expected, 1e-12);
    }
    // V_l was chosen to make rest free of current (Table 3, −10.613 mV); to all digits it is this.
    let exact = HodgkinHuxley {
        e_l_mv: -65.0 + 10.59892096939,
        ..membrane
    };
    let rest = exact.resting_potential_mv().unwrap();
    assert_near("rest with the exact leak", rest, -65.0, 1e-11);
}

#[test]
fn repetitive_firing_under_ten_microamperes() {
    let run = run(
        10.0,
        HodgkinHuxley::default().steady_at(-65.0),
        1000.0,
        1e-12,
    );
    let spikes = times(&run, 0);
    assert_eq!(spikes.len(), 69);
    assert_near("first spike", spikes[0], 1.90097195166, 1e-10);
    assert_near("last spike", spikes[68], 997.46272808, 1e-8);
    assert_near(
        "steady interval",
        spikes[68] - spikes[67],
        14.636209989834,
        1e-9,
    );
    let peaks: Vec<_> = run
        .occurrences
        .iter()
        .filter(|found| found.event == 1)
        .collect();
    assert_near("first peak", peaks[0].y[V], 40.26884162, 1e-8);
    assert_near("its time", peaks[0].t, 2.13768473, 1e-8);
    assert_near("steady peak", peaks.last().unwrap().y[V], 30.43091442, 1e-8);
}

/// Spike times are limited by the tolerance, not by a grid.
#[test]
fn spike_times_follow_the_tolerance() {
    let rest = HodgkinHuxley::default().steady_at(-65.0);
    for (tolerance, error_ms) in [(1e-6, 1e-3), (1e-8, 1e-5), (1e-10, 1e-7), (1e-12, 1e-8)] {
        let last = *times(&run(10.0, rest, 1000.0, tolerance), 0)
            .last()
            .unwrap();
        assert_near("last spike", last, 997.46272808, error_ms);
    }
}

/// Fig. 12: membrane action potentials after instantaneous shocks; 6 mV gives none.
#[test]
fn shocks_of_figure_12() {
    let membrane = HodgkinHuxley::default();
    let rest = membrane.resting_potential_mv().unwrap();
    let after = |shock_mv: f64| {
        let mut state = membrane.steady_at(rest);
        state[V] += shock_mv;
        run(0.0, state, 20.0, 1e-12)
    };
    let published_ms = [0.3, 1.1, 3.4];
    let shocks = [
        (90.0, 0.29753572, 108.53297),
        (15.0, 1.15930989, 105.40673),
        (7.0, 3.39121832, 102.11495),
    ];
    for ((shock, time_ms, height_mv), published) in shocks.into_iter().zip(published_ms) {
        let run = after(shock);
        let highest = run
            .occurrences
            .iter()
            .filter(|found| found.event == 1)
            .max_by(|a, b| a.y[V].total_cmp(&b.y[V]))
            .unwrap();
        assert_near("time of the peak", highest.t, time_ms, 1e-8);
        assert_near("height of the peak", highest.y[V] - rest, height_mv, 5.1e-6);
        assert_near("the figure's time", highest.t, published, 0.1);
    }
    assert!(times(&after(6.0), 0).is_empty());
    // The threshold lies between, at 6.50507121 mV.
    assert!(times(&after(6.50507), 0).is_empty());
    assert_eq!(times(&after(6.50508), 0).len(), 1);
}

/// Frequency against current, step from rest, last interval of 3 s.
#[test]
fn frequency_against_current() {
    let membrane = HodgkinHuxley::default();
    let rest = membrane.steady_at(membrane.resting_potential_mv().unwrap());
    for (i, hz) in [(6.5, 55.0573023), (20.0, 86.4700527), (50.0, 117.0359876)] {
        let spikes = times(&run(i, rest, 3000.0, 1e-9), 0);
        let interval = spikes[spikes.len() - 1] - spikes[spikes.len() - 2];
        assert_near("rate", 1000.0 / interval, hz, 1e-6);
    }
}

/// The least current that makes a resting membrane fire once: 2.24033362 µA/cm² for a step of a
/// second.
#[test]
fn rheobase() {
    let membrane = HodgkinHuxley::default();
    let rest = membrane.steady_at(membrane.resting_potential_mv().unwrap());
    let spikes = |i: f64| times(&run(i, rest, 1000.0, 1e-12), 0).len();
    assert_eq!((spikes(2.240_333_6), spikes(2.240_333_7)), (0, 1));
}

/// Fig. 22: released after a long hyperpolarisation by 30 mV the membrane fires, at 6.3 °C but not
/// at 18.5 °C. The tight numbers were computed, not published.
#[test]
fn anode_break_excitation() {
    let at = |temperature_c: f64| {
        let membrane = HodgkinHuxley {
            temperature_c,
            ..HodgkinHuxley::default()
        };
        let rest = membrane.resting_potential_mv().unwrap();
        let held = membrane.steady_at(rest - 30.0);
        let released = membrane.under_current(0.0);
        let run = solver(1e-10).integrate(released, (0.0, 30.0), held, &[], &[SPIKE, PEAK]);
        (run.unwrap(), rest)
    };
    let (cold, rest) = at(6.3);
    assert_eq!(times(&cold, 0).len(), 1);
    let peak = cold
        .occurrences
        .iter()
        .find(|found| found.event == 1)
        .unwrap();
    assert_near("height of the peak", peak.y[V] - rest, 112.06, 0.01);
    assert_near("time of the peak", peak.t, 6.55, 0.01);
    assert!(times(&at(18.5).0, 0).is_empty());
}
