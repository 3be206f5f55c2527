//! Counts against vigilance, templates with their members, and the course of a learning.

use super::Art1;
use super::course::{Course, Step};
use super::sweep::{self, Sweep, mean_categories, quartiles, vigilances};
use crate::experiment::adaptive_resonance::{band_of_orders, joined, prefix, rho_is};
use crate::experiment::bitmaps::Named;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Picture, Style};

/// Most pictures whose presentations one panel of the course shows.
const MOST_COLUMNS: usize = 40;
/// Most passes that the course shows.
const MOST_PASSES: usize = 5;
/// How dark the pixels are that a template lost, were they on in all members.
const LOST: f64 = 0.45;

/// Categories and passes against ρ.
pub fn categories(settings: &Art1, sweeps: &[Sweep]) -> Figure {
    let count = |title: Text, of: fn(&Sweep) -> &[f64]| {
        let axis = Axis::linear(title).with_zero().whole();
        (axis, of)
    };
    let categories = count(Text::new("categories", "категории"), |s| {
        &s.categories
    });
    let passes = count(
        Text::new(
            "passes that change a template",
            "проходы, меняющие прототип",
        ),
        |s| &s.passes,
    );
    let mut marks = counts(settings, sweeps, categories.1);
    if sweeps.len() > 1 {
        marks.push(Mark::Line {
            label: Text::new("mean over shuffled orders", "среднее по случайным порядкам"),
            style: Style::of("class-0"),
            x: vigilances(settings.steps),
            y: mean_categories(&sweeps[1..]),
        });
    }
    marks.extend(falls(settings, &sweeps[0]));
    marks.extend(looked_at(settings));
    let vigilance = || Axis::linear(Text::new("vigilance ρ", "бдительность ρ")).from_to(0.0, 1.0);
    let above = Panel::new(
        Axis::linear(Text::default()).from_to(0.0, 1.0),
        categories.0,
        marks,
    );
    let mut marks = counts(settings, sweeps, passes.1);
    marks.extend(looked_at(settings));
    let mut below = Panel::new(vigilance(), passes.0, marks);
    below.height = 0.55;
    Figure::grid(
        "categories",
        Text::new(
            "Vigilance makes categories finer",
            "Чем выше бдительность, тем мельче категории",
        ),
        1,
        vec![above, below],
    )
}

/// The chosen order as steps over the quartiles of the shuffled ones.
fn counts(settings: &Art1, sweeps: &[Sweep], of: fn(&Sweep) -> &[f64]) -> Vec<Mark> {
    let rho = vigilances(settings.steps);
    let mut marks = Vec::new();
    if sweeps.len() > 1 {
        let orders = sweeps.len() - 1;
        let [low, _, high] = quartiles(&sweeps[1..], of);
        marks.push(band_of_orders(orders, &rho, low, high));
    }
    marks.push(Mark::Steps {
        label: settings.order.label(),
        style: Style::of("class-1"),
        x: rho,
        y: of(&sweeps[0]).to_vec(),
    });
    marks
}

/// The places at which the chosen order has fewer categories than one step before.
fn falls(settings: &Art1, sweep: &Sweep) -> Option<Mark> {
    let falls = sweep.falls();
    let rho = falls
        .iter()
        .map(|step| sweep::vigilance(*step, settings.steps));
    let counts = falls.iter().map(|step| sweep.categories[*step]);
    (!falls.is_empty()).then(|| Mark::Points {
        label: Text::new("fewer than one step before", "меньше, чем шагом раньше"),
        style: Style::of("class-6").radius(5.0),
        x: rho.collect(),
        y: counts.collect(),
    })
}

fn looked_at(settings: &Art1) -> impl Iterator<Item = Mark> {
    let lines = settings.vigilance.iter();
    lines.map(|rho| Mark::Vertical {
        label: Text::new("looked at closely", "разобраны подробно"),
        style: Style::of("reference").width(1.2),
        at: *rho,
    })
}

/// The figures of one learning.
pub fn of_course(course: &Course, named: &[Named]) -> Vec<Figure> {
    let mut figures = vec![templates(course, named)];
    figures.push(searches(course, named));
    figures
}

