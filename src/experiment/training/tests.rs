use super::*;
use crate::outcome::figure::Mark;
use crate::train::StopReason;

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "training/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> NetworkTraining {
    toml::from_str(toml).unwrap()
}

fn parts(settings: &NetworkTraining, context: &Context) -> Vec<learn::Part> {
    (0..settings.jobs(context))
        .map(|job| settings.run(job, context).unwrap())
        .collect()
}

fn outcome(settings: &NetworkTraining, repeats: u64) -> Outcome {
    let context = context(repeats);
    assert_eq!(Settings::problems(settings, Path::new("")), []);
    settings
        .assemble(parts(settings, &context), &context)
        .unwrap()
}

/// Four examples of the exclusive or, in the order of the lines.
const XOR: &str = "x,y,target\n0,0,a\n0,1,b\n1,0,b\n1,1,a\n";

/// The settings with which XOR is learnt from given weights, without any randomness.
fn xor(folder: &Path, rest: &str) -> NetworkTraining {
    let file = folder.join("xor.csv");
    std::fs::write(&file, XOR).unwrap();
    let file = file.display();
    read(&format!(
        "data = {{ csv = '{file}' }}\ntest_fraction = 0\nscaling = 'none'\nhidden = [2]\n{rest}"
    ))
}

#[test]
fn a_run_from_given_weights_can_be_followed_by_hand() {
    // A linear unit of squared error on x = 1, 2 with t = 2, 3 from w = 1, b = 0: residuals −1, −1,
    // gradient (−1.5, −1), E = ½; with η = 0.1: w = 1.15, b = 0.1, residuals −0.75, −0.6, E =
    // ½ (0.5625 + 0.36)/2 = 0.230625.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("line.csv"), "x,target\n1,2\n2,3\n").unwrap();
    std::fs::write(folder.path().join("w.csv"), "1\n0\n").unwrap();
    let settings = read(
        "data = { csv = 'line.csv', task = 'regression' }\ntest_fraction = 0\nscaling = 'none'
        hidden = []\nloss = 'squared-error'\ninitial_weights = 'w.csv'
        stopping = { max_iterations = 1 }\nruns = [{ method = 'gradient-descent' }]",
    );
    assert_eq!(Settings::problems(&settings, folder.path()), []);
    let inputs = Settings::inputs(&settings, folder.path());
    assert_eq!(inputs.len(), 2, "data and weights: {inputs:?}");
    let context = Context {
        base: folder.path(),
        ..context(1)
    };
    let outcome = settings
        .assemble(parts(&settings, &context), &context)
        .unwrap();
    let series = |name: &str, column: &str| {
        let series = outcome.series.iter().find(|series| series.name == name);
        let columns = &series.unwrap().columns;
        columns
            .iter()
            .find(|c| c.name == column)
            .unwrap()
            .values
            .clone()
    };
    let losses = series("losses_gradient_descent", "loss");
    approx::assert_relative_eq!(
        losses.as_slice(),
        [0.5, 0.230625].as_slice(),
        epsilon = 1e-15
    );
    let initial = series("weights_gradient_descent", "initial");
    assert_eq!(initial, [1.0, 0.0]);
    let end = series("weights_gradient_descent", "final");
    approx::assert_relative_eq!(end.as_slice(), [1.15, 0.1].as_slice(), epsilon = 1e-15);
}

#[test]
fn all_runs_of_a_repeat_begin_with_the_same_loss_and_repeats_do_not() {
    let settings = read(
        "stopping = { max_iterations = 2 }
        runs = [{ method = 'bfgs' }, { method = 'rprop' }, { method = 'adam', batch = 100 }]",
    );
    let parts = parts(&settings, &context(2));
    let first = |job: usize| parts[job].history[0].loss;
    assert_eq!([first(2), first(4)], [first(0); 2]);
    assert_eq!([first(3), first(5)], [first(1); 2]);
    assert_ne!(first(0), first(1));
}

