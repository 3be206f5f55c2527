use super::*;

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
