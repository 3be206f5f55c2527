use super::*;

fn context() -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "learning-rate/test",
        repeat: 0,
        repeats: 1,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> LearningRate {
    toml::from_str(toml).unwrap()
}

fn outcome(settings: &LearningRate) -> Outcome {
    let context = context();
    assert_eq!(Settings::problems(settings, context.base), []);
    let jobs = 0..Settings::jobs(settings, &context);
    let runs = jobs.map(|job| Settings::run(settings, job, &context).unwrap());
    Settings::assemble(settings, runs.collect(), &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

fn by_hand(width: usize, inputs: &[f64], targets: &[f64]) -> Examples {
    Examples {
        width,
        with_bias: false,
        inputs: inputs.to_vec(),
        targets: targets.to_vec(),
    }
}

#[test]
fn the_experiments_of_the_file_are_read_and_have_no_problems() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/experiments/learning-rate.toml"
    );
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        for key in ["name", "kind", "title", "repeat", "claim"] {
            table.remove(key);
        }
        let settings: LearningRate = table.try_into().unwrap();
        assert_eq!(Settings::problems(&settings, Path::new("")), []);
    }
}

#[test]
fn a_quadratic_by_hand() {
    // x = (1, 0) with d = 1 and (0, 2) with d = 2: H = diag(½, 2), w* = (1, 1), E(0) = 5/4.
    let examples = by_hand(2, &[1.0, 0.0, 0.0, 2.0], &[1.0, 2.0]);
    let quadratic = Quadratic::of(&examples);
    assert_eq!(quadratic.hessian, [0.5, 0.0, 0.0, 2.0]);
    assert_eq!(quadratic.eigenvalues(), [2.0, 0.5]);
    assert_eq!(quadratic.condition(), 4.0);
    approx::assert_abs_diff_eq!(quadratic.minimum[..], [1.0, 1.0], epsilon = 1e-15);
    assert_eq!(quadratic::error(&examples, &[0.0, 0.0]), 1.25);
    let nu = quadratic.coordinates(&[0.0, 0.0]);
    approx::assert_abs_diff_eq!(quadratic.excess(&nu), 1.25, epsilon = 1e-15);
}

#[test]
fn a_flat_direction_is_no_eigenvalue() {
    // The second input is twice the first: all w with w₁ + 2w₂ = 5 are minima, (1, 2) the nearest.
    let examples = by_hand(2, &[1.0, 2.0, -1.0, -2.0], &[5.0, -5.0]);
    let quadratic = Quadratic::of(&examples);
    assert_eq!(quadratic.eigenvalues().len(), 1);
    approx::assert_abs_diff_eq!(quadratic.largest(), 5.0, epsilon = 1e-14);
    approx::assert_abs_diff_eq!(quadratic.minimum[..], [1.0, 2.0], epsilon = 1e-14);
    let turned = examples.prepare(Preprocessing::Decorrelated, false);
    assert_eq!(turned.width, 1);
    approx::assert_abs_diff_eq!(turned.inputs[0].abs(), 1.0, epsilon = 1e-14);
}

#[test]
fn preparations_by_hand() {
    let raw = by_hand(1, &[1.0, 3.0, 5.0, 7.0], &[0.0; 4]);
    let prepared = |preprocessing, bias| raw.prepare(preprocessing, bias).inputs;
    assert_eq!(prepared(Preprocessing::None, false), raw.inputs);
    assert_eq!(
        prepared(Preprocessing::Centred, false),
        [-3.0, -1.0, 1.0, 3.0]
    );
    let with_bias = prepared(Preprocessing::Centred, true);
    assert_eq!(with_bias, [-3.0, 1.0, -1.0, 1.0, 1.0, 1.0, 3.0, 1.0]);
    let deviation = 5.0_f64.sqrt();
    let expected = [-3.0, -1.0, 1.0, 3.0].map(|x| x / deviation);
    let standardised = prepared(Preprocessing::Standardised, false);
    approx::assert_abs_diff_eq!(standardised[..], expected, epsilon = 1e-15);
    // A constant input is left at 0.
    let constant = by_hand(1, &[4.0, 4.0], &[0.0; 2]);
    let standardised = constant.prepare(Preprocessing::Standardised, false);
    assert_eq!(standardised.inputs, [0.0, 0.0]);
}

#[test]
fn the_paper_s_rates_converge_and_diverge() {
    let outcome = outcome(&LearningRate::default());
    // 0.4² + 0.8² + 0.19² and 0.19².
    let expected = value(&outcome, "expected_largest_input_eigenvalue");
    approx::assert_abs_diff_eq!(expected, 0.8361, epsilon = 1e-12);
    let expected = value(&outcome, "expected_smallest_input_eigenvalue");
    approx::assert_abs_diff_eq!(expected, 0.0361, epsilon = 1e-12);
    let converged = ["batch_1_5", "batch_2_5", "stochastic_0_2"]
        .map(|run| value(&outcome, &format!("{run}_converged")));
    assert_eq!(converged, [1.0, 0.0, 1.0]);
    for run in ["batch_1_5", "batch_2_5"] {
        let measured = value(&outcome, &format!("{run}_factor"));
        let theory = value(&outcome, &format!("{run}_factor_theory"));
        assert!(
            (measured / theory - 1.0).abs() < 1e-3,
            "{measured} {theory}"
        );
    }
    let largest = value(&outcome, "largest_rate");
    assert_eq!(largest, 2.0 / value(&outcome, "largest_eigenvalue"));
    assert_eq!(largest, 2.0 * value(&outcome, "best_rate"));
}

