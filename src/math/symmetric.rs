//! Products and updates of a symmetric matrix A (n × n, row-major) of which only the lower
//! triangle is stored: what lies above the diagonal is neither read nor changed, so that both take
//! half the memory traffic, which is what limits them.
//!
//! Sums have one order on every processor: a row's part in eight interleaved partial sums.

use super::cholesky::dot;
use super::dispatch::vectorised;

/// y ← A·x.
///
/// ```
/// use galvani::math::symmetric::product;
/// let mut y = [0.0; 2];
/// product(&[2.0, f64::NAN, 1.0, 3.0], &[1.0, 2.0], &mut y); // A = [2 1; 1 3]
/// assert_eq!(y, [4.0, 7.0]);
/// ```
///
/// # Panics
/// When A does not have n² elements or y not n, for the n elements of x.
pub fn product(a: &[f64], x: &[f64], y: &mut [f64]) {
    assert_shapes(a, x, y);
    rows_and_columns((a, x, y));
}

/// A ← A + α u uᵀ + β (u vᵀ + v uᵀ) + γ v vᵀ, with `factors` [α, β, γ].
///
/// # Panics
/// When A does not have n² elements or v not n, for the n elements of u.
pub fn add_rank_two(a: &mut [f64], u: &[f64], v: &[f64], factors: [f64; 3]) {
    assert_shapes(a, u, v);
    row_by_row((a, u, v, factors));
}

/// A ← I, both triangles.
///
/// # Panics
/// When A does not have n² elements.
pub fn set_to_identity(n: usize, a: &mut [f64]) {
    assert_eq!(a.len(), n * n, "A is not {n} × {n}");
    a.fill(0.0);
    a.iter_mut().step_by(n + 1).for_each(|a_ii| *a_ii = 1.0);
}

fn assert_shapes(a: &[f64], x: &[f64], y: &[f64]) {
    let n = x.len();
    assert_eq!(a.len(), n * n, "A is not {n} × {n}");
    assert_eq!(y.len(), n, "vectors of different lengths");
}

vectorised! {
    /// Every row of the triangle serves twice: as the row of its own element of y, and as the
    /// column of the elements before it.
    fn rows_and_columns(arguments: (&[f64], &[f64], &mut [f64])) {
        let (a, x, y) = arguments;
        for (i, row) in a.chunks_exact(x.len().max(1)).enumerate() {
            let (before, from_i) = y.split_at_mut(i);
            let row_before = &row[..i];
            from_i[0] = dot(row_before, &x[..i]) + row[i] * x[i];
            for (y, a) in before.iter_mut().zip(row_before) {
                *y += a * x[i];
            }
        }
    }
}

vectorised! {
    /// a_ij ← a_ij + (α u_i + β v_i) u_j + (β u_i + γ v_i) v_j for j ≤ i.
    fn row_by_row(arguments: (&mut [f64], &[f64], &[f64], [f64; 3])) {
        let (a, u, v, [alpha, beta, gamma]) = arguments;
        for (i, row) in a.chunks_exact_mut(u.len().max(1)).enumerate() {
            let along_u = alpha * u[i] + beta * v[i];
            let along_v = beta * u[i] + gamma * v[i];
            for ((a, u), v) in row[..=i].iter_mut().zip(u).zip(v) {
                *a += along_u * u + along_v * v;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    const SIZES: [usize; 6] = [1, 2, 7, 8, 9, 40];

    /// A lower triangle below an upper one of NaN, which must not be touched.
    fn triangle(n: usize, stream: &mut Stream) -> Vec<f64> {
        let element = |k: usize| {
            if k % n > k / n {
                f64::NAN
            } else {
                stream.normal()
            }
        };
        (0..n * n).map(element).collect()
    }

    fn at(a: &[f64], n: usize, i: usize, j: usize) -> f64 {
        a[i.max(j) * n + i.min(j)]
    }

    fn vector(n: usize, stream: &mut Stream) -> Vec<f64> {
        (0..n).map(|_| stream.normal()).collect()
    }

    fn bits(numbers: &[f64]) -> Vec<u64> {
        numbers.iter().map(|number| number.to_bits()).collect()
    }

    #[test]
    fn the_product_is_that_of_the_whole_matrix() {
        let mut stream = Stream::new(1, "test", "symmetric product", 0);
        for n in SIZES {
            let (a, x) = (triangle(n, &mut stream), vector(n, &mut stream));
            let mut y = vec![f64::NAN; n];
            product(&a, &x, &mut y);
            for (i, y) in y.iter().enumerate() {
                let sum: f64 = (0..n).map(|j| at(&a, n, i, j) * x[j]).sum();
                approx::assert_abs_diff_eq!(*y, sum, epsilon = 1e-13);
            }
        }
    }

    #[test]
    fn the_update_is_its_formula_in_every_element_of_the_lower_triangle() {
        let mut stream = Stream::new(1, "test", "symmetric update", 0);
        let [alpha, beta, gamma] = [0.3, -1.7, 2.1];
        for n in SIZES {
            let before = triangle(n, &mut stream);
            let (u, v) = (vector(n, &mut stream), vector(n, &mut stream));
            let mut a = before.clone();
            add_rank_two(&mut a, &u, &v, [alpha, beta, gamma]);
            for k in 0..n * n {
                let (i, j) = (k / n, k % n);
                if j > i {
                    assert!(a[k].is_nan(), "the upper triangle changed");
                    continue;
                }
                let mixed = u[i] * v[j] + v[i] * u[j];
                let change = alpha * u[i] * u[j] + beta * mixed + gamma * v[i] * v[j];
                approx::assert_abs_diff_eq!(a[k], before[k] + change, epsilon = 1e-13);
            }
        }
    }

    #[test]
    fn all_instruction_sets_give_the_same_bits() {
        let mut stream = Stream::new(1, "test", "symmetric paths", 0);
        for n in SIZES {
            let (a, x) = (triangle(n, &mut stream), vector(n, &mut stream));
            let v = vector(n, &mut stream);
            let (mut best, mut plain) = (vec![0.0; n], vec![0.0; n]);
            product(&a, &x, &mut best);
            rows_and_columns::plain((&a, &x, &mut plain));
            assert_eq!(bits(&best), bits(&plain));
            let (mut best, mut plain) = (a.clone(), a);
            add_rank_two(&mut best, &x, &v, [0.3, -1.7, 2.1]);
            row_by_row::plain((&mut plain, &x, &v, [0.3, -1.7, 2.1]));
            assert_eq!(bits(&best), bits(&plain));
        }
    }
}
