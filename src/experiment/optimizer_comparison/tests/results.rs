use super::*;
use crate::experiment::optimizer_comparison::results::{On, Results, Variant};
use crate::outcome::figure::{Mark, Panel};

#[test]
fn second_order_methods_learn_breast_cancer_further_than_gradient_descent() {
    let settings = OptimizerComparison {
        datasets: named(&["wdbc"]),
        budget: 40.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(3));
    let descent = metric(&outcome, "wdbc_gradient_descent_defaults_train_loss_median");
    for method in ["conjugate_gradients", "bfgs", "levenberg_marquardt"] {
        let stem = format!("wdbc_{method}_defaults");
        let loss = metric(&outcome, &format!("{stem}_train_loss_median"));
        assert!(loss < 0.2 * descent, "{method}: {loss} against {descent}");
        let accuracy = metric(&outcome, &format!("{stem}_test_accuracy_mean"));
        assert!((0.94..=1.0).contains(&accuracy), "{method}: {accuracy}");
    }
}

#[test]
fn work_to_a_target_is_that_of_the_first_loss_below_it() {
    let settings = OptimizerComparison {
        methods: entrants(&["bfgs", "gradient-descent"]),
        ..small()
    };
    let context = context(2);
    let parts = parts(&settings, &context);
    let results = Results::new(&settings, &parts, 2);
    let work = results.work_to_target(Variant::Defaults, On::Training, 0.1);
    let floors = results.floors(On::Training);
    assert_eq!((work.len(), floors.len()), (4, 4));
    for (problem, (work, [initial, least])) in work.iter().zip(floors).enumerate() {
        let (dataset, run) = (problem / 2, problem % 2);
        let target = least + 0.1 * (initial - least);
        for (entrant, &work) in work.iter().enumerate() {
            let path = &results.parts(dataset, entrant)[run].learnt[0].path;
            for point in path.iter().filter(|point| point.work <= 20.0) {
                assert_eq!(
                    point.work >= work,
                    point.train <= target || point.work > work
                );
            }
        }
        // Somebody reached the least loss, and that is below any target.
        assert!(work.iter().any(|work| work.is_finite()));
    }
}

#[test]
fn figures_and_tables_cover_every_set_and_method_in_both_languages() {
    let settings = OptimizerComparison {
        trials: 2,
        budget: 8.0,
        ..small()
    };
    let outcome = outcome(&settings, &context(2));
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    for wanted in [
        "ranks_test_loss",
        "ranks_train_loss",
        "wins_defaults",
        "wins_tuned",
        "performance_profiles_tuned",
        "data_profiles_defaults",
        "test_accuracy_tuned",
        "test_r_squared_defaults",
        "sensitivity",
        "loss_iris_defaults",
        "loss_servo_tuned",
        "weights_iris",
    ] {
        assert!(names.contains(&wanted), "{wanted} in {names:?}");
    }
    let label = |mark: &Mark| match mark {
        Mark::Line { label, .. } => Some(label.ru.clone()),
        _ => None,
    };
    let labels = |panels: &[Panel]| -> Vec<String> {
        panels
            .iter()
            .flat_map(|panel| &panel.marks)
            .filter_map(label)
            .collect()
    };
    let figure = outcome
        .figures
        .iter()
        .find(|f| f.name == "loss_iris_tuned")
        .unwrap();
    let russian: Vec<&str> = METHODS.iter().map(|entry| entry.russian).collect();
    let training: Vec<Panel> = figure.panels.iter().step_by(2).cloned().collect();
    assert_eq!(labels(&training), russian);
    for table in &outcome.tables {
        for row in &table.rows {
            assert_eq!(row.len(), table.header.len(), "{}", table.name);
        }
    }
    let rows = |name: &str| {
        outcome
            .tables
            .iter()
            .find(|t| t.name == name)
            .unwrap()
            .rows
            .len()
    };
    assert_eq!(rows("summary_tuned"), METHODS.len());
    assert_eq!(rows("results_servo"), 2 * METHODS.len());
    assert_eq!(rows("endings"), 3 * METHODS.len());
}

#[test]
fn pictures_have_the_weights_of_their_hidden_units_drawn_before_and_after() {
    let settings = OptimizerComparison {
        datasets: named(&["optdigits"]),
        methods: entrants(&["rprop"]),
        hidden: vec![8],
        hidden_of: [("optdigits".into(), vec![3])].into(),
        most_examples: Some(200),
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(1));
    let figure = outcome.figures.last().unwrap();
    assert_eq!(
        (figure.name.as_str(), figure.panels.len()),
        ("weights_optdigits", 2)
    );
    let pictures = |panel: &Panel| match &panel.marks[0] {
        Mark::Images { pictures, .. } => pictures.clone(),
        other => panic!("{other:?}"),
    };
    let [before, after] = [0, 1].map(|panel| pictures(&figure.panels[panel]));
    assert_eq!((before.len(), after.len()), (3, 3));
    assert!(before.iter().all(|picture| picture.values.len() == 64));
    assert_ne!(before, after);
}

#[test]
fn divergence_is_counted_and_stops_nothing_else() {
    let mut methods = entrants(&["gradient-descent", "rprop"]);
    methods[0].method =
        serde_json::from_str(r#"{ "method": "gradient-descent", "learning_rate": 1e200 }"#)
            .unwrap();
    let settings = OptimizerComparison {
        methods,
        activation: Activation::Relu,
        budget: 20.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(2));
    assert_eq!(
        outcome.notes,
        [Text::new(
            "gradient descent (defaults) diverged in 2 of 2 runs.",
            "градиентный спуск (значения по умолчанию): расходимость в 2 из 2 запусков."
        )]
    );
    assert!(metric(&outcome, "iris_rprop_defaults_train_loss_median").is_finite());
    // It never solves anything, and is tested with the weights that were best on validation.
    assert_eq!(
        metric(&outcome, "gradient_descent_defaults_solved_train_to_0_1"),
        0.0
    );
    assert!(
        metric(
            &outcome,
            "iris_gradient_descent_defaults_test_log_loss_nats_mean"
        )
        .is_finite()
    );
}
