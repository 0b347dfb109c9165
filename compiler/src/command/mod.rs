//! The command `sopc`.
