//! Counts of both methods as metrics, tables and notes.

use super::census::{Census, Row};
use super::enumerate::Counts;
use super::sort::Sort;
use super::{Attractors, Part, figures};
use crate::experiment::hopfield::add_unsettled;
use crate::math::statistics::mean;
use crate::outcome::{Cell, Outcome, Table, Text};

/// The outcome of all jobs, in their order.
pub fn outcome(settings: &Attractors, parts: Vec<Part>) -> Outcome {
    let (mut censuses, mut exact) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::Census(census) => censuses.push(census),
            Part::Exact(counts) => exact.push(counts),
        }
    }
    let mut outcome = Outcome::default();
    for census in &censuses {
        add_metrics(settings, census, &mut outcome);
    }
    let listed = censuses.iter().find(|c| c.patterns == settings.listed);
    add_exact_metrics(&exact, &mut outcome);
    let unsettled: usize = censuses.iter().map(|census| census.unsettled).sum();
    add_unsettled(unsettled, settings.sweeps, &mut outcome);
    outcome.tables.push(shares(&censuses));
    outcome
        .tables
        .extend(listed.map(|census| most_visited(settings, census)));
    outcome.tables.push(exact_table(settings, &exact));
    outcome
        .figures
        .push(figures::attractors(settings, &censuses));
    outcome
        .figures
        .extend(listed.map(|census| figures::energies(settings, census)));
    outcome.figures.push(figures::exact(settings, &exact));
    outcome
}

fn add_metrics(settings: &Attractors, census: &Census, outcome: &mut Outcome) {
    let patterns = census.patterns;
    for sort in Sort::ALL {
        let name = |what| format!("p{patterns}_{}_{what}", sort.key());
        let states = census.states[sort.place()] as f64 / settings.networks as f64;
        outcome.metric(name("share"), census.ends[sort.place()].value(), "");
        outcome.metric(name("states"), states, "");
        let energies = &census.energies[sort.place()];
        if !energies.is_empty() {
            outcome.metric(name("energy"), mean(energies), "N²");
        }
    }
    let name = format!("p{patterns}_two_cycle_share");
    outcome.metric(name, census.two_cycles.value(), "");
}

fn add_exact_metrics(exact: &[Counts], outcome: &mut Outcome) {
    let sum = |of: fn(&Counts) -> usize| exact.iter().map(of).sum::<usize>() as f64;
    let fixed = sum(|counts| counts.fixed.iter().sum());
    outcome.metric("exact_fixed_points", fixed, "");
    let found = sum(|counts| counts.found.iter().sum());
    outcome.metric("exact_found_share", found / fixed, "");
    outcome.metric("exact_false_ends", sum(|counts| counts.false_ends), "");
    outcome.metric("exact_two_cycles", sum(|counts| counts.two_cycles), "");
    outcome.metric(
        "exact_longer_cycles",
        sum(|counts| counts.longer_cycles),
        "",
    );
}

fn number(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

/// A header of a first column and one for each sort.
fn by_sort(first: Text) -> Vec<Text> {
    std::iter::once(first)
        .chain(Sort::ALL.map(Sort::label))
        .collect()
}

fn shares(censuses: &[Census]) -> Table {
    let mut header = by_sort(Text::same("p"));
    header.push(Text::new(
        "cycles of two, all at once",
        "циклы из двух, все сразу",
    ));
    let row = |census: &Census| {
        let mut row = vec![number(census.patterns as f64, 0)];
        row.extend(census.ends.iter().map(|share| number(share.value(), 3)));
        row.push(number(census.two_cycles.value(), 3));
        row
    };
    Table {
        name: "shares".into(),
        caption: Text::new(
            "Share of random starts that end in each sort of fixed point",
            "Доля случайных начальных состояний, приводящих в точки каждого вида",
        ),
        header,
        rows: censuses.iter().map(row).collect(),
    }
}

fn most_visited(settings: &Attractors, census: &Census) -> Table {
    let row = |row: &Row| {
        vec![
            Cell::Text(Text::same(&row.name)),
            Cell::Text(row.sort.label()),
            number(row.visits as f64, 0),
            number(row.energy, 4),
            number(row.overlap, 2),
        ]
    };
    Table {
        name: "most_visited".into(),
        caption: Text::new(
            format!(
                "The most visited fixed points of one network with {} patterns; mixtures by their parts and signs",
                settings.listed
            ),
            format!(
                "Самые посещаемые неподвижные точки одной сети (образов: {}); смеси названы по составу и знакам",
                settings.listed
            ),
        ),
        header: vec![
            Text::new("state", "состояние"),
            Text::new("sort", "вид"),
            Text::new("visits", "посещений"),
            Text::same("E/N²"),
            Text::new("largest overlap", "наибольшее перекрытие"),
        ],
        rows: census.most_visited.iter().map(row).collect(),
    }
}

fn exact_table(settings: &Attractors, exact: &[Counts]) -> Table {
    let mut header = by_sort(Text::same("p"));
    header.extend([
        Text::new("found by random starts", "найдено случайными стартами"),
        Text::new("cycles of two states", "циклы из двух состояний"),
    ]);
    let row = |counts: &Counts| {
        let per_network = |count: usize| number(count as f64 / counts.networks as f64, 1);
        let mut row = vec![number(counts.patterns as f64, 0)];
        row.extend(counts.fixed.iter().map(|&count| per_network(count)));
        let (found, fixed): (usize, usize) = (counts.found.iter().sum(), counts.fixed.iter().sum());
        row.push(number(found as f64 / fixed as f64, 3));
        row.push(per_network(counts.two_cycles));
        row
    };
    let neurons = settings.exact.neurons;
    Table {
        name: "exact".into(),
        caption: Text::new(
            format!("Fixed points per network among all 2^{neurons} states"),
            format!("Неподвижных точек на сеть среди всех 2^{neurons} состояний"),
        ),
        header,
        rows: exact.iter().map(row).collect(),
    }
}
