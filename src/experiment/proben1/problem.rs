//! A benchmark problem: its name, and its examples in three parts.

use crate::dataset::{Encoder, Examples, Scaling, Source, Split, Table, Target, customary_split};
use crate::experiment::supervised::name_of_source;
use crate::random::Stream;
use std::path::Path;

/// The examples as networks take them.
pub struct Parts {
    pub train: Examples,
    pub validation: Examples,
    pub test: Examples,
}

/// What it is called: `cancer1` for the file `cancer1.dt.gz`.
pub fn name(source: &Source) -> String {
    let name = name_of_source(source);
    name.strip_suffix(".dt").map(str::to_owned).unwrap_or(name)
}

/// Reads a problem and splits it; `stream` gives the stream of a purpose. A `.dt` file keeps its
/// numbers and its split; other sets of classes are scaled to 0 … 1 and split 50/25/25 at random.
pub fn load(
    source: &Source,
    base: &Path,
    stream: impl Fn(&str) -> Stream,
) -> Result<Parts, String> {
    let table = source.load(base, &mut stream("examples"));
    let table = table.map_err(|error| error.to_string())?;
    let (split, scaling) = match source {
        Source::Proben1(_) => (
            customary_split(&table).map_err(|error| error.to_string())?,
            Scaling::None,
        ),
        _ if matches!(table.target, Target::Classes { .. }) => (
            halves_and_quarters(&table, &mut stream("split")),
            Scaling::MinMax,
        ),
        _ => {
            return Err(format!(
                "`{}` has numbers to predict, which only a .dt file brings scaled to 0 … 1",
                table.name
            ));
        }
    };
    for (part, rows) in [("validation", &split.validation), ("test", &split.test)] {
        if rows.is_empty() {
            return Err(format!("`{}` has no {part} examples", table.name));
        }
    }
    let encoder = Encoder::fit(&table, &split.train, scaling).map_err(|error| error.to_string())?;
    let encode = |rows: &[usize]| encoder.encode(&table, rows);
    Ok(Parts {
        train: encode(&split.train),
        validation: encode(&split.validation),
        test: encode(&split.test),
    })
}

/// ⌈n/2⌉ rows to learn from, ⌈n/4⌉ for validation and the others for the test, as Proben1 counts.
fn halves_and_quarters(table: &Table, stream: &mut Stream) -> Split {
    let rows = table.rows();
    let mut train: Vec<usize> = (0..rows).collect();
    stream.shuffle(&mut train);
    let mut validation = train.split_off(rows.div_ceil(2));
    let test = validation.split_off(rows.div_ceil(4).min(validation.len()));
    let mut split = Split {
        train,
        validation,
        test,
    };
    for part in [&mut split.train, &mut split.validation, &mut split.test] {
        part.sort_unstable();
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Proben1File;

    fn stream(purpose: &str) -> Stream {
        Stream::new(1, "test", purpose, 0)
    }

    #[test]
    fn a_problem_is_called_as_its_file_plain_or_packed() {
        for file in ["cancer1.dt", "cancer1.dt.gz", "some/where/cancer1.dt.gz"] {
            let source = Source::Proben1(Proben1File {
                proben1: file.into(),
            });
            assert_eq!(name(&source), "cancer1");
        }
    }

    #[test]
    fn the_split_has_the_sizes_of_cancer1_and_leaves_no_example_out() {
        let source = Source::Named("breast-cancer-wisconsin".into());
        let table = source.load(Path::new(""), &mut stream("examples")).unwrap();
        let split = halves_and_quarters(&table, &mut stream("split"));
        // The header of cancer1.dt.
        let sizes = [&split.train, &split.validation, &split.test].map(Vec::len);
        assert_eq!(sizes, [350, 175, 174]);
        let mut all = [split.train, split.validation, split.test].concat();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..699));
    }

    #[test]
    fn embedded_sets_are_scaled_from_0_to_1() {
        let source = Source::Named("breast-cancer-wisconsin".into());
        let parts = load(&source, Path::new(""), stream).unwrap();
        assert_eq!((parts.train.features(), parts.train.outputs()), (9, 2));
        let inputs = parts.train.input_slice();
        let low = inputs.iter().copied().fold(f64::INFINITY, f64::min);
        let high = inputs.iter().copied().fold(0.0, f64::max);
        assert_eq!((low, high), (0.0, 1.0));
    }

    #[test]
    fn unscaled_numbers_to_predict_are_refused() {
        let source = Source::Named("abalone".into());
        let message = load(&source, Path::new(""), stream).err().unwrap();
        assert!(message.contains("numbers to predict"), "{message}");
    }
}