#[test]
fn twice_the_inverse_eigenvalue_is_the_border() {
    for bias in [true, false] {
        let outcome = outcome(&read(&format!(
            "relative = true\nrates = [1.98, 2.02]\nstochastic_rates = []\nepochs = 3000\n\
             bias = {bias}"
        )));
        assert_eq!(value(&outcome, "batch_1_98_converged"), 1.0);
        assert_eq!(value(&outcome, "batch_2_02_converged"), 0.0);
        assert_eq!(outcome.notes.len(), 1);
        let note = &outcome.notes[0].en;
        assert!(note.starts_with("batch, η = 2.02/λ₁: diverged, "), "{note}");
        let factor = value(&outcome, "batch_2_02_factor");
        approx::assert_abs_diff_eq!(factor, 1.02, epsilon = 1e-3);
    }
}

#[test]
fn batch_learning_follows_its_eigenvectors_step_by_step() {
    let settings = read("rates = [1.5]\nepochs = 20");
    let run = Settings::run(&settings, 0, &context()).unwrap();
    let examples = Examples::prepared(&settings, &context()).unwrap();
    let quadratic = Quadratic::of(&examples);
    for (epoch, coordinates) in run.coordinates.iter().enumerate() {
        for (k, &lambda) in quadratic.eigenvalues().iter().enumerate() {
            let expected = run.coordinates[0][k] * run.left(lambda, epoch);
            approx::assert_abs_diff_eq!(coordinates[k], expected, epsilon = 1e-14);
        }
    }
}

#[test]
fn stochastic_learning_stays_as_far_above_the_minimum_as_the_theory_says() {
    let outcome = outcome(&read(
        "rates = []\nstochastic_rates = [0.02]\nepochs = 2000\nexamples = 200",
    ));
    let measured = value(&outcome, "stochastic_0_02_misadjustment");
    let theory = value(&outcome, "stochastic_0_02_misadjustment_theory");
    assert!(
        (measured / theory - 1.0).abs() < 0.15,
        "{measured} {theory}"
    );
}

#[test]
fn preparing_the_inputs_lowers_the_condition() {
    let outcome = outcome(&read(
        "data = 'wine'\nrelative = true\nrates = [1]\nstochastic_rates = []\n\
         preprocessing = 'decorrelated'\nepochs = 5",
    ));
    let condition = |name: &str| value(&outcome, &format!("condition_{name}"));
    assert!(condition("none") > condition("centred"));
    assert!(condition("centred") > 1e3 * condition("standardised"));
    approx::assert_abs_diff_eq!(condition("decorrelated"), 1.0, epsilon = 1e-9);
    // All eigenvalues 1: one step of η = 1 arrives.
    assert!(outcome.tables[0].rows.len() == 1 && value(&outcome, "batch_1_converged") == 1.0);
}

#[test]
fn the_recommended_sigmoid_bends_most_where_its_closed_form_says() {
    // tanh² = 1/3 at the maximum of |f″|: x = (3/2) artanh(1/√3).
    let tanh = 1.0 / 3.0_f64.sqrt();
    let closed = 0.75 * ((1.0 + tanh) / (1.0 - tanh)).ln();
    approx::assert_abs_diff_eq!(sigmoid::sharpest(), closed, epsilon = 1e-5);
}

#[test]
fn numbers_are_shown_with_three_digits() {
    let shown = [0.03709, 0.99997, 1.0, 9.996, 23.04, 499.6, 4.6e8, 1.5e-6].map(report::short);
    let expected = [
        "0.0371", "1.00", "1.00", "10.0", "23.0", "500", "4.6e8", "1.5e−6",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn settings_out_of_range_are_named() {
    let keys = |toml: &str| -> Vec<String> {
        let problems = Settings::problems(&read(toml), Path::new(""));
        problems.into_iter().map(|problem| problem.key).collect()
    };
    assert_eq!(
        keys("examples = 7\ndeviation = 0\ncentres = [[1, 2], [3]]\nrates = [0, 1, 1]\nepochs = 1"),
        [
            "examples",
            "deviation",
            "centres[1]",
            "rates[2]",
            "rates[0]",
            "epochs"
        ]
    );
    assert_eq!(keys("rates = []\nstochastic_rates = []"), ["rates"]);
    assert_eq!(keys("data = 'iris'\ndeviation = 1"), ["deviation"]);
    assert_eq!(keys("start = [1, 2]"), ["start"]);
    assert_eq!(keys("bias = false\nstart = [1, 2]"), Vec::<String>::new());
}
