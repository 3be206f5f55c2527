//! What can be wrong with the settings.

use super::PulsePropagation;
use crate::experiment::Problem;

/// Synapses a chain may have.
const MOST_SYNAPSES: usize = 20_000_000;

/// Steps of single neurons a run may take: about a minute.
const MOST_CELL_STEPS: f64 = 2e9;

/// Time allowed per group when the packet passes slowly, ms.
const SLOW_GROUP_MS: f64 = 1.0;

/// Every problem.
pub fn of(settings: &PulsePropagation) -> Vec<Problem> {
    let mut problems = ranges(settings);
    problems.extend(sizes(settings));
    problems.extend(portrait(settings));
    if problems.is_empty() {
        // These compare values that are in their own ranges.
        problems.extend(orders(settings));
        problems.extend(times(settings));
    }
    problems
}

fn ranges(s: &PulsePropagation) -> Vec<Problem> {
    let neuron = &s.neuron;
    let values = [
        ("weight_mv", s.weight_mv, 0.0, 1e4),
        ("weight_spread_mv", s.weight_spread_mv, 0.0, 1e4),
        ("delay_ms", s.delay_ms, 0.0, 100.0),
        ("delay_spread_ms", s.delay_spread_ms, 0.0, 100.0),
        ("packet.spread_ms", s.packet.spread_ms, 0.0, 50.0),
        ("neuron.tau_m_ms", neuron.tau_m_ms, 0.1, 1000.0),
        ("neuron.tau_s_ms", neuron.tau_s_ms, 0.01, 1000.0),
        ("neuron.v_rest_mv", neuron.v_rest_mv, -200.0, 200.0),
        ("neuron.threshold_mv", neuron.threshold_mv, -200.0, 200.0),
        ("neuron.reset_mv", neuron.reset_mv, -200.0, 200.0),
        ("neuron.refractory_ms", neuron.refractory_ms, 0.0, 100.0),
        ("neuron.drive_mv_per_ms", neuron.drive_mv_per_ms, -1e4, 1e4),
        (
            "neuron.noise_mv_per_sqrt_ms",
            neuron.noise_mv_per_sqrt_ms,
            0.0,
            1e4,
        ),
        ("dt_ms", s.dt_ms, 0.001, 1.0),
        ("warm_up_ms", s.warm_up_ms, 0.0, 1e5),
        ("packet.time_ms", s.packet.time_ms, 0.0, 1e5),
        ("duration_ms", s.duration_ms, 1.0, 1e5),
    ];
    values
        .into_iter()
        // A NaN lies nowhere.
        .filter(|(_, value, low, high)| !(low..=high).contains(&value))
        .map(|(key, value, low, high)| {
            Problem::new(key, format!("is {value}, must be from {low} to {high}"))
        })
        .collect()
}

fn sizes(s: &PulsePropagation) -> Vec<Problem> {
    let mut problems: Vec<Problem> = [
        ("groups", s.groups, 1, 1000),
        ("group_size", s.group_size, 1, 2000),
        ("packet.spikes", s.packet.spikes, 0, 100_000),
    ]
    .into_iter()
    .filter(|&(_, value, low, high)| value < low || value > high)
    .map(|(key, value, low, high)| {
        Problem::new(key, format!("is {value}, must be from {low} to {high}"))
    })
    .collect();
    if problems.is_empty() && (s.groups - 1) * s.group_size * s.group_size > MOST_SYNAPSES {
        let message = format!(
            "is {}, which with {} groups gives more than {MOST_SYNAPSES} synapses",
            s.group_size, s.groups
        );
        problems.push(Problem::new("group_size", message));
    }
    problems
}

fn portrait(s: &PulsePropagation) -> Vec<Problem> {
    let mut problems = Vec::new();
    if s.portrait.len() > 100 {
        let message = format!("has {} packets, at most 100 are allowed", s.portrait.len());
        problems.push(Problem::new("portrait", message));
    }
    for (index, packet) in s.portrait.iter().enumerate() {
        if packet.spikes > 100_000 {
            let message = format!("is {}, must be from 0 to 100000", packet.spikes);
            problems.push(Problem::new(format!("portrait[{index}].spikes"), message));
        }
        if !(0.0..=50.0).contains(&packet.spread_ms) {
            let message = format!("is {}, must be from 0 to 50", packet.spread_ms);
            problems.push(Problem::new(
                format!("portrait[{index}].spread_ms"),
                message,
            ));
        }
    }
    problems
}

/// Values that must lie above or below others.
fn orders(s: &PulsePropagation) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |key: &str, message: String| problems.push(Problem::new(key, message));
    let neuron = &s.neuron;
    if neuron.threshold_mv <= neuron.v_rest_mv.max(neuron.reset_mv) {
        let message = format!("is {}, must be above rest and reset", neuron.threshold_mv);
        wrong("neuron.threshold_mv", message);
    }
    if s.dt_ms > neuron.tau_s_ms {
        let message = format!(
            "is {}, must be at most neuron.tau_s_ms = {}",
            s.dt_ms, neuron.tau_s_ms
        );
        wrong("dt_ms", message);
    }
    if s.delay_ms > 0.0 && s.delay_ms < s.dt_ms {
        let message = format!(
            "is {}, must be 0 (a spike acts at the grid point where it is fired) or at least dt_ms = {}",
            s.delay_ms, s.dt_ms
        );
        wrong("delay_ms", message);
    }
    problems
}

/// Whether everything fits into the run, and the run into patience.
fn times(s: &PulsePropagation) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |key: &str, message: String| problems.push(Problem::new(key, message));
    if s.packet.time_ms <= s.warm_up_ms {
        let message = format!(
            "is {}, must come after warm_up_ms = {}",
            s.packet.time_ms, s.warm_up_ms
        );
        wrong("packet.time_ms", message);
    }
    let passed = s.packet.time_ms
        + 3.0 * s.packet.spread_ms
        + s.groups as f64 * (s.delay_ms + SLOW_GROUP_MS)
        + 5.0;
    if s.duration_ms < passed {
        let message = format!(
            "is {}, must be at least {passed} for the packet to pass {} groups",
            s.duration_ms, s.groups
        );
        wrong("duration_ms", message);
    }
    let cell_steps = (s.groups * s.group_size) as f64 * s.duration_ms / s.dt_ms;
    if cell_steps > MOST_CELL_STEPS {
        let message = format!(
            "is {}, which makes {cell_steps:.1e} steps of single neurons; at most {MOST_CELL_STEPS:.1e}",
            s.duration_ms
        );
        wrong("duration_ms", message);
    }
    problems
}
