//! The same bits on every path of the processor.

use super::*;

/// Two species that hunt each other (Lotka 1925, Volterra 1926), with a tide.
struct Hunt;

impl Field<4, 1> for Hunt {
    #[inline(always)]
    fn slope(&self, t: f64, y: &[f64; 4], p: &[f64; 1]) -> [f64; 4] {
        let [prey, hunter, rising, falling] = *y;
        [
            prey * (1.0 - hunter) + 0.01 * rising,
            hunter * (prey - p[0]) + 0.001 * t,
            falling,
            -rising,
        ]
    }
}

fn all(run: impl Fn(&mut Run<'_, Hunt, 4, 1>)) -> Vec<Option<Result<Trajectory<4>, Error>>> {
    let solver = Solver {
        relative: 1e-9,
        absolute: 1e-9,
        ..Solver::default()
    };
    let courses: Vec<Course<4, 1>> = (1..=11)
        .map(|i| Course {
            from: 0.0,
            to: 3.0 + f64::from(i % 4),
            y0: [1.0, 0.5, 0.0, 1.0],
            p: [0.2 * f64::from(i)],
        })
        .collect();
    let watched = Watched {
        samples: &[0.5, 2.25],
        events: &[
            Event::Maximum { component: 0 },
            Event::Rising {
                component: 2,
                level: 0.7,
            },
        ],
    };
    let mut results = vec![None; courses.len()];
    run(&mut Run::new(
        &solver,
        &Hunt,
        &courses,
        watched,
        &mut results,
    ));
    results
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    let plain = all(|run| run.run_to_the_end());
    for result in &plain {
        let found = result.as_ref().unwrap().as_ref().unwrap();
        assert_eq!(found.samples.len(), 2);
        assert!(!found.occurrences.is_empty());
    }
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            assert_eq!(all(|run| unsafe { avx2(run) }), plain);
        }
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            assert_eq!(all(|run| unsafe { avx512(run) }), plain);
        }
    }
    assert_eq!(all(dispatched), plain);
}
