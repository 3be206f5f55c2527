//! The kind `firing`: what a constant current makes the membrane do, from rest to repetitive firing
//! and on to block; frequency–current curve and bifurcation diagram.

mod figures;
mod scan;
mod special;
#[cfg(test)]
mod tests;

use super::Constants;
use super::protocol::LONGEST_MS;
use super::spectrum::rounded;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::neuron::hodgkin_huxley::cycles::{self, Branch};
use crate::outcome::{Metric, Outcome, Text};
use scan::Activity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use special::Special;
use std::path::Path;

/// Settings of the kind `firing`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Firing {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Lowest current density, µA/cm². Default 0; −100 to 1000.
    pub from_ua_cm2: f64,
    /// Highest current density, µA/cm². Default 170; above the lowest, at most 1000.
    pub to_ua_cm2: f64,
    /// Number of current densities, evenly spaced. Default 341; 2 to 100000.
    pub count: u32,
    /// Current densities whose rate becomes a metric `rate_at_…_hz`, µA/cm². Default: none.
    pub rates_at_ua_cm2: Vec<f64>,
    /// How long each current is held, ms; the activity is read at the end. Default 1000; 100 to
    /// 60000.
    pub duration_ms: f64,
    /// Tolerance of the integration, relative and absolute. Default 1e-9; 1e-14 to 1e-6.
    pub tolerance: f64,
    /// An oscillation of V smaller than this from peak to trough is rest, mV. Default 1; above 0,
    /// at most 100.
    pub least_swing_mv: f64,
    /// Find rheobases, the ends of firing and Hopf bifurcations, too. Default true.
    pub special_points: bool,
}

impl Default for Firing {
    fn default() -> Self {
        Firing {
            membrane: Constants::default(),
            from_ua_cm2: 0.0,
            to_ua_cm2: 170.0,
            count: 341,
            rates_at_ua_cm2: Vec::new(),
            duration_ms: 1000.0,
            tolerance: 1e-9,
            least_swing_mv: 1.0,
            special_points: true,
        }
    }
}

/// Membranes of one job: enough to fill the lanes many times over.
const CHUNK: usize = 64;

/// One job of the run.
enum Job {
    /// The currents from this place on, up to [`CHUNK`] of them, from rest or from firing.
    Chunk { first: usize, from_rest: bool },
    /// The currents asked for by name.
    Named,
    /// One special point.
    Special(Special),
    /// The branch of cycles, stable and unstable.
    Cycles,
}

/// What one job gives.
pub enum Part {
    Chunk {
        from_rest: bool,
        activities: Vec<Activity>,
    },
    Named(Vec<Activity>),
    Special(Vec<Metric>),
    Cycles(Option<Branch>),
}

impl Firing {
    /// The current densities of the scan, µA/cm².
    fn currents(&self) -> Vec<f64> {
        let last = f64::from(self.count - 1);
        (0..self.count)
            .map(|i| self.from_ua_cm2 + (self.to_ua_cm2 - self.from_ua_cm2) * f64::from(i) / last)
            .collect()
    }

    fn list(&self) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::new();
        // The long bisections first, so that they do not come last.
        if self.special_points {
            jobs.extend(Special::ALL.map(Job::Special));
            jobs.push(Job::Cycles);
        }
        for from_rest in [true, false] {
            let firsts = (0..self.count as usize).step_by(CHUNK);
            jobs.extend(firsts.map(|first| Job::Chunk { first, from_rest }));
        }
        if !self.rates_at_ua_cm2.is_empty() {
            jobs.push(Job::Named);
        }
        jobs
    }
}

impl Settings for Firing {
    const KIND: &'static str = "firing";
    const EXPLAIN: &'static str = "\
What a constant current density I does to the membrane of Hodgkin & Huxley (1952, J. Physiol.
117:500-544; equations: `galvani explain membrane`). Many membranes side by side, each held at its
current for duration_ms from two beginnings: from rest, and from the peak of the largest
spikes that any current of the range keeps up.

  rate            1000 over the interval between the last two peaks, if V still swings by least_swing_mv
  steady state    the potential where the ionic current equals I; stable while the real parts of all
                  eigenvalues of the Jacobian there are negative
  Hopf            where the real part of a complex pair passes zero, with its frequency omega/2 pi

Special points, by bisection: rheobase_one_spike (least step from rest that gives a peak above 0 mV),
rheobase_sustained (that still fires in the last tenth of a second), cycle_begins (least current at
which firing, once begun, goes on, judged likewise), sustained_ends (from where on the peaks stay
below 0 mV).

