//! The power spectrum of the population rates.

use crate::experiment::spiking_network::results::Results;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// The spectra of all populations of cells, each with its peak.
pub fn figure(results: &Results) -> Option<Figure> {
    let show = results.settings.show.spectrum.as_ref()?;
    let highest_hz = show.highest_hz.unwrap_or(f64::INFINITY);
    let mut marks = Vec::new();
    for population in results.cells() {
        let Some(spectrum) = &population.spectrum else {
            continue;
        };
        let points = spectrum
            .frequencies_hz()
            .into_iter()
            .zip(spectrum.density.iter());
        let shown = points.filter(|(f, _)| (show.lowest_hz..=highest_hz).contains(f));
        let (x, y) = shown.map(|(f, &power)| (f, power)).unzip();
        let style = Style::of(population.key.clone());
        marks.push(Mark::Line {
            label: population.label.clone(),
            style: style.clone(),
            x,
            y,
        });
        let peak = spectrum.peak(show.lowest_hz);
        if peak.frequency_hz.is_finite() && peak.frequency_hz <= highest_hz {
            marks.push(Mark::Points {
                label: Text::default(),
                style: style.radius(6.0),
                x: vec![peak.frequency_hz],
                y: vec![peak.density],
            });
        }
    }
    if marks.is_empty() {
        return None;
    }
    let panel = Panel::new(
        Axis::linear(Text::new("frequency, Hz", "частота, Гц")),
        Axis::log(Text::new("power, Hz²/Hz", "мощность, Гц²/Гц")),
        marks,
    );
    let title = Text::new(
        "Power spectrum of the population rates",
        "Спектр мощности частот популяций",
    );
    Some(Figure::single("spectrum", title, panel))
}
