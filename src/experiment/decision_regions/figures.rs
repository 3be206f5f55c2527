//! The page of panels, the counter-example, and the number of hidden units it takes.

use super::DecisionRegions;
use super::net::Net;
use super::results::Region;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Outcome, Text};
use crate::threshold::Unit;

/// First layers of more units than this are drawn without their lines.
const MOST_LINES: usize = 60;
/// Share of midpoints outside that rounded corners of a trained region may leave in a convex one.
const HARDLY: f64 = 0.002;

/// Adds all figures.
pub fn add(regions: &[Region], settings: &DecisionRegions, outcome: &mut Outcome) {
    let panels = |nets: &[Net]| -> Vec<Panel> {
        let of = |net: &Net| regions.iter().find(|region| region.net == *net);
        let found = nets.iter().filter_map(of);
        found.map(|region| panel(region, settings)).collect()
    };
    outcome.figures.push(Figure::grid(
        "layers",
        Text::new(
            "One, two, three layers: set by hand (above), trained (below)",
            "Один, два, три слоя: заданные вручную (вверху) и обученные (внизу)",
        ),
        3,
        panels(&[
            Net::HandOne,
            Net::HandTwo,
            Net::HandThree,
            Net::TrainedOne,
            Net::TrainedTwo,
            Net::TrainedThree,
        ]),
    ));
    outcome.figures.push(Figure::grid(
        "counter_example",
        Text::new(
            "“Two layers: a convex region” holds of the AND alone",
            "«Два слоя — выпуклая область» верно лишь для И",
        ),
        3,
        panels(&[Net::HandHull, Net::TrainedLinear, Net::CounterExample]),
    ));
    if !settings.trained.sweep.is_empty() {
        outcome.figures.push(sweep(regions));
    }
}

/// The region in colour, the lines of the first layer, the outline of the set.
fn panel(region: &Region, settings: &DecisionRegions) -> Panel {
    let window = settings.window();
    let mut marks = vec![Mark::Regions {
        columns: settings.grid,
        x: window.x,
        y: window.y,
        class: region
            .class
            .iter()
            .map(|&inside| usize::from(inside))
            .collect(),
        keys: vec!["class-0".into(), "class-1".into()],
    }];
    if region.lines.len() <= MOST_LINES {
        let drawn = region
            .lines
            .iter()
            .filter_map(|unit| line(unit, window.size()));
        marks.extend(drawn.map(|(x, y)| Mark::Line {
            label: Text::new("line of a unit of layer 1", "прямая нейрона слоя 1"),
            style: Style::of("leak").width(1.0),
            x,
            y,
        }));
    }
    for outline in region.net.target(settings).outlines() {
        marks.push(Mark::Line {
            label: Text::new("outline of the set", "граница множества"),
            style: Style::of("potential").width(2.5),
            x: outline.iter().map(|corner| corner[0]).collect(),
            y: outline.iter().map(|corner| corner[1]).collect(),
        });
    }
    let axis = |name: &str, (low, high)| Axis::linear(Text::same(name)).from_to(low, high);
    let mut panel = Panel::new(axis("x₁", window.x), axis("x₂", window.y), marks);
    panel.title = title(region);
    panel.equal_aspect = true;
    panel
}

fn title(region: &Region) -> Text {
    let (label, form) = (region.net.label(), form(region));
    let percent = format!("{:.1}", 100.0 * region.measured.accuracy);
    let units = region.units;
    let plural = if units == 1 { "" } else { "s" };
    // Words that belong together stay on one line.
    Text::new(
        format!(
            "{}: {}, {percent}%\u{a0}right, {units}\u{a0}unit{plural}",
            label.en, form.en
        ),
        format!(
            "{}: {}, {}%\u{a0}верно, нейронов:\u{a0}{units}",
            label.ru,
            form.ru,
            percent.replace('.', ",")
        ),
    )
}

/// Convex or not, in how many pieces.
fn form(region: &Region) -> Text {
    let measured = &region.measured;
    match measured.components {
        0 => Text::new("empty", "пусто"),
        1 if measured.outside < HARDLY => Text::new("convex", "выпуклая"),
        1 => Text::new("not convex", "невыпуклая"),
        pieces => Text::new(
            format!("{pieces}\u{a0}pieces"),
            format!("частей:\u{a0}{pieces}"),
        ),
    }
}

/// A stretch of a unit's line that is longer than the window, about its point nearest the origin.
fn line(unit: &Unit, size: f64) -> Option<(Vec<f64>, Vec<f64>)> {
    let line = unit.line()?;
    let reach = 3.0 * size + line.point[0].abs() + line.point[1].abs();
    let at = |axis: usize| {
        let shift = reach * line.direction[axis];
        vec![line.point[axis] - shift, line.point[axis] + shift]
    };
    Some((at(0), at(1)))
}

/// How often two layers are right, against their hidden units.
fn sweep(regions: &[Region]) -> Figure {
    let mut points: Vec<(f64, f64)> = regions
        .iter()
        .filter_map(|region| match region.net {
            Net::Sweep(units) => Some((units as f64, region.measured.accuracy)),
            Net::CounterExample => Some(((region.units - 1) as f64, region.measured.accuracy)),
            _ => None,
        })
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (x, y): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
    let label = Text::new("two layers, trained", "два слоя, обученные");
    let mut marks = Mark::joined(label, Style::of("class-1").radius(5.0), x, y).to_vec();
    let levels = [
        (
            Net::HandHull,
            "class-0",
            Text::new(
                "the AND: convex hull of the set",
                "И: выпуклая оболочка множества",
            ),
        ),
        (
            Net::TrainedLinear,
            "class-2",
            Text::new(
                "linear layers: a half-plane",
                "линейные слои: полуплоскость",
            ),
        ),
    ];
    for (net, key, label) in levels {
        if let Some(region) = regions.iter().find(|region| region.net == net) {
            marks.push(Mark::Horizontal {
                label,
                style: Style::of(key).dashed(),
                at: region.measured.accuracy,
            });
        }
    }
    if let Some(region) = regions.iter().find(|region| region.net == Net::HandThree) {
        marks.push(Mark::Horizontal {
            label: Text::new(
                format!("three layers by hand: {} units", region.units),
                format!("три слоя, вручную (нейронов: {})", region.units),
            ),
            style: Style::of("reference").dotted(),
            at: region.measured.accuracy,
        });
    }
    Figure::single(
        "hidden_units",
        Text::new(
            "How many hidden units two layers need for the set",
            "Сколько скрытых нейронов нужно двум слоям для этого множества",
        ),
        Panel::new(
            Axis::linear(Text::new("hidden units", "скрытых нейронов"))
                .with_zero()
                .whole(),
            Axis::linear(Text::new("share of cells right", "доля верных клеток")),
            marks,
        ),
    )
}
