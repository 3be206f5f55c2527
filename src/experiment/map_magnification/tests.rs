//! The theory met, problems told.
