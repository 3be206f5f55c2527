//! Bit errors, stable patterns and the errors of recall.

use super::Storage;
use super::results::Point;
use crate::experiment::hopfield::names::{joined, listed, units_key, units_label};
use crate::experiment::hopfield::share::{self, Share};
use crate::math::ln;
use crate::memory::Units;
use crate::outcome::figure::{Axis, BarGroup, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Upper ends of the bins of wrong units, as shares of N.
const BINS: [f64; 6] = [0.0, 0.05, 0.1, 0.2, 0.3, 1.0];

/// P and the share of stable patterns against n.
pub fn storage(settings: &Storage, points: &[Point]) -> Figure {
    let (mut errors, mut stable) = (Vec::new(), Vec::new());
    for &units in &settings.units {
        let of_units: Vec<&Point> = points.iter().filter(|p| p.units == units).collect();
        let n: Vec<f64> = of_units.iter().map(|p| p.patterns as f64).collect();
        let style = || Style::of(units_key(units));
        let line = |words: Text, style: Style, value: &dyn Fn(&Point) -> f64| Mark::Line {
            label: listed(&units_label(units), &words),
            style,
            x: n.clone(),
            y: of_units.iter().map(|p| value(p)).collect(),
        };
        let counted = |of: &dyn Fn(&Point) -> Share| {
            let shares: Vec<Share> = of_units.iter().map(|p| of(p)).collect();
            share::dots(listed(&units_label(units), &Text::new("counted", "подсчёт")), style(), &n, &shares)
        };
        errors.push(line(Text::new("exact", "точно"), style(), &Point::exact));
        let normal = Text::new("normal approximation", "нормальное приближение");
        errors.push(line(normal, style().dashed(), &Point::normal));
        errors.extend(counted(&Point::bit_error));
        stable.push(line(Text::same("e^(−NP)"), style().dashed(), &Point::independent));
        stable.extend(counted(&Point::stable));
    }
    if settings.units.contains(&Units::Bipolar) {
        stable.extend(logarithmic_capacities(settings));
    }
    let n = || Axis::linear(Text::new("stored patterns n", "число записанных образов n")).whole();
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
        vec![
            Panel::new(
                n(),
                Axis::log(Text::new("probability that a unit leaves, P", "вероятность ошибки в бите P")),
                errors,
            )
            .titled(Text::new("Units that do not stay", "Нейроны, покидающие образ")),
            Panel::new(
                n(),
                Axis::linear(Text::new("share of patterns", "доля образов")).from_to(-0.02, 1.02),
                stable,
            )
            .titled(Text::new("Patterns that are fixed points", "Образы — неподвижные точки")),
        ],
    )
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
            Axis::linear(Text::new("wrong units after relaxation", "ошибочных нейронов после релаксации")),
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
    let mut ends: Vec<usize> = BINS.iter().map(|share| (share * neurons as f64) as usize).collect();
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
    let ends = bin_ends(point.counts.errors.len() - 1);
    let share = |k: usize| Share {
        successes: match k {
            0 => point.within(ends[0]).successes,
            _ => point.within(ends[k]).successes - point.within(ends[k - 1]).successes,
        },
        trials: point.counts.patterns,
    };
    let shares: Vec<Share> = (0..ends.len()).map(share).collect();
    BarGroup {
        label: Text::same(format!("n = {}", point.patterns)),
        style: Style::of(format!("patterns-{}", point.patterns)),
        values: shares.iter().map(|s| s.value()).collect(),
        low: shares.iter().map(|s| s.interval().low).collect(),
        high: shares.iter().map(|s| s.interval().high).collect(),
    }
}
