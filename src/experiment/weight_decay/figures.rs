//! Losses against epochs, ρ and size; the ridge.

use super::answers;
use super::histogram;
use super::learn::{Part, Point};
use super::results::{Group, Results, rho};
use super::ridge::sum_of_squares;
use crate::experiment::supervised::Spread;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// How far a loss is followed on its way to 0, over the largest.
const LOWEST: f64 = 1e-6;

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = vec![loss_curves(results), against_decay(results)];
    figures.extend(answers::all(results));
    figures.push(histogram::figure(results));
    if !results.settings.sizes.is_empty() {
        figures.push(against_size(results));
    }
    figures.extend(ridge(results));
    figures
}

/// The style key of a ρ: dark for the least, light for the largest.
pub fn key(place: usize) -> String {
    format!("decay-{place}")
}

fn loss_label(results: &Results) -> Text {
    match results.classifies() {
        true => Text::new("cross-entropy E", "перекрёстная энтропия E"),
        false => Text::new("half squared error E", "половина квадрата ошибки E"),
    }
}

fn decay_axis() -> Axis {
    Axis::log(Text::new("weight decay ρ", "коэффициент регуляризации ρ"))
}

fn loss_curves(results: &Results) -> Figure {
    let curves: Vec<Vec<Point>> = results.groups.iter().map(Group::curve).collect();
    let panel = |title: Text, value: &dyn Fn(&Point) -> f64| {
        let values = curves
            .iter()
            .flatten()
            .map(value)
            .filter(|&loss| loss > 0.0 && loss.is_finite());
        let (least, most) = values.fold((f64::INFINITY, 0.0_f64), |(low, high), loss| {
            (low.min(loss), high.max(loss))
        });
        let mut axis = Axis::log(loss_label(results));
        // What falls lower leaves the panel, and room for the others.
        if least < LOWEST * most {
            axis = axis.from_to(LOWEST * most, 2.0 * most);
        }
        let line = |(place, curve): (usize, &Vec<Point>)| Mark::Line {
            label: rho(results.groups[place].decay),
            style: Style::of(key(place)),
            x: curve.iter().map(|point| point.epoch as f64).collect(),
            y: curve.iter().map(value).collect(),
        };
        Panel::new(
            Axis::linear(Text::new("epoch", "эпоха")).whole(),
            axis,
            curves.iter().enumerate().map(line).collect(),
        )
        .titled(title)
    };
    let sizes = results.sizes();
    let train = Text::new(
        format!("Training part, {} examples", sizes.train),
        format!("Обучающая часть, примеров: {}", sizes.train),
    );
    let test = Text::new(
        format!("Test part, {} examples", sizes.test),
        format!("Тестовая часть, примеров: {}", sizes.test),
    );
    let panels = vec![panel(train, &|p| p.train), panel(test, &|p| p.test)];
    let title = Text::new(
        "Overfitting: without decay the training loss falls, the test loss rises",
        "Переобучение: без регуляризации ошибка на обучении падает, на тесте растёт",
    );
    Figure::grid("loss_curves", title, 2, panels)
}

/// What is drawn of a job: style key, label, value.
type Measure<'a> = (&'static str, Text, &'a dyn Fn(&Part) -> f64);

fn against_decay(results: &Results) -> Figure {
    let [train, test] = parts_named();
    let losses: [Measure; 2] = [
        ("train", train.clone(), &|part| part.train.loss),
        ("test", test.clone(), &|part| part.test.loss),
    ];
    let loss = |k: usize| decay_panel(results, &losses[k..=k], Axis::log(loss_label(results)));
    let mut panels = vec![
        loss(0).titled(Text::new("Training part", "Обучающая часть")),
        loss(1).titled(Text::new("Test part", "Тестовая часть")),
    ];
    if results.classifies() {
        let wrong: [Measure; 2] = [
            ("train", train, &|part| 100.0 * part.train.wrong),
            ("test", test, &|part| 100.0 * part.test.wrong),
        ];
        let label = Text::new("wrong answers, %", "неверных ответов, %");
        let panel = decay_panel(results, &wrong, Axis::linear(label).with_zero());
        panels.push(panel.titled(Text::new("Both parts", "Обе части")));
    }
    let label = Text::new("sum of squares |w|²", "сумма квадратов весов |w|²");
    let norm = |part: &Part| sum_of_squares(&part.weights);
    let name = Text::new("weights", "веса");
    let norms = [("weights", name, &norm as &dyn Fn(&Part) -> f64)];
    let panel = decay_panel(results, &norms, Axis::log(label));
    panels.push(panel.titled(Text::new("Weights", "Веса")));
    let columns = if panels.len() == 4 { 2 } else { 3 };
    let title = Text::new(
        "Too little decay fits noise, too much fits nothing",
        "Слабая регуляризация выучивает шум, сильная не выучивает ничего",
    );
    Figure::grid("against_decay", title, columns, panels)
}

fn parts_named() -> [Text; 2] {
    [Text::new("training", "обучение"), Text::new("test", "тест")]
}

