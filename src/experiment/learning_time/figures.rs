//! Epochs of all trials, learning curves, growth with the size of the task, our ranking beside the
//! published one, and the weights that see symmetry.

use super::report::unit_of;
use super::summary::{Results, Variant};
use super::symmetry::{mirror, unit};
use super::task::Task;
use super::{Currency, DRAWN};
use crate::experiment::thinning;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, BarGroup, BoxGroup, Figure, Mark, Panel, Sample, Style};

/// Points of a learning curve; they thin out as on the logarithmic axis.
const CURVE_POINTS: f64 = 400.0;
/// Epochs and work go on a logarithmic axis where the largest is so many times the smallest.
const WIDE: f64 = 20.0;
/// A logarithmic axis goes on by this factor beyond its points.
const MARGIN: f64 = 1.25;

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = vec![trials(results), learning_curves(results)];
    figures.extend(scaling(results));
    figures.extend(ranking(results));
    figures.extend(symmetry(results));
    figures
}

/// A variant has the colour of its method, unless two have the same method; sizes of one task go
/// from dark to light.
fn style(results: &Results, variant: &Variant) -> Style {
    if let Some((_, sizes)) = family(results)
        && let Some((n, _)) = sizes.iter().find(|(_, of)| std::ptr::eq(*of, variant))
    {
        return Style::of(format!("size-{n}"));
    }
    let method = |v: &Variant| v.setup.method.name();
    let alike = |v: &&Variant| method(v) == method(variant);
    if results.variants.iter().filter(alike).count() == 1 {
        Style::of(method(variant))
    } else {
        // No key of the palette, nor one of a numbered family.
        Style::of(format!("{} (variant)", variant.setup.name))
    }
}

/// The title of a figure, with the task where there is one for all.
fn titled(results: &Results, en: &str, ru: &str) -> Text {
    match results.task() {
        Some(task) => Text::new(format!("{en}: {}", task.en), format!("{ru}: {}", task.ru)),
        None => Text::new(en, ru),
    }
}

/// The axis of what trials cost.
fn cost_axis(results: &Results, currency: Currency) -> Axis {
    let costs = results.variants.iter().flat_map(|v| v.costs(currency));
    let costs: Vec<f64> = costs.filter(|cost| cost.is_finite()).collect();
    let most = costs.iter().copied().fold(0.0, f64::max);
    let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let label = unit_of(currency);
    if least > 0.0 && most > WIDE * least {
        Axis::log(label)
    } else {
        Axis::linear(label).with_zero()
    }
}

/// A box a variant: epochs, and in another panel the currency of ranks where it is another number.
fn trials(results: &Results) -> Figure {
    let mut panels = vec![boxes(results, Currency::Epochs)];
    let costs = |currency| -> Vec<Vec<f64>> {
        let variants = results.variants.iter();
        variants.map(|variant| variant.costs(currency)).collect()
    };
    if costs(results.currency) != costs(Currency::Epochs) {
        panels.push(boxes(results, results.currency));
    }
    let title = titled(results, "What it takes to learn", "Затраты на обучение");
    Figure::grid("trials", title, 1, panels)
}

/// The variant's name, and how many trials its box leaves out.
fn with_failures(variant: &Variant) -> Text {
    let (failures, trials) = (variant.failures(), variant.trials.len());
    let name = &variant.setup.title;
    if failures == 0 {
        return name.clone();
    }
    Text::new(
        format!("{}: {failures} of {trials} failed", name.en),
        format!("{}: неудач {failures} из {trials}", name.ru),
    )
}

fn boxes(results: &Results, currency: Currency) -> Panel {
    let variants = || results.variants.iter();
    let mark = Mark::Boxes {
        places: variants().map(with_failures).collect(),
        groups: vec![BoxGroup {
            label: Text::default(),
            style: Style::of("single"),
            samples: variants().map(|v| Sample(v.costs(currency))).collect(),
        }],
    };
    let places = Axis::linear(Text::default());
    Panel::new(places, cost_axis(results, currency), vec![mark])
}

/// Mean squared error against epochs, the first trials of every variant; the first is thick.
fn learning_curves(results: &Results) -> Figure {
    let mut marks = Vec::new();
    for trial in (0..DRAWN).rev() {
        for variant in &results.variants {
            let Some(trial_of) = variant.trials.get(trial) else {
                continue;
            };
            let (label, width) = if trial == 0 {
                (variant.setup.title.clone(), 2.4)
            } else {
                (Text::default(), 0.8)
            };
            let curve = &trial_of.curve;
            let shown = thinning::logarithmic(curve.len(), CURVE_POINTS);
            marks.push(Mark::Line {
                label,
                style: style(results, variant).width(width),
                x: shown.iter().map(|&place| curve[place].0 + 1.0).collect(),
                y: shown.iter().map(|&place| curve[place].1).collect(),
            });
        }
    }
    let panel = Panel::new(
        Axis::log(Text::new("epoch + 1", "эпоха + 1")),
        Axis::log(Text::new("mean squared error", "средний квадрат ошибки")),
        marks,
    );
    let title = titled(
        results,
        "Learning curves of the first trials, the very first thick",
        "Кривые обучения первых испытаний, самое первое — жирно",
    );
    Figure::single("learning_curves", title, panel)
}

