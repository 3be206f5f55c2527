//! Names, metrics, the table and notes.

use super::descent::Run;
use super::examples::Examples;
use super::quadratic::Quadratic;
use super::{DEVIATION, LearningRate, Mode, Preprocessing};
use crate::math::singular_values::decompose;
use crate::math::statistics;
use crate::outcome::{Cell, Outcome, Table, Text};

/// A run in metrics: `batch_1_5`.
pub fn run_key(run: &Run) -> String {
    let mode = match run.mode {
        Mode::Batch => "batch",
        Mode::Stochastic => "stochastic",
    };
    format!("{mode}_{}", run.set).replace('.', "_")
}

/// A run in titles.
pub fn run_label(run: &Run) -> Text {
    let (en, ru) = match run.mode {
        Mode::Batch => ("batch", "пакетное"),
        Mode::Stochastic => ("stochastic", "стохастическое"),
    };
    let rate = match run.relative {
        true => format!("η = {}/λ₁", run.set),
        false => format!("η = {}", run.set),
    };
    Text::new(format!("{en}, {rate}"), format!("{ru}, {rate}"))
}

/// A preparation of the inputs in legends.
pub fn preprocessing_label(preprocessing: Preprocessing) -> Text {
    match preprocessing {
        Preprocessing::None => Text::new("as they are", "как есть"),
        Preprocessing::Centred => Text::new("centred", "центрированные"),
        Preprocessing::Standardised => Text::new("standardised", "стандартизованные"),
        Preprocessing::Decorrelated => Text::new("decorrelated", "декоррелированные"),
    }
}

fn preprocessing_key(preprocessing: Preprocessing) -> String {
    format!("{preprocessing:?}").to_lowercase()
}

/// Three digits; a power of ten for what is far from 1.
pub fn short(value: f64) -> String {
    if (1e-3..1e4).contains(&value) {
        // What rounds up to a power of ten needs a digit less.
        let steps = [1e-2, 1e-1, 1.0, 10.0, 100.0].map(|step| 0.9995 * step);
        let decimals = steps.iter().filter(|&&step| value < step).count();
        format!("{value:.decimals$}")
    } else {
        format!("{value:.1e}").replace('-', "−")
    }
}

/// Eigenvalues, limits of the rate, and how every run fared.
pub fn add_metrics(
    settings: &LearningRate,
    raw: &Examples,
    quadratic: &Quadratic,
    runs: &[Run],
    outcome: &mut Outcome,
) {
    if settings.data.is_none() {
        let (largest, smallest) = expected_eigenvalues(settings);
        outcome.metric("expected_largest_input_eigenvalue", largest, "");
        outcome.metric("expected_smallest_input_eigenvalue", smallest, "");
        outcome.metric("expected_largest_rate_without_bias", 2.0 / largest, "");
    }
    let without_bias = Quadratic::of(&raw.prepare(settings.preprocessing, false));
    outcome.metric("largest_input_eigenvalue", without_bias.largest(), "");
    outcome.metric("smallest_input_eigenvalue", without_bias.smallest(), "");
    outcome.metric(
        "largest_rate_without_bias",
        2.0 / without_bias.largest(),
        "",
    );
    outcome.metric("largest_eigenvalue", quadratic.largest(), "");
    outcome.metric("smallest_eigenvalue", quadratic.smallest(), "");
    outcome.metric("best_rate", 1.0 / quadratic.largest(), "");
    outcome.metric("largest_rate", 2.0 / quadratic.largest(), "");
    for preprocessing in Preprocessing::ALL {
        let prepared = Quadratic::of(&raw.prepare(preprocessing, settings.bias));
        let name = format!("condition_{}", preprocessing_key(preprocessing));
        outcome.metric(name, prepared.condition(), "");
    }
    outcome.metric("least_error", quadratic.least, "");
    for run in runs {
        add_run(quadratic, run, outcome);
    }
}

fn add_run(quadratic: &Quadratic, run: &Run, outcome: &mut Outcome) {
    let name = run_key(run);
    let converged = f64::from(u8::from(run.converged()));
    outcome.metric(format!("{name}_converged"), converged, "");
    outcome.metric(format!("{name}_epochs"), run.epochs() as f64, "");
    match run.mode {
        Mode::Batch => {
            outcome.metric(format!("{name}_factor"), run.factor(), "");
            let theory = theoretical_factor(quadratic, run);
            outcome.metric(format!("{name}_factor_theory"), theory, "");
        }
        Mode::Stochastic => {
            let ours = misadjustment(quadratic, run);
            outcome.metric(format!("{name}_misadjustment"), ours, "");
            let theory = 0.5 * run.rate * quadratic.trace();
            outcome.metric(format!("{name}_misadjustment_theory"), theory, "");
        }
    }
}

