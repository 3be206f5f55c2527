//! Series as NumPy arrays, for programs that read no text. Column names and units stand in the CSV
//! beside them.

use super::Error;
use crate::outcome::Series;
use ndarray::Array2;
use ndarray_npy::WriteNpyExt;

/// A series as a `.npy` file: float64, rows × columns in C order, with the columns in the order of
/// the CSV. Shorter columns end in NaN.
///
/// # Errors
/// [`Error::Npy`] when the writer fails.
pub fn series(series: &Series) -> Result<Vec<u8>, Error> {
    let columns = &series.columns;
    let rows = columns.iter().map(|column| column.values.len()).max();
    let shape = (rows.unwrap_or(0), columns.len());
    let cell = |(row, column): (usize, usize)| {
        let values = &columns[column].values;
        values.get(row).copied().unwrap_or(f64::NAN)
    };
    let mut bytes = Vec::new();
    Array2::from_shape_fn(shape, cell)
        .write_npy(&mut bytes)
        .map_err(|error| Error::Npy {
            name: series.name.clone(),
            reason: error.to_string(),
        })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Column;
    use ndarray_npy::ReadNpyExt;

    fn written(columns: &[&[f64]]) -> Vec<u8> {
        let column = |values: &&[f64]| Column {
            name: "x".into(),
            unit: String::new(),
            values: values.to_vec(),
        };
        series(&Series {
            name: "s".into(),
            columns: columns.iter().map(column).collect(),
        })
        .unwrap()
    }

    #[test]
    fn a_series_reads_back_bit_for_bit_with_rows_first() {
        let bytes = written(&[&[0.1, -0.0, f64::INFINITY], &[5e-324, 1e300]]);
        let header = String::from_utf8_lossy(&bytes[..128]);
        for words in [
            "'descr': '<f8'",
            "'fortran_order': False",
            "'shape': (3, 2)",
        ] {
            assert!(header.contains(words), "no {words} in {header}");
        }
        let array = Array2::<f64>::read_npy(bytes.as_slice()).unwrap();
        let bits: Vec<u64> = array.iter().map(|x| x.to_bits()).collect();
        let expected = [0.1, 5e-324, -0.0, 1e300, f64::INFINITY, f64::NAN];
        assert_eq!(bits, expected.map(f64::to_bits));
    }

    #[test]
    fn a_series_without_rows_or_columns_has_a_shape_all_the_same() {
        for (columns, shape) in [(&[&[][..], &[]][..], [0, 2]), (&[], [0, 0])] {
            let array = Array2::<f64>::read_npy(written(columns).as_slice()).unwrap();
            assert_eq!(array.shape(), shape);
        }
    }
}
