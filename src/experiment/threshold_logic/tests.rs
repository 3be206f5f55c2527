//! Gates, thresholds, truth tables, counts, and what is told of wrong settings.

use super::gate::{circuits, rows, separating_unit};
use super::*;
use crate::experiment::testing::{self, value};
use crate::outcome::Cell;

fn outcome(settings: &ThresholdLogic) -> Outcome {
    testing::outcome(settings, &testing::context("test", 1943))
}

fn of_tables(tables: &[&str]) -> ThresholdLogic {
    ThresholdLogic {
        gates: Vec::new(),
        tables: tables.iter().map(|table| (*table).to_owned()).collect(),
        count_inputs: 0,
        ..ThresholdLogic::default()
    }
}

#[test]
fn every_gate_is_right_for_any_number_of_inputs_and_both_kinds_of_thresholds() {
    for inputs in 2..=MOST_INPUTS {
        for midway in [false, true] {
            let settings = ThresholdLogic {
                inputs,
                majority_inputs: inputs,
                midway,
                count_inputs: 0,
                ..ThresholdLogic::default()
            };
            for circuit in circuits(&settings) {
                let wrong = circuit.table().iter().filter(|row| row.is_wrong).count();
                assert_eq!(wrong, 0, "{} of {inputs} inputs", circuit.key);
            }
        }
    }
}

/// Halfway between the sums k − 1 and k of n inputs lies 1/(2√n) from both.
#[test]
fn margins_have_their_closed_forms() {
    let settings = ThresholdLogic {
        inputs: 4,
        majority_inputs: 5,
        count_inputs: 0,
        ..ThresholdLogic::default()
    };
    let midway = outcome(&settings);
    for (name, inputs) in [
        ("and", 4.0),
        ("or", 4.0),
        ("nor", 4.0),
        ("majority", 5.0),
        ("not", 1.0),
    ] {
        let expected = 0.5 / f64::sqrt(inputs);
        let margin = value(&midway, &format!("{name}_margin"));
        assert!((margin - expected).abs() < 1e-12, "{name}: {margin}");
    }
    let whole = outcome(&ThresholdLogic {
        midway: false,
        ..settings
    });
    assert_eq!(value(&whole, "and_margin"), 0.0);
}

#[test]
fn all_functions_of_two_and_three_inputs_are_computed() {
    for n in [2, 3] {
        let tables = (0..1u32 << (1 << n)).map(|f| format!("{f:0width$b}", width = 1 << n));
        let mut of_one_unit = 0;
        for table in tables {
            let circuit = circuits(&of_tables(&[&table])).remove(0);
            assert!(circuit.table().iter().all(|row| !row.is_wrong), "{table}");
            of_one_unit += usize::from(circuit.unit().is_some());
        }
        assert_eq!(of_one_unit, if n == 2 { 14 } else { 104 });
    }
}

/// Rows are numbered with x₁ first: of 0011 only x₁ matters.
#[test]
fn truth_tables_are_read_with_the_first_input_changing_slowest() {
    let circuit = circuits(&of_tables(&["0011"])).remove(0);
    assert_eq!(circuit.unit().unwrap().weights, [1.0, 0.0]);
    assert_eq!(rows(2).nth(1).unwrap(), [0.0, 1.0]);
    // x₁ ∧ ¬x₂.
    let unit = separating_unit(2, &[false, false, true, false]).unwrap();
    assert!(unit.fires(&[1.0, 0.0]) && !unit.fires(&[1.0, 1.0]) && !unit.fires(&[0.0, 0.0]));
}

#[test]
fn both_ways_of_counting_agree_with_muroga() {
    let outcome = outcome(&ThresholdLogic::default());
    for (inputs, published) in [(1, 4.0), (2, 14.0), (3, 104.0), (4, 1882.0)] {
        let name = format!("threshold_functions_{inputs}");
        assert_eq!(value(&outcome, &name), published);
        assert_eq!(value(&outcome, &format!("{name}_by_margin")), published);
    }
    assert_eq!(value(&outcome, "threshold_functions_6"), 15_028_134.0);
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "gates",
            "two_layers",
            "two_input_functions",
            "threshold_functions"
        ]
    );
}