#[test]
fn iterations_are_those_to_the_target_and_a_miss_is_infinite() {
    let folder = tempfile::tempdir().unwrap();
    let settings = xor(
        folder.path(),
        "stopping = { max_iterations = 40, target_loss = 0.01 }
        runs = [{ method = 'levenberg-marquardt', published_iterations = 30 },
                { method = 'gradient-descent' }]",
    );
    let outcome = outcome(&settings, 5);
    let metric = |name: &str| outcome.find_metric(name).unwrap().value;
    assert!(metric("levenberg_marquardt_iterations") < 40.0);
    assert!(metric("levenberg_marquardt_final_loss") <= 0.01);
    assert_eq!(metric("gradient_descent_iterations"), f64::INFINITY);
    assert_eq!(metric("gradient_descent_reached"), 0.0);
    let note = &outcome
        .notes
        .iter()
        .find(|note| note.en.starts_with("gradient"))
        .unwrap()
        .en;
    assert_eq!(
        note,
        "gradient descent: the target loss was missed in 5 of 5 runs (iterations used up)."
    );
}

#[test]
fn the_history_has_two_parts_titled_by_their_iterations_and_last_loss() {
    let folder = tempfile::tempdir().unwrap();
    let settings = xor(
        folder.path(),
        "stopping = { max_iterations = 9 }\nruns = [{ method = 'rprop' }]",
    );
    let outcome = outcome(&settings, 1);
    let history = outcome
        .figures
        .iter()
        .find(|f| f.name == "history_rprop")
        .unwrap();
    let losses = &outcome.series[0].columns[2].values;
    let title = |part: usize| history.panels[part].title.en.clone();
    assert_eq!(title(0), format!("iter: 1-4, error {:.5}", losses[4]));
    assert_eq!(title(1), format!("iter: 5-9, error {:.5}", losses[9]));
}

#[test]
fn predictions_stand_in_the_units_of_the_data() {
    let settings = read("stopping = { max_iterations = 20 }\nruns = [{ method = 'bfgs' }]");
    let outcome = outcome(&settings, 1);
    let figure = outcome
        .figures
        .iter()
        .find(|f| f.name == "predictions_bfgs")
        .unwrap();
    let mut points = 0;
    for mark in &figure.panels[0].marks {
        if let Mark::Points { label, x, y, .. } = mark {
            assert!(x.iter().chain(y).all(|value| (-0.1..1.1).contains(value)));
            points += if label.en == "of the other class" {
                0
            } else {
                x.len()
            };
        }
    }
    assert_eq!(points, 1400);
}

#[test]
fn digits_have_maps_of_their_weights_in_rows() {
    let settings = read(
        "data = 'mnist-subset'\nsplit = 'customary'\ntrain_examples = 20\nhidden = [3]
        stopping = { max_iterations = 1 }\nruns = [{ method = 'rprop' }]",
    );
    let outcome = outcome(&settings, 1);
    let figure = outcome
        .figures
        .iter()
        .find(|f| f.name == "weights_rprop")
        .unwrap();
    let Mark::Images {
        width,
        height,
        per_row,
        pictures,
        ..
    } = &figure.panels[0].marks[0]
    else {
        panic!("pictures");
    };
    assert_eq!((*width, *height, *per_row, pictures.len()), (28, 28, 23, 3));
}

