//! What the figures show.

use super::Translator;
use crate::spiking::{Part, Sort};

impl Translator<'_> {
    pub fn show(&mut self) {
        let show = &self.settings.show;
        let sizes = [
            ("show.neurons", show.neurons, 10_000),
            ("show.traces", show.traces, 100),
        ];
        for (key, value, most) in sizes {
            if !(1..=most).contains(&value) {
                let message = format!("is {value}, must be from 1 to {most}");
                self.ranges.wrong(key, message);
            }
        }
        self.raster_window();
        self.spectrum();
        match &show.raster {
            None => {
                let generators = |index: &usize| {
                    matches!(
                        self.translated.network.populations[*index].sort,
                        Sort::Generator(_)
                    )
                };
                let count = self.translated.network.populations.len();
                let (below, above): (Vec<usize>, Vec<usize>) = (0..count).partition(generators);
                let order = below.into_iter().chain(above);
                let parts = order.map(|population| Part {
                    population,
                    cells: 0..self.settings.population[population].neurons,
                });
                self.translated.raster = parts.collect();
            }
            Some(texts) => {
                for (index, text) in texts.iter().enumerate() {
                    let part = self.part(&format!("show.raster[{index}]"), text);
                    self.translated.raster.extend(part);
                }
            }
        }
        for part in &mut self.translated.raster {
            part.cells.end = part.cells.end.min(part.cells.start + show.neurons);
        }
    }

    fn raster_window(&mut self) {
        let (show, duration_ms) = (&self.settings.show, self.settings.duration_ms);
        if !(0.0..duration_ms).contains(&show.from_ms) {
            let message = format!(
                "is {}, must be at least 0 and below duration_ms = {duration_ms}",
                show.from_ms
            );
            self.ranges.wrong("show.from_ms", message);
        } else if let Some(to_ms) = show.to_ms
            && !(to_ms > show.from_ms && to_ms <= duration_ms)
        {
            let message = format!(
                "is {to_ms}, must be above show.from_ms = {} and at most duration_ms = {duration_ms}",
                show.from_ms
            );
            self.ranges.wrong("show.to_ms", message);
        }
    }

    fn spectrum(&mut self) {
        let Some(spectrum) = &self.settings.show.spectrum else {
            return;
        };
        let bin_ms = self.settings.bin_ms;
        let nyquist_hz = 500.0 / bin_ms;
        let key = "show.spectrum";
        if !(0.0..nyquist_hz).contains(&spectrum.lowest_hz) {
            let message = format!(
                "is {}, must be at least 0 and below 1/(2 bin_ms) = {nyquist_hz}",
                spectrum.lowest_hz
            );
            self.ranges.wrong(format!("{key}.lowest_hz"), message);
        }
        if let Some(highest_hz) = spectrum.highest_hz
            && !(highest_hz > spectrum.lowest_hz && highest_hz.is_finite())
        {
            let message = format!(
                "is {highest_hz}, must be above lowest_hz = {}",
                spectrum.lowest_hz
            );
            self.ranges.wrong(format!("{key}.highest_hz"), message);
        }
        let counted_ms = self.settings.duration_ms - self.settings.warm_up_ms;
        let segment_ms = spectrum.segment_ms;
        if !(segment_ms >= 4.0 * bin_ms && segment_ms <= counted_ms) {
            let message = format!(
                "is {segment_ms}, must be from 4 bins, {} ms, to what is left after warm_up_ms, \
                 {counted_ms} ms",
                4.0 * bin_ms
            );
            self.ranges.wrong(format!("{key}.segment_ms"), message);
        }
    }
}
