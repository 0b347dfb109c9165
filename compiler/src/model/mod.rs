//! What a document says. In: the tree of a file. Out: its header, its vocabulary, its flow, its
//! scenarios, and every reference in it, as written; and its summary, which is all that other
//! documents see of it. Knows nothing of other documents.

pub mod condition;
pub mod element;
pub mod header;
mod lower;
pub mod parts;
pub mod scenario;
pub mod sort;
pub mod summary;
pub mod suppression;
pub mod value;
pub mod vocabulary;

pub use condition::{Aggregate, Case, Deadline, Due, Event, Expression, ExpressionKind, Guard, Operator, Quantity, Relation};
pub use element::{Element, ElementId, ElementKind, Target};
pub use header::{DocumentKind, Header, Status};
pub use lower::documents;
pub use parts::{Name, Place, RefId, Reference, Text};
pub use scenario::Scenario;
pub use sort::Sort;
pub use summary::{Class, Member, MemberKind, RelationKind, Signature, Summary, summary};
pub use suppression::{Suppression, suppressions};
pub use vocabulary::{Declaration, DeclarationKind, Type};

use crate::text::Span;
use smol_str::SmolStr;

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub kind: DocumentKind,
    /// Empty where it could not be read.
    pub id: Name,
    pub title: Text,
    pub span: Span,
    /// `sop`, `policy`, …
    pub keyword: Span,
    /// Of a tests document: what it tests.
    pub about: Option<RefId>,
    pub header: Header,
    /// Everything that is given a name here, wherever it stands; elements with labels not among them.
    pub declarations: Vec<Declaration>,
    pub elements: Vec<Element>,
    pub scenarios: Vec<Scenario>,
    pub references: Vec<Reference>,
    /// The judgements and happenings in quotes, as they are written; those of scenarios not among them.
    pub quoted: Vec<SmolStr>,
    /// The texts in quotes that are compared with something, or given to it.
    pub answers: Vec<(RefId, Text)>,
    /// What could not be read. A name in it counts as mentioned.
    pub broken: Vec<Span>,
    pub element_count: u32,
}

impl Document {
    pub fn reference(&self, id: RefId) -> Option<&Reference> {
        self.references.get(id.0 as usize)
    }

    /// Every element, in the order they are written.
    pub fn each_element<'d>(&'d self, see: &mut dyn FnMut(&'d Element)) {
        for element in &self.elements {
            element.each(see);
        }
    }

    /// Every jump of the flow and of its tables; what scenarios expect is not among them.
    pub fn each_jump(&self, see: &mut dyn FnMut(RefId)) {
        self.each_element(&mut |element| {
            if let ElementKind::Jump { to: Some(to) } | ElementKind::Trigger { to: Some(to), .. } = &element.kind {
                see(*to);
            }
            element.each_target(&mut |target| {
                if let Target::Jump { to, .. } = target {
                    see(*to);
                }
            });
        });
        for declaration in &self.declarations {
            if let DeclarationKind::Table(table) = &declaration.kind {
                table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.jump).for_each(&mut *see);
            }
        }
    }
}
