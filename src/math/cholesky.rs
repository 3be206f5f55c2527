//! Cholesky's factorisation A = L·Lᵀ of a symmetric positive definite matrix, and the solution of
//! A·x = b with it (Golub & Van Loan 2013, *Matrix Computations*, 4th ed., algorithms 4.2.1 and
//! 4.2.3, in blocks).

use super::dispatch::vectorised;
use super::matrix_product::add_lower_triangle;
use std::ops::Range;

/// Columns that are factored together; the rest of the matrix then changes by matrix products.
const BLOCK: usize = 48;
/// Rows of the panel below a block that are solved side by side.
const LANES: usize = 32;
/// Rows of the panel that are copied together: a line of the cache.
const LINE: usize = 8;

/// The matrix is not positive definite, or holds a number that is not finite.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the matrix is not positive definite: pivot {row} is {pivot}, must be above 0")]
pub struct NotPositiveDefinite {
    /// Row of the pivot, from 0.
    pub row: usize,
    /// The pivot, A_rr less the squares of the row of L so far.
    pub pivot: f64,
}

/// Reused buffers of [`factor`].
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The columns of a block below it, one behind the other.
    panel: Vec<f64>,
    /// The same, turned negative.
    negative: Vec<f64>,
}

/// Replaces the lower triangle of A (n × n, row-major) by L; the upper triangle is not read, but
/// numbers close to the diagonal may be changed. On an error A is left half factored.
///
/// ```
/// use galvani::math::cholesky::{Workspace, factor, solve};
/// let mut a = [4.0, 2.0, 2.0, 5.0];
/// factor(2, &mut a, &mut Workspace::default())?;
/// assert_eq!((a[0], a[2], a[3]), (2.0, 1.0, 2.0)); // L = [2 0; 1 2]
/// let mut x = [8.0, 8.0];
/// solve(2, &a, &mut x);
/// assert_eq!(x, [1.5, 1.0]);
/// # Ok::<(), galvani::math::cholesky::NotPositiveDefinite>(())
/// ```
///
/// # Panics
/// When A does not have n² elements.
pub fn factor(
    n: usize,
    a: &mut [f64],
    workspace: &mut Workspace,
) -> Result<(), NotPositiveDefinite> {
    assert_eq!(a.len(), n * n, "A is not {n} × {n}");
    for first in (0..n).step_by(BLOCK) {
        let end = (first + BLOCK).min(n);
        let mut outcome = Ok(());
        factor_square((n, a, first..end, &mut outcome));
        outcome?;
        if end < n {
            factor_panel(n, a, first..end, &mut workspace.panel);
            subtract_outer_products(n, a, end, end - first, workspace);
        }
    }
    Ok(())
}

vectorised! {
    /// Factors the square of a block on the diagonal, for which the columns before it are already
    /// accounted.
    fn factor_square(
        arguments: (usize, &mut [f64], Range<usize>, &mut Result<(), NotPositiveDefinite>)
    ) {
        let (n, a, block, outcome) = arguments;
        for row in block.clone() {
            let (above, from_row) = a.split_at_mut(row * n);
            let row_i = &mut from_row[block.start..=row];
            for column in block.start..row {
                let width = column - block.start;
                let row_j = &above[column * n + block.start..][..=width];
                let sum = dot(&row_i[..width], &row_j[..width]);
                row_i[width] = (row_i[width] - sum) / row_j[width];
            }
            let width = row - block.start;
            let pivot = row_i[width] - dot(&row_i[..width], &row_i[..width]);
            if !(pivot > 0.0 && pivot.is_finite()) {
                *outcome = Err(NotPositiveDefinite { row, pivot });
                return;
            }
            row_i[width] = pivot.sqrt();
        }
    }
}

