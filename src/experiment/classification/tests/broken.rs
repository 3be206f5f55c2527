//! What is said of settings that make no sense.

use super::*;

#[test]
fn every_bad_value_is_told() {
    let told = |toml: &str| -> Vec<String> {
        Settings::problems(&read(toml), Path::new(""))
            .into_iter()
            .map(|problem| format!("{} {}", problem.key, problem.message))
            .collect()
    };
    for (toml, sentence) in [
        (
            "activation = 'softmax'",
            "activation is `softmax`, which only an output layer can have: choose another one for \
             the hidden units",
        ),
        (
            "activation = 'threshold'",
            "activation is `threshold`, whose slope is 0: no method here can train it",
        ),
        ("hidden = [8, 0]", "hidden[1] is 0, must be from 1 to 10000"),
        (
            "data = 'servo'",
            "data `servo` has numbers to predict, but this kind judges classifiers",
        ),
        (
            "test_fraction = 0",
            "test_fraction is 0, must be above 0 and below 1",
        ),
        (
            "test_fraction = nan",
            "test_fraction is NaN, must be above 0 and below 1",
        ),
        (
            "validation_fraction = 1",
            "validation_fraction is 1, must be at least 0 and below 1",
        ),
        (
            "stopping = { max_epochs = 0 }",
            "stopping.max_epochs is 0, must be at least 1",
        ),
        (
            "stopping = { target_loss = 0.1 }",
            "stopping has no limit, must set max_epochs, max_iterations or \
             max_gradient_equivalents",
        ),
        (
            "method = 'bfgs'\nbatch = 32",
            "batch is mini-batches of 32, but BFGS takes the full batch only",
        ),
        (
            "method = { method = 'adam', learning_rate = -1.0 }",
            "method.learning_rate is -1, must be finite and above 0",
        ),
        (
            "method = 'rprop'\nschedule = { inverse = 0.1 }",
            "schedule is set, but Rprop has no learning rate",
        ),
        (
            "stopping = { max_epochs = 5, validation = { strip = 2 } }",
            "stopping.validation is set, but there are no validation examples; set \
             `validation_fraction`",
        ),
        (
            "split = 'customary'",
            "split is `customary`, but iris has no such split: set `stratified`",
        ),
        (
            "split = { folds = 1 }",
            "split.folds is 1, must be from 2 to 150, the number of examples",
        ),
        (
            "split = { folds = 151 }",
            "split.folds is 151, must be from 2 to 150, the number of examples",
        ),
    ] {
        assert_eq!(told(toml), [sentence], "{toml}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    for (toml, part) in [
        (
            "batch = 0",
            "expected \"full\", \"stochastic\" or a number of examples",
        ),
        ("data = 'irsi'", "did you mean `iris`?"),
        ("method = 'adma'", "`adam`"),
        ("split = 'random'", "`stratified`"),
        ("epochs = 10", "unknown field `epochs`"),
    ] {
        let error = toml::from_str::<Classification>(toml).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(part), "{toml}: {message}");
    }
}

#[test]
fn a_class_with_one_member_and_numbers_in_a_file_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lone.csv");
    std::fs::write(&file, "x,target\n1,a\n2,a\n3,a\n4,b\n").unwrap();
    let settings = read("data = { csv = 'lone.csv' }");
    let problems = Settings::problems(&settings, folder.path());
    assert_eq!(
        problems[0].message,
        "cannot be used: the class `b` of lone.csv has a single member: it cannot be in both parts \
         of a split"
    );
    std::fs::write(&file, "x,target\n1,1.5\n2,2.5\n3,0.5\n4,4.5\n").unwrap();
    let problems = Settings::problems(&settings, folder.path());
    let remedy = "if they are classes, say so with `task = \"classification\"`";
    assert!(problems[0].message.ends_with(remedy), "{problems:?}");
    assert_eq!(Settings::inputs(&settings, folder.path()), [file]);
}
