//! The kind `phase-plane`: the membrane cut down to two variables and drawn as a plane (FitzHugh 1960,
//! J. Gen. Physiol. 43:867–896; 1961, Biophys. J. 1:445–466; Rinzel 1985, Fed. Proc. 44:2944–2946).

mod figures;
mod frozen;
mod plane;
mod reduced;
#[cfg(test)]
mod tests;

use super::Constants;
use super::constants::resting_mv;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use frozen::Frozen;
use plane::FixedPoint;
use reduced::Reduced;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `phase-plane`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PhasePlane {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Which two variables. Default v-m.
    pub plane: PlaneName,
    /// In the plane v-n: how h follows n. Default fitzhugh.
    pub relation: Relation,
    /// Constant current density from t = 0 on, µA/cm² (depolarising when positive). Default 0;
    /// −200 to 200.
    pub current_ua_cm2: f64,
    /// Displacements of V from rest at t = 0, mV, a trajectory for each. Default 6 and 7; 1 to 12
    /// of them, each −200 to 200.
    pub shocks_mv: Vec<f64>,
    /// How long a trajectory is followed, ms. Default 8; above 0, at most 1000.
    pub duration_ms: f64,
}

/// A plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaneName {
    /// V and m, with h and n frozen at rest.
    #[default]
    VM,
    /// V and n, with m = m∞(V) and h = a − b n.
    VN,
}

/// How h follows n in the plane v-n: h = a − b n.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// h + n stays what it is at rest: b = 1 (FitzHugh 1961).
    #[default]
    Fitzhugh,
    /// Through h = 1, n = 0 and rest: a = 1, b = (1 − h)/n at rest (Rinzel 1985).
    Rinzel,
    /// The least-squares line through the trajectories of the whole membrane.
    Fitted,
}

impl Default for PhasePlane {
    fn default() -> Self {
        PhasePlane {
            membrane: Constants::default(),
            plane: PlaneName::VM,
            relation: Relation::Fitzhugh,
            current_ua_cm2: 0.0,
            shocks_mv: vec![6.0, 7.0],
            duration_ms: 8.0,
        }
    }
}

/// What one plane has.
pub enum Found {
    Frozen(Frozen),
    Reduced(Reduced),
}

impl Settings for PhasePlane {
    const KIND: &'static str = "phase-plane";
    const EXPLAIN: &'static str = "\
The membrane of Hodgkin & Huxley cut down to two variables (FitzHugh 1960, J. Gen. Physiol. 43:867-896;
1961, Biophys. J. 1:445-466):

plane = \"v-m\"  h and n frozen at their resting values. Nullclines V' = 0 and m = m_inf(V) cross in three
  fixed points: rest, a saddle, the excited state. The stable manifold of the saddle, followed backward
  from its stable eigenvector, separates what returns from what fires; where it passes the resting m
  lies the threshold of an instantaneous shock. The whole membrane runs beside the plane: there h and
  n move on, so its threshold is higher and its excited state does not last.

plane = \"v-n\"  m = m_inf(V) and h = a - b n. relation = \"fitzhugh\": b = 1, a = h + n at rest;
  \"rinzel\": a = 1, b = (1 - h)/n at rest (Rinzel 1985, Fed. Proc. 44:2944-2946); \"fitted\": the
  least-squares line through the trajectories of the whole membrane, which then need not rest where
  it does. The whole membrane's trajectories are projected on the plane, the reduced one's beside them.

