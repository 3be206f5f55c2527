//! Laws of maps and published values.

mod initial;
mod laws;
mod learning_vectors;
mod published;
mod quality;

use crate::random::Stream;

/// `count` inputs uniform on the unit cube.
fn uniform(count: usize, dimensions: usize, purpose: &str) -> Vec<f64> {
    let mut stream = Stream::new(1982, "test", purpose, 0);
    let numbers = 0..count * dimensions;
    numbers.map(|_| stream.uniform()).collect()
}
