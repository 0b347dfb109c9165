//! The tests of the whole, in one binary. Each module says what it holds to the light.

mod command;
mod findings;
mod fixture;
mod literate;
mod markdown;
mod pages;
mod robust;
mod slips;
mod sources;
