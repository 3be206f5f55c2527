//! The kind `gating`: rate constants, steady states and time constants of the gates against the
//! potential, Figs 4–10 of Hodgkin & Huxley 1952 (J. Physiol. 117:500–544).

mod curves;
mod figures;
#[cfg(test)]
mod tests;

use super::kinetics::{GATES, Kinetics};
use super::{Channels, Convention};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Cell, Outcome, Table, Text};
use curves::{Grid, half_mv, slowest, window};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `gating`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Gating {
    /// Sets of channels, each once. Default squid alone.
    pub channels: Vec<Channels>,
    /// Temperature, °C. Default: that of each set's measurement, 6.3 (squid) or 36 (traub-miles); 0
    /// to 45.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature_c: Option<f64>,
    /// Lowest potential of the curves, mV, absolute. Default −100; −200 to 200.
    pub from_mv: f64,
    /// Highest potential of the curves, mV, absolute. Default 50; above `from_mv`, at most 200.
    pub to_mv: f64,
    /// Number of evenly spaced potentials; those where a rate is 0/0 as printed are added. Default
    /// 301; 2 to 10000.
    pub points: usize,
    /// How potentials are counted on the axes and in the series. Default absolute.
    pub convention: Convention,
}

impl Default for Gating {
    fn default() -> Self {
        Gating {
            channels: vec![Channels::Squid],
            temperature_c: None,
            from_mv: -100.0,
            to_mv: 50.0,
            points: 301,
            convention: Convention::Absolute,
        }
    }
}

/// One set of channels over the potentials.
pub struct Curves {
    kinetics: Kinetics,
    grid: Grid,
}

impl Gating {
    /// The curves of every set.
    fn curves(&self) -> Vec<Curves> {
        let ends = (self.from_mv, self.to_mv);
        let sets = self.channels.iter().map(|channels| channels.set());
        sets.map(|set| {
            let kinetics = Kinetics::new(set, self.temperature_c.unwrap_or(set.reference_c));
            Curves {
                grid: Grid::new(&kinetics, ends, self.points),
                kinetics,
            }
        })
        .collect()
    }
}

impl Settings for Gating {
    const KIND: &'static str = "gating";
    const EXPLAIN: &'static str = "\
The gates m, h and n of a membrane against its potential (Hodgkin & Huxley 1952, J. Physiol.
117:500-544, eqs 7-24 and Figs 4-10):

  dx/dt = phi (alpha_x (1 - x) - beta_x x)
  x_inf = alpha_x/(alpha_x + beta_x)      steady state
  tau_x = 1/(phi (alpha_x + beta_x))      time constant, ms;  phi = 3^((T - T0)/10)

The rates drawn are phi alpha and phi beta, 1/ms. Where a rate as printed is 0/0 (squid: alpha_m at
25 mV from rest, alpha_n at 10 mV) it takes its limit; these potentials are always on the grid.

Metrics, all in absolute mV whatever the convention, with the set's name at their end where there are
several sets: x_at_origin and tau_x_at_origin_ms where the set's authors count from (squid: rest,
-65 mV); x_half_mv where x_inf = 1/2; tau_x_longest_ms and where it is; the window m_inf^3 h_inf, in
which sodium channels stay open: its peak, where it is, and between which potentials it is more than
half of that.

convention = \"relative\" counts potentials from that origin, \"paper\" also turns the sign, as Hodgkin &
Huxley did: depolarisation is negative.";

    type Part = Vec<Curves>;

    fn summary() -> Text {
        Text::new(
            "Rate constants, steady states and time constants of the gates against potential \
             (Hodgkin & Huxley 1952, Figs 4–10)",
            "Константы скорости, стационарные значения и постоянные времени воротных переменных в \
             зависимости от потенциала (Ходжкин и Хаксли, 1952, рис. 4–10)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        if self.channels.is_empty() {
            ranges.wrong("channels", "is empty, must name at least one set");
        }
        for (index, set) in self.channels.iter().enumerate() {
            if self.channels[..index].contains(set) {
                let message = format!("is {} again, must be another set", set.set().name);
                ranges.wrong(format!("channels[{index}]"), message);
            }
        }
        let temperature_c = self.temperature_c.unwrap_or(0.0);
        ranges.within("temperature_c", temperature_c, 0.0, 45.0);
        ranges.within("from_mv", self.from_mv, -200.0, 200.0);
        if !(self.to_mv > self.from_mv && self.to_mv <= 200.0) {
            let (to, from) = (self.to_mv, self.from_mv);
            let message = format!("is {to}, must be above from_mv = {from} and at most 200");
            ranges.wrong("to_mv", message);
        }
        if !(2..=10_000).contains(&self.points) {
            ranges.wrong(
                "points",
                format!("is {}, must be from 2 to 10000", self.points),
            );
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // 13 series and as many curves of x and y for each set.
        1024 * 1024 + (self.points * self.channels.len() * 40 * 8) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, _context: &Context) -> Result<Vec<Curves>, Failure> {
        Ok(self.curves())
    }

    fn assemble(&self, parts: Vec<Vec<Curves>>, _context: &Context) -> Result<Outcome, Failure> {
        let sets = parts.first().expect("the part of the only job");
        let mut outcome = Outcome {
            series: sets.iter().map(|set| figures::series(self, set)).collect(),
            figures: vec![figures::gating(self, sets)],
            ..Outcome::default()
        };
        for set in sets {
            let name = set.kinetics.channels.name;
            let suffix = match sets.len() {
                1 => String::new(),
                _ => format!("_{}", name.replace('-', "_")),
            };
            add_metrics(&mut outcome, set, &suffix);
            outcome.tables.push(table(self, set, &suffix));
            outcome.notes.extend(singularities(self, set));
        }
        Ok(outcome)
    }
}

