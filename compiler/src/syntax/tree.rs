//! The tree of a file. In: what the grammar opens and closes while it reads. Out: nodes in preorder
//! over the token list; a node's own tokens are those in its range that no child holds. Typed
//! reading of it is the model's business.

use super::token::Token;
use crate::text::Span;

/// What a node stands for; the names are those of the language reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NodeKind {
    File,
    Document,
    // header
    Header,
    Change,
    // declarations
    Role,
    Term,
    System,
    Unit,
    Field,
    Fact,
    Limit,
    Activity,
    Rule,
    Table,
    Row,
    Cell,
    Type,
    Bounds,
    Resolution,
    Presumed,
    // controls
    Require,
    Forbid,
    Separate,
    BeforeEvent,
    /// `at least D` in front of `before` or `after`
    Lead,
    AfterEvent,
    // clauses
    By,
    Within,
    AtOnce,
    Takes,
    NotBefore,
    Window,
    For,
    When,
    UnlessClause,
    On,
    // deadlines
    Case,
    NotCounting,
    Due,
    Earlier,
    // conditions and values
    Or,
    And,
    Not,
    Compare,
    In,
    Between,
    List,
    Sum,
    Product,
    Negative,
    Group,
    MinMax,
    Aggregate,
    TimeSince,
    Judgement,
    Range,
    Quantity,
    UnitName,
    Constant,
    Ref,
    Anything,
    Relation,
    Share,
    Silent,
    // what happens next
    Jump,
    Continue,
    Block,
    Remedy,
    Todo,
    Late,
    Else,
    // flow
    Step,
    Section,
    Checklist,
    If,
    Decide,
    Branch,
    Otherwise,
    Parallel,
    Path,
    Repeat,
    Times,
    Every,
    Until,
    AtMost,
    ForEach,
    Perform,
    Follows,
    Handlers,
    Handler,
    Apply,
    Wait,
    WaitFor,
    Whenever,
    After,
    Handoff,
    Trigger,
    Outcome,
    Scenario,
    Given,
    Assumption,
    Expect,
    // properties
    Asks,
    Records,
    Entry,
    Sets,
    Needs,
    Produces,
    Tools,
    Thing,
    Fulfils,
    Check,
    Before,
    Done,
    Enter,
    Say,
    Notify,
    Consult,
    ApprovedBy,
    Callout,
    Standing,
    While,
    Image,
    Cites,
    ForAudience,
    Prose,
    // small parts
    Actors,
    Label,
    Text,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeData {
    pub kind: NodeKind,
    /// Tokens `first..end`; empty where the node has none.
    pub first: u32,
    pub end: u32,
    /// The index of the node behind the whole subtree.
    pub next: u32,
}

/// The nodes of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    pub(super) nodes: Vec<NodeData>,
    pub(super) tokens: Vec<Token>,
}

impl Tree {
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.is_empty()).then_some(Node { tree: self, index: 0 })
    }

    /// The tokens that the grammar read: those of the text, and the braces that a repair put in.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }
}

/// A node in its tree; cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: u32,
}

const NOWHERE: NodeData = NodeData { kind: NodeKind::Error, first: 0, end: 0, next: 0 };

impl<'t> Node<'t> {
    fn data(self) -> NodeData {
        self.tree.nodes.get(self.index as usize).copied().unwrap_or(NOWHERE)
    }

    pub fn kind(self) -> NodeKind {
        self.data().kind
    }

    /// Position in the preorder: a handle that stays valid as long as the tree.
    pub fn index(self) -> u32 {
        self.index
    }

    pub fn children(self) -> Children<'t> {
        Children { tree: self.tree, at: self.index + 1, end: self.data().next }
    }

    /// The first child of that kind.
    pub fn child(self, kind: NodeKind) -> Option<Node<'t>> {
        self.children().find(|child| child.kind() == kind)
    }

    /// All tokens, those of the children too.
    pub fn tokens(self) -> &'t [Token] {
        let data = self.data();
        self.tree.tokens.get(data.first as usize..data.end as usize).unwrap_or(&[])
    }

    pub fn first_token(self) -> Option<Token> {
        self.tokens().first().copied()
    }

    /// The range of token indices.
    pub fn token_range(self) -> std::ops::Range<u32> {
        self.data().first..self.data().end
    }

    /// The tokens that no child holds.
    pub fn own_tokens(self) -> impl Iterator<Item = Token> + 't {
        let mut children = self.children().peekable();
        let first = self.data().first;
        self.tokens().iter().enumerate().filter_map(move |(at, token)| {
            let at = first + at as u32;
            while children.peek().is_some_and(|child| child.data().end <= at) {
                children.next();
            }
            let inside = children.peek().is_some_and(|child| child.data().first <= at);
            (!inside).then_some(*token)
        })
    }

    pub fn span(self) -> Span {
        let tokens = self.tokens();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => {
                let before = self.data().first.checked_sub(1).and_then(|at| self.tree.tokens.get(at as usize));
                Span::at(before.map_or(0, |token| token.end))
            }
        }
    }
}

pub struct Children<'t> {
    tree: &'t Tree,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.at >= self.end {
            return None;
        }
        let node = Node { tree: self.tree, index: self.at };
        self.at = node.data().next.max(self.at + 1);
        Some(node)
    }
}
