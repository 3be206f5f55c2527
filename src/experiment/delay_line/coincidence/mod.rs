//! The kind `coincidence-detection`: a row of detectors between two delay lines that run against each
//! other (Jeffress 1948, J. Comp. Physiol. Psychol. 41:35–39).

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

/// Settings of the kind `coincidence-detection`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Coincidence {
    /// The detector. Defaults here: a fast membrane, c_m_pf 5, g_l_ns 25 (τ_m = 0.2 ms), e_l_mv −65,
    /// threshold_mv −50, reset_mv −65, refractory_ms 1.
    pub neuron: Leaky,
    /// The synapses. Default τ_s = 0.05 ms, w = 130 pA: the fibres of one ear alone do not fire a
    /// detector.
    pub synapse: SynapseSettings,
    /// Number of detectors. Default 21; 3 to 200.
    pub detectors: usize,
    /// Delay along either line from one detector to the next, Δ, ms. Default 0.03; `dt_ms` to 10.
    pub tap_ms: f64,
    /// Fibres from each ear, which all pass every detector. Default 10; 1 to 100.
    pub fibres: usize,
    /// Standard deviation of a fibre's spikes around each click, ms. Default 0.03; 0 to 10.
    pub jitter_ms: f64,
    /// Clicks at each time difference. Default 40; 1 to 1000.
    pub clicks: usize,
    /// Time between clicks, ms. Default 5; longer than the lines, at most 1000.
    pub interval_ms: f64,
    /// The greatest interaural time difference that is tried, to both sides, ms. Default 0.45;
    /// within the tuning of the row, (detectors − 1) Δ.
    pub greatest_itd_ms: f64,
    /// Number of time differences, evenly from side to side. Default 31; 3 to 1000.
    pub differences: usize,
    /// Time step, ms. Default 0.01; 0.001 to 0.1.
    pub dt_ms: f64,
}

impl Default for Coincidence {
    fn default() -> Self {
        Coincidence {
            neuron: Leaky {
                c_m_pf: 5.0,
                g_l_ns: 25.0,
                e_l_mv: -65.0,
                threshold_mv: -50.0,
                reset_mv: -65.0,
                refractory_ms: 1.0,
            },
            synapse: SynapseSettings {
                tau_ms: 0.05,
                weight_pa: 130.0,
            },
            detectors: 21,
            tap_ms: 0.03,
            fibres: 10,
            jitter_ms: 0.03,
            clicks: 40,
            interval_ms: 5.0,
            greatest_itd_ms: 0.45,
            differences: 31,
            dt_ms: 0.01,
        }
    }
}

/// What one time difference gives.
pub struct Response {
    /// t_right − t_left, ms: above 0 where the left ear hears first.
    itd_ms: f64,
    /// Spikes a click of each detector.
    per_click: Vec<f64>,
    /// The spikes of the first click: (time in ms, detector).
    first_click: Vec<(f64, usize)>,
}

impl Response {
    /// The place in the row that the detectors point to: the mean of their numbers weighted with
    /// their responses; NaN where none responds.
    fn place(&self) -> f64 {
        let weighted = self.per_click.iter().enumerate();
        let weighted: f64 = weighted.map(|(i, response)| i as f64 * response).sum();
        weighted / self.per_click.iter().sum::<f64>()
    }

    /// The detector that responds most; of equals the middle one.
    fn best(&self) -> usize {
        let most = self.per_click.iter().copied().fold(0.0, f64::max);
        let all = self.per_click.iter().enumerate();
        let best: Vec<_> = all.filter(|&(_, &r)| r == most).map(|(i, _)| i).collect();
        best[best.len() / 2]
    }
}

/// Where the first click's sound reaches the nearer ear, ms.
const FIRST_CLICK_MS: f64 = 1.0;

impl Coincidence {
    /// Both delays to detector i: iΔ from the left ear, (n − 1 − i)Δ from the right one.
    fn delays_ms(&self, detector: usize) -> [f64; 2] {
        [detector, self.detectors - 1 - detector].map(|taps| taps as f64 * self.tap_ms)
    }

