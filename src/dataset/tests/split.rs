use super::{classes, stream};
use crate::dataset::{
    Parts, Split, Target, customary_split, embedded, hold_out, random_split, stratified_folds,
    stratified_split,
};
use crate::random::Stream;
use proptest::prelude::*;

/// Codes in which each class has the given number of members, in an order the seed decides.
fn mixed(sizes: &[usize], seed: u64) -> Vec<u32> {
    let mut codes: Vec<u32> = (0..)
        .zip(sizes)
        .flat_map(|(class, &size)| vec![class; size])
        .collect();
    Stream::new(seed, "test", "order", 0).shuffle(&mut codes);
    codes
}

fn assert_partition(split: &Split, rows: usize) {
    assert!(split.train.is_sorted() && split.test.is_sorted());
    let mut all = [&split.train[..], &split.validation, &split.test].concat();
    all.sort_unstable();
    assert_eq!(all, (0..rows).collect::<Vec<_>>());
}

fn count(rows: &[usize], codes: &[u32], class: u32) -> usize {
    rows.iter().filter(|&&row| codes[row] == class).count()
}

proptest! {
    #[test]
    fn a_stratified_split_is_a_partition_with_every_class_in_its_share(
        sizes in prop::collection::vec(2usize..60, 1..8),
        fraction in 0.01f64..0.99,
        seed: u64,
    ) {
        let codes = mixed(&sizes, seed);
        let split = stratified_split(&classes(&codes), fraction, &mut stream()).expect("splits");
        assert_partition(&split, codes.len());
        for (class, &size) in (0..).zip(&sizes) {
            let test = count(&split.test, &codes, class);
            prop_assert!((test as f64 - size as f64 * fraction).abs() <= 1.0);
            prop_assert!((1..size).contains(&test));
        }
        // Where no class is so small that it must have one row more or less, the sum is exact.
        let smallest = *sizes.iter().min().expect("a class") as f64;
        if smallest * fraction.min(1.0 - fraction) >= 1.0 {
            let wanted = (codes.len() as f64 * fraction).round();
            prop_assert_eq!(split.test.len() as f64, wanted);
        }
    }

    /// The members of a class keep their fate, by their number within the class, when the rows of
    /// the classes are interleaved in another way.
    #[test]
    fn the_row_order_of_other_classes_does_not_matter(
        sizes in prop::collection::vec(2usize..30, 2..5), seeds: [u64; 2],
    ) {
        let fates = seeds.map(|seed| {
            let codes = mixed(&sizes, seed);
            let split = stratified_split(&classes(&codes), 0.3, &mut stream()).expect("splits");
            let fate = |class: u32| -> Vec<bool> {
                let members = (0..codes.len()).filter(|&row| codes[row] == class);
                members.map(|row| split.test.contains(&row)).collect()
            };
            (0..sizes.len() as u32).map(fate).collect::<Vec<_>>()
        });
        prop_assert_eq!(&fates[0], &fates[1]);
    }

    #[test]
    fn test_parts_of_folds_are_an_even_partition(
        sizes in prop::collection::vec(2usize..40, 1..6), folds in 2usize..6, seed: u64,
    ) {
        let codes = mixed(&sizes, seed);
        prop_assume!(folds <= codes.len());
        let splits = stratified_folds(&classes(&codes), folds, &mut stream()).expect("folds");
        prop_assert_eq!(splits.len(), folds);
        let mut tested: Vec<usize> = Vec::new();
        for split in &splits {
            assert_partition(split, codes.len());
            tested.extend(&split.test);
            prop_assert!(split.test.len().abs_diff(codes.len() / folds) <= 1);
            for (class, &size) in (0..).zip(&sizes) {
                prop_assert!(count(&split.test, &codes, class).abs_diff(size / folds) <= 1);
            }
        }
        tested.sort_unstable();
        prop_assert_eq!(tested, (0..codes.len()).collect::<Vec<_>>());
    }
}

