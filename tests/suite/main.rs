//! The tests of the whole, in one binary. Each module says what it holds to the light.

mod command;
mod slips;
mod sources;
