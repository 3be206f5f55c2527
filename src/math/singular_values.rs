//! Singular value decomposition A = U·Σ·Vᵀ of small matrices by one-sided Jacobi rotations.
//!
//! Columns of A are rotated in pairs until they are orthogonal; their lengths are then the
//! singular values σ and the product of the rotations is V (M. R. Hestenes 1958, J. SIAM 6:51).
//! Small σ come out with high relative accuracy where the columns' scaling alone makes them small
//! (J. Demmel & K. Veselić 1992, SIAM J. Matrix Anal. Appl. 13:1204).

/// Sweeps over all pairs of columns; convergence is quadratic and takes about ten.
const MOST_SWEEPS: usize = 60;

/// A = U·Σ·Vᵀ with r = min(rows, columns) singular values in descending order.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// σ₁ ≥ σ₂ ≥ … ≥ σ_r ≥ 0.
    pub values: Vec<f64>,
    /// r left singular vectors of `rows` numbers, one behind the other; zeros where σ = 0.
    pub left: Vec<f64>,
    /// r right singular vectors of `columns` numbers, one behind the other; zeros where σ = 0 and
    /// A has more columns than rows.
    pub right: Vec<f64>,
}

impl Decomposition {
    /// Number of singular values above [`Decomposition::rounding_level`], the numerical rank.
    pub fn rank(&self) -> usize {
        let level = self.rounding_level();
        self.values.iter().filter(|&&s| s > level).count()
    }

    /// σ₁·max(rows, columns)·ε, below which a singular value is not told from 0 (Golub & Van Loan
    /// 2013, §5.4.1).
    pub fn rounding_level(&self) -> f64 {
        let r = self.values.len().max(1);
        let longest = (self.left.len() / r).max(self.right.len() / r);
        let largest = self.values.first().copied().unwrap_or(0.0);
        largest * longest as f64 * f64::EPSILON
    }
}

/// The decomposition of A (rows × columns, row-major). NaN or infinite elements give values that
/// are not finite.
///
/// ```
/// let a = [3.0, 0.0, 0.0, -5.0];
/// assert_eq!(galvani::math::singular_values::decompose(2, 2, &a).values, [5.0, 3.0]);
/// ```
///
/// # Panics
/// When A does not have rows × columns elements.
pub fn decompose(rows: usize, columns: usize, a: &[f64]) -> Decomposition {
    assert_eq!(a.len(), rows * columns, "A is not {rows} × {columns}");
    if rows >= columns {
        // Columns one behind the other, so that a column is a slice.
        let transposed = (0..a.len()).map(|k| a[k % rows * columns + k / rows]);
        decompose_tall(rows, columns, transposed.collect())
    } else {
        // Aᵀ = V·Σ·Uᵀ, and the columns of Aᵀ are the rows of A.
        let of_transpose = decompose_tall(columns, rows, a.to_vec());
        Decomposition {
            values: of_transpose.values,
            left: of_transpose.right,
            right: of_transpose.left,
        }
    }
}

/// `columns` holds the columns, of `length` numbers each, one behind the other; length ≥ count.
fn decompose_tall(length: usize, count: usize, mut columns: Vec<f64>) -> Decomposition {
    let mut rotations = vec![0.0; count * count];
    rotations
        .iter_mut()
        .step_by(count + 1)
        .for_each(|d| *d = 1.0);
    for _ in 0..MOST_SWEEPS {
        let mut rotated = false;
        for i in 0..count {
            for j in i + 1..count {
                rotated |= orthogonalise(length, count, &mut columns, &mut rotations, i, j);
            }
        }
        if !rotated {
            break;
        }
    }
    sorted(length, count, &columns, &rotations)
}

/// Rotates columns i < j so that they become orthogonal; false when they already were.
fn orthogonalise(
    length: usize,
    count: usize,
    columns: &mut [f64],
    rotations: &mut [f64],
    i: usize,
    j: usize,
) -> bool {
    let (x, y) = two_slices(columns, length, i, j);
    let (xx, yy, xy) = (dot(x, x), dot(y, y), dot(x, y));
    // A comparison that is false for NaN ends the sweeps.
    let apart = xy.abs() > f64::EPSILON * (xx * yy).sqrt();
    if !apart {
        return false;
    }
    // The smaller root t of t² + 2ζt − 1 = 0 keeps the rotation below 45°.
    let zeta = (yy - xx) / (2.0 * xy);
    let tangent = 1.0_f64.copysign(zeta) / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = cosine * tangent;
    rotate(x, y, cosine, sine);
    let (v, w) = two_slices(rotations, count, i, j);
    rotate(v, w, cosine, sine);
    true
}

