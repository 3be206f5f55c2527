//! What is wrong with settings that have the right types.

use super::examples::Examples;
use super::setup::Setup;
use super::{Criterion, LearningTime};
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{snake_case, untrainable};
use crate::optimize::MethodSettings;
use crate::perceptron::{Loss, Perceptron};
use crate::random::Stream;
use std::path::Path;

/// Most units in a hidden layer.
const MOST_UNITS: usize = 1000;
/// Most hidden layers.
const MOST_LAYERS: usize = 8;
/// Most variants: as many as a figure can tell apart.
const MOST_VARIANTS: usize = 24;
/// Farthest level.
const MOST_LEVEL: f64 = 10.0;

/// Every problem. The common settings are looked at as each variant takes them.
pub fn all(settings: &LearningTime, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    ranges.entries("variants", settings.variants.len(), 1, MOST_VARIANTS);
    let names: Vec<String> = settings
        .variants
        .iter()
        .map(|variant| snake_case(&variant.name))
        .collect();
    for (index, name) in names.iter().enumerate() {
        let key = || format!("variants[{index}].name");
        if name.is_empty() {
            ranges.wrong(key(), "has no letter or digit, must have one");
        } else if names[..index].contains(name) {
            let message = format!("gives metrics that begin with `{name}`, as another's name does");
            ranges.wrong(key(), message);
        }
    }
    if let Some(name) = &settings.paired_with
        && !settings.variants.iter().any(|v| v.name == *name)
    {
        ranges.wrong(
            "paired_with",
            format!("is `{name}`, must be the name of a variant"),
        );
    }
    let common = toml::Table::try_from(settings).unwrap_or_default();
    for (index, variant) in settings.variants.iter().enumerate() {
        let setup = Setup::of(settings, variant);
        for problem in variant.method.problems() {
            let key = format!("variants[{index}].method.{}", problem.key);
            ranges.wrong(key, problem.to_string());
        }
        let own = Own {
            index,
            set: toml::Table::try_from(variant).unwrap_or_default(),
            common: &common,
        };
        own.check(&setup, base, &mut ranges);
    }
    let mut problems = Vec::new();
    for problem in ranges.problems {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

/// Which settings a variant has itself, and which the experiment has.
struct Own<'a> {
    index: usize,
    set: toml::Table,
    common: &'a toml::Table,
}

impl Own<'_> {
    /// The key where a setting of the variant stands: its own, or the experiment's.
    fn key(&self, name: &str) -> String {
        let first = name.split(['.', '[']).next().unwrap_or(name);
        if self.set.contains_key(first) {
            format!("variants[{}].{name}", self.index)
        } else {
            name.to_owned()
        }
    }

    fn check(&self, setup: &Setup, base: &Path, ranges: &mut Ranges) {
        if let Some(problem) = setup.task.problem() {
            ranges.wrong(self.key("task"), problem);
            return;
        }
        let before = ranges.problems.len();
        self.check_layers(setup, ranges);
        self.check_levels(setup, ranges);
        self.check_numbers(setup, ranges);
        if ranges.problems.len() > before {
            return;
        }
        if let Err((key, message)) = size(setup, base) {
            ranges.wrong(self.key(key), message);
        }
    }

    fn check_layers(&self, setup: &Setup, ranges: &mut Ranges) {
        ranges.entries(self.key("hidden"), setup.hidden.len(), 0, MOST_LAYERS);
        for (layer, &units) in setup.hidden.iter().enumerate() {
            if !(1..=MOST_UNITS).contains(&units) {
                let message = format!("is {units}, must be from 1 to {MOST_UNITS}");
                ranges.wrong(self.key(&format!("hidden[{layer}]")), message);
            }
        }
        let activations = [
            ("activation", setup.activation),
            ("output_activation", setup.output_activation),
        ];
        for (key, activation) in activations {
            if let Some(message) = untrainable(activation) {
                ranges.wrong(self.key(key), message);
            }
        }
    }

    fn check_levels(&self, setup: &Setup, ranges: &mut Ranges) {
        let (bits, binary) = (setup.task.has_bits(), setup.task.has_binary_targets());
        for (key, levels, fits) in [
            ("inputs", setup.inputs, bits),
            ("targets", setup.targets, binary),
        ] {
            if !fits && (self.set.contains_key(key) || self.common.contains_key(key)) {
                let message = "belongs to tasks of yes and no; this one has numbers there";
                ranges.wrong(self.key(key), message);
                continue;
            }
            for (place, level) in levels.into_iter().enumerate() {
                let key = self.key(&format!("{key}[{place}]"));
                ranges.within(key, level, -MOST_LEVEL, MOST_LEVEL);
            }
            if levels[0] >= levels[1] {
                let message = format!(
                    "is [{}, {}], must have the low number first",
                    levels[0], levels[1]
                );
                ranges.wrong(self.key(key), message);
            }
        }
    }

    fn check_numbers(&self, setup: &Setup, ranges: &mut Ranges) {
        ranges.within(self.key("slope_offset"), setup.slope_offset, 0.0, 1.0);
        ranges.within(self.key("margin"), setup.margin, 0.0, 1.0);
        let farthest = MOST_LEVEL;
        ranges.within(
            self.key("bias_input"),
            setup.bias_input,
            -farthest,
            farthest,
        );
        if let Err(error) = setup.initialisation.check() {
            ranges.wrong(self.key("initialisation"), error.to_string());
        }
        match setup.criterion {
            Criterion::Threshold(share) => {
                ranges.positive(self.key("criterion.threshold"), share, 0.5);
            }
            Criterion::Mse(mse) => ranges.positive(self.key("criterion.mse"), mse, 1e6),
        }
        for (key, value, least, most) in [
            ("max_epochs", setup.max_epochs, 1, 1_000_000),
            ("restarts", setup.restarts, 0, 1000),
            ("trials", setup.trials(u64::MAX), 1, u64::MAX),
        ] {
            if !(least..=most).contains(&value) {
                let message = match most {
                    u64::MAX => format!("is {value}, must be at least {least}"),
                    _ => format!("is {value}, must be from {least} to {most}"),
                };
                ranges.wrong(self.key(key), message);
            }
        }
        if let Some(published) = setup.published {
            ranges.positive(self.key("published"), published, 1e12);
        }
    }
}

