//! The jobs' numbers put together: medians and quartiles over the repeats, beside the theory.

use super::VanishingGradient;
use super::pass::{LayerNumbers, Part};
use super::theory::{self, Shape, WideLayer};
use crate::math::statistics::quartiles;
use crate::perceptron::{Activation, Initialisation};

/// Everything, one [`Combination`] for each activation of each initialisation.
pub struct Results<'a> {
    pub settings: &'a VanishingGradient,
    pub combinations: Vec<Combination>,
}

/// One activation with one initialisation.
pub struct Combination {
    pub activation: Activation,
    pub initialisation: Initialisation,
    parts: Vec<Part>,
    /// The layers if they were infinitely wide.
    pub wide: Vec<WideLayer>,
    /// For each of `depths`: the first layer's ∂E/∂s over the last hidden layer's, of wide layers.
    pub wide_first_layers: Vec<f64>,
}

/// Lower quartile, median and upper quartile of many places.
#[derive(Default)]
pub struct Spreads {
    pub low: Vec<f64>,
    pub middle: Vec<f64>,
    pub high: Vec<f64>,
}

impl<'a> Results<'a> {
    /// Sorts the parts, which come in the order of the jobs.
    pub fn new(settings: &'a VanishingGradient, parts: Vec<Part>, repeats: usize) -> Self {
        let mut parts = parts.into_iter();
        let mut combinations = Vec::new();
        for &initialisation in &settings.initialisations {
            for &activation in &settings.activations {
                let parts: Vec<Part> = parts.by_ref().take(repeats).collect();
                combinations.push(Combination::new(
                    settings,
                    activation,
                    initialisation,
                    parts,
                ));
            }
        }
        Results {
            settings,
            combinations,
        }
    }

    /// The combinations of one initialisation, in the order of the activations.
    pub fn of(&self, initialisation: usize) -> &[Combination] {
        let activations = self.settings.activations.len();
        &self.combinations[initialisation * activations..][..activations]
    }
}

impl Combination {
    fn new(
        settings: &VanishingGradient,
        activation: Activation,
        initialisation: Initialisation,
        parts: Vec<Part>,
    ) -> Self {
        let shape = |depth| Shape {
            inputs: parts[0].inputs,
            input_square: parts.iter().map(|part| part.input_square).sum::<f64>()
                / parts.len() as f64,
            width: settings.width,
            depth,
        };
        let wide = |depth| theory::wide(activation, initialisation, shape(depth));
        let first = |&depth: &usize| wide(depth)[0].delta;
        Combination {
            activation,
            initialisation,
            wide: wide(settings.depth),
            wide_first_layers: settings.depths.iter().map(first).collect(),
            parts,
        }
    }

    /// A number of every hidden layer.
    pub fn layers(&self, number: fn(&LayerNumbers) -> f64) -> Spreads {
        let of_part = |part: &Part| part.layers.iter().map(number).collect();
        self.spreads(of_part)
    }

    /// A number of every hidden layer over that of the last.
    pub fn relative(&self, number: fn(&LayerNumbers) -> f64) -> Spreads {
        self.spreads(|part| {
            let last = number(&part.layers[part.layers.len() - 1]);
            part.layers
                .iter()
                .map(|layer| number(layer) / last)
                .collect()
        })
    }

    /// The first layer's ∂E/∂s over the last hidden layer's, for each of `depths`.
    pub fn first_layers(&self) -> Spreads {
        self.spreads(|part| part.first_layers.clone())
    }

    /// Quartiles of the factor a layer.
    pub fn shrinkage(&self) -> [f64; 3] {
        let deltas = |part: &Part| -> Vec<f64> { part.layers.iter().map(|l| l.delta).collect() };
        self.quartiles(|part| theory::shrinkage(&deltas(part)))
    }

    /// The same of infinitely wide layers.
    pub fn wide_shrinkage(&self) -> f64 {
        let deltas: Vec<f64> = self.wide.iter().map(|layer| layer.delta).collect();
        theory::shrinkage(&deltas)
    }

    /// Median of the first hidden layer's weight gradient over the last one's.
    pub fn weight_gradient_ratio(&self) -> f64 {
        self.relative(|layer| layer.weight_gradient).middle[0]
    }

    /// Mean singular value of a layer's Jacobian.
    pub fn singular_value(&self) -> Option<f64> {
        self.parts[0].singular_value
    }

    fn quartiles(&self, number: impl Fn(&Part) -> f64) -> [f64; 3] {
        let sample: Vec<f64> = self.parts.iter().map(number).collect();
        quartiles(&sample)
    }

    fn spreads(&self, numbers: impl Fn(&Part) -> Vec<f64>) -> Spreads {
        let columns: Vec<Vec<f64>> = self.parts.iter().map(numbers).collect();
        let mut spreads = Spreads::default();
        for place in 0..columns[0].len() {
            let sample: Vec<f64> = columns.iter().map(|column| column[place]).collect();
            let [low, middle, high] = quartiles(&sample);
            spreads.low.push(low);
            spreads.middle.push(middle);
            spreads.high.push(high);
        }
        spreads
    }
}
