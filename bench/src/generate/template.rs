//! Text with places to fill in.
//!
//! In: a template, the words that it may name, a sequence of random numbers. Out: text.
//! `@name@` is a word, `@[one|other]` one of several wordings. Everything else stands as it is, so
//! the templates read like the language that they produce. A word that is missing stays visible.

use super::random::Random;

/// What the templates of one document may name.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<(&'static str, String)>);

impl Words {
    /// Sets `name`, in place of a former word of that name.
    pub fn set(&mut self, name: &'static str, word: impl Into<String>) {
        let word = word.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some(place) => place.1 = word,
            None => self.0.push((name, word)),
        }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, word)| word.as_str())
    }
}

/// Appends `template` to `out`, filled in.
pub fn fill(out: &mut String, template: &str, words: &Words, random: &mut Random) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('@') {
        out.push_str(before);
        if let Some((wordings, behind)) = after.strip_prefix('[').and_then(|list| list.split_once(']')) {
            let wordings: Vec<&str> = wordings.split('|').collect();
            fill(out, random.pick(&wordings), words, random);
            rest = behind;
        } else if let Some((name, behind)) = after.split_once('@') {
            match words.get(name) {
                Some(word) => out.push_str(word),
                None => {
                    out.push('@');
                    out.push_str(name);
                    out.push('@');
                }
            }
            rest = behind;
        } else {
            out.push('@');
            rest = after;
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{Random, Words, fill};

    #[test]
    fn fills_words_and_wordings() {
        let mut words = Words::default();
        words.set("role", "agent");
        words.set("role", "clerk");
        let mut out = String::new();
        fill(&mut out, "@[by|by]: @role@, {kept} @gone@", &words, &mut Random::of(&[]));
        assert_eq!(out, "by: clerk, {kept} @gone@");
    }
}
