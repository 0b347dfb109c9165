//! What lies outside the set of documents: standards of others, and files that are shown.

use crate::check::Context;
use crate::diagnostic::{EXTERNAL_WITHOUT_EDITION, MISSING_FILE};
use crate::model::{DeclarationKind, Element, ElementKind, Text};
use crate::workspace::Attachment;

pub(super) fn external_without_edition(context: &mut Context<'_>) {
    // a `cites` further inside names a paragraph
    for element in &context.document.elements {
        let ElementKind::Cites { texts } = &element.kind else { continue };
        let Some(source) = texts.first().filter(|source| source.references.is_empty() && !source.text.trim().is_empty()) else { continue };
        if texts.iter().any(names_edition) {
            continue;
        }
        let message = format!("no edition of \"{}\" is named", source.text);
        let help = "write the year or the edition: `cites \"ISO 15189:2022\"`, `cites \"Hygiene manual\" \"edition of March 2024\"`";
        context.report(context.at(&EXTERNAL_WITHOUT_EDITION, source.span, message).help(help));
    }
}

/// A year, a word like "edition", or (`78 FR 5695`) a volume and a page.
fn names_edition(text: &Text) -> bool {
    let text = text.text.to_lowercase();
    let words = || text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 9);
    let is_year = |word: &str| word.len() == 4 && number(word).is_some_and(|year| (1900..2100).contains(&year));
    let is_word =
        |word: &str| ["edition", "ed", "version", "rev", "revision", "issue", "amendment"].contains(&word) || word.strip_prefix('v').and_then(number).is_some();
    let parts: Vec<&str> = words().collect();
    let is_volume = |parts: &[&str]| matches!(parts, [volume, "fr", page] if number(volume).is_some() && number(page).is_some());
    words().any(|word| is_year(word) || is_word(word)) || parts.windows(3).any(is_volume)
}

pub(super) fn missing_file<'w>(context: &mut Context<'w>) {
    if !context.is_on(&MISSING_FILE) {
        return;
    }
    let mut paths: Vec<&Text> = Vec::new();
    let mut see = |element: &'w Element| {
        if let ElementKind::Image { path, .. } = &element.kind {
            paths.push(path);
        }
    };
    for declaration in &context.document.declarations {
        if let DeclarationKind::Rule { properties, .. } = &declaration.kind {
            properties.iter().for_each(|property| property.each(&mut see));
        }
    }
    context.elements.iter().for_each(|element| see(element));
    for path in paths {
        let written = path.text.trim();
        if written.is_empty() || !path.references.is_empty() || is_on_the_web(written) {
            continue;
        }
        let finding = context.at(&MISSING_FILE, path.span, format!("there is no file at `{written}`"));
        context.report(match context.workspace.attachment(context.id, written) {
            Attachment::There => continue,
            Attachment::Outside => finding.help("the path leads out of the workspace: put the file beside the documents, and write the path from this one"),
            Attachment::Missing if written.contains('\\') => finding.help("write `/` between the names of the folders"),
            Attachment::Missing => finding.help("put the file there, or correct the path, which is seen from the folder of this document"),
        });
    }
}

/// `https://…`, `data:…`: not looked up.
fn is_on_the_web(path: &str) -> bool {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    path.starts_with("//") || (scheme.len() > 1 && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char)))
}
