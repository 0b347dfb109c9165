//! How people spell units: data. In: a word. Out: the library's name for it, completions, the near word for a wrong one.

use smol_str::SmolStr;

use super::{Currency, DeclaredUnits, TimeUnit};

/// A spelling and what it stands for, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub spelling: SmolStr,
    pub description: String,
}

/// Spellings of this language for which the library has another name.
const LIBRARY_NAMES: [(&str, &str); 5] = [("degC", "celsius"), ("degF", "fahrenheit"), ("°C", "celsius"), ("°F", "fahrenheit"), ("mcg", "microgram")];

/// Units that the library counts as plain numbers: word, the base that they are counted in, the library's name of it.
/// Degrees and radians stay apart, since no fraction leads from one to the other.
const WITHOUT_DIMENSION: [(&[&str], &str, &str); 3] = [
    (&["degree", "degrees", "deg", "°", "arcmin", "arcsec", "rev", "revolution", "revolutions"], "degree", "degree"),
    (&["rad", "radian", "radians"], "radian", "radian"),
    (&["ppm", "ppb"], "part", "unitless"),
];

/// Units that stand for a compound.
const SHORT_FOR: [(&str, &str); 2] = [("rpm", "rev/min"), ("VA", "V*A")];

/// Words of the library that mean something else in a procedure. A glossary may declare them.
const EVERYDAY: [&str; 34] = [
    "beat", "beats", "block", "blocks", "case", "cases", "cup", "cups", "cycle", "cycles", "dose", "hand", "hands", "line", "lines", "link", "links", "pace",
    "paces", "palm", "palms", "pin", "pins", "point", "points", "pole", "rod", "span", "step", "steps", "stick", "sticks", "section", "sections",
];

/// Common units with what they are.
const COMMON: [(&str, &str); 61] = [
    ("mm", "millimetre"),
    ("cm", "centimetre"),
    ("m", "metre"),
    ("km", "kilometre"),
    ("inch", "inch, 2.54 cm"),
    ("ft", "foot, 12 inch"),
    ("yd", "yard, 3 ft"),
    ("mile", "mile, 1,609.344 m"),
    ("m^2", "square metre"),
    ("m^3", "cubic metre"),
    ("mcg", "microgram"),
    ("mg", "milligram"),
    ("g", "gram"),
    ("kg", "kilogram"),
    ("lb", "pound"),
    ("oz", "ounce"),
    ("uL", "microlitre"),
    ("mL", "millilitre"),
    ("dL", "decilitre"),
    ("L", "litre"),
    ("gallon", "US gallon"),
    ("degC", "degree Celsius"),
    ("degF", "degree Fahrenheit"),
    ("K", "kelvin"),
    ("m/s", "metre per second"),
    ("km/h", "kilometre per hour"),
    ("mph", "mile per hour"),
    ("knot", "knot, 1.852 km/h"),
    ("mg/dL", "milligram per decilitre"),
    ("mmol/L", "millimole per litre"),
    ("mg/kg", "milligram per kilogram"),
    ("mL/h", "millilitre per hour"),
    ("mol", "mole"),
    ("Pa", "pascal"),
    ("kPa", "kilopascal"),
    ("bar", "bar, 100 kPa"),
    ("psi", "pound per square inch"),
    ("mmHg", "millimetre of mercury"),
    ("atm", "standard atmosphere"),
    ("N", "newton"),
    ("V", "volt"),
    ("A", "ampere"),
    ("W", "watt"),
    ("kW", "kilowatt"),
    ("kWh", "kilowatt hour"),
    ("J", "joule"),
    ("kcal", "kilocalorie"),
    ("Hz", "hertz, once a second"),
    ("rpm", "revolution per minute"),
    ("degrees", "degree of an angle"),
    ("ohm", "ohm"),
    ("F", "farad"),
    ("lux", "lux"),
    ("lm", "lumen"),
    ("ppm", "part per million"),
    ("ppb", "part per billion"),
    ("ms", "millisecond"),
    ("kB", "kilobyte, 1,000 byte"),
    ("MB", "megabyte"),
    ("GB", "gigabyte"),
    ("TB", "terabyte"),
];

