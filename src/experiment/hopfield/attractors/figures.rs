//! Where starts end, how deep that is, and what enumeration finds.

use super::Attractors;
use super::census::Census;
use super::enumerate::Counts;
use super::sort::Sort;
use crate::experiment::hopfield::share;
use crate::memory::{Rule, Units};
use crate::outcome::figure::{Axis, BoxGroup, Mark, Panel, Sample, Style};
use crate::outcome::{Figure, Text};

fn patterns_axis() -> Axis {
    Axis::linear(Text::new("stored patterns p", "число записанных образов p")).whole()
}

/// Shares of starts and numbers of states by sort, against p.
pub fn attractors(settings: &Attractors, censuses: &[Census]) -> Figure {
    let p: Vec<f64> = censuses
        .iter()
        .map(|census| census.patterns as f64)
        .collect();
    let (mut ends, mut states) = (Vec::new(), Vec::new());
    for sort in Sort::ALL {
        let shares: Vec<_> = censuses.iter().map(|c| c.ends[sort.place()]).collect();
        ends.extend(share::curve(
            sort.label(),
            Style::of(sort.key()),
            &p,
            &shares,
        ));
        let per_network =
            |census: &Census| census.states[sort.place()] as f64 / settings.networks as f64;
        let numbers = censuses.iter().map(per_network).collect();
        states.extend(Mark::joined(
            sort.label(),
            Style::of(sort.key()),
            p.clone(),
            numbers,
        ));
    }
    let cycles: Vec<_> = censuses.iter().map(|census| census.two_cycles).collect();
    ends.extend(share::curve(
        Text::new("all at once: cycles of two", "все сразу: циклы из двух"),
        Style::of("reference"),
        &p,
        &cycles,
    ));
    let share = Text::new(
        "share of random starts",
        "доля случайных начальных состояний",
    );
    let number = Text::new(
        "different fixed points found",
        "найдено разных неподвижных точек",
    );
    Figure::grid(
        "attractors",
        Text::new(
            format!("Where random starts end, N = {}", settings.neurons),
            format!(
                "Куда приводят случайные начальные состояния, N = {}",
                settings.neurons
            ),
        ),
        2,
        vec![
            Panel::new(
                patterns_axis(),
                Axis::linear(share).from_to(-0.02, 1.02),
                ends,
            )
            .titled(Text::new("Ends of the starts", "Итоги")),
            Panel::new(patterns_axis(), Axis::log(number), states).titled(Text::new(
                format!("States per network, {} starts", settings.starts),
                format!("Состояний на сеть, стартов: {}", settings.starts),
            )),
        ],
    )
}

/// Energies of the different fixed points of each sort that there is.
pub fn energies(settings: &Attractors, census: &Census) -> Figure {
    let sorts: Vec<Sort> = Sort::ALL
        .into_iter()
        .filter(|sort| !census.energies[sort.place()].is_empty())
        .collect();
    let sample = |sort: &Sort| Sample(census.energies[sort.place()].clone());
    let mut marks = vec![Mark::Boxes {
        places: sorts.iter().map(|sort| sort.label()).collect(),
        groups: vec![BoxGroup {
            label: Text::default(),
            style: Style::of("energies"),
            samples: sorts.iter().map(sample).collect(),
        }],
    }];
    if settings.rule == Rule::Hebb && settings.units == Units::Bipolar {
        let ideals = [
            (Sort::Stored, "pattern: −1/2", "образ: −1/2"),
            (Sort::Three, "mixture of 3: −3/8", "смесь трёх: −3/8"),
        ];
        marks.extend(ideals.into_iter().filter_map(|(sort, en, ru)| {
            Some(Mark::Horizontal {
                label: Text::new(en, ru),
                style: Style::of(sort.key()).dashed(),
                at: sort.ideal_energy()?,
            })
        }));
    }
    let title = Text::new(
        format!(
            "How deep the fixed points lie: N = {}, p = {}",
            settings.neurons, census.patterns
        ),
        format!(
            "Насколько глубоки неподвижные точки: N = {}, p = {}",
            settings.neurons, census.patterns
        ),
    );
    Figure::single(
        "energies",
        title,
        Panel::new(
            Axis::linear(Text::new("sort of fixed point", "вид неподвижной точки")),
            Axis::linear(Text::same("E/N²")),
            marks,
        ),
    )
}

/// Fixed points of small networks by both methods.
pub fn exact(settings: &Attractors, exact: &[Counts]) -> Figure {
    let p: Vec<f64> = exact.iter().map(|counts| counts.patterns as f64).collect();
    let per_network = |of: &dyn Fn(&Counts) -> usize| -> Vec<f64> {
        let value = |counts: &Counts| of(counts) as f64 / counts.networks as f64;
        exact.iter().map(value).collect()
    };
    let mut marks = Vec::new();
    for sort in Sort::ALL {
        let style = Style::of(sort.key());
        marks.push(Mark::Line {
            label: sort.label(),
            style: style.clone(),
            x: p.clone(),
            y: per_network(&|counts| counts.fixed[sort.place()]),
        });
        marks.push(Mark::Points {
            label: Text::default(),
            style: style.radius(5.0),
            x: p.clone(),
            y: per_network(&|counts| counts.found[sort.place()]),
        });
    }
    let cycles = Mark::joined(
        Text::new("all at once: cycles of two", "все сразу: циклы из двух"),
        Style::of("reference"),
        p,
        per_network(&|counts| counts.two_cycles),
    );
    let neurons = settings.exact.neurons;
    let number = Text::new("per network", "на одну сеть");
    let axis = || Axis::linear(number.clone()).with_zero();
    Figure::grid(
        "exact",
        Text::new(
            format!("All 2^{neurons} states of small networks, one by one"),
            format!("Все 2^{neurons} состояний малых сетей, одно за другим"),
        ),
        2,
        vec![
            Panel::new(patterns_axis(), axis(), marks).titled(Text::new(
                "Fixed points: all are lines, found ones discs",
                "Неподвижные точки: все — линии, найденные — диски",
            )),
            Panel::new(patterns_axis(), axis(), cycles.into()).titled(Text::new(
                "Cycles of two states, all units at once",
                "Циклы из двух состояний, все нейроны сразу",
            )),
        ],
    )
}
