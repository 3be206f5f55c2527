//! Laws that every method of the registry must obey, and the short runs that the methods' own tests
//! are made of.

use super::surface::{Quadratic, Surface};
use super::{Counted, Counts, METHODS, Method, MethodSettings, Needs, Objective};

/// The weights after each of `steps` steps from `start`.
pub fn path(
    settings: &dyn MethodSettings,
    objective: &mut dyn Objective,
    start: &[f64],
    steps: usize,
) -> Vec<Vec<f64>> {
    let mut optimizer = settings.optimizer(start.len());
    let mut w = start.to_vec();
    (0..steps)
        .map(|_| {
            optimizer.step(&mut w, objective).unwrap();
            w.clone()
        })
        .collect()
}

/// Where a run ended and what it cost.
pub struct Run {
    pub w: Vec<f64>,
    pub counts: Counts,
}

/// Steps until ‖∇E‖ ≤ `gradient_norm`, at most `steps` times.
pub fn minimise(
    settings: &dyn MethodSettings,
    objective: &mut dyn Objective,
    start: &[f64],
    gradient_norm: f64,
    steps: usize,
) -> Run {
    let mut optimizer = settings.optimizer(start.len());
    let (mut w, mut counts) = (start.to_vec(), Counts::default());
    let mut counted = Counted::new(objective, &mut counts);
    for _ in 0..steps {
        let before = w.clone();
        let step = optimizer.step(&mut w, &mut counted).unwrap();
        if step.gradient_norm() <= gradient_norm || !step.moved {
            w = before;
            break;
        }
    }
    Run { w, counts }
}

/// ½‖w − c‖² weighted by 1 and 10, as residuals, so that every method can run on it.
struct Bowl;

const CENTRE: [f64; 2] = [0.5, -0.25];

impl Objective for Bowl {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.gradient(w, &mut [0.0; 2])
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let (x, y) = (w[0] - CENTRE[0], w[1] - CENTRE[1]);
        gradient.copy_from_slice(&[x, 10.0 * y]);
        0.5 * (x * x + 10.0 * y * y)
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        matrix.copy_from_slice(&[1.0, 0.0, 0.0, 10.0]);
        Some(self.gradient(w, gradient))
    }
}

/// The bowl with the penalty ½ρ‖w‖².
struct Penalised {
    decay: f64,
}

impl Objective for Penalised {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.gradient(w, &mut [0.0; 2])
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let loss = Bowl.gradient(w, gradient);
        for (g, w) in gradient.iter_mut().zip(w) {
            *g += self.decay * w;
        }
        loss + 0.5 * self.decay * (w[0] * w[0] + w[1] * w[1])
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        matrix.copy_from_slice(&[1.0 + self.decay, 0.0, 0.0, 10.0 + self.decay]);
        Some(self.gradient(w, gradient))
    }
}

fn every_method() -> impl Iterator<Item = Method> {
    METHODS.iter().map(|entry| (entry.default)())
}

#[test]
fn every_method_descends_a_convex_bowl() {
    for method in every_method() {
        let first = Bowl.value(&[1.5, 0.75]);
        let path = path(&method, &mut Bowl, &[1.5, 0.75], 300);
        let last = Bowl.value(&path[299]);
        assert!(last < 0.02 * first, "{}: {first} → {last}", method.name());
    }
}

#[test]
fn every_lecture_preset_descends_a_convex_bowl() {
    let presets: Vec<Method> = METHODS
        .iter()
        .filter_map(|entry| entry.preset("lecture"))
        .collect();
    assert_eq!(presets.len(), 10);
    for method in presets {
        let first = Bowl.value(&[1.5, 0.75]);
        let last = Bowl.value(&path(&method, &mut Bowl, &[1.5, 0.75], 300)[299]);
        assert!(last < 0.02 * first, "{}: {first} → {last}", method.name());
    }
}

#[test]
fn every_method_rests_at_the_minimum() {
    for mut method in every_method() {
        // Its decay draws to the origin by default.
        if let Method::AdamW(settings) = &mut method {
            settings.weight_decay = 0.0;
        }
        let path = path(&method, &mut Bowl, &CENTRE, 5);
        assert_eq!(path[4], CENTRE, "{}", method.name());
    }
}

