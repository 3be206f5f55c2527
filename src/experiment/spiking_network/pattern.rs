//! How patterns of connection are written: a name, or a table that names the pattern and its numbers.

use crate::experiment::NEEDS_ONE_OF;
use crate::settings::unknown;
use crate::spiking;
use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which neurons of the source project to which of the target.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Pattern {
    /// `"all-to-all"` or `"one-to-one"`.
    Named(Named),
    /// Each pair with this probability, independently.
    FixedProbability {
        /// From 0 to 1.
        fixed_probability: f64,
    },
    /// Every target has so many sources, drawn uniformly.
    FixedInDegree {
        /// At most as many as there are.
        fixed_in_degree: usize,
    },
    /// Every source has so many targets, drawn uniformly.
    FixedOutDegree {
        /// At most as many as there are.
        fixed_out_degree: usize,
    },
    /// Source and target are cut into groups of equal size; each projects to all of the next.
    Chain {
        /// The groups.
        chain: Chain,
    },
    /// Neurons on a ring project to those near them.
    Ring {
        /// How near.
        ring: Ring,
    },
    /// Neurons on a rectangle, row by row, project to near ones more likely.
    Grid {
        /// The rectangle and the probability.
        grid: Grid,
    },
    /// These synapses and no others.
    List {
        /// The synapses.
        list: Vec<Synapse>,
    },
}

/// A pattern without numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// Every source to every target.
    AllToAll,
    /// Source i to target i.
    OneToOne,
}

/// A chain of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Number of groups, at least 2; divides the sizes of source and target.
    pub groups: usize,
}

/// A ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ring {
    /// Places on either side that a neuron projects to, at least 1.
    pub reach: usize,
}

/// A grid of neurons; a pair at distance r is connected with probability
/// `peak · e^(−r²/(2 width²))`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Neurons in a row; divides the number of neurons.
    pub columns: usize,
    /// Probability at distance 0, from 0 to 1.
    pub peak: f64,
    /// Standard deviation, in spacings of the grid; above 0.
    pub width: f64,
    /// Whether the edges meet (a torus). Default true.
    #[serde(default = "yes")]
    pub periodic: bool,
}

fn yes() -> bool {
    true
}

/// A synapse that is given singly. Neurons are counted within the parts that are connected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Synapse {
    /// Neuron of the source, from 0.
    pub source: u32,
    /// Neuron of the target, from 0.
    pub target: u32,
    /// Its own weight, in the unit of the projection's. Default: the projection's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Its own delay, ms. Default: the projection's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<f64>,
}

impl Pattern {
    /// For the simulation.
    pub fn pattern(&self) -> spiking::Pattern {
        match self {
            Pattern::Named(Named::AllToAll) => spiking::Pattern::AllToAll,
            Pattern::Named(Named::OneToOne) => spiking::Pattern::OneToOne,
            Pattern::FixedProbability { fixed_probability } => {
                spiking::Pattern::FixedProbability(*fixed_probability)
            }
            Pattern::FixedInDegree { fixed_in_degree } => {
                spiking::Pattern::FixedInDegree(*fixed_in_degree)
            }
            Pattern::FixedOutDegree { fixed_out_degree } => {
                spiking::Pattern::FixedOutDegree(*fixed_out_degree)
            }
            Pattern::Chain { chain } => spiking::Pattern::Chain {
                groups: chain.groups,
            },
            Pattern::Ring { ring } => spiking::Pattern::Ring { reach: ring.reach },
            Pattern::Grid { grid } => spiking::Pattern::Grid {
                columns: grid.columns,
                peak: grid.peak,
                width: grid.width,
                periodic: grid.periodic,
            },
            Pattern::List { list } => {
                let synapse = |synapse: &Synapse| spiking::Synapse {
                    source: synapse.source,
                    target: synapse.target,
                    weight: synapse.weight,
                    delay_ms: synapse.delay_ms,
                };
                spiking::Pattern::List(list.iter().map(synapse).collect())
            }
        }
    }
}

/// The keys of a pattern that is a table; exactly one is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    fixed_probability: Option<f64>,
    fixed_in_degree: Option<usize>,
    fixed_out_degree: Option<usize>,
    chain: Option<Chain>,
    ring: Option<Ring>,
    grid: Option<Grid>,
    list: Option<Vec<Synapse>>,
}

impl Forms {
    fn pattern(self) -> Result<Pattern, String> {
        let forms = [
            self.fixed_probability
                .map(|fixed_probability| Pattern::FixedProbability { fixed_probability }),
            self.fixed_in_degree
                .map(|fixed_in_degree| Pattern::FixedInDegree { fixed_in_degree }),
            self.fixed_out_degree
                .map(|fixed_out_degree| Pattern::FixedOutDegree { fixed_out_degree }),
            self.chain.map(|chain| Pattern::Chain { chain }),
            self.ring.map(|ring| Pattern::Ring { ring }),
            self.grid.map(|grid| Pattern::Grid { grid }),
            self.list.map(|list| Pattern::List { list }),
        ];
        let mut given = forms.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(format!("{NEEDS_ONE_OF}{KEYS}")),
            (Some(_), Some(_)) => Err(format!("has several of {KEYS}, must have one")),
        }
    }
}

// serde's own reading of a choice without a tag could only say that nothing matched.
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrTable)
    }
}

struct NameOrTable;

const KEYS: &str = "`fixed_probability`, `fixed_in_degree`, `fixed_out_degree`, `chain`, `ring`, \
    `grid` and `list`";

const FORMS: &str = "\"all-to-all\", \"one-to-one\", or a table with one of `fixed_probability`, \
    `fixed_in_degree`, `fixed_out_degree`, `chain`, `ring`, `grid` and `list`";

impl<'de> Visitor<'de> for NameOrTable {
    type Value = Pattern;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(FORMS)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Pattern, E> {
        match name {
            "all-to-all" => Ok(Pattern::Named(Named::AllToAll)),
            "one-to-one" => Ok(Pattern::Named(Named::OneToOne)),
            _ => {
                let names = ["all-to-all", "one-to-one"];
                let sentence = unknown("pattern", "Patterns by name", name, &names);
                Err(E::custom(format!("{sentence}; others are tables")))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Pattern, A::Error> {
        let forms = Forms::deserialize(MapAccessDeserializer::new(map))?;
        forms.pattern().map_err(Error::custom)
    }
}
