//! The networks put together: medians and quartiles over the repeats, beside ideal predictors.

use super::code::Alphabet;
use super::learn::{Part, class_rms, rms};
use super::material::{Material, Symbol};
use super::{Elman, Task, Training, floor};
use crate::experiment::{Context, Failure};
use crate::math::statistics::quartiles;
use crate::outcome::Text;

/// Bits over which temporal XOR is averaged, as in figure 3 of the paper.
const CYCLE: usize = 12;

/// Everything.
pub struct Results<'a> {
    pub settings: &'a Elman,
    pub rules: Vec<Trained>,
    /// The repeat whose streams and states are drawn: the median of the first rule.
    pub shown: usize,
    /// Its fresh stream.
    pub fresh: Material,
    /// Names of the numbers of a code.
    pub numbers: Vec<Text>,
    /// What is left to ideal predictors.
    pub floors: Vec<Floor>,
    /// Answers of the first of them less targets; of letters only.
    pub ideal_errors: Vec<f64>,
    /// Fresh streams of all repeats.
    streams: Vec<Material>,
}

/// All networks of one rule.
pub struct Trained {
    pub training: Training,
    pub parts: Vec<Part>,
}

/// An ideal predictor.
pub struct Floor {
    /// The first word of its metrics.
    pub key: &'static str,
    pub label: Text,
    /// Variance of each number of each foretold symbol of the stream that is shown.
    pub variances: Vec<f64>,
}

/// Lower quartile, median and upper quartile of many places.
#[derive(Default)]
pub struct Spreads {
    pub low: Vec<f64>,
    pub middle: Vec<f64>,
    pub high: Vec<f64>,
}

impl Training {
    pub fn key(self) -> &'static str {
        match self {
            Training::Truncated => "truncated",
            Training::Full => "full",
        }
    }

    pub fn label(self) -> Text {
        match self {
            Training::Truncated => Text::new("context copied back", "копирование контекста"),
            Training::Full => Text::new("through time (BPTT)", "сквозь время (BPTT)"),
        }
    }
}

impl<'a> Results<'a> {
    /// Sorts the parts, which come in the order of the jobs.
    pub fn new(settings: &'a Elman, parts: Vec<Part>, c: &Context) -> Result<Self, Failure> {
        let mut parts = parts.into_iter();
        let trained = |training: &Training| Trained {
            training: *training,
            parts: parts.by_ref().take(c.repeats as usize).collect(),
        };
        let rules: Vec<Trained> = settings.rules.iter().map(trained).collect();
        let alphabet = settings.alphabet(c);
        let draw = |repeat| {
            let mut stream = c.stream_of("fresh stream", repeat);
            Material::draw(settings, settings.test_length(), &alphabet, &mut stream)
        };
        let streams: Vec<Material> = (0..c.repeats).map(draw).collect();
        let shown = rules[0].median_repeat(settings, &streams)?;
        let fresh = draw(shown as u64);
        let (floors, ideal_errors) = match settings.task {
            Task::TemporalXor => (xor_floors(fresh.foretold()), Vec::new()),
            Task::Words => letter_floor(settings, &alphabet, &fresh),
        };
        let numbers = match settings.task {
            Task::TemporalXor => vec![Text::new("bit", "бит")],
            Task::Words => settings.code().names(&alphabet),
        };
        Ok(Results {
            settings,
            rules,
            shown,
            fresh,
            numbers,
            floors,
            ideal_errors,
            streams,
        })
    }

    /// One number of each network of a rule that did not diverge, given its part and the symbols it had
    /// to foretell.
    pub fn values(&self, rule: &Trained, number: impl Fn(&Part, &[Symbol]) -> f64) -> Vec<f64> {
        let pairs = rule.parts.iter().zip(&self.streams);
        let whole = pairs.filter(|(part, _)| part.diverged.is_none());
        whole
            .map(|(part, stream)| number(part, stream.foretold()))
            .collect()
    }

    /// Quartiles of such a number.
    pub fn quartiles(&self, rule: &Trained, number: impl Fn(&Part, &[Symbol]) -> f64) -> [f64; 3] {
        quartiles(&self.values(rule, number))
    }

