//! What a result depends on, as one hash: code, settings, seed and input files. Equal fingerprints
//! mean equal results, so a finished experiment is not run again.

use super::Error;
use crate::config::Planned;

/// Hash of everything that was compiled: sources, data sets, dependency versions (see build.rs).
pub const CODE_HASH: &str = env!("GALVANI_CODE_HASH");

/// The fingerprint of an experiment's results.
///
/// # Errors
/// An input file that cannot be read.
pub fn fingerprint(planned: &Planned) -> Result<String, Error> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |part: &[u8]| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    };
    add(CODE_HASH.as_bytes());
    add(planned.kind.name.as_bytes());
    add(planned.name.as_bytes());
    add(&planned.seed.to_le_bytes());
    add(&planned.repeat.to_le_bytes());
    // How a sweep is shown is part of its figures.
    add(planned
        .sweep
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
        .as_bytes());
    for point in &planned.points {
        add(point.label().as_bytes());
        let settings = point.settings.resolved().map(|table| table.to_string());
        add(settings
            .unwrap_or_else(|error| error.to_string())
            .as_bytes());
        for input in point.settings.inputs(&planned.base) {
            add(&std::fs::read(&input).map_err(|error| Error::read(&input, error))?);
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
