//! What all runs together say, and how far it is from what was published.

use super::network::{Architecture, Network};
use super::published::{MeanSd, Published, published};
use super::run::{Curves, Part};
use super::{Proben1, problem};
use crate::experiment::supervised::snake_case;
use crate::math::statistics;
use crate::outcome::{Outcome, Text};
use crate::train::StopReason;

/// Half a unit of the last digit that the report prints.
const ROUNDING: f64 = 0.005;

/// Every network on every problem, in the order of the settings.
pub struct Results<'a> {
    pub measured: Vec<Measured<'a>>,
}

/// One network on one problem; without runs where only what was published is shown.
pub struct Measured<'a> {
    pub problem: String,
    pub network: Network,
    pub architecture: Architecture,
    pub published: Option<Published>,
    parts: &'a [Part],
}

impl MeanSd {
    /// Of a sample.
    pub fn of(sample: &[f64]) -> Self {
        MeanSd {
            mean: statistics::mean(sample),
            sd: statistics::standard_deviation(sample),
        }
    }
}

impl<'a> Results<'a> {
    /// `parts` in the order of the jobs.
    pub fn new(settings: &Proben1, mut parts: &'a [Part], repeats: u64) -> Self {
        let mut measured = |problem: String, network, runs| {
            let (own, others) = parts.split_at(runs);
            parts = others;
            Measured {
                published: published(&problem, network),
                architecture: settings.architecture(&problem),
                network,
                problem,
                parts: own,
            }
        };
        let mut all = Vec::new();
        for case in settings.cases(repeats) {
            let problem = problem::name(case.source);
            all.push(measured(problem, case.network, case.runs as usize));
        }
        for problem in &settings.beside {
            for &network in &settings.networks {
                all.push(measured(problem.clone(), network, 0));
            }
        }
        Results { measured: all }
    }

    /// The cases of one network.
    pub fn of(&self, network: Network) -> Vec<&Measured<'a>> {
        let of_network = |measured: &&Measured| measured.network == network;
        self.measured.iter().filter(of_network).collect()
    }

    pub fn add_metrics(&self, outcome: &mut Outcome) {
        for measured in self.measured.iter().filter(|m| m.runs() > 0) {
            measured.add_metrics(outcome);
        }
    }

    /// How many test errors lie in their bands, and which runs came to no end of their own.
    pub fn notes(&self) -> Vec<Text> {
        let networks = [Network::Linear, Network::Pivot, Network::NoShortcut];
        let mut notes: Vec<Text> = networks
            .into_iter()
            .filter_map(|network| self.agreement(network))
            .collect();
        notes.extend(self.measured.iter().filter_map(Measured::cut_short));
        notes
    }

    fn agreement(&self, network: Network) -> Option<Text> {
        let measured = self.of(network);
        let inside: Vec<bool> = measured.iter().filter_map(|m| m.is_within()).collect();
        if inside.is_empty() {
            return None;
        }
        let (count, of) = (
            inside.iter().filter(|&&inside| inside).count(),
            inside.len(),
        );
        let name = network.text();
        let (band, band_ru) = match network {
            Network::Linear => (
                "3 standard deviations or 3 %",
                "3 стандартных отклонений или 3 %",
            ),
            Network::Pivot | Network::NoShortcut => (
                "half a standard deviation",
                "половины стандартного отклонения",
            ),
        };
        Some(Text::new(
            format!(
                "{}: {count} of {of} mean test errors lie within {band} of the published mean.",
                name.en
            ),
            format!(
                "{}: средняя ошибка на тесте в пределах {band_ru} от опубликованной в {count} из {of} задач.",
                name.ru
            ),
        ))
    }
}

impl<'a> Measured<'a> {
    /// A number of every run.
    pub fn of(&self, number: fn(&Part) -> f64) -> MeanSd {
        MeanSd::of(&self.parts.iter().map(number).collect::<Vec<f64>>())
    }

    pub fn runs(&self) -> usize {
        self.parts.len()
    }

    /// The network with its architecture, as the report writes it.
    pub fn name(&self) -> Text {
        let name = self.network.text();
        match self.network {
            Network::Linear => name,
            Network::Pivot | Network::NoShortcut => {
                let architecture = self.architecture.name();
                Text::new(
                    format!("{architecture}, {}", name.en),
                    format!("{architecture}, {}", name.ru),
                )
            }
        }
    }

    /// The curves of the first run, and its least validation error's epoch.
    pub fn curves(&self) -> Option<(&'a Curves, f64)> {
        let first = self.parts.first()?;
        Some((first.curves.as_ref()?, first.relevant))
    }

    /// (ours − published)/SD of the published runs; NaN where nothing was published or the SD was
    /// printed as 0.00.
    pub fn deviation(&self) -> f64 {
        match self.published {
            Some(Published { test, .. }) if test.sd > 0.0 => {
                (self.of(|part| part.test).mean - test.mean) / test.sd
            }
            _ => f64::NAN,
        }
    }

    /// Whether the mean test error lies in its band around the published one: for a linear network
    /// 3 SD or 3 %, else half an SD (about two standard errors of the difference of means over 30
    /// runs here and 60 there).
    pub fn is_within(&self) -> Option<bool> {
        if self.parts.is_empty() {
            return None;
        }
        let MeanSd { mean, sd } = self.published?.test;
        let allowed = match self.network {
            Network::Linear => (3.0 * sd).max(0.03 * mean),
            Network::Pivot | Network::NoShortcut => 0.5 * sd,
        };
        let distance = (self.of(|part| part.test).mean - mean).abs();
        Some(distance <= allowed + ROUNDING)
    }

    fn add_metrics(&self, outcome: &mut Outcome) {
        let stem = format!("{}_{}", snake_case(&self.problem), self.network.stem());
        let mut add = |name: &str, value: f64, unit: &str| {
            outcome.metric(format!("{stem}_{name}"), value, unit);
        };
        let test = self.of(|part| part.test);
        add("test_error_mean", test.mean, "%");
        add("test_error_sd", test.sd, "%");
        let wrong = self.of(|part| part.wrong);
        if !wrong.mean.is_nan() {
            add("classification_error_mean", wrong.mean, "%");
            add("classification_error_sd", wrong.sd, "%");
        }
        add("total_epochs_mean", self.of(|part| part.total).mean, "");
        add(
            "relevant_epochs_mean",
            self.of(|part| part.relevant).mean,
            "",
        );
        add("overfit_mean", self.of(|part| part.overfit).mean, "%");
        if !self.deviation().is_nan() {
            add("test_error_deviation", self.deviation(), "SD");
        }
    }

    /// The runs that no rule but the last limit ended.
    fn cut_short(&self) -> Option<Text> {
        let cut = |part: &&Part| part.stop == StopReason::Epochs;
        let (count, of) = (self.parts.iter().filter(cut).count(), self.runs());
        let (problem, name) = (&self.problem, self.network.text());
        (count > 0).then(|| {
            Text::new(
                format!(
                    "{problem}, {}: {count} of {of} runs used up all epochs.",
                    name.en
                ),
                format!(
                    "{problem}, {}: {count} из {of} запусков исчерпали все эпохи.",
                    name.ru
                ),
            )
        })
    }
}