/// Finishes the columns of a block below it, and leaves them in `panel`, column after column, each
/// filled up with zeros to a multiple of `LANES` and a line more: columns a power of two apart would
/// fall into the same few places of the cache.
fn factor_panel(n: usize, a: &mut [f64], block: Range<usize>, panel: &mut Vec<f64>) {
    let rows = n - block.end;
    let height = rows.next_multiple_of(LANES) + LINE;
    panel.resize(block.len() * height, 0.0);
    for (group, rows) in a[block.end * n..].chunks(LINE * n).enumerate() {
        for (j, column) in panel.chunks_exact_mut(height).enumerate() {
            let rows = rows.chunks_exact(n);
            for (value, row) in column[group * LINE..].iter_mut().zip(rows) {
                *value = row[block.start + j];
            }
        }
    }
    for column in panel.chunks_exact_mut(height) {
        column[rows..].fill(0.0);
    }
    solve_panel((n, &*a, block.clone(), panel));
    for (group, rows) in a[block.end * n..].chunks_mut(LINE * n).enumerate() {
        for (j, column) in panel.chunks_exact(height).enumerate() {
            let rows = rows.chunks_exact_mut(n);
            for (value, row) in column[group * LINE..].iter().zip(rows) {
                row[block.start + j] = *value;
            }
        }
    }
}

vectorised! {
    /// Solves X·Lᵀ = panel for the square L of the block, `LANES` rows of X at a time.
    fn solve_panel(arguments: (usize, &[f64], Range<usize>, &mut [f64])) {
        let (n, a, block, panel) = arguments;
        let height = panel.len() / block.len();
        for lanes in (0..height - LINE).step_by(LANES) {
            for j in 0..block.len() {
                let row_j = &a[(block.start + j) * n + block.start..][..=j];
                let (known, from_j) = panel.split_at_mut(j * height);
                let target = &mut from_j[lanes..lanes + LANES];
                let mut rest = [0.0; LANES];
                rest.copy_from_slice(target);
                for (l, column) in row_j.iter().zip(known.chunks_exact(height)) {
                    for (rest, x) in rest.iter_mut().zip(&column[lanes..lanes + LANES]) {
                        *rest -= l * x;
                    }
                }
                for (target, rest) in target.iter_mut().zip(rest) {
                    *target = rest / row_j[j];
                }
            }
        }
    }
}

/// Subtracts P·Pᵀ from the lower triangle from row `end` on, P being the `width` columns in the
/// panel.
fn subtract_outer_products(
    n: usize,
    a: &mut [f64],
    end: usize,
    width: usize,
    workspace: &mut Workspace,
) {
    let Workspace { panel, negative } = workspace;
    negative.clear();
    negative.extend(panel.iter().map(|x| -x));
    let height = panel.len() / width;
    let rest = &mut a[end * n + end..];
    add_lower_triangle([width, n - end], (negative, panel, height), (rest, n));
}

/// Replaces b by the solution x of L·Lᵀ·x = b, for L in the lower triangle as [`factor`] leaves it.
///
/// # Panics
/// When L does not have n² elements or b not n.
pub fn solve(n: usize, l: &[f64], b: &mut [f64]) {
    assert_eq!(l.len(), n * n, "L is not {n} × {n}");
    assert_eq!(b.len(), n, "b does not have {n} elements");
    substitute((n, l, b));
}

vectorised! {
    /// Forwards with L, row by row, then backwards with Lᵀ, column by column.
    fn substitute(arguments: (usize, &[f64], &mut [f64])) {
        let (n, l, b) = arguments;
        for row in 0..n {
            let (known, rest) = b.split_at_mut(row);
            let l_row = &l[row * n..=row * n + row];
            rest[0] = (rest[0] - dot(&l_row[..row], known)) / l_row[row];
        }
        for row in (0..n).rev() {
            let (unknown, rest) = b.split_at_mut(row);
            let l_row = &l[row * n..=row * n + row];
            rest[0] /= l_row[row];
            for (b, l) in unknown.iter_mut().zip(l_row) {
                *b -= l * rest[0];
            }
        }
    }
}

