//! What comes out. In: what was compiled. Out: files and folders, whole or not at all. Prints nothing.

pub mod file;
pub mod folder;
