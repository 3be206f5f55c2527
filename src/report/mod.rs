pub mod draw;
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("w {width_px}")]
    Width { width_px: u32 },
    #[error("figure `{figure}` could not be drawn: {reason}")]
    Draw { figure: String, reason: String },
}
use crate::outcome::*;
pub use draw::{Format, render};
pub fn series_csv(_s: &Series) -> String {
    String::new()
}
pub fn figure_csv(_s: &Figure, _l: Language) -> String {
    String::new()
}
pub fn markdown(_t: &Table, _l: Language) -> String {
    String::new()
}
