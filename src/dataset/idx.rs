//! Pictures and their labels in the IDX format of the MNIST database (LeCun, Cortes & Burges).
//!
//! A file is `00 00 type dimensions`, then each dimension as a big-endian 32-bit integer, then the
//! numbers, big-endian, the last dimension running fastest. Types: 08 unsigned byte, 09 signed
//! byte, 0b 16-bit integer, 0c 32-bit integer, 0d 32-bit float, 0e 64-bit float.

use super::Error;
use super::content::Content;
use super::table::{Column, Parts, Picture, Table, Target, Values};

/// The numbers of one IDX file.
struct Array {
    file: String,
    shape: Vec<usize>,
    values: Vec<f64>,
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
        if images.values.is_empty() {
            return Err(Error::NoImages { file: images.file });
        }
        if let Some(index) = labels.values.iter().position(|label| label.fract() != 0.0) {
            return Err(Error::FractionalLabel {
                value: labels.values[index],
                labels: labels.file,
                index: index + 1,
            });
        }
        Ok(Labelled { images, labels })
    }

    /// The table of a training part and, where there is one, a test part below it. The column
    /// `p3_14` is the pixel of row 3 and column 14, counted from 0 at the top left.
    pub fn table(name: &str, mut train: Labelled, test: Option<Labelled>) -> Result<Table, Error> {
        let (height, width) = train.size();
        let mut parts = None;
        if let Some(test) = test {
            if test.size() != (height, width) {
                let written = |(height, width)| format!("{height} × {width}");
                return Err(Error::PictureSize {
                    expected: written(train.size()),
                    train: train.images.file,
                    found: written(test.size()),
                    test: test.images.file,
                });
            }
            parts = Some(Parts {
                train: train.labels.values.len(),
                validation: 0,
                test: test.labels.values.len(),
            });
            train.images.values.extend(test.images.values);
            train.labels.values.extend(test.labels.values);
        }
        let labels: Vec<String> = train.labels.values.iter().map(f64::to_string).collect();
        Ok(Table {
            name: name.to_owned(),
            columns: pixels(&train.images.values, height, width),
            target: Target::classes(labels.iter().map(String::as_str)),
            parts,
            picture: Some(Picture { width, height }),
        })
    }

    fn size(&self) -> (usize, usize) {
        (self.images.shape[1], self.images.shape[2])
    }
}

/// One column a pixel.
fn pixels(values: &[f64], height: usize, width: usize) -> Vec<Column> {
    let size = height * width;
    (0..size)
        .map(|pixel| Column {
            name: format!("p{}_{}", pixel / width, pixel % width),
            values: Values::Numeric(values.iter().skip(pixel).step_by(size).copied().collect()),
        })
        .collect()
}

impl Array {
    fn read(content: &Content) -> Result<Self, Error> {
        let file = content.file.clone();
        let bytes = &content.bytes;
        let (size, decode) = match bytes.get(..4) {
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
            .saturating_mul(size as u128)
            .saturating_add(header as u128);
        if expected != bytes.len() as u128 {
            return Err(truncated(expected));
        }
        Ok(Array {
            file,
            shape,
            values: bytes[header..].chunks_exact(size).map(decode).collect(),
        })
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

/// Bytes a number takes, and how to read it from so many bytes.
fn number_type(kind: u8) -> Option<(usize, fn(&[u8]) -> f64)> {
    Some(match kind {
        0x08 => (1, |b| f64::from(b[0])),
        0x09 => (1, |b| f64::from(i8::from_be_bytes([b[0]]))),
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
    })
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
