//! Gates by name, by truth table, or by weights, as circuits of threshold units.

use super::ThresholdLogic;
use crate::outcome::Text;
use crate::threshold::{Examples, Network, Unit, Workspace, max_margin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A gate with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Gate {
    /// The negation of one input.
    Not,
    /// 1 when all inputs are 1.
    And,
    /// 1 when any input is 1.
    Or,
    /// 0 when all inputs are 1.
    Nand,
    /// 0 when any input is 1.
    Nor,
    /// 1 when more than half of the inputs are 1; with `majority_inputs`.
    Majority,
    /// 1 when an odd number of inputs is 1, from two layers.
    Xor,
}

impl Gate {
    fn name(self) -> Text {
        match self {
            Gate::Not => Text::new("NOT", "НЕ"),
            Gate::And => Text::new("AND", "И"),
            Gate::Or => Text::new("OR", "ИЛИ"),
            Gate::Nand => Text::new("NAND", "И-НЕ"),
            Gate::Nor => Text::new("NOR", "ИЛИ-НЕ"),
            Gate::Majority => Text::new("majority", "большинство"),
            Gate::Xor => Text::new("exclusive or", "исключающее «или»"),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Gate::Not => "not",
            Gate::And => "and",
            Gate::Or => "or",
            Gate::Nand => "nand",
            Gate::Nor => "nor",
            Gate::Majority => "majority",
            Gate::Xor => "xor",
        }
    }

    /// Whether the gate is to answer 1 when `on` of `inputs` are 1: no gate tells its inputs apart.
    fn wanted(self, on: usize, inputs: usize) -> bool {
        match self {
            Gate::Not | Gate::Nor => on == 0,
            Gate::And => on == inputs,
            Gate::Or => on > 0,
            Gate::Nand => on < inputs,
            Gate::Majority => 2 * on > inputs,
            Gate::Xor => on % 2 == 1,
        }
    }

    fn network(self, n: usize) -> Network {
        match self {
            Gate::Not => single(Unit::not()),
            Gate::And => single(Unit::and(n)),
            Gate::Or => single(Unit::or(n)),
            Gate::Nand => single(Unit::nand(n)),
            Gate::Nor => single(Unit::nor(n)),
            Gate::Majority => single(Unit::majority(n)),
            Gate::Xor if n == 2 => Network::xor(),
            Gate::Xor => parity(n),
        }
    }
}

/// A circuit and what it is to compute.
#[derive(Clone, Debug)]
pub struct Circuit {
    pub name: Text,
    /// How its metrics begin.
    pub key: String,
    pub network: Network,
    /// The wanted answers in the order of [`rows`]; `None` where the user asks what a unit does.
    pub wanted: Option<Vec<bool>>,
}

/// One row of a circuit's truth table.
#[derive(Clone, Debug)]
pub struct Row {
    pub x: Vec<f64>,
    /// Activities of the layers below the last, one after the other.
    pub hidden: Vec<f64>,
    /// w·x − θ of the last unit.
    pub potential: f64,
    pub y: bool,
    pub is_wrong: bool,
}

/// All inputs of `n` bits, x₁ changing slowest as truth tables are written: 00, 01, 10, 11.
pub fn rows(n: usize) -> impl Iterator<Item = Vec<f64>> {
    (0..1usize << n).map(move |row| {
        (0..n)
            .rev()
            .map(|i| f64::from((row >> i & 1) as u8))
            .collect()
    })
}

/// The circuits of the settings, in their order.
pub fn circuits(settings: &ThresholdLogic) -> Vec<Circuit> {
    let named = settings.gates.iter().map(|gate| {
        let n = settings.inputs_of(*gate);
        let on = |x: Vec<f64>| x.iter().filter(|x| **x > 0.0).count();
        Circuit {
            name: gate.name(),
            key: gate.key().to_owned(),
            network: gate.network(n),
            wanted: Some(rows(n).map(|x| gate.wanted(on(x), n)).collect()),
        }
    });
    let tables = settings.tables.iter().map(|table| of_table(table));
    let named = named.chain(tables).map(|circuit| {
        if settings.midway {
            circuit.midway()
        } else {
            circuit
        }
    });
    let own = settings.units.iter().enumerate().map(|(index, unit)| {
        let number = index + 1;
        let name = unit.name.clone().map_or_else(
            || Text::new(format!("unit {number}"), format!("нейрон {number}")),
            Text::same,
        );
        Circuit {
            name,
            key: format!("unit_{number}"),
            network: single(Unit::new(unit.weights.clone(), unit.threshold)),
            wanted: unit.table.as_deref().map(answers),
        }
    });
    named.chain(own).collect()
}

/// "0110" as answers.
pub fn answers(table: &str) -> Vec<bool> {
    table.chars().map(|c| c == '1').collect()
}

fn single(unit: Unit) -> Network {
    let inputs = unit.weights.len();
    Network::new(inputs, vec![vec![unit]]).expect("one unit fed by its inputs")
}

/// Parity from units that count: h_k fires when at least k inputs are 1, and their alternating sum is 1
/// for an odd number (Rumelhart, Hinton & Williams 1986, p. 334).
fn parity(n: usize) -> Network {
    let hidden = (1..=n).map(|k| Unit::new(vec![1.0; n], k as f64));
    let signs = (0..n).map(|k| if k % 2 == 0 { 1.0 } else { -1.0 });
    let output = Unit::new(signs.collect(), 1.0);
    Network::new(n, vec![hidden.collect(), vec![output]]).expect("layers that fit")
}

/// A truth table by one unit of widest margin where there is one, else in two layers.
fn of_table(table: &str) -> Circuit {
    let wanted = answers(table);
    let n = wanted.len().ilog2() as usize;
    Circuit {
        name: Text::same(table),
        key: format!("table_{table}"),
        network: separating_unit(n, &wanted).map_or_else(
            || {
                let by_row_number: Vec<bool> = (0..wanted.len())
                    .map(|row| wanted[row.reverse_bits() >> (usize::BITS as usize - n)])
                    .collect();
                Network::of_truth_table(n, &by_row_number)
            },
            single,
        ),
        wanted: Some(wanted),
    }
}

/// The unit of widest margin for a truth table in the order of [`rows`]; `None` where no unit computes
/// it.
pub fn separating_unit(n: usize, wanted: &[bool]) -> Option<Unit> {
    // Inputs −1 and 1, so that the margin does not depend on which value is called 0.
    let inputs: Vec<Vec<f64>> = rows(n)
        .map(|x| x.iter().map(|x| 2.0 * x - 1.0).collect())
        .collect();
    let examples = Examples::new(&inputs, wanted).ok()?;
    let weights = whole(max_margin(&examples)?.weights);
    let (bias, weights) = weights.split_last()?;
    // w·(2x − 1) + b ≥ 0 is 2w·x ≥ Σw − b.
    let threshold = (weights.iter().sum::<f64>() - bias) / 2.0;
    Some(Unit::new(weights.to_vec(), threshold))
}

/// Weights in proportion to small whole numbers as these numbers, others with 1 for the least.
fn whole(mut weights: Vec<f64>) -> Vec<f64> {
    let largest = weights.iter().fold(0.0, |a: f64, w| a.max(w.abs()));
    let not_zero = weights
        .iter()
        .map(|w| w.abs())
        .filter(|w| *w > 1e-9 * largest);
    let least = not_zero.fold(f64::INFINITY, f64::min);
    let is_whole = |w: f64| (w - w.round()).abs() < 1e-6;
    let factor = (1..=12)
        .map(|k| f64::from(k) / least)
        .find(|factor| weights.iter().all(|w| is_whole(w * factor)));
    for w in &mut weights {
        *w *= factor.unwrap_or(1.0 / least);
        if is_whole(*w) {
            // + 0 makes 0 of −0.
            *w = w.round() + 0.0;
        }
    }
    weights
}

impl Circuit {
    pub fn inputs(&self) -> usize {
        self.network.inputs()
    }

    /// The only unit, where there is but one.
    pub fn unit(&self) -> Option<&Unit> {
        match self.network.layers() {
            [layer] if layer.len() == 1 => layer.first(),
            _ => None,
        }
    }

    /// The same answers with every θ halfway between the sums that reach it and those that do not.
    fn midway(mut self) -> Self {
        let mut below: Vec<Vec<f64>> = rows(self.inputs()).collect();
        let mut layers = self.network.layers().to_vec();
        for layer in &mut layers {
            layer.iter_mut().for_each(|unit| centre(unit, &below));
            let fires = |x: &Vec<f64>| layer.iter().map(|u| f64::from(u.fires(x))).collect();
            below = below.iter().map(fires).collect();
        }
        self.network = Network::new(self.inputs(), layers).expect("the same layers");
        self
    }

    /// The truth table.
    pub fn table(&self) -> Vec<Row> {
        let (last, hidden_layers) = self.network.layers().split_last().expect("a layer");
        let row = |(index, x): (usize, Vec<f64>)| {
            let (mut below, mut hidden) = (x.clone(), Vec::new());
            for layer in hidden_layers {
                below = layer.iter().map(|u| f64::from(u.fires(&below))).collect();
                hidden.extend_from_slice(&below);
            }
            let y = self.network.fires(&x, &mut Workspace::default());
            Row {
                potential: last[0].potential(&below),
                is_wrong: self
                    .wanted
                    .as_ref()
                    .is_some_and(|wanted| wanted[index] != y),
                x,
                hidden,
                y,
            }
        };
        rows(self.inputs()).enumerate().map(row).collect()
    }

    /// How near the next row lies to a hyperplane of the first layer, |w·x − θ|/‖w‖.
    pub fn margin(&self) -> f64 {
        let distance = |unit: &Unit, x: &[f64]| {
            let square: f64 = unit.weights.iter().map(|w| w * w).sum();
            unit.potential(x).abs() / square.sqrt()
        };
        let of_row = |x: Vec<f64>| {
            let units = self.network.layers()[0].iter();
            units
                .map(|unit| distance(unit, &x))
                .fold(f64::INFINITY, f64::min)
        };
        rows(self.inputs())
            .map(of_row)
            .fold(f64::INFINITY, f64::min)
    }
}

/// Moves θ halfway between the least sum that reaches it and the largest that does not, where there
/// are both.
fn centre(unit: &mut Unit, inputs: &[Vec<f64>]) {
    let sums = || inputs.iter().map(|x| unit.potential(x));
    let least = sums().filter(|s| *s >= 0.0).fold(f64::INFINITY, f64::min);
    let most = sums()
        .filter(|s| *s < 0.0)
        .fold(f64::NEG_INFINITY, f64::max);
    if least.is_finite() && most.is_finite() {
        unit.threshold += (least + most) / 2.0;
    }
}
