//! The figure of the gates: rates in the upper row, what follows from them in the lower; and the
//! series of one set.

use super::super::kinetics::GATES;
use super::curves::open_sodium;
use super::{Curves, Gating};
use crate::outcome::figure::{Axis, Dash, Figure, Mark, Panel, Style};
use crate::outcome::{Column, Series, Text};

/// Line patterns of the sets, in their order.
const DASHES: [Dash; 3] = [Dash::Solid, Dash::Dashed, Dash::Dotted];

/// All panels.
pub fn gating(settings: &Gating, sets: &[Curves]) -> Figure {
    let draw = Draw { settings, sets };
    let mut panels: Vec<Panel> = (0..GATES.len()).map(|gate| draw.rates(gate)).collect();
    panels.extend([draw.steady(), draw.time_constants(), draw.window()]);
    Figure::grid(
        "gating",
        Text::new(
            "Rate constants, steady states and time constants of the gates",
            "Константы скорости, стационарные значения и постоянные времени воротных переменных",
        ),
        3,
        panels,
    )
}

/// The curves of one set as columns.
pub fn series(settings: &Gating, set: &Curves) -> Series {
    let (kinetics, v_mv) = (&set.kinetics, &set.grid.v_mv);
    let column = |name: String, unit: &str, value: &dyn Fn(f64) -> f64| Column {
        name,
        unit: unit.into(),
        values: v_mv.iter().map(|&v| value(v)).collect(),
    };
    let shown = |v: f64| settings.convention.potential_mv(v, kinetics.channels);
    let mut columns = vec![column("potential".into(), "mV", &shown)];
    for (i, gate) in GATES.into_iter().enumerate() {
        columns.extend([
            column(format!("alpha_{gate}"), "1/ms", &|v| {
                kinetics.rates(v)[i].opening
            }),
            column(format!("beta_{gate}"), "1/ms", &|v| {
                kinetics.rates(v)[i].closing
            }),
            column(format!("{gate}_inf"), "", &|v| kinetics.steady(v)[i]),
            column(format!("tau_{gate}"), "ms", &|v| {
                kinetics.time_constants_ms(v)[i]
            }),
        ]);
    }
    Series {
        name: format!("gates-{}", kinetics.channels.name),
        columns,
    }
}

/// Symbol, style key and value of a curve at an absolute potential.
type Curve<'a> = (&'a str, &'a str, &'a dyn Fn(&Curves, f64) -> f64);

struct Draw<'a> {
    settings: &'a Gating,
    sets: &'a [Curves],
}

impl Draw<'_> {
    /// A panel with one curve of each of `curves` for each set.
    fn panel(&self, label: Text, title: Text, curves: &[Curve<'_>]) -> Panel {
        let mut marks = Vec::new();
        for (set, dash) in self.sets.iter().zip(DASHES.into_iter().cycle()) {
            let v_mv = &set.grid.v_mv;
            let name = set.kinetics.channels.name;
            for &(symbol, key, value) in curves {
                marks.push(Mark::Line {
                    label: match self.sets.len() {
                        // The window's axis says what its only curve is.
                        _ if symbol.is_empty() => Text::default(),
                        1 => Text::same(symbol),
                        _ => Text::same(format!("{symbol}, {name}")),
                    },
                    style: Style {
                        dash,
                        ..Style::of(key)
                    },
                    x: v_mv.iter().map(|&v| self.shown(set, v)).collect(),
                    y: v_mv.iter().map(|&v| value(set, v)).collect(),
                });
            }
        }
        if let [set] = self.sets {
            marks.push(Mark::Vertical {
                label: Text::new("origin of the set", "начало отсчёта набора"),
                style: Style::of("rest").width(1.0),
                at: self.shown(set, set.kinetics.channels.origin_mv),
            });
        }
        let potential = Axis::linear(self.settings.convention.potential_label());
        Panel::new(
            potential.from_to(self.range().0, self.range().1),
            Axis::linear(label).with_zero(),
            marks,
        )
        .titled(title)
    }

    fn shown(&self, set: &Curves, v_mv: f64) -> f64 {
        let convention = self.settings.convention;
        convention.potential_mv(v_mv, set.kinetics.channels)
    }

    /// From the lowest potential shown to the highest: sets may count from different origins.
    fn range(&self) -> (f64, f64) {
        let ends = self.sets.iter().flat_map(|set| {
            let (from, to) = (self.settings.from_mv, self.settings.to_mv);
            [self.shown(set, from), self.shown(set, to)]
        });
        ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        })
    }

    fn rates(&self, gate: usize) -> Panel {
        let name = GATES[gate];
        self.panel(
            Text::new("rate, 1/ms", "скорость, 1/мс"),
            match name {
                "m" => Text::new("m: sodium activation", "m: активация натриевых каналов"),
                "h" => Text::new("h: sodium inactivation", "h: инактивация натриевых каналов"),
                _ => Text::new("n: potassium activation", "n: активация калиевых каналов"),
            },
            &[
                ("α", "opening", &|set, v| {
                    set.kinetics.rates(v)[gate].opening
                }),
                ("β", "closing", &|set, v| {
                    set.kinetics.rates(v)[gate].closing
                }),
            ],
        )
    }

    fn steady(&self) -> Panel {
        self.panel(
            Text::same("x∞"),
            Text::new("steady states", "стационарные значения"),
            &[
                ("m", "m", &|set, v| set.kinetics.steady(v)[0]),
                ("h", "h", &|set, v| set.kinetics.steady(v)[1]),
                ("n", "n", &|set, v| set.kinetics.steady(v)[2]),
            ],
        )
    }

    fn time_constants(&self) -> Panel {
        self.panel(
            Text::new("τ, ms", "τ, мс"),
            Text::new("time constants", "постоянные времени"),
            &[
                ("m", "m", &|set, v| set.kinetics.time_constants_ms(v)[0]),
                ("h", "h", &|set, v| set.kinetics.time_constants_ms(v)[1]),
                ("n", "n", &|set, v| set.kinetics.time_constants_ms(v)[2]),
            ],
        )
    }

    fn window(&self) -> Panel {
        self.panel(
            Text::same("m∞³h∞"),
            Text::new("sodium window", "«окно» натриевых каналов"),
            &[("", "sodium", &|set, v| open_sodium(&set.kinetics, v))],
        )
    }
}
