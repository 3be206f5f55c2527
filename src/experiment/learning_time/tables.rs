//! What trials took, comparisons in pairs, and the settings of the variants.

use super::report::unit_of;
use super::summary::{Paired, Results, Statistics, Variant};
use super::{Criterion, Currency};
use crate::outcome::{Cell, Table, Text};
use serde::Serialize;

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    let mut tables = vec![epochs(results), work(results)];
    tables.extend(pairs(results));
    tables.push(settings(results));
    tables
}

/// A number for reading: powers of ten where it is large.
fn number(value: f64, decimals: usize) -> Cell {
    if value.is_finite() && value >= 1e6 {
        Cell::Text(Text::same(format!("{value:.2e}")))
    } else {
        Cell::Number { value, decimals }
    }
}

fn name_cell(variant: &Variant) -> Cell {
    Cell::Text(variant.setup.title.clone())
}

fn epochs(results: &Results) -> Table {
    let some_published = results.variants.iter().any(|v| v.setup.published.is_some());
    let row = |variant: &Variant| {
        let Statistics {
            max,
            min,
            mean,
            sd,
            median,
            ..
        } = variant.statistics(Currency::Epochs);
        let mut cells = vec![
            name_cell(variant),
            number(max, 0),
            number(min, 0),
            number(mean, 1),
            number(sd, 1),
            number(median, 1),
            number(variant.restarts() as f64, 0),
            number(variant.failures() as f64, 0),
        ];
        if some_published {
            cells.push(number(variant.setup.published.unwrap_or(f64::NAN), 2));
        }
        cells
    };
    let mut header = vec![
        Text::new("variant", "вариант"),
        Text::new("max", "макс."),
        Text::new("min", "мин."),
        Text::new("mean", "среднее"),
        Text::new("SD", "СКО"),
        Text::new("median", "медиана"),
        Text::new("restarts", "перезапусков"),
        Text::new("failures", "неудач"),
    ];
    if some_published {
        header.push(Text::new("published", "опубликовано"));
    }
    let counts = results.variants.iter().map(|v| v.trials.len());
    let most = counts.clone().max().unwrap_or(0);
    let least = counts.min().unwrap_or(0);
    let trials = if least == most {
        most.to_string()
    } else {
        format!("{least}–{most}")
    };
    Table {
        name: "epochs".into(),
        caption: Text::new(
            format!(
                "Epochs to learn, {trials} trials; those before a restart count, and a trial that failed counts as infinite (SD: n − 1, of the trials that succeeded)"
            ),
            format!(
                "Эпох до решения, испытаний {trials}; эпохи до перезапуска засчитываются, неудачное испытание считается бесконечным (СКО: n − 1, по удачным испытаниям)"
            ),
        ),
        header,
        rows: results.variants.iter().map(row).collect(),
    }
}

fn work(results: &Results) -> Table {
    let (ranks, ratios) = (results.ranks(), results.ratios());
    let row = |(place, variant): (usize, &Variant)| {
        let median = |currency| variant.statistics(currency).median;
        vec![
            name_cell(variant),
            number(median(Currency::Epochs), 1),
            number(median(Currency::GradientEquivalents), 1),
            number(median(Currency::Multiplications), 0),
            number(ranks[place], 1),
            number(ratios[place], 2),
        ]
    };
    let currency = unit_of(results.currency);
    Table {
        name: "work".into(),
        caption: Text::new(
            format!(
                "Medians of what a trial took; rank and ratio to the fastest by {}",
                currency.en
            ),
            format!(
                "Медианы затрат испытания; ранг и отношение к лучшему по числу {}",
                currency.ru
            ),
        ),
        header: vec![
            Text::new("variant", "вариант"),
            Text::new("epochs", "эпох"),
            Text::new("gradient-equivalents", "вычислений градиента"),
            Text::new("multiplications", "умножений"),
            Text::new("rank", "ранг"),
            Text::new("ratio", "отношение"),
        ],
        rows: results.variants.iter().enumerate().map(row).collect(),
    }
}

