//! Four figures: gradients, outputs and weight gradients layer by layer, and the first layer's
//! gradient against the depth of the network. A panel for each initialisation, a curve for each
//! activation, the theory of wide layers dashed.

use super::names::{activation_key, activation_label, init_label};
use super::results::{Combination, Results, Spreads};
use super::theory;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};
use crate::perceptron::{Activation, Initialisation};

/// All figures.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = vec![
        gradients(results),
        outputs(results),
        weight_gradients(results),
    ];
    if !results.settings.depths.is_empty() {
        figures.push(depths(results));
    }
    figures
}

fn style(combination: &Combination) -> Style {
    Style::of(activation_key(combination.activation))
}

/// Median with quartiles, and the theory dashed.
fn curve(combination: &Combination, x: &[f64], spreads: Spreads, theory: Vec<f64>) -> [Mark; 4] {
    let label = activation_label(combination.activation);
    let style = style(combination);
    let band = Mark::Band {
        label: Text::default(),
        style: style.clone(),
        x: x.to_vec(),
        low: spreads.low,
        high: spreads.high,
    };
    let dashed = Mark::Line {
        label: Text::default(),
        style: style.clone().dashed().width(1.2),
        x: x.to_vec(),
        y: theory,
    };
    let [line, points] = Mark::joined(label, style, x.to_vec(), spreads.middle);
    [band, dashed, line, points]
}

/// A panel for each initialisation, with what `marks` says of it.
fn grid(
    results: &Results,
    (name, title): (&str, Text),
    (x, y): (Axis, Axis),
    marks: impl Fn(&[Combination]) -> Vec<Mark>,
) -> Figure {
    let settings = results.settings;
    let panel = |(index, init): (usize, &Initialisation)| {
        let factor = theory::linear_factor(*init, settings.width);
        let label = init_label(init);
        // The formula stays in one line.
        let formula = format!("√(n\u{a0}Var\u{a0}W)\u{a0}=\u{a0}{factor:.3}");
        let title = |words: &str| format!("{words}: {formula}");
        let panel = Panel::new(x.clone(), y.clone(), marks(results.of(index)));
        panel.titled(Text::new(title(&label.en), title(&label.ru)))
    };
    let panels = settings.initialisations.iter().enumerate().map(panel);
    let columns = if settings.initialisations.len() > 4 {
        3
    } else {
        2
    };
    Figure::grid(name, title, columns, panels.collect())
}

fn numbers(depth: usize) -> Vec<f64> {
    (1..=depth).map(|layer| layer as f64).collect()
}

fn layer_axis(depth: usize) -> Axis {
    let label = Text::new("hidden layer", "скрытый слой");
    Axis::linear(label).from_to(0.5, depth as f64 + 0.5).whole()
}

/// The line (n Var W)^(k/2) that k layers of linear units follow, at the given layers or depths.
fn linear_line(
    combinations: &[Combination],
    width: usize,
    x: Vec<f64>,
    layers: impl Fn(f64) -> f64,
) -> Mark {
    let factor = theory::linear_factor(combinations[0].initialisation, width);
    let y = x.iter().map(|&x| factor.powi(layers(x) as i32)).collect();
    Mark::Line {
        label: Text::new("linear regime, f′ = 1", "линейный режим, f′ = 1"),
        style: Style::of("reference").dashed().width(2.5),
        x,
        y,
    }
}

