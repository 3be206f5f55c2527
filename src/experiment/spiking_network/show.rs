//! What the figures show.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the figures show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Show {
    /// Populations, or parts of them, in the raster. Default: all; empty for no raster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raster: Option<Vec<String>>,
    /// Most neurons of each population in the raster, the first ones; 1 to 10000. Default 200.
    pub neurons: usize,
    /// Beginning of the raster, ms. Default 0.
    pub from_ms: f64,
    /// End of the raster, ms; after the beginning. Default: the end of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_ms: Option<f64>,
    /// Most cells whose traces are drawn for each record, 1 to 100; all are stored. Default 5.
    pub traces: usize,
    /// Whether the histogram of the intervals between spikes is drawn. Default true.
    pub intervals: bool,
    /// The power spectrum of the population rates. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spectrum: Option<Spectrum>,
    /// Whether all spikes are stored as `spikes.csv`. Default true.
    pub spikes: bool,
}

impl Default for Show {
    fn default() -> Self {
        Show {
            raster: None,
            neurons: 200,
            from_ms: 0.0,
            to_ms: None,
            traces: 5,
            intervals: true,
            spectrum: None,
            spikes: true,
        }
    }
}

/// The power spectrum of the population rates, by Welch's method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Spectrum {
    /// The peak is sought from this frequency on, Hz; at least 0, below 1/(2 bin_ms). Default 5.
    pub lowest_hz: f64,
    /// The figure ends at this frequency, Hz; above `lowest_hz`. Default: 1/(2 bin_ms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_hz: Option<f64>,
    /// Length of a segment, ms; at least 4 bins. Default 500.
    pub segment_ms: f64,
}

impl Default for Spectrum {
    fn default() -> Self {
        Spectrum {
            lowest_hz: 5.0,
            highest_hz: None,
            segment_ms: 500.0,
        }
    }
}
