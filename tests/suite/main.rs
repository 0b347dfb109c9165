//! The tests of the whole, in one binary. Each module says what it holds to the light.

// what clippy allows inside a test is right in all that serves tests only
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

mod book;
mod clean;
mod command;
mod findings;
mod fixture;
mod flow_json;
mod incremental;
mod links;
mod literate;
mod maps;
mod markdown;
mod pages;
mod planted;
mod removals;
mod robust;
mod rust_source;
mod slips;
mod sources;
mod tidy;
mod walk;
