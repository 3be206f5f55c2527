//! Synapses that change: lastingly with the times of spikes ([`Plasticity`]), and for a moment with
//! their own use ([`ShortTerm`]).
//!
//! Delays are axonal: a synapse sees a presynaptic spike when it arrives, and the target's spike when
//! it is fired. What arrives at a grid point acts from there on, so it comes after a spike that the
//! target fires at that same grid point: the two pair as post before pre, at a distance of 0. An
//! arriving spike is passed on with the weight that it finds, and then pairs.

mod fading;
mod learning;
mod recovering;
mod short_term;
#[cfg(test)]
mod tests;
mod timing;

pub use short_term::ShortTerm;
pub use timing::{Consolidation, Pairing, Plasticity};

use super::history::History;
use super::network::Projection;
use super::rows::Rows;
use super::worker::{Inbox, Route};
use learning::Learning;
use recovering::Recovering;

/// What changes about the synapses of a projection onto one worker's cells.
pub struct Dynamics {
    learning: Option<Learning>,
    recovering: Option<Recovering>,
}

impl Dynamics {
    /// Of the projection's rows onto so many cells; `None` where its synapses stay as they are.
    pub fn of(
        projection: &Projection,
        rows: &mut Rows,
        cells: usize,
        dt_ms: f64,
    ) -> Option<Box<Self>> {
        let learning = projection.plasticity.as_ref();
        let recovering = projection.short_term.as_ref();
        if learning.is_none() && recovering.is_none() {
            return None;
        }
        Some(Box::new(Dynamics {
            learning: learning.map(|rule| Learning::new(rule, rows, cells, dt_ms)),
            recovering: recovering.map(|synapse| Recovering::new(synapse, rows.places(), dt_ms)),
        }))
    }

    /// Delivers what arrives at grid point `step`; gives the number of synapses that carried it.
    pub fn deliver(
        &mut self,
        step: u64,
        rows: &mut Rows,
        route: &Route,
        history: &History,
        mut inbox: Inbox<'_>,
    ) -> u64 {
        if let Some(learning) = &mut self.learning {
            learning.go_to(step, rows);
        }
        let mut carried = 0;
        for index in 0..rows.delays.len() {
            let Some(then) = step.checked_sub(u64::from(rows.delays[index])) else {
                break;
            };
            for &neuron in history.at(then) {
                let neuron = neuron as usize;
                if !route.senders.contains(&neuron) {
                    continue;
                }
                let place = rows.place(index, neuron - route.senders.start);
                let row = rows.at(place);
                let released = match &mut self.recovering {
                    Some(recovering) => recovering.release(place, step),
                    None => 1.0,
                };
                carried += row.len() as u64;
                inbox.times(released).take(rows, row);
                if let Some(learning) = &mut self.learning {
                    learning.arrive(place, rows);
                }
            }
        }
        carried
    }

    /// Takes the spikes of the worker's cells (population's indices; `first` is its first) at grid
    /// point `step`, before what arrives there.
    pub fn fire(&mut self, step: u64, rows: &mut Rows, fired: &[u32], first: usize) {
        let Some(learning) = &mut self.learning else {
            return;
        };
        learning.go_to(step, rows);
        for &neuron in fired {
            learning.fire(neuron as usize - first, rows);
        }
    }
}
