//! The kind `delay-line`: a pulse through a chain of neurons with axonal delays, and a pulse that is
//! tapped at different delays.

mod figures;
#[cfg(test)]
mod tests;

use super::{SynapseSettings, check_delay, check_neuron, emitters, network, spikes_of, synapse};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::integrate::find_root;
use crate::math;
use crate::neuron::Model;
use crate::neuron::leaky::Leaky;
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `delay-line`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DelayLine {
    /// The neuron. Defaults here: c_m_pf 100, g_l_ns 10, e_l_mv −65, threshold_mv −50, reset_mv
    /// −65, refractory_ms 10.
    pub neuron: Leaky,
    /// The synapses. Default τ_s = 2 ms, w = 2000 pA, which fires a resting cell.
    pub synapse: SynapseSettings,
    /// Neurons in the chain. Default 8; 2 to 100.
    pub neurons: usize,
    /// Axonal delays D, ms, a chain for each. Default 0, 1, 2, 5; 1 to 8 of them, 0 to 100.
    pub delays_ms: Vec<f64>,
    /// Delays at which one pulse is tapped, ms: a neuron for each. Default 1, 2, 4, 7, 11, 16, 22; at
    /// most 50 of them, 0 to 1000; none: no delay line.
    pub taps_ms: Vec<f64>,
    /// Time step, ms. Default 0.01; 0.001 to 1.
    pub dt_ms: f64,
}

impl Default for DelayLine {
    fn default() -> Self {
        DelayLine {
            neuron: Leaky {
                c_m_pf: 100.0,
                g_l_ns: 10.0,
                e_l_mv: -65.0,
                threshold_mv: -50.0,
                reset_mv: -65.0,
                refractory_ms: 10.0,
            },
            synapse: SynapseSettings {
                tau_ms: 2.0,
                weight_pa: 2000.0,
            },
            neurons: 8,
            delays_ms: vec![0.0, 1.0, 2.0, 5.0],
            taps_ms: vec![1.0, 2.0, 4.0, 7.0, 11.0, 16.0, 22.0],
            dt_ms: 0.01,
        }
    }
}

/// Times of the first spike of each neuron, ms; NaN of a silent one.
pub struct Times(Vec<f64>);

impl DelayLine {
    /// V − E_L at t after one input to a cell at rest, mV:
    /// (w/C) (e^(−t/τ_m) − e^(−t/τ_s))/(1/τ_s − 1/τ_m).
    fn depolarisation_mv(&self, t_ms: f64) -> f64 {
        let (tau_m, tau_s) = (self.neuron.tau_m_ms(), self.synapse.tau_ms);
        let (integral, _) = math::exponential_integrals(t_ms * (1.0 / tau_s - 1.0 / tau_m));
        let per_ms = self.synapse.weight_pa / self.neuron.c_m_pf;
        per_ms * math::exp(-t_ms / tau_m) * t_ms * integral
    }

    /// When V is highest, ms: ln(τ_m/τ_s)/(1/τ_s − 1/τ_m), or τ where both are equal.
    fn peak_ms(&self) -> f64 {
        let (tau_m, tau_s) = (self.neuron.tau_m_ms(), self.synapse.tau_ms);
        let apart = 1.0 / tau_s - 1.0 / tau_m;
        if apart.abs() * tau_m < 1e-6 {
            tau_m
        } else {
            math::ln(tau_m / tau_s) / apart
        }
    }

    /// How far the threshold lies above rest, mV.
    fn threshold_above_rest_mv(&self) -> f64 {
        self.neuron.threshold_mv - self.neuron.e_l_mv
    }

    /// The time from the arrival of a spike at a resting cell to its threshold, ms.
    fn rise_ms(&self) -> f64 {
        let missing = |t_ms: f64| self.depolarisation_mv(t_ms) - self.threshold_above_rest_mv();
        let peak_ms = self.peak_ms();
        let (start, peak) = ((0.0, missing(0.0)), (peak_ms, missing(peak_ms)));
        find_root(missing, start, peak, 1e-12)
    }

