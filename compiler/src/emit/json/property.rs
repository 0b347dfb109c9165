//! Properties: what is asked, kept, said, warned of. In: elements that take no place of their own in
//! the flow. Out: one object for each, in the order they are written.

use super::context::{Context, slashed};
use super::expression::Formula;
use super::place::Range;
use super::reference::Reference;
use super::text::Text;
use super::time::{Actors, Clauses, Event};
use crate::model::element::{CalloutKind, Element, ElementKind, Thing as ModelThing, ThingKind, What};
use serde::Serialize;
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// A property of a node, a group, a rule or the document; `kind` is its keyword.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Property<'a> {
    /// What is learned here.
    Asks {
        /// The facts.
        facts: Vec<Reference<'a>>,
        range: Range,
    },
    /// What is learned here and kept.
    Records {
        /// The facts and fields, or whole forms.
        facts: Vec<Reference<'a>>,
        range: Range,
    },
    /// What a fact becomes here.
    Sets {
        /// The fact.
        #[serde(skip_serializing_if = "Option::is_none")]
        fact: Option<Reference<'a>>,
        /// Its new value.
        value: Formula<'a>,
        range: Range,
    },
    /// Things that must be at hand.
    Needs {
        /// The things.
        things: Vec<Thing<'a>>,
        range: Range,
    },
    /// Things that are there afterwards.
    Produces {
        /// The things.
        things: Vec<Thing<'a>>,
        range: Range,
    },
    /// Tools and systems that are used.
    Tools {
        /// The tools.
        things: Vec<Thing<'a>>,
        range: Range,
    },
    /// The activities of policies that happen from the start to the end of the element.
    Fulfils {
        /// The activities.
        activities: Vec<Reference<'a>>,
        range: Range,
    },
    /// What must hold before the work goes on.
    Check {
        /// The condition, or a text to be confirmed.
        condition: Formula<'a>,
        range: Range,
    },
    /// What must hold before the element begins.
    Before {
        /// The condition, or a text to be confirmed.
        condition: Formula<'a>,
        range: Range,
    },
    /// How to tell that the element is done.
    Done {
        /// The condition, or a text to be confirmed.
        condition: Formula<'a>,
        range: Range,
    },
    /// What is typed into a field of a screen or a sheet.
    Enter {
        /// The field's name on the screen.
        field: Text<'a>,
        /// What is typed.
        value: Formula<'a>,
        range: Range,
    },
    /// Words to be spoken; `[…]` in them is a blank.
    Say {
        /// The words.
        text: Text<'a>,
        /// Who speaks; absent: whoever does the element.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Actors<'a>>,
        /// To whom.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Actors<'a>>,
        range: Range,
    },
    /// A message.
    Notify {
        /// The message.
        text: Text<'a>,
        /// To whom.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Actors<'a>>,
        /// Its time limit.
        #[serde(skip_serializing_if = "Option::is_none")]
        clauses: Option<Box<Clauses<'a>>>,
        range: Range,
    },
    /// Somebody who is asked for advice.
    Consult {
        /// About what.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<Text<'a>>,
        /// Who is asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Actors<'a>>,
        /// Its time limit.
        #[serde(skip_serializing_if = "Option::is_none")]
        clauses: Option<Box<Clauses<'a>>>,
        range: Range,
    },
    /// Somebody who must approve.
    Approved {
        /// Who.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Actors<'a>>,
        /// Its time limit.
        #[serde(skip_serializing_if = "Option::is_none")]
        clauses: Option<Box<Clauses<'a>>>,
        range: Range,
    },
    /// Something worth knowing.
    Note {
        /// The note.
        text: Text<'a>,
        range: Range,
    },
    /// An example.
    Example {
        /// The example.
        text: Text<'a>,
        range: Range,
    },
    /// Something that may go wrong.
    Caution {
        /// The caution.
        text: Text<'a>,
        range: Range,
    },
    /// Something that may harm.
    Warning {
        /// The warning.
        text: Text<'a>,
        range: Range,
    },
    /// Something that will harm.
    Danger {
        /// The danger.
        text: Text<'a>,
        range: Range,
    },
    /// What is done all the time in the block around.
    Always {
        /// The rule.
        text: Text<'a>,
        /// Who keeps it; absent: everybody.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Actors<'a>>,
        /// As long as this holds.
        #[serde(rename = "while", skip_serializing_if = "Option::is_none")]
        while_: Option<Box<Formula<'a>>>,
        /// Until this happens.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Box<Event<'a>>>,
        range: Range,
    },
    /// What is not done at any time in the block around.
    Never {
        /// The rule.
        text: Text<'a>,
        /// Who keeps it; absent: everybody.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Actors<'a>>,
        /// As long as this holds.
        #[serde(rename = "while", skip_serializing_if = "Option::is_none")]
        while_: Option<Box<Formula<'a>>>,
        /// Until this happens.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Box<Event<'a>>>,
        range: Range,
    },
    /// A picture.
    Image {
        /// Its file, relative to the root of the workspace, with `/`.
        path: String,
        /// What it shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        alt: Option<Text<'a>>,
        range: Range,
    },
    /// Where in a source this comes from.
    Cites {
        /// The source and the places in it, as written.
        texts: Vec<Text<'a>>,
        range: Range,
    },
    /// What only some readers need.
    Audience {
        /// The readers.
        audiences: Vec<&'a str>,
        /// What they need.
        properties: Vec<Property<'a>>,
        range: Range,
    },
    /// Words in Markdown.
    Prose {
        /// The words.
        text: Text<'a>,
        range: Range,
    },
    /// A gap that the author knows of.
    Todo {
        /// What is missing.
        text: Text<'a>,
        range: Range,
    },
    /// Something that is no property, where only properties stand.
    Element {
        /// As written, white space folded.
        #[serde(rename = "text")]
        words: Cow<'a, str>,
        range: Range,
    },
}

