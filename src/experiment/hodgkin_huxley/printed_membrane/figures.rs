//! The figure of the slips, a panel each (two for α_h).

use super::PrintedMembrane;
use super::equations::{printed_alpha_m, printed_alpha_n};
use super::runs::{Found, Trace};
use crate::neuron::channels::{RateLaw, SQUID};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// All panels.
pub fn slips(settings: &PrintedMembrane, found: &Found) -> Figure {
    Figure::grid(
        "slips",
        Text::new(
            "Slips in the printed equations",
            "Опечатки в напечатанных уравнениях",
        ),
        2,
        vec![
            sign(settings, found),
            spike(settings, found),
            firing(settings, found),
            quotients(),
        ],
    )
}

fn corrected(trace: &Trace) -> Mark {
    line(
        Text::new("corrected", "исправлено"),
        Style::of("corrected"),
        trace,
    )
}

fn printed(trace: &Trace) -> Mark {
    line(
        Text::new("as printed", "как напечатано"),
        Style::of("printed"),
        trace,
    )
}

fn line(label: Text, style: Style, trace: &Trace) -> Mark {
    Mark::Line {
        label,
        style,
        x: trace.t_ms.clone(),
        y: trace.u_mv.clone(),
    }
}

fn panel(duration_ms: f64, range: (f64, f64), title: Text, marks: Vec<Mark>) -> Panel {
    let time = Axis::linear(Text::new("time, ms", "время, мс"));
    let potential = Axis::linear(Text::new("V from rest, mV", "V от уровня покоя, мВ"));
    Panel::new(
        time.from_to(0.0, duration_ms),
        potential.from_to(range.0, range.1),
        marks,
    )
    .titled(title)
}

/// Highest potential shown beside a runaway: a few spikes high, mV.
const RUNAWAY_SHOWN_MV: f64 = 300.0;

fn sign(settings: &PrintedMembrane, found: &Found) -> Panel {
    let [shocked, alone] = &found.sign;
    let title = Text::new(
        "ionic currents of the wrong sign, no leak",
        "неверный знак ионных токов, нет утечки",
    );
    let marks = vec![
        corrected(&found.alpha_h[0].shock.trace),
        printed(&shocked.trace),
        line(
            Text::new("as printed, no shock", "как напечатано, без толчка"),
            Style::of("printed").dashed(),
            &alone.trace,
        ),
    ];
    let top = RUNAWAY_SHOWN_MV.min(settings.bound_mv);
    panel(settings.duration_ms, (-50.0, top), title, marks)
}

fn spike(settings: &PrintedMembrane, found: &Found) -> Panel {
    let [right, wrong] = &found.alpha_h;
    let title = Text::new(
        format!("α_h ten times too large: shock of {} mV", settings.shock_mv),
        format!("α_h в десять раз больше: толчок {} мВ", settings.shock_mv),
    );
    let marks = vec![corrected(&right.shock.trace), printed(&wrong.shock.trace)];
    panel(settings.duration_ms, (-20.0, 120.0), title, marks)
}

fn firing(settings: &PrintedMembrane, found: &Found) -> Panel {
    let [right, wrong] = &found.alpha_h;
    let current = settings.current_ua_cm2;
    let title = Text::new(
        format!("α_h ten times too large: {current} µA/cm²"),
        format!("α_h в десять раз больше: {current} мкА/см²"),
    );
    let marks = vec![
        corrected(&right.current.trace),
        printed(&wrong.current.trace),
    ];
    panel(settings.firing_ms, (-20.0, 120.0), title, marks)
}

/// How far the printed quotients are from their rates beside the singularity.
fn quotients() -> Panel {
    let points = |name: &str, key: &str, error: Vec<(f64, f64)>| Mark::Points {
        label: Text::new(
            format!("{name} as printed"),
            format!("{name} как напечатано"),
        ),
        style: Style::of(key).radius(2.5),
        x: error.iter().map(|at| at.0).collect(),
        y: error.iter().map(|at| at.1).collect(),
    };
    Panel::new(
        Axis::log(Text::new(
            "distance from 25 or 10 mV, mV",
            "расстояние от 25 или 10 мВ, мВ",
        )),
        Axis::log(Text::new("relative error", "относительная ошибка")),
        vec![
            points("α_m", "m", errors(printed_alpha_m, 25.0, &SQUID.m.opening)),
            points("α_n", "n", errors(printed_alpha_n, 10.0, &SQUID.n.opening)),
        ],
    )
    .titled(Text::new(
        "0/0 at 25 and 10 mV: digits lost nearby",
        "0/0 при 25 и 10 мВ: рядом теряются знаки",
    ))
}

/// (distance, |printed/rate − 1|) above the singularity at `at_mv` from rest, from 1 mV down to the
/// last number before it.
pub fn errors(printed: fn(f64) -> f64, at_mv: f64, law: &RateLaw) -> Vec<(f64, f64)> {
    // Twenty in a decade.
    const RATIO: f64 = 0.891_250_938_133_745_5;
    let mut distance = 1.0;
    let mut found = Vec::new();
    while at_mv + distance > at_mv {
        let u_mv = at_mv + distance;
        // The distance that the sum really has, and the rate there without a difference of large
        // numbers: the law counted from its own midpoint.
        let real = u_mv - at_mv;
        let here = RateLaw {
            midpoint_mv: 0.0,
            ..*law
        };
        found.push((real, (printed(u_mv) / here.at(real) - 1.0).abs()));
        distance *= RATIO;
    }
    found
}
