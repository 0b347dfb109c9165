//! How a sentence of an instruction begins: as an order, or surely not. In: the words of a text. Out: its
//! sentences, and of one that is surely no order what it is instead. What could be either is left alone.

use super::lexicon::{Class, Lexicon};
use super::words::{Gap, Kind, Word};
use crate::model::RefId;

/// A sentence that is no order: who is said to do something, and which word says so.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// The words that would have to go for an order, by index: subject and auxiliaries, or the verb.
    pub first: usize,
    pub last: usize,
    pub form: Form,
    /// The verb in the form of an order, if it is sure what it would be.
    pub verb: Option<Order>,
}

/// A verb as an order begins with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// It stands so in the text, behind the words that go.
    Written,
    /// It is in another form in the text, as the last of them.
    Other(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "Checking the order"
    Gerund,
    /// "The agent checks", "you check"
    Statement,
    /// "The agent is", "The agent will": a state, or something in the passive.
    State,
    /// "The agent must", "you have to"
    Duty,
    /// "You should", "the agent may"
    Modal,
}

/// The sentences, as ranges of words.
pub(super) fn sentences(words: &[Word]) -> impl Iterator<Item = (usize, &[Word])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = words.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().skip(1).position(|word| word.before.has(Gap::SENTENCE)).map_or(rest.len(), |more| more + 1);
        let start = at;
        at += length;
        Some((start, rest.get(..length)?))
    })
}

/// Past adverbs, "please", what stands in brackets, and the number of an item.
pub(super) fn past_adverbs(words: &[Word], source: &str, mut at: usize) -> usize {
    while let Some(word) = words.get(at) {
        let is_ly = |word: &Word| word.kind == Kind::Word && !word.is(Class::VERB) && word.of(source).ends_with("ly");
        let is_skipped = !word.quoted && (word.is(Class::ADVERB) || is_ly(word)) && !word.is(Class::NEGATION);
        let in_brackets = word.before.has(Gap::OPEN);
        if in_brackets {
            let Some(more) = words.iter().skip(at + 1).position(|word| word.before.has(Gap::CLOSE)) else { return words.len() };
            at += more + 1;
        } else if is_skipped {
            at += 1;
        } else {
            break;
        }
    }
    at
}

const HARD: Gap = Gap::COMMA.or(Gap::BREAK).or(Gap::OPEN).or(Gap::CLOSE).or(Gap::OTHER);

/// A sentence under judgement.
pub(super) struct Sentence<'t> {
    pub words: &'t [Word],
    pub source: &'t str,
    pub lexicon: &'static Lexicon,
    /// Whether a reference in the text stands for a role.
    pub is_role: &'t dyn Fn(&Word) -> Option<RefId>,
}

