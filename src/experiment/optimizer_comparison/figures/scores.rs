//! The main measure on the test part over the runs: accuracy of classes, R² of numbers.

use crate::experiment::optimizer_comparison::results::{Results, Variant};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, BoxGroup, Figure, Mark, Panel, Sample};

/// Data sets in one panel.
const IN_A_PANEL: usize = 4;

/// A figure for accuracies and one for R², for each variant, as far as there are such data sets.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = Vec::new();
    let (classes, numbers): (Vec<usize>, Vec<usize>) =
        (0..results.datasets.len()).partition(|&d| results.sizes(d).classes > 0);
    for &variant in results.variants() {
        for (datasets, measure) in [(&classes, "accuracy"), (&numbers, "r_squared")] {
            if !datasets.is_empty() {
                figures.push(figure(results, variant, datasets, measure));
            }
        }
    }
    figures
}

fn figure(results: &Results, variant: Variant, datasets: &[usize], measure: &str) -> Figure {
    let measures = results.measures(datasets[0]);
    let place = measures.iter().position(|m| m.name == measure).unwrap_or(0);
    let text = measures[place].text();
    let panels = datasets.chunks(IN_A_PANEL).map(|datasets| {
        let group = |m: usize| BoxGroup {
            label: results.entrants[m].text(),
            style: results.style(m),
            samples: datasets
                .iter()
                .map(|&d| Sample(results.sample(d, m, variant, |learnt| learnt.test[place])))
                .collect(),
        };
        let mark = Mark::Boxes {
            places: datasets
                .iter()
                .map(|&d| Text::same(&results.datasets[d]))
                .collect(),
            groups: (0..results.entrants.len()).map(group).collect(),
        };
        Panel::new(Axis::default(), Axis::linear(text.clone()), vec![mark])
    });
    let of = variant.text();
    let title = Text::new(
        format!(
            "{} on the test part over the runs: {}",
            capital(&text.en),
            of.en
        ),
        format!("{} на тесте по запускам: {}", capital(&text.ru), of.ru),
    );
    let name = format!("test_{measure}_{}", variant.stem());
    Figure::grid(name, title, 1, panels.collect())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}
