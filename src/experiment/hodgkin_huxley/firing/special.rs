//! The currents at which the activity changes: rheobases and ends of firing by bisection, Hopf
//! bifurcations from the eigenvalues.

use super::super::spectrum::rounded;
use super::Firing;
use super::scan::{failure, firing_state, rest};
use crate::experiment::{Context, Failure};
use crate::integrate::lanes::{Course, Watched};
use crate::integrate::{Event, Solver};
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{Hopf, State, V};
use crate::outcome::Metric;

/// A current at which the activity changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// Least step from rest that gives a spike.
    RheobaseOneSpike,
    /// Least step from rest that keeps it firing.
    RheobaseSustained,
    /// Least current at which firing, once begun, goes on.
    CycleBegins,
    /// Current from which on the peaks of sustained firing stay below 0 mV.
    SustainedEnds,
    /// The Hopf bifurcations of the rest state.
    Hopf,
}

/// How long a current is held while it is judged, ms; the last tenth decides.
const HELD_MS: f64 = 1000.0;
/// Tolerance of these runs: the least current that fires once is sharp to nine digits.
const TOLERANCE: f64 = 1e-12;
/// Currents tried side by side to bracket a change before it is bisected.
const BRACKETS: usize = 64;

impl Special {
    /// All, the longest first.
    pub const ALL: [Special; 5] = [
        Special::SustainedEnds,
        Special::RheobaseSustained,
        Special::CycleBegins,
        Special::RheobaseOneSpike,
        Special::Hopf,
    ];

    /// Its metrics; NaN where the range of currents holds no such point.
    pub fn find(self, settings: &Firing, context: &Context) -> Result<Vec<Metric>, Failure> {
        let membrane = settings.membrane.model();
        let name = match self {
            Special::RheobaseOneSpike => "rheobase_one_spike_ua_cm2",
            Special::RheobaseSustained => "rheobase_sustained_ua_cm2",
            Special::CycleBegins => "cycle_begins_ua_cm2",
            Special::SustainedEnds => "sustained_ends_ua_cm2",
            Special::Hopf => return Ok(hopf(settings, &membrane)),
        };
        let start = match self {
            Special::CycleBegins => firing_state(settings, &membrane)?,
            _ => rest(&membrane)?,
        };
        let search = Search {
            special: self,
            settings,
            membrane,
            start,
        };
        Ok(vec![Metric {
            name: name.into(),
            value: search.run(context)?,
            unit: "µA/cm²".into(),
            tolerance: None,
        }])
    }
}

/// The Hopf bifurcations of the rest state in the range of currents.
pub fn hopf_points(settings: &Firing, membrane: &HodgkinHuxley) -> Vec<Hopf> {
    let ends = [settings.from_ua_cm2, settings.to_ua_cm2];
    match ends.map(|i| membrane.steady_potential_mv(i)) {
        [Some(low), Some(high)] => membrane.hopf_bifurcations((low, high)),
        _ => Vec::new(),
    }
}

fn hopf(settings: &Firing, membrane: &HodgkinHuxley) -> Vec<Metric> {
    let found = hopf_points(settings, membrane);
    let mut metrics = Vec::new();
    for (place, which) in ["low", "high"].into_iter().enumerate() {
        let point = found.get(place);
        let (i, v, hz) = point.map_or((f64::NAN, f64::NAN, f64::NAN), |point| {
            (point.i_ua_cm2, point.v_mv, point.frequency_hz)
        });
        metrics.push(rounded(&format!("hopf_{which}_ua_cm2"), i, "µA/cm²", 1e-8));
        metrics.push(rounded(&format!("hopf_{which}_mv"), v, "mV", 1e-8));
        metrics.push(rounded(&format!("hopf_{which}_hz"), hz, "Hz", 1e-8));
    }
    metrics
}

struct Search<'a> {
    special: Special,
    settings: &'a Firing,
    membrane: HodgkinHuxley,
    start: State,
}

impl Search<'_> {
    /// Brackets the first change side by side, then bisects it.
    fn run(&self, context: &Context) -> Result<f64, Failure> {
        let (from, to) = (self.settings.from_ua_cm2, self.settings.to_ua_cm2);
        let currents: Vec<f64> = (0..=BRACKETS)
            .map(|i| from + (to - from) * i as f64 / BRACKETS as f64)
            .collect();
        let fires = self.fire(&currents, self.settings.tolerance)?;
        let change = match self.special {
            Special::SustainedEnds => fires.windows(2).rposition(|pair| pair[0] && !pair[1]),
            _ => fires.windows(2).position(|pair| !pair[0] && pair[1]),
        };
        let Some(place) = change else {
            return Ok(f64::NAN);
        };
        let (mut low, mut high) = (currents[place], currents[place + 1]);
        let fires_above = fires[place + 1];
        while high - low > 1e-11 * high.abs() {
            context.go_on()?;
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.fire(&[middle], TOLERANCE)?[0] == fires_above {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok(high)
    }

    /// Whether each of these currents makes the membrane fire, in the sense of this point.
    fn fire(&self, currents: &[f64], tolerance: f64) -> Result<Vec<bool>, Failure> {
        let solver = Solver {
            relative: tolerance,
            absolute: tolerance,
            ..Solver::default()
        };
        let courses: Vec<Course<4, 2>> = currents
            .iter()
            .map(|&current| Course {
                from: 0.0,
                to: HELD_MS,
                y0: self.start,
                p: [current, 0.0],
            })
            .collect();
        // Where firing is about to begin its peaks are high.
        let watched = Watched {
            samples: &[],
            events: &[Event::Rising {
                component: V,
                level: 0.0,
            }],
        };
        let since = match self.special {
            Special::RheobaseOneSpike => 0.0,
            _ => 0.9 * HELD_MS,
        };
        let ran = match courses[..] {
            [course] => vec![self.membrane.integrate(&solver, course, watched)],
            _ => self.membrane.integrate_all(&solver, &courses, watched),
        };
        let each = currents.iter().zip(ran).map(|(&current, ran)| {
            let ran = ran.map_err(|error| failure(current, &error))?;
            Ok(ran.occurrences.iter().any(|spike| spike.t >= since))
        });
        each.collect()
    }
}