#[test]
fn every_method_tells_loss_and_gradient_norm_of_where_its_step_began() {
    for method in every_method() {
        let mut optimizer = method.optimizer(2);
        let mut w = vec![1.5, 0.75];
        for _ in 0..10 {
            let mut gradient = [0.0; 2];
            let loss = Bowl.gradient(&w, &mut gradient);
            let step = optimizer.step(&mut w, &mut Bowl).unwrap();
            assert_eq!(step.loss, loss, "{}", method.name());
            let norm = (gradient[0].powi(2) + gradient[1].powi(2)).sqrt();
            approx::assert_relative_eq!(step.gradient_norm(), norm);
        }
    }
}

#[test]
fn a_learning_rate_is_scaled_from_the_next_step_on_and_not_cumulatively() {
    let without = [
        "rprop",
        "conjugate-gradients",
        "scaled-conjugate-gradients",
        "bfgs",
        "l-bfgs",
        "levenberg-marquardt",
    ];
    for method in every_method() {
        let name = method.name();
        let mut optimizer = method.optimizer(2);
        let has_one = optimizer.scale_learning_rate(0.5);
        assert_eq!(has_one, !without.contains(&name), "{name}");
        if !has_one {
            continue;
        }
        let mut table = serde_json::to_value(&method).unwrap();
        let rate = table["learning_rate"].as_f64().unwrap();
        table["learning_rate"] = (0.5 * rate).into();
        let halved: Method = serde_json::from_value(table).unwrap();
        optimizer.scale_learning_rate(0.25);
        optimizer.scale_learning_rate(0.5);
        let mut w = [1.5, 0.75];
        optimizer.step(&mut w, &mut Bowl).unwrap();
        optimizer.step(&mut w, &mut Bowl).unwrap();
        assert_eq!(path(&halved, &mut Bowl, &[1.5, 0.75], 2)[1], w, "{name}");
    }
}

/// Every method with a weight decay, but for AdamW, whose point is that its decay is none of the loss.
fn every_decayed_method(decay: f64) -> impl Iterator<Item = (Method, Method)> {
    every_method()
        .filter(|method| method.name() != "adamw")
        .map(move |plain| {
            let mut table = serde_json::to_value(&plain).unwrap();
            assert_eq!(table["weight_decay"], 0.0, "{}", plain.name());
            table["weight_decay"] = decay.into();
            (plain, serde_json::from_value(table).unwrap())
        })
}

#[test]
fn weight_decay_is_the_gradient_of_a_penalty() {
    for (plain, decayed) in every_decayed_method(0.3) {
        let penalised = path(&plain, &mut Penalised { decay: 0.3 }, &[1.5, 0.75], 50);
        let decayed = path(&decayed, &mut Bowl, &[1.5, 0.75], 50);
        for (a, b) in decayed.iter().zip(&penalised) {
            approx::assert_abs_diff_eq!(a.as_slice(), b.as_slice(), epsilon = 1e-12);
        }
    }
}

#[test]
fn what_is_told_of_a_decayed_step_is_without_the_penalty() {
    for (_, method) in every_decayed_method(0.3) {
        let mut optimizer = method.optimizer(2);
        let mut w = vec![1.5, 0.75];
        for _ in 0..50 {
            let mut gradient = [0.0; 2];
            let loss = Bowl.gradient(&w, &mut gradient);
            let step = optimizer.step(&mut w, &mut Bowl).unwrap();
            assert_eq!(step.loss, loss, "{}", method.name());
            let norm = (gradient[0].powi(2) + gradient[1].powi(2)).sqrt();
            approx::assert_relative_eq!(step.gradient_norm(), norm);
        }
    }
}

#[test]
fn weight_decay_costs_no_evaluation() {
    let evaluations = |method: &Method, objective: &mut dyn Objective| {
        let mut counts = Counts::default();
        path(
            method,
            &mut Counted::new(objective, &mut counts),
            &[1.5, 0.75],
            20,
        );
        counts
    };
    for (plain, decayed) in every_decayed_method(0.3) {
        assert_eq!(
            evaluations(&decayed, &mut Bowl),
            evaluations(&plain, &mut Penalised { decay: 0.3 }),
            "{}",
            plain.name()
        );
    }
}

#[test]
fn every_method_repeats_itself_to_the_bit() {
    for method in every_method() {
        let run = || path(&method, &mut Surface::Rosenbrock, &[-0.5, 0.5], 40);
        let bits = |path: Vec<Vec<f64>>| -> Vec<u64> {
            path.iter().flatten().map(|x| x.to_bits()).collect()
        };
        assert_eq!(bits(run()), bits(run()), "{}", method.name());
    }
}

