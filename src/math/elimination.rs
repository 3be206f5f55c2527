//! Systems of linear equations by Gaussian elimination with partial pivoting (Golub & Van Loan 2013,
//! Matrix Computations, §3.4).

/// Solves A x = b for `n` unknowns, `a` by rows: x takes the place of b, and A is used up. False where
/// a pivot is zero or not a number; b is then worth nothing.
///
/// ```
/// use galvani::math::elimination::solve;
/// // 2y = 4 and x + y = 3: the first pivot is in the second row.
/// let mut b = [4.0, 3.0];
/// assert!(solve(2, &mut [0.0, 2.0, 1.0, 1.0], &mut b));
/// assert_eq!(b, [1.0, 2.0]);
/// assert!(!solve(2, &mut [1.0, 2.0, 2.0, 4.0], &mut b));
/// ```
pub fn solve(n: usize, a: &mut [f64], b: &mut [f64]) -> bool {
    for column in 0..n {
        let mut pivot = column;
        for row in column + 1..n {
            if a[row * n + column].abs() > a[pivot * n + column].abs() {
                pivot = row;
            }
        }
        for place in 0..n {
            a.swap(column * n + place, pivot * n + place);
        }
        b.swap(column, pivot);
        let (above, below) = a.split_at_mut((column + 1) * n);
        let above = &above[column * n..];
        let usable = above[column].is_finite() && above[column] != 0.0;
        if !usable {
            return false;
        }
        for (row, entries) in below.chunks_exact_mut(n).enumerate() {
            let factor = entries[column] / above[column];
            if factor != 0.0 {
                for (entry, above) in entries[column..].iter_mut().zip(&above[column..]) {
                    *entry -= factor * above;
                }
                b[column + 1 + row] -= factor * b[column];
            }
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n)
            .map(|column| a[row * n + column] * b[column])
            .sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_solution_of_a_hilbert_system_is_found_again() {
        const N: usize = 5;
        let mut a: Vec<f64> = (0..N * N)
            .map(|k| 1.0 / (1 + k / N + k % N) as f64)
            .collect();
        let x = [1.0, -2.0, 3.0, -4.0, 5.0];
        let products = a
            .chunks_exact(N)
            .map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum());
        let mut b: Vec<f64> = products.collect();
        assert!(solve(N, &mut a, &mut b));
        for (found, x) in b.into_iter().zip(x) {
            assert!((found - x).abs() < 1e-9, "{found} and {x}");
        }
    }

    #[test]
    fn what_is_not_a_number_has_no_solution() {
        assert!(!solve(1, &mut [f64::NAN], &mut [1.0]));
        assert!(!solve(1, &mut [0.0], &mut [1.0]));
    }
}
