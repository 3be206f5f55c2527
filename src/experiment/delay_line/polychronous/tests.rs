//! The figure of the paper, the scan, the problems.

use super::*;

fn outcome(settings: &PolychronousGroup) -> Outcome {
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

#[test]
fn only_the_matched_order_fires_the_right_neuron() {
    let outcome = outcome(&PolychronousGroup::default());
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    let spikes = |pattern: &str| {
        ["a", "e"].map(|receiver| value(&format!("spikes[receiver={receiver},pattern={pattern}]")))
    };
    assert_eq!(spikes("together"), [0.0, 0.0]);
    assert_eq!(spikes("d-c-b"), [1.0, 0.0]);
    assert_eq!(spikes("b-c-d"), [0.0, 1.0]);
    // The delays to a differ by c − b = 4 and c − d = −4 ms, those to e by −3 and 4 ms.
    assert!((value("centre_a_b_ms") - 4.0).abs() < 0.5);
    assert!((value("centre_a_d_ms") + 4.0).abs() < 0.5);
    assert!((value("centre_e_b_ms") + 3.0).abs() < 0.5);
    assert!((value("centre_e_d_ms") - 4.0).abs() < 0.5);
    assert_eq!(value("share_both"), 0.0);
    assert!(value("share_a") > 0.0 && value("share_a") < 0.1);
}

/// The copies of the scan do not disturb each other: one of them alone gives the same.
#[test]
fn the_scan_is_what_single_groups_do() {
    let settings = PolychronousGroup {
        scan_ms: 4.0,
        scan_steps: 2,
        ..PolychronousGroup::default()
    };
    let context = Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    let scan = settings.scan(&context).unwrap();
    let mut fired = 0;
    for (copy, fires) in scan.fires.iter().enumerate() {
        let [b, d] = [copy % 5, copy / 5].map(|i| settings.after_c_ms(i));
        let alone = settings
            .run_groups(&[[4.0 + b, 4.0, 4.0 + d]], &context)
            .unwrap();
        for (receiver, &fires) in fires.iter().enumerate() {
            let fires_alone = alone.iter().any(|spike| spike.1 == receiver);
            assert_eq!(fires, fires_alone, "b {b}, d {d}");
            fired += usize::from(fires);
        }
    }
    assert!(fired > 0);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let mut settings = PolychronousGroup {
        to_e_ms: [8.0, 0.01, 200.0],
        scan_steps: 0,
        ..PolychronousGroup::default()
    };
    settings.patterns[1].times_ms[2] = -1.0;
    settings.patterns[2].name = "together".into();
    settings.synapse.tau_ms = 0.0;
    let found = settings.problems(Path::new("."));
    let found: Vec<_> = found
        .iter()
        .map(|p| format!("{} {}", p.key, p.message))
        .collect();
    assert_eq!(
        found,
        [
            "synapse.tau_ms is 0, must be above 0 and at most 100",
            "to_e_ms[1] is 0.01, must be 0 or at least dt_ms = 0.05",
            "to_e_ms[2] is 200, must be from 0 to 100",
            "patterns[2] is there already, must be another",
            "patterns[1].times_ms[2] is -1, must be from 0 to 100",
            "scan_steps is 0, must be from 1 to 100",
        ]
    );
}
