//! Systems of linear equations without structure, by the LU decomposition of nalgebra with partial
//! pivoting (Golub & Van Loan 2013, *Matrix Computations*, §3.4).

use nalgebra::{DMatrix, DVector};

/// The x of A x = b, with A by rows; `None` where A is singular to rounding.
///
/// ```
/// use galvani::math::lu::solve;
/// // 2y = 4 and x + y = 3: the first pivot is in the second row.
/// assert_eq!(solve(&[0.0, 2.0, 1.0, 1.0], &[4.0, 3.0]), Some(vec![1.0, 2.0]));
/// assert_eq!(solve(&[1.0, 2.0, 2.0, 4.0], &[1.0, 2.0]), None);
/// ```
///
/// # Panics
/// When A has not as many entries as the square of the length of b.
pub fn solve(a: &[f64], b: &[f64]) -> Option<Vec<f64>> {
    assert_eq!(a.len(), b.len() * b.len());
    let matrix = DMatrix::from_row_slice(b.len(), b.len(), a);
    let found = matrix.lu().solve(&DVector::from_column_slice(b))?;
    Some(found.as_slice().to_vec())
}