#[test]
fn a_validation_part_can_end_the_training() {
    let settings = read(
        "validation_fraction = 0.3\nhidden = [30]\ntest_fraction = 0.8
        stopping = { max_epochs = 2000, validation = { strip = 5, successive_rises = 2 } }
        data = { generate = 'moons', noise = 0.4 }\nruns = [{ method = 'rprop' }]",
    );
    let context = context(1);
    let part = &parts(&settings, &context)[0];
    assert_eq!(part.stop, StopReason::SuccessiveRises);
    assert_eq!(
        (part.sizes.train, part.sizes.validation, part.sizes.test),
        (56, 24, 320)
    );
    let outcome = outcome(&settings, 1);
    let least = outcome
        .find_metric("rprop_least_validation_error")
        .unwrap()
        .value;
    let last = part
        .history
        .iter()
        .rev()
        .find(|r| !r.validation.is_nan())
        .unwrap();
    assert!(least < last.validation);
    // Judged at its best: the loss of the written weights on the validation part is the least.
    let written = outcome
        .series
        .iter()
        .find(|series| series.name == "weights_rprop");
    assert_eq!(written.unwrap().columns[1].name, "best");
    let drawn = part.picture.as_ref().unwrap();
    let table = settings
        .data
        .load(Path::new(""), &mut context.stream("examples"))
        .unwrap();
    let prepared = learn::prepare(&settings, &table, |purpose| context.stream(purpose)).unwrap();
    let network = settings.network(2, 2).unwrap();
    let batch = crate::experiment::supervised::batch_of(&prepared.validation);
    let error = network.loss(&drawn.weights, batch, &mut Default::default());
    assert_eq!(error, least);
}

#[test]
fn what_cannot_run_is_told_by_key() {
    let folder = tempfile::tempdir().unwrap();
    for (rest, expected) in [
        ("runs = []", "runs: has 0 entries, must have from 1 to 100"),
        (
            "runs = [{ method = 'bfgs' }, { method = 'bfgs' }]",
            "runs[1]: `bfgs` is there already; give this run a `name`",
        ),
        (
            "runs = [{ method = 'bfgs', batch = 10 }]",
            "runs[0].batch: is set, but BFGS takes the full batch only",
        ),
        (
            "runs = [{ method = 'rprop', schedule = { inverse = 0.1 } }]",
            "runs[0].schedule: is set, but Rprop has no learning rate",
        ),
        (
            "runs = [{ method = 'adam', schedule = { inverse = -0.1 } }]",
            "runs[0].schedule.inverse: is -0.1, must be finite and above 0",
        ),
        (
            "runs = [{ method = { method = 'adam', beta1 = 1.0 } }]",
            "runs[0].method.beta1: is 1, must be in [0, 1)",
        ),
        (
            "stopping = { target_loss = 0.1 }",
            "stopping: has no limit, must set max_epochs, max_iterations or max_gradient_equivalents",
        ),
        (
            "stopping = { max_epochs = 9, validation = { successive_rises = 2 } }",
            "stopping.validation: is set, but there are no validation examples; set `validation_fraction`",
        ),
        (
            "initial_weights = [1.0, 2.0]",
            "initial_weights: has 2 numbers, but the network has 12 weights",
        ),
        (
            "initial_weights = 'none.npy'",
            "initial_weights: cannot be used: none.npy: there is no such file",
        ),
        (
            "train_examples = 1",
            "train_examples: is 1, must be at least 2",
        ),
        (
            "weights_per_row = 0",
            "weights_per_row: is 0, must be from 1 to 100",
        ),
        (
            "activation = 'threshold'",
            "activation: is `threshold`, whose slope is 0: no method here can train it",
        ),
        (
            "output = 'threshold'\nloss = 'squared-error'",
            "output: is `threshold`, whose slope is 0: no method here can train it",
        ),
        (
            "slope_offset = -1.0",
            "hidden: the slope offset is -1, must be finite and at least 0",
        ),
    ] {
        let settings = xor(folder.path(), rest);
        let told: Vec<String> = Settings::problems(&settings, Path::new(""))
            .iter()
            .map(|problem| format!("{}: {}", problem.key, problem.message))
            .collect();
        assert_eq!(told, [expected], "{rest}");
    }
}

#[test]
fn a_target_of_numbers_takes_the_squared_error() {
    let settings = read("data = 'servo'");
    let problems = Settings::problems(&settings, Path::new(""));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].key, "data");
    let settings = read("data = 'servo'\nloss = 'squared-error'");
    assert_eq!(Settings::problems(&settings, Path::new("")), []);
}
