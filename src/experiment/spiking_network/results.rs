//! What is measured of a run: rates, irregularity, synchrony, spectra.

use super::{Run, SpikingNetwork};
use crate::outcome::{Outcome, Text};
use crate::spiking::statistics::{
    self, OverNeurons, PopulationRate, Trains, WeightDistribution, Window, golomb_chi,
};
use crate::spiking::{End, Sort, Spike, Watched};

/// Above so many spikes the reader is told how large the file is.
const MANY_SPIKES: usize = 1_000_000;

/// Bins of the distribution of weights.
const WEIGHT_BINS: usize = 40;

/// A run with its statistics.
pub struct Results<'a> {
    pub settings: &'a SpikingNetwork,
    pub run: &'a Run,
    pub populations: Vec<Measured>,
}

/// The statistics of one population.
pub struct Measured {
    pub label: Text,
    /// Its name in metrics.
    pub snake: String,
    /// The key of its colour.
    pub key: String,
    pub neurons: usize,
    pub is_cells: bool,
    /// The trains from the warm-up on.
    pub trains: Trains,
    pub cv: OverNeurons,
    /// In the course of the whole run.
    pub rate: PopulationRate,
    /// From the warm-up on, where it is asked for.
    pub spectrum: Option<statistics::Spectrum>,
    /// χ of the potentials, where at least two were recorded.
    pub chi: Option<f64>,
}

/// A name in snake case, as metrics have it.
pub fn snake(name: &str) -> String {
    name.replace('-', "_").to_lowercase()
}

impl<'a> Results<'a> {
    pub fn new(settings: &'a SpikingNetwork, run: &'a Run) -> Self {
        let mut results = Results {
            settings,
            run,
            populations: Vec::new(),
        };
        let populations = 0..settings.population.len();
        results.populations = populations.map(|index| results.measure(index)).collect();
        results
    }

    /// Time of a grid point, ms.
    pub fn time_ms(&self, step: u64) -> f64 {
        let dt_ms = self.settings.dt_ms;
        let per_ms = (1.0 / dt_ms).round();
        // The quotient is the nearest number to the decimal that a reader expects: 5.1, not
        // 5.1000000000000005.
        if per_ms * dt_ms == 1.0 {
            step as f64 / per_ms
        } else {
            step as f64 * dt_ms
        }
    }

    /// The end of the run, or where it diverged, ms.
    pub fn end_ms(&self) -> f64 {
        self.time_ms(self.run.records.step)
    }

