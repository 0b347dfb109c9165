//! The compiler for procedures: policies, standard operating procedures and work instructions.
//!
//! Text flows one way: `text -> diagnostic -> syntax -> model -> workspace -> flow -> check -> emit -> command`.
//! A layer uses only layers to its left.

pub mod check;
pub mod command;
pub mod diagnostic;
pub mod emit;
pub mod flow;
pub mod model;
pub mod syntax;
pub mod text;
pub mod workspace;
