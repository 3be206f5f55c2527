//! What `explain proben1` prints.

pub const EXPLAIN: &str = "\
TODO
";
