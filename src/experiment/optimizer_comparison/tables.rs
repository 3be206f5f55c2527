//! Tables: what the methods come to over all data sets; on each data set every method's measures
//! and its work to the targets; how runs ended.

use super::contest::{By, Contests, Record};
use super::measure::mean_of_defined;
use super::results::{On, Results, Variant};
use crate::experiment::supervised::snake_case;
use crate::math::statistics::interval::{self, Interval};
use crate::math::statistics::{median, standard_deviation};
use crate::outcome::{Cell, Table, Text};
use crate::train::StopReason;

/// Level of the intervals.
pub const LEVEL: f64 = 0.95;

/// Every table behind those of the protocol.
pub fn all(results: &Results, contests: &Contests) -> Vec<Table> {
    let mut tables: Vec<Table> = results
        .variants()
        .iter()
        .map(|&variant| summary(results, contests, variant))
        .collect();
    tables.push(endings(results));
    tables.extend((0..results.datasets.len()).map(|d| of_dataset(results, contests, d)));
    tables
}

/// Wall-clock time of a training with the defaults, the median over the runs: a line a data set, a
/// column a method. It changes from run to run.
pub fn seconds(results: &Results) -> Table {
    let names = results.entrants.iter().map(|entrant| entrant.text());
    let rows = results.datasets.iter().enumerate().map(|(d, name)| {
        let milliseconds = |m| {
            let sample = results.sample(d, m, Variant::Defaults, |learnt| 1e3 * learnt.seconds);
            number(median(&sample), 2)
        };
        let times = (0..results.entrants.len()).map(milliseconds);
        [Cell::Text(Text::same(name))]
            .into_iter()
            .chain(times)
            .collect()
    });
    Table {
        name: "milliseconds".into(),
        caption: Text::new(
            "Milliseconds of one training with the defaults, median over the runs",
            "Миллисекунды одного обучения со значениями по умолчанию, медиана по запускам",
        ),
        header: [Text::new("data set", "набор данных")]
            .into_iter()
            .chain(names)
            .collect(),
        rows: rows.collect(),
    }
}