fn templates(course: &Course, named: &[Named]) -> Figure {
    let pictures = (0..course.templates.len()).map(|node| template(course, named, node));
    let images = Mark::Images {
        label: Text::default(),
        width: named[0].bitmap.width(),
        height: named[0].bitmap.height(),
        per_row: per_row(course.templates.len()),
        pictures: pictures.collect(),
        colours: Colours::Blues,
        shared_scale: true,
    };
    let panel = Panel::new(Axis::default(), Axis::default(), vec![images]).titled(Text::new(
        "dark: the template; pale: what it lost; below: the pictures of the category",
        "тёмное — прототип, бледное — утраченное им; подписи — изображения категории",
    ));
    Figure::single(
        format!("{}_templates", prefix(course.rho)),
        joined(
            Text::new("Templates at ", "Прототипы при "),
            rho_is(course.rho),
        ),
        panel,
    )
}

/// Rows of about twice as many pictures as there are rows.
fn per_row(pictures: usize) -> usize {
    let rows = (pictures as f64 / 10.0).ceil().max(1.0);
    (pictures as f64 / rows).ceil().max(1.0) as usize
}

/// The template in full, and in pale what the members have beyond it.
fn template(course: &Course, named: &[Named], node: usize) -> Picture {
    let members: Vec<&Named> = course
        .members_of(node)
        .map(|picture| &named[picture])
        .collect();
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let pixels = course.templates[node].iter().enumerate();
    let values = pixels.map(|(pixel, on)| {
        let having = members.iter().filter(|m| m.bitmap.pixels()[pixel]).count();
        let share = having as f64 / members.len().max(1) as f64;
        if *on { 1.0 } else { LOST * share }
    });
    Picture {
        caption: if names.is_empty() {
            Text::same("–")
        } else {
            Text::same(names.join(" "))
        },
        values: values.collect(),
    }
}

/// What the search of each presentation tried, pass by pass.
fn searches(course: &Course, named: &[Named]) -> Figure {
    let pictures = named.len();
    let passes = course.steps.chunks(pictures).take(MOST_PASSES);
    let panels = passes
        .enumerate()
        .map(|(pass, steps)| search_panel(course, named, pass, steps));
    let title = joined(
        joined(
            Text::new("The course of learning at ", "Ход обучения при "),
            rho_is(course.rho),
        ),
        Text::new(
            ": 1, 2 … resets in this order; + new category; ▼ template shrinks; ● nothing changes",
            ": 1, 2 … — сбросы по порядку; + новая категория; ▼ прототип сжимается; ● без изменений",
        ),
    );
    let name = format!("{}_course", prefix(course.rho));
    Figure::grid(name, title, 2, panels.collect())
}

fn search_panel(course: &Course, named: &[Named], pass: usize, steps: &[Step]) -> Panel {
    let steps = &steps[..steps.len().min(MOST_COLUMNS)];
    let (rows, columns) = (course.templates.len().max(1), steps.len());
    let (mut z, mut texts) = (
        vec![f64::NAN; rows * columns],
        vec![String::new(); rows * columns],
    );
    for (column, step) in steps.iter().enumerate() {
        for (trial, node) in step.search.iter().enumerate() {
            let cell = node * columns + column;
            let (value, text) = cell_of(step, trial, *node);
            (z[cell], texts[cell]) = (value, text);
        }
    }
    let marks = vec![Mark::Matrix {
        label: Text::default(),
        rows: (1..=rows)
            .map(|node| Text::same(node.to_string()))
            .collect(),
        columns: steps
            .iter()
            .map(|s| Text::same(&named[s.picture].name))
            .collect(),
        z,
        texts,
        colours: Colours::Blues,
        limits: Some((0.0, 1.0)),
    }];
    let number = pass + 1;
    let presented = Text::new("picture presented", "предъявлено изображение");
    Panel::new(
        Axis::linear(presented),
        Axis::linear(Text::new("category", "категория")),
        marks,
    )
    .titled(Text::new(
        format!("pass {number}"),
        format!("проход {number}"),
    ))
}

/// Shade and word of a node that a search tried.
fn cell_of(step: &Step, trial: usize, node: usize) -> (f64, String) {
    if step.category != Some(node) {
        return (0.2, (trial + 1).to_string());
    }
    match (step.is_new, step.has_learned) {
        (true, _) => (1.0, "+".into()),
        (false, true) => (0.75, "▼".into()),
        (false, false) => (0.5, "●".into()),
    }
}
