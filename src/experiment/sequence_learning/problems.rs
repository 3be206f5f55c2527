//! What is wrong with settings that have the right types.

use super::SequenceLearning;
use super::net::{Kind, Net};
use super::task::Task;
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;
use crate::optimize::{MethodSettings, Needs};
use crate::perceptron::Activation;

/// A share that is a count over a count may miss its decimal fraction by so much.
pub const ROUNDING: f64 = 1e-12;

/// Most networks: as many as a figure can tell apart.
const MOST_NETWORKS: usize = 8;
/// Most lags.
const MOST_LAGS: usize = 12;
/// Most weights of a network.
const MOST_WEIGHTS: usize = 2_000_000;

/// Every problem.
pub fn all(settings: &SequenceLearning) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    check_task(&settings.task, &mut ranges);
    count("budget", settings.budget, 1, 10_000_000, &mut ranges);
    count("test_every", settings.test_every, 1, 1_000_000, &mut ranges);
    ranges.positive("required_share", settings.required_share, 1.0);
    ranges.entries("networks", settings.networks.len(), 1, MOST_NETWORKS);
    let before = ranges.problems.len();
    let keys: Vec<String> = settings.networks.iter().map(Net::key).collect();
    for (index, net) in settings.networks.iter().enumerate() {
        let key = |name: &str| format!("networks[{index}].{name}");
        if keys[index].is_empty() {
            ranges.wrong(key("name"), "has no letter or digit, must have one");
        } else if keys[..index].contains(&keys[index]) {
            let message = format!(
                "gives metrics that begin with `{}`, as another's name does",
                keys[index]
            );
            ranges.wrong(key("name"), message);
        }
        check_net(net, &settings.task, &key, &mut ranges);
    }
    if ranges.problems.len() == before {
        check_sizes(settings, &mut ranges);
    }
    ranges.problems
}

fn count(key: &str, value: u64, least: u64, most: u64, ranges: &mut Ranges) {
    if !(least..=most).contains(&value) {
        ranges.wrong(key, format!("is {value}, must be from {least} to {most}"));
    }
}

fn check_task(task: &Task, ranges: &mut Ranges) {
    match task {
        Task::Adding(adding) => {
            count("task.adding.length", adding.length as u64, 22, 2000, ranges);
            let key = "task.adding.test_sequences";
            count(key, adding.test_sequences as u64, 1, 10_000, ranges);
        }
        Task::EmbeddedReber(reber) => {
            let sizes = [
                ("training_strings", reber.training_strings),
                ("test_strings", reber.test_strings),
            ];
            for (name, size) in sizes {
                count(
                    &format!("task.embedded-reber.{name}"),
                    size as u64,
                    1,
                    10_000,
                    ranges,
                );
            }
        }
        Task::LongTimeLag(lag) => {
            ranges.entries("task.long-time-lag.lags", lag.lags.len(), 1, MOST_LAGS);
            ranges.distinct("task.long-time-lag.lags", &lag.lags);
            for (index, &lag) in lag.lags.iter().enumerate() {
                let key = format!("task.long-time-lag.lags[{index}]");
                count(&key, lag as u64, 2, 1000, ranges);
            }
        }
    }
}

fn check_net(net: &Net, task: &Task, key: &dyn Fn(&str) -> String, ranges: &mut Ranges) {
    count(&key("units"), net.units as u64, 1, 200, ranges);
    count(&key("block_size"), net.block_size as u64, 1, 16, ranges);
    count(&key("batch"), net.batch as u64, 1, 1000, ranges);
    ranges.within(key("forget_bias"), net.forget_bias, -20.0, 20.0);
    if let Some(range) = net.initial_range {
        ranges.positive(key("initial_range"), range, 10.0);
    }
    if net.activation == Activation::Softmax {
        ranges.wrong(
            key("activation"),
            "is `softmax`, which only output units can have",
        );
    }
    let old = net.cell == Kind::Lstm1997;
    if net.cell == Kind::InputGate1997 && !matches!(task, Task::LongTimeLag(_)) {
        let message = "is `input-gate-1997`, which can learn the `long-time-lag` alone";
        ranges.wrong(key("cell"), message);
    }
    for (name, biases) in [
        ("input_gate_biases", &net.input_gate_biases),
        ("output_gate_biases", &net.output_gate_biases),
    ] {
        if !old && !biases.is_empty() {
            ranges.wrong(key(name), "is for the cell `lstm-1997`");
        } else {
            ranges.entries(key(name), biases.len(), 0, net.units);
        }
        for (place, &bias) in biases.iter().enumerate() {
            ranges.within(key(&format!("{name}[{place}]")), bias, -20.0, 20.0);
        }
    }
    if let Some(rate) = net.on_line_rate {
        ranges.positive(key("on_line_rate"), rate, 100.0);
        if !matches!(net.cell, Kind::Lstm1997 | Kind::InputGate1997) {
            let message = "is for the cells of 1997; others learn by `method`";
            ranges.wrong(key("on_line_rate"), message);
        }
    }
    let key_of_cell = key("cell_added_after");
    count(&key_of_cell, net.cell_added_after, 0, 10_000_000, ranges);
    ranges.within(key("gate_shut_by"), net.gate_shut_by, 0.0, 20.0);
    if !old && net.block_size != 1 {
        ranges.wrong(key("block_size"), "is for the cell `lstm-1997`");
    }
    for problem in net.method.problems() {
        ranges.wrong(key(&format!("method.{}", problem.key)), problem.to_string());
    }
    if net.method.entry().needs != Needs::Gradient {
        let message = format!(
            "is `{}`, which needs the gradient of all sequences at once; take one that does with \
             batches, such as `adam`",
            net.method.name()
        );
        ranges.wrong(key("method"), message);
    }
}

/// The networks' sizes, where everything else is right.
fn check_sizes(settings: &SequenceLearning, ranges: &mut Ranges) {
    for (index, net) in settings.networks.iter().enumerate() {
        for lag in settings.task.lags() {
            match net.weights(&settings.task, lag) {
                Ok(weights) if weights > MOST_WEIGHTS => {
                    let message =
                        format!("gives {weights} weights, must be at most {MOST_WEIGHTS}");
                    ranges.wrong(format!("networks[{index}].units"), message);
                }
                Err(error) => ranges.wrong(format!("networks[{index}]"), error.to_string()),
                Ok(_) => {}
            }
        }
    }
}

/// Weights with what the method and the on-line rule keep beside them, sequences, traces and curves.
pub fn memory_bytes(settings: &SequenceLearning) -> u64 {
    let mut most = 0;
    for net in &settings.networks {
        for lag in settings.task.lags() {
            let weights = net.weights(&settings.task, lag).unwrap_or(0) as u64;
            let steps = settings.task.steps(lag) as u64;
            let (inputs, outputs) = settings.task.width(lag);
            let units = (net.units * net.block_size) as u64;
            let row = (inputs + 2 * outputs) as u64 + 16 * units;
            let sequences = match &settings.task {
                Task::Adding(adding) => adding.test_sequences,
                Task::EmbeddedReber(reber) => reber.training_strings + reber.test_strings,
                Task::LongTimeLag(_) => 4,
            };
            let kept = sequences as u64 + net.batch as u64 + 4;
            let tests = settings.budget / settings.test_every + 2;
            most = most.max(12 * weights + steps * row * kept + 3 * tests);
        }
    }
    8 * most
}
