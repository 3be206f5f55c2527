//! The kind `map-magnification`: how many units a chain gives to a density of inputs.

mod chain;
mod figures;
mod reach;
mod results;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::map::magnification;
use crate::outcome::{Outcome, Text};
use chain::Chain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Most units of a chain.
const MOST_UNITS: usize = 400;

/// Settings of the kind `map-magnification`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MapMagnification {
    /// The density P of the inputs on [0, 1]: `{ exponential = κ }` or `{ power = a }`. Default
    /// `{ exponential = 2.0 }`.
    pub density: Density,
    /// How many units to both sides of the winner move with it; 1 to 8 different numbers from 0
    /// (vector quantisation) to 20. Default [0, 1, 2, 3].
    pub reaches: Vec<u32>,
    /// The chain at rest, without chance.
    pub equilibrium: Equilibrium,
    /// Chains that learn input by input.
    pub on_line: OnLine,
}

/// The density of the inputs on [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Density {
    /// P(x) = κ·e^(κx)/(e^κ − 1), |κ| from 0.1 to 8.
    Exponential(f64),
    /// P(x) = (a + 1)·x^a, a from 0.1 to 4.
    Power(f64),
}

/// Settings of the chain at rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Equilibrium {
    /// Units, 20 to 400 and at least 6·(reach + 1). Default 100.
    pub units: usize,
}

impl Default for Equilibrium {
    fn default() -> Self {
        Equilibrium { units: 100 }
    }
}

/// Settings of the chains that learn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct OnLine {
    /// Units, 10 to 400 and at least 6·(reach + 1). Without neighbours a chain takes about
    /// 4 units³/(π²·rate) inputs to settle, with neighbours far fewer; the ends bend the density
    /// the further, the wider the reach. Default 20·(reach + 1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<usize>,
    /// The constant rate α, above 0 to 0.5. Default 0.05.
    pub rate: f64,
    /// Inputs to settle, 0 to 100 million. Default 300000.
    pub settling: u64,
    /// Inputs over which the weights are averaged, 1000 to 100 million. Default 900000.
    pub measured: u64,
    /// Chains that learn from inputs of their own, 1 to 100. Default 3.
    pub runs: usize,
}

impl Default for OnLine {
    fn default() -> Self {
        OnLine {
            units: None,
            rate: 0.05,
            settling: 300_000,
            measured: 900_000,
            runs: 3,
        }
    }
}

impl Default for MapMagnification {
    fn default() -> Self {
        MapMagnification {
            density: Density::Exponential(2.0),
            reaches: vec![0, 1, 2, 3],
            equilibrium: Equilibrium::default(),
            on_line: OnLine::default(),
        }
    }
}

impl MapMagnification {
    /// Units of a chain that learns with a reach.
    fn learning_units(&self, reach: u32) -> usize {
        self.on_line.units.unwrap_or(20 * (reach as usize + 1))
    }

    fn density(&self) -> magnification::Density {
        match self.density {
            Density::Exponential(k) => magnification::Density::Exponential(k),
            Density::Power(a) => magnification::Density::Power(a),
        }
    }

    fn check_density(&self, ranges: &mut Ranges) {
        match self.density {
            Density::Power(a) => ranges.within("density.power", a, 0.1, 4.0),
            Density::Exponential(k) if !(0.1..=8.0).contains(&k.abs()) => {
                let message = format!(
                    "is {k}, must be from 0.1 to 8 or from -8 to -0.1: an even density has no \
                     exponent to measure"
                );
                ranges.wrong("density.exponential", message);
            }
            Density::Exponential(_) => {}
        }
    }

    fn check_reaches(&self, ranges: &mut Ranges) {
        ranges.entries("reaches", self.reaches.len(), 1, 8);
        ranges.distinct("reaches", &self.reaches);
        for (k, reach) in self.reaches.iter().enumerate() {
            ranges.within(format!("reaches[{k}]"), f64::from(*reach), 0.0, 20.0);
        }
        let widest = self.reaches.iter().copied().max().unwrap_or(0) as usize;
        let least = 6 * (widest + 1);
        for (key, units) in [
            ("equilibrium.units", Some(self.equilibrium.units)),
            ("on_line.units", self.on_line.units),
        ] {
            if let Some(units) = units.filter(|units| *units < least) {
                let message = format!(
                    "is {units}, must be at least {least} with a reach of {widest}: the ends of \
                     the chain bend its density"
                );
                ranges.wrong(key, message);
            }
        }
    }
}