fn add_metrics(outcome: &mut Outcome, set: &Curves, suffix: &str) {
    let kinetics = &set.kinetics;
    let origin_mv = kinetics.channels.origin_mv;
    let mut metric = |name: String, value: f64, unit: &str| {
        outcome.metric(format!("{name}{suffix}"), value, unit);
    };
    metric("temperature_factor".into(), kinetics.phi, "");
    for (gate, name) in GATES.into_iter().enumerate() {
        let tau = kinetics.time_constants_ms(origin_mv)[gate];
        let (slowest_mv, longest_ms) = slowest(kinetics, gate);
        metric(
            format!("{name}_at_origin"),
            kinetics.steady(origin_mv)[gate],
            "",
        );
        metric(format!("tau_{name}_at_origin_ms"), tau, "ms");
        metric(format!("{name}_half_mv"), half_mv(kinetics, gate), "mV");
        metric(format!("tau_{name}_longest_ms"), longest_ms, "ms");
        metric(format!("tau_{name}_longest_mv"), slowest_mv, "mV");
    }
    let window = window(kinetics);
    metric("window_peak".into(), window.peak, "");
    metric("window_peak_mv".into(), window.peak_mv, "mV");
    metric("window_from_mv".into(), window.from_mv, "mV");
    metric("window_to_mv".into(), window.to_mv, "mV");
}

/// The gates of one set as a table, potentials in the convention.
fn table(settings: &Gating, set: &Curves, suffix: &str) -> Table {
    let channels = set.kinetics.channels;
    let (name, origin_mv) = (channels.name, channels.origin_mv);
    let potential = settings.convention.potential_label();
    let at = |en: &str, ru: &str| {
        Text::new(
            format!("{en}: {}", potential.en),
            format!("{ru}: {}", potential.ru),
        )
    };
    Table {
        name: format!("gates{suffix}"),
        caption: Text::new(
            format!("Gates of the set {name} (origin: {origin_mv} mV)"),
            format!("Воротные переменные набора {name} (начало отсчёта: {origin_mv} мВ)"),
        ),
        header: vec![
            Text::new("gate", "переменная"),
            Text::new("x∞ at the origin", "x∞ в начале отсчёта"),
            Text::new("τ at the origin, ms", "τ в начале отсчёта, мс"),
            at("half open", "x∞ = ½"),
            Text::new("greatest τ, ms", "наибольшее τ, мс"),
            at("where", "где"),
        ],
        rows: (0..GATES.len())
            .map(|gate| row(settings, set, gate))
            .collect(),
    }
}

fn row(settings: &Gating, set: &Curves, gate: usize) -> Vec<Cell> {
    let (kinetics, channels) = (&set.kinetics, set.kinetics.channels);
    let shown = |v: f64| settings.convention.potential_mv(v, channels);
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let (slowest_mv, longest_ms) = slowest(kinetics, gate);
    let origin_mv = channels.origin_mv;
    vec![
        Cell::Text(Text::same(GATES[gate])),
        number(kinetics.steady(origin_mv)[gate], 4),
        number(kinetics.time_constants_ms(origin_mv)[gate], 3),
        number(shown(half_mv(kinetics, gate)), 2),
        number(longest_ms, 3),
        number(shown(slowest_mv), 2),
    ]
}

/// What the formulas as printed do not give.
fn singularities(settings: &Gating, set: &Curves) -> Option<Text> {
    let channels = set.kinetics.channels;
    let list = |unit: &str| {
        let places = set.grid.singular.iter().map(|&(rate, v)| {
            let shown = settings.convention.potential_mv(v, channels);
            format!("{rate} ({shown} {unit})").replace("(-", "(−")
        });
        places.collect::<Vec<_>>().join(", ")
    };
    (!set.grid.singular.is_empty()).then(|| {
        Text::new(
            format!(
                "{}: 0/0 as printed, finite as the limit taken here: {}.",
                channels.name,
                list("mV")
            ),
            format!(
                "{}: по напечатанной формуле 0/0, здесь взят предел: {}.",
                channels.name,
                list("мВ")
            ),
        )
    })
}
