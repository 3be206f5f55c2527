//! Short-term plasticity at work: one state for every row, whose synapses see the same spikes.

use super::short_term::ShortTerm;
use crate::math;

/// The resources of every row.
pub struct Recovering {
    u: f64,
    /// 1/τ_rec and 1/τ_facil, a step; infinite for τ = 0.
    recovery: f64,
    forgetting: f64,
    rows: Vec<Resources>,
}

/// After the last spike.
#[derive(Clone, Copy)]
struct Resources {
    recovered: f64,
    used: f64,
    last: u64,
}

impl Recovering {
    /// So many rows at rest.
    pub fn new(synapse: &ShortTerm, rows: usize, dt_ms: f64) -> Self {
        let rest = Resources {
            recovered: 1.0,
            used: 0.0,
            last: 0,
        };
        Recovering {
            u: synapse.u,
            recovery: dt_ms / synapse.tau_rec_ms,
            forgetting: dt_ms / synapse.tau_facil_ms,
            rows: vec![rest; rows],
        }
    }

    /// A spike arrives at grid point `step`: the efficacy u R relative to A.
    pub fn release(&mut self, row: usize, step: u64) -> f64 {
        let resources = &mut self.rows[row];
        let fade = |rate: f64| {
            if rate.is_infinite() {
                return 0.0;
            }
            math::exp(-((step - resources.last) as f64) * rate)
        };
        let recovered = 1.0 - (1.0 - resources.recovered) * fade(self.recovery);
        let used = resources.used * fade(self.forgetting);
        let used = used + self.u * (1.0 - used);
        *resources = Resources {
            recovered: recovered - used * recovered,
            used,
            last: step,
        };
        used * recovered
    }
}
