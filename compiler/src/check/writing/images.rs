//! Pictures that say nothing to whoever cannot see them. In: the elements and texts. Out: findings at the path, or
//! at the picture in a Markdown text.

use super::texts::{Purpose, Said};
use crate::check::Context;
use crate::diagnostic::IMAGE_WITHOUT_ALT;
use crate::model::ElementKind;
use crate::text::Span;

const HELP: &str = "say in a few words what it shows: `image \"img/form.png\" \"The form with its two fields\"`";

pub(super) fn image_without_alt(context: &mut Context<'_>, texts: &[Said<'_>]) {
    if !context.is_on(&IMAGE_WITHOUT_ALT) {
        return;
    }
    for said in texts {
        match (said.purpose, said.element.map(|element| &element.kind)) {
            (Purpose::Path, Some(ElementKind::Image { path, alt })) if alt.as_ref().is_none_or(|alt| alt.text.trim().is_empty()) => {
                let finding = context.at(&IMAGE_WITHOUT_ALT, path.span, "nothing says in words what this picture shows");
                context.report(finding.help(HELP));
            }
            (_, _) if said.text.long => {
                let source = said.text.span.of(&context.file.text);
                let found: Vec<Span> = silent_pictures(source).collect();
                for span in found {
                    let span = Span::new(said.text.span.start + span.start, said.text.span.start + span.end);
                    let finding = context.at(&IMAGE_WITHOUT_ALT, span, "nothing says in words what this picture shows");
                    context.report(finding.help("say in the brackets what it shows: `![The form with its two fields](img/form.png)`"));
                }
            }
            _ => {}
        }
    }
}

/// `![](path)`: pictures of Markdown without a text.
fn silent_pictures(text: &str) -> impl Iterator<Item = Span> {
    text.match_indices("![").filter_map(|(at, _)| {
        let rest = text.get(at + 2..)?;
        let inside = rest.trim_start_matches([' ', '\t']);
        let address = inside.strip_prefix("](")?;
        let before = text.get(..at).unwrap_or("");
        let end = address.find([')', '[', '\n']).filter(|end| address.as_bytes().get(*end) == Some(&b')'))?;
        let length = rest.len() - address.len() + end + 3;
        // `\![` is no picture
        (!before.ends_with('\\')).then_some(Span::new(at as u32, (at + length) as u32))
    })
}
