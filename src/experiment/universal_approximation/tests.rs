use super::construct::Construction;
use super::learn::{Errors, lattice};
use super::results::slope;
use super::*;
use crate::experiment::testing::{self};

fn outcome(settings: &UniversalApproximation) -> Outcome {
    testing::outcome(settings, &testing::context("approximation", 1989))
}

const ONE_VARIABLE: [Function; 5] = [
    Function::Sine,
    Function::AbsoluteValue,
    Function::Step,
    Function::Runge,
    Function::Weierstrass,
];

#[test]
fn the_modulus_of_continuity_holds_on_a_grid_and_is_met_where_it_is_exact() {
    let side = 601;
    for function in ONE_VARIABLE {
        let x = lattice(function, side);
        let f: Vec<f64> = x.iter().map(|x| function.value(&[*x])).collect();
        for gap in [1, 7, 40, 120] {
            let delta = x[gap] - x[0];
            let pairs = f.iter().zip(&f[gap..]);
            let most = pairs.fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
            let bound = function.modulus(delta).unwrap();
            assert!(
                most <= bound * (1.0 + 1e-12),
                "{function:?} {delta}: {most} > {bound}"
            );
            if matches!(function, Function::AbsoluteValue) {
                approx::assert_relative_eq!(most, bound, max_relative = 1e-9);
            }
            if matches!(function, Function::Sine | Function::Step) {
                approx::assert_relative_eq!(most, bound, max_relative = 2e-2);
            }
        }
    }
}

#[test]
fn second_derivatives_stay_below_their_bound() {
    for function in ONE_VARIABLE {
        let Some(bound) = function.curvature() else {
            continue;
        };
        let h = 1e-4;
        let f = |x: f64| function.value(&[x]);
        let most = lattice(function, 2001)
            .iter()
            .map(|&x| ((f(x + h) - 2.0 * f(x) + f(x - h)) / (h * h)).abs())
            .fold(0.0, f64::max);
        assert!(most <= bound * 1.001, "{function:?}: {most} > {bound}");
        if function != Function::Weierstrass {
            assert!(
                most >= 0.99 * bound,
                "{function:?}: {most} far below {bound}"
            );
        }
    }
}

#[test]
fn constructions_keep_their_bounds_for_every_function() {
    for function in ONE_VARIABLE {
        for construction in Construction::ALL {
            for units in [1, 2, 5, 16, 100] {
                let built = construction.build(function, units).unwrap();
                let errors = Errors::of(function, &built.network, &built.weights);
                assert!(
                    errors.max <= built.bound + 1e-12,
                    "{function:?} {construction:?} {units}: {errors:?} > {}",
                    built.bound
                );
            }
        }
    }
}

#[test]
fn two_kinks_draw_the_absolute_value_exactly() {
    let built = Construction::Polygon
        .build(Function::AbsoluteValue, 2)
        .unwrap();
    let errors = Errors::of(Function::AbsoluteValue, &built.network, &built.weights);
    assert!(errors.max < 1e-15);
}

#[test]
fn a_power_law_has_its_slope() {
    let points = [1, 2, 4, 8].map(|n| (n, 3.0 / (n * n) as f64));
    approx::assert_relative_eq!(slope(points.into_iter(), 0.0).unwrap(), -2.0);
    assert_eq!(slope([(1, 1.0)].into_iter(), 0.0), None);
}

#[test]
fn errors_fall_with_units_in_one_variable_and_in_two() {
    for function in [Function::Runge, Function::Saddle] {
        let settings = UniversalApproximation {
            function,
            units: vec![1, 4, 8],
            examples: Some(if function.inputs() == 1 { 100 } else { 15 }),
            starts: 3,
            iterations: 60,
            ..UniversalApproximation::default()
        };
        let outcome = outcome(&settings);
        let value = |name: &str| outcome.find_metric(name).unwrap().value;
        assert!(value("rms_1") > value("rms_4") && value("rms_4") > value("rms_8"));
        assert!(value("max_8") >= value("rms_8"));
        assert_eq!(
            outcome
                .find_metric("staircase_bound_exceeded")
                .map(|m| m.value),
            (function.inputs() == 1).then_some(0.0)
        );
    }
}

#[test]
fn impossible_settings_are_refused_by_key() {
    let settings = UniversalApproximation {
        activation: Activation::Linear,
        units: vec![4, 4],
        constructed_units: vec![8],
        function: Function::Bump,
        starts: 0,
        examples: Some(200),
        ..UniversalApproximation::default()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems.iter().map(|problem| &*problem.key).collect();
    let expected = [
        "units[1]",
        "constructed_units",
        "examples",
        "starts",
        "activation",
    ];
    assert_eq!(keys, expected);
}
