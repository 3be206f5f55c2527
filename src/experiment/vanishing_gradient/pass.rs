//! One job: the networks of one activation and one initialisation in one repeat.

use super::VanishingGradient;
use crate::dataset::{Encoder, Scaling, Source};
use crate::experiment::{Context, Failure};
use crate::math::singular_values::decompose;
use crate::math::statistics;
use crate::perceptron::{
    Activation, Batch, Initialisation, Layer, LayerPass, Perceptron, Workspace,
};

/// Units up to which the singular values of a layer are looked at: the work grows with their cube.
const MOST_SINGULAR_VALUES: usize = 128;

/// What one job gives.
pub struct Part {
    /// Hidden layers of the network of `depth` layers, from the first to the last.
    pub layers: Vec<LayerNumbers>,
    /// For each of `depths`: root mean square of ∂E/∂s of the first hidden layer over the last.
    pub first_layers: Vec<f64>,
    /// Mean singular value of ∂y⁽ˡ⁺¹⁾/∂y⁽ˡ⁾ in the middle of the network at the first example, in the
    /// first repeat.
    pub singular_value: Option<f64>,
    /// Inputs of the network, and their mean square over all examples.
    pub inputs: usize,
    pub input_square: f64,
}

/// A hidden layer over its units and all examples.
#[derive(Clone, Copy, Default)]
pub struct LayerNumbers {
    /// Mean of the outputs.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// Root mean square of ∂E_s/∂s.
    pub delta: f64,
    /// Root mean square of ∂E_s/∂W over the weights.
    pub weight_gradient: f64,
}

/// The initialisation, activation and repeat of a job.
fn place(settings: &VanishingGradient, job: usize, repeats: usize) -> (usize, usize, usize) {
    let activations = settings.activations.len();
    (
        job / repeats / activations,
        job / repeats % activations,
        job % repeats,
    )
}

/// Runs one job. Random streams are named by repeat alone, so that all activations and
/// initialisations meet the same examples and the same draws.
pub fn run(settings: &VanishingGradient, job: usize, context: &Context) -> Result<Part, Failure> {
    let (init, activation, repeat) = place(settings, job, context.repeats as usize);
    let init = settings.initialisations[init];
    let activation = settings.activations[activation];
    let examples = Examples::draw(settings, repeat as u64, context)?;
    let pass = |depth: usize| -> Result<(Pass, Vec<LayerNumbers>), Failure> {
        context.go_on()?;
        let pass = Pass::new(
            settings, &examples, activation, init, depth, repeat, context,
        )?;
        let layers = pass.layers(&examples);
        Ok((pass, layers))
    };
    let (network, layers) = pass(settings.depth)?;
    let singular_value = (repeat == 0 && settings.width <= MOST_SINGULAR_VALUES)
        .then(|| network.mean_singular_value(&examples, settings.depth / 2));
    let mut first_layers = Vec::with_capacity(settings.depths.len());
    for &depth in &settings.depths {
        let (_, layers) = pass(depth)?;
        first_layers.push(layers[0].delta / layers[depth - 1].delta);
    }
    let squares: Vec<f64> = examples.inputs.iter().map(|x| x * x).collect();
    Ok(Part {
        layers,
        first_layers,
        singular_value,
        inputs: examples.features,
        input_square: statistics::mean(&squares),
    })
}

/// What is passed through the networks.
struct Examples {
    features: usize,
    outputs: usize,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl Examples {
    fn draw(settings: &VanishingGradient, repeat: u64, context: &Context) -> Result<Self, Failure> {
        match &settings.data {
            Some(source) => Examples::of_data(source, settings.examples, repeat, context),
            None => Ok(Examples::random(settings, repeat, context)),
        }
    }

    /// Rows of a data set, the whole of which is standardised.
    fn of_data(
        source: &Source,
        most: usize,
        repeat: u64,
        context: &Context,
    ) -> Result<Self, Failure> {
        let mut stream = context.stream_of("examples", repeat);
        let table = source
            .load(context.base, &mut stream)
            .map_err(Failure::told)?;
        let mut rows: Vec<usize> = (0..table.rows()).collect();
        let encoder = Encoder::fit(&table, &rows, Scaling::Standard).map_err(Failure::told)?;
        stream.shuffle(&mut rows);
        rows.truncate(most);
        let examples = encoder.encode(&table, &rows);
        Ok(Examples {
            features: examples.features(),
            outputs: examples.outputs(),
            inputs: examples.input_slice().to_vec(),
            targets: examples.target_slice().to_vec(),
        })
    }

    /// Standard normal inputs; a random class out of as many as there are outputs.
    fn random(settings: &VanishingGradient, repeat: u64, context: &Context) -> Self {
        let features = settings.inputs.unwrap_or(super::INPUTS);
        let outputs = settings.outputs.unwrap_or(super::OUTPUTS);
        let mut stream = context.stream_of("examples", repeat);
        let numbers = settings.examples * features;
        let inputs = (0..numbers).map(|_| stream.normal()).collect();
        let mut targets = vec![0.0; settings.examples * outputs];
        for row in targets.chunks_exact_mut(outputs) {
            row[stream.below(outputs as u64) as usize] = 1.0;
        }
        Examples {
            features,
            outputs,
            inputs,
            targets,
        }
    }

    fn batch(&self) -> Batch<'_> {
        Batch {
            rows: self.inputs.len() / self.features,
            inputs: &self.inputs,
            targets: &self.targets,
        }
    }
}

