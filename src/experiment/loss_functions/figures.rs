//! The page of losses: over the answer, over the state, their pulls, and a soft target.

use super::curves::{Curve, LOSSES};
use super::{LossFunctions, entropy};
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Adds the figure and the table.
pub fn add(settings: &LossFunctions, hard: &[Curve], soft: &[Curve], outcome: &mut Outcome) {
    outcome.figures.push(page(settings, hard, soft));
    outcome.tables.push(table());
}

/// Losses that are the same line as another one are left out of a panel.
fn lines(curves: &[Curve], shown: &[&str], x: fn(&Curve) -> &[f64], y: Height) -> Vec<Mark> {
    let shown = curves
        .iter()
        .filter(|curve| shown.contains(&curve.entry.metric));
    let line = |curve: &Curve| Mark::Line {
        label: Text::new(curve.entry.name.0, curve.entry.name.1),
        style: Style::of(curve.entry.key).width(2.5),
        x: x(curve).to_vec(),
        y: y(curve).to_vec(),
    };
    shown.map(line).collect()
}

/// What of a curve is drawn upwards.
type Height = fn(&Curve) -> &[f64];

fn page(settings: &LossFunctions, hard: &[Curve], soft: &[Curve]) -> Figure {
    let target = settings.target;
    let all = ["squared_error", "hyperbolic_error", "cross_entropy"];
    let titled = |en: String, ru: String| Text::new(en, ru.replace('.', ","));
    let answer = || Axis::linear(Text::new("answer y", "ответ y")).from_to(0.0, 1.0);
    let state = || {
        Axis::linear(Text::new("state s", "состояние s")).from_to(-settings.reach, settings.reach)
    };
    let loss = |most: f64| Axis::linear(Text::new("loss E", "потеря E")).from_to(0.0, most);
    let over_answer = Panel::new(
        answer(),
        loss(3.0),
        lines(hard, &all, |curve| &curve.answer, |curve| &curve.loss),
    );
    let over_state = Panel::new(
        state(),
        loss(settings.reach),
        lines(hard, &all, |curve| &curve.state, |curve| &curve.loss),
    );
    let pulls = Panel::new(
        state(),
        Axis::linear(Text::new("pull −∂E/∂s", "сила исправления −∂E/∂s")).with_zero(),
        lines(hard, &all, |curve| &curve.state, |curve| &curve.pull),
    );
    let soft_target = settings.soft_target;
    let entropies = ["cross_entropy", "kullback_leibler"];
    let mut marks = lines(soft, &entropies, |curve| &curve.answer, |curve| &curve.loss);
    marks.push(Mark::Horizontal {
        label: Text::new("entropy of the target", "энтропия цели"),
        style: Style::of("reference").dashed(),
        at: entropy(soft_target),
    });
    marks.push(Mark::Vertical {
        label: Text::default(),
        style: Style::of("reference").dotted(),
        at: soft_target,
    });
    let soft_panel = Panel::new(answer(), loss(2.0), marks);
    Figure::grid(
        "losses",
        Text::new("Loss functions", "Функции потери"),
        2,
        vec![
            over_answer.titled(titled(
                format!("Loss over the answer, target {target}"),
                format!("Потеря в зависимости от ответа, цель {target}"),
            )),
            over_state.titled(titled(
                format!("Loss over the state, target {target}"),
                format!("Потеря в зависимости от состояния, цель {target}"),
            )),
            pulls.titled(Text::new(
                "How hard the unit is pulled",
                "Как сильно исправляется состояние",
            )),
            soft_panel.titled(titled(
                format!("A target that is a probability, {soft_target}"),
                format!("Цель — вероятность {soft_target}"),
            )),
        ],
    )
}

fn table() -> Table {
    let rows = LOSSES.iter().map(|entry| {
        vec![
            Cell::Text(Text::new(entry.name.0, entry.name.1)),
            Cell::Text(Text::same(entry.formula)),
            Cell::Text(Text::same(entry.pull)),
        ]
    });
    Table {
        name: "losses".into(),
        caption: Text::new(
            "Losses of a logistic unit y = 1/(1 + e^(−s)) and the pull on its state",
            "Потери логистического нейрона y = 1/(1 + e^(−s)) и сила, исправляющая его состояние",
        ),
        header: vec![
            Text::new("loss", "потеря"),
            Text::same("E"),
            Text::same("−∂E/∂s"),
        ],
        rows: rows.collect(),
    }
}
