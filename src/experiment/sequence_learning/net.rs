//! The settings of a network, and the network they describe.

use super::task::Task;
use crate::experiment::supervised::snake_case;
use crate::optimize::Method;
use crate::optimize::adam::Adam;
use crate::outcome::Text;
use crate::perceptron::Activation;
use crate::random::Stream;
use crate::recurrent::{
    Cell, Elman, Error, Lstm, Lstm1997, MemoryBlocks, Network, Output, Readout, Rule,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A network and how it learns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Net {
    /// What it is called; no two alike. Its metrics begin with the name in snake case.
    pub name: String,
    /// Its name in Russian reports. Default: `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_ru: Option<String>,
    /// `elman` (1990), `lstm` (today's cell with a forget gate), `lstm-1997` (memory cell blocks with
    /// input and output gates), `input-gate-1997` (the paper's network for the long time lag: outputs
    /// that see the inputs, and one cell with an input gate, added later). Default `lstm`.
    pub cell: Kind,
    /// Hidden units, memory cells, or memory cell blocks of 1997; 1 to 200. Default 8.
    pub units: usize,
    /// `lstm-1997` only: memory cells in a block, 1 to 16. Default 1.
    pub block_size: usize,
    /// `elman` only: activation of the hidden units. Default `tanh`.
    pub activation: Activation,
    /// The output units' function and the error that learning reduces. Default `logistic`: values
    /// from 0 to 1 and half the squared error.
    pub output: OutputUnits,
    /// Whether the output units also see the inputs. Default false.
    pub shortcuts: bool,
    /// `lstm-1997` only: which units have biases, `all` or only the `gates`. Default `all`.
    pub biases: Biases,
    /// Weights and biases are uniform within ± this, above 0 to 10. Default: weights within
    /// ±1/√n with n the numbers that the unit sees, biases 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_range: Option<f64>,
    /// `lstm` only: the forget gates' biases in the beginning, −20 to 20. Default 1.
    pub forget_bias: f64,
    /// `lstm-1997` only: the input gates' biases in the beginning, block by block, as far as they
    /// are given. Default: as all weights.
    pub input_gate_biases: Vec<f64>,
    /// `lstm-1997` only: the output gates' biases likewise.
    pub output_gate_biases: Vec<f64>,
    /// Whether back-propagation follows all paths back in time, or only the memory cells' own:
    /// `full` or `truncated` (which for `elman` means that the context counts as a further input).
    /// Default `full`.
    pub gradient: Paths,
    /// What moves the weights after every batch. Default Adam with the rate 0.01.
    pub method: Method,
    /// Sequences in a batch, over which the gradient is averaged, 1 to 1000. Default 8.
    pub batch: usize,
    /// Cells of 1997 only: learn by the paper's on-line rule with this rate, above 0 to 100, which
    /// changes the weights at every step that has a target; `gradient`, `method` and `batch` are
    /// then not used. Default: not, for `input-gate-1997` 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_line_rate: Option<f64>,
    /// `input-gate-1997` only: sequences learnt before the cell is added, 0 to 10000000. Default
    /// 1000.
    pub cell_added_after: u64,
    /// `input-gate-1997` only: by how much the gate's initial weights are lowered, so that the gate
    /// is nearly shut in the beginning, 0 to 20. Default 4.
    pub gate_shut_by: f64,
}

/// Kinds of hidden layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Kind {
    /// Simple recurrent network.
    #[serde(rename = "elman")]
    Elman,
    /// Memory cells with forget gates.
    #[serde(rename = "lstm")]
    Lstm,
    /// Memory cell blocks without.
    #[serde(rename = "lstm-1997")]
    Lstm1997,
    /// Outputs that see the inputs, and one memory cell with an input gate alone.
    #[serde(rename = "input-gate-1997")]
    InputGate1997,
}

/// Functions of the output units, with their errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum OutputUnits {
    /// Any number, half the squared error.
    Linear,
    /// 0 to 1, half the squared error.
    Logistic,
    /// 0 to 1, cross-entropy.
    LogisticCrossEntropy,
    /// Shares that sum to 1, cross-entropy.
    SoftmaxCrossEntropy,
}

