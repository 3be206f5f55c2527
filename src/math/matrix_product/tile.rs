//! The innermost part of the matrix product: sums of `M` rows and `K` registers that stay where they
//! are while k passes by.

use super::Start;
use super::lanes::Lanes;

/// Rows of A (columns, if `TRANSPOSED`), `stride` numbers apart.
#[derive(Clone, Copy)]
pub struct Left<'a, const TRANSPOSED: bool> {
    pub numbers: &'a [f64],
    pub stride: usize,
}

/// `depth` rows of B, `stride` numbers apart, of which `width` columns exist.
#[derive(Clone, Copy)]
pub struct Right<'a> {
    pub numbers: &'a [f64],
    pub stride: usize,
    pub depth: usize,
    pub width: usize,
}

/// A tile of C: rows `stride` numbers apart, of which `width` columns exist.
pub struct Target<'c> {
    pub c: &'c mut [f64],
    pub stride: usize,
    pub width: usize,
}

/// C ← start + A·B for one tile of `M` rows and `K` registers of `V`, the last of which may be used
/// in part; returns `M`.
#[inline(always)]
pub fn tile<V: Lanes, const K: usize, const M: usize, const TRANSPOSED: bool>(
    left: Left<TRANSPOSED>,
    right: Right,
    start: Start,
    target: Target,
) -> usize {
    let Target { c, stride, width } = target;
    let whole = V::COUNT * (K - 1);
    assert!(whole < width && width <= right.width && right.width <= V::COUNT * K);
    assert!((M - 1) * stride + width <= c.len());
    if let Start::Row(row) = start {
        assert!(width <= row.len());
    }
    // SAFETY: the processor is the caller's affair; all rows of C, and the row that is its start,
    // have `width` numbers.
    unsafe {
        let mut sums = match start {
            Start::Zero => [[V::splat(0.0); K]; M],
            Start::Old => load::<V, K, M>(c.as_ptr(), stride, width - whole),
            Start::Row(row) => load::<V, K, M>(row.as_ptr(), 0, width - whole),
        };
        if right.width == V::COUNT * K {
            add_outer_products::<V, K, M, TRANSPOSED, false>(left, right, &mut sums);
        } else {
            add_outer_products::<V, K, M, TRANSPOSED, true>(left, right, &mut sums);
        }
        for (i, sums) in sums.iter().enumerate() {
            let row = c.as_mut_ptr().add(i * stride);
            for (j, sum) in sums[..K - 1].iter().enumerate() {
                sum.store(row.add(j * V::COUNT));
            }
            let (last, row) = (sums[K - 1], row.add(whole));
            if width == V::COUNT * K {
                last.store(row);
            } else {
                last.store_first(row, width - whole);
            }
        }
    }
    M
}

/// # Safety
/// See [`tile`]: `M` rows, `stride` numbers apart, of `K` − 1 whole registers and `last` numbers.
#[inline(always)]
unsafe fn load<V: Lanes, const K: usize, const M: usize>(
    from: *const f64,
    stride: usize,
    last: usize,
) -> [[V; K]; M] {
    unsafe {
        let mut sums = [[V::splat(0.0); K]; M];
        for (i, sums) in sums.iter_mut().enumerate() {
            let row = from.add(i * stride);
            for (j, sum) in sums[..K - 1].iter_mut().enumerate() {
                *sum = V::load(row.add(j * V::COUNT));
            }
            let row = row.add((K - 1) * V::COUNT);
            sums[K - 1] = if last == V::COUNT {
                V::load(row)
            } else {
                V::load_first(row, last)
            };
        }
        sums
    }
}

/// sums ← sums + Σ_k (column k of A)(row k of B); `PARTIAL` says that the last register of a row of
/// B is one in part.
///
/// # Safety
/// The processor must have the instructions of `V`.
#[inline(always)]
unsafe fn add_outer_products<
    V: Lanes,
    const K: usize,
    const M: usize,
    const TRANSPOSED: bool,
    const PARTIAL: bool,
>(
    left: Left<TRANSPOSED>,
    right: Right,
    sums: &mut [[V; K]; M],
) {
    let (depth, a, b) = (right.depth, left.numbers, right.numbers);
    let (row_step, k_step) = match TRANSPOSED {
        false => (left.stride, 1),
        true => (1, left.stride),
    };
    assert!(depth > 0 && (M - 1) * row_step + (depth - 1) * k_step < a.len());
    let whole = V::COUNT * (K - 1);
    assert!((depth - 1) * right.stride + right.width <= b.len());
    let (a, b, mut inside) = (a.as_ptr(), b.as_ptr(), *sums);
    for k in 0..depth {
        // SAFETY: i ≤ M − 1 and k ≤ depth − 1, for which the assertions were made. A check at each
        // of these loads takes longer than the multiplications.
        unsafe {
            let row = b.add(k * right.stride);
            let b_k: [V; K] = std::array::from_fn(|j| {
                let from = row.add(j * V::COUNT);
                match PARTIAL && j == K - 1 {
                    true => V::load_first(from, right.width - whole),
                    false => V::load(from),
                }
            });
            for (i, sums) in inside.iter_mut().enumerate() {
                let a_ik = V::splat(*a.add(i * row_step + k * k_step));
                for (sum, b_kj) in sums.iter_mut().zip(b_k) {
                    *sum = sum.plus_product(a_ik, b_kj);
                }
            }
        }
    }
    *sums = inside;
}
