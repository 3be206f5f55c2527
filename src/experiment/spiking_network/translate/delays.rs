//! Delays: 0 or at least a step, and no longer than the run.

use super::Translator;
use crate::experiment::spiking_network::quantity::{Linear, Quantity};
use crate::spiking::{self, Pattern};

impl Translator<'_> {
    /// The delays of a projection, of all its synapses and of those that are given singly.
    pub fn check_delay(&mut self, key: &str, delay: &Quantity, projection: &spiking::Projection) {
        let of_delay = format!("{key}.delay_ms");
        if let Some((below, message)) = delay.problem() {
            self.ranges.wrong(format!("{of_delay}{below}"), message);
            return;
        }
        match *delay {
            Quantity::Constant(ms) => self.single_delay(&of_delay, ms),
            Quantity::Uniform {
                uniform: [low, high],
            } => {
                let key = format!("{of_delay}.uniform");
                self.shortest(&format!("{key}[0]"), low);
                self.longest(&format!("{key}[1]"), high);
            }
            Quantity::Normal { normal: [mean, _] } => {
                let key = format!("{of_delay}.normal[0]");
                self.shortest(&key, mean);
                self.longest(&key, mean);
            }
            Quantity::Linear {
                linear: Linear { at_zero, per_unit },
            } => {
                let key = format!("{of_delay}.linear");
                self.single_delay(&format!("{key}.at_zero"), at_zero);
                let dt_ms = self.settings.dt_ms;
                // At distance 0 the delay is at_zero, at 1 or more it must not be between 0 and dt.
                if per_unit < 0.0 || at_zero < dt_ms && per_unit < dt_ms {
                    let message = format!(
                        "is {per_unit}, must be at least 0, and at least dt_ms = {dt_ms} where \
                         at_zero is 0"
                    );
                    self.ranges.wrong(format!("{key}.per_unit"), message);
                }
                let sides = self.translated.network.sides(projection);
                let farthest = farthest(&projection.pattern, sides.sources);
                let most = at_zero + per_unit * farthest;
                if most > self.settings.duration_ms {
                    let message = format!(
                        "makes delays of up to {most} ms, longer than duration_ms = {}",
                        self.settings.duration_ms
                    );
                    self.ranges.wrong(key, message);
                }
            }
            Quantity::Gaussian { .. } => {
                let message = "cannot be a delay; a number, `uniform`, `normal` or `linear`";
                self.ranges.wrong(format!("{of_delay}.gaussian"), message);
            }
        }
        if let Pattern::List(list) = &projection.pattern {
            for (index, synapse) in list.iter().enumerate() {
                if let Some(ms) = synapse.delay_ms {
                    self.single_delay(&format!("{key}.pattern.list[{index}].delay_ms"), ms);
                }
            }
        }
    }

    fn single_delay(&mut self, key: &str, ms: f64) {
        let dt_ms = self.settings.dt_ms;
        if !(ms == 0.0 || ms >= dt_ms) {
            let message = format!(
                "is {ms}, must be 0 (a spike acts at the grid point where it is fired) or at \
                 least dt_ms = {dt_ms}"
            );
            self.ranges.wrong(key, message);
        } else {
            self.longest(key, ms);
        }
    }

    fn shortest(&mut self, key: &str, ms: f64) {
        let dt_ms = self.settings.dt_ms;
        if ms < dt_ms {
            let message = format!("is {ms}, must be at least dt_ms = {dt_ms}");
            self.ranges.wrong(key, message);
        }
    }

    fn longest(&mut self, key: &str, ms: f64) {
        let duration_ms = self.settings.duration_ms;
        if ms > duration_ms {
            let message = format!("is {ms}, must be at most duration_ms = {duration_ms}");
            self.ranges.wrong(key, message);
        }
    }
}

/// The largest distance between two neurons that may be connected.
fn farthest(pattern: &Pattern, neurons: usize) -> f64 {
    match *pattern {
        Pattern::Ring { reach } => reach.min(neurons / 2) as f64,
        Pattern::Chain { .. } => 1.0,
        Pattern::Grid {
            columns, periodic, ..
        } if columns > 0 => {
            let rows = neurons.div_ceil(columns);
            let along = |size: usize| if periodic { size / 2 } else { size - 1 } as f64;
            along(columns).hypot(along(rows.max(1)))
        }
        _ => 0.0,
    }
}
