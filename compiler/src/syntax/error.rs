//! What is wrong with a text, in words of the language. In: what the grammar wanted and what it
//! found. Out: errors with a place, a remedy and, where there is one, a fix.

use super::token::{Token, TokenKind};
use crate::text::{Span, TextEdit};

/// One error of syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
    /// Title and edits of the remedy, where it is mechanical.
    pub fix: Option<(String, Vec<TextEdit>)>,
    /// The fix says what was plainly meant, and needs no look.
    pub safe: bool,
    /// Another place that explains it.
    pub related: Option<(Span, String)>,
}

impl SyntaxError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, fix: None, safe: false, related: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some((title.into(), vec![TextEdit { span, text: text.into() }]));
        self
    }

    /// A fix that says what was plainly meant.
    pub(super) fn sure(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.safe = true;
        self.fix(title, span, text)
    }

    pub(super) fn edits(mut self, title: impl Into<String>, safe: bool, edits: Vec<(Span, String)>) -> Self {
        self.safe = safe;
        self.fix = Some((title.into(), edits.into_iter().map(|(span, text)| TextEdit { span, text }).collect()));
        self
    }
}

macro_rules! notions {
    ($($notion:ident $words:literal)*) => {
        /// What may be due at a place, where it is more than one certain word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Notion { $($notion),* }

        const NOTIONS: &[(Notion, &str)] = &[$((Notion::$notion, $words)),*];
    };
}

notions! {
    Document "a document (`policy`, `sop`, `wi`, `form`, `glossary` or `tests`)"
    Element "an element such as `step` or `decide`"
    Id "the id of a document, such as `SOP-REF-001`"
    Name "a name in lower case"
    Label "a label in lower case"
    Text "a text in quotes"
    Value "a value"
    Condition "a condition"
    Number "a number"
    Unit "a unit"
    Date "a date such as `2026-03-01`"
    Version "a version such as `2.1`"
    Type "a type such as `yes/no`, `money USD` or `one of a, b`"
    Role "a role"
    Event "an event"
    Deadline "a length of time such as `5 days`"
    Target "what happens next: `-> label`, `continue`, `{ … }`, a remedy in quotes or `todo \"…\"`"
    Branch "a branch: `when … TARGET` or `otherwise TARGET`"
    Path "a branch: `branch \"…\" { … }`"
    Row "a row: `| … |`"
    Cell "a cell"
    Block "a block: `{ … }`"
    Control "a control: `require`, `forbid` or `separate`"
}

/// A set of things that may be due at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Expected {
    notions: u32,
    words: [Option<TokenKind>; 5],
}

impl From<Notion> for Expected {
    fn from(notion: Notion) -> Self {
        Self { notions: 1 << notion as u32, words: [None; 5] }
    }
}

impl From<TokenKind> for Expected {
    fn from(kind: TokenKind) -> Self {
        Self { notions: 0, words: [Some(kind), None, None, None, None] }
    }
}

impl Expected {
    pub(super) fn or(mut self, other: Expected) -> Self {
        self.notions |= other.notions;
        for word in other.words.into_iter().flatten() {
            if !self.words.contains(&Some(word))
                && let Some(free) = self.words.iter_mut().find(|slot| slot.is_none())
            {
                *free = Some(word);
            }
        }
        self
    }

    pub(super) fn has(&self, notion: Notion) -> bool {
        self.notions & (1 << notion as u32) != 0
    }

    pub(super) fn words(&self) -> impl Iterator<Item = TokenKind> + '_ {
        self.words.iter().flatten().copied()
    }

    /// "a value, `when` or `within`"
    pub(super) fn words_of_it(&self) -> String {
        let notions = NOTIONS.iter().filter(|(notion, _)| self.notions & (1 << *notion as u32) != 0);
        let mut all: Vec<String> = notions.map(|(_, words)| (*words).to_owned()).collect();
        all.extend(self.words().filter_map(TokenKind::spelling).map(|word| format!("`{word}`")));
        match all.pop() {
            None => "something else".to_owned(),
            Some(last) if all.is_empty() => last,
            Some(last) => format!("{} or {last}", all.join(", ")),
        }
    }
}

/// How a found token is spoken of.
pub(super) fn found(token: Token, text: &str) -> String {
    match token.kind {
        TokenKind::End => "the end of the file".to_owned(),
        TokenKind::Quoted | TokenKind::OpenQuoted | TokenKind::CurlyQuoted => "a text".to_owned(),
        TokenKind::LongQuoted | TokenKind::OpenLongQuoted => "a long text".to_owned(),
        _ => {
            let source = token.span().of(text);
            match source.char_indices().nth(40) {
                Some((cut, _)) => format!("`{}…`", source.get(..cut).unwrap_or("")),
                None => format!("`{source}`"),
            }
        }
    }
}

/// "expected A, found B", with the near word where one of those expected is within two slips.
pub(super) fn missed(expected: Expected, token: Token, before: Option<Token>, text: &str) -> SyntaxError {
    let due = expected.words_of_it();
    if let Some(word) = near_word(token, text, expected.words()) {
        return misspelt(token, text, word);
    }
    match before {
        // what is due is missing at the end of the line before
        Some(before) if token.first_on_line => {
            let span = Span::new(before.end.saturating_sub(1).max(before.start), before.end);
            SyntaxError::new(span, format!("expected {due} behind {}", found(before, text)))
        }
        _ => SyntaxError::new(token.span(), format!("expected {due}, found {}", found(token, text))),
    }
}

/// The error for a word that is a slip of the keyword `meant`.
pub(super) fn misspelt(token: Token, text: &str, meant: &str) -> SyntaxError {
    SyntaxError::new(token.span(), format!("`{}` is no word of the language here", token.span().of(text))).help(format!("did you mean `{meant}`?")).fix(
        format!("Write `{meant}`"),
        token.span(),
        meant,
    )
}

/// The keyword that a word is a slip of: one edit away for short words, two for longer ones.
pub(super) fn near_word(token: Token, text: &str, words: impl Iterator<Item = TokenKind>) -> Option<&'static str> {
    if !matches!(token.kind, TokenKind::Name | TokenKind::Word) && !token.kind.is_keyword() {
        return None;
    }
    let word = token.span().of(text);
    if word.len() > 20 {
        return None;
    }
    let lower = word.to_lowercase();
    words
        .filter(|kind| kind.is_keyword())
        .filter_map(TokenKind::spelling)
        .filter(|candidate| *candidate != word)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= if candidate.len() >= 5 { 2 } else { 1 })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
