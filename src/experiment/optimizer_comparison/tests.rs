use super::*;
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

/// Every method of the registry on two small sets, for a short while; mini-batches for those that
/// allow them.
fn small() -> OptimizerComparison {
    OptimizerComparison {
        datasets: named(&["iris", "wine"]),
        methods: METHODS.iter().map(|entry| (entry.default)()).collect(),
        hidden: vec![4],
        batch: BatchSize::Mini(16),
        budget: 20.0,
        ..OptimizerComparison::default()
    }
}

#[test]
fn the_experiments_of_the_file_are_read_and_have_no_problems() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/experiments/optimizer-comparison.toml"
    );
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        let kind = table.remove("kind").unwrap();
        assert_eq!(kind.as_str(), Some(OptimizerComparison::KIND));
        for key in ["name", "title", "repeat", "sweep", "claim"] {
            table.remove(key);
        }
        let settings: OptimizerComparison = table.try_into().unwrap();
        assert_eq!(Settings::problems(&settings, Path::new("")), []);
        // LM on 64 inputs, 16 hidden units and 10 outputs: three matrices of 1,210² numbers.
        assert!(Settings::memory_bytes(&settings, Path::new("")) < 100 << 20);
    }
}

#[test]
fn all_methods_of_a_repeat_start_from_the_same_weights_on_the_same_split() {
    let (settings, context) = (small(), context(2));
    let parts = parts(&settings, &context);
    let results = summary::Results::new(&settings, &parts, 2);
    for dataset in 0..2 {
        let start = |method, repeat: usize| {
            let part = &results.runs(dataset, method)[repeat];
            part.trajectory[0].1.to_bits()
        };
        for method in 1..settings.methods.len() {
            assert_eq!(start(method, 0), start(0, 0));
            assert_eq!(start(method, 1), start(0, 1));
        }
        assert_ne!(start(0, 0), start(0, 1));
    }
}

#[test]
fn a_methods_numbers_do_not_depend_on_the_others() {
    let (settings, context) = (small(), context(2));
    let alone = OptimizerComparison {
        datasets: named(&["wine"]),
        methods: vec![Method::named("bfgs").unwrap()],
        ..small()
    };
    let (all, alone) = (outcome(&settings, &context), outcome(&alone, &context));
    for metric in &alone.metrics {
        assert_eq!(all.find_metric(&metric.name), Some(metric));
    }
    assert!(
        alone
            .find_metric("wine_bfgs_test_accuracy_median")
            .is_some()
    );
}

#[test]
fn budgets_are_kept_to_the_step_that_was_begun() {
    let (settings, context) = (small(), context(1));
    // A line search may take twenty gradients.
    for part in parts(&settings, &context) {
        let work = part.counts.gradient_equivalents;
        match part.stop {
            StopReason::Budget => assert!((20.0..40.0).contains(&work), "{work}"),
            StopReason::TargetLoss => assert!(part.train_loss <= settings.target_loss),
            other => panic!("stopped by {other}"),
        }
    }
}

#[test]
fn second_order_methods_learn_breast_cancer_further_than_gradient_descent() {
    let settings = OptimizerComparison {
        datasets: named(&["wdbc"]),
        hidden: vec![8],
        budget: 40.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(3));
    let metric = |name: &str| outcome.find_metric(name).unwrap().value;
    let descent = metric("wdbc_gradient_descent_train_loss_nats_median");
    for method in ["conjugate_gradients", "bfgs", "levenberg_marquardt"] {
        let loss = metric(&format!("wdbc_{method}_train_loss_nats_median"));
        assert!(loss < 0.2 * descent, "{method}: {loss} against {descent}");
        let accuracy = metric(&format!("wdbc_{method}_test_accuracy_median"));
        assert!((0.94..=1.0).contains(&accuracy), "{method}: {accuracy}");
    }
}

#[test]
fn figures_and_tables_cover_every_set_and_method_in_both_languages() {
    let settings = small();
    let outcome = outcome(&settings, &context(2));
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["loss", "test_accuracy", "loss_iris", "loss_wine"]);
    let labels = |panel: &Panel| -> Vec<String> {
        let label = |mark: &Mark| match mark {
            Mark::Line { label, .. } => Some(label.ru.clone()),
            _ => None,
        };
        panel.marks.iter().filter_map(label).collect()
    };
    let russian: Vec<&str> = METHODS.iter().map(|entry| entry.russian).collect();
    for panel in &outcome.figures[0].panels {
        assert_eq!(labels(panel), russian);
    }
    assert_eq!(outcome.tables.len(), 3);
    for table in &outcome.tables {
        assert_eq!(table.rows.len(), METHODS.len());
        for row in &table.rows {
            assert_eq!(row.len(), table.header.len());
        }
    }
}

