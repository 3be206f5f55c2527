//! What is measured in each test, as metrics and as a table.

use super::VoltageClamp;
use super::clamp::{Run, reversal_mv};
use crate::outcome::{Cell, Outcome, Table, Text};

/// The metrics of every run, and what all of them show together.
pub fn add_metrics(outcome: &mut Outcome, settings: &VoltageClamp, runs: &[Run]) {
    for run in runs {
        let place = if settings.conditions() {
            format!("[prepulse_mv={}]", run.before_mv)
        } else {
            format!("[test_mv={}]", run.test_mv)
        };
        let found = run.summary;
        let mut metric = |name: &str, value: f64, unit: &str| {
            outcome.metric(format!("{name}{place}"), value, unit);
        };
        metric("peak_na_ua_cm2", found.peak_i_na, "µA/cm²");
        metric("peak_na_time_ms", found.peak_time_ms, "ms");
        metric("peak_g_na_ms_cm2", found.peak_g_na, "mS/cm²");
        if settings.conditions() {
            let relative = found.peak_i_na / greatest(runs);
            metric("relative_peak", relative, "");
        } else {
            metric("steady_g_k_ms_cm2", found.steady_g.1, "mS/cm²");
            metric("steady_k_ua_cm2", found.steady_i_k, "µA/cm²");
        }
    }
    if settings.conditions() {
        let half = runs.iter().map(|run| {
            let relative = run.summary.peak_i_na / greatest(runs);
            (run.before_mv, relative - 0.5)
        });
        let half = reversal_mv(&half.collect::<Vec<_>>());
        outcome.metric("inactivation_half_mv", half, "mV");
    } else {
        let peaks = runs.iter().map(|run| (run.test_mv, run.summary.peak_i_na));
        let reversal = reversal_mv(&peaks.collect::<Vec<_>>());
        outcome.metric("na_reversal_mv", reversal, "mV");
    }
}

/// The peak of the sodium current that is farthest from zero, µA/cm².
pub fn greatest(runs: &[Run]) -> f64 {
    runs.iter()
        .map(|run| run.summary.peak_i_na)
        .fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a })
}

/// A row for each run.
pub fn table(settings: &VoltageClamp, runs: &[Run]) -> Table {
    let convention = settings.convention;
    let potential = convention.potential_label();
    let (en, ru) = if settings.conditions() {
        ("prepulse: ", "кондиционирующий потенциал: ")
    } else {
        ("test: ", "тестирующий потенциал: ")
    };
    let current = |en: &str, ru: &str, symbol: &str| {
        let label = convention.current_label(symbol);
        Text::new(format!("{en}{}", label.en), format!("{ru}{}", label.ru))
    };
    Table {
        name: "measurements".into(),
        caption: Text::new(
            "Measured in each test: peak of the sodium current, steady potassium current",
            "Измерено в каждом испытании: пик натриевого тока, установившийся калиевый ток",
        ),
        header: vec![
            Text::new(
                format!("{en}{}", potential.en),
                format!("{ru}{}", potential.ru),
            ),
            Text::new("peak g_Na, mS/cm²", "пик g_Na, мСм/см²"),
            Text::new("time of the peak, ms", "время пика, мс"),
            current("peak ", "пик ", "I_Na"),
            Text::new("steady g_K, mS/cm²", "установившаяся g_K, мСм/см²"),
            current("steady ", "установившийся ", "I_K"),
            current("at the end: ", "в конце: ", "I"),
        ],
        rows: runs.iter().map(|run| row(settings, run)).collect(),
    }
}

fn row(settings: &VoltageClamp, run: &Run) -> Vec<Cell> {
    let (convention, found) = (settings.convention, run.summary);
    let channels = settings.membrane.channels.set();
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let v_mv = if settings.conditions() {
        run.before_mv
    } else {
        run.test_mv
    };
    vec![
        number(convention.potential_mv(v_mv, channels), 1),
        number(found.peak_g_na, 3),
        number(found.peak_time_ms, 3),
        number(convention.current(found.peak_i_na), 1),
        number(found.steady_g.1, 3),
        number(convention.current(found.steady_i_k), 1),
        number(convention.current(found.end.total()), 1),
    ]
}