#[test]
fn a_split_follows_from_its_stream() {
    let iris = embedded("iris").and_then(|set| set.load()).expect("loads");
    let split = |repeat| {
        let mut stream = Stream::new(1952, "test", "split", repeat);
        stratified_split(&iris, 0.2, &mut stream).expect("splits")
    };
    assert_eq!(split(0), split(0));
    assert_ne!(split(0), split(1));
    // 50 members a class: ten of each.
    let test = split(0).test;
    assert_eq!(
        [0, 50, 100].map(|from| test.iter().filter(|&&row| row / 50 * 50 == from).count()),
        [10; 3]
    );
}

#[test]
fn numbers_are_split_at_random() {
    let servo = embedded("servo").and_then(|set| set.load()).expect("loads");
    // 167 · 0.25 = 41.75.
    let split = stratified_split(&servo, 0.25, &mut stream()).expect("splits");
    assert_partition(&split, 167);
    assert_eq!(split.test.len(), 42);
    assert_eq!(
        split,
        random_split(&servo, 0.25, &mut stream()).expect("splits")
    );
    let folds = stratified_folds(&servo, 10, &mut stream()).expect("folds");
    assert!(
        folds
            .iter()
            .all(|fold| (16..=17).contains(&fold.test.len()))
    );
}

#[test]
fn the_customary_split_is_rows_in_their_order() {
    let mut table = classes(&[0, 1, 0, 1, 0, 1]);
    let error = customary_split(&table).expect_err("none");
    assert_eq!(
        error.to_string(),
        "test has no customary split into training and test rows; use a stratified one"
    );
    table.parts = Some(Parts {
        train: 3,
        validation: 1,
        test: 2,
    });
    let split = customary_split(&table).expect("one");
    assert_eq!(split.train, [0, 1, 2]);
    assert_eq!(split.validation, [3]);
    assert_eq!(split.test, [4, 5]);
}

#[test]
fn what_cannot_be_split_is_said() {
    let said = |codes: &[u32], fraction| {
        stratified_split(&classes(codes), fraction, &mut stream())
            .expect_err("cannot be split")
            .to_string()
    };
    assert_eq!(
        said(&[0, 1, 0], 0.5),
        "the class `c1` of test has a single member: it cannot be in both parts of a split"
    );
    for (fraction, printed) in [(0.0, "0"), (1.0, "1"), (-0.2, "-0.2"), (f64::NAN, "NaN")] {
        assert_eq!(
            said(&[0, 0, 1, 1], fraction),
            format!("the test fraction is {printed}, but must lie between 0 and 1, both excluded")
        );
    }
    let mut single = classes(&[0]);
    single.target = Target::Real {
        name: "y".into(),
        values: vec![1.0],
    };
    assert_eq!(
        random_split(&single, 0.5, &mut stream())
            .expect_err("one row")
            .to_string(),
        "test has 1 rows, too few for a training and a test part"
    );
    for folds in [0, 1, 5] {
        assert_eq!(
            stratified_folds(&classes(&[0, 0, 1, 1]), folds, &mut stream())
                .expect_err("4 rows")
                .to_string(),
            format!("{folds} folds of test are wanted; its 4 rows allow 2 to 4")
        );
    }
}

#[test]
fn what_is_held_out_has_its_share_of_every_class_and_a_lone_row_stays() {
    // Of rows 1…9: four of class 0, four of class 1, one of class 2.
    let table = classes(&[2, 0, 0, 0, 0, 1, 1, 1, 1, 2]);
    let rows: Vec<usize> = (1..10).collect();
    let (kept, held) = hold_out(&table, &rows, 0.5, &mut stream()).expect("holds out");
    let of = |rows: &[usize], from: usize, to: usize| {
        rows.iter()
            .filter(|&&row| (from..to).contains(&row))
            .count()
    };
    assert_eq!(
        (of(&held, 1, 5), of(&held, 5, 9), of(&held, 9, 10)),
        (2, 2, 0)
    );
    assert_eq!(
        (of(&kept, 1, 5), of(&kept, 5, 9), of(&kept, 9, 10)),
        (2, 2, 1)
    );
    assert!(hold_out(&table, &rows[..1], 0.5, &mut stream()).is_err());
    assert!(hold_out(&table, &rows, 1.0, &mut stream()).is_err());
}
