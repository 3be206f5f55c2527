use super::results::{On, Results, Variant};
use super::*;
use crate::optimize::METHODS;
use crate::outcome::figure::{Mark, Panel};
use crate::train::StopReason;

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "optimizer-comparison/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn named(names: &[&str]) -> Vec<Source> {
    let source = |name: &&str| Source::Named((*name).into());
    names.iter().map(source).collect()
}

fn entrants(names: &[&str]) -> Vec<Entrant> {
    let methods = names.iter().map(|name| Method::named(name).unwrap());
    methods.map(Entrant::of).collect()
}

fn parts(settings: &OptimizerComparison, context: &Context) -> Vec<run::Part> {
    (0..settings.jobs(context))
        .map(|job| settings.run(job, context).unwrap())
        .collect()
}

fn outcome(settings: &OptimizerComparison, context: &Context) -> Outcome {
    settings
        .assemble(parts(settings, context), context)
        .unwrap()
}

fn metric(outcome: &Outcome, name: &str) -> f64 {
    let found = outcome.find_metric(name);
    found.unwrap_or_else(|| panic!("no metric {name}")).value
}

fn problems(settings: &OptimizerComparison) -> Vec<String> {
    let problems = Settings::problems(settings, Path::new("")).into_iter();
    problems
        .map(|problem| format!("{} {}", problem.key, problem.message))
        .collect()
}

/// Every method of the registry on a set of classes and one of numbers, for a short while;
/// mini-batches for those that allow them.
fn small() -> OptimizerComparison {
    OptimizerComparison {
        datasets: named(&["iris", "servo"]),
        methods: METHODS
            .iter()
            .map(|entry| Entrant::of((entry.default)()))
            .collect(),
        hidden: vec![4],
        batch: BatchSize::Mini(16),
        budget: 20.0,
        ..OptimizerComparison::default()
    }
}

#[test]
fn the_experiments_of_the_files_are_read_and_have_no_problems() {
    for file in [
        "optimizer-comparison.toml",
        "full/optimizer-comparison.toml",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("experiments")
            .join(file);
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for experiment in file["experiment"].as_array().unwrap() {
            let mut table = experiment.as_table().unwrap().clone();
            let kind = table.remove("kind").unwrap();
            assert_eq!(kind.as_str(), Some(OptimizerComparison::KIND));
            for key in ["name", "title", "repeat", "sweep", "claim"] {
                table.remove(key);
            }
            let settings: OptimizerComparison = table.try_into().unwrap();
            assert_eq!(problems(&settings), Vec::<String>::new());
            assert!(Settings::memory_bytes(&settings, Path::new("")) < 100 << 20);
        }
    }
}

#[test]
fn all_entrants_and_trials_of_a_run_start_from_the_same_weights_on_the_same_parts() {
    let settings = OptimizerComparison {
        trials: 2,
        budget: 3.0,
        ..small()
    };
    let context = context(2);
    let parts = parts(&settings, &context);
    let results = Results::new(&settings, &parts, 2);
    for dataset in 0..2 {
        let starts = |entrant: usize, run: usize| {
            let part = &results.parts(dataset, entrant)[run];
            let first = part
                .learnt
                .each_ref()
                .map(|learnt| learnt.path[0].train.to_bits());
            assert_eq!(first, [part.initial[0].to_bits(); 2]);
            part.initial.map(f64::to_bits)
        };
        for entrant in 1..settings.methods.len() {
            assert_eq!(starts(entrant, 0), starts(0, 0));
            assert_eq!(starts(entrant, 1), starts(0, 1));
        }
        assert_ne!(starts(0, 0), starts(0, 1));
    }
}

#[test]
fn an_entrants_own_numbers_do_not_depend_on_the_others() {
    let alone = OptimizerComparison {
        datasets: named(&["servo"]),
        methods: entrants(&["bfgs"]),
        ..small()
    };
    let (all, alone) = (outcome(&small(), &context(2)), outcome(&alone, &context(2)));
    let own: Vec<_> = alone
        .metrics
        .iter()
        .filter(|metric| metric.name.contains("_test_") && metric.name.contains("defaults"))
        .collect();
    assert_eq!(own.len(), 4);
    for metric in own {
        assert_eq!(all.find_metric(&metric.name), Some(metric));
    }
}

