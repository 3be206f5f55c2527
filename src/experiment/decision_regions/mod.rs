//! How many layers: the regions that one, two and three processing layers cut out of the plane, built
//! by hand from threshold units and trained; and the trained two-layer network that contradicts "two
//! layers: a convex region".

mod by_hand;
mod explain;
mod figures;
mod measure;
mod net;
mod problems;
mod results;
mod shape;
#[cfg(test)]
mod tests;
mod trained;

use super::{Context, Failure, Problem, Settings};
use crate::optimize::{Method, method::Entry};
use crate::outcome::{Outcome, Text};
use crate::perceptron::Activation;
use crate::threshold::regions::Point;
use measure::Window;
use net::Net;
use results::Region;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `decision-regions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionRegions {
    /// Ends of the window along x₁, the lower first, finite. Default [0, 1].
    pub x: [f64; 2],
    /// Ends of the window along x₂ likewise. Default [0, 1].
    pub y: [f64; 2],
    /// The set of one layer.
    pub half_plane: HalfPlane,
    /// The set of two layers: the corners [x₁, x₂] of a convex polygon in their order, 3 to 40 of them
    /// within the window. Default a pentagon.
    pub convex: Vec<Point>,
    /// The set of three layers: polygons, convex or not, each a list of corners within the window; what
    /// lies in any of them belongs to the set. 1 to 20 polygons of 3 to 40 corners, at most 100 in all.
    /// Default a ring that is open to the right, and a square in the opening.
    pub regions: Vec<Vec<Point>>,
    /// Cells along either side of the window on which regions are judged, 20 to 400. Default 120.
    pub grid: usize,
    /// The trained networks.
    pub trained: Trained,
}

/// The points with n·x ≥ c.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct HalfPlane {
    /// n, not both 0. Default [1, 2].
    pub normal: Point,
    /// c, finite. Default 1.4.
    pub offset: f64,
}

impl Default for HalfPlane {
    fn default() -> Self {
        HalfPlane {
            normal: [1.0, 2.0],
            offset: 1.4,
        }
    }
}

/// Settings of the trained networks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Trained {
    /// Hidden units of the two-layer network that learns the set of three layers, 1 to 200.
    /// Default 16.
    pub two_layers: usize,
    /// Hidden units of the three-layer network, two layers of 1 to 200. Default [10, 6]. The network
    /// of linear layers has the same.
    pub three_layers: Vec<usize>,
    /// Numbers of hidden units with which two layers learn the set of three, to see how many it takes:
    /// up to 12 different ones of 1 to 200; [] for none. Default [1, 2, 3, 4, 6, 8, 12].
    pub sweep: Vec<usize>,
    /// Activation of the hidden units, one that can be trained. Default `tanh`.
    pub activation: Activation,
    /// Points drawn uniformly in the window to learn from, 10 to 20000. Default 2000.
    pub examples: usize,
    /// Starts from other weights, 1 to 20, of which the one of least loss is shown. Default 3.
    pub starts: usize,
    /// Training method, by name or as a table. Default `levenberg-marquardt`.
    pub method: Method,
    /// Most steps of a training, 1 to 20000. Default 150.
    pub iterations: u64,
}

impl Default for Trained {
    fn default() -> Self {
        Trained {
            two_layers: 16,
            three_layers: vec![10, 6],
            sweep: vec![1, 2, 3, 4, 6, 8, 12],
            activation: Activation::Tanh,
            examples: 2000,
            starts: 3,
            method: Method::LevenbergMarquardt(Default::default()),
            iterations: 150,
        }
    }
}

impl Default for DecisionRegions {
    fn default() -> Self {
        let ring = [
            [0.60, 0.97],
            [0.30, 0.97],
            [0.03, 0.68],
            [0.03, 0.32],
            [0.30, 0.03],
            [0.60, 0.03],
            [0.60, 0.27],
            [0.43, 0.27],
            [0.32, 0.40],
            [0.32, 0.60],
            [0.43, 0.73],
            [0.60, 0.73],
        ];
        let square = [[0.70, 0.36], [0.97, 0.36], [0.97, 0.64], [0.70, 0.64]];
        DecisionRegions {
            x: [0.0, 1.0],
            y: [0.0, 1.0],
            half_plane: HalfPlane::default(),
            convex: vec![
                [0.20, 0.35],
                [0.55, 0.12],
                [0.88, 0.40],
                [0.72, 0.84],
                [0.30, 0.78],
            ],
            regions: vec![ring.to_vec(), square.to_vec()],
            grid: 120,
            trained: Trained::default(),
        }
    }
}

impl DecisionRegions {
    fn window(&self) -> Window {
        Window {
            x: (self.x[0], self.x[1]),
            y: (self.y[0], self.y[1]),
        }
    }

    fn method(&self) -> &'static Entry {
        self.trained.method.entry()
    }
}

impl Settings for DecisionRegions {
    const KIND: &'static str = "decision-regions";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Region;

    fn summary() -> Text {
        Text::new(
            "How many layers: regions that one, two and three layers cut out of the plane, by hand \
             and trained",
            "Сколько слоёв: области, которые выделяют на плоскости один, два и три слоя, — заданные \
             вручную и обученные",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        problems::of(self)
    }

    /// All jobs at once: outputs of the widest layers for examples, cells and midpoints, and the matrices
    /// of the method.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let three = &self.trained.three_layers;
        let sweep = self.trained.sweep.iter().copied().max().unwrap_or(1);
        let two = self.trained.two_layers.max(sweep).max(self.convex.len());
        let (first, second) = (three[0], three[1]);
        let weights = (4 * two + 1).max(3 * first + (first + 2) * second + 1);
        let points = 2 * self.grid * self.grid + 40_000 + self.trained.examples;
        let numbers = points * (4 + two.max(first + second));
        let methods = std::iter::once(&self.trained.method);
        let one = super::supervised::memory_bytes(numbers as u64, weights as u64, methods);
        one.saturating_mul(4)
    }

    fn jobs(&self, _context: &Context) -> usize {
        Net::all(self).len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Region, Failure> {
        results::region(Net::all(self)[job], self, context)
    }

    fn assemble(&self, parts: Vec<Region>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        results::report(&parts, &mut outcome);
        figures::add(&parts, self, &mut outcome);
        Ok(outcome)
    }
}
