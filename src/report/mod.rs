//! The report draws stored outcomes: it knows [`crate::outcome`] and nothing of models, settings
//! or how a suite runs, so that results can be drawn again without computing anything.
//!
//! | room | what it makes |
//! |---|---|
//! | [`draw`] | PNG and SVG of a [`Figure`](crate::outcome::Figure); alone names plotters |
//! | [`csv`] | CSV of exactly what a figure draws, and of a [`Series`](crate::outcome::Series) |
//! | [`npy`] | a series as a NumPy array |
//! | [`table`] | Markdown of a [`Table`](crate::outcome::Table), and how numbers are written |
//! | [`claims`] | published numbers beside ours, `claims.md` |
//! | [`timings`] | wall-clock seconds, `timings.md` |
//! | [`page`] | `index.html`, one self-contained page, and `summary.md` |
//!
//! Everything is a function from plain data to text or bytes; whoever calls it writes the files.
//! What is drawn depends on the outcome and the language alone: not on fonts of the system, not on
//! time, not on the order of threads.
//!
//! ```
//! use galvani::outcome::figure::{Axis, Figure, Mark, Panel, Style};
//! use galvani::outcome::{Language, Text};
//! use galvani::report::draw::{Format, render};
//!
//! let curve = Mark::Line {
//!     label: Text::new("membrane potential", "мембранный потенциал"),
//!     style: Style::of("potential"),
//!     x: vec![0.0, 1.0, 2.0],
//!     y: vec![-65.0, 40.0, -65.0],
//! };
//! let axes = (
//!     Axis::linear(Text::new("time, ms", "время, мс")),
//!     Axis::linear(Text::new("V, mV", "V, мВ")),
//! );
//! let title = Text::new("A spike", "Спайк");
//! let figure = Figure::single("spike", title, Panel::new(axes.0, axes.1, vec![curve]));
//! let png = render(&figure, Language::Ru, Format::Png, 400)?;
//! assert!(png.starts_with(b"\x89PNG"));
//! # Ok::<(), galvani::report::Error>(())
//! ```

pub mod claims;
pub mod csv;
pub mod draw;
pub mod npy;
pub mod page;
pub mod table;
pub mod timings;
mod words;

pub use claims::ClaimRow;
pub use draw::{Format, render};
pub use page::{FigureFiles, Page, Section, Status};
pub use timings::Timed;

/// Why something could not be reported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A picture narrower or wider than words and memory allow.
    #[error(
        "the picture's width is {width_px} px; it must be from {} to {} px",
        draw::MIN_WIDTH_PX,
        draw::MAX_WIDTH_PX
    )]
    Width { width_px: u32 },
    /// A backend failed.
    #[error("figure `{figure}` could not be drawn: {reason}")]
    Draw { figure: String, reason: String },
    /// The CSV writer failed.
    #[error("the table `{name}` could not be written as CSV: {reason}")]
    Csv { name: String, reason: String },
    /// The writer of NumPy arrays failed.
    #[error("the series `{name}` could not be written as .npy: {reason}")]
    Npy { name: String, reason: String },
    /// The template could not be filled.
    #[error("the page could not be written: {reason}")]
    Page { reason: String },
}
