//! Laws that hold for every network, and the values of the papers.

mod laws;
mod papers;
