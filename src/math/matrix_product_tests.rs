use super::*;
use crate::random::Stream;

#[test]
#[ignore = "measures speed"]
fn speed() {
    let mut stream = Stream::new(1, "test", "speed", 0);
    for [m, k, n] in [
        [256, 256, 256],
        [1797, 64, 32],
        [1797, 32, 10],
        [32, 64, 32],
        [136, 64, 2145],
        [1, 64, 32],
    ] {
        let a: Vec<f64> = (0..m * k).map(|_| stream.normal()).collect();
        let b: Vec<f64> = (0..k * n).map(|_| stream.normal()).collect();
        let mut c = vec![0.0; m * n];
        let repeats = (400_000_000 / (2 * m * k * n)).max(1);
        for (name, f) in [
            (
                "ab",
                product as fn([usize; 3], &[f64], &[f64], Into, &mut [f64]),
            ),
            ("atb", transposed_product),
            ("abt", product_transposed),
        ] {
            let mut best = f64::MAX;
            for _ in 0..5 {
                let start = std::time::Instant::now();
                for _ in 0..repeats {
                    f([m, k, n], &a, &b, Into::Overwrite, &mut c);
                }
                best = best.min(start.elapsed().as_secs_f64() / repeats as f64);
            }
            println!(
                "{name} {m} {k} {n}: {:.1} GFLOP/s {:.2} us",
                2e-9 * (m * k * n) as f64 / best,
                best * 1e6
            );
        }
    }
}
