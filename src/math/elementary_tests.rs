use super::*;
use crate::random::Stream;

/// Distance in units in the last place of the reference, which is libm's (itself within 1 ulp).
fn ulps(value: f64, reference: f64) -> f64 {
    if value == reference || (value.is_nan() && reference.is_nan()) {
        return 0.0;
    }
    let ulp = (reference.abs().next_up() - reference.abs()).max(f64::from_bits(1));
    (value - reference).abs() / ulp
}

/// Arguments of all magnitudes, both signs, dense where the functions bend.
fn arguments() -> Vec<f64> {
    let mut stream = Stream::new(1, "test", "elementary", 0);
    let mut all: Vec<f64> = (0..200_000)
        .map(|_| stream.uniform_between(-20.0, 20.0))
        .collect();
    all.extend((0..100_000).map(|_| stream.uniform_between(-746.0, 710.0)));
    all.extend((0..100_000).map(|_| {
        let sign = 1.0 - 2.0 * stream.below(2) as f64;
        sign * libm::exp2(stream.uniform_between(-1074.0, 10.0))
    }));
    all.extend((-1100..=1100).flat_map(|n| {
        let halfway = (f64::from(n) + 0.5) * std::f64::consts::LN_2;
        [halfway.next_down(), halfway, halfway.next_up()]
    }));
    all
}

fn largest_error(own: fn(f64) -> f64, reference: fn(f64) -> f64) -> f64 {
    let errors = arguments().into_iter().map(|x| ulps(own(x), reference(x)));
    errors.fold(0.0, f64::max)
}

#[test]
fn errors_stay_within_the_stated_ulps() {
    // libm's own error, up to 1 ulp, adds to what is measured here.
    assert!(largest_error(exp, libm::exp) <= 1.5);
    assert!(largest_error(tanh, libm::tanh) <= 3.0);
    let logistic_reference = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    assert!(largest_error(logistic, logistic_reference) <= 3.0);
}

#[test]
fn ends_and_special_values_are_those_of_the_functions() {
    assert_eq!(exp(0.0), 1.0);
    assert_eq!(exp(1.0), std::f64::consts::E);
    assert_eq!(exp(f64::INFINITY), f64::INFINITY);
    assert_eq!(exp(f64::NEG_INFINITY), 0.0);
    assert_eq!(exp(709.782712893384), libm::exp(709.782712893384));
    assert_eq!(exp(709.782712893385), f64::INFINITY);
    assert_eq!(exp(-745.1332191019411), f64::from_bits(1));
    assert_eq!(exp(-745.2), 0.0);
    assert_eq!(exp(-708.5), libm::exp(-708.5), "a subnormal result");
    assert_eq!(tanh(f64::INFINITY), 1.0);
    assert_eq!(tanh(f64::NEG_INFINITY), -1.0);
    assert_eq!(tanh(-0.0).to_bits(), (-0.0_f64).to_bits());
    assert_eq!(tanh(1e-300), 1e-300);
    assert_eq!(tanh(f64::from_bits(1)), f64::from_bits(1));
    assert_eq!(logistic(0.0), 0.5);
    assert_eq!(logistic(f64::INFINITY), 1.0);
    assert_eq!(logistic(f64::NEG_INFINITY), 0.0);
    for function in [exp, tanh, logistic] {
        assert!(function(f64::NAN).is_nan());
    }
}

#[test]
fn tanh_is_odd_and_never_leaves_its_range() {
    for x in arguments() {
        assert_eq!(tanh(-x).to_bits(), (-tanh(x)).to_bits());
        assert!(tanh(x).abs() <= 1.0, "at {x}");
    }
}

/// Asserts that a path over slices gives the bits of the function of one number.
fn assert_same_bits(path: impl Fn(&mut [f64]), scalar: fn(f64) -> f64) {
    let all = [arguments(), vec![f64::INFINITY, -0.0, f64::NEG_INFINITY]].concat();
    let mut values = all.clone();
    path(&mut values);
    for (x, y) in all.into_iter().zip(values) {
        assert_eq!(y.to_bits(), scalar(x).to_bits(), "at {x}");
    }
}

#[test]
fn slices_give_the_bits_of_single_numbers() {
    assert_same_bits(exp_in_place, exp);
    assert_same_bits(tanh_in_place, tanh);
    assert_same_bits(logistic_in_place, logistic);
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    assert_same_bits(super::exp_in_place::plain, exp);
    assert_same_bits(super::tanh_in_place::plain, tanh);
    assert_same_bits(super::logistic_in_place::plain, logistic);
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2.
        assert_same_bits(|x| unsafe { super::exp_in_place::avx2(x) }, exp);
        assert_same_bits(|x| unsafe { super::tanh_in_place::avx2(x) }, tanh);
        assert_same_bits(|x| unsafe { super::logistic_in_place::avx2(x) }, logistic);
    }
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has AVX-512F.
        assert_same_bits(|x| unsafe { super::exp_in_place::avx512(x) }, exp);
        assert_same_bits(|x| unsafe { super::tanh_in_place::avx512(x) }, tanh);
        assert_same_bits(|x| unsafe { super::logistic_in_place::avx512(x) }, logistic);
    }
}
