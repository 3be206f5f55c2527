//! Projections: parts, receptors, patterns, weights, delays.

use super::Translator;
use crate::experiment::spiking_network::projection::{Projection, Weight};
use crate::experiment::spiking_network::quantity::Quantity;
use crate::spiking::{self, Part, Pattern, Sort};

/// Most projections.
const MOST_PROJECTIONS: usize = 10_000;

impl Translator<'_> {
    pub fn projections(&mut self) {
        let projections = &self.settings.projection;
        self.ranges
            .entries("projection", projections.len(), 0, MOST_PROJECTIONS);
        for (index, projection) in projections.iter().enumerate() {
            let key = format!("projection[{index}]");
            if let Some(name) = &projection.name {
                let before = &projections[..index];
                if before.iter().any(|other| other.name.as_ref() == Some(name)) {
                    let message = format!("is `{name}`, which is there already; must be another");
                    self.ranges.wrong(format!("{key}.name"), message);
                }
            }
            self.check_dynamics(&key, projection);
            let source = self.part(&format!("{key}.source"), &projection.source);
            for (_, target) in self.targets(&key, &projection.target) {
                self.projection(&key, projection, source.clone(), target);
            }
        }
    }

    /// Plasticity, lasting and passing.
    fn check_dynamics(&mut self, key: &str, projection: &Projection) {
        let stdp = projection.stdp.iter().flat_map(|rule| rule.problems());
        let stdp = stdp.map(|problem| ("stdp", problem));
        let passing = projection.short_term.iter();
        let passing = passing.flat_map(|synapse| synapse.problems());
        for (table, problem) in stdp.chain(passing.map(|problem| ("short_term", problem))) {
            let key = format!("{key}.{table}.{}", problem.key);
            self.ranges.wrong(key, problem.to_string());
        }
        let negative = |weight: &&Weight| weight.given.is_some_and(|given| given.typical() < 0.0);
        if projection.stdp.is_some()
            && let Some(weight) = projection.weights().iter().find(negative)
        {
            let message = "is negative, must be at least 0 with `stdp`";
            self.ranges.wrong(format!("{key}.{}", weight.key), message);
        }
    }

    /// One projection to one part.
    fn projection(
        &mut self,
        key: &str,
        projection: &Projection,
        source: Option<Part>,
        target: Part,
    ) {
        let of_receptor = format!("{key}.receptor");
        let receptor = self.receptor(&of_receptor, target.population, &projection.receptor);
        let weight = receptor.and_then(|receptor| {
            self.weight(key, &projection.weights(), target.population, receptor)
        });
        let (Some(source), Some(receptor)) = (source, receptor) else {
            return;
        };
        let network = &self.translated.network;
        let name = unique(
            projection.name.clone().unwrap_or_else(|| {
                let target = &network.populations[target.population].name;
                format!("{} → {target}", projection.source)
            }),
            |name| network.projections.iter().any(|p| p.name == name),
        );
        let (dt_ms, duration_ms) = (self.settings.dt_ms, self.settings.duration_ms);
        let mut translated = spiking::Projection {
            name,
            source,
            target,
            receptor,
            pattern: projection.pattern.pattern(),
            weight: spiking::Quantity::Constant(0.0),
            delay_ms: projection.delay_ms.within(dt_ms, duration_ms),
            autapses: projection.autapses,
            multapses: projection.multapses,
            plasticity: projection.stdp.clone(),
            short_term: projection.short_term.clone(),
        };
        let shaped = self.check_pattern(key, &translated);
        self.check_delay(key, &projection.delay_ms, &translated);
        self.check_distances(key, projection, &translated.pattern);
        if let (Some(weight), true) = (weight, shaped) {
            translated.weight = weight;
            self.translated.network.projections.push(translated);
        }
    }

    /// The weight, which must be given once and in the receptor's unit.
    pub fn weight(
        &mut self,
        key: &str,
        weights: &[Weight; 3],
        population: usize,
        receptor: usize,
    ) -> Option<spiking::Quantity> {
        let population = &self.translated.network.populations[population];
        let Sort::Cells { receptors, .. } = &population.sort else {
            return None;
        };
        let receptor = &receptors[receptor];
        let right = weights.iter().find(|w| w.unit == receptor.unit())?;
        let wrong = weights.iter().find(|w| w.given.is_some() && w != &right);
        let of = format!(
            "the receptor `{}` of `{}` takes {}",
            receptor.name, population.name, right.unit
        );
        if let Some(wrong) = wrong {
            let message = format!("is in {}, but {of}: use `{}`", wrong.unit, right.key);
            self.ranges.wrong(format!("{key}.{}", wrong.key), message);
            return None;
        }
        let Some(quantity) = right.given else {
            let message = format!("needs `{}`: {of}", right.key);
            self.ranges.wrong(key, message);
            return None;
        };
        let key = format!("{key}.{}", right.key);
        if let Some((below, message)) = quantity.problem() {
            self.ranges.wrong(format!("{key}{below}"), message);
            return None;
        }
        let typical = quantity.typical();
        if receptor.is_conductance() && typical < 0.0 {
            let message = format!(
                "is {typical}, must be at least 0: it is a conductance, whose reversal potential \
                 makes it inhibitory"
            );
            self.ranges.wrong(key, message);
            return None;
        }
        // A synapse is excitatory or inhibitory by its mean.
        Some(if typical < 0.0 {
            quantity.within(f64::NEG_INFINITY, 0.0)
        } else {
            quantity.within(0.0, f64::INFINITY)
        })
    }

    /// Whether the pattern fits the sizes of both sides.
    fn check_pattern(&mut self, key: &str, projection: &spiking::Projection) -> bool {
        let sides = self.translated.network.sides(projection);
        let (sources, targets) = (sides.sources, sides.targets);
        let of_pattern = format!("{key}.pattern");
        let before = self.ranges.problems.len();
        let mut wrong = |below: &str, message: String| {
            self.ranges.wrong(format!("{of_pattern}{below}"), message);
        };
        if let Some((degree, choices)) = projection.pattern.choices(&sides) {
            let (below, of) = match projection.pattern {
                Pattern::FixedInDegree(_) => (".fixed_in_degree", "sources of a target"),
                _ => (".fixed_out_degree", "targets of a source"),
            };
            let enough = choices > 0 && projection.multapses || degree <= choices;
            if !enough {
                let message = format!(
                    "is {degree}, but there are only {choices} possible {of}; must be at most \
                     that, or set `multapses`"
                );
                wrong(below, message);
            }
        }
        let same_size = |what: &str| {
            format!(
                "{what} needs source and target of one size, but they have {sources} and {targets} neurons"
            )
        };
        match &projection.pattern {
            Pattern::OneToOne if sources != targets => wrong("", same_size("one-to-one")),
            Pattern::FixedProbability(p) if !(0.0..=1.0).contains(p) => {
                wrong(".fixed_probability", format!("is {p}, must be from 0 to 1"));
            }
            Pattern::Chain { groups } => {
                let divides = |n: usize| *groups > 0 && n.is_multiple_of(*groups);
                if *groups < 2 || !divides(sources) || !divides(targets) {
                    let message = format!(
                        "is {groups}, must be at least 2 and divide the {sources} sources and \
                         the {targets} targets"
                    );
                    wrong(".chain.groups", message);
                }
            }
            Pattern::Ring { .. } | Pattern::Grid { .. } if sources != targets => {
                let what = match projection.pattern {
                    Pattern::Ring { .. } => "a ring",
                    _ => "a grid",
                };
                wrong("", same_size(what));
            }
            Pattern::Ring { reach: 0 } => wrong(".ring.reach", "is 0, must be at least 1".into()),
            Pattern::Grid {
                columns,
                peak,
                width,
                ..
            } => {
                if *columns == 0 || !sources.is_multiple_of(*columns) {
                    let message = format!("is {columns}, must divide the {sources} neurons");
                    wrong(".grid.columns", message);
                }
                if !(0.0..=1.0).contains(peak) {
                    wrong(".grid.peak", format!("is {peak}, must be from 0 to 1"));
                }
                if !(*width > 0.0 && width.is_finite()) {
                    let message = format!("is {width}, must be finite and above 0");
                    wrong(".grid.width", message);
                }
            }
            Pattern::List(list) => {
                let places = list.iter().enumerate();
                for (index, synapse) in places {
                    let below = format!(".list[{index}]");
                    if synapse.source as usize >= sources {
                        let found = synapse.source;
                        let message = format!("is {found}, must be below {sources}");
                        wrong(&format!("{below}.source"), message);
                    }
                    if synapse.target as usize >= targets {
                        let found = synapse.target;
                        let message = format!("is {found}, must be below {targets}");
                        wrong(&format!("{below}.target"), message);
                    }
                    if let Some(weight) = synapse.weight.filter(|weight| !weight.is_finite()) {
                        let message = format!("is {weight}, must be finite");
                        wrong(&format!("{below}.weight"), message);
                    }
                }
            }
            _ => {}
        }
        self.ranges.problems.len() == before
    }

    /// Functions of the distance need a pattern with space.
    fn check_distances(&mut self, key: &str, projection: &Projection, pattern: &Pattern) {
        if pattern.has_distance() {
            return;
        }
        let weights = projection.weights();
        let mut quantities: Vec<(&str, Quantity)> = weights
            .iter()
            .filter_map(|weight| weight.given.map(|given| (weight.key, given)))
            .collect();
        quantities.push(("delay_ms", projection.delay_ms));
        for (field, _) in quantities.iter().filter(|(_, q)| q.needs_distance()) {
            let message = "depends on the distance, which this pattern has not; must be a number, \
                           `uniform` or `normal`, or the pattern a `chain`, `ring` or `grid`";
            let field = format!("{key}.{field}");
            // Several targets would tell it several times.
            if !self.ranges.problems.iter().any(|p| p.key == field) {
                self.ranges.wrong(field, message);
            }
        }
    }
}

/// The name, with a number where it is taken.
pub fn unique(name: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&name) {
        return name;
    }
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut free = numbered.filter(|name| !taken(name));
    free.next().expect("there are more numbers than names")
}