impl Sentence<'_> {
    fn is(&self, at: usize, class: Class) -> bool {
        self.words.get(at).is_some_and(|word| !word.quoted && word.is(class))
    }

    fn gap(&self, at: usize, gap: Gap) -> bool {
        self.words.get(at).is_some_and(|word| word.before.has(gap))
    }

    fn past_adverbs(&self, at: usize) -> usize {
        past_adverbs(self.words, self.source, at)
    }

    /// "be stored", "be carefully kept"
    pub fn is_passive(&self, at: usize) -> bool {
        let is_be = self.words.get(at).is_some_and(|word| word.of(self.source).eq_ignore_ascii_case("be"));
        let done = self.words.get(self.past_adverbs(at + 1)).map_or("", |word| word.of(self.source));
        const IRREGULAR: [&str; 17] =
            ["made", "kept", "sent", "put", "set", "done", "held", "read", "run", "left", "cut", "shut", "paid", "brought", "built", "found", "told"];
        is_be && (done.ends_with("ed") || done.ends_with("en") || done.ends_with("wn") || IRREGULAR.contains(&done))
    }

    /// Where a clause of it begins with a verb as an order does, behind a comma or a dash.
    fn orders_later(&self, from: usize) -> bool {
        (from..self.words.len()).any(|at| self.gap(at, Gap::COMMA.or(Gap::BREAK).or(Gap::CLOSE)) && self.is_order(at))
    }

    fn is_order(&self, at: usize) -> bool {
        let mut at = self.past_adverbs(at);
        if self.is(at, Class::LINK) {
            at = self.past_adverbs(at + 1);
        }
        self.is(at, Class::VERB.or(Class::NEGATION))
    }

    /// What the sentence is, if it is surely no order.
    pub fn statement(&self) -> Option<Statement> {
        let start = self.past_adverbs(0);
        if self.is_order(start) {
            return None;
        }
        // "May" and "should" in front of all: "Should be checked", but not "Should the customer ask, …"
        if self.is(start, Class::MODAL) {
            return self.is_passive(start + 1).then_some(Statement { first: start, last: start, form: Form::Modal, verb: None });
        }
        if !self.is(start, Class::LEAD) || self.is(start, Class::ARTICLE) {
            return self.clause(start);
        }
        // behind a condition or a place: only what follows its one comma
        let commas: Vec<usize> = (start + 1..self.words.len()).filter(|at| self.gap(*at, Gap::COMMA)).take(2).collect();
        let [first, ..] = commas.as_slice() else { return None };
        if self.orders_later(start + 1) {
            return None;
        }
        let main = self.past_adverbs(*first);
        (commas.len() == 1 || self.is_addressed(main)).then(|| self.clause(main)).flatten()
    }

    /// Whether the reader is spoken to.
    fn is_addressed(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| ["you", "we"].iter().any(|you| word.of(self.source).eq_ignore_ascii_case(you)))
    }

    fn clause(&self, start: usize) -> Option<Statement> {
        let first = self.words.get(start).filter(|word| !word.quoted)?;
        match first.kind {
            Kind::Number | Kind::Code => return None,
            Kind::Reference => {
                (self.is_role)(first)?;
            }
            Kind::Word if first.is(Class::VERB.or(Class::NEGATION)) => return None,
            Kind::Word => {}
        }
        if first.is(Class::PRONOUN) || first.of(self.source).eq_ignore_ascii_case("there") {
            return self.behind_pronoun(start);
        }
        if let Some(gerund) = self.gerund(start) {
            return Some(gerund);
        }
        self.behind_noun(start)
    }

    fn gerund(&self, start: usize) -> Option<Statement> {
        let word = self.words.get(start).filter(|word| word.kind == Kind::Word && !word.is(Class::NOT_GERUND))?;
        let verb = self.lexicon.of_gerund(word.of(self.source))?;
        let is_object = self.is(start + 1, Class::ARTICLE.or(Class::PLURAL).or(Class::OBJECT)) || self.words.get(start + 1)?.kind == Kind::Reference;
        if !is_object || self.gap(start + 1, Gap::ANY) || self.orders_later(start + 1) {
            return None;
        }
        let order = (!self.says_more(start + 1)).then_some(Order::Other(verb));
        Some(Statement { first: start, last: start, form: Form::Gerund, verb: order })
    }

    /// "you …", "it …", "there …"
    fn behind_pronoun(&self, start: usize) -> Option<Statement> {
        let at = self.past_adverbs(start + 1);
        let verb = self.words.get(at).filter(|word| word.kind == Kind::Word && !word.quoted && !word.before.has(HARD))?;
        let addressed = self.is_addressed(start);
        let form = match () {
            () if verb.is(Class::MODAL) => Form::Modal,
            () if verb.is(Class::AUXILIARY) || (addressed && ["need", "are"].contains(&verb.of(self.source))) => Form::Duty,
            () if verb.is(Class::BE) => Form::State,
            () if addressed && verb.is(Class::VERB) => Form::Statement,
            () if !addressed && self.lexicon.of_third_person(verb.of(self.source)).is_some() => Form::Statement,
            () => return None,
        };
        if form == Form::Statement {
            let order = (addressed && !self.says_more(at + 1)).then_some(Order::Written);
            return Some(Statement { first: start, last: if addressed { at - 1 } else { at }, form, verb: order });
        }
        let (last, order) = self.behind_auxiliary(at);
        Some(Statement { first: start, last, form, verb: order.filter(|_| addressed) })
    }

    /// Up to where "must", "has to", "should" goes, and whether a verb follows that can stand alone.
    fn behind_auxiliary(&self, at: usize) -> (usize, Option<Order>) {
        let to = |at: usize| self.words.get(at).is_some_and(|word| word.of(self.source) == "to");
        let mut last = at;
        if self.words.get(at).is_some_and(|word| ["has", "have", "need", "are", "is"].contains(&word.of(self.source))) {
            if !to(at + 1) {
                return (at, None);
            }
            last = at + 1;
        }
        let follows = self.past_adverbs(last + 1) == last + 1 && self.is(last + 1, Class::VERB) && !self.gap(last + 1, Gap::ANY);
        let is_be = self.words.get(last + 1).is_some_and(|word| word.of(self.source).eq_ignore_ascii_case("be"));
        let order = follows && !is_be && !self.is(last + 1, Class::PERCEPTION) && !self.says_more(last + 2);
        (last, order.then_some(Order::Written))
    }

    /// "The agent checks", "Samples must", "The order is"
    fn behind_noun(&self, start: usize) -> Option<Statement> {
        let has_article = self.is(start, Class::ARTICLE.or(Class::PLURAL));
        let is_plural = self.is(start, Class::PLURAL);
        let first = self.words.get(start)?;
        // without an article the first word must be the subject itself
        if !has_article && first.is(Class::RELATIVE.or(Class::LEAD).or(Class::PREPOSITION).or(Class::BE).or(Class::AUXILIARY).or(Class::LINK)) {
            return None;
        }
        let mut in_phrase = false;
        let furthest = if has_article { start + 10 } else { start + 3 };
        for at in start + 1..=furthest {
            let word = self.words.get(at)?;
            if word.quoted || word.before.has(HARD) || word.is(Class::RELATIVE.or(Class::PRONOUN).or(Class::NEGATION)) {
                return None;
            }
            let is_subject = !has_article || at > start + 1;
            if is_subject && word.is(Class::BE.or(Class::AUXILIARY).or(Class::MODAL)) && !self.is(at - 1, Class::LINK.or(Class::PREPOSITION)) {
                let form = match () {
                    () if word.is(Class::MODAL) => Form::Modal,
                    () if word.is(Class::BE) => Form::State,
                    () => Form::Duty,
                };
                let (last, order) = self.behind_auxiliary(at);
                return Some(Statement { first: start, last, form, verb: order.filter(|_| form != Form::State) });
            }
            if is_subject
                && word.kind == Kind::Word
                && !is_plural
                && let Some(statement) = self.third_person(start, at)
            {
                return Some(statement);
            }
            if word.is(Class::LINK.or(Class::LEAD).or(Class::PREPOSITION)) {
                if !has_article {
                    return None;
                }
                in_phrase = true;
            } else if word.is(Class::ARTICLE.or(Class::PLURAL)) {
                if !in_phrase {
                    return None;
                }
                in_phrase = false;
            }
        }
        None
    }

    /// "checks" behind a subject, if it is no noun.
    fn third_person(&self, start: usize, at: usize) -> Option<Statement> {
        let word = self.words.get(at)?;
        let (verb, class) = self.lexicon.of_third_person(word.of(self.source))?;
        let is_person =
            self.is(at - 1, Class::PERSON) || self.words.get(at - 1).is_some_and(|word| word.kind == Kind::Reference && (self.is_role)(word).is_some());
        let next = self.words.get(at + 1);
        let ends = next.is_none_or(|next| next.before.has(HARD));
        let object = next.is_some_and(|next| {
            !next.before.has(HARD) && (next.is(Class::ARTICLE.or(Class::PLURAL).or(Class::OBJECT).or(Class::PRONOUN)) || next.kind != Kind::Word)
        });
        let sure = match (is_person, class.is(Class::NOUN)) {
            (true, true) => object,
            (true, false) => true,
            (false, true) => false,
            (false, false) => object || (ends && self.is(start, Class::ARTICLE)),
        };
        let order = (is_person && !self.says_more(at + 1)).then_some(Order::Other(verb));
        sure.then_some(Statement { first: start, last: at, form: Form::Statement, verb: order })
    }

    /// Whether another finite verb may follow, so that changing the first is not enough.
    fn says_more(&self, from: usize) -> bool {
        let rest = self.words.get(from..).unwrap_or(&[]);
        rest.iter().filter(|word| !word.quoted && word.kind == Kind::Word).any(|word| {
            word.is(Class::BE.or(Class::AUXILIARY).or(Class::MODAL))
                || (word.is(Class::PRONOUN) && !word.is(Class::OBJECT))
                || self.lexicon.of_third_person(word.of(self.source)).is_some()
        })
    }
}