    /// The time difference to which a place in the row is tuned, (2i − n + 1)Δ, ms.
    fn tuned_ms(&self, place: f64) -> f64 {
        (2.0 * place - (self.detectors - 1) as f64) * self.tap_ms
    }

    fn itd_ms(&self, job: usize) -> f64 {
        let share = job as f64 / (self.differences - 1) as f64;
        (2.0 * share - 1.0) * self.greatest_itd_ms
    }

    /// When a click reaches each ear, ms.
    fn arrival_ms(&self, click: usize, itd_ms: f64) -> [f64; 2] {
        let nearer = FIRST_CLICK_MS + click as f64 * self.interval_ms;
        [nearer + (-itd_ms).max(0.0), nearer + itd_ms.max(0.0)]
    }

    fn respond(&self, job: usize, context: &Context) -> Result<Response, Failure> {
        let itd_ms = self.itd_ms(job);
        let (n, fibres) = (self.detectors, self.fibres);
        let mut jitter = context.stream(&format!("jitter {job}"));
        let mut spikes = [Vec::new(), Vec::new()];
        for click in 0..self.clicks {
            let arrivals_ms = self.arrival_ms(click, itd_ms);
            for (spikes, arrival_ms) in spikes.iter_mut().zip(arrivals_ms) {
                let spike = |fibre| (arrival_ms + self.jitter_ms * jitter.normal(), fibre);
                spikes.extend((0..fibres as u32).map(spike));
            }
        }
        let [left, right] = spikes;
        let model = Model::Leaky(self.neuron.clone());
        let populations = vec![
            self.synapse.cells("detectors", n, model),
            emitters("left ear", fibres, left),
            emitters("right ear", fibres, right),
        ];
        let line = |name: &str, ear: usize| {
            let pairs = (0..fibres).flat_map(|fibre| (0..n).map(move |target| (fibre, target)));
            let line =
                pairs.map(|(fibre, target)| synapse(fibre, target, self.delays_ms(target)[ear]));
            self.synapse
                .projection(name, (1 + ear, fibres), (0, n), line.collect())
        };
        let projections = vec![line("left line", 0), line("right line", 1)];
        let network = network(self.dt_ms, populations, projections);
        let duration_ms = FIRST_CLICK_MS + self.clicks as f64 * self.interval_ms;
        let found = spikes_of(0, &network, duration_ms, context)?;
        let mut per_click = vec![0.0; n];
        for &(_, detector) in &found {
            per_click[detector] += 1.0 / self.clicks as f64;
        }
        let end_ms = FIRST_CLICK_MS + 0.9 * self.interval_ms;
        Ok(Response {
            itd_ms,
            per_click,
            first_click: found.into_iter().filter(|spike| spike.0 < end_ms).collect(),
        })
    }
}

impl Settings for Coincidence {
    const KIND: &'static str = "coincidence-detection";
    const EXPLAIN: &'static str = "\
Coincidence detection by matched delays (Jeffress 1948, J. Comp. Physiol. Psychol. 41:35-39). Fibres
from both ears run along a row of n detectors, from the left ear with the delays 0, D, 2D ..., from the
right one with (n-1)D ... D, 0. A detector fires when the spikes of both ears reach it together, so
detector i is tuned to the interaural time difference

  ITD = t_right - t_left = (2i - n + 1) D,

and the place of the response in the row codes the direction of the sound. The detectors are leaky
integrators with a fast membrane and exponential synaptic currents; the fibres of one ear alone do not
reach the threshold. Every click makes each fibre fire once, with a normal jitter of jitter_ms.

The place is decoded as the mean number of the detectors weighted with their responses. Metrics:
worst_error_taps, the greatest difference of the decoded from the true ITD in units of D, and
mean_error_taps; worst_best_error_taps, the same of the detector that fires most, whose neighbours are
tuned 2D apart; best_response, spikes a click of the best detector, averaged over the ITDs;
one_ear_response, the most that any detector gives more than half the row from the tuned place.";

