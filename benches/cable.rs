//! An impulse along 10 cm of squid axon at 18.5 °C, 8 ms: the cable at the grid whose velocity is
//! within 10⁻⁴ of the exact one (δx² and δt² share the error), and shooting for the exact one.
//! Throughput counts steps of single cells.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::cable::travelling_wave::Shooting;
use galvani::cable::{Axon, Cable, Grid, Recording, Stimulus, velocity_m_s};
use galvani::neuron::HodgkinHuxley;
use galvani::neuron::channels::TRAUB_MILES;

/// By shooting at a tolerance of 10⁻¹³, m/s.
const EXACT_M_S: f64 = 18.731_888_248;
const DURATION_MS: f64 = 8.0;

fn velocity(axon: &Axon, grid: Grid) -> f64 {
    let rest = axon.membrane.resting_potential_mv().expect("it rests");
    let mut cable = Cable::new(axon, grid, rest);
    let mut recording = Recording::of(&cable, &[40.0, 80.0]);
    let stimulus = [Stimulus {
        from_mm: 0.0,
        to_mm: 2.0,
        start_ms: 0.0,
        stop_ms: 0.2,
        i_ua_cm2: 400.0,
    }];
    while cable.t_ms() < DURATION_MS {
        cable.step(&stimulus);
        recording.observe(&cable);
    }
    velocity_m_s(&recording.traces[0], &recording.traces[1], -35.0)
}

fn conduction(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("impulse along 10 cm");
    group.sample_size(20);
    let axon = Axon::default();
    for (dx_um, dt_ms, error) in [(75.0, 0.0025, 1e-4), (100.0, 0.005, 3e-4)] {
        let grid = Grid::new(100.0, dx_um, dt_ms);
        let found = velocity(&axon, grid) / EXACT_M_S - 1.0;
        assert!(found.abs() < error, "{found:e} at {dx_um} µm, {dt_ms} ms");
        let steps = grid.cells as f64 * DURATION_MS / dt_ms;
        group.throughput(Throughput::Elements(steps as u64));
        group.bench_function(format!("{dx_um} µm, {dt_ms} ms"), |bencher| {
            bencher.iter(|| velocity(&axon, grid));
        });
    }
    // Rates law by law instead of the squid's shared exponentials.
    let other = Axon {
        membrane: HodgkinHuxley::with(&TRAUB_MILES),
        ..axon
    };
    let grid = Grid::new(100.0, 100.0, 0.005);
    group.bench_function("100 µm, 0.005 ms, other channels", |bencher| {
        bencher.iter(|| velocity(&other, grid));
    });
    group.finish();
    let rest = axon.membrane.resting_potential_mv().expect("it rests");
    criterion.bench_function("velocity by shooting, 1e-13", |bencher| {
        bencher.iter(|| Shooting::new(&axon, rest, 1e-13).pulses((5.0, 20.0), 4));
    });
}

criterion_group!(benches, conduction);
criterion_main!(benches);
