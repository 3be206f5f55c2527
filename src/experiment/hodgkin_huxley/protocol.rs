//! Stimuli of the space-clamped membrane: currents that are straight lines in time between
//! corners, and instantaneous shocks. A stimulus becomes [`Segment`]s, inside which the right-hand
//! side is smooth.

use crate::experiment::Problem;
use crate::integrate::lanes::Course;
use crate::neuron::hodgkin_huxley::{State, V};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Longest run, ms.
pub const LONGEST_MS: f64 = 60_000.0;

/// A rectangular pulse of current, or a train of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pulse {
    /// Beginning, ms; at least 0.
    pub start_ms: f64,
    /// End, ms; after the beginning. The last pulse ends by `duration_ms`.
    pub stop_ms: f64,
    /// Current density, µA/cm² (depolarising when positive); −1000 to 1000.
    pub amplitude_ua_cm2: f64,
    /// Number of pulses. Default 1; at most 10000.
    #[serde(default = "one")]
    pub count: u32,
    /// From the beginning of one pulse to that of the next, ms. Default 0; longer than the pulse
    /// when there is more than one.
    #[serde(default)]
    pub period_ms: f64,
}

fn one() -> u32 {
    1
}

impl Pulse {
    /// End of the last pulse of the train, ms.
    fn last_stop_ms(&self) -> f64 {
        self.stop_ms + f64::from(self.count.saturating_sub(1)) * self.period_ms
    }

    fn problems(&self, duration_ms: f64) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        let (start, stop) = (self.start_ms, self.stop_ms);
        if !(start >= 0.0 && start.is_finite()) {
            problems.push(("start_ms", format!("is {start}, must be at least 0")));
        }
        // Written so that a NaN is wrong, too.
        let ordered = stop > start;
        if !ordered {
            let message = format!("is {stop}, must come after start_ms = {start}");
            problems.push(("stop_ms", message));
        } else if self.last_stop_ms() > duration_ms {
            let last = self.last_stop_ms();
            let message = format!(
                "makes the last pulse end at {last} ms, beyond duration_ms = {duration_ms}"
            );
            problems.push(("stop_ms", message));
        }
        if !(-1000.0..=1000.0).contains(&self.amplitude_ua_cm2) {
            let message = format!("is {}, must be from -1000 to 1000", self.amplitude_ua_cm2);
            problems.push(("amplitude_ua_cm2", message));
        }
        if !(1..=10_000).contains(&self.count) {
            let message = format!("is {}, must be from 1 to 10000", self.count);
            problems.push(("count", message));
        }
        if self.count > 1 && !(self.period_ms > stop - start && self.period_ms.is_finite()) {
            let message = format!(
                "is {}, must be longer than the pulse, {} ms",
                self.period_ms,
                stop - start
            );
            problems.push(("period_ms", message));
        }
        problems
    }
}

/// A corner of a current that is a straight line from corner to corner.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Corner {
    /// When, ms; at least that of the corner before (equal: the current jumps).
    pub time_ms: f64,
    /// Current density there, µA/cm² (depolarising when positive); −1000 to 1000.
    pub current_ua_cm2: f64,
}

/// An instantaneous shock after the one at the beginning.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondShock {
    /// How long after the beginning, ms; above 0, before the end.
    pub after_ms: f64,
    /// Displacement of the potential, mV (depolarising when positive); −200 to 200.
    pub shock_mv: f64,
}

/// All that is done to a membrane in one run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Protocol<'a> {
    /// Constant current density, µA/cm².
    pub current_ua_cm2: f64,
    /// Pulses added to it.
    pub pulses: &'a [Pulse],
    /// Straight lines added to it; 0 before the first corner and after the last.
    pub waveform: &'a [Corner],
    /// Shocks: (when in ms, mV).
    pub shocks: &'a [(f64, f64)],
    /// End of the run, ms.
    pub duration_ms: f64,
}

