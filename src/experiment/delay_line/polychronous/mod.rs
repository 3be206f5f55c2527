//! The kind `polychronous-group`: neurons that fire only where spikes leave at times that match the
//! delays (Izhikevich 2006, Neural Comput. 18:245–282, figure 1).

mod figures;
#[cfg(test)]
mod tests;

use super::{SynapseSettings, check_delay, check_neuron, emitters, network, spikes_of, synapse};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::neuron::Model;
use crate::neuron::leaky::Leaky;
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The neurons that send, in the paper's letters.
const SENDERS: [&str; 3] = ["b", "c", "d"];
/// The neurons that receive.
const RECEIVERS: [&str; 2] = ["a", "e"];

/// Settings of the kind `polychronous-group`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PolychronousGroup {
    /// The neurons a and e: any model of the registry. Default leaky with c_m_pf 50, g_l_ns 10 (τ_m =
    /// 5 ms), e_l_mv −65, threshold_mv −50, reset_mv −65, refractory_ms 5.
    pub neuron: Model,
    /// The synapses. Default τ_s = 1 ms, w = 420 pA: three spikes at once fire a neuron, three that
    /// arrive 4 ms apart do not.
    pub synapse: SynapseSettings,
    /// Delays from b, c and d to a, ms. Default 1, 5, 9; each 0 to 100.
    pub to_a_ms: [f64; 3],
    /// Delays from b, c and d to e, ms. Default 8, 5, 1; each 0 to 100.
    pub to_e_ms: [f64; 3],
    /// Firing patterns to show. Default: together; d, c, b; b, c, d, each timed for one of the
    /// receivers. 1 to 6 of them.
    pub patterns: Vec<FiringPattern>,
    /// How far before and after c the neurons b and d fire in the scan of all timings, ms. Default 10;
    /// above 0, at most 100.
    pub scan_ms: f64,
    /// Timings of the scan on each side of 0. Default 20; 1 to 100.
    pub scan_steps: usize,
    /// Time step, ms. Default 0.05; 0.001 to 1.
    pub dt_ms: f64,
}

/// When the senders fire.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FiringPattern {
    /// Its name in metrics.
    pub name: String,
    /// Times of the spikes of b, c and d, ms; each 0 to 100.
    pub times_ms: [f64; 3],
}

impl Default for PolychronousGroup {
    fn default() -> Self {
        let pattern = |name: &str, times_ms| FiringPattern {
            name: name.into(),
            times_ms,
        };
        PolychronousGroup {
            neuron: Model::Leaky(Leaky {
                c_m_pf: 50.0,
                g_l_ns: 10.0,
                e_l_mv: -65.0,
                threshold_mv: -50.0,
                reset_mv: -65.0,
                refractory_ms: 5.0,
            }),
            synapse: SynapseSettings {
                tau_ms: 1.0,
                weight_pa: 420.0,
            },
            to_a_ms: [1.0, 5.0, 9.0],
            to_e_ms: [8.0, 5.0, 1.0],
            patterns: vec![
                pattern("together", [0.0, 0.0, 0.0]),
                pattern("d-c-b", [8.0, 4.0, 0.0]),
                pattern("b-c-d", [0.0, 3.0, 7.0]),
            ],
            scan_ms: 10.0,
            scan_steps: 20,
            dt_ms: 0.05,
        }
    }
}

/// What a job gives.
pub enum Part {
    /// The spikes of a (0) and e (1) in a pattern: (time in ms, neuron).
    Pattern(Vec<(f64, usize)>),
    Scan(Scan),
}

/// Whether a and e fire at each timing: `fires[row * columns + column]`, d − c along the rows and
/// b − c along the columns.
pub struct Scan {
    fires: Vec<[bool; 2]>,
}

impl PolychronousGroup {
    fn delays_ms(&self) -> [[f64; 3]; 2] {
        [self.to_a_ms, self.to_e_ms]
    }

    /// How long after the last arrival a spike may come, ms.
    const AFTER_MS: f64 = 30.0;

    fn longest_delay_ms(&self) -> f64 {
        self.delays_ms()
            .iter()
            .flatten()
            .copied()
            .fold(0.0, f64::max)
    }

