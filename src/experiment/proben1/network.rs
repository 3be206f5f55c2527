//! The three networks of the report, and the architectures that Table 7 gives its problems.

use crate::outcome::Text;
use crate::perceptron::{Activation, Error, Layer, Loss, Perceptron};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How inputs, hidden units and outputs are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Network {
    /// Every input with every output, nothing between (Tables 3 and 4).
    Linear,
    /// The pivot architecture: hidden layers, and every unit sees all layers before it (Tables 8
    /// and 9).
    Pivot,
    /// The same units with connections between neighbouring layers only (Tables 10 and 11).
    NoShortcut,
}

/// The output units of a network with hidden layers; those of a linear one are the identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    /// The identity, `l` in the report.
    #[default]
    Linear,
    /// x/(1 + |x|) as in the hidden layers, `s` in the report.
    Sigmoid,
}

/// Hidden layers and output units.
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    pub hidden: Vec<usize>,
    pub output: Output,
}

impl Network {
    /// Its name in metrics and files.
    pub fn stem(self) -> &'static str {
        match self {
            Network::Linear => "linear",
            Network::Pivot => "pivot",
            Network::NoShortcut => "no_shortcut",
        }
    }

    /// Its name in figures and tables.
    pub fn text(self) -> Text {
        match self {
            Network::Linear => Text::new("linear", "линейная"),
            Network::Pivot => Text::new("with shortcuts", "с прямыми связями"),
            Network::NoShortcut => Text::new("no shortcuts", "без прямых связей"),
        }
    }

    /// The perceptron with so many inputs and outputs.
    pub fn perceptron(
        self,
        architecture: &Architecture,
        inputs: usize,
        outputs: usize,
    ) -> Result<Perceptron, Error> {
        let hidden: &[usize] = match self {
            Network::Linear => &[],
            Network::Pivot | Network::NoShortcut => &architecture.hidden,
        };
        let output = match architecture.output {
            Output::Sigmoid if self != Network::Linear => Activation::Softsign,
            _ => Activation::Linear,
        };
        let output = Layer {
            units: outputs,
            activation: output,
        };
        let layers = crate::experiment::supervised::layers(hidden, Activation::Softsign, output);
        let network = Perceptron::new(inputs, &layers, Loss::SquaredError)?;
        match self {
            Network::Pivot => network.with_shortcuts(),
            Network::Linear | Network::NoShortcut => Ok(network),
        }
    }
}

impl Architecture {
    /// That of a published problem, by the name of its file.
    pub fn published(problem: &str) -> Option<Self> {
        let &(_, hidden, output, _) = PIVOTS.iter().find(|(name, ..)| *name == problem)?;
        Some(Architecture {
            hidden: hidden.to_vec(),
            output,
        })
    }

    /// As the report writes it: `4+2l`, `32+0l`.
    pub fn name(&self) -> String {
        let units = |layer: usize| self.hidden.get(layer).copied().unwrap_or(0).to_string();
        let layers: Vec<String> = (0..self.hidden.len().max(2)).map(units).collect();
        let output = match self.output {
            Output::Linear => "l",
            Output::Sigmoid => "s",
        };
        layers.join("+") + output
    }
}

/// A line of Table 7: problem, hidden layers, output units, connections w (biases included).
type Row = (&'static str, &'static [usize], Output, usize);