    fn first_spikes(&self, neurons: usize, spikes: &[(f64, usize)]) -> Times {
        let first = |neuron| spikes.iter().find(|spike| spike.1 == neuron);
        Times(
            (0..neurons)
                .map(|neuron| first(neuron).map_or(f64::NAN, |spike| spike.0))
                .collect(),
        )
    }

    /// The pulse through the chain: it reaches the first neuron at 0.
    fn chain(&self, delay_ms: f64, context: &Context) -> Result<Times, Failure> {
        let n = self.neurons;
        let model = Model::Leaky(self.neuron.clone());
        let links = (1..n).map(|target| synapse(target - 1, target, delay_ms));
        let populations = vec![
            emitters("pulse", 1, vec![(0.0, 0)]),
            self.synapse.cells("chain", n, model),
        ];
        let start = vec![synapse(0, 0, 0.0)];
        let projections = vec![
            self.synapse.projection("start", (0, 1), (1, n), start),
            self.synapse
                .projection("links", (1, n), (1, n), links.collect()),
        ];
        let network = network(self.dt_ms, populations, projections);
        let duration_ms = n as f64 * (delay_ms + self.rise_ms() + self.dt_ms) + 1.0;
        let spikes = spikes_of(1, &network, duration_ms, context)?;
        Ok(self.first_spikes(n, &spikes))
    }

    /// One pulse at 0, tapped.
    fn taps(&self, context: &Context) -> Result<Times, Failure> {
        let n = self.taps_ms.len();
        let model = Model::Leaky(self.neuron.clone());
        let taps = self.taps_ms.iter().enumerate();
        let taps = taps.map(|(target, &delay_ms)| synapse(0, target, delay_ms));
        let populations = vec![
            emitters("pulse", 1, vec![(0.0, 0)]),
            self.synapse.cells("taps", n, model),
        ];
        let projection = self
            .synapse
            .projection("line", (0, 1), (1, n), taps.collect());
        let network = network(self.dt_ms, populations, vec![projection]);
        let longest_ms = self.taps_ms.iter().copied().fold(0.0, f64::max);
        let duration_ms = longest_ms + self.rise_ms() + self.dt_ms + 1.0;
        let spikes = spikes_of(1, &network, duration_ms, context)?;
        Ok(self.first_spikes(n, &spikes))
    }
}

impl Settings for DelayLine {
    const KIND: &'static str = "delay-line";
    const EXPLAIN: &'static str = "\
Pulses through connections with delays. The neurons are leaky integrators,

  C dV/dt = -g_L (V - E_L) + I;   a spike that arrives: I -> I + w, and I decays with tau_s,

and one spike fires a resting neuron. In the chain each neuron projects to the next with the axonal
delay D; the pulse reaches the first neuron at t = 0. From neuron to neuron it takes

  latency = D + rise,   (w/C) (exp(-rise/tau_m) - exp(-rise/tau_s))/(1/tau_s - 1/tau_m) = threshold - E_L,

tau_m = C/g_L. A spike lies on the first grid point at or after the crossing, so the simulated latency
exceeds the closed form by less than dt_ms.

Metrics: rise_ms, latency_ms[delay_ms=D] (the mean from the first neuron to the last), and
greatest_latency_error_ms against the closed form over all chains and links. In the delay line one pulse
at t = 0 reaches a neuron at each of taps_ms, and so leaves as a pattern in time;
greatest_tap_error_ms is the greatest difference of a neuron's spike from its tap and the rise.";

    type Part = Times;

