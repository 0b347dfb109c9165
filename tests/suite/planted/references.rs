//! Defects of syntax, of references, and of suppressions.

use super::ground::{Change, Ground, Planted, is_action, is_step, marked};
use super::{Rule, rule};
use sopc::diagnostic::FileId;
use sopc::model::{DocumentKind, ElementKind, MemberKind, Place, Reference};
use sopc::text::Span;
use sopc::workspace::Resolved;

pub fn rules() -> Vec<Rule> {
    vec![
        rule("syntax-error", "`=` for `==`, or a word that begins nothing", syntax_error),
        rule("wrong-configuration", "a check in `sop.toml` that there is not", |ground| {
            let text = &ground.texts["sop.toml"];
            ground.is(DocumentKind::Glossary).then(|| {
                let change =
                    Change::Replace { path: "sop.toml".into(), span: Span::at(text.len() as u32), text: "\n[checks]\n⟦unused-rol⟧ = \"off\"\n".into() };
                Planted(vec![change])
            })
        }),
        rule("ambiguous-name", "a second document in use declares a role that is named", ambiguous_name),
        rule("dangling-reference", "a name misspelt where it is used", |ground| {
            let places = [Place::Actor, Place::Fulfils, Place::Target, Place::Value, Place::Learned];
            let place = places[ground.document.references.len() % places.len()];
            // a fact that is declared where it is asked names itself
            let is_declared = |span| ground.document.declarations.iter().any(|declaration| declaration.name.span == span);
            let names = |(reference, resolved): &(&Reference, &Resolved)| reference.place == place && matches!(resolved, Resolved::Member(..));
            let (reference, _) = ground.references().filter(names).find(|(reference, _)| !is_declared(reference.span))?;
            let name = reference.member.as_ref()?;
            Some(ground.replace(name.span, marked(&format!("{}zz", name.text))))
        }),
        rule("duplicate-id", "a copy of the document in another folder", |ground| {
            let copy = Change::Replace { path: format!("copies/{}", ground.path), span: Span::at(0), text: ground.text.to_owned() };
            (!ground.is(DocumentKind::Tests)).then(|| ground.mark_id().and(Planted(vec![copy])))
        }),
        rule("duplicate-name", "an outcome declared once more", |ground| {
            let outcome = ground.outcome()?;
            Some(ground.at_end(&format!("outcome ⟦{outcome}⟧ \"Ended in another way\"")))
        }),
        rule("external-without-edition", "the edition of a cited law left out", |ground| {
            let cites = ground.document.elements.iter().find_map(|element| match &element.kind {
                ElementKind::Cites { texts } if texts.len() > 1 => Some((element, texts)),
                _ => None,
            });
            let (element, texts) = cites.filter(|(_, texts)| !texts[0].text.contains("FR ") && !texts[0].text.contains("20"))?;
            Some(ground.replace(element.span, format!("cites {}", marked(texts[0].span.of(ground.text)))))
        }),
        rule("id-file-name", "the file renamed", |ground| {
            let text = ground.text;
            let id = ground.document.id.span;
            let (before, after) = (&text[..id.start as usize], &text[id.end as usize..]);
            let text = format!("{before}{}{after}", marked(ground.id()));
            let path = ground.path.replace(".sop", "_final.sop");
            let moved = Planted(vec![Change::Remove { path: ground.path.into() }, Change::Replace { path, span: Span::at(0), text }]);
            (!ground.is(DocumentKind::Tests)).then_some(moved)
        }),
        rule("id-pattern", "a pattern in `sop.toml` that the ids do not follow", |ground| {
            let kind = ground.document.kind.keyword();
            let end = Span::at(ground.texts["sop.toml"].len() as u32);
            let config = format!("\n[ids]\n{kind} = '[A-Z]+-[A-Z]+-\\d{{4}}'\n");
            (!ground.is(DocumentKind::Tests)).then(|| ground.mark_id().and(ground.replace_in("sop.toml", end, config)))
        }),
        rule("missing-file", "a picture renamed", |ground| {
            let path = ground.first(|element| if let ElementKind::Image { path, .. } = &element.kind { Some(path.span) } else { None })?;
            Some(ground.replace(path, "⟦\"img/nowhere.png\"⟧"))
        }),
        rule("mixed-script-id", "a Cyrillic letter in the id", |ground| {
            let id = ground.id();
            (!ground.is(DocumentKind::Tests) && id.contains('O')).then(|| ground.replace(ground.document.id.span, marked(&id.replacen('O', "О", 1))))
        }),
        rule("reference-cycle", "two documents that supersede each other", |ground| {
            let twin = twin(ground)?;
            let other = ground.signature(twin).id.clone();
            Some(ground.in_header(&format!("supersedes ⟦{other}⟧"))?.and(ground.in_header_of(twin, &format!("supersedes {}", ground.id()))?))
        }),
        rule("reference-to-draft", "the document that is named made a draft", |ground| named_becomes(ground, "draft")),
        rule("reference-to-retired", "the document that is named withdrawn", |ground| named_becomes(ground, "retired")),
        rule("self-reference", "its own id among those it uses", |ground| {
            let (reference, _) = ground.documents(&[Place::Uses]).next()?;
            Some(ground.insert(reference.span.start, format!("⟦{}⟧, ", ground.id())))
        }),
        rule("stale-pin", "an old version pinned", |ground| {
            let (reference, _) = ground.documents(&[Place::Follows, Place::Performs]).find(|(reference, _)| reference.pin.is_none())?;
            Some(ground.replace(reference.span, format!("{} v0.9", marked(reference.name()))))
        }),
        rule("superseded-reference", "another document supersedes the one that is named", |ground| {
            let other_than = |file: FileId| {
                let is_other = |other: &FileId| {
                    let signature = ground.workspace.signature(*other).filter(|signature| signature.in_force());
                    *other != file && *other != ground.file && signature.is_some_and(|signature| signature.kind == ground.signature(file).kind)
                };
                ground.workspace.file_ids().find(is_other)
            };
            let in_force = ground.documents(NAMES).filter(|(_, file)| ground.signature(*file).in_force());
            let (reference, other) = in_force.into_iter().find_map(|(reference, file)| Some((reference, other_than(file)?)))?;
            let supersedes = ground.in_header_of(other, &format!("supersedes {}", reference.name()))?;
            ground.in_force().then(|| ground.mark(reference.span).and(supersedes))
        }),
        rule("unused-fact", "a fact that nothing reads", |ground| {
            (takes_facts(ground)).then(|| ground.at_end("fact ⟦never_read⟧: yes/no \"Somebody has seen it\""))
        }),
        rule("unused-limit", "a limit that nothing refers to", |ground| takes_facts(ground).then(|| ground.at_end("limit ⟦spare_time⟧ = 3 days"))),
        rule("unused-role", "a role that nobody is given", |ground| {
            (ground.is(DocumentKind::Glossary) || ground.is(DocumentKind::Sop)).then(|| ground.at_end("role ⟦spare_hand⟧ \"Spare hand\""))
        }),
        rule("unused-term", "a term that no text uses", |ground| {
            ground.is(DocumentKind::Glossary).then(|| ground.at_end("term ⟦zymurgy⟧ \"The craft of fermenting\""))
        }),
        rule("wrong-kind", "an outcome in the place of a role", |ground| {
            let (reference, _) =
                ground.references().find(|(reference, resolved)| reference.place == Place::Actor && matches!(resolved, Resolved::Member(..)))?;
            Some(ground.replace(reference.span, marked(ground.outcome()?)))
        }),
        rule("wrong-level", "a rule in a procedure", |ground| {
            ground.is(DocumentKind::Sop).then(|| ground.at_end("⟦rule at_night⟧ \"Nobody works alone at night.\""))
        }),
        rule("expired-suppression", "a suppression until a day that has passed", |ground| {
            Some(ground.insert(ground.start()?.span.start, "⟦// sop-ignore[not-imperative]: a slip (until 2026-06-30)⟧\n  "))
        })
        .on("2026-11-22"),
        rule("suppression-without-reason", "a suppression without a word behind it", |ground| {
            Some(ground.insert(ground.start()?.span.start, "⟦// sop-ignore[not-imperative]⟧\n  "))
        }),
        rule("unused-suppression", "a suppression where nothing is wrong", |ground| {
            Some(ground.insert(ground.start()?.span.start, "⟦// sop-ignore[not-imperative]: the words of the maker⟧\n  "))
        }),
    ]
}

