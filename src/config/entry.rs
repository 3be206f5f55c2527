//! One `[[experiment]]`: its common keys, its kind's settings, the points of its sweep.

use super::diagnostic::{Diagnostic, Diagnostics, Source};
use super::title::Title;
use super::{Planned, Point, memory, reading, suggest, sweep, tables};
use crate::experiment::{self, Experiment, Kind};
use crate::outcome::{Claim, Text};
use serde::Deserialize;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys that every experiment has, whatever its kind.
pub const COMMON_KEYS: [&str; 6] = ["name", "kind", "title", "repeat", "sweep", "claim"];

/// Most repeats one experiment may ask for.
pub const MAX_REPEAT: u64 = 100_000;

/// What the experiments of one file share.
pub struct Shared<'a> {
    pub source: &'a Arc<Source>,
    pub seed: u64,
    /// The file's `[defaults]`.
    pub defaults: DeTable<'a>,
    pub memory_bytes: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    name: Spanned<String>,
    kind: Spanned<String>,
    title: Option<Title>,
    repeat: Option<Spanned<u64>>,
    #[serde(default)]
    claim: Vec<Spanned<Claim>>,
}

/// Reads one experiment; `None` when it has mistakes. The span is that of its name.
pub fn plan(
    shared: &Shared<'_>,
    entry: Spanned<DeValue<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<(Planned, Range<usize>)> {
    let span = entry.span();
    let DeValue::Table(mut settings) = entry.into_inner() else {
        diagnostics.0.push(Diagnostic::at(
            shared.source,
            span,
            "an experiment must be a table",
        ));
        return None;
    };
    let mut sweep = settings.remove("sweep");
    let as_written = sweep.as_ref().map(sweep::as_written);
    let view = sweep
        .as_mut()
        .map(|sweep| sweep::take_view(sweep, shared.source, diagnostics));
    let common = take(&mut settings, &COMMON_KEYS);
    let before = diagnostics.0.len();
    let common: Option<Common> = reading::collect(
        &Spanned::new(span.clone(), common),
        |table| Common::deserialize(table),
        &[],
        shared.source,
        diagnostics,
    );
    let common = common?;
    check_common(shared, &common, diagnostics);
    let kind = find_kind(shared, &common.kind, diagnostics)?;

    if let Some(defaults) = shared
        .defaults
        .get(kind.name)
        .and_then(|value| value.get_ref().as_table())
    {
        merge(&mut settings, defaults);
    }
    let numbers = sweep
        .as_ref()
        .map_or_else(sweep::Numbers::default, sweep::Numbers::of);
    let grid = sweep::grid(sweep.as_ref(), &numbers, shared.source, diagnostics)?;
    let builder = PointBuilder {
        shared,
        kind,
        span: &span,
        settings: &settings,
    };
    let points = builder.build_all(&grid, diagnostics);
    let repeat = common
        .repeat
        .map(|repeat| *repeat.get_ref())
        .or_else(|| default_repeat(shared))
        .unwrap_or(1);
    if diagnostics.0.len() > before {
        return None;
    }
    let name_span = common.name.span();
    let name = common.name.into_inner();
    let planned = Planned {
        title: common
            .title
            .map_or_else(|| Text::same(name.clone()), Title::text),
        name,
        kind,
        seed: shared.seed,
        repeat,
        points: points?,
        claims: common.claim.into_iter().map(Spanned::into_inner).collect(),
        base: shared.source.folder().to_path_buf(),
        sweep: as_written,
        view: view.unwrap_or_default(),
    };
    Some((planned, name_span))
}

fn take<'a>(table: &mut DeTable<'a>, keys: &[&str]) -> DeTable<'a> {
    let mut taken = DeTable::new();
    for key in keys {
        if let Some((key, value)) = table.remove_entry(*key) {
            taken.insert(key, value);
        }
    }
    taken
}

fn find_kind(
    shared: &Shared<'_>,
    name: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Option<&'static Kind> {
    let kind = experiment::KINDS
        .iter()
        .find(|kind| kind.name == name.get_ref());
    if kind.is_none() {
        diagnostics.0.push(
            Diagnostic::at(
                shared.source,
                name.span(),
                format!("unknown kind `{}`", name.get_ref()),
            )
            .help(suggest::help(
                name.get_ref(),
                experiment::KINDS.iter().map(|kind| kind.name),
            )),
        );
    }
    kind
}

fn check_common(shared: &Shared<'_>, common: &Common, diagnostics: &mut Diagnostics) {
    let mut report = |span: Range<usize>, message: String, help: &str| {
        diagnostics
            .0
            .push(Diagnostic::at(shared.source, span, message).help(help));
    };
    let name = common.name.get_ref();
    let word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !name.split('/').all(word) {
        report(
            common.name.span(),
            format!("`{name}` cannot be a name"),
            "a name is words of a–z, 0–9 and `-`, joined by `/`, e.g. `membrane/threshold`; it is the folder under results/",
        );
    }
    if let Some(repeat) = &common.repeat
        && !(1..=MAX_REPEAT).contains(repeat.get_ref())
    {
        report(
            repeat.span(),
            format!("`repeat` is {}", repeat.get_ref()),
            &format!("an integer from 1 to {MAX_REPEAT}"),
        );
    }
    for claim in &common.claim {
        for (key, message) in claim.get_ref().problems() {
            report(
                claim.span(),
                format!("claim on `{}`: `{key}` {message}", claim.get_ref().metric),
                "see the README, \"Claims\"",
            );
        }
    }
}

