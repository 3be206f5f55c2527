//! Data sets: read, split, encoded as the numbers a network takes.
//!
//! | step | gives |
//! |---|---|
//! | [`Source::load`]: embedded, from the user's files, or drawn from a stream | [`Table`] |
//! | [`stratified_split`], [`customary_split`], [`stratified_folds`] … | [`Split`] |
//! | [`Encoder::fit`] on the training rows, [`Encoder::encode`] | [`Examples`] |
//!
//! Of the embedded sets, most come from the UCI Machine Learning Repository (mostly CC BY 4.0:
//! credit the creators); [`SOURCES`] names creators, DOIs and licences.
//!
//! ```
//! use galvani::dataset::{Encoder, Scaling, Source, stratified_split};
//! use galvani::random::Stream;
//!
//! let mut stream = Stream::new(1952, "iris", "split", 0);
//! let iris = Source::Named("iris".into()).load("".as_ref(), &mut stream)?;
//! let split = stratified_split(&iris, 0.2, &mut stream)?;
//! let encoder = Encoder::fit(&iris, &split.train, Scaling::Standard)?;
//! let test = encoder.encode(&iris, &split.test);
//! assert_eq!((test.rows(), test.features(), test.outputs()), (30, 4, 3));
//! # Ok::<(), galvani::dataset::Error>(())
//! ```

mod bitmap;
mod content;
mod csv;
mod embedded;
mod encode;
mod error;
mod generate;
mod idx;
mod letters;
mod numbers;
mod proben1;
mod source;
mod split;
mod table;
#[cfg(test)]
mod tests;

pub use bitmap::{Bitmap, BitmapError};
pub use csv::Task;
pub use embedded::{EMBEDDED, Embedded, SOURCES, embedded};
pub use encode::{Encoder, Examples, Scaling, TargetScale};
pub use error::Error;
pub use generate::{
    GENERATORS, Generator, arch_and_blob, generator, linear_blobs, moons, two_spirals, xor_blobs,
};
pub use letters::{LETTERS, letters};
pub use numbers::read_numbers;
pub use source::{CsvFile, Generated, IdxFiles, Proben1File, Source};
pub use split::{
    Split, customary_split, hold_out, random_split, stratified_folds, stratified_split,
};
pub use table::{Column, Parts, Picture, Table, Target, Values};
