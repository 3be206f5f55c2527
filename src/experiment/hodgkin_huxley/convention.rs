//! How potentials and currents are counted where they are shown.
//!
//! Inside, a potential is absolute (inside minus outside, mV), depolarisation raises it, and a
//! membrane current is outward positive. Hodgkin & Huxley (1952, J. Physiol. 117:500–544, eqs 1–6
//! and Table 3) count the displacement from rest with depolarisation negative, and inward current
//! positive; much of the later literature (and many lectures) turns the sign but still counts from
//! rest. With E₀ the potential from which the set's authors count ([`ChannelSet::origin_mv`]):
//!
//! ```text
//! absolute   E          I outward
//! relative   E − E₀     I outward
//! paper      E₀ − E     −I, inward
//! ```
//!
//! Both signs turn in the paper's, so C dV/dt + Σ g (V − V_ion) = I holds in all three.

use crate::neuron::ChannelSet;
use crate::outcome::Text;
use crate::outcome::figure::Axis;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How potentials and currents are counted in figures and series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Convention {
    /// Potentials inside against outside, outward current positive.
    #[default]
    Absolute,
    /// Potentials from rest (the origin of the channel set), depolarisation and outward current
    /// positive.
    Relative,
    /// As printed by Hodgkin & Huxley 1952: potentials from rest, depolarisation negative, inward
    /// current positive.
    Paper,
}

impl Convention {
    /// How the absolute potential `v_mv` is shown, mV.
    pub fn potential_mv(self, v_mv: f64, channels: &ChannelSet) -> f64 {
        match self {
            Convention::Absolute => v_mv,
            Convention::Relative => v_mv - channels.origin_mv,
            Convention::Paper => channels.origin_mv - v_mv,
        }
    }

    /// The absolute potential that is shown as `shown_mv`: the inverse of
    /// [`Convention::potential_mv`].
    pub fn absolute_mv(self, shown_mv: f64, channels: &ChannelSet) -> f64 {
        match self {
            Convention::Absolute => shown_mv,
            Convention::Relative => channels.origin_mv + shown_mv,
            Convention::Paper => channels.origin_mv - shown_mv,
        }
    }

    /// How a difference of potentials, depolarisation positive, is shown, mV.
    pub fn difference_mv(self, depolarisation_mv: f64) -> f64 {
        self.signed(depolarisation_mv)
    }

    /// How a membrane current, outward positive, is shown (in its own unit). A current injected
    /// through an electrode leaves through the membrane, so a depolarising one counts as outward.
    pub fn current(self, outward: f64) -> f64 {
        self.signed(outward)
    }

    fn signed(self, value: f64) -> f64 {
        match self {
            Convention::Absolute | Convention::Relative => value,
            // Not −value: what is zero stays without a sign.
            Convention::Paper => 0.0 - value,
        }
    }

    /// The label of an axis of potentials.
    pub fn potential_label(self) -> Text {
        match self {
            Convention::Absolute => Text::new("V, mV", "V, мВ"),
            Convention::Relative => Text::new("V from rest, mV", "V от уровня покоя, мВ"),
            Convention::Paper => {
                Text::new("V, mV (depolarisation < 0)", "V, мВ (деполяризация < 0)")
            }
        }
    }

    /// The label of an axis of the current with this symbol (`I`, `I_Na`), µA/cm².
    pub fn current_label(self, symbol: &str) -> Text {
        match self {
            Convention::Absolute | Convention::Relative => Text::new(
                format!("{symbol}, µA/cm² (outward > 0)"),
                format!("{symbol}, мкА/см² (выходящий > 0)"),
            ),
            Convention::Paper => Text::new(
                format!("{symbol}, µA/cm² (inward > 0)"),
                format!("{symbol}, мкА/см² (входящий > 0)"),
            ),
        }
    }