/// The largest |1 − ηλ|.
fn theoretical_factor(quadratic: &Quadratic, run: &Run) -> f64 {
    let factors = quadratic.eigenvalues().iter();
    factors
        .map(|lambda| (1.0 - run.rate * lambda).abs())
        .fold(0.0, f64::max)
}

/// Mean of (E − E_min)/E_min over the second half of the epochs.
fn misadjustment(quadratic: &Quadratic, run: &Run) -> f64 {
    let late = &run.coordinates[run.epochs().div_ceil(2)..];
    let excesses: Vec<f64> = late.iter().map(|nu| quadratic.excess(nu)).collect();
    statistics::mean(&excesses) / quadratic.least
}

/// Largest and smallest eigenvalue of E x xᵀ = ½ Σ c cᵀ + σ² I over the two classes.
fn expected_eigenvalues(settings: &LearningRate) -> (f64, f64) {
    let centres = settings.centres();
    let deviation = settings.deviation.unwrap_or(DEVIATION);
    let n = centres[0].len();
    let mut moments = vec![0.0; n * n];
    for (place, moment) in moments.iter_mut().enumerate() {
        let (i, j) = (place / n, place % n);
        let of_centres = centres.iter().map(|c| 0.5 * c[i] * c[j]).sum::<f64>();
        *moment = of_centres + if i == j { deviation * deviation } else { 0.0 };
    }
    let values = decompose(n, n, &moments).values;
    (values[0], values[n - 1])
}

/// Every run.
pub fn table(quadratic: &Quadratic, runs: &[Run]) -> Table {
    let size = |value: f64| Cell::Text(Text::same(short(value)));
    let dash = || Cell::Text(Text::same("—"));
    let rows = runs.iter().map(|run| {
        let end = match (run.diverged, run.converged()) {
            (true, _) => Text::new("diverged", "расходится"),
            (false, true) => Text::new("nearer than at the start", "ближе, чем в начале"),
            (false, false) => Text::new("farther than at the start", "дальше, чем в начале"),
        };
        let mut row = vec![
            Cell::Text(run_label(run)),
            size(run.rate),
            Cell::Number {
                value: run.epochs() as f64,
                decimals: 0,
            },
            size(quadratic.excess(&run.coordinates[run.epochs()])),
        ];
        row.extend(match run.mode {
            Mode::Batch => [size(run.factor()), size(theoretical_factor(quadratic, run))],
            Mode::Stochastic => [dash(), dash()],
        });
        row.push(Cell::Text(end));
        row
    });
    Table {
        name: "runs".into(),
        caption: Text::new(
            "What became of every learning rate",
            "Что получилось при каждой скорости обучения",
        ),
        header: vec![
            Text::new("learning", "обучение"),
            Text::same("η"),
            Text::new("epochs", "эпох"),
            Text::new("final E − min E", "конечное E − min E"),
            Text::new("factor an epoch", "множитель за эпоху"),
            Text::same("max |1 − ηλ|"),
            Text::new("end", "итог"),
        ],
        rows: rows.collect(),
    }
}

/// What diverged, and directions in which E is flat.
pub fn notes(quadratic: &Quadratic, runs: &[Run]) -> Vec<Text> {
    let diverged = runs.iter().filter(|run| run.diverged).map(|run| {
        let (label, epochs) = (run_label(run), run.epochs());
        Text::new(
            format!("{}: diverged, stopped after {epochs} epochs.", label.en),
            format!("{}: расходится, остановлено после {epochs} эпох.", label.ru),
        )
    });
    let flat = quadratic.weights() - quadratic.eigenvalues().len();
    let singular = (flat > 0).then(|| {
        Text::new(
            format!("E is flat in {flat} of {} directions.", quadratic.weights()),
            format!(
                "Направлений, в которых E не меняется: {flat} из {}.",
                quadratic.weights()
            ),
        )
    });
    diverged.chain(singular).collect()
}
