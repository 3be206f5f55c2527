//! Small systems of linear equations by Gaussian elimination with partial pivoting (Golub & Van Loan
//! 2013, Matrix Computations, §3.4).

/// x with A x = b; `None` where a pivot is zero or not a number.
///
/// ```
/// use galvani::math::elimination::solve;
/// // 2y = 4 and x + y = 3: the first pivot is in the second row.
/// assert_eq!(solve([[0.0, 2.0], [1.0, 1.0]], [4.0, 3.0]), Some([1.0, 2.0]));
/// assert_eq!(solve([[1.0, 2.0], [2.0, 4.0]], [1.0, 2.0]), None);
/// ```
pub fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> Option<[f64; N]> {
    for column in 0..N {
        let size = |row: &usize| a[*row][column].abs();
        let pivot = (column..N).max_by(|i, j| size(i).total_cmp(&size(j)))?;
        a.swap(column, pivot);
        b.swap(column, pivot);
        let of = a[column];
        let usable = of[column].is_finite() && of[column] != 0.0;
        if !usable {
            return None;
        }
        for row in column + 1..N {
            let factor = a[row][column] / of[column];
            for (entry, above) in a[row].iter_mut().zip(of).skip(column) {
                *entry -= factor * above;
            }
            b[row] -= factor * b[column];
        }
    }
    let mut x = [0.0; N];
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|column| a[row][column] * x[column]).sum();
        x[row] = (b[row] - known) / a[row][row];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_solution_of_a_hilbert_system_is_found_again() {
        let a: [[f64; 5]; 5] =
            std::array::from_fn(|i| std::array::from_fn(|j| 1.0 / (1 + i + j) as f64));
        let x = [1.0, -2.0, 3.0, -4.0, 5.0];
        let b = a.map(|row| row.iter().zip(x).map(|(entry, x)| entry * x).sum());
        let found = solve(a, b).unwrap();
        for (found, x) in found.into_iter().zip(x) {
            assert!((found - x).abs() < 1e-9, "{found} and {x}");
        }
    }

    #[test]
    fn what_is_not_a_number_has_no_solution() {
        assert_eq!(solve([[f64::NAN]], [1.0]), None);
        assert_eq!(solve([[0.0]], [1.0]), None);
    }
}
