//! The rule of learning as settings say it: neighbourhood, rate and radius with their schedules.

use super::SelfOrganisingMap;
use crate::map::{self, Rule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The neighbourhood function h of the distance d on the lattice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Neighbourhood {
    /// exp(−d²/2σ²).
    Gaussian,
    /// 1 for d ≤ σ, otherwise 0.
    Bubble,
}

/// The way from the first value to the last, with s the part of the steps that are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decay {
    /// from + (to − from)·s.
    Linear,
    /// from·(to/from)^s.
    Exponential,
    /// from/(1 + (from/to − 1)·s).
    Inverse,
}

/// The learning rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Rate {
    /// At the first step, 0 to 1. Default 0.5.
    pub from: f64,
    /// After the last step, 0 to 1. Default 0.01.
    pub to: f64,
    /// The way between. Default `linear`.
    pub decay: Decay,
}

impl Default for Rate {
    fn default() -> Self {
        Rate {
            from: 0.5,
            to: 0.01,
            decay: Decay::Linear,
        }
    }
}

/// The radius of the neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Radius {
    /// At the first step, 0 to 1000. Default: half the longer side of the lattice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// After the last step, 0 to 1000. Default 0.5.
    pub to: f64,
    /// The way between. Default `exponential`.
    pub decay: Decay,
}

impl Default for Radius {
    fn default() -> Self {
        Radius {
            from: None,
            to: 0.5,
            decay: Decay::Exponential,
        }
    }
}

fn schedule(from: f64, to: f64, decay: Decay) -> map::Schedule {
    map::Schedule {
        from,
        to,
        decay: match decay {
            Decay::Linear => map::Decay::Linear,
            Decay::Exponential => map::Decay::Exponential,
            Decay::Inverse => map::Decay::Inverse,
        },
    }
}

impl SelfOrganisingMap {
    /// The rule with every default filled in.
    pub(super) fn rule(&self) -> Rule {
        let usual = || Rule::usual(&self.lattice()).radius.from;
        let from = self.radius.from.unwrap_or_else(usual);
        Rule {
            neighbourhood: match self.neighbourhood {
                Neighbourhood::Gaussian => map::Neighbourhood::Gaussian,
                Neighbourhood::Bubble => map::Neighbourhood::Bubble,
            },
            rate: schedule(self.rate.from, self.rate.to, self.rate.decay),
            radius: schedule(from, self.radius.to, self.radius.decay),
        }
    }
}
