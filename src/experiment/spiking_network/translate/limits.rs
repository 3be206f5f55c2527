//! Sizes: what would not fit, or would not end.

use super::Translator;

/// Most synapses: rows count them in 32 bits.
const MOST_SYNAPSES: f64 = 4_294_967_295.0;
/// Most steps of single cells: hours.
const MOST_CELL_STEPS: f64 = 1e13;
/// Most samples of all recorders.
const MOST_SAMPLES: f64 = 1e9;

impl Translator<'_> {
    pub fn limits(&mut self) {
        let network = &self.translated.network;
        let expected = |projection| {
            let sides = network.sides(projection);
            projection.pattern.expected(&sides)
        };
        let synapses = network.expected_synapses();
        let largest = (network.projections.iter().map(expected)).fold(0.0, f64::max);
        if synapses > MOST_SYNAPSES {
            let message = format!(
                "makes about {synapses:.1e} synapses, the largest alone {largest:.1e}; at most \
                 {MOST_SYNAPSES:.1e} are possible"
            );
            self.ranges.wrong("projection", message);
        }
        let steps = self.settings.steps() as f64;
        let cell_steps = network.cells() as f64 * steps;
        if cell_steps > MOST_CELL_STEPS {
            let message = format!(
                "is {}, which makes {cell_steps:.1e} steps of single neurons; at most \
                 {MOST_CELL_STEPS:.0e}",
                self.settings.duration_ms
            );
            self.ranges.wrong("duration_ms", message);
        }
        let recorders = &self.translated.listening.recorders;
        let samples = recorders.iter().map(|recorder| {
            recorder.cells.cells.len() as f64 * (steps / recorder.every as f64 + 1.0)
        });
        let samples: f64 = samples.sum();
        if samples > MOST_SAMPLES {
            let message = format!(
                "makes {samples:.1e} samples, at most {MOST_SAMPLES:.0e} are possible; record \
                 fewer cells, or larger `every_ms`"
            );
            self.ranges.wrong("record", message);
        }
    }
}