/// Σ x_i·y_i in eight interleaved partial sums, which vectorise, added in a fixed order.
#[inline(always)]
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (x_chunks, y_chunks) = (x.chunks_exact(8), y.chunks_exact(8));
    let rest = x_chunks.remainder().iter().zip(y_chunks.remainder());
    for (x, y) in x_chunks.zip(y_chunks) {
        for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
            *sum += x * y;
        }
    }
    let rest: f64 = rest.map(|(x, y)| x * y).sum();
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::matrix_product::{Update, transposed_product};
    use crate::random::Stream;

    /// BᵀB/n + I of a random B: positive definite and well conditioned.
    fn positive_definite(n: usize, stream: &mut Stream) -> Vec<f64> {
        let b: Vec<f64> = (0..n * n).map(|_| stream.normal()).collect();
        let mut a = vec![0.0; n * n];
        transposed_product([n, n, n], &b, &b, Update::Overwrite, &mut a);
        for (k, value) in a.iter_mut().enumerate() {
            *value = *value / n as f64 + f64::from(k / n == k % n);
        }
        a
    }

    #[test]
    fn the_factor_multiplies_back_to_the_matrix_and_solves_with_it() {
        let mut stream = Stream::new(1, "test", "cholesky", 0);
        for n in [1, 2, 47, 48, 49, 150] {
            let a = positive_definite(n, &mut stream);
            let mut l = a.clone();
            for k in (0..n * n).filter(|k| k % n > k / n) {
                l[k] = f64::NAN; // The upper triangle is not read.
            }
            factor(n, &mut l, &mut Workspace::default()).unwrap();
            for i in 0..n {
                for j in 0..=i {
                    let sum = dot(&l[i * n..=i * n + j], &l[j * n..=j * n + j]);
                    assert!((sum - a[i * n + j]).abs() < 1e-13, "n = {n}, ({i}, {j})");
                }
            }
            let x: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
            let mut b: Vec<f64> = a.chunks_exact(n).map(|row| dot(row, &x)).collect();
            solve(n, &l, &mut b);
            for (x, b) in x.iter().zip(&b) {
                assert!((x - b).abs() < 1e-12, "n = {n}: {b} for {x}");
            }
        }
    }

    #[test]
    fn hilberts_matrix_has_its_known_factor() {
        // L of the 3 × 3 Hilbert matrix: [1; 1/2 1/√12; 1/3 1/√12 1/(6√5)].
        let mut a: Vec<f64> = (0..9).map(|k| 1.0 / (k / 3 + k % 3 + 1) as f64).collect();
        factor(3, &mut a, &mut Workspace::default()).unwrap();
        let root = 1.0 / 12.0_f64.sqrt();
        let expected = [
            1.0,
            0.5,
            root,
            1.0 / 3.0,
            root,
            1.0 / (6.0 * 5.0_f64.sqrt()),
        ];
        for (k, expected) in [0, 3, 4, 6, 7, 8].into_iter().zip(expected) {
            assert!((a[k] - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_is_refused_by_its_pivot() {
        let mut ws = Workspace::default();
        let error = factor(2, &mut [1.0, 2.0, 2.0, 1.0], &mut ws).unwrap_err();
        assert_eq!(
            error,
            NotPositiveDefinite {
                row: 1,
                pivot: -3.0
            }
        );
        assert!(error.to_string().contains("pivot 1 is -3"), "{error}");
        let error = factor(1, &mut [f64::NAN], &mut ws).unwrap_err();
        assert!(error.row == 0 && error.pivot.is_nan());
        let n = 100;
        let mut late: Vec<f64> = (0..n * n).map(|k| f64::from(k / n == k % n)).collect();
        late[80 * n + 80] = 0.0;
        assert_eq!(factor(n, &mut late, &mut ws).unwrap_err().row, 80);
    }
}