/// Variants by n, ascending, where at least three learn one task of different sizes; and its name.
fn family(results: &Results) -> Option<(Text, Vec<(f64, &Variant)>)> {
    let family = results.variants.first()?.setup.task.family()?;
    let mut sizes = Vec::new();
    for variant in &results.variants {
        let task = &variant.setup.task;
        if task.family()? != family {
            return None;
        }
        sizes.push((task.bits()? as f64, variant));
    }
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let distinct = sizes.windows(2).all(|pair| pair[0].0 < pair[1].0);
    (sizes.len() >= 3 && distinct).then_some((family, sizes))
}

/// Mean epochs against n.
fn scaling(results: &Results) -> Option<Figure> {
    let (family, sizes) = family(results)?;
    let ends = (sizes.first()?.0, sizes.last()?.0);
    let (mut x, mut mean, mut low, mut high) = (vec![], vec![], vec![], vec![]);
    let (mut published_x, mut published) = (vec![], vec![]);
    for (n, variant) in sizes {
        let statistics = variant.statistics(Currency::Epochs);
        x.push(n);
        mean.push(statistics.mean);
        low.push(statistics.p5);
        high.push(statistics.p95);
        if let Some(value) = variant.setup.published {
            published_x.push(n);
            published.push(value);
        }
    }
    let mut marks = vec![Mark::Band {
        label: Text::new("5 to 95 % of the trials", "от 5 до 95 % испытаний"),
        style: Style::of("single"),
        x: x.clone(),
        low,
        high,
    }];
    let ours = Text::new("ours, mean", "наше среднее");
    marks.extend(Mark::joined(ours, Style::of("single").radius(5.0), x, mean));
    if !published.is_empty() {
        let label = Text::new("published mean", "опубликованное среднее");
        marks.push(Mark::Points {
            label,
            style: Style::of("published").radius(5.0),
            x: published_x,
            y: published,
        });
    }
    let panel = Panel::new(
        Axis::log(Text::same("n")).from_to(ends.0 / MARGIN, ends.1 * MARGIN),
        cost_axis(results, Currency::Epochs),
        marks,
    );
    let title = Text::new(
        format!(
            "Epochs to learn against the size of the task: {}",
            family.en
        ),
        format!("Число эпох в зависимости от размера задачи: {}", family.ru),
    );
    Some(Figure::single("scaling", title, panel))
}

/// Our ratios to the fastest against the published ones.
fn ranking(results: &Results) -> Option<Figure> {
    let ranking = results.ranking()?;
    let finite = |numbers: &[f64]| {
        let numbers = numbers.iter().copied().filter(|x| x.is_finite());
        numbers.fold(1.0, f64::max)
    };
    let most = MARGIN * finite(&ranking.published).max(finite(&ranking.ours));
    let least = 1.0 / MARGIN;
    let mut marks = vec![Mark::Line {
        label: Text::new("as published", "как опубликовано"),
        style: Style::of("reference").width(1.4),
        x: vec![least, most],
        y: vec![least, most],
    }];
    let places = ranking.variants.iter();
    for (place, (&x, &y)) in places.zip(ranking.published.iter().zip(&ranking.ours)) {
        let variant = &results.variants[*place];
        marks.push(Mark::Points {
            label: variant.setup.title.clone(),
            style: style(results, variant).radius(6.0),
            x: vec![x],
            y: vec![y],
        });
    }
    let unit = unit_of(results.currency);
    let panel = Panel::new(
        Axis::log(Text::new(
            "published, ratio to the fastest",
            "опубликовано, отношение к лучшему",
        ))
        .from_to(least, most),
        Axis::log(Text::new(
            format!("ours by {}, ratio to the fastest", unit.en),
            format!("наше по числу {}, отношение к лучшему", unit.ru),
        ))
        .from_to(least, most),
        marks,
    );
    let title = titled(
        results,
        &format!("Our ranking and the published one, τ = {:.2}", ranking.tau),
        &format!("Наше ранжирование и опубликованное, τ = {:.2}", ranking.tau),
    );
    Some(Figure::single("ranking", title, panel))
}

/// The weights from the inputs to the hidden units in the first trial that succeeded.
fn symmetry(results: &Results) -> Option<Figure> {
    let panels: Vec<Panel> = results.variants.iter().filter_map(weights).collect();
    let title = Text::new(
        "Weights that see symmetry: opposite about the middle, 1 : 2 : 4",
        "Веса, распознающие симметрию: противоположны относительно середины, 1 : 2 : 4",
    );
    (!panels.is_empty()).then(|| Figure::grid("weights", title, 2, panels))
}

fn weights(variant: &Variant) -> Option<Panel> {
    mirror(variant)?;
    let (Task::Symmetry(inputs), &[units]) = (&variant.setup.task, variant.setup.hidden.as_slice())
    else {
        return None;
    };
    let trial = variant.trials.iter().find(|trial| trial.succeeded())?;
    let groups = (0..units).map(|u| {
        let weights = unit(&trial.weights, *inputs, units, u);
        BarGroup {
            label: Text::new(
                format!("hidden unit {}", u + 1),
                format!("скрытый нейрон {}", u + 1),
            ),
            style: Style::of(format!("class-{u}")),
            low: weights.clone(),
            high: weights.clone(),
            values: weights,
        }
    });
    let mark = Mark::Bars {
        places: (1..=*inputs).map(|k| Text::same(k.to_string())).collect(),
        groups: groups.collect(),
    };
    let panel = Panel::new(
        Axis::linear(Text::new("input", "вход")),
        Axis::linear(Text::new("weight", "вес")),
        vec![mark],
    );
    Some(panel.titled(variant.setup.title.clone()))
}
