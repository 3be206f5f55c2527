//! Exponents of all chains beside the theory's.

use super::chain::Chain;
use super::reach::Reach;
use super::{MapMagnification, figures};
use crate::outcome::{Cell, Outcome, Table, Text};

/// The outcome of all jobs.
pub fn outcome(settings: &MapMagnification, parts: &[Chain]) -> Outcome {
    let chains = parts.chunks(1 + settings.on_line.runs);
    let reaches = settings.reaches.iter().zip(chains);
    let reaches: Vec<Reach> = reaches
        .map(|(&reach, chains)| Reach::of(reach, chains))
        .collect();
    let mut outcome = Outcome::default();
    for found in &reaches {
        let name = |method: &str| format!("{method}_reach_{}", found.reach);
        outcome.metric(name("theory"), found.theory, "");
        outcome.metric(name("equilibrium"), found.at_rest.exponent, "");
        outcome.metric(name("on_line"), found.mean, "");
        if found.runs.len() > 1 {
            outcome.metric(name("on_line") + "_sd", found.deviation, "");
        }
    }
    let largest = |of: &dyn Fn(&Reach) -> f64| {
        let differences = reaches.iter().map(|found| (of(found) - found.theory).abs());
        // A NaN must not get lost.
        differences.fold(0.0, |a: f64, b| {
            if a.is_nan() || b.is_nan() {
                f64::NAN
            } else {
                a.max(b)
            }
        })
    };
    let difference = largest(&|found| found.at_rest.exponent);
    outcome.metric("largest_equilibrium_difference", difference, "");
    outcome.metric(
        "largest_on_line_difference",
        largest(&|found| found.mean),
        "",
    );
    outcome.tables.push(table(&reaches));
    outcome.figures = figures::all(settings, &reaches);
    outcome.notes = notes(&reaches);
    outcome
}

fn table(reaches: &[Reach]) -> Table {
    let number = |value: f64| Cell::Number { value, decimals: 4 };
    let row = |found: &Reach| {
        vec![
            Cell::Number {
                value: f64::from(found.reach),
                decimals: 0,
            },
            number(found.theory),
            number(found.at_rest.exponent),
            number(found.mean),
            number(found.deviation),
        ]
    };
    Table {
        name: "exponents".into(),
        caption: Text::new(
            "The exponent α of M ∝ P^α: M density of units, P density of inputs",
            "Показатель α в M ∝ P^α: M — плотность нейронов, P — плотность входов",
        ),
        header: vec![
            Text::new("neighbours to both sides n", "соседей с каждой стороны n"),
            Text::new("theory", "теория"),
            Text::new("at rest", "равновесие"),
            Text::new(
                "learning on-line, mean",
                "последовательное обучение, среднее",
            ),
            Text::new("standard deviation", "стандартное отклонение"),
        ],
        rows: reaches.iter().map(row).collect(),
    }
}

fn notes(reaches: &[Reach]) -> Vec<Text> {
    let list = |of: &dyn Fn(&Reach) -> bool| {
        let found = reaches.iter().filter(|found| of(found));
        let numbers: Vec<String> = found.map(|found| found.reach.to_string()).collect();
        numbers.join(", ")
    };
    let mut notes = Vec::new();
    let restless = list(&|found| !found.at_rest.is_sound);
    if !restless.is_empty() {
        notes.push(Text::new(
            format!("The iteration did not come to rest for n = {restless}."),
            format!("Итерация не пришла к покою при n = {restless}."),
        ));
    }
    let tangled = list(&|found| found.runs.iter().any(|run| !run.is_sound));
    if !tangled.is_empty() {
        notes.push(Text::new(
            format!(
                "A learning chain is out of order for n = {tangled}: its exponent means little."
            ),
            format!(
                "Обучающаяся цепочка не упорядочена при n = {tangled}: её показатель мало значит."
            ),
        ));
    }
    notes
}