/// The i-th and j-th piece of `length` numbers, i < j.
fn two_slices(all: &mut [f64], length: usize, i: usize, j: usize) -> (&mut [f64], &mut [f64]) {
    let (before, from_j) = all.split_at_mut(j * length);
    (
        &mut before[i * length..(i + 1) * length],
        &mut from_j[..length],
    )
}

fn rotate(x: &mut [f64], y: &mut [f64], cosine: f64, sine: f64) {
    for (x, y) in x.iter_mut().zip(y) {
        (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
    }
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Lengths and directions of the orthogonal columns, the longest first.
fn sorted(length: usize, count: usize, columns: &[f64], rotations: &[f64]) -> Decomposition {
    let norms: Vec<f64> = (0..count)
        .map(|i| {
            let column = &columns[i * length..(i + 1) * length];
            dot(column, column).sqrt()
        })
        .collect();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&i, &j| norms[j].total_cmp(&norms[i]));
    let mut decomposition = Decomposition {
        values: order.iter().map(|&i| norms[i]).collect(),
        left: Vec::with_capacity(length * count),
        right: Vec::with_capacity(count * count),
    };
    for &i in &order {
        let column = &columns[i * length..(i + 1) * length];
        let scale = if norms[i] == 0.0 { 0.0 } else { 1.0 / norms[i] };
        decomposition.left.extend(column.iter().map(|x| x * scale));
        let right = &rotations[i * count..(i + 1) * count];
        decomposition.right.extend_from_slice(right);
    }
    decomposition
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn assert_near(got: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(got.len(), expected.len());
        for (got, expected) in got.iter().zip(expected) {
            let error = (got - expected).abs();
            assert!(error <= tolerance, "{got} for {expected}");
        }
    }

    #[test]
    fn known_values_come_out() {
        // [1 1; 0 1] has the golden ratio and its inverse.
        let golden = (1.0 + 5.0_f64.sqrt()) / 2.0;
        let shear = decompose(2, 2, &[1.0, 1.0, 0.0, 1.0]);
        assert_near(&shear.values, &[golden, 1.0 / golden], 1e-15);
        // A rank-one matrix x·yᵀ has |x|·|y| and zeros.
        let rank_one = decompose(2, 3, &[1.0, 2.0, 2.0, 2.0, 4.0, 4.0]);
        assert_near(&rank_one.values, &[45.0_f64.sqrt(), 0.0], 1e-14);
        assert_eq!(rank_one.rank(), 1);
        assert_eq!(decompose(3, 2, &[0.0; 6]).rank(), 0);
    }

    #[test]
    fn the_factors_are_orthogonal_and_multiply_back() {
        let mut stream = Stream::new(1, "test", "singular values", 0);
        for (rows, columns) in [(1, 1), (7, 4), (4, 7), (16, 16)] {
            let a: Vec<f64> = (0..rows * columns).map(|_| stream.normal()).collect();
            let Decomposition {
                values,
                left,
                right,
            } = decompose(rows, columns, &a);
            let r = rows.min(columns);
            assert!(values.windows(2).all(|pair| pair[0] >= pair[1]));
            for i in 0..r {
                for j in 0..r {
                    let unit = f64::from(i == j);
                    let u = dot(&left[i * rows..][..rows], &left[j * rows..][..rows]);
                    let v = dot(
                        &right[i * columns..][..columns],
                        &right[j * columns..][..columns],
                    );
                    assert_near(&[u, v], &[unit, unit], 1e-14);
                }
            }
            for (k, expected) in a.iter().enumerate() {
                let (row, column) = (k / columns, k % columns);
                let terms =
                    (0..r).map(|s| left[s * rows + row] * values[s] * right[s * columns + column]);
                assert_near(&[terms.sum()], &[*expected], 1e-13);
            }
        }
    }

    #[test]
    fn tiny_singular_values_of_scaled_columns_keep_their_digits() {
        // Orthogonal columns scaled by 1 and 1e-200: any method that mixes them loses the second.
        let values = decompose(2, 2, &[0.6, -0.8e-150, 0.8, 0.6e-150]).values;
        assert!((values[1] / 1e-150 - 1.0).abs() < 1e-15, "{values:?}");
    }
}
