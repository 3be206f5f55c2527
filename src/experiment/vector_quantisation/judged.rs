//! The methods and their accuracies in all repeats.

use super::VectorQuantisation;
use super::learn::{Accuracy, Part};
use crate::math::statistics::{mean, standard_deviation};
use crate::outcome::Text;

/// One method's accuracies in all repeats.
pub struct Judged {
    pub name: Text,
    /// Of its metrics.
    pub stem: &'static str,
    pub train: Vec<f64>,
    pub test: Vec<f64>,
}

impl Judged {
    pub fn mean(&self) -> f64 {
        mean(&self.test)
    }

    /// 0 for one repeat.
    pub fn deviation(&self) -> f64 {
        match self.test.len() {
            1 => 0.0,
            _ => standard_deviation(&self.test),
        }
    }
}

/// All methods; the first is LVQ1.
pub fn judged(settings: &VectorQuantisation, parts: &[Part]) -> Vec<Judged> {
    let judge = |name, stem, of: &dyn Fn(&Part) -> Accuracy| Judged {
        name,
        stem,
        train: parts.iter().map(|part| of(part).train).collect(),
        test: parts.iter().map(|part| of(part).test).collect(),
    };
    let last = |part: &Part| part.looks[part.looks.len() - 1].accuracy;
    let mut all = vec![
        judge(Text::same("LVQ1"), "", &last),
        judge(
            Text::new(
                "its prototypes before learning",
                "те же прототипы до обучения",
            ),
            "initial_",
            &|part| part.looks[0].accuracy,
        ),
        judge(
            Text::new("nearest class mean", "ближайшее среднее класса"),
            "nearest_mean_",
            &|part| part.nearest_mean,
        ),
    ];
    let k = settings.neighbours;
    if let Some(Some(_)) = parts.first().map(|part| part.nearest_neighbours) {
        let name = match k {
            1 => Text::new("nearest neighbour", "ближайший сосед"),
            _ => Text::new(
                format!("{k} nearest neighbours"),
                format!("k\u{a0}ближайших соседей, k\u{a0}=\u{a0}{k}"),
            ),
        };
        all.push(judge(name, "nearest_neighbours_", &|part| {
            let nothing = Accuracy {
                train: f64::NAN,
                test: f64::NAN,
            };
            part.nearest_neighbours.unwrap_or(nothing)
        }));
    }
    all
}
