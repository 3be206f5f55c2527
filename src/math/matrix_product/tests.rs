use super::*;
use crate::random::Stream;

type Product = fn([usize; 3], &[f64], &[f64], Update, &mut [f64]);

/// The definition: every element by itself, k ascending.
fn naive([m, k, n]: [usize; 3], a: View, b: View, c: &mut [f64]) {
    for i in 0..m {
        for j in 0..n {
            for l in 0..k {
                c[i * n + j] = a.from(i, l)[0].mul_add(b.from(l, j)[0], c[i * n + j]);
            }
        }
    }
}

/// Shapes on both sides of every tile and panel edge.
const SHAPES: [[usize; 3]; 13] = [
    [1, 70, 45],
    [2, 5, 33],
    [40, 300, 30],
    [1, 1, 1],
    [8, 3, 16],
    [7, 5, 15],
    [9, 256, 17],
    [13, 257, 33],
    [1, 600, 1],
    [37, 64, 10],
    [64, 300, 32],
    [3, 0, 4],
    [0, 2, 3],
];

fn draw(count: usize, stream: &mut Stream) -> Vec<f64> {
    (0..count).map(|_| stream.normal()).collect()
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn every_variant_has_the_bits_of_the_definition() {
    let mut stream = Stream::new(1, "test", "matrix product", 0);
    for shape @ [m, k, n] in SHAPES {
        let (a, b) = (draw(m * k, &mut stream), draw(k * n, &mut stream));
        let start = draw(m * n, &mut stream);
        let rows = (View::row_major(&a, k), View::row_major(&b, n));
        let columns = (View::transposed(&a, m), View::transposed(&b, k));
        let variants: [(Product, View, View); 3] = [
            (product, rows.0, rows.1),
            (transposed_product, columns.0, rows.1),
            (product_transposed, rows.0, columns.1),
        ];
        for (variant, a_view, b_view) in variants {
            let (mut expected, mut c) = (start.clone(), start.clone());
            naive(shape, a_view, b_view, &mut expected);
            variant(shape, &a, &b, Update::Add, &mut c);
            assert_eq!(bits(&c), bits(&expected), "C + product of {shape:?}");
            expected.fill(0.0);
            naive(shape, a_view, b_view, &mut expected);
            variant(shape, &a, &b, Update::Overwrite, &mut c);
            assert_eq!(bits(&c), bits(&expected), "product of {shape:?}");
        }
    }
}

#[test]
fn a_row_is_the_first_summand_of_every_row() {
    let mut stream = Stream::new(3, "test", "matrix product", 0);
    for shape @ [m, k, n] in SHAPES {
        let (a, b) = (draw(m * k, &mut stream), draw(k * n, &mut stream));
        let row = draw(n, &mut stream);
        let mut expected: Vec<f64> = row.iter().copied().cycle().take(m * n).collect();
        let (a_view, b_view) = (View::row_major(&a, k), View::row_major(&b, n));
        naive(shape, a_view, b_view, &mut expected);
        let mut c = vec![f64::NAN; m * n];
        product_plus_row(shape, &a, &b, &row, &mut c);
        assert_eq!(bits(&c), bits(&expected), "{shape:?}");
    }
}

#[test]
fn the_lower_triangle_is_that_of_the_whole_product() {
    let mut stream = Stream::new(4, "test", "matrix product", 0);
    for [k, n] in [[1, 1], [3, 5], [70, 16], [256, 41], [300, 67]] {
        let a = draw(k * n, &mut stream);
        let stride = n + 3;
        let start = draw(n * stride, &mut stream);
        let mut whole: Vec<f64> = start
            .chunks_exact(stride)
            .flat_map(|row| row[..n].to_vec())
            .collect();
        transposed_product([n, k, n], &a, &a, Update::Add, &mut whole);
        let mut c = start.clone();
        add_lower_triangle([k, n], (&a, &a, n), (&mut c, stride));
        let rows = c.chunks_exact(stride).zip(start.chunks_exact(stride));
        for (i, ((row, start), whole)) in rows.zip(whole.chunks_exact(n)).enumerate() {
            assert_eq!(bits(&row[..=i]), bits(&whole[..=i]), "{k} × {n}, row {i}");
            assert_eq!(bits(&row[n..]), bits(&start[n..]), "beside the matrix");
        }
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    let mut stream = Stream::new(2, "test", "matrix product", 0);
    for [m, k, n] in SHAPES {
        let (a, b) = (draw(m * k, &mut stream), draw(k * n, &mut stream));
        let (a, b) = (View::row_major(&a, k), View::row_major(&b, n));
        let (shape, mut panel) = (
            Shape {
                m,
                k,
                n,
                c_stride: n,
                lower: false,
            },
            vec![0.0; DEPTH * WIDEST],
        );
        let mut expected = vec![0.0; m * n];
        plain(shape, a, b, Start::Zero, &mut expected, &mut panel);
        let mut c = vec![0.0; m * n];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA.
            unsafe { avx2(shape, a, b, Start::Zero, &mut c, &mut panel) };
            assert_eq!(bits(&c), bits(&expected), "AVX2, {shape:?}");
        }
        c.fill(0.0);
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            unsafe { avx512(shape, a, b, Start::Zero, &mut c, &mut panel) };
            assert_eq!(bits(&c), bits(&expected), "AVX-512, {shape:?}");
        }
    }
}

#[test]
#[should_panic(expected = "B is not 2 × 3")]
fn a_factor_of_the_wrong_shape_is_refused() {
    product(
        [1, 2, 3],
        &[0.0; 2],
        &[0.0; 5],
        Update::Overwrite,
        &mut [0.0; 3],
    );
}
