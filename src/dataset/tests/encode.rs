use super::{classes, csv_layout};
use crate::dataset::{Encoder, Error, Scaling, Table, Target, Values, embedded};
use approx::assert_abs_diff_eq;
use proptest::prelude::*;

/// Missing numbers and categories, a constant column; rows 0 to 3 are the training part.
fn survey() -> Table {
    let text = "age,colour,sex,planet,class\n\
                20,red,f,earth,a\n\
                NA,blue,m,earth,b\n\
                40,,f,earth,a\n\
                30,red,m,earth,b\n\
                90,green,,mars,a\n";
    csv_layout(text, |_| {}).expect("well-formed")
}

const TRAIN: [usize; 4] = [0, 1, 2, 3];

#[test]
fn unscaled_features_are_the_numbers_of_the_table() {
    let (table, rows) = (survey(), [0, 2, 4]);
    for scaling in [Scaling::None, Scaling::Standard, Scaling::MinMax] {
        let encoder = Encoder::fit(&table, &TRAIN, scaling).expect("fits");
        let encoded = encoder.encode(&table, &rows);
        for (row, age) in [20.0, 40.0, 90.0].into_iter().enumerate() {
            let back = encoder.unscaled(0, encoded.input(row)[0]);
            assert_abs_diff_eq!(back, age, epsilon = 1e-12);
        }
        // The sex of the last row is missing: ½ as it is.
        assert_eq!(encoder.unscaled(4, encoded.input(2)[4]), 0.5);
    }
}

#[test]
fn every_kind_of_column_is_encoded_as_documented() {
    let encoder = Encoder::fit(&survey(), &TRAIN, Scaling::None).expect("fits");
    assert_eq!(encoder.dropped(), ["planet"]);
    let all = encoder.encode(&survey(), &[0, 1, 2, 3, 4]);
    let names = ["age", "colour=blue", "colour=red", "colour=?", "sex=m"];
    assert_eq!(all.feature_names, names);
    // The median of 20, 30, 40 is 30. No training row is green or lacks the sex.
    assert_eq!(all.input(0), [20.0, 0.0, 1.0, 0.0, 0.0]);
    assert_eq!(all.input(1), [30.0, 1.0, 0.0, 0.0, 1.0]);
    assert_eq!(all.input(2), [40.0, 0.0, 0.0, 1.0, 0.0]);
    assert_eq!(all.input(3), [30.0, 0.0, 1.0, 0.0, 1.0]);
    assert_eq!(all.input(4), [90.0, 0.0, 0.0, 0.0, 0.5]);
    assert_eq!(all.labels, [0, 1, 0, 1, 0]);
    assert_eq!(all.target_slice(), [1., 0., 0., 1., 1., 0., 0., 1., 1., 0.]);
    assert_eq!(all.target(1), [0.0, 1.0]);
    assert_eq!(
        (all.outputs(), all.classes),
        (2, vec!["a".into(), "b".into()])
    );
}

#[test]
fn scalings_are_their_formulas() {
    let ages = |scaling| {
        let encoder = Encoder::fit(&survey(), &TRAIN, scaling).expect("fits");
        let rows = encoder.encode(&survey(), &[0, 1, 2, 4]);
        [0, 1, 2, 3].map(|row| rows.input(row)[0])
    };
    // 20, 30, 40, 30: mean 30, population variance 50.
    let deviation = 50f64.sqrt();
    let z = ages(Scaling::Standard);
    assert_abs_diff_eq!(z[0], -10.0 / deviation, epsilon = 1e-15);
    assert_eq!(z[1], 0.0);
    assert_abs_diff_eq!(z[3], 60.0 / deviation, epsilon = 1e-14);
    assert_eq!(ages(Scaling::MinMax), [0.0, 0.5, 1.0, 3.5]);
}

#[test]
fn a_shared_range_keeps_grey_levels_comparable() {
    let text = "dark,bright,class\n0,10,a\n5,20,b\n1,15,a\n";
    let table = csv_layout(text, |_| {}).expect("well-formed");
    let encoder = Encoder::fit(&table, &[0, 1, 2], Scaling::SharedMinMax).expect("fits");
    let examples = encoder.encode(&table, &[0, 1, 2]);
    assert_eq!(examples.input_slice(), [0.0, 0.5, 0.25, 1.0, 0.05, 0.75]);
}

#[test]
fn standardised_training_rows_have_mean_0_and_deviation_1() {
    let wine = embedded("wine").and_then(|set| set.load()).expect("loads");
    let rows: Vec<usize> = (0..wine.rows()).step_by(2).collect();
    let encoder = Encoder::fit(&wine, &rows, Scaling::Standard).expect("fits");
    let train = encoder.encode(&wine, &rows);
    for feature in 0..train.features() {
        let column = || (0..train.rows()).map(|row| train.input(row)[feature]);
        let n = train.rows() as f64;
        assert_abs_diff_eq!(column().sum::<f64>() / n, 0.0, epsilon = 1e-13);
        assert_abs_diff_eq!(
            column().map(|z| z * z).sum::<f64>() / n,
            1.0,
            epsilon = 1e-13
        );
    }
}

