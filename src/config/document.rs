//! Files: reading, includes with their globs and cycles, the keys at the top of a file.

use super::diagnostic::{Diagnostic, Diagnostics, Source};
use super::{DEFAULT_SEED, Overrides, Plan, Planned, entry, memory, suggest};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const TOP_KEYS: [&str; 4] = ["include", "seed", "defaults", "experiment"];

/// Gathers experiments and mistakes over all files.
pub struct Reader {
    overrides: Overrides,
    memory_bytes: u64,
    plan: Plan,
    diagnostics: Diagnostics,
    /// Canonical paths of the files being read, outermost first: an include of one is a cycle.
    open: Vec<PathBuf>,
    /// Canonical paths of the files that were read: a second include of one adds nothing.
    done: Vec<PathBuf>,
    /// Where each name was first used: the file and the offset in it.
    names: BTreeMap<String, (Arc<Source>, usize)>,
}

impl Reader {
    /// A reader with nothing read.
    pub fn new(overrides: Overrides) -> Self {
        Reader {
            overrides,
            memory_bytes: overrides
                .memory_bytes
                .unwrap_or_else(memory::available_bytes),
            plan: Plan {
                experiments: Vec::new(),
                files: Vec::new(),
            },
            diagnostics: Diagnostics::default(),
            open: Vec::new(),
            done: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    /// Reads one file of the command line.
    pub fn file(&mut self, path: &Path) {
        match std::fs::canonicalize(path) {
            Ok(canonical) => self.read(path, canonical, None),
            Err(error) => self.report(Diagnostic::nowhere(format!(
                "cannot read {}: {}",
                path.display(),
                plain(&error)
            ))),
        }
    }

    /// The plan, or every mistake.
    pub fn finish(mut self) -> Result<Plan, Diagnostics> {
        if self.diagnostics.0.is_empty() && self.plan.experiments.is_empty() {
            let files: Vec<String> = self
                .plan
                .files
                .iter()
                .map(|file| file.display().to_string())
                .collect();
            self.report(
                Diagnostic::nowhere(format!("no experiment in {}", files.join(", "))).help(
                    "describe one in an [[experiment]] table; `galvani list` shows the kinds",
                ),
            );
        }
        if self.diagnostics.0.is_empty() {
            Ok(self.plan)
        } else {
            Err(self.diagnostics)
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.0.push(diagnostic);
    }

    fn read(&mut self, path: &Path, canonical: PathBuf, outer_seed: Option<u64>) {
        if self.done.contains(&canonical) {
            return;
        }
        let text = match std::fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(error)) => {
                let at = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..at]
                    .iter()
                    .filter(|&&byte| byte == b'\n')
                    .count()
                    + 1;
                return self.report(Diagnostic::nowhere(format!(
                    "{}:{line}: not UTF-8 text; save the file in UTF-8",
                    path.display()
                )));
            }
            Err(error) => {
                return self.report(Diagnostic::nowhere(format!(
                    "cannot read {}: {}",
                    path.display(),
                    plain(&error)
                )));
            }
        };
        self.plan.files.push(path.to_path_buf());
        let source = Arc::new(Source {
            path: path.to_path_buf(),
            text,
        });
        self.open.push(canonical);
        self.document(&source, outer_seed);
        self.done.extend(self.open.pop());
    }

    fn document(&mut self, source: &Arc<Source>, outer_seed: Option<u64>) {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        if !errors.is_empty() {
            // Half a table would give mistakes that are none: only the syntax is reported.
            for error in errors {
                let span = error.span().unwrap_or(0..0);
                self.report(Diagnostic::at(
                    source,
                    span,
                    format!("TOML: {}", error.message()),
                ));
            }
            return;
        }
        let mut table = table.into_inner();
        for (key, _) in &table {
            if !TOP_KEYS.contains(&key.get_ref().as_ref()) {
                self.report(
                    Diagnostic::at(
                        source,
                        key.span(),
                        format!("unknown key `{}` at the top of the file", key.get_ref()),
                    )
                    .help(suggest::help(key.get_ref(), TOP_KEYS)),
                );
            }
        }
        let own_seed = table
            .remove("seed")
            .and_then(|value| self.seed(source, &value));
        let file_seed = own_seed.or(outer_seed);
        if let Some(include) = table.remove("include") {
            self.include(source, &include, file_seed);
        }
        let defaults = table
            .remove("defaults")
            .map_or_else(DeTable::new, |value| self.table(source, value, "defaults"));
        let shared = entry::Shared {
            source,
            seed: self.overrides.seed.or(file_seed).unwrap_or(DEFAULT_SEED),
            defaults,
            memory_bytes: self.memory_bytes,
        };
        entry::check_defaults(&shared, &mut self.diagnostics);
        if let Some(experiments) = table.remove("experiment") {
            self.experiments(&shared, experiments);
        }
    }

