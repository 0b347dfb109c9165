//! Conditions, values, events and deadlines.

use super::Lower;
use crate::model::condition::*;
use crate::model::parts::{Name, Place};
use crate::model::vocabulary::{Declaration, DeclarationKind};
use crate::syntax::{Node, NodeKind as N, TokenKind as T};

impl<'t> Lower<'t> {
    /// Whether a node is a condition or value.
    pub(super) fn is_expression(node: Node<'_>) -> bool {
        use N::*;
        matches!(
            node.kind(),
            Or | And
                | Not
                | Compare
                | In
                | Between
                | Sum
                | Product
                | Negative
                | Group
                | MinMax
                | Aggregate
                | TimeSince
                | Judgement
                | Range
                | Quantity
                | Constant
                | Ref
                | Anything
                | Share
                | Silent
        )
    }

    /// The first condition or value among the children.
    pub(super) fn expression_child(&mut self, node: Node<'t>) -> Option<Expression> {
        let child = node.children().find(|child| Self::is_expression(*child))?;
        Some(self.expression(child))
    }

    pub(super) fn expressions(&mut self, node: Node<'t>) -> Vec<Expression> {
        node.children().filter(|child| Self::is_expression(*child)).map(|child| self.expression(child)).collect()
    }

    /// The condition of a node that needs one.
    pub(super) fn condition_of(&mut self, node: Node<'t>) -> Expression {
        let span = node.span();
        self.expression_child(node).unwrap_or(Expression { span, kind: ExpressionKind::Broken })
    }

    pub(super) fn expression(&mut self, node: Node<'t>) -> Expression {
        let span = node.span();
        let kind = match node.kind() {
            N::Or => ExpressionKind::Or(self.expressions(node)),
            N::And => ExpressionKind::And(self.expressions(node)),
            N::Not => {
                let inner = self.condition_of(node);
                let negations = node.own_tokens().filter(|token| token.kind == T::Not).count();
                if negations % 2 == 0 {
                    return inner;
                }
                ExpressionKind::Not(Box::new(inner))
            }
            N::Compare => {
                let mut parts = self.compared(node);
                let relation = node.child(N::Relation).and_then(|relation| relation.first_token()).map_or(Relation::Equal, |token| relation_of(token.kind));
                match (parts.pop(), parts.pop()) {
                    (Some(right), left) => ExpressionKind::Compare { left: left.map(Box::new), relation, right: Box::new(right) },
                    _ => ExpressionKind::Broken,
                }
            }
            N::In => {
                let value = self.expression_child(node);
                let against = value.as_ref().and_then(Self::bare);
                let list = node.child(N::List).map(|list| self.against(against, |lower| lower.expressions(list))).unwrap_or_default();
                ExpressionKind::In { value: value.map(Box::new), list }
            }
            N::Between => {
                let mut parts = self.expressions(node);
                match (parts.pop(), parts.pop(), parts.pop()) {
                    (Some(high), Some(low), value) => ExpressionKind::Between { value: value.map(Box::new), low: Box::new(low), high: Box::new(high) },
                    _ => ExpressionKind::Broken,
                }
            }
            N::Sum | N::Product => {
                let plain = if node.kind() == N::Sum { Operator::Plus } else { Operator::Times };
                let operators = node.own_tokens().filter_map(|token| match token.kind {
                    T::Plus => Some(Operator::Plus),
                    T::Minus => Some(Operator::Minus),
                    T::Star => Some(Operator::Times),
                    T::Slash => Some(Operator::By),
                    _ => None,
                });
                let operators: Vec<Operator> = std::iter::once(plain).chain(operators).collect();
                let terms = operators.into_iter().zip(self.expressions(node)).collect();
                if node.kind() == N::Sum { ExpressionKind::Sum(terms) } else { ExpressionKind::Product(terms) }
            }
            N::Negative => {
                let inner = self.condition_of(node);
                let signs = node.own_tokens().filter(|token| token.kind == T::Minus).count();
                if signs % 2 == 0 {
                    return inner;
                }
                ExpressionKind::Negative(Box::new(inner))
            }
            N::Group => {
                let inner = self.condition_of(node);
                return Expression { span, kind: inner.kind };
            }
            N::MinMax => {
                let least = node.first_token().is_some_and(|token| token.kind == T::Min);
                ExpressionKind::Extreme { least, of: self.expressions(node) }
            }
            N::Aggregate => {
                let function = node.first_token().map_or(Aggregate::Any, |token| aggregate_of(token.kind));
                ExpressionKind::Aggregate { function, of: Box::new(self.condition_of(node)) }
            }
            N::TimeSince => match self.event_child(node) {
                Some(event) => ExpressionKind::TimeSince(Box::new(event)),
                None => ExpressionKind::Broken,
            },
            N::Share => {
                let share: Vec<_> = node.own_tokens().filter(|token| token.kind != T::Of).collect();
                let share = match (share.first(), share.last()) {
                    (Some(first), Some(last)) => Some(Box::new(self.name_at(first.span().to(last.span())))),
                    _ => None,
                };
                ExpressionKind::Share { share, of: self.expression_child(node).map(Box::new) }
            }
            N::Silent => ExpressionKind::Silent,
            N::Quantity => ExpressionKind::Quantity(Box::new(self.quantity(node))),
            N::Range => {
                let mut ends: Vec<Quantity> = node.children().filter(|child| child.kind() == N::Quantity).map(|child| self.quantity(child)).collect();
                match (ends.pop(), ends.pop()) {
                    (Some(high), Some(mut low)) => {
                        // `2 to 4 hours`: the unit stands once
                        low.unit = low.unit.or_else(|| high.unit.clone());
                        ExpressionKind::Range { low: Box::new(low), high: Box::new(high) }
                    }
                    _ => ExpressionKind::Broken,
                }
            }
            N::Constant => match node.first_token() {
                Some(token) if token.kind == T::Yes => ExpressionKind::Yes,
                Some(token) if token.kind == T::No => ExpressionKind::No,
                Some(token) if token.kind == T::DateLiteral => ExpressionKind::Date(self.name(token)),
                Some(token) => ExpressionKind::Clock(self.name(token)),
                None => ExpressionKind::Broken,
            },
            N::Ref => ExpressionKind::Ref(self.reference(node, Place::Value)),
            N::Judgement => {
                let name = self.label(node);
                let text = self.quoted(node);
                self.say(&text);
                if let Some(against) = self.against {
                    self.answers.push((against, text.clone()));
                }
                if let Some(name) = &name {
                    self.name_judgement(name.clone(), &text);
                }
                ExpressionKind::Judgement { name: name.map(Box::new), text: Box::new(text) }
            }
            N::Anything => ExpressionKind::Anything,
            _ => ExpressionKind::Broken,
        };
        Expression { span, kind }
    }

