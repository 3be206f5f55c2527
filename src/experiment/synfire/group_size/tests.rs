//! Two sizes, the crossing, the problems.

use super::*;

fn size(group_size: usize, survival: f64) -> Size {
    Size {
        group_size,
        survival,
        attractor: (f64::NAN, f64::NAN),
        latency_ms: f64::NAN,
    }
}

#[test]
fn the_critical_size_is_where_half_survive() {
    let sizes = [
        size(80, 0.0),
        size(84, 0.25),
        size(88, 0.75),
        size(100, 1.0),
    ];
    assert_eq!(critical_size(&sizes), 86.0);
    assert!(critical_size(&sizes[..2]).is_nan());
    assert!(critical_size(&sizes[2..]).is_nan());
    // A dip above the first crossing counts.
    let dip = [size(80, 0.6), size(84, 0.0), size(88, 1.0)];
    assert_eq!(critical_size(&dip), 86.0);
}

#[test]
fn groups_of_110_carry_what_groups_of_60_do_not() {
    let settings = GroupSize {
        chain: ChainSettings {
            groups: 6,
            dt_ms: 0.1,
            warm_up_ms: 10.0,
            ..ChainSettings::default()
        },
        group_sizes: vec![60, 110],
        packets: vec![State {
            spikes: 80,
            spread_ms: 1.0,
        }],
        trials: 2,
    };
    assert_eq!(settings.problems(Path::new(".")), []);
    let context = Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    let parts = (0..settings.jobs(&context))
        .map(|job| settings.run(job, &context).unwrap())
        .collect();
    let outcome = settings.assemble(parts, &context).unwrap();
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    assert_eq!(value("survival[group_size=60]"), 0.0);
    assert_eq!(value("survival[group_size=110]"), 1.0);
    assert_eq!(value("critical_group_size"), 85.0);
    assert!((value("attractor_per_neuron[group_size=110]") - 1.0).abs() < 0.03);
    assert!(value("latency_ms[group_size=60]").is_nan());
    let table = &outcome.tables[0];
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let mut settings = GroupSize {
        group_sizes: vec![90, 80],
        trials: 0,
        ..GroupSize::default()
    };
    settings.chain.groups = 1;
    settings.packets[1].spread_ms = f64::NAN;
    let found = settings.problems(Path::new("."));
    let found: Vec<_> = found
        .iter()
        .map(|p| format!("{} {}", p.key, p.message))
        .collect();
    assert_eq!(
        found,
        [
            "chain.groups is 1, must be from 2 to 100",
            "group_sizes[1] is 80, must be above 90, the one before",
            "packets[1].spread_ms is NaN, must be from 0 to 50",
            "trials is 0, must be from 1 to 1000",
        ]
    );
    let mut endless = GroupSize {
        trials: 1000,
        ..GroupSize::default()
    };
    endless.chain.dt_ms = 0.01;
    assert_eq!(endless.problems(Path::new("."))[0].key, "trials");
}