#[test]
fn the_customary_split_is_that_of_the_data_set() {
    let settings = OptimizerComparison {
        datasets: named(&["vowel"]),
        methods: vec![Method::named("rprop").unwrap()],
        split: Splitting::Customary,
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    assert_eq!(Settings::problems(&settings, Path::new("")), []);
    // 48 words of eight speakers for training and 42 of seven others for the test, times 11 vowels.
    for part in parts(&settings, &context(2)) {
        assert_eq!((part.sizes.train_rows, part.sizes.test_rows), (528, 462));
    }
    let one_part = OptimizerComparison {
        datasets: named(&["vowel", "iris"]),
        ..settings
    };
    let problems = Settings::problems(&one_part, Path::new(""));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].key, "datasets[1]");
    assert_eq!(
        problems[0].message,
        "cannot be used: iris has no customary split into training and test rows; use a stratified one"
    );
}

#[test]
fn pictures_have_the_weights_of_their_hidden_units_drawn() {
    let settings = OptimizerComparison {
        datasets: named(&["optdigits"]),
        methods: vec![Method::named("rprop").unwrap()],
        hidden: vec![3],
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(1));
    let figure = outcome.figures.last().unwrap();
    assert_eq!(figure.name, "weights_optdigits");
    let Mark::Images { pictures, .. } = &figure.panels[0].marks[0] else {
        panic!("{:?}", figure.panels[0].marks[0]);
    };
    assert_eq!(pictures.len(), 3);
    assert!(pictures.iter().all(|picture| picture.values.len() == 64));
}

#[test]
fn divergence_is_noted_and_stops_nothing_else() {
    let settings = OptimizerComparison {
        methods: vec![
            serde_json::from_str(r#"{ "method": "gradient-descent", "learning_rate": 1e200 }"#)
                .unwrap(),
            Method::named("rprop").unwrap(),
        ],
        activation: Activation::Relu,
        budget: 20.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(2));
    assert_eq!(
        outcome.notes,
        [Text::new(
            "iris: gradient descent diverged in 2 of 2 runs.",
            "iris: градиентный спуск — расходимость в 2 из 2 запусков."
        )]
    );
    let rprop = outcome.find_metric("iris_rprop_train_loss_nats_median");
    assert!(rprop.unwrap().value.is_finite());
}

#[test]
fn an_interruption_is_passed_on() {
    let context = Context {
        threads: 1,
        interrupted: &|| true,
        ..context(1)
    };
    assert_eq!(small().run(0, &context).err(), Some(Failure::Interrupted));
}

#[test]
fn every_mistake_is_told_with_its_key() {
    let settings: OptimizerComparison = toml::from_str(
        r#"
        datasets = [{ csv = "no.csv" }, "abalone", "iris", "iris"]
        methods = ["rprop", { method = "momentum", momentum = 1.0 }, "rprop"]
        hidden = [4, 0]
        activation = "threshold"
        test_fraction = 1.0
        budget = 0
        target_loss = -1
        "#,
    )
    .unwrap();
    let problems = Settings::problems(&settings, Path::new(""));
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("{} {}", problem.key, problem.message))
        .collect();
    for wanted in [
        "datasets[0] cannot be used: no.csv: there is no such file",
        "datasets[1] cannot be used: `abalone` has numbers to predict, but this kind compares classifiers",
        "datasets[3] `iris` is there twice",
        "methods[2] `rprop` is there twice",
        "methods[1].momentum is 1, must be in [0, 1)",
        "hidden[1] is 0",
        "activation is `threshold`",
        "test_fraction is 1, must be between 0 and 1",
        "budget is 0, must be finite and at least 1",
        "target_loss is -1, must be finite and above 0",
    ] {
        let found = told.iter().filter(|told| told.starts_with(wanted)).count();
        assert_eq!(found, 1, "{wanted} in {told:#?}");
    }
    assert_eq!(told.len(), 10, "{told:#?}");
    let nothing: OptimizerComparison = toml::from_str("datasets = []\nmethods = []").unwrap();
    assert_eq!(Settings::problems(&nothing, Path::new("")).len(), 2);
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
