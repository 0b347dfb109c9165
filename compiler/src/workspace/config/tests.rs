//! What `sop.toml` may say, and what is said about it when it is wrong.

use super::*;
use crate::diagnostic::{check, checks};
use crate::model::value::date::parse_date;

const FULL: &str = r#"
root = true
edition = "2026"

[calendar]
working-days = ["sat", "mon", "tue", "wed", "thu"]
holidays = [2026-12-25, 2027-01-01]
time-zone = "Europe/Zurich"

[checks]
preset = "correctness"
"unused-role" = "error"
loose-end = "off"

[ids]
sop = 'SOP-[A-Z]{3}-\d{3}|QSP-\d(\.\d)*'

[metadata]
required = ["version", "owner"]
sop.required = ["approved", "owner"]
[metadata.form]
required = ["retain"]

[defaults]
uses = ["GLO-ORG-001", "QSP-4.2.3", "SOP_HR_01"]

[files]
exclude = ["drafts/**", "*.old.sop", "!keep.old.sop"]
"#;

fn good(text: &str) -> Config {
    let (config, errors) = parse(text);
    assert_eq!(errors, [], "{text}");
    config
}

fn named(name: &str) -> &'static Check {
    check(name).expect(name)
}

#[test]
fn every_key_is_read() {
    let config = good(FULL);
    assert!(config.root);
    assert_eq!(config.edition, Some(Edition::E2026));
    let calendar = config.calendar();
    let worked = |day: u8| calendar.is_business_day(parse_date(&format!("2026-12-{day}")).expect("a date"));
    // The 24th is a Thursday, the 25th a Friday and holiday, the 26th a Saturday, the 27th a Sunday.
    assert_eq!([24, 25, 26, 27, 28].map(worked), [true, false, true, false, true]);
    assert_eq!(calendar.time_zone(), Some("Europe/Zurich"));
    let sop = config.id_pattern("sop").expect("a pattern");
    assert!(sop.matches("SOP-REF-001") && sop.matches("QSP-4.2.3"));
    assert!(!sop.matches("SOP-REF-0011") && !sop.matches("XSOP-REF-001") && !sop.matches("SOP-REF-001\n"));
    assert_eq!(config.id_pattern("wi"), None);
    assert_eq!(config.required_fields("sop"), ["version", "owner", "approved"]);
    assert_eq!(config.required_fields("form"), ["version", "owner", "retain"]);
    assert_eq!(config.required_fields("tests"), ["version", "owner"]);
    assert_eq!(config.default_uses(), ["GLO-ORG-001", "QSP-4.2.3", "SOP_HR_01"]);
    assert_eq!(config.exclude, ["drafts/**", "*.old.sop", "!keep.old.sop"]);
    assert_eq!(good(""), Config::default());
    assert_eq!(good("\u{feff}root = true\n"), Config { root: true, ..Config::default() });
}

#[test]
fn levels_follow_the_preset_unless_set_by_name() {
    let config = good(FULL);
    assert_eq!(config.level(named("unused-role")), Severity::Error, "named, though outside the preset");
    assert_eq!(config.level(named("unused-fact")), Severity::Off, "outside the preset");
    assert_eq!(config.level(named("loose-end")), Severity::Off, "switched off");
    assert_eq!(config.level(named("duplicate-id")), Severity::Error, "its own level");
    for check in checks() {
        let own = if check.preset <= Preset::Recommended { check.severity } else { Severity::Off };
        assert_eq!(Config::default().level(check), own, "{}", check.name);
        assert_eq!(good("[checks]\npreset = \"regulated\"").level(check), check.severity);
    }
}

#[test]
fn the_nearer_file_wins_key_by_key() {
    let inner = good(
        "[checks]\npreset = \"regulated\"\nunused-fact = \"error\"\n[metadata.sop]\nrequired = [\"scope\"]\n\
         [calendar]\nholidays = []\n[ids]\nwi = 'WI-\\d+'\n[files]\nexclude = [\"x\"]",
    );
    let all = inner.over(&good(FULL));
    assert!(!all.root, "the outer root is not this folder");
    assert_eq!(all.preset(), Preset::Regulated);
    assert_eq!(all.level(named("unused-fact")), Severity::Error);
    assert_eq!(all.level(named("unused-role")), Severity::Error, "kept from outside");
    assert_eq!(all.required_fields("sop"), ["version", "owner", "scope"]);
    assert_eq!(all.required_fields("form"), ["version", "owner", "retain"]);
    assert!(all.calendar.holidays.as_ref().is_some_and(|days| days.is_empty()));
    assert!(all.calendar.time_zone.is_some());
    assert!(all.id_pattern("wi").is_some() && all.id_pattern("sop").is_some());
    assert_eq!(all.default_uses().len(), 3);
    assert_eq!(all.exclude, ["x"], "excludes stay where they stand");

    let own = good("root = true\n[checks]\nloose-end = \"hint\"");
    assert_eq!(own.clone().over(&good(FULL)), own, "a workspace of its own takes nothing over");
}

/// A wrong file, the text at the error, its message, a part of its help, and whether the schema sees it.
type Case = (&'static str, &'static str, &'static str, &'static str, bool);

