//! Pictures and their labels in the IDX format of the MNIST database (LeCun, Cortes & Burges).
//!
//! A file is `00 00 type dimensions`, then each dimension as a big-endian 32-bit integer, then the
//! numbers, big-endian, the last dimension running fastest. Types: 08 unsigned byte, 09 signed
//! byte, 0b 16-bit integer, 0c 32-bit integer, 0d 32-bit float, 0e 64-bit float.

use super::Error;
use super::content::Content;
use super::table::{Column, Parts, Picture, Table, Target, Values};

/// The numbers of one IDX file, decoded when they are asked for: as bytes, the pictures of a file
/// fit into the processor's cache, and pixel after pixel is gathered from all of them.
struct Array {
    file: String,
    shape: Vec<usize>,
    number: NumberType,
    bytes: Vec<u8>,
}

/// How a number is stored.
#[derive(Clone, Copy)]
struct NumberType {
    /// Bytes it takes.
    size: usize,
    /// Reads it from so many bytes.
    decode: fn(&[u8]) -> f64,
}

/// Images, and what each shows.
pub(super) struct Labelled {
    images: Array,
    labels: Array,
}

impl Labelled {
    /// Reads a pair of files: images of three dimensions (count, height, width) and labels of one.
    pub fn read(images: &Content, labels: &Content) -> Result<Self, Error> {
        let images = Array::read(images)?;
        if images.shape.len() != 3 {
            return Err(images.wrong_dimensions("images", "3 (count, height, width)"));
        }
        let labels = Array::read(labels)?;
        if labels.shape.len() != 1 {
            return Err(labels.wrong_dimensions("labels", "1"));
        }
        if images.shape[0] != labels.shape[0] {
            return Err(Error::LabelCount {
                images: images.file,
                image_count: images.shape[0],
                labels: labels.file,
                label_count: labels.shape[0],
            });
        }
        if images.bytes.is_empty() {
            return Err(Error::NoImages { file: images.file });
        }
        let fractional = |value: f64| value.fract() != 0.0;
        if let Some((index, value)) = labels.find(fractional) {
            return Err(Error::FractionalLabel {
                labels: labels.file,
                index,
                value,
            });
        }
        Ok(Labelled { images, labels })
    }

    /// The table of a training part and, where there is one, a test part below it. The column
    /// `p3_14` is the pixel of row 3 and column 14, counted from 0 at the top left.
    pub fn table(name: &str, train: Labelled, test: Option<Labelled>) -> Result<Table, Error> {
        let (height, width) = train.size();
        if let Some(test) = test.as_ref().filter(|test| test.size() != (height, width)) {
            let written = |(height, width)| format!("{height} × {width}");
            return Err(Error::PictureSize {
                train: train.images.file.clone(),
                expected: written(train.size()),
                test: test.images.file.clone(),
                found: written(test.size()),
            });
        }
        let parts = test.as_ref().map(|test| Parts {
            train: train.count(),
            validation: 0,
            test: test.count(),
        });
        let all = || [Some(&train), test.as_ref()].into_iter().flatten();
        let size = height * width;
        let pixel = |pixel: usize| Column {
            name: format!("p{}_{}", pixel / width, pixel % width),
            values: Values::Numeric(
                all()
                    .flat_map(|part| part.images.every(pixel, size))
                    .collect(),
            ),
        };
        let labels: Vec<String> = all()
            .flat_map(|part| part.labels.every(0, 1))
            .map(|label| label.to_string())
            .collect();
        Ok(Table {
            name: name.to_owned(),
            columns: (0..size).map(pixel).collect(),
            target: Target::classes(labels.iter().map(String::as_str)),
            parts,
            picture: Some(Picture { width, height }),
        })
    }

    fn count(&self) -> usize {
        self.labels.shape[0]
    }

    /// Height and width.
    fn size(&self) -> (usize, usize) {
        (self.images.shape[1], self.images.shape[2])
    }
}

impl Array {
    fn read(content: &Content) -> Result<Self, Error> {
        let file = content.file.clone();
        let bytes = &content.bytes;
        let number = match bytes.get(..4) {
            Some(&[0, 0, kind, dimensions]) if dimensions > 0 => number_type(kind),
            _ => None,
        }
        .ok_or_else(|| bad_magic(content))?;
        let header = 4 + 4 * usize::from(bytes[3]);
        let truncated = |expected| Error::IdxLength {
            file: content.file.clone(),
            found: bytes.len(),
            expected,
        };
        let dimensions = bytes
            .get(4..header)
            .ok_or_else(|| truncated(header as u128))?;
        let shape: Vec<usize> = dimensions
            .chunks_exact(4)
            .map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize)
            .collect();
        // 255 dimensions of 32 bits do not fit in 128: such a header is no less wrong when its
        // size saturates.
        let numbers = shape.iter().fold(1u128, |product, &length| {
            product.saturating_mul(length as u128)
        });
        let expected = numbers
            .saturating_mul(number.size as u128)
            .saturating_add(header as u128);
        if expected != bytes.len() as u128 {
            return Err(truncated(expected));
        }
        let array = Array {
            file,
            shape,
            number,
            bytes: bytes[header..].to_vec(),
        };
        let not_finite = |value: f64| !value.is_finite();
        // Only 0d and 0e are floats.
        if bytes[2] >= 0x0d
            && let Some((index, value)) = array.find(not_finite)
        {
            return Err(Error::NotFinite {
                file: array.file,
                index,
                value,
            });
        }
        Ok(array)
    }

    /// The first number of which `wrong` holds, and its place, counted from 1.
    fn find(&self, wrong: impl Fn(f64) -> bool) -> Option<(usize, f64)> {
        (1..).zip(self.every(0, 1)).find(|&(_, value)| wrong(value))
    }

    /// Every `step`th number from number `first` on.
    fn every(&self, first: usize, step: usize) -> impl Iterator<Item = f64> {
        let NumberType { size, decode } = self.number;
        self.bytes
            .chunks_exact(size)
            .skip(first)
            .step_by(step)
            .map(decode)
    }

    fn wrong_dimensions(self, role: &'static str, expected: &'static str) -> Error {
        Error::Dimensions {
            found: self.shape.len(),
            file: self.file,
            role,
            expected,
        }
    }
}

/// The type that the third byte of a file names.
fn number_type(kind: u8) -> Option<NumberType> {
    let (size, decode): (usize, fn(&[u8]) -> f64) = match kind {
        0x08 => (1, |b| f64::from(b[0])),
        0x09 => (1, |b| f64::from(b[0] as i8)),
        0x0b => (2, |b| f64::from(i16::from_be_bytes([b[0], b[1]]))),
        0x0c => (4, |b| {
            f64::from(i32::from_be_bytes([b[0], b[1], b[2], b[3]]))
        }),
        0x0d => (4, |b| {
            f64::from(f32::from_be_bytes([b[0], b[1], b[2], b[3]]))
        }),
        0x0e => (8, |b| {
            f64::from_be_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])
        }),
        _ => return None,
    };
    Some(NumberType { size, decode })
}

fn bad_magic(content: &Content) -> Error {
    let first: Vec<String> = content
        .bytes
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Error::BadMagic {
        file: content.file.clone(),
        found: if first.is_empty() {
            "(none: it is empty)".to_owned()
        } else {
            first.join(" ")
        },
    }
}
