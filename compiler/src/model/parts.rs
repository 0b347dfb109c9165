//! The small parts of a document: names, texts, and what is written to refer to something.

use crate::text::Span;
use smol_str::SmolStr;

/// A word as it was written, and where.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Name {
    pub text: SmolStr,
    pub span: Span,
}

/// A text in quotes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    /// Without quotes, `\"`, `\\` and `\{` resolved; references stand in braces as they were written.
    pub text: SmolStr,
    /// With the quotes.
    pub span: Span,
    /// The references in braces, in order.
    pub references: Vec<RefId>,
    /// Between `"""`: Markdown, over several lines.
    pub long: bool,
}

/// A reference of a document: an index into [`super::Document::references`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefId(pub u32);

/// A name that is written to refer to something: `agent`, `SOP-X`, `POL-X.window`, `WI-X v1.4`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub document: Option<Name>,
    pub member: Option<Name>,
    /// The pinned version, without its `v`.
    pub pin: Option<Box<Name>>,
    pub place: Place,
    pub span: Span,
    /// The table whose rows are at hand, so that its columns are names here.
    pub row_of: Option<RefId>,
    /// The fact that it is compared with or given to: its values are names here.
    pub against: Option<RefId>,
}

impl Reference {
    /// The narrowest part: the member, or the document's id.
    pub fn name(&self) -> &str {
        self.member.as_ref().or(self.document.as_ref()).map_or("", |name| name.text.as_str())
    }
}

/// Where a reference stands; it decides what may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Uses,
    Implements,
    /// A rule behind `except`.
    Except,
    Supersedes,
    /// The document that `tests` is about.
    Tests,
    Performs,
    Follows,
    /// A document or an entry of it that starts this one.
    TriggeredBy,
    /// Behind `->`: a label or an outcome.
    Target,
    /// An outcome of the procedure that is called.
    CalleeOutcome(RefId),
    Role,
    /// A role behind `by`, where a fact of type `role` may stand too.
    Actor,
    /// In a condition or an amount: a fact, a limit, a value of an enumeration, a label's answer.
    Value,
    Event,
    /// Behind `fulfils`.
    Fulfils,
    /// Behind `require`, `forbid`, `separate`: an activity, or another event.
    Duty,
    /// What is asked, recorded or set: a fact, a field, a form.
    Learned,
    Set,
    Table,
    /// An element: `expect`, `after`, `not counting`, a scenario's answer.
    Label,
    /// A given fact or answer of a scenario.
    Given,
    /// `given trigger LABEL`
    TriggerLabel,
    Prose,
    /// A term, a system or nothing: `tools`, things that are handed on.
    Thing,
}