Trajectories begin at rest without current, displaced by each of shocks_mv, under the constant current.
Metrics of fixed point k, from the lowest V: fixed_k_v_mv, its gate fixed_k_m or fixed_k_n, the real
parts of its eigenvalues fixed_k_eigenvalue_1_per_ms and _2, their imaginary part.
v-m: threshold_mv is absolute, threshold_above_rest_mv the shock; fires[shock_mv=s] is 1 where V passes
0 mV. v-n: spikes (crossings of 0 mV) and the last interval of the whole and the reduced membrane, the
sum h + n along the whole one's trajectories, the line h = fitted_offset - fitted_slope n that fits
them best, and worst_h, how far h is from the plane's own line at most.";

    type Part = Found;

    fn summary() -> Text {
        Text::new(
            "The membrane as a plane: nullclines, fixed points, separatrix, trajectories (FitzHugh \
             1960, 1961)",
            "Мембрана на фазовой плоскости: изоклины, особые точки, сепаратриса, траектории \
             (ФитцХью, 1960, 1961)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.problems.extend(self.membrane.problems());
        ranges.within("current_ua_cm2", self.current_ua_cm2, -200.0, 200.0);
        ranges.entries("shocks_mv", self.shocks_mv.len(), 1, 12);
        for (index, &shock) in self.shocks_mv.iter().enumerate() {
            ranges.within(format!("shocks_mv[{index}]"), shock, -200.0, 200.0);
        }
        ranges.positive("duration_ms", self.duration_ms, 1000.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // The integrator keeps every step; 12 trajectories of 2000 samples.
        32 * 1024 * 1024
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Found, Failure> {
        let model = self.membrane.model();
        let rest_mv = resting_mv(&model)?;
        let rest = model.steady_at(rest_mv);
        match self.plane {
            PlaneName::VM => frozen::run(self, rest, context).map(Found::Frozen),
            PlaneName::VN => reduced::run(self, rest, context).map(Found::Reduced),
        }
    }

    fn assemble(&self, parts: Vec<Found>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        match parts.first().expect("the part of the only job") {
            Found::Frozen(found) => {
                add_fixed_points(&mut outcome, &found.fixed_points, "m");
                add_threshold(&mut outcome, found);
                outcome.figures.push(figures::frozen(self, found));
            }
            Found::Reduced(found) => {
                add_fixed_points(&mut outcome, &found.fixed_points, "n");
                add_relation(&mut outcome, found);
                add_firing(&mut outcome, found);
                outcome.figures.push(figures::reduced(self, found));
                outcome.notes.push(relation_note(self.relation, found));
                outcome.notes.extend(surplus_note(found));
            }
        }
        Ok(outcome)
    }
}

fn add_fixed_points(outcome: &mut Outcome, points: &[FixedPoint], gate: &str) {
    outcome.metric("fixed_points", points.len() as f64, "");
    for (index, point) in points.iter().enumerate() {
        let name = |what: &str| format!("fixed_{}_{what}", index + 1);
        outcome.metric(name("v_mv"), point.at[0], "mV");
        outcome.metric(name(gate), point.at[1], "");
        outcome.metric(name("eigenvalue_1_per_ms"), point.real[0], "1/ms");
        outcome.metric(name("eigenvalue_2_per_ms"), point.real[1], "1/ms");
        outcome.metric(name("eigenvalue_imaginary_per_ms"), point.imaginary, "1/ms");
    }
}

fn add_threshold(outcome: &mut Outcome, found: &Frozen) {
    let (rest_mv, threshold_mv) = (found.rest[0], found.threshold_mv);
    outcome.metric("rest_mv", rest_mv, "mV");
    outcome.metric("threshold_mv", threshold_mv, "mV");
    outcome.metric("threshold_above_rest_mv", threshold_mv - rest_mv, "mV");
    for response in &found.responses {
        let shock = response.shock_mv;
        for (name, peak_mv) in [
            ("fires", response.frozen_peak_mv()),
            ("whole_fires", response.whole_peak_mv()),
        ] {
            let fires = f64::from(u8::from(peak_mv > reduced::SPIKE_MV));
            outcome.metric(format!("{name}[shock_mv={shock}]"), fires, "");
        }
    }
}

fn add_relation(outcome: &mut Outcome, found: &Reduced) {
    let whole = found.plane.whole_fixed_points();
    outcome.metric("whole_fixed_points", whole as f64, "");
    if let plane::Closure::Reduced { offset, slope } = found.plane.closure {
        outcome.metric("offset", offset, "");
        outcome.metric("slope", slope, "");
    }
    let fit = found.fit;
    let (least, mean, greatest) = fit.sum;
    outcome.metric("h_plus_n_least", least, "");
    outcome.metric("h_plus_n_mean", mean, "");
    outcome.metric("h_plus_n_greatest", greatest, "");
    outcome.metric("fitted_offset", fit.offset, "");
    outcome.metric("fitted_slope", fit.slope, "");
    outcome.metric("worst_h", fit.worst, "");
}

fn add_firing(outcome: &mut Outcome, found: &Reduced) {
    for response in &found.responses {
        let shock = response.shock_mv;
        for (who, spikes) in [
            ("whole", &response.whole_spikes_ms),
            ("reduced", &response.reduced_spikes_ms),
        ] {
            let interval = match spikes[..] {
                [.., before, last] => last - before,
                _ => f64::NAN,
            };
            outcome.metric(
                format!("{who}_spikes[shock_mv={shock}]"),
                spikes.len() as f64,
                "",
            );
            let name = format!("{who}_interval_ms[shock_mv={shock}]");
            outcome.metric(name, interval, "ms");
        }
    }
}

fn relation_note(relation: Relation, found: &Reduced) -> Text {
    let plane::Closure::Reduced { offset, slope } = found.plane.closure else {
        return Text::default();
    };
    let (en, ru) = match relation {
        Relation::Fitzhugh => (
            "h + n kept at its resting value (FitzHugh 1961)",
            "сумма h + n сохраняет значение покоя (ФитцХью, 1961)",
        ),
        Relation::Rinzel => (
            "the line through h = 1, n = 0 and rest (Rinzel 1985)",
            "прямая через h = 1, n = 0 и точку покоя (Ринзель, 1985)",
        ),
        Relation::Fitted => (
            "the least-squares line through the whole membrane's trajectories",
            "прямая наименьших квадратов по траекториям полной системы",
        ),
    };
    Text::new(
        format!("In the reduced membrane h = {offset:.4} − {slope:.4} n: {en}."),
        format!("В сокращённой системе h = {offset:.4} − {slope:.4} n: {ru}."),
    )
}

/// Fixed points that the reduced membrane has and the whole one has not.
fn surplus_note(found: &Reduced) -> Option<Text> {
    let (reduced, whole) = (found.fixed_points.len(), found.plane.whole_fixed_points());
    (reduced > whole).then(|| {
        Text::new(
            format!(
                "The reduced membrane has {reduced} fixed points, the whole one {whole}: on the line \
                 h = a − b n more sodium channels stay open at steady depolarisation than with h = h∞."
            ),
            format!(
                "Особых точек у сокращённой системы {reduced}, у полной {whole}: на прямой \
                 h = a − b n при стойкой деполяризации открыто больше натриевых каналов, чем при \
                 h = h∞."
            ),
        )
    })
}
