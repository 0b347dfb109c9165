//! The set of documents. In: the paths a user gives. Out: workspaces, their configuration and the
//! texts of their files. Knows nothing of what a document says.

pub mod config;
pub mod discover;
