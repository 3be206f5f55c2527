//! Galvani reproduces the classic experiments of neural computation, biological and artificial,
//! from one TOML file. ARCHITECTURE.md is the map of this crate.

pub mod cable;
pub mod cli;
pub mod config;
pub mod dataset;
pub mod experiment;
pub mod integrate;
pub mod kolmogorov_arnold;
pub mod map;
pub mod math;
pub mod memory;
pub mod neuron;
pub mod optimize;
pub mod outcome;
pub mod perceptron;
pub mod random;
pub mod recurrent;
pub mod report;
pub mod resonance;
pub mod settings;
pub mod spiking;
pub mod suite;
pub mod threshold;
pub mod train;
