//! Tokens. In: a text. Out: its tokens and comments, in order and without loss: what lies between
//! them is white space. A word that is a keyword somewhere has a kind of its own; whether it is one
//! *here* is the grammar's business, since keywords are contextual but for the reserved words.

use crate::text::Span;
use logos::Logos;

macro_rules! token_kinds {
    (words { $($word:ident $word_text:tt)* } reserved { $($reserved:ident $reserved_text:tt)* } marks { $($mark:ident $mark_text:tt)* }) => {
        #[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[logos(skip(r"[ \t\r\n\x0c]+"))]
        #[repr(u8)]
        pub enum TokenKind {
            $(#[token($word_text)] $word,)*
            $(#[token($reserved_text)] $reserved,)*
            $(#[token($mark_text)] $mark,)*
            /// A lower-case word that is no keyword anywhere.
            #[regex("[a-z][a-z0-9_]*", priority = 3)]
            Name,
            /// A word with other letters: a term, a unit, a currency.
            #[regex("[A-Za-z_][A-Za-z0-9_]*", priority = 2)]
            Word,
            /// A document's id: `SOP-REF-001`, `QSP-4.2.3`.
            #[regex(r"[A-Z][A-Z0-9]*([-_][A-Z0-9]+)+(\.[0-9]+)*", priority = 5)]
            Id,
            /// What looks like an id but is not all upper case.
            #[regex(r"[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)+(\.[0-9]+)*", priority = 4)]
            BadId,
            /// `12`, `12.5`
            #[regex(r"[0-9]+(\.[0-9]+)?")]
            Numeral,
            /// Three parts or more: `1.2.3`. One or two parts are a number.
            #[regex(r"[0-9]+(\.[0-9]+){2,}")]
            Dotted,
            /// A pinned version with a point: `v1.4`. Without one it is a name.
            #[regex(r"v[0-9]+(\.[0-9]+)+")]
            Pin,
            #[regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")]
            DateLiteral,
            #[regex("[0-9]{1,2}:[0-9]{2}")]
            Clock,
            /// `"…"` on one line.
            #[regex(r#""(\\[^\n]|[^"\\\n])*""#)]
            Quoted,
            /// A text whose closing quote is missing, to the end of the line.
            #[regex(r#""(\\[^\n]|[^"\\\n])*"#)]
            OpenQuoted,
            /// `“…”`: the quotes of a word processor, of another language, or single ones.
            CurlyQuoted,
            /// `"""…"""`, over several lines if need be.
            #[token("\"\"\"", long_text)]
            LongQuoted,
            /// `"""` without an end.
            OpenLongQuoted,
            #[regex("//[^\n]*", allow_greedy = true)]
            Comment,
            /// Characters beyond ASCII, cut to size by [`beyond_ascii`].
            #[regex(r"[^\x00-\x7f]", priority = 1)]
            Foreign,
            /// Characters that the language does not use.
            Unknown,
            /// Behind the last token.
            End,
        }

        impl TokenKind {
            /// The spelling of a kind that has only one.
            pub const fn spelling(self) -> Option<&'static str> {
                match self {
                    $(TokenKind::$word => Some($word_text),)*
                    $(TokenKind::$reserved => Some($reserved_text),)*
                    $(TokenKind::$mark => Some($mark_text),)*
                    _ => None,
                }
            }

            /// A word that joins expressions, clauses and targets, and is never a name.
            pub const fn is_reserved(self) -> bool {
                matches!(self, $(TokenKind::$reserved)|*)
            }

            /// A word that may stand where a name is due.
            pub const fn is_name(self) -> bool {
                matches!(self, TokenKind::Name $(| TokenKind::$word)*)
            }

            pub const fn is_keyword(self) -> bool {
                self.spelling().is_some() && (self.is_name() || self.is_reserved())
            }
        }

        /// Every word that is a keyword somewhere.
        pub const KEYWORDS: &[(&str, TokenKind)] =
            &[$(($word_text, TokenKind::$word),)* $(($reserved_text, TokenKind::$reserved),)*];
    };
}

token_kinds! {
    words {
        Policy "policy" Sop "sop" Wi "wi" Form "form" Glossary "glossary" Tests "tests"
        Version "version" Status "status" Owner "owner" Author "author" Reviewed "reviewed" Approved "approved" Effective "effective" Review "review" Uses "uses" Implements "implements" Except "except" Supersedes "supersedes" Performer "performer" Scope "scope" Purpose "purpose" Audience "audience" Tags "tags" Retain "retain" History "history" Language "language"
        Role "role" External "external" At "at" Term "term" System "system" Unit "unit" Field "field" Fact "fact" Limit "limit" Activity "activity" Rule "rule" Table "table" Presumed "presumed" One "one" Some "some" Number "number" Whole "whole" Money "money" Duration "duration" Date "date" Time "time" Moment "moment" Text "text" File "file" From "from" Up "up" The "the" Nearest "nearest" Unique "unique" First "first" Any "any" Either "either"
        Require "require" Forbid "forbid" Separate "separate" Before "before" After "after"
        Counting "counting" Earlier "earlier" Later "later"
        Min "min" Max "max" All "all" Count "count" Total "total" Average "average" Last "last" Since "since"
        Todo "todo" Late "late" Takes "takes" Once "once" Least "least" Most "most" For "for" Times "times" Every "every" Until "until"
        Step "step" Optional "optional" Recommended "recommended" Section "section" Checklist "checklist" If "if" Decide "decide" Parallel "parallel" Branch "branch" Repeat "repeat" Row "row" Where "where" Perform "perform" Follows "follows" Apply "apply" Wait "wait" Whenever "whenever" Handoff "handoff" Trigger "trigger" Outcome "outcome" Failure "failure" Cancelled "cancelled" Scenario "scenario" Given "given" Expect "expect"
        Asks "asks" Records "records" Sets "sets" Needs "needs" Produces "produces" Tools "tools" Fulfils "fulfils" Check "check" Done "done" Enter "enter" Say "say" Notify "notify" Consult "consult" Note "note" Example "example" Caution "caution" Warning "warning" Danger "danger" Always "always" Never "never" While "while" Image "image" Cites "cites"
    }
    reserved {
        And "and" Or "or" Not "not" In "in" Of "of" To "to" By "by" On "on" Yes "yes" No "no" When "when" Unless "unless" Within "within" Between "between" Else "else" Continue "continue" Otherwise "otherwise" With "with" Each "each" Silent "silent"
    }
    marks {
        LBrace "{" RBrace "}" LParen "(" RParen ")" Bar "|" Bars "||" Comma "," Colon ":" Dot "." Semicolon ";" Arrow "->" FatArrow "=>" UnicodeArrow "→" Assign "=" Equal "==" Unequal "!=" LessEqual "<=" GreaterEqual ">=" Less "<" Greater ">" Plus "+" Minus "-" Star "*" Slash "/" Percent "%" Caret "^"
    }
}

/// Takes a long text to its closing quotes; without any, to the end of the line, so that the rest
/// of the file is not lost.
fn long_text(lexer: &mut logos::Lexer<'_, TokenKind>) -> logos::Filter<()> {
    let rest = lexer.remainder();
    let length = rest.find("\"\"\"").map_or_else(|| rest.find('\n').unwrap_or(rest.len()), |at| at + 3);
    lexer.bump(length);
    logos::Filter::Emit(())
}

/// One token with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// The first token on its line.
    pub first_on_line: bool,
    /// Not in the text: put in by the repair of unbalanced braces.
    pub inserted: bool,
    pub start: u32,
    pub end: u32,
}

impl Token {
    pub const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// A text cut into tokens. Comments stand apart, so that the grammar sees tokens only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexed {
    pub tokens: Vec<Token>,
    pub comments: Vec<Span>,
    /// Braces open and close in pairs.
    pub balanced: bool,
}

/// Cuts `text` into tokens. Every byte is in a token, in a comment, or white space between them.
pub fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed { tokens: Vec::with_capacity(text.len() / 5 + 4), comments: Vec::new(), balanced: true };
    let bytes = text.as_bytes();
    let (mut end, mut depth, mut lexer) = (0, 0i64, TokenKind::lexer(text));
    while let Some(kind) = lexer.next() {
        let start = lexer.span().start;
        let kind = match kind {
            Ok(TokenKind::LongQuoted) if !closed(lexer.slice()) => TokenKind::OpenLongQuoted,
            Ok(kind) => kind,
            Err(()) if lexer.slice() == "'" => single_quoted(&mut lexer, bytes),
            Err(()) => TokenKind::Unknown,
        };
        let range = start..lexer.span().end;
        let (kind, range) = match kind {
            TokenKind::Foreign => match beyond_ascii(text, range, &mut lexer, &lexed.tokens) {
                Beyond::Space => continue,
                Beyond::Token(kind, range) => (kind, range),
                // it goes on a word that began before it
                Beyond::Word(range) => {
                    let mut joined = lexed.tokens.pop();
                    if joined.is_some_and(|before| before.kind == TokenKind::Minus) {
                        joined = lexed.tokens.pop();
                    }
                    let start = joined.map_or(range.start, |before| before.start as usize);
                    let word = text.get(start..range.end).unwrap_or("");
                    end = range.end;
                    let first_on_line = joined.is_some_and(|before| before.first_on_line);
                    lexed.tokens.push(Token { kind: word_kind(word), first_on_line, inserted: false, start: start as u32, end: range.end as u32 });
                    continue;
                }
            },
            kind => (kind, range),
        };
        match kind {
            TokenKind::Comment => {
                lexed.comments.push(Span::new(range.start as u32, range.start as u32 + lexer.slice().trim_end().len() as u32));
                continue;
            }
            TokenKind::LBrace => depth += 1,
            TokenKind::RBrace => {
                depth -= 1;
                lexed.balanced &= depth >= 0;
            }
            _ => {}
        }
        // a brace at the end of the line is not part of a text that nobody closed
        let brace =
            (kind == TokenKind::OpenQuoted).then(|| lexer.slice().trim_end()).filter(|text| text.ends_with('{')).map(|text| range.start + text.len() - 1);
        // white space and comments hold the line breaks
        let first_on_line = end == 0 || bytes.get(end..range.start).is_some_and(|gap| gap.iter().any(|byte| matches!(byte, b'\n' | b'\r')));
        end = range.end;
        let span = Span::new(range.start as u32, brace.unwrap_or(range.end) as u32);
        match lexed.tokens.last_mut() {
            Some(last) if kind == TokenKind::Unknown && last.kind == kind && last.end == span.start => last.end = span.end,
            _ => lexed.tokens.push(Token { kind, first_on_line, inserted: false, start: span.start, end: span.end }),
        }
        if let Some(brace) = brace {
            depth += 1;
            let (start, end) = (brace as u32, brace as u32 + 1);
            lexed.tokens.push(Token { kind: TokenKind::LBrace, first_on_line: false, inserted: false, start, end });
        }
    }
    lexed.balanced &= depth == 0;
    lexed
}

