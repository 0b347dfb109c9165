//! What is not written yet: `todo "…"`, and the marks that stand for it in texts. In: elements and words. Out: a
//! finding at each. A blank in something to say (`[name]`) and a pattern for names (`YYYYMMDD_XXXX`) are none.

use super::Reading;
use super::texts::{Purpose, Said};
use super::words::Kind;
use crate::check::Context;
use crate::diagnostic::{Diagnostic, PLACEHOLDER, Severity};
use crate::model::{ElementKind, Target, Text};
use crate::text::Span;

/// `todo` is said openly: it is listed, and no more.
pub(super) fn honest_gaps(context: &mut Context<'_>) {
    if !context.is_on(&PLACEHOLDER) {
        return;
    }
    let mut gaps: Vec<(Span, &Text)> = Vec::new();
    for element in &context.elements {
        if let ElementKind::Todo { text } = &element.kind {
            gaps.push((element.span, text));
        }
        element.each_target(&mut |target| {
            if let Target::Todo { text, span } = target {
                gaps.push((*span, text));
            }
        });
    }
    for (span, text) in gaps {
        let what = text.text.trim();
        let message = if what.is_empty() { "something is still open here".to_owned() } else { format!("still open: {what}") };
        let mut finding = context.at(&PLACEHOLDER, span, message).help("decide it, and write down what holds");
        finding.severity = Severity::Info;
        context.report(finding);
    }
}

pub(super) fn marks(context: &Context<'_>, reading: &Reading<'_>, said: &Said<'_>, found: &mut Vec<Diagnostic>) {
    if said.purpose == Purpose::Gap {
        return;
    }
    for word in reading.words {
        let written = word.of(reading.source);
        let is_mark = match word.kind {
            Kind::Word => match written {
                "TODO" | "TBD" | "FIXME" => true,
                // to be confirmed, announced, defined; but both are names of other things too
                "TBC" | "TBA" => !word.quoted,
                "XXX" => said.purpose != Purpose::Value && !word.quoted,
                _ => false,
            },
            Kind::Code => written == "#link" || starts_with_mark(written),
            _ => false,
        };
        if is_mark {
            found.push(mark(context, word.span, written));
        }
    }
    if said.text.long || said.text.text.contains("](") {
        let source = said.text.span.of(reading.source);
        for (at, link) in source.match_indices("](#").filter_map(|(at, _)| Some((at + 2, source.get(at + 2..)?))) {
            let Some(link) = link.find([')', ']', '\n']).and_then(|end| link.get(..end)) else { continue };
            if link == "#" || link == "#link" || starts_with_mark(link) {
                let start = said.text.span.start + at as u32;
                found.push(mark(context, Span::new(start, start + link.len() as u32), link));
            }
        }
    }
}

/// A mark behind `#`, as in a link to be added.
fn starts_with_mark(written: &str) -> bool {
    let rest = written.strip_prefix('#').unwrap_or("");
    ["TODO", "TBD"].iter().any(|mark| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}

fn mark(context: &Context<'_>, span: Span, written: &str) -> Diagnostic {
    let help = "write what belongs here, or say openly with `todo \"…\"` that it is missing";
    context.at(&PLACEHOLDER, span, format!("`{written}` stands where something is still missing")).help(help)
}
