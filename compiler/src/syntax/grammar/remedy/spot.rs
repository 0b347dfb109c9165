//! The place of an error, with what stands around it on its line. In: tokens and text. Out: tokens
//! by their distance, phrases, names and texts made of them. Looks at one line, and judges nothing.

use super::super::items;
use super::super::parts::is_text;
use super::super::state::State;
use crate::syntax::token::{Token, TokenKind as T};
use crate::text::Span;

/// A token of the text, and a way to its neighbours.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a, 's> {
    state: &'a State<'s>,
    pub at: usize,
}

impl<'a, 's> Spot<'a, 's> {
    pub fn new(state: &'a State<'s>, at: usize) -> Self {
        Self { state, at }
    }

    /// Another place of the same text.
    pub fn with(self, at: usize) -> Self {
        Self { at, ..self }
    }

    pub fn text(&self) -> &'s str {
        self.state.text
    }

    pub fn token(&self, at: usize) -> Token {
        self.state.token(at)
    }

    pub fn here(&self) -> Token {
        self.token(self.at)
    }

    /// The token so many places on, if it is on the same line.
    pub fn next(&self, ahead: usize) -> Option<Token> {
        (self.at + 1..=self.at + ahead).all(|at| self.on_line(at)).then(|| self.token(self.at + ahead))
    }

    /// The token so many places back, if it is on the same line.
    pub fn before(&self, back: usize) -> Option<Token> {
        let at = self.at.checked_sub(back)?;
        (at + 1..=self.at).all(|at| self.on_line(at)).then(|| self.token(at))
    }

    /// Whether a token goes on with the line of the one in front of it.
    pub fn on_line(&self, at: usize) -> bool {
        let token = self.token(at);
        !token.first_on_line && token.kind != T::End
    }

    pub fn source(&self, token: Token) -> &'s str {
        token.span().of(self.text())
    }

    pub fn word(&self) -> &'s str {
        self.source(self.here())
    }

    pub fn next_word(&self, ahead: usize) -> &'s str {
        self.next(ahead).map_or("", |token| self.source(token))
    }

    pub fn word_before(&self, back: usize) -> &'s str {
        self.before(back).map_or("", |token| self.source(token))
    }

    /// The first token of the line.
    pub fn line_start(&self) -> usize {
        let mut at = self.at;
        while at > 0 && self.on_line(at) {
            at -= 1;
        }
        at
    }

    /// Behind the last token of the line that goes on from `at`.
    pub fn line_end(&self) -> usize {
        let mut at = self.at + 1;
        while self.on_line(at) {
            at += 1;
        }
        at
    }

    /// The keyword of what is read here: the last one before it that begins something.
    pub fn head(&self) -> usize {
        let start = self.line_start();
        let mut head = start;
        for at in start..self.at {
            let opens = at > start && matches!(self.token(at - 1).kind, T::LBrace | T::RBrace);
            let inside = at > start && matches!(self.token(at).kind, T::Asks | T::Records | T::Check | T::Notify | T::Needs | T::Every | T::Step);
            if (opens || (inside && self.token(head).kind != T::Trigger && self.token(head).kind != T::Review)) && items::is_element_word(self.token(at).kind) {
                head = at;
            }
        }
        head
    }

    pub fn head_kind(&self) -> T {
        self.token(self.head()).kind
    }

    pub fn span(&self, from: usize, to: usize) -> Span {
        self.token(from).span().to(self.token(to.saturating_sub(1).max(from)).span())
    }

    pub fn is_word(&self, at: usize) -> bool {
        let kind = self.token(at).kind;
        kind.is_name() || kind.is_reserved() || matches!(kind, T::Word | T::BadId | T::Id)
    }

    /// Behind the plain words that begin at `from`: up to a clause, a block, an arrow, a text or the
    /// end of the line.
    pub fn prose_end(&self, from: usize) -> usize {
        let mut at = from;
        while (at == from || self.on_line(at)) && self.token(at).kind != T::End {
            let next = if self.on_line(at + 1) { self.token(at + 1).kind } else { T::End };
            let ends = match self.token(at).kind {
                T::LBrace | T::RBrace | T::Arrow | T::FatArrow | T::UnicodeArrow | T::Bar | T::Bars => true,
                kind if is_text(kind) => true,
                T::By => next.is_name() || next == T::Word,
                T::Within | T::For | T::Takes => next == T::Numeral,
                T::At => next == T::Once,
                T::When | T::Unless | T::Else | T::Late => at > from,
                _ => false,
            };
            if ends {
                break;
            }
            at += 1;
        }
        // a `;` or `:` at the end is no part of it
        while at > from + 1 && matches!(self.token(at - 1).kind, T::Colon | T::Semicolon | T::Comma) {
            at -= 1;
        }
        at
    }

    /// The words between two tokens as a text in quotes.
    pub fn quoted(&self, from: usize, to: usize) -> String {
        quoted(self.span(from, to).of(self.text()))
    }
}

pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.trim().replace('\\', "\\\\").replace('"', "\\\"").replace('{', "\\{"))
}

/// A name made of words: lower case, letters of other alphabets spelt out where that is usual, `_`
/// between the words.
pub(super) fn slug(words: &str) -> Option<String> {
    let mut out = String::new();
    let mut lower_before = false;
    for char in words.trim().trim_matches(['"', '“', '”', '„']).chars() {
        let spelt = match char {
            'ä' | 'Ä' | 'æ' => "ae",
            'ö' | 'Ö' | 'ø' => "oe",
            'ü' | 'Ü' => "ue",
            'ß' => "ss",
            'à' | 'á' | 'â' | 'ã' | 'å' => "a",
            'è' | 'é' | 'ê' | 'ë' => "e",
            'ì' | 'í' | 'î' | 'ï' => "i",
            'ò' | 'ó' | 'ô' | 'õ' => "o",
            'ù' | 'ú' | 'û' => "u",
            'ç' => "c",
            'ñ' => "n",
            _ => "",
        };
        if char.is_uppercase() && lower_before {
            out.push('_');
        }
        if !spelt.is_empty() {
            out.push_str(spelt);
        } else if char.is_ascii_alphanumeric() {
            out.push(char.to_ascii_lowercase());
        } else if char.is_alphanumeric() {
            return None;
        } else if !out.ends_with('_') && !out.is_empty() && char != '\'' && char != '’' {
            out.push('_');
        }
        lower_before = char.is_lowercase();
    }
    let name = out.trim_end_matches('_');
    let reserved = crate::syntax::token::KEYWORDS.iter().any(|(word, kind)| kind.is_reserved() && *word == name);
    let usable = name.starts_with(|first: char| first.is_ascii_lowercase()) && name.len() <= 40 && !reserved;
    usable.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_become_names() {
        let names = ["Shift leader", "shiftLeader", "Ärztin", "shift-leader", "Fire_Chief", "\"The boss's car\""].map(|words| slug(words).unwrap_or_default());
        assert_eq!(names, ["shift_leader", "shift_leader", "aerztin", "shift_leader", "fire_chief", "the_bosss_car"]);
        assert_eq!(["2nd driver", "on", "Врач"].map(slug), [None, None, None]);
    }
}
