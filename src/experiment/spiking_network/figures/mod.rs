//! Figures: raster with population rates, traces, intervals, spectrum.

mod intervals;
mod raster;
mod spectrum;
mod traces;

use super::results::Results;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure};

/// Every figure.
pub fn all(results: &Results) -> Vec<Figure> {
    let figures = [
        raster::figure(results),
        traces::figure(results),
        intervals::figure(results),
        spectrum::figure(results),
    ];
    figures.into_iter().flatten().collect()
}

/// The window of time that the raster and the traces show.
fn window(results: &Results) -> (f64, f64) {
    let show = &results.settings.show;
    let to_ms = show.to_ms.unwrap_or(results.settings.duration_ms);
    (show.from_ms, to_ms)
}

fn time_axis((from_ms, to_ms): (f64, f64)) -> Axis {
    Axis::linear(Text::new("time, ms", "время, мс")).from_to(from_ms, to_ms)
}
