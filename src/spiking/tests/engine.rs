//! What the engine promises for any network and any number of threads.

use super::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn cuba_fires_at_its_rate_for_any_number_of_threads() {
    let network = cuba(3200, 800);
    let records = run(&network, 1, 10_000, Vec::new());
    let rate = records.spikes[0].len() as f64 / 3200.0;
    assert!(rate > 5.2 && rate < 5.9, "{rate}");
    for threads in [2, 3] {
        assert_eq!(run(&network, threads, 10_000, Vec::new()), records);
    }
}

/// V of refractory cells is held in every step where somebody sees it, else only now and then.
#[test]
fn watching_changes_nothing() {
    let network = cuba(800, 200);
    let alone = run(&network, 1, 3000, Vec::new());
    let recorders = vec![
        watch(part(0, 800), Watched::Variable(0)),
        watch(part(1, 2), Watched::Receptor(1)),
    ];
    let watched = run(&network, 2, 3000, recorders);
    assert!(alone.spikes[0].len() > 1000);
    assert_eq!(alone.spikes, watched.spikes);
    // 50 grid points after a spike V is the reset, and then no longer.
    let first = watched.spikes[0]
        .iter()
        .find(|spike| spike.step < 2000)
        .unwrap();
    let column = &watched.traces[0].columns[first.neuron as usize];
    let at = first.step as usize;
    assert!(column[at..=at + 50].iter().all(|&v| v == -60.0));
    assert!(column[at - 1] != -60.0 && column[at + 51] != -60.0);
}

/// Events = Σ spikes · out-degree, over those that arrive before the end; all delays of 0 to 4 ms.
#[test]
fn spikes_are_conserved() {
    let mut network = cuba(800, 200);
    for projection in &mut network.projections {
        projection.delay_ms = Quantity::Uniform {
            low: 0.0,
            high: 4.0,
        };
    }
    let steps = 2000;
    let records = run(&network, 2, steps, Vec::new());
    let simulation = network.build(1, steps, &Listening::default(), &family);
    let mut events = 0;
    for (index, projection) in network.projections.iter().enumerate() {
        let mut fired = vec![Vec::new(); 800];
        for spike in &records.spikes[projection.source.population] {
            fired[spike.neuron as usize].push(spike.step);
        }
        for (source, _, _, delay) in simulation.synapses_of(index) {
            let arrives = |step: &&u64| **step + u64::from(delay) < steps;
            events += fired[source as usize].iter().filter(arrives).count() as u64;
        }
    }
    assert!(events > 10_000);
    assert_eq!(records.synaptic_events, events);
}

/// Each of 100 synapses of a source has its own delay: the jump shows one step behind its arrival.
#[test]
fn every_delay_has_its_own_grid_point() {
    let synapses = (0..100).map(|i| Synapse {
        source: 0,
        target: i,
        weight: Some(1.0 + f64::from(i)),
        delay_ms: Some(0.1 * f64::from(i * i % 61)),
    });
    let pattern = Pattern::List(synapses.collect());
    let spikes = [0.0, 0.1, 2.5, 2.6, 9.0];
    let list = Generator::List(spikes.iter().map(|&t| (t, 0)).collect());
    let leaky = Leaky {
        threshold_mv: 1e6,
        ..Leaky::default()
    };
    let jump = receptor("jump", Shape::Jump, 0.0, None);
    let network = network(
        vec![generator("g", 1, list), cells("c", 100, leaky, vec![jump])],
        vec![projection(part(0, 1), part(1, 100), pattern, 0.0, 0.0)],
    );
    let records = run(
        &network,
        1,
        200,
        vec![watch(part(1, 100), Watched::Variable(0))],
    );
    let fade = (-0.1f64 / 20.0).exp();
    for (i, column) in records.traces[0].columns.iter().enumerate() {
        let mut above_rest = 0.0;
        for step in 0..200u64 {
            let arriving = |t: &&f64| (**t * 10.0).round() as u64 + (i * i % 61) as u64 == step;
            let arrivals = spikes.iter().filter(arriving).count() as f64;
            above_rest = (above_rest + arrivals * (1.0 + i as f64)) * fade;
            let v = column[step as usize + 1];
            assert!((v + 60.0 - above_rest).abs() < 1e-11, "{i} {step}: {v}");
        }
    }
}

/// A weight that is no number, with a delay of 5 steps, behind a spike at grid point 30.
#[test]
fn a_divergence_is_reported_at_its_step() {
    let mut network = cuba(1600, 400);
    let list = Generator::List(vec![(3.0, 0)]);
    network.populations.push(generator("g", 1, list));
    let synapses = [1500, 1400].map(|target| Synapse {
        source: 0,
        target,
        weight: Some(f64::NAN),
        delay_ms: Some(0.5),
    });
    let pattern = Pattern::List(synapses.to_vec());
    network
        .projections
        .push(projection(part(2, 1), part(0, 1600), pattern, 0.0, 0.0));
    let watched = || vec![watch(part(0, 3), Watched::Variable(0))];
    let records = run(&network, 1, 1000, watched());
    let end = End::Diverged {
        population: 0,
        neuron: 1400,
    };
    assert_eq!((records.step, records.end), (36, end));
    assert_eq!(records.traces[0].steps, (0..36).collect::<Vec<u64>>());
    assert!(!records.spikes[0].is_empty());
    for threads in [2, 3] {
        assert_eq!(run(&network, threads, 1000, watched()), records);
    }
}

#[test]
fn a_run_that_is_stopped_has_the_same_records_for_any_number_of_threads() {
    let network = cuba(1600, 400);
    let stopped = |threads| {
        let listening = Listening {
            spikes: vec![0, 1],
            recorders: vec![watch(part(1, 2), Watched::Variable(0))],
        };
        let mut simulation = network.build(threads, 2000, &listening, &family);
        let asked = std::sync::atomic::AtomicU32::new(0);
        simulation.run(2000, &|| {
            asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 1
        });
        simulation.into_records()
    };
    let records = stopped(1);
    assert_eq!((records.step, records.end), (512, End::Interrupted));
    for threads in [2, 3] {
        assert_eq!(stopped(threads), records);
    }
}

#[test]
fn a_run_in_pieces_is_the_run_in_one_piece() {
    let network = cuba(800, 200);
    let listening = Listening {
        spikes: vec![0, 1],
        recorders: Vec::new(),
    };
    for threads in [1, 2] {
        let mut simulation = network.build(threads, 1000, &listening, &family);
        for until in [1, 2, 300, 301, 1000] {
            simulation.run(until, &|| true);
            assert_eq!(simulation.step(), until);
        }
        assert_eq!(
            simulation.into_records(),
            run(&network, 1, 1000, Vec::new())
        );
    }
}

/// A panic of any worker reaches the caller; the other workers do not wait for it for ever.
#[test]
fn a_panic_reaches_the_caller() {
    let network = cuba(1600, 400);
    for failing in [0, 1, 2] {
        let mut simulation = network.build(3, 1000, &Listening::default(), &family);
        simulation.workers[failing].rows[0].targets.fill(u32::MAX);
        let run = AssertUnwindSafe(|| simulation.run(1000, &|| true));
        let panic = catch_unwind(run).unwrap_err();
        let message = panic
            .downcast_ref::<String>()
            .expect("a panic with a message");
        assert!(message.contains("out of bounds"), "{message}");
    }
}
