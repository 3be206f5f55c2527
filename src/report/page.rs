//! The report as one self-contained page, `index.html`: summary, contents, every published number
//! beside ours, and a section for each experiment; and `summary.md`. Pictures are inside the
//! page, nothing is loaded from elsewhere. The template is `page.html`.

use super::Error;
use super::claims::{self, ClaimRow};
use super::table;
use super::words::{Words, words};
use crate::outcome::{Language, Metric, Table, Text, Verdict};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub language: Language,
    pub title: Text,
    /// The command line that made the results.
    pub command: String,
    /// What identifies the run: version, git commit, seed, and the like, with their names.
    pub facts: Vec<(Text, String)>,
    /// The experiments, in order.
    pub sections: Vec<Section>,
}

/// One experiment on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The experiment's unique name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    pub title: Text,
    pub status: Status,
    /// Sentences that a reader of the figures should know.
    pub notes: Vec<Text>,
    pub figures: Vec<FigureFiles>,
    pub tables: Vec<Table>,
    pub metrics: Vec<Metric>,
    pub claims: Vec<ClaimRow>,
    /// Whether `timings.md` has tables of it.
    pub is_timed: bool,
    /// Further data files: name and link relative to the page.
    pub files: Vec<(String, String)>,
    /// The settings with every default filled in, as TOML.
    pub settings_toml: String,
    /// The command line that runs this experiment alone.
    pub run_alone: String,
}

/// A drawn figure: the picture itself and links, relative to the page, to its other forms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureFiles {
    pub title: Text,
    /// A whole PNG file.
    pub png: Vec<u8>,
    pub csv: Option<String>,
    pub svg: Option<String>,
}

/// How an experiment ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Done,
    /// With why, and with what there was until then.
    EndedEarly(String),
    /// With the reason.
    Failed(String),
    Interrupted,
}

impl Status {
    fn key(&self) -> &'static str {
        match self {
            Status::Done => "ok",
            Status::EndedEarly(_) => "ended-early",
            Status::Failed(_) => "failed",
            Status::Interrupted => "interrupted",
        }
    }

    fn message(&self) -> &str {
        match self {
            Status::EndedEarly(reason) | Status::Failed(reason) => reason,
            Status::Done | Status::Interrupted => "",
        }
    }
}

impl Page {
    /// The claims of all experiments, in order.
    pub fn claims(&self) -> impl Iterator<Item = &ClaimRow> {
        self.sections.iter().flat_map(|section| &section.claims)
    }

    /// The whole page.
    ///
    /// # Errors
    /// [`Error::Page`] when the template cannot be filled.
    pub fn html(&self) -> Result<String, Error> {
        let failed = |error: minijinja::Error| Error::Page {
            reason: format!("{error:#}"),
        };
        let mut environment = Environment::new();
        // A name that the template misspells is an error, not an empty place.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment
            .add_template("page.html", include_str!("page.html"))
            .map_err(failed)?;
        let template = environment.get_template("page.html").map_err(failed)?;
        template.render(PageView::of(self)).map_err(failed)
    }

    /// `summary.md`: facts, counts, and a table of the experiments.
    pub fn summary_markdown(&self) -> String {
        let language = self.language;
        let words = words(language);
        let mut text = format!("# {}\n\n", self.title.get(language));
        for (name, value) in &self.facts {
            let (name, value) = (name.get(language), table::markdown_escape(value));
            text.push_str(&format!("- {name}: {value}\n"));
        }
        let counts = claims::counts(self.claims());
        if !counts.is_empty() {
            let counts = claims::counts_in_words(&counts, language);
            text.push_str(&format!("- {}: {counts}\n", words["claims"]));
        }
        let header = ["experiment", "title", "status", "claims"].map(|key| words[key].to_owned());
        let rows: Vec<Vec<String>> = self
            .sections
            .iter()
            .map(|section| section.summary(language, &words))
            .collect();
        let grid = table::markdown_grid(&header, &[false; 4], &rows);
        format!("{text}\n{grid}")
    }
}

impl Section {
    fn summary(&self, language: Language, words: &Words) -> Vec<String> {
        let status = match self.status.message() {
            "" => words[self.status.key()].to_owned(),
            message => format!("{}: {message}", words[self.status.key()]),
        };
        vec![
            self.name.clone(),
            self.title.get(language).to_owned(),
            status,
            claims::counts_in_words(&claims::counts(&self.claims), language),
        ]
    }

    /// The section's place on the page.
    fn anchor(&self) -> String {
        let plain = |character: char| {
            if character.is_alphanumeric() || "-_./=".contains(character) {
                character
            } else {
                '-'
            }
        };
        format!("run/{}", self.name.chars().map(plain).collect::<String>())
    }
}

/// What the template reads: words chosen, numbers written, pictures encoded.
#[derive(Serialize)]
struct PageView<'a> {
    lang: &'static str,
    w: Words,
    title: &'a str,
    command: &'a str,
    facts: Vec<(&'a str, &'a str)>,
    counts: Vec<CountView>,
    claims: Vec<ClaimView<'a>>,
    sections: Vec<SectionView<'a>>,
}

#[derive(Serialize)]
struct CountView {
    class: &'static str,
    words: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct ClaimView<'a> {
    experiment: &'a str,
    anchor: String,
    metric: &'a str,
    unit: &'a str,
    published: String,
    measured: String,
    deviation: String,
    tolerance: &'a str,
    class: &'static str,
    verdict: &'static str,
    source: &'a str,
    checked: bool,
    reason: &'a str,
}

