//! Models of one nerve cell, one file a model.

pub mod channels;
pub mod hodgkin_huxley;
pub mod integrate_and_fire;

pub use channels::ChannelSet;
pub use hodgkin_huxley::HodgkinHuxley;
pub use integrate_and_fire::IntegrateAndFire;
