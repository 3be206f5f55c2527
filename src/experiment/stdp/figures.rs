//! The window, weights before and after, their courses, and the output against the input.

use super::Stdp;
use super::learning::{BINS, Learned};
use super::window::Measured;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::spiking::statistics::Histogram;

/// Every figure; the last only where there are several rates.
pub fn all(settings: &Stdp, window: &Measured, runs: &[Learned]) -> Vec<Figure> {
    let mut figures = vec![
        weights(runs),
        courses(settings, runs),
        measured_window(window),
    ];
    if runs.len() > 1 {
        figures.push(rates(runs));
    }
    figures
}

fn weight_label() -> Text {
    Text::new("weight w/w_max", "вес w/w_max")
}

fn at_rate(rate_hz: f64) -> Text {
    let ru = rate_hz.to_string().replace('.', ",");
    Text::new(
        format!("inputs at {rate_hz} Hz"),
        format!("входы с частотой {ru} Гц"),
    )
}

fn hertz(rate_hz: f64) -> Text {
    let ru = rate_hz.to_string().replace('.', ",");
    Text::new(format!("{rate_hz} Hz"), format!("{ru} Гц"))
}

fn before_label() -> Text {
    Text::new("before learning", "до обучения")
}

fn after_label() -> Text {
    Text::new("after learning", "после обучения")
}

/// Output rates fall by orders of magnitude as the cell learns.
fn output_axis() -> Axis {
    Axis::log(Text::new("output rate, Hz", "частота на выходе, Гц"))
}

/// The outline of a histogram, in percent: two corners a bin, and down to 0 at the ends.
fn outline(weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let histogram = Histogram::of(weights.iter().copied(), (0.0, 1.0), BINS);
    let (mut x, mut y) = (vec![0.0], vec![0.0]);
    for (bin, &count) in histogram.counts.iter().enumerate() {
        let percent = 100.0 * count as f64 / weights.len() as f64;
        x.extend([histogram.edge(bin), histogram.edge(bin + 1)]);
        y.extend([percent, percent]);
    }
    x.push(1.0);
    y.push(0.0);
    (x, y)
}

fn weights(runs: &[Learned]) -> Figure {
    let panel = |run: &Learned| {
        let (x, before) = outline(&run.before);
        let (_, after) = outline(&run.after);
        let style = Style::of("class-1");
        let marks = vec![
            Mark::Band {
                label: Text::default(),
                style: style.clone(),
                x: x.clone(),
                low: vec![0.0; x.len()],
                high: after.clone(),
            },
            Mark::Line {
                label: after_label(),
                style,
                x: x.clone(),
                y: after,
            },
            Mark::Line {
                label: before_label(),
                style: Style::of("reference"),
                x,
                y: before,
            },
        ];
        let share = Text::new("share of the inputs, %", "доля входов, %");
        Panel::new(
            Axis::linear(weight_label()).from_to(0.0, 1.0),
            Axis::linear(share).with_zero(),
            marks,
        )
        .titled(at_rate(run.rate_hz))
    };
    Figure::grid(
        "weights",
        Text::new(
            "Distribution of the weights before and after learning",
            "Распределение весов до и после обучения",
        ),
        if runs.len() == 3 {
            3
        } else {
            runs.len().min(2)
        },
        runs.iter().map(panel).collect(),
    )
}

