//! The ground on which defects are planted. In: a document of an example. Out: places in it that a rule
//! asks for, and edits. What is written between `⟦` and `⟧` is where the finding has to stand.

use sopc::diagnostic::FileId;
use sopc::model::{Document, DocumentKind, Element, ElementKind, MemberKind, Place, Reference, Signature, Status};
use sopc::text::Span;
use sopc::workspace::{Resolved, Workspace};
use std::collections::BTreeMap;

/// A document, and the repository in which it stands.
pub struct Ground<'a> {
    pub workspace: &'a Workspace,
    pub file: FileId,
    pub path: &'a str,
    pub text: &'a str,
    pub document: &'a Document,
    pub texts: &'a BTreeMap<String, String>,
}

/// What happens to a file.
#[derive(Clone, Debug)]
pub enum Change {
    Replace { path: String, span: Span, text: String },
    Remove { path: String },
}

/// The edits of one defect.
#[derive(Clone, Debug, Default)]
pub struct Planted(pub Vec<Change>);

/// The files as a defect leaves them.
pub struct After {
    /// The text of each file that is touched; none where it is removed.
    pub changes: Vec<(String, Option<String>)>,
    /// Where the finding is due.
    pub marked: (String, Span),
}

impl After {
    pub fn text(&self, path: &str) -> &str {
        self.changes.iter().find(|(changed, _)| changed == path).and_then(|(_, text)| text.as_deref()).unwrap_or("")
    }
}

const OPEN: &str = "⟦";
const CLOSE: &str = "⟧";

pub fn marked(text: &str) -> String {
    format!("{OPEN}{text}{CLOSE}")
}

impl Planted {
    pub fn and(mut self, more: Planted) -> Planted {
        self.0.extend(more.0);
        self
    }

    /// The files with all edits applied and the marks taken out.
    pub fn texts(&self, before: &BTreeMap<String, String>) -> After {
        let mut changes: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut edits: Vec<(&String, Span, &String)> = Vec::new();
        for change in &self.0 {
            match change {
                Change::Remove { path } => drop(changes.insert(path.clone(), None)),
                Change::Replace { path, span, text } => edits.push((path, *span, text)),
            }
        }
        edits.sort_by_key(|(_, span, _)| std::cmp::Reverse(*span));
        for (path, span, text) in edits {
            let file = changes.entry(path.clone()).or_insert_with(|| Some(before.get(path).cloned().unwrap_or_default()));
            file.as_mut().expect("a file that stays").replace_range(span.range(), text);
        }
        let mut found = None;
        for (path, text) in &mut changes {
            let Some(text) = text else { continue };
            if let Some((start, end)) = text.find(OPEN).zip(text.find(CLOSE)) {
                assert!(found.is_none(), "two marks");
                *text = text.replace(OPEN, "").replace(CLOSE, "");
                found = Some((path.clone(), Span::new(start as u32, (end - OPEN.len()) as u32)));
            }
        }
        After { changes: changes.into_iter().collect(), marked: found.expect("a mark") }
    }

    /// The edits, for a message.
    pub fn shown(&self) -> String {
        self.0.iter().map(|change| format!("  {change:?}")).collect::<Vec<_>>().join("\n")
    }
}

impl<'a> Ground<'a> {
    pub fn is(&self, kind: DocumentKind) -> bool {
        self.document.kind == kind
    }

    pub fn replace(&self, span: Span, text: impl Into<String>) -> Planted {
        self.replace_in(self.path, span, text)
    }

    pub fn replace_in(&self, path: &str, span: Span, text: impl Into<String>) -> Planted {
        Planted(vec![Change::Replace { path: path.to_owned(), span, text: text.into() }])
    }

    pub fn insert(&self, at: u32, text: impl Into<String>) -> Planted {
        self.replace(Span::at(at), text)
    }

    pub fn remove(&self, span: Span) -> Planted {
        self.replace(span, "")
    }

    /// Marks what stands there already.
    pub fn mark(&self, span: Span) -> Planted {
        self.replace(span, marked(span.of(self.text)))
    }

    /// Marks the id of the document.
    pub fn mark_id(&self) -> Planted {
        self.mark(self.document.id.span)
    }

