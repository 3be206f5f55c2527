//! The kind `voltage-clamp`: currents and conductances of the membrane while its potential is
//! commanded, Figs 3 and 6 of Hodgkin & Huxley 1952 (J. Physiol. 117:500–544) and their double-pulse
//! experiment (J. Physiol. 116:497–506).

mod characteristics;
mod clamp;
mod figures;
mod measurements;
#[cfg(test)]
mod tests;

use super::{Constants, Convention};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use clamp::Run;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `voltage-clamp`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VoltageClamp {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Potential at which the membrane is held for ever before and after, mV, absolute. Default:
    /// the origin of the channel set, −65 (squid: rest) or −63 (traub-miles); −200 to 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding_mv: Option<f64>,
    /// The potentials of the tests. Default: the depolarisations of Figs 3 and 6 of the paper,
    /// `steps_mv = [109, 100, 88, 76, 63, 51, 38, 32, 26, 19, 10, 6]`.
    pub tests: Tests,
    /// How long a test lasts, ms. Default 12; above 0, at most 1000.
    pub duration_ms: f64,
    /// How long the holding potential is shown after the test, ms. Default 0; 0 to 1000.
    pub return_ms: f64,
    /// Conditioning potential between holding and test. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepulse: Option<Prepulse>,
    /// How potentials and currents are counted in figures, tables and series. Default absolute.
    pub convention: Convention,
}

/// The potentials of the tests, 1 to 40 of them, each from −200 to 200 mV absolute.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tests {
    /// Steps from the holding potential, mV, depolarising when positive.
    StepsMv(Vec<f64>),
    /// Absolute potentials, mV.
    PotentialsMv(Vec<f64>),
}

/// What comes between holding and test.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepulse {
    /// Its potentials, mV, absolute, 1 to 40; one when there are several tests. Each −200 to 200.
    pub potentials_mv: Vec<f64>,
    /// How long it lasts, ms; above 0, at most 10000.
    pub duration_ms: f64,
}

impl Default for VoltageClamp {
    fn default() -> Self {
        VoltageClamp {
            membrane: Constants::default(),
            holding_mv: None,
            tests: Tests::StepsMv(vec![
                109.0, 100.0, 88.0, 76.0, 63.0, 51.0, 38.0, 32.0, 26.0, 19.0, 10.0, 6.0,
            ]),
            duration_ms: 12.0,
            return_ms: 0.0,
            prepulse: None,
            convention: Convention::Absolute,
        }
    }
}

impl VoltageClamp {
    fn holding_mv(&self) -> f64 {
        let origin = self.membrane.channels.set().origin_mv;
        self.holding_mv.unwrap_or(origin)
    }

    /// The potentials of the tests with their keys in TOML.
    fn tests_mv(&self) -> (&'static str, Vec<f64>) {
        match &self.tests {
            Tests::StepsMv(steps) => {
                let holding = self.holding_mv();
                let potentials = steps.iter().map(|step| holding + step).collect();
                ("tests.steps_mv", potentials)
            }
            Tests::PotentialsMv(potentials) => ("tests.potentials_mv", potentials.clone()),
        }
    }

    /// How much is shown before the test, ms.
    fn lead_ms(&self) -> f64 {
        let lead = 0.08 * (self.duration_ms + self.return_ms);
        match &self.prepulse {
            Some(prepulse) => lead.min(prepulse.duration_ms),
            None => lead,
        }
    }

    /// Every prepulse with every test.
    fn runs(&self) -> Vec<Run> {
        let prepulses: Vec<Option<f64>> = match &self.prepulse {
            Some(prepulse) => prepulse.potentials_mv.iter().copied().map(Some).collect(),
            None => vec![None],
        };
        let (_, tests) = self.tests_mv();
        let pairs = prepulses
            .iter()
            .flat_map(|&prepulse| tests.iter().map(move |&test| (prepulse, test)));
        pairs
            .map(|(prepulse, test)| Run::new(self, prepulse, test))
            .collect()
    }

    /// Whether the prepulse changes from run to run rather than the test.
    fn conditions(&self) -> bool {
        let prepulse = self.prepulse.as_ref();
        prepulse.is_some_and(|prepulse| prepulse.potentials_mv.len() > 1)
    }
}

