//! What the methods that take one direction p a step have in common: where they stand (w, E, g),
//! where they head (p), and where their last trial w + αp lay.

use super::line_search::{FirstTrial, Line, LineSearch, Trial};
use super::{Gradient, Objective, Step, vector};

/// So many steps that change nothing in a row are no accident of rounding.
const IDLE_STEPS: u32 = 10;

/// The state of such a method; all vectors have length n.
pub struct Descent {
    /// E at the weights where the last step ended; `None` before the first.
    loss: Option<f64>,
    /// E where the last step began.
    loss_before: Option<f64>,
    /// Steps in a row that have left E as it was to the last bit.
    idle: u32,
    /// g there.
    pub gradient: Vec<f64>,
    /// p.
    pub direction: Vec<f64>,
    /// The last trial.
    pub point: Vec<f64>,
    /// The gradient there.
    pub point_gradient: Vec<f64>,
}

impl Descent {
    pub fn new(n: usize) -> Self {
        Descent {
            loss: None,
            loss_before: None,
            idle: 0,
            gradient: vec![0.0; n],
            direction: vec![0.0; n],
            point: vec![0.0; n],
            point_gradient: vec![0.0; n],
        }
    }

    /// What is to be told of the step that begins at `w`, as one that has not moved yet. Before the
    /// first step it evaluates the gradient and heads along −g.
    pub fn begin(&mut self, w: &[f64], objective: &mut dyn Objective) -> Step<'static> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let loss = match self.loss {
            Some(loss) => loss,
            None => {
                let loss = objective.gradient(w, &mut self.gradient);
                self.head_along_steepest();
                loss
            }
        };
        self.loss = Some(loss);
        Step {
            loss,
            gradient: Gradient::Norm(vector::norm(&self.gradient)),
            moved: false,
        }
    }

    /// Whether steps have ceased to change E: it is at its rounding, and evaluations are wasted.
    pub fn is_idle(&self) -> bool {
        self.idle >= IDLE_STEPS
    }

    /// p ← −g.
    pub fn head_along_steepest(&mut self) {
        for (p, g) in self.direction.iter_mut().zip(&self.gradient) {
            *p = -g;
        }
    }

    /// g·p.
    pub fn slope(&self) -> f64 {
        vector::dot(&self.gradient, &self.direction)
    }

    /// The first trial of a search from where E is `loss`; `customary` is the method's own, once it
    /// has one.
    pub fn first_trial(&self, rule: FirstTrial, loss: f64, customary: Option<f64>) -> f64 {
        let length = || vector::norm(&self.gradient);
        match rule {
            FirstTrial::Customary => customary.unwrap_or_else(|| (1.0 / length()).min(1.0)),
            FirstTrial::UnitLength => customary.unwrap_or_else(|| 1.0 / length()),
            FirstTrial::UnitSum => customary.unwrap_or_else(|| {
                let sum: f64 = self.gradient.iter().map(|g| g.abs()).sum();
                (1.0 / sum).min(1.0)
            }),
            FirstTrial::Decrease => {
                let before = self.loss_before.unwrap_or_else(|| loss + 0.5 * length());
                let step = 2.02 * (loss - before) / self.slope();
                if step > 0.0 { step.min(1.0) } else { 1.0 }
            }
        }
    }

    /// The accepted trial of a line search from `w`, where E is `loss`, along p; `None` where p does
    /// not descend or no step along it is good enough.
    pub fn search(
        &mut self,
        search: &dyn LineSearch,
        (w, loss): (&[f64], f64),
        first_step: f64,
        objective: &mut dyn Objective,
    ) -> Option<Trial> {
        let start = Trial {
            step: 0.0,
            loss,
            slope: self.slope(),
        };
        if start.slope >= 0.0 {
            return None;
        }
        let mut line = Line::new(
            objective,
            w,
            &self.direction,
            &mut self.point,
            &mut self.point_gradient,
        );
        search.search(&mut line, start, first_step)
    }

    /// Writes s = point − w and y = (gradient at the point) − g, and returns y·s where it is
    /// positive beyond rounding. A search that ran out of evaluations may leave y·s ≤ 0, and at a
    /// minimum in the origin weights shrink until it underflows: an inverse Hessian updated by it
    /// would lose its definiteness.
    pub fn changes(&self, w: &[f64], s: &mut [f64], y: &mut [f64]) -> Option<f64> {
        vector::subtract(&self.point, w, s);
        vector::subtract(&self.point_gradient, &self.gradient, y);
        let ys = vector::dot(y, s);
        let rounding = f64::EPSILON * vector::norm(y) * vector::norm(s);
        (ys > rounding.max(f64::MIN_POSITIVE / f64::EPSILON)).then_some(ys)
    }

    /// Moves to the last trial, where E is `loss`; `point_gradient` then holds the gradient of where
    /// the step began.
    pub fn arrive(&mut self, w: &mut [f64], loss: f64) {
        w.copy_from_slice(&self.point);
        std::mem::swap(&mut self.gradient, &mut self.point_gradient);
        self.loss_before = self.loss.replace(loss);
        self.idle = if self.loss_before == Some(loss) {
            self.idle + 1
        } else {
            0
        };
    }
}
