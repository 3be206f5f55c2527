//! Self-organising maps and learning vector quantisation.
//!
//! A map is a [`Codebook`] of weight vectors w_i, one a unit, whose units sit on a [`Lattice`]. An
//! input x is answered by the unit whose weight vector lies nearest, the best matching unit
//!
//! c(x) = argmin_i ‖x − w_i‖²,
//!
//! and learning moves it, and less so its neighbours on the lattice, towards x: neighbours come to
//! answer like inputs. [`OnLine`] does so input by input, [`batch_step`] with all inputs at once;
//! [`quality`] judges the result and [`magnification`] says how many units a density attracts.
//! [`lvq`] moves the same weight vectors by the inputs' classes, without a lattice.
//!
//! T. Kohonen 1982, Biol. Cybern. 43:59; T. Kohonen 2001, *Self-Organizing Maps*, 3rd ed., Springer.
//!
//! Data are flat: input after input, `dimensions` finite numbers each.

mod batch;
mod codebook;
mod initialise;
mod kohonen;
mod lattice;
pub mod lvq;
pub mod magnification;
mod neighbourhood;
mod principal;
pub mod quality;
mod schedule;

pub use batch::{Batch, batch_step};
pub use codebook::Codebook;
pub use initialise::{principal_plane, random, ranges, samples};
pub use kohonen::{OnLine, Rule, drawn};
pub use lattice::{Adjacency, Lattice, Topology};
pub use neighbourhood::Neighbourhood;
pub use principal::{Principal, principal};
pub use schedule::{Decay, Schedule};

#[cfg(test)]
mod tests;