/// Which units of 1997 have biases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Biases {
    /// All but the inputs.
    All,
    /// The gates alone.
    Gates,
}

/// Which paths errors take back in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Paths {
    /// All.
    Full,
    /// Only those inside the memory cells.
    Truncated,
}

impl Default for Net {
    fn default() -> Self {
        Net {
            name: String::new(),
            name_ru: None,
            cell: Kind::Lstm,
            units: 8,
            block_size: 1,
            activation: Activation::Tanh,
            output: OutputUnits::Logistic,
            shortcuts: false,
            biases: Biases::All,
            initial_range: None,
            forget_bias: 1.0,
            input_gate_biases: Vec::new(),
            output_gate_biases: Vec::new(),
            gradient: Paths::Full,
            method: Method::Adam(Adam {
                learning_rate: 0.01,
                ..Adam::default()
            }),
            batch: 8,
            on_line_rate: None,
            cell_added_after: 1000,
            gate_shut_by: 4.0,
        }
    }
}

impl Net {
    /// The name as metrics begin with it.
    pub fn key(&self) -> String {
        snake_case(&self.name)
    }

    /// The name in both languages.
    pub fn title(&self) -> Text {
        let russian = self.name_ru.as_ref().unwrap_or(&self.name);
        Text::new(&self.name, russian)
    }

    /// Which paths the gradient follows.
    pub fn rule(&self) -> Rule {
        match self.gradient {
            Paths::Full => Rule::Full,
            Paths::Truncated => Rule::Truncated,
        }
    }

    fn readout(&self, units: usize) -> Readout {
        let output = match self.output {
            OutputUnits::Linear => Output::Linear,
            OutputUnits::Logistic => Output::Logistic,
            OutputUnits::LogisticCrossEntropy => Output::LogisticCrossEntropy,
            OutputUnits::SoftmaxCrossEntropy => Output::SoftmaxCrossEntropy,
        };
        Readout {
            units,
            output,
            biases: self.cell != Kind::Lstm1997 || self.biases == Biases::All,
            shortcuts: self.shortcuts,
        }
    }

    /// An Elman network for the task.
    pub fn elman(&self, task: &Task, lag: Option<usize>) -> Result<Elman, Error> {
        let (inputs, outputs) = task.width(lag);
        Elman::new(inputs, self.units, self.activation, self.readout(outputs))
    }

    /// A network of today's memory cells.
    pub fn lstm(&self, task: &Task, lag: Option<usize>) -> Result<Lstm, Error> {
        let (inputs, outputs) = task.width(lag);
        Lstm::new(inputs, self.units, self.readout(outputs))
    }

    /// A network of memory cell blocks.
    pub fn lstm_1997(&self, task: &Task, lag: Option<usize>) -> Result<Lstm1997, Error> {
        let (inputs, outputs) = task.width(lag);
        let blocks = MemoryBlocks {
            blocks: self.units,
            size: self.block_size,
            cell_biases: self.biases == Biases::All,
        };
        Lstm1997::new(inputs, blocks, self.readout(outputs))
    }

    /// Number of weights for the task.
    pub fn weights(&self, task: &Task, lag: Option<usize>) -> Result<usize, Error> {
        Ok(match self.cell {
            Kind::Elman => self.elman(task, lag)?.weights(),
            Kind::Lstm => self.lstm(task, lag)?.weights(),
            Kind::Lstm1997 => self.lstm_1997(task, lag)?.weights(),
            Kind::InputGate1997 => {
                let (symbols, _) = task.width(lag);
                symbols * symbols + 3 * symbols
            }
        })
    }

    /// Initial weights, before gates are biased.
    pub fn draw<C: Cell>(&self, network: &Network<C>, stream: &mut Stream) -> Vec<f64> {
        match self.initial_range {
            Some(range) => network.uniform_weights(range, stream),
            None => network.scaled_weights(stream),
        }
    }
}
