//! Critical-difference diagrams, and who beats whom.

use crate::experiment::optimizer_comparison::contest::{Contests, Ranking, Record};
use crate::experiment::optimizer_comparison::results::{Results, Variant};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel};

/// A diagram for each way of ranking, with the defaults above the tuned; a matrix for each variant.
pub fn all(results: &Results, contests: &Contests) -> Vec<Figure> {
    let mut figures = Vec::new();
    let variants = results.variants().len();
    for rankings in contests.rankings.chunks(variants) {
        figures.push(diagrams(results, rankings));
    }
    let records = contests.records.iter();
    figures.extend(records.map(|(variant, records)| matrix(results, *variant, records)));
    figures
}

fn diagrams(results: &Results, rankings: &[Ranking]) -> Figure {
    let by = rankings[0].by;
    let panels = rankings.iter().map(|ranking| {
        let mark = Mark::CriticalDifference {
            names: results
                .entrants
                .iter()
                .map(|entrant| entrant.text())
                .collect(),
            keys: (0..results.entrants.len())
                .map(|m| results.style(m).key)
                .collect(),
            ranks: ranking.friedman.mean_ranks.clone(),
            distance: ranking.distance,
            groups: ranking.groups.clone(),
        };
        let (variant, f, p) = (
            ranking.variant.text(),
            ranking.friedman.f,
            ranking.friedman.p_of_f,
        );
        let (en, ru) = (variant.en, variant.ru);
        let p = if p < 0.001 {
            format!("{p:.0e}")
        } else {
            format!("{p:.3}")
        };
        let friedman = format!("F = {f:.2}, p = {p}");
        let axis = Axis::linear(Text::new(
            "average rank (1 is best); joined: no significant difference",
            "средний ранг (1 — лучший); соединённые значимо не различаются",
        ));
        Panel::new(axis, Axis::default(), vec![mark]).titled(Text::new(
            format!("{en}; Friedman, Iman & Davenport: {friedman}"),
            format!("{ru}; Фридман, Иман — Давенпорт: {friedman}"),
        ))
    });
    let (sets, title) = (results.datasets.len(), by.text());
    let title = Text::new(
        format!("Average ranks by {} on {sets} data sets", title.en),
        format!("Средние ранги: {}, наборов данных: {sets}", title.ru),
    );
    Figure::grid(format!("ranks_{}", by.stem()), title, 1, panels.collect())
}

/// Rows win against columns.
fn matrix(results: &Results, variant: Variant, records: &[Vec<Record>]) -> Figure {
    let mut z = Vec::new();
    let mut texts = Vec::new();
    for (m, row) in records.iter().enumerate() {
        for (opponent, record) in row.iter().enumerate() {
            let Record { wins, ties, losses } = record;
            if m == opponent {
                z.push(f64::NAN);
                texts.push(String::new());
            } else {
                z.push(f64::from(*wins) - f64::from(*losses));
                texts.push(format!("{wins}/{ties}/{losses}"));
            }
        }
    }
    let names: Vec<Text> = results
        .entrants
        .iter()
        .map(|entrant| entrant.text())
        .collect();
    let sets = results.datasets.len() as f64;
    let mark = Mark::Matrix {
        label: Text::new("wins − losses", "победы − поражения"),
        rows: names.clone(),
        columns: names,
        z,
        texts,
        colours: Colours::Diverging,
        limits: Some((-sets, sets)),
    };
    let of = variant.text();
    let title = Text::new(
        format!(
            "Wins / ties / losses of the row against the column by test loss: {}",
            of.en
        ),
        format!(
            "Победы / ничьи / поражения строки против столбца по ошибке на тесте: {}",
            of.ru
        ),
    );
    let panel = Panel::new(
        Axis::linear(Text::new("opponent", "противник")),
        Axis::linear(Text::new("method", "метод")),
        vec![mark],
    );
    Figure::single(format!("wins_{}", variant.stem()), title, panel)
}
