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
    if b.column_stride == 1 {
        for (offset, row) in panel.chunks_exact_mut(N).enumerate() {
            let start = first + offset * b.row_stride;
            copy_row::<N>(&b.numbers[start..start + width], row);
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

/// Copies `from` to the beginning of `to`. A whole row of `N` numbers takes a few vector moves; a call
/// of the library's memmove, which a length known only at run time means, takes longer than the
/// multiplications of a thin matrix.
#[inline(always)]
fn copy_row<const N: usize>(from: &[f64], to: &mut [f64]) {
    match (<&[f64; N]>::try_from(from), to.first_chunk_mut::<N>()) {
        (Ok(from), Some(to)) => *to = *from,
        _ => to[..from.len()].copy_from_slice(from),
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
    for (i, row) in elements.iter_mut().enumerate() {
        let start = (from.row + i) * n + from.column;
        copy_row::<N>(&c[start..start + from.width], row);
    }
    let first = from.row * a.row_stride + from.k_first * a.column_stride;
    let a = View {
        numbers: &a.numbers[first..],
        ..a
    };
    elements = add_outer_products(a, panel, &elements);
    for (i, row) in elements.iter().enumerate() {
        let start = (from.row + i) * n + from.column;
        copy_row::<N>(&row[..from.width], &mut c[start..start + from.width]);
    }
    M
}

/// The innermost loop: elements + Σ_k (column k of A)(row k of B). The sums are copied in element
/// by element, so that the compiler keeps them in registers.
#[inline(always)]
fn add_outer_products<const M: usize, const N: usize>(
    a: View,
    panel: &[f64],
    elements: &[[f64; N]; M],
) -> [[f64; N]; M] {
    let depth = panel.len() / N;
    assert!((M - 1) * a.row_stride + (depth - 1) * a.column_stride < a.numbers.len());
    let mut sums = [[0.0; N]; M];
    for (sums, elements) in sums.iter_mut().zip(elements) {
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
    sums
}

#[cfg(test)]
#[path = "matrix_product_tests.rs"]
mod tests;
