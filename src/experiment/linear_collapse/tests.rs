use super::*;
use crate::perceptron::{Activation, Layer, Loss, Perceptron};
use std::path::PathBuf;

fn outcome(settings: &LinearCollapse, experiment: &str) -> Result<Outcome, Failure> {
    let context = Context {
        seed: 1952,
        experiment,
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    let jobs = 0..settings.jobs(&context);
    let parts: Result<Vec<Part>, Failure> = jobs.map(|job| settings.run(job, &context)).collect();
    settings.assemble(parts?, &context)
}

/// The experiments of the TOML file: name, settings and claims.
fn experiments() -> Vec<(String, LinearCollapse, Vec<toml::Value>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("experiments/linear-collapse.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let experiments = file["experiment"].as_array().unwrap().iter();
    experiments
        .map(|experiment| {
            let mut table = experiment.as_table().unwrap().clone();
            let name = table["name"].as_str().unwrap().to_owned();
            let claims = table["claim"].as_array().unwrap().clone();
            for key in ["name", "kind", "title", "claim"] {
                table.remove(key);
            }
            (name, table.try_into().unwrap(), claims)
        })
        .collect()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

#[test]
fn the_file_s_experiments_hold_their_claims() {
    for (name, settings, claims) in experiments() {
        assert_eq!(settings.problems(Path::new(".")), [], "{name}");
        let outcome = outcome(&settings, &name).unwrap();
        for claim in claims {
            let measured = value(&outcome, claim["metric"].as_str().unwrap());
            let number = |key: &str| {
                let value = claim.get(key)?;
                value.as_float().or(value.as_integer().map(|n| n as f64))
            };
            let excess = measured - number("published").unwrap();
            let excess = match claim.get("compare").and_then(toml::Value::as_str) {
                Some("at-most") => excess,
                _ => excess.abs(),
            };
            let allowed = number("tolerance_abs").unwrap_or(0.0);
            assert!(excess <= allowed, "{name}: {claim:?} with {measured}");
        }
        let networks = &outcome.tables[0];
        assert!(
            networks
                .rows
                .iter()
                .all(|row| row.len() == networks.header.len())
        );
        assert_eq!(outcome.figures.len(), 3);
        assert_eq!(outcome.notes, [], "{name} stopped early");
    }
}

#[test]
fn a_deep_linear_network_ends_at_the_line_of_a_single_layer() {
    for (name, settings, _) in experiments() {
        let outcome = outcome(&settings, &name).unwrap();
        assert!(value(&outcome, "loss_difference") < 1e-14);
        // |∇E| < 1e−9 with a curvature of at least 0.05 leaves the weights within 2e−8.
        assert!(value(&outcome, "line_difference") < 1e-7);
        assert!(value(&outcome, "single_loss") < std::f64::consts::LN_2);
        assert!(value(&outcome, "deep_tanh_loss") < 0.1);
    }
}

#[test]
fn layers_multiply_together_by_hand() {
    // (2x + 1)·3 + 4 = 6x + 7.
    let layer = Layer {
        units: 1,
        activation: Activation::Linear,
    };
    let network = Perceptron::new(1, &[layer, layer], Loss::SquaredError).unwrap();
    let product = exact::collapse_layers(&network, &[2.0, 1.0, 3.0, 4.0]);
    assert_eq!((product.matrix, product.biases), (vec![6.0], vec![7.0]));
}

#[test]
fn a_rate_that_is_too_large_is_reported_as_divergence() {
    let mut settings = LinearCollapse::default();
    settings.trained.learning_rate = 1e3;
    let failure = outcome(&settings, "divergence").err();
    let Some(Failure::Diverged { what, when }) = failure else {
        panic!("no divergence but {failure:?}");
    };
    assert!(what.contains("deep_linear"), "{what}");
    assert!(when.starts_with("iteration "), "{when}");
}

#[test]
fn a_training_cut_short_is_noted() {
    let mut settings = LinearCollapse::default();
    settings.trained.iterations = 10;
    let outcome = outcome(&settings, "short").unwrap();
    assert_eq!(outcome.notes.len(), 2);
    assert!(outcome.notes[0].en.contains("stopped after 10 iterations"));
}

#[test]
fn impossible_settings_are_refused_by_key_with_the_allowed_range() {
    let mut settings = LinearCollapse::default();
    settings.exact.sizes = vec![8, 0];
    settings.trained.hidden = vec![300];
    settings.trained.examples = 3;
    settings.trained.learning_rate = 0.0;
    settings.trained.momentum = f64::NAN;
    settings.trained.spread = -1.0;
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    let expected = [
        "exact.sizes",
        "exact.sizes[1]",
        "trained.hidden[0]",
        "trained.examples",
        "trained.spread",
        "trained.learning_rate",
        "trained.momentum",
    ];
    assert_eq!(keys, expected);
    assert_eq!(problems[2].message, "is 300, must be 1 to 256");
    assert_eq!(problems[5].message, "is 0, must be finite and above 0");
}
