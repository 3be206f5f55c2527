//! One run of the membrane: segment by segment between the discontinuities of the stimulus.

use super::Membrane;
use crate::experiment::hodgkin_huxley::constants::resting_mv;
use crate::experiment::hodgkin_huxley::protocol::Segment;
use crate::experiment::hodgkin_huxley::spectrum::leading_pair;
use crate::experiment::{Context, Failure};
use crate::integrate::lanes::Watched;
use crate::integrate::{Event, Trajectory, Work};
use crate::neuron::hodgkin_huxley::{State, V};

/// What the membrane did.
pub struct Response {
    /// Resting potential without current, mV.
    pub rest_mv: f64,
    /// Times of the spikes, ms.
    pub spikes_ms: Vec<f64>,
    /// The highest potential of the run.
    pub peak: Extreme,
    /// The lowest.
    pub lowest: Extreme,
    /// Samples, spikes and visible turning points in order of time; a jump of the stimulus is two
    /// rows.
    pub trace: Vec<Sample>,
    /// End of the run, ms.
    pub duration_ms: f64,
    /// What the integration cost.
    pub work: Work,
    /// Highest peak after the second shock, above rest, mV; 0 without one.
    pub second_response_mv: f64,
    /// The complex pair (real, imaginary) of the eigenvalues at rest under the constant current,
    /// 1/ms; `None` where all are real.
    pub rest_pair: Option<(f64, f64)>,
}

/// A potential and when it was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extreme {
    pub t_ms: f64,
    pub v_mv: f64,
}

/// A row of the trace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    pub t_ms: f64,
    pub state: State,
    /// Injected current density, µA/cm².
    pub i_ua_cm2: f64,
}

impl Response {
    /// From the last spike but one to the last, ms; NaN below two spikes.
    pub fn last_interval_ms(&self) -> f64 {
        match self.spikes_ms[..] {
            [.., before, last] => last - before,
            _ => f64::NAN,
        }
    }

    /// 1000 over the last interval; 0 when there is none or firing has ceased, which is when the
    /// run goes on for more than two intervals after the last spike.
    pub fn rate_hz(&self) -> f64 {
        match self.spikes_ms[..] {
            [.., before, last] if self.duration_ms - last <= 2.0 * (last - before) => {
                1000.0 / (last - before)
            }
            _ => 0.0,
        }
    }
}

/// Regular samples in the whole run.
const SAMPLES: usize = 3000;

/// A spike or turning point joins the regular samples where it differs that much from the one
/// before: at rest rounding makes the potential turn at every step.
const VISIBLE_MV: f64 = 0.01;

/// Runs the membrane.
pub fn run(settings: &Membrane, context: &Context) -> Result<Response, Failure> {
    let model = settings.membrane.model();
    let rest_mv = resting_mv(&model)?;
    let shocks = settings.shocks();
    let mut state = model.steady_at(settings.initial_mv.unwrap_or(rest_mv));
    let start = Extreme {
        t_ms: 0.0,
        v_mv: state[V] + settings.shock_mv,
    };
    let steady_mv = model.steady_potential_mv(settings.current_ua_cm2);
    let eigenvalues = steady_mv.map(|v_mv| model.eigenvalues_at(v_mv));
    let mut response = Response {
        rest_mv,
        spikes_ms: Vec::new(),
        peak: start,
        lowest: start,
        trace: Vec::with_capacity(SAMPLES + 256),
        duration_ms: settings.duration_ms,
        work: Work::default(),
        second_response_mv: 0.0,
        rest_pair: eigenvalues.and_then(|all| leading_pair(&all)),
    };
    let spacing = settings.duration_ms / SAMPLES as f64;
    let events = [
        Event::Rising {
            component: V,
            level: settings.threshold_mv,
        },
        Event::Maximum { component: V },
        Event::Minimum { component: V },
    ];
    let second_ms = settings.second_shock.as_ref().map(|shock| shock.after_ms);
    let integrator = settings.integrator();
    for segment in settings.protocol(&shocks).segments() {
        context.go_on()?;
        let times = sample_times(&segment, spacing);
        let watched = Watched {
            samples: &times,
            events: &events,
        };
        let ran = integrator.run(&model, &segment, state, watched)?;
        response.add(&segment, segment.course(state).y0, &times, &ran);
        if second_ms.is_some_and(|at| at <= segment.from_ms) {
            response.note_second_response(&ran);
        }
        state = ran.end;
    }
    Ok(response)
}

/// The regular sample times inside a segment.
fn sample_times(segment: &Segment, spacing: f64) -> Vec<f64> {
    let first = (segment.from_ms / spacing).floor() as u64 + 1;
    (first..)
        .map(|i| i as f64 * spacing)
        .take_while(|&t| t < segment.to_ms)
        .filter(|&t| t > segment.from_ms)
        .collect()
}

impl Response {
    fn note_second_response(&mut self, ran: &Trajectory<4>) {
        let peaks = ran.occurrences.iter().filter(|found| found.event == 1);
        for peak in peaks {
            let height = peak.y[V] - self.rest_mv;
            self.second_response_mv = self.second_response_mv.max(height);
        }
    }

    /// Adds a segment that began in the state `start`.
    fn add(&mut self, segment: &Segment, start: State, times: &[f64], ran: &Trajectory<4>) {
        let row = |t_ms: f64, state: State| Sample {
            t_ms,
            state,
            i_ua_cm2: segment.current(t_ms),
        };
        let first = self.trace.len();
        self.trace.push(row(segment.from_ms, start));
        let samples = times.iter().zip(&ran.samples);
        self.trace.extend(samples.map(|(&t, &state)| row(t, state)));
        self.trace.push(row(segment.to_ms, ran.end));
        let regular = first..self.trace.len();
        for found in &ran.occurrences {
            let before = self.trace[regular.clone()].partition_point(|row| row.t_ms <= found.t);
            let neighbour = self.trace[first + before.saturating_sub(1)].state[V];
            if (found.y[V] - neighbour).abs() > VISIBLE_MV {
                self.trace.push(row(found.t, found.y));
            }
        }
        self.trace[first..].sort_by(|a, b| a.t_ms.total_cmp(&b.t_ms));
        // Besides its turning points, the potential is extreme where the stimulus jumps.
        let ends = [(segment.from_ms, start), (segment.to_ms, ran.end)];
        let turns = ran.occurrences.iter().map(|found| (found.t, found.y));
        for (t_ms, state) in ends.into_iter().chain(turns) {
            let v_mv = state[V];
            if v_mv > self.peak.v_mv {
                self.peak = Extreme { t_ms, v_mv };
            }
            if v_mv < self.lowest.v_mv {
                self.lowest = Extreme { t_ms, v_mv };
            }
        }
        let spikes = ran.occurrences.iter().filter(|found| found.event == 0);
        self.spikes_ms.extend(spikes.map(|found| found.t));
        self.work += ran.work;
    }
}
