//! Hopfield's network (J. J. Hopfield 1982, "Neural networks and physical systems with emergent
//! collective computational abilities", PNAS 79:2554–2558): N threshold units, each connected with
//! all others, whose fixed points are meant to be the stored patterns ξ^μ, μ = 1 … p.
//!
//! ```text
//! h_i = Σ_j T_ij V_j;  V_i fires if h_i > U_i, is silent if h_i < U_i, stays if h_i = U_i    (eq. 1)
//! T_ij = Σ_μ ξ_i^μ ξ_j^μ,  T_ii = 0                                         Hebb's rule     (eq. 2)
//! T = Ξ (ΞᵀΞ)⁻¹ Ξᵀ without its diagonal                                     pseudo-inverse
//! E = −½ Σ_ij T_ij V_i V_j + Σ_i U_i V_i                                 (eq. 7, with thresholds)
//! ```
//!
//! with Ξ the N × p matrix of the patterns in its columns and ξ = 2V − 1 = ±1 in both rules. The
//! pseudo-inverse rule (L. Personnaz, I. Guyon & G. Dreyfus 1985, J. Physique Lett. 46:L359)
//! projects onto the space of the patterns: any N linearly independent patterns or fewer are fixed
//! points with ±1 units, also correlated ones. The paper keeps the diagonal; here it is left out, as
//! I. Kanter & H. Sompolinsky (1987, Phys. Rev. A 35:380) proposed, so that the energy argument
//! holds and the basins are wider; patterns remain fixed points since 0 ≤ T_ii < 1.
//!
//! Both rules have the form T_ij = Σ_μ ξ_i^μ d_j^μ with d = ξ or the dual patterns
//! d = (ΞᵀΞ)⁻¹ ξ; so with the overlaps a_μ = Σ_j d_j^μ V_j
//!
//! ```text
//! h_i = Σ_μ ξ_i^μ a_μ − T_ii V_i
//! ```
//!
//! where T_ii is that of the whole sum. Hebb's fields are sums of integers and so exact.

use super::signs::Signs;
use super::units::decide;
use super::{Error, Patterns, Units, check_thresholds};
use crate::math::cholesky;
use crate::math::sums::dot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A pivot of ΞᵀΞ below this share of its diagonal means linearly dependent patterns: rounding leaves
/// about p·10⁻¹⁶ of it, and two patterns that differ in a single unit about 4/N.
const LEAST_PIVOT: f64 = 1e-9;
/// Fields of the pseudo-inverse rule, at most about √N, count as equal to the threshold within this:
/// far above their rounding and far below what separates them.
const ROUNDING_BAND: f64 = 1e-9;

/// How patterns are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// T_ij = Σ_μ ξ_i^μ ξ_j^μ, without the factor 1/N of the physics literature: thresholds are in
    /// these units.
    Hebb,
    /// T = Ξ (ΞᵀΞ)⁻¹ Ξᵀ, a projection; T_ii removed. Takes time N p² once.
    PseudoInverse,
}

/// A network and its stored patterns.
#[derive(Clone, Debug)]
pub struct Hopfield {
    units: Units,
    rule: Rule,
    patterns: Patterns,
    pub(super) signs: Signs,
    /// d_j^μ, unit after unit in padded width; empty with Hebb's rule, where d = ξ.
    duals: Vec<f64>,
    /// What Σ_μ ξ_i^μ d_i^μ would be on the diagonal.
    diagonal: Vec<f64>,
    thresholds: Vec<f64>,
}

impl Hopfield {
    /// The network that stores `patterns` by `rule`, with thresholds 0. Fails when the
    /// pseudo-inverse rule meets linearly dependent patterns.
    ///
    /// ```
    /// use galvani::memory::{Hopfield, Patterns, Rule, Units};
    /// let patterns = Patterns::new(&[[1, 1, -1, -1], [1, -1, 1, -1]])?;
    /// let network = Hopfield::new(Units::Bipolar, Rule::Hebb, patterns)?;
    /// // T_14 = −1 − 1, all other connections cancel but T_23 = −2.
    /// assert_eq!(network.matrix()[..4], [0.0, 0.0, 0.0, -2.0]);
    /// assert_eq!(network.fields(&[1, 1, -1, -1]), [2.0, 2.0, -2.0, -2.0]);
    /// assert_eq!(network.energy(&[1, 1, -1, -1]), -4.0);
    /// # Ok::<(), galvani::memory::Error>(())
    /// ```
    pub fn new(units: Units, rule: Rule, patterns: Patterns) -> Result<Self, Error> {
        let signs = Signs::of_units(&patterns);
        let n = patterns.length();
        let (duals, diagonal) = match rule {
            Rule::Hebb => (Vec::new(), vec![patterns.count() as f64; n]),
            Rule::PseudoInverse => duals(&patterns, &signs)?,
        };
        Ok(Hopfield {
            units,
            rule,
            patterns,
            signs,
            duals,
            diagonal,
            thresholds: vec![0.0; n],
        })
    }

    /// The same network with thresholds U_i, one a unit. Fails when there are not as many as units
    /// or one is not finite.
    pub fn with_thresholds(mut self, thresholds: Vec<f64>) -> Result<Self, Error> {
        check_thresholds(&thresholds, self.size())?;
        self.thresholds = thresholds;
        Ok(self)
    }

    /// Number N of units.
    pub fn size(&self) -> usize {
        self.patterns.length()
    }

    /// How the units count.
    pub fn units(&self) -> Units {
        self.units
    }