#[derive(Serialize)]
struct SectionView<'a> {
    anchor: String,
    name: &'a str,
    kind: &'a str,
    title: &'a str,
    status: &'static str,
    message: &'a str,
    notes: Vec<&'a str>,
    figures: Vec<FigureView<'a>>,
    tables: Vec<TableView<'a>>,
    metrics: Vec<MetricView<'a>>,
    claims: Vec<ClaimView<'a>>,
    counts: Vec<CountView>,
    is_timed: bool,
    files: &'a [(String, String)],
    settings: &'a str,
    run_alone: &'a str,
}

#[derive(Serialize)]
struct FigureView<'a> {
    title: &'a str,
    data: String,
    width: u32,
    height: u32,
    csv: Option<&'a str>,
    svg: Option<&'a str>,
}

#[derive(Serialize)]
struct TableView<'a> {
    caption: &'a str,
    header: Vec<(&'a str, bool)>,
    rows: Vec<Vec<(String, bool)>>,
}

#[derive(Serialize)]
struct MetricView<'a> {
    name: &'a str,
    value: String,
    unit: &'a str,
}

impl<'a> PageView<'a> {
    fn of(page: &'a Page) -> Self {
        let language = page.language;
        let with_anchor = |section: &'a Section| {
            let view = move |claim| ClaimView::of(claim, section.anchor(), language);
            section.claims.iter().map(view)
        };
        let facts = page.facts.iter();
        PageView {
            lang: language.tag(),
            w: words(language),
            title: page.title.get(language),
            command: &page.command,
            facts: facts
                .map(|(name, value)| (name.get(language), value.as_str()))
                .collect(),
            counts: counts(claims::counts(page.claims()), language),
            claims: page.sections.iter().flat_map(with_anchor).collect(),
            sections: page
                .sections
                .iter()
                .map(|s| SectionView::of(s, language))
                .collect(),
        }
    }
}

fn counts(counts: Vec<(Verdict, usize)>, language: Language) -> Vec<CountView> {
    let view = |(verdict, count): (Verdict, usize)| CountView {
        class: claims::key(verdict),
        words: claims::in_words(verdict, language),
        count,
    };
    counts.into_iter().map(view).collect()
}

impl<'a> ClaimView<'a> {
    fn of(claim: &'a ClaimRow, anchor: String, language: Language) -> Self {
        ClaimView {
            experiment: &claim.experiment,
            anchor,
            metric: &claim.metric,
            unit: &claim.unit,
            published: claim.published(),
            measured: claim.measured(),
            deviation: claim.deviation(),
            tolerance: &claim.tolerance,
            class: claims::key(claim.verdict),
            verdict: claims::in_words(claim.verdict, language),
            source: &claim.source,
            checked: claim.checked,
            reason: &claim.reason,
        }
    }
}

impl<'a> SectionView<'a> {
    fn of(section: &'a Section, language: Language) -> Self {
        let claims = section.claims.iter();
        let metric = |metric: &'a Metric| MetricView {
            name: &metric.name,
            // All digits: this is where numbers are looked up.
            value: table::significant(metric.value, 17),
            unit: &metric.unit,
        };
        SectionView {
            anchor: section.anchor(),
            name: &section.name,
            kind: &section.kind,
            title: section.title.get(language),
            status: section.status.key(),
            message: section.status.message(),
            notes: section
                .notes
                .iter()
                .map(|note| note.get(language))
                .collect(),
            figures: section
                .figures
                .iter()
                .map(|f| FigureView::of(f, language))
                .collect(),
            tables: section
                .tables
                .iter()
                .map(|t| TableView::of(t, language))
                .collect(),
            metrics: section.metrics.iter().map(metric).collect(),
            claims: claims
                .map(|c| ClaimView::of(c, section.anchor(), language))
                .collect(),
            counts: counts(claims::counts(&section.claims), language),
            is_timed: section.is_timed,
            files: &section.files,
            settings: &section.settings_toml,
            run_alone: &section.run_alone,
        }
    }
}

impl<'a> FigureView<'a> {
    fn of(figure: &'a FigureFiles, language: Language) -> Self {
        let (width, height) = png_size(&figure.png);
        FigureView {
            title: figure.title.get(language),
            data: STANDARD.encode(&figure.png),
            width,
            height,
            csv: figure.csv.as_deref(),
            svg: figure.svg.as_deref(),
        }
    }
}

/// Width and height as a PNG's first chunk tells them, so that the page does not jump while
/// pictures are decoded.
fn png_size(png: &[u8]) -> (u32, u32) {
    let number = |from: usize| {
        let bytes = png
            .get(from..from + 4)
            .and_then(|bytes| bytes.try_into().ok());
        u32::from_be_bytes(bytes.unwrap_or_default())
    };
    (number(16), number(20))
}

impl<'a> TableView<'a> {
    fn of(table: &'a Table, language: Language) -> Self {
        let numeric = table::numeric_columns(table);
        let header = table.header.iter().map(|text| text.get(language));
        let row = |row: &Vec<crate::outcome::Cell>| {
            let cells = row.iter().map(|cell| table::cell(cell, language));
            cells.zip(numeric.iter().copied()).collect()
        };
        TableView {
            caption: table.caption.get(language),
            header: header.zip(numeric.iter().copied()).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
