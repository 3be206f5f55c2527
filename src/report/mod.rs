pub mod draw;
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("w {width_px}")]
    Width { width_px: u32 },
    #[error("figure `{figure}` could not be drawn: {reason}")]
    Draw { figure: String, reason: String },
}
