//! The `galvani` command.

fn main() {}
