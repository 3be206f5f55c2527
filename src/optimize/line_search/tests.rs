use super::*;
use crate::optimize::surface::{Quadratic, Surface};
use crate::optimize::{Counted, Counts};

/// Searches along −∇E and returns start, accepted trial and the point in the buffer.
pub fn descend(
    search: &dyn LineSearch,
    objective: &mut dyn Objective,
    w: &[f64],
    first_step: f64,
) -> (Trial, Option<Trial>, Vec<f64>) {
    let n = w.len();
    let (mut g, mut point, mut trial_gradient) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    let loss = objective.gradient(w, &mut g);
    let p: Vec<f64> = g.iter().map(|g| -g).collect();
    let start = Trial {
        step: 0.0,
        loss,
        slope: -vector::dot(&g, &g),
    };
    let mut line = Line::new(objective, w, &p, &mut point, &mut trial_gradient);
    let found = search.search(&mut line, start, first_step);
    (start, found, point)
}

/// Values and gradients, that of the start included, on φ(α) = ½(1 − α)².
pub fn costs(search: &dyn LineSearch, first_step: f64) -> (u64, u64) {
    let mut counts = Counts::default();
    let mut parabola = Quadratic::diagonal(&[1.0]);
    let mut counted = Counted::new(&mut parabola, &mut counts);
    descend(search, &mut counted, &[1.0], first_step);
    (counts.values, counts.gradients)
}

fn constants(search: Search) -> Constants {
    Constants {
        search,
        c1: 1e-4,
        c2: 0.5,
        backtracking_factor: 0.5,
        tolerance: 0.01,
        learning_rate: 0.25,
        max_evaluations: 60,
    }
}

#[test]
fn every_search_ends_lower_at_the_point_and_gradient_that_it_tells() {
    for search in [
        Search::StrongWolfe,
        Search::MoreThuente,
        Search::Backtracking,
        Search::GoldenSection,
    ] {
        for mut surface in Surface::ALL {
            for first_step in [1e-4, 1.0, 1e4] {
                let at = surface.start();
                let line_search = constants(search).line_search();
                let (start, found, point) = descend(&*line_search, &mut surface, &at, first_step);
                let found = found.unwrap();
                assert!(found.loss < start.loss, "{search:?} {surface:?}");
                assert_eq!(surface.value(&point), found.loss);
            }
        }
    }
}

#[test]
fn a_fixed_step_is_the_learning_rate_and_costs_one_gradient() {
    let mut fixed = constants(Search::Fixed).line_search();
    let mut parabola = Quadratic::diagonal(&[1.0]);
    assert_eq!(descend(&*fixed, &mut parabola, &[1.0], 1.0).2, [0.75]);
    assert_eq!(costs(&*fixed, 1.0), (0, 1 + 1));
    assert!(fixed.scale_learning_rate(2.0));
    assert_eq!(descend(&*fixed, &mut parabola, &[1.0], 1.0).2, [0.5]);
}

#[test]
fn constants_out_of_their_range_are_named() {
    let wrong = Constants {
        c1: 0.7,
        backtracking_factor: 1.0,
        tolerance: 0.0,
        learning_rate: -1.0,
        max_evaluations: 0,
        ..constants(Search::Backtracking)
    };
    let told: Vec<String> = wrong
        .problems(1.0, "between 0 and 1")
        .iter()
        .map(|problem| format!("{} {problem}", problem.key))
        .collect();
    assert_eq!(
        told,
        [
            "c1 is 0.7, must be above 0 and below c2",
            "backtracking_factor is 1, must be between 0 and 1",
            "tolerance is 0, must be between 0 and 1",
            "learning_rate is -1, must be finite and above 0",
            "max_evaluations is 0, must be at least 1",
        ]
    );
}
