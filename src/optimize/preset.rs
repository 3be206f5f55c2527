//! Presets: named settings of a method. In files `{ method = "rprop", preset = "lecture" }`; settings
//! given beside the name override the preset's.
//!
//! The names mean the same wherever they occur:
//!
//! * `paper`: the defaults, those of the method's source; every method has it
//! * `lecture`: the hyper-parameters and the form of the lecture, its slips corrected
//! * `printed`: the lecture's formula as it is printed, where that is a slip
//! * `pytorch`, `scipy`: the form and constants of these libraries, where they differ

/// Settings under a name.
pub struct Preset<S: 'static> {
    /// The name in files.
    pub name: &'static str,
    /// What it is and where it is from, in one sentence.
    pub about: &'static str,
    /// The settings.
    pub settings: fn() -> S,
}

impl<S: Default> Preset<S> {
    /// The defaults, under the name `paper`.
    pub const fn paper(about: &'static str) -> Self {
        Preset {
            name: "paper",
            about,
            settings: S::default,
        }
    }
}
