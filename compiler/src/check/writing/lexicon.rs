//! The words that the checks of writing know. In: a list of words in sections (`words/en.txt`). Out: what
//! is known of a word, at the price of one look-up. Absent: texts; another language is another list.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What is known of a word: a set of these bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

macro_rules! classes {
    ($($constant:ident $section:literal)*) => {
        classes!(@ 0u32; $($constant $section)*);
        const SECTIONS: &[(&str, Class)] = &[$(($section, Class::$constant)),*];
    };
    (@ $bit:expr; $constant:ident $section:literal $($rest:tt)*) => {
        impl Class { pub const $constant: Class = Class(1 << ($bit)); }
        classes!(@ $bit + 1; $($rest)*);
    };
    (@ $bit:expr;) => {};
}

classes! {
    VERB "verbs"
    NOUN "nouns"
    NO_ACTION "no-action"
    BE "be"
    AUXILIARY "auxiliary"
    MODAL "modal"
    PERCEPTION "perception"
    ARTICLE "articles"
    PLURAL "plurals"
    PRONOUN "pronouns"
    OBJECT "objects"
    LINK "links"
    RELATIVE "relatives"
    LEAD "leads"
    CONDITION "conditions"
    PREPOSITION "prepositions"
    ADVERB "adverbs"
    NEGATION "negations"
    NOT_GERUND "not-gerunds"
    PERSON "persons"
    VAGUE_TIME "vague-time"
    VAGUE_CHOICE "vague-choice"
    VAGUE_AMOUNT "vague-amount"
    BOUND "bounds"
    MEASURED "measured"
    TIME_UNIT "time-units"
    EVERYDAY "everyday"
    CONTROL "controls"
    INSCRIBED "inscribed"
    SPELLING "spellings"
}

impl Class {
    pub const NONE: Class = Class(0);

    /// Whether it has any of the bits.
    pub fn is(self, any: Class) -> bool {
        self.0 & any.0 != 0
    }

    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// Several words that mean something together.
pub(super) struct Phrase {
    /// Those behind the first.
    pub rest: Vec<&'static str>,
    pub class: Class,
}

#[derive(Default)]
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Class>,
    /// By their first word, the longest first.
    phrases: FxHashMap<&'static str, Vec<Phrase>>,
    /// The number of the pair, and which of its two spellings it is.
    spellings: FxHashMap<&'static str, (u32, usize)>,
}

/// No word that the list holds is longer.
const LONGEST: usize = 24;

