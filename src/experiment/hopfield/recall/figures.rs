//! Frames of recall, energies on the way, basins.

use super::basin::Level;
use super::of_rule::{OfRule, label};
use super::run::{FRAMES, Shot, UPDATES};
use super::{Cue, Recall};
use crate::experiment::bitmaps::Named;
use crate::experiment::hopfield::names::{joined, number, rule_key, rule_label};
use crate::experiment::hopfield::share;
use crate::math::statistics::{interval, mean};
use crate::memory::Update;
use crate::outcome::figure::{Axis, Colours, Mark, Panel, Picture, Style};
use crate::outcome::{Figure, Text};

/// All figures.
pub fn all(settings: &Recall, results: &[OfRule]) -> Vec<Figure> {
    vec![
        recall(settings, results),
        energy(settings, results),
        basin(settings, results),
    ]
}

/// What the drawn pictures began with.
fn damage(cue: Cue) -> Text {
    match cue {
        Cue::Flip(share) => {
            let percent = number(100.0 * share, 0);
            Text::new(
                format!("{} % of the units reversed", percent.en),
                format!("инвертировано {} % нейронов", percent.ru),
            )
        }
        Cue::Hide(share) => {
            let percent = number(100.0 * share, 0);
            Text::new(
                format!("the lower {} % put out", percent.en),
                format!("нижние {} % погашены", percent.ru),
            )
        }
    }
}

fn recall(settings: &Recall, results: &[OfRule]) -> Figure {
    let damage = damage(settings.cue);
    let panels = results.iter().map(|result| frames(settings, result));
    Figure::grid(
        "recall",
        Text::new(
            format!("Stored, cue ({}), recall; wrong units are red", damage.en),
            format!(
                "Образ, вход ({}), восстановление; ошибки красные",
                damage.ru
            ),
        ),
        2,
        panels.collect(),
    )
}

/// Rows of pictures: stored, cue, frames.
fn frames(settings: &Recall, result: &OfRule) -> Panel {
    let named = settings.pictures.read().unwrap_or_default();
    let (width, height) = named.first().map_or((1, 1), |picture| {
        (picture.bitmap.width(), picture.bitmap.height())
    });
    let rows = result.shown.recalls.iter().zip(&named);
    let rows = rows.zip(&result.shown.pictures);
    let row = |((recall, picture), &(stored, _)): ((&Shot, &Named), &(f64, usize))| {
        let mut row = vec![Picture {
            caption: Text::same(&picture.name),
            values: picture_of(&recall.stored, &recall.stored),
        }];
        row.extend(recall.frames.iter().map(|&(flips, time, energy)| Picture {
            caption: joined(&[
                &number(time, 1),
                &Text::same("; "),
                &number(energy / unit_of(stored), 2),
            ]),
            values: picture_of(&recall.path.state_after(flips), &recall.stored),
        }));
        row
    };
    let marks = vec![Mark::Images {
        label: Text::default(),
        width: width * settings.scale,
        height: height * settings.scale,
        per_row: FRAMES + 1,
        pictures: rows.flat_map(row).collect(),
        colours: Colours::Diverging,
        shared_scale: false,
    }];
    let title = Text::new(" (sweeps; E/|E stored|)", " (проходы; E/|E образа|)");
    Panel {
        marks,
        ..Panel::default()
    }
    .titled(joined(&[&rule_label(result.rule), &title]))
}

/// |E| of a stored picture, or 1 where it is nothing but rounding: as many patterns as units leave the
/// pseudo-inverse rule without connections.
fn unit_of(stored: f64) -> f64 {
    match stored.abs() {
        small if small < 1e-9 => 1.0,
        energy => energy,
    }
}

/// Blue: rightly on; white: rightly off; red: wrongly on; pale red: wrongly off.
fn picture_of(state: &[i8], stored: &[i8]) -> Vec<f64> {
    let colour = |(&now, &right): (&i8, &i8)| match (now > 0, right > 0) {
        (true, true) => -1.0,
        (false, false) => 0.0,
        (true, false) => 0.9,
        (false, true) => 0.4,
    };
    state.iter().zip(stored).map(colour).collect()
}

