//! The names of the patterns.

use super::table::{Entry, TABLE};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A firing pattern, by its name in figure 1 of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Pattern {
    /// (A) Tonic spiking.
    #[serde(rename = "tonic-spiking")]
    TonicSpiking,
    /// (B) Phasic spiking.
    #[serde(rename = "phasic-spiking")]
    PhasicSpiking,
    /// (C) Tonic bursting.
    #[serde(rename = "tonic-bursting")]
    TonicBursting,
    /// (D) Phasic bursting.
    #[serde(rename = "phasic-bursting")]
    PhasicBursting,
    /// (E) Mixed mode.
    #[serde(rename = "mixed-mode")]
    MixedMode,
    /// (F) Frequency adaptation.
    #[serde(rename = "frequency-adaptation")]
    FrequencyAdaptation,
    /// (G) Class 1 excitable.
    #[serde(rename = "class-1")]
    Class1,
    /// (H) Class 2 excitable.
    #[serde(rename = "class-2")]
    Class2,
    /// (I) Spike latency.
    #[serde(rename = "spike-latency")]
    SpikeLatency,
    /// (J) Subthreshold oscillations.
    #[serde(rename = "subthreshold-oscillations")]
    SubthresholdOscillations,
    /// (K) Resonator.
    #[serde(rename = "resonator")]
    Resonator,
    /// (L) Integrator.
    #[serde(rename = "integrator")]
    Integrator,
    /// (M) Rebound spike.
    #[serde(rename = "rebound-spike")]
    ReboundSpike,
    /// (N) Rebound burst.
    #[serde(rename = "rebound-burst")]
    ReboundBurst,
    /// (O) Threshold variability.
    #[serde(rename = "threshold-variability")]
    ThresholdVariability,
    /// (P) Bistability.
    #[serde(rename = "bistability")]
    Bistability,
    /// (Q) Depolarizing after-potential.
    #[serde(rename = "after-potential")]
    AfterPotential,
    /// (R) Accommodation.
    #[serde(rename = "accommodation")]
    Accommodation,
    /// (S) Inhibition-induced spiking.
    #[serde(rename = "inhibition-induced-spiking")]
    InhibitionInducedSpiking,
    /// (T) Inhibition-induced bursting.
    #[serde(rename = "inhibition-induced-bursting")]
    InhibitionInducedBursting,
}

impl Pattern {
    /// All twenty, A to T.
    pub fn all() -> Vec<Pattern> {
        TABLE.iter().map(|entry| entry.pattern).collect()
    }

    /// Its parameters and its stimulus.
    pub fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }

    /// What its metrics begin with: `tonic_spiking`.
    pub fn prefix(self) -> String {
        let (english, _) = self.entry().title;
        english.replace([' ', '-'], "_")
    }
}
