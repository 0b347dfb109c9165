//! Units as people write them.

use super::*;

fn glossary(word: &str) -> Option<Declaration> {
    match word {
        "tablet" | "IU" => Some(Declaration::Base),
        "dose" => Some(Declaration::Derived(quantity("5", "mg"))),
        "shift" => Some(Declaration::Derived(quantity("8", "hours"))),
        "broken" => Some(Declaration::Derived(quantity("8", "zebras"))),
        "nothing" => Some(Declaration::Derived(quantity("0", "mg"))),
        _ => None,
    }
}

fn quantity(amount: &str, words: &str) -> Quantity {
    Quantity::new(number::parse(amount).unwrap(), Unit::parse(words, &NoUnits).unwrap_or_default())
}

fn unit(words: &str) -> Unit {
    Unit::parse(words, &glossary).unwrap_or_default()
}

#[test]
fn words_lead_to_units_and_back() {
    for (words, symbol, kind) in [
        ("", "", "a plain number"),
        ("%", "%", "a percentage"),
        ("USD", "USD", "money"),
        ("day", "days", "a time"),
        ("business  day", "business days", "a number of business days"),
        ("years", "years", "a number of months or years"),
        ("h", "hours", "a time"),
        ("min", "minutes", "a time"),
        ("ms", "ms", "a time"),
        ("m/s", "m/s", "a speed"),
        ("m2", "m^2", "an area"),
        ("m²", "m^2", "an area"),
        ("mg/dL", "mg/dL", "a concentration"),
        ("mg/kg/day", "mg/kg/day", "a quantity in `mg/kg/day`"),
        ("mL/hour", "mL/h", "a quantity in `mL/h`"),
        ("/min", "/min", "a frequency"),
        ("mmHg", "mmHg", "a pressure"),
        ("degC", "degC", "a temperature"),
        ("degrees", "degrees", "an angle"),
        ("rpm", "rpm", "a speed of rotation"),
        ("GB", "GB", "an amount of data"),
        ("V", "V", "a voltage"),
        ("W", "W", "a power"),
        ("lux", "lux", "a quantity in `lux`"),
        ("USD/day", "USD/day", "a quantity in `USD/day`"),
        ("tablets", "tablets", "a quantity in `tablets`"),
        ("tablets/day", "tablets/day", "a quantity in `tablets/day`"),
        ("doses", "doses", "a mass"),
        ("shift", "shift", "a time"),
        ("zebras", "zebras", "a quantity in an unknown unit"),
        ("mg/zebra", "mg/zebra", "a quantity in an unknown unit"),
        ("mg/", "mg/", "a quantity in an unknown unit"),
        ("/", "/", "a quantity in an unknown unit"),
        ("broken", "broken", "a quantity in an unknown unit"),
        ("nothing", "nothing", "a quantity in an unknown unit"),
    ] {
        let unit = unit(words);
        assert_eq!((unit.symbol().as_str(), unit.kind().to_string().as_str()), (symbol, kind), "{words}");
        assert_eq!(Unit::parse(&unit.symbol(), &glossary).unwrap_or_default(), unit, "{words}");
    }
    let long = "m*".repeat(100_000);
    assert!(!unit(&long).is_known());
}

#[test]
fn spellings_of_one_unit_are_equal() {
    for (left, right) in [("inch", "inches"), ("tablet", "tablets"), ("days", "day"), ("degree", "degrees"), ("mL/h", "mL/hour")] {
        assert_eq!(unit(left), unit(right));
    }
    assert_ne!(unit("m"), unit("cm"));
    assert_ne!(unit("IU"), unit("tablet"));
}

#[test]
fn near_compounds() {
    for (words, near) in [("mgs/dL", Some("mg/dL")), ("mg/dl", Some("mg/dL")), ("mg/kgs/day", Some("mg/kg/day")), ("zebra/day", None)] {
        assert_eq!(Unit::suggest(words, &NoUnits).as_deref(), near, "{words}");
    }
}

#[test]
fn a_unit_is_small() {
    assert!(size_of::<Unit>() <= 32, "{}", size_of::<Unit>());
}