fn pairs(results: &Results) -> Option<Table> {
    let reference = &results.variants[results.reference?].setup.title;
    let row = |(variant, paired): (&Variant, Paired)| {
        let probability = |p: f64| {
            if p < 1e-4 {
                Cell::Text(Text::same(format!("{p:.1e}").replace('-', "−")))
            } else {
                number(p, 4)
            }
        };
        vec![
            name_cell(variant),
            number(paired.median_difference, 1),
            number(paired.fewer as f64, 0),
            number(paired.equal as f64, 0),
            number(paired.more as f64, 0),
            probability(paired.sign_p),
            probability(paired.wilcoxon_p),
        ]
    };
    Some(Table {
        name: "paired".into(),
        caption: Text::new(
            format!(
                "Compared with {}, trial by trial from the same weights",
                reference.en
            ),
            format!(
                "В сравнении с {}, попарно от одних и тех же весов",
                reference.ru
            ),
        ),
        header: vec![
            Text::new("variant", "вариант"),
            Text::new("median difference, epochs", "медиана разности, эпох"),
            Text::new("fewer epochs in", "меньше эпох в"),
            Text::new("as many in", "столько же в"),
            Text::new("more in", "больше в"),
            Text::new("sign test, p", "критерий знаков, p"),
            Text::new("Wilcoxon, p", "Уилкоксон, p"),
        ],
        rows: results.paired().into_iter().map(row).collect(),
    })
}

/// Everything set, as in files.
fn settings(results: &Results) -> Table {
    let row = |variant: &Variant| {
        vec![
            name_cell(variant),
            Cell::Text(variant.setup.task.title(&variant.setup.hidden)),
            Cell::Text(Text::same(method_settings(variant))),
            Cell::Text(Text::same(used_with(variant))),
            Cell::Text(criterion(variant)),
        ]
    };
    Table {
        name: "settings".into(),
        caption: Text::new("Settings of the variants", "Параметры вариантов"),
        header: vec![
            Text::new("variant", "вариант"),
            Text::new("task", "задача"),
            Text::new("method", "метод"),
            Text::new("used with", "применён с"),
            Text::new("criterion", "критерий"),
        ],
        rows: results.variants.iter().map(row).collect(),
    }
}

fn method_settings(variant: &Variant) -> String {
    let table = toml::Table::try_from(&variant.setup.method).unwrap_or_default();
    let settings = table.iter().filter(|(key, _)| *key != "method");
    let settings: Vec<String> = settings
        .map(|(key, value)| match value {
            toml::Value::Float(number) => format!("{key} = {number:?}"),
            other => format!("{key} = {other}"),
        })
        .collect();
    let name = variant.setup.method.name();
    if settings.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {}", settings.join(", "))
    }
}

fn used_with(variant: &Variant) -> String {
    let setup = &variant.setup;
    let mut words = vec![
        word(&setup.loss),
        format!(
            "{} / {}",
            word(&setup.activation),
            word(&setup.output_activation)
        ),
        word(&setup.initialisation),
    ];
    for (key, value, usual) in [
        ("slope_offset", setup.slope_offset, 0.0),
        ("margin", setup.margin, 0.0),
        ("bias_input", setup.bias_input, 1.0),
    ] {
        if value != usual {
            words.push(format!("{key} = {value}"));
        }
    }
    if setup.task.has_bits() {
        words.push(format!(
            "inputs = {:?}, targets = {:?}",
            setup.inputs, setup.targets
        ));
    }
    if setup.shortcuts {
        words.push("shortcuts = true".into());
    }
    if !setup.summed {
        words.push("summed = false".into());
    }
    words.join(", ")
}

/// A setting as files write it: a word, or a small table.
fn word(setting: &impl Serialize) -> String {
    match toml::Value::try_from(setting) {
        Ok(toml::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

fn criterion(variant: &Variant) -> Text {
    let setup = &variant.setup;
    let (epochs, restarts) = (setup.max_epochs, setup.restarts);
    let (en, ru) = match setup.criterion {
        Criterion::Threshold(share) => (
            format!("|y − t| < {share} of the distance between targets"),
            format!("|y − t| < {share} расстояния между целями"),
        ),
        Criterion::Mse(mse) => (
            format!("mean squared error ≤ {mse}"),
            format!("средний квадрат ошибки ≤ {mse}"),
        ),
    };
    Text::new(
        format!("{en}; up to {epochs} epochs, {restarts} restarts"),
        format!("{ru}; до {epochs} эпох, перезапусков до {restarts}"),
    )
}