    fn summary() -> Text {
        Text::new(
            "A pulse through a chain with axonal delays, and a delay line with taps",
            "Импульс в цепи с аксонными задержками и линия задержки с отводами",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        check_neuron(&self.neuron, &mut ranges);
        self.synapse.check(&mut ranges);
        ranges.within("neurons", self.neurons as f64, 2.0, 100.0);
        ranges.within("dt_ms", self.dt_ms, 0.001, 1.0);
        ranges.entries("delays_ms", self.delays_ms.len(), 1, 8);
        ranges.distinct("delays_ms", &self.delays_ms);
        ranges.entries("taps_ms", self.taps_ms.len(), 0, 50);
        for (key, delays, most) in [
            ("delays_ms", &self.delays_ms, 100.0),
            ("taps_ms", &self.taps_ms, 1000.0),
        ] {
            for (index, &delay_ms) in delays.iter().enumerate() {
                let key = format!("{key}[{index}]");
                check_delay(&mut ranges, key, delay_ms, self.dt_ms, most);
            }
        }
        if ranges.problems.is_empty() {
            let highest = self.depolarisation_mv(self.peak_ms());
            let needed = self.threshold_above_rest_mv();
            if highest <= needed || needed <= 0.0 {
                let found = self.synapse.weight_pa;
                let message = format!(
                    "is {found}, which lifts V by {highest:.3} mV; must fire a resting cell, whose \
                     threshold lies {needed} mV above rest"
                );
                ranges.wrong("synapse.weight_pa", message);
            }
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let longest = self.delays_ms.iter().chain(&self.taps_ms);
        let longest_ms = longest.copied().fold(0.0, f64::max);
        // Histories of spikes as long as the longest delay.
        1_000_000 + (longest_ms / self.dt_ms) as u64 * 200
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.delays_ms.len() + usize::from(!self.taps_ms.is_empty())
    }

    fn run(&self, job: usize, context: &Context) -> Result<Times, Failure> {
        match self.delays_ms.get(job) {
            Some(&delay_ms) => self.chain(delay_ms, context),
            None => self.taps(context),
        }
    }

    fn assemble(&self, parts: Vec<Times>, _context: &Context) -> Result<Outcome, Failure> {
        let (chains, taps) = parts.split_at(self.delays_ms.len());
        let rise_ms = self.rise_ms();
        let mut outcome = Outcome::default();
        outcome.metric("rise_ms", rise_ms, "ms");
        let mut worst_ms: f64 = 0.0;
        let mut latencies_ms = Vec::new();
        for (&delay_ms, Times(times_ms)) in self.delays_ms.iter().zip(chains) {
            for link in times_ms.windows(2) {
                worst_ms = greatest(worst_ms, link[1] - link[0] - delay_ms - rise_ms);
            }
            let whole_ms = times_ms[self.neurons - 1] - times_ms[0];
            latencies_ms.push(whole_ms / (self.neurons - 1) as f64);
        }
        for (delay_ms, &latency_ms) in self.delays_ms.iter().zip(&latencies_ms) {
            outcome.metric(format!("latency_ms[delay_ms={delay_ms}]"), latency_ms, "ms");
        }
        outcome.metric("greatest_latency_error_ms", worst_ms, "ms");
        outcome.figures.push(figures::chains(self, chains));
        if self.delays_ms.len() > 1 {
            let figure = figures::latency(self, &latencies_ms, rise_ms);
            outcome.figures.push(figure);
        }
        if let [Times(times_ms)] = taps {
            let errors = times_ms.iter().zip(&self.taps_ms);
            let errors = errors.map(|(time_ms, tap_ms)| time_ms - tap_ms - rise_ms);
            outcome.metric("greatest_tap_error_ms", errors.fold(0.0, greatest), "ms");
            outcome.figures.push(figures::taps(self, times_ms));
        }
        Ok(outcome)
    }
}

/// The greater absolute value; what is no number stays.
fn greatest(most: f64, error: f64) -> f64 {
    if most.is_nan() || error.abs() <= most {
        most
    } else {
        error.abs()
    }
}
