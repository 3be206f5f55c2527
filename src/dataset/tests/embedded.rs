use crate::dataset::content::verify;
use crate::dataset::{EMBEDDED, Parts, SOURCES, Table, Target, customary_split, embedded};

fn load(name: &str) -> Table {
    embedded(name)
        .and_then(|set| set.load())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every row of MANIFEST.csv: rows, features, classes, missing values, training rows and columns of
/// categories.
#[test]
fn every_set_is_as_the_manifest_says() {
    let manifest = include_str!("../../../experiments/data/MANIFEST.csv");
    let mut named = 0;
    for row in manifest.lines().skip(1) {
        let facts: Vec<&str> = row.split(',').collect();
        let table = load(facts[0]);
        let regression = matches!(table.target, Target::Real { .. });
        assert_eq!(regression, facts[2] == "regression", "{row}");
        assert_eq!(table.rows().to_string(), facts[3], "{row}");
        assert_eq!(table.columns.len().to_string(), facts[4], "{row}");
        if !regression {
            assert_eq!(table.class_counts().len().to_string(), facts[5], "{row}");
        }
        assert_eq!(table.missing().to_string(), facts[6], "{row}");
        let train_rows = table.parts.map_or(String::new(), |p| p.train.to_string());
        assert_eq!(train_rows, facts[7], "{row}");
        let nominal: Vec<&str> = table
            .columns
            .iter()
            .filter(|column| matches!(column.values, crate::dataset::Values::Nominal { .. }))
            .map(|column| column.name.as_str())
            .collect();
        if facts[8] == "all" {
            assert_eq!(nominal.len(), table.columns.len(), "{row}");
        } else {
            let mut sorted = nominal;
            sorted.sort_unstable();
            assert_eq!(sorted.join(";"), facts[8], "{row}");
        }
        named += 1;
    }
    // All but `optdigits`, which joins two rows, and `mnist-subset`, which is no CSV.
    assert_eq!(named, EMBEDDED.len() - 2);
}

/// Class counts as SOURCES.md prints them: `3 classes (setosa 50, versicolor 50, virginica 50)`.
#[test]
fn class_counts_are_as_the_sources_say() {
    let mut checked = 0;
    for section in SOURCES.split("\n### ").skip(1) {
        let name = section.lines().next().expect("a heading");
        let Some((_, list)) = section.split_once(" classes (") else {
            continue;
        };
        if name == "letter-recognition" {
            continue; // its counts are printed as a range
        }
        let printed = list.split(')').next().expect("a closing bracket");
        let table = load(name);
        let Target::Classes { names, .. } = &table.target else {
            panic!("{name} has classes");
        };
        let counts = table.class_counts();
        let found: Vec<String> = names
            .iter()
            .zip(counts)
            .map(|(class, count)| format!("{class} {count}"))
            .collect();
        assert_eq!(found.join(", "), printed, "{name}");
        checked += 1;
    }
    assert_eq!(checked, 23);
}

#[test]
fn letters_and_regression_targets_have_their_published_statistics() {
    let letters = load("letter-recognition");
    // A, B, C, D and Z in Slate's .names file.
    let counts = letters.class_counts();
    assert_eq!((&counts[..4], counts[25]), (&[789, 766, 736, 805][..], 734));
    // SOURCES.md: mean rings 9.934, mean PRP 105.6, mean strength 35.818 MPa.
    for (name, mean, digits) in [
        ("abalone", 9.934, 5e-4),
        ("computer-hardware", 105.6, 0.05),
        ("concrete", 35.818, 5e-4),
    ] {
        let Target::Real { values, .. } = load(name).target else {
            panic!("{name} is a regression set");
        };
        let found = values.iter().sum::<f64>() / values.len() as f64;
        assert!((found - mean).abs() <= digits, "{name}: {found}");
    }
}

#[test]
fn pictures_know_their_size_and_parts() {
    let digits = load("optdigits");
    let parts = |train, test| {
        Some(Parts {
            train,
            validation: 0,
            test,
        })
    };
    assert_eq!(digits.parts, parts(3823, 1797));
    assert_eq!(digits.picture.map(|p| (p.width, p.height)), Some((8, 8)));
    assert_eq!(
        digits.class_counts()[..3],
        [376 + 178, 389 + 182, 380 + 177]
    );
    let mnist = load("mnist-subset");
    assert_eq!(mnist.parts, parts(3000, 1000));
    assert_eq!(mnist.picture.map(|p| (p.width, p.height)), Some((28, 28)));
    assert_eq!(mnist.columns.len(), 784);
    assert_eq!(mnist.class_counts(), [400; 10]);
    let split = customary_split(&mnist).expect("it has one");
    assert_eq!((split.train.len(), split.test[0]), (3000, 3000));
}

#[test]
fn names_are_sorted_and_a_wrong_one_is_corrected() {
    assert!(EMBEDDED.windows(2).all(|pair| pair[0].name < pair[1].name));
    let error = embedded("irsi").map(|_| ()).expect_err("no such set");
    let sentence = error.to_string();
    let start =
        "no data set is called `irsi` (did you mean `iris`?); the embedded sets are `abalone`";
    assert!(sentence.starts_with(start), "{sentence}");
    let sentence = embedded("boston-housing")
        .map(|_| ())
        .expect_err("left out on purpose")
        .to_string();
    assert!(!sentence.contains("did you mean"), "{sentence}");
}

#[test]
fn a_wrong_checksum_names_file_and_both_sums() {
    // SHA-256 of "abc": FIPS 180-4, example B.1.
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert!(verify("abc.csv", b"abc", sum).is_ok());
    let error = verify("abc.csv", b"abd", sum).expect_err("altered");
    assert_eq!(
        error.to_string(),
        format!(
            "abc.csv has the wrong SHA-256 checksum: expected {sum}, found \
             a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9; the file was altered"
        )
    );
}
