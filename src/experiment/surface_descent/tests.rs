use super::*;
use crate::outcome::figure::Mark;

fn context() -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> SurfaceDescent {
    toml::from_str(toml).unwrap()
}

fn outcome(settings: &SurfaceDescent) -> Outcome {
    assert_eq!(settings.problems(Path::new(".")), []);
    let context = context();
    let parts = (0..settings.jobs(&context)).map(|job| settings.run(job, &context).unwrap());
    let parts = parts.collect();
    settings.assemble(parts, &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

#[test]
fn gradient_descent_has_the_rate_of_its_eigenvalues() {
    // The best rate, a smaller and a larger one, and one that diverges: max(|1 − η|, |1 − 9η|).
    for (eta, by_hand) in [(0.2, 0.8), (0.1, 0.9), (0.21, 0.89), (0.25, 1.25)] {
        let settings = read(&format!(
            "surface = 'quadratic'\ncondition = 9\niterations = 400\ntolerance = 1e-12\n\
             methods = [{{ method = 'gradient-descent', learning_rate = {eta} }}]"
        ));
        let outcome = outcome(&settings);
        let theory = value(&outcome, "gradient_descent_rate_theory");
        assert!((theory - by_hand).abs() < 1e-12, "{theory}");
        let measured = value(&outcome, "gradient_descent_rate");
        assert!((measured - by_hand).abs() < 1e-3, "{measured} at {eta}");
        assert_eq!(value(&outcome, "best_rate_theory"), 0.8);
    }
}

#[test]
fn every_surface_runs_with_its_own_methods() {
    for surface in [
        "quadratic",
        "rosenbrock",
        "beale",
        "himmelblau",
        "rastrigin",
    ] {
        let settings = read(&format!("surface = '{surface}'\niterations = 300"));
        for method in settings.methods() {
            assert_eq!(method.problems(), [], "{surface}: {method:?}");
        }
        let outcome = outcome(&settings);
        let diverged = |note: &&Text| note.en.contains("diverged");
        assert_eq!(outcome.notes.iter().find(diverged), None, "{surface}");
        let bfgs = value(&outcome, "bfgs_reached");
        assert_eq!(
            bfgs,
            f64::from(u8::from(surface != "rastrigin")),
            "{surface}"
        );
        let methods = settings.methods().len();
        assert_eq!(outcome.figures[0].panels.len(), methods);
        for table in &outcome.tables {
            assert_eq!(table.rows.len(), methods);
            assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
        }
    }
}

#[test]
fn conjugate_gradients_end_in_two_steps_at_any_angle_and_condition() {
    for (condition, angle_deg) in [(1.5, 0.0), (25.0, 30.0), (100.0, -70.0)] {
        let outcome = outcome(&read(&format!(
            "surface = 'quadratic'\ncondition = {condition}\nangle_deg = {angle_deg}\n\
             methods = [{{ method = 'conjugate-gradients', c1 = 1e-8, c2 = 1e-7 }}]"
        )));
        assert_eq!(value(&outcome, "conjugate_gradients_iterations"), 2.0);
        assert_eq!(value(&outcome, "conjugate_gradients_reached"), 1.0);
    }
}

#[test]
fn a_method_that_diverges_is_a_result() {
    let outcome = outcome(&read(
        "surface = 'rosenbrock'\n\
         methods = [{ method = 'gradient-descent', learning_rate = 0.1 }, 'bfgs']",
    ));
    assert_eq!(value(&outcome, "gradient_descent_reached"), 0.0);
    assert_eq!(value(&outcome, "methods_at_minimum"), 1.0);
    assert_eq!(outcome.notes.len(), 1);
    let note = &outcome.notes[0].en;
    assert!(
        note.starts_with("gradient descent: diverged at iteration "),
        "{note}"
    );
    let Some(Mark::Path { x, y, .. }) = outcome.figures[0].panels[0].marks.last() else {
        panic!("the path is drawn last");
    };
    assert!(x.iter().chain(y).all(|coordinate| coordinate.is_finite()));
}

#[test]
fn limits_end_a_run_where_they_say() {
    let methods = "surface = 'himmelblau'\n\
                   methods = [{ method = 'gradient-descent', learning_rate = 0.01 }]\n";
    let run = |limit: &str| {
        let settings = read(&format!("{methods}{limit}"));
        settings.run(0, &context()).unwrap()
    };
    let iterations = run("iterations = 7");
    assert_eq!(
        (iterations.iterations(), iterations.end),
        (7, descend::End::Iterations)
    );
    let budget = run("budget = 5");
    assert_eq!(
        (budget.last().work, budget.end),
        (5.0, descend::End::Budget)
    );
}

#[test]
fn settings_out_of_range_are_named() {
    let settings = read(
        "surface = 'rosenbrock'\ncondition = 4\nstart = [0, 101]\nmethods = ['bfgs', 'bfgs']\n\
         iterations = 0\ntolerance = 2\nbudget = -1",
    );
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    let expected = [
        "condition",
        "start[1]",
        "methods[1]",
        "iterations",
        "tolerance",
        "budget",
    ];
    assert_eq!(keys, expected);
    assert_eq!(problems[1].message, "is 101, must be from -100 to 100");
}
