//! The tridiagonal system of an implicit step, by Gaussian elimination from both ends to the middle:
//! two chains of dependent divisions run side by side, which halves the time of one.

/// Solves A x = b for the symmetric A with the diagonal d and −k beside it; x replaces b and d is
/// used up. No pivoting: A must be diagonally dominant.
///
/// # Panics
/// When the slices differ in length.
pub fn solve(d: &mut [f64], k: f64, b: &mut [f64]) {
    let n = d.len();
    assert_eq!(n, b.len());
    if n == 0 {
        return;
    }
    // The left half keeps its middle cell, the right half mirrors it; d becomes k/d and b becomes
    // b/d of the eliminated rows.
    let half = n / 2;
    let (dl, dr) = d.split_at_mut(half);
    let (bl, br) = b.split_at_mut(half);
    let top = dr.len() - 1;
    let (mut from_left, mut from_right) = ([0.0, 0.0], [0.0, 0.0]);
    for i in 0..half {
        let j = top - i;
        let row = |d: f64, b: f64, [ratio, value]: [f64; 2]| {
            let pivot = 1.0 / (d - k * ratio);
            [k * pivot, (b + k * value) * pivot]
        };
        // The last row from the right is the middle one when n is even.
        from_left = row(dl[i], bl[i], from_left);
        [dl[i], bl[i]] = from_left;
        if j > 0 {
            from_right = row(dr[j], br[j], from_right);
            [dr[j], br[j]] = from_right;
        }
    }
    // Row 0 of the right half has both neighbours eliminated.
    br[0] =
        (br[0] + k * (from_left[1] + from_right[1])) / (dr[0] - k * (from_left[0] + from_right[0]));
    let (mut left, mut right) = (br[0], br[0]);
    for i in 0..half {
        let j = half - 1 - i;
        left = bl[j] + dl[j] * left;
        bl[j] = left;
        if i < top {
            right = br[i + 1] + dr[i + 1] * right;
            br[i + 1] = right;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Multiplies back, for lengths that are odd, even and tiny.
    #[test]
    fn the_solution_solves_the_system() {
        for n in [1, 2, 3, 4, 5, 10, 101, 256] {
            let k = 1.7;
            let d: Vec<f64> = (0..n).map(|i| 3.5 + f64::from(i % 7)).collect();
            let b: Vec<f64> = (0..n).map(|i| f64::from(i * i % 13) - 5.0).collect();
            let mut x = b.clone();
            solve(&mut d.clone(), k, &mut x);
            for i in 0..n as usize {
                let before = if i > 0 { x[i - 1] } else { 0.0 };
                let after = x.get(i + 1).copied().unwrap_or(0.0);
                let residual = d[i] * x[i] - k * (before + after) - b[i];
                assert!(residual.abs() < 1e-13 * (1.0 + b[i].abs()), "{n}: row {i}");
            }
        }
    }

    #[test]
    fn mirrored_systems_have_mirrored_solutions() {
        let d = [5.0, 4.0, 6.0, 7.0, 4.5];
        let mut b = [1.0, -2.0, 3.0, 0.5, 4.0];
        let mut mirrored: Vec<f64> = b.iter().rev().copied().collect();
        solve(&mut d.clone(), 1.5, &mut b);
        let mut reversed: Vec<f64> = d.iter().rev().copied().collect();
        solve(&mut reversed, 1.5, &mut mirrored);
        for (a, b) in b.iter().zip(mirrored.iter().rev()) {
            assert!((a - b).abs() < 1e-15);
        }
    }
}
