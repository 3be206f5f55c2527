use super::*;
use crate::optimize::laws::path;
use crate::optimize::surface::Quadratic;
use crate::optimize::{Counted, Counts};
use proptest::prelude::*;

const LIMIT: f64 = 1.75;

#[test]
fn the_first_steps_are_those_worked_by_hand() {
    // E = w²/2 from w = 1, η₀ = 0.1: S = 1, δ = −0.1, w = 0.9;
    // S = 0.9, β = 9 > 1.75, δ = −0.09 − 0.175 = −0.265, w = 0.635;
    // S = 0.635, β = 0.635/0.265 > 1.75, δ = −0.0635 − 0.46375 = −0.52725, w = 0.10775.
    let settings = Quickprop::default();
    let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
    for (w, by_hand) in path.iter().zip([0.9, 0.635, 0.10775]) {
        approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
    }
}

#[test]
fn after_an_overshoot_it_jumps_to_the_minimum_of_the_parabola() {
    // Slopes −2 and 1 with a step of 3 between them: the parabola's minimum lies a third back.
    assert_eq!(change(0.1, LIMIT, 1.0, -2.0, 3.0), -1.0);
}

#[test]
fn where_the_slope_grew_the_step_grows_by_the_limit() {
    let grown = change(0.1, LIMIT, 2.0, 1.0, -1.0);
    approx::assert_abs_diff_eq!(grown, -0.2 - 1.75);
}

#[test]
fn as_printed_the_conditions_are_turned_round_as_worked_by_hand() {
    // E = w²/2 from w = 1: ΔW = 0.1, w = 0.9. S = 0.9: downhill, where −ΔW S < 0: η = 0;
    // β = 9 > 1.75: ΔW = 0.175, w = 0.725. S = 0.725, β = 0.725/0.175 > 1.75: w = 0.41875.
    // S = 0.41875, β = 0.41875/0.30625 = 1.367347, γ = −S ΔW β < 0: μ = 1.75 once more although
    // the minimum of the parabola is nearer, ΔW = 0.5359375, w = −0.1171875.
    let settings = Quickprop {
        form: Form::Printed,
        ..Quickprop::default()
    };
    let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 4);
    for (w, by_hand) in path.iter().zip([0.9, 0.725, 0.41875, -0.1171875]) {
        approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
    }
}

/// Fahlman's program: `slope` and `slope_before` are those of −E.
fn of_fahlmans_program(rate: f64, limit: f64, slope: f64, before: f64, last: f64) -> f64 {
    let shrink = limit / (1.0 + limit);
    let mut next = 0.0;
    if last > 0.0 {
        if slope > 0.0 {
            next += rate * slope;
        }
        if slope > shrink * before {
            next += limit * last;
        } else {
            next += slope / (before - slope) * last;
        }
    } else if last < 0.0 {
        if slope < 0.0 {
            next += rate * slope;
        }
        if slope < shrink * before {
            next += limit * last;
        } else {
            next += slope / (before - slope) * last;
        }
    } else {
        next += rate * slope;
    }
    next
}

proptest! {
    #[test]
    fn it_takes_the_steps_of_fahlmans_program_for_every_sequence_of_slopes(
        slopes in proptest::collection::vec(-1.0..1.0f64, 2..40),
        rate in 0.01..2.0f64,
        limit in 0.5..3.0f64,
    ) {
        let (mut before, mut ours, mut his) = (0.0, 0.0, 0.0);
        for slope in slopes {
            ours = change(rate, limit, slope, before, ours);
            his = of_fahlmans_program(rate, limit, -slope, -before, his);
            prop_assert!((ours - his).abs() <= 1e-9 * his.abs(), "{} and {}", ours, his);
            before = slope;
        }
    }
}

/// E = ½‖w‖² of two weights of units with fan-ins 1 and 4.
struct TwoUnits;

impl Objective for TwoUnits {
    fn dimension(&self) -> usize {
        2
    }
    fn value(&mut self, w: &[f64]) -> f64 {
        0.5 * (w[0] * w[0] + w[1] * w[1])
    }
    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.copy_from_slice(w);
        self.value(w)
    }
    fn fan_in(&self, weight: usize) -> Option<usize> {
        Some([1, 4][weight])
    }
}

#[test]
fn a_split_epsilon_is_divided_by_the_fan_in() {
    let settings = Quickprop {
        split_epsilon: true,
        ..Quickprop::default()
    };
    let mut counts = Counts::default();
    let mut units = TwoUnits;
    let mut counted = Counted::new(&mut units, &mut counts);
    // First steps −η₀ S/fan-in.
    let path = path(&settings, &mut counted, &[1.0, 1.0], 1);
    assert_eq!(path[0], [0.9, 0.975]);
}

#[test]
fn a_split_epsilon_without_units_is_refused_by_name() {
    let settings = Quickprop {
        split_epsilon: true,
        ..Quickprop::default()
    };
    let mut optimizer = settings.optimizer(1);
    let refused = optimizer.step(&mut [1.0], &mut Quadratic::diagonal(&[1.0]));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "quickprop with `split_epsilon` needs the fan-in of every weight, which this objective does not have"
    );
}
