//! stub
pub fn quartiles(values: &[f64]) -> (f64, f64, f64) {
    let v = values[0];
    (v, v, v)
}