const BAD: &[Case] = &[
    ("rot = true", "rot", "there is no key `rot`", "did you mean `root`?", true),
    ("colour = 1", "colour", "there is no key `colour`", "known here are `root`, `edition`", true),
    ("holidays = []", "holidays", "there is no key `holidays`", "it belongs under `[calendar]`", true),
    ("loose-end = \"off\"", "loose-end", "there is no key `loose-end`", "it belongs under `[checks]`", true),
    ("root = \"yes\"", "\"yes\"", "`root` wants `true` or `false`, not a text", "write it like `root = true`", true),
    ("[root]\nx = 1", "root", "`root` wants `true` or `false`, not a table", "root = true", true),
    ("edition = \"2025\"", "\"2025\"", "there is no edition `2025`", "write `2026`", true),
    ("edition = 2026", "2026", "`edition` wants a text in quotes, not a number", "edition = \"2026\"", true),
    ("calendar = 3", "3", "`calendar` wants a table, not a number", "[calendar]", true),
    ("[calendar]\nworking_days = [\"mon\"]", "working_days", "`[calendar]` has no key `working_days`", "did you mean `working-days`?", true),
    ("[calendar]\nworking-days = [\"mon\", \"tues\"]", "\"tues\"", "there is no day of the week `tues`", "did you mean `tue`?", true),
    ("[calendar]\nworking-days = [\"mon\", \"mon\"]", "\"mon\"", "`mon` is listed twice", "remove one of the two", true),
    ("[calendar]\nworking-days = []", "[]", "`working-days` names no day, so no deadline in business days would ever end", "name at least one day", true),
    ("[calendar]\nworking-days = \"mon\"", "\"mon\"", "`working-days` wants a list of texts, not a text", "working-days = [", true),
    (
        "[calendar]\nholidays = [\"2026-12-25\"]",
        "\"2026-12-25\"",
        "`holidays` wants dates without quotes or a time, not a text",
        "holidays = [2026-12-25",
        false,
    ),
    (
        "[calendar]\nholidays = [2026-12-25T10:00:00]",
        "2026-12-25T10:00:00",
        "`holidays` wants dates without quotes or a time, not a time",
        "holidays = [2026-12-25",
        true,
    ),
    ("[calendar]\nholidays = [2026-12-25, 2026-12-25]", "2026-12-25", "`2026-12-25` is listed twice", "remove one of the two", true),
    ("[calendar]\ntime-zone = \"Europe/Zurick\"", "\"Europe/Zurick\"", "there is no time zone `Europe/Zurick`", "did you mean `Europe/Zurich`?", false),
    ("[calendar]\ntime-zone = \"europe/zurich\"", "\"europe/zurich\"", "there is no time zone `europe/zurich`", "did you mean `Europe/Zurich`?", false),
    ("[checks]\npreset = \"recomended\"", "\"recomended\"", "there is no preset `recomended`", "did you mean `recommended`?", true),
    ("[checks]\nunused-rule = \"off\"", "unused-rule", "there is no check `unused-rule`", "did you mean `unused-role`?", true),
    ("[checks]\nsomething-else = \"off\"", "something-else", "there is no check `something-else`", "lists the checks", true),
    ("[checks]\nunused-role = \"warn\"", "\"warn\"", "there is no level `warn`", "`off`, `hint`, `info`, `warning` or `error`", true),
    ("[checks]\nunused-role = false", "false", "`unused-role` wants a level, not `true` or `false`", "`off`", true),
    ("[ids]\nsops = 'S'", "sops", "`[ids]` has no key `sops`", "did you mean `sop`?", true),
    ("[ids]\nsop = '(SOP'", "'(SOP'", "`(SOP` is no regular expression: unclosed group", "write it like `sop = ", false),
    ("[ids]\nsop = ['SOP']", "['SOP']", "`sop` wants a text in quotes, not a list", "write it like `sop = ", true),
    ("[metadata]\nrequired = [\"ownr\"]", "\"ownr\"", "there is no header field `ownr`", "did you mean `owner`?", true),
    ("[metadata]\nsop = [\"owner\"]", "[\"owner\"]", "`sop` wants a table, not a list", "sop.required = [", true),
    ("[metadata.sop]\nneeded = [\"owner\"]", "needed", "`[metadata.sop]` has no key `needed`", "known here are `required`", true),
    ("[metadata.process]\nrequired = []", "process", "`[metadata]` has no key `process`", "known here are", true),
    ("[defaults]\nuse = []", "use", "`[defaults]` has no key `use`", "did you mean `uses`?", true),
    ("[defaults]\nuses = [\"glo-org-001\"]", "\"glo-org-001\"", "`glo-org-001` is no id of a document", "did you mean `GLO-ORG-001`?", true),
    ("[files]\nexclude = [\"a[\"]", "\"a[\"", "`a[` is no glob: unclosed character class; missing ']'", "drafts/**", false),
    ("[files]\nexclude = [\" \"]", "\" \"", "` ` is no glob: it is empty", "drafts/**", true),
    ("[files]\nexclude = [1]", "1", "`exclude` wants a list of texts in quotes, not a number", "exclude = [", true),
];

