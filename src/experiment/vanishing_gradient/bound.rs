//! Hochreiter's product: an error that flows q steps back through logistic units with weights of
//! size w is scaled by Π |f′(s) w| ≤ (w/4)^q (Hochreiter & Schmidhuber 1997, §3.1).

use super::VanishingGradient;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Outcome, Text};

/// Largest slope of the logistic function.
const SLOPE: f64 = 0.25;

fn bound(weight: f64, steps: usize) -> f64 {
    (SLOPE * weight).powi(steps as i32)
}

/// `logistic_bound_w…` of every weight after all steps.
pub fn add_metrics(settings: &VanishingGradient, outcome: &mut Outcome) {
    for &weight in &settings.recurrent_weights {
        let name = format!("logistic_bound_w{weight}").replace('.', "_");
        outcome.metric(name, bound(weight, settings.steps), "");
    }
}

/// The bound against the steps; `None` without weights.
pub fn figure(settings: &VanishingGradient) -> Option<Figure> {
    if settings.recurrent_weights.is_empty() {
        return None;
    }
    let steps: Vec<usize> = (0..=settings.steps).collect();
    let curve = |&weight: &f64| Mark::Line {
        label: Text::same(format!("w = {weight}")),
        style: Style::of(format!("w = {weight}")),
        x: steps.iter().map(|&q| q as f64).collect(),
        y: steps.iter().map(|&q| bound(weight, q)).collect(),
    };
    let marks = settings.recurrent_weights.iter().map(curve).collect();
    let title = Text::new(
        "Hochreiter's bound on the error that flows back through logistic units",
        "Оценка Хохрайтера для ошибки, идущей назад через логистические нейроны",
    );
    let q = Text::new("steps back q", "шагов назад q");
    let panel = Panel::new(Axis::linear(q), Axis::log(Text::same("(w/4)^q")), marks);
    Some(Figure::single("logistic_bound", title, panel))
}