/// Weights of some inputs at the lowest and the highest rate; mean weights and output rates at all.
fn courses(settings: &Stdp, runs: &[Learned]) -> Figure {
    let time = || Axis::linear(Text::new("time, s", "время, с")).from_to(0.0, settings.learning_s);
    let some = |run: &Learned| {
        let lines = run
            .followed
            .iter()
            .enumerate()
            .map(|(input, course)| Mark::Line {
                label: Text::default(),
                style: Style::of(format!("input-{}", input + 1)).width(1.2),
                x: run.times_s.clone(),
                y: course.clone(),
            });
        Panel::new(
            time(),
            Axis::linear(weight_label()).from_to(0.0, 1.0),
            lines.collect(),
        )
        .titled(at_rate(run.rate_hz))
    };
    let of_all = |y: Axis, values: fn(&Learned) -> &Vec<f64>| {
        let lines = runs.iter().enumerate().map(|(index, run)| Mark::Line {
            label: if runs.len() > 1 {
                hertz(run.rate_hz)
            } else {
                Text::default()
            },
            style: Style::of(format!("rate-{}", index + 1)),
            x: run.times_s.clone(),
            y: values(run).clone(),
        });
        Panel::new(time(), y, lines.collect())
    };
    let mut panels = vec![some(&runs[0])];
    if let [_, .., last] = runs {
        panels.push(some(last));
    }
    let mean = Axis::linear(Text::new("mean w/w_max", "среднее w/w_max")).with_zero();
    panels.push(of_all(mean, |run| &run.mean));
    panels.push(of_all(output_axis(), |run| &run.output_hz));
    Figure::grid(
        "courses",
        Text::new(
            "Learning: weights of some inputs, their mean and the output rate",
            "Ход обучения: веса некоторых входов, их среднее и частота на выходе",
        ),
        if runs.len() > 1 { 2 } else { 3 },
        panels,
    )
}

fn measured_window(window: &Measured) -> Figure {
    let percent = |values: &[f64]| values.iter().map(|v| 100.0 * v).collect::<Vec<f64>>();
    // The closed form jumps between the last distance up to 0 and the first above it.
    let mut x = window.distances_ms.clone();
    let mut y = percent(&window.closed_form);
    let jump = x.partition_point(|&distance| distance <= 0.0);
    x.insert(jump, f64::NAN);
    y.insert(jump, f64::NAN);
    let marks = vec![
        Mark::Horizontal {
            label: Text::default(),
            style: Style::of("rest").width(1.0),
            at: 0.0,
        },
        Mark::Line {
            label: Text::new("closed form", "формула"),
            style: Style::of("reference"),
            x,
            y,
        },
        Mark::Points {
            label: Text::new("measured", "измерено"),
            style: Style::of("class-1"),
            x: window.distances_ms.clone(),
            y: percent(&window.changes),
        },
    ];
    let delta = Text::new(
        "Δt: spike of the cell less arrival of the input's, ms",
        "Δt: импульс нейрона минус приход входного импульса, мс",
    );
    let change = Text::new("Δw/w_max, %", "Δw/w_max, %");
    Figure::single(
        "window",
        Text::new(
            "Change of a weight by one pair of spikes",
            "Изменение веса одной парой импульсов",
        ),
        Panel::new(Axis::linear(delta), Axis::linear(change), marks),
    )
}

fn rates(runs: &[Learned]) -> Figure {
    let x: Vec<f64> = runs.iter().map(|run| run.rate_hz).collect();
    let values = |of: &dyn Fn(&Learned) -> f64| runs.iter().map(of).collect::<Vec<f64>>();
    let curve = |label: Text, style: Style, y: Vec<f64>| {
        Mark::joined(label, style.radius(4.0), x.clone(), y)
    };
    let both = |before: Vec<f64>, after: Vec<f64>| {
        let mut marks = Vec::from(curve(before_label(), Style::of("class-0").dashed(), before));
        marks.extend(curve(after_label(), Style::of("class-1"), after));
        marks
    };
    let input = || Axis::linear(Text::new("input rate, Hz", "частота входов, Гц")).with_zero();
    let rate = Panel::new(
        input(),
        output_axis(),
        both(
            values(&|run| run.at_first.rate_hz),
            values(&|run| run.at_last.rate_hz),
        ),
    );
    let poisson = Mark::Horizontal {
        label: Text::new("Poisson train", "пуассоновский поток"),
        style: Style::of("rest").width(1.2),
        at: 1.0,
    };
    let mut marks = vec![poisson];
    marks.extend(both(
        values(&|run| run.at_first.cv),
        values(&|run| run.at_last.cv),
    ));
    let cv = Text::new("CV of the output's intervals", "CV интервалов на выходе");
    let cv = Panel::new(input(), Axis::linear(cv).with_zero(), marks);
    Figure::grid(
        "rates",
        Text::new(
            "The output against the rate of the inputs",
            "Выход в зависимости от частоты входов",
        ),
        2,
        vec![rate, cv],
    )
}