#[test]
fn every_error_has_its_place_and_its_remedy() {
    for (text, at, message, help, _) in BAD {
        let (_, errors) = parse(text);
        let [error] = errors.as_slice() else { panic!("{text}: {errors:#?}") };
        assert_eq!((error.span.of(text), error.message.as_str()), (*at, *message), "{text}");
        assert!(error.help.contains(help), "{text}: {}", error.help);
        assert!(!error.message.ends_with('.') && !error.help.is_empty());
    }
}

#[test]
fn what_is_right_beside_an_error_is_kept() {
    let text = "root = true\nedition = \"1999\"\n[calendar]\nworking-days = [\"mon\", \"foo\", \"fri\"]\n\
                holidays = [2026-12-25, 1]\n[checks]\npreset = \"regulated\"\nx = 1\nloose-end = \"hint\"\n";
    let (config, errors) = parse(text);
    assert_eq!(errors.iter().map(|error| error.span.of(text)).collect::<Vec<_>>(), ["\"1999\"", "\"foo\"", "1", "x"]);
    assert!(config.root && config.edition.is_none());
    assert_eq!(config.calendar.working_days.as_ref().map(|days| days.len()), Some(2));
    assert_eq!(config.calendar.holidays.as_ref().map(|days| days.len()), Some(1));
    assert_eq!((config.preset(), config.level(named("loose-end"))), (Preset::Regulated, Severity::Hint));
}

#[test]
fn a_slip_in_the_toml_costs_its_line_and_gives_one_error() {
    for (slip, at, message) in [
        ("preset = recommended", "recommended", "`recommended` has no quotes"),
        ("preset =", "preset =", "a value is missing"),
        ("preset", "preset", "`preset` has no value"),
        ("preset = \"a\nx", "\"a", "a text on this line is not closed"),
        ("unused-role = \"off\"\nunused-role = \"hint\"", "unused-role", "`unused-role` is set twice"),
        ("[checks]", "checks", "`checks` is set twice"),
        ("preset = [\"a\"", "preset = [\"a\"", "this list is not closed"),
        ("[checks", "[checks", "this table's name is not closed"),
        ("= 1", "=", "a key is missing"),
    ] {
        let text = format!("root = true\n[checks]\nloose-end = \"hint\"\n{slip}\n");
        let (config, errors) = parse(&text);
        let lines: Vec<_> = errors.iter().map(|error| (error.span.of(&text), error.message.as_str())).collect();
        assert!(config.root, "{slip}: {lines:?}");
        assert_eq!(config.level(named("loose-end")), Severity::Hint, "{slip}: {lines:?}");
        assert!(lines.first().is_some_and(|(found, said)| found.contains(at) && said.starts_with(message)), "{slip}: {lines:?}");
        assert!(lines.len() <= 1 + slip.matches('\n').count(), "{slip}: {lines:?}");
    }
}

#[test]
fn no_text_makes_it_panic_or_point_outside() {
    let mut seed = 7_u64;
    for _ in 0..3_000 {
        let mut text: Vec<char> = FULL.chars().collect();
        for _ in 0..3 {
            if text.is_empty() {
                break;
            }
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % text.len();
            match seed >> 40 & 31 {
                0..14 => drop(text.remove(at)),
                14..31 => text.insert(at, ['"', '[', 'ü', '\r', '=', '\0', '𝕊'][(seed >> 20) as usize % 7]),
                _ => text.truncate(at),
            }
        }
        let text: String = text.into_iter().collect();
        for error in parse(&text).1 {
            assert!(text.get(error.span.range()).is_some(), "{:?} of {text:?}", error);
        }
    }
}

#[test]
fn the_committed_schema_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/sop.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{:#}\n", schema())).expect("the schema is written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let committed = serde_json::from_str(&committed).unwrap_or(serde_json::Value::Null);
    assert!(committed == schema(), "`compiler/schemas/sop.schema.json` is stale: run `UPDATE=1 cargo test -p sopc schema`");
}

#[test]
fn the_schema_says_what_the_reader_says() {
    let validator = jsonschema::draft202012::new(&schema()).expect("a schema");
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
    for text in ["", FULL, "[checks]\n[calendar]\n[ids]\n[metadata]\n[defaults]\n[files]"] {
        good(text);
        let errors: Vec<String> = validator.iter_errors(&json(text)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{text}: {errors:?}");
    }
    for (text, .., seen) in BAD {
        assert_eq!(validator.is_valid(&json(text)), !seen, "{text}");
    }
}

/// The file as editors hand it to a schema: dates are texts.
fn json(text: &str) -> serde_json::Value {
    fn convert(value: toml::Value) -> serde_json::Value {
        match value {
            toml::Value::Datetime(moment) => moment.to_string().into(),
            toml::Value::String(text) => text.into(),
            toml::Value::Boolean(truth) => truth.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => serde_json::Value::Object(table.into_iter().map(|(key, value)| (key, convert(value))).collect()),
        }
    }
    convert(toml::Value::Table(text.parse().expect("TOML")))
}
