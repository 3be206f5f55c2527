//! Tables for people, as Markdown and as HTML: numbers with fixed decimals, a spread as
//! `0.951 [0.940, 0.967]`, an estimate as `0.951 ± 0.012 [0.943, 0.959]`, and a dash for what is not
//! a number.

use super::draw::power_of_ten;
use crate::outcome::{Cell, Language, Table};
use std::fmt::Write;

/// The words of a cell. Numbers are the same in both languages.
pub fn cell(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Text(text) => text.get(language).to_owned(),
        Cell::Number { value, decimals } => number(*value, *decimals),
        Cell::Spread { middle, .. } if middle.is_nan() => number(*middle, 0),
        Cell::Spread {
            low,
            middle,
            high,
            decimals,
        } => format!(
            "{} {}",
            number(*middle, *decimals),
            interval((*low, *high), *decimals)
        ),
        Cell::Estimate { mean, .. } if mean.is_nan() => number(*mean, 0),
        Cell::Estimate {
            mean,
            deviation,
            low,
            high,
            decimals,
        } => format!(
            "{} ± {} {}",
            number(*mean, *decimals),
            number(*deviation, *decimals),
            interval((*low, *high), *decimals)
        ),
    }
}

fn interval((low, high): (f64, f64), decimals: usize) -> String {
    format!("[{}, {}]", number(low, decimals), number(high, decimals))
}

/// A number with fixed decimals, a typographic minus, `–` for NaN and `∞` for infinity.
pub fn number(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return "–".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.into();
    }
    let digits = format!("{:.decimals$}", value.abs());
    // What rounds to zero has no sign.
    let negative = value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if negative {
        format!("−{digits}")
    } else {
        digits
    }
}

/// Whether a cell stands at the right edge of its column.
fn is_number(cell: &Cell) -> bool {
    !matches!(cell, Cell::Text(_))
}

/// Whether each column holds numbers.
pub fn numeric_columns(table: &Table) -> Vec<bool> {
    let numbers = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column));
        cells.any(is_number)
    };
    (0..table.header.len()).map(numbers).collect()
}

/// The table as Markdown with its caption above.
pub fn markdown(table: &Table, language: Language) -> String {
    let header: Vec<String> = table
        .header
        .iter()
        .map(|t| t.get(language).to_owned())
        .collect();
    let cells = |row: &Vec<Cell>| row.iter().map(|c| cell(c, language)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let grid = markdown_grid(&header, &numeric_columns(table), &rows);
    match table.caption.get(language) {
        "" => grid,
        caption => format!("{caption}\n\n{grid}"),
    }
}

/// Rows of words as a Markdown table; columns of numbers are aligned to the right.
pub fn markdown_grid(header: &[String], numeric: &[bool], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    markdown_row(&mut text, header);
    let rule = |&numeric: &bool| if numeric { "---:" } else { "---" };
    let rules: Vec<&str> = numeric.iter().map(rule).collect();
    let _ = writeln!(text, "| {} |", rules.join(" | "));
    for row in rows {
        markdown_row(&mut text, row);
    }
    text
}

fn markdown_row(text: &mut String, cells: &[String]) {
    let escaped: Vec<String> = cells.iter().map(|cell| markdown_escape(cell)).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "| {} |", escaped.join(" | "));
}

/// Words as they are in a Markdown table's cell. Brackets stay, because spreads have them, unless
/// they would begin a link.
pub fn markdown_escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\n' => escaped.push(' '),
            '(' if escaped.ends_with(']') => escaped.push_str("\\("),
            '|' | '\\' | '`' | '*' | '<' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// A number with so many significant digits, without trailing zeros; very small and large ones as
/// `1.234·10⁻⁷`.
pub fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return number(value, 0);
    }
    // Scientific notation knows to which power a number rounds.
    let scientific = format!("{:.*e}", digits.saturating_sub(1), value);
    let Some((mantissa, power)) = scientific.split_once('e') else {
        return scientific;
    };
    let power: i32 = power.parse().unwrap_or(0);
    if (-4..7).contains(&power) {
        let decimals = (digits as i32 - 1 - power).max(0) as usize;
        return trimmed(&number(value, decimals)).to_owned();
    }
    let mantissa = trimmed(mantissa).replace('-', "−");
    format!("{mantissa}·{}", power_of_ten(power))
}

/// The number without zeros behind its last decimal.
fn trimmed(number: &str) -> &str {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Text;

    fn table() -> Table {
        Table {
            name: "t".into(),
            caption: Text::new("Accuracy", "Доля верных ответов"),
            header: vec![Text::new("method", "метод"), Text::new("median", "медиана")],
            rows: vec![
                vec![
                    Cell::Text(Text::same("a|b")),
                    Cell::Spread {
                        low: 0.94,
                        middle: 0.951,
                        high: 0.967,
                        decimals: 3,
                    },
                ],
                vec![
                    Cell::Text(Text::same("BFGS")),
                    Cell::Number {
                        value: f64::NAN,
                        decimals: 2,
                    },
                ],
            ],
        }
    }

    #[test]
    fn markdown_in_both_languages() {
        assert_eq!(
            markdown(&table(), Language::Ru),
            "Доля верных ответов\n\n\
             | метод | медиана |\n| --- | ---: |\n\
             | a\\|b | 0.951 [0.940, 0.967] |\n| BFGS | – |\n"
        );
        assert!(markdown(&table(), Language::En).starts_with("Accuracy\n\n| method | median |"));
    }

    #[test]
    fn an_estimate_has_its_deviation_and_interval_and_signs_for_what_is_not_finite() {
        let written = |mean, deviation, low, high| {
            let estimate = Cell::Estimate {
                mean,
                deviation,
                low,
                high,
                decimals: 3,
            };
            assert!(is_number(&estimate));
            markdown_escape(&cell(&estimate, Language::Ru))
        };
        let (nan, infinity) = (f64::NAN, f64::INFINITY);
        assert_eq!(
            written(0.951, 0.0124, 0.9432, 0.9588),
            "0.951 ± 0.012 [0.943, 0.959]"
        );
        assert_eq!(written(-0.5, nan, nan, nan), "−0.500 ± – [–, –]");
        assert_eq!(written(infinity, nan, 1.0, infinity), "∞ ± – [1.000, ∞]");
        assert_eq!(written(nan, 0.1, 0.0, 1.0), "–");
    }

    #[test]
    fn words_cannot_leave_their_cell() {
        assert_eq!(markdown_escape("a|b\n[c](d) <e>"), "a\\|b [c]\\(d) \\<e>");
    }

    #[test]
    fn significant_digits() {
        let written = |value| significant(value, 4);
        assert_eq!(written(18.8), "18.8");
        assert_eq!(written(-0.000_123_456), "−0.0001235");
        assert_eq!(written(9.99996), "10");
        assert_eq!(written(123_456.0), "123456");
        assert_eq!(written(1.5e-9), "1.5·10⁻⁹");
        assert_eq!(written(-6.022e23), "−6.022·10²³");
        assert_eq!(written(f64::NAN), "–");
    }

    #[test]
    fn numbers_have_their_decimals_and_no_negative_zero() {
        assert_eq!(number(-0.0004, 2), "0.00");
        assert_eq!(number(-1.005, 1), "−1.0");
        assert_eq!(number(f64::NEG_INFINITY, 1), "−∞");
    }
}