    type Part = Response;

    fn summary() -> Text {
        Text::new(
            "Two delay lines against each other find where a sound comes from (Jeffress 1948)",
            "Две встречные линии задержки находят направление на звук (Джеффресс, 1948)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        check_neuron(&self.neuron, &mut ranges);
        self.synapse.check(&mut ranges);
        ranges.within("dt_ms", self.dt_ms, 0.001, 0.1);
        ranges.within("detectors", self.detectors as f64, 3.0, 200.0);
        ranges.positive("tap_ms", self.tap_ms, 10.0);
        check_delay(&mut ranges, "tap_ms".into(), self.tap_ms, self.dt_ms, 10.0);
        ranges.within("fibres", self.fibres as f64, 1.0, 100.0);
        ranges.within("jitter_ms", self.jitter_ms, 0.0, 10.0);
        ranges.within("clicks", self.clicks as f64, 1.0, 1000.0);
        ranges.within("differences", self.differences as f64, 3.0, 1000.0);
        let tuned = (self.detectors as f64 - 1.0) * self.tap_ms;
        if tuned > 0.0 {
            ranges.positive("greatest_itd_ms", self.greatest_itd_ms, tuned);
        }
        let line_ms = tuned + self.greatest_itd_ms;
        if !(self.interval_ms > line_ms && self.interval_ms <= 1000.0) {
            let message = format!(
                "is {}, must be above {line_ms}, the length of a line and the greatest difference, \
                 and at most 1000",
                self.interval_ms
            );
            ranges.wrong("interval_ms", message);
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let line = (self.detectors as f64 * self.tap_ms / self.dt_ms) as usize;
        let (synapses, spikes) = (self.fibres * self.detectors, self.fibres * self.clicks);
        // Rows of synapses have a place for every delay and fibre.
        (1_000_000 + (synapses * 2 + spikes * 2 + line) * 64 + self.detectors * self.fibres * 8)
            as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.differences
    }

    fn run(&self, job: usize, context: &Context) -> Result<Response, Failure> {
        self.respond(job, context)
    }

    fn assemble(&self, parts: Vec<Response>, _context: &Context) -> Result<Outcome, Failure> {
        let error = |response: &Response, place: f64| {
            ((self.tuned_ms(place) - response.itd_ms) / self.tap_ms).abs()
        };
        // A NaN, where no detector responds, must not be lost.
        let worst = |most: f64, error: f64| if error <= most { most } else { error };
        let decoded: Vec<f64> = parts.iter().map(|r| error(r, r.place())).collect();
        let best = parts.iter().map(|r| error(r, r.best() as f64));
        let responses = parts.iter().map(|r| r.per_click[r.best()]);
        let mean_response = responses.sum::<f64>() / parts.len() as f64;
        let mut outcome = Outcome::default();
        let worst_error = decoded.iter().copied().fold(0.0, worst);
        outcome.metric("worst_error_taps", worst_error, "");
        let mean_error = decoded.iter().sum::<f64>() / decoded.len() as f64;
        outcome.metric("mean_error_taps", mean_error, "");
        outcome.metric("worst_best_error_taps", best.fold(0.0, worst), "");
        outcome.metric("best_response", mean_response, "");
        outcome.metric("one_ear_response", self.one_ear_response(&parts), "");
        outcome.figures.push(figures::race(self, &parts));
        outcome.figures.push(figures::map(self, &parts));
        outcome.figures.push(figures::tuning(self, &parts));
        Ok(outcome)
    }
}

impl Coincidence {
    fn one_ear_response(&self, parts: &[Response]) -> f64 {
        let mut most: f64 = 0.0;
        for response in parts {
            for (detector, &spikes) in response.per_click.iter().enumerate() {
                let apart_ms = self.tuned_ms(detector as f64) - response.itd_ms;
                if apart_ms.abs() > (self.detectors - 1) as f64 * self.tap_ms {
                    most = most.max(spikes);
                }
            }
        }
        most
    }
}
