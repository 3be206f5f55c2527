//! One method's way down a surface, with what every point of it has cost.

use super::SurfaceDescent;
use crate::experiment::{Context, Failure};
use crate::optimize::surface::Surface;
use crate::optimize::{Counted, Counts, Method, MethodSettings, Objective};

/// Farther than this from the origin along an axis a method counts as diverged.
const FAR: f64 = 1e6;
/// A minimum that is nearer than this has been found: the gradient's tolerance leaves less.
pub const NEAR: f64 = 1e-3;

/// A point of a path.
pub struct Visit {
    /// The weights.
    pub at: [f64; 2],
    /// E there.
    pub loss: f64,
    /// Gradient-equivalents it took to get there.
    pub work: f64,
}

/// Why a method ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The gradient is below the tolerance, at one of the known minima.
    AtMinimum,
    /// The gradient is below the tolerance elsewhere: a local minimum, a saddle, a plateau.
    Elsewhere,
    /// No step lowers E any further.
    NoProgress,
    /// All iterations used up.
    Iterations,
    /// All work used up.
    Budget,
    /// The weights ran away or E is no longer finite.
    Diverged,
}

/// What one job gives.
pub struct Run {
    /// The method with its settings.
    pub method: Method,
    /// The start and the point after each iteration.
    pub visits: Vec<Visit>,
    /// Why it ended.
    pub end: End,
    /// Distance of the last point from the nearest minimum.
    pub distance: f64,
}

impl Run {
    /// Steps made.
    pub fn iterations(&self) -> usize {
        self.visits.len() - 1
    }

    /// The last point.
    pub fn last(&self) -> &Visit {
        self.visits.last().expect("a path has a start")
    }
}

/// Runs a method until it arrives, gives up, diverges or meets a limit.
pub fn descend(
    settings: &SurfaceDescent,
    method: &Method,
    context: &Context,
) -> Result<Run, Failure> {
    let mut surface = settings.surface();
    let mut optimizer = method.optimizer(surface.dimension());
    let mut w = settings.start();
    let mut counts = Counts::default();
    let mut visits = Vec::new();
    let end = loop {
        if visits.len() % 1024 == 0 {
            context.go_on()?;
        }
        let (at, work) = (w, counts.gradient_equivalents);
        let limit = if visits.len() == settings.iterations {
            Some(End::Iterations)
        } else {
            let spent = settings.budget.is_some_and(|budget| work >= budget);
            spent.then_some(End::Budget)
        };
        let (loss, gradient_norm, moved) = match limit {
            // The last point is the report's, not the method's, to look at: not counted.
            Some(_) => {
                let mut gradient = [0.0; 2];
                let loss = surface.gradient(&w, &mut gradient);
                (loss, length(gradient), true)
            }
            None => {
                let mut counted = Counted::new(&mut surface, &mut counts);
                let step = optimizer.step(&mut w, &mut counted);
                let step = step.map_err(Failure::told)?;
                (step.loss, step.gradient_norm(), step.moved)
            }
        };
        visits.push(Visit { at, loss, work });
        let near = at.iter().all(|coordinate| coordinate.abs() <= FAR);
        if !(near && loss.is_finite()) {
            break End::Diverged;
        }
        if gradient_norm <= settings.tolerance {
            let found = distance(surface, at) <= NEAR;
            break if found {
                End::AtMinimum
            } else {
                End::Elsewhere
            };
        }
        if let Some(limit) = limit {
            break limit;
        }
        if !moved {
            break End::NoProgress;
        }
    };
    let last = visits.last().map_or(w, |visit| visit.at);
    Ok(Run {
        method: method.clone(),
        distance: distance(surface, last),
        visits,
        end,
    })
}

/// The length of a vector of the plane.
pub fn length([x, y]: [f64; 2]) -> f64 {
    (x * x + y * y).sqrt()
}

/// Distance to the nearest minimum.
fn distance(surface: Surface, at: [f64; 2]) -> f64 {
    let distances = surface
        .minima()
        .iter()
        .map(|minimum| length([at[0] - minimum[0], at[1] - minimum[1]]));
    // Once one of them is NaN all are.
    distances.reduce(f64::min).unwrap_or(f64::NAN)
}
