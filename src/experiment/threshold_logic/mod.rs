//! The kind `threshold-logic`: the formal neuron of 1943 as logic gates, its hyperplane, and how many
//! functions one unit computes.

mod counts;
mod cube;
mod explain;
mod figures;
mod gate;
pub(super) mod plane;
mod tables;
#[cfg(test)]
mod tests;
mod two_inputs;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::threshold::MOST_COUNTED_INPUTS;
use counts::Count;
pub use gate::Gate;
pub(super) use gate::{answers, rows};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
pub(super) use tables::subscript;

/// Most inputs of a gate.
const MOST_INPUTS: usize = 6;
/// Most truth tables, and most units, of the user.
const MOST_OWN: usize = 24;
/// Largest weight or threshold of the user's units.
const LARGEST_WEIGHT: f64 = 1e6;

/// Settings of the kind `threshold-logic`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ThresholdLogic {
    /// Gates, none twice: `not`, `and`, `or`, `nand`, `nor`, `majority`, `xor`. Default: all.
    pub gates: Vec<Gate>,
    /// Inputs of and, or, nand, nor and xor, 1 to 6, with xor 2 to 6. Default 2.
    pub inputs: usize,
    /// Inputs of majority, 1 to 6. Default 3.
    pub majority_inputs: usize,
    /// Truth tables of your own, at most 24: the answers for the inputs 00, 01, 10, 11 (x₁ first) as a
    /// word of 2, 4, 8 … 64 zeros and ones, such as "0110". One unit computes it where any can, else
    /// two layers do. Default: none.
    pub tables: Vec<String>,
    /// Units of your own, at most 24. Default: none.
    pub units: Vec<OwnUnit>,
    /// Whether the thresholds of gates and tables lie halfway between the sums that must reach them
    /// and those that must not; false: whole numbers as in 1943, where corners lie on the hyperplane.
    /// The truth tables are the same. Default true.
    pub midway: bool,
    /// Count the functions that one unit computes for 1 to so many inputs, 0 (no count) to 7; 7 takes
    /// some seconds. Default 6.
    pub count_inputs: usize,
}

/// A unit with weights of the user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct OwnUnit {
    /// What the figures call it. Default: its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// One weight an input, 1 to 6 of them, −1000000 to 1000000, not all 0.
    pub weights: Vec<f64>,
    /// θ, which the weighted sum must reach, −1000000 to 1000000. Default 0.
    pub threshold: f64,
    /// What it is to compute, as in `tables`; its wrong rows are counted. Default: not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
}

impl Default for ThresholdLogic {
    fn default() -> Self {
        use Gate::{And, Majority, Nand, Nor, Not, Or, Xor};
        ThresholdLogic {
            gates: vec![Not, And, Or, Nand, Nor, Majority, Xor],
            inputs: 2,
            majority_inputs: 3,
            tables: Vec::new(),
            units: Vec::new(),
            midway: true,
            count_inputs: 6,
        }
    }
}

impl ThresholdLogic {
    fn inputs_of(&self, gate: Gate) -> usize {
        match gate {
            Gate::Not => 1,
            Gate::Majority => self.majority_inputs,
            _ => self.inputs,
        }
    }
}

impl Settings for ThresholdLogic {
    const KIND: &'static str = "threshold-logic";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    /// The counts for one number of inputs; none from the first job, which is that of the gates.
    type Part = Option<Count>;

