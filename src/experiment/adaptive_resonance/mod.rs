//! Adaptive resonance: the kinds `art1` (binary pictures) and `fuzzy-art` (numbers), and what they
//! share.

pub mod art1;
pub mod fuzzy_art;
#[cfg(test)]
mod tests;

use crate::outcome::Text;
use crate::outcome::figure::{Mark, Style};
use crate::random::Stream;
use crate::resonance;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The order in which the inputs of a pass are presented, the same in every pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Order {
    /// As the settings or the data give them.
    #[default]
    Given,
    /// From the last to the first.
    Reversed,
    /// Shuffled.
    Shuffled,
}

impl Order {
    /// The places of 0..`inputs` in this order.
    pub fn of(self, inputs: usize, stream: &mut Stream) -> Vec<usize> {
        match self {
            Order::Given => (0..inputs).collect(),
            Order::Reversed => (0..inputs).rev().collect(),
            Order::Shuffled => shuffled(inputs, stream),
        }
    }

    /// As figures call it.
    pub fn label(self) -> Text {
        match self {
            Order::Given => Text::new("order as given", "порядок как задан"),
            Order::Reversed => Text::new("reversed order", "обратный порядок"),
            Order::Shuffled => Text::new("one shuffled order", "один случайный порядок"),
        }
    }
}

/// 0..`inputs`, every order as likely as any other.
pub fn shuffled(inputs: usize, stream: &mut Stream) -> Vec<usize> {
    let mut order: Vec<usize> = (0..inputs).collect();
    for place in (1..inputs).rev() {
        order.swap(place, stream.below(place as u64 + 1) as usize);
    }
    order
}

/// When a node that has learned nothing is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Uncommitted {
    /// After all committed nodes have been reset.
    #[default]
    Last,
    /// By its own choice value, that of a template of ones: before committed nodes that fit worse.
    Competes,
}

impl From<Uncommitted> for resonance::Uncommitted {
    fn from(uncommitted: Uncommitted) -> Self {
        match uncommitted {
            Uncommitted::Last => resonance::Uncommitted::Last,
            Uncommitted::Competes => resonance::Uncommitted::Competes,
        }
    }
}

/// A value of ρ as the beginning of metrics' and figures' names: `rho_0_5`.
pub fn prefix(rho: f64) -> String {
    format!("rho_{}", rho.to_string().replace('.', "_"))
}

/// A number in running text, with a decimal comma in Russian.
pub fn number(value: f64) -> Text {
    let en = value.to_string();
    Text::new(en.clone(), en.replace('.', ","))
}

/// "ρ = 0.5".
pub fn rho_is(rho: f64) -> Text {
    let number = number(rho);
    Text::new(format!("ρ = {}", number.en), format!("ρ = {}", number.ru))
}

/// Two phrases one after the other.
pub fn joined(first: Text, second: Text) -> Text {
    Text::new(first.en + &second.en, first.ru + &second.ru)
}

/// The middle half of what shuffled orders gave at every ρ.
pub fn band_of_orders(orders: usize, rho: &[f64], low: Vec<f64>, high: Vec<f64>) -> Mark {
    Mark::Band {
        label: Text::new(
            format!("quartiles over {orders} shuffled orders"),
            format!("квартили (случайных порядков: {orders})"),
        ),
        style: Style::of("class-0"),
        x: rho.to_vec(),
        low,
        high,
    }
}