#[test]
fn a_scale_that_is_no_number_drops_its_column() {
    // The squares of the first underflow to 0, those of the second overflow.
    let text = "tiny,huge,x,class\n1e-200,1e200,1,a\n2e-200,2e200,2,b\n";
    let table = csv_layout(text, |_| {}).expect("well-formed");
    let encoder = Encoder::fit(&table, &[0, 1], Scaling::Standard).expect("fits");
    assert_eq!(encoder.dropped(), ["tiny", "huge"]);
    assert_eq!(encoder.encode(&table, &[0, 1]).input_slice(), [-1.0, 1.0]);
}

#[test]
fn targets_of_numbers_stay_as_they_are() {
    let mut table = classes(&[0, 1, 0]);
    table.target = Target::Outputs {
        names: vec!["u".into(), "v".into()],
        values: vec![1.5, 2.5, 3.5, 4.5, 5.5, 6.5],
    };
    let encoder = Encoder::fit(&table, &[0, 1, 2], Scaling::Standard).expect("fits");
    let examples = encoder.encode(&table, &[2, 0]);
    assert_eq!(
        (examples.outputs(), examples.target_slice()),
        (2, &[5.5, 6.5, 1.5, 2.5][..])
    );
    assert!(examples.labels.is_empty() && examples.classes.is_empty());
    table.target = Target::Real {
        name: "y".into(),
        values: vec![7.0, 8.0, 9.0],
    };
    assert_eq!(encoder.encode(&table, &[2, 0]).target_slice(), [9.0, 7.0]);
}

#[test]
fn weights_are_laid_out_over_the_dropped_pixels() {
    let digits = embedded("optdigits-train")
        .and_then(|set| set.load())
        .expect("loads");
    let rows: Vec<usize> = (0..digits.rows()).collect();
    let encoder = Encoder::fit(&digits, &rows, Scaling::SharedMinMax).expect("fits");
    // SOURCES.md: p00 and p47 are constant.
    assert_eq!(encoder.dropped(), ["p00", "p47"]);
    let examples = encoder.encode(&digits, &[17]);
    let (picture, pixels) = encoder
        .as_picture(examples.input(0))
        .expect("digits are pictures");
    assert_eq!((picture.width, picture.height, pixels.len()), (8, 8, 64));
    for (column, pixel) in digits.columns.iter().zip(pixels) {
        let Values::Numeric(values) = &column.values else {
            panic!("grey levels are numbers");
        };
        assert_eq!(pixel, values[17] / 16.0, "{}", column.name);
    }
}

#[test]
fn constant_numbers_stay_when_nothing_is_scaled() {
    let table = classes(&[0, 1, 0]);
    let encoder = Encoder::fit(&table, &[1], Scaling::None).expect("fits");
    assert!(encoder.dropped().is_empty());
    assert_eq!(
        encoder.encode(&table, &[0, 1, 2]).input_slice(),
        [0.0, 1.0, 2.0]
    );
}

#[test]
fn nothing_to_fit_on_is_an_error() {
    let error = Encoder::fit(&survey(), &[], Scaling::None).expect_err("no rows");
    assert_eq!(error.to_string(), "the training part of my.csv has no rows");
    let error = Encoder::fit(&survey(), &[0], Scaling::Standard).expect_err("one row");
    assert!(matches!(error, Error::NothingVaries { .. }));
    assert_eq!(
        error.to_string(),
        "every column of my.csv is constant on its training part: there is nothing to learn from"
    );
}

proptest! {
    /// Nothing leaks: other values in the test rows, among them categories that are new or sort
    /// first, leave the encoder and the training examples as they were.
    #[test]
    fn the_test_rows_do_not_touch_the_encoder(
        age in "|-?[0-9]{1,3}",
        words in prop::array::uniform3("|[0-9]|[a-z]{1,3}|red|f|m|earth"),
        scaling in prop::sample::select(vec![
            Scaling::None, Scaling::Standard, Scaling::MinMax, Scaling::SharedMinMax,
        ]),
    ) {
        let [colour, sex, planet] = words;
        let text = format!(
            "age,colour,sex,planet,class\n20,red,f,earth,a\nNA,blue,m,earth,b\n40,,f,earth,a\n\
             30,red,m,earth,b\n{age},{colour},{sex},{planet},b\n"
        );
        let nominal = vec!["colour", "sex", "planet"];
        let other = csv_layout(&text, |layout| layout.nominal = nominal.clone()).expect("well-formed");
        let fitted = Encoder::fit(&survey(), &TRAIN, scaling).expect("fits");
        let refitted = Encoder::fit(&other, &TRAIN, scaling).expect("fits");
        prop_assert_eq!(&fitted, &refitted);
        prop_assert_eq!(fitted.encode(&survey(), &TRAIN), refitted.encode(&other, &TRAIN));
        prop_assert_eq!(fitted.encode(&other, &[4]), refitted.encode(&other, &[4]));
    }
}
