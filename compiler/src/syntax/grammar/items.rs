//! What stands in a block, one after the other: header fields, declarations, elements and
//! properties, told apart by their first word. One set for every kind of document; what belongs
//! on which level is checked later.

use super::parts::*;
use super::{branching, declaration, flow, header, property, recover, scenario};
use crate::syntax::error::{Notion, SyntaxError};
use crate::syntax::token::TokenKind as T;
use crate::syntax::tree::NodeKind as N;

/// What a keyword begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Header,
    Declaration,
    Control,
    Flow,
    Property,
    Scenario,
    Given,
    /// `when`, `otherwise`, `branch`: belong inside `decide` and `parallel`.
    Branch,
}

fn item_of(kind: T) -> Option<Item> {
    Some(match kind {
        T::Version
        | T::Status
        | T::Owner
        | T::Author
        | T::Reviewed
        | T::Effective
        | T::Review
        | T::Uses
        | T::Implements
        | T::Supersedes
        | T::Performer
        | T::Scope
        | T::Purpose
        | T::Audience
        | T::Tags
        | T::Retain
        | T::History
        | T::Language => Item::Header,
        T::Role | T::External | T::Term | T::System | T::Unit | T::Field | T::Fact | T::Limit | T::Activity | T::Rule | T::Table => Item::Declaration,
        T::Require | T::Forbid | T::Separate => Item::Control,
        T::Step
        | T::Optional
        | T::Recommended
        | T::Section
        | T::Checklist
        | T::If
        | T::Unless
        | T::Decide
        | T::Parallel
        | T::Repeat
        | T::For
        | T::Perform
        | T::Apply
        | T::Wait
        | T::Whenever
        | T::After
        | T::Every
        | T::Handoff
        | T::Arrow
        | T::Trigger
        | T::Outcome => Item::Flow,
        T::Asks
        | T::Records
        | T::Sets
        | T::Needs
        | T::Produces
        | T::Tools
        | T::Fulfils
        | T::Follows
        | T::Check
        | T::Before
        | T::Done
        | T::Enter
        | T::Say
        | T::Notify
        | T::Consult
        | T::Approved
        | T::Note
        | T::Example
        | T::Caution
        | T::Warning
        | T::Danger
        | T::Always
        | T::Never
        | T::Image
        | T::Cites
        | T::Todo
        | T::LongQuoted
        | T::OpenLongQuoted => Item::Property,
        T::Scenario => Item::Scenario,
        T::Given | T::Expect => Item::Given,
        T::When | T::Otherwise | T::Branch => Item::Branch,
        _ => return None,
    })
}

/// A word that begins something in a block.
pub(super) fn is_element_word(kind: T) -> bool {
    item_of(kind).is_some()
}

/// Whether an item begins here. A keyword in the middle of a line may as well be a name; it begins
/// an item there if what follows fits.
pub(super) fn begins(p: &mut In<'_, '_>) -> bool {
    let (token, next) = (p.nth(0), p.nth(1));
    let Some(item) = item_of(token.kind) else { return false };
    token.first_on_line
        || !token.kind.is_name()
        || match item {
            Item::Property | Item::Flow | Item::Scenario | Item::Declaration => {
                is_text(next.kind) || names(next) || matches!(next.kind, T::Id | T::To | T::By | T::LBrace | T::Numeral | T::Each | T::Not)
            }
            _ => false,
        }
}

/// In what the items stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Block,
    Decide,
    Parallel,
    Scenario,
    /// Behind a broken head: nobody knows what it was.
    Anywhere,
}

/// `{ … }` as a node; says so if the brace is missing, and reads nothing then.
pub(super) fn block(p: &mut In<'_, '_>) {
    block_in(p, Place::Block);
}

pub(super) fn block_in(p: &mut In<'_, '_>, place: Place) {
    if p.kind() != T::LBrace {
        // an element on the same line shows that only the brace is missing
        let missing = !p.nth(0).first_on_line && begins(p);
        p.report_expected(T::LBrace);
        if missing {
            p.in_node(N::Block, |p| p.deeper(|p| items(p, place)));
            return;
        }
        while !p.nth(0).first_on_line && !matches!(p.kind(), T::LBrace | T::RBrace | T::End) {
            p.in_node(N::Error, |p| p.advance());
        }
        if p.kind() != T::LBrace {
            return;
        }
    }
    p.in_node(N::Block, |p| {
        p.advance();
        let between = std::mem::take(&mut p.state().between_branches);
        p.deeper(|p| items(p, place));
        p.state().between_branches = between;
        close_brace(p);
    });
}

