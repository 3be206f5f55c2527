//! Galvani reproduces the classic experiments of neural computation, biological and artificial,
//! from one TOML file. ARCHITECTURE.md is the map of this crate.

pub mod dataset;
pub mod experiment;
pub mod math;
pub mod optimize;
pub mod outcome;
pub mod perceptron;
pub mod random;
pub mod train;
