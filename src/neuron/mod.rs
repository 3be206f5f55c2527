//! Models of one nerve cell, one file a model.

pub mod adaptive_exponential;
pub mod channels;
pub mod hodgkin_huxley;
pub mod integrate_and_fire;
pub mod izhikevich;
pub mod leaky;
pub mod models;
pub mod point;
pub mod receptor;

pub use adaptive_exponential::AdaptiveExponential;
pub use channels::ChannelSet;
pub use hodgkin_huxley::{HodgkinHuxley, HodgkinHuxleyCell};
pub use integrate_and_fire::IntegrateAndFire;
pub use izhikevich::Izhikevich;
pub use models::Model;
pub use point::{PointNeuron, Refractory, Stepper, Stretch, Variable};
pub use receptor::{Receptor, Shape};