    /// Runs as many copies of the group as there are timings of (b, c, d), side by side; returns the
    /// spikes of the receivers: (time in ms, 2 · copy + receiver).
    fn run_groups(
        &self,
        timings: &[[f64; 3]],
        context: &Context,
    ) -> Result<Vec<(f64, usize)>, Failure> {
        let n = timings.len();
        let spikes = timings.iter().enumerate().flat_map(|(copy, times_ms)| {
            let spike = move |(sender, &t): (usize, &f64)| (t, (3 * copy + sender) as u32);
            times_ms.iter().enumerate().map(spike)
        });
        let delays_ms = self.delays_ms();
        let synapses = (0..n).flat_map(|copy| {
            (0..6).map(move |i| {
                let (receiver, sender) = (i / 3, i % 3);
                let delay_ms = delays_ms[receiver][sender];
                synapse(3 * copy + sender, 2 * copy + receiver, delay_ms)
            })
        });
        let latest_ms = timings.iter().flatten().copied().fold(0.0, f64::max);
        let populations = vec![
            self.synapse.cells("receivers", 2 * n, self.neuron.clone()),
            emitters("senders", 3 * n, spikes.collect()),
        ];
        let axons = self
            .synapse
            .projection("axons", (1, 3 * n), (0, 2 * n), synapses.collect());
        let network = network(self.dt_ms, populations, vec![axons]);
        let duration_ms = latest_ms + self.longest_delay_ms() + Self::AFTER_MS;
        spikes_of(0, &network, duration_ms, context)
    }

    /// Timings on one axis of the scan.
    fn columns(&self) -> usize {
        2 * self.scan_steps + 1
    }

    /// How long after c a neuron fires in a column (or row) of the scan, ms.
    fn after_c_ms(&self, column: usize) -> f64 {
        (column as f64 / self.scan_steps as f64 - 1.0) * self.scan_ms
    }

    fn scan(&self, context: &Context) -> Result<Scan, Failure> {
        let columns = self.columns();
        let timings: Vec<[f64; 3]> = (0..columns * columns)
            .map(|copy| {
                let [b, d] = [copy % columns, copy / columns].map(|i| self.after_c_ms(i));
                [self.scan_ms + b, self.scan_ms, self.scan_ms + d]
            })
            .collect();
        let mut fires = vec![[false; 2]; timings.len()];
        for (_, neuron) in self.run_groups(&timings, context)? {
            fires[neuron / 2][neuron % 2] = true;
        }
        Ok(Scan { fires })
    }

    /// The timing (b − c, d − c) at which all spikes reach a receiver together, ms.
    fn matched_ms(&self, receiver: usize) -> (f64, f64) {
        let [b, c, d] = self.delays_ms()[receiver];
        (c - b, c - d)
    }
}

impl Scan {
    /// The mean timing (b − c, d − c) at which a receiver fires, ms; NaN where it never does.
    fn centre_ms(&self, settings: &PolychronousGroup, receiver: usize) -> (f64, f64) {
        let columns = settings.columns();
        let firing = self
            .fires
            .iter()
            .enumerate()
            .filter(|(_, fires)| fires[receiver]);
        let (mut b, mut d, mut n) = (0.0, 0.0, 0.0);
        for (copy, _) in firing {
            b += settings.after_c_ms(copy % columns);
            d += settings.after_c_ms(copy / columns);
            n += 1.0;
        }
        (b / n, d / n)
    }

    fn share(&self, counts: impl Fn(&[bool; 2]) -> bool) -> f64 {
        let firing = self.fires.iter().filter(|fires| counts(fires)).count();
        firing as f64 / self.fires.len() as f64
    }
}

