//! The dense matrix product, the only one in the project.
//!
//! Every element c_ij = Σ_k a_ik·b_kj is accumulated in ascending k by correctly rounded fused
//! multiply-adds, on every processor and for every shape, so that its bits depend on nothing but
//! the factors. The speed comes from tiles of elements that are accumulated side by side in
//! registers (K. Goto & R. van de Geijn 2008, ACM TOMS 34:12), which does not touch the order
//! within an element.

use std::cell::RefCell;

/// How far a packed panel of B reaches in k: 256 × 16 numbers are 32 KiB and stay in the cache
/// while all rows of A pass by.
const DEPTH: usize = 256;

/// What becomes of the numbers already in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// C = product.
    Overwrite,
    /// C = C + product, the old value being the first summand.
    Add,
}

/// A matrix whose element (row, column) stands at `row * row_stride + column * column_stride`:
/// row-major storage or its transpose.
#[derive(Clone, Copy)]
struct View<'a> {
    numbers: &'a [f64],
    row_stride: usize,
    column_stride: usize,
}

impl<'a> View<'a> {
    fn row_major(numbers: &'a [f64], columns: usize) -> Self {
        View {
            numbers,
            row_stride: columns,
            column_stride: 1,
        }
    }

    fn transposed(numbers: &'a [f64], columns: usize) -> Self {
        View {
            numbers,
            row_stride: 1,
            column_stride: columns,
        }
    }
}

/// m × k times k × n.
#[derive(Clone, Copy, Debug)]
struct Shape {
    m: usize,
    k: usize,
    n: usize,
}

/// C = A·B with A (m × k), B (k × n) and C (m × n), all row-major.
///
/// ```
/// use galvani::math::matrix_product::{Update, product};
/// let mut c = [0.0; 2];
/// product([1, 2, 2], &[1.0, 2.0], &[3.0, 4.0, 5.0, 6.0], Update::Overwrite, &mut c);
/// assert_eq!(c, [13.0, 16.0]);
/// ```
///
/// # Panics
/// When a slice does not have the length of its shape.
pub fn product([m, k, n]: [usize; 3], a: &[f64], b: &[f64], update: Update, c: &mut [f64]) {
    let (a, b) = (View::row_major(a, k), View::row_major(b, n));
    multiply(Shape { m, k, n }, a, b, update, c);
}

/// C = Aᵀ·B with A (k × m), B (k × n) and C (m × n), all row-major.
///
/// # Panics
/// When a slice does not have the length of its shape.
pub fn transposed_product(
    [m, k, n]: [usize; 3],
    a: &[f64],
    b: &[f64],
    update: Update,
    c: &mut [f64],
) {
    let (a, b) = (View::transposed(a, m), View::row_major(b, n));
    multiply(Shape { m, k, n }, a, b, update, c);
}

/// C = A·Bᵀ with A (m × k), B (n × k) and C (m × n), all row-major.
///
/// # Panics
/// When a slice does not have the length of its shape.
pub fn product_transposed(
    [m, k, n]: [usize; 3],
    a: &[f64],
    b: &[f64],
    update: Update,
    c: &mut [f64],
) {
    let (a, b) = (View::row_major(a, k), View::transposed(b, k));
    multiply(Shape { m, k, n }, a, b, update, c);
}

thread_local! {
    /// The packed panel, kept so that nothing is allocated inside a training iteration.
    static PANEL: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

fn multiply(shape: Shape, a: View, b: View, update: Update, c: &mut [f64]) {
    let Shape { m, k, n } = shape;
    assert_eq!(a.numbers.len(), m * k, "A is not {m} × {k}");
    assert_eq!(b.numbers.len(), k * n, "B is not {k} × {n}");
    assert_eq!(c.len(), m * n, "C is not {m} × {n}");
    if update == Update::Overwrite {
        c.fill(0.0);
    }
    PANEL.with_borrow_mut(|panel| on_best_path(shape, a, b, c, panel));
}

fn on_best_path(shape: Shape, a: View, b: View, c: &mut [f64], panel: &mut Vec<f64>) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            return unsafe { avx512(shape, a, b, c, panel) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA.
            return unsafe { avx2(shape, a, b, c, panel) };
        }
    }
    plain(shape, a, b, c, panel);
}

/// 16 accumulators of 8 lanes out of 32 registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512(shape: Shape, a: View, b: View, c: &mut [f64], panel: &mut Vec<f64>) {
    accumulate::<8, 16>(shape, a, b, c, panel);
}

/// 12 accumulators of 4 lanes out of 16 registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2(shape: Shape, a: View, b: View, c: &mut [f64], panel: &mut Vec<f64>) {
    accumulate::<6, 8>(shape, a, b, c, panel);
}

/// NEON and other processors with a fused multiply-add in their base set; elsewhere it is
/// computed in software, slowly, to the same bits.
fn plain(shape: Shape, a: View, b: View, c: &mut [f64], panel: &mut Vec<f64>) {
    accumulate::<4, 8>(shape, a, b, c, panel);
}

