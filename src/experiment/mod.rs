//! The experiments, one file a kind, and the registry [`KINDS`] from which the list, the schema for
//! editors, `explain` and the README's table follow.
//!
//! To add a kind: write one file with a settings struct that implements [`Settings`], add one line
//! to [`KINDS`], and describe an experiment in one TOML.

pub mod activation_functions;
pub mod adaptive_resonance;
pub mod backpropagation;
pub mod bidirectional_memory;
mod bitmaps;
pub mod classification;
pub mod decision_regions;
pub mod delay_line;
pub mod diagram;
pub mod elman;
pub mod hodgkin_huxley;
pub mod hopfield;
pub mod izhikevich_patterns;
pub mod kolmogorov_arnold;
pub mod learning_rate;
pub mod learning_time;
pub mod linear_collapse;
pub mod loss_functions;
pub mod map_magnification;
pub mod methods;
pub mod neurons;
pub mod optimizer_comparison;
pub mod perceptron_convergence;
pub mod proben1;
mod ranges;
pub mod self_organising_map;
pub mod sequence_learning;
mod sketch;
pub mod spiking_network;
pub mod stdp;
mod supervised;
pub mod surface_descent;
pub mod synfire;
#[cfg(test)]
mod testing;
mod thinning;
pub mod threshold_logic;
pub mod training;
pub mod universal_approximation;
pub mod vanishing_gradient;
pub mod vector_quantisation;
pub mod weight_decay;

use crate::outcome::{Outcome, Text};
use crate::random::{Family, Stream};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::any::Any;
use std::path::{Path, PathBuf};

/// Every kind of experiment, in the order of the lecture.
pub const KINDS: &[Kind] = &[
    Kind::of::<hodgkin_huxley::membrane::Membrane>(),
    Kind::of::<hodgkin_huxley::gating::Gating>(),
    Kind::of::<hodgkin_huxley::voltage_clamp::VoltageClamp>(),
    Kind::of::<hodgkin_huxley::threshold::Threshold>(),
    Kind::of::<hodgkin_huxley::firing::Firing>(),
    Kind::of::<hodgkin_huxley::phase_plane::PhasePlane>(),
    Kind::of::<hodgkin_huxley::axon::Propagation>(),
    Kind::of::<hodgkin_huxley::travelling_wave::TravellingWave>(),
    Kind::of::<hodgkin_huxley::conduction_velocity::ConductionVelocity>(),
    Kind::of::<hodgkin_huxley::axon_convergence::AxonConvergence>(),
    Kind::of::<hodgkin_huxley::printed_membrane::PrintedMembrane>(),
    Kind::of::<hodgkin_huxley::work_precision::WorkPrecision>(),
    Kind::of::<izhikevich_patterns::IzhikevichPatterns>(),
    Kind::of::<synfire::pulse_propagation::PulsePropagation>(),
    Kind::of::<synfire::state_space::StateSpace>(),
    Kind::of::<synfire::group_size::GroupSize>(),
    Kind::of::<delay_line::line::DelayLine>(),
    Kind::of::<delay_line::coincidence::Coincidence>(),
    Kind::of::<delay_line::polychronous::PolychronousGroup>(),
    Kind::of::<spiking_network::SpikingNetwork>(),
    Kind::of::<stdp::Stdp>(),
    Kind::of::<diagram::Diagram>(),
    Kind::of::<threshold_logic::ThresholdLogic>(),
    Kind::of::<activation_functions::ActivationFunctions>(),
    Kind::of::<perceptron_convergence::PerceptronConvergence>(),
    Kind::of::<elman::Elman>(),
    Kind::of::<sequence_learning::SequenceLearning>(),
    Kind::of::<hopfield::recall::Recall>(),
    Kind::of::<hopfield::storage::Storage>(),
    Kind::of::<hopfield::capacity::Capacity>(),
    Kind::of::<hopfield::attractors::Attractors>(),
    Kind::of::<self_organising_map::SelfOrganisingMap>(),
    Kind::of::<map_magnification::MapMagnification>(),
    Kind::of::<vector_quantisation::VectorQuantisation>(),
    Kind::of::<bidirectional_memory::bam::Bam>(),
    Kind::of::<bidirectional_memory::capacity::BamCapacity>(),
    Kind::of::<adaptive_resonance::art1::Art1>(),
    Kind::of::<adaptive_resonance::fuzzy_art::FuzzyArt>(),
    Kind::of::<decision_regions::DecisionRegions>(),
    Kind::of::<linear_collapse::LinearCollapse>(),
    Kind::of::<universal_approximation::UniversalApproximation>(),
    Kind::of::<kolmogorov_arnold::KolmogorovArnold>(),
    Kind::of::<loss_functions::LossFunctions>(),
    Kind::of::<backpropagation::Backpropagation>(),
    Kind::of::<vanishing_gradient::VanishingGradient>(),
    Kind::of::<learning_rate::LearningRate>(),
    Kind::of::<weight_decay::WeightDecay>(),
    Kind::of::<surface_descent::SurfaceDescent>(),
    Kind::of::<training::NetworkTraining>(),
    Kind::of::<learning_time::LearningTime>(),
    Kind::of::<proben1::Proben1>(),
    Kind::of::<optimizer_comparison::OptimizerComparison>(),
    Kind::of::<classification::Classification>(),
];