/// Medians and quartiles at ρ above 0; a dotted line for ρ = 0.
fn decay_panel(results: &Results, measures: &[Measure], axis: Axis) -> Panel {
    let (none, some): (Vec<&Group>, Vec<&Group>) =
        results.groups.iter().partition(|group| group.decay == 0.0);
    let x: Vec<f64> = some.iter().map(|group| group.decay).collect();
    let mut marks = Vec::new();
    for (key, label, value) in measures {
        let spreads = some.iter().map(|group| group.spread(value)).collect();
        marks.extend(banded(label.clone(), key, &x, spreads));
    }
    for (key, label, value) in measures {
        let others: Vec<f64> = some.iter().map(|group| group.median(value)).collect();
        let lines = none.iter().map(|group| group.median(value));
        marks.extend(
            lines
                .filter(|&at| is_near(at, &others))
                .map(|at| Mark::Horizontal {
                    label: Text::new(
                        format!("{}, ρ = 0", label.en),
                        format!("{}, ρ = 0", label.ru),
                    ),
                    style: Style::of(*key).dotted(),
                    at,
                }),
        );
    }
    Panel::new(decay_axis(), axis, marks)
}

/// Whether a value can share an axis with others: without decay a loss may be 10⁻³⁰, which would leave
/// no room for them.
fn is_near(value: f64, others: &[f64]) -> bool {
    let positive = || others.iter().copied().filter(|&other| other > 0.0);
    let low = positive().fold(f64::INFINITY, f64::min);
    let high = positive().fold(0.0, f64::max);
    low > high || value == 0.0 || (1e-4 * low..=1e4 * high).contains(&value)
}

/// A line through medians in a band of quartiles.
fn banded(label: Text, key: &str, x: &[f64], spreads: Vec<Spread>) -> Vec<Mark> {
    let each = |value: fn(&Spread) -> f64| spreads.iter().map(value).collect::<Vec<f64>>();
    let mut marks = Vec::new();
    if spreads.iter().any(|spread| spread.low < spread.high) {
        marks.push(Mark::Band {
            label: Text::default(),
            style: Style::of(key),
            x: x.to_vec(),
            low: each(|spread| spread.low),
            high: each(|spread| spread.high),
        });
    }
    let middle = each(|spread| spread.middle);
    marks.extend(Mark::joined(label, Style::of(key), x.to_vec(), middle));
    marks
}

fn against_size(results: &Results) -> Figure {
    let x: Vec<f64> = results.settings.sizes.iter().map(|&n| n as f64).collect();
    let [train, test] = parts_named();
    // One scale for both panels.
    let spreads = results.sized.iter().flatten().flat_map(|group| {
        [
            group.spread(|part| part.train.loss),
            group.spread(|part| part.test.loss),
        ]
    });
    let positive = |loss: f64| loss.is_finite() && loss > 0.0;
    let ends = spreads
        .flat_map(|spread| [spread.low, spread.high])
        .filter(|&loss| positive(loss));
    let (low, high) = ends.fold((f64::INFINITY, 0.0_f64), |(low, high), loss| {
        (low.min(loss), high.max(loss))
    });
    let (low, high) = if low <= high {
        (0.8 * low, 1.25 * high)
    } else {
        (0.1, 1.0)
    };
    let panel = |groups: &[Group]| {
        let spreads = |value: fn(&Part) -> f64| groups.iter().map(|g| g.spread(value)).collect();
        let mut marks = banded(train.clone(), "train", &x, spreads(|part| part.train.loss));
        marks.extend(banded(
            test.clone(),
            "test",
            &x,
            spreads(|part| part.test.loss),
        ));
        Panel::new(
            Axis::log(Text::new("hidden units", "скрытых нейронов")),
            Axis::log(loss_label(results)).from_to(low, high),
            marks,
        )
        .titled(rho(groups[0].decay))
    };
    let panels = results.sized.iter().map(|groups| panel(groups)).collect();
    let title = Text::new(
        "Size of the network: more freedom is harmless only with decay",
        "Размер сети: лишняя свобода безвредна лишь при регуляризации",
    );
    Figure::grid("against_size", title, 2, panels)
}

/// |w|² of the linear network, where there are two ρ above 0 to draw it for.
fn ridge(results: &Results) -> Option<Figure> {
    let ridges: Vec<_> = results
        .groups
        .iter()
        .filter(|group| group.decay > 0.0)
        .filter_map(|group| group.ridge().map(|ridge| (group.decay, ridge)))
        .collect();
    if ridges.len() < 2 {
        return None;
    }
    let x: Vec<f64> = ridges.iter().map(|(decay, _)| *decay).collect();
    let line = Mark::Line {
        label: Text::new("closed form", "точное решение"),
        style: Style::of("reference"),
        x: x.clone(),
        y: ridges.iter().map(|(_, ridge)| ridge.exact).collect(),
    };
    let points = Mark::Points {
        label: Text::new("trained", "обучение"),
        style: Style::of("train").radius(5.0),
        x,
        y: ridges.iter().map(|(_, ridge)| ridge.trained).collect(),
    };
    let label = Text::new("sum of squares |w|²", "сумма квадратов весов |w|²");
    let panel = Panel::new(decay_axis(), Axis::log(label), vec![line, points]);
    let title = Text::new(
        "A linear network with decay ends at ridge regression",
        "Линейная сеть с регуляризацией приходит к гребневой регрессии",
    );
    Some(Figure::single("ridge", title, panel))
}
