//! The unit of McCulloch and Pitts, its gates, and networks of layers of such units.
//!
//! ```text
//! y = 1 where w·x ≥ θ, else 0
//! ```
//!
//! The paper's inputs are all-or-none and its inhibition is absolute: one active inhibitory fibre keeps
//! the unit silent. A weight of −(n − θ + 1), with n excitatory fibres, does the same
//! ([`Unit::with_absolute_inhibition`]), so weights, as everyone has used since, lose nothing.
//!
//! Source: McCulloch & Pitts 1943, Bull. Math. Biophys. 5:115–133.

/// A threshold unit.
///
/// ```
/// use galvani::threshold::Unit;
/// let and = Unit::and(2);
/// assert!(and.fires(&[1.0, 1.0]));
/// assert!(!and.fires(&[1.0, 0.0]));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// One weight an input.
    pub weights: Vec<f64>,
    /// θ, which the weighted sum must reach.
    pub threshold: f64,
}

/// The line w₁x₁ + w₂x₂ = θ on which a unit of two inputs begins to fire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The point of the line next to the origin, θ w/‖w‖².
    pub point: [f64; 2],
    /// The direction of the line, of length 1; the unit fires on the left of it.
    pub direction: [f64; 2],
}

impl Unit {
    /// A unit of these weights.
    pub fn new(weights: Vec<f64>, threshold: f64) -> Self {
        Unit { weights, threshold }
    }

    /// Fires when all of `n` inputs are active.
    pub fn and(n: usize) -> Self {
        Unit::new(vec![1.0; n], n as f64)
    }

    /// Fires when any of `n` inputs is active.
    pub fn or(n: usize) -> Self {
        Unit::new(vec![1.0; n], 1.0)
    }

    /// Fires when its one input is not active.
    pub fn not() -> Self {
        Unit::new(vec![-1.0], 0.0)
    }

    /// Fires unless all of `n` inputs are active.
    pub fn nand(n: usize) -> Self {
        Unit::new(vec![-1.0; n], 1.0 - n as f64)
    }

    /// Fires when none of `n` inputs is active.
    pub fn nor(n: usize) -> Self {
        Unit::new(vec![-1.0; n], 0.0)
    }

    /// Fires when more than half of `n` inputs are active.
    pub fn majority(n: usize) -> Self {
        Unit::new(vec![1.0; n], (n / 2 + 1) as f64)
    }

    /// The unit of 1943: fires when at least `threshold` of its `excitatory` inputs, which come
    /// first, are active and none of its `inhibitory` ones.
    pub fn with_absolute_inhibition(
        excitatory: usize,
        inhibitory: usize,
        threshold: usize,
    ) -> Self {
        let mut weights = vec![1.0; excitatory];
        let veto = threshold as f64 - excitatory as f64 - 1.0;
        weights.resize(excitatory + inhibitory, veto.min(-1.0));
        Unit::new(weights, threshold as f64)
    }

    /// w·x − θ.
    ///
    /// # Panics
    /// When x has another length than the weights.
    pub fn potential(&self, x: &[f64]) -> f64 {
        assert_eq!(x.len(), self.weights.len(), "inputs of the unit");
        let sum: f64 = self.weights.iter().zip(x).map(|(w, x)| w * x).sum();
        sum - self.threshold
    }

    /// Whether w·x reaches θ.
    ///
    /// # Panics
    /// When x has another length than the weights.
    pub fn fires(&self, x: &[f64]) -> bool {
        self.potential(x) >= 0.0
    }

    /// The line that separates where a unit of two inputs fires from where it does not; `None` for
    /// other numbers of inputs, or when both weights are 0.
    ///
    /// ```
    /// use galvani::threshold::Unit;
    /// // OR: x₁ + x₂ = 1 passes through (½, ½).
    /// let line = Unit::or(2).line().unwrap();
    /// assert_eq!(line.point, [0.5, 0.5]);
    /// ```
    pub fn line(&self) -> Option<Line> {
        let [a, b] = self.weights[..] else {
            return None;
        };
        let square = a * a + b * b;
        let length = square.sqrt();
        (square > 0.0).then(|| Line {
            point: [self.threshold * a / square, self.threshold * b / square],
            direction: [b / length, -a / length],
        })
    }
}