    fn seed(&mut self, source: &Arc<Source>, value: &Spanned<DeValue<'_>>) -> Option<u64> {
        let seed = value
            .get_ref()
            .as_integer()
            .and_then(|integer| i64::from_str_radix(integer.as_str(), integer.radix()).ok())
            .and_then(|seed| u64::try_from(seed).ok());
        if seed.is_none() {
            let message = format!("`seed` must be a whole number from 0 to {}", i64::MAX);
            self.report(Diagnostic::at(source, value.span(), message));
        }
        seed
    }

    fn table<'a>(
        &mut self,
        source: &Arc<Source>,
        value: Spanned<DeValue<'a>>,
        key: &str,
    ) -> DeTable<'a> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => table,
            _ => {
                self.report(Diagnostic::at(
                    source,
                    span,
                    format!("`{key}` must be a table"),
                ));
                DeTable::new()
            }
        }
    }

    fn experiments(&mut self, shared: &entry::Shared<'_>, value: Spanned<DeValue<'_>>) {
        let span = value.span();
        let DeValue::Array(entries) = value.into_inner() else {
            return self.report(
                Diagnostic::at(
                    shared.source,
                    span,
                    "`experiment` must be an array of tables",
                )
                .help("write [[experiment]] with two brackets on each side"),
            );
        };
        for entry in entries {
            let Some((planned, name_span)) = entry::plan(shared, entry, &mut self.diagnostics)
            else {
                continue;
            };
            self.name(shared.source, &planned, name_span);
            self.plan.experiments.push(planned);
        }
    }

    fn name(&mut self, source: &Arc<Source>, planned: &Planned, span: Range<usize>) {
        if let Some((first, offset)) = self.names.get(&planned.name) {
            let message = format!(
                "the name `{}` is already taken at {}:{}",
                planned.name,
                first.path.display(),
                first.line(*offset)
            );
            self.report(
                Diagnostic::at(source, span, message)
                    .help("names are folders under results/ and must be unique"),
            );
        } else {
            let here = (Arc::clone(source), span.start);
            self.names.insert(planned.name.clone(), here);
        }
    }

    fn include(&mut self, source: &Arc<Source>, value: &Spanned<DeValue<'_>>, seed: Option<u64>) {
        let patterns: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        for pattern in patterns {
            let Some(text) = pattern.get_ref().as_str() else {
                self.report(
                    Diagnostic::at(
                        source,
                        pattern.span(),
                        "`include` takes paths and globs as strings",
                    )
                    .help("include = [\"membrane.toml\", \"more/*.toml\"]"),
                );
                continue;
            };
            self.include_pattern(source, pattern.span(), text, seed);
        }
    }

    fn include_pattern(
        &mut self,
        source: &Arc<Source>,
        span: Range<usize>,
        pattern: &str,
        seed: Option<u64>,
    ) {
        let full = source.folder().join(pattern);
        let found: Vec<PathBuf> = match glob::glob(&full.to_string_lossy()) {
            // `glob` gives paths in alphabetical order: the plan does not depend on the file system.
            Ok(paths) => paths.filter_map(Result::ok).collect(),
            Err(error) => {
                return self.report(Diagnostic::at(
                    source,
                    span,
                    format!("`{pattern}` is not a glob: {}", error.msg),
                ));
            }
        };
        if found.is_empty() {
            self.report(
                Diagnostic::at(source, span.clone(), format!("no file matches `{pattern}`")).help(
                    format!(
                        "paths are relative to the folder of this file, {}",
                        source.folder().display()
                    ),
                ),
            );
        }
        for path in found {
            let canonical = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            if self.open.contains(&canonical) {
                let chain: Vec<String> = self
                    .open
                    .iter()
                    .chain([&canonical])
                    .map(|path| file_name(path))
                    .collect();
                let message = format!("include cycle: {}", chain.join(" → "));
                self.report(
                    Diagnostic::at(source, span.clone(), message)
                        .help("remove one of these includes"),
                );
            } else {
                self.read(&path, canonical, seed);
            }
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The error without "(os error 2)".
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}
