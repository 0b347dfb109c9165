//! Tokens. In: a text. Out: its tokens and comments, in order and without loss: what lies between
//! them is white space. A word that is a keyword somewhere has a kind of its own; whether it is one
//! *here* is the grammar's business, since keywords are contextual but for the reserved words.

use crate::text::Span;
use logos::Logos;

macro_rules! token_kinds {
    (words { $($word:ident $word_text:tt)* } reserved { $($reserved:ident $reserved_text:tt)* } marks { $($mark:ident $mark_text:tt)* }) => {
        #[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[logos(skip(r"[ \t\r\n\x0c\u{feff}\u{a0}\u{2007}\u{202f}]+"))]
        #[repr(u8)]
        pub enum TokenKind {
            $(#[token($word_text)] $word,)*
            $(#[token($reserved_text)] $reserved,)*
            $(#[token($mark_text)] $mark,)*
            /// A lower-case word that is no keyword anywhere.
            #[regex("[a-z][a-z0-9_]*", priority = 3)]
            Name,
            /// A word with other letters: a term, a unit, a currency.
            #[regex(r"[\p{XID_Start}_]\p{XID_Continue}*", priority = 2)]
            Word,
            /// A document's id: `SOP-REF-001`, `QSP-4.2.3`.
            #[regex(r"\p{Lu}[\p{Lu}0-9]*([-_][\p{Lu}0-9]+)+(\.[0-9]+)*", priority = 5)]
            Id,
            /// What looks like an id but is not all upper case.
            #[regex(r"\p{Lu}[\p{L}0-9]*(-[\p{L}0-9]+)+(\.[0-9]+)*", priority = 4)]
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
            /// `“…”`: the quotes of a word processor.
            #[regex("[\u{201c}\u{201d}\u{201e}][^\u{201c}\u{201d}\u{201e}\n]*[\u{201c}\u{201d}]")]
            CurlyQuoted,
            /// `"""…"""`, over several lines if need be.
            #[token("\"\"\"", long_text)]
            LongQuoted,
            /// `"""` without an end.
            OpenLongQuoted,
            #[regex("//[^\n]*", allow_greedy = true)]
            Comment,
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
        LBrace "{" RBrace "}" LParen "(" RParen ")" Bar "|" Bars "||" Comma "," Colon ":" Dot "." Semicolon ";" Arrow "->" FatArrow "=>" UnicodeArrow "→" Assign "=" Equal "==" Unequal "!=" LessEqual "<=" GreaterEqual ">=" Less "<" Greater ">" Plus "+" Minus "-" Star "*" Slash "/" Percent "%"
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
        let range = lexer.span();
        let kind = match kind {
            Ok(TokenKind::LongQuoted) if !closed(lexer.slice()) => TokenKind::OpenLongQuoted,
            Ok(kind) => kind,
            Err(()) => TokenKind::Unknown,
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
        let brace = (kind == TokenKind::OpenQuoted).then(|| lexer.slice().trim_end()).filter(|text| text.ends_with('{')).map(|text| range.start + text.len() - 1);
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
