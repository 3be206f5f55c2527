//! The bisection of the kind `threshold`.

use super::{Stimulus, Threshold};
use crate::experiment::hodgkin_huxley::constants::resting_mv;
use crate::experiment::hodgkin_huxley::integrator::Integrator;
use crate::experiment::hodgkin_huxley::protocol::{Corner, Protocol, Pulse, Segment};
use crate::experiment::{Context, Failure};
use crate::integrate::Event;
use crate::integrate::lanes::Watched;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{State, V};

/// What the search found.
pub struct Found {
    /// The least strength that excites, mV or µA/cm²; infinite when none does.
    pub threshold: f64,
    /// From the beginning of the stimulus to the first upward crossing of the level just above the
    /// threshold, ms; NaN without one.
    pub latency_ms: f64,
    /// Resting potential, mV.
    pub rest_mv: f64,
    /// Runs of the membrane the search took.
    pub runs: u32,
    /// Responses about the threshold: by which share the stimulus is stronger, and (ms, mV).
    pub about: Vec<(f64, Vec<(f64, f64)>)>,
}

/// By which shares the stimuli of the drawn responses are stronger than the threshold. Near it the
/// size of a response depends on that of the stimulus without a jump, but steeply.
const ABOUT: [f64; 7] = [-1e-2, -1e-3, -1e-4, 0.0, 1e-4, 1e-3, 1e-2];

/// Strengths tried from below before the bisection.
const BRACKETS: u32 = 50;

/// Samples of a drawn trace.
const SAMPLES: usize = 1500;

/// Finds the threshold.
pub fn run(settings: &Threshold, context: &Context) -> Result<Found, Failure> {
    let membrane = settings.membrane.model();
    let rest_mv = resting_mv(&membrane)?;
    let mut trials = Trials {
        settings,
        membrane,
        start: membrane.steady_at(settings.initial_mv.unwrap_or(rest_mv)),
        runs: 0,
    };
    let mut found = Found {
        threshold: f64::INFINITY,
        latency_ms: f64::NAN,
        rest_mv,
        runs: 0,
        about: Vec::new(),
    };
    if let Some(threshold) = trials.search(context)? {
        found.threshold = threshold;
        found.latency_ms = trials.respond(threshold, &[])?.latency_ms;
        if settings.traces {
            let times = trials.sample_times();
            for stronger in ABOUT {
                let response = trials.respond(threshold * (1.0 + stronger), &times)?;
                found.about.push((stronger, response.trace));
            }
        }
    }
    found.runs = trials.runs;
    Ok(found)
}

struct Trials<'a> {
    settings: &'a Threshold,
    membrane: HodgkinHuxley,
    start: State,
    runs: u32,
}

/// What one strength did.
struct Response {
    is_excited: bool,
    latency_ms: f64,
    trace: Vec<(f64, f64)>,
}

impl Trials<'_> {
    /// Beginning of the stimulus, ms.
    fn onset_ms(&self) -> f64 {
        let conditioning = self.settings.conditioning.as_ref();
        conditioning.map_or(0.0, |conditioning| conditioning.interval_ms)
    }

    fn end_ms(&self) -> f64 {
        self.onset_ms() + self.settings.within_ms
    }

    fn sample_times(&self) -> Vec<f64> {
        let spacing = self.end_ms() / SAMPLES as f64;
        (1..=SAMPLES).map(|i| i as f64 * spacing).collect()
    }

    /// The least strength that excites, to what the tolerance can tell apart; `None` when no strength
    /// does. A stimulus may also be too strong (a shock beyond E_Na only falls back), so the first
    /// change is looked for from below.
    fn search(&mut self, context: &Context) -> Result<Option<f64>, Failure> {
        let strongest = self.settings.strongest;
        let (mut low, mut high) = (0.0, 0.0);
        let mut tried = 0;
        while !self.excites(high)? {
            if tried == BRACKETS {
                return Ok(None);
            }
            context.go_on()?;
            tried += 1;
            low = high;
            high = strongest * f64::from(tried) / f64::from(BRACKETS);
        }
        while high - low > self.settings.tolerance.max(1e-15) * high {
            context.go_on()?;
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.excites(middle)? {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok(Some(high))
    }

    fn excites(&mut self, strength: f64) -> Result<bool, Failure> {
        self.runs += 1;
        Ok(self.respond(strength, &[])?.is_excited)
    }

    fn segments(&self, strength: f64) -> Vec<Segment> {
        let (onset, duration) = (self.onset_ms(), self.settings.duration_ms);
        // What outlasts the run is cut off there.
        let end = (onset + duration).min(self.end_ms());
        let mut shocks: Vec<(f64, f64)> = self
            .settings
            .conditioning
            .iter()
            .map(|conditioning| (0.0, conditioning.shock_mv))
            .collect();
        let (mut pulses, mut waveform) = (Vec::new(), Vec::new());
        match self.settings.stimulus {
            Stimulus::Shock => shocks.push((onset, strength)),
            Stimulus::Pulse => pulses.push(Pulse {
                start_ms: onset,
                stop_ms: end,
                amplitude_ua_cm2: strength,
                count: 1,
                period_ms: 0.0,
            }),
            Stimulus::Ramp => {
                for (time_ms, current_ua_cm2) in
                    [(onset, 0.0), (end, strength * (end - onset) / duration)]
                {
                    waveform.push(Corner {
                        time_ms,
                        current_ua_cm2,
                    });
                }
            }
        }
        let protocol = Protocol {
            current_ua_cm2: 0.0,
            pulses: &pulses,
            waveform: &waveform,
            shocks: &shocks,
            duration_ms: self.end_ms(),
        };
        protocol.segments()
    }

    fn respond(&self, strength: f64, times: &[f64]) -> Result<Response, Failure> {
        let events = [
            Event::Rising {
                component: V,
                level: self.settings.level_mv,
            },
            Event::Maximum { component: V },
        ];
        let onset = self.onset_ms();
        let counts_from = if self.settings.sustained {
            self.end_ms() - 0.1 * self.settings.within_ms
        } else {
            onset
        };
        let integrator = Integrator::adaptive(self.settings.tolerance);
        let mut response = Response {
            is_excited: false,
            latency_ms: f64::NAN,
            trace: Vec::with_capacity(times.len() + 4),
        };
        let mut state = self.start;
        for segment in self.segments(strength) {
            let inside = |&&t: &&f64| t > segment.from_ms && t <= segment.to_ms;
            let samples: Vec<f64> = times.iter().filter(inside).copied().collect();
            let watched = Watched {
                samples: &samples,
                events: &events,
            };
            let ran = integrator.run(&self.membrane, &segment, state, watched)?;
            if !times.is_empty() {
                let begun = (segment.from_ms, segment.course(state).y0[V]);
                let sampled = samples.iter().zip(&ran.samples);
                response.trace.push(begun);
                response.trace.extend(sampled.map(|(&t, y)| (t, y[V])));
            }
            for found in ran.occurrences.iter().filter(|found| found.t > onset) {
                let is_spike = found.event == 0 || found.y[V] > self.settings.level_mv;
                response.is_excited |= is_spike && found.t >= counts_from;
                if found.event == 0 && response.latency_ms.is_nan() {
                    response.latency_ms = found.t - onset;
                }
            }
            state = ran.end;
        }
        Ok(response)
    }
}
