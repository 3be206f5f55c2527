//! Categories, purity and passes against vigilance.

use super::FuzzyArt;
use super::inputs::Inputs;
use super::sweep::{Sweep, quartiles};
use crate::experiment::adaptive_resonance::band_of_orders;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// One panel for each count, purity only for a set with classes.
pub fn vigilance(settings: &FuzzyArt, inputs: &Inputs, sweeps: &[Sweep]) -> Figure {
    let categories = Axis::log(Text::new("categories", "категории"));
    let mut panels = vec![panel(settings, sweeps, categories, |s| &s.categories)];
    if !inputs.classes.is_empty() {
        let purity = Axis::linear(Text::new("purity", "чистота"));
        panels.push(panel(settings, sweeps, purity, |s| &s.purity));
    }
    let passes = Axis::linear(Text::new("passes with changes", "проходы с изменениями"));
    panels.push(panel(settings, sweeps, passes.with_zero().whole(), |s| {
        &s.passes
    }));
    let last = panels.len() - 1;
    panels[last].x.label = Text::new("vigilance ρ", "бдительность ρ");
    panels[last].height = 0.6;
    let set = &inputs.set;
    Figure::grid(
        "vigilance",
        Text::new(
            format!("Vigilance makes categories smaller and purer: {set}"),
            format!("Чем выше бдительность, тем мельче и чище категории: {set}"),
        ),
        1,
        panels,
    )
}

fn panel(settings: &FuzzyArt, sweeps: &[Sweep], axis: Axis, of: fn(&Sweep) -> &[f64]) -> Panel {
    let rho: Vec<f64> = (0..=settings.steps)
        .map(|step| step as f64 / settings.steps as f64)
        .collect();
    let mut marks = Vec::new();
    if sweeps.len() > 1 {
        let orders = sweeps.len() - 1;
        let [low, _, high] = quartiles(&sweeps[1..], of);
        marks.push(band_of_orders(orders, &rho, low, high));
    }
    marks.push(Mark::Line {
        label: settings.order.label(),
        style: Style::of("class-1"),
        x: rho,
        y: of(&sweeps[0]).to_vec(),
    });
    marks.extend(settings.vigilance.iter().map(|rho| Mark::Vertical {
        label: Text::new("shown in the plane", "показаны на плоскости"),
        style: Style::of("reference").width(1.2),
        at: *rho,
    }));
    Panel::new(Axis::default().from_to(0.0, 1.0), axis, marks)
}
