//! The frequency–current curve and the bifurcation diagram.

use super::{Activity, Firing};
use crate::neuron::hodgkin_huxley::cycles::Cycle;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Column, Outcome, Series, Text};

/// Adds both figures and the series behind them.
pub fn add(
    settings: &Firing,
    [from_rest, from_firing]: [&[Activity]; 2],
    cycles: &[Cycle],
    outcome: &mut Outcome,
) {
    let column = |name: &str, unit: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: unit.into(),
        values,
    };
    let of = |activities: &[Activity], value: fn(&Activity) -> f64| {
        activities.iter().map(value).collect::<Vec<f64>>()
    };
    outcome.series.push(Series {
        name: "activity".into(),
        columns: vec![
            column("current", "µA/cm²", of(from_rest, |a| a.i_ua_cm2)),
            column("rate from rest", "Hz", of(from_rest, |a| a.rate_hz)),
            column("peak from rest", "mV", of(from_rest, |a| a.peak_mv)),
            column("trough from rest", "mV", of(from_rest, |a| a.trough_mv)),
            column("rate from firing", "Hz", of(from_firing, |a| a.rate_hz)),
            column("peak from firing", "mV", of(from_firing, |a| a.peak_mv)),
            column("trough from firing", "mV", of(from_firing, |a| a.trough_mv)),
        ],
    });
    if !cycles.is_empty() {
        let of = |value: fn(&Cycle) -> f64| cycles.iter().map(value).collect::<Vec<f64>>();
        outcome.series.push(Series {
            name: "cycles".into(),
            columns: vec![
                column("current", "µA/cm²", of(|c| c.i_ua_cm2)),
                column("peak", "mV", of(|c| c.peak_mv)),
                column("trough", "mV", of(|c| c.trough_mv)),
                column("period", "ms", of(|c| c.period_ms)),
                column("stable", "", of(|c| f64::from(u8::from(c.is_stable)))),
            ],
        });
    }
    let figures = [
        rates(settings, [from_rest, from_firing], cycles, outcome),
        bifurcations(settings, from_firing, cycles, outcome),
    ];
    outcome.figures.extend(figures);
}

fn currents(settings: &Firing) -> Axis {
    Axis::linear(Text::new("I, µA/cm²", "I, мкА/см²"))
        .from_to(settings.from_ua_cm2, settings.to_ua_cm2)
}

fn line(label: Text, style: Style, points: impl Iterator<Item = (f64, f64)>) -> Mark {
    let (x, y) = points.unzip();
    Mark::Line { label, style, x, y }
}

/// The steady states of the scan that are stable, and those that are not: a gap in one list where
/// the other has a point.
struct Steady {
    stable: Vec<(f64, f64)>,
    unstable: Vec<(f64, f64)>,
}

impl Steady {
    /// The potential of the steady state at every current of the scan; the two curves meet at the
    /// Hopf bifurcations.
    fn of(settings: &Firing, outcome: &Outcome) -> Self {
        let membrane = settings.membrane.model();
        let (mut stable, mut unstable) = (Vec::new(), Vec::new());
        let hopf = ["low", "high"].map(|which| {
            let of = |unit: &str| outcome.find_metric(&format!("hopf_{which}_{unit}"));
            Some((of("ua_cm2")?.value, of("mv")?.value))
        });
        let mut hopf = hopf.into_iter().flatten().peekable();
        for i_ua_cm2 in settings.currents() {
            if let Some(point) = hopf.next_if(|point| point.0 <= i_ua_cm2) {
                stable.push(point);
                unstable.push(point);
            }
            let Some(v_mv) = membrane.steady_potential_mv(i_ua_cm2) else {
                continue;
            };
            let is_stable = membrane.eigenvalues_at(v_mv)[0].0 < 0.0;
            let (here, there) = if is_stable {
                (v_mv, f64::NAN)
            } else {
                (f64::NAN, v_mv)
            };
            stable.push((i_ua_cm2, here));
            unstable.push((i_ua_cm2, there));
        }
        Steady { stable, unstable }
    }
}

/// The stable cycles of the branch and the first of the unstable ones, with which they meet.
fn up_to_the_fold(cycles: &[Cycle]) -> impl Iterator<Item = &Cycle> {
    let stable = cycles.iter().take_while(|cycle| cycle.is_stable).count();
    cycles.iter().take(stable + 1)
}

fn rates(
    settings: &Firing,
    [from_rest, from_firing]: [&[Activity]; 2],
    cycles: &[Cycle],
    outcome: &Outcome,
) -> Figure {
    let resting = Steady::of(settings, outcome).stable;
    let marks = |top: f64| {
        let rate = |activities: &[Activity]| -> Vec<(f64, f64)> {
            let point = |a: &Activity| (a.i_ua_cm2, firing(a, a.rate_hz));
            activities.iter().map(point).collect()
        };
        let begun = Text::new("firing, once begun", "импульсация, раз начавшаяся");
        let near_fold = up_to_the_fold(cycles).map(|c| (c.i_ua_cm2, 1000.0 / c.period_ms));
        let mut marks: Vec<Mark> = bistable(outcome, (0.0, top)).into_iter().collect();
        marks.extend([
            line(begun.clone(), Style::of("cycle"), near_fold),
            line(begun, Style::of("cycle"), rate(from_firing).into_iter()),
            line(
                Text::new("a step from rest", "ступень тока из покоя"),
                Style::of("step").dashed(),
                rate(from_rest).into_iter(),
            ),
            line(
                Text::new("stable rest", "устойчивый покой"),
                Style::of("potential"),
                // Not a number where it is unstable.
                resting.iter().map(|&(i, v_mv)| (i, 0.0 * v_mv)),
            ),
        ]);
        marks.extend(hopf_lines(outcome));
        marks
    };
    let greatest = |from: f64, to: f64| {
        let inside = from_firing
            .iter()
            .filter(|a| (from..=to).contains(&a.i_ua_cm2));
        inside.map(|a| a.rate_hz).fold(0.0, f64::max)
    };
    let rate = Axis::linear(Text::new("firing rate, Hz", "частота импульсов, Гц")).with_zero();
    let title = Text::new(
        "Firing rate against current",
        "Частота импульсов в зависимости от тока",
    );
    let top = greatest(settings.from_ua_cm2, settings.to_ua_cm2);
    let all = Panel::new(currents(settings), rate.clone(), marks(top));
    match near_onset(settings, outcome) {
        Some((from, to)) => {
            let top = greatest(from, to);
            let zoomed = Panel::new(
                currents(settings).from_to(from, to),
                rate.from_to(-0.05 * top, 1.05 * top),
                marks(top),
            );
            Figure::grid("rates", title, 2, vec![all, zoomed])
        }
        None => Figure::single("rates", title, all),
    }
}

