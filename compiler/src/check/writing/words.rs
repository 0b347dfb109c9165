//! The words of a text, with their places in the file. In: the text as it is written, quotes, escapes and
//! references in it. Out: words, and what stands between them. One pass. Absent: what a word means.

use super::lexicon::{Class, Lexicon};
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// `{…}`
    Reference,
    /// A path, an address, a name of a program: no prose.
    Code,
}

/// What stands between a word and the one before it: a set of these bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    /// A full stop, or a new paragraph or item.
    pub const SENTENCE: Gap = Gap(1);
    pub const COMMA: Gap = Gap(2);
    /// `;`, `:`, a dash.
    pub const BREAK: Gap = Gap(4);
    pub const OPEN: Gap = Gap(8);
    pub const CLOSE: Gap = Gap(16);
    pub const OTHER: Gap = Gap(32);
    /// All but a blank.
    pub const ANY: Gap = Gap(63);

    pub fn has(self, any: Gap) -> bool {
        self.0 & any.0 != 0
    }

    pub const fn or(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub kind: Kind,
    pub class: Class,
    pub before: Gap,
    /// Inside quotes or backticks: somebody else's words.
    pub quoted: bool,
}

impl Word {
    pub fn of<'t>(&self, source: &'t str) -> &'t str {
        self.span.of(source)
    }

    pub fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }
}

/// The words of the text in quotes at `span`, into `words`, which is emptied first.
pub(super) fn words(source: &str, span: Span, lexicon: &Lexicon, words: &mut Vec<Word>) {
    words.clear();
    let text = span.of(source);
    let quotes = if text.starts_with("\"\"\"") { 3 } else { 1 };
    let end = text.len().saturating_sub(quotes).max(quotes);
    let Some(body) = text.get(..end) else { return };
    let mut scan = Scan { body, offset: span.start as usize, at: quotes, gap: Gap::default(), quoted: false };
    while let Some(word) = scan.next(lexicon) {
        words.push(word);
    }
}

