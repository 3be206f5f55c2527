//! The choice of ticks. Linear ticks lie at multiples of 1, 2 or 5 times a power of ten, or of 2.5
//! where a step of 5 would leave one tick alone; logarithmic ones at powers of ten, with 2…9 between them as minor ticks, or at 1, 2, 5 where
//! less than two decades are shown.

use super::scale::Range;
use crate::outcome::figure::Scale;

/// At most this many numbered ticks on an axis.
pub const MOST_TICKS: usize = 8;

/// Ticks of one axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticks {
    /// Numbered ticks: value and words.
    pub major: Vec<(f64, String)>,
    /// Small ticks without a number.
    pub minor: Vec<f64>,
}

impl Ticks {
    /// Without those between whole numbers.
    pub fn whole(mut self) -> Self {
        self.major.retain(|(value, _)| value.fract() == 0.0);
        for (value, number) in &mut self.major {
            *number = minus(format!("{value:.0}"));
        }
        self.minor.retain(|value| value.fract() == 0.0);
        self
    }
}

/// The ticks of a range, at most `most` of them numbered (at least 2, at most [`MOST_TICKS`]).
pub fn ticks(range: Range, most: usize) -> Ticks {
    let most = most.clamp(2, MOST_TICKS);
    match range.scale {
        Scale::Linear => linear(range, most),
        Scale::Log => logarithmic(range, most),
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
pub fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        // The least step itself counts in spite of rounding.
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

fn linear(range: Range, most: usize) -> Ticks {
    let (low, high) = range.ends();
    let multiples = |step: f64| -> Vec<f64> {
        // A value may miss the end of the axis by rounding and still belong on it.
        let slack = 1e-9 * (high - low) / step;
        let first = (low / step - slack).ceil() as i64;
        let last = (high / step + slack).floor() as i64;
        (first..=last).map(|k| multiple(k, step)).collect()
    };
    let mut step = round_step((high - low) / most as f64);
    let mut values = multiples(step);
    while values.len() > most {
        step = round_step(1.5 * step);
        values = multiples(step);
    }
    // A single tick tells no scale; one more than asked for does. Around a single multiple of a
    // step lie at most three of its half.
    while values.len() < 2 {
        step = finer(step);
        values = multiples(step);
    }
    let largest = values.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    let label = |value: f64| linear_label(value, step, largest);
    Ticks {
        major: values.into_iter().map(|v| (v, label(v))).collect(),
        minor: Vec::new(),
    }
}

/// The next smaller step: 10 → 5 → 2.5 → 2 → 1 times a power of ten.
fn finer(step: f64) -> f64 {
    if is_quarter(step) {
        0.8 * step
    } else {
        0.5 * step
    }
}

/// Whether a step is 2.5 times a power of ten, which takes a digit more than others.
fn is_quarter(step: f64) -> bool {
    let digit = step / 10_f64.powf(step.log10().floor());
    (digit - 2.5).abs() < 1e-6
}

/// `k · step`, without the rounding of steps below 1 (3 · 0.1 is 0.3).
fn multiple(k: i64, step: f64) -> f64 {
    if step < 1.0 {
        k as f64 / (1.0 / step).round()
    } else {
        k as f64 * step
    }
}

fn linear_label(value: f64, step: f64, largest: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let place = step.log10().floor() as i32 - i32::from(is_quarter(step));
    if !(1e-3..1e6).contains(&largest) {
        let power = largest.log10().floor() as i32;
        let digits = (power - place).max(0) as usize;
        let mantissa = value / 10_f64.powi(power);
        return format!(
            "{}·{}",
            minus(format!("{mantissa:.digits$}")),
            power_of_ten(power)
        );
    }
    minus(format!("{value:.*}", (-place).max(0) as usize))
}

/// The typographic minus sign.
fn minus(number: String) -> String {
    number.replace('-', "−")
}

/// `10ⁿ`.
pub fn power_of_ten(power: i32) -> String {
    let raise = |digit| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        other => char::from_u32('⁰' as u32 + other as u32 - '0' as u32).unwrap_or(other),
    };
    let raised: String = power.to_string().chars().map(raise).collect();
    format!("10{raised}")
}

fn logarithmic(range: Range, most: usize) -> Ticks {
    let (low, high) = range.ends();
    let (first, last) = (
        (low.log10() - 1e-9).ceil() as i32,
        (high.log10() + 1e-9).floor() as i32,
    );
    let inside = |value: &f64| *value >= low * (1.0 - 1e-9) && *value <= high * (1.0 + 1e-9);
    let decades = (last - first).max(0) as usize;
    if decades < 2 {
        return few_decades(range, most, (first - 1)..=last);
    }
    let stride = (decades + 1).div_ceil(most);
    let powers = (first..=last).filter(|power| power.rem_euclid(stride as i32) == 0);
    let fine = if stride == 1 { 2..=9 } else { 1..=1 };
    let minor = (first - 1..=last)
        .flat_map(|power| {
            fine.clone()
                .map(move |digit| f64::from(digit) * 10_f64.powi(power))
        })
        .filter(inside);
    Ticks {
        major: powers.map(|p| (10_f64.powi(p), power_of_ten(p))).collect(),
        minor: minor.collect(),
    }
}

fn few_decades(range: Range, most: usize, powers: std::ops::RangeInclusive<i32>) -> Ticks {
    let (low, high) = range.ends();
    let inside = |value: &f64| *value >= low * (1.0 - 1e-9) && *value <= high * (1.0 + 1e-9);
    let times = |digits: &[i32]| -> Vec<f64> {
        powers
            .clone()
            .flat_map(|power| {
                digits
                    .iter()
                    .map(move |&d| f64::from(d) * 10_f64.powi(power))
            })
            .filter(inside)
            .collect()
    };
    let choices = [times(&[1, 2, 5]), times(&[1, 3]), times(&[1])];
    let fitting = choices.into_iter().find(|c| (2..=most).contains(&c.len()));
    match fitting {
        Some(values) => Ticks {
            major: values.into_iter().map(|v| (v, log_label(v))).collect(),
            minor: times(&[2, 3, 4, 5, 6, 7, 8, 9]),
        },
        None => linear(range, most),
    }
}

fn log_label(value: f64) -> String {
    let power = (value.log10() + 1e-9).floor() as i32;
    let digit = (value / 10_f64.powi(power)).round();
    match (power, digit as i32) {
        (-2..=4, _) => format!("{value:.*}", (-power).max(0) as usize),
        (_, 1) => power_of_ten(power),
        (_, digit) => format!("{digit}·{}", power_of_ten(power)),
    }
}

/// A number in few characters: as it is where that is short, else with three digits.
pub fn short(value: f64) -> String {
    let plain = value.to_string();
    if plain.len() <= 6 {
        return minus(plain);
    }
    let power = value.abs().log10().floor() as i32;
    if (-3..5).contains(&power) {
        return minus(format!("{value:.*}", (2 - power).max(0) as usize));
    }
    let mantissa = value / 10_f64.powi(power);
    format!(
        "{}·{}",
        minus(format!("{mantissa:.2}")),
        power_of_ten(power)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(scale: Scale, from: f64, to: f64) -> Range {
        Range { scale, from, to }
    }

    fn labels(range: Range) -> Vec<String> {
        ticks(range, 8).major.into_iter().map(|(_, l)| l).collect()
    }

    proptest! {
        #[test]
        fn linear_ticks_are_few_even_inside_and_told_apart(
            low in -1e5..1e5_f64, length in 1e-3..1e6_f64, most in 3_usize..=8,
        ) {
            let Ticks { major, .. } = ticks(range(Scale::Linear, low, low + length), most);
            prop_assert!((2..=8.min(most + 1)).contains(&major.len()), "{} ticks", major.len());
            let step = major[1].0 - major[0].0;
            for pair in major.windows(2) {
                prop_assert!((pair[1].0 - pair[0].0 - step).abs() < 1e-6 * step.max(1e-6 * low.abs()));
                prop_assert_ne!(&pair[0].1, &pair[1].1);
            }
            let slack = 1e-8 * length;
            prop_assert!(major[0].0 >= low - slack);
            prop_assert!(major[major.len() - 1].0 <= low + length + slack);
        }

        #[test]
        fn log_ticks_lie_inside_and_are_few(power in -12.0..8.0_f64, decades in 0.2..15.0_f64) {
            let (low, high) = (10_f64.powf(power), 10_f64.powf(power + decades));
            let Ticks { major, minor } = ticks(range(Scale::Log, low, high), 8);
            prop_assert!((1..=8).contains(&major.len()), "{} ticks", major.len());
            for value in major.iter().map(|m| m.0).chain(minor) {
                prop_assert!(value >= low * 0.999_999 && value <= high * 1.000_001);
            }
        }
    }

    #[test]
    fn counts_have_no_ticks_between_whole_numbers() {
        let whole = |a, b| ticks(range(Scale::Linear, a, b), 8).whole().major;
        assert_eq!(whole(0.5, 2.5), [(1.0, "1".into()), (2.0, "2".into())]);
        assert_eq!(whole(0.5, 1.5), [(1.0, "1".into())]);
        assert_eq!(whole(0.0, 20.0).len(), 5);
    }

    #[test]
    fn labels_read_as_people_write_them() {
        let linear = |a, b| labels(range(Scale::Linear, a, b));
        let tenths = ["−0.2", "−0.1", "0", "0.1", "0.2", "0.3", "0.4"];
        assert_eq!(linear(-0.2, 0.4), tenths);
        assert_eq!(linear(0.0, 100.0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(linear(0.0, 3e-6)[1], "0.5·10⁻⁶");
        let few = |a, b| ticks(range(Scale::Linear, a, b), 3).major;
        let quarters = few(55868.0967461399, 64106.51226164831);
        assert_eq!(
            quarters.iter().map(|t| t.1.as_str()).collect::<Vec<_>>(),
            ["57500", "60000", "62500"]
        );
        assert_eq!(few(-0.04, 0.034)[0].1, "−0.025");
        assert_eq!(
            labels(range(Scale::Log, 0.01, 10.0)),
            ["10⁻²", "10⁻¹", "10⁰", "10¹"]
        );
        assert_eq!(
            labels(range(Scale::Log, 0.05, 0.7)),
            ["0.05", "0.1", "0.2", "0.5"]
        );
    }
}
