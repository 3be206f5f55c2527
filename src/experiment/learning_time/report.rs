//! Metrics, tables and notes.

use super::summary::{Paired, Results, Statistics, Variant};
use super::symmetry::mirror;
use super::{Criterion, Currency};
use crate::outcome::{Cell, Outcome, Table, Text};
use serde::Serialize;

/// A name as part of a metric's name: letters and digits in lower case, all else as one `_`; a sign
/// that ends a word is written out (`Rprop+` is `rprop_plus`).
pub fn snake_case(name: &str) -> String {
    let mut words = String::new();
    let mut characters = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let ends_word =
            before.is_alphanumeric() && !characters.peek().is_some_and(|c| c.is_alphanumeric());
        let mut written = |word: &str| {
            if !words.is_empty() && !words.ends_with('_') {
                words.push('_');
            }
            words.push_str(word);
        };
        match c {
            '+' if ends_word => written("plus"),
            '-' | '−' if ends_word => written("minus"),
            c if c.is_alphanumeric() => words.extend(c.to_lowercase()),
            _ => written(""),
        }
        before = c;
    }
    words.trim_end_matches('_').to_owned()
}

/// The unit in which a currency is told.
pub fn unit_of(currency: Currency) -> Text {
    match currency {
        Currency::Epochs => Text::new("epochs", "эпох"),
        Currency::GradientEquivalents => Text::new("gradient-equivalents", "вычислений градиента"),
        Currency::Multiplications => Text::new("multiplications", "умножений"),
    }
}

/// Everything measured of every variant, and how the rankings agree.
pub fn add_metrics(results: &Results, outcome: &mut Outcome) {
    let (ranks, ratios) = (results.ranks(), results.ratios());
    for (place, variant) in results.variants.iter().enumerate() {
        let name = snake_case(&variant.setup.name);
        let mut add = |what: &str, value: f64| outcome.metric(format!("{name}_{what}"), value, "");
        let epochs = variant.statistics(Currency::Epochs);
        add("epochs_mean", epochs.mean);
        add("epochs_sd", epochs.sd);
        add("epochs_median", epochs.median);
        add("epochs_min", epochs.min);
        add("epochs_max", epochs.max);
        add("epochs_p5", epochs.p5);
        add("epochs_p95", epochs.p95);
        add("epochs_mean_of_successes", epochs.mean_of_successes);
        add("restarts", variant.restarts() as f64);
        add("failures", variant.failures() as f64);
        let work = variant.statistics(Currency::GradientEquivalents);
        add("gradient_equivalents_mean", work.mean);
        add("gradient_equivalents_median", work.median);
        let multiplications = variant.statistics(Currency::Multiplications);
        add("multiplications_median", multiplications.median);
        add("rank", ranks[place]);
        add("ratio", ratios[place]);
        if let Some(mirror) = mirror(variant) {
            for (k, ratio) in mirror.ratios.iter().enumerate() {
                add(&format!("weight_ratio_{}", 2_u64 << k), *ratio);
            }
            add("weight_asymmetry", mirror.asymmetry);
            add("mirror_share", mirror.share);
        }
    }
    if let Some(ranking) = results.ranking() {
        outcome.metric("kendall_tau", ranking.tau, "");
        outcome.metric("clear_pairs_in_order", ranking.clear_pairs, "");
    }
    for (variant, paired) in results.paired() {
        let name = snake_case(&variant.setup.name);
        let mut add = |what: &str, value: f64| outcome.metric(format!("{name}_{what}"), value, "");
        add("median_difference_epochs", paired.median_difference);
        add("sign_p", paired.sign_p);
        add("wilcoxon_p", paired.wilcoxon_p);
    }
}

/// Every table of the outcome.
pub fn tables(results: &Results) -> Vec<Table> {
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

/// What a reader of the tables should know.
pub fn notes(results: &Results) -> Vec<Text> {
    let note = |variant: &Variant| {
        let (failures, trials) = (variant.failures(), variant.trials.len());
        let name = &variant.setup.title;
        (failures > 0).then(|| {
            Text::new(
                format!(
                    "{}: {failures} of {trials} trials never met the criterion.",
                    name.en
                ),
                format!(
                    "{}: критерий не достигнут в {failures} из {trials} испытаний.",
                    name.ru
                ),
            )
        })
    };
    let mut notes: Vec<Text> = results.variants.iter().filter_map(note).collect();
    if let Some(ranking) = results.ranking() {
        let (tau, currency) = (ranking.tau, unit_of(results.currency));
        notes.push(Text::new(
            format!(
                "Kendall's τ between the published ranking and ours by {}: {tau:.2}.",
                currency.en
            ),
            format!(
                "τ Кендалла между опубликованным ранжированием и нашим по числу {}: {tau:.2}.",
                currency.ru
            ),
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn names_become_parts_of_metrics() {
        for (name, metric) in [
            ("Quickprop + hyperbolic error", "quickprop_hyperbolic_error"),
            ("10-5-10", "10_5_10"),
            ("iRprop+", "irprop_plus"),
            ("Rprop−", "rprop_minus"),
            ("Rprop- (1993)", "rprop_minus_1993"),
            ("η = 0.5", "η_0_5"),
            ("—", ""),
        ] {
            assert_eq!(snake_case(name), metric);
        }
    }
}
