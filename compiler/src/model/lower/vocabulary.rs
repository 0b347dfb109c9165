//! Declarations.

use super::Lower;
use crate::model::parts::{Name, Place, RefId, Text};
use crate::model::vocabulary::*;
use crate::syntax::{Node, NodeKind as N, TokenKind as T};

impl<'t> Lower<'t> {
    pub(super) fn declaration(&mut self, node: Node<'t>) {
        // without a name there is nothing to refer to, but what stands inside is read
        let name = self.label(node).unwrap_or_else(|| Name { text: "".into(), span: node.span() });
        let (text, kind) = match node.kind() {
            N::Role => {
                let external = node.first_token().is_some_and(|token| token.kind == T::External);
                let mut texts = self.texts(node).into_iter();
                let text = texts.next();
                (text, DeclarationKind::Role { external, contact: texts.next() })
            }
            N::Term => (self.text_child(node), DeclarationKind::Term),
            N::System => (self.text_child(node), DeclarationKind::System),
            N::Unit => (self.text_child(node), DeclarationKind::Unit { value: self.expression_child(node) }),
            N::Field => (self.text_child(node), self.typed(node, FactSource::Field)),
            // one without a value is one whose type could not be read
            N::Fact if node.child(N::Type).is_some() || node.child(N::Case).is_none() => (self.text_child(node), self.typed(node, FactSource::Fact)),
            N::Fact => {
                let mut cases = Vec::new();
                for case in node.children().filter(|child| child.kind() == N::Case) {
                    let mut parts = self.expressions(case).into_iter();
                    if let Some(value) = parts.next() {
                        cases.push((value, parts.next()));
                    }
                }
                (self.text_child(node), DeclarationKind::Definition { cases })
            }
            N::Limit => (self.text_child(node), DeclarationKind::Limit { deadline: self.deadline(node) }),
            N::Activity => (self.text_child(node), DeclarationKind::Activity { by: self.first_reference(node, Place::Role) }),
            N::Rule => (self.text_child(node), self.rule(node)),
            _ => (self.text_child(node), DeclarationKind::Table(self.table(node))),
        };
        self.declarations.push(Declaration { name, text, span: node.span(), kind });
    }

    /// `name: type "label"` behind `asks` or `records`.
    pub(super) fn inline_fact(&mut self, entry: Node<'t>, name: Name) {
        let text = self.text_child(entry);
        let kind = self.typed(entry, FactSource::Inline);
        self.declarations.push(Declaration { name, text, span: entry.span(), kind });
    }

    fn typed(&mut self, node: Node<'t>, source: FactSource) -> DeclarationKind {
        let presumed = node.child(N::Presumed).and_then(|presumed| self.expression_child(presumed));
        let ty = node.child(N::Type).map_or(Type::Broken, |ty| self.type_(ty));
        DeclarationKind::Fact { source, ty, presumed }
    }

    fn type_(&mut self, node: Node<'t>) -> Type {
        let names = || node.children().filter(|child| child.kind() == N::Label).map(|child| self.name_at(child.span())).collect();
        let unit = node.child(N::UnitName).map(|unit| self.name_at(unit.span()));
        match node.first_token().map(|token| token.kind) {
            Some(T::Yes) => Type::YesNo,
            Some(T::One) => Type::OneOf(names()),
            Some(T::Some) => Type::SomeOf(names()),
            Some(T::Number | T::Whole) => {
                let whole = node.first_token().is_some_and(|token| token.kind == T::Whole);
                let nearest = node.child(N::Resolution).and_then(|inner| inner.child(N::Quantity)).map(|inner| Box::new(self.quantity(inner)));
                let (mut low, mut high) = (None, None);
                if let Some(bounds) = node.child(N::Bounds) {
                    (low, high) = self.bounds(bounds);
                }
                Type::Number { unit, low: low.map(Box::new), high: high.map(Box::new), nearest, whole }
            }
            Some(T::Money) => Type::Money { currency: unit },
            Some(T::Duration) => Type::Duration,
            Some(T::Date) => Type::Date,
            Some(T::Time) => Type::Time,
            Some(T::Moment) => Type::Moment,
            Some(T::Text) => Type::Text,
            Some(T::File) => Type::File,
            Some(T::Role) => Type::Role,
            _ => Type::Broken,
        }
    }

