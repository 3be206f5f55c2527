//! Populations: names, sizes, models, receptors, starting values, generators.

use super::{Translator, spike_list};
use crate::experiment::spiking_network::population::{Population, Regular};
use crate::experiment::spiking_network::results::snake;
use crate::neuron::{Model, Receptor, Shape};
use crate::settings::unknown;
use crate::spiking::{self, Generator, Initial, Sort};

/// Most populations.
const MOST_POPULATIONS: usize = 1000;
/// Most neurons of one.
const MOST_NEURONS: usize = 10_000_000;

impl Translator<'_> {
    pub fn populations(&mut self) {
        let populations = &self.settings.population;
        if populations.is_empty() {
            self.ranges
                .wrong("population", "is missing; a network needs at least one");
        }
        self.ranges
            .entries("population", populations.len(), 0, MOST_POPULATIONS);
        for (index, population) in populations.iter().enumerate() {
            let key = format!("population[{index}]");
            self.name(&key, index, population);
            if !(1..=MOST_NEURONS).contains(&population.neurons) {
                let found = population.neurons;
                let message = format!("is {found}, must be from 1 to {MOST_NEURONS}");
                self.ranges.wrong(format!("{key}.neurons"), message);
            }
            let sort = self.sort(&key, population);
            self.translated
                .network
                .populations
                .push(spiking::Population {
                    name: population.name.clone(),
                    neurons: population.neurons,
                    sort,
                });
            self.translated.listening.spikes.push(index);
        }
    }

    fn name(&mut self, key: &str, index: usize, population: &Population) {
        let name = &population.name;
        let key = format!("{key}.name");
        let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(usual) {
            let message = format!("is `{name}`, must be of letters a–z, digits, `-` and `_`");
            self.ranges.wrong(key, message);
            return;
        }
        let before = &self.settings.population[..index];
        // Metrics carry the names in snake case.
        if let Some(same) = before.iter().find(|p| snake(&p.name) == snake(name)) {
            let message = if same.name == *name {
                format!("is `{name}`, which is there already; must be another")
            } else {
                format!("is `{name}`, too near to `{}`; must be another", same.name)
            };
            self.ranges.wrong(key, message);
        }
    }

    /// What the neurons are; where that is wrong, cells without receptors.
    fn sort(&mut self, key: &str, population: &Population) -> Sort {
        let given = [
            ("neuron", population.neuron.is_some()),
            ("poisson", population.poisson.is_some()),
            ("regular", population.regular.is_some()),
            ("packet", population.packet.is_some()),
            ("spike_list", population.spike_list.is_some()),
        ];
        let sorts: Vec<&str> = given.iter().filter(|s| s.1).map(|s| s.0).collect();
        match sorts[..] {
            [] => self.ranges.wrong(
                key,
                "has neither `neuron` nor `poisson`, `regular`, `packet` or `spike_list`; needs one",
            ),
            [_] => {}
            [first, second, ..] => {
                let message = "is there beside `".to_owned() + first + "`; only one is possible";
                self.ranges.wrong(format!("{key}.{second}"), message);
            }
        }
        if let (None, Some(generator)) = (&population.neuron, sorts.first()) {
            let message = format!("is for cells, but this is a generator (`{generator}`)");
            if !population.receptors.is_empty() {
                self.ranges.wrong(format!("{key}.receptors"), &*message);
            }
            if !population.initial.is_empty() {
                self.ranges.wrong(format!("{key}.initial"), message);
            }
        }
        match self.generator(key, population) {
            Some(generator) => Sort::Generator(generator),
            None => self.cells_of(key, population),
        }
    }

    fn cells_of(&mut self, key: &str, population: &Population) -> Sort {
        let model = population.neuron.clone().unwrap_or_default();
        for problem in model.neuron().problems() {
            let key = format!("{key}.neuron.{}", problem.key);
            self.ranges.wrong(key, problem.to_string());
        }
        for (index, receptor) in population.receptors.iter().enumerate() {
            let key = format!("{key}.receptors[{index}]");
            self.check_receptor(&key, receptor, &population.receptors[..index], &model);
        }
        let initial = self.initial(key, population, &model);
        Sort::Cells {
            model,
            receptors: population.receptors.clone(),
            initial,
        }
    }

    fn check_receptor(
        &mut self,
        key: &str,
        receptor: &Receptor,
        before: &[Receptor],
        model: &Model,
    ) {
        let variables = model.neuron().variables();
        let name = &receptor.name;
        if name.is_empty() {
            self.ranges.wrong(format!("{key}.name"), "is empty");
        } else if before.iter().any(|other| other.name == *name) {
            let message = format!("is `{name}`, which is there already; must be another");
            self.ranges.wrong(format!("{key}.name"), message);
        } else if variables.iter().any(|variable| variable.name == name) {
            let message = format!("is `{name}`, the name of a state variable; must be another");
            self.ranges.wrong(format!("{key}.name"), message);
        }
        if receptor.has_course() && receptor.tau_ms.is_none() {
            let message = "needs `tau_ms`, its time constant";
            self.ranges.wrong(key, message);
            return;
        }
        for problem in receptor.problems() {
            self.ranges
                .wrong(format!("{key}.{}", problem.key), problem.to_string());
        }
        if !receptor.has_course() {
            let shape = match receptor.shape {
                Shape::Jump => "jump",
                _ => "pulse",
            };
            let unused = [
                ("tau_ms", receptor.tau_ms.is_some()),
                ("reversal_mv", receptor.reversal_mv.is_some()),
            ];
            for (field, _) in unused.iter().filter(|(_, given)| *given) {
                let message = format!("has no meaning for the shape `{shape}`");
                self.ranges.wrong(format!("{key}.{field}"), message);
            }
        }
    }

    fn initial(&mut self, key: &str, population: &Population, model: &Model) -> Vec<Initial> {
        let variables = model.neuron().variables();
        let mut initial = Vec::new();
        for (name, quantity) in &population.initial {
            let key = format!("{key}.initial.{name}");
            let receptor = population.receptors.iter().find(|r| r.name == *name);
            // A jump leaves nothing behind that could start at a value.
            let receptor = receptor.filter(|receptor| receptor.shape != Shape::Jump);
            if receptor.is_none() && !variables.iter().any(|v| v.name == name) {
                let lasting = |r: &&Receptor| r.shape != Shape::Jump;
                let receptors = population.receptors.iter().filter(lasting);
                let mut names: Vec<&str> = variables.iter().map(|v| v.name).collect();
                names.extend(receptors.map(|r| r.name.as_str()));
                let sentence = unknown("variable", "Variables", name, &names);
                self.ranges.wrong(key, format!("is an {sentence}"));
                continue;
            }
            if let Some((below, message)) = quantity.problem() {
                self.ranges.wrong(format!("{key}{below}"), message);
            } else if quantity.needs_distance() {
                let message = "depends on a distance, which a single cell has not";
                self.ranges.wrong(key, message);
                continue;
            }
            let conductance = receptor.is_some_and(Receptor::is_conductance);
            if conductance && quantity.typical() < 0.0 {
                let found = quantity.typical();
                let message = format!("is {found}, must be at least 0: it is a conductance");
                self.ranges.wrong(key, message);
            }
            let least = if conductance { 0.0 } else { f64::NEG_INFINITY };
            initial.push(Initial {
                name: name.clone(),
                value: quantity.within(least, f64::INFINITY),
            });
        }
        initial
    }

    fn generator(&mut self, key: &str, population: &Population) -> Option<Generator> {
        if let Some(poisson) = &population.poisson {
            let key = format!("{key}.poisson");
            let (start_ms, stop_ms) = self.window(&key, poisson.start_ms, poisson.stop_ms);
            // More than one spike in a step of each neuron cannot be told apart.
            let most = 1000.0 / self.settings.dt_ms;
            self.ranges
                .within(format!("{key}.rate_hz"), poisson.rate_hz, 0.0, most);
            return Some(Generator::Poisson {
                rate_hz: poisson.rate_hz,
                start_ms,
                stop_ms,
            });
        }
        if let Some(regular) = &population.regular {
            return Some(self.regular(&format!("{key}.regular"), regular));
        }
        if let Some(packet) = &population.packet {
            let longest = self.settings.duration_ms;
            let key = format!("{key}.packet");
            self.ranges
                .within(format!("{key}.time_ms"), packet.time_ms, 0.0, longest);
            self.ranges
                .within(format!("{key}.spread_ms"), packet.spread_ms, 0.0, longest);
            return Some(Generator::Packet {
                time_ms: packet.time_ms,
                spread_ms: packet.spread_ms,
            });
        }
        let list = population.spike_list.as_ref()?;
        let spikes = match spike_list::read(list, population.neurons, self.base) {
            Ok(spikes) => spikes,
            Err((below, message)) => {
                self.ranges
                    .wrong(format!("{key}.spike_list{below}"), message);
                Vec::new()
            }
        };
        Some(Generator::List(spikes))
    }

    fn regular(&mut self, key: &str, regular: &Regular) -> Generator {
        let (start_ms, stop_ms) = self.window(key, regular.start_ms, regular.stop_ms);
        let dt_ms = self.settings.dt_ms;
        let interval_ms = regular.interval_ms;
        if !(interval_ms >= dt_ms && interval_ms.is_finite()) {
            let message = format!("is {interval_ms}, must be finite and at least dt_ms = {dt_ms}");
            self.ranges.wrong(format!("{key}.interval_ms"), message);
        }
        let shift_ms = regular.shift_ms;
        self.ranges.within(
            format!("{key}.shift_ms"),
            shift_ms,
            0.0,
            self.settings.duration_ms,
        );
        Generator::Regular {
            interval_ms,
            start_ms,
            stop_ms,
            shift_ms,
        }
    }
}
