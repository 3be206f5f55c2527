//! Metrics and notes.

use super::Currency;
use super::summary::{Results, Variant};
use super::symmetry::mirror;
use crate::experiment::supervised::snake_case;
use crate::outcome::{Outcome, Text};

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
