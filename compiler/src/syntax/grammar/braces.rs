//! Braces that do not pair. In: tokens. Out: tokens whose braces pair, and an error for each brace
//! that was put in or left out. Where one is missing or too much is told by the indentation; a
//! file whose braces pair is never touched, however it is indented.

use crate::syntax::error::SyntaxError;
use crate::syntax::token::{Token, TokenKind as T};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// An open brace, and the line it stands on.
struct Open {
    token: usize,
    line: usize,
    indent: u32,
}

/// Lines indented more than the one before them, without a brace between: by the indentation of the
/// line before, the first token of each, in order.
type Deeper = FxHashMap<u32, Vec<usize>>;

#[derive(Default)]
struct Repair {
    /// Braces to put in: in front of which token, where in the text.
    put_in: Vec<(usize, Token)>,
    left_out: Vec<usize>,
    errors: Vec<SyntaxError>,
}

pub(super) fn repaired(text: &str, tokens: Vec<Token>, balanced: bool) -> (Vec<Token>, Vec<SyntaxError>) {
    if balanced {
        return (tokens, Vec::new());
    }
    let repair = find(text, &tokens);
    let mut out = Vec::with_capacity(tokens.len() + repair.put_in.len());
    let mut put_in = repair.put_in;
    put_in.sort_by_key(|(before, _)| *before);
    let (mut put_in, mut left_out) = (put_in.into_iter().peekable(), repair.left_out.into_iter().peekable());
    for (at, token) in tokens.iter().enumerate() {
        while let Some((_, brace)) = put_in.next_if(|(before, _)| *before <= at) {
            out.push(brace);
        }
        if left_out.next_if_eq(&at).is_none() {
            out.push(*token);
        }
    }
    out.extend(put_in.map(|(_, brace)| brace));
    (out, repair.errors)
}

fn find(text: &str, tokens: &[Token]) -> Repair {
    let count = |kind| tokens.iter().filter(|token| token.kind == kind).count();
    let (opened, closed) = (count(T::LBrace), count(T::RBrace));
    let mut unclosed = opened.saturating_sub(closed);
    let mut unopened = closed.saturating_sub(opened);
    let mut repair = Repair::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut deeper = Deeper::default();
    let (mut line, mut indent) = (0, 0);
    // an element may begin lines before its brace; what goes on with it stands at least two levels deeper
    let mut head = 0;
    let mut before: Option<Token> = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.first_on_line {
            let last_indent = indent;
            line += 1;
            indent = column(text, token.start);
            let begins = super::items::is_element_word(token.kind) || matches!(token.kind, T::RBrace | T::On | T::Given | T::Expect);
            if begins && !(matches!(token.kind, T::When | T::Unless) && indent >= head + 4) || indent <= head {
                head = indent;
            }
            let continued = before.is_none_or(|before| matches!(before.kind, T::LBrace | T::Comma | T::And | T::Or))
                || matches!(token.kind, T::By | T::Within | T::Between | T::On | T::And | T::Or);
            if indent > last_indent && !continued {
                deeper.entry(last_indent).or_default().push(at);
            }
            while unclosed > 0
                && let Some(top) = stack.last()
                && (indent < top.indent || (indent == top.indent && token.kind != T::RBrace))
            {
                repair.close(text, tokens, top, at, top.line + 1 == line);
                unclosed -= 1;
                stack.pop();
            }
        }
        match token.kind {
            T::LBrace if unclosed > 0 && before.is_some_and(|before| before.kind == T::LBrace) => {
                repair.leave_out(at, token.span(), "`{` is written twice", "remove one");
                unclosed -= 1;
                continue;
            }
            T::LBrace => stack.push(Open { token: at, line, indent: head }),
            T::RBrace => {
                let fits = stack.last().is_some_and(|top| top.line == line || top.indent == indent);
                if fits || (unopened == 0 && !stack.is_empty()) {
                    stack.pop();
                } else {
                    unopened = unopened.saturating_sub(1);
                    let inside = stack.last().map_or(0, |top| top.token);
                    let lines = deeper.get_mut(&indent).filter(|lines| token.first_on_line && lines.last().is_some_and(|before| *before > inside));
                    match lines.and_then(Vec::pop) {
                        Some(before) => repair.open(tokens, before),
                        None => {
                            repair.leave_out(at, token.span(), "this `}` closes nothing", "remove it, or write the `{` that it should close");
                            continue;
                        }
                    }
                }
            }
            _ => {}
        }
        before = Some(*token);
    }
    // at the end of the file one error stands for all that is still open
    let mut said = false;
    while let Some(top) = stack.pop() {
        if said {
            repair.put_in.push((tokens.len(), closing(before.map_or(0, |token| token.end))));
        } else {
            repair.close(text, tokens, &top, tokens.len(), top.line == line);
            said = true;
        }
    }
    repair
}

impl Repair {
    /// A `}` is missing in front of token `before`; `one_line`: the block and what is in it stand on one line.
    fn close(&mut self, text: &str, tokens: &[Token], open: &Open, before: usize, one_line: bool) {
        let last = before.checked_sub(1).and_then(|at| tokens.get(at)).map_or(0, |token| token.end);
        let rest = text.get(last as usize..).unwrap_or("");
        // on a line of its own where the block has lines of its own
        let place = match rest.find('\n') {
            Some(line_break) if !one_line => last + line_break as u32 + 1,
            _ => last,
        };
        let brace = tokens.get(open.token).map_or(Span::at(last), |token| token.span());
        let indent = " ".repeat(open.indent as usize);
        let written = if place == last { " }".to_owned() } else { format!("{indent}}}\n") };
        // said behind the last thing in the block
        let mut error = SyntaxError::new(Span::new(last.saturating_sub(1), last), "`}` is missing: this block is still open")
            .help("close the block before the next element begins")
            .fix("Insert `}`", Span::at(place), written);
        error.related = Some((brace, "the block begins here".to_owned()));
        self.errors.push(error);
        self.put_in.push((before, closing(last)));
    }

    /// A `{` is missing in front of token `before`, at the end of the line above.
    fn open(&mut self, tokens: &[Token], before: usize) {
        let last = before.checked_sub(1).and_then(|at| tokens.get(at)).map_or(Span::at(0), |token| token.span());
        let end = Span::at(last.end);
        self.errors.push(SyntaxError::new(Span::new(last.start, last.end), "`{` is missing behind this").fix("Insert `{`", end, " {"));
        self.put_in.push((before, Token { kind: T::LBrace, first_on_line: false, inserted: true, start: last.end, end: last.end }));
    }

    fn leave_out(&mut self, token: usize, span: Span, message: &str, help: &str) {
        self.errors.push(SyntaxError::new(span, message).help(help).fix("Remove it", span, ""));
        self.left_out.push(token);
    }
}

fn closing(at: u32) -> Token {
    Token { kind: T::RBrace, first_on_line: false, inserted: true, start: at, end: at }
}

fn column(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or("").as_bytes();
    before.iter().rev().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count() as u32
}
