//! One test a sentence: what is said of a broken file.

use super::{content, csv_layout, csv_table};
use crate::dataset::csv::Task;
use crate::dataset::idx::Labelled;
use crate::dataset::{CsvFile, Error, Source, proben1};
use crate::random::Stream;
use std::path::Path;

/// The sentence with which a result failed.
fn sentence<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => panic!("it should have failed"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn empty_file() {
    assert_eq!(
        sentence(csv_table(" \n")),
        "my.csv is empty; a header line with the names of the columns is wanted first"
    );
}

#[test]
fn header_only() {
    assert_eq!(
        sentence(csv_table("x,class\n")),
        "my.csv has a header line, but no rows of data"
    );
}

#[test]
fn ragged_row() {
    assert_eq!(
        sentence(csv_table("x,y,class\n1,2,a\n\n3,b\n")),
        "my.csv, line 4: found 2 fields, expected 3 as in the header"
    );
    assert_eq!(
        sentence(csv_table("x,y,class\r\n1,2,a\r\n3,4,b,5\r\n")),
        "my.csv, line 3: found 4 fields, expected 3 as in the header"
    );
}

#[test]
fn word_among_numbers() {
    assert_eq!(
        sentence(csv_table("x,y,class\n1,2,a\n3,4,b\n5,four,a\n")),
        "my.csv, line 4, column 2 (`y`): `four` is not a finite number; if the column holds \
         categories, list it in `nominal`, and if the text marks a missing value, list it in \
         `missing`"
    );
}

#[test]
fn infinity_among_numbers() {
    let said = sentence(csv_table("x,class\n1,a\ninf,b\n5,a\n"));
    assert!(
        said.starts_with("my.csv, line 3, column 1 (`x`): `inf` is not a finite number"),
        "{said}"
    );
}

#[test]
fn a_line_after_a_quoted_line_break_keeps_its_number() {
    let said = sentence(csv_table(
        "x,y,class\n\"a\nb\",2,a\nc,4,b\nd,5,a\ne,?,b\nf,g,a\n",
    ));
    assert!(
        said.starts_with("my.csv, line 7, column 2 (`y`): `g`"),
        "{said}"
    );
}

#[test]
fn target_not_in_the_header() {
    assert_eq!(
        sentence(csv_table("x,clas\n1,a\n")),
        "my.csv has no column `class` for `target` (did you mean `clas`?); its columns are `x`, `clas`"
    );
}

#[test]
fn nominal_column_not_in_the_header() {
    assert_eq!(
        sentence(csv_layout("colour,class\nred,a\n", |l| l.nominal = vec!["color"])),
        "my.csv has no column `color` for `nominal` (did you mean `colour`?); its columns are \
         `colour`, `class`"
    );
}

#[test]
fn duplicate_column() {
    assert_eq!(
        sentence(csv_table("\n\nx,y,x,class\n1,2,3,a\n")),
        "my.csv, line 3, column 3: the name `x` was given to column 1 already"
    );
}

#[test]
fn nameless_column() {
    assert_eq!(
        sentence(csv_table(",x,class\n0,1,a\n")),
        "my.csv, line 1, column 1: the column has no name"
    );
}

#[test]
fn nothing_but_the_target() {
    assert_eq!(
        sentence(csv_layout("id,class\n1,a\n", |l| l.ignore = vec!["id"])),
        "my.csv has no columns besides its target `class`"
    );
}

#[test]
fn missing_target() {
    assert_eq!(
        sentence(csv_table("x,class\n1,a\n2,?\n")),
        "my.csv, line 3, column 2 (`class`): the target is missing"
    );
}

#[test]
fn word_as_a_regression_target() {
    assert_eq!(
        sentence(csv_layout("x,class\n1,2.5\n2,tall\n", |l| l.task = Task::Regression)),
        "my.csv, line 3, column 2 (`class`): the target `tall` is not a finite number; regression \
         wants one (set `task = \"classification\"` if it is a class)"
    );
}

#[test]
fn not_utf8() {
    let latin1 = content("my.csv", b"x,class\n1,a\n2,caf\xe9\n");
    assert_eq!(
        sentence(latin1.text()),
        "my.csv, line 3, byte 6 of the line: not UTF-8; save the file as UTF-8"
    );
}

#[test]
fn no_such_file() {
    let source = Source::Csv(CsvFile {
        csv: "no/such.csv".into(),
        target: "target".into(),
        task: Task::Inferred,
        nominal: Vec::new(),
        ignore: Vec::new(),
        missing: Vec::new(),
        train_rows: None,
    });
    let said = sentence(source.load(Path::new("base"), &mut Stream::new(0, "", "", 0)));
    let path = Path::new("base").join("no/such.csv");
    assert_eq!(said, format!("{}: there is no such file", path.display()));
}

#[test]
fn too_many_training_rows() {
    let table = csv_table("x,class\n1,a\n2,b\n").expect("well-formed");
    assert_eq!(
        sentence(table.with_train_rows(2)),
        "my.csv: `train_rows` is 2, but must be from 1 to 1, one less than its rows"
    );
}

#[test]
fn truncated_gzip() {
    // The first bytes of a gzip stream, and no more.
    let bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let result = crate::dataset::content::Content::unpack("my.gz".into(), bytes);
    let said = sentence(result.map(|_| ()));
    let start = "my.gz is gzip-compressed, but cannot be unpacked: ";
    assert!(said.starts_with(start), "{said}");
}

/// An IDX file of unsigned bytes.
fn idx(shape: &[u32], numbers: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, shape.len() as u8];
    bytes.extend(shape.iter().flat_map(|length| length.to_be_bytes()));
    bytes.extend(numbers);
    bytes
}

