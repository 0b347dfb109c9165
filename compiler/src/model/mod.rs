//! What a document says. In: trees and texts. Out: plain data for the layers to the right.

pub mod value;
