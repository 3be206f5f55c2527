//! The constants of a membrane as settings: the table `membrane` of every kind about one.

use crate::experiment::ranges::Ranges;
use crate::experiment::{Failure, Problem};
use crate::neuron::HodgkinHuxley;
pub use crate::neuron::channels::Channels;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which channels a membrane has, and constants that differ from the set's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Given")]
#[schemars(with = "Given")]
pub struct Constants {
    pub channels: Channels,
    pub temperature_c: f64,
    pub c_m_uf_cm2: f64,
    pub g_na_ms_cm2: f64,
    pub g_k_ms_cm2: f64,
    pub g_l_ms_cm2: f64,
    pub e_na_mv: f64,
    pub e_k_mv: f64,
    pub e_l_mv: f64,
}

/// The membrane: a set of channels, and those constants that are to differ from the set's own.
#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct Given {
    /// Set of channels. Default squid.
    channels: Channels,
    /// Temperature, °C. Default: that of the channels' measurement, 6.3 (squid) or 36
    /// (traub-miles); 0 to 45.
    temperature_c: Option<f64>,
    /// Membrane capacitance, µF/cm². Default 1; above 0, at most 1000.
    c_m_uf_cm2: Option<f64>,
    /// Greatest sodium conductance, mS/cm². Default 120 (squid) or 100 (traub-miles); 0 to 10000.
    g_na_ms_cm2: Option<f64>,
    /// Greatest potassium conductance, mS/cm². Default 36 (squid) or 30 (traub-miles); 0 to 10000.
    g_k_ms_cm2: Option<f64>,
    /// Leak conductance, mS/cm². Default 0.3 (squid) or 0.05 (traub-miles); above 0, at most 10000.
    g_l_ms_cm2: Option<f64>,
    /// Sodium equilibrium potential, mV. Default 50; −200 to 200.
    e_na_mv: Option<f64>,
    /// Potassium equilibrium potential, mV. Default −77 (squid) or −90 (traub-miles); −200 to 200.
    e_k_mv: Option<f64>,
    /// Potential at which the leak current is zero, mV. Default −54.387 (squid: −10.613 in the
    /// paper's own sign) or −60 (traub-miles); −200 to 200.
    e_l_mv: Option<f64>,
}

impl From<Given> for Constants {
    fn from(given: Given) -> Self {
        let set = given.channels.set();
        Constants {
            channels: given.channels,
            temperature_c: given.temperature_c.unwrap_or(set.reference_c),
            c_m_uf_cm2: given.c_m_uf_cm2.unwrap_or(set.c_m_uf_cm2),
            g_na_ms_cm2: given.g_na_ms_cm2.unwrap_or(set.g_na_ms_cm2),
            g_k_ms_cm2: given.g_k_ms_cm2.unwrap_or(set.g_k_ms_cm2),
            g_l_ms_cm2: given.g_l_ms_cm2.unwrap_or(set.g_l_ms_cm2),
            e_na_mv: given.e_na_mv.unwrap_or(set.e_na_mv),
            e_k_mv: given.e_k_mv.unwrap_or(set.e_k_mv),
            e_l_mv: given.e_l_mv.unwrap_or(set.e_l_mv),
        }
    }
}

impl Default for Constants {
    fn default() -> Self {
        Given::default().into()
    }
}

impl Constants {
    /// The model with these constants.
    pub fn model(&self) -> HodgkinHuxley {
        HodgkinHuxley {
            channels: self.channels.set(),
            c_m_uf_cm2: self.c_m_uf_cm2,
            g_na_ms_cm2: self.g_na_ms_cm2,
            g_k_ms_cm2: self.g_k_ms_cm2,
            g_l_ms_cm2: self.g_l_ms_cm2,
            e_na_mv: self.e_na_mv,
            e_k_mv: self.e_k_mv,
            e_l_mv: self.e_l_mv,
            temperature_c: self.temperature_c,
        }
    }

    /// What is out of range, under keys that begin with `membrane.`.
    pub fn problems(&self) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        for (key, value, low, high) in [
            ("temperature_c", self.temperature_c, 0.0, 45.0),
            ("g_na_ms_cm2", self.g_na_ms_cm2, 0.0, 10_000.0),
            ("g_k_ms_cm2", self.g_k_ms_cm2, 0.0, 10_000.0),
            ("e_na_mv", self.e_na_mv, -200.0, 200.0),
            ("e_k_mv", self.e_k_mv, -200.0, 200.0),
            ("e_l_mv", self.e_l_mv, -200.0, 200.0),
        ] {
            ranges.within(format!("membrane.{key}"), value, low, high);
        }
        ranges.positive("membrane.c_m_uf_cm2", self.c_m_uf_cm2, 1000.0);
        ranges.positive("membrane.g_l_ms_cm2", self.g_l_ms_cm2, 10_000.0);
        ranges.problems
    }
}

/// The resting potential, mV; a failure where the constants have none.
pub fn resting_mv(model: &HodgkinHuxley) -> Result<f64, Failure> {
    model.resting_potential_mv().ok_or_else(|| {
        Failure::Failed("with these constants the membrane has no resting potential".into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::channels;

    #[test]
    fn what_is_not_given_is_the_sets_own() {
        let cold: Constants = toml::from_str("temperature_c = 10.0").unwrap();
        assert_eq!((cold.temperature_c, cold.g_na_ms_cm2), (10.0, 120.0));
        let other: Constants = toml::from_str("channels = 'traub-miles'\ne_l_mv = -65.0").unwrap();
        assert_eq!((other.e_l_mv, other.g_na_ms_cm2), (-65.0, 100.0));
        assert_eq!(other.model().channels.name, "traub-miles");
        assert_eq!(Constants::default().model(), HodgkinHuxley::default());
    }

    #[test]
    fn resolved_constants_read_back_the_same() {
        let constants: Constants = toml::from_str("channels = 'traub-miles'").unwrap();
        let text = toml::to_string(&constants).unwrap();
        assert!(text.contains("c_m_uf_cm2"), "{text}");
        assert_eq!(toml::from_str::<Constants>(&text).unwrap(), constants);
    }

    #[test]
    fn every_set_has_its_name_in_toml() {
        for set in channels::CHANNEL_SETS {
            let text = format!("channels = '{}'", set.name);
            let constants: Constants = toml::from_str(&text).unwrap();
            assert_eq!(constants.model().channels, set);
        }
    }

    #[test]
    fn unknown_constants_and_wrong_ranges_are_named() {
        let error = toml::from_str::<Constants>("g_ca = 1.0").unwrap_err();
        assert!(
            error.to_string().contains("unknown field `g_ca`"),
            "{error}"
        );
        let constants = Constants {
            c_m_uf_cm2: -1.0,
            temperature_c: f64::NAN,
            ..Constants::default()
        };
        assert_eq!(
            constants.problems(),
            [
                Problem::new("membrane.temperature_c", "is NaN, must be from 0 to 45"),
                Problem::new(
                    "membrane.c_m_uf_cm2",
                    "is -1, must be above 0 and at most 1000"
                ),
            ]
        );
    }
}
