use sopc::model::*;
use std::mem::size_of;
fn main() {
    macro_rules! s { ($($t:ty),*) => { $(println!("{:40} {}", stringify!($t), size_of::<$t>());)* } }
    s!(Name, Text, Reference, Expression, Quantity, Event, Guard, Deadline, Due, Case, Element, ElementKind, Target, element::Clauses, element::Actors, element::Block, element::Branch, element::Path, element::Handler, element::Watcher, element::Thing, element::AtMost, element::Times, element::Over, element::Start, element::Window, Declaration, DeclarationKind, Type, vocabulary::Control, vocabulary::Table, Header, Scenario, scenario::Assumption, Suppression, Member, summary::Relation, Document, sopc::workspace::Resolved, sopc::syntax::Token);
}
