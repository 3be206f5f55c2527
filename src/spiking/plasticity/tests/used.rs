//! Short-term plasticity against its closed forms.

use super::super::recovering::Recovering;
use super::*;
use crate::spiking::{Recorder, ShortTerm, Watched};

/// Efficacies at spikes every `interval_ms`.
fn regular(synapse: &ShortTerm, interval_ms: u64, spikes: u64) -> Vec<f64> {
    let mut recovering = Recovering::new(synapse, 1, DT_MS);
    (0..spikes)
        .map(|k| recovering.release(0, 7 + k * interval_ms))
        .collect()
}

fn synapse_of(u: f64, tau_rec_ms: f64, tau_facil_ms: f64) -> ShortTerm {
    ShortTerm {
        u,
        tau_rec_ms,
        tau_facil_ms,
    }
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-13, "{found}, not {expected}");
}

/// Without facilitation R is a geometric approach: R_n − R_∞ = (1 − R_∞) ((1 − U) e)ⁿ with
/// e = e^(−T/τ_rec) and R_∞ = (1 − e)/(1 − (1 − U) e).
#[test]
fn depression_follows_the_closed_form() {
    let efficacies = regular(&synapse_of(0.5, 800.0, 0.0), 50, 40);
    let fade = (-50.0f64 / 800.0).exp();
    let stationary = (1.0 - fade) / (1.0 - 0.5 * fade);
    for (n, &efficacy) in efficacies.iter().enumerate() {
        let recovered = stationary + (1.0 - stationary) * (0.5 * fade).powi(n as i32);
        assert_close(efficacy, 0.5 * recovered);
    }
    assert_eq!(efficacies[0], 0.5);
}

/// u rises to U/(1 − (1 − U) f) with f = e^(−T/τ_facil), geometrically, and without depression the
/// efficacy is u.
#[test]
fn facilitation_follows_the_closed_form() {
    let efficacies = regular(&synapse_of(0.1, 0.0, 500.0), 20, 40);
    let fade = (-20.0f64 / 500.0).exp();
    let stationary = 0.1 / (1.0 - 0.9 * fade);
    for (n, &efficacy) in efficacies.iter().enumerate() {
        let used = stationary + (0.1 - stationary) * (0.9 * fade).powi(n as i32);
        assert_close(efficacy, used);
    }
    assert!(efficacies[39] > 5.0 * efficacies[0]);
}

/// The iterated equations of Tsodyks, Pawelzik & Markram 1998 (eq. 2 and 4, in which R_{n+1} follows
/// from the u of the spike before) with both.
#[test]
fn both_follow_the_iterated_equations() {
    let synapse = synapse_of(0.2, 300.0, 700.0);
    let mut stream = family("intervals").member(0);
    let mut recovering = Recovering::new(&synapse, 1, DT_MS);
    let (mut step, mut r, mut u) = (1000, 1.0, 0.2);
    for _ in 0..200 {
        assert_close(recovering.release(0, step), u * r);
        let interval = 1 + (100.0 * stream.uniform()) as u64;
        step += interval;
        let t = interval as f64;
        r = 1.0 - (1.0 - r * (1.0 - u)) * (-t / 300.0).exp();
        let faded = u * (-t / 700.0f64).exp();
        u = faded + 0.2 * (1.0 - faded);
    }
}

/// Tsodyks & Markram 1997: far above the limiting frequency 1/(U τ_rec), here 1.9 Hz, the stationary
/// efficacy falls as 1/r, so that the mean current, efficacy times rate, no longer tells the rate: it
/// nears A/τ_rec.
#[test]
fn above_the_limiting_frequency_the_current_does_not_tell_the_rate() {
    let synapse = synapse_of(0.67, 800.0, 0.0);
    let current = |interval_ms: u64| {
        let last = *regular(&synapse, interval_ms, 500).last().unwrap();
        last / interval_ms as f64 * 800.0
    };
    let rates = [20, 10, 5].map(current);
    assert!(rates[0] > 1.0 - 20.0 / (0.67 * 800.0), "{rates:?}");
    assert!(rates.is_sorted() && rates[2] < 1.0, "{rates:?}");
    assert!(rates[1] < 1.015 * rates[0], "{rates:?}");
    // Below it the current grows with the rate.
    assert!(current(2000) > 1.8 * current(4000));
}

/// Markram, Wang & Tsodyks 1998 (PNAS 95:5323): facilitating synapses are strongest at a rate of
/// about 1/√(U τ_facil τ_rec), here 20 Hz.
#[test]
fn facilitating_synapses_have_a_preferred_rate() {
    let synapse = synapse_of(0.05, 100.0, 500.0);
    let efficacy = |interval_ms: u64| *regular(&synapse, interval_ms, 500).last().unwrap();
    let strongest = (5..500).max_by(|&a, &b| efficacy(a).total_cmp(&efficacy(b)));
    let rate_hz = 1000.0 / strongest.unwrap() as f64;
    assert!((rate_hz / 20.0 - 1.0).abs() < 0.25, "{rate_hz}");
}

#[test]
fn two_spikes_at_one_grid_point_share_the_resources() {
    let mut recovering = Recovering::new(&synapse_of(0.5, 800.0, 0.0), 2, DT_MS);
    assert_eq!(recovering.release(1, 5), 0.5);
    // Without facilitation u is U again.
    assert_eq!(recovering.release(1, 5), 0.25);
    assert_eq!(recovering.release(0, 5), 0.5);
}

#[test]
fn a_network_delivers_the_efficacy_times_the_weight() {
    let projection = Projection {
        short_term: Some(synapse_of(0.5, 800.0, 0.0)),
        ..synapse(1.0, 3)
    };
    let current = Recorder {
        cells: part(1, 1),
        watched: Watched::Receptor(0),
        every: 1,
    };
    let listening = Listening {
        spikes: Vec::new(),
        recorders: vec![current],
    };
    let mut simulation = pair(projection, &[10, 30], &[]).build(1, 40, &listening, &family);
    simulation.run(40, &|| true);
    assert_eq!(simulation.synaptic_events(), 2);
    assert_eq!(simulation.synapses_of(0)[0].2, 1.0);
    let trace = &simulation.into_records().traces[0].columns[0];
    let step = (-0.05f64).exp();
    assert_eq!(trace[13], 0.0);
    assert_close(trace[14], 0.5 * step);
    let second = 0.5 * (1.0 - 0.5 * (-20.0f64 / 800.0).exp());
    assert_close(trace[34], 0.5 * step.powi(21) + second * step);
}

#[test]
fn values_out_of_range_are_told_by_name() {
    assert_eq!(ShortTerm::default().problems(), []);
    let told: Vec<String> = synapse_of(0.0, -1.0, f64::NAN)
        .problems()
        .iter()
        .map(|problem| format!("{} {problem}", problem.key))
        .collect();
    assert_eq!(
        told,
        [
            "u is 0, must be above 0 and at most 1",
            "tau_rec_ms is -1, must be finite and at least 0",
            "tau_facil_ms is NaN, must be finite and at least 0",
        ]
    );
}
