//! The text of a new document. In: its kind, id and title, and the workspace that it comes into. Out:
//! a document that says what is to be written where, with an owner that the workspace knows.

use super::{Kind, shared_role};
use crate::model::MemberKind;
use crate::model::element::OutcomeKind;
use crate::workspace::Workspace;

pub struct Template<'a> {
    pub kind: Kind,
    pub id: &'a str,
    pub title: &'a str,
    pub workspace: Option<&'a Workspace>,
}

impl Template<'_> {
    pub fn text(&self) -> String {
        let template = match self.kind {
            Kind::Policy => include_str!("../../../templates/new/policy.template"),
            Kind::Sop => include_str!("../../../templates/new/sop.template"),
            Kind::Wi => include_str!("../../../templates/new/wi.template"),
            Kind::Form => include_str!("../../../templates/new/form.template"),
            Kind::Glossary => include_str!("../../../templates/new/glossary.template"),
            Kind::Tests => include_str!("../../../templates/new/tests.template"),
        };
        let (role, uses, declare) = match self.workspace.and_then(shared_role) {
            Some((glossary, role)) => (role, format!("  uses {glossary}\n"), String::new()),
            None => ("manager", String::new(), "\n  role manager \"Manager\"\n".to_string()),
        };
        template
            .replace("@ID@", self.id)
            .replace("@ROLE@", role)
            .replace("@USES@", &uses)
            .replace("@DECLARE@", &declare)
            .replace("@EXPECT@", &self.expectation())
            .replace("@TITLE@", &quoted(self.title))
    }

    /// The end that a first scenario of the tested document expects: a good one, if it names any.
    fn expectation(&self) -> String {
        let signature = self.workspace.and_then(|workspace| workspace.signature(workspace.definer(self.id)?));
        let members = signature.map_or(&[][..], |signature| &signature.members);
        let rank = |kind: &MemberKind| match kind {
            MemberKind::Outcome(OutcomeKind::Good) => Some(0),
            MemberKind::Outcome(_) => Some(1),
            _ => None,
        };
        let outcomes = members.iter().filter_map(|member| Some((rank(&member.kind)?, &member.name)));
        match outcomes.min_by_key(|(rank, _)| *rank) {
            Some((_, name)) => format!("expect -> {name}"),
            None => "// expect a_label_of_a_step".to_string(),
        }
    }
}

/// As it stands between quotes.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' | '\\' | '{' => out.extend(['\\', char]),
            char if char.is_control() => out.push(' '),
            char => out.push(char),
        }
    }
    out
}