impl Lexicon {
    pub fn english() -> &'static Lexicon {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        ENGLISH.get_or_init(|| Lexicon::read(include_str!("words/en.txt")))
    }

    fn read(list: &'static str) -> Self {
        let mut lexicon = Lexicon::default();
        let (mut class, mut form, mut pair) = (Class::NONE, "", 0);
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let (name, kind) = section.split_once(' ').unwrap_or((section, ""));
                class = SECTIONS.iter().find(|(section, _)| *section == name).map_or(Class::NONE, |(_, class)| *class);
                form = kind;
                continue;
            }
            let mut words = line.split_whitespace();
            match form {
                "phrases" => {
                    let Some(first) = words.next() else { continue };
                    lexicon.add(first, class);
                    lexicon.phrases.entry(first).or_default().push(Phrase { rest: words.collect(), class });
                }
                "pairs" => {
                    for (side, word) in words.enumerate() {
                        lexicon.add(word, class);
                        lexicon.spellings.insert(word, (pair, side));
                    }
                    pair += 1;
                }
                _ => words.for_each(|word| lexicon.add(word, class)),
            }
        }
        lexicon.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len())));
        lexicon
    }

    fn add(&mut self, word: &'static str, class: Class) {
        let known = self.words.entry(word).or_default();
        *known = known.or(class);
    }

    /// What is known of a word in whatever case.
    pub fn class(&self, word: &str) -> Class {
        lower(word, |word| self.words.get(word).copied()).unwrap_or_default()
    }

    /// Whether it names somebody, one or several.
    pub fn is_person(&self, word: &str) -> bool {
        self.class(word).is(Class::PERSON) || word.strip_suffix('s').is_some_and(|one| self.class(one).is(Class::PERSON))
    }

    pub fn phrases(&self, first: &str) -> &[Phrase] {
        lower(first, |first| self.phrases.get(first)).map_or(&[], Vec::as_slice)
    }

    pub fn spelling(&self, word: &str) -> Option<(u32, usize)> {
        lower(word, |word| self.spellings.get(word).copied())
    }

    fn verb(&self, word: &str) -> Option<(&'static str, Class)> {
        self.words.get_key_value(word).map(|(word, class)| (*word, *class)).filter(|(_, class)| class.is(Class::VERB))
    }

    /// The verb of "checks", "applies", "pushes", and what is known of it.
    pub fn of_third_person(&self, word: &str) -> Option<(&'static str, Class)> {
        lower(word, |word| {
            let stem = word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s'))?;
            if let Some(stem) = stem.strip_suffix("ie") {
                return self.verb(&[stem, "y"].concat());
            }
            self.verb(stem).or_else(|| self.verb(stem.strip_suffix('e')?))
        })
    }

    /// The verb of "checking", "writing", "stopping".
    pub fn of_gerund(&self, word: &str) -> Option<&'static str> {
        lower(word, |word| {
            let stem = word.strip_suffix("ing").filter(|stem| stem.len() > 1)?;
            let undoubled = || stem.char_indices().next_back().filter(|(at, last)| stem.get(..*at).is_some_and(|rest| rest.ends_with(*last)));
            let found = self.verb(stem).or_else(|| self.verb(&[stem, "e"].concat()));
            found.or_else(|| undoubled().and_then(|(at, _)| self.verb(stem.get(..at)?))).map(|(verb, _)| verb)
        })
    }
}

/// Looks a word up in lower case; a longer or foreign one is in no list.
fn lower<T>(word: &str, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut letters = [0; LONGEST];
    let letters = letters.get_mut(..word.len()).filter(|_| word.is_ascii())?;
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    find(std::str::from_utf8(letters).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_whole() {
        let sections = include_str!("words/en.txt").lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')?.split(' ').next());
        let sections: Vec<&str> = sections.collect();
        for section in &sections {
            assert!(SECTIONS.iter().any(|(name, _)| name == section), "{section} means nothing");
        }
        for (name, _) in SECTIONS {
            assert!(sections.contains(name), "{name} is missing");
        }
        let lexicon = Lexicon::english();
        let longest = lexicon.words.keys().map(|word| word.len()).max().unwrap();
        assert!(longest <= LONGEST, "{longest}");
        let verbs = lexicon.words.values().filter(|class| class.is(Class::VERB)).count();
        assert!(verbs > 800, "{verbs}");
        let strange: Vec<&&str> = lexicon.words.iter().filter(|(word, _)| **word != word.to_lowercase() && !word.contains('.')).map(|(word, _)| word).collect();
        assert_eq!(strange, [&""; 0], "lower case only");
        let lost: Vec<&&str> = lexicon.words.iter().filter(|(_, class)| class.is(Class::NOUN) && !class.is(Class::VERB)).map(|(word, _)| word).collect();
        assert_eq!(lost, [&""; 0], "nouns that are no verbs");
    }

    #[test]
    fn verbs_in_their_forms() {
        let lexicon = Lexicon::english();
        let third = |word| lexicon.of_third_person(word).map(|(verb, _)| verb);
        assert_eq!(
            ["checks", "Applies", "pushes", "closes", "passes", "glass", "news"].map(third),
            [Some("check"), Some("apply"), Some("push"), Some("close"), Some("pass"), None, None]
        );
        let gerund = |word| lexicon.of_gerund(word);
        assert_eq!(
            ["checking", "Writing", "stopping", "filling", "thing", "kingdom"].map(gerund),
            [Some("check"), Some("write"), Some("stop"), Some("fill"), None, None]
        );
    }
}
