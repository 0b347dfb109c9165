//! Which quantities are equal, which do not compare, and laws that hold for all.

use proptest::prelude::*;

use super::*;
use crate::model::value::unit::{Currency, NoUnits};

fn unit(words: &str) -> Unit {
    Unit::parse(words, &NoUnits).unwrap_or_default()
}

/// `12.5 mg/dL`, `15%`, `-3 days`.
fn of(text: &str) -> Quantity {
    let end = text.find(|char: char| !char.is_ascii_digit() && !"-.".contains(char)).unwrap_or(text.len());
    let (amount, words) = text.split_at(end);
    Quantity::new(Decimal::from_str_exact(amount).unwrap(), unit(words.trim()))
}

const EQUAL: [(&str, &str); 32] = [
    ("1 m", "100 cm"),
    ("1 inch", "2.54 cm"),
    ("1 ft", "12 inches"),
    ("1 mile", "1609.344 m"),
    ("37 degC", "98.6 degF"),
    ("-40 degC", "-40 degF"),
    ("0 degC", "273.15 K"),
    ("32 degF", "0 degC"),
    ("1 km/h", "0.0002777777777777777777777777 km/s"),
    ("6 m/s", "21.6 km/h"),
    ("1 knot", "1.852 km/h"),
    ("760 mmHg", "1 atm"),
    ("1 bar", "100 kPa"),
    ("1 psi", "1 lbf/inch^2"),
    ("5 mg/dL", "50 mg/L"),
    ("1 L", "1000 mL"),
    ("1 m^3", "1000 L"),
    ("1 GB", "1000 MB"),
    ("1 kWh", "3600000 J"),
    ("1 rpm", "6 degrees/s"),
    ("1 Hz", "60 /min"),
    ("500 ppm", "500000 ppb"),
    ("5 mg/kg", "5 ppm"),
    ("1 week", "168 hours"),
    ("1 day", "86400 s"),
    ("500 ms", "0.5 seconds"),
    ("2 years", "24 months"),
    ("10 business days", "10.0 business days"),
    ("500 USD", "500.00 USD"),
    ("15%", "15.0%"),
    ("1 mL/h", "24 mL/day"),
    ("5", "5.00"),
];

#[test]
fn equal_quantities() {
    for (left, right) in EQUAL {
        // One pair shows that a rounded decimal is not taken for the fraction.
        let expected = if left == "1 km/h" { Ordering::Greater } else { Ordering::Equal };
        assert_eq!(of(left).compare(&of(right)), Ok(expected), "{left} and {right}");
        assert_eq!(of(right).compare(&of(left)), Ok(expected.reverse()), "{right} and {left}");
        assert_eq!(of(left).magnitude() == of(right).magnitude(), expected.is_eq(), "{left} and {right}");
    }
}

#[test]
fn ordered_quantities() {
    for (less, more) in [
        ("499.99 USD", "500 USD"),
        ("30 days", "5 weeks"),
        ("23.9 hours", "1 day"),
        ("36.9 degC", "98.6 degF"),
        ("11 months", "1 year"),
        ("-1 m", "0 mm"),
        ("9 business days", "10 business days"),
    ] {
        assert_eq!(of(less).compare(&of(more)), Ok(Ordering::Less), "{less} and {more}");
    }
}

#[test]
fn incomparable_quantities() {
    for (left, right, why) in [
        ("5 USD", "5 EUR", "`USD` and `EUR` are different currencies"),
        ("5 business days", "5 days", "`business days` and `days` do not compare, since weekends and holidays lie between business days"),
        ("5 months", "5 business days", "`months` and `business days` do not compare, since weekends and holidays lie between business days"),
        ("1 month", "30 days", "`months` and `days` do not compare, since months have different lengths"),
        ("1 week", "1 year", "`weeks` and `years` do not compare, since months have different lengths"),
        ("5 USD", "5 m", "money does not compare with a length"),
        ("5 business days", "5 m", "a number of business days does not compare with a length"),
        ("5 kg", "5 L", "a mass does not compare with a volume"),
        ("15%", "0.15", "a percentage does not compare with a plain number"),
        ("15%", "5 USD", "a percentage does not compare with money"),
        ("15%", "400 ppm", "a percentage does not compare with a proportion"),
        ("5 mg/kg", "5", "one side has the unit `mg/kg` and the other has none"),
        ("5", "5 USD", "one side has the unit `USD` and the other has none"),
        ("5 days", "5", "one side has the unit `days` and the other has none"),
        ("1 degree", "1 rad", "`degree` and `rad` are not units of one scale"),
        ("1 rpm", "1 Hz", "a speed of rotation does not compare with a frequency"),
        ("1 zebra", "1 m", "`zebra` is not a known unit"),
        ("1 m", "1 zebra", "`zebra` is not a known unit"),
        ("1 zebra", "1 zebra", "`zebra` is not a known unit"),
    ] {
        let answer = of(left).compare(&of(right));
        assert_eq!(answer.map_err(|error| error.to_string()), Err(why.to_owned()), "{left} and {right}");
        assert!(of(right).compare(&of(left)).is_err());
        assert!(of(left).add(&of(right)).is_err());
        assert!(of(left).convert(&unit(&of(right).unit.symbol())).is_err());
    }
    let usd = |code| Currency::parse(code).unwrap();
    assert_eq!(of("1 USD").compare(&of("1 EUR")), Err(Incomparable::Currencies(usd("USD"), usd("EUR"))));
}