#[test]
fn only_methods_that_say_so_use_a_gauss_newton_matrix() {
    for method in every_method() {
        let mut optimizer = method.optimizer(2);
        let refused = optimizer
            .step(&mut [1.0, 1.0], &mut Quadratic::diagonal(&[1.0, 2.0]))
            .is_err();
        assert_eq!(
            refused,
            method.entry().needs == Needs::NormalEquations,
            "{}",
            method.name()
        );
    }
}

#[test]
fn methods_that_search_or_damp_never_raise_the_loss() {
    for name in [
        "conjugate-gradients",
        "scaled-conjugate-gradients",
        "bfgs",
        "l-bfgs",
        "levenberg-marquardt",
    ] {
        let method = Method::named(name).unwrap();
        for mut surface in Surface::ALL {
            let start = surface.start();
            let mut before = surface.value(&start);
            for w in path(&method, &mut surface, &start, 60) {
                let loss = surface.value(&w);
                assert!(loss <= before, "{name} on {surface:?}: {before} → {loss}");
                before = loss;
            }
        }
    }
}

/// What is left of a loss whose classes are separated: E at its rounding, slopes that still say more.
struct Floor;

impl Objective for Floor {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, _: &[f64]) -> f64 {
        6.5e-19
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.copy_from_slice(&[1e-20, 2e-20]);
        self.value(w)
    }
}

#[test]
fn methods_that_search_end_soon_where_nothing_lowers_the_loss() {
    let searches = [
        "strong-wolfe",
        "more-thuente",
        "backtracking",
        "golden-section",
    ];
    let searching = ["conjugate-gradients", "bfgs", "l-bfgs"].into_iter();
    let mut methods: Vec<serde_json::Value> = searching
        .flat_map(|name| searches.map(|s| serde_json::json!({ "method": name, "line_search": s })))
        .collect();
    methods.push(serde_json::json!("scaled-conjugate-gradients"));
    for table in methods {
        let method: Method = serde_json::from_value(table.clone()).unwrap();
        let run = minimise(&method, &mut Floor, &[1.0, 1.0], 0.0, 1000);
        let evaluations = run.counts.gradients + run.counts.values;
        assert!(evaluations <= 42, "{table}: {:?}", run.counts);
    }
}

#[test]
fn second_order_methods_find_a_minimum_of_every_surface() {
    for name in [
        "conjugate-gradients",
        "scaled-conjugate-gradients",
        "bfgs",
        "l-bfgs",
        "levenberg-marquardt",
    ] {
        let method = Method::named(name).unwrap();
        // Rastrigin's nearest minimum is a local one.
        let others = |surface: &Surface| *surface != Surface::Rastrigin;
        for mut surface in Surface::ALL.into_iter().filter(others) {
            let start = surface.start();
            let end = path(&method, &mut surface, &start, 200).pop().unwrap();
            let nearest = surface
                .minima()
                .iter()
                .map(|m| (m[0] - end[0]).abs().max((m[1] - end[1]).abs()))
                .fold(f64::INFINITY, f64::min);
            assert!(nearest < 1e-4, "{name} on {surface:?} ends at {end:?}");
        }
    }
}

#[test]
fn every_line_search_leads_every_method_that_searches_to_the_minimum() {
    for name in ["conjugate-gradients", "bfgs", "l-bfgs"] {
        for search in [
            "strong-wolfe",
            "more-thuente",
            "backtracking",
            "golden-section",
        ] {
            let table = serde_json::json!({ "method": name, "line_search": search });
            let method: Method = serde_json::from_value(table).unwrap();
            let run = minimise(&method, &mut Surface::Rosenbrock, &[-1.2, 1.0], 1e-6, 500);
            let end = Surface::Rosenbrock.value(&run.w);
            // Conjugate directions need searches near the minimum, which backtracking does not make.
            let inexact = (name, search) == ("conjugate-gradients", "backtracking");
            let enough = if inexact { 0.05 } else { 1e-9 };
            assert!(end < enough, "{name} with {search} ends at {end}");
            let takes_values = ["backtracking", "golden-section"].contains(&search);
            assert_eq!(run.counts.values > 0, takes_values, "{name} {search}");
        }
    }
}
