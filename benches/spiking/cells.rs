//! The cells of the benchmark networks COBA and COBAHH (Brette et al. 2007) without the network: 4,000
//! cells at potentials spread over their range, 100 steps of 0.1 ms under a constant drive and
//! conductance, in stretches of 512.

use criterion::{BatchSize, Criterion, Throughput};
use galvani::neuron::{Model, Receptor, Stretch};
use galvani::random::Stream;

const CELLS: usize = 4000;
const STRETCH: usize = 512;
const CELL_STEPS: u64 = 100;

/// The state of a population after some time from potentials spread over `range_mv`.
fn spread(model: &Model, (low_mv, high_mv): (f64, f64)) -> Vec<Vec<f64>> {
    let neuron = model.neuron();
    let mut state = vec![vec![0.0; CELLS]; neuron.variables().len()];
    neuron.start(
        &mut state,
        0..CELLS,
        &mut Stream::new(1, "bench", "cells", 0),
    );
    for (cell, v) in state[0].iter_mut().enumerate() {
        *v = low_mv + (high_mv - low_mv) * cell as f64 / CELLS as f64;
    }
    state
}

pub fn cells(criterion: &mut Criterion) {
    let receptor = Receptor {
        name: "excitatory".into(),
        tau_ms: Some(5.0),
        reversal_mv: Some(0.0),
        ..Receptor::default()
    };
    let drive = vec![-500.0; CELLS];
    let conductance = vec![20.0; CELLS];
    let mut group = criterion.benchmark_group("4000 cells, 100 steps of 0.1 ms");
    group.throughput(Throughput::Elements(CELL_STEPS * CELLS as u64));
    for (settings, range_mv) in [
        (r#"{ "model": "leaky" }"#, (-60.0, -50.0)),
        (
            r#"{ "model": "hodgkin-huxley", "channels": "traub-miles" }"#,
            (-80.0, 40.0),
        ),
        (r#"{ "model": "hodgkin-huxley" }"#, (-80.0, 40.0)),
    ] {
        let model: Model = serde_json::from_str(settings).expect("settings of a model");
        let stepper = model.neuron().stepper(0.1, std::slice::from_ref(&receptor));
        group.bench_function(settings, |bencher| {
            bencher.iter_batched_ref(
                || spread(&model, range_mv),
                |state| {
                    for _ in 0..CELL_STEPS {
                        for first in (0..CELLS).step_by(STRETCH) {
                            let cells = first..CELLS.min(first + STRETCH);
                            stepper.advance(Stretch {
                                state,
                                cells: cells.clone(),
                                drive: &drive[cells.clone()],
                                conductance_ns: &conductance[cells],
                                normals: &[],
                            });
                        }
                    }
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}