    pub fn id(&self) -> &'a str {
        &self.document.id.text
    }

    /// A line as the last of the document.
    pub fn at_end(&self, line: &str) -> Planted {
        self.at_end_of(self.file, line)
    }

    pub fn at_end_of(&self, file: FileId, line: &str) -> Planted {
        let path = self.path_of(file);
        let brace = self.texts[&path].rfind('}').expect("an end");
        self.replace_in(&path, Span::at(brace as u32), format!("  {line}\n"))
    }

    /// A line in front of the first element that does something.
    pub fn at_start(&self, lines: &str) -> Option<Planted> {
        Some(self.insert(self.start()?.span.start, format!("{lines}\n  ")))
    }

    /// The first element at the top that does something.
    pub fn start(&self) -> Option<&'a Element> {
        self.document.elements.iter().find(|element| is_action(element))
    }

    /// A line at the head of the header.
    pub fn in_header(&self, line: &str) -> Option<Planted> {
        self.in_header_of(self.file, line)
    }

    pub fn in_header_of(&self, file: FileId, line: &str) -> Option<Planted> {
        let (_, first) = self.workspace.document(file)?.header.fields.first()?;
        Some(self.replace_in(&self.path_of(file), Span::at(first.start), format!("{line}\n  ")))
    }

    /// The place of a field of the header.
    pub fn field(&self, name: &str) -> Option<Span> {
        self.document.header.fields.iter().find(|(keyword, _)| keyword.text == name).map(|(_, span)| *span)
    }

    pub fn path_of(&self, file: FileId) -> String {
        self.workspace.file(file).expect("a file").path.to_string_lossy().replace('\\', "/")
    }

    pub fn elements(&self) -> Vec<&'a Element> {
        let mut all = Vec::new();
        self.document.each_element(&mut |element| all.push(element));
        all
    }

    /// The first element that a rule can use.
    pub fn first<T>(&self, of: impl Fn(&'a Element) -> Option<T>) -> Option<T> {
        self.elements().into_iter().find_map(of)
    }

    /// Two elements at the top that follow each other.
    pub fn pair<T>(&self, of: impl Fn(&'a Element, &'a Element) -> Option<T>) -> Option<T> {
        self.document.elements.windows(2).find_map(|pair| of(&pair[0], &pair[1]))
    }

    pub fn references(&self) -> impl Iterator<Item = (&'a Reference, &'a Resolved)> + use<'a> {
        let resolution = &self.workspace.source(self.file).expect("a source").resolution;
        self.document.references.iter().zip(resolution)
    }

    /// The references to another document as a whole, at places of some kind, and the file it stands in.
    pub fn documents(&self, places: &'static [Place]) -> impl Iterator<Item = (&'a Reference, FileId)> + use<'a> {
        self.references().filter(|(reference, _)| places.contains(&reference.place)).filter_map(|(reference, resolved)| match resolved {
            Resolved::Document(file) => Some((reference, *file)),
            _ => None,
        })
    }

    pub fn signature(&self, file: FileId) -> &'a Signature {
        self.workspace.signature(file).expect("a signature")
    }

    pub fn in_force(&self) -> bool {
        self.signature(self.file).status == Some(Status::Effective)
    }

    /// Whoever acts first.
    pub fn actor(&self) -> Option<&'a str> {
        let acts = |reference: &&Reference| matches!(reference.place, Place::Role | Place::Actor);
        let header = self.document.header.performer.as_ref().and_then(|performer| performer.roles.first());
        let acting = header.and_then(|role| self.document.reference(*role));
        acting
            .or_else(|| self.document.references.iter().filter(acts).find(|reference| self.document.header.field_at(reference.span).is_none()))
            .map(Reference::name)
    }

    /// A role of the house in sight that does nothing here.
    pub fn bystander(&self) -> Option<&'a str> {
        let named = |name: &str| self.document.references.iter().any(|reference| reference.name() == name);
        let used = self.documents(&[Place::Uses]).map(|(_, file)| self.signature(file));
        let mut roles = used.flat_map(|signature| &signature.members).filter(|member| member.kind == MemberKind::Role { external: false });
        roles.find(|member| !named(&member.name)).map(|member| member.name.as_str())
    }

    /// The first outcome.
    pub fn outcome(&self) -> Option<&'a str> {
        self.first(|element| matches!(element.kind, ElementKind::Outcome { .. }).then(|| element.label.as_ref().map(|label| label.text.as_str())).flatten())
    }
}

/// Whether an element is part of the work.
pub fn is_action(element: &Element) -> bool {
    use ElementKind::*;
    matches!(
        element.kind,
        Step { .. } | Section { .. } | Decide { .. } | If { .. } | Parallel { .. } | Repeat { .. } | ForEach { .. } | Call { .. } | Handoff { .. }
    )
}

pub fn is_step(element: &Element) -> bool {
    matches!(element.kind, ElementKind::Step { .. })
}
