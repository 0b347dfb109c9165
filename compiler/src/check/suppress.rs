//! Suppressions: which findings a comment takes away, and what is wrong with the comment.

use super::Options;
use crate::diagnostic::{self, Diagnostic, EXPIRED_SUPPRESSION, FileId, SUPPRESSION_WITHOUT_REASON, Severity, UNUSED_SUPPRESSION};
use crate::model::Suppression;
use crate::text::Span;
use crate::workspace::{File, Source};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Takes away what is suppressed, and adds what is wrong with the suppressions.
pub(super) fn apply(id: FileId, file: &File, source: &Source, options: &Options, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if source.suppressions.is_empty() {
        return found;
    }
    let mut about: Vec<Diagnostic> = Vec::new();
    let mut standing: FxHashMap<&str, BTreeSet<(u32, usize)>> = FxHashMap::default();
    for (at, finding) in found.iter().enumerate() {
        standing.entry(finding.check.name).or_default().insert((finding.span.start, at));
    }
    let mut taken = vec![false; found.len()];
    for suppression in &source.suppressions {
        let expired = is_expired(suppression, options);
        if suppression.reason.is_none() {
            let help = "write why behind a colon: `// sop-ignore[check]: the reason`";
            about.push(Diagnostic::new(&SUPPRESSION_WITHOUT_REASON, id, suppression.span, "this suppression does not say why").help(help));
        }
        if expired && let Some(until) = &suppression.until {
            let message = format!("this suppression ended on {}", until.text);
            about.push(Diagnostic::new(&EXPIRED_SUPPRESSION, id, suppression.span, message).help("repair what it hides, or decide on a new last day"));
        }
        for name in &suppression.checks {
            match diagnostic::check(&name.text) {
                None => {
                    let message = format!("there is no check called `{}`", name.text);
                    let near = diagnostic::checks().iter().min_by_key(|check| strsim::damerau_levenshtein(check.name, &name.text));
                    let mut finding = Diagnostic::new(&UNUSED_SUPPRESSION, id, suppression.span, message);
                    if let Some(near) = near.filter(|near| strsim::damerau_levenshtein(near.name, &name.text) <= 3) {
                        let title = format!("Write `{}`", near.name);
                        finding = finding.help(format!("did you mean `{}`?", near.name)).fix(title, true, name.span, near.name);
                    }
                    about.push(finding);
                }
                Some(check) if !expired => {
                    let took = standing.get_mut(check.name).is_some_and(|standing| take(suppression, standing, &mut taken));
                    let is_off = file.config.level(check) == Severity::Off;
                    if !took && !is_off {
                        let message = format!("nothing here is reported by `{}`", check.name);
                        let whole = whole_line(&file.text, suppression.span);
                        about.push(Diagnostic::new(&UNUSED_SUPPRESSION, id, suppression.span, message).help("remove the comment").fix(
                            "Remove the suppression",
                            suppression.checks.len() == 1,
                            whole,
                            "",
                        ));
                    }
                }
                Some(_) => {}
            }
        }
        if suppression.checks.is_empty() {
            let message = "this suppression names no check";
            about.push(Diagnostic::new(&UNUSED_SUPPRESSION, id, suppression.span, message).help("write `// sop-ignore[check]: the reason`"));
        }
    }
    let mut kept: Vec<Diagnostic> = found.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(finding, _)| finding).collect();
    kept.extend(about);
    kept
}

/// The last day itself still counts; without a day at hand nothing expires.
fn is_expired(suppression: &Suppression, options: &Options) -> bool {
    match (&suppression.until, &options.as_of) {
        (Some(until), Some(today)) => until.text.as_str() < today.as_str(),
        _ => false,
    }
}

/// Takes the findings that a suppression covers from those that stand, by where they begin. Answers whether there were any.
fn take(suppression: &Suppression, standing: &mut BTreeSet<(u32, usize)>, taken: &mut [bool]) -> bool {
    let covered: Vec<_> = standing.range((suppression.covers.start, 0)..=(suppression.covers.end, usize::MAX)).copied().collect();
    for finding in &covered {
        standing.remove(finding);
        if let Some(taken) = taken.get_mut(finding.1) {
            *taken = true;
        }
    }
    !covered.is_empty()
}

/// The comment, with its line where it has one to itself.
fn whole_line(text: &str, comment: Span) -> Span {
    let start = text.get(..comment.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let alone = text.get(start..comment.start as usize).is_some_and(|before| before.trim().is_empty());
    let end = text.get(comment.end as usize..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| comment.end as usize + at + 1);
    if alone { Span::new(start as u32, end as u32) } else { comment }
}