/// The examples and the network, or the key and what is wrong with it.
pub fn size(setup: &Setup, base: &Path) -> Result<(Examples, Perceptron), (&'static str, String)> {
    // Only whether it works and how large it is matters here, not what is drawn.
    let mut stream = Stream::new(0, "learning-time", "size", 0);
    let examples = setup
        .examples(base, &mut stream)
        .map_err(|error| ("task", format!("cannot be used: {error}")))?;
    if let Some(message) = unfit(setup.loss, &examples) {
        return Err(("loss", message.into()));
    }
    let network = setup
        .network(examples.features, examples.outputs)
        .map_err(|error| ("output_activation", error.to_string()))?;
    Ok((examples, network))
}

/// Why a loss does not suit the targets.
fn unfit(loss: Loss, examples: &Examples) -> Option<&'static str> {
    let targets = &examples.targets;
    let between_0_and_1 = targets.iter().all(|t| (0.0..=1.0).contains(t));
    match loss {
        Loss::SquaredError | Loss::MeanSquaredError => None,
        Loss::LogisticCrossEntropy => {
            (!between_0_and_1).then_some("needs targets from 0 to 1, which these are not")
        }
        Loss::HyperbolicError => {
            let least = targets.iter().copied().fold(f64::INFINITY, f64::min);
            let most = targets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            (most - least > 1.0).then_some("needs targets at most 1 apart")
        }
        Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => {
            let mut rows = targets.chunks_exact(examples.outputs);
            let sums_to_1 = rows.all(|row| (row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let fine = between_0_and_1 && sums_to_1;
            (!fine).then_some("needs targets that sum to 1 for every example, one yes among no")
        }
    }
}
