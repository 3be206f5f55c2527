//! Izhikevich's model (Izhikevich 2003, IEEE Trans. Neural Netw. 14:1569–1572):
//!
//! ```text
//! v′ = 0.04 v² + 5 v + 140 − u + I − Σ g_k (v − E_k)        v ≥ 30:  v → c, u → u + d
//! u′ = a (b v − u)
//! ```
//!
//! v in mV, t in ms; with C = 1 pF the current I and the recovery u are in pA, which is mV/ms.
//!
//! A step is that of the paper's program: v in two half steps of Euler's method, for numerical
//! stability, then u in one step with the new v. It is part of the model, not a good approximation of
//! the equations: the paper's network has dt = 1 ms, at which a spike overshoots 30 mV by hundreds
//! of mV, and u sees it. The method is of order 1; with `v_substeps = 1` it is that of the program
//! behind figure 1 of Izhikevich 2004 (ibid. 15:1063).
//!
//! In the paper's network the cells differ: a cell with the random number r, uniform on [0, 1), has
//! c = −65 + 15 r² and d = 8 − 6 r² (excitatory) or a = 0.02 + 0.08 r and b = 0.25 − 0.05 r (inhibitory).
//! Here `toward = { c = -50, d = 2 }` with `toward_power = 2` is the former:
//!
//! ```text
//! parameter = base + r^power (toward − base)
//! ```

mod step;

use super::point::{PointNeuron, Refractory, Stepper, Variable};
use super::receptor::Receptor;
use crate::math;
use crate::random::Stream;
use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use step::EulerSteps;

/// The potential at which a spike has its peak, mV.
pub const PEAK_MV: f64 = 30.0;

/// Izhikevich's model; the defaults are a regularly spiking cell, the excitatory one of the paper's
/// network with r = 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Izhikevich {
    /// Rate of the recovery a, 1/ms. Default 0.02.
    pub a: f64,
    /// Coupling of the recovery to the potential b, pA/mV. Default 0.2.
    pub b: f64,
    /// Potential after a spike c, mV. Default −65; below the peak of 30.
    pub c: f64,
    /// Jump of the recovery after a spike d, pA. Default 8.
    pub d: f64,
    /// The coefficients of v², v and 1 in v′, 1/(mV ms), 1/ms and mV/ms. Default [0.04, 5, 140];
    /// the class 1 patterns of 2004 have [0.04, 4.1, 108]. The first is above 0.
    pub quadratic: [f64; 3],
    /// Euler steps of v to a step of u. Default 2; from 1 to 100.
    pub v_substeps: u32,
    /// Parameters that differ from cell to cell: the values of a cell with r = 1. Default: none, all
    /// cells are alike.
    #[serde(skip_serializing_if = "Toward::is_empty")]
    pub toward: Toward,
    /// Power of a cell's random number r in the way from the base to `toward`. Default 2; above 0.
    pub toward_power: f64,
}

/// Parameters of a cell with r = 1; those left out are the same in all cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Toward {
    /// Rate of the recovery a, 1/ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<f64>,
    /// Coupling of the recovery to the potential b, pA/mV.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<f64>,
    /// Potential after a spike c, mV; below the peak of 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub c: Option<f64>,
    /// Jump of the recovery after a spike d, pA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub d: Option<f64>,
}

impl Toward {
    /// Whether all cells are alike.
    pub fn is_empty(&self) -> bool {
        *self == Toward::default()
    }
}

impl Default for Izhikevich {
    fn default() -> Self {
        Izhikevich {
            a: 0.02,
            b: 0.2,
            c: -65.0,
            d: 8.0,
            quadratic: [0.04, 5.0, 140.0],
            v_substeps: 2,
            toward: Toward::default(),
            toward_power: 2.0,
        }
    }
}

/// The potential at which a cell of the paper's network starts, mV.
const START_MV: f64 = -65.0;

const fn variable(name: &'static str, unit: &'static str) -> Variable {
    Variable { name, unit }
}

/// v and u, then the parameters of cells that differ.
const VARIABLES: &[Variable] = &[
    variable("v_mv", "mV"),
    variable("u_pa", "pA"),
    variable("a", "1/ms"),
    variable("b", "pA/mV"),
    variable("c", "mV"),
    variable("d", "pA"),
];

impl Izhikevich {
    /// (base, toward) of a, b, c and d.
    fn ends(&self) -> [(f64, f64); 4] {
        let Toward { a, b, c, d } = self.toward;
        [(self.a, a), (self.b, b), (self.c, c), (self.d, d)]
            .map(|(base, toward)| (base, toward.unwrap_or(base)))
    }

    /// a, b, c and d of a cell with the random number `r`.
    pub fn parameters(&self, r: f64) -> [f64; 4] {
        let share = math::exp(self.toward_power * math::ln(r));
        self.ends()
            .map(|(base, toward)| base + share * (toward - base))
    }
}

impl PointNeuron for Izhikevich {
    fn variables(&self) -> &'static [Variable] {
        if self.toward.is_empty() {
            &VARIABLES[..2]
        } else {
            VARIABLES
        }
    }

    fn problems(&self) -> Vec<OutOfRange> {
        let [square, linear, constant] = self.quadratic;
        let reset = |key, c: f64| {
            let fine = c < PEAK_MV && c.is_finite();
            OutOfRange::unless(fine, key, c, "finite and below 30")
        };
        let substeps = OutOfRange::unless(
            (1..=100).contains(&self.v_substeps),
            "v_substeps",
            f64::from(self.v_substeps),
            "from 1 to 100",
        );
        let [(_, a), (_, b), (_, c), (_, d)] = self.ends();
        let own = [
            OutOfRange::unless_finite("a", self.a),
            OutOfRange::unless_finite("b", self.b),
            reset("c", self.c),
            OutOfRange::unless_finite("d", self.d),
            OutOfRange::unless_positive("quadratic[0]", square),
            OutOfRange::unless_finite("quadratic[1]", linear),
            OutOfRange::unless_finite("quadratic[2]", constant),
            substeps,
            OutOfRange::unless_positive("toward_power", self.toward_power),
        ];
        let toward = [
            self.toward.a.and(OutOfRange::unless_finite("toward.a", a)),
            self.toward.b.and(OutOfRange::unless_finite("toward.b", b)),
            self.toward.c.and(reset("toward.c", c)),
            self.toward.d.and(OutOfRange::unless_finite("toward.d", d)),
        ];
        own.into_iter().chain(toward).flatten().collect()
    }

    fn threshold_mv(&self) -> f64 {
        PEAK_MV
    }

    fn refractory(&self) -> Refractory {
        Refractory::Silent { ms: 0.0 }
    }

    /// v = −65 and u = b v, as in the paper. Cells that differ draw one number each.
    fn start(&self, state: &mut [Vec<f64>], cells: Range<usize>, stream: &mut Stream) {
        state[0][cells.clone()].fill(START_MV);
        if self.toward.is_empty() {
            state[1][cells].fill(self.b * START_MV);
            return;
        }
        for cell in cells {
            let parameters = self.parameters(stream.uniform());
            state[1][cell] = parameters[1] * START_MV;
            for (values, parameter) in state[2..].iter_mut().zip(parameters) {
                values[cell] = parameter;
            }
        }
    }

    fn stepper(&self, dt_ms: f64, _: &[Receptor]) -> Box<dyn Stepper> {
        Box::new(EulerSteps::new(self, dt_ms))
    }
}

#[cfg(test)]
mod tests;