/// Layers of threshold units, each fed by all units of the layer below.
///
/// ```
/// use galvani::threshold::{Network, Workspace};
/// let xor = Network::xor();
/// let mut workspace = Workspace::default();
/// let mut of = |x| xor.outputs(x, &mut workspace)[0];
/// assert_eq!([of(&[0.0, 0.0]), of(&[0.0, 1.0]), of(&[1.0, 0.0]), of(&[1.0, 1.0])], [0.0, 1.0, 1.0, 0.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    inputs: usize,
    layers: Vec<Vec<Unit>>,
}

/// Reused buffers of [`Network::outputs`].
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    below: Vec<f64>,
    above: Vec<f64>,
}

impl Network {
    /// A network of these layers; `None` unless there is one and every unit of a layer has as many
    /// weights as the layer below has units, in the first as there are inputs.
    pub fn new(inputs: usize, layers: Vec<Vec<Unit>>) -> Option<Self> {
        let mut width = inputs;
        for layer in &layers {
            if layer.is_empty() || layer.iter().any(|unit| unit.weights.len() != width) {
                return None;
            }
            width = layer.len();
        }
        (!layers.is_empty()).then_some(Network { inputs, layers })
    }

    /// Exclusive or, which no single unit computes: (x₁ or x₂) and not (x₁ and x₂).
    pub fn xor() -> Self {
        Network {
            inputs: 2,
            layers: vec![vec![Unit::or(2), Unit::nand(2)], vec![Unit::and(2)]],
        }
    }

    /// Any Boolean function of `inputs` bits in two layers, its disjunctive normal form: a unit for
    /// each row of the table that is true, and their OR. Bit i of the number of a row is input i.
    ///
    /// # Panics
    /// When the table does not have 2^`inputs` rows.
    pub fn of_truth_table(inputs: usize, table: &[bool]) -> Self {
        assert_eq!(table.len(), 1 << inputs, "rows of the table");
        let rows = table.iter().enumerate().filter(|(_, value)| **value);
        let mut hidden: Vec<Unit> = rows.map(|(row, _)| only(row, inputs)).collect();
        if hidden.is_empty() {
            // Never reached: a function that is never true has no rows, and a layer needs a unit.
            hidden.push(Unit::new(vec![0.0; inputs], 1.0));
        }
        let or = Unit::or(hidden.len());
        Network {
            inputs,
            layers: vec![hidden, vec![or]],
        }
    }

    /// The number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The processing layers, from the inputs up.
    pub fn layers(&self) -> &[Vec<Unit>] {
        &self.layers
    }

    /// The activities of the last layer, each 0 or 1.
    ///
    /// # Panics
    /// When there are not as many numbers as inputs.
    pub fn outputs<'a>(&self, x: &[f64], workspace: &'a mut Workspace) -> &'a [f64] {
        let Workspace { below, above } = workspace;
        below.clear();
        below.extend_from_slice(x);
        for layer in &self.layers {
            above.clear();
            above.extend(layer.iter().map(|unit| f64::from(unit.fires(below))));
            std::mem::swap(below, above);
        }
        below
    }

    /// Whether the first unit of the last layer fires.
    ///
    /// # Panics
    /// When there are not as many numbers as inputs.
    pub fn fires(&self, x: &[f64], workspace: &mut Workspace) -> bool {
        self.outputs(x, workspace)[0] > 0.0
    }
}

/// Fires on one row of a truth table only.
fn only(row: usize, inputs: usize) -> Unit {
    let is_on = |i: usize| row >> i & 1 == 1;
    let weights = (0..inputs).map(|i| if is_on(i) { 1.0 } else { -1.0 });
    Unit::new(weights.collect(), f64::from(row.count_ones()))
}
