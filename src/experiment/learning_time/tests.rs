use super::*;
use crate::optimize::gradient_descent::GradientDescent;
use crate::perceptron::{Batch, Layer, Perceptron, Workspace};

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1988,
        experiment: "learning-time/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> LearningTime {
    let settings: LearningTime = toml::from_str(toml).unwrap();
    assert_eq!(Settings::problems(&settings, Path::new("")), []);
    settings
}

/// The trials of every variant.
fn trials(settings: &LearningTime, repeats: u64) -> Vec<Vec<Trial>> {
    let context = context(repeats);
    let parts = (0..settings.jobs(&context)).map(|job| settings.run(job, &context).unwrap());
    let results = Results::new(settings, parts.collect(), repeats as usize);
    results.variants.into_iter().map(|v| v.trials).collect()
}

fn outcome(settings: &LearningTime, repeats: u64) -> Outcome {
    let context = context(repeats);
    let parts = (0..settings.jobs(&context)).map(|job| settings.run(job, &context).unwrap());
    settings.assemble(parts.collect(), &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

const DESCENT: &str =
    "variants = [{ name = 'a', method = { method = 'gradient-descent', learning_rate = 1.7 } }]\n";

#[test]
fn epochs_are_those_of_a_loop_written_out() {
    let settings = read(&format!("{DESCENT}hidden = [5]"));
    let trial = &trials(&settings, 1)[0][0];
    let logistic = |units| Layer {
        units,
        activation: Activation::Logistic,
    };
    let layers = [logistic(5), logistic(10)];
    let network = Perceptron::new(10, &layers, Loss::SquaredError).unwrap();
    let mut stream = context(1).stream_of("initial weights", 0);
    let mut w = Initialisation::Uniform(1.0).draw(&network, &mut stream);
    let identity: Vec<f64> = (0..100).map(|k| f64::from(u8::from(k % 11 == 0))).collect();
    let batch = Batch {
        rows: 10,
        inputs: &identity,
        targets: &identity,
    };
    let (mut workspace, mut gradient) = (Workspace::default(), vec![0.0; w.len()]);
    let mut epochs = 0;
    loop {
        let answers = network.predict(&w, &identity, 10, &mut workspace);
        let wrong = answers.iter().zip(&identity);
        if wrong.filter(|(y, t)| (*y - *t).abs() >= 0.4).count() == 0 {
            break;
        }
        network.gradient(&w, batch, &mut workspace, &mut gradient);
        for (w, g) in w.iter_mut().zip(&gradient) {
            *w -= 1.7 * 10.0 * g;
        }
        epochs += 1;
    }
    let epochs = f64::from(epochs);
    assert_eq!((trial.epochs, trial.work), (epochs, epochs));
    // 115 weights, 10 examples.
    assert_eq!(trial.multiplications, 3.0 * 115.0 * 10.0 * epochs);
    assert_eq!(
        (trial.restarts, trial.curve.len() as f64),
        (0, epochs + 1.0)
    );
    approx::assert_abs_diff_eq!(trial.weights.as_slice(), w.as_slice(), epsilon = 1e-9);
}

#[test]
fn averaged_slopes_take_a_rate_as_many_times_as_there_are_examples() {
    let summed = read(&format!("{DESCENT}task = {{ encoder = 4 }}"));
    let mut averaged = summed.clone();
    averaged.summed = false;
    averaged.variants[0].method = Method::GradientDescent(GradientDescent {
        learning_rate: 4.0 * 1.7,
        ..GradientDescent::default()
    });
    let epochs = |settings| -> Vec<f64> {
        let trials = &trials(settings, 5)[0];
        trials.iter().map(|trial| trial.epochs).collect()
    };
    assert_eq!(epochs(&summed), epochs(&averaged));
}

#[test]
fn what_is_known_at_once_takes_no_epoch() {
    let settings = read(&format!("{DESCENT}criterion = {{ mse = 10.0 }}"));
    let trial = &trials(&settings, 1)[0][0];
    assert_eq!((trial.epochs, trial.work, trial.restarts), (0.0, 0.0, 0));
}

#[test]
fn failed_attempts_count_and_a_failed_trial_is_infinite() {
    let settings = read(&format!(
        "{DESCENT}task = 'xor'\nmax_epochs = 3\nrestarts = 2\ncriterion = {{ mse = 1e-6 }}"
    ));
    let trial = &trials(&settings, 1)[0][0];
    assert_eq!(
        (trial.epochs, trial.work, trial.restarts),
        (f64::INFINITY, f64::INFINITY, 2)
    );
    let epochs: Vec<f64> = trial.curve.iter().map(|point| point.0).collect();
    assert_eq!(
        epochs,
        [0.0, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, 6.0, 7.0, 8.0, 9.0]
    );
    let outcome = outcome(&settings, 2);
    assert_eq!(value(&outcome, "a_failures"), 2.0);
    assert_eq!(value(&outcome, "a_epochs_mean"), f64::INFINITY);
    assert_eq!(outcome.notes.len(), 1);
    let Some(crate::outcome::figure::Mark::Boxes { places, .. }) =
        outcome.figures[0].panels[0].marks.first()
    else {
        panic!("the first figure shows boxes");
    };
    assert_eq!(places[0].en, "a: 2 of 2 failed");

    // With room for more attempts, those that failed stay on the bill.
    let settings = read(
        "task = 'xor'\nmax_epochs = 30\nvariants = [{ name = 'a', method = 'quickprop' }]\n\
         criterion = { threshold = 0.45 }\ninitialisation = { uniform = 2.0 }\nrestarts = 1000\n\
         slope_offset = 0.1",
    );
    let trials = &trials(&settings, 20)[0];
    let restarted = trials
        .iter()
        .find(|t| t.restarts > 0 && t.succeeded())
        .unwrap();
    let before = 30.0 * restarted.restarts as f64;
    assert!(restarted.epochs > before && restarted.epochs <= before + 30.0);
    assert_eq!(restarted.work, restarted.epochs);
}

#[test]
fn variants_begin_a_trial_with_the_same_weights_and_do_not_meddle_with_each_other() {
    let settings = read(
        "task = { encoder = 4 }\nvariants = [\n\
         { name = 'BP', method = { method = 'gradient-descent', learning_rate = 1.0 } },\n\
         { name = 'LM', method = 'levenberg-marquardt' }]",
    );
    let both = trials(&settings, 12);
    for (a, b) in both[0].iter().zip(&both[1]).take(DRAWN) {
        assert_eq!(a.curve[0], b.curve[0]);
    }
    assert_ne!(both[0][0].curve[0], both[0][1].curve[0]);
    let mut alone = settings.clone();
    alone.variants.remove(0);
    let alone = trials(&alone, 12);
    assert_eq!(alone[0].len(), 12);
    for (a, b) in alone[0].iter().zip(&both[1]) {
        assert_eq!((a.epochs, &a.weights), (b.epochs, &b.weights));
    }
}

#[test]
fn jobs_run_through_the_trials_of_one_variant_after_the_other() {
    let settings = LearningTime::default();
    assert_eq!(settings.jobs(&context(23)), 6);
    let places: Vec<(usize, usize)> = (0..6).map(|job| place(job, 23)).collect();
    assert_eq!(places, [(0, 0), (0, 10), (0, 20), (1, 0), (1, 10), (1, 20)]);
}

#[test]
fn a_variant_may_have_fewer_trials() {
    let settings = read(
        "task = { encoder = 4 }\npaired_with = 'few'\nvariants = [\n\
         { name = 'few', method = 'rprop', trials = 12 }, { name = 'all', method = 'rprop' }]",
    );
    let trials = trials(&settings, 23);
    assert_eq!((trials[0].len(), trials[1].len()), (12, 23));
    for (a, b) in trials[0].iter().zip(&trials[1]) {
        assert_eq!(a.epochs, b.epochs);
    }
    let outcome = outcome(&settings, 23);
    assert_eq!(value(&outcome, "all_sign_p"), 1.0);
}

#[test]
fn rankings_are_compared_and_pairs_tested() {
    let settings = read(
        "task = { encoder = 4 }\npaired_with = 'Rprop'\nvariants = [\n\
         { name = 'BP', method = { method = 'gradient-descent', learning_rate = 1.0 }, published = 9 },\n\
         { name = 'Rprop', method = 'rprop', published = 2 },\n\
         { name = 'other', method = 'momentum' }]",
    );
    let outcome = outcome(&settings, 12);
    assert_eq!(value(&outcome, "kendall_tau"), 1.0);
    assert_eq!(
        (
            value(&outcome, "rprop_rank"),
            value(&outcome, "rprop_ratio")
        ),
        (1.0, 1.0)
    );
    assert!(value(&outcome, "bp_median_difference_epochs") > 0.0);
    // Faster in all of the twelve trials: 2/2¹².
    assert_eq!(value(&outcome, "bp_sign_p"), 2.0 / 4096.0);
    assert_eq!(value(&outcome, "bp_wilcoxon_p"), 2.0 / 4096.0);
    let figures: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(figures, ["trials", "learning_curves", "ranking"]);
    for table in &outcome.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    }
}

#[test]
fn a_family_of_tasks_has_a_figure_of_its_growth() {
    let settings = read(
        "variants = [{ name = '8', task = { encoder = 8 }, method = 'rprop', published = 30 },\n\
         { name = '4', task = { encoder = 4 }, method = 'rprop' },\n\
         { name = '6', task = { encoder = 6 }, method = 'rprop' }]",
    );
    let outcome = outcome(&settings, 3);
    let scaling = outcome
        .figures
        .iter()
        .find(|f| f.name == "scaling")
        .unwrap();
    let crate::outcome::figure::Mark::Line { x, y, .. } = &scaling.panels[0].marks[1] else {
        panic!("the line of means comes after the band");
    };
    assert_eq!(x, &[4.0, 6.0, 8.0]);
    assert_eq!(y[2], value(&outcome, "8_epochs_mean"));
}

#[test]
fn a_network_that_learnt_symmetry_shows_its_weights() {
    let settings = read(
        "task = { symmetry = 4 }\ninputs = [-1, 1]\nhidden = [3]\n\
         variants = [{ name = 'LM', method = 'levenberg-marquardt' }]",
    );
    let outcome = outcome(&settings, 4);
    assert!(value(&outcome, "lm_weight_ratio_2") >= 1.0);
    assert!((0.0..=1.0).contains(&value(&outcome, "lm_mirror_share")));
    let figure = outcome.figures.last().unwrap();
    assert_eq!((figure.name.as_str(), figure.panels.len()), ("weights", 1));
}

#[test]
fn settings_out_of_range_are_named_where_they_stand() {
    let settings: LearningTime = toml::from_str(
        "task = { encoder = 1 }\npaired_with = 'z'\nslope_offset = 2\nmax_epochs = 0\nvariants = [\n\
         { name = 'a', method = 'rprop' },\n\
         { name = 'A', task = 'xor', hidden = [0], method = { method = 'rprop', delta0 = -1 }, targets = [1, 0] },\n\
         { name = 'c', task = 'sine', inputs = [0, 1], method = 'rprop', criterion = { threshold = 0.6 } },\n\
         { name = 'd', task = 'xor', max_epochs = 9, slope_offset = 0, method = 'rprop', loss = 'softmax-cross-entropy' }]",
    )
    .unwrap();
    let problems = Settings::problems(&settings, Path::new(""));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    let expected = [
        "variants[1].name",
        "paired_with",
        "task",
        "variants[1].method.delta0",
        "variants[1].hidden[0]",
        "variants[1].targets",
        "slope_offset",
        "max_epochs",
        "variants[2].inputs",
        "variants[2].criterion.threshold",
        "variants[3].loss",
    ];
    assert_eq!(keys, expected);
    assert_eq!(problems[2].message, "has n = 1, must be from 2 to 1024");
}

#[test]
fn the_experiments_on_file_are_read_and_have_no_problems() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/experiments/");
    let mut found = 0;
    for file in [
        "learning-time.toml",
        "learning-time-rprop.toml",
        "learning-time-back-propagation.toml",
        "learning-time-levenberg-marquardt.toml",
    ] {
        let text = std::fs::read_to_string(format!("{folder}{file}")).unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap();
        for experiment in file["experiment"].as_array().unwrap() {
            let mut table = experiment.as_table().unwrap().clone();
            let kind = table.remove("kind").unwrap();
            assert_eq!(kind.as_str(), Some(LearningTime::KIND));
            for key in ["name", "title", "repeat", "sweep", "claim"] {
                table.remove(key);
            }
            let settings: LearningTime = table.try_into().unwrap();
            assert_eq!(Settings::problems(&settings, Path::new("")), []);
            assert!(settings.memory_bytes(Path::new("")) < 100 << 20);
            found += 1;
        }
    }
    assert!(found >= 8);
}
