use super::*;
use crate::outcome::figure::Mark;

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "vanishing-gradient/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> VanishingGradient {
    toml::from_str(toml).unwrap()
}

fn parts(settings: &VanishingGradient, context: &Context) -> Vec<Part> {
    assert_eq!(Settings::problems(settings, context.base), []);
    let jobs = 0..Settings::jobs(settings, context);
    jobs.map(|job| Settings::run(settings, job, context).unwrap())
        .collect()
}

fn outcome(settings: &VanishingGradient, context: &Context) -> Outcome {
    let parts = parts(settings, context);
    Settings::assemble(settings, parts, context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

#[test]
fn the_experiments_of_the_file_are_read_and_have_no_problems() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/experiments/vanishing-gradient.toml"
    );
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        for key in ["name", "kind", "title", "repeat", "claim"] {
            table.remove(key);
        }
        let settings: VanishingGradient = table.try_into().unwrap();
        assert_eq!(Settings::problems(&settings, Path::new("")), []);
    }
}

#[test]
fn factors_of_the_linear_regime_by_hand() {
    let factor = |init| theory::linear_factor(init, 300);
    // n r²/3 = 300 · 0.01/3 = 1.
    approx::assert_abs_diff_eq!(factor(Initialisation::Uniform(0.1)), 1.0, epsilon = 1e-15);
    assert_eq!(factor(Initialisation::GlorotUniform), 1.0);
    assert_eq!(factor(Initialisation::GlorotNormal), 1.0);
    approx::assert_abs_diff_eq!(factor(Initialisation::Lecun), 1.0, epsilon = 1e-15);
    approx::assert_abs_diff_eq!(factor(Initialisation::He), 2.0_f64.sqrt(), epsilon = 1e-15);
    assert_eq!(theory::slope_at_rest(Activation::Logistic), 0.25);
    assert_eq!(theory::slope_at_rest(Activation::Tanh), 1.0);
}

/// Drawn weights have the variance that the theory takes them to have.
#[test]
fn variances_are_those_of_the_draws() {
    let layer = |units| crate::perceptron::Layer {
        units,
        activation: Activation::Logistic,
    };
    let (fan_in, fan_out) = (200, 300);
    let network =
        crate::perceptron::Perceptron::new(fan_in, &[layer(fan_out)], Loss::SquaredError).unwrap();
    for &init in Initialisation::ALL {
        let mut stream = Stream::new(3, "test", "variances", 0);
        let w = init.draw(&network, &mut stream);
        let (weights, biases) = theory::variances(init, (fan_in, fan_out));
        let of = |sample: &[f64]| sample.iter().map(|w| w * w).sum::<f64>() / sample.len() as f64;
        // 60,000 weights and 300 biases: four deviations of a sample's variance are at most
        // 4·√(2/60,000) and 4·√(2/300) of it.
        let found = of(network.matrix(0, &w));
        assert!((found / weights - 1.0).abs() < 0.024, "{init:?}: {found}");
        let found = of(network.biases(0, &w));
        assert!((found - biases).abs() <= 0.33 * biases, "{init:?}: {found}");
    }
}

#[test]
fn wide_layers_with_closed_forms() {
    let shape = theory::Shape {
        inputs: 50,
        input_square: 1.7,
        width: 400,
        depth: 6,
    };
    // Linear: (n Var W)^(k/2). Rectifiers halve the mean squares, which He's weights double.
    let he = theory::wide(Activation::Linear, Initialisation::He, shape);
    approx::assert_relative_eq!(he[0].delta, 2.0_f64.powf(2.5), epsilon = 1e-12);
    approx::assert_relative_eq!(he[0].weight_gradient, 1.0, epsilon = 1e-12);
    let relu = theory::wide(Activation::Relu, Initialisation::He, shape);
    for layer in &relu {
        approx::assert_relative_eq!(layer.delta, 1.0, epsilon = 1e-12);
    }
    // With small sums the logistic slope is 1/4 but for s²: biases of variance 10⁻¹⁰/3 alone.
    let tiny = theory::wide(Activation::Logistic, Initialisation::Uniform(1e-5), shape);
    let factor = (400.0_f64 / 3.0).sqrt() * 1e-5 / 4.0;
    approx::assert_relative_eq!(tiny[4].delta, factor, epsilon = 1e-6);
}

