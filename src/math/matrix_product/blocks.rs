//! The way through the matrices: slabs of k, panels of columns, tiles of rows.

use super::lanes::Lanes;
use super::tile::{Left, Right, Target, tile};
use super::{DEPTH, Shape, Start, View};

/// Up to so many rows of A a row-major B is read where it stands: to copy it into a panel pays only
/// when more rows pass by.
const ROWS_WITHOUT_PANEL: usize = 32;

/// A factor, the other, and where the sums begin, of one step through k.
#[derive(Clone, Copy)]
struct Slab<'a> {
    shape: Shape,
    a: View<'a>,
    b: View<'a>,
    start: Start<'a>,
    k_first: usize,
    depth: usize,
}

/// C = start + A·B in tiles of `M` rows and two registers of `V`; `N` is the narrowest register.
#[inline(always)]
pub fn accumulate<V: Lanes, N: Lanes, const M: usize>(
    shape: Shape,
    a: View,
    b: View,
    start: Start,
    c: &mut [f64],
    panel: &mut [f64],
) {
    for k_first in (0..shape.k).step_by(DEPTH) {
        let slab = Slab {
            shape,
            a,
            b,
            start: if k_first == 0 { start } else { Start::Old },
            k_first,
            depth: DEPTH.min(shape.k - k_first),
        };
        if a.transposed {
            add_slab::<V, N, M, true>(slab, c, panel);
        } else {
            add_slab::<V, N, M, false>(slab, c, panel);
        }
    }
}

/// Column after column of panels, of the narrowest width that holds what is left: fewer than four
/// lanes are idle.
#[inline(always)]
fn add_slab<V: Lanes, N: Lanes, const M: usize, const TRANSPOSED: bool>(
    slab: Slab,
    c: &mut [f64],
    panel: &mut [f64],
) {
    let Shape { m, n, .. } = slab.shape;
    let mut column = 0;
    while column < n {
        let left = n - column;
        column += if m < 4 && left >= 4 * V::COUNT && !slab.b.transposed {
            // The additions of one row alone would wait for each other.
            add_columns::<V, 4, 1, TRANSPOSED>(slab, column, c, panel)
        } else if left > 2 * V::COUNT - N::COUNT {
            add_columns::<V, 2, M, TRANSPOSED>(slab, column, c, panel)
        } else if left > N::COUNT {
            add_columns::<V, 1, M, TRANSPOSED>(slab, column, c, panel)
        } else {
            add_columns::<N, 1, 8, TRANSPOSED>(slab, column, c, panel)
        };
    }
}

/// All rows of the columns that `K` registers of `V` hold; returns how many columns.
#[inline(always)]
fn add_columns<V: Lanes, const K: usize, const M: usize, const TRANSPOSED: bool>(
    slab: Slab,
    column: usize,
    c: &mut [f64],
    panel: &mut [f64],
) -> usize {
    let Slab { shape, depth, .. } = slab;
    let most = K * V::COUNT;
    let width = most.min(shape.n - column);
    let in_place = !slab.b.transposed && shape.m <= ROWS_WITHOUT_PANEL;
    let right = if in_place {
        Right {
            numbers: slab.b.from(slab.k_first, column),
            stride: slab.b.stride,
            depth,
            width,
        }
    } else {
        let panel = &mut panel[..depth * most];
        pack::<V>(
            slab.b.from(slab.k_first, column),
            slab.b,
            width,
            most,
            panel,
        );
        Right {
            numbers: panel,
            stride: most,
            depth,
            width: most,
        }
    };
    let start = match slab.start {
        Start::Row(row) => Start::Row(&row[column..column + width]),
        other => other,
    };
    let mut row = if shape.lower { column } else { 0 };
    while row < shape.m {
        let left = Left::<TRANSPOSED> {
            numbers: slab.a.from(row, slab.k_first),
            stride: slab.a.stride,
        };
        let target = Target {
            c: &mut c[row * shape.c_stride + column..],
            stride: shape.c_stride,
            width,
        };
        row += match shape.m - row {
            rows if rows >= M => tile::<V, K, M, TRANSPOSED>(left, right, start, target),
            rows if rows >= 4 => tile::<V, K, 4, TRANSPOSED>(left, right, start, target),
            rows if rows >= 2 => tile::<V, K, 2, TRANSPOSED>(left, right, start, target),
            _ => tile::<V, K, 1, TRANSPOSED>(left, right, start, target),
        };
    }
    width
}

/// Copies `width` columns of B, which begin at `from`, into rows of `most` numbers, the rest zero.
#[inline(always)]
fn pack<V: Lanes>(from: &[f64], b: View, width: usize, most: usize, panel: &mut [f64]) {
    if b.transposed {
        if width < most {
            panel.fill(0.0);
        }
        for j in 0..width {
            let column = &from[j * b.stride..];
            for (row, value) in panel.chunks_exact_mut(most).zip(column) {
                row[j] = *value;
            }
        }
        return;
    }
    for (k, row) in panel.chunks_exact_mut(most).enumerate() {
        let numbers = &from[k * b.stride..][..width];
        for (to, from) in row.chunks_exact_mut(V::COUNT).zip(numbers.chunks(V::COUNT)) {
            // SAFETY: both hold as many numbers as are read and written; the processor is the
            // caller's affair. A copy of a length known only at run time would be a call, which in
            // thin matrices takes longer than the multiplications.
            unsafe {
                let numbers = match from.len() == V::COUNT {
                    true => V::load(from.as_ptr()),
                    false => V::load_first(from.as_ptr(), from.len()),
                };
                numbers.store(to.as_mut_ptr());
            }
        }
    }
}
