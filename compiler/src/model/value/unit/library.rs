//! Physical units from the table of the crate `fend-core`, the only file that names it.
//!
//! In: a word. Out: its exact factor, offset and dimension. `fend-core` was chosen over the UCUM crates: its factors are
//! fractions (degree Fahrenheit, psi and knot are exact, where `octofhir-ucum` rounds at 28 digits), it knows the words
//! that people write, needs no other crate and is under MIT. What a word measures is read from the crate's refusal of a
//! conversion, so its version is exact in `Cargo.toml` and the tests below hold for it. It costs about 0.1 ms for each
//! distinct word; the answer is kept for the life of the process (about 1 microsecond from then on), and nothing is set
//! up before the first word. Absent: compounds as `mg/dL`, time as a calendar has it, money.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError, RwLock},
};

use smol_str::SmolStr;

use super::{
    measure::{Base, Dimension, Measure, Scale},
    spelling,
};
use crate::model::value::number::{self, Rational};

/// How many words are kept; a server sees every half-typed one.
const MOST_KEPT: usize = 4_096;
/// The longest word that is looked up.
const LONGEST: usize = 32;
/// A word for a longer time than this has no fixed length: the calendar's months and years stand for it.
const LONGEST_TIME: i64 = 14 * 86_400;
/// A product that no unit of the table is convertible to, so that the table always says what a word measures.
const PROBE: &str = "neper candela";

type Kept = HashMap<SmolStr, Option<Arc<Measure>>>;

static KEPT: LazyLock<RwLock<Kept>> = LazyLock::new(RwLock::default);
static TABLE: LazyLock<Mutex<fend_core::Context>> = LazyLock::new(|| {
    let mut context = fend_core::Context::new();
    context.use_coulomb_and_farad();
    context.disable_rng();
    Mutex::new(context)
});

/// The unit of `word`, if the table has it.
pub fn find(word: &str) -> Option<Arc<Measure>> {
    let plausible = word.len() <= LONGEST && word.chars().all(|char| char.is_alphabetic() || "_°".contains(char));
    if !plausible || word.is_empty() || spelling::is_everyday(word) {
        return None;
    }
    if let Some(found) = KEPT.read().unwrap_or_else(PoisonError::into_inner).get(word) {
        return found.clone();
    }
    let found = look_up(word).map(|scale| Arc::new(Measure { spelling: word.into(), declared: false, scale }));
    keep(&mut KEPT.write().unwrap_or_else(PoisonError::into_inner), word, found)
}

/// Keep what was found, unless another thread has; start anew when there are too many words.
fn keep(kept: &mut Kept, word: &str, found: Option<Arc<Measure>>) -> Option<Arc<Measure>> {
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.entry(word.into()).or_insert(found).clone()
}

fn look_up(word: &str) -> Option<Scale> {
    let name = spelling::library_name(word);
    if let Some((base, target)) = spelling::without_dimension(name) {
        let factor = fraction(&ask(&format!("1 {name} to {target} to fraction")).ok()?)?;
        return Some(Scale::new(Dimension::of(Base::Library(base.into())), factor));
    }
    let (dimension, bases) = dimension(name)?;
    let at = |amount: u8| fraction(&ask(&format!("{amount} {name} to {bases} to fraction")).ok()?);
    let one = at(1)?;
    if dimension.single() != Some(&Base::Library(SmolStr::new_static("kelvin"))) {
        let time = dimension.single() == Some(&Base::Library(SmolStr::new_static("second")));
        let too_long = time && one > number::whole(LONGEST_TIME);
        return (!too_long).then(|| Scale::new(dimension, one));
    }
    let offset = at(0)?;
    // A scale with an offset has one spelling, `degC`, not also `celsius`.
    let scale = Scale { dimension, factor: one - &offset, offset };
    (name != word || !scale.has_offset()).then_some(scale)
}

/// What `name` measures, as powers and as the table writes them: `kilogram meter^-1 second^-2`.
/// The table says it where it refuses the conversion to [`PROBE`].
fn dimension(name: &str) -> Option<(Dimension, String)> {
    let refusal = ask(&format!("1 {name} to {PROBE}")).err()?;
    let (echo, rest) = refusal.strip_prefix("cannot convert from ")?.split_once(" to ")?;
    // The table takes `Mmhg` for `mmHg`; here a unit has one spelling.
    if echo.to_lowercase().starts_with(&name.to_lowercase()) && !echo.starts_with(name) {
        return None;
    }
    let (_, rest) = rest.split_once(": units '")?;
    let (bases, _) = rest.split_once("' and '")?;
    let mut dimension = Dimension::default();
    let mut sign = 1;
    let mut written = Vec::new();
    for part in bases.split_whitespace() {
        if part == "/" {
            sign = -1;
            continue;
        }
        let (base, power) = part.split_once('^').unwrap_or((part, "1"));
        let power = power.parse::<i8>().ok()?.checked_mul(sign)?;
        written.push(format!("{base}^{power}"));
        dimension = dimension.times(&Dimension::of(Base::Library(base.into())), power);
    }
    (bases != "unitless").then(|| (dimension, written.join(" ")))
}

/// The fraction at the head of an answer: `20265/152 kilograms meter^-1 second^-2`. Approximations are none.
fn fraction(answer: &str) -> Option<Rational> {
    number::parse_fraction(answer.split(' ').next()?)
}

fn ask(question: &str) -> Result<String, String> {
    let mut context = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    fend_core::evaluate(question, &mut context).map(|answer| answer.get_main_result().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(word: &str) -> String {
        find(word).map_or_else(|| "unknown".to_owned(), |measure| measure.scale.factor.to_string())
    }

    #[test]
    fn factors_are_exact() {
        for (word, expected) in [
            ("m", "1"),
            ("ft", "381/1250"),
            ("inch", "127/5000"),
            ("degF", "5/9"),
            ("degC", "1"),
            ("K", "1"),
            ("mmHg", "20265/152"),
            ("psi", "8896443230521/1290320000"),
            ("knot", "463/900"),
            ("GB", "8000000000"),
            ("ppm", "1/1000000"),
            ("degrees", "1"),
            ("rev", "360"),
            ("mcg", "1/1000000000"),
            ("ms", "1/1000"),
            ("lm", "1"),
            ("V", "1"),
        ] {
            assert_eq!(factor(word), expected, "{word}");
        }
        assert_eq!(find("degF").map(|unit| unit.scale.offset.to_string()), Some("45967/180".to_owned()));
        assert_eq!(find("m").map(|unit| unit.scale.offset.to_string()), Some("0".to_owned()));
    }

    #[test]
    fn what_is_no_unit_is_unknown() {
        for word in [
            "",
            "mgs",
            "tablet",
            "celsius",
            "Mmhg",
            "KG",
            "usd",
            "to",
            "sin",
            "e",
            "pi",
            "today",
            "of",
            "steps",
            "points",
            "yr",
            "decade",
            "dozen",
            "m^2",
            "1",
            "a b",
            "\"",
            "@debug",
            &"m".repeat(1000),
        ] {
            assert_eq!(factor(word), "unknown", "{word}");
        }
    }

    #[test]
    fn threads_agree() {
        let answers: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| factor("acre"))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(answers.iter().all(|answer| answer == "316160658/78125"), "{answers:?}");
    }

    #[test]
    fn the_kept_words_are_bounded() {
        let mut kept = Kept::default();
        for at in 0..3 * MOST_KEPT {
            assert_eq!(keep(&mut kept, &format!("word{at}"), None), None);
            assert!(kept.len() <= MOST_KEPT);
        }
    }
}
