//! Networks small enough to follow by hand.

use super::*;
use crate::neuron::leaky::Leaky;
use crate::neuron::{Model, Receptor, Shape};
use crate::random::Family;

pub fn family(purpose: &str) -> Family {
    Family::new(1952, "test", purpose, 0)
}

fn cuba(n_e: usize, n_i: usize) -> Network {
    let receptor = |name: &str, tau| Receptor {
        name: name.into(),
        shape: Shape::Exponential,
        tau_ms: Some(tau),
        reversal_mv: None,
    };
    let population = |name: &str, neurons| Population {
        name: name.into(),
        neurons,
        sort: Sort::Cells {
            model: Model::Leaky(Leaky {
                e_l_mv: -49.0,
                ..Leaky::default()
            }),
            receptors: vec![receptor("excitatory", 5.0), receptor("inhibitory", 10.0)],
            initial: vec![Initial {
                name: "v_mv".into(),
                value: Quantity::Uniform {
                    low: -60.0,
                    high: -50.0,
                },
            }],
        },
    };
    let sizes = [n_e, n_i];
    let p = 80.0 / (n_e + n_i) as f64;
    let projection = |from: usize, to: usize| Projection {
        name: format!("{from} to {to}"),
        source: Part {
            population: from,
            cells: 0..sizes[from],
        },
        target: Part {
            population: to,
            cells: 0..sizes[to],
        },
        receptor: from,
        pattern: Pattern::FixedProbability(p),
        weight: Quantity::Constant([16.2, -90.0][from]),
        delay_ms: Quantity::Constant(0.1),
        autapses: false,
        multapses: false,
        plasticity: None,
        short_term: None,
    };
    Network {
        dt_ms: 0.1,
        populations: vec![population("e", n_e), population("i", n_i)],
        projections: vec![
            projection(0, 0),
            projection(0, 1),
            projection(1, 0),
            projection(1, 1),
        ],
        currents: Vec::new(),
        noises: Vec::new(),
        backgrounds: Vec::new(),
    }
}

#[test]
fn cuba_fires_at_its_rate_for_any_number_of_threads() {
    let listening = Listening {
        spikes: vec![0, 1],
        recorders: Vec::new(),
    };
    let run = |threads| {
        let network = cuba(3200, 800);
        let mut simulation = network.build(threads, 10_000, &listening, &family);
        simulation.run(10_000, &|| true);
        simulation.into_records()
    };
    let records = run(1);
    let rate = records.spikes[0].len() as f64 / 3200.0;
    assert!(rate > 5.2 && rate < 5.9, "{rate}");
    for threads in [2, 3] {
        assert_eq!(run(threads), records);
    }
}
