//! The classic tasks, each as the examples that a network learns.

use crate::dataset::Source;
use crate::outcome::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most bits of parity and symmetry: 2¹² examples.
const MOST_BITS: usize = 12;
/// Most inputs of an encoder.
const MOST_LINES: usize = 1024;

/// What is learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Task {
    /// n lines, one of them on, through a bottleneck to the same n lines (Ackley, Hinton &
    /// Sejnowski 1985). n from 2 to 1024; hidden units ⌈log₂ n⌉.
    Encoder(usize),
    /// The encoder with one line off and all others on (Fahlman 1988).
    ComplementEncoder(usize),
    /// Exclusive or of two bits; 2 hidden units.
    Xor,
    /// Whether an odd number of n bits is on, over all 2ⁿ patterns. n from 1 to 12; n hidden units.
    Parity(usize),
    /// Whether n bits are their own mirror image, over all 2ⁿ patterns (Rumelhart, Hinton &
    /// Williams 1986). n from 2 to 12; 2 hidden units.
    Symmetry(usize),
    /// sin πx on 41 points from −1 to 1: one period. 5 hidden units (MATLAB's SIN).
    Sine,
    /// ½ + ¼ sin 3πx on 40 points from −1 to 1. 15 hidden units (Hagan & Menhaj 1994).
    HaganSine,
    /// The square wave of sin 3πx, 0 or 1, on 40 points from −1 to 1. 15 hidden units (Hagan &
    /// Menhaj 1994).
    HaganSquareWave,
    /// sinc x · sinc y, sinc x = sin πx/(πx), on 11 × 11 points from −2 to 2. 15 hidden units
    /// (after Hagan & Menhaj 1994).
    HaganSinc,
    /// sin(2πx₁) x₂² x₃³ x₄⁴ e^−(x₁+x₂+x₃+x₄) on 400 points drawn from −1 to 1. 50 hidden units
    /// (Hagan & Menhaj 1994).
    HaganFourInputs,
    /// Any data set, its inputs standardised, all rows for training. 5 hidden units.
    Data(Source),
}

/// The numbers that stand for "off" and "on".
pub type Levels = [f64; 2];

impl Task {
    /// Whether inputs are bits, so that they have two levels.
    pub fn has_bits(&self) -> bool {
        self.bits().is_some()
    }

    /// Whether targets are yes or no, so that they have two levels.
    pub fn has_binary_targets(&self) -> bool {
        self.has_bits() || matches!(self, Task::Data(_))
    }

    /// The number n of bits.
    pub fn bits(&self) -> Option<usize> {
        match *self {
            Task::Encoder(n) | Task::ComplementEncoder(n) | Task::Parity(n) | Task::Symmetry(n) => {
                Some(n)
            }
            Task::Xor => Some(2),
            _ => None,
        }
    }

    /// The family of tasks that differ in n only.
    pub fn family(&self) -> Option<Text> {
        match self {
            Task::Encoder(_) => Some(Text::new("encoder", "кодировщик")),
            Task::ComplementEncoder(_) => {
                Some(Text::new("complement encoder", "обратный кодировщик"))
            }
            Task::Parity(_) => Some(Text::new("parity", "чётность")),
            Task::Symmetry(_) => Some(Text::new("symmetry", "симметрия")),
            _ => None,
        }
    }

    /// The task in titles.
    pub fn title(&self, hidden: &[usize]) -> Text {
        let hidden: String = hidden.iter().map(|units| format!("{units}-")).collect();
        let name = self.family();
        match (self, name) {
            (Task::Encoder(n) | Task::ComplementEncoder(n), Some(name)) => Text::new(
                format!("{n}-{hidden}{n} {}", name.en),
                format!("{} {n}-{hidden}{n}", name.ru),
            ),
            (Task::Parity(n) | Task::Symmetry(n), Some(name)) => Text::new(
                format!("{} of {n} bits, {n}-{hidden}1", name.en),
                format!("{} {n} битов, {n}-{hidden}1", name.ru),
            ),
            (Task::Xor, _) => Text::new(
                format!("exclusive or, 2-{hidden}1"),
                format!("исключающее «или», 2-{hidden}1"),
            ),
            (Task::HaganSquareWave, _) => Text::new(
                format!("square wave, 1-{hidden}1"),
                format!("прямоугольная волна, 1-{hidden}1"),
            ),
            (Task::HaganSinc, _) => Text::new(
                format!("sinc of two variables, 2-{hidden}1"),
                format!("sinc двух переменных, 2-{hidden}1"),
            ),
            (Task::HaganFourInputs, _) => Text::new(
                format!("function of four variables, 4-{hidden}1"),
                format!("функция четырёх переменных, 4-{hidden}1"),
            ),
            (Task::Data(Source::Named(name)), _) => Text::same(name.clone()),
            (Task::Data(_), _) => Text::new("data set", "набор данных"),
            _ => Text::new(format!("sine, 1-{hidden}1"), format!("синус, 1-{hidden}1")),
        }
    }

    /// Units of the hidden layers that the task is customarily learnt with.
    pub fn customary_hidden(&self) -> Vec<usize> {
        let units = match *self {
            // ⌈log₂ n⌉ bits number n lines.
            Task::Encoder(n) | Task::ComplementEncoder(n) => (n.max(2) - 1).ilog2() as usize + 1,
            Task::Xor | Task::Symmetry(_) => 2,
            Task::Parity(n) => n.max(1),
            Task::Sine | Task::Data(_) => 5,
            Task::HaganSine | Task::HaganSquareWave | Task::HaganSinc => 15,
            Task::HaganFourInputs => 50,
        };
        vec![units]
    }

    /// What is wrong with n, if anything.
    pub fn problem(&self) -> Option<String> {
        let (n, least, most) = match *self {
            Task::Encoder(n) | Task::ComplementEncoder(n) => (n, 2, MOST_LINES),
            Task::Parity(n) => (n, 1, MOST_BITS),
            Task::Symmetry(n) => (n, 2, MOST_BITS),
            _ => return None,
        };
        let fine = (least..=most).contains(&n);
        (!fine).then(|| format!("has n = {n}, must be from {least} to {most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_a_word_or_a_word_with_its_size() {
        #[derive(Deserialize, Serialize)]
        struct File {
            task: Task,
        }
        for (toml, task) in [
            ("'xor'", Task::Xor),
            ("{ encoder = 10 }", Task::Encoder(10)),
            ("{ complement-encoder = 10 }", Task::ComplementEncoder(10)),
            ("'hagan-four-inputs'", Task::HaganFourInputs),
            (
                "{ data = 'iris' }",
                Task::Data(Source::Named("iris".into())),
            ),
        ] {
            let file: File = toml::from_str(&format!("task = {toml}")).unwrap();
            assert_eq!(file.task, task);
            let again: File = toml::from_str(&toml::to_string(&file).unwrap()).unwrap();
            assert_eq!(again.task, task);
        }
    }
}
