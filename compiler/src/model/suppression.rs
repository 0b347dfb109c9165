//! Suppressions: `// sop-ignore[check]: reason (until 2027-01-31)`. In: the comments of a file.
//! Out: what each suppresses, why, until when, and what it covers.

use super::Name;
use crate::text::Span;
use smol_str::SmolStr;

/// One comment that suppresses findings of a check: those that begin on its own line or, if it
/// stands on a line of its own, on the next line that is no comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    pub checks: Vec<Name>,
    pub reason: Option<SmolStr>,
    /// The last day on which it holds, as written.
    pub until: Option<Name>,
    /// The comment.
    pub span: Span,
    /// A finding that begins here is suppressed.
    pub covers: Span,
}

const MARK: &str = "sop-ignore";

/// The suppressions among `comments`, which are given in order.
pub fn suppressions(text: &str, comments: &[Span]) -> Vec<Suppression> {
    if !comments.iter().any(|comment| marked(comment.of(text)).is_some()) {
        return Vec::new();
    }
    // from the end: of several comments in a row each covers what the next one does
    let (mut all, mut next) = (Vec::new(), None);
    for comment in comments.iter().rev() {
        let covers = covered(text, *comment, next);
        next = Some((comment.start, covers));
        all.extend(suppression(text, *comment, covers));
    }
    all.reverse();
    all
}

/// What stands behind the mark of a suppression.
fn marked(comment: &str) -> Option<&str> {
    let rest = comment.trim_start_matches('/').trim_start().strip_prefix(MARK)?;
    rest.chars().next().is_none_or(|char| !char.is_alphanumeric()).then_some(rest)
}

fn suppression(text: &str, comment: Span, covers: Span) -> Option<Suppression> {
    let source = comment.of(text);
    let rest = marked(source)?;
    let at = |part: &str| comment.start + (part.as_ptr() as usize - source.as_ptr() as usize) as u32;
    let name = |part: &str| Name { text: SmolStr::new(part), span: Span::new(at(part), at(part) + part.len() as u32) };
    let (mut checks, mut reason) = (Vec::new(), rest);
    if let Some(inner) = rest.trim_start().strip_prefix('[')
        && let Some((list, behind)) = inner.split_once(']')
    {
        checks.extend(list.split(',').map(str::trim).filter(|check| !check.is_empty()).map(name));
        reason = behind;
    }
    let reason = reason.trim_start().trim_start_matches(':').trim();
    let mut until = None;
    let mut why = reason;
    if let Some((before, date)) = reason.strip_suffix(')').and_then(|open| open.rsplit_once("(until "))
        && date.len() == 10
    {
        until = Some(name(date.trim()));
        why = before.trim_end();
    }
    let reason = (!why.is_empty()).then(|| SmolStr::new(why));
    Some(Suppression { checks, reason, until, span: comment, covers })
}

/// The line of the comment if something stands before it, else the next line that is no comment;
/// `next` is where the next comment starts and what it covers.
fn covered(text: &str, comment: Span, next: Option<(u32, Span)>) -> Span {
    let before = text.get(..comment.start as usize).unwrap_or("");
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    if !before.get(line_start..).unwrap_or("").trim().is_empty() {
        return Span::new(line_start as u32, comment.start);
    }
    if let Some((start, covers)) = next
        && text.get(comment.end as usize..start as usize).is_some_and(|gap| gap.trim().is_empty())
    {
        return covers;
    }
    let mut at = comment.end as usize;
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        let written = line.trim();
        if !written.is_empty() && !written.starts_with("//") {
            return Span::new(at as u32, (at + line.trim_end().len()) as u32);
        }
        at += line.len();
    }
    Span::at(comment.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Suppression> {
        suppressions(text, &crate::syntax::lex(text).comments)
    }

    #[test]
    fn check_reason_day_and_line_are_read() {
        let text = "// sop-ignore[not-imperative]: quoted from the regulation (until 2027-01-31)\n// more\nstep \"x\"\n";
        let all = of(text);
        assert_eq!(all.len(), 1);
        let first = &all[0];
        assert_eq!(first.checks[0].text, "not-imperative");
        assert_eq!(first.checks[0].span.of(text), "not-imperative");
        assert_eq!(first.reason.as_deref(), Some("quoted from the regulation"));
        assert_eq!(first.until.as_ref().map(|day| day.text.as_str()), Some("2027-01-31"));
        assert_eq!(first.covers.of(text), "step \"x\"");
    }

    #[test]
    fn behind_an_element_it_covers_its_own_line() {
        let text = "a\nstep \"x\" // sop-ignore[unused-role]\nb";
        let all = of(text);
        assert_eq!((all[0].covers.of(text), &all[0].reason), ("step \"x\" ", &None));
    }

    #[test]
    fn other_comments_are_none() {
        assert_eq!(of("// just a note\n/// sop-ignored\n").len(), 0);
    }
}