#[test]
fn budgets_are_kept_to_the_step_that_was_begun() {
    // A line search may take twenty gradients.
    let settings = small();
    for part in parts(&settings, &context(1)) {
        let learnt = &part.learnt[0];
        let end = learnt.path.last().unwrap();
        match learnt.stop {
            StopReason::Budget => assert!((20.0..40.0).contains(&end.work), "{}", end.work),
            StopReason::TargetLoss => assert!(end.train <= settings.target_loss),
            other => panic!("stopped by {other}"),
        }
    }
}

#[test]
fn tuned_is_the_trial_of_the_least_validation_loss() {
    let settings = OptimizerComparison {
        methods: entrants(&["gradient-descent", "adam"]),
        trials: 5,
        ..small()
    };
    for part in parts(&settings, &context(2)) {
        assert_eq!(part.trials.len(), 6);
        let [defaults, tuned] = &part.learnt;
        assert_eq!(defaults.trial, 0);
        let chosen = part.trials[tuned.trial].validation_loss;
        assert_eq!(chosen, part.least_validation());
        // The loss that was chosen by is one of the path.
        assert!(tuned.path.iter().any(|point| point.validation == chosen));
        // A grid from end to end, the defaults apart.
        let rates: Vec<f64> = part.trials[1..]
            .iter()
            .map(|trial| trial.values[0])
            .collect();
        assert!(
            rates.is_sorted() && rates[4] / rates[0] > 100.0,
            "{rates:?}"
        );
    }
}

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
fn each_example_is_tested_once_in_every_repeat_of_a_cross_validation() {
    let settings = OptimizerComparison {
        datasets: named(&["iris"]),
        methods: entrants(&["rprop"]),
        split: Splitting::Folds(5),
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(2));
    let series = &outcome.series[0];
    assert_eq!(
        (series.name.as_str(), series.columns.len()),
        ("splits_iris", 11)
    );
    for repeat in 0..2 {
        let runs = &series.columns[1 + 5 * repeat..][..5];
        for row in 0..150 {
            let tests = runs.iter().filter(|run| run.values[row] == 2.0).count();
            assert_eq!(tests, 1, "row {row}");
        }
    }
    // Another deal in the second repeat.
    assert_ne!(series.columns[1].values, series.columns[6].values);
}