/// The most tests, and the most prepulses: more curves no figure holds.
const MOST: usize = 40;

impl Settings for VoltageClamp {
    const KIND: &'static str = "voltage-clamp";
    const EXPLAIN: &'static str = "\
The membrane under voltage clamp (Hodgkin & Huxley 1952, J. Physiol. 117:500-544, Figs 3 and 6; double
pulses: J. Physiol. 116:497-506). At a commanded potential V the gates are exponentials,

  x(t) = x_inf - (x_inf - x_0) exp(-t/tau_x)   for x = m, h, n
  g_Na = gbar_Na m^3 h    g_K = gbar_K n^4     mS/cm2
  I_Na = g_Na (V - E_Na)  I_K = g_K (V - E_K)  I_l = g_l (V - E_l)   uA/cm2, outward positive

so nothing is integrated. The capacity current, an impulse at each step, is left out.

The membrane is held until its gates stand still, conditioned by the prepulse if there is one, and
stepped to the test potential at t = 0. Either several tests follow one prepulse, or several
prepulses precede one test: then the peak of the sodium current against the prepulse measures the
steady inactivation h_inf.

Metrics (absolute mV and outward positive whatever the convention), of each test or prepulse: the
peak of the sodium current, its time, the peak of g_Na, the steady g_K = gbar_K n_inf^4 and I_K. And
na_reversal_mv: where the peak of I_Na changes its sign, on the line between neighbouring tests;
inactivation_half_mv: the prepulse that halves the greatest peak, likewise.

convention = \"paper\": potentials from rest with depolarisation negative, inward current positive.";

    type Part = Vec<Run>;

    fn summary() -> Text {
        Text::new(
            "Currents and conductances of the membrane under voltage clamp (Hodgkin & Huxley 1952, \
             Figs 3 and 6)",
            "Токи и проводимости мембраны при фиксации потенциала (Ходжкин и Хаксли, 1952, рис. 3 \
             и 6)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.problems.extend(self.membrane.problems());
        ranges.within("holding_mv", self.holding_mv(), -200.0, 200.0);
        let (key, tests) = self.tests_mv();
        ranges.entries(key, tests.len(), 1, MOST);
        for (index, &v) in tests.iter().enumerate() {
            // A step is judged by the potential it leads to.
            if !(-200.0..=200.0).contains(&v) {
                let message = format!("leads to {v} mV, must lead to from -200 to 200");
                ranges.wrong(format!("{key}[{index}]"), message);
            }
        }
        ranges.positive("duration_ms", self.duration_ms, 1000.0);
        ranges.within("return_ms", self.return_ms, 0.0, 1000.0);
        if let Some(prepulse) = &self.prepulse {
            let key = "prepulse.potentials_mv";
            ranges.entries(key, prepulse.potentials_mv.len(), 1, MOST);
            for (index, &v) in prepulse.potentials_mv.iter().enumerate() {
                ranges.within(format!("{key}[{index}]"), v, -200.0, 200.0);
            }
            ranges.positive("prepulse.duration_ms", prepulse.duration_ms, 10_000.0);
            if self.conditions() && tests.len() > 1 {
                let (found, tests) = (prepulse.potentials_mv.len(), tests.len());
                let message =
                    format!("has {found} entries, must have one when there are {tests} tests");
                ranges.wrong(key, message);
            }
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // At most 40 runs of three phases in eight panels.
        64 * 1024 * 1024
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, _context: &Context) -> Result<Vec<Run>, Failure> {
        Ok(self.runs())
    }

    fn assemble(&self, parts: Vec<Vec<Run>>, _context: &Context) -> Result<Outcome, Failure> {
        let runs = parts.first().expect("the part of the only job");
        let mut outcome = Outcome {
            tables: vec![measurements::table(self, runs)],
            figures: vec![
                figures::currents(self, runs),
                figures::conductances(self, runs),
            ],
            ..Outcome::default()
        };
        measurements::add_metrics(&mut outcome, self, runs);
        if self.conditions() {
            outcome
                .figures
                .push(characteristics::inactivation(self, runs));
        } else if runs.len() > 1 {
            outcome
                .figures
                .push(characteristics::current_voltage(self, runs));
        }
        Ok(outcome)
    }
}