#[test]
fn quantities_are_shown_as_typed() {
    for text in [
        "500 USD",
        "500.01 USD",
        "500 JPY",
        "15%",
        "10 business days",
        "1 business day",
        "1 day",
        "0 days",
        "-1 day",
        "1.5 hours",
        "80 degC",
        "5 mg/dL",
        "12",
        "12.5",
        "6 m/s",
        "3 zebras",
    ] {
        assert_eq!(of(text).to_string(), text);
    }
    for (text, shown) in [("500.00 USD", "500 USD"), ("0.5 USD", "0.50 USD"), ("1.50 m", "1.5 m"), ("1 days", "1 day"), ("30 s", "30 seconds")] {
        assert_eq!(of(text).to_string(), shown);
    }
}

#[test]
fn conversions_are_exact_or_refused() {
    assert_eq!(of("98.6 degF").convert(&unit("degC")), Ok(of("37 degC")));
    assert_eq!(of("1 ft").convert(&unit("m")), Ok(of("0.3048 m")));
    assert_eq!(of("98.7 degF").convert(&unit("degC")), Err(Incalculable::NotDecimal));
    assert_eq!(of("98.7 degF").amount_in(&unit("degC")).map(|amount| amount.to_string()), Ok("667/18".to_owned()));
    assert_eq!(of("98.7 degF").rounded_in(&unit("degC"), 2), Some(of("37.06 degC")));
    assert_eq!(of("1 m").convert(&unit("kg")).map_err(|error| error.to_string()), Err("a length does not compare with a mass".to_owned()));
}

#[test]
fn sums() {
    assert_eq!(of("1 m").add(&of("50 cm")), Ok(of("1.5 m")));
    assert_eq!(of("1 day").sub(&of("1 hour")), Ok(of("23 hours")));
    assert_eq!(of("0.1").add(&of("0.2")), Ok(of("0.3")));
    assert_eq!(of("20 degC").add(&of("5 degC")), Ok(of("25 degC")));
    assert!(matches!(of("20 degC").add(&of("5 degF")), Err(Incalculable::Temperature(_))));
    let huge = of("79228162514264337593543950335 USD");
    assert_eq!(huge.add(&of("1 USD")), Err(Incalculable::NotDecimal));
    assert_eq!(of("5 USD").neg(), of("-5 USD"));
    assert_eq!(of("5 USD").scale(Decimal::new(5, 1)), Ok(of("2.5 USD")));
}

