//! The innermost part of the matrix product: `M` × `N` sums that stay in registers.

use super::Start;

/// Rows of A (columns, if `TRANSPOSED`), `stride` numbers apart.
#[derive(Clone, Copy)]
pub struct Left<'a, const TRANSPOSED: bool> {
    pub numbers: &'a [f64],
    pub stride: usize,
}

/// `depth` rows of B, `stride` numbers apart.
#[derive(Clone, Copy)]
pub struct Right<'a> {
    pub numbers: &'a [f64],
    pub stride: usize,
    pub depth: usize,
}

/// A tile of C: rows `stride` numbers apart, of which `width` columns exist.
pub struct Target<'c> {
    pub c: &'c mut [f64],
    pub stride: usize,
    pub width: usize,
}

/// C ← start + A·B for one tile of `M` rows, of whose `N` columns at most three do not exist;
/// returns `M`.
#[inline(always)]
pub fn tile<const M: usize, const N: usize, const TRANSPOSED: bool>(
    left: Left<TRANSPOSED>,
    right: Right,
    start: Start,
    target: Target,
) -> usize {
    // The width as a constant: see `pack`.
    match N - target.width {
        0 => of_width::<M, N, 0, TRANSPOSED>(left, right, start, target),
        1 => of_width::<M, N, 1, TRANSPOSED>(left, right, start, target),
        2 => of_width::<M, N, 2, TRANSPOSED>(left, right, start, target),
        _ => of_width::<M, N, 3, TRANSPOSED>(left, right, start, target),
    }
    M
}

#[inline(always)]
fn of_width<const M: usize, const N: usize, const MISSING: usize, const TRANSPOSED: bool>(
    left: Left<TRANSPOSED>,
    right: Right,
    start: Start,
    target: Target,
) {
    let mut sums = [[0.0; N]; M];
    match start {
        Start::Zero => {}
        Start::Old => load::<M, N, MISSING>(target.c, target.stride, &mut sums),
        Start::Row(row) => load::<M, N, MISSING>(row, 0, &mut sums),
    }
    add_outer_products(left, right, &mut sums);
    for (i, sums) in sums.iter().enumerate() {
        let row = &mut target.c[i * target.stride..][..N - MISSING];
        for (c, sum) in row.iter_mut().zip(sums) {
            *c = *sum;
        }
    }
}

/// Copies rows of `from`, `stride` numbers apart, into `sums`.
#[inline(always)]
fn load<const M: usize, const N: usize, const MISSING: usize>(
    from: &[f64],
    stride: usize,
    sums: &mut [[f64; N]; M],
) {
    for (i, sums) in sums.iter_mut().enumerate() {
        let row = &from[i * stride..][..N - MISSING];
        for (sum, number) in sums.iter_mut().zip(row) {
            *sum = *number;
        }
    }
}

/// sums ← sums + Σ_k (column k of A)(row k of B). The sums are copied in and out element by element,
/// so that the compiler keeps them in registers.
#[inline(always)]
fn add_outer_products<const M: usize, const N: usize, const TRANSPOSED: bool>(
    left: Left<TRANSPOSED>,
    right: Right,
    sums: &mut [[f64; N]; M],
) {
    let (depth, a, b) = (right.depth, left.numbers, right.numbers);
    let (row_step, k_step) = match TRANSPOSED {
        false => (left.stride, 1),
        true => (1, left.stride),
    };
    assert!(depth > 0 && (M - 1) * row_step + (depth - 1) * k_step < a.len());
    assert!((depth - 1) * right.stride + N <= b.len());
    let mut inside = *sums;
    for k in 0..depth {
        // SAFETY: k ≤ depth − 1, for which the second assertion was made.
        let b_row: &[f64; N] = unsafe { &*b.as_ptr().add(k * right.stride).cast() };
        for (i, inside) in inside.iter_mut().enumerate() {
            // SAFETY: i ≤ M − 1 and k ≤ depth − 1, for which the first assertion was made. A check
            // at each of these loads takes longer than the multiplications.
            let a_ik = unsafe { *a.get_unchecked(i * row_step + k * k_step) };
            for (sum, b_kj) in inside.iter_mut().zip(b_row) {
                *sum = a_ik.mul_add(*b_kj, *sum);
            }
        }
    }
    *sums = inside;
}