/// Table 7, p. 29.
const PIVOTS: &[Row] = &[
    ("building1", &[16], Output::Linear, 333),
    ("building2", &[16, 8], Output::Linear, 605),
    ("building3", &[16, 8], Output::Sigmoid, 605),
    ("cancer1", &[4, 2], Output::Linear, 100),
    ("cancer2", &[8, 4], Output::Linear, 196),
    ("cancer3", &[16, 8], Output::Linear, 436),
    ("card1", &[32], Output::Linear, 1832),
    ("card2", &[24], Output::Linear, 1400),
    ("card3", &[16, 8], Output::Linear, 1528),
    ("diabetes1", &[32], Output::Linear, 370),
    ("diabetes2", &[16, 8], Output::Linear, 410),
    ("diabetes3", &[32], Output::Linear, 370),
    ("flare1", &[32], Output::Sigmoid, 971),
    ("flare2", &[32], Output::Sigmoid, 971),
    ("flare3", &[24], Output::Sigmoid, 747),
    ("gene1", &[4, 2], Output::Linear, 1115),
    ("gene2", &[4, 2], Output::Sigmoid, 1115),
    ("gene3", &[4, 2], Output::Sigmoid, 1115),
    ("glass1", &[16, 8], Output::Linear, 572),
    ("glass2", &[16, 8], Output::Linear, 572),
    ("glass3", &[16, 8], Output::Linear, 572),
    ("heart1", &[32], Output::Linear, 1288),
    ("heart2", &[32], Output::Linear, 1288),
    ("heart3", &[32], Output::Linear, 1288),
    ("hearta1", &[32], Output::Linear, 1220),
    ("hearta2", &[16], Output::Linear, 628),
    ("hearta3", &[32], Output::Linear, 1220),
    ("heartac1", &[2], Output::Linear, 110),
    ("heartac2", &[8, 4], Output::Linear, 512),
    ("heartac3", &[16, 8], Output::Sigmoid, 1052),
    ("heartc1", &[16, 8], Output::Linear, 1112),
    ("heartc2", &[8, 8], Output::Linear, 744),
    ("heartc3", &[32], Output::Linear, 1288),
    ("horse1", &[16, 8], Output::Linear, 1793),
    ("horse2", &[16, 8], Output::Linear, 1793),
    ("horse3", &[32], Output::Linear, 2161),
    ("soybean1", &[16, 8], Output::Linear, 4153),
    ("soybean2", &[32], Output::Linear, 4841),
    ("soybean3", &[16], Output::Linear, 3209),
    ("thyroid1", &[16, 8], Output::Linear, 794),
    ("thyroid2", &[8, 4], Output::Linear, 398),
    ("thyroid3", &[16, 8], Output::Linear, 794),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Inputs and outputs of the problems (Prechelt 1994, §3.1 and §3.2).
    const SIZES: &[(&str, usize, usize)] = &[
        ("building", 14, 3),
        ("cancer", 9, 2),
        ("card", 51, 2),
        ("diabetes", 8, 2),
        ("flare", 24, 3),
        ("gene", 120, 3),
        ("glass", 9, 6),
        ("hearta", 35, 1),
        ("heartac", 35, 1),
        ("heart", 35, 2),
        ("heartc", 35, 2),
        ("horse", 58, 3),
        ("soybean", 82, 19),
        ("thyroid", 21, 3),
    ];

    #[test]
    fn pivot_networks_have_the_connections_of_table_7() {
        assert_eq!(PIVOTS.len(), 3 * SIZES.len());
        for &(problem, .., connections) in PIVOTS {
            let family = problem.trim_end_matches(['1', '2', '3']);
            let &(_, inputs, outputs) = SIZES.iter().find(|(name, ..)| *name == family).unwrap();
            let architecture = Architecture::published(problem).unwrap();
            let network = Network::Pivot.perceptron(&architecture, inputs, outputs);
            assert_eq!(network.unwrap().weights(), connections, "{problem}");
        }
    }

    #[test]
    fn networks_differ_in_their_connections_only() {
        let architecture = Architecture::published("cancer1").unwrap();
        assert_eq!(architecture.name(), "4+2l");
        let weights = |network: Network| network.perceptron(&architecture, 9, 2).unwrap().weights();
        // By hand: (9 + 1)·2; (9 + 1)·4 + (4 + 1)·2 + (2 + 1)·2.
        assert_eq!(weights(Network::Linear), 20);
        assert_eq!(weights(Network::NoShortcut), 56);
    }

    #[test]
    fn sigmoid_outputs_are_those_of_the_hidden_layers_and_never_of_a_linear_network() {
        let architecture = Architecture::published("gene2").unwrap();
        assert_eq!(architecture.name(), "4+2s");
        let output = |network: Network| {
            let perceptron = network.perceptron(&architecture, 120, 3).unwrap();
            perceptron.layers().last().unwrap().activation
        };
        assert_eq!(output(Network::Pivot), Activation::Softsign);
        assert_eq!(output(Network::NoShortcut), Activation::Softsign);
        assert_eq!(output(Network::Linear), Activation::Linear);
    }
}