    fn summary() -> Text {
        Text::new(
            "The formal neuron as a logic gate: truth tables, hyperplanes, and exclusive or from two layers (McCulloch & Pitts 1943)",
            "Формальный нейрон как логический элемент: таблицы истинности, гиперплоскости и исключающее «или» из двух слоёв (Мак-Каллок и Питтс, 1943)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.distinct("gates", &self.gates);
        let least = if self.gates.contains(&Gate::Xor) {
            2
        } else {
            1
        };
        count(&mut ranges, "inputs", self.inputs, least, MOST_INPUTS);
        count(
            &mut ranges,
            "majority_inputs",
            self.majority_inputs,
            1,
            MOST_INPUTS,
        );
        count(
            &mut ranges,
            "count_inputs",
            self.count_inputs,
            0,
            MOST_COUNTED_INPUTS,
        );
        ranges.entries("tables", self.tables.len(), 0, MOST_OWN);
        ranges.distinct("tables", &self.tables);
        ranges.entries("units", self.units.len(), 0, MOST_OWN);
        for (index, table) in self.tables.iter().enumerate() {
            check_table(&mut ranges, format!("tables[{index}]"), table);
        }
        for (index, unit) in self.units.iter().enumerate() {
            unit.check(&mut ranges, index);
        }
        if self.gates.is_empty() && self.tables.is_empty() && self.units.is_empty() {
            let message =
                "is empty, as are tables and units; at least one of them must have an entry";
            ranges.wrong("gates", message);
        }
        ranges.problems
    }

    /// Regions of the plane for every circuit, and what is known of seven inputs.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let circuits = (self.gates.len() + self.tables.len() + self.units.len() + 16) as u64;
        let counting = if self.count_inputs > 6 {
            300 << 20
        } else {
            8 << 20
        };
        circuits * (1 << 20) + counting
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.count_inputs
    }

    fn run(&self, job: usize, context: &Context) -> Result<Option<Count>, Failure> {
        match job {
            0 => Ok(None),
            inputs => counts::count(inputs, context).map(Some),
        }
    }

    fn assemble(&self, parts: Vec<Option<Count>>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        let circuits = gate::circuits(self);
        tables::add(&circuits, &mut outcome);
        figures::add(&circuits, &mut outcome);
        if self.count_inputs >= 2 {
            outcome.figures.push(two_inputs::all_functions());
        }
        let counts: Vec<Count> = parts.into_iter().flatten().collect();
        counts::add(&counts, &mut outcome);
        Ok(outcome)
    }
}

impl OwnUnit {
    fn check(&self, ranges: &mut Ranges, index: usize) {
        let key = |name: &str| format!("units[{index}].{name}");
        ranges.entries(key("weights"), self.weights.len(), 1, MOST_INPUTS);
        for (input, weight) in self.weights.iter().enumerate() {
            let key = format!("{}[{input}]", key("weights"));
            ranges.within(key, *weight, -LARGEST_WEIGHT, LARGEST_WEIGHT);
        }
        if !self.weights.is_empty() && self.weights.iter().all(|w| *w == 0.0) {
            ranges.wrong(key("weights"), "are all 0, at least one must not be");
        }
        ranges.within(
            key("threshold"),
            self.threshold,
            -LARGEST_WEIGHT,
            LARGEST_WEIGHT,
        );
        let Some(table) = &self.table else {
            return;
        };
        check_table(ranges, key("table"), table);
        let rows = 1usize << self.weights.len().min(MOST_INPUTS);
        if table.len() != rows {
            let found = table.chars().count();
            let inputs = self.weights.len();
            let message = format!(
                "has {found} answers, must have {rows} for the {inputs} inputs of the unit"
            );
            ranges.wrong(key("table"), message);
        }
    }
}

/// A truth table must be a word of zeros and ones, one for each row.
pub(super) fn check_table(ranges: &mut Ranges, key: String, table: &str) {
    let length = table.chars().count();
    if let Some(other) = table.chars().find(|c| !matches!(c, '0' | '1')) {
        ranges.wrong(key, format!("has '{other}' in it, must be of 0 and 1 only"));
    } else if !(length.is_power_of_two() && (2..=1 << MOST_INPUTS).contains(&length)) {
        let message =
            format!("has {length} answers, must have 2, 4, 8, 16, 32 or 64: one for each row");
        ranges.wrong(key, message);
    }
}

fn count(ranges: &mut Ranges, key: &str, value: usize, least: usize, most: usize) {
    ranges.within(key, value as f64, least as f64, most as f64);
}