/// A stretch of the run in which the current is a straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub from_ms: f64,
    pub to_ms: f64,
    /// Displacement of the potential at the beginning, mV.
    pub shock_mv: f64,
    /// Current density at the beginning, µA/cm².
    pub i_ua_cm2: f64,
    /// By how much it rises, µA/cm²/ms.
    pub rise: f64,
}

impl Segment {
    /// The current density at a time, µA/cm².
    pub fn current(&self, t_ms: f64) -> f64 {
        self.i_ua_cm2 + self.rise * (t_ms - self.from_ms)
    }

    /// The segment as a course of the integrator, from a state to which the shock is still to come.
    pub fn course(&self, mut state: State) -> Course<4, 2> {
        state[V] += self.shock_mv;
        Course {
            from: self.from_ms,
            to: self.to_ms,
            y0: state,
            p: [self.i_ua_cm2 - self.rise * self.from_ms, self.rise],
        }
    }
}

impl Protocol<'_> {
    /// The run as stretches with straight currents. Where stimuli overlap their currents add.
    pub fn segments(&self) -> Vec<Segment> {
        // (time, jump, change of the rise): their sums give the line of each stretch.
        let mut changes = vec![(0.0, self.current_ua_cm2, 0.0)];
        for pulse in self.pulses {
            for i in 0..pulse.count {
                let shift = f64::from(i) * pulse.period_ms;
                changes.push((pulse.start_ms + shift, pulse.amplitude_ua_cm2, 0.0));
                changes.push((pulse.stop_ms + shift, -pulse.amplitude_ua_cm2, 0.0));
            }
        }
        if let (Some(first), Some(last)) = (self.waveform.first(), self.waveform.last()) {
            changes.push((first.time_ms, first.current_ua_cm2, 0.0));
            changes.push((last.time_ms, -last.current_ua_cm2, 0.0));
        }
        for ends in self.waveform.windows(2) {
            let rise = ends[1].current_ua_cm2 - ends[0].current_ua_cm2;
            let length = ends[1].time_ms - ends[0].time_ms;
            if length > 0.0 {
                changes.push((ends[0].time_ms, 0.0, rise / length));
                changes.push((ends[1].time_ms, 0.0, -rise / length));
            } else {
                changes.push((ends[0].time_ms, rise, 0.0));
            }
        }
        changes.extend(self.shocks.iter().map(|&(t, _)| (t, 0.0, 0.0)));
        changes.retain(|&(t, ..)| t < self.duration_ms);
        changes.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.between(&changes)
    }

    fn between(&self, changes: &[(f64, f64, f64)]) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        let (mut i_ua_cm2, mut rise, mut before) = (0.0, 0.0, 0.0);
        for (index, &(from_ms, jump, bend)) in changes.iter().enumerate() {
            i_ua_cm2 += rise * (from_ms - before) + jump;
            rise += bend;
            before = from_ms;
            let next = changes.get(index + 1);
            let to_ms = next.map_or(self.duration_ms, |next| next.0);
            if to_ms > from_ms {
                let here = self.shocks.iter().filter(|shock| shock.0 == from_ms);
                segments.push(Segment {
                    from_ms,
                    to_ms,
                    shock_mv: here.map(|shock| shock.1).sum(),
                    i_ua_cm2,
                    rise,
                });
            }
        }
        segments
    }

    /// What is wrong with pulses and waveform, under their keys.
    pub fn problems(&self, pulses_key: &str, waveform_key: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, pulse) in self.pulses.iter().enumerate() {
            for (key, message) in pulse.problems(self.duration_ms) {
                problems.push(Problem::new(
                    format!("{pulses_key}[{index}].{key}"),
                    message,
                ));
            }
        }
        let mut before = 0.0;
        for (index, corner) in self.waveform.iter().enumerate() {
            let mut wrong = |key: &str, message: String| {
                let key = format!("{waveform_key}[{index}].{key}");
                problems.push(Problem::new(key, message));
            };
            let (time, current) = (corner.time_ms, corner.current_ua_cm2);
            if !(time >= before && time <= self.duration_ms) {
                let end = self.duration_ms;
                let message = format!(
                    "is {time}: corners come in order of time, here from {before} to duration_ms = {end}"
                );
                wrong("time_ms", message);
            }
            if !(-1000.0..=1000.0).contains(&current) {
                wrong(
                    "current_ua_cm2",
                    format!("is {current}, must be from -1000 to 1000"),
                );
            }
            before = if time.is_finite() { time } else { before };
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulse(start_ms: f64, stop_ms: f64, amplitude_ua_cm2: f64) -> Pulse {
        Pulse {
            start_ms,
            stop_ms,
            amplitude_ua_cm2,
            count: 1,
            period_ms: 0.0,
        }
    }

    fn corner(time_ms: f64, current_ua_cm2: f64) -> Corner {
        Corner {
            time_ms,
            current_ua_cm2,
        }
    }

    #[test]
    fn overlapping_pulses_add() {
        let protocol = Protocol {
            current_ua_cm2: 1.0,
            pulses: &[pulse(4.0, 6.0, 5.0), pulse(2.0, 5.0, 3.0)],
            duration_ms: 10.0,
            ..Protocol::default()
        };
        let currents: Vec<f64> = protocol.segments().iter().map(|s| s.i_ua_cm2).collect();
        assert_eq!(currents, [1.0, 4.0, 9.0, 6.0, 1.0]);
    }

    #[test]
    fn a_waveform_is_a_line_from_corner_to_corner() {
        let waveform = [
            corner(2.0, 0.0),
            corner(6.0, 8.0),
            corner(6.0, -4.0),
            corner(8.0, -4.0),
        ];
        let protocol = Protocol {
            current_ua_cm2: 1.0,
            waveform: &waveform,
            duration_ms: 10.0,
            ..Protocol::default()
        };
        let segments = protocol.segments();
        let at = |t: f64| {
            let segment = segments.iter().find(|s| s.from_ms <= t && t < s.to_ms);
            segment.unwrap().current(t)
        };
        let expected = [
            (1.0, 1.0),
            (2.0, 1.0),
            (3.0, 3.0),
            (5.5, 8.0),
            (6.0, -3.0),
            (7.9, -3.0),
            (9.0, 1.0),
        ];
        for (t, current) in expected {
            assert!((at(t) - current).abs() < 1e-12, "at {t}: {}", at(t));
        }
        let course = segments[1].course([0.0; 4]);
        assert_eq!(course.p[0] + course.p[1] * 3.0, 3.0);
    }

    #[test]
    fn shocks_begin_segments() {
        let protocol = Protocol {
            shocks: &[(0.0, 15.0), (6.0, 90.0)],
            duration_ms: 10.0,
            ..Protocol::default()
        };
        let segments = protocol.segments();
        let shocks: Vec<(f64, f64)> = segments.iter().map(|s| (s.from_ms, s.shock_mv)).collect();
        assert_eq!(shocks, [(0.0, 15.0), (6.0, 90.0)]);
        assert_eq!(segments[1].course([-65.0, 0.0, 0.0, 0.0]).y0[V], 25.0);
    }

    #[test]
    fn disorder_in_time_is_named() {
        let waveform = [corner(5.0, 0.0), corner(3.0, 2000.0), corner(f64::NAN, 0.0)];
        let protocol = Protocol {
            waveform: &waveform,
            duration_ms: 10.0,
            ..Protocol::default()
        };
        let keys: Vec<String> = protocol
            .problems("stimulus", "waveform")
            .into_iter()
            .map(|problem| problem.key)
            .collect();
        assert_eq!(
            keys,
            [
                "waveform[1].time_ms",
                "waveform[1].current_ua_cm2",
                "waveform[2].time_ms"
            ]
        );
    }
}
