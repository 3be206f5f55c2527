//! What can be wrong with the settings.

use super::Stdp;
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;

/// Most inputs of either kind.
const MOST_INPUTS: usize = 100_000;
/// Most rates.
const MOST_RATES: usize = 12;
/// Most steps and spikes of the inputs at one rate: some minutes.
const MOST_EVENTS: f64 = 1e10;

/// Every problem.
pub fn of(settings: &Stdp) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    rates(settings, &mut ranges);
    times(settings, &mut ranges);
    inputs(settings, &mut ranges);
    cell(settings, &mut ranges);
    for problem in settings.stdp.problems() {
        ranges.wrong(format!("stdp.{}", problem.key), problem.to_string());
    }
    if ranges.problems.is_empty() {
        events(settings, &mut ranges);
    }
    ranges.problems
}

fn rates(settings: &Stdp, ranges: &mut Ranges) {
    let rates = &settings.rates_hz;
    ranges.entries("rates_hz", rates.len(), 1, MOST_RATES);
    for (index, &rate) in rates.iter().enumerate() {
        let key = format!("rates_hz[{index}]");
        ranges.within(key.clone(), rate, 0.1, 200.0);
        if index > 0 && rate <= rates[index - 1] {
            let before = rates[index - 1];
            ranges.wrong(key, format!("is {rate}, must be above the {before} before"));
        }
    }
}

fn times(settings: &Stdp, ranges: &mut Ranges) {
    ranges.within("learning_s", settings.learning_s, 1.0, 1e5);
    let (measured_s, most_s) = (settings.measured_s, settings.learning_s / 5.0);
    if !(measured_s > 0.0 && measured_s <= most_s) {
        let message =
            format!("is {measured_s}, must be above 0 and at most {most_s}, a fifth of learning_s");
        ranges.wrong("measured_s", message);
    }
    ranges.within("dt_ms", settings.dt_ms, 0.01, 1.0);
}

fn inputs(settings: &Stdp, ranges: &mut Ranges) {
    let (low, high) = settings.initial;
    ranges.within("initial[0]", low, 0.0, 1.0);
    ranges.within("initial[1]", high, low.clamp(0.0, 1.0), 1.0);
    let inhibition = &settings.inhibition;
    let counts = [
        ("inputs", settings.inputs, 1),
        ("inhibition.inputs", inhibition.inputs, 0),
    ];
    for (key, found, least) in counts {
        if !(least..=MOST_INPUTS).contains(&found) {
            let allowed = format!("must be from {least} to {MOST_INPUTS}");
            ranges.wrong(key, format!("is {found}, {allowed}"));
        }
    }
    ranges.within("inhibition.rate_hz", inhibition.rate_hz, 0.0, 1000.0);
    ranges.within("inhibition.weight", inhibition.weight, 0.0, 100.0);
}

fn cell(settings: &Stdp, ranges: &mut Ranges) {
    let cell = &settings.cell;
    for (key, value) in [
        ("cell.tau_m_ms", cell.tau_m_ms),
        ("cell.tau_ex_ms", cell.tau_ex_ms),
        ("cell.tau_in_ms", cell.tau_in_ms),
    ] {
        ranges.within(key, value, 0.1, 1000.0);
    }
    for (key, value) in [
        ("cell.v_rest_mv", cell.v_rest_mv),
        ("cell.reset_mv", cell.reset_mv),
        ("cell.e_ex_mv", cell.e_ex_mv),
        ("cell.e_in_mv", cell.e_in_mv),
    ] {
        ranges.within(key, value, -200.0, 200.0);
    }
    let (threshold, reset) = (cell.threshold_mv, cell.reset_mv);
    if !(threshold > reset && threshold <= 200.0) {
        let allowed = format!("must be above cell.reset_mv ({reset}) and at most 200");
        ranges.wrong("cell.threshold_mv", format!("is {threshold}, {allowed}"));
    }
}

/// The run at the highest rate must end in this life.
fn events(settings: &Stdp, ranges: &mut Ranges) {
    let inhibition = &settings.inhibition;
    let highest = settings.rates_hz[settings.rates_hz.len() - 1];
    let spikes_hz =
        settings.inputs as f64 * highest + inhibition.inputs as f64 * inhibition.rate_hz;
    let events = settings.learning_s * (1000.0 / settings.dt_ms + spikes_hz);
    if events > MOST_EVENTS {
        ranges.wrong(
            "learning_s",
            format!(
                "makes {events:.1e} steps and spikes of inputs at {highest} Hz, must make at most \
                 {MOST_EVENTS:.0e}"
            ),
        );
    }
}
