//! The `galvani` build script.

fn main() {}
