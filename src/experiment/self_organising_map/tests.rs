//! Small maps obey the laws.
