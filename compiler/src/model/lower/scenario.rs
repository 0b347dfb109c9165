//! Scenarios.

use super::Lower;
use crate::model::parts::Place;
use crate::model::scenario::*;
use crate::syntax::{Node, NodeKind as N, TokenKind as T};

impl<'t> Lower<'t> {
    pub(super) fn scenario(&mut self, node: Node<'t>) -> Scenario {
        let title = self.text_or_empty(node);
        let (mut given, mut expect) = (Vec::new(), Vec::new());
        if let Some(block) = node.child(N::Block) {
            for line in block.children() {
                match line.kind() {
                    N::Given => {
                        for assumption in line.children().filter(|child| child.kind() == N::Assumption) {
                            let kind = self.assumption(assumption);
                            given.push(Assumption { span: assumption.span(), kind });
                        }
                    }
                    N::Expect => {
                        let kind = self.expectation(line);
                        expect.push(Expectation { span: line.span(), kind });
                    }
                    _ => {}
                }
            }
        }
        Scenario { title, span: node.span(), given, expect }
    }

    fn assumption(&mut self, node: Node<'t>) -> AssumptionKind {
        let has = |kind: T| node.own_tokens().any(|token| token.kind == kind);
        let mut children = node.children();
        let Some(first) = children.next() else { return AssumptionKind::Broken };
        let second = children.next();
        if has(T::Trigger) {
            return AssumptionKind::Trigger(self.reference(first, Place::TriggerLabel));
        }
        if let Some(jump) = second.filter(|second| second.kind() == N::Jump) {
            let call = self.reference(first, Place::Label);
            return match self.first_reference(jump, Place::CalleeOutcome(call)) {
                Some(outcome) => AssumptionKind::Ends { call, outcome },
                None => AssumptionKind::Broken,
            };
        }
        let judgement = first.kind() == N::Judgement;
        if judgement && !has(T::Assign) && !has(T::Equal) && !has(T::Late) && !has(T::Silent) {
            let what = self.quoted(first);
            return AssumptionKind::Happens { what, after: second.map(|label| self.reference(label, Place::Label)) };
        }
        let subject = if judgement { Subject::Judgement(self.quoted(first)) } else { Subject::Ref(self.reference(first, Place::Given)) };
        if has(T::Late) {
            return AssumptionKind::Late(subject);
        }
        if has(T::Silent) {
            return AssumptionKind::Silent(subject);
        }
        let of = match &subject {
            Subject::Ref(reference) => Some(*reference),
            Subject::Judgement(_) => None,
        };
        let values = self.against(of, |lower| match second {
            Some(list) if list.kind() == N::List => lower.expressions(list),
            Some(value) => vec![lower.expression(value)],
            None => Vec::new(),
        });
        if values.is_empty() {
            return AssumptionKind::Broken;
        }
        AssumptionKind::Value { of: subject, values }
    }

    fn expectation(&mut self, node: Node<'t>) -> ExpectationKind {
        if let Some(jump) = node.child(N::Jump) {
            let outcome = self.first_reference(jump, Place::Target);
            return ExpectationKind::Ends {
                outcome,
                within: node.children().skip(1).find(|child| Self::is_expression(*child)).map(|child| self.expression(child)),
            };
        }
        let not = node.own_tokens().any(|token| token.kind == T::Not);
        let labels = self.references(node, Place::Label);
        if not { ExpectationKind::Not(labels) } else { ExpectationKind::Elements(labels) }
    }
}