/// Fills in what `settings` does not say, table by table.
fn merge<'a>(settings: &mut DeTable<'a>, defaults: &DeTable<'a>) {
    for (key, default) in defaults {
        match (
            settings
                .get_mut(key.get_ref().as_ref())
                .map(Spanned::get_mut),
            default.get_ref(),
        ) {
            (None, _) => {
                settings.insert(key.clone(), default.clone());
            }
            (Some(DeValue::Table(inner)), DeValue::Table(default)) => merge(inner, default),
            _ => {}
        }
    }
}

fn default_repeat(shared: &Shared<'_>) -> Option<u64> {
    let value = shared.defaults.get("repeat")?.get_ref().as_integer()?;
    u64::from_str_radix(value.as_str(), value.radix()).ok()
}

/// Checks the keys of `[defaults]`: `repeat`, and a table for each kind.
pub fn check_defaults(shared: &Shared<'_>, diagnostics: &mut Diagnostics) {
    for (key, value) in &shared.defaults {
        let name = key.get_ref().as_ref();
        if name == "repeat" {
            if !default_repeat(shared).is_some_and(|repeat| (1..=MAX_REPEAT).contains(&repeat)) {
                let message = format!("`repeat` must be an integer from 1 to {MAX_REPEAT}");
                diagnostics
                    .0
                    .push(Diagnostic::at(shared.source, value.span(), message));
            }
        } else if !experiment::KINDS.iter().any(|kind| kind.name == name) {
            let allowed = ["repeat"]
                .into_iter()
                .chain(experiment::KINDS.iter().map(|kind| kind.name));
            diagnostics.0.push(
                Diagnostic::at(
                    shared.source,
                    key.span(),
                    format!("unknown key `{name}` in [defaults]"),
                )
                .help(suggest::help(name, allowed)),
            );
        } else if !value.get_ref().is_table() {
            let message = format!("`defaults.{name}` must be a table");
            diagnostics
                .0
                .push(Diagnostic::at(shared.source, value.span(), message));
        }
    }
}

/// Reads and checks the settings of each point of a sweep.
struct PointBuilder<'s, 'a> {
    shared: &'s Shared<'a>,
    kind: &'static Kind,
    /// The experiment's own span, for mistakes without a better place.
    span: &'s Range<usize>,
    /// Settings before the swept values are put in.
    settings: &'s DeTable<'a>,
}

impl PointBuilder<'_, '_> {
    /// All points; `None` when any has a mistake.
    fn build_all(
        &self,
        grid: &[sweep::GridPoint<'_>],
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Point>> {
        let before = diagnostics.0.len();
        let mut points = Vec::with_capacity(grid.len());
        for point in grid {
            let mut own = Diagnostics::default();
            points.extend(self.build(point, &mut own));
            // Points share most of their settings: what was wrong at this place in an earlier point
            // is not told again.
            let told = &diagnostics.0[before..];
            own.0
                .retain(|new| !told.iter().any(|old| old.same_place(new)));
            diagnostics.0.extend(own.0);
        }
        (points.len() == grid.len()).then_some(points)
    }

    fn build(&self, point: &sweep::GridPoint<'_>, diagnostics: &mut Diagnostics) -> Option<Point> {
        let source = self.shared.source;
        let mut table = self.settings.clone();
        for assignment in &point.0 {
            if let Err(message) = sweep::assign(&mut table, assignment) {
                let span = assignment.key.span();
                diagnostics.0.push(Diagnostic::at(source, span, message));
                return None;
            }
        }
        let mut table = Spanned::new(self.span.clone(), table);
        let before = diagnostics.0.len();
        tables::check(self.kind, table.get_mut(), source, diagnostics);
        let settings =
            reading::collect(&table, self.kind.parse, &COMMON_KEYS, source, diagnostics)?;
        let is_right = diagnostics.0.len() == before
            && self.check(settings.as_ref(), table.get_ref(), diagnostics);
        is_right.then(|| Point {
            values: point.labels(),
            settings,
        })
    }

    fn check(
        &self,
        settings: &dyn Experiment,
        table: &DeTable<'_>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let source = self.shared.source;
        let problems = settings.problems(source.folder());
        for problem in &problems {
            let span = reading::locate(table, &problem.key).unwrap_or_else(|| self.span.clone());
            let message = format!("`{}` {}", problem.key, problem.message);
            diagnostics.0.push(Diagnostic::at(source, span, message));
        }
        if !problems.is_empty() {
            return false;
        }
        let needed = settings.memory_bytes(source.folder());
        let limit = self.shared.memory_bytes;
        if needed > limit {
            let message = format!(
                "this experiment needs about {}, and {} are available",
                memory::human(needed),
                memory::human(limit)
            );
            diagnostics.0.push(
                Diagnostic::at(source, self.span.clone(), message)
                    .help("make it smaller, or run it on a larger machine"),
            );
        }
        needed <= limit
    }
}
