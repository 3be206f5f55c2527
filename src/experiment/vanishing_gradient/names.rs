//! What activations and initialisations are called in metrics, legends and titles.

use crate::outcome::Text;
use crate::perceptron::{Activation, Initialisation};

/// As in files, with underscores: `lecun_tanh`.
pub fn activation_key(activation: Activation) -> String {
    word(toml::Value::try_from(activation).ok())
}

/// As in files, with underscores: `glorot_uniform`, and `uniform_0_05` with its range.
pub fn init_key(initialisation: &Initialisation) -> String {
    match initialisation {
        Initialisation::Uniform(range) => format!("uniform_{range}").replace('.', "_"),
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
        Initialisation::Lecun => Text::new("LeCun, normal", "ЛеКун, нормальная"),
        Initialisation::GlorotUniform => Text::new("Glorot, uniform", "Глорот, равномерная"),
        Initialisation::GlorotNormal => Text::new("Glorot, normal", "Глорот, нормальная"),
        Initialisation::He => Text::new("He, normal", "Хе, нормальная"),
    }
}
