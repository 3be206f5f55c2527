//! What the functions are called.

use crate::outcome::Text;
use crate::perceptron::Activation;

/// Name and formula, as over a panel.
pub fn title(function: Activation) -> Text {
    match function {
        Activation::Linear => Text::new("linear: s", "линейная: s"),
        Activation::Logistic => Text::new(
            "exponential sigmoid: 1/(1 + e⁻ˢ)",
            "экспоненциальная сигмоида: 1/(1 + e⁻ˢ)",
        ),
        Activation::SymmetricLogistic => Text::new(
            "symmetric logistic: 1/(1 + e⁻ˢ) − ½",
            "симметричная сигмоида: 1/(1 + e⁻ˢ) − ½",
        ),
        Activation::Tanh => Text::new("bipolar sigmoid: tanh s", "биполярная сигмоида: th s"),
        Activation::LecunTanh => Text::new(
            "LeCun's sigmoid: 1.7159 tanh(2s/3)",
            "сигмоида ЛеКуна: 1,7159 th(2s/3)",
        ),
        Activation::Softsign => Text::same("softsign: s/(1 + |s|)"),
        Activation::Relu => Text::new(
            "piecewise linear, ReLU: max(0, s)",
            "кусочно-линейная, ReLU: max(0, s)",
        ),
        Activation::Threshold => Text::new(
            "threshold: 1 for s ≥ 0, else 0",
            "пороговая: 1 при s ≥ 0, иначе 0",
        ),
        Activation::Stochastic => Text::new(
            "stochastic, its mean: 1/(1 + e⁻ˢ)",
            "стохастическая, среднее: 1/(1 + e⁻ˢ)",
        ),
        Activation::Softmax => Text::same("softmax, y₁: e^(s₁)/Σ\u{a0}e^(sⱼ)"),
    }
}

/// How metrics of the function begin.
pub fn key(function: Activation) -> &'static str {
    match function {
        Activation::Linear => "linear",
        Activation::Logistic => "logistic",
        Activation::SymmetricLogistic => "symmetric_logistic",
        Activation::Tanh => "tanh",
        Activation::LecunTanh => "lecun_tanh",
        Activation::Softsign => "softsign",
        Activation::Relu => "relu",
        Activation::Threshold => "threshold",
        Activation::Stochastic => "stochastic",
        Activation::Softmax => "softmax",
    }
}

/// A number in running text: with a comma in Russian.
pub fn decimal(digits: String) -> Text {
    let digits = digits.replace('-', "−");
    Text::new(digits.clone(), digits.replace('.', ","))
}
