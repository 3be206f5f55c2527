//! The perceptron's way on one set: its weights after every mistake.

use super::sets::planted;
use super::{Learning, data};
use crate::experiment::threshold_logic::subscript;
use crate::experiment::{Context, Failure};
use crate::outcome::Text;
use crate::random::Stream;
use crate::threshold::{End, Examples, Perceptron, max_margin};
use std::path::Path;

/// Mistakes whose weights are kept at most.
const MOST_KEPT: usize = 200_000;
/// Where the disc of random points has its middle, so that a bias must be learned.
const MIDDLE: [f64; 2] = [1.2, 0.8];

/// The examples and what they are called.
pub struct Named {
    pub points: Vec<Vec<f64>>,
    pub classes: Vec<bool>,
    /// Of the inputs.
    pub names: Vec<String>,
    /// Of class 0 and class 1.
    pub class_names: [Text; 2],
}

/// One mistake.
pub struct Step {
    pub pass: usize,
    pub example: usize,
    /// ‖w‖ after the correction.
    pub norm: f64,
    /// The weights after it, that of the bias last; kept of planes and lines only.
    pub weights: Vec<f64>,
}

/// Numbers up to which the weights of every step are kept: two and a bias.
const KEPT_WIDTH: usize = 3;

impl Step {
    pub fn new(pass: usize, example: usize, weights: &[f64]) -> Self {
        let kept = if weights.len() <= KEPT_WIDTH {
            weights.to_vec()
        } else {
            Vec::new()
        };
        Step {
            pass,
            example,
            norm: weights.iter().map(|w| w * w).sum::<f64>().sqrt(),
            weights: kept,
        }
    }
}

/// How learning went.
pub struct Lesson {
    pub named: Named,
    pub radius: f64,
    /// γ*, where the classes are separable.
    pub margin: Option<f64>,
    /// The first mistakes, all of them as a rule.
    pub steps: Vec<Step>,
    /// Mistakes of each pass.
    pub mistakes: Vec<usize>,
    pub end: End,
    /// The most examples that the weights were right about at the end of a pass.
    pub most_right: usize,
}

impl Lesson {
    pub fn total_mistakes(&self) -> usize {
        self.mistakes.iter().sum()
    }

    /// (R/γ*)².
    pub fn bound(&self) -> Option<f64> {
        self.margin.map(|margin| (self.radius / margin).powi(2))
    }
}

/// The examples of the settings, or what is wrong with them and where.
pub fn examples(
    settings: &Learning,
    base: &Path,
    stream: &mut Stream,
) -> Result<Named, (&'static str, String)> {
    if settings.data.is_some() {
        return data::load(settings, base, stream);
    }
    let (points, classes) = if settings.points.is_empty() {
        let (mut points, classes) = planted(2, (settings.margin, 1.0), settings.examples, stream);
        for point in &mut points {
            point
                .iter_mut()
                .zip(MIDDLE)
                .for_each(|(x, middle)| *x += middle);
        }
        (points, classes)
    } else {
        let classes = settings.classes.iter().map(|class| *class == 1).collect();
        (settings.points.clone(), classes)
    };
    let inputs = points.first().map_or(0, Vec::len);
    Ok(Named {
        points,
        classes,
        names: (1..=inputs).map(|i| format!("x{}", subscript(i))).collect(),
        class_names: ["0", "1"].map(Text::same),
    })
}

/// Learns.
pub fn learn(settings: &Learning, context: &Context) -> Result<Lesson, Failure> {
    let mut stream = context.stream("perceptron learning");
    let named = examples(settings, context.base, &mut stream)
        .map_err(|(key, message)| Failure::Failed(format!("learning.{key} {message}")))?;
    let examples = Examples::new(&named.points, &named.classes).map_err(Failure::told)?;
    context.go_on()?;
    let margin = max_margin(&examples).map(|best| best.margin);
    let mut steps: Vec<Step> = Vec::new();
    let mut last = (0, vec![0.0; examples.width()]);
    let mut most_right = 0;
    let (perceptron, training) = Perceptron::train(&examples, settings.max_passes, |mistake| {
        if mistake.pass > last.0 {
            most_right = most_right.max(right(&examples, &last.1));
        }
        last.0 = mistake.pass;
        last.1.copy_from_slice(mistake.weights);
        if steps.len() < MOST_KEPT {
            steps.push(Step::new(mistake.pass, mistake.example, mistake.weights));
        }
    });
    Ok(Lesson {
        radius: examples.radius(),
        most_right: most_right.max(right(&examples, perceptron.weights())),
        margin,
        steps,
        mistakes: training.mistakes,
        end: training.end,
        named,
    })
}

/// How many examples the weights are right about, as a unit that fires where w·x ≥ 0.
pub fn right(examples: &Examples, weights: &[f64]) -> usize {
    let is_right = |i: &usize| {
        let sum: f64 = weights
            .iter()
            .zip(examples.input(*i))
            .map(|(w, x)| w * x)
            .sum();
        (sum >= 0.0) == (examples.sign(*i) > 0.0)
    };
    (0..examples.len()).filter(is_right).count()
}
