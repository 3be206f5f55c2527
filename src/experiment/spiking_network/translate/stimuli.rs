//! Currents, noise, background, recorders.

use super::Translator;
use super::projections::unique;
use crate::experiment::spiking_network::stimulus::{Current, Record};
use crate::settings::unknown;
use crate::spiking::{self, Recorder, Sort, Watched};

/// Most entries of each list.
const MOST_ENTRIES: usize = 10_000;

impl Translator<'_> {
    pub fn stimuli(&mut self) {
        self.currents();
        self.noises();
        self.backgrounds();
    }

    fn currents(&mut self) {
        let currents = &self.settings.current;
        self.ranges
            .entries("current", currents.len(), 0, MOST_ENTRIES);
        for (index, current) in currents.iter().enumerate() {
            let key = format!("current[{index}]");
            let (start_ms, stop_ms) = self.window(&key, current.start_ms, current.stop_ms);
            let amplitudes = self.amplitudes(&key, current);
            for (_, target) in self.targets(&key, &current.target) {
                if let Some((from_pa, to_pa)) = amplitudes {
                    self.translated.network.currents.push(spiking::Current {
                        target,
                        start_ms,
                        stop_ms,
                        from_pa,
                        to_pa,
                    });
                }
            }
        }
    }

    /// The current at its beginning and at its end.
    fn amplitudes(&mut self, key: &str, current: &Current) -> Option<(f64, f64)> {
        let given = [
            ("amplitude_pa", current.amplitude_pa),
            ("from_pa", current.from_pa),
            ("to_pa", current.to_pa),
        ];
        for (field, value) in given {
            if let Some(value) = value.filter(|value| !value.is_finite()) {
                let message = format!("is {value}, must be finite");
                self.ranges.wrong(format!("{key}.{field}"), message);
                return None;
            }
        }
        match (current.amplitude_pa, current.from_pa, current.to_pa) {
            (Some(amplitude), None, None) => Some((amplitude, amplitude)),
            (None, Some(from), Some(to)) => Some((from, to)),
            _ => {
                let message = "needs either `amplitude_pa` or both `from_pa` and `to_pa`";
                self.ranges.wrong(key, message);
                None
            }
        }
    }

    fn noises(&mut self) {
        let noises = &self.settings.noise;
        self.ranges.entries("noise", noises.len(), 0, MOST_ENTRIES);
        for (index, noise) in noises.iter().enumerate() {
            let key = format!("noise[{index}]");
            let (start_ms, stop_ms) = self.window(&key, noise.start_ms, noise.stop_ms);
            let sigma = noise.sigma_pa_sqrt_ms;
            if !(sigma >= 0.0 && sigma.is_finite()) {
                let message = format!("is {sigma}, must be finite and at least 0");
                self.ranges
                    .wrong(format!("{key}.sigma_pa_sqrt_ms"), message);
            }
            for (_, target) in self.targets(&key, &noise.target) {
                let network = &mut self.translated.network;
                let name = network.populations[target.population].name.clone();
                let name = unique(name, |name| network.noises.iter().any(|n| n.name == name));
                network.noises.push(spiking::Noise {
                    name,
                    target,
                    start_ms,
                    stop_ms,
                    sigma_pa_sqrt_ms: sigma,
                });
            }
        }
    }

    fn backgrounds(&mut self) {
        let backgrounds = &self.settings.background;
        self.ranges
            .entries("background", backgrounds.len(), 0, MOST_ENTRIES);
        for (index, background) in backgrounds.iter().enumerate() {
            let key = format!("background[{index}]");
            let (start_ms, stop_ms) = self.window(&key, background.start_ms, background.stop_ms);
            let of_rate = format!("{key}.rate_hz");
            // A thousand spikes in a step are what its table of counts is made for.
            let most_hz = (1e6 / self.settings.dt_ms).min(1e6);
            self.ranges
                .within(of_rate, background.rate_hz, 0.0, most_hz);
            for (_, target) in self.targets(&key, &background.target) {
                let population = target.population;
                let name = &background.receptor;
                let Some(receptor) = self.receptor(&format!("{key}.receptor"), population, name)
                else {
                    continue;
                };
                let weights = background.weights();
                let weight = self.weight(&key, &weights, population, receptor);
                let Some(weight) = weight.and_then(|weight| weight.constant()) else {
                    continue;
                };
                let network = &mut self.translated.network;
                let name = network.populations[population].name.clone();
                let taken = |name: &str| network.backgrounds.iter().any(|b| b.name == name);
                let name = unique(name, taken);
                network.backgrounds.push(spiking::Background {
                    name,
                    target,
                    receptor,
                    start_ms,
                    stop_ms,
                    rate_hz: background.rate_hz,
                    weight,
                });
            }
        }
    }

    pub fn records(&mut self) {
        let records = &self.settings.record;
        self.ranges
            .entries("record", records.len(), 0, MOST_ENTRIES);
        for (index, record) in records.iter().enumerate() {
            let key = format!("record[{index}]");
            let every = self.every(&key, record);
            let part = self.cells(&format!("{key}.population"), &record.population);
            let Some(cells) = part else { continue };
            let watched = self.watched(&key, cells.population, &record.variable);
            if let (Some(watched), Some(every)) = (watched, every) {
                self.translated.listening.recorders.push(Recorder {
                    cells,
                    watched,
                    every,
                });
            }
        }
    }

    fn every(&mut self, key: &str, record: &Record) -> Option<u64> {
        let dt_ms = self.settings.dt_ms;
        let every_ms = record.every_ms.unwrap_or(dt_ms);
        let steps = (every_ms / dt_ms).round();
        let is_multiple = (every_ms / dt_ms - steps).abs() < 1e-6 * steps;
        if is_multiple && every_ms <= self.settings.duration_ms {
            return Some(steps as u64);
        }
        let message = format!(
            "is {every_ms}, must be a multiple of dt_ms = {dt_ms}, up to duration_ms = {}",
            self.settings.duration_ms
        );
        self.ranges.wrong(format!("{key}.every_ms"), message);
        None
    }

    fn watched(&mut self, key: &str, population: usize, name: &str) -> Option<Watched> {
        let population = &self.translated.network.populations[population];
        let Sort::Cells {
            model, receptors, ..
        } = &population.sort
        else {
            return None;
        };
        let variables = model.neuron().variables();
        let variable = variables.iter().position(|v| v.name == name);
        let receptor = receptors.iter().position(|r| r.name == name);
        let found = variable
            .map(Watched::Variable)
            .or(receptor.map(Watched::Receptor));
        if found.is_none() {
            let mut names: Vec<&str> = variables.iter().map(|v| v.name).collect();
            names.extend(receptors.iter().map(|r| r.name.as_str()));
            let plural = format!("Variables of `{}`", population.name);
            let sentence = unknown("variable", &plural, name, &names);
            self.ranges
                .wrong(format!("{key}.variable"), format!("names an {sentence}"));
        }
        found
    }
}
