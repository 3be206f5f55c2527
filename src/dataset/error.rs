//! Everything that can be wrong with a data set, each as one sentence: where, what was found, what
//! is wanted instead.

/// Why a data set could not be read, split or encoded. Lines and columns count from 1; a column of
/// a CSV file is a field, not a character.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name that is not in [`EMBEDDED`](super::EMBEDDED).
    #[error("no data set is called `{name}`{}; the embedded sets are {list}", did_you_mean(.nearest))]
    UnknownSet {
        name: String,
        nearest: Option<String>,
        list: String,
    },
    /// The name of a generator that is not in [`GENERATORS`](super::GENERATORS).
    #[error("nothing generates `{name}`{}; the generated sets are {list}", did_you_mean(.nearest))]
    UnknownGenerator {
        name: String,
        nearest: Option<String>,
        list: String,
    },
    /// A number of a generated set outside its range.
    #[error("`{key}` is {value}, {allowed}")]
    Setting {
        key: &'static str,
        value: String,
        allowed: String,
    },
    /// Classes to tell apart, and all rows are of one.
    #[error(
        "all rows of {table} are of one class, so there is nothing to tell apart; for numbers to predict set `task = \"regression\"`"
    )]
    OneClass { table: String },
    /// A target that is the same in all training examples.
    #[error(
        "the number to predict is {value} in all training examples, so there is nothing to learn"
    )]
    ConstantTarget { value: f64 },
    #[error("{file}: there is no such file")]
    NoSuchFile { file: String },
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file} is not a NumPy file of float64: {reason}")]
    BadNpy { file: String, reason: String },
    #[error("{file}, line {line}: `{found}` is not a number")]
    NoNumber {
        file: String,
        line: usize,
        found: String,
    },
    #[error("{file}: number {place} is {found}, must be finite")]
    NumberNotFinite {
        file: String,
        place: usize,
        found: f64,
    },
    #[error("{file} is gzip-compressed, but cannot be unpacked: {reason}")]
    BadGzip { file: String, reason: String },
    #[error(
        "{file} has the wrong SHA-256 checksum: expected {expected}, found {found}; the file was altered"
    )]
    Checksum {
        file: String,
        expected: String,
        found: String,
    },
    #[error("{file}, line {line}, byte {byte} of the line: not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        file: String,
        line: usize,
        byte: usize,
    },
    #[error("{file} is empty; a header line with the names of the columns is wanted first")]
    EmptyFile { file: String },
    #[error("{file} has a header line, but no rows of data")]
    HeaderOnly { file: String },
    #[error("{file}, line {line}: found {found} fields, expected {expected} as in the header")]
    Ragged {
        file: String,
        line: u64,
        found: u64,
        expected: u64,
    },
    #[error("{file}, line {line}, column {column}: the column has no name")]
    NamelessColumn {
        file: String,
        line: u64,
        column: usize,
    },
    #[error(
        "{file}, line {line}, column {column}: the name `{name}` was given to column {first} already"
    )]
    DuplicateColumn {
        file: String,
        line: u64,
        name: String,
        first: usize,
        column: usize,
    },
    /// The target, or a name in `nominal` or `ignore`, is not in the header.
    #[error("{file} has no column `{name}` for `{key}`{}; its columns are {list}", did_you_mean(.nearest))]
    NoSuchColumn {
        file: String,
        key: &'static str,
        name: String,
        nearest: Option<String>,
        list: String,
    },
    #[error("{file} has no columns besides its target `{target}`")]
    TargetOnly { file: String, target: String },
    #[error(
        "{file}, line {line}, column {column} (`{name}`): `{cell}` is not a finite number; if the \
         column holds categories, list it in `nominal`, and if the text marks a missing value, list \
         it in `missing`"
    )]
    NotANumber {
        file: String,
        line: u64,
        column: usize,
        name: String,
        cell: String,
    },
    #[error(
        "{file}, line {line}, column {column} (`{name}`): the target `{cell}` is not a finite \
         number; regression wants one (set `task = \"classification\"` if it is a class)"
    )]
    TargetNotANumber {
        file: String,
        line: u64,
        column: usize,
        name: String,
        cell: String,
    },
    #[error("{file}, line {line}, column {column} (`{name}`): the target is missing")]
    MissingTarget {
        file: String,
        line: u64,
        column: usize,
        name: String,
    },
    #[error(
        "{file}: `train_rows` is {train_rows}, but must be from 1 to {most}, one less than its rows"
    )]
    TrainRows {
        file: String,
        train_rows: usize,
        most: usize,
    },
    #[error(
        "{file} starts with the bytes {found}, which is not an IDX magic number (00 00, a type 08, \
         09, 0b, 0c, 0d or 0e, and the number of dimensions)"
    )]
    BadMagic { file: String, found: String },
    #[error("{file}: the number of dimensions is {found}, but of {role} it is {expected}")]
    Dimensions {
        file: String,
        role: &'static str,
        found: usize,
        expected: &'static str,
    },
    #[error("{file} holds {found} bytes, but its header promises {expected}")]
    IdxLength {
        file: String,
        found: usize,
        expected: u128,
    },
    #[error("{labels} holds {label_count} labels, but {images} holds {image_count} images")]
    LabelCount {
        images: String,
        image_count: usize,
        labels: String,
        label_count: usize,
    },
    #[error("{file}: number {index} is {value}, not finite")]
    NotFinite {
        file: String,
        index: usize,
        value: f64,
    },
    #[error("{labels}: label {index} is {value}, not a whole number")]
    FractionalLabel {
        labels: String,
        index: usize,
        value: f64,
    },
    #[error("{test} holds images of {found} pixels, but {train} of {expected}")]
    PictureSize {
        train: String,
        expected: String,
        test: String,
        found: String,
    },
    #[error("{file} holds no images")]
    NoImages { file: String },
    #[error("{file} ends within its header: `{key}=` and a whole number are wanted next")]
    Proben1HeaderEnds { file: String, key: &'static str },
    #[error("{file}, line {line}: found `{found}`, expected `{key}=` and a whole number")]
    Proben1Header {
        file: String,
        line: usize,
        key: &'static str,
        found: String,
    },
    #[error(
        "{file}, line {line}: found {found} numbers, expected {expected} ({inputs} inputs and {outputs} outputs)"
    )]
    Proben1Ragged {
        file: String,
        line: usize,
        found: usize,
        expected: usize,
        inputs: usize,
        outputs: usize,
    },
    #[error("{file}, line {line}, column {column}: `{cell}` is not a finite number")]
    Proben1Number {
        file: String,
        line: usize,
        column: usize,
        cell: String,
    },
    #[error(
        "{file} holds {found} examples, but its header promises {train} + {validation} + {test}"
    )]
    Proben1Count {
        file: String,
        found: usize,
        train: usize,
        validation: usize,
        test: usize,
    },
    #[error(
        "{file} describes {inputs} inputs, {outputs} outputs and {train} training examples; each must be at least 1"
    )]
    Proben1Nothing {
        file: String,
        inputs: usize,
        outputs: usize,
        train: usize,
    },
    #[error(
        "the class `{class}` of {table} has a single member: it cannot be in both parts of a split"
    )]
    LoneMember { table: String, class: String },
    #[error("the test fraction is {fraction}, but must lie between 0 and 1, both excluded")]
    TestFraction { fraction: f64 },
    #[error("{table} has {rows} rows, too few for a training and a test part")]
    TooFewRows { table: String, rows: usize },
    #[error("{folds} folds of {table} are wanted; its {rows} rows allow 2 to {rows}")]
    Folds {
        table: String,
        folds: usize,
        rows: usize,
    },
    #[error("{table} has no customary split into training and test rows; use a stratified one")]
    NoCustomarySplit { table: String },
    #[error("the training part of {table} has no rows")]
    NoTrainingRows { table: String },
    #[error(
        "every column of {table} is constant on its training part: there is nothing to learn from"
    )]
    NothingVaries { table: String },
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

/// The candidate that `name` was probably meant to be: the nearest in the Damerau–Levenshtein
/// distance, when no more than a third of its letters differ.
pub(super) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
            (distance, candidate)
        })
        .min_by_key(|&(distance, _)| distance)
        .filter(|(distance, candidate)| 3 * distance <= candidate.chars().count().max(3))
        .map(|(_, candidate)| candidate.to_owned())
}

/// Names as a sentence lists them.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names
        .into_iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