const NAMES: &[Place] = &[Place::Implements, Place::Follows, Place::Performs, Place::Uses];

fn takes_facts(ground: &Ground<'_>) -> bool {
    matches!(ground.document.kind, DocumentKind::Policy | DocumentKind::Sop)
}

fn syntax_error(ground: &Ground<'_>) -> Option<Planted> {
    let comparison = ground.first(|element| match &element.kind {
        ElementKind::If { arms, .. } => {
            let condition = arms.first()?.condition.span;
            let at = condition.of(ground.text).find(" == ")? as u32 + condition.start + 1;
            Some(Span::new(at, at + 2))
        }
        _ => None,
    });
    match comparison {
        Some(equals) => Some(ground.replace(equals, "⟦=⟧")),
        None => Some(
            ground.insert(ground.document.elements.iter().find(|element| is_action(element) && is_step(element))?.span.start, "⟦stepp⟧ \"Look again\"\n  "),
        ),
    }
}

/// A role that is named here is declared by another document that stands as near.
fn ambiguous_name(ground: &Ground<'_>) -> Option<Planted> {
    let used: Vec<_> = ground.documents(&[Place::Uses]).map(|(_, file)| file).collect();
    let (reference, from) = ground.references().find_map(|(reference, resolved)| match resolved {
        Resolved::Member(file, at) if used.contains(file) && reference.document.is_none() => {
            let member = &ground.signature(*file).members[*at as usize];
            matches!(member.kind, MemberKind::Role { .. }).then_some((reference, *file))
        }
        _ => None,
    })?;
    let other = used.into_iter().find(|file| *file != from)?;
    Some(ground.mark(reference.span).and(ground.at_end_of(other, &format!("role {} \"Somebody else\"", reference.name()))))
}

/// Another document of this kind in force.
fn twin(ground: &Ground<'_>) -> Option<FileId> {
    let is_twin = |file: &FileId| {
        let signature = ground.workspace.signature(*file);
        *file != ground.file && signature.is_some_and(|signature| signature.kind == ground.document.kind && signature.in_force())
    };
    ground.workspace.file_ids().find(is_twin).filter(|_| ground.in_force() && !ground.is(DocumentKind::Tests))
}

/// The status of a document that is named here changes.
fn named_becomes(ground: &Ground<'_>, status: &str) -> Option<Planted> {
    let (reference, file) = ground.documents(NAMES).find(|(_, file)| ground.signature(*file).in_force())?;
    let change = match &ground.workspace.document(file)?.header.status {
        Some(written) => ground.replace_in(&ground.path_of(file), written.span, status),
        None => ground.in_header_of(file, &format!("status {status}"))?,
    };
    ground.in_force().then(|| ground.mark(reference.span).and(change))
}