pub(super) fn close_brace(p: &mut In<'_, '_>) {
    if !p.eat(T::RBrace) {
        p.report_expected(T::RBrace);
    }
}

/// Items up to the closing brace.
pub(super) fn items(p: &mut In<'_, '_>, place: Place) {
    let mut in_header = false;
    loop {
        let before = p.at();
        if in_header && p.kind() == T::Approved && p.nth(1).kind == T::By {
            undated(p);
        }
        in_header = item_of(p.kind()) == Some(Item::Header);
        match p.kind() {
            T::End | T::RBrace => return,
            _ => item(p, place),
        }
        if p.at() == before {
            // nothing took the token: it is in the way
            recover::junk(p, place == Place::Decide);
        }
    }
}

/// `approved by ROLE` between fields of the header: the day is missing. In the flow it is an approval.
fn undated(p: &mut In<'_, '_>) {
    let (start, at) = (p.nth(0), p.at());
    let line = (1..12).map(|ahead| p.nth(ahead)).find(|token| token.first_on_line);
    let goes_on = line.is_some_and(|next| matches!(item_of(next.kind), Some(Item::Header | Item::Declaration)) || next.kind == T::Trigger);
    if goes_on && start.first_on_line {
        let error =
            SyntaxError::new(start.span(), "an approval in the header has its day").help("write `approved 2026-03-01 by role`; in the flow it is asked for");
        p.state().report(at, |_| error);
    }
}

fn item(p: &mut In<'_, '_>, place: Place) {
    let mut token = p.nth(0);
    if token.kind == T::LBrace {
        p.report(
            SyntaxError::new(token.span(), "this block belongs to nothing").help("write in front of it what it is: `step \"…\"`, `if …`, `section \"…\"`"),
        );
        p.in_node(N::Error, |p| block_in(p, Place::Anywhere));
        return;
    }
    let kind = match item_of(token.kind) {
        Some(_) => token.kind,
        None => match slip(p) {
            Some(kind) => kind,
            None => return recover::junk(p, place == Place::Decide),
        },
    };
    token.kind = kind;
    if token.first_on_line {
        p.state().lost = false;
    }
    doubled(p, kind);
    misplaced(p, kind, place);
    let between = place == Place::Decide && item_of(kind) != Some(Item::Branch);
    let between = std::mem::replace(&mut p.state().between_branches, between);
    match item_of(kind) {
        Some(Item::Header) => header::field(p, kind),
        Some(Item::Declaration) => declaration::declaration(p, kind),
        Some(Item::Control) => declaration::control(p, kind),
        Some(Item::Flow) => flow::element(p, kind),
        Some(Item::Property) => property::property(p, kind),
        Some(Item::Scenario) => scenario::scenario(p),
        Some(Item::Given) => scenario::line(p, kind),
        Some(Item::Branch) => branching::branch(p, kind),
        None => recover::junk(p, false),
    }
    p.state().between_branches = between;
}

/// The keyword that a misspelt first word of a line stands for, if what follows fits it.
fn slip(p: &mut In<'_, '_>) -> Option<T> {
    let (token, next, text) = (p.nth(0), p.nth(1), p.state().text);
    if !token.first_on_line && !p.nth(0).kind.is_name() {
        return None;
    }
    if !(matches!(token.kind, T::Name | T::Word)) || p.state().quiet_until as usize > p.at() {
        return None;
    }
    let written = token.span().of(text);
    if matches!(written, "title" | "stop") || super::remedy::own_word(written).is_some() {
        return None;
    }
    let words = crate::syntax::token::KEYWORDS.iter().map(|(_, kind)| *kind).filter(|kind| is_element_word(*kind));
    let word = crate::syntax::error::near_word(token, text, words)?;
    let kind = crate::syntax::token::KEYWORDS.iter().find(|(spelling, _)| *spelling == word).map(|(_, kind)| *kind)?;
    let fits = is_text(next.kind)
        || next.kind.is_name()
        || next.kind.is_reserved()
        || matches!(next.kind, T::Id | T::Numeral | T::DateLiteral | T::Dotted | T::LBrace | T::Word | T::Arrow);
    if !fits || next.first_on_line {
        return None;
    }
    p.report(crate::syntax::error::misspelt(token, text, word));
    Some(kind)
}

