//! A random deep linear network multiplied together to one layer:
//! W = W(1) W(2) … W(L), b = (… (b(1) W(2) + b(2)) W(3) + …) + b(L).

use super::Exact;
use crate::experiment::{Context, Failure};
use crate::math::matrix_product::{Update, product};
use crate::math::singular_values::{Decomposition, decompose};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Outcome, Text};
use crate::perceptron::{Activation, Initialisation, Layer, Loss, Perceptron, Workspace};

/// One layer equal to a linear network: y = x·matrix + biases.
pub struct Collapsed {
    /// W, inputs × outputs, row-major.
    pub matrix: Vec<f64>,
    /// b.
    pub biases: Vec<f64>,
}

/// Multiplies the layers of a linear network together.
pub fn collapse_layers(network: &Perceptron, w: &[f64]) -> Collapsed {
    let mut matrix = network.matrix(0, w).to_vec();
    let mut biases = network.biases(0, w).to_vec();
    let inputs = network.inputs();
    for layer in 1..network.layers().len() {
        let (fan_in, units) = network.fans(layer);
        let factor = network.matrix(layer, w);
        let mut next = vec![0.0; inputs * units];
        let shape = [inputs, fan_in, units];
        product(shape, &matrix, factor, Update::Overwrite, &mut next);
        matrix = next;
        let mut next = network.biases(layer, w).to_vec();
        product([1, fan_in, units], &biases, factor, Update::Add, &mut next);
        biases = next;
    }
    Collapsed { matrix, biases }
}

/// How far the network and its product are apart, and their singular values.
pub struct Collapse {
    weights: usize,
    collapsed_weights: usize,
    narrowest: usize,
    /// Largest |difference| of an output.
    difference: f64,
    /// Largest |output| of the network.
    largest: f64,
    product: Decomposition,
    factor_values: Vec<Vec<f64>>,
}

/// Draws the network and the inputs and compares.
pub fn collapse(settings: &Exact, context: &Context) -> Result<Collapse, Failure> {
    let network = linear_network(&settings.sizes)?;
    let mut stream = context.stream("random linear network");
    let mut w = Initialisation::Lecun.draw(&network, &mut stream);
    for layer in 0..network.layers().len() {
        let biases = network.biases_mut(layer, &mut w);
        biases.iter_mut().for_each(|bias| *bias = stream.normal());
    }
    context.go_on()?;
    let (inputs, outputs) = (network.inputs(), network.outputs());
    let mut stream = context.stream("inputs of the linear network");
    let x: Vec<f64> = (0..settings.examples * inputs)
        .map(|_| stream.normal())
        .collect();
    let mut workspace = Workspace::default();
    let deep = network.predict(&w, &x, settings.examples, &mut workspace);
    let collapsed = collapse_layers(&network, &w);
    let mut shallow = collapsed.biases.repeat(settings.examples);
    let shape = [settings.examples, inputs, outputs];
    product(shape, &x, &collapsed.matrix, Update::Add, &mut shallow);
    let largest_of = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let factor = |layer| {
        let (fan_in, units) = network.fans(layer);
        decompose(fan_in, units, network.matrix(layer, &w)).values
    };
    Ok(Collapse {
        weights: network.weights(),
        collapsed_weights: (inputs + 1) * outputs,
        narrowest: settings.sizes.iter().copied().min().unwrap_or(0),
        difference: largest_of(&mut deep.iter().zip(&shallow).map(|(d, s)| (d - s).abs())),
        largest: largest_of(&mut deep.iter().map(|y| y.abs())),
        product: decompose(inputs, outputs, &collapsed.matrix),
        factor_values: (0..network.layers().len()).map(factor).collect(),
    })
}

fn linear_network(sizes: &[usize]) -> Result<Perceptron, Failure> {
    let layers: Vec<Layer> = sizes[1..]
        .iter()
        .map(|&units| Layer {
            units,
            activation: Activation::Linear,
        })
        .collect();
    Perceptron::new(sizes[0], &layers, Loss::SquaredError).map_err(Failure::told)
}

impl Collapse {
    /// Adds metrics and the figure of singular values.
    pub fn report(&self, outcome: &mut Outcome) {
        let relative = self.difference / self.largest;
        outcome.metric("largest_output_difference", self.difference, "");
        outcome.metric("largest_output", self.largest, "");
        outcome.metric("output_difference_epsilon", relative / f64::EPSILON, "ε");
        outcome.metric("product_rank", self.product.rank() as f64, "");
        outcome.metric("narrowest_layer", self.narrowest as f64, "");
        outcome.metric("deep_weights", self.weights as f64, "");
        outcome.metric("collapsed_weights", self.collapsed_weights as f64, "");
        outcome.figures.push(self.figure());
    }

    fn figure(&self) -> Figure {
        let mut marks = Vec::new();
        for (index, values) in self.factor_values.iter().enumerate() {
            let layer = index + 1;
            let label = Text::new(format!("layer {layer}"), format!("слой {layer}"));
            let style = Style::of(format!("layer {layer}")).radius(5.0);
            marks.extend(spectrum(label, style, values));
        }
        let label = Text::new("product of all layers", "произведение всех слоёв");
        let style = Style::of("product").width(4.0).radius(7.0);
        marks.extend(spectrum(label, style, &self.product.values));
        // Where the rank is full the level lies many decades below everything else.
        if self.product.rank() < self.product.values.len() {
            let label = Text::new(
                "rounding level of the product",
                "уровень округления произведения",
            );
            marks.push(Mark::Horizontal {
                label,
                style: Style::of("reference").dashed(),
                at: self.product.rounding_level(),
            });
        }
        let most = self.factor_values.iter().map(Vec::len).max().unwrap_or(1);
        let place = Axis::linear(Text::new("place in descending order", "номер по убыванию"))
            .from_to(0.5, most as f64 + 0.5)
            .whole();
        let value = Text::new("singular value", "сингулярное число");
        Figure::single(
            "singular_values",
            Text::new(
                format!("Product of the layers: rank {}", self.product.rank()),
                format!("Произведение слоёв: ранг {}", self.product.rank()),
            ),
            Panel::new(place, Axis::log(value), marks),
        )
    }
}

/// Singular values in descending order over their places.
fn spectrum(label: Text, style: Style, values: &[f64]) -> [Mark; 2] {
    let x: Vec<f64> = (1..=values.len()).map(|place| place as f64).collect();
    Mark::joined(label, style, x, values.to_vec())
}