fn labelled(images: &[u8], labels: &[u8]) -> String {
    sentence(Labelled::read(
        &content("images", images),
        &content("labels", labels),
    ))
}

#[test]
fn idx_with_bad_magic() {
    let said = labelled(b"x,class\n", &idx(&[1], &[7]));
    assert_eq!(
        said,
        "images starts with the bytes 78 2c 63 6c, which is not an IDX magic number (00 00, a type \
         08, 09, 0b, 0c, 0d or 0e, and the number of dimensions)"
    );
    let said = labelled(&[0, 0, 0x0a, 3], &idx(&[1], &[7]));
    assert!(
        said.starts_with("images starts with the bytes 00 00 0a 03,"),
        "{said}"
    );
    let said = labelled(b"", &idx(&[1], &[7]));
    assert!(
        said.starts_with("images starts with the bytes (none: it is empty),"),
        "{said}"
    );
}

#[test]
fn idx_truncated_or_too_long() {
    let whole = idx(&[1, 2, 2], &[1, 2, 3, 4]);
    let labels = idx(&[1], &[7]);
    for (length, promised) in [(19, 20), (16, 20), (9, 16)] {
        assert_eq!(
            labelled(&whole[..length], &labels),
            format!("images holds {length} bytes, but its header promises {promised}")
        );
    }
    let longer = idx(&[1, 2, 2], &[1, 2, 3, 4, 5]);
    assert_eq!(
        labelled(&longer, &labels),
        "images holds 21 bytes, but its header promises 20"
    );
    // A size that overflows 64 bits is an honest sentence, not a wrapped product.
    assert_eq!(
        labelled(&idx(&[u32::MAX; 3], &[]), &labels),
        "images holds 16 bytes, but its header promises 79228162458924105385300197391"
    );
}

#[test]
fn idx_labels_for_images() {
    let labels = idx(&[1], &[7]);
    assert_eq!(
        labelled(&labels, &labels),
        "images: the number of dimensions is 1, but of images it is 3 (count, height, width)"
    );
    let images = idx(&[2, 1, 1], &[0, 255]);
    assert_eq!(
        labelled(&images, &images),
        "labels: the number of dimensions is 3, but of labels it is 1"
    );
}

