//! Examples of two classes as perceptron theory takes them: with a constant input 1 for the bias.

/// Inputs x, each with a 1 appended for the bias, and their class: +1 or −1.
///
/// ```
/// use galvani::threshold::Examples;
/// let or = Examples::of_truth_table(2, &[false, true, true, true]);
/// assert_eq!((or.len(), or.width()), (4, 3));
/// assert_eq!(or.input(1), [1.0, 0.0, 1.0]);
/// assert_eq!(or.sign(0), -1.0);
/// // R² = 1 + 1 + 1, of the input (1, 1).
/// assert!((or.radius().powi(2) - 3.0).abs() < 1e-15);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// Of an input with its 1.
    width: usize,
    inputs: Vec<f64>,
    signs: Vec<f64>,
}

/// Examples that cannot be learned from.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ExamplesError {
    /// Nothing to learn.
    #[error("there are no examples; at least one is needed")]
    Empty,
    /// Not one class an input.
    #[error("there are {inputs} inputs and {classes} classes, must be as many")]
    Classes {
        /// Inputs found.
        inputs: usize,
        /// Classes found.
        classes: usize,
    },
    /// An input of another length.
    #[error("input {example} has {found} numbers, must have {expected} like the first")]
    Width {
        /// Which example, counted from 1.
        example: usize,
        /// Its numbers.
        found: usize,
        /// The numbers of the first.
        expected: usize,
    },
    /// A number that is none.
    #[error("input {example} has {value} in it; all numbers must be finite")]
    NotFinite {
        /// Which example, counted from 1.
        example: usize,
        /// What was found.
        value: f64,
    },
}

impl Examples {
    /// Of inputs x and classes, `true` for +1.
    ///
    /// # Errors
    /// When there are none, not as many classes as inputs, inputs of several lengths, or numbers
    /// that are not finite.
    pub fn new<X: AsRef<[f64]>>(inputs: &[X], classes: &[bool]) -> Result<Self, ExamplesError> {
        if inputs.len() != classes.len() {
            return Err(ExamplesError::Classes {
                inputs: inputs.len(),
                classes: classes.len(),
            });
        }
        let first = inputs.first().ok_or(ExamplesError::Empty)?;
        let expected = first.as_ref().len();
        let mut augmented = Vec::with_capacity(inputs.len() * (expected + 1));
        for (i, x) in inputs.iter().enumerate() {
            check(i + 1, x.as_ref(), expected)?;
            augmented.extend_from_slice(x.as_ref());
            augmented.push(1.0);
        }
        Ok(Examples {
            width: expected + 1,
            inputs: augmented,
            signs: classes.iter().map(|class| sign(*class)).collect(),
        })
    }

    /// The rows of a truth table, inputs 0 and 1; bit i of the number of a row is input i.
    ///
    /// # Panics
    /// When the table does not have 2^`inputs` rows.
    pub fn of_truth_table(inputs: usize, table: &[bool]) -> Self {
        assert_eq!(table.len(), 1 << inputs, "rows of the table");
        let row = |row: usize| {
            let bits = (0..inputs).map(move |i| f64::from((row >> i & 1) as u8));
            bits.chain([1.0])
        };
        Examples {
            width: inputs + 1,
            inputs: (0..table.len()).flat_map(row).collect(),
            signs: table.iter().map(|value| sign(*value)).collect(),
        }
    }

    /// Their number.
    pub fn len(&self) -> usize {
        self.signs.len()
    }

    /// Never: examples are one or more.
    pub fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// Numbers of an input, the appended 1 among them.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Input `i` with its 1.
    pub fn input(&self, i: usize) -> &[f64] {
        &self.inputs[i * self.width..][..self.width]
    }

    /// Class `i`, +1 or −1.
    pub fn sign(&self, i: usize) -> f64 {
        self.signs[i]
    }

    /// R, the length of the longest input with its 1.
    pub fn radius(&self) -> f64 {
        let square = |x: &[f64]| dot(x, x);
        let squares = self.inputs.chunks(self.width).map(square);
        squares.fold(0.0, f64::max).sqrt()
    }

    /// γ = min y (w·x)/‖w‖, how far the nearest input lies on the right side of the plane w·x = 0;
    /// not above 0 where w does not separate the classes. NaN for w = 0.
    ///
    /// # Panics
    /// When there are not as many weights as numbers in an input.
    pub fn margin(&self, w: &[f64]) -> f64 {
        assert_eq!(w.len(), self.width, "weights");
        let along = |i: usize| self.signs[i] * dot(w, self.input(i));
        let nearest = (0..self.len()).map(along).fold(f64::INFINITY, f64::min);
        nearest / dot(w, w).sqrt()
    }

    /// Novikoff's bound (R/γ)² on the number of mistakes, with γ of a separating w; `None` where w
    /// does not separate.
    ///
    /// # Panics
    /// As [`Examples::margin`].
    pub fn novikoff_bound(&self, w: &[f64]) -> Option<f64> {
        let margin = self.margin(w);
        (margin > 0.0).then(|| (self.radius() / margin).powi(2))
    }
}

fn check(example: usize, x: &[f64], expected: usize) -> Result<(), ExamplesError> {
    let found = x.len();
    if found != expected {
        return Err(ExamplesError::Width {
            example,
            found,
            expected,
        });
    }
    match x.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(ExamplesError::NotFinite {
            example,
            value: *value,
        }),
        None => Ok(()),
    }
}

fn sign(class: bool) -> f64 {
    if class { 1.0 } else { -1.0 }
}

pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}