impl Settings for PolychronousGroup {
    const KIND: &'static str = "polychronous-group";
    const EXPLAIN: &'static str = "\
A polychronous group in small (Izhikevich 2006, Neural Comput. 18:245-282, figure 1). The neurons b, c and
d project to a and to e with different axonal delays: 1, 5, 9 ms to a and 8, 5, 1 ms to e. One spike of
each, and only all three together, fire a receiver. Fired at once, the spikes arrive at different times
and neither a nor e fires. In the order d, c, b with d 4 ms before c and c 4 ms before b they reach a
together; in the order b, c, d with 3 and 4 ms between them they reach e together. The group recognises
a pattern in time: time-locked but not synchronous, polychronous.

spikes[receiver=a,pattern=p] counts the spikes of a in the pattern p. Then all timings are scanned: b
and d fire up to scan_ms before or after c. share_a, share_e and share_both are the shares of timings at
which a, e, or both fire; centre_a_b_ms and centre_a_d_ms the mean timing b - c and d - c at which a
fires, miss_a_ms the greater of its distances from the differences of the delays, at which the spikes
meet.";

    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Spikes that leave at times matched to the delays fire the right neuron (Izhikevich 2006)",
            "Импульсы, согласованные с задержками, возбуждают нужный нейрон (Ижикевич, 2006)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        check_neuron(self.neuron.neuron(), &mut ranges);
        self.synapse.check(&mut ranges);
        ranges.within("dt_ms", self.dt_ms, 0.001, 1.0);
        for (key, delays_ms) in [("to_a_ms", self.to_a_ms), ("to_e_ms", self.to_e_ms)] {
            for (index, delay_ms) in delays_ms.into_iter().enumerate() {
                check_delay(
                    &mut ranges,
                    format!("{key}[{index}]"),
                    delay_ms,
                    self.dt_ms,
                    100.0,
                );
            }
        }
        ranges.entries("patterns", self.patterns.len(), 1, 6);
        let names: Vec<_> = self.patterns.iter().map(|pattern| &pattern.name).collect();
        ranges.distinct("patterns", &names);
        for (index, pattern) in self.patterns.iter().enumerate() {
            for (sender, &time_ms) in pattern.times_ms.iter().enumerate() {
                let key = format!("patterns[{index}].times_ms[{sender}]");
                ranges.within(key, time_ms, 0.0, 100.0);
            }
        }
        ranges.positive("scan_ms", self.scan_ms, 100.0);
        ranges.within("scan_steps", self.scan_steps as f64, 1.0, 100.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let copies = (self.columns() * self.columns()) as u64;
        let history = ((self.longest_delay_ms() / self.dt_ms) as u64 + 1) * 64;
        // Up to six different delays, each with a row for every sender.
        1_000_000 + copies * 3000 + history
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.patterns.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        match job.checked_sub(1) {
            None => self.scan(context).map(Part::Scan),
            Some(index) => {
                let times_ms = self.patterns[index].times_ms;
                self.run_groups(&[times_ms], context).map(Part::Pattern)
            }
        }
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let (mut shown, mut scans) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Pattern(spikes) => shown.push(spikes),
                Part::Scan(scan) => scans.push(scan),
            }
        }
        let mut outcome = Outcome::default();
        for (pattern, spikes) in self.patterns.iter().zip(&shown) {
            for (receiver, letter) in RECEIVERS.into_iter().enumerate() {
                let count = spikes.iter().filter(|spike| spike.1 == receiver).count();
                let name = format!("spikes[receiver={letter},pattern={}]", pattern.name);
                outcome.metric(name, count as f64, "");
            }
        }
        let scan = &scans[0];
        outcome.metric("share_a", scan.share(|fires| fires[0]), "");
        outcome.metric("share_e", scan.share(|fires| fires[1]), "");
        outcome.metric("share_both", scan.share(|fires| fires[0] && fires[1]), "");
        for (receiver, letter) in RECEIVERS.into_iter().enumerate() {
            let (b_ms, d_ms) = scan.centre_ms(self, receiver);
            outcome.metric(format!("centre_{letter}_b_ms"), b_ms, "ms");
            outcome.metric(format!("centre_{letter}_d_ms"), d_ms, "ms");
            let (matched_b, matched_d) = self.matched_ms(receiver);
            let miss_ms = (b_ms - matched_b).abs().max((d_ms - matched_d).abs());
            outcome.metric(format!("miss_{letter}_ms"), miss_ms, "ms");
        }
        outcome.figures.push(figures::patterns(self, &shown));
        outcome.figures.push(figures::timings(self, scan));
        Ok(outcome)
    }
}
