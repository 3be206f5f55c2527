//! The kind `izhikevich-patterns`: the twenty firing patterns of one model on one page.

mod checks;
mod figures;
mod pattern;
mod simulation;
mod stimulus;
mod table;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
pub use pattern::Pattern;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use simulation::Course;
use std::path::Path;

/// Settings of the kind `izhikevich-patterns`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IzhikevichPatterns {
    /// Which patterns, in the order of the page. Default: all twenty; 1 to 20, none twice.
    pub patterns: Vec<Pattern>,
    /// How the equations are solved. Default paper.
    pub scheme: Scheme,
    /// Step of Euler's method, ms. Default: that of the paper's program, 0.1 to 0.5 from pattern to
    /// pattern; 0.001 to 1. Not with the scheme converged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dt_ms: Option<f64>,
    /// Tolerance of the scheme converged, relative and absolute. Default 1e-10; 1e-13 to 1e-6.
    pub tolerance: f64,
}

/// How the equations are solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// As the paper's program does: Euler's method, u with the new v, a spike where a step ends
    /// above 30 mV, however far.
    #[default]
    Paper,
    /// By an adaptive method of order 8, spikes where v is 30 mV.
    Converged,
}

impl Default for IzhikevichPatterns {
    fn default() -> Self {
        IzhikevichPatterns {
            patterns: Pattern::all(),
            scheme: Scheme::Paper,
            dt_ms: None,
            tolerance: 1e-10,
        }
    }
}

impl Settings for IzhikevichPatterns {
    const KIND: &'static str = "izhikevich-patterns";
    const EXPLAIN: &'static str = "\
The twenty firing patterns of cortical neurons in one model (Izhikevich 2004, IEEE Trans. Neural
Netw. 15:1063-1070, figure 1; the model: Izhikevich 2003, ibid. 14:1569-1572):

    v' = 0.04 v^2 + 5 v + 140 - u + I        v >= 30:  v -> c, u -> u + d
    u' = a (b v - u)

v potential in mV, u recovery and I current in pA at a capacitance of 1 pF, t in ms. Class 1
excitability and the integrator have 0.04 v^2 + 4.1 v + 108 instead, accommodation u' = a b (v + 65).
Parameters, stimuli and initial values are those of the program figure1.m that goes with the paper.

scheme = \"paper\" takes the program's steps: Euler's method with 0.1 to 0.5 ms, u after v. Such steps
draw out the upstroke of a spike, and u climbs further until the reset: the step is part of the
pattern. scheme = \"converged\" solves the equations themselves, which a small dt_ms approaches. Then
the second pulse of P comes at another phase of the train and does not stop it; Q fires on and on;
S fires once more after the inhibition; and T, whose a and d are both negative, runs away: u falls
without bound.

Each panel shows v above and I below. Of each pattern the metrics tell the number of spikes, the
first, what characterises it, and with <pattern>_shown = 1 or 0 whether it meets the criterion in the
table.";

    type Part = Course;

    fn summary() -> Text {
        Text::new(
            "Twenty firing patterns of one model on one page (Izhikevich 2004)",
            "Двадцать типов импульсной активности одной модели на одной странице \
             (Ижикевич, 2004)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.entries("patterns", self.patterns.len(), 1, 20);
        ranges.distinct("patterns", &self.patterns);
        if let Some(dt_ms) = self.dt_ms {
            ranges.within("dt_ms", dt_ms, 0.001, 1.0);
            if self.scheme == Scheme::Converged {
                let message = "is set, must not be with scheme = \"converged\", which chooses its \
                               steps itself";
                ranges.wrong("dt_ms", message);
            }
        }
        ranges.tolerance("tolerance", self.tolerance, 1e-13, 1e-6);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // At most 4,000 points of v and as many of t, in the course and in the figure.
        self.patterns.len() as u64 * 256 * 1024
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.patterns.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Course, Failure> {
        simulation::run(self, self.patterns[job], context)
    }

    fn assemble(&self, parts: Vec<Course>, _context: &Context) -> Result<Outcome, Failure> {
        let runs: Vec<(Pattern, Course)> = self.patterns.iter().copied().zip(parts).collect();
        let mut outcome = Outcome::default();
        let shown = |(pattern, course): &(Pattern, Course)| checks::shown(*pattern, course);
        let count = runs.iter().filter(|run| shown(run)).count();
        outcome.metric("patterns_shown", count as f64, "");
        for run in &runs {
            let (pattern, course) = run;
            let prefix = pattern.prefix();
            let is_shown = f64::from(u8::from(shown(run)));
            outcome.metric(format!("{prefix}_shown"), is_shown, "");
            outcome.metric(
                format!("{prefix}_spikes"),
                course.spikes_ms.len() as f64,
                "",
            );
            if let Some(first) = course.spikes_ms.first() {
                outcome.metric(format!("{prefix}_first_spike_ms"), *first, "ms");
            }
            for (name, value, unit) in checks::characteristics(*pattern, course) {
                outcome.metric(format!("{prefix}_{name}"), value, unit);
            }
        }
        figures::add(&runs, &mut outcome);
        Ok(outcome)
    }
}
