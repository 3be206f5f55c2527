//! All templates after each of the first presentations, as the paper's figures show them.

use super::course::{Course, Step};
use crate::experiment::adaptive_resonance::{joined, prefix, rho_is};
use crate::experiment::bitmaps::Named;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Picture};

/// Rows of the input and of all templates after it, one row a presentation, in two columns.
pub fn erosion(course: &Course, named: &[Named], most: usize) -> Option<Figure> {
    let shown = &course.steps[..course.steps.len().min(most)];
    let nodes = shown.last()?.templates.len();
    let half = shown.len().div_ceil(2);
    let halves = shown.chunks(half).enumerate();
    let panels = halves.map(|(place, steps)| half_panel(steps, named, nodes, place * half + 1));
    let panels: Vec<Panel> = panels.collect();
    let title = joined(
        joined(
            Text::new("The first presentations at ", "Первые предъявления при "),
            rho_is(course.rho),
        ),
        Text::new(
            ": the picture, then every template after it; numbers: order of the search, R: reset",
            ": изображение, далее все прототипы после него; числа — порядок поиска, R — сброс",
        ),
    );
    let name = format!("{}_first_presentations", prefix(course.rho));
    Some(Figure::grid(name, title, panels.len(), panels))
}

fn half_panel(steps: &[Step], named: &[Named], nodes: usize, first: usize) -> Panel {
    let rows = steps.iter().map(|step| row(step, named, nodes));
    let images = Mark::Images {
        label: Text::default(),
        width: named[0].bitmap.width(),
        height: named[0].bitmap.height(),
        per_row: nodes + 1,
        pictures: rows.flatten().collect(),
        colours: Colours::Blues,
        shared_scale: true,
    };
    let last = first + steps.len() - 1;
    Panel::new(Axis::default(), Axis::default(), vec![images]).titled(Text::new(
        format!("presentations {first} to {last}"),
        format!("предъявления {first}–{last}"),
    ))
}

fn row(step: &Step, named: &[Named], nodes: usize) -> Vec<Picture> {
    let input = &named[step.picture];
    let numbers = |bits: &[bool]| bits.iter().map(|on| f64::from(*on)).collect();
    let mut row = vec![Picture {
        caption: Text::same(format!("{} →", input.name)),
        values: numbers(input.bitmap.pixels()),
    }];
    for node in 0..nodes {
        let values = match step.templates.get(node) {
            Some(template) => numbers(template),
            // Uncommitted.
            None => vec![0.0; input.bitmap.pixels().len()],
        };
        let trial = step.search.iter().position(|tried| *tried == node);
        let caption = match trial {
            Some(trial) if step.category == Some(node) => (trial + 1).to_string(),
            Some(trial) => format!("{} R", trial + 1),
            None => " ".into(),
        };
        row.push(Picture {
            caption: Text::same(caption),
            values,
        });
    }
    row
}
