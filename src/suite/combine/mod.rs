//! The outcomes of a sweep and of repeats, put into one: every metric of every point, a table of
//! them, the metrics as curves over the swept setting (median with a quartile band where there are
//! repeats), and, where the points are few, the single runs' lines laid over each other and those of
//! their figures that this does not show whole.

mod figures;
mod table;

use crate::config::View;
use crate::experiment::Failure;
use crate::math::statistics;
use crate::outcome::{Metric, Outcome, Text};

/// Most points of which the single runs' figures are kept.
const MAX_POINTS_WITH_FIGURES: usize = 12;

/// What is combined: `outcomes[point * repeats + repeat]`.
pub struct Runs {
    /// The swept (key, value) pairs of each point.
    pub points: Vec<Vec<(String, String)>>,
    pub repeats: usize,
    pub outcomes: Vec<Result<Outcome, Failure>>,
    /// Which metrics are drawn, and the names on the axes.
    pub view: View,
}

/// One metric over all points and repeats.
struct Row {
    metric: Metric,
    /// For each point the finite or non-finite values of the runs that have it.
    values: Vec<Vec<f64>>,
}

/// Puts the runs into one outcome.
///
/// # Errors
/// An interruption or a failure other than divergence of any run; divergence only when no run is
/// left.
pub fn combine(runs: Runs) -> Result<Outcome, Failure> {
    for outcome in &runs.outcomes {
        if let Err(failure @ (Failure::Interrupted | Failure::Failed(_))) = outcome {
            return Err(failure.clone());
        }
    }
    if let Some(Err(failure)) = runs
        .outcomes
        .iter()
        .find(|_| runs.outcomes.iter().all(Result::is_err))
    {
        return Err(failure.clone());
    }
    let rows = rows(&runs);
    let mut combined = Outcome {
        metrics: metrics(&runs, &rows),
        tables: vec![table::table(&runs, &rows)],
        notes: notes(&runs),
        ended_early: ended_early(&runs),
        ..Outcome::default()
    };
    combined.figures.extend(figures::curves(&runs, &rows));
    if runs.points.len() <= MAX_POINTS_WITH_FIGURES {
        let overlays = figures::overlays(&runs);
        combined.figures.extend(overlays.iter().cloned());
        for point in 0..runs.points.len() {
            figures::append_own(&runs, point, &overlays, &mut combined);
        }
    }
    Ok(combined)
}

impl Runs {
    fn of_point(&self, point: usize) -> &[Result<Outcome, Failure>] {
        &self.outcomes[point * self.repeats..(point + 1) * self.repeats]
    }

    /// The first run of a point, whose figures stand for it.
    fn first(&self, point: usize) -> Option<&Outcome> {
        self.of_point(point)
            .first()
            .and_then(|outcome| outcome.as_ref().ok())
    }

    fn label(&self, point: usize) -> String {
        let parts: Vec<String> = self.points[point]
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        parts.join(",")
    }

    fn is_swept(&self) -> bool {
        self.points.len() > 1 || !self.points[0].is_empty()
    }
}

/// Every metric that any run gave, in the order of first appearance.
fn rows(runs: &Runs) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (run, outcome) in runs.outcomes.iter().enumerate() {
        for metric in outcome.iter().flat_map(|outcome| &outcome.metrics) {
            let place = rows
                .iter()
                .position(|row| row.metric.name == metric.name)
                .unwrap_or_else(|| {
                    rows.push(Row {
                        metric: metric.clone(),
                        values: vec![Vec::new(); runs.points.len()],
                    });
                    rows.len() - 1
                });
            rows[place].values[run / runs.repeats].push(metric.value);
        }
    }
    rows
}

fn metrics(runs: &Runs, rows: &[Row]) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for point in 0..runs.points.len() {
        let label = match runs.is_swept() {
            true => format!("[{}]", runs.label(point)),
            false => String::new(),
        };
        for row in rows {
            let mut push = |part: &str, value: f64| {
                metrics.push(Metric {
                    name: format!("{}{part}{label}", row.metric.name),
                    value,
                    ..row.metric.clone()
                });
            };
            match (row.values[point].as_slice(), runs.repeats) {
                ([], _) => {}
                ([value], 1) => push("", *value),
                (values, _) => {
                    let [low, middle, high] = statistics::quartiles(values);
                    push("_median", middle);
                    push("_q1", low);
                    push("_q3", high);
                }
            }
        }
    }
    metrics
}

/// The first run that ended before its time, where one did.
fn ended_early(runs: &Runs) -> Option<Text> {
    let outcomes = runs.outcomes.iter().flatten();
    outcomes.filter_map(|run| run.ended_early.clone()).next()
}

fn notes(runs: &Runs) -> Vec<Text> {
    let mut notes = Vec::new();
    for (run, outcome) in runs.outcomes.iter().enumerate() {
        let Err(failure) = outcome else { continue };
        let point = runs.label(run / runs.repeats);
        let repeat = run % runs.repeats + 1;
        notes.push(Text::new(
            format!("Run {point} #{repeat}: {failure}."),
            format!("Запуск {point} №{repeat}: {failure}."),
        ));
    }
    notes
}

#[cfg(test)]
mod tests;