fn energy(settings: &Recall, results: &[OfRule]) -> Figure {
    let panels = results.iter().map(|result| courses(settings, result));
    Figure::grid(
        "energy",
        Text::new(
            "Energy on the way from the cue; discs: energies of the stored pictures",
            "Энергия на пути от искажённого образа; точки — энергии записанных образов",
        ),
        2,
        panels.collect(),
    )
}

/// E/N over time up to the end of the longest recall, where the energies of the stored pictures are.
fn courses(settings: &Recall, result: &OfRule) -> Panel {
    let named = settings.pictures.read().unwrap_or_default();
    let recalls = &result.shown.recalls;
    let end_of = |recall: &Shot| recall.path.energies.last().map_or(0.0, |&(time, _)| time);
    let end = recalls.iter().map(end_of).fold(0.0, f64::max);
    let mut marks = Vec::new();
    for (index, recall) in recalls.iter().enumerate() {
        let units = recall.stored.len() as f64;
        let per_unit = |&(time, energy): &(f64, f64)| (time, energy / units);
        let (mut x, mut y): (Vec<f64>, Vec<f64>) =
            recall.path.energies.iter().map(per_unit).unzip();
        x.push(end);
        y.extend(y.last().copied());
        let style = Style::of(format!("picture {index}"));
        marks.push(Mark::Steps {
            label: Text::same(&named[index].name),
            style: style.clone(),
            x,
            y,
        });
        let (stored, _) = result.shown.pictures[index];
        marks.push(Mark::Points {
            label: Text::default(),
            style: style.radius(6.0),
            x: vec![end],
            y: vec![stored / units],
        });
    }
    let time = match settings.update {
        Update::Asynchronous => Text::new("sweeps over all units", "проходы по всем нейронам"),
        Update::Synchronous => Text::new("steps", "шаги"),
    };
    let energy = Text::new("energy per unit E/N", "энергия на нейрон E/N");
    Panel::new(Axis::linear(time), Axis::linear(energy), marks).titled(rule_label(result.rule))
}

fn basin(settings: &Recall, results: &[OfRule]) -> Figure {
    let noise = &settings.basin.noise;
    let (mut recalled, mut wrong) = (Vec::new(), Vec::new());
    for result in results {
        for (update, levels) in UPDATES.into_iter().zip(&result.basins) {
            let style = match update {
                Update::Asynchronous => Style::of(rule_key(result.rule)),
                Update::Synchronous => Style::of(rule_key(result.rule)).dashed(),
            };
            let label = label(result.rule, update);
            let shares: Vec<_> = levels.iter().map(|level| level.recalled).collect();
            recalled.extend(share::curve(label.clone(), style.clone(), noise, &shares));
            wrong.extend(wrong_units(label, style, noise, levels));
        }
    }
    wrong.push(Mark::Line {
        label: Text::new("as in the cue", "как во входе"),
        style: Style::of("reference").dotted(),
        x: noise.clone(),
        y: noise.clone(),
    });
    let axis = || {
        Axis::linear(Text::new(
            "share of units reversed",
            "доля инвертированных нейронов",
        ))
    };
    let probability = Text::new("exactly recalled, share", "восстановлено точно, доля");
    let errors = Text::new("units wrong at the end, share", "ошибочных нейронов, доля");
    Figure::grid(
        "basin",
        Text::new(
            "How much damage is repaired",
            "Какие искажения исправляются",
        ),
        2,
        vec![
            Panel::new(
                axis(),
                Axis::linear(probability).from_to(-0.02, 1.02),
                recalled,
            ),
            Panel::new(axis(), Axis::linear(errors).with_zero(), wrong),
        ],
    )
}

/// The mean share of wrong units with Student's interval.
fn wrong_units(label: Text, style: Style, noise: &[f64], levels: &[Level]) -> Vec<Mark> {
    let intervals: Vec<_> = levels
        .iter()
        .map(|level| interval::of_mean(&level.wrong, share::LEVEL))
        .collect();
    let mut marks = vec![Mark::Band {
        label: Text::default(),
        style: style.clone(),
        x: noise.to_vec(),
        low: intervals.iter().map(|i| i.low.max(0.0)).collect(),
        high: intervals.iter().map(|i| i.high.min(1.0)).collect(),
    }];
    let means = levels.iter().map(|level| mean(&level.wrong)).collect();
    marks.extend(Mark::joined(label, style, noise.to_vec(), means));
    marks
}
