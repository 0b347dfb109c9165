//! Defects of document control. What belongs to the preset `regulated` is switched on by name.

use super::ground::{Ground, Planted, marked};
use super::{Rule, rule};
use sopc::model::header::Person;
use sopc::model::{DocumentKind, Name};

pub fn rules() -> Vec<Rule> {
    vec![
        rule("approval-before-change", "a new version with the approval of an old one", |ground| {
            let header = &ground.document.header;
            let (version, approved) = (numbered(ground)?, header.approved.as_ref()?.date.as_ref()?);
            let entry = header.history.first()?;
            // the approval is older than the day on which the version before took effect
            let late = header.history.iter().filter_map(|entry| entry.date.as_ref()).any(|date| date.text > approved.text);
            let next = ground.replace(version.span, "9.0").and(ground.insert(entry.span.start, "9.0 2026-10-01 \"Another edition\"\n    "));
            (late && ground.in_force()).then(|| next.and(ground.mark(approved.span)))
        }),
        rule("author-approves-own", "the author as the only one who approved", |ground| {
            let header = &ground.document.header;
            let (author, approved) = (person(ground, header.author.first()?)?, header.approved.as_ref()?);
            let by = person(ground, approved.by.first()?)?;
            (author != by && approved.by.len() == 1).then(|| {
                let by = header
                    .approved
                    .as_ref()
                    .and_then(|approved| approved.by.first())
                    .and_then(|by| if let Person::Role(role) = by { ground.document.reference(*role) } else { None });
                by.map(|by| ground.replace(by.span, marked(author)))
            })?
        })
        .under("\n[checks]\nauthor-approves-own = \"warning\"\n"),
        rule("effective-before-approval", "the day of effect set before the approval", |ground| {
            let header = &ground.document.header;
            let effective = header.effective.as_ref().filter(|_| header.approved.is_some() && ground.in_force())?;
            Some(ground.replace(effective.span, "⟦2001-01-01⟧"))
        }),
        rule("history-missing-entry", "a new version that the history does not have", |ground| {
            let version = numbered(ground).filter(|_| !ground.document.header.history.is_empty() && ground.in_force())?;
            Some(ground.replace(version.span, "⟦9.0⟧"))
        })
        .under("\n[checks]\nhistory-missing-entry = \"warning\"\n"),
        rule("missing-approver", "the field `approved` removed", |ground| {
            let approved = ground.field("approved").filter(|_| ground.in_force() && !ground.is(DocumentKind::Glossary))?;
            Some(ground.mark_id().and(ground.remove(approved)))
        })
        .under("\n[checks]\nmissing-approver = \"warning\"\n"),
        rule("missing-metadata", "a required field removed, here `effective`", |ground| {
            let field = ground.field("effective").filter(|_| ground.in_force() && ground.is(DocumentKind::Sop))?;
            Some(ground.mark_id().and(ground.remove(field)))
        })
        .under("\n[metadata]\nsop.required = [\"effective\"]\n"),
        rule("missing-owner", "the field `owner` removed", |ground| Some(ground.mark_id().and(ground.remove(ground.field("owner")?)))),
        rule("missing-version", "the field `version` removed", |ground| Some(ground.mark_id().and(ground.remove(ground.field("version")?)))),
        rule("retired-without-successor", "a document withdrawn", |ground| {
            let status = ground.document.header.status.as_ref().filter(|_| ground.in_force())?;
            Some(ground.replace(status.span, "⟦retired⟧"))
        })
        .under("\n[checks]\nretired-without-successor = \"warning\"\n"),
        rule("review-due-soon", "a shorter time between reviews", |ground| review(ground, "9 months"))
            .under("\n[checks]\nreview-due-soon = \"info\"\n")
            .on("2026-11-22"),
        rule("review-overdue", "a much shorter time between reviews", |ground| review(ground, "2 months"))
            .under("\n[checks]\nreview-overdue = \"warning\"\n")
            .on("2026-11-22"),
        rule("version-went-back", "a version lower than the history has it", |ground| {
            let version = numbered(ground).filter(|_| !ground.document.header.history.is_empty())?;
            Some(ground.replace(version.span, "⟦0.1⟧"))
        }),
        rule("wrong-metadata-type", "a status that there is not", |ground| Some(ground.replace(ground.document.header.status.as_ref()?.span, "⟦efective⟧"))),
    ]
}

/// The version, if it is no date.
fn numbered<'a>(ground: &Ground<'a>) -> Option<&'a Name> {
    ground.document.header.version.as_ref().filter(|version| !version.text.contains('-'))
}

fn person<'a>(ground: &Ground<'a>, person: &'a Person) -> Option<&'a str> {
    match person {
        Person::Role(role) => ground.document.reference(*role).map(|reference| reference.name()),
        Person::Name(_) => None,
    }
}

/// Another length behind `review every`, where the document took effect on 2026-03-01 and not since.
fn review(ground: &Ground<'_>, every: &str) -> Option<Planted> {
    let header = &ground.document.header;
    let quantity = header.review_every.as_ref().filter(|_| ground.in_force())?;
    let (keyword, _) = header.field_at(quantity.span)?;
    let last = header.history.iter().filter_map(|entry| entry.date.as_ref()).chain(&header.effective).map(|date| date.text.as_str()).max();
    let whole = sopc::text::Span::new(keyword.span.start, quantity.span.end);
    (last == Some("2026-03-01")).then(|| ground.replace(whole, format!("⟦review every {every}⟧")))
}
