//! Latencies against the closed form, the problems.

use super::*;

fn outcome(settings: &DelayLine) -> Outcome {
    let context = Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    assert_eq!(settings.problems(Path::new(".")), []);
    let parts = (0..settings.jobs(&context))
        .map(|job| settings.run(job, &context).unwrap())
        .collect();
    settings.assemble(parts, &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    outcome.find_metric(name).unwrap().value
}

#[test]
fn every_link_takes_delay_and_rise_to_a_grid_step() {
    for dt_ms in [0.01, 0.1] {
        let settings = DelayLine {
            dt_ms,
            ..DelayLine::default()
        };
        let outcome = outcome(&settings);
        for metric in ["greatest_latency_error_ms", "greatest_tap_error_ms"] {
            let error = value(&outcome, metric);
            assert!(
                error < dt_ms && error > 0.0,
                "{metric} at {dt_ms} ms: {error}"
            );
        }
        // A spike lies on the first grid point at or after the crossing.
        let steps = (value(&outcome, "rise_ms") / dt_ms).ceil();
        let latency = value(&outcome, "latency_ms[delay_ms=2]");
        assert!((latency - 2.0 - steps * dt_ms).abs() < 1e-9, "{latency}");
        assert_eq!(outcome.figures.len(), 3);
    }
}

/// τ_m = 10 ms, τ_s = 2 ms, w/C = 20 mV/ms: 50 mV (e^(−t/10) − e^(−t/2)) reaches 15 mV.
#[test]
fn the_rise_solves_its_equation() {
    let settings = DelayLine::default();
    let t = settings.rise_ms();
    let v = 50.0 * ((-t / 10.0).exp() - (-t / 2.0).exp());
    assert!((v - 15.0).abs() < 1e-10, "{v} mV at {t} ms");
    assert!(t < settings.peak_ms());
    // With τ_s = τ_m the course is (w/C) t e^(−t/τ), highest at τ.
    let mut equal = settings;
    equal.synapse.tau_ms = 10.0;
    assert_eq!(equal.peak_ms(), 10.0);
    let t = equal.rise_ms();
    assert!((20.0 * t * (-t / 10.0).exp() - 15.0).abs() < 1e-10);
}

#[test]
fn a_weight_that_does_not_fire_is_refused() {
    let mut settings = DelayLine {
        delays_ms: vec![0.005],
        ..DelayLine::default()
    };
    let say = |settings: &DelayLine| -> Vec<String> {
        let found = settings.problems(Path::new("."));
        found
            .iter()
            .map(|p| format!("{} {}", p.key, p.message))
            .collect()
    };
    assert_eq!(
        say(&settings),
        ["delays_ms[0] is 0.005, must be 0 or at least dt_ms = 0.01"]
    );
    settings.delays_ms = vec![1.0];
    settings.synapse.weight_pa = 1000.0;
    assert_eq!(
        say(&settings),
        [
            "synapse.weight_pa is 1000, which lifts V by 13.375 mV; must fire a resting cell, whose \
             threshold lies 15 mV above rest"
        ]
    );
}
