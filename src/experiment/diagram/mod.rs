//! Kind `diagram`: the schematic pictures of the lecture, drawn for sizes of the reader's choice: the
//! equivalent circuit of a membrane, the formal neuron, the kinds of network, a flow chart.

mod art;
mod associative;
mod explain;
mod feed_forward;
mod flow_chart;
mod kohonen;
mod lstm;
mod membrane;
mod neuron;
mod parts;
mod recurrent;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::sketch::Sketch;
use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Figure, Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Most units of a layer, a neuron's inputs, a network's units.
const MOST_UNITS: usize = 10_000;
/// Most layers.
const MOST_LAYERS: usize = 8;
/// Most units on either side of a lattice.
const MOST_SIDE: usize = 12;

/// Draws one schematic picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Diagram {
    /// What is drawn. Default `feed-forward`.
    pub of: Of,
    /// Units of every layer, 2 to 8 layers of 1 to 10000 units: of a feed-forward network, inputs
    /// first; of an Elman network, exactly inputs, hidden units, outputs; of a BAM, exactly its two
    /// layers. Default: `[3, 4, 2]`, for a BAM `[6, 4]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layers: Option<Vec<usize>>,
    /// Inputs of a neuron, a Kohonen map, an ART network; 1 to 10000. Default 4.
    pub inputs: usize,
    /// Units of a Hopfield network, 2 to 10000; categories of an ART network, 1 to 10000. Default 6.
    pub units: usize,
    /// Columns and rows of a Kohonen map, each 1 to 12. Default `[5, 4]`.
    pub lattice: [usize; 2],
    /// Whether the membrane has a leak conductance and an LSTM cell a forget gate. Default true.
    pub complete: bool,
}

impl Default for Diagram {
    fn default() -> Self {
        Diagram {
            of: Of::FeedForward,
            layers: None,
            inputs: 4,
            units: 6,
            lattice: [5, 4],
            complete: true,
        }
    }
}

/// The pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Of {
    /// The equivalent circuit of a membrane (Hodgkin & Huxley 1952, fig. 1).
    Membrane,
    /// The formal neuron (McCulloch & Pitts 1943).
    Neuron,
    /// A feed-forward network.
    FeedForward,
    /// A simple recurrent network (Elman 1990).
    Elman,
    /// A memory cell (Hochreiter & Schmidhuber 1997), with a forget gate (Gers et al. 2000).
    Lstm,
    /// A self-organising map (Kohonen 1982).
    Kohonen,
    /// A network that relaxes (Hopfield 1982).
    Hopfield,
    /// A bidirectional associative memory (Kosko 1988).
    Bam,
    /// Adaptive resonance (Carpenter & Grossberg 1987).
    Art,
    /// The flow chart of gradient descent.
    GradientDescent,
}

/// A finished picture and what it shows.
pub struct Drawing {
    pub sketch: Sketch,
    pub title: Text,
    /// Units, or the elements of a circuit or chart.
    pub nodes: usize,
    /// Connections, also those that a small picture leaves out.
    pub connections: usize,
    /// Numbers that are learned or given, biases and thresholds included; `None` where there are none.
    pub weights: Option<usize>,
    pub note: Option<Text>,
}

impl Diagram {
    fn layers(&self) -> Vec<usize> {
        match (&self.layers, self.of) {
            (Some(layers), _) => layers.clone(),
            (None, Of::Bam) => vec![6, 4],
            (None, _) => vec![3, 4, 2],
        }
    }

    fn draw(&self) -> Drawing {
        match self.of {
            Of::Membrane => membrane::draw(self.complete),
            Of::Neuron => neuron::draw(self.inputs),
            Of::FeedForward => feed_forward::draw(&self.layers()),
            Of::Elman => recurrent::draw(&self.layers()),
            Of::Lstm => lstm::draw(self.complete),
            Of::Kohonen => kohonen::draw(self.inputs, self.lattice),
            Of::Hopfield => associative::hopfield(self.units),
            Of::Bam => associative::bam(&self.layers()),
            Of::Art => art::draw(self.inputs, self.units),
            Of::GradientDescent => flow_chart::draw(),
        }
    }

    fn check_layers(&self, ranges: &mut Ranges) {
        let Some(layers) = &self.layers else {
            return;
        };
        let (least, most) = match self.of {
            Of::Elman => (3, 3),
            Of::Bam => (2, 2),
            _ => (2, MOST_LAYERS),
        };
        if least == most && layers.len() != least {
            let message = format!(
                "has {} entries, must have {least}: {}",
                layers.len(),
                if least == 3 {
                    "inputs, hidden units, outputs"
                } else {
                    "the two layers"
                }
            );
            ranges.wrong("layers", message);
        } else {
            ranges.entries("layers", layers.len(), least, most);
        }
        for (place, &units) in layers.iter().enumerate() {
            check_units(&format!("layers[{place}]"), units, 1, MOST_UNITS, ranges);
        }
    }
}

fn check_units(key: &str, found: usize, least: usize, most: usize, ranges: &mut Ranges) {
    if !(least..=most).contains(&found) {
        ranges.wrong(key, format!("is {found}, must be from {least} to {most}"));
    }
}

impl Settings for Diagram {
    const KIND: &'static str = "diagram";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = ();

    fn summary() -> Text {
        Text::new(
            "Schematic pictures: membrane circuit, neuron, kinds of network, flow chart",
            "Схемы: мембрана, формальный нейрон, виды сетей, блок-схема обучения",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_layers(&mut ranges);
        check_units("inputs", self.inputs, 1, MOST_UNITS, &mut ranges);
        let least = if self.of == Of::Hopfield { 2 } else { 1 };
        check_units("units", self.units, least, MOST_UNITS, &mut ranges);
        for (place, &side) in self.lattice.iter().enumerate() {
            check_units(
                &format!("lattice[{place}]"),
                side,
                1,
                MOST_SIDE,
                &mut ranges,
            );
        }
        ranges.problems
    }

    /// A picture of a few hundred lines.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        1 << 20
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<(), Failure> {
        context.go_on()
    }

    fn assemble(&self, _parts: Vec<()>, _context: &Context) -> Result<Outcome, Failure> {
        let drawing = self.draw();
        let mut outcome = Outcome::default();
        outcome.metric("nodes", drawing.nodes as f64, "");
        outcome.metric("connections", drawing.connections as f64, "");
        if let Some(weights) = drawing.weights {
            outcome.metric("weights", weights as f64, "");
        }
        let panel = drawing.sketch.panel();
        let figure = Figure::single("diagram", drawing.title, panel);
        outcome.figures.push(figure);
        outcome.notes.extend(drawing.note);
        Ok(outcome)
    }
}