#[test]
fn idx_counts_differ() {
    assert_eq!(
        labelled(&idx(&[2, 1, 1], &[0, 255]), &idx(&[3], &[1, 2, 3])),
        "labels holds 3 labels, but images holds 2 images"
    );
}

#[test]
fn idx_without_images() {
    assert_eq!(
        labelled(&idx(&[0, 28, 28], &[]), &idx(&[0], &[])),
        "images holds no images"
    );
}

#[test]
fn idx_with_fractional_labels() {
    let mut labels = vec![0, 0, 0x0d, 1, 0, 0, 0, 1];
    labels.extend(2.5f32.to_be_bytes());
    assert_eq!(
        labelled(&idx(&[1, 1, 1], &[0]), &labels),
        "labels: label 1 is 2.5, not a whole number"
    );
}

#[test]
fn idx_with_infinite_pixels() {
    let mut images = vec![0, 0, 0x0e, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2];
    images.extend([1.0, f64::INFINITY].map(f64::to_be_bytes).as_flattened());
    assert_eq!(
        labelled(&images, &idx(&[1], &[7])),
        "images: number 2 is inf, not finite"
    );
}

#[test]
fn idx_test_pictures_of_another_size() {
    let read = |shape: &[u32], images: &str| {
        let numbers = vec![0; shape.iter().product::<u32>() as usize];
        Labelled::read(
            &content(images, &idx(shape, &numbers)),
            &content("labels", &idx(&shape[..1], &numbers[..shape[0] as usize])),
        )
        .expect("well-formed")
    };
    let result = Labelled::table(
        "x",
        read(&[1, 2, 2], "train"),
        Some(read(&[1, 2, 3], "test")),
    );
    assert_eq!(
        sentence(result),
        "test holds images of 2 × 3 pixels, but train of 2 × 2"
    );
}

const HEADER: &str = "bool_in=0\nreal_in=2\nbool_out=2\nreal_out=0\n\
                      training_examples=1\nvalidation_examples=0\ntest_examples=1\n";

fn proben1(text: &str) -> String {
    sentence(proben1::read("my.dt", &content("my.dt", text.as_bytes())))
}

#[test]
fn proben1_header() {
    assert_eq!(
        proben1("bool_in=0\nreal_inn=2\n"),
        "my.dt, line 2: found `real_inn=2`, expected `real_in=` and a whole number"
    );
    assert_eq!(
        proben1("bool_in=0\nreal_in=2.5\n"),
        "my.dt, line 2: found `real_in=2.5`, expected `real_in=` and a whole number"
    );
    assert_eq!(
        proben1("bool_in=0\n"),
        "my.dt ends within its header: `real_in=` and a whole number are wanted next"
    );
    assert!(proben1("\n").starts_with("my.dt is empty"));
}

#[test]
fn proben1_of_nothing() {
    assert_eq!(
        proben1(&HEADER.replace("real_in=2", "real_in=0")),
        "my.dt describes 0 inputs, 2 outputs and 1 training examples; each must be at least 1"
    );
}

#[test]
fn proben1_ragged_row() {
    assert_eq!(
        proben1(&format!("{HEADER}0.1 0.2 1 0\n0.3 0 1\n")),
        "my.dt, line 9: found 3 numbers, expected 4 (2 inputs and 2 outputs)"
    );
}

#[test]
fn proben1_word() {
    assert_eq!(
        proben1(&format!("{HEADER}0.1 0.2 1 0\n0.3 ? 0 1\n")),
        "my.dt, line 9, column 2: `?` is not a finite number"
    );
}

#[test]
fn proben1_count() {
    assert_eq!(
        proben1(&format!("{HEADER}0.1 0.2 1 0\n")),
        "my.dt holds 1 examples, but its header promises 1 + 0 + 1"
    );
}
