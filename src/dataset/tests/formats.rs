//! What is written comes back when it is read.

use super::{content, csv_layout, csv_table};
use crate::dataset::csv::Task;
use crate::dataset::idx::Labelled;
use crate::dataset::{Parts, Picture, Source, Target, Values, proben1};
use crate::random::Stream;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("writes to memory");
    encoder.finish().expect("writes to memory")
}

#[test]
fn columns_of_a_csv_file_are_inferred() {
    let text =
        "\u{feff}size,\"co,lour\",class\n1.5, red ,b\n?,\"dark \"\"blue\"\"\",a\n-2e1,NA,b\n";
    let table = csv_table(text).expect("well-formed");
    let Values::Numeric(sizes) = &table.columns[0].values else {
        panic!("sizes are numbers");
    };
    assert_eq!((sizes[0], sizes[2]), (1.5, -20.0));
    assert!(sizes[1].is_nan());
    assert_eq!(table.columns[1].name, "co,lour");
    assert_eq!(
        table.columns[1].values,
        Values::Nominal {
            levels: vec!["dark \"blue\"".into(), "red".into()],
            codes: vec![Some(1), Some(0), None],
        }
    );
    assert_eq!(
        table.target,
        Target::Classes {
            names: vec!["a".into(), "b".into()],
            codes: vec![1, 0, 1],
        }
    );
    assert_eq!(table.missing(), 2);
}

#[test]
fn declared_categories_are_in_natural_order() {
    let text = "legs,class\n10,a\n9,a\nmany,b\n2,b\n";
    let table = csv_layout(text, |layout| layout.nominal = vec!["legs"]).expect("well-formed");
    let Values::Nominal { levels, .. } = &table.columns[0].values else {
        panic!("legs are declared nominal");
    };
    assert_eq!(levels, &["2", "9", "10", "many"]);
}

#[test]
fn the_task_is_inferred_from_the_target() {
    let is_class = |targets: &[&str], task| {
        let rows: String = targets
            .iter()
            .map(|target| format!("0,{target}\n"))
            .collect();
        let table = csv_layout(&format!("x,class\n{rows}"), |layout| layout.task = task);
        matches!(table.expect("well-formed").target, Target::Classes { .. })
    };
    assert!(is_class(&["1", "2", "10"], Task::Inferred));
    assert!(is_class(&["1.5", "2", "x"], Task::Inferred));
    assert!(!is_class(&["1.5", "2", "10"], Task::Inferred));
    let many: Vec<String> = (0..21).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(is_class(&many[..20], Task::Inferred));
    assert!(!is_class(&many, Task::Inferred));
    assert!(is_class(&many, Task::Classification));
    assert!(!is_class(&["1", "2", "10"], Task::Regression));
}