#[test]
fn wrong_rows_of_a_users_unit_are_counted() {
    let settings = ThresholdLogic {
        gates: Vec::new(),
        units: vec![
            OwnUnit {
                weights: vec![1.0, 1.0],
                threshold: 0.5,
                table: Some("0001".into()),
                ..OwnUnit::default()
            },
            OwnUnit {
                name: Some("mine".into()),
                weights: vec![2.0, -1.0, 0.5],
                threshold: 1.0,
                ..OwnUnit::default()
            },
        ],
        count_inputs: 0,
        ..ThresholdLogic::default()
    };
    let outcome = outcome(&settings);
    assert_eq!(value(&outcome, "wrong_rows"), 2.0);
    assert_eq!(value(&outcome, "unit_1_wrong_rows"), 2.0);
    assert!(outcome.find_metric("unit_2_wrong_rows").is_none());
    // The corner (1, 1, 0) lies on the plane.
    assert_eq!(value(&outcome, "unit_2_margin"), 0.0);
    let table = outcome.tables.iter().find(|t| t.name == "gates").unwrap();
    let Cell::Text(formula) = &table.rows[1][4] else {
        panic!("a formula")
    };
    assert_eq!(formula.en, "2x₁ − x₂ + 0.5x₃ ≥ 1");
    assert_eq!(formula.ru, "2x₁ − x₂ + 0,5x₃ ≥ 1");
}

#[test]
fn wrong_settings_are_named() {
    let settings = ThresholdLogic {
        gates: vec![Gate::Xor, Gate::Xor],
        inputs: 1,
        count_inputs: 8,
        tables: vec!["012".into(), "011".into()],
        units: vec![
            OwnUnit::default(),
            OwnUnit {
                weights: vec![0.0, f64::NAN],
                table: Some("01".into()),
                ..OwnUnit::default()
            },
        ],
        ..ThresholdLogic::default()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<_> = problems.iter().map(|p| p.key.as_str()).collect();
    let expected = [
        "gates[1]",
        "inputs",
        "count_inputs",
        "tables[0]",
        "tables[1]",
        "units[0].weights",
        "units[1].weights[1]",
        "units[1].table",
    ];
    assert_eq!(keys, expected);
    let nothing = of_tables(&[]);
    assert_eq!(nothing.problems(Path::new("."))[0].key, "gates");
}

/// The sides of a line cover the frame once, whichever way it runs.
#[test]
fn both_sides_of_a_line_fill_the_frame() {
    use crate::outcome::figure::Mark;
    use crate::threshold::Unit;
    let frame = plane::Frame::square(0.0, 2.0);
    let area = |mark: &Mark| {
        let Mark::Band { x, low, high, .. } = mark else {
            panic!("a band")
        };
        let width = |i: usize| high[i] - low[i];
        let strip = |i: usize| (x[i + 1] - x[i]) * (width(i) + width(i + 1)) / 2.0;
        (0..x.len() - 1).map(strip).sum::<f64>()
    };
    for (weights, threshold, expected) in [
        ([1.0, 1.0], 1.0, 3.5),
        ([-1.0, -2.0], -2.0, 1.0),
        ([1.0, -1.0], 0.0, 2.0),
        ([1.0, 0.0], 0.5, 3.0),
        ([-2.0, 0.0], -1.0, 1.0),
        ([0.0, 1.0], 1.5, 1.0),
        ([0.0, 0.0], -1.0, 4.0),
    ] {
        let sides = frame.sides(&Unit::new(weights.to_vec(), threshold));
        let areas: Vec<f64> = sides.iter().map(area).collect();
        assert!(
            (areas.iter().sum::<f64>() - 4.0).abs() < 1e-12,
            "{weights:?}: {areas:?}"
        );
        let firing = areas.last().unwrap();
        assert!((firing - expected).abs() < 1e-12, "{weights:?}: {areas:?}");
    }
}