/// One kind of experiment: a line of [`KINDS`].
pub struct Kind {
    /// The value of `kind` in TOML.
    pub name: &'static str,
    /// One sentence in English and Russian.
    pub summary: fn() -> Text,
    /// What `explain` prints: equations with their symbols and units, citations.
    pub explain: &'static str,
    /// JSON schema of the settings.
    pub schema: fn() -> schemars::Schema,
    /// Whether the kind gathers its own repeats (draws bands over them); otherwise the suite runs
    /// it once a repeat and summarises the metrics.
    pub gathers_repeats: bool,
    /// Reads settings.
    pub parse: fn(toml::de::Deserializer<'_>) -> Result<Box<dyn Experiment>, toml::de::Error>,
}

impl Kind {
    /// The line of a settings type.
    pub const fn of<S: Settings>() -> Self {
        Kind {
            name: S::KIND,
            summary: S::summary,
            explain: S::EXPLAIN,
            schema: schema_of::<S>,
            gathers_repeats: S::GATHERS_REPEATS,
            parse: parse::<S>,
        }
    }
}

fn schema_of<S: Settings>() -> schemars::Schema {
    schemars::schema_for!(S)
}

fn parse<S: Settings>(
    value: toml::de::Deserializer<'_>,
) -> Result<Box<dyn Experiment>, toml::de::Error> {
    S::deserialize(value).map(|settings| Box::new(settings) as Box<dyn Experiment>)
}

/// The settings of one kind, which also know how to run it. They derive `Serialize`,
/// `Deserialize` (with `deny_unknown_fields` and a default for every field) and `JsonSchema`; their
/// doc comments are what editors and `explain` show.
pub trait Settings: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// The value of `kind` in TOML.
    const KIND: &'static str;
    /// Equations with symbols and units, citations.
    const EXPLAIN: &'static str;
    /// See [`Kind::gathers_repeats`].
    const GATHERS_REPEATS: bool = false;
    /// What one job gives.
    type Part: Send + 'static;

    /// One sentence in English and Russian.
    fn summary() -> Text;

    /// Everything wrong with values that have the right type; `base` is the folder of the TOML
    /// file, to which paths are relative. Nothing runs while there are problems.
    fn problems(&self, base: &Path) -> Vec<Problem>;

    /// Upper estimate of the memory one run takes; asked only where there are no problems.
    fn memory_bytes(&self, base: &Path) -> u64;

