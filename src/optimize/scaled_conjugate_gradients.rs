//! Scaled conjugate gradients: conjugate directions whose step comes from a measured curvature and
//! a damping λ, not from a line search.
//!
//! With r = −g, and for every new direction p the curvature along it from one more gradient:
//!
//! s = (g(w + σ_k p) − g(w))/σ_k,   σ_k = σ/|p|,   δ = p·s + λ|p|²
//! where δ ≤ 0:  λ̄ = 2(λ − δ/|p|²),   δ ← −δ + λ|p|²,   λ ← λ̄
//! α = μ/δ,   μ = p·r,   Δ = 2δ (E(w) − E(w + αp))/μ²
//!
//! Δ compares the fall of E with what its parabola along p foretells:
//!
//! * Δ ≥ 0: w ← w + αp and p ← r_{k+1} + β p, β = (|r_{k+1}|² − r_{k+1}·r_k)/μ; every n such steps
//!   p ← r_{k+1}
//! * Δ < 0: w stays, δ grows with λ, and the next α is shorter
//! * Δ ≥ ¾: λ ← λ/4;   Δ < ¼: λ ← λ + δ(1 − Δ)/|p|²
//!
//! A step here is all trials until one succeeds. Each costs a gradient, which brings E with it, and
//! the curvature one more: two gradients a step where the first trial succeeds.
//!
//! Source: Møller 1993, Neural Networks 6:525, steps 1 to 9 of its algorithm. Departures: λ stays above
//! 1e-15 (it would vanish, and with it the damping of a direction without curvature); a Δ that is not
//! finite counts as −8, so that λ grows by 9δ/|p|²; where p does not descend or α no longer changes
//! w, it restarts along r with the first λ.

use super::descent::Descent;
use super::preset::Preset;
use super::search::Range;
use super::vector::{add_scaled, dot, norm};
use super::{
    Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, weight_decay,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of scaled conjugate gradients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ScaledConjugateGradients {
    /// Length σ of the finite difference, above 0. Default 1e-4 (Møller 1993: at most that).
    pub sigma: f64,
    /// First damping λ₁, above 0. Default 1e-6 (Møller 1993: at most that).
    pub lambda: f64,
    /// Weight decay ρ, at least 0: the objective is E + ½ρ‖w‖². Default 0.
    pub weight_decay: f64,
}

impl Default for ScaledConjugateGradients {
    fn default() -> Self {
        ScaledConjugateGradients {
            sigma: 1e-4,
            lambda: 1e-6,
            weight_decay: 0.0,
        }
    }
}

impl Registered for ScaledConjugateGradients {
    const PRESETS: &'static [Preset<Self>] = &[Preset::paper("Møller 1993: σ = 1e-4, λ = 1e-6.")];

    // Møller 1993 asks for λ₁ ≤ 1e-6, below which it changes nothing; up to the order of a mean loss's
    // curvature it shortens the first steps.
    const SEARCH: &'static [Range] = &[Range::log("lambda", 1e-9, 1.0)];
}

impl MethodSettings for ScaledConjugateGradients {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("sigma", self.sigma),
            OutOfRange::unless_positive("lambda", self.lambda),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        let optimizer = Box::new(Scaled {
            settings: self.clone(),
            descent: Descent::new(dimension),
            lambda: self.lambda,
            since_restart: 0,
        });
        weight_decay::around(self.weight_decay, optimizer, dimension)
    }
}

/// Below this λ is not reduced.
const LAMBDA_MIN: f64 = 1e-15;

/// What a Δ that is not finite counts as.
const WORST_COMPARISON: f64 = -8.0;

/// Scalars of the direction p.
#[derive(Clone, Copy)]
struct Along {
    /// μ = p·r.
    mu: f64,
    /// |p|².
    square: f64,
}

struct Scaled {
    settings: ScaledConjugateGradients,
    descent: Descent,
    lambda: f64,
    since_restart: usize,
}

impl Scaled {
    fn restart(&mut self) {
        self.descent.head_along_steepest();
        self.since_restart = 0;
    }