/// A network with its initial weights.
struct Pass {
    network: Perceptron,
    weights: Vec<f64>,
    activation: Activation,
    hidden: usize,
}

impl Pass {
    fn new(
        settings: &VanishingGradient,
        examples: &Examples,
        activation: Activation,
        init: Initialisation,
        depth: usize,
        repeat: usize,
        context: &Context,
    ) -> Result<Self, Failure> {
        let hidden = Layer {
            units: settings.width,
            activation,
        };
        let output = Layer {
            units: examples.outputs,
            activation: Activation::Linear,
        };
        let mut layers = vec![hidden; depth];
        layers.push(output);
        let network =
            Perceptron::new(examples.features, &layers, settings.loss).map_err(Failure::told)?;
        let mut stream = context.stream_of("initial weights", repeat as u64);
        Ok(Pass {
            weights: init.draw(&network, &mut stream),
            network,
            activation,
            hidden: depth,
        })
    }

    /// Statistics of every hidden layer.
    fn layers(&self, examples: &Examples) -> Vec<LayerNumbers> {
        let mut sums = vec![Sums::default(); self.hidden];
        let mut workspace = Workspace::default();
        let network = &self.network;
        network.visit_layers(&self.weights, examples.batch(), &mut workspace, |pass| {
            if let Some(sums) = sums.get_mut(pass.layer) {
                sums.add(&pass, network.fans(pass.layer));
            }
        });
        sums.iter().map(Sums::numbers).collect()
    }

    /// Mean singular value of ∂y⁽ˡ⁺¹⁾/∂y⁽ˡ⁾ = W⁽ˡ⁺¹⁾ diag f′(s⁽ˡ⁺¹⁾) at the first example.
    fn mean_singular_value(&self, examples: &Examples, layer: usize) -> f64 {
        let mut workspace = Workspace::default();
        let (fan_in, units) = self.network.fans(layer);
        let mut jacobian = self.network.matrix(layer, &self.weights).to_vec();
        let first = Batch {
            rows: 1,
            inputs: &examples.inputs[..examples.features],
            targets: &examples.targets[..examples.outputs],
        };
        self.network
            .visit_layers(&self.weights, first, &mut workspace, |pass| {
                if pass.layer == layer {
                    for row in jacobian.chunks_exact_mut(units) {
                        for (element, &y) in row.iter_mut().zip(pass.outputs) {
                            *element *= self.activation.slope(y);
                        }
                    }
                }
            });
        statistics::mean(&decompose(fan_in, units, &jacobian).values)
    }
}

/// Sums over the examples and units of a layer.
#[derive(Clone, Default)]
struct Sums {
    rows: f64,
    /// Sums over the examples of the means over the units of y, y², δ², and x²·δ².
    output: f64,
    output_square: f64,
    delta_square: f64,
    gradient_square: f64,
}

impl Sums {
    fn add(&mut self, pass: &LayerPass, (fan_in, units): (usize, usize)) {
        let mean_square = |row: &[f64]| row.iter().map(|v| v * v).sum::<f64>() / row.len() as f64;
        let examples = pass.inputs.chunks_exact(fan_in).zip(
            pass.outputs
                .chunks_exact(units)
                .zip(pass.deltas.chunks_exact(units)),
        );
        for (inputs, (outputs, deltas)) in examples {
            let delta_square = mean_square(deltas);
            self.rows += 1.0;
            self.output += statistics::mean(outputs);
            self.output_square += mean_square(outputs);
            self.delta_square += delta_square;
            // ∂E_s/∂w_ij = x_i δ_j: the mean of the squares is the product of the means.
            self.gradient_square += mean_square(inputs) * delta_square;
        }
    }

    fn numbers(&self) -> LayerNumbers {
        let mean = self.output / self.rows;
        let variance = self.output_square / self.rows - mean * mean;
        LayerNumbers {
            mean,
            deviation: variance.max(0.0).sqrt(),
            delta: (self.delta_square / self.rows).sqrt(),
            weight_gradient: (self.gradient_square / self.rows).sqrt(),
        }
    }
}