/// The second method: networks of finite width agree with the theory of infinite ones, through
/// saturation, means off 0 and biases. δ² of a layer has the relative deviation √(c/n), c = 2 for
/// linear units and 5 for rectifiers: for 4 factors of n = 400 units and the median of 5 repeats the
/// geometric mean of δ has a deviation of 1.6 % at most; 4 % are allowed.
#[test]
fn networks_follow_the_theory_of_wide_layers() {
    let outcome = outcome(
        &read(
            "activations = ['linear', 'lecun-tanh', 'softsign', 'logistic', 'relu']\n\
             initialisations = [{ uniform = 0.1 }, 'standard', 'he']\n\
             width = 400\ninputs = 80\ndepth = 5\ndepths = []\nexamples = 10",
        ),
        &context(5),
    );
    let misfit = value(&outcome, "largest_misfit_of_wide_theory");
    assert!(misfit < 0.04, "{misfit}");
    let relu = value(&outcome, "relu_he_shrinkage");
    assert!((relu - 1.0).abs() < 0.04, "{relu}");
}

#[test]
fn singular_values_follow_the_quarter_circle() {
    let settings = read(
        "activations = ['linear', 'relu']\ninitialisations = ['glorot-uniform', 'he']\n\
         depth = 3\ndepths = []",
    );
    let outcome = outcome(&settings, &context(1));
    let circle = 8.0 / (3.0 * std::f64::consts::PI);
    let found = value(&outcome, "linear_glorot_uniform_mean_singular_value");
    assert!((found / circle - 1.0).abs() < 0.02, "{found}");
    let found = value(&outcome, "linear_he_mean_singular_value");
    assert!(
        (found / circle / 2.0_f64.sqrt() - 1.0).abs() < 0.03,
        "{found}"
    );
    // A rectifier that passes half of 100 columns: 50 singular values at most.
    let found = value(&outcome, "relu_he_mean_singular_value");
    assert!(found < 0.6 * 2.0_f64.sqrt(), "{found}");
}

#[test]
fn one_repeat_has_one_set_of_examples_and_draws_whatever_the_depth() {
    let settings = read("depth = 4\nwidth = 20\ndepths = [1, 4]\nexamples = 7");
    let parts = parts(&settings, &context(2));
    for (job, part) in parts.iter().enumerate() {
        let same = &parts[job % 2];
        assert_eq!(part.input_square.to_bits(), same.input_square.to_bits());
        assert_eq!(part.first_layers[0], 1.0);
        let followed = part.layers[0].delta / part.layers[3].delta;
        assert_eq!(part.first_layers[1].to_bits(), followed.to_bits());
    }
    assert_ne!(parts[0].input_square, parts[1].input_square);
}

#[test]
fn a_data_set_gives_its_inputs() {
    let settings = read("data = 'iris'\nwidth = 10\ndepth = 3\nexamples = 1000");
    let part = Settings::run(&settings, 0, &context(1)).unwrap();
    assert_eq!(part.inputs, 4);
    // All rows, standardised.
    approx::assert_abs_diff_eq!(part.input_square, 1.0, epsilon = 1e-12);
}

#[test]
fn hochreiters_bound_by_hand() {
    let settings = read(
        "recurrent_weights = [2, 4, 3.99]\nsteps = 3\nactivations = ['linear']\n\
         initialisations = ['he']\nwidth = 4\ndepth = 3\ndepths = [2]",
    );
    let outcome = outcome(&settings, &context(1));
    assert_eq!(value(&outcome, "logistic_bound_w2"), 0.125);
    assert_eq!(value(&outcome, "logistic_bound_w4"), 1.0);
    approx::assert_relative_eq!(
        value(&outcome, "logistic_bound_w3_99"),
        0.9975 * 0.9975 * 0.9975,
        epsilon = 1e-15
    );
    let figure = outcome.figures.last().unwrap();
    let Mark::Line { y, .. } = &figure.panels[0].marks[0] else {
        panic!("the bound is a line");
    };
    assert_eq!(y, &[1.0, 0.5, 0.25, 0.125]);
}

#[test]
fn settings_out_of_range_are_named() {
    let settings = read(
        "activations = ['tanh', 'threshold', 'tanh', 'softmax']\ninitialisations = [{ uniform = -1 }]\n\
         depth = 2\nwidth = 1\ndepths = [0, 65]\ndata = 'iris'\ninputs = 5\nexamples = 0\n\
         recurrent_weights = [-1]\nsteps = 0",
    );
    let problems = Settings::problems(&settings, Path::new(""));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    let expected = [
        "activations[2]",
        "activations[1]",
        "activations[3]",
        "initialisations[0]",
        "depth",
        "width",
        "depths[0]",
        "depths[1]",
        "inputs",
        "examples",
        "recurrent_weights[0]",
        "steps",
    ];
    assert_eq!(keys, expected);
    let of_threshold = "is `threshold`, through which no gradient passes";
    assert_eq!(problems[1].message, of_threshold);
}
