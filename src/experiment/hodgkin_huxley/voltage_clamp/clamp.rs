//! What a clamped membrane does. At a potential that stands still every gate is an exponential
//! ([`Kinetics::clamped`]), so nothing is integrated: conductances and currents are known exactly at
//! any time. The capacity current, an impulse at each step of a perfect clamp, is left out.

use super::super::kinetics::Kinetics;
use super::VoltageClamp;
use crate::integrate::find_root;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{Currents, State};

/// Samples in one phase.
const SAMPLES: usize = 400;

/// A stretch at one potential. Times are counted from the beginning of the test.
#[derive(Clone, Copy, Debug)]
pub struct Phase {
    /// The potential, mV.
    pub v_mv: f64,
    /// Beginning and end, ms.
    pub span_ms: (f64, f64),
    /// m, h and n at the beginning.
    start: [f64; 3],
}

/// A row of a trace.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Time from the beginning of the test, ms.
    pub t_ms: f64,
    /// Potential and gates.
    pub state: State,
}

/// The membrane under one command: what comes before the test, the test, and what follows.
#[derive(Clone, Debug)]
pub struct Run {
    course: Course,
    /// The potential before the test, mV.
    pub before_mv: f64,
    /// The potential of the test, mV.
    pub test_mv: f64,
    /// Numbers of the test.
    pub summary: Summary,
}

/// The time course of a command.
#[derive(Clone, Debug)]
struct Course {
    model: HodgkinHuxley,
    kinetics: Kinetics,
    /// In order of time; what is drawn before the test begins [`VoltageClamp::lead_ms`] before it.
    phases: Vec<Phase>,
    /// Which of the phases is the test.
    test: usize,
}

/// What is measured in one test.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    /// Greatest sodium conductance, mS/cm².
    pub peak_g_na: f64,
    /// When, ms.
    pub peak_time_ms: f64,
    /// The sodium current then, µA/cm², outward positive.
    pub peak_i_na: f64,
    /// Conductances after a time that is long for every gate: g_Na m∞³ h∞ and g_K n∞⁴, mS/cm².
    pub steady_g: (f64, f64),
    /// The potassium current then, µA/cm².
    pub steady_i_k: f64,
    /// The currents at the end of the test, µA/cm².
    pub end: Currents,
}

impl Run {
    /// The command that goes from the holding potential over `prepulse_mv` to `test_mv`.
    pub fn new(settings: &VoltageClamp, prepulse_mv: Option<f64>, test_mv: f64) -> Self {
        let course = Course::new(settings, prepulse_mv, test_mv);
        Run {
            before_mv: prepulse_mv.unwrap_or(settings.holding_mv()),
            test_mv,
            summary: course.summary(test_mv),
            course,
        }
    }

    /// The state at `t_ms` after the beginning of the test, within the test.
    pub fn during_test(&self, t_ms: f64) -> State {
        self.course.during_test(t_ms)
    }

    /// Evenly spaced samples of every phase, both ends included, and the peak of the sodium
    /// conductance: a step of the command is two rows.
    pub fn samples(&self) -> Vec<Sample> {
        let course = &self.course;
        let mut samples = Vec::with_capacity((SAMPLES + 2) * course.phases.len());
        for (index, phase) in course.phases.iter().enumerate() {
            let (from, to) = phase.span_ms;
            let mut times: Vec<f64> = (0..=SAMPLES)
                .map(|i| from + (to - from) * (i as f64 / SAMPLES as f64))
                .collect();
            if index == course.test {
                times.push(self.summary.peak_time_ms);
                times.sort_by(f64::total_cmp);
            }
            samples.extend(times.into_iter().map(|t_ms| Sample {
                t_ms,
                state: course.state(phase, t_ms),
            }));
        }
        samples
    }

    /// Sodium and potassium conductance in a state, mS/cm².
    pub fn conductances(&self, state: &State) -> (f64, f64) {
        self.course.model.conductances(state)
    }

    /// The ionic currents in a state, µA/cm², outward positive.
    pub fn currents(&self, state: &State) -> Currents {
        self.course.model.currents(state)
    }
}

