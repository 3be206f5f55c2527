//! Metrics, the table and notes.

use super::names::{activation_key, activation_label, init_key, init_label};
use super::results::Results;
use super::theory;
use crate::outcome::{Cell, Outcome, Table, Text};

/// Numbers of every activation with every initialisation, and how well the theory fits.
pub fn add_metrics(results: &Results, outcome: &mut Outcome) {
    let width = results.settings.width;
    let mut misfit = 0.0_f64;
    for combination in &results.combinations {
        let activation = activation_key(combination.activation);
        let name = format!("{activation}_{}", init_key(&combination.initialisation));
        let [_, measured, _] = combination.shrinkage();
        let wide = combination.wide_shrinkage();
        let linear = theory::linear_factor(combination.initialisation, width)
            * theory::slope_at_rest(combination.activation);
        outcome.metric(format!("{name}_shrinkage"), measured, "");
        outcome.metric(format!("{name}_shrinkage_wide"), wide, "");
        outcome.metric(format!("{name}_shrinkage_linear"), linear, "");
        let ratio = combination.weight_gradient_ratio();
        outcome.metric(format!("{name}_weight_gradient_ratio"), ratio, "");
        if let Some(value) = combination.singular_value() {
            outcome.metric(format!("{name}_mean_singular_value"), value, "");
        }
        // A NaN must not be lost, as `max` would lose it.
        let off = (measured / wide - 1.0).abs();
        misfit = if off.is_nan() { off } else { misfit.max(off) };
    }
    outcome.metric("largest_misfit_of_wide_theory", misfit, "");
}

/// The factor a layer of every combination beside both theories.
pub fn table(results: &Results) -> Table {
    let number = |value: f64| Cell::Number { value, decimals: 3 };
    let width = results.settings.width;
    let rows = results.combinations.iter().map(|combination| {
        let [low, middle, high] = combination.shrinkage();
        let linear = theory::linear_factor(combination.initialisation, width)
            * theory::slope_at_rest(combination.activation);
        let last = combination.layers(|layer| layer.deviation).middle;
        vec![
            Cell::Text(init_label(&combination.initialisation)),
            Cell::Text(activation_label(combination.activation)),
            Cell::Spread {
                low,
                middle,
                high,
                decimals: 3,
            },
            number(combination.wide_shrinkage()),
            number(linear),
            number(combination.weight_gradient_ratio()),
            number(last[last.len() - 1]),
        ]
    });
    Table {
        name: "shrinkage".into(),
        caption: Text::new(
            "Factor by which a hidden layer multiplies the r.m.s. of ∂E/∂s on its way back \
             (geometric mean; median [quartiles] over the repeats)",
            "Во сколько раз скрытый слой меняет с.к.з. ∂E/∂s на обратном пути (среднее \
             геометрическое; медиана [квартили] по повторам)",
        ),
        header: vec![
            Text::new("initial weights", "начальные веса"),
            Text::new("activation", "функция активации"),
            Text::new("factor a layer", "множитель слоя"),
            Text::new("wide-layer theory", "теория широких слоёв"),
            Text::new("linear regime", "линейный режим"),
            Text::new(
                "∂E/∂W: first over last layer",
                "∂E/∂W: первый слой к последнему",
            ),
            Text::new(
                "deviation of the last layer's outputs",
                "отклонение выходов последнего слоя",
            ),
        ],
        rows: rows.collect(),
    }
}

/// Gradients that left the range of numbers.
pub fn notes(results: &Results) -> Vec<Text> {
    let lost = results.combinations.iter().filter(|combination| {
        let deltas = combination.relative(|layer| layer.delta).middle;
        !deltas.iter().all(|delta| delta.is_finite() && *delta > 0.0)
    });
    let note = |(activation, init): (Text, Text)| {
        Text::new(
            format!(
                "{}, {}: a layer's gradient is 0 or not finite.",
                init.en, activation.en
            ),
            format!(
                "{}, {}: градиент слоя равен 0 или не конечен.",
                init.ru, activation.ru
            ),
        )
    };
    lost.map(|combination| {
        let activation = activation_label(combination.activation);
        note((activation, init_label(&combination.initialisation)))
    })
    .collect()
}