/// The same keyword twice in a row is a slip, not a label.
fn doubled(p: &mut In<'_, '_>, kind: T) {
    let (token, next, text) = (p.nth(0), p.nth(1), p.state().text);
    if token.kind == kind && next.kind == kind && !next.first_on_line && kind.is_name() && !is_text(kind) {
        let span = crate::text::Span::new(token.end, next.end);
        let error = SyntaxError::new(next.span(), format!("`{}` is written twice", next.span().of(text))).fix("Remove one", span, "");
        p.advance();
        p.report(error);
    }
}

/// Says so where a branch stands outside its decision, or something else between the branches.
fn misplaced(p: &mut In<'_, '_>, kind: T, place: Place) {
    if p.state().lost || place == Place::Anywhere {
        return;
    }
    let span = p.nth(0).span();
    let is = item_of(kind);
    let error = match (place, is) {
        (Place::Block, Some(Item::Branch)) => match kind {
            T::Branch => Some(("a `branch` stands inside `parallel { … }`", "write `parallel { branch \"…\" { … } … }`")),
            _ => Some(("a branch stands inside `decide \"…\" { … }`", "for one condition without alternatives, write `if … { … }`")),
        },
        (Place::Decide, Some(Item::Branch)) if kind == T::Branch => Some(("a `branch` stands inside `parallel { … }`", "in a `decide`, write `when … { … }`")),
        (Place::Decide, Some(Item::Flow)) if !matches!(kind, T::After | T::Every | T::Whenever) => Some((
            "only branches, properties and watchers stand directly in a `decide`",
            "put this inside a branch: `when … { … }`, or in front of the `decide`",
        )),
        // a field of the header belongs in no block at all, and is told of by a check
        (Place::Parallel, is) if is != Some(Item::Header) && (is != Some(Item::Branch) || kind != T::Branch) => {
            Some(("only branches stand directly in `parallel`", "put this inside a `branch \"…\" { … }`"))
        }
        (Place::Scenario, is) if is != Some(Item::Given) => Some(("only `given` and `expect` stand in a scenario", "move this out of the scenario")),
        (Place::Block, Some(Item::Given)) => {
            Some(("`given` and `expect` stand inside a `scenario \"…\" { … }`", "write `scenario \"…\" { given … expect … }`"))
        }
        _ => None,
    };
    if let Some((message, help)) = error {
        let at = p.at();
        let quiet = p.state().quiet_until;
        p.report(SyntaxError::new(span, message).help(help));
        // the element itself is read as usual
        p.state().lost = false;
        p.state().quiet_until = quiet.max(at as u32);
    }
}

/// Behind a block whose head was broken: its `late` and `else`.
pub(super) fn aftermath(p: &mut In<'_, '_>) {
    flow::late(p);
    flow::or_else(p);
}

/// What happens next is due.
pub(super) fn need_target(p: &mut In<'_, '_>) {
    if !target(p) {
        p.report_expected(Notion::Target);
    }
}

/// `-> label` | `continue` | `{ … }` | `"A remedy."` | `todo "…"`, if one begins here.
pub(super) fn target(p: &mut In<'_, '_>) -> bool {
    let (token, next) = (p.nth(0), p.nth(1));
    match token.kind {
        T::Arrow | T::FatArrow | T::UnicodeArrow => flow::jump(p),
        T::Continue => p.in_node(N::Continue, |p| p.advance()),
        T::LBrace => block(p),
        T::Todo => property::property(p, T::Todo),
        kind if is_text(kind) => {
            p.want(node(N::Remedy, text()));
        }
        // `late escalated`: the arrow is missing
        kind if kind.is_name() && !token.first_on_line && !begins(p) && (next.first_on_line || matches!(next.kind, T::RBrace | T::Else | T::Late)) => {
            let text = p.state().text;
            let at = crate::text::Span::at(token.start);
            let error = SyntaxError::new(token.span(), format!("`->` is missing in front of `{}`", token.span().of(text)));
            p.report(error.fix("Insert `->`", at, "-> "));
            p.in_node(N::Jump, |p| {
                p.want(name());
            });
        }
        _ if !token.first_on_line && begins(p) => {
            p.report_expected(T::LBrace);
            p.in_node(N::Block, |p| p.deeper(|p| items(p, Place::Anywhere)));
        }
        _ => return false,
    }
    true
}
