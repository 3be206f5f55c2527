//! Two neurons and a delay, spike by spike, against a few lines that follow them one number at a time.

use super::*;
use std::f64::consts::E;

const DT_MS: f64 = 0.1;
const STEPS: u64 = 3000;
const REFRACTORY: u64 = 50;
const TAU_MS: f64 = 4.0;
const REVERSAL_MV: f64 = 0.0;

/// The first fires every 50 + 22 steps, driven by 1000 pA: 20 ln(100/90) ms from reset to threshold.
fn spikes_of_the_first() -> Vec<u64> {
    let times = (0..).map(|k| 22 + k * 72);
    times.take_while(|&step| step <= STEPS).collect()
}

/// What one number at a time gives for the second: V at every grid point and its spikes.
fn follow(shape: Shape, conductance: bool, weight: f64, delay: u64) -> (Vec<f64>, Vec<u64>) {
    let (tau_m, c) = (20.0, 200.0);
    let first = spikes_of_the_first();
    let (mut v, mut x, mut y) = (-60.0f64, 0.0f64, 0.0f64);
    let (fade, fade_m) = ((-DT_MS / TAU_MS).exp(), (-DT_MS / tau_m).exp());
    let a = 1.0 / TAU_MS - 1.0 / tau_m;
    let (mut trace, mut spikes, mut held_until) = (vec![v], Vec::new(), 0);
    for step in 0..STEPS {
        if step >= delay && first.contains(&(step - delay)) {
            match shape {
                Shape::Jump => v += weight,
                Shape::Alpha => y += E * weight,
                Shape::Exponential | Shape::Pulse => x += weight,
            }
        }
        if conductance {
            let g = 10.0 + x;
            let end = (10.0 * -60.0 + x * REVERSAL_MV) / g;
            v = end + (v - end) * (-g * DT_MS / c).exp();
        } else {
            // The current (x + y t/τ) e^(−t/τ), integrated over the step.
            let of_x = (1.0 - (-a * DT_MS).exp()) / a;
            let of_y = (1.0 - (1.0 + a * DT_MS) * (-a * DT_MS).exp()) / (a * a * TAU_MS);
            let pulse = 20.0 * (1.0 - fade_m) / fade_m;
            let of_x = if shape == Shape::Pulse { pulse } else { of_x };
            v = -60.0 + fade_m * ((v + 60.0) + (x * of_x + y * of_y) / c);
        }
        (x, y) = match shape {
            Shape::Pulse => (0.0, 0.0),
            _ => ((x + y * DT_MS / TAU_MS) * fade, y * fade),
        };
        if step < held_until {
            v = -60.0;
        } else if v >= -50.0 {
            v = -60.0;
            spikes.push(step + 1);
            held_until = step + 1 + REFRACTORY;
        }
        trace.push(v);
    }
    (trace, spikes)
}

#[test]
fn two_neurons_agree_spike_by_spike() {
    let kinds = [
        (Shape::Jump, None, 10.2),
        (Shape::Jump, None, 6.0),
        (Shape::Pulse, None, 25_000.0),
        (Shape::Exponential, None, 900.0),
        (Shape::Alpha, None, 350.0),
        (Shape::Exponential, Some(REVERSAL_MV), 15.0),
    ];
    for (shape, reversal_mv, weight) in kinds {
        for delay in [0, 1, 37, 100] {
            let receptors = vec![receptor("r", shape, TAU_MS, reversal_mv)];
            let populations = vec![
                cells("first", 1, Leaky::default(), Vec::new()),
                cells("second", 1, Leaky::default(), receptors),
            ];
            let delay_ms = DT_MS * delay as f64;
            let synapse = projection(part(0, 1), part(1, 1), Pattern::OneToOne, weight, delay_ms);
            let mut network = network(populations, vec![synapse]);
            network.currents.push(current(part(0, 1), 1000.0));
            let recorder = watch(part(1, 1), Watched::Variable(0));
            let records = run(&network, 1, STEPS, vec![recorder]);
            assert_eq!(grid_points(&records, 0), spikes_of_the_first());
            let (trace, spikes) = follow(shape, reversal_mv.is_some(), weight, delay);
            assert!(spikes.len() > 3, "{shape:?}: {}", spikes.len());
            assert_eq!(grid_points(&records, 1), spikes, "{shape:?} {delay}");
            for (step, (v, exact)) in records.traces[0].columns[0].iter().zip(&trace).enumerate() {
                assert!(
                    (v - exact).abs() < 1e-10,
                    "{shape:?} {delay} {step}: {v} {exact}"
                );
            }
        }
    }
}

/// Without a delay the second, pushed over its threshold, fires one grid point behind the first.
#[test]
fn no_delay_is_no_delay() {
    for delay in [0, 1, 37] {
        let (_, spikes) = follow(Shape::Jump, false, 10.2, delay);
        let behind: Vec<u64> = spikes_of_the_first()
            .iter()
            .map(|s| s + delay + 1)
            .collect();
        let seen: Vec<u64> = behind.into_iter().filter(|&s| s <= STEPS).collect();
        assert_eq!(spikes, seen);
    }
}

/// Two cells that excite each other without a delay take turns grid point by grid point.
#[test]
fn mutual_excitation_without_a_delay_bounces() {
    let leaky = Leaky {
        refractory_ms: 0.1,
        ..Leaky::default()
    };
    let jump = receptor("r", Shape::Jump, 0.0, None);
    let list = Generator::List(vec![(1.0, 0)]);
    let synapses = [(0, 1), (1, 0)].map(|(source, target)| Synapse {
        source,
        target,
        weight: None,
        delay_ms: None,
    });
    let network = network(
        vec![cells("c", 2, leaky, vec![jump]), generator("g", 1, list)],
        vec![
            projection(
                part(0, 2),
                part(0, 2),
                Pattern::List(synapses.to_vec()),
                11.0,
                0.0,
            ),
            projection(part(1, 1), part(0, 2), Pattern::OneToOne, 11.0, 0.0),
        ],
    );
    let records = run(&network, 1, 20, Vec::new());
    let spikes: Vec<(u64, u32)> = records.spikes[0]
        .iter()
        .map(|s| (s.step, s.neuron))
        .collect();
    let by_hand: Vec<(u64, u32)> = (11..=20)
        .map(|step| (step, (step as u32 + 1) % 2))
        .collect();
    assert_eq!(spikes, by_hand);
}
