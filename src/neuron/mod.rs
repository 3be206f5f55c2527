//! Models of one nerve cell, one file a model.

pub mod hodgkin_huxley;

pub use hodgkin_huxley::HodgkinHuxley;