impl Course {
    fn new(settings: &VoltageClamp, prepulse_mv: Option<f64>, test_mv: f64) -> Self {
        let model = settings.membrane.model();
        let kinetics = Kinetics::of(&model);
        let (holding_mv, lead) = (settings.holding_mv(), settings.lead_ms());
        let mut gates = kinetics.steady(holding_mv);
        if let (Some(v_mv), Some(prepulse)) = (prepulse_mv, &settings.prepulse) {
            // What is not drawn of the prepulse has passed all the same.
            gates = kinetics.clamped(v_mv, gates, prepulse.duration_ms - lead);
        }
        let (duration, back) = (settings.duration_ms, settings.return_ms);
        let mut phases = Vec::new();
        for (v_mv, span_ms) in [
            (prepulse_mv.unwrap_or(holding_mv), (-lead, 0.0)),
            (test_mv, (0.0, duration)),
            (holding_mv, (duration, duration + back)),
        ] {
            phases.push(Phase {
                v_mv,
                span_ms,
                start: gates,
            });
            gates = kinetics.clamped(v_mv, gates, span_ms.1 - span_ms.0);
        }
        if back == 0.0 {
            phases.pop();
        }
        Course {
            model,
            kinetics,
            phases,
            test: 1,
        }
    }

    /// The state at `t_ms` within a phase.
    fn state(&self, phase: &Phase, t_ms: f64) -> State {
        let since = t_ms - phase.span_ms.0;
        let [m, h, n] = self.kinetics.clamped(phase.v_mv, phase.start, since);
        [phase.v_mv, m, h, n]
    }

    fn during_test(&self, t_ms: f64) -> State {
        self.state(&self.phases[self.test], t_ms)
    }

    fn summary(&self, test_mv: f64) -> Summary {
        let peak_time_ms = self.peak_time_ms();
        let peak = self.during_test(peak_time_ms);
        let steady = self.model.steady_at(test_mv);
        let (_, duration_ms) = self.phases[self.test].span_ms;
        Summary {
            peak_g_na: self.model.conductances(&peak).0,
            peak_time_ms,
            peak_i_na: self.model.currents(&peak).na,
            steady_g: self.model.conductances(&steady),
            steady_i_k: self.model.currents(&steady).k,
            end: self.model.currents(&self.during_test(duration_ms)),
        }
    }

    /// When m³h is greatest during the test, ms: where its slope m² (3 m′h + m h′) passes zero, or at
    /// an end of the test where it is greater.
    fn peak_time_ms(&self) -> f64 {
        let phase = &self.phases[self.test];
        let steady = self.kinetics.steady(phase.v_mv);
        let tau_ms = self.kinetics.time_constants_ms(phase.v_mv);
        let slope = |t: f64| {
            let [_, m, h, _] = self.state(phase, t);
            3.0 * (steady[0] - m) / tau_ms[0] * h + m * (steady[1] - h) / tau_ms[1]
        };
        let open = |t: f64| self.model.conductances(&self.state(phase, t)).0;
        let (_, end) = phase.span_ms;
        // Squares: m is fast at the beginning.
        let at = |i: usize| {
            let share = i as f64 / SAMPLES as f64;
            end * share * share
        };
        let turns = (0..SAMPLES).map(|i| (at(i), at(i + 1)));
        let turns = turns.filter(|&(a, b)| slope(a) > 0.0 && slope(b) <= 0.0);
        let turns = turns.map(|(a, b)| find_root(slope, (a, slope(a)), (b, slope(b)), 0.0));
        // The first of equals: without sodium channels the peak is the beginning.
        [0.0, end].into_iter().chain(turns).fold(
            0.0,
            |best, t| {
                if open(t) > open(best) { t } else { best }
            },
        )
    }
}

/// Where a quantity measured at several potentials passes zero, mV: the line between the two
/// neighbours of different sign (NaN where there are none, or more than one such pair).
pub fn reversal_mv(measured: &[(f64, f64)]) -> f64 {
    let mut sorted = measured.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let between = |pair: &[(f64, f64)]| {
        let ((va, a), (vb, b)) = (pair[0], pair[1]);
        (a < 0.0 && b >= 0.0 || a > 0.0 && b <= 0.0).then(|| va + (vb - va) * (a / (a - b)))
    };
    let mut found = sorted.windows(2).filter_map(between);
    match (found.next(), found.next()) {
        (Some(v_mv), None) => v_mv,
        _ => f64::NAN,
    }
}