/// C += A·B in tiles of `M` × `N` elements.
#[inline(always)]
fn accumulate<const M: usize, const N: usize>(
    shape: Shape,
    a: View,
    b: View,
    c: &mut [f64],
    panel: &mut Vec<f64>,
) {
    let Shape { m, k, n } = shape;
    panel.resize(DEPTH * N, 0.0);
    for k_first in (0..k).step_by(DEPTH) {
        let depth = DEPTH.min(k - k_first);
        for column in (0..n).step_by(N) {
            let width = N.min(n - column);
            let panel = &mut panel[..depth * N];
            pack::<N>(b, k_first, column, width, panel);
            let mut row = 0;
            while row < m {
                let from = Corner {
                    row,
                    column,
                    k_first,
                    width,
                };
                row += if m - row >= M {
                    tile::<M, N>(a, panel, c, n, from)
                } else if m - row >= 4 {
                    tile::<4, N>(a, panel, c, n, from)
                } else {
                    tile::<1, N>(a, panel, c, n, from)
                };
            }
        }
    }
}

/// Copies `width` columns of B into rows of `N` numbers, the rest zero.
#[inline(always)]
fn pack<const N: usize>(b: View, k_first: usize, column: usize, width: usize, panel: &mut [f64]) {
    let first = k_first * b.row_stride + column * b.column_stride;
    if b.column_stride == 1 && width == N {
        for (offset, row) in panel.as_chunks_mut::<N>().0.iter_mut().enumerate() {
            *row = *whole_row(&b.numbers[first + offset * b.row_stride..]);
        }
    } else if b.column_stride == 1 {
        for (offset, row) in panel.chunks_exact_mut(N).enumerate() {
            let start = first + offset * b.row_stride;
            row[..width].copy_from_slice(&b.numbers[start..start + width]);
            row[width..].fill(0.0);
        }
    } else {
        panel.fill(0.0);
        for j in 0..width {
            let column = &b.numbers[first + j * b.column_stride..];
            for (row, value) in panel.chunks_exact_mut(N).zip(column) {
                row[j] = *value;
            }
        }
    }
}

/// Where a tile begins in C and in k, and how many of its columns exist.
#[derive(Clone, Copy)]
struct Corner {
    row: usize,
    column: usize,
    k_first: usize,
    width: usize,
}

/// Adds one panel's part to a tile of `M` rows; returns `M`.
#[inline(always)]
fn tile<const M: usize, const N: usize>(
    a: View,
    panel: &[f64],
    c: &mut [f64],
    n: usize,
    from: Corner,
) -> usize {
    let mut elements = [[0.0; N]; M];
    let corner = from.row * n + from.column;
    load(&c[corner..], n, from.width, &mut elements);
    let first = from.row * a.row_stride + from.k_first * a.column_stride;
    let a = View {
        numbers: &a.numbers[first..],
        ..a
    };
    add_outer_products(a, panel, &mut elements);
    store(&elements, n, from.width, &mut c[corner..]);
    M
}

/// The first `N` numbers. Copied as an array they take a few vector moves; a copy of a length known
/// only at run time is a call, which in thin matrices takes longer than the multiplications.
#[inline(always)]
fn whole_row<const N: usize>(numbers: &[f64]) -> &[f64; N] {
    numbers.first_chunk().expect("a whole row of the tile")
}

/// Copies the tile at the beginning of `c`, whose rows are `n` apart, into `elements`.
#[inline(always)]
fn load<const M: usize, const N: usize>(
    c: &[f64],
    n: usize,
    width: usize,
    elements: &mut [[f64; N]; M],
) {
    if width == N {
        for (i, row) in elements.iter_mut().enumerate() {
            *row = *whole_row(&c[i * n..]);
        }
    } else {
        for (i, row) in elements.iter_mut().enumerate() {
            row[..width].copy_from_slice(&c[i * n..i * n + width]);
        }
    }
}

/// Copies `elements` back, see [`load`].
#[inline(always)]
fn store<const M: usize, const N: usize>(
    elements: &[[f64; N]; M],
    n: usize,
    width: usize,
    c: &mut [f64],
) {
    if width == N {
        for (i, row) in elements.iter().enumerate() {
            c[i * n..i * n + N].copy_from_slice(row);
        }
    } else {
        for (i, row) in elements.iter().enumerate() {
            c[i * n..i * n + width].copy_from_slice(&row[..width]);
        }
    }
}

/// The innermost loop: elements ← elements + Σ_k (column k of A)(row k of B). The sums are copied in
/// and out element by element, so that the compiler keeps them in registers.
#[inline(always)]
fn add_outer_products<const M: usize, const N: usize>(
    a: View,
    panel: &[f64],
    elements: &mut [[f64; N]; M],
) {
    let depth = panel.len() / N;
    assert!((M - 1) * a.row_stride + (depth - 1) * a.column_stride < a.numbers.len());
    let mut sums = [[0.0; N]; M];
    for (sums, elements) in sums.iter_mut().zip(elements.iter()) {
        for (sum, element) in sums.iter_mut().zip(elements) {
            *sum = *element;
        }
    }
    for (k, b_row) in panel.chunks_exact(N).enumerate() {
        for (i, sums) in sums.iter_mut().enumerate() {
            // SAFETY: i ≤ M − 1 and k ≤ depth − 1, for which the assertion above was made. A check
            // at each of these loads takes longer than the multiplications.
            let a_ik = unsafe {
                a.numbers
                    .get_unchecked(i * a.row_stride + k * a.column_stride)
            };
            for (sum, b_kj) in sums.iter_mut().zip(b_row) {
                *sum = a_ik.mul_add(*b_kj, *sum);
            }
        }
    }
    for (elements, sums) in elements.iter_mut().zip(&sums) {
        for (element, sum) in elements.iter_mut().zip(sums) {
            *element = *sum;
        }
    }
}

#[cfg(test)]
#[path = "matrix_product_tests.rs"]
mod tests;
