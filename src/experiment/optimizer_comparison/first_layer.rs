//! The weights of the first layer as they are drawn: pictures where the inputs are pixels, a Hinton
//! diagram where they are few.

use super::problem::Problem;
use crate::experiment::supervised::Pictures;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Mark, Panel};

/// Most inputs, and most units, of a Hinton diagram.
const FEW: usize = 20;

/// Weights of the first layer.
pub enum FirstLayer {
    /// A picture a unit.
    Pictures(Pictures),
    /// `weights[input * units + unit]`.
    Matrix {
        inputs: Vec<String>,
        units: usize,
        weights: Vec<f64>,
    },
    /// Neither pixels nor few.
    NotDrawn,
}

impl FirstLayer {
    /// Those of the given weights.
    pub fn of(problem: &Problem, w: &[f64]) -> Self {
        if let Some(pictures) = Pictures::of(&problem.network, w, &problem.encoder) {
            return FirstLayer::Pictures(pictures);
        }
        let (inputs, units) = problem.network.fans(0);
        if inputs > FEW || units > FEW {
            return FirstLayer::NotDrawn;
        }
        FirstLayer::Matrix {
            inputs: problem.train.feature_names.clone(),
            units,
            weights: problem.network.matrix(0, w).to_vec(),
        }
    }

    /// `None` where nothing is drawn.
    pub fn panel(&self) -> Option<Panel> {
        match self {
            FirstLayer::Pictures(pictures) => {
                // Twice as wide as high.
                let rows = (pictures.units.len() as f64 / 2.0).sqrt().round().max(1.0);
                let per_row = pictures.units.len().div_ceil(rows as usize);
                Some(pictures.panel(per_row, Colours::Diverging))
            }
            FirstLayer::Matrix {
                inputs,
                units,
                weights,
            } => {
                let mark = Mark::Hinton {
                    label: Text::new("weight", "вес"),
                    rows: inputs.iter().map(Text::same).collect(),
                    columns: (1..=*units)
                        .map(|unit| Text::same(unit.to_string()))
                        .collect(),
                    z: weights.clone(),
                    largest: None,
                };
                let unit = Axis::linear(Text::new("hidden unit", "скрытый нейрон"));
                Some(Panel::new(unit, Axis::default(), vec![mark]))
            }
            FirstLayer::NotDrawn => None,
        }
    }
}