fn number(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

fn with_variant(en: &str, ru: &str, variant: Variant) -> Text {
    let of = variant.text();
    Text::new(format!("{en}: {}", of.en), format!("{ru}: {}", of.ru))
}

/// One line a method: mean ranks, shares of problems solved and AlgoPerf's score for each target,
/// wins, ties and losses.
fn summary(results: &Results, contests: &Contests, variant: Variant) -> Table {
    let mut header = vec![Text::new("method", "метод")];
    let mut rows: Vec<Vec<Cell>> = results
        .entrants
        .iter()
        .map(|entrant| vec![Cell::Text(entrant.text())])
        .collect();
    let rankings = contests.rankings.iter();
    for ranking in rankings.filter(|ranking| ranking.variant == variant) {
        header.push(match ranking.by {
            By::TestLoss => Text::new("mean rank, test loss", "средний ранг, ошибка на тесте"),
            By::TrainLoss => Text::new("mean rank, training loss", "средний ранг, ошибка обучения"),
        });
        for (row, rank) in rows.iter_mut().zip(&ranking.friedman.mean_ranks) {
            row.push(number(*rank, 2));
        }
    }
    let profiles = contests.profiles.iter();
    for profiles in profiles.filter(|profiles| profiles.variant == variant) {
        let (on, tau) = (profiles.on.text(), profiles.tau);
        header.push(Text::new(
            format!("solved, {} to τ = {tau}", on.en),
            format!("решено, {} до τ = {tau}", on.ru),
        ));
        header.push(Text::new(
            format!("score, {} to τ = {tau}", on.en),
            format!("балл, {} до τ = {tau}", on.ru),
        ));
        for (row, profile) in rows.iter_mut().zip(&profiles.performance) {
            row.push(number(profile.solved(), 2));
            row.push(number(profile.algoperf_score(), 2));
        }
    }
    let records = contests.records.iter().find(|(of, _)| *of == variant);
    if let Some((_, records)) = records {
        header.push(Text::new(
            "wins / ties / losses",
            "победы / ничьи / поражения",
        ));
        for (m, (row, against)) in rows.iter_mut().zip(records).enumerate() {
            let others: Vec<Record> = (0..against.len())
                .filter(|&opponent| opponent != m)
                .map(|opponent| against[opponent])
                .collect();
            let Record { wins, ties, losses } = Record::total(&others);
            row.push(Cell::Text(Text::same(format!(
                "{wins} / {ties} / {losses}"
            ))));
        }
    }
    Table {
        name: format!("summary_{}", variant.stem()),
        caption: with_variant(
            "All data sets together",
            "Все наборы данных вместе",
            variant,
        ),
        header,
        rows,
    }
}

/// An end of a run: what it is called, and which runs ended so.
type Ending = (Text, fn(&StopReason) -> bool);

/// How the runs of every method ended, over all data sets.
fn endings(results: &Results) -> Table {
    let kinds: [Ending; 4] = [
        (
            Text::new("budget used", "бюджет исчерпан"),
            |stop| matches!(stop, StopReason::Budget),
        ),
        (
            Text::new("target loss reached", "достигнута целевая ошибка"),
            |stop| matches!(stop, StopReason::TargetLoss),
        ),
        (
            Text::new("no better point found", "лучшая точка не найдена"),
            |stop| matches!(stop, StopReason::NoProgress),
        ),
        (Text::new("diverged", "расходимость"), |stop| {
            matches!(stop, StopReason::Diverged { .. })
        }),
    ];
    let mut header = vec![
        Text::new("method", "метод"),
        Text::new("settings", "настройки"),
    ];
    header.extend(kinds.iter().map(|(name, _)| name.clone()));
    header.push(Text::new("of runs", "из запусков"));
    let mut rows = Vec::new();
    for (m, entrant) in results.entrants.iter().enumerate() {
        let datasets = || 0..results.datasets.len();
        for &variant in results.variants() {
            let stops: Vec<&StopReason> = datasets()
                .flat_map(|d| results.learnt(d, m, variant))
                .map(|learnt| &learnt.stop)
                .collect();
            rows.push(endings_row(entrant.text(), variant.text(), &kinds, &stops));
        }
        let parts = || datasets().flat_map(|d| results.parts(d, m));
        if results.settings.trials > 0 {
            let trials = parts().flat_map(|part| &part.trials);
            let stops: Vec<&StopReason> = trials.map(|trial| &trial.stop).collect();
            let all = Text::new("all trials", "все пробы");
            rows.push(endings_row(entrant.text(), all, &kinds, &stops));
        }
    }
    Table {
        name: "endings".into(),
        caption: Text::new("How runs ended", "Чем закончились запуски"),
        header,
        rows,
    }
}

fn endings_row(name: Text, settings: Text, kinds: &[Ending], stops: &[&StopReason]) -> Vec<Cell> {
    let count = |is: fn(&StopReason) -> bool| stops.iter().filter(|stop| is(stop)).count();
    let mut row = vec![Cell::Text(name), Cell::Text(settings)];
    row.extend(kinds.iter().map(|(_, is)| number(count(*is) as f64, 0)));
    row.push(number(stops.len() as f64, 0));
    row
}

/// One line a method and variant: work to the targets, losses, measures on the test part.
fn of_dataset(results: &Results, contests: &Contests, d: usize) -> Table {
    let (tau, name) = (results.settings.targets[0], &results.datasets[d]);
    let mut header = vec![
        Text::new("method", "метод"),
        Text::new("settings", "настройки"),
    ];
    for on in On::BOTH {
        let on = on.text();
        header.push(Text::new(
            format!("work, {} to τ = {tau}", on.en),
            format!("затраты, {} до τ = {tau}", on.ru),
        ));
    }
    header.push(Text::new("training loss", "ошибка обучения"));
    header.push(Text::new("test loss", "ошибка на тесте"));
    header.extend(results.measures(d).iter().map(|measure| measure.text()));
    let mut rows = Vec::new();
    for &variant in results.variants() {
        let to_target = contests.profiles.iter();
        let to_target = to_target.filter(|of| of.variant == variant && of.tau == tau);
        for (m, entrant) in results.entrants.iter().enumerate() {
            let mut row = vec![Cell::Text(entrant.text()), Cell::Text(variant.text())];
            for of in to_target.clone() {
                let problems = d * results.runs..(d + 1) * results.runs;
                row.push(time_to_target(problems.map(|problem| of.work[problem][m])));
            }
            let train = results.sample(d, m, variant, |learnt| learnt.train_loss());
            row.push(middle(&train, 4));
            let test = results.sample(d, m, variant, |learnt| learnt.test_loss);
            row.push(estimate(&test, 3));
            for (place, measure) in results.measures(d).iter().enumerate() {
                let sample = results.sample(d, m, variant, |learnt| learnt.test[place]);
                row.push(estimate(&sample, measure.decimals));
            }
            rows.push(row);
        }
    }
    Table {
        name: format!("results_{}", snake_case(name)),
        caption: Text::new(
            format!(
                "{name}: work in gradient-equivalents and training loss as median with its 95 % \
                 bootstrap interval, the rest as mean ± standard deviation [95 % interval of the mean]"
            ),
            format!(
                "{name}: затраты в вычислениях градиента и ошибка обучения — медиана и её \
                 95-процентный бутстреп-интервал; остальное — среднее ± стандартное отклонение \
                 [95-процентный интервал среднего]"
            ),
        ),
        header,
        rows,
    }
}

/// Median work and its bootstrap interval; runs that missed the target took for ever.
fn time_to_target(work: impl Iterator<Item = f64>) -> Cell {
    middle(&work.collect::<Vec<f64>>(), 1)
}

/// The median with its bootstrap interval.
fn middle(sample: &[f64], decimals: usize) -> Cell {
    let Interval { low, high } = interval::of_median(sample, LEVEL);
    let middle = median(sample);
    if low == high || sample.len() < 2 {
        return number(middle, decimals);
    }
    Cell::Spread {
        low,
        middle,
        high,
        decimals,
    }
}

/// Mean, standard deviation and interval of the mean, of the runs in which the number is defined.
fn estimate(sample: &[f64], decimals: usize) -> Cell {
    let defined: Vec<f64> = sample.iter().copied().filter(|x| !x.is_nan()).collect();
    let mean = mean_of_defined(sample);
    if defined.len() < 2 {
        return number(mean, decimals);
    }
    let Interval { low, high } = interval::of_mean(&defined, LEVEL);
    Cell::Estimate {
        mean,
        deviation: standard_deviation(&defined),
        low,
        high,
        decimals,
    }
}
