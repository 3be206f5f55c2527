//! Comparing a run with the committed references, metric by metric.

use super::store::{MetricsFile, json};
use super::{Error, write_atomically};
use crate::config::Plan;
use crate::outcome::{Language, Metric, Outcome};
use crate::report;
use std::path::{Path, PathBuf};

/// The references of one experiment.
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    /// The committed metrics.
    Metrics(Vec<Metric>),
    /// Nothing is committed.
    Missing,
}

/// One difference between a run and its reference.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A metric moved.
    Moved {
        metric: String,
        from: f64,
        to: f64,
        /// |to − from| over the allowed distance; infinite for an exact metric.
        tolerances: f64,
    },
    /// The reference has a metric that the run does not give.
    Missing { metric: String, from: f64 },
    /// The run gives a metric that the reference does not have.
    Extra { metric: String, to: f64 },
}

/// The folder of the references of a file's experiments: `experiments/reference/all` for
/// `experiments/all.toml`.
pub fn reference_folder(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    folder
        .join("reference")
        .join(file.file_stem().unwrap_or_default())
}

impl Reference {
    /// Reads the references of one experiment.
    ///
    /// # Errors
    /// A reference that cannot be understood.
    pub fn read(folder: &Path, experiment: &str) -> Result<Self, Error> {
        let path = folder.join(experiment).join("metrics.json");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Reference::Missing);
            }
            Err(error) => return Err(Error::read(path, error)),
        };
        let file: MetricsFile =
            serde_json::from_slice(&bytes).map_err(|error| Error::read(&path, error))?;
        Ok(Reference::Metrics(file.metrics))
    }
}

/// Every difference, in the order of the reference, new metrics last. A metric is allowed its own
/// tolerance (none: the same bits); NaN equals NaN and nothing else.
pub fn compare(reference: &[Metric], run: &[Metric]) -> Vec<Difference> {
    let find =
        |metrics: &[Metric], name: &str| metrics.iter().find(|metric| metric.name == name).cloned();
    let mut differences: Vec<Difference> = reference
        .iter()
        .filter_map(|old| match find(run, &old.name) {
            Some(new) => moved(old, &new),
            None => Some(Difference::Missing {
                metric: old.name.clone(),
                from: old.value,
            }),
        })
        .collect();
    differences.extend(
        run.iter()
            .filter(|new| find(reference, &new.name).is_none())
            .map(|new| Difference::Extra {
                metric: new.name.clone(),
                to: new.value,
            }),
    );
    differences
}

fn moved(old: &Metric, new: &Metric) -> Option<Difference> {
    let same = old.value == new.value || (old.value.is_nan() && new.value.is_nan());
    let allowed = new.tolerance.as_ref().map_or(0.0, |tolerance| {
        tolerance.absolute + tolerance.relative * old.value.abs()
    });
    let distance = (new.value - old.value).abs();
    // A NaN on one side only is never within any distance.
    let is_within = same || distance <= allowed;
    (!is_within).then(|| Difference::Moved {
        metric: old.name.clone(),
        from: old.value,
        to: new.value,
        tolerances: distance / allowed,
    })
}

/// Stores an outcome's metrics and tables as the new reference.
///
/// # Errors
/// A file that cannot be written.
pub fn accept(folder: &Path, experiment: &str, outcome: &Outcome) -> Result<(), Error> {
    let folder = folder.join(experiment);
    let metrics = MetricsFile {
        experiment: experiment.to_string(),
        metrics: outcome.metrics.clone(),
    };
    write_atomically(&folder.join("metrics.json"), &json(&metrics))?;
    let tables: Vec<String> = outcome
        .tables
        .iter()
        .map(|table| report::table::markdown(table, Language::En))
        .collect();
    if tables.is_empty() {
        return Ok(());
    }
    write_atomically(&folder.join("table.md"), tables.join("\n").as_bytes())
}

/// Names of experiments that have a reference and are not in the plan.
pub fn unclaimed_references(folder: &Path, plan: &Plan) -> Vec<String> {
    let mut names = Vec::new();
    names_below(folder, folder, &mut names);
    names.retain(|name| plan.experiments.iter().all(|planned| planned.name != *name));
    names.sort();
    names
}

fn names_below(root: &Path, folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let path = entry.path();
        if path.is_dir() {
            names_below(root, &path, names);
        } else if path.ends_with("metrics.json")
            && let Ok(name) = folder.strip_prefix(root)
        {
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// Removes the references of experiments that are not in the plan any more.
///
/// # Errors
/// A file that cannot be removed.
pub fn remove_unclaimed_references(folder: &Path, plan: &Plan) -> Result<(), Error> {
    for name in unclaimed_references(folder, plan) {
        let folder = folder.join(name);
        for file in ["metrics.json", "table.md"] {
            let path = folder.join(file);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::write(path, &error));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Tolerance;

    fn metric(name: &str, value: f64, absolute: Option<f64>) -> Metric {
        Metric {
            name: name.into(),
            value,
            unit: String::new(),
            tolerance: absolute.map(|absolute| Tolerance {
                absolute,
                relative: 0.0,
                reason: "test".into(),
            }),
        }
    }

    #[test]
    fn exact_metrics_move_with_one_bit() {
        let next = f64::from_bits(1.5_f64.to_bits() + 1);
        assert_eq!(
            compare(&[metric("x", 1.5, None)], &[metric("x", 1.5, None)]),
            []
        );
        let differences = compare(&[metric("x", 1.5, None)], &[metric("x", next, None)]);
        assert_eq!(
            differences,
            [Difference::Moved {
                metric: "x".into(),
                from: 1.5,
                to: next,
                tolerances: f64::INFINITY
            }]
        );
    }

    #[test]
    fn a_tolerance_is_counted() {
        let reference = [metric("x", 1.0, None)];
        assert_eq!(compare(&reference, &[metric("x", 1.5, Some(0.5))]), []);
        match compare(&reference, &[metric("x", 2.0, Some(0.25))]).as_slice() {
            [Difference::Moved { tolerances, .. }] => assert_eq!(*tolerances, 4.0),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn missing_extra_and_nan_are_differences() {
        let differences = compare(
            &[metric("a", 1.0, None), metric("n", f64::NAN, None)],
            &[metric("b", 2.0, None), metric("n", f64::NAN, None)],
        );
        assert_eq!(
            differences,
            [
                Difference::Missing {
                    metric: "a".into(),
                    from: 1.0
                },
                Difference::Extra {
                    metric: "b".into(),
                    to: 2.0
                },
            ]
        );
        assert_eq!(
            compare(
                &[metric("n", f64::NAN, None)],
                &[metric("n", 0.0, Some(9.0))]
            )
            .len(),
            1
        );
    }

    #[test]
    fn references_stand_beside_their_file() {
        assert_eq!(
            reference_folder(Path::new("experiments/all.toml")),
            Path::new("experiments/reference/all")
        );
        assert_eq!(
            reference_folder(Path::new("my.toml")),
            Path::new("reference/my")
        );
    }
}
