//! Small runs, problems told.