    /// p·s, step 2: the curvature of E along p by a finite difference of gradients.
    fn curvature(&mut self, w: &[f64], along: Along, objective: &mut dyn Objective) -> f64 {
        let descent = &mut self.descent;
        let sigma_k = self.settings.sigma / along.square.sqrt();
        descent.point.copy_from_slice(w);
        add_scaled(&mut descent.point, sigma_k, &descent.direction);
        objective.gradient(&descent.point, &mut descent.point_gradient);
        let slope_ahead = dot(&descent.direction, &descent.point_gradient);
        let curvature = (slope_ahead + along.mu) / sigma_k;
        // Beyond the edge of the domain nothing is known; λ alone then gives the step.
        if curvature.is_finite() {
            curvature
        } else {
            0.0
        }
    }

    /// Steps 2 to 8 along p, until a trial succeeds. Returns E there and μ; `None` where p does not
    /// descend or is followed by too little to change w.
    fn advance(
        &mut self,
        w: &[f64],
        loss: f64,
        objective: &mut dyn Objective,
    ) -> Option<(f64, f64)> {
        let along = Along {
            mu: -self.descent.slope(),
            square: dot(&self.descent.direction, &self.descent.direction),
        };
        if along.mu.is_nan() || along.mu <= 0.0 {
            return None;
        }
        let mut delta = self.curvature(w, along, objective) + self.lambda * along.square;
        loop {
            if delta <= 0.0 {
                let lambda_bar = 2.0 * (self.lambda - delta / along.square);
                delta = -delta + self.lambda * along.square;
                self.lambda = lambda_bar;
            }
            let descent = &mut self.descent;
            descent.point.copy_from_slice(w);
            add_scaled(&mut descent.point, along.mu / delta, &descent.direction);
            if descent.point == w {
                return None;
            }
            let trial = objective.gradient(&descent.point, &mut descent.point_gradient);
            let comparison = 2.0 * delta * (loss - trial) / (along.mu * along.mu);
            let is_sound = comparison.is_finite() && norm(&descent.point_gradient).is_finite();
            let comparison = if is_sound {
                comparison
            } else {
                WORST_COMPARISON
            };
            // Step 3 of the next trial: δ grows by what λ has grown since λ̄.
            delta += self.rescale(comparison, delta, along) * along.square;
            if comparison >= 0.0 {
                return Some((trial, along.mu));
            }
        }
    }

    /// Adapts λ to Δ and returns by how much it changed.
    fn rescale(&mut self, comparison: f64, delta: f64, along: Along) -> f64 {
        let before = self.lambda;
        if comparison >= 0.75 {
            self.lambda = (self.lambda / 4.0).max(LAMBDA_MIN);
        } else if comparison < 0.25 {
            self.lambda += delta * (1.0 - comparison) / along.square;
        }
        self.lambda - before
    }

    /// p ← r_{k+1} + β p, after arriving.
    fn turn(&mut self, mu: f64) {
        self.since_restart += 1;
        let descent = &mut self.descent;
        if self.since_restart >= descent.direction.len() {
            self.restart();
            return;
        }
        // `point_gradient` holds −r_k.
        let (g, g_before) = (&descent.gradient, &descent.point_gradient);
        let beta = (dot(g, g) - dot(g, g_before)) / mu;
        for (p, g) in descent.direction.iter_mut().zip(g) {
            *p = beta * *p - g;
        }
    }
}

impl Optimizer for Scaled {
    fn name(&self) -> &'static str {
        "scaled-conjugate-gradients"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        let mut step = self.descent.begin(w, objective);
        if self.descent.is_idle() {
            return Ok(step);
        }
        let mut found = self.advance(w, step.loss, objective);
        if found.is_none() && self.since_restart > 0 {
            self.restart();
            self.lambda = self.settings.lambda;
            found = self.advance(w, step.loss, objective);
        }
        if let Some((loss, mu)) = found {
            self.descent.arrive(w, loss);
            self.turn(mu);
            step.moved = true;
        }
        Ok(step)
    }
}

#[cfg(test)]
#[path = "scaled_conjugate_gradients_tests.rs"]
mod tests;
