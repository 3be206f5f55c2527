//! Data sets in the `.dt` format of Proben1 (Prechelt 1994, *PROBEN1: a set of neural network
//! benchmark problems and benchmarking rules*, Universität Karlsruhe, Technical Report 21/94).
//!
//! Seven header lines `key=number`, then an example a line: inputs, then outputs, separated by
//! spaces. Inputs are encoded and scaled already. The first examples are for training, the next
//! for validation, the last for the test; the format numbers the three permutations of a problem
//! (`cancer1`, `cancer2`, `cancer3`), so that all who use one have the same split.

use super::Error;
use super::content::Content;
use super::table::{Column, Parts, Table, Target, Values, finite_number};

/// The keys of the header in their order.
const KEYS: [&str; 7] = [
    "bool_in",
    "real_in",
    "bool_out",
    "real_out",
    "training_examples",
    "validation_examples",
    "test_examples",
];

/// Reads a `.dt` file.
///
/// Outputs of which exactly one is 1 and the others 0 in every example are classes, named by the
/// number of the output from 1; so is a single output that is 0 or 1. Other outputs are numbers.
pub(super) fn read(name: &str, content: &Content) -> Result<Table, Error> {
    let file = &content.file;
    let text = content.text()?;
    if text.trim().is_empty() {
        return Err(Error::EmptyFile { file: file.clone() });
    }
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let mut header = [0; KEYS.len()];
    for (value, key) in header.iter_mut().zip(KEYS) {
        *value = header_value(file, key, lines.next())?;
    }
    let [
        bool_in,
        real_in,
        bool_out,
        real_out,
        train,
        validation,
        test,
    ] = header;
    let inputs = bool_in.saturating_add(real_in);
    let outputs = bool_out.saturating_add(real_out);
    if inputs == 0 || outputs == 0 || train == 0 {
        return Err(Error::Proben1Nothing {
            file: file.clone(),
            inputs,
            outputs,
            train,
        });
    }
    let mut examples = Vec::new();
    for (line, text) in lines {
        examples.push(example(file, line, text, inputs, outputs)?);
    }
    if train.saturating_add(validation).saturating_add(test) != examples.len() {
        return Err(Error::Proben1Count {
            file: file.clone(),
            found: examples.len(),
            train,
            validation,
            test,
        });
    }
    let column = |index: usize| Column {
        name: format!("in{}", index + 1),
        values: Values::Numeric(examples.iter().map(|example| example[index]).collect()),
    };
    Ok(Table {
        name: name.to_owned(),
        columns: (0..inputs).map(column).collect(),
        target: target(&examples, inputs, outputs),
        parts: Some(Parts {
            train,
            validation,
            test,
        }),
        picture: None,
    })
}

/// The number of a header line `key=number`.
fn header_value(
    file: &str,
    key: &'static str,
    line: Option<(usize, &str)>,
) -> Result<usize, Error> {
    let Some((line, text)) = line else {
        return Err(Error::Proben1HeaderEnds {
            file: file.to_owned(),
            key,
        });
    };
    text.split_once('=')
        .filter(|(found, _)| found.trim() == key)
        .and_then(|(_, value)| value.trim().parse().ok())
        .ok_or_else(|| Error::Proben1Header {
            file: file.to_owned(),
            line,
            key,
            found: text.trim().to_owned(),
        })
}

/// The numbers of one example.
fn example(
    file: &str,
    line: usize,
    text: &str,
    inputs: usize,
    outputs: usize,
) -> Result<Vec<f64>, Error> {
    let mut numbers = Vec::new();
    for (index, cell) in text.split_whitespace().enumerate() {
        numbers.push(finite_number(cell).ok_or_else(|| Error::Proben1Number {
            file: file.to_owned(),
            line,
            column: index + 1,
            cell: cell.to_owned(),
        })?);
    }
    if numbers.len() != inputs.saturating_add(outputs) {
        return Err(Error::Proben1Ragged {
            file: file.to_owned(),
            line,
            found: numbers.len(),
            expected: inputs.saturating_add(outputs),
            inputs,
            outputs,
        });
    }
    Ok(numbers)
}

/// The header's `bool_out` does not decide (Proben1's heart problems declare a Boolean output and
/// hold 0.6): the values do.
fn target(examples: &[Vec<f64>], inputs: usize, outputs: usize) -> Target {
    let rows = || examples.iter().map(|example| &example[inputs..]);
    let bits = rows().flatten().all(|&value| value == 0.0 || value == 1.0);
    let one_hot = outputs > 1 && rows().all(|row| row.iter().sum::<f64>() == 1.0);
    if bits && one_hot {
        let class = |row: &[f64]| row.iter().position(|&value| value == 1.0);
        // Every output is a class, also one that no example has.
        return Target::Classes {
            names: (1..=outputs).map(|output| output.to_string()).collect(),
            codes: rows().filter_map(class).map(|class| class as u32).collect(),
        };
    }
    if bits && outputs == 1 {
        return Target::Classes {
            names: vec!["0".to_owned(), "1".to_owned()],
            codes: rows().map(|row| row[0] as u32).collect(),
        };
    }
    let values = rows().flatten().copied().collect();
    if outputs == 1 {
        return Target::Real {
            name: "out1".to_owned(),
            values,
        };
    }
    Target::Outputs {
        names: (1..=outputs).map(|output| format!("out{output}")).collect(),
        values,
    }
}
