//! Edits that several checks offer. In: a text and a place in it. Out: what to replace.

use crate::text::Span;

/// What to delete so that nothing of `span` is left: its whole lines where it has them to itself.
pub(super) fn removal(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
    let alone = before.get(line_start..).is_some_and(|lead| lead.trim().is_empty()) && after.get(..line_end).is_some_and(|rest| rest.trim().is_empty());
    if alone { Span::new(line_start as u32, span.end + line_end as u32) } else { span }
}

/// What to delete to take an entry out of a list with commas; `list` begins with its keyword and holds it.
pub(super) fn removal_from_list(text: &str, list: Span, entry: Span) -> Span {
    let before = text.get(list.start as usize..entry.start as usize).unwrap_or("");
    let after = text.get(entry.end as usize..list.end as usize).unwrap_or("");
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        return Span::new(entry.start, list.end - rest.trim_start().len() as u32);
    }
    match before.trim_end().strip_suffix(',') {
        Some(kept) => Span::new(list.start + kept.trim_end().len() as u32, entry.end),
        None => removal(text, list),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, span: Span) -> String {
        let mut text = text.to_owned();
        text.replace_range(span.range(), "");
        text
    }

    fn of(text: &str, part: &str) -> Span {
        let at = text.find(part).unwrap_or(0);
        Span::new(at as u32, (at + part.len()) as u32)
    }

    #[test]
    fn a_line_of_its_own_goes_whole() {
        let text = "a {\n  role b \"B\"\n  c\n}\n";
        assert_eq!(without(text, removal(text, of(text, "role b \"B\""))), "a {\n  c\n}\n");
        let text = "a { role b \"B\" c }";
        assert_eq!(without(text, removal(text, of(text, "role b \"B\""))), "a {  c }");
    }

    #[test]
    fn an_entry_goes_with_its_comma() {
        let text = "  uses A-1, B-2, C-3\n";
        let list = of(text, "uses A-1, B-2, C-3");
        let left = |entry| without(text, removal_from_list(text, list, of(text, entry)));
        assert_eq!((left("A-1").as_str(), left("C-3").as_str()), ("  uses B-2, C-3\n", "  uses A-1, B-2\n"));
        let text = "  uses A-1\n";
        assert_eq!(without(text, removal_from_list(text, of(text, "uses A-1"), of(text, "A-1"))), "");
    }
}