fn gradients(results: &Results) -> Figure {
    let (depth, width) = (results.settings.depth, results.settings.width);
    let title = Text::new(
        "Back-propagated gradient ∂E/∂s of each layer over that of the last; dashed: wide-layer theory",
        "Градиент ∂E/∂s каждого слоя относительно последнего; пунктир — теория широких слоёв",
    );
    let y = Text::new("r.m.s. ∂E/∂s, relative", "с.к.з. ∂E/∂s, относительное");
    grid(
        results,
        ("gradients", title),
        (layer_axis(depth), Axis::log(y)),
        |combinations| {
            let x = numbers(depth);
            let mut marks = vec![linear_line(combinations, width, x.clone(), |layer| {
                depth as f64 - layer
            })];
            for combination in combinations {
                let theory = combination.wide.iter().map(|layer| layer.delta).collect();
                let spreads = combination.relative(|layer| layer.delta);
                marks.extend(curve(combination, &x, spreads, theory));
            }
            marks
        },
    )
}

/// Whether f(−s) = −f(s), so that the outputs have mean 0.
fn is_odd(activation: Activation) -> bool {
    [0.0, 1.0].map(|s| activation.value(s) + activation.value(-s)) == [0.0, 0.0]
}

fn outputs(results: &Results) -> Figure {
    let depth = results.settings.depth;
    let title = Text::new(
        "Outputs of the hidden units: standard deviation; dashed: mean where not 0 by symmetry",
        "Выходы скрытых нейронов: стандартное отклонение; пунктир: ненулевое среднее",
    );
    let y = Text::new("deviation, mean", "отклонение, среднее");
    grid(
        results,
        ("outputs", title),
        (layer_axis(depth), Axis::log(y)),
        |combinations| {
            let x = numbers(depth);
            let mut marks = Vec::new();
            for combination in combinations {
                let style = style(combination);
                let spreads = combination.layers(|layer| layer.deviation);
                if !is_odd(combination.activation) {
                    marks.push(Mark::Line {
                        label: Text::default(),
                        style: style.clone().dashed().width(1.5),
                        x: x.clone(),
                        y: combination.layers(|layer| layer.mean).middle,
                    });
                }
                let label = activation_label(combination.activation);
                marks.extend(Mark::joined(label, style, x.clone(), spreads.middle));
            }
            marks
        },
    )
}

fn weight_gradients(results: &Results) -> Figure {
    let depth = results.settings.depth;
    let title = Text::new(
        "Gradient ∂E/∂W of each layer's weights over that of the last; dashed: wide-layer theory",
        "Градиент ∂E/∂W весов каждого слоя относительно последнего; пунктир — теория широких слоёв",
    );
    let y = Text::new("r.m.s. ∂E/∂W, relative", "с.к.з. ∂E/∂W, относительное");
    grid(
        results,
        ("weight_gradients", title),
        (layer_axis(depth), Axis::log(y)),
        |combinations| {
            let x = numbers(depth);
            let mut marks = Vec::new();
            for combination in combinations {
                let wide = combination.wide.iter();
                let theory = wide.map(|layer| layer.weight_gradient).collect();
                let spreads = combination.relative(|layer| layer.weight_gradient);
                marks.extend(curve(combination, &x, spreads, theory));
            }
            marks
        },
    )
}

fn depths(results: &Results) -> Figure {
    let settings = results.settings;
    let x: Vec<f64> = settings.depths.iter().map(|&depth| depth as f64).collect();
    let title = Text::new(
        "∂E/∂s of the first hidden layer over that of the last; dashed: wide-layer theory",
        "∂E/∂s первого скрытого слоя относительно последнего; пунктир — теория широких слоёв",
    );
    let y = Text::new("r.m.s. ∂E/∂s, relative", "с.к.з. ∂E/∂s, относительное");
    let axis = Axis::linear(Text::new(
        "hidden layers of the network",
        "число скрытых слоёв сети",
    ));
    grid(
        results,
        ("depth", title),
        (axis.whole(), Axis::log(y)),
        |combinations| {
            let mut marks = vec![linear_line(combinations, settings.width, x.clone(), |d| {
                d - 1.0
            })];
            for combination in combinations {
                let theory = combination.wide_first_layers.clone();
                let spreads = combination.first_layers();
                marks.extend(curve(combination, &x, spreads, theory));
            }
            marks
        },
    )
}
