//! Whatever a document offers can be taken away, and each place that named it is told: every
//! document, label, role, fact, limit, activity, rule and outcome of the examples, one at a time.

use super::sources::{example_sets, in_memory};
use sopc::check::{Options, check_file};
use sopc::diagnostic::FileId;
use sopc::model::Place;
use sopc::text::Span;
use sopc::workspace::{Change, Missing, Resolved, Workspace};

fn path(workspace: &Workspace, file: FileId) -> String {
    workspace.file(file).expect("a file").path.to_string_lossy().replace('\\', "/")
}

/// What is said at a place, if it is one of the checks that speak of names.
fn said(workspace: &Workspace, file: FileId, span: Span) -> Option<(&'static str, Option<String>)> {
    let found = check_file(workspace, file, &Options::default());
    let speaks = |name: &str| matches!(name, "dangling-reference" | "wrong-kind");
    found.into_iter().find(|diagnostic| diagnostic.span == span && speaks(diagnostic.check.name)).map(|diagnostic| (diagnostic.check.name, diagnostic.help))
}

#[test]
fn a_renamed_member_dangles_wherever_it_was_named() {
    let mut places = 0;
    for set in example_sets() {
        let (texts, mut workspace) = in_memory(&set);
        let files: Vec<FileId> = workspace.file_ids().collect();
        for file in &files {
            let members = workspace.signature(*file).expect("a signature").members.len();
            for member in 0..members as u32 {
                let name = workspace.source(*file).expect("a source").summary.places[member as usize].0;
                let naming: Vec<(FileId, usize, Span)> = files
                    .iter()
                    .flat_map(|other| {
                        let source = workspace.source(*other).expect("a source");
                        let references = source.document.iter().flat_map(|document| &document.references).zip(&source.resolution).enumerate();
                        let naming = references.filter(|(_, (_, resolved))| **resolved == Resolved::Member(*file, member));
                        naming
                            .map(|(at, (reference, _))| (*other, at, reference.member.as_ref().map_or(reference.span, |member| member.span)))
                            .collect::<Vec<_>>()
                    })
                    // a thing that is handed on, or a tool, needs no declaration; a fact that is declared where it is asked names itself
                    .filter(|(other, at, span)| {
                        let place = workspace.document(*other).expect("a document").references[*at].place;
                        place != Place::Thing && !(*other == *file && *span == name)
                    })
                    .collect();
                let at = path(&workspace, *file);
                let text = &texts[&at];
                let renamed = format!("{}zz{}", &text[..name.end as usize], &text[name.end as usize..]);
                workspace.apply(Change::Write { path: (&at).into(), text: renamed });
                for (other, reference, span) in naming {
                    let moved = if other == *file && span.start >= name.end { Span::new(span.start + 2, span.end + 2) } else { span };
                    // the name may be offered by another document too, or be that of a thing which needs no declaration
                    if matches!(
                        workspace.source(other).expect("a source").resolution[reference],
                        Resolved::Member(..) | Resolved::EnumValue | Resolved::Column(_) | Resolved::Thing
                    ) {
                        continue;
                    }
                    let where_ = format!("{set}/{at}: `{}` renamed, named in {} at {moved:?}", name.of(text), path(&workspace, other));
                    let (check, help) = said(&workspace, other, moved).unwrap_or_else(|| panic!("{where_}: nothing is said"));
                    places += 1;
                    if check == "dangling-reference" {
                        let offered = help.unwrap_or_default();
                        assert!(name.len() < 5 || offered.contains("did you mean"), "{where_}: {offered}");
                    }
                }
                workspace.apply(Change::Write { path: (&at).into(), text: text.clone() });
            }
        }
    }
    assert!(places > 1000, "only {places} places");
}

#[test]
fn a_removed_document_dangles_wherever_it_was_named() {
    let mut places = 0;
    for set in example_sets() {
        let (texts, mut workspace) = in_memory(&set);
        for at in texts.keys() {
            let file = workspace.file_at(std::path::Path::new(at)).expect("a file");
            let Some(id) = workspace.signature(file).map(|signature| signature.id.clone()).filter(|id| workspace.definer(id) == Some(file)) else { continue };
            workspace.apply(Change::Remove { path: at.into() });
            for other in workspace.namers(&id).to_vec() {
                let document = workspace.document(other).expect("a document");
                for (reference, resolved) in document.references.iter().zip(&workspace.source(other).expect("a source").resolution) {
                    let Some(written) = reference.document.as_ref().filter(|written| written.text == id) else { continue };
                    assert!(matches!(resolved, Resolved::Missing(Missing::Document | Missing::Unclear)), "{set}/{at}");
                    if *resolved == Resolved::Missing(Missing::Document) {
                        places += 1;
                        assert_eq!(
                            said(&workspace, other, written.span).map(|(check, _)| check),
                            Some("dangling-reference"),
                            "{set}/{at} in {}",
                            path(&workspace, other)
                        );
                    }
                }
            }
            workspace.apply(Change::Write { path: at.into(), text: texts[at].clone() });
        }
    }
    assert!(places > 100, "only {places} places");
}
