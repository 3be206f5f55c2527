//! Sums of many products or rows, each in one order on every processor.

use super::dispatch::vectorised;
use super::matrix_product::Update;

/// Partial sums of [`dot`].
const LANES: usize = 32;

/// Σ x_i·y_i in 32 interleaved partial sums, added pairwise in the end.
///
/// ```
/// assert_eq!(galvani::math::sums::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    add_products((x, y, &mut sums));
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
        half /= 2;
    }
    let whole = x.len() - x.len() % LANES;
    let rest = x[whole..].iter().zip(&y[whole..]);
    sums[0] + rest.map(|(x, y)| x * y).sum::<f64>()
}

/// Writes the sums of the columns of A (row-major, as wide as `sums`) or adds them to the old
/// numbers, from the first row to the last.
///
/// ```
/// use galvani::math::{matrix_product::Update, sums::column_sums};
/// let mut sums = [0.0; 2];
/// column_sums(&[1.0, 2.0, 3.0, 4.0], Update::Overwrite, &mut sums);
/// assert_eq!(sums, [4.0, 6.0]);
/// ```
///
/// # Panics
/// When A is not made of whole rows.
pub fn column_sums(a: &[f64], update: Update, sums: &mut [f64]) {
    let width = sums.len().max(1);
    assert_eq!(a.len() % width, 0, "A is not made of rows of {width}");
    if update == Update::Overwrite {
        sums.fill(0.0);
    }
    add_rows((a, sums));
}

vectorised! {
    /// The partial sums over all whole chunks. They are put together elsewhere: next to the loop the
    /// pairs of that sum would keep the compiler from using more than two lanes.
    fn add_products(arguments: (&[f64], &[f64], &mut [f64; LANES])) {
        let (x, y, total) = arguments;
        let mut sums = *total;
        for (x, y) in x.as_chunks::<LANES>().0.iter().zip(y.as_chunks::<LANES>().0) {
            for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
                *sum += x * y;
            }
        }
        *total = sums;
    }
}

vectorised! {
    fn add_rows(arguments: (&[f64], &mut [f64])) {
        let (a, sums) = arguments;
        let mut first = 0;
        while first < sums.len() {
            first += match sums.len() - first {
                16.. => add_strip::<16>(a, first, sums),
                8.. => add_strip::<8>(a, first, sums),
                4.. => add_strip::<4>(a, first, sums),
                2.. => add_strip::<2>(a, first, sums),
                _ => add_strip::<1>(a, first, sums),
            };
        }
    }
}

/// Adds `N` columns from `first` on, side by side in registers; returns `N`.
#[inline(always)]
fn add_strip<const N: usize>(a: &[f64], first: usize, sums: &mut [f64]) -> usize {
    let width = sums.len();
    let mut inside = [0.0; N];
    inside.copy_from_slice(&sums[first..first + N]);
    for row in a.chunks_exact(width) {
        for (sum, a) in inside.iter_mut().zip(&row[first..first + N]) {
            *sum += a;
        }
    }
    sums[first..first + N].copy_from_slice(&inside);
    N
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn draw(count: usize, stream: &mut Stream) -> Vec<f64> {
        (0..count).map(|_| stream.normal()).collect()
    }

    #[test]
    fn a_dot_product_is_its_sum_on_every_instruction_set() {
        let mut stream = Stream::new(1, "test", "dot", 0);
        for n in [0, 1, 31, 32, 33, 100] {
            let (x, y) = (draw(n, &mut stream), draw(n, &mut stream));
            let exact: f64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
            let sum = dot(&x, &y);
            assert!((sum - exact).abs() < 1e-13, "n = {n}: {sum} for {exact}");
            let (mut best, mut plain) = ([0.0; LANES], [0.0; LANES]);
            add_products((&x, &y, &mut best));
            add_products::plain((&x, &y, &mut plain));
            assert_eq!(best.map(f64::to_bits), plain.map(f64::to_bits), "n = {n}");
        }
    }

    #[test]
    fn columns_are_summed_from_the_first_row_to_the_last() {
        let mut stream = Stream::new(1, "test", "column sums", 0);
        for width in [1, 2, 3, 10, 16, 31, 47] {
            for rows in [0, 1, 5] {
                let (a, old) = (draw(rows * width, &mut stream), draw(width, &mut stream));
                for update in [Update::Overwrite, Update::Add] {
                    let mut sums = old.clone();
                    column_sums(&a, update, &mut sums);
                    for (column, sum) in sums.iter().enumerate() {
                        let first = if update == Update::Add {
                            old[column]
                        } else {
                            0.0
                        };
                        let terms = a[column.min(a.len())..].iter().step_by(width);
                        let expected = terms.fold(first, |sum, term| sum + term);
                        assert_eq!(sum.to_bits(), expected.to_bits(), "{rows} × {width}");
                    }
                }
            }
        }
    }
}