/// A value of a membrane that fires; a gap where it rests.
fn firing(activity: &Activity, value: f64) -> f64 {
    if activity.rate_hz > 0.0 {
        value
    } else {
        f64::NAN
    }
}

/// Least number of currents of the scan that are worth a panel of their own.
const ENLARGED: usize = 40;

/// The currents about the lower Hopf point, where they are a small part of a range that shows them
/// finely enough.
fn near_onset(settings: &Firing, outcome: &Outcome) -> Option<(f64, f64)> {
    let hopf = outcome.find_metric("hopf_low_ua_cm2")?.value;
    let (from, to) = (0.5 * hopf, 1.5 * hopf);
    let all = settings.currents();
    let inside = all.iter().filter(|&&i| from <= i && i <= to).count();
    let is_part = settings.from_ua_cm2 <= from && to <= settings.to_ua_cm2;
    (is_part && (ENLARGED..all.len() / 2).contains(&inside)).then_some((from, to))
}

/// The range in which both rest and firing are stable, from one ordinate to another.
fn bistable(outcome: &Outcome, (low, high): (f64, f64)) -> Option<Mark> {
    let from = outcome.find_metric("cycle_fold_ua_cm2")?.value;
    let to = outcome.find_metric("hopf_low_ua_cm2")?.value;
    (from < to).then(|| Mark::Band {
        label: Text::new(
            "rest and firing both stable",
            "устойчивы и покой, и импульсация",
        ),
        style: Style::of("bistable"),
        x: vec![from, to],
        low: vec![low; 2],
        high: vec![high; 2],
    })
}

/// Vertical lines at the Hopf bifurcations.
fn hopf_lines(outcome: &Outcome) -> Vec<Mark> {
    ["hopf_low_ua_cm2", "hopf_high_ua_cm2"]
        .into_iter()
        .filter_map(|name| outcome.find_metric(name))
        .filter(|metric| metric.value.is_finite())
        .map(|metric| Mark::Vertical {
            label: Text::new("Hopf bifurcation", "бифуркация Хопфа"),
            style: Style::of("rest").dashed().width(1.0),
            at: metric.value,
        })
        .collect()
}

fn bifurcations(
    settings: &Firing,
    from_firing: &[Activity],
    cycles: &[Cycle],
    outcome: &Outcome,
) -> Figure {
    let steady = Steady::of(settings, outcome);
    let label = Text::new(
        "peaks and troughs of firing",
        "вершины и впадины импульсации",
    );
    let cycle = |value: fn(&Activity) -> f64| {
        let points = from_firing.iter().map(|a| (a.i_ua_cm2, value(a)));
        line(label.clone(), Style::of("cycle"), points)
    };
    let near_fold = |value: fn(&Cycle) -> f64| {
        let points = up_to_the_fold(cycles).map(|c| (c.i_ua_cm2, value(c)));
        line(label.clone(), Style::of("cycle"), points)
    };
    let swing = from_firing
        .iter()
        .filter(|a| a.rate_hz > 0.0)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), a| {
            (low.min(a.trough_mv), high.max(a.peak_mv))
        });
    let mut marks: Vec<Mark> = bistable(outcome, swing).into_iter().collect();
    let unstable = |value: fn(&Cycle) -> f64| {
        let beyond = cycles.iter().skip_while(|cycle| cycle.is_stable);
        line(
            Text::new("unstable cycle", "неустойчивый цикл"),
            Style::of("cycle").dashed(),
            beyond.map(|cycle| (cycle.i_ua_cm2, value(cycle))),
        )
    };
    if !cycles.is_empty() {
        marks.extend([unstable(|c| c.peak_mv), unstable(|c| c.trough_mv)]);
        marks.extend([near_fold(|c| c.peak_mv), near_fold(|c| c.trough_mv)]);
    }
    marks.extend([
        cycle(|a| a.peak_mv),
        cycle(|a| a.trough_mv),
        line(
            Text::new("stable rest", "устойчивый покой"),
            Style::of("potential"),
            steady.stable.into_iter(),
        ),
        line(
            Text::new("unstable rest", "неустойчивый покой"),
            Style::of("potential").dashed(),
            steady.unstable.into_iter(),
        ),
    ]);
    marks.extend(hopf_lines(outcome));
    let title = Text::new(
        "Rest and firing: bifurcation diagram",
        "Покой и импульсация: бифуркационная диаграмма",
    );
    let potential = Axis::linear(Text::new("V, mV", "V, мВ"));
    let panel = Panel::new(currents(settings), potential, marks);
    Figure::single("bifurcations", title, panel)
}