    /// Quartiles of many numbers.
    pub fn spreads(
        &self,
        rule: &Trained,
        places: usize,
        number: impl Fn(&Part, &[Symbol], usize) -> f64,
    ) -> Spreads {
        let mut spreads = Spreads::default();
        for place in 0..places {
            let [low, middle, high] =
                self.quartiles(rule, |part, symbols| number(part, symbols, place));
            spreads.low.push(low);
            spreads.middle.push(middle);
            spreads.high.push(high);
        }
        spreads
    }

    /// Quartiles of a class's root mean square.
    pub fn class(&self, rule: &Trained, class: usize) -> [f64; 3] {
        self.quartiles(rule, |part, symbols| {
            class_rms(self.settings, symbols, &part.errors, class)
        })
    }

    /// Root mean square that a floor leaves to a class.
    pub fn floor_of_class(&self, floor: &Floor, class: usize) -> f64 {
        let deviations: Vec<f64> = floor.variances.iter().map(|v| v.sqrt()).collect();
        class_rms(self.settings, self.fresh.foretold(), &deviations, class)
    }

    /// Number of places over which errors are averaged.
    pub fn places(&self) -> usize {
        self.settings.by_task(CYCLE, self.settings.longest_word())
    }

    /// Root mean square at such a place: of every 12th bit, or of letters at one place of their words.
    pub fn at_place(&self, symbols: &[Symbol], errors: &[f64], place: usize) -> f64 {
        let width = errors.len() / symbols.len();
        let rows = symbols.iter().zip(errors.chunks_exact(width)).enumerate();
        let is_there = |index: usize, symbol: &Symbol| match self.settings.task {
            // The first bit of the stream is not foretold.
            Task::TemporalXor => (index + 1) % CYCLE == place,
            Task::Words => symbol.place == place,
        };
        let there = rows.filter(|(index, (symbol, _))| is_there(*index, symbol));
        rms(there.flat_map(|(_, (_, row))| row.iter().copied()))
    }

    /// Root mean square of one number of the codes in one class.
    pub fn of_number(&self, symbols: &[Symbol], errors: &[f64], class: usize, k: usize) -> f64 {
        let width = errors.len() / symbols.len();
        let rows = symbols.iter().zip(errors.chunks_exact(width));
        let of_class = rows.filter(|(symbol, _)| self.settings.task.class(**symbol) == class);
        rms(of_class.map(|(_, row)| row[k]))
    }
}

impl Trained {
    /// The network in the middle by its error where something can be foretold.
    fn median_repeat(&self, settings: &Elman, streams: &[Material]) -> Result<usize, Failure> {
        let class = settings.task.classes().len() - 1;
        let mut whole: Vec<(f64, usize)> = self
            .parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.diverged.is_none())
            .map(|(repeat, part)| {
                let symbols = streams[repeat].foretold();
                (class_rms(settings, symbols, &part.errors, class), repeat)
            })
            .collect();
        whole.sort_by(|a, b| a.0.total_cmp(&b.0));
        match whole.get(whole.len().saturating_sub(1) / 2) {
            Some((_, repeat)) => Ok(*repeat),
            None => Err(Failure::Diverged {
                what: "a weight".into(),
                when: format!("pass {}", self.parts[0].diverged.unwrap_or(1)),
            }),
        }
    }
}

fn xor_floors(symbols: &[Symbol]) -> Vec<Floor> {
    let floor = |key, label, variances: [f64; 3]| Floor {
        key,
        label,
        variances: symbols.iter().map(|s| variances[s.place]).collect(),
    };
    vec![
        floor(
            "ideal",
            Text::new(
                "ideal: knows the rule and the place",
                "идеал: знает правило и место",
            ),
            floor::XOR_WITH_PLACE,
        ),
        floor(
            "without_place",
            Text::new(
                "knows the rule, not the place",
                "знает правило, но не место",
            ),
            floor::XOR_WITHOUT_PLACE,
        ),
    ]
}

/// The floor of letters, and the errors of its answers.
fn letter_floor(settings: &Elman, alphabet: &Alphabet, fresh: &Material) -> (Vec<Floor>, Vec<f64>) {
    let ideal = floor::of_words(&settings.words(), alphabet, &fresh.symbols);
    let targets = &fresh.codes[fresh.width..];
    let errors = ideal
        .answers
        .iter()
        .zip(targets)
        .map(|(p, t)| p - t)
        .collect();
    let floor = Floor {
        key: "ideal",
        label: Text::new("ideal predictor", "идеальный предсказатель"),
        variances: ideal.variances,
    };
    (vec![floor], errors)
}