/// `'…'` on one line, unless it is an apostrophe.
fn single_quoted(lexer: &mut logos::Lexer<'_, TokenKind>, bytes: &[u8]) -> TokenKind {
    let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let (start, rest) = (lexer.span().start, lexer.remainder());
    let close = rest.find(['\'', '\n']).filter(|close| rest.as_bytes().get(*close) == Some(&b'\'') && *close > 0);
    match close {
        Some(close) if !(word(start + close + 2) || start > 0 && word(start - 1)) => {
            lexer.bump(close + 1);
            TokenKind::CurlyQuoted
        }
        _ => TokenKind::Unknown,
    }
}

/// What a character beyond ASCII turns out to be.
enum Beyond {
    Space,
    Token(TokenKind, std::ops::Range<usize>),
    /// The rest of a word whose beginning is the token before.
    Word(std::ops::Range<usize>),
}

/// Looks at the character in `range`, and takes what belongs to it: the rest of a word, or the text
/// between the quotes of a word processor. (A table of all letters in the lexer itself would cost
/// minutes to compile and is hardly ever needed.)
fn beyond_ascii(text: &str, range: std::ops::Range<usize>, lexer: &mut logos::Lexer<'_, TokenKind>, before: &[Token]) -> Beyond {
    let char = lexer.slice().chars().next().unwrap_or(' ');
    if char.is_whitespace() || char == '\u{feff}' {
        return Beyond::Space;
    }
    let rest = lexer.remainder();
    if let Some(closing) = closing_quotes(char) {
        let close = rest.char_indices().find(|(_, char)| closing.contains(*char) || *char == '\n');
        if let Some((at, close)) = close.filter(|(_, close)| *close != '\n') {
            lexer.bump(at + close.len_utf8());
            return Beyond::Token(TokenKind::CurlyQuoted, range.start..range.end + at + close.len_utf8());
        }
        return Beyond::Token(TokenKind::Unknown, range);
    }
    // `°C` is a unit
    let degree = char == '°' && rest.starts_with(char::is_alphabetic);
    if !char.is_alphanumeric() && !degree {
        return Beyond::Token(TokenKind::Unknown, range);
    }
    // a hyphen goes on with the word where an id does
    let mut length = 0;
    for (at, char) in rest.char_indices() {
        let next = || rest.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
        if !(char.is_alphanumeric() || char == '_' || (char == '-' && next())) {
            break;
        }
        length = at + char.len_utf8();
    }
    lexer.bump(length);
    let word = range.start..range.end + length;
    let is_word = |token: &Token| token.kind.is_name() || token.kind.is_reserved() || matches!(token.kind, TokenKind::Word | TokenKind::Id | TokenKind::BadId);
    let joins = match before {
        [.., word, hyphen] if hyphen.kind == TokenKind::Minus => {
            let capital = text.get(word.start as usize..).is_some_and(|word| word.starts_with(|first: char| first.is_ascii_uppercase()));
            is_word(word) && capital && word.end == hyphen.start && hyphen.end as usize == range.start
        }
        [.., word] => is_word(word) && word.end as usize == range.start,
        [] => false,
    };
    match joins {
        true => Beyond::Word(word),
        false => Beyond::Token(word_kind(text.get(word.clone()).unwrap_or("")), word),
    }
}

