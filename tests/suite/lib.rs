//! Tests of the whole: see `main.rs`. This crate has no code of its own.
