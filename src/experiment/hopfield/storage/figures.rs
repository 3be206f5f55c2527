//! Bit errors, stable patterns and the errors of recall.

use super::Storage;
use super::point::Point;
use crate::experiment::hopfield::names::{joined, listed, units_key, units_label};
use crate::experiment::hopfield::share;
use crate::math::ln;
use crate::memory::Units;
use crate::outcome::figure::{Axis, BarGroup, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Upper ends of the bins of wrong units, as shares of N.
const BINS: [f64; 6] = [0.0, 0.05, 0.1, 0.2, 0.3, 1.0];

/// The numbers printed in the paper: N, n, P and the share of stable patterns.
const PAPER: (usize, f64, f64, f64) = (100, 10.0, 0.0091, 0.6);

/// P and the share of stable patterns against n.
pub fn storage(settings: &Storage, points: &[Point]) -> Figure {
    let (mut errors, mut stable) = (Vec::new(), Vec::new());
    let (neurons, n, bit_error, share) = PAPER;
    if settings.neurons == neurons && settings.units.contains(&Units::Binary) {
        errors.push(published(n, bit_error));
        stable.push(published(n, share));
    }
    for (index, &units) in settings.units.iter().enumerate() {
        let of_units: Vec<&Point> = points.iter().filter(|p| p.units == units).collect();
        let n: Vec<f64> = of_units.iter().map(|p| p.patterns as f64).collect();
        let style = || Style::of(units_key(units));
        // Dashes mean the same in all colours.
        let line = |words: Text, style: Style, value: &dyn Fn(&Point) -> f64| Mark::Line {
            label: if index == 0 { words } else { Text::default() },
            style,
            x: n.clone(),
            y: of_units.iter().map(|p| value(p)).collect(),
        };
        let counted = |of: &dyn Fn(&Point) -> &[f64]| {
            let samples: Vec<&[f64]> = of_units.iter().map(|p| of(p)).collect();
            let label = listed(&units_label(units), &Text::new("counted", "подсчёт"));
            share::dots(label, style(), &n, &samples)
        };
        let exact = Text::new("exact probability", "точная вероятность");
        errors.push(line(exact, style(), &Point::exact));
        let normal = Text::new(
            "normal approximation; stable: e^(−NP)",
            "нормальное приближение; устойчивость: e^(−NP)",
        );
        errors.push(line(normal.clone(), style().dashed(), &Point::normal));
        stable.push(line(normal, style().dashed(), &Point::independent));
        errors.extend(counted(&|point| &point.bit_errors));
        stable.extend(counted(&|point| &point.stable));
    }
    if settings.units.contains(&Units::Bipolar) {
        stable.extend(logarithmic_capacities(settings));
    }
    Figure::grid(
        "storage",
        joined(&[
            &Text::new(
                "Stored random patterns of a Hopfield network, N = ",
                "Записанные случайные образы в сети Хопфилда, N = ",
            ),
            &Text::same(settings.neurons.to_string()),
        ]),
        2,
        vec![bit_errors(points, errors), stable_patterns(stable)],
    )
}

fn published(n: f64, value: f64) -> Mark {
    Mark::Points {
        label: Text::new("Hopfield 1982", "Хопфилд, 1982"),
        style: Style::of("reference").radius(7.0),
        x: vec![n],
        y: vec![value],
    }
}

fn patterns_axis() -> Axis {
    Axis::linear(Text::new("stored patterns n", "число записанных образов n")).whole()
}

/// The axis ends where the probabilities do: intervals of what was never counted reach to 0.
fn bit_errors(points: &[Point], marks: Vec<Mark>) -> Panel {
    let exact = points.iter().map(Point::exact).filter(|&p| p > 0.0);
    let (low, high) = exact.fold((f64::INFINITY, 0.0_f64), |(low, high), p| {
        (low.min(p), high.max(p))
    });
    let mut axis = Axis::log(Text::new(
        "a unit leaves: probability P",
        "вероятность ошибки в бите P",
    ));
    if low < high {
        axis = axis.from_to(0.5 * low, 2.0 * high);
    }
    Panel::new(patterns_axis(), axis, marks).titled(Text::new(
        "Units that do not stay",
        "Нейроны, покидающие образ",
    ))
}

fn stable_patterns(marks: Vec<Mark>) -> Panel {
    let share = Text::new("share of patterns", "доля образов");
    Panel::new(
        patterns_axis(),
        Axis::linear(share).from_to(-0.02, 1.02),
        marks,
    )
    .titled(Text::new(
        "Patterns that are fixed points",
        "Образы — неподвижные точки",
    ))
}

/// N/(4 ln N) and N/(2 ln N), where they lie in the figure.
fn logarithmic_capacities(settings: &Storage) -> Vec<Mark> {
    let neurons = settings.neurons as f64;
    let (Some(&first), Some(&last)) = (settings.patterns.first(), settings.patterns.last()) else {
        return Vec::new();
    };
    let line = |&divisor: &f64| {
        let at = neurons / (divisor * ln(neurons));
        let is_inside = (first as f64..=last as f64).contains(&at);
        is_inside.then(|| Mark::Vertical {
            label: Text::new(
                format!("N/({divisor} ln N): ±1, large N"),
                format!("N/({divisor} ln N): ±1, большие N"),
            ),
            style: Style::of(format!("capacity {divisor}")).dotted(),
            at,
        })
    };
    [4.0, 2.0].iter().filter_map(line).collect()
}

/// Where relaxation from a stored pattern ends, at the smallest, middle and largest n.
pub fn errors(settings: &Storage, points: &[Point]) -> Figure {
    let panels = settings.units.iter().map(|&units| {
        let of_units: Vec<&Point> = points.iter().filter(|p| p.units == units).collect();
        let mut chosen = vec![0, of_units.len() / 2, of_units.len() - 1];
        chosen.dedup();
        let groups = chosen.into_iter().map(|place| bars(of_units[place]));
        let mark = Mark::Bars {
            places: bin_names(settings.neurons),
            groups: groups.collect(),
        };
        Panel::new(
            Axis::linear(Text::new(
                "wrong units after relaxation",
                "ошибочных нейронов после релаксации",
            )),
            Axis::linear(Text::new("share of patterns", "доля образов")).from_to(0.0, 1.0),
            vec![mark],
        )
        .titled(units_label(units))
    });
    Figure::grid(
        "errors",
        Text::new(
            "Where the network goes from a stored pattern",
            "Куда сеть уходит от записанного образа",
        ),
        2,
        panels.collect(),
    )
}

/// The largest number of wrong units in each bin, rising.
fn bin_ends(neurons: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = BINS
        .iter()
        .map(|share| (share * neurons as f64) as usize)
        .collect();
    ends.dedup();
    ends
}

fn bin_names(neurons: usize) -> Vec<Text> {
    let ends = bin_ends(neurons);
    let name = |k: usize| match k.checked_sub(1).map(|before| ends[before] + 1) {
        None => ends[0].to_string(),
        Some(first) if first == ends[k] => first.to_string(),
        Some(first) => format!("{first}–{}", ends[k]),
    };
    (0..ends.len()).map(|k| Text::same(name(k))).collect()
}

fn bars(point: &Point) -> BarGroup {
    let counts = &point.counts;
    let ends = bin_ends(counts.errors.len() - 1);
    let share = |k: usize| {
        let before = k
            .checked_sub(1)
            .map_or(0.0, |k| counts.share_within(ends[k]));
        counts.share_within(ends[k]) - before
    };
    let shares: Vec<f64> = (0..ends.len()).map(share).collect();
    BarGroup {
        label: Text::same(format!("n = {}", point.patterns)),
        style: Style::of(format!("patterns-{}", point.patterns)),
        low: shares.clone(),
        high: shares.clone(),
        values: shares,
    }
}
