//! A small plane, its problems.

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

fn small() -> StateSpace {
    StateSpace {
        chain: ChainSettings {
            groups: 6,
            dt_ms: 0.1,
            warm_up_ms: 10.0,
            ..ChainSettings::default()
        },
        spikes: vec![15, 100],
        spreads_ms: vec![0.0, 1.0],
        separatrix: SeparatrixSettings {
            spreads_ms: vec![0.0],
            most_spikes: 100,
            trials: 1,
        },
        ..StateSpace::default()
    }
}

#[test]
fn weak_packets_die_and_strong_ones_settle_near_the_group_size() {
    let settings = small();
    assert_eq!(settings.problems(Path::new(".")), []);
    let context = context();
    let parts = |_: ()| -> Vec<Part> {
        (0..settings.jobs(&context))
            .map(|job| settings.run(job, &context).unwrap())
            .collect()
    };
    let outcome = settings.assemble(parts(()), &context).unwrap();
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    assert_eq!((value("packets"), value("survivors")), (4.0, 2.0));
    assert!((value("attractor_per_neuron") - 1.0).abs() < 0.05);
    let least = value("least_spikes[spread_ms=0]");
    assert!(least > 15.0 && least < 60.0, "{least}");
    // Four trajectories, the separatrix as line and points, the attractor.
    assert_eq!(outcome.figures[0].panels[0].marks.len(), 4 + 2 + 1);
    let table = &outcome.tables[0];
    assert_eq!((table.rows.len(), table.header.len()), (2, 3));
    assert!(table.rows.iter().all(|row| row.len() == 3));
    assert_eq!(settings.assemble(parts(()), &context).unwrap(), outcome);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let mut settings = StateSpace {
        group_size: 0,
        spikes: vec![],
        spreads_ms: vec![1.0, 1.0],
        ..small()
    };
    settings.chain.dt_ms = 1.0;
    settings.chain.neuron.tau_s_ms = 0.0;
    settings.separatrix.trials = 4;
    settings.separatrix.spreads_ms = vec![-1.0];
    let found = settings.problems(Path::new("."));
    let found: Vec<_> = found
        .iter()
        .map(|p| format!("{} {}", p.key, p.message))
        .collect();
    assert_eq!(
        found,
        [
            "chain.dt_ms is 1, must be from 0.001 to 0.2",
            "chain.neuron.tau_s_ms is 0, must be finite and above 0",
            "group_size is 0, must be from 1 to 1000",
            "spikes has 0 entries, must have from 1 to 20",
            "spreads_ms[1] is there already, must be another",
            "separatrix.spreads_ms[0] is -1, must be from 0 to 50",
            "separatrix.trials is 4, must be odd and from 1 to 101",
        ]
    );
    let mut endless = small();
    endless.group_size = 1000;
    endless.chain.dt_ms = 0.001;
    endless.separatrix.trials = 101;
    let found = endless.problems(Path::new("."));
    assert_eq!(found[0].key, "separatrix.spreads_ms");
}
