//! The frequency–current curve and the bifurcation diagram.

use super::{Activity, Firing};
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Column, Outcome, Series, Text};

/// Adds both figures and the series behind them.
pub fn add(
    settings: &Firing,
    from_rest: &[Activity],
    from_firing: &[Activity],
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
    let figures = [
        rates(settings, from_rest, from_firing, outcome),
        bifurcations(settings, from_firing, outcome),
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

fn rates(
    settings: &Firing,
    from_rest: &[Activity],
    from_firing: &[Activity],
    outcome: &Outcome,
) -> Figure {
    let points = |activities: &[Activity]| -> Vec<(f64, f64)> {
        let point = |activity: &Activity| (activity.i_ua_cm2, activity.rate_hz);
        activities.iter().map(point).collect()
    };
    let mut marks = vec![
        line(
            Text::new("once firing", "после начала импульсации"),
            Style::of("cycle").dashed(),
            points(from_firing).into_iter(),
        ),
        line(
            Text::new("from rest", "из покоя"),
            Style::of("potential"),
            points(from_rest).into_iter(),
        ),
    ];
    marks.extend(hopf_lines(outcome));
    let rate = Axis::linear(Text::new("firing rate, Hz", "частота импульсов, Гц")).with_zero();
    let title = Text::new(
        "Firing rate against current",
        "Частота импульсов в зависимости от тока",
    );
    let all = Panel::new(currents(settings), rate.clone(), marks.clone());
    // The jump into firing and the bistable range, enlarged.
    let near = outcome
        .find_metric("hopf_low_ua_cm2")
        .map(|metric| metric.value)
        .filter(|i| i.is_finite());
    match near {
        Some(hopf) => {
            let zoomed = currents(settings).from_to(0.5 * hopf, 1.5 * hopf);
            let panels = vec![all, Panel::new(zoomed, rate, marks)];
            Figure::grid("rates", title, 2, panels)
        }
        None => Figure::single("rates", title, all),
    }
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

fn bifurcations(settings: &Firing, from_firing: &[Activity], outcome: &Outcome) -> Figure {
    let membrane = settings.membrane.model();
    let (mut stable, mut unstable) = (Vec::new(), Vec::new());
    for i_ua_cm2 in settings.currents() {
        let Some(v_mv) = membrane.steady_potential_mv(i_ua_cm2) else {
            continue;
        };
        let is_stable = membrane.eigenvalues_at(v_mv)[0].0 < 0.0;
        // A gap in one curve where the other is.
        let (here, there) = if is_stable {
            (v_mv, f64::NAN)
        } else {
            (f64::NAN, v_mv)
        };
        stable.push((i_ua_cm2, here));
        unstable.push((i_ua_cm2, there));
    }
    let cycle = |value: fn(&Activity) -> f64, label: Text| {
        line(
            label,
            Style::of("cycle"),
            from_firing.iter().map(|a| (a.i_ua_cm2, value(a))),
        )
    };
    let label = Text::new(
        "peaks and troughs of firing",
        "вершины и впадины импульсации",
    );
    let mut marks = vec![
        cycle(|a| a.peak_mv, label.clone()),
        cycle(|a| a.trough_mv, label),
        line(
            Text::new("stable rest", "устойчивый покой"),
            Style::of("potential"),
            stable.into_iter(),
        ),
        line(
            Text::new("unstable rest", "неустойчивый покой"),
            Style::of("potential").dashed(),
            unstable.into_iter(),
        ),
    ];
    marks.extend(hopf_lines(outcome));
    let title = Text::new(
        "Rest and firing: bifurcation diagram",
        "Покой и импульсация: бифуркационная диаграмма",
    );
    let potential = Axis::linear(Text::new("V, mV", "V, мВ"));
    let panel = Panel::new(currents(settings), potential, marks);
    Figure::single("bifurcations", title, panel)
}
