//! Given spikes: read and checked.

use crate::experiment::spiking_network::population::SpikeList;
use std::fs;
use std::path::Path;

/// The spikes of a list for so many neurons, or the key below the list's and what is wrong.
pub fn read(
    list: &SpikeList,
    neurons: usize,
    base: &Path,
) -> Result<Vec<(f64, u32)>, (&'static str, String)> {
    match (&list.file, &list.spikes) {
        (Some(file), None) => {
            let path = base.join(file);
            let text = fs::read_to_string(&path)
                .map_err(|error| (".file", format!("cannot read {}: {error}", path.display())))?;
            let told = |message| (".file", format!("{}: {message}", path.display()));
            parse(&text, neurons).map_err(told)
        }
        (None, Some(spikes)) => {
            let placed = spikes.iter().enumerate();
            let placed = placed.map(|(i, &spike)| (format!("spike {}", i + 1), spike));
            checked(placed, neurons).map_err(|message| (".spikes", message))
        }
        _ => Err(("", "needs one of `file` and `spikes`".into())),
    }
}

/// Lines `time in ms,neuron`.
fn parse(text: &str, neurons: usize) -> Result<Vec<(f64, u32)>, String> {
    let mut spikes = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("line {}", index + 1);
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        let [time, neuron] = fields[..] else {
            let found = fields.len();
            return Err(format!(
                "{place} has {found} fields, must have two: time in ms, neuron"
            ));
        };
        match (time.parse::<f64>(), neuron.parse::<u32>()) {
            (Ok(time_ms), Ok(neuron)) => spikes.push((place, (time_ms, neuron))),
            // Names of the columns.
            (Err(_), Err(_)) if spikes.is_empty() && index == 0 => {}
            (Err(_), _) => return Err(format!("{place}: `{time}` is no time in ms")),
            (_, Err(_)) => {
                return Err(format!(
                    "{place}: `{neuron}` is no neuron, must be from 0 to {}",
                    neurons.saturating_sub(1)
                ));
            }
        }
    }
    checked(spikes.into_iter(), neurons)
}

/// The spikes, where they are in order and of neurons that exist.
fn checked(
    spikes: impl Iterator<Item = (String, (f64, u32))>,
    neurons: usize,
) -> Result<Vec<(f64, u32)>, String> {
    let mut last_ms = 0.0;
    let mut all = Vec::new();
    for (place, (time_ms, neuron)) in spikes {
        if !(time_ms >= 0.0 && time_ms.is_finite()) {
            return Err(format!(
                "{place} is at {time_ms} ms, must be finite and at least 0"
            ));
        }
        if time_ms < last_ms {
            return Err(format!(
                "{place} is at {time_ms} ms, before the one in front of it at {last_ms} ms; \
                 must be in order of time"
            ));
        }
        if neuron as usize >= neurons {
            return Err(format!(
                "{place} is of neuron {neuron}, must be from 0 to {}",
                neurons.saturating_sub(1)
            ));
        }
        last_ms = time_ms;
        all.push((time_ms, neuron));
    }
    if all.is_empty() {
        return Err("has no spikes".into());
    }
    Ok(all)
}