    /// `from A to B` or `up to B`; a sign in front of a bound belongs to its number.
    fn bounds(&self, node: Node<'t>) -> (Option<crate::model::condition::Quantity>, Option<crate::model::condition::Quantity>) {
        let signs: Vec<u32> = node.own_tokens().filter(|token| token.kind == T::Minus).map(|token| token.end).collect();
        let mut ends = node.children().filter(|child| child.kind() == N::Quantity).map(|child| {
            let mut quantity = self.quantity(child);
            if signs.contains(&quantity.span.start) {
                quantity.number.text = format!("-{}", quantity.number.text).into();
            }
            quantity
        });
        match node.first_token().map(|token| token.kind) {
            Some(T::Up) => (None, ends.next()),
            _ => (ends.next(), ends.next()),
        }
    }

    fn rule(&mut self, node: Node<'t>) -> DeclarationKind {
        let (mut controls, mut properties) = (Vec::new(), Vec::new());
        if let Some(block) = node.child(N::Block) {
            for child in block.children() {
                match child.kind() {
                    N::Require | N::Forbid | N::Separate => controls.push(self.control(child)),
                    _ => self.item(child, &mut properties),
                }
            }
        }
        DeclarationKind::Rule { controls, properties }
    }

    pub(super) fn control(&mut self, node: Node<'t>) -> Control {
        let kind = match node.kind() {
            N::Require => ControlKind::Require,
            N::Forbid => ControlKind::Forbid,
            _ => ControlKind::Separate,
        };
        let mut of = Vec::new();
        for child in node.children().filter(|child| matches!(child.kind(), N::Ref | N::Judgement)) {
            of.push(self.event(child, Place::Duty));
        }
        Control {
            span: node.span(),
            kind,
            of,
            by: node.child(N::By).and_then(|by| self.actors_child(by, Place::Role)),
            within: node.child(N::Within).map(|within| self.deadline(within)),
            lasting: node.child(N::For).and_then(|lasting| self.lasting(lasting)),
            before: node.child(N::BeforeEvent).and_then(|before| self.event_child(before)),
            after: node.child(N::AfterEvent).and_then(|after| self.event_child(after)),
            lead: node.child(N::Lead).and_then(|lead| self.expression_child(lead)),
            at_once: node.child(N::AtOnce).is_some(),
            every: node.child(N::Every).and_then(|every| self.expression_child(every)),
            guard: self.guard(node),
        }
    }

    pub(super) fn lasting(&mut self, node: Node<'t>) -> Option<Lasting> {
        let at_least = node.own_tokens().any(|token| token.kind == T::Least);
        let mut children = node.children();
        let length = children.next().map(|child| self.expression(child))?;
        let of = children.next().map(|child| self.event(child, Place::Event));
        Some(Lasting { at_least, length, of })
    }

    fn table(&mut self, node: Node<'t>) -> Table {
        let policy = node.own_tokens().find_map(|token| match token.kind {
            T::First => Some(HitPolicy::First),
            T::Any => Some(HitPolicy::Any),
            T::Either => Some(HitPolicy::Either),
            _ => None,
        });
        let mut rows = node.children().filter(|child| child.kind() == N::Row);
        let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
        if let Some(head) = rows.next() {
            let outputs_begin = head.own_tokens().find(|token| token.kind == T::Bars).map_or(u32::MAX, |token| token.start);
            for cell in head.children().filter(|child| child.kind() == N::Cell) {
                let column = self.condition_of(cell);
                if cell.span().start < outputs_begin {
                    inputs.push(column);
                } else {
                    outputs.push(column);
                }
            }
        }
        let facts: Vec<Option<RefId>> = inputs.iter().chain(&outputs).map(Self::bare).collect();
        let rows = rows.map(|row| Row { span: row.span(), cells: self.cells(row, &facts) }).collect();
        Table { policy: policy.unwrap_or(HitPolicy::Unique), inputs, outputs, rows }
    }

    fn cells(&mut self, row: Node<'t>, facts: &[Option<RefId>]) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (at, cell) in row.children().filter(|child| child.kind() == N::Cell).enumerate() {
            let jump = cell.child(N::Jump).and_then(|jump| self.first_reference(jump, Place::Target));
            let fact = facts.get(at).copied().flatten();
            let answers = self.against(fact, |lower| lower.expressions(cell));
            cells.push(Cell { span: cell.span(), answers, jump });
        }
        cells
    }

    /// The text of a node, or an empty one where it is missing.
    pub(super) fn text_or_empty(&mut self, node: Node<'t>) -> Text {
        self.text_child(node).unwrap_or_else(|| Text { span: node.span(), ..Text::default() })
    }
}