#[test]
fn a_large_set_is_made_smaller_with_its_classes_in_their_shares() {
    let settings = OptimizerComparison {
        datasets: named(&["iris"]),
        methods: entrants(&["rprop"]),
        most_examples: Some(60),
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    let part = settings.run(0, &context(1)).unwrap();
    let sizes = part.sizes;
    assert_eq!((sizes.train, sizes.validation, sizes.test), (36, 12, 12));
    let rows = part.rows.unwrap();
    // Rows of the file: 50 of each class, one class after the other.
    let of_class = |class: usize| rows.test.iter().filter(|&&row| row / 50 == class).count();
    assert_eq!([0, 1, 2].map(of_class), [4, 4, 4]);
}

#[test]
fn the_customary_split_is_that_of_the_data_set() {
    let settings = OptimizerComparison {
        datasets: named(&["vowel"]),
        methods: entrants(&["rprop"]),
        split: Splitting::Customary,
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    assert_eq!(problems(&settings), Vec::<String>::new());
    // 48 words of eight speakers and 42 of seven others for the test, times 11 vowels; a fifth of
    // the former is for validation.
    for part in parts(&settings, &context(2)) {
        let sizes = part.sizes;
        assert_eq!((sizes.train, sizes.validation, sizes.test), (422, 106, 462));
    }
    let one_part = OptimizerComparison {
        datasets: named(&["vowel", "iris"]),
        ..settings
    };
    assert_eq!(
        problems(&one_part),
        [
            "datasets[1] cannot be used: iris has no customary split into training and test rows; use a stratified one"
        ]
    );
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

#[test]
fn an_interruption_is_passed_on() {
    let context = Context {
        interrupted: &|| true,
        ..context(1)
    };
    assert_eq!(small().run(0, &context).err(), Some(Failure::Interrupted));
}

#[test]
fn an_entrant_is_written_as_it_was_read() {
    let text = r#"
        datasets = ["iris"]
        methods = [
            "bfgs",
            { method = "adam", beta1 = 0.8, name = "Adam, small batches", batch = 8, tune = { learning_rate = [0.001, 0.1] } },
        ]
        split = { folds = 5 }
        hidden_of = { iris = [3] }
        most_examples = 100
    "#;
    let settings: OptimizerComparison = toml::from_str(text).unwrap();
    assert_eq!(problems(&settings), Vec::<String>::new());
    assert_eq!(
        settings.methods[1].batch(BatchSize::Full),
        BatchSize::Mini(8)
    );
    assert_eq!(settings.methods[1].stem(), "adam_small_batches");
    let rates: Vec<f64> = settings.methods[1]
        .trials(3)
        .iter()
        .map(|(values, _)| values[0])
        .collect();
    assert_eq!(rates.len(), 4);
    approx::assert_relative_eq!(rates[2], 0.01, max_relative = 1e-12);
    let written = toml::to_string(&settings).unwrap();
    assert_eq!(
        toml::from_str::<OptimizerComparison>(&written).unwrap(),
        settings
    );
}

#[test]
fn every_mistake_is_told_with_its_key() {
    let settings: OptimizerComparison = toml::from_str(
        r#"
        datasets = [{ csv = "no.csv" }, "iris", "iris"]
        methods = [
            "rprop",
            { method = "momentum", momentum = 1.0 },
            "rprop",
            { method = "bfgs", batch = 16 },
            { method = "adam", tune = { learning_rate = [1.0, 0.1] } },
            { method = "adam", name = "!" },
        ]
        hidden = [4, 0]
        hidden_of = { wine = [3], iris = [0] }
        activation = "threshold"
        test_fraction = 1.0
        validation_fraction = 0.0
        budget = 0
        target_loss = -1
        most_examples = 3
        trials = 5000
        targets = [0.1, 2.0, 0.1]
        split = { folds = 1 }
        "#,
    )
    .unwrap();
    let told = problems(&settings);
    let wanted = [
        "methods[1].momentum is 1, must be in [0, 1)",
        "methods[2] `rprop` is there twice; give one of them another `name`",
        "methods[3].batch is set, but BFGS takes the full batch only",
        "methods[4].tune.learning_rate",
        "methods[5].name has no letter or digit, must have one",
        "hidden[1] is 0",
        "activation is `threshold`",
        "test_fraction is 1, must be between 0 and 1",
        "validation_fraction is 0, must be between 0 and 1",
        "budget is 0, must be finite and at least 1",
        "target_loss is -1, must be finite and above 0",
        "split.folds is 1, must be at least 2",
        "most_examples is 3, must be at least 10",
        "trials is 5000, must be from 0 to 1000",
        "targets[1] is 2, must be between 0 and 1",
        "targets[2] is there already",
        "datasets[2] `iris` is there twice",
        "hidden_of.iris[0] is 0",
        "hidden_of.wine is for no data set here",
        "datasets[0] cannot be used: no.csv: there is no such file",
    ];
    for wanted in wanted {
        let found = told.iter().filter(|told| told.starts_with(wanted)).count();
        assert_eq!(found, 1, "{wanted} in {told:#?}");
    }
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    let nothing: OptimizerComparison = toml::from_str("datasets = []\nmethods = []").unwrap();
    assert_eq!(problems(&nothing).len(), 2);
    let greedy: OptimizerComparison =
        toml::from_str("test_fraction = 0.5\nvalidation_fraction = 0.5").unwrap();
    assert_eq!(
        problems(&greedy),
        ["validation_fraction is 0.5, and 0.5 is for the test: must leave some for training"]
    );
}

#[test]
fn unknown_names_are_refused_where_they_stand() {
    for (text, told) in [
        (
            "datasets = [\"iirs\"]",
            "no data set is called `iirs` (did you mean `iris`?)",
        ),
        (
            "methods = [\"bgfs\"]",
            "unknown method `bgfs`, did you mean `bfgs`?",
        ),
        (
            "epochs = 3",
            "unknown field `epochs`, expected one of `datasets`",
        ),
    ] {
        let error = toml::from_str::<OptimizerComparison>(text).unwrap_err();
        assert!(error.message().contains(told), "{error}");
        assert!(error.span().is_some());
    }
}
