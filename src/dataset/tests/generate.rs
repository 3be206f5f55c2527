use super::stream;
use crate::dataset::{
    GENERATORS, Table, Target, Values, arch_and_blob, generator, linear_blobs, moons, two_spirals,
    xor_blobs,
};
use approx::assert_abs_diff_eq;

/// The points of one class.
fn points(table: &Table, class: u32) -> Vec<(f64, f64)> {
    let (Values::Numeric(x), Values::Numeric(y)) =
        (&table.columns[0].values, &table.columns[1].values)
    else {
        panic!("coordinates are numbers");
    };
    let Target::Classes { codes, .. } = &table.target else {
        panic!("points have classes");
    };
    (0..codes.len())
        .filter(|&row| codes[row] == class)
        .map(|row| (x[row], y[row]))
        .collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn spirals_are_those_of_lang_and_witbrock() {
    let table = two_spirals(194, 0.0, &mut stream());
    let (first, second) = (points(&table, 0), points(&table, 1));
    assert_eq!((first.len(), second.len()), (97, 97));
    // i = 0: φ = 0, r = 6.5. i = 8: φ = π/2, r = 6. i = 96: φ = 6π, r = 0.5.
    for (i, x, y) in [(0, 0.0, 6.5), (8, 6.0, 0.0), (96, 0.0, 0.5)] {
        assert_abs_diff_eq!(first[i].0, x, epsilon = 1e-14);
        assert_abs_diff_eq!(first[i].1, y, epsilon = 1e-14);
    }
    for (a, b) in first.iter().zip(&second) {
        assert_eq!((a.0, a.1), (-b.0, -b.1));
    }
}

#[test]
fn xor_blobs_lie_on_the_corners_of_their_class() {
    let table = xor_blobs(4000, 0.05, &mut stream());
    for class in [0, 1] {
        let points = points(&table, class);
        // Twenty standard deviations away is the nearest corner of the other class.
        let is_class = |&(x, y): &(f64, f64)| ((x.round() + y.round()) as u32) % 2 == class;
        assert!(points.iter().all(is_class));
        assert_abs_diff_eq!(
            mean(points.iter().map(|p| p.0.round())),
            0.5,
            epsilon = 0.06
        );
        let spread = mean(points.iter().map(|p| (p.0 - p.0.round()).powi(2))).sqrt();
        assert_abs_diff_eq!(spread, 0.05, epsilon = 0.003);
    }
}

/// The lecture's picture: the arch from about (0.05, 0.1) over a crest near (0.25, 0.92), where most
/// points lie, to about (0.75, 0.2); the blob of deviation 0.05 around (0.30, 0.60), under it.
#[test]
fn the_arch_stands_over_the_blob() {
    let table = arch_and_blob(20_000, 0.025, &mut stream());
    let (arch, blob) = (points(&table, 0), points(&table, 1));
    assert_abs_diff_eq!(mean(blob.iter().map(|p| p.0)), 0.30, epsilon = 0.003);
    assert_abs_diff_eq!(mean(blob.iter().map(|p| p.1)), 0.60, epsilon = 0.003);
    assert_abs_diff_eq!(
        mean(blob.iter().map(|p| (p.0 - 0.3).powi(2))).sqrt(),
        0.05,
        epsilon = 2e-3
    );
    let share = |inside: &dyn Fn(f64, f64) -> bool| {
        arch.iter().filter(|&&(x, y)| inside(x, y)).count() as f64 / arch.len() as f64
    };
    // The crest holds more than half, the far right foot little, and beyond the feet lies nothing.
    assert!(share(&|_, y| y > 0.7) > 0.6);
    let foot = share(&|x, _| x > 0.6);
    assert!(0.02 < foot && foot < 0.2, "{foot}");
    assert_eq!(share(&|x, y| !(-0.1..0.9).contains(&x) || y > 1.05), 0.0);
    // Seen from the blob's centre the arch leaves a gap of clear ground.
    let near = share(&|x, y| (x - 0.3).hypot(y - 0.6) < 0.1);
    assert!(near < 0.01, "{near}");
}

#[test]
fn moons_are_half_circles() {
    let table = moons(400, 0.0, &mut stream());
    for (x, y) in points(&table, 1) {
        assert_abs_diff_eq!(x.hypot(y), 1.0, epsilon = 1e-15);
        assert!(y >= 0.0);
    }
    for (x, y) in points(&table, 0) {
        assert_abs_diff_eq!((x - 1.0).hypot(y - 0.5), 1.0, epsilon = 1e-15);
        assert!(y <= 0.5);
    }
}

#[test]
fn linear_blobs_are_classes_around_a_circle() {
    let table = linear_blobs(3000, 0.1, 3, &mut stream());
    assert_eq!(table.class_counts(), [1000; 3]);
    // −1/2 and √3/2 are cosine and sine of 120°.
    for (class, x, y) in [
        (0, 1.0, 0.0),
        (1, -0.5, 0.75f64.sqrt()),
        (2, -0.5, -(0.75f64.sqrt())),
    ] {
        let points = points(&table, class);
        assert_abs_diff_eq!(mean(points.iter().map(|p| p.0)), x, epsilon = 0.016);
        assert_abs_diff_eq!(mean(points.iter().map(|p| p.1)), y, epsilon = 0.016);
    }
}

#[test]
fn every_set_is_drawn_from_its_stream_with_balanced_classes() {
    assert!(
        GENERATORS
            .windows(2)
            .all(|pair| pair[0].name < pair[1].name)
    );
    for set in GENERATORS {
        let draw = || {
            let table = set.draw(set.examples, set.noise, set.classes, &mut stream());
            table.expect("its own defaults are in range")
        };
        let table = draw();
        assert_eq!(table, draw());
        assert_eq!(
            (table.rows(), table.name.as_str()),
            (set.examples, set.name)
        );
        let counts = table.class_counts();
        assert_eq!(counts.len(), set.classes);
        assert!(counts.iter().all(|count| count.abs_diff(counts[0]) <= 1));
        let smallest = set.draw(2 * set.classes, 0.0, set.classes, &mut stream());
        assert_eq!(smallest.expect("in range").missing(), 0);
    }
}

#[test]
fn numbers_out_of_range_are_named() {
    let said = |name: &str, examples, noise, classes| {
        let set = generator(name).expect("a generator");
        let drawn = set.draw(examples, noise, classes, &mut stream());
        drawn.expect_err("out of range").to_string()
    };
    assert_eq!(
        said("moons", 3, 0.1, 2),
        "`examples` is 3, but must be at least 4, two a class"
    );
    assert_eq!(
        said("moons", 40, 0.1, 3),
        "`classes` is 3, but `moons` has 2"
    );
    assert_eq!(
        said("linear-blobs", 400, 0.1, 101),
        "`classes` is 101, but must be from 2 to 100"
    );
    for (noise, printed) in [(-0.1, "-0.1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        assert_eq!(
            said("moons", 40, noise, 2),
            format!("`noise` is {printed}, but must be finite and at least 0")
        );
    }
}
