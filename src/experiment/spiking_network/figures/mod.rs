//! Figures: raster with population rates, traces, intervals, spectrum.

mod intervals;
mod raster;
mod spectrum;
mod traces;
mod weights;

use super::results::Results;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure};
use crate::spiking::statistics::Histogram;

/// Every figure.
pub fn all(results: &Results) -> Vec<Figure> {
    let figures = [
        raster::figure(results),
        traces::figure(results),
        intervals::figure(results),
        spectrum::figure(results),
        weights::figure(results),
    ];
    figures.into_iter().flatten().collect()
}

/// The window of time that the raster and the traces show.
fn window(results: &Results) -> (f64, f64) {
    let show = &results.settings.show;
    let to_ms = show.to_ms.unwrap_or(results.settings.duration_ms);
    (show.from_ms, to_ms)
}

/// A histogram as a line of steps.
fn steps(histogram: &Histogram) -> (Vec<f64>, Vec<f64>) {
    let (mut x, mut y) = (vec![histogram.edge(0)], vec![0.0]);
    for (bin, density) in histogram.density().into_iter().enumerate() {
        x.extend([histogram.edge(bin), histogram.edge(bin + 1)]);
        y.extend([density, density]);
    }
    (x, y)
}

/// A unit in Russian.
fn russian(unit: &str) -> String {
    let units = [("mV", "мВ"), ("pA", "пА"), ("nS", "нСм"), ("ms", "мс")];
    let translate = |text: String, (en, ru): &(&str, &str)| text.replace(en, ru);
    units.iter().fold(unit.to_string(), translate)
}

fn time_axis((from_ms, to_ms): (f64, f64)) -> Axis {
    Axis::linear(Text::new("time, ms", "время, мс")).from_to(from_ms, to_ms)
}
