//! Published numbers beside ours.
//!
//! A claim names a metric, the published value, how far ours may be from it and where it was
//! published. A claim that fails is shown as failing; where we differ from a paper for a known
//! reason the claim says so (`expect = "differs"` with the `reason`) and then fails when we agree.

use super::Metric;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One published number, as stated in `[[experiment.claim]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Name of one of the experiment's metrics, e.g. `first_spike_ms`.
    pub metric: String,
    /// The published value, in the metric's unit.
    pub published: f64,
    /// Allowed relative deviation, as a fraction of the published value.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tolerance: f64,
    /// Allowed absolute deviation in the metric's unit, added to the relative one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tolerance_abs: f64,
    /// How the two are compared.
    #[serde(default, skip_serializing_if = "Comparison::is_equal")]
    pub compare: Comparison,
    /// Author, year, page, table or equation.
    pub source: String,
    /// False when the value was not read in the paper itself but in a source that quotes it.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub checked: bool,
    /// What we expect of the comparison.
    #[serde(default, skip_serializing_if = "Expectation::is_reproduced")]
    pub expect: Expectation,
    /// Why we differ; needed with `expect = "differs"`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

fn yes() -> bool {
    true
}
fn is_true(value: &bool) -> bool {
    *value
}
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// How ours and the published value are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// |ours − published| within the tolerance.
    #[default]
    Equal,
    /// Ours is not above published + tolerance.
    AtMost,
    /// Ours is not below published − tolerance.
    AtLeast,
}

impl Comparison {
    fn is_equal(&self) -> bool {
        *self == Comparison::Equal
    }
}

/// What a claim expects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// Ours agrees with the published value.
    #[default]
    Reproduced,
    /// Ours differs for a known reason.
    Differs,
}

impl Expectation {
    fn is_reproduced(&self) -> bool {
        *self == Expectation::Reproduced
    }
}

/// The result of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within the tolerance, as expected.
    Reproduced,
    /// Outside the tolerance, as expected and explained.
    DiffersAsExpected,
    /// Outside the tolerance.
    NotReproduced,
    /// Within the tolerance although a difference was expected: the reason no longer holds.
    AgreesUnexpectedly,
    /// The experiment gave no such metric.
    NoSuchMetric,
    /// The experiment gave no outcome.
    NotRun,
}

impl Verdict {
    /// True where nothing needs attention.
    pub fn is_fine(self) -> bool {
        matches!(self, Verdict::Reproduced | Verdict::DiffersAsExpected)
    }
}

impl Claim {
    /// Allowed distance from the published value, in the metric's unit.
    pub fn allowed(&self) -> f64 {
        self.tolerance * self.published.abs() + self.tolerance_abs
    }

    /// Compares the claim with the metrics of its experiment.
    ///
    /// ```
    /// use galvani::outcome::{Claim, Metric, Verdict};
    /// let claim: Claim = toml::from_str(
    ///     "metric = 'velocity_m_s'\npublished = 18.8\ntolerance = 0.01\nsource = 'Hodgkin & Huxley 1952, p. 528'",
    /// ).unwrap();
    /// let ours = |value| [Metric { name: "velocity_m_s".into(), value, unit: "m/s".into(), tolerance: None }];
    /// assert_eq!(claim.judge(&ours(18.73)), Verdict::Reproduced); // 0.07 off, 0.188 allowed
    /// assert_eq!(claim.judge(&ours(18.50)), Verdict::NotReproduced);
    /// ```
    pub fn judge(&self, metrics: &[Metric]) -> Verdict {
        let Some(metric) = metrics.iter().find(|metric| metric.name == self.metric) else {
            return Verdict::NoSuchMetric;
        };
        let deviation = metric.value - self.published;
        let holds = match self.compare {
            Comparison::Equal => deviation.abs() <= self.allowed(),
            Comparison::AtMost => deviation <= self.allowed(),
            Comparison::AtLeast => -deviation <= self.allowed(),
        };
        match (holds, self.expect) {
            (true, Expectation::Reproduced) => Verdict::Reproduced,
            (false, Expectation::Reproduced) => Verdict::NotReproduced,
            (false, Expectation::Differs) => Verdict::DiffersAsExpected,
            (true, Expectation::Differs) => Verdict::AgreesUnexpectedly,
        }
    }

    /// Everything wrong with the claim itself: (key, sentence).
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        for (key, value) in [
            ("tolerance", self.tolerance),
            ("tolerance_abs", self.tolerance_abs),
        ] {
            if !(value >= 0.0 && value.is_finite()) {
                problems.push((
                    key,
                    format!("is {value}; a tolerance is a finite number ≥ 0"),
                ));
            }
        }
        if !self.published.is_finite() {
            problems.push((
                "published",
                format!("is {}; must be a finite number", self.published),
            ));
        }
        if self.source.trim().is_empty() {
            problems.push(("source", "is empty; name author, year and page".into()));
        }
        if self.expect == Expectation::Differs && self.reason.trim().is_empty() {
            problems.push(("expect", "is \"differs\", which needs a `reason`".into()));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(toml: &str) -> Claim {
        toml::from_str(&format!("metric = 'x'\nsource = 'A 2000'\n{toml}")).unwrap()
    }

    fn ours(value: f64) -> Vec<Metric> {
        vec![Metric {
            name: "x".into(),
            value,
            unit: String::new(),
            tolerance: None,
        }]
    }

    #[test]
    fn one_sided_claims_look_one_way_only() {
        let at_most = claim("published = 814\ncompare = 'at-most'");
        assert_eq!(at_most.judge(&ours(3.0)), Verdict::Reproduced);
        assert_eq!(at_most.judge(&ours(815.0)), Verdict::NotReproduced);
        let at_least = claim("published = 0.9\ncompare = 'at-least'\ntolerance_abs = 0.01");
        assert_eq!(at_least.judge(&ours(0.895)), Verdict::Reproduced);
        assert_eq!(at_least.judge(&ours(0.885)), Verdict::NotReproduced);
    }

    #[test]
    fn an_expected_difference_fails_once_we_agree() {
        let differs = claim(
            "published = 10.47\ntolerance = 0.001\nexpect = 'differs'\nreason = 'start of the shooting'",
        );
        assert_eq!(differs.judge(&ours(10.438)), Verdict::DiffersAsExpected);
        assert_eq!(differs.judge(&ours(10.47)), Verdict::AgreesUnexpectedly);
    }

    #[test]
    fn nan_and_missing_metrics_never_reproduce_anything() {
        let any = claim("published = 1\ntolerance = 10");
        assert_eq!(any.judge(&ours(f64::NAN)), Verdict::NotReproduced);
        assert_eq!(any.judge(&[]), Verdict::NoSuchMetric);
    }
}
