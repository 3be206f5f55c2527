//! Nothing is allocated in inner loops: steps of simulations, presentations, relaxations, gradients. A
//! binary of its own, because the allocator that counts is that of the whole process; so the tests
//! take turns.

mod hopfield;
mod map;
mod resonance;
mod spiking;
//! Nothing is allocated inside the time loop of a network's simulation, nor in the gradient of a
//! recurrent network once its workspace is there. A binary of its own, because the allocator that counts
//! is that of the whole process.

mod recurrent;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The system's allocator, counting.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// Those of the calling thread alone.
    static OF_THREAD: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
    OF_THREAD.set(OF_THREAD.get() + 1);
}

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The turn of one test.
fn turn() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    work();
    ALLOCATIONS.load(Ordering::Relaxed) - before
}

/// Those of the calling thread, which the test's own harness does not disturb.
fn allocations_of_thread(work: impl FnOnce()) -> u64 {
    let before = OF_THREAD.get();
    work();
    OF_THREAD.get() - before
/// 2,000 cells with everything that a step may meet: currents, conductances, jumps, α functions, many
/// delays, weights of their own, synapses that learn and that tire, noise, background, generators,
/// recorders.
fn network(conductances: bool) -> Network {
    let receptor = |name: &str, shape, tau_ms, reversal_mv| Receptor {
        name: name.into(),
        shape,
        tau_ms,
        reversal_mv,
    };
    let reversal = |e: f64| conductances.then_some(e);
    let receptors = vec![
        receptor("excitatory", Shape::Exponential, Some(5.0), reversal(0.0)),
        receptor("inhibitory", Shape::Alpha, Some(10.0), reversal(-80.0)),
        receptor("kick", Shape::Jump, None, None),
        receptor("pulse", Shape::Pulse, None, None),
    ];
    let cells = Population {
        name: "cells".into(),
        neurons: 2000,
        sort: Sort::Cells {
            model: Model::Leaky(Leaky {
                e_l_mv: -49.0,
                ..Leaky::default()
            }),
            receptors,
            initial: vec![Initial {
                name: "v_mv".into(),
                value: Quantity::Uniform {
                    low: -60.0,
                    high: -50.0,
                },
            }],
        },
    };
    let poisson = Population {
        name: "poisson".into(),
        neurons: 100,
        sort: Sort::Generator(Generator::Poisson {
            rate_hz: 50.0,
            start_ms: 0.0,
            stop_ms: 1e6,
        }),
    };
    let all = Part {
        population: 0,
        cells: 0..2000,
    };
    let small = if conductances { 0.05 } else { 1.0 };
    let projection = |receptor: usize, source: Part, weight: Quantity| Projection {
        name: format!("to receptor {receptor}"),
        source,
        target: all.clone(),
        receptor,
        pattern: Pattern::FixedProbability(0.02),
        weight,
        delay_ms: Quantity::Uniform {
            low: 0.0,
            high: 3.0,
        },
        autapses: false,
        multapses: false,
        plasticity: (receptor == 0).then(|| Plasticity::song(32.0 * small)),
        short_term: (receptor == 2).then(ShortTerm::default),
    };
    let from = |population, cells| Part { population, cells };
    let weight = |mean: f64| Quantity::Uniform {
        low: 0.5 * mean * small,
        high: 1.5 * mean * small,
    };
    Network {
        dt_ms: 0.1,
        populations: vec![cells, poisson],
        projections: vec![
            projection(0, from(0, 0..1600), weight(16.0)),
            projection(
                1,
                from(0, 1600..2000),
                weight(if conductances { 40.0 } else { -40.0 }),
            ),
            projection(2, from(1, 0..100), Quantity::Constant(0.1)),
            projection(3, from(1, 0..100), Quantity::Constant(5.0)),
        ],
        currents: vec![Current {
            target: all.clone(),
            start_ms: 20.0,
            stop_ms: 60.0,
            from_pa: 0.0,
            to_pa: 10.0,
        }],
        noises: vec![Noise {
            name: "noise".into(),
            target: all.clone(),
            start_ms: 0.0,
            stop_ms: 1e6,
            sigma_pa_sqrt_ms: 5.0,
        }],
        backgrounds: vec![Background {
            name: "background".into(),
            target: all.clone(),
            receptor: 0,
            start_ms: 0.0,
            stop_ms: 1e6,
            rate_hz: 30.0,
            weight: 10.0 * small,
        }],
    }
}

/// One test for all, because other tests would allocate beside it.
#[test]
fn nothing_is_allocated_in_inner_loops() {
    simulation();
    recurrent::gradients();
}

fn simulation() {
    const STEPS: u64 = 2000;
    let family = |purpose: &str| Family::new(1952, "allocation", purpose, 0);
    for conductances in [false, true] {
        let network = network(conductances);
        for threads in [1, 2] {
            let recorder = |watched| Recorder {
                cells: Part {
                    population: 0,
                    cells: 500..1500,
                },
                watched,
                every: 2,
            };
            let listening = Listening {
                spikes: vec![0, 1],
                recorders: vec![
                    recorder(Watched::Variable(0)),
                    recorder(Watched::Receptor(1)),
                ],
            };
            let mut simulation = network.build(threads, STEPS, &listening, &family);
            // Of two runs of different length the threads and their mailboxes take the same.
            let short = allocations(|| simulation.run(1, &|| true));
            let long = allocations(|| simulation.run(STEPS, &|| true));
            assert_eq!(
                long, short,
                "{threads} threads, conductances: {conductances}"
            );
            assert!(threads > 1 || short == 0);
            let records = simulation.into_records();
            assert!(
                records.spikes[0].len() > 2000,
                "{}",
                records.spikes[0].len()
            );
            assert!(records.spikes[1].len() > 500);
            assert_eq!(records.traces[1].columns[999].len(), 1001);
        }
    }
}
