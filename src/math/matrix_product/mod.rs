//! The dense matrix product, the only one in the project.
//!
//! Every element c_ij = Σ_k a_ik·b_kj is accumulated in ascending k by correctly rounded fused
//! multiply-adds, on every processor and for every shape, so that its bits depend on nothing but
//! the factors. The speed comes from tiles of elements that are accumulated side by side in
//! registers (K. Goto & R. van de Geijn 2008, ACM TOMS 34:12), which does not touch the order
//! within an element.

mod blocks;
mod lanes;
mod tile;

use blocks::accumulate;
#[cfg(target_arch = "x86_64")]
use lanes::Half;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m256d, __m512d};
use std::cell::RefCell;

/// How far a packed panel of B reaches in k: 256 × 16 numbers are 32 KiB and stay in the cache
/// while all rows of A pass by.
const DEPTH: usize = 256;

/// Columns of the widest panel.
const WIDEST: usize = 16;

/// What becomes of the numbers already in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// C = product.
    Overwrite,
    /// C = C + product, the old value being the first summand.
    Add,
}

/// The first summand of every element.
#[derive(Clone, Copy)]
enum Start<'a> {
    Zero,
    /// The old value.
    Old,
    /// One row for all rows of C.
    Row(&'a [f64]),
}

impl From<Update> for Start<'_> {
    fn from(update: Update) -> Self {
        match update {
            Update::Overwrite => Start::Zero,
            Update::Add => Start::Old,
        }
    }
}

/// A matrix whose rows, or if `transposed` whose columns, stand one behind the other, `stride`
/// numbers apart.
#[derive(Clone, Copy)]
struct View<'a> {
    numbers: &'a [f64],
    stride: usize,
    transposed: bool,
}

impl<'a> View<'a> {
    fn row_major(numbers: &'a [f64], columns: usize) -> Self {
        View {
            numbers,
            stride: columns,
            transposed: false,
        }
    }

    fn transposed(numbers: &'a [f64], rows: usize) -> Self {
        View {
            numbers,
            stride: rows,
            transposed: true,
        }
    }

    /// The numbers from element (row, column) on.
    #[inline(always)]
    fn from(self, row: usize, column: usize) -> &'a [f64] {
        let at = match self.transposed {
            false => row * self.stride + column,
            true => column * self.stride + row,
        };
        &self.numbers[at..]
    }
}

/// m × k times k × n.
#[derive(Clone, Copy, Debug)]
struct Shape {
    m: usize,
    k: usize,
    n: usize,
    /// From one row of C to the next.
    c_stride: usize,
    /// Only the lower triangle of C is wanted; what lies close above the diagonal may be computed
    /// with it.
    lower: bool,
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
    multiply([m, k, n], a, b, update.into(), c);
}

/// C = 1·rᵀ + A·B: the product with the row r (n numbers) as the first summand of every row; A
/// (m × k), B (k × n) and C (m × n), all row-major. A layer's weighted sums with its biases.
///
/// ```
/// use galvani::math::matrix_product::product_plus_row;
/// let mut c = [0.0; 2];
/// product_plus_row([2, 1, 1], &[1.0, 2.0], &[3.0], &[10.0], &mut c);
/// assert_eq!(c, [13.0, 16.0]);
/// ```
///
/// # Panics
/// When a slice does not have the length of its shape.
pub fn product_plus_row([m, k, n]: [usize; 3], a: &[f64], b: &[f64], row: &[f64], c: &mut [f64]) {
    assert_eq!(row.len(), n, "the row does not have {n} elements");
    let (a, b) = (View::row_major(a, k), View::row_major(b, n));
    multiply([m, k, n], a, b, Start::Row(row), c);
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
    multiply([m, k, n], a, b, update.into(), c);
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
    multiply([m, k, n], a, b, update.into(), c);
}

/// The lower triangle of C = C + Aᵀ·B with A and B (both k × n) row-major, where that is symmetric.
/// The rows of A and B stand `stride` numbers apart, those of C (n × n) `c_stride`; what stands above
/// the diagonal of C afterwards is not defined.
///
/// ```
/// use galvani::math::matrix_product::add_lower_triangle;
/// let (a, mut c) = ([1.0, 2.0], [0.0; 4]);
/// add_lower_triangle([1, 2], (&a, &a, 2), (&mut c, 2));
/// assert_eq!([c[0], c[2], c[3]], [1.0, 2.0, 4.0]);
/// ```
///
/// # Panics
/// When a slice does not have the length of its shape.
pub fn add_lower_triangle(
    [k, n]: [usize; 2],
    (a, b, stride): (&[f64], &[f64], usize),
    (c, c_stride): (&mut [f64], usize),
) {
    assert!(n <= stride, "rows of {n} elements, {stride} apart");
    assert_eq!(a.len(), k * stride, "A does not have {k} rows");
    assert_eq!(b.len(), k * stride, "B does not have {k} rows");
    if k == 0 || n == 0 {
        return;
    }
    let (a, b) = (View::transposed(a, stride), View::row_major(b, stride));
    let shape = Shape {
        m: n,
        k,
        n,
        c_stride,
        lower: true,
    };
    PANEL.with_borrow_mut(|panel| on_best_path(shape, a, b, Start::Old, c, panel));
}

thread_local! {
    /// The packed panel, kept so that nothing is allocated inside a training iteration.
    static PANEL: RefCell<[f64; DEPTH * WIDEST]> = const { RefCell::new([0.0; DEPTH * WIDEST]) };
}

fn multiply([m, k, n]: [usize; 3], a: View, b: View, start: Start, c: &mut [f64]) {
    assert_eq!(a.numbers.len(), m * k, "A is not {m} × {k}");
    assert_eq!(b.numbers.len(), k * n, "B is not {k} × {n}");
    assert_eq!(c.len(), m * n, "C is not {m} × {n}");
    if k == 0 || n == 0 {
        return match start {
            Start::Zero => c.fill(0.0),
            Start::Old => {}
            Start::Row(row) => c
                .chunks_exact_mut(n.max(1))
                .for_each(|c| c.copy_from_slice(row)),
        };
    }
    let shape = Shape {
        m,
        k,
        n,
        c_stride: n,
        lower: false,
    };
    PANEL.with_borrow_mut(|panel| on_best_path(shape, a, b, start, c, panel));
}

fn on_best_path(shape: Shape, a: View, b: View, start: Start, c: &mut [f64], panel: &mut [f64]) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
            // SAFETY: the processor has AVX-512F and AVX-512VL.
            return unsafe { avx512(shape, a, b, start, c, panel) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA.
            return unsafe { avx2(shape, a, b, start, c, panel) };
        }
    }
    plain(shape, a, b, start, c, panel);
}

/// 16 accumulators of 8 lanes out of 32 registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl")]
fn avx512(shape: Shape, a: View, b: View, start: Start, c: &mut [f64], panel: &mut [f64]) {
    accumulate::<__m512d, Half, 8>(shape, a, b, start, c, panel);
}

/// 12 accumulators of 4 lanes out of 16 registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2(shape: Shape, a: View, b: View, start: Start, c: &mut [f64], panel: &mut [f64]) {
    accumulate::<__m256d, __m256d, 6>(shape, a, b, start, c, panel);
}

/// NEON and other processors with a fused multiply-add in their base set; elsewhere it is
/// computed in software, slowly, to the same bits.
fn plain(shape: Shape, a: View, b: View, start: Start, c: &mut [f64], panel: &mut [f64]) {
    accumulate::<[f64; 4], [f64; 4], 4>(shape, a, b, start, c, panel);
}

#[cfg(test)]
mod tests;