/// A thing that is needed, made, used or handed on: declared, or in words.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Thing<'a> {
    /// How many, as a decimal number; absent for one, or for as many as it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<&'a str>,
    /// What it is, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Reference<'a>>,
    /// What it is, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text<'a>>,
}

impl<'a> Context<'a> {
    pub(super) fn properties(&self, elements: impl Iterator<Item = &'a Element>) -> Vec<Property<'a>> {
        elements.map(|element| self.property(element)).collect()
    }

    fn property(&self, element: &'a Element) -> Property<'a> {
        use ElementKind as E;
        let range = self.range(element.span);
        match &element.kind {
            E::Learn { record: false, entries } => Property::Asks { facts: self.references(entries), range },
            E::Learn { record: true, entries } => Property::Records { facts: self.references(entries), range },
            E::Sets { fact, value } => Property::Sets { fact: fact.map(|fact| self.reference(fact)), value: self.formula(value), range },
            E::Things { kind, things } => {
                let things = self.things(things);
                match kind {
                    ThingKind::Needs => Property::Needs { things, range },
                    ThingKind::Produces => Property::Produces { things, range },
                    ThingKind::Tools => Property::Tools { things, range },
                }
            }
            E::Fulfils { activities } => Property::Fulfils { activities: self.references(activities), range },
            E::Check { condition, .. } => Property::Check { condition: self.formula(condition), range },
            E::Before { condition, .. } => Property::Before { condition: self.formula(condition), range },
            E::Done { condition } => Property::Done { condition: self.formula(condition), range },
            E::Enter { field, value } => Property::Enter { field: self.text(field), value: self.formula(value), range },
            E::Say { text, by, to } => Property::Say { text: self.text(text), by: self.some_actors(by), to: self.some_actors(to), range },
            E::Notify { to, text, clauses, .. } => Property::Notify { text: self.text(text), to: self.some_actors(to), clauses: self.clauses(clauses), range },
            E::Consult { whom, text, clauses } => {
                Property::Consult { text: self.some_text(text), to: self.some_actors(whom), clauses: self.clauses(clauses), range }
            }
            E::ApprovedBy { clauses } => Property::Approved { by: self.some_actors(&clauses.by), clauses: self.clauses(clauses), range },
            E::Callout { kind, text } => {
                let text = self.text(text);
                match kind {
                    CalloutKind::Note => Property::Note { text, range },
                    CalloutKind::Example => Property::Example { text, range },
                    CalloutKind::Caution => Property::Caution { text, range },
                    CalloutKind::Warning => Property::Warning { text, range },
                    CalloutKind::Danger => Property::Danger { text, range },
                }
            }
            E::Standing { never, text, by, while_, until } => {
                let (text, by, while_, until) =
                    (self.text(text), self.some_actors(by), while_.as_deref().map(|while_| Box::new(self.formula(while_))), self.some_event(until));
                if *never { Property::Never { text, by, while_, until, range } } else { Property::Always { text, by, while_, until, range } }
            }
            E::Image { path, alt } => Property::Image { path: self.path_of(&path.text), alt: self.some_text(alt), range },
            E::Cites { texts } => Property::Cites { texts: texts.iter().map(|text| self.text(text)).collect(), range },
            E::ForAudience { audiences, block } => Property::Audience {
                audiences: audiences.iter().map(|audience| audience.text.as_str()).collect(),
                properties: self.properties(block.elements.iter()),
                range,
            },
            E::Prose { text } => Property::Prose { text: self.text(text), range },
            E::Todo { text } => Property::Todo { text: self.text(text), range },
            _ => Property::Element { words: self.folded(element.span), range },
        }
    }

    pub(super) fn things(&self, things: &'a [ModelThing]) -> Vec<Thing<'a>> {
        let thing = |thing: &'a ModelThing| {
            let count = thing.count.as_ref().map(|count| count.text.as_str());
            match &thing.what {
                What::Ref(reference) => Thing { count, to: Some(self.reference(*reference)), text: None },
                What::Text(text) => Thing { count, to: None, text: Some(self.text(text)) },
            }
        };
        things.iter().map(thing).collect()
    }

    /// A path that the document writes as seen from its own folder, as seen from the root.
    fn path_of(&self, written: &str) -> String {
        let mut path = self.file.path.parent().map(Path::to_path_buf).unwrap_or_default();
        for part in Path::new(written).components() {
            match part {
                Component::ParentDir if path.components().next_back().is_some_and(|last| last != Component::ParentDir) => {
                    path.pop();
                }
                Component::CurDir => {}
                Component::ParentDir | Component::Normal(_) => path.push(part),
                // an absolute path is no path of the workspace: as written
                Component::RootDir | Component::Prefix(_) => path = PathBuf::from(part.as_os_str()),
            }
        }
        slashed(&path)
    }
}