struct Scan<'t> {
    /// From the opening quotes on, without the closing ones.
    body: &'t str,
    offset: usize,
    at: usize,
    gap: Gap,
    quoted: bool,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.body.as_bytes().get(at).copied().unwrap_or(b' ')
    }

    fn char(&self, at: usize) -> char {
        match self.byte(at) {
            byte if byte.is_ascii() => byte as char,
            _ => self.body.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' '),
        }
    }

    fn next(&mut self, lexicon: &Lexicon) -> Option<Word> {
        while self.at < self.body.len() {
            if self.byte(self.at) == b' ' {
                self.at += 1;
                continue;
            }
            let char = self.char(self.at);
            if char.is_alphanumeric() || (matches!(char, '#' | '@' | '_') && self.char(self.at + 1).is_alphanumeric()) {
                return Some(self.word(lexicon));
            }
            if char == '{'
                && let Some(end) = self.reference()
            {
                return Some(self.give(end, Kind::Reference, Class::NONE));
            }
            self.punctuation(char);
        }
        None
    }

    /// Where the reference ends that begins here.
    fn reference(&self) -> Option<usize> {
        let rest = self.body.get(self.at + 1..)?;
        let length = rest.find(['}', '{', '\n'])?;
        (rest.as_bytes().get(length) == Some(&b'}')).then_some(self.at + length + 2)
    }

    fn give(&mut self, end: usize, kind: Kind, class: Class) -> Word {
        let span = Span::new((self.offset + self.at) as u32, (self.offset + end) as u32);
        let word = Word { span, kind, class, before: self.gap, quoted: self.quoted };
        self.at = end;
        self.gap = Gap::default();
        word
    }

    fn punctuation(&mut self, char: char) {
        let next = self.byte(self.at + 1);
        let mut length = char.len_utf8();
        let gap = match char {
            ' ' | '\t' | '\r' => Gap::default(),
            '\n' => self.line(),
            '\\' => {
                length = 2;
                self.quoted ^= next == b'"';
                Gap::OTHER
            }
            '"' | '`' => {
                self.quoted = !self.quoted;
                Gap::OTHER
            }
            '\u{201c}' | '\u{ab}' => {
                self.quoted = true;
                Gap::OTHER
            }
            '\u{201d}' | '\u{bb}' => {
                self.quoted = false;
                Gap::OTHER
            }
            '!' | '?' if next == b' ' || self.at + 1 >= self.body.len() => Gap::SENTENCE,
            // "e.g. a letter" goes on
            '.' if next.is_ascii_whitespace() && !self.goes_on() => Gap::SENTENCE,
            ',' => Gap::COMMA,
            ';' | ':' | '\u{2013}' | '\u{2014}' => Gap::BREAK,
            '-' if next == b' ' => Gap::BREAK,
            '(' | '[' => Gap::OPEN,
            // the address of a link
            ']' if next == b'(' => {
                let rest = self.body.get(self.at..).unwrap_or("");
                length = rest.find([')', '\n']).unwrap_or(rest.len()).max(1);
                Gap::CLOSE
            }
            ')' | ']' => Gap::CLOSE,
            _ => Gap::OTHER,
        };
        self.gap = self.gap.or(gap);
        // an escape may stand before a longer character
        self.at += length;
        while self.at < self.body.len() && !self.body.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn goes_on(&self) -> bool {
        let rest = self.body.get(self.at + 1..).unwrap_or("");
        rest.chars().find(|char| !char.is_whitespace()).is_some_and(char::is_lowercase)
    }

    /// What a new line is worth: a paragraph and an item begin something, other lines go on.
    fn line(&self) -> Gap {
        let rest = self.body.get(self.at + 1..).unwrap_or("").trim_start_matches([' ', '\t', '\r']);
        let item = rest.starts_with(['\n', '-', '*', '+', '#', '|', '>', '!']) || rest.starts_with(|char: char| char.is_ascii_digit());
        if item { Gap::SENTENCE } else { Gap::default() }
    }

    fn word(&mut self, lexicon: &Lexicon) -> Word {
        let first = self.char(self.at);
        let (mut end, mut code, mut number) = (self.at + first.len_utf8(), !first.is_alphanumeric(), first.is_ascii_digit());
        while end < self.body.len() {
            if self.byte(end).is_ascii_alphanumeric() {
                end += 1;
                continue;
            }
            let char = self.char(end);
            if char.is_alphanumeric() {
                end += char.len_utf8();
                continue;
            }
            let next = self.char(end + char.len_utf8());
            match char {
                '-' | '\'' | '\u{2019}' if next.is_alphanumeric() => {}
                '.' | ',' if number && next.is_ascii_digit() => {}
                '.' | '_' | '@' | '#' | '&' if next.is_alphanumeric() => code = true,
                '_' => code = true,
                ':' if next == '/' => code = true,
                '/' | '=' | '?' | '%' | ':' if code && !next.is_whitespace() => {}
                _ => break,
            }
            end += char.len_utf8();
        }
        number &= !code;
        let kind = if code {
            Kind::Code
        } else if number {
            Kind::Number
        } else {
            Kind::Word
        };
        let text = self.body.get(self.at..end).unwrap_or("");
        let class = if kind == Kind::Word { lexicon.class(text) } else { Class::NONE };
        self.give(end, kind, class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        words(text, Span::new(0, text.len() as u32), Lexicon::english(), &mut found);
        found
    }

    #[test]
    fn words_stand_where_they_are_written() {
        let text = r#""Press \"Start now\", see {WI-A-1 v1.2}; write 5.5 mL e.g. to a.b@c.de, naïve don’t \\ \{x}""#;
        let all: Vec<(&str, Kind, bool)> = read(text).iter().map(|word| (word.of(text), word.kind, word.quoted)).collect();
        use Kind::*;
        let right = [
            ("Press", Word, false),
            ("Start", Word, true),
            ("now", Word, true),
            ("see", Word, false),
            ("{WI-A-1 v1.2}", Reference, false),
            ("write", Word, false),
            ("5.5", Number, false),
            ("mL", Word, false),
            ("e.g", Code, false),
            ("to", Word, false),
            ("a.b@c.de", Code, false),
            ("naïve", Word, false),
            ("don’t", Word, false),
            ("x", Word, false),
        ];
        assert_eq!(all, right);
    }

    #[test]
    fn sentences_and_items_are_told_apart() {
        let text = "\"\"\"\nOne. Two e.g. three! Four\nfive\n\nSix\n- seven [eight](img/nine.png) ten, `eleven` 2.\n\"\"\"";
        let starts: Vec<&str> = read(text).iter().filter(|word| word.before.has(Gap::SENTENCE)).map(|word| word.of(text)).collect();
        assert_eq!(starts, ["Two", "Four", "Six", "seven"]);
        assert!(read(text).iter().all(|word| word.of(text) != "nine"));
    }

    #[test]
    fn a_text_that_is_not_closed_is_read_too() {
        for text in ["\"", "\"\"", "\"\"\"", "\"\"\"\"", "\"a\\", "\"a \\é", "\"é"] {
            read(text);
        }
        assert_eq!(read("\"ab\\\"").len(), 1);
    }
}
