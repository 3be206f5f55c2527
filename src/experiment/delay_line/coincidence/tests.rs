//! Tuning, decoding, problems.

use super::*;

fn context<'a>() -> Context<'a> {
    Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    }
}

/// Without jitter the detector in the middle of the row fires first or alone when both ears hear at
/// once, and only those close to it fire at all.
#[test]
fn without_jitter_the_response_is_symmetric_about_the_tuned_place() {
    let settings = Coincidence {
        jitter_ms: 0.0,
        clicks: 2,
        differences: 3,
        greatest_itd_ms: 0.24,
        ..Coincidence::default()
    };
    assert_eq!(settings.problems(Path::new(".")), []);
    // 0.24 ms is 8 taps: 4 detectors to either side.
    for (job, place) in [(0, 6), (1, 10), (2, 14)] {
        let response = settings.respond(job, &context()).unwrap();
        assert_eq!(response.best(), place);
        assert!((response.place() - place as f64).abs() < 1e-12);
        let firing = response.per_click.iter().filter(|&&r| r > 0.0).count();
        assert!((1..=9).contains(&firing), "{firing} detectors fire");
        assert!((settings.tuned_ms(place as f64) - response.itd_ms).abs() < 1e-12);
    }
}

#[test]
fn one_ear_alone_fires_no_detector() {
    let mut settings = Coincidence {
        clicks: 2,
        ..Coincidence::default()
    };
    // The other ear hears long after: more than the whole row.
    settings.greatest_itd_ms = 2.0;
    let response = settings.respond(0, &context()).unwrap();
    assert_eq!(response.per_click, vec![0.0; 21]);
    assert!(response.place().is_nan());
}

#[test]
fn the_decoded_difference_is_right_to_a_tap() {
    let settings = Coincidence {
        differences: 7,
        ..Coincidence::default()
    };
    let context = context();
    let parts = (0..7)
        .map(|job| settings.run(job, &context).unwrap())
        .collect();
    let outcome = settings.assemble(parts, &context).unwrap();
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    assert!(value("worst_error_taps") <= 1.0);
    assert!(value("mean_error_taps") > 0.0);
    assert_eq!(value("one_ear_response"), 0.0);
    assert!(value("best_response") > 0.8);
    assert_eq!(outcome.figures.len(), 3);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = Coincidence {
        tap_ms: 0.005,
        greatest_itd_ms: 1.0,
        interval_ms: 0.5,
        ..Coincidence::default()
    };
    let found = settings.problems(Path::new("."));
    let found: Vec<_> = found
        .iter()
        .map(|p| format!("{} {}", p.key, p.message))
        .collect();
    assert_eq!(
        found,
        [
            "tap_ms is 0.005, must be 0 or at least dt_ms = 0.01",
            "greatest_itd_ms is 1, must be above 0 and at most 0.1",
            "interval_ms is 0.5, must be above 1.1, the length of a line and the greatest \
             difference, and at most 1000",
        ]
    );
}
