//! Performance profiles and data profiles.

use crate::experiment::optimizer_comparison::contest::{Contests, Profiles};
use crate::experiment::optimizer_comparison::results::Results;
use crate::math::statistics::profile::Profile;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel};

/// The largest factor of a performance profile that is drawn.
const LARGEST_FACTOR: f64 = 32.0;

/// For each variant its performance profiles and its data profiles, a panel a target.
pub fn all(results: &Results, contests: &Contests) -> Vec<Figure> {
    let mut figures = Vec::new();
    for &variant in results.variants() {
        let of: Vec<&Profiles> = contests
            .profiles
            .iter()
            .filter(|p| p.variant == variant)
            .collect();
        let columns = results.settings.targets.len().min(2);
        let mut add = |stem: &str, title: Text, panels: Vec<Panel>| {
            let (of, stem) = (variant.text(), format!("{stem}_{}", variant.stem()));
            let title = Text::new(
                format!("{}: {}", title.en, of.en),
                format!("{}: {}", title.ru, of.ru),
            );
            figures.push(Figure::grid(stem, title, columns, panels));
        };
        add(
            "performance_profiles",
            Text::new("Performance profiles", "Профили производительности"),
            of.iter().map(|p| performance(results, p)).collect(),
        );
        add(
            "data_profiles",
            Text::new("Data profiles", "Профили по данным"),
            of.iter().map(|p| data(results, p)).collect(),
        );
    }
    figures
}

fn steps(results: &Results, profiles: &[Profile], from: f64, to: f64) -> Vec<Mark> {
    let step = |(m, profile): (usize, &Profile)| {
        let within = profile.points.iter().filter(|&&x| x > from && x <= to);
        let inner = within.clone().map(|&x| profile.at(x));
        Mark::Steps {
            label: results.entrants[m].text(),
            style: results.style(m),
            x: [from]
                .into_iter()
                .chain(within.copied())
                .chain([to])
                .collect(),
            y: [profile.at(from)]
                .into_iter()
                .chain(inner)
                .chain([profile.at(to)])
                .collect(),
        }
    };
    profiles.iter().enumerate().map(step).collect()
}

fn performance(results: &Results, profiles: &Profiles) -> Panel {
    let marks = steps(results, &profiles.performance, 1.0, LARGEST_FACTOR);
    let factor = Text::new(
        "work, times that of the fastest",
        "затраты, раз от быстрейшего",
    );
    panel(
        profiles,
        Axis::log(factor).from_to(1.0, LARGEST_FACTOR),
        marks,
    )
}

fn data(results: &Results, profiles: &Profiles) -> Panel {
    let budget = results.settings.budget;
    let marks = steps(results, &profiles.data, 1.0, budget);
    let work = Text::new(
        "work, gradient-equivalents",
        "затраты, вычислений градиента",
    );
    panel(profiles, Axis::log(work).from_to(1.0, budget), marks)
}

fn panel(profiles: &Profiles, x: Axis, marks: Vec<Mark>) -> Panel {
    let share = Text::new("share of problems solved", "доля решённых задач");
    let (on, tau) = (profiles.on.text(), profiles.tau);
    Panel::new(x, Axis::linear(share).from_to(0.0, 1.0), marks).titled(Text::new(
        format!("{}, τ = {tau}", on.en),
        format!("{}, τ = {tau}", on.ru),
    ))
}
