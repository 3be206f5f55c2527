//! A plain list of numbers in a file, e.g. the initial weights of a network.

use super::Error;
use super::content::Content;
use ndarray::ArrayD;
use ndarray_npy::ReadNpyExt;
use std::path::Path;

/// What a NumPy file begins with.
const NPY: &[u8] = b"\x93NUMPY";

/// Reads the numbers of a NumPy file of float64 (of any shape, in C order) or of a text file with
/// numbers between commas, blanks and line breaks, either plain or gzip-compressed. All must be
/// finite.
pub fn read_numbers(path: &Path) -> Result<Vec<f64>, Error> {
    let content = Content::read(path)?;
    let numbers = if content.bytes.starts_with(NPY) {
        from_npy(&content)?
    } else {
        from_text(&content)?
    };
    match numbers.iter().position(|number| !number.is_finite()) {
        Some(place) => Err(Error::NumberNotFinite {
            file: content.file,
            place: place + 1,
            found: numbers[place],
        }),
        None => Ok(numbers),
    }
}

fn from_npy(content: &Content) -> Result<Vec<f64>, Error> {
    match ArrayD::<f64>::read_npy(content.bytes.as_slice()) {
        Ok(array) => Ok(array.iter().copied().collect()),
        Err(error) => Err(Error::BadNpy {
            file: content.file.clone(),
            reason: error.to_string(),
        }),
    }
}

fn from_text(content: &Content) -> Result<Vec<f64>, Error> {
    let mut numbers = Vec::new();
    for (line, text) in content.text()?.lines().enumerate() {
        let cells = text.split([',', ';', ' ', '\t']).map(str::trim);
        for cell in cells.filter(|cell| !cell.is_empty()) {
            numbers.push(cell.parse().map_err(|_| Error::NoNumber {
                file: content.file.clone(),
                line: line + 1,
                found: cell.to_owned(),
            })?);
        }
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray_npy::WriteNpyExt;

    fn read(bytes: &[u8]) -> Result<Vec<f64>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w");
        std::fs::write(&path, bytes).unwrap();
        let shown = path.display().to_string();
        read_numbers(&path).map_err(|error| error.to_string().replace(&shown, "w"))
    }

    #[test]
    fn text_holds_numbers_between_commas_blanks_and_lines() {
        assert_eq!(
            read(b"1, -2.5e-3;\r\n\n4 5\t6,\n"),
            Ok(vec![1.0, -0.0025, 4.0, 5.0, 6.0])
        );
        assert_eq!(read(b""), Ok(vec![]));
    }

    #[test]
    fn numpy_files_keep_every_bit_in_c_order() {
        let numbers = [0.1, -1e-300, 3.0, f64::MAX, 5.0, 1.0 / 3.0];
        let array = ndarray::Array2::from_shape_vec((2, 3), numbers.to_vec()).unwrap();
        let mut bytes = Vec::new();
        array.write_npy(&mut bytes).unwrap();
        assert_eq!(read(&bytes), Ok(numbers.to_vec()));
        // In Fortran order the same array is read row by row all the same.
        let mut bytes = Vec::new();
        array
            .t()
            .to_owned()
            .reversed_axes()
            .write_npy(&mut bytes)
            .unwrap();
        assert_eq!(read(&bytes), Ok(numbers.to_vec()));
    }

    #[test]
    fn what_is_not_a_finite_number_is_told_with_its_place() {
        assert_eq!(
            read(b"1,2\n3,x4\n"),
            Err("w, line 2: `x4` is not a number".into())
        );
        assert_eq!(
            read(b"1,2\n3,inf\n"),
            Err("w: number 4 is inf, must be finite".into())
        );
        let mut bytes = Vec::new();
        ndarray::arr1(&[1_i32, 2]).write_npy(&mut bytes).unwrap();
        let message = read(&bytes).unwrap_err();
        assert!(
            message.starts_with("w is not a NumPy file of float64: "),
            "{message}"
        );
    }
}
