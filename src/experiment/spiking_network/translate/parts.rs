//! Names of populations, and of parts of them: `excitatory[0..50]`.

use super::Translator;
use crate::experiment::spiking_network::targets::Targets;
use crate::settings::unknown;
use crate::spiking::{Part, Sort};

/// The populations in the order of the settings, by name and size.
struct Names<'a>(pub Vec<(&'a str, usize)>);

impl Names<'_> {
    /// The neurons of which a text speaks.
    ///
    /// # Errors
    /// A sentence on what is wrong with the text.
    pub fn part(&self, text: &str) -> Result<Part, String> {
        let (name, range) = split(text).ok_or_else(|| {
            format!("is `{text}`, must be a name or a part, `name[0..50]`, of a population")
        })?;
        let names: Vec<&str> = self.0.iter().map(|(name, _)| *name).collect();
        let population = names
            .iter()
            .position(|known| *known == name)
            .ok_or_else(|| {
                format!(
                    "names an {}",
                    unknown("population", "Populations", name, &names)
                )
            })?;
        let neurons = self.0[population].1;
        let (from, to) = range.unwrap_or((0, neurons));
        if from >= to || to > neurons {
            return Err(format!(
                "is `{text}`, but `{name}` has {neurons} neurons: a part is `{name}[a..b]` with \
                 a < b ≤ {neurons}"
            ));
        }
        Ok(Part {
            population,
            cells: from..to,
        })
    }
}

/// A name, and the range in brackets behind it; `None` where the text is neither.
fn split(text: &str) -> Option<(&str, Option<(usize, usize)>)> {
    let Some((name, rest)) = text.split_once('[') else {
        return Some((text, None));
    };
    let (from, to) = rest.strip_suffix(']')?.split_once("..")?;
    let number = |digits: &str| digits.trim().parse().ok();
    Some((name, Some((number(from)?, number(to)?))))
}

impl Translator<'_> {
    /// The part a text speaks of; `None` once what is wrong is noted.
    pub fn part(&mut self, key: &str, text: &str) -> Option<Part> {
        let populations = &self.settings.population;
        let names = populations.iter().map(|p| (p.name.as_str(), p.neurons));
        match Names(names.collect()).part(text) {
            Ok(part) => Some(part),
            Err(message) => {
                self.ranges.wrong(key, message);
                None
            }
        }
    }

    /// A part that must consist of cells.
    pub fn cells(&mut self, key: &str, text: &str) -> Option<Part> {
        let part = self.part(key, text)?;
        match self.translated.network.populations[part.population].sort {
            Sort::Cells { .. } => Some(part),
            Sort::Generator(_) => {
                let message = format!("is `{text}`, a generator of spikes; must be of cells");
                self.ranges.wrong(key, message);
                None
            }
        }
    }

    /// The parts of a setting `target`, which must consist of cells, with the keys behind `target`.
    pub fn targets(&mut self, key: &str, targets: &Targets) -> Vec<(String, Part)> {
        if *targets == Targets::Several(Vec::new()) {
            self.ranges
                .wrong(format!("{key}.target"), "is empty, must name populations");
        }
        let mut parts = Vec::new();
        for (index, text) in targets.each() {
            let key = format!("{key}.target{index}");
            if let Some(part) = self.cells(&key, text) {
                parts.push((key, part));
            }
        }
        parts
    }

    /// The receptor of a population of cells, by name.
    pub fn receptor(&mut self, key: &str, population: usize, name: &str) -> Option<usize> {
        let population = &self.translated.network.populations[population];
        let Sort::Cells { receptors, .. } = &population.sort else {
            return None;
        };
        let found = receptors.iter().position(|receptor| receptor.name == name);
        if found.is_none() {
            let names: Vec<&str> = receptors.iter().map(|r| r.name.as_str()).collect();
            let plural = format!("Receptors of `{}`", population.name);
            let sentence = unknown("receptor", &plural, name, &names);
            self.ranges.wrong(key, format!("names an {sentence}"));
        }
        found
    }
}
