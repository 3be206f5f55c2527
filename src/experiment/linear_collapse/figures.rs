//! Loss curves, decision regions and the table of the three networks.

use super::training::{Net, Points, Run};
use crate::experiment::thinning;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Cell, Figure, Table, Text};

/// Points along each side of a picture of decision regions.
const GRID: usize = 160;
/// Points of a loss curve; they thin out as on the logarithmic axis.
const CURVE_POINTS: f64 = 800.0;

/// Loss over iterations, and how far the linear networks are above their common minimum.
pub fn loss_curves(runs: &[Run]) -> Figure {
    let mut curves: Vec<Mark> = runs.iter().map(|run| curve(run, |loss| loss)).collect();
    curves.push(Mark::Horizontal {
        label: Text::new("ln 2: guessing", "ln 2: угадывание"),
        style: Style::of("reference").dashed(),
        at: std::f64::consts::LN_2,
    });
    let linear = || runs.iter().filter(|run| run.net != Net::DeepTanh);
    let least = linear()
        .flat_map(|run| run.losses.iter().copied())
        .fold(f64::INFINITY, f64::min);
    let above = linear()
        .map(|run| curve(run, |loss| loss - least))
        .collect();
    let iteration = || Axis::log(Text::new("iteration + 1", "итерация + 1"));
    let loss = Text::new("cross-entropy E", "перекрёстная энтропия E");
    let distance = Text::same("E − min E");
    Figure::grid(
        "loss_curves",
        Text::new(
            "Three networks learn the same task",
            "Три сети учатся одной задаче",
        ),
        2,
        vec![
            Panel::new(iteration(), Axis::linear(loss), curves)
                .titled(Text::new("Loss", "Функция потерь")),
            Panel::new(iteration(), Axis::log(distance), above).titled(Text::new(
                "Linear networks: height above their common minimum",
                "Линейные сети: высота над общим минимумом",
            )),
        ],
    )
}

/// One network's curve, thinned.
fn curve(run: &Run, value: impl Fn(f64) -> f64) -> Mark {
    let shown = thinning::logarithmic(run.losses.len(), CURVE_POINTS);
    Mark::Line {
        label: run.net.label(),
        style: Style::of(run.net.key()),
        x: shown
            .iter()
            .map(|&iteration| (iteration + 1) as f64)
            .collect(),
        y: shown
            .iter()
            .map(|&iteration| value(run.losses[iteration]))
            .collect(),
    }
}

/// The plane coloured by each network's answer, with the training points.
pub fn regions(runs: &[Run], points: &Points) -> Figure {
    let range = points
        .inputs
        .iter()
        .fold(0.0_f64, |most, x| most.max(x.abs()))
        * 1.05;
    let panels = runs.iter().map(|run| region_panel(run, points, range));
    Figure::grid(
        "regions",
        Text::new("Decision regions", "Области решений"),
        3,
        panels.collect(),
    )
}

fn region_panel(run: &Run, points: &Points, range: f64) -> Panel {
    let cell = 2.0 * range / GRID as f64;
    let centre = |k: usize| -range + (k as f64 + 0.5) * cell;
    let grid: Vec<f64> = (0..GRID * GRID)
        .flat_map(|k| [centre(k % GRID), centre(k / GRID)])
        .collect();
    let mut marks = vec![Mark::Regions {
        columns: GRID,
        x: (-range, range),
        y: (-range, range),
        class: run.classify(&grid),
        keys: vec![class_key(0), class_key(1)],
    }];
    for class in 0..2 {
        let of_class = || {
            let all = points.inputs.chunks_exact(2).zip(&points.classes);
            all.filter(move |(_, t)| **t == class as f64)
        };
        marks.push(Mark::Points {
            label: Text::new(format!("class {class}"), format!("класс {class}")),
            style: Style::of(class_key(class)).radius(4.0),
            x: of_class().map(|(point, _)| point[0]).collect(),
            y: of_class().map(|(point, _)| point[1]).collect(),
        });
    }
    let axis = |name: &str| Axis::linear(Text::same(name)).from_to(-range, range);
    let label = run.net.label();
    let percent = 100.0 * run.accuracy;
    let mut panel = Panel::new(axis("x₁"), axis("x₂"), marks).titled(Text::new(
        format!("{}: {percent:.1}\u{a0}% right", label.en),
        format!("{}: {percent:.1}\u{a0}% верно", label.ru),
    ));
    panel.equal_aspect = true;
    panel
}

fn class_key(class: usize) -> String {
    format!("class-{class}")
}

/// The three networks side by side.
pub fn table(runs: &[Run]) -> Table {
    let number = |value: f64, decimals| Cell::Number { value, decimals };
    let rows = runs.iter().map(|run| {
        let mut row = vec![
            Cell::Text(run.net.label()),
            number(run.weight_count() as f64, 0),
            number(run.iterations() as f64, 0),
            number(run.loss(), 9),
            number(run.accuracy, 4),
        ];
        match run.line() {
            Some(line) => row.extend(line.map(|weight| number(weight, 6))),
            None => row.extend([0; 3].map(|_| Cell::Text(Text::same("—")))),
        }
        row
    });
    Table {
        name: "networks".into(),
        caption: Text::new(
            "Linear layers, however many, end at the same loss and multiply to the same line \
             w₁x₁ + w₂x₂ + b = 0",
            "Сколько бы ни было линейных слоёв, они приходят к одному значению функции потерь, \
             а их произведение — к одной прямой w₁x₁ + w₂x₂ + b = 0",
        ),
        header: vec![
            Text::new("network", "сеть"),
            Text::new("weights", "весов"),
            Text::new("iterations", "итераций"),
            Text::new("loss", "потери"),
            Text::new("accuracy", "точность"),
            Text::same("w₁"),
            Text::same("w₂"),
            Text::same("b"),
        ],
        rows: rows.collect(),
    }
}
