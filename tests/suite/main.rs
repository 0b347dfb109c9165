//! The tests of the whole, in one binary. Each module says what it holds to the light.

mod command;
mod findings;
mod fixture;
mod literate;
mod markdown;
mod pages;
mod robust;
mod rust_source;
mod slips;
mod sources;
mod tidy;
