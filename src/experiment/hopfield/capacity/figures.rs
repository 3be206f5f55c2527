//! Overlap against load, the steepening fall, and where it lies.

use super::Capacity;
use super::size::{Point, Size, over_networks};
use crate::experiment::hopfield::names::number;
use crate::math::statistics::mean;
use crate::memory::{Units, theory};
use crate::outcome::figure::{Axis, BoxGroup, Mark, Panel, Sample, Style};
use crate::outcome::{Figure, Text};

/// Points of the curve of the theory.
const CURVE: usize = 200;
/// Most boxes in the figure of distributions.
const MOST_BOXES: usize = 10;

/// The style of a size, dark to light.
fn style(size: &Size) -> Style {
    Style::of(format!("size-{}", size.neurons))
}

fn label(size: &Size) -> Text {
    Text::same(format!("N = {}", size.neurons))
}

/// α_c as an upright line.
fn critical(labelled: bool) -> Mark {
    let (alpha, _) = theory::critical_load();
    let value = number(alpha, 3);
    Mark::Vertical {
        label: match labelled {
            true => Text::new(
                format!("theory: α = {}", value.en),
                format!("теория: α = {}", value.ru),
            ),
            false => Text::default(),
        },
        style: Style::of("reference").dotted(),
        at: alpha,
    }
}

/// Overlap, share of retrieved patterns, transition.
pub fn capacity(settings: &Capacity, sizes: &[Size]) -> Figure {
    let mut panels = vec![overlap(settings, sizes), retrieved(settings, sizes)];
    if sizes.len() > 1 {
        panels.push(transition(settings, sizes));
    }
    Figure::grid(
        "capacity",
        Text::new(
            "Retrieval of stored patterns against the load α = p/N",
            "Извлечение записанных образов при загрузке α = p/N",
        ),
        panels.len(),
        panels,
    )
}

fn load_axis(settings: &Capacity) -> Axis {
    let axis = Axis::linear(Text::new("load α = p/N", "загрузка α = p/N"));
    match (settings.loads.first(), settings.loads.last()) {
        (Some(&first), Some(&last)) if first < last => {
            let margin = 0.03 * (last - first);
            axis.from_to(first - margin, last + margin)
        }
        _ => axis,
    }
}

/// Means over networks with their intervals as bands, one curve a size.
fn curves(sizes: &[Size], named: bool, least: f64, of: fn(&Point) -> &[f64]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for size in sizes {
        let x: Vec<f64> = size.points.iter().map(|point| point.load).collect();
        let ends = || {
            size.points
                .iter()
                .map(|point| over_networks(of(point), least))
        };
        marks.push(Mark::Band {
            label: Text::default(),
            style: style(size),
            x: x.clone(),
            low: ends().map(|interval| interval.low).collect(),
            high: ends().map(|interval| interval.high).collect(),
        });
        let label = if named { label(size) } else { Text::default() };
        let y = size.points.iter().map(|point| mean(of(point))).collect();
        marks.extend(Mark::joined(label, style(size), x, y));
    }
    marks
}

fn overlap(settings: &Capacity, sizes: &[Size]) -> Panel {
    let mut marks = curves(sizes, true, -1.0, |point| &point.means);
    if settings.units == Units::Bipolar {
        marks.extend(mean_field(settings));
        marks.push(critical(true));
    }
    let overlap = Text::new(
        "overlap m after relaxation",
        "перекрытие m после релаксации",
    );
    Panel::new(load_axis(settings), Axis::linear(overlap), marks)
        .titled(Text::new("Mean overlap", "Среднее перекрытие"))
}

/// The theory's curve from the smallest load to α_c.
fn mean_field(settings: &Capacity) -> Option<Mark> {
    let (alpha, m) = theory::critical_load();
    let first = *settings.loads.first()?;
    if first >= alpha {
        return None;
    }
    let load = |k: usize| first + (alpha - first) * k as f64 / CURVE as f64;
    let below = (0..CURVE).filter_map(|k| Some((load(k), theory::retrieval_overlap(load(k))?)));
    let (x, y) = below.chain([(alpha, m)]).unzip();
    Some(Mark::Line {
        label: Text::new("mean field, N → ∞", "среднее поле, N → ∞"),
        style: Style::of("reference"),
        x,
        y,
    })
}

fn retrieved(settings: &Capacity, sizes: &[Size]) -> Panel {
    let mut marks = curves(sizes, false, 0.0, |point| &point.retrieved);
    if settings.units == Units::Bipolar {
        marks.push(critical(false));
    }
    let bound = number(settings.retrieved, 2);
    let axis = Text::new(
        format!("patterns with m > {}, share", bound.en),
        format!("доля образов с m > {}", bound.ru),
    );
    Panel::new(
        load_axis(settings),
        Axis::linear(axis).from_to(-0.02, 1.02),
        marks,
    )
    .titled(Text::new(
        "The larger, the steeper",
        "Чем больше сеть, тем круче спад",
    ))
}

/// Where the share of retrieved patterns is 0.75, ½ and 0.25, against N.
fn transition(settings: &Capacity, sizes: &[Size]) -> Panel {
    let x: Vec<f64> = sizes.iter().map(|size| size.neurons as f64).collect();
    let at = |level: f64| {
        sizes
            .iter()
            .map(|size| size.load_at(level))
            .collect::<Vec<f64>>()
    };
    let half = Text::new("half retrieved", "извлекается половина");
    let mut marks = vec![Mark::Band {
        label: Text::new("0.75 to 0.25 retrieved", "извлекается от 0,75 до 0,25"),
        style: Style::of("transition"),
        x: x.clone(),
        low: at(0.75),
        high: at(0.25),
    }];
    marks.extend(Mark::joined(half, Style::of("transition"), x, at(0.5)));
    if settings.units == Units::Bipolar {
        let (alpha, _) = theory::critical_load();
        marks.push(Mark::Horizontal {
            label: Text::default(),
            style: Style::of("reference").dotted(),
            at: alpha,
        });
    }
    Panel::new(
        Axis::log(Text::new("units N", "число нейронов N")),
        Axis::linear(Text::new("load α", "загрузка α")),
        marks,
    )
    .titled(Text::new(
        "Where retrieval ends",
        "Где извлечение кончается",
    ))
}

/// Distributions of m in the largest network at up to ten loads.
pub fn overlaps(sizes: &[Size]) -> Figure {
    let last = sizes.last();
    let points: Vec<&Point> = last.map_or(Vec::new(), |size| {
        let every = size.points.len().div_ceil(MOST_BOXES);
        size.points.iter().step_by(every).collect()
    });
    let neurons = last.map_or(0, |size| size.neurons);
    let place = |point: &&Point| number(point.load, 3);
    let mark = Mark::Boxes {
        places: points.iter().map(place).collect(),
        groups: vec![BoxGroup {
            label: Text::default(),
            style: Style::of("overlaps"),
            samples: points.iter().map(|p| Sample(p.overlaps.clone())).collect(),
        }],
    };
    Figure::single(
        "overlaps",
        Text::new(
            format!("Overlaps of single patterns, N = {neurons}"),
            format!("Перекрытия отдельных образов, N = {neurons}"),
        ),
        Panel::new(
            Axis::linear(Text::new("load α = p/N", "загрузка α = p/N")),
            Axis::linear(Text::new(
                "overlap m after relaxation",
                "перекрытие m после релаксации",
            )),
            vec![mark],
        ),
    )
}