The cycle of firing is followed by shooting and continuation to less current, around the fold
(cycle_fold) where it meets an unstable cycle, and along that one up to the lower Hopf point, where it
is born of the rest state. Between the fold and the Hopf point rest and firing are both stable, and the
unstable cycle parts what goes to the one from what goes to the other (Rinzel 1978, Fed. Proc.
37:2793; Rinzel & Miller 1980, Math. Biosci. 49:27).";

    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Firing rate and bifurcations of the membrane under constant current (Hodgkin–Huxley)",
            "Частота импульсов и бифуркации мембраны при постоянном токе (модель Ходжкина–Хаксли)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        ranges.within("from_ua_cm2", self.from_ua_cm2, -100.0, 1000.0);
        ranges.within("duration_ms", self.duration_ms, 100.0, LONGEST_MS);
        ranges.within("count", f64::from(self.count), 2.0, 100_000.0);
        for (index, &current) in self.rates_at_ua_cm2.iter().enumerate() {
            ranges.within(format!("rates_at_ua_cm2[{index}]"), current, -100.0, 1000.0);
        }
        ranges.distinct("rates_at_ua_cm2", &self.rates_at_ua_cm2);
        if !(self.to_ua_cm2 > self.from_ua_cm2 && self.to_ua_cm2 <= 1000.0) {
            let message = format!(
                "is {}, must be above from_ua_cm2 = {} and at most 1000",
                self.to_ua_cm2, self.from_ua_cm2
            );
            ranges.wrong("to_ua_cm2", message);
        }
        ranges.tolerance("tolerance", self.tolerance, 1e-14, 1e-6);
        ranges.positive("least_swing_mv", self.least_swing_mv, 100.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // Peaks and troughs of the membranes in the lanes, 48 bytes each, some 400 a second.
        let events = CHUNK as u64 * (self.duration_ms * 0.4) as u64 * 48;
        1024 * 1024 + events + u64::from(self.count) * 256
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.list().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        context.go_on()?;
        match self.list().swap_remove(job) {
            Job::Chunk { first, from_rest } => {
                let currents = self.currents();
                let last = (first + CHUNK).min(currents.len());
                let currents = &currents[first..last];
                Ok(Part::Chunk {
                    from_rest,
                    activities: scan::activities(self, currents, from_rest)?,
                })
            }
            Job::Named => Ok(Part::Named(scan::activities(
                self,
                &self.rates_at_ua_cm2,
                true,
            )?)),
            Job::Special(special) => Ok(Part::Special(special.find(self, context)?)),
            Job::Cycles => {
                let membrane = self.membrane.model();
                let hopf = special::hopf_points(self, &membrane).into_iter().next();
                let branch = hopf.and_then(|hopf| {
                    let start_ua_cm2 = (1.2 * hopf.i_ua_cm2).min(self.to_ua_cm2);
                    let goes_on = || context.go_on().is_ok();
                    cycles::follow(membrane, &hopf, start_ua_cm2, goes_on)
                });
                context.go_on()?;
                Ok(Part::Cycles(branch))
            }
        }
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        let (mut from_rest, mut from_firing) = (Vec::new(), Vec::new());
        let mut branch = None;
        for part in parts {
            match part {
                Part::Chunk {
                    from_rest: true,
                    activities,
                } => from_rest.extend(activities),
                Part::Chunk { activities, .. } => from_firing.extend(activities),
                Part::Named(activities) => {
                    for (current, activity) in self.rates_at_ua_cm2.iter().zip(activities) {
                        let name = format!("rate_at_{current}_hz");
                        outcome.metric(name, activity.rate_hz, "Hz");
                    }
                }
                Part::Special(metrics) => outcome.metrics.extend(metrics),
                Part::Cycles(found) => branch = found,
            }
        }
        if self.special_points {
            let fold = branch
                .as_ref()
                .map_or(f64::NAN, |branch| branch.fold_ua_cm2);
            outcome.metric("cycle_fold_ua_cm2", fold, "µA/cm²");
            let hopf = outcome.find_metric("hopf_low_ua_cm2");
            let width = hopf.map_or(f64::NAN, |hopf| hopf.value - fold);
            outcome
                .metrics
                .push(rounded("bistable_ua_cm2", width, "µA/cm²", 1e-8));
        }
        let greatest = from_firing
            .iter()
            .map(|activity: &Activity| activity.rate_hz);
        outcome.metric("greatest_rate_hz", greatest.fold(0.0, f64::max), "Hz");
        let cycles = branch.map_or_else(Vec::new, |branch| branch.cycles);
        figures::add(self, [&from_rest, &from_firing], &cycles, &mut outcome);
        Ok(outcome)
    }
}
