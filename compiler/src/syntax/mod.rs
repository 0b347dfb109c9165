//! The syntax. In: the text of a file. Out: tokens, a tree, and what is wrong with it. Knows nothing
//! of files, of other documents, or of what a name means.

mod error;
pub mod format;
mod grammar;
mod text_braces;
pub mod token;
pub mod tree;

pub use error::SyntaxError;
pub use text_braces::{Brace, braces};
pub use token::{Lexed, Token, TokenKind, lex};
pub use tree::{Node, NodeKind, Tree};

use crate::text::Span;

/// A file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub tree: Tree,
    pub comments: Vec<Span>,
    pub errors: Vec<SyntaxError>,
}

/// Reads a file. Never fails: what is wrong stands in `errors`, and the tree holds the rest.
pub fn parse(text: &str) -> Parsed {
    let lexed = lex(text);
    let (tree, errors) = grammar::parse(text, lexed.tokens, lexed.balanced);
    Parsed { tree, comments: lexed.comments, errors }
}
