//! Words that nobody means as a name: articles, fillers, numbers and units in words. In: a name that is
//! missing. Out: the remedy, if it is such a word, instead of an offer to declare it.

/// What to do about a word that is hardly meant as a name.
pub(super) fn remedy(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let is_in = |words: &str| words.split_whitespace().any(|one| one == lower);
    if is_in(LITTLE) {
        return Some(format!("`{word}` is no name: leave it out, or put the sentence in quotes"));
    }
    if is_in(UNITS) {
        return Some(format!("an amount has a number: `1 {word}`; a sentence stands in quotes"));
    }
    is_in(NUMBERS).then(|| "numbers are written in digits".to_owned())
}

/// What a unit of time alone is meant for, as in `every day`.
pub(super) fn length_of_time(word: &str) -> Option<String> {
    TIME.contains(&word).then(|| format!("1 {word}"))
}

const TIME: &[&str] = &["minute", "hour", "day", "week", "month", "quarter", "year"];

const LITTLE: &str = "\
    a about above after again all also an any approximately are around as at be been before below both but can \
    could do does during even every for from has have he her his if is it its just least less may max maximum min \
    minimum more most must my never only our over per same shall she should so some soon than that the their them \
    then there these they this those until up very was we were what which while who will would you your";

const UNITS: &str = "\
    day days dollar dollars euro euros hour hours minute minutes month months percent seconds week weeks year \
    years";

const NUMBERS: &str = "\
    one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty hundred thousand \
    dozen half twice";