    /// The spikes of a population.
    pub fn spikes(&self, population: usize) -> &'a [Spike] {
        &self.run.records.spikes[population]
    }

    /// The populations of cells.
    pub fn cells(&self) -> impl Iterator<Item = &Measured> {
        self.populations.iter().filter(|p| p.is_cells)
    }

    fn measure(&self, index: usize) -> Measured {
        let settings = self.settings;
        let population = &settings.population[index];
        let (neurons, dt_ms) = (population.neurons, settings.dt_ms);
        let trains = |from_ms: f64| {
            let to_ms = self.end_ms().max(from_ms);
            Trains::new(
                self.spikes(index),
                neurons,
                dt_ms,
                Window { from_ms, to_ms },
            )
        };
        let counted = trains(settings.warm_up_ms);
        let russian = population.name_ru.as_ref().unwrap_or(&population.name);
        let spectrum = settings.show.spectrum.as_ref().map(|spectrum| {
            let rate = counted.population_rate(settings.bin_ms);
            rate.spectrum(spectrum.segment_ms)
        });
        let sort = &self.run.translated.network.populations[index].sort;
        Measured {
            label: Text::new(population.name.clone(), russian.clone()),
            snake: snake(&population.name),
            key: format!("population {}", population.name),
            neurons,
            is_cells: matches!(sort, Sort::Cells { .. }),
            cv: counted.mean_cv(settings.cv_spikes),
            rate: trains(0.0).population_rate(settings.bin_ms),
            spectrum,
            chi: self.chi(index),
            trains: counted,
        }
    }

    /// χ of the first recorder of at least two potentials of the population.
    fn chi(&self, population: usize) -> Option<f64> {
        let recorders = &self.run.translated.listening.recorders;
        let place = recorders.iter().position(|recorder| {
            let potentials = recorder.watched == Watched::Variable(0);
            recorder.cells.population == population && potentials && recorder.cells.cells.len() > 1
        })?;
        let trace = &self.run.records.traces[place];
        let warm_up_ms = self.settings.warm_up_ms;
        let cold = |&step: &u64| self.time_ms(step) < warm_up_ms;
        let first = trace.steps.partition_point(cold);
        let columns: Vec<&[f64]> = trace.columns.iter().map(|c| &c[first..]).collect();
        Some(golomb_chi(&columns))
    }

    pub fn add_metrics(&self, outcome: &mut Outcome) {
        let settings = self.settings;
        for population in self.cells() {
            let Measured { snake, trains, .. } = population;
            outcome.metric(format!("rate_hz_{snake}"), trains.mean_rate_hz(), "Hz");
            outcome.metric(format!("isi_cv_{snake}"), population.cv.mean, "");
            let fano = trains.fano_factor(settings.bin_ms);
            outcome.metric(format!("fano_{snake}"), fano, "");
            if let Some(chi) = population.chi {
                outcome.metric(format!("chi_{snake}"), chi, "");
            }
            if let (Some(spectrum), Some(shown)) = (&population.spectrum, &settings.show.spectrum) {
                let peak = spectrum.peak(shown.lowest_hz);
                outcome.metric(format!("peak_hz_{snake}"), peak.frequency_hz, "Hz");
            }
        }
        for learned in &self.run.learned {
            let key = self.projection_key(learned.projection);
            let distribution = self.weights(learned.projection, &learned.after);
            let mean = learned.after.iter().sum::<f64>() / learned.after.len() as f64;
            let unit = self.unit(learned.projection);
            outcome.metric(format!("weight_{key}"), mean, unit);
            outcome.metric(format!("weight_low_{key}"), distribution.low_fraction, "");
            outcome.metric(format!("weight_high_{key}"), distribution.high_fraction, "");
        }
        outcome.metric("rate_hz", self.mean_rate_hz(), "Hz");
        outcome.metric("isi_cv", self.mean_cv(), "");
        outcome.metric("synapses", self.run.synapses as f64, "");
        let events = self.run.records.synaptic_events;
        outcome.metric("synaptic_events", events as f64, "");
        outcome.metric("active_at_end", f64::from(self.is_active_at_end()), "");
        if self.divergence().is_some() {
            outcome.metric("diverged_at_ms", self.end_ms(), "ms");
        }
    }

    /// A projection's name as metrics have it.
    pub fn projection_key(&self, projection: usize) -> String {
        let name = &self.run.translated.network.projections[projection].name;
        let words = name.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join("_").to_lowercase()
    }

    /// The unit of a projection's weights.
    pub fn unit(&self, projection: usize) -> &'static str {
        let network = &self.run.translated.network;
        let projection = &network.projections[projection];
        match &network.populations[projection.target.population].sort {
            Sort::Cells { receptors, .. } => receptors[projection.receptor].unit(),
            Sort::Generator(_) => "",
        }
    }

    /// How weights of a projection with plasticity lie between 0 and the largest.
    pub fn weights(&self, projection: usize, weights: &[f64]) -> WeightDistribution {
        let projection = &self.run.translated.network.projections[projection];
        let rule = projection.plasticity.as_ref();
        WeightDistribution::of(weights, rule.map_or(1.0, |rule| rule.w_max), WEIGHT_BINS)
    }

    /// Of all cells.
    fn mean_rate_hz(&self) -> f64 {
        let neurons: usize = self.cells().map(|p| p.neurons).sum();
        let weighted = self
            .cells()
            .map(|p| p.trains.mean_rate_hz() * p.neurons as f64);
        weighted.sum::<f64>() / neurons as f64
    }

    /// Of all cells with enough spikes.
    fn mean_cv(&self) -> f64 {
        let with = || self.cells().filter(|p| p.cv.neurons > 0);
        let neurons: usize = with().map(|p| p.cv.neurons).sum();
        let weighted = with().map(|p| p.cv.mean * p.cv.neurons as f64);
        weighted.sum::<f64>() / neurons as f64
    }

    /// Whether any cell fires in the last tenth of the run.
    fn is_active_at_end(&self) -> bool {
        let late = self.settings.steps() - self.settings.steps() / 10;
        let fires = |index: usize| {
            let last = self.spikes(index).last();
            last.is_some_and(|spike| spike.step > late)
        };
        let populations = self.populations.iter().enumerate();
        populations
            .filter(|(_, population)| population.is_cells)
            .any(|(index, _)| fires(index))
    }

    /// The cell whose potential stopped being finite: population and number.
    fn divergence(&self) -> Option<(usize, u32)> {
        match self.run.records.end {
            End::Diverged { population, neuron } => Some((population, neuron)),
            End::Complete | End::Interrupted => None,
        }
    }

    /// Why the run ended before its time, where it did.
    pub fn ended_early(&self) -> Option<Text> {
        let (population, neuron) = self.divergence()?;
        let name = &self.settings.population[population].name;
        let end_ms = self.end_ms();
        Some(Text::new(
            format!(
                "diverged at t = {end_ms} ms: the potential of neuron {neuron} of `{name}` is \
                 no longer finite; shown is what was recorded until then"
            ),
            format!(
                "расходимость при t = {end_ms} мс: потенциал нейрона {neuron} популяции \
                 `{name}` перестал быть конечным; показано записанное до этого момента"
            ),
        ))
    }

    pub fn notes(&self) -> Vec<Text> {
        let mut notes: Vec<Text> = self.ended_early().into_iter().collect();
        let spikes: usize = self.run.records.spikes.iter().map(Vec::len).sum();
        if self.settings.show.spikes && spikes > MANY_SPIKES {
            notes.push(Text::new(
                format!(
                    "`spikes.csv` holds all {spikes} spikes; `show.spikes = false` leaves it out"
                ),
                format!(
                    "`spikes.csv` содержит все импульсы: {spikes}; `show.spikes = false` его \
                     исключает"
                ),
            ));
        }
        notes
    }
}