/// What closes a text that begins with this mark, if it is one of another language's quotes.
fn closing_quotes(open: char) -> Option<&'static str> {
    match open {
        '“' | '”' | '„' => Some("“”"),
        '«' => Some("»"),
        '»' => Some("«"),
        '‹' => Some("›"),
        '‘' | '‚' => Some("’‘"),
        _ => None,
    }
}

/// A word with letters beyond ASCII: an id, if it looks like one.
fn word_kind(word: &str) -> TokenKind {
    let id = word.starts_with(char::is_uppercase) && word.contains('-');
    match id {
        true if word.chars().any(char::is_lowercase) => TokenKind::BadId,
        true => TokenKind::Id,
        false => TokenKind::Word,
    }
}

fn closed(long_text: &str) -> bool {
    long_text.len() >= 6 && long_text.ends_with("\"\"\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        lex(text).tokens.iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_versions_dates_ids_and_pins_are_told_apart() {
        assert_eq!(kinds("12 12.5 1.2.3 2026-03-01 22:30 v1.4 v2"), [Numeral, Numeral, Dotted, DateLiteral, Clock, Pin, Name]);
        assert_eq!(kinds("SOP-REF-001 QSP-4.2.3 SOP_HR_01 POL-REF-001.window"), [Id, Id, Id, Id, Dot, Name]);
        assert_eq!(kinds("Sop-ref-001 ECG mg/dL 15%"), [BadId, Word, Name, Slash, Word, Numeral, Percent]);
    }

    #[test]
    fn words_beyond_ascii_are_words_and_ids() {
        assert_eq!(kinds("Prüfung straße müll"), [Word, Word, Word]);
        // the second letter of each is Cyrillic
        assert_eq!(kinds("SОP-REF-001 SOP-RЕF-001 SOP-МAIL-002"), [Id, Id, Id]);
        assert_eq!(kinds("“a b” → \u{a0}x ¿"), [CurlyQuoted, UnicodeArrow, Name, Unknown]);
    }

    #[test]
    fn keywords_have_kinds_and_names_may_begin_like_them() {
        assert_eq!(kinds("step steps step_2 when"), [Step, Name, Name, When]);
        assert!(Step.is_name() && !When.is_name() && When.is_reserved());
    }

    #[test]
    fn an_unclosed_text_ends_with_its_line() {
        assert_eq!(kinds("step \"a {\nstep"), [Step, OpenQuoted, LBrace, Step]);
        assert_eq!(kinds("\"\"\"a\nb\"\"\" x"), [LongQuoted, Name]);
        assert_eq!(kinds("\"\"\"a\nb"), [OpenLongQuoted, Name]);
        assert_eq!(kinds(r#""a \" b" c"#), [Quoted, Name]);
    }

    #[test]
    fn lines_are_known_across_comments() {
        let lexed = lex("a b // c\n d\r\ne");
        let firsts: Vec<_> = lexed.tokens.iter().map(|token| token.first_on_line).collect();
        assert_eq!((firsts, lexed.comments), (vec![true, false, true, true], vec![Span::new(4, 8)]));
    }
}
