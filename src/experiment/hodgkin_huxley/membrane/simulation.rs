//! One run of the membrane: segment by segment between the discontinuities of the stimulus.

use super::Membrane;
use crate::experiment::{Context, Failure};
use crate::integrate::{Error, Event, Trajectory, Work};
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
    let rest_mv = model.resting_potential_mv().ok_or_else(|| {
        Failure::Failed("with these constants the membrane has no resting potential".into())
    })?;
    let mut state = model.steady_at(settings.initial_mv.unwrap_or(rest_mv));
    state[V] += settings.shock_mv;
    let start = Extreme {
        t_ms: 0.0,
        v_mv: state[V],
    };
    let mut response = Response {
        rest_mv,
        spikes_ms: Vec::new(),
        peak: start,
        lowest: start,
        trace: Vec::with_capacity(SAMPLES + 256),
        duration_ms: settings.duration_ms,
        work: Work::default(),
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
    for segment in settings.segments() {
        context.go_on()?;
        let times = segment.sample_times(spacing);
        let ran = settings
            .solver()
            .integrate(
                model.under_current(segment.i_ua_cm2),
                (segment.from_ms, segment.to_ms),
                state,
                &times,
                &events,
            )
            .map_err(failure)?;
        response.add(&segment, state, &times, &ran);
        state = ran.end;
    }
    Ok(response)
}

impl Response {
    /// Adds a segment that began in the state `start`.
    fn add(&mut self, segment: &Segment, start: State, times: &[f64], ran: &Trajectory<4>) {
        let row = |t_ms: f64, state: State| Sample {
            t_ms,
            state,
            i_ua_cm2: segment.i_ua_cm2,
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

pub(super) fn failure(error: Error) -> Failure {
    match error {
        Error::NonFinite { t } | Error::StepUnderflow { t } => Failure::Diverged {
            what: "the state of the membrane".into(),
            when: format!("t = {t:.6} ms"),
        },
        Error::TooManySteps { .. } => Failure::Failed(error.to_string()),
    }
}

/// A stretch of constant current.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub from_ms: f64,
    pub to_ms: f64,
    pub i_ua_cm2: f64,
}

impl Segment {
    /// The regular sample times inside.
    fn sample_times(&self, spacing: f64) -> Vec<f64> {
        let first = (self.from_ms / spacing).floor() as u64 + 1;
        (first..)
            .map(|i| i as f64 * spacing)
            .take_while(|&t| t < self.to_ms)
            .filter(|&t| t > self.from_ms)
            .collect()
    }
}

impl Membrane {
    /// The run as stretches of constant current. Where pulses overlap their currents add.
    pub(super) fn segments(&self) -> Vec<Segment> {
        // (time, change of current): sums of changes give the current of each stretch.
        let mut jumps = vec![(0.0, self.current_ua_cm2)];
        for pulse in &self.stimulus {
            for i in 0..pulse.count {
                let shift = f64::from(i) * pulse.period_ms;
                jumps.push((pulse.start_ms + shift, pulse.amplitude_ua_cm2));
                jumps.push((pulse.stop_ms + shift, -pulse.amplitude_ua_cm2));
            }
        }
        jumps.retain(|&(t, _)| t < self.duration_ms);
        jumps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut segments = Vec::new();
        let mut i_ua_cm2 = 0.0;
        for (index, &(from_ms, change)) in jumps.iter().enumerate() {
            i_ua_cm2 += change;
            let to_ms = jumps.get(index + 1).map_or(self.duration_ms, |next| next.0);
            if to_ms > from_ms {
                segments.push(Segment {
                    from_ms,
                    to_ms,
                    i_ua_cm2,
                });
            }
        }
        segments
    }
}