proptest! {
    /// Any finite numbers and any words, quoted where need be, come back bit for bit.
    #[test]
    fn csv_round_trip(rows in prop::collection::vec(
        (prop::num::f64::NORMAL | prop::num::f64::ZERO, "[a-zé][a-z,\" \n]{0,6}[a-zé]", 0u8..5), 1..40,
    )) {
        let mut text = String::from("number,word,class\n");
        for (number, word, class) in &rows {
            text += &format!("{number:?},\"{}\",k{class}\n", word.replace('"', "\"\""));
        }
        let table = csv_table(&text).expect("well-formed");
        let Values::Numeric(numbers) = &table.columns[0].values else { panic!("numbers") };
        let Values::Nominal { levels, codes } = &table.columns[1].values else { panic!("words") };
        let Target::Classes { names, codes: classes } = &table.target else { panic!("classes") };
        for (row, (number, word, class)) in rows.iter().enumerate() {
            prop_assert_eq!(numbers[row].to_bits(), number.to_bits());
            prop_assert_eq!(&levels[codes[row].expect("present") as usize], word);
            prop_assert_eq!(&names[classes[row] as usize], &format!("k{class}"));
        }
        prop_assert!(levels.windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// Whatever bytes a file holds, reading it ends in a table or a sentence.
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let file = content("any", &bytes);
        let _ = Labelled::read(&file, &file);
        let _ = proben1::read("any", &file);
        if let Ok(text) = file.text() {
            let _ = csv_table(text);
        }
    }
}

/// An IDX file: type, shape, and the numbers' bytes.
fn idx<const N: usize>(kind: u8, shape: &[u32], numbers: &[[u8; N]]) -> Vec<u8> {
    let mut bytes = vec![0, 0, kind, shape.len() as u8];
    bytes.extend(shape.iter().flat_map(|length| length.to_be_bytes()));
    bytes.extend(numbers.as_flattened());
    bytes
}

#[test]
fn idx_round_trip_in_every_type() {
    let numbers = [0i8, 1, 2, 3, 100, 127, 7, 8, 9, 10, 11, 12];
    let shape = [2, 2, 3];
    let files = [
        idx(0x08, &shape, &numbers.map(|n| [n as u8])),
        idx(0x09, &shape, &numbers.map(i8::to_be_bytes)),
        idx(0x0b, &shape, &numbers.map(|n| i16::from(n).to_be_bytes())),
        idx(0x0c, &shape, &numbers.map(|n| i32::from(n).to_be_bytes())),
        idx(0x0d, &shape, &numbers.map(|n| f32::from(n).to_be_bytes())),
        idx(0x0e, &shape, &numbers.map(|n| f64::from(n).to_be_bytes())),
    ];
    let labels = content("labels", &gzipped(&idx(0x08, &[2], &[[9], [4]])));
    for images in files {
        for images in [gzipped(&images), images] {
            let read = Labelled::read(&content("images", &images), &labels);
            let table = Labelled::table("my", read.expect("well-formed"), None).expect("one part");
            assert_eq!(
                table.picture,
                Some(Picture {
                    width: 3,
                    height: 2
                })
            );
            assert_eq!((table.rows(), table.columns.len()), (2, 6));
            for (pixel, column) in table.columns.iter().enumerate() {
                let both = [numbers[pixel], numbers[6 + pixel]].map(f64::from);
                assert_eq!(column.values, Values::Numeric(both.to_vec()));
                assert_eq!(column.name, format!("p{}_{}", pixel / 3, pixel % 3));
            }
            assert_eq!(
                table.target,
                Target::Classes {
                    names: vec!["4".into(), "9".into()],
                    codes: vec![1, 0],
                }
            );
        }
    }
}

#[test]
fn signed_idx_numbers_keep_their_sign() {
    let images = content("images", &idx(0x0b, &[1, 1, 1], &[(-300i16).to_be_bytes()]));
    let labels = content("labels", &idx(0x09, &[1], &[(-1i8).to_be_bytes()]));
    let read = Labelled::read(&images, &labels).expect("well-formed");
    let table = Labelled::table("my", read, None).expect("one part");
    assert_eq!(table.columns[0].values, Values::Numeric(vec![-300.0]));
    let Target::Classes { names, .. } = table.target else {
        panic!("labels are classes");
    };
    assert_eq!(names, ["-1"]);
}

/// A `.dt` file with two inputs and the given outputs.
fn proben1_target(bool_out: usize, real_out: usize, outputs: [&str; 3]) -> Target {
    let mut text = format!(
        "bool_in=1\nreal_in=1\nbool_out={bool_out}\nreal_out={real_out}\n\
         training_examples=1\nvalidation_examples=1\ntest_examples=1\n"
    );
    for (row, outputs) in outputs.iter().enumerate() {
        text += &format!("1 0.{row} {outputs}\n");
    }
    let plain = proben1::read("my.dt", &content("my.dt", text.as_bytes())).expect("well-formed");
    let packed = proben1::read("my.dt", &content("my.dt", &gzipped(text.as_bytes())));
    assert_eq!(plain, packed.expect("well-formed"));
    assert_eq!(
        plain.columns[1].values,
        Values::Numeric(vec![0.0, 0.1, 0.2])
    );
    assert_eq!(
        plain.parts,
        Some(Parts {
            train: 1,
            validation: 1,
            test: 1
        })
    );
    plain.target
}

#[test]
fn proben1_outputs_are_what_their_values_say() {
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        proben1_target(3, 0, ["0 1 0", "1 0 0", "0 1 0"]),
        Target::Classes {
            names: names(&["1", "2", "3"]),
            codes: vec![1, 0, 1]
        }
    );
    assert_eq!(
        proben1_target(1, 0, ["0", "1", "1"]),
        Target::Classes {
            names: names(&["0", "1"]),
            codes: vec![0, 1, 1]
        }
    );
    // As in Proben1's hearta1: declared Boolean, but a number.
    assert_eq!(
        proben1_target(1, 0, ["0", "0.6", "1"]),
        Target::Real {
            name: "out1".into(),
            values: vec![0.0, 0.6, 1.0]
        }
    );
    assert_eq!(
        proben1_target(0, 2, ["1 1", "0 0.5", "0 1"]),
        Target::Outputs {
            names: names(&["out1", "out2"]),
            values: vec![1.0, 1.0, 0.0, 0.5, 0.0, 1.0]
        }
    );
}

#[test]
fn files_are_relative_to_the_settings() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("my.csv");
    std::fs::write(&path, "x,target\n1,a\n2,b\n3,a\n").expect("writes");
    let source: Source = toml::from_str::<toml::Table>("d = { csv = 'my.csv', train_rows = 2 }")
        .expect("TOML")
        .remove("d")
        .expect("the key")
        .try_into()
        .expect("a source");
    assert_eq!(source.files(folder.path()), [path]);
    let table = source
        .load(folder.path(), &mut Stream::new(0, "", "", 0))
        .expect("well-formed");
    assert_eq!((table.rows(), table.name.as_str()), (3, "my.csv"));
    assert_eq!(
        table.parts.map(|parts| (parts.train, parts.test)),
        Some((2, 1))
    );
}