    /// The fact that an expression is, if it is nothing else.
    pub(super) fn bare(expression: &Expression) -> Option<crate::model::RefId> {
        match expression.kind {
            ExpressionKind::Ref(reference) => Some(reference),
            _ => None,
        }
    }

    /// The sides of a comparison: the second is read as a value of the first.
    fn compared(&mut self, node: Node<'t>) -> Vec<Expression> {
        let mut parts: Vec<Expression> = Vec::with_capacity(2);
        for child in node.children().filter(|child| Self::is_expression(*child)) {
            let against = parts.first().map_or(self.against, Self::bare);
            let part = self.against(against, |lower| lower.expression(child));
            parts.push(part);
        }
        parts
    }

    fn name_judgement(&mut self, name: Name, text: &crate::model::Text) {
        let span = name.span.to(text.span);
        self.declarations.push(Declaration { name, text: Some(text.clone()), span, kind: DeclarationKind::Judgement });
    }

    pub(super) fn quantity(&self, node: Node<'t>) -> Quantity {
        let number = node.first_token().map_or_else(|| self.name_at(node.span()), |token| self.name(token));
        let unit = node.child(N::UnitName).map(|unit| self.name_at(unit.span()));
        Quantity { number, unit, span: node.span() }
    }

    /// The event among the children.
    pub(super) fn event_child(&mut self, node: Node<'t>) -> Option<Event> {
        let child = node.children().find(|child| matches!(child.kind(), N::Ref | N::Judgement))?;
        Some(self.event(child, Place::Event))
    }

    pub(super) fn event(&mut self, node: Node<'t>, place: Place) -> Event {
        if node.kind() == N::Judgement {
            let text = self.quoted(node);
            self.say(&text);
            return Event::Happening(Box::new(text));
        }
        match node.tokens() {
            [token] if token.kind == T::Trigger => Event::Trigger(token.span()),
            [token] if token.kind == T::Outcome => Event::Outcome(token.span()),
            _ => Event::Ref(self.reference(node, place)),
        }
    }

    /// The cases of a deadline among the children.
    pub(super) fn deadline(&mut self, node: Node<'t>) -> Deadline {
        let (mut cases, mut not_counting) = (Vec::new(), Vec::new());
        let mut span = None;
        for child in node.children() {
            match child.kind() {
                N::Case => {
                    let due = child.children().find_map(|inner| self.due(inner));
                    let when = child.children().skip(1).find(|inner| Self::is_expression(*inner)).map(|inner| self.expression(inner));
                    if let Some(due) = due {
                        cases.push(Case { due, when });
                    }
                }
                N::NotCounting => not_counting.extend(self.references(child, Place::Event)),
                _ => continue,
            }
            span = Some(span.map_or(child.span(), |whole: crate::text::Span| whole.to(child.span())));
        }
        Deadline { cases, not_counting, span: span.unwrap_or(node.span()) }
    }

    pub(super) fn due(&mut self, node: Node<'t>) -> Option<Due> {
        match node.kind() {
            N::Earlier => {
                let later = node.own_tokens().any(|token| token.kind == T::Later);
                Some(Due::Earlier { later, of: node.children().filter_map(|child| self.due(child)).collect() })
            }
            N::Due => {
                let mut children = node.children();
                let length = children.next().map(|child| self.expression(child))?;
                let of = children.next().map(|child| self.event(child, Place::Event));
                Some(Due::After { length, of })
            }
            _ => None,
        }
    }

    /// `when C [unless D]` among the children.
    pub(super) fn guard(&mut self, node: Node<'t>) -> Guard {
        let when = node.child(N::When).map(|when| self.condition_of(when));
        let unless = node.child(N::UnlessClause).map(|unless| self.condition_of(unless));
        Guard { when, unless }
    }
}

fn relation_of(kind: T) -> Relation {
    match kind {
        T::Unequal => Relation::Unequal,
        T::Less => Relation::Less,
        T::LessEqual => Relation::LessEqual,
        T::Greater => Relation::Greater,
        T::GreaterEqual => Relation::GreaterEqual,
        _ => Relation::Equal,
    }
}

fn aggregate_of(kind: T) -> Aggregate {
    match kind {
        T::All => Aggregate::All,
        T::Count => Aggregate::Count,
        T::Total => Aggregate::Total,
        T::Average => Aggregate::Average,
        T::First => Aggregate::First,
        T::Last => Aggregate::Last,
        _ => Aggregate::Any,
    }
}
