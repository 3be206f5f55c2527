//! One run of the experiment: a method, and what differs from the experiment's settings.

use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{name_of_method, snake_case};
use crate::optimize::{Method, MethodSettings, Needs};
use crate::outcome::Text;
use crate::perceptron::Initialisation;
use crate::train::{BatchSize, Schedule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One run: a method and what differs from the experiment's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// What it is called in figures; in snake case it begins the names of its metrics and files. No
    /// two are alike, so a method that runs twice needs one. Default: the method's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name in Russian reports. Default: `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ru: Option<String>,
    /// The method: a name, or a table with `method` and its settings.
    pub method: Method,
    /// Examples a step looks at: `"full"` (default), `"stochastic"` or a number.
    #[serde(default)]
    pub batch: BatchSize,
    /// How the learning rate changes from epoch to epoch. Default `"constant"`.
    #[serde(default)]
    pub schedule: Schedule,
    /// The target loss of this run, in place of `stopping.target_loss`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_loss: Option<f64>,
    /// Initial weights of this run, in place of the experiment's `initialisation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initialisation: Option<Initialisation>,
    /// Iterations somebody else needed, drawn beside ours, above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_iterations: Option<f64>,
}

impl Run {
    /// A method as it is.
    pub fn of(method: Method) -> Self {
        Run {
            name: None,
            name_ru: None,
            method,
            batch: BatchSize::Full,
            schedule: Schedule::Constant,
            target_loss: None,
            initialisation: None,
            published_iterations: None,
        }
    }

    /// Begins the names of metrics and files.
    pub fn stem(&self) -> String {
        snake_case(self.name.as_deref().unwrap_or(self.method.name()))
    }

    /// What it is called in figures.
    pub fn text(&self) -> Text {
        let method = self.method.entry();
        match (&self.name, &self.name_ru) {
            (Some(en), ru) => Text::new(en, ru.as_ref().unwrap_or(en)),
            (None, Some(ru)) => Text::new(method.english, ru),
            (None, None) => name_of_method(method),
        }
    }

    /// The batches the method takes: those that need the full batch have it.
    pub fn batch(&self) -> BatchSize {
        match self.method.entry().needs {
            Needs::Gradient => self.batch,
            Needs::FullBatchGradient | Needs::NormalEquations => BatchSize::Full,
        }
    }

    /// What is wrong with the run at this place of the list.
    pub fn check(&self, place: usize, ranges: &mut Ranges) {
        let key = |rest: &str| format!("runs[{place}].{rest}");
        for problem in self.method.problems() {
            ranges.wrong(key(&format!("method.{}", problem.key)), problem.to_string());
        }
        if self.batch() != self.batch {
            let message = format!(
                "is set, but {} takes the full batch only",
                self.method.entry().english
            );
            ranges.wrong(key("batch"), message);
        }
        for problem in self.schedule.problems() {
            ranges.wrong(
                key(&format!("schedule.{}", problem.key)),
                problem.to_string(),
            );
        }
        if self.schedule != Schedule::Constant && !self.method.optimizer(1).scale_learning_rate(1.0)
        {
            let name = self.method.entry().english;
            ranges.wrong(
                key("schedule"),
                format!("is set, but {name} has no learning rate"),
            );
        }
        if let Some(target) = self.target_loss
            && !target.is_finite()
        {
            ranges.wrong(key("target_loss"), format!("is {target}, must be finite"));
        }
        if let Some(initialisation) = self.initialisation
            && let Err(error) = initialisation.check()
        {
            ranges.wrong(key("initialisation"), error.to_string());
        }
        if let Some(published) = self.published_iterations {
            ranges.positive(key("published_iterations"), published, 1e12);
        }
        if self.stem().is_empty() {
            ranges.wrong(key("name"), "has no letter or digit, must have one");
        }
    }
}
