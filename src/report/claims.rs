//! Published numbers beside ours: the verdict on each, and `claims.md`.

use super::table::{markdown_grid, number, significant};
use super::words::{Words, words};
use crate::outcome::{Language, Verdict};

/// All verdicts, in the order in which they are counted.
const VERDICTS: [Verdict; 6] = [
    Verdict::Reproduced,
    Verdict::DiffersAsExpected,
    Verdict::NotReproduced,
    Verdict::AgreesUnexpectedly,
    Verdict::NoSuchMetric,
    Verdict::NotRun,
];

/// The verdict's entry among the words, and its class on the page.
pub(super) fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reproduced => "reproduced",
        Verdict::NotReproduced => "not_reproduced",
        Verdict::DiffersAsExpected => "differs_as_expected",
        Verdict::AgreesUnexpectedly => "agrees_unexpectedly",
        Verdict::NoSuchMetric => "no_such_metric",
        Verdict::NotRun => "not_run",
    }
}

/// The verdict in words.
pub fn in_words(verdict: Verdict, language: Language) -> &'static str {
    words(language)[key(verdict)]
}

/// One published number beside ours.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// Name of the experiment that measures it.
    pub experiment: String,
    /// Name of the metric.
    pub metric: String,
    /// Unit of both numbers, `""` for pure ones.
    pub unit: String,
    /// The number in the paper.
    pub published: f64,
    /// Our number; `None` where the experiment gave none.
    pub measured: Option<f64>,
    /// What counts as agreement, in symbols: `±2 %`, `≤`.
    pub tolerance: String,
    pub verdict: Verdict,
    /// Author, year, page or table.
    pub source: String,
    /// Whether the value was read in the paper itself rather than in a secondary source.
    pub checked: bool,
    /// Why a difference is expected; `""` where none is.
    pub reason: String,
}

impl ClaimRow {
    /// Our number's distance from the published one: in percent, or absolute where the published
    /// number is 0.
    pub fn deviation(&self) -> String {
        let Some(measured) = self.measured.filter(|value| value.is_finite()) else {
            return number(f64::NAN, 0);
        };
        let distance = measured - self.published;
        let (size, unit, text) = if self.published == 0.0 {
            (distance, "", significant(distance.abs(), 2))
        } else {
            let percent = 100.0 * distance / self.published.abs();
            (percent, " %", significant(percent.abs(), 2))
        };
        let sign = match size.partial_cmp(&0.0) {
            Some(std::cmp::Ordering::Greater) => "+",
            Some(std::cmp::Ordering::Less) => "−",
            _ => "",
        };
        format!("{sign}{text}{unit}")
    }

    /// The published number.
    pub fn published(&self) -> String {
        significant(self.published, 8)
    }

    /// Our number.
    pub fn measured(&self) -> String {
        significant(self.measured.unwrap_or(f64::NAN), 5)
    }

    /// Source, marked where the value was not read in the paper itself, and reason.
    fn remarks(&self, words: &Words) -> String {
        let mut remarks = self.source.clone();
        if !self.checked {
            remarks.push_str(&format!(" ({})", words["unchecked"]));
        }
        if !self.reason.is_empty() {
            remarks.push_str(&format!(" — {}", self.reason));
        }
        remarks
    }
}

/// How many claims have each verdict, in the order of their weight, those with none left out.
pub fn counts<'a>(claims: impl IntoIterator<Item = &'a ClaimRow>) -> Vec<(Verdict, usize)> {
    let mut counts = VERDICTS.map(|verdict| (verdict, 0));
    for claim in claims {
        for count in counts.iter_mut().filter(|count| count.0 == claim.verdict) {
            count.1 += 1;
        }
    }
    counts.into_iter().filter(|count| count.1 > 0).collect()
}

/// `Reproduced: 12 · Not reproduced: 1`.
pub(super) fn counts_in_words(counts: &[(Verdict, usize)], language: Language) -> String {
    let count = |(verdict, n): &(Verdict, usize)| format!("{}: {n}", in_words(*verdict, language));
    counts.iter().map(count).collect::<Vec<_>>().join(" · ")
}

/// `claims.md`: a heading, the counts, and every claim in a table.
pub fn markdown(claims: &[ClaimRow], language: Language) -> String {
    let words = words(language);
    let heading = format!("# {}\n\n", words["claims"]);
    if claims.is_empty() {
        return format!("{heading}{}\n", words["no_claims"]);
    }
    let columns = [
        ("experiment", false),
        ("metric", false),
        ("published", true),
        ("measured", true),
        ("deviation", true),
        ("tolerance", true),
        ("verdict", false),
        ("source", false),
    ];
    let header = columns.map(|(key, _)| words[key].to_owned());
    let unit = |number: String, unit: &str| match unit {
        "" => number,
        unit => format!("{number} {unit}"),
    };
    let rows: Vec<Vec<String>> = claims
        .iter()
        .map(|claim| {
            vec![
                claim.experiment.clone(),
                claim.metric.clone(),
                unit(claim.published(), &claim.unit),
                unit(claim.measured(), &claim.unit),
                claim.deviation(),
                claim.tolerance.clone(),
                in_words(claim.verdict, language).to_owned(),
                claim.remarks(&words),
            ]
        })
        .collect();
    let grid = markdown_grid(&header, &columns.map(|(_, numeric)| numeric), &rows);
    let counts = counts_in_words(&counts(claims), language);
    format!("{heading}{counts}\n\n{grid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(published: f64, measured: Option<f64>) -> ClaimRow {
        ClaimRow {
            experiment: "axon/velocity".into(),
            metric: "conduction_velocity_m_s".into(),
            unit: "m/s".into(),
            published,
            measured,
            tolerance: "±2 %".into(),
            verdict: Verdict::Reproduced,
            source: "Hodgkin & Huxley 1952, p. 528".into(),
            checked: false,
            reason: String::new(),
        }
    }

    #[test]
    fn deviation_is_relative_signed_and_never_a_division_by_zero() {
        assert_eq!(claim(18.8, Some(18.612)).deviation(), "−1 %");
        assert_eq!(claim(-2.0, Some(-1.0)).deviation(), "+50 %");
        assert_eq!(claim(18.8, Some(18.8)).deviation(), "0 %");
        assert_eq!(claim(0.0, Some(0.25)).deviation(), "+0.25");
        assert_eq!(claim(1.0, None).deviation(), "–");
        assert_eq!(claim(1.0, Some(f64::NAN)).deviation(), "–");
    }

    #[test]
    fn the_table_shows_every_claim_and_marks_the_unchecked() {
        let mut missing = claim(2.5, None);
        (missing.verdict, missing.checked) = (Verdict::NotRun, true);
        let text = markdown(&[claim(18.8, Some(18.7)), missing], Language::En);
        assert!(
            text.starts_with("# Published numbers\n\nreproduced: 1 · not run: 1\n\n"),
            "{text}"
        );
        assert!(
            text.contains("| 18.8 m/s | 18.7 m/s | −0.53 % | ±2 % | reproduced |"),
            "{text}"
        );
        assert_eq!(text.matches("not read in the paper itself").count(), 1);
        assert!(markdown(&[], Language::Ru).contains("нет"));
    }
}