    /// How the patterns were stored.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// U_i of all units.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// The stored patterns.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// T, N × N by rows: for figures and small networks; nothing else here forms it.
    pub fn matrix(&self) -> Vec<f64> {
        let n = self.size();
        let mut matrix = vec![0.0; n * n];
        let mut dual = vec![0.0; self.signs.padded_width()];
        for j in 0..n {
            self.add_dual(j, 1.0, &mut dual);
            for i in (0..n).filter(|&i| i != j) {
                matrix[i * n + j] = self.signs.dot(i, &dual);
            }
            dual.fill(0.0);
        }
        matrix
    }

    /// h_i of all units in a state.
    ///
    /// # Panics
    /// When the state does not have N units.
    pub fn fields(&self, state: &[i8]) -> Vec<f64> {
        let mut overlaps = vec![0.0; self.signs.padded_width()];
        self.write_overlaps(state, &mut overlaps);
        let of_unit = |(unit, &sign)| self.field(unit, sign, &overlaps);
        state.iter().enumerate().map(of_unit).collect()
    }

    /// E = −½ Σ_ij T_ij V_i V_j + Σ_i U_i V_i.
    ///
    /// # Panics
    /// When the state does not have N units.
    pub fn energy(&self, state: &[i8]) -> f64 {
        let mut overlaps = vec![0.0; self.signs.padded_width()];
        self.write_overlaps(state, &mut overlaps);
        self.energy_at(state, &overlaps)
    }

    /// The number of units that would flip in a state if each were updated alone; 0 at a fixed
    /// point.
    ///
    /// # Panics
    /// When the state does not have N units.
    pub fn unstable_units(&self, state: &[i8]) -> usize {
        let fields = self.fields(state);
        let flips = |&unit: &usize| self.decision(unit, state[unit], fields[unit]) != state[unit];
        (0..state.len()).filter(flips).count()
    }

    /// The overlaps a_μ of a state, into a vector of padded width.
    pub(super) fn write_overlaps(&self, state: &[i8], overlaps: &mut [f64]) {
        assert_eq!(
            state.len(),
            self.size(),
            "a state has the units of its network"
        );
        overlaps.fill(0.0);
        for (unit, &sign) in state.iter().enumerate() {
            let output = self.units.output(sign);
            if output != 0.0 {
                self.add_dual(unit, output, overlaps);
            }
        }
    }

    /// a_μ ← a_μ + amount·d_μ of a unit, whose V changes by the amount.
    pub(super) fn add_dual(&self, unit: usize, amount: f64, overlaps: &mut [f64]) {
        if self.rule == Rule::Hebb {
            return self.signs.add(unit, amount, overlaps);
        }
        let width = overlaps.len();
        let dual = &self.duals[unit * width..][..width];
        for (overlap, d) in overlaps.iter_mut().zip(dual) {
            *overlap += amount * d;
        }
    }

    /// h_i of a unit with the given sign.
    pub(super) fn field(&self, unit: usize, sign: i8, overlaps: &[f64]) -> f64 {
        self.signs.dot(unit, overlaps) - self.diagonal[unit] * self.units.output(sign)
    }

    /// The sign that a unit takes.
    pub(super) fn decision(&self, unit: usize, sign: i8, field: f64) -> i8 {
        let band = match self.rule {
            Rule::Hebb => 0.0,
            Rule::PseudoInverse => ROUNDING_BAND,
        };
        decide(sign, field - self.thresholds[unit], band)
    }

    /// E of a state with these overlaps.
    pub(super) fn energy_at(&self, state: &[i8], overlaps: &[f64]) -> f64 {
        let of_unit = |(unit, &sign): (usize, &i8)| {
            let field = self.field(unit, sign, overlaps);
            self.units.output(sign) * (self.thresholds[unit] - 0.5 * field)
        };
        state.iter().enumerate().map(of_unit).sum()
    }
}

/// d_j = (ΞᵀΞ)⁻¹ ξ_j of all units, and ξ_j·d_j.
fn duals(patterns: &Patterns, signs: &Signs) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let (p, n, width) = (patterns.count(), patterns.length(), signs.padded_width());
    let factor = gram_factor(patterns)?;
    let (mut duals, mut diagonal) = (vec![0.0; n * width], vec![0.0; n]);
    let mut row = vec![0.0; width];
    for (unit, dual) in duals.chunks_exact_mut(width).enumerate() {
        signs.write(unit, &mut row);
        dual.copy_from_slice(&row);
        cholesky::solve(p, &factor, &mut dual[..p]);
        diagonal[unit] = dot(&row, dual);
    }
    Ok((duals, diagonal))
}

/// Cholesky's factor of ΞᵀΞ.
fn gram_factor(patterns: &Patterns) -> Result<Vec<f64>, Error> {
    let p = patterns.count();
    let mut gram = vec![0.0; p * p];
    for (i, x) in patterns.iter().enumerate() {
        for (j, y) in patterns.iter().take(i + 1).enumerate() {
            let sum: i64 = x.iter().zip(y).map(|(x, y)| i64::from(x * y)).sum();
            gram[i * p + j] = sum as f64;
        }
    }
    cholesky::factor(p, &mut gram, &mut cholesky::Workspace::default()).map_err(|error| {
        Error::Dependent {
            pattern: error.row + 1,
        }
    })?;
    let least = (LEAST_PIVOT * patterns.length() as f64).sqrt();
    match (0..p).find(|&i| gram[i * p + i] < least) {
        Some(pattern) => Err(Error::Dependent {
            pattern: pattern + 1,
        }),
        None => Ok(gram),
    }
}