    /// Files whose content the result depends on.
    fn inputs(&self, _base: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Number of independent jobs into which the work falls; the suite runs them in parallel.
    fn jobs(&self, context: &Context) -> usize;

    /// Runs job `job` of `0..self.jobs(context)`.
    fn run(&self, job: usize, context: &Context) -> Result<Self::Part, Failure>;

    /// Puts the parts, in the order of the jobs, into an outcome.
    fn assemble(&self, parts: Vec<Self::Part>, context: &Context) -> Result<Outcome, Failure>;
}

/// [`Settings`] with the type of the parts forgotten, as the suite handles them.
pub trait Experiment: Send + Sync {
    /// See [`Settings::problems`].
    fn problems(&self, base: &Path) -> Vec<Problem>;
    /// See [`Settings::memory_bytes`].
    fn memory_bytes(&self, base: &Path) -> u64;
    /// See [`Settings::inputs`].
    fn inputs(&self, base: &Path) -> Vec<PathBuf>;
    /// See [`Settings::jobs`].
    fn jobs(&self, context: &Context) -> usize;
    /// See [`Settings::run`].
    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure>;
    /// See [`Settings::assemble`].
    fn assemble(&self, parts: Vec<Part>, context: &Context) -> Result<Outcome, Failure>;
    /// The settings with every default filled in.
    fn resolved(&self) -> Result<toml::Table, toml::ser::Error>;
}

/// What one job gives, its type forgotten.
pub type Part = Box<dyn Any + Send>;

impl<S: Settings> Experiment for S {
    fn problems(&self, base: &Path) -> Vec<Problem> {
        Settings::problems(self, base)
    }
    fn memory_bytes(&self, base: &Path) -> u64 {
        Settings::memory_bytes(self, base)
    }
    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        Settings::inputs(self, base)
    }
    fn jobs(&self, context: &Context) -> usize {
        Settings::jobs(self, context)
    }
    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        Settings::run(self, job, context).map(|part| Box::new(part) as Part)
    }
    fn assemble(&self, parts: Vec<Part>, context: &Context) -> Result<Outcome, Failure> {
        let parts = parts
            .into_iter()
            .map(|part| {
                *part
                    .downcast::<S::Part>()
                    .expect("a part of this kind's own jobs")
            })
            .collect();
        Settings::assemble(self, parts, context)
    }
    fn resolved(&self) -> Result<toml::Table, toml::ser::Error> {
        toml::Table::try_from(self)
    }
}

/// How a message begins about a table that has none of the keys of which it needs one.
pub const NEEDS_ONE_OF: &str = "needs one of ";

/// Something wrong with a value of the right type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Dotted path of the key, as in TOML: `stimulus.duration_ms`, `methods[2]`.
    pub key: String,
    /// What was found and what is allowed: "is −1, must be above 0".
    pub message: String,
}

impl Problem {
    /// A problem with the value at `key`.
    pub fn new(key: impl Into<String>, message: impl Into<String>) -> Self {
        Problem {
            key: key.into(),
            message: message.into(),
        }
    }
}

/// What a run knows besides its settings.
pub struct Context<'a> {
    /// The suite's seed.
    pub seed: u64,
    /// The experiment's name.
    pub experiment: &'a str,
    /// Which repeat this is, for kinds that do not gather repeats themselves; else 0.
    pub repeat: u64,
    /// How many repeats a kind that gathers them itself has to make; else 1.
    pub repeats: u64,
    /// Folder to which paths in the settings are relative.
    pub base: &'a Path,
    /// How many threads one job may use; the result is the same for any number.
    pub threads: usize,
    /// True once the user has asked to stop; long runs look at it and return
    /// [`Failure::Interrupted`].
    pub interrupted: &'a (dyn Fn() -> bool + Sync),
}

impl Context<'_> {
    /// The random stream of one purpose in this repeat.
    pub fn stream(&self, purpose: &str) -> Stream {
        self.stream_of(purpose, self.repeat)
    }

    /// The random stream of one purpose in a repeat that the kind counts itself.
    pub fn stream_of(&self, purpose: &str, repeat: u64) -> Stream {
        Stream::new(self.seed, self.experiment, purpose, repeat)
    }

    /// The family of random streams of one purpose in this repeat: one stream for each neuron, say.
    pub fn family(&self, purpose: &str) -> Family {
        Family::new(self.seed, self.experiment, purpose, self.repeat)
    }

    /// Err once the user has asked to stop.
    pub fn go_on(&self) -> Result<(), Failure> {
        if (self.interrupted)() {
            Err(Failure::Interrupted)
        } else {
            Ok(())
        }
    }
}

/// Why a run gave no outcome.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// A number stopped being finite: `what` and when (`"membrane potential"`, `"t = 3.2 ms"`).
    #[error("diverged at {when}: {what} is no longer finite")]
    Diverged { what: String, when: String },
    /// The user asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// Anything else, as a sentence.
    #[error("{0}")]
    Failed(String),
}

impl Failure {
    /// A failure told by an error's own sentence.
    pub fn told(error: impl std::fmt::Display) -> Self {
        Failure::Failed(error.to_string())
    }
}
