//! Weight decay for methods that do not write it into their formula: they are handed the objective
//!
//! E + ½ρ‖w‖²,   gradient ∇E + ρw,   Gauss–Newton matrix G + ρI
//!
//! and what is told of their steps is E and ‖∇E‖ without the penalty, so that the losses of all
//! methods are comparable. An optimizer around an optimizer; with ρ = 0 there is none.

use super::{Cost, Error, Gradient, Objective, Optimizer, Step, vector};

/// `inner` with the weight decay ρ = `decay`; `inner` itself where that is 0.
pub fn around(decay: f64, inner: Box<dyn Optimizer>, dimension: usize) -> Box<dyn Optimizer> {
    if decay == 0.0 {
        return inner;
    }
    Box::new(Decayed {
        decay,
        inner,
        last: Evaluation::nowhere(dimension),
        first: Evaluation::nowhere(dimension),
    })
}

/// E and ‖∇E‖ of one point.
struct Evaluation {
    point: Vec<f64>,
    loss: f64,
    gradient_norm: f64,
}

impl Evaluation {
    fn nowhere(n: usize) -> Self {
        Evaluation {
            point: vec![f64::NAN; n],
            loss: f64::NAN,
            gradient_norm: f64::NAN,
        }
    }

    fn remember(&mut self, point: &[f64], loss: f64, gradient: &[f64]) {
        self.point.copy_from_slice(point);
        self.loss = loss;
        self.gradient_norm = vector::norm(gradient);
    }
}

struct Decayed {
    decay: f64,
    inner: Box<dyn Optimizer>,
    /// Where the step begins.
    first: Evaluation,
    /// The last gradient, which is that of the point where a method arrives if it carries one on.
    last: Evaluation,
}

impl Optimizer for Decayed {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        if self.last.point == w {
            std::mem::swap(&mut self.first, &mut self.last);
        } else {
            self.first.point.copy_from_slice(w);
        }
        let mut penalised = Penalised {
            decay: self.decay,
            objective,
            first: &mut self.first,
            last: &mut self.last,
        };
        let step = self.inner.step(w, &mut penalised)?;
        Ok(Step {
            loss: self.first.loss,
            gradient: Gradient::Norm(self.first.gradient_norm),
            moved: step.moved,
        })
    }

    fn scale_learning_rate(&mut self, factor: f64) -> bool {
        self.inner.scale_learning_rate(factor)
    }
}

/// E + ½ρ‖w‖², which remembers what E and ∇E were.
struct Penalised<'a> {
    decay: f64,
    objective: &'a mut dyn Objective,
    first: &'a mut Evaluation,
    last: &'a mut Evaluation,
}

impl Penalised<'_> {
    /// Adds ρw to ∇E and returns the loss with its penalty.
    fn penalise(&mut self, w: &[f64], loss: f64, gradient: &mut [f64]) -> f64 {
        let seen = if self.first.point == w {
            &mut *self.first
        } else {
            &mut *self.last
        };
        seen.remember(w, loss, gradient);
        vector::add_scaled(gradient, self.decay, w);
        loss + 0.5 * self.decay * vector::dot(w, w)
    }
}

impl Objective for Penalised<'_> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.objective.value(w) + 0.5 * self.decay * vector::dot(w, w)
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let loss = self.objective.gradient(w, gradient);
        self.penalise(w, loss, gradient)
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        let loss = self.objective.normal_equations(w, matrix, gradient)?;
        for diagonal in matrix.iter_mut().step_by(w.len() + 1) {
            *diagonal += self.decay;
        }
        Some(self.penalise(w, loss, gradient))
    }

    fn fan_in(&self, weight: usize) -> Option<usize> {
        self.objective.fan_in(weight)
    }

    fn cost(&self) -> Cost {
        self.objective.cost()
    }
}