#[test]
fn products_and_ratios() {
    for (left, right, product) in [
        ("200 USD", "15%", "30 USD"),
        ("15%", "200 USD", "30 USD"),
        ("50%", "50%", "25%"),
        ("3", "4 m", "12 m"),
        ("100 mL/h", "30 minutes", "50 mL"),
        ("5 mg/kg", "70 kg", "350 mg"),
        ("5 mg/kg", "70000 g", "350 mg"),
        ("5 mg/kg/day", "70 kg", "350 mg/day"),
        ("5 mg/kg", "3", "15 mg/kg"),
        ("2 m", "3 cm", "0.06 m^2"),
        ("50 USD/day", "3 days", "150 USD"),
        ("2 m", "3 m", "6 m^2"),
        ("60 /min", "2 minutes", "120"),
        ("2 Hz", "3 seconds", "6"),
    ] {
        assert_eq!(of(left).product(&of(right)), Ok(of(product)), "{left} * {right}");
    }
    for (left, right, ratio) in [
        ("1 m", "1 cm", "100"),
        ("30 USD", "200 USD", "0.15"),
        ("30 USD", "15%", "200 USD"),
        ("30%", "15%", "2"),
        ("100 mL", "2 h", "50 mL/h"),
        ("350 mg", "5 mg/kg", "70 kg"),
        ("10 m", "4", "2.5 m"),
        ("1 year", "1 month", "12"),
    ] {
        assert_eq!(of(left).ratio(&of(right)), Ok(of(ratio)), "{left} / {right}");
    }
    assert_eq!(of("1 m").ratio(&of("0 cm")), Err(Incalculable::DivisionByZero));
    assert_eq!(of("1 m").ratio(&of("3")), Err(Incalculable::NotDecimal));
    assert!(matches!(of("1 degC").product(&of("2 m")), Err(Incalculable::Temperature(_))));
    assert!(of("1 zebra").product(&of("2")).is_err());
}

#[test]
fn steps_and_bounds() {
    let step = |words| unit(words).smallest_step().map(|step| step.to_string());
    assert_eq!(step("USD").as_deref(), Some("0.01"));
    assert_eq!(step("JPY").as_deref(), Some("1"));
    assert_eq!(step("KWD").as_deref(), Some("0.001"));
    for dense in ["", "%", "days", "m", "XAU"] {
        assert_eq!(step(dense), None, "{dense}");
    }
    let bounds = |text| of(text).calendar_bounds().map(|(least, most)| format!("{least} to {most}"));
    assert_eq!(bounds("10 business days").as_deref(), Some("10 days to 14 days"));
    assert_eq!(bounds("1 business day").as_deref(), Some("1 day to 7 days"));
    assert_eq!(bounds("0 business days").as_deref(), Some("0 days to 0 days"));
    assert_eq!(bounds("11 business days").as_deref(), Some("11 days to 21 days"));
    assert_eq!(bounds("10 days"), None);
    assert_eq!(bounds("-1 business days"), None);
}

/// Units of some dimensions.
const DIMENSIONS: [&[&str]; 5] = [
    &["m", "cm", "ft", "inch", "mile"],
    &["degC", "degF", "K"],
    &["seconds", "minutes", "hours", "days", "weeks"],
    &["Pa", "mmHg", "psi", "bar", "atm"],
    &["m/s", "km/h", "knot"],
];

fn three_of_one_dimension() -> impl Strategy<Value = [Quantity; 3]> {
    let amount = || (-1_000_000_000_i64..1_000_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let units = (0..DIMENSIONS.len()).prop_flat_map(|at| proptest::array::uniform3(proptest::sample::select(DIMENSIONS[at])));
    (units, proptest::array::uniform3(amount())).prop_map(|(units, amounts)| std::array::from_fn(|at| Quantity::new(amounts[at], unit(units[at]))))
}

proptest! {
    #[test]
    fn the_order_is_total_within_a_dimension([a, b, c] in three_of_one_dimension()) {
        let ab = a.compare(&b).unwrap();
        prop_assert_eq!(b.compare(&a).unwrap(), ab.reverse());
        let (bc, ac) = (b.compare(&c).unwrap(), a.compare(&c).unwrap());
        if ab == bc || bc.is_eq() {
            prop_assert_eq!(ac, ab);
        }
        prop_assert_eq!(a.magnitude().partial_cmp(&b.magnitude()), Some(ab));
    }

    #[test]
    fn there_and_back_is_exact([a, b, _] in three_of_one_dimension()) {
        if let Ok(there) = a.convert(&b.unit) {
            prop_assert_eq!(there.compare(&a).unwrap(), Ordering::Equal);
            prop_assert_eq!(there.convert(&a.unit), Ok(a));
        }
    }

    #[test]
    fn what_is_added_can_be_taken_away([a, b, _] in three_of_one_dimension()) {
        if let Ok(sum) = a.add(&b)
            && let Ok(back) = sum.sub(&b)
        {
            prop_assert_eq!(back.compare(&a).unwrap(), Ordering::Equal);
        }
    }

    #[test]
    fn any_words_are_a_unit_or_unknown(words in "\\PC{0,20}") {
        if let Some(unit) = Unit::parse(&words, &NoUnits) {
            prop_assert_eq!(unit.is_comparable(&unit), unit.is_known());
        }
        let _ = Unit::suggest(&words, &NoUnits);
    }
}