    /// An axis of potentials from one absolute potential to another.
    pub fn potential_axis(self, (from_mv, to_mv): (f64, f64), channels: &ChannelSet) -> Axis {
        let ends = [from_mv, to_mv].map(|v| self.potential_mv(v, channels));
        Axis::linear(self.potential_label()).from_to(ends[0].min(ends[1]), ends[0].max(ends[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::HodgkinHuxley;
    use crate::neuron::channels::{CHANNEL_SETS, SQUID};
    use crate::neuron::hodgkin_huxley::V;

    const ALL: [Convention; 3] = [
        Convention::Absolute,
        Convention::Relative,
        Convention::Paper,
    ];

    /// Table 3 of the paper: V_Na = −115, V_K = +12, V_l = −10.613 mV.
    #[test]
    fn the_papers_sign_gives_the_potentials_of_table_3() {
        let shown = |v| Convention::Paper.potential_mv(v, &SQUID);
        assert_eq!(shown(SQUID.e_na_mv), -115.0);
        assert_eq!(shown(SQUID.e_k_mv), 12.0);
        assert!((shown(SQUID.e_l_mv) + 10.613).abs() < 1e-12);
        assert_eq!(Convention::Relative.potential_mv(50.0, &SQUID), 115.0);
        assert_eq!(Convention::Absolute.potential_mv(50.0, &SQUID), 50.0);
    }

    #[test]
    fn every_potential_is_found_again() {
        for set in CHANNEL_SETS {
            for convention in ALL {
                for v in [-120.5, -65.0, -63.0, 0.0, 50.25] {
                    let shown = convention.potential_mv(v, set);
                    assert_eq!(convention.absolute_mv(shown, set), v, "{convention:?}");
                }
            }
        }
    }

    /// C dV/dt = I − Σ g (V − V_ion) in the paper's sign as in ours: turned in both V and I.
    #[test]
    fn the_membrane_equation_holds_in_the_papers_sign() {
        let (paper, membrane) = (Convention::Paper, HodgkinHuxley::default());
        let state = [-30.0, 0.3, 0.4, 0.5];
        let mut slope = [0.0; 4];
        membrane.under_current(7.0)(0.0, &state, &mut slope);
        let (g_na, g_k) = membrane.conductances(&state);
        let v = paper.potential_mv(state[V], &SQUID);
        let ionic = g_na * (v + 115.0) + g_k * (v - 12.0) + 0.3 * (v + 10.613);
        assert!((ionic - paper.current(membrane.currents(&state).total())).abs() < 1e-11);
        let expected = paper.current(7.0) - ionic;
        assert!((paper.difference_mv(slope[V]) - expected).abs() < 1e-11);
    }

    #[test]
    fn nothing_has_no_sign() {
        for convention in ALL {
            assert!(convention.current(0.0).is_sign_positive());
        }
        for convention in [Convention::Relative, Convention::Paper] {
            let rest = convention.potential_mv(-65.0, &SQUID);
            assert!(rest == 0.0 && rest.is_sign_positive());
        }
    }

    #[test]
    fn axes_run_upwards_in_every_convention() {
        for convention in ALL {
            let (low, high) = convention
                .potential_axis((-100.0, 50.0), &SQUID)
                .range
                .unwrap();
            assert_eq!(high - low, 150.0, "{convention:?}");
        }
        let paper = Convention::Paper.potential_axis((-100.0, 50.0), &SQUID);
        assert_eq!(paper.range, Some((-115.0, 35.0)));
        assert!(
            Convention::Paper
                .current_label("I")
                .en
                .contains("inward > 0")
        );
        assert!(
            Convention::Relative
                .current_label("I")
                .ru
                .contains("выходящий > 0")
        );
    }

    #[test]
    fn names_in_toml_are_lower_case() {
        let read = |name: &str| {
            toml::from_str::<std::collections::BTreeMap<String, Convention>>(&format!(
                "convention = '{name}'"
            ))
        };
        for (name, convention) in ["absolute", "relative", "paper"].into_iter().zip(ALL) {
            assert_eq!(read(name).unwrap()["convention"], convention);
        }
        assert!(read("modern").is_err());
    }
}
