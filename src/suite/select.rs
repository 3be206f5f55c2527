//! Which experiments of a plan are run: those that `--only` names, of these the shard's.

use super::{Error, Shard};
use crate::config::{Plan, Planned, suggestion};
use globset::GlobBuilder;

/// The experiments that match any of the globs (all without a glob) and belong to the shard.
///
/// # Errors
/// A glob that cannot be read, or that matches no experiment.
pub fn select<'a>(
    plan: &'a Plan,
    only: &[String],
    shard: Option<Shard>,
) -> Result<Vec<&'a Planned>, Error> {
    let mut chosen = vec![only.is_empty(); plan.experiments.len()];
    for pattern in only {
        // `*` stays within a folder, `**` crosses it, as in a shell.
        let glob = GlobBuilder::new(pattern)
            .literal_separator(true)
            .build()
            .map_err(|error| {
                Error::Select(format!(
                    "`--only {pattern}` is not a glob: {}",
                    error.kind()
                ))
            })?
            .compile_matcher();
        let matches: Vec<usize> = (0..chosen.len())
            .filter(|&place| glob.is_match(&plan.experiments[place].name))
            .collect();
        if matches.is_empty() {
            let names = plan
                .experiments
                .iter()
                .map(|experiment| experiment.name.as_str());
            return Err(Error::Select(format!(
                "`--only {pattern}` matches no experiment; {}",
                suggestion(pattern, names)
            )));
        }
        matches.into_iter().for_each(|place| chosen[place] = true);
    }
    let selected = plan
        .experiments
        .iter()
        .zip(chosen)
        .filter_map(|(experiment, chosen)| chosen.then_some(experiment));
    Ok(selected
        .enumerate()
        .filter(|(place, _)| shard.is_none_or(|shard| shard.takes(*place)))
        .map(|(_, experiment)| experiment)
        .collect())
}
