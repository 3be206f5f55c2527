//! What activations and initialisations are called in metrics, legends and titles.

use crate::outcome::Text;
use crate::perceptron::{Activation, Initialisation};

/// As in files, with underscores: `lecun_tanh`.
pub fn activation_key(activation: Activation) -> String {
    word(toml::Value::try_from(activation).ok())
}

/// As in files, with underscores: `glorot_uniform`, and `uniform_0_05` with its number.
pub fn init_key(initialisation: &Initialisation) -> String {
    match initialisation {
        Initialisation::Uniform(range) => format!("uniform_{range}").replace('.', "_"),
        Initialisation::Normal(deviation) => format!("normal_{deviation}").replace('.', "_"),
        other => word(toml::Value::try_from(other).ok()),
    }
}

fn word(value: Option<toml::Value>) -> String {
    let name = value.as_ref().and_then(toml::Value::as_str);
    name.unwrap_or_default().replace('-', "_")
}

/// An activation in legends.
pub fn activation_label(activation: Activation) -> Text {
    match activation {
        Activation::Linear => Text::new("linear", "линейная"),
        Activation::Logistic => Text::new("logistic", "логистическая"),
        Activation::SymmetricLogistic => {
            Text::new("symmetric logistic", "симметричная логистическая")
        }
        Activation::Stochastic => Text::new("stochastic, in the mean", "стохастическая, в среднем"),
        Activation::LecunTanh => Text::same("1.7159 tanh(2s/3)"),
        Activation::Relu => Text::same("ReLU"),
        other => Text::same(activation_key(other)),
    }
}

/// An initialisation in titles.
pub fn init_label(initialisation: &Initialisation) -> Text {
    match initialisation {
        Initialisation::Uniform(range) => Text::new(
            format!("uniform on ±{range}"),
            format!("равномерная на ±{range}"),
        ),
        Initialisation::Normal(deviation) => Text::new(
            format!("normal, σ = {deviation}"),
            format!("нормальная, σ = {deviation}"),
        ),
        Initialisation::Standard => Text::new("standard", "стандартная"),
        Initialisation::Lecun => Text::new("LeCun, normal", "ЛеКун, нормальная"),
        Initialisation::LecunUniform => Text::new("LeCun, uniform", "ЛеКун, равномерная"),
        Initialisation::GlorotUniform => Text::new("Glorot, uniform", "Глорот, равномерная"),
        Initialisation::GlorotNormal => Text::new("Glorot, normal", "Глорот, нормальная"),
        Initialisation::He => Text::new("He, normal", "Хе, нормальная"),
        Initialisation::HeUniform => Text::new("He, uniform", "Хе, равномерная"),
        Initialisation::NguyenWidrow => Text::new("Nguyen–Widrow", "Нгуен — Уидроу"),
    }
}