impl Settings for MapMagnification {
    const KIND: &'static str = "map-magnification";
    const EXPLAIN: &'static str = "\
How many units a long chain gives to a density of inputs. After learning, the density M of weights
goes with a power of the density P of inputs (Ritter & Schulten 1986):

    M(x) ~ P(x)^alpha      alpha = 2/3 - 1/(3 n^2 + 3 (n + 1)^2)

n reach of the neighbourhood: the winner and n units to both sides move by the same share. alpha is
1/3 without neighbours (n = 0, vector quantisation), 0.6 for n = 1, 0.641 for n = 2 and tends to 2/3.
A map that gave every unit equally many inputs would have alpha = 1: maps neglect what is frequent.

alpha is measured as the slope of ln M on ln P by least squares, M(w_i) = 2/|w_(i+1) - w_(i-1)|,
without the ends of the chain, by two methods:
  equilibrium  the weights at rest in the mean, w_i = sum m_j / sum p_j over |j - i| <= n, with p_j and
               m_j the integrals of P and x P over the inputs nearest to unit j; by fixed-point
               iteration, without chance
  on-line      w <- w + alpha_0 (x - w) for winner and neighbours, inputs drawn from P, constant rate;
               the weights are averaged after settling

density: { exponential = k }, P = k e^(k x)/(e^k - 1), or { power = a }, P = (a + 1) x^a, on [0, 1].

Figures: unit density against input density, both logarithmic, with the theory's slopes; alpha
against n. Metrics, for every reach n: theory_reach_n, equilibrium_reach_n, on_line_reach_n (mean over
the runs) and on_line_reach_n_sd; largest_equilibrium_difference and largest_on_line_difference from
the theory.

H. Ritter & K. Schulten 1986, Biol. Cybern. 54:99-106; H. Ritter 1991, IEEE Trans. Neural Netw.
2:173-175; T. Kohonen 1982, Biol. Cybern. 43:59-69.";
    type Part = Chain;

    fn summary() -> Text {
        Text::new(
            "The magnification exponent of a chain of units: theory, equilibrium, on-line learning",
            "Показатель увеличения цепочки нейронов: теория, равновесие, последовательное обучение",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_density(&mut ranges);
        ranges.within(
            "equilibrium.units",
            self.equilibrium.units as f64,
            20.0,
            MOST_UNITS as f64,
        );
        let on_line = &self.on_line;
        if let Some(units) = on_line.units {
            ranges.within("on_line.units", units as f64, 10.0, MOST_UNITS as f64);
        }
        ranges.positive("on_line.rate", on_line.rate, 0.5);
        ranges.within("on_line.settling", on_line.settling as f64, 0.0, 1e8);
        ranges.within("on_line.measured", on_line.measured as f64, 1e3, 1e8);
        ranges.within("on_line.runs", on_line.runs as f64, 1.0, 100.0);
        if ranges.problems.is_empty() {
            self.check_reaches(&mut ranges);
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        (MOST_UNITS * self.reaches.len() * (self.on_line.runs + 1) * 8 * 16) as u64
    }

    /// For every reach the chain at rest and the runs.
    fn jobs(&self, _context: &Context) -> usize {
        self.reaches.len() * (1 + self.on_line.runs)
    }

    fn run(&self, job: usize, context: &Context) -> Result<Chain, Failure> {
        let (reach, run) = (job / (1 + self.on_line.runs), job % (1 + self.on_line.runs));
        match run {
            0 => chain::at_rest(self, self.reaches[reach], context),
            _ => chain::learning(self, self.reaches[reach], run as u64 - 1, context),
        }
    }

    fn assemble(&self, parts: Vec<Chain>, _context: &Context) -> Result<Outcome, Failure> {
        Ok(results::outcome(self, &parts))
    }
}