/// Words that people write for a unit of this language.
const MEANT: [(&str, &str); 46] = [
    ("celsius", "degC"),
    ("centigrade", "degC"),
    ("c", "degC"),
    ("fahrenheit", "degF"),
    ("f", "degF"),
    ("kelvins", "K"),
    ("percent", "%"),
    ("percents", "%"),
    ("pct", "%"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("bucks", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("quid", "GBP"),
    ("yen", "JPY"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("rupee", "INR"),
    ("rupees", "INR"),
    ("workday", "business days"),
    ("workdays", "business days"),
    ("working day", "business days"),
    ("working days", "business days"),
    ("businessday", "business days"),
    ("businessdays", "business days"),
    ("bd", "business days"),
    ("sec", "seconds"),
    ("secs", "seconds"),
    ("mins", "minutes"),
    ("hr", "hours"),
    ("hrs", "hours"),
    ("d", "days"),
    ("wk", "weeks"),
    ("wks", "weeks"),
    ("mo", "months"),
    ("mos", "months"),
    ("yr", "years"),
    ("yrs", "years"),
    ("kilos", "kg"),
    ("kgs", "kg"),
    ("lbs", "lb"),
    ("litres", "L"),
    ("ml", "mL"),
    ("ug", "mcg"),
    ("kph", "km/h"),
];

/// The library's name for `word`.
pub fn library_name(word: &str) -> &str {
    LIBRARY_NAMES.iter().find(|(spelling, _)| *spelling == word).map_or(word, |(_, name)| name)
}

/// The base of a unit that the library counts as a plain number, and the library's name for that base.
pub fn without_dimension(word: &str) -> Option<(&'static str, &'static str)> {
    let row = WITHOUT_DIMENSION.iter().find(|(words, ..)| words.contains(&word))?;
    Some((row.1, row.2))
}

/// The compound that `word` is short for.
pub fn short_for(word: &str) -> Option<&'static str> {
    SHORT_FOR.iter().find(|(spelling, _)| *spelling == word).map(|(_, compound)| *compound)
}

/// Whether `word` means something else in a procedure than in the library.
pub fn is_everyday(word: &str) -> bool {
    EVERYDAY.contains(&word)
}

/// The common spellings: time, percent, physical units, then every currency.
pub fn completions() -> impl Iterator<Item = Completion> {
    let time = TimeUnit::ALL.into_iter().map(|unit| {
        let description = match unit {
            TimeUnit::Day => "calendar day".to_owned(),
            TimeUnit::BusinessDay => "working day of the calendar".to_owned(),
            other => other.singular().to_owned(),
        };
        Completion { spelling: unit.plural().into(), description }
    });
    let percent = Completion { spelling: "%".into(), description: "one hundredth".to_owned() };
    let common = COMMON.iter().map(|(spelling, description)| Completion { spelling: SmolStr::new_static(spelling), description: (*description).to_owned() });
    let money = Currency::all().map(|currency| Completion { spelling: SmolStr::new_static(currency.code()), description: currency.name() });
    time.chain([percent]).chain(common).chain(money)
}

/// The spelling that the unknown `word` was meant for, if one is near: by what people write for it, by another case,
/// or by at most two edits (one for a short word).
pub fn suggest(word: &str, declared: &dyn DeclaredUnits) -> Option<SmolStr> {
    let lower = word.to_lowercase();
    if let Some((_, meant)) = MEANT.iter().find(|(spelling, _)| *spelling == lower) {
        return Some(SmolStr::new_static(meant));
    }
    let mut words = declared.words();
    words.extend(TimeUnit::ALL.into_iter().flat_map(|unit| [unit.plural().into(), unit.singular().into()]));
    words.extend(COMMON.iter().map(|(spelling, _)| SmolStr::new_static(spelling)));
    let currency = || Currency::parse(&word.to_uppercase()).map(|currency| SmolStr::new_static(currency.code()));
    let other_case = || words.iter().find(|known| known.to_lowercase() == lower).cloned();
    other_case().or_else(currency).or_else(|| {
        let most = match word.chars().count() {
            0 | 1 => return None,
            2..=5 => 1,
            _ => 2,
        };
        let near = words.iter().map(|known| (strsim::osa_distance(word, known), known));
        // A word of one letter is near everything, and a slip does not make a quotient of a word.
        let plausible = |known: &str| known.chars().count() > 1 && known.contains('/') == word.contains('/');
        let near = near.filter(|(edits, known)| *edits <= most && plausible(known));
        near.min_by_key(|(edits, known)| (*edits, known.chars().count().abs_diff(word.chars().count()))).map(|(_, known)| known.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::unit::{NoUnits, Unit};

    #[test]
    fn every_completion_is_a_unit_and_every_row_is_needed() {
        for completion in completions() {
            let unit = Unit::parse(&completion.spelling, &NoUnits);
            assert!(!matches!(unit, None | Some(Unit::Unknown(_) | Unit::None)), "{}", completion.spelling);
            assert!(!completion.description.is_empty());
        }
        for (written, meant) in MEANT {
            assert!(!matches!(Unit::parse(meant, &NoUnits), None | Some(Unit::Unknown(_))), "{written} -> {meant}");
        }
    }

    #[test]
    fn near_words() {
        for (word, expected) in [
            ("mgs", Some("mg")),
            ("celsius", Some("degC")),
            ("Celsius", Some("degC")),
            ("usd", Some("USD")),
            ("Days", Some("days")),
            ("dayz", Some("days")),
            ("mmhg", Some("mmHg")),
            ("KG", Some("kg")),
            ("working days", Some("business days")),
            ("bussiness days", Some("business days")),
            ("dollars", Some("USD")),
            ("percent", Some("%")),
            ("PSI", Some("psi")),
            ("hrs", Some("hours")),
            ("zebra", None),
            ("q", None),
            ("", None),
        ] {
            assert_eq!(suggest(word, &NoUnits).as_deref(), expected, "{word}");
        }
    }
}
