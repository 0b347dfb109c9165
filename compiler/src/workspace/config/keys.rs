//! The keys of `sop.toml`. In: nothing. Out: each key with an example and what it means; the reader
//! and the schema are made from this one list.

/// A key of one table.
pub(super) struct Key {
    pub name: &'static str,
    /// A line that sets it, for the remedy of an error.
    pub example: &'static str,
    /// One or more sentences for the schema.
    pub about: &'static str,
}

const fn key(name: &'static str, example: &'static str, about: &'static str) -> Key {
    Key { name, example, about }
}

pub(super) const TOP: &[Key] = &[
    key(
        "root",
        "root = true",
        "Makes the folder a workspace of its own, where ids and names end. Without it the file refines the one of the folder around it, key by key; the nearest one wins.",
    ),
    key("edition", "edition = \"2026\"", "The edition of the language."),
    key("calendar", "[calendar]", "Working days, holidays and time zone: what a business day is."),
    key("checks", "[checks]", "The preset of checks, and the level of single checks by name."),
    key("ids", "[ids]", "For each kind of document a regular expression that the whole id matches."),
    key("metadata", "[metadata]", "The header fields that documents must have."),
    key("defaults", "[defaults]", "What holds for every document without being written in it."),
    key("files", "[files]", "Which files belong to the workspace."),
];

pub(super) const CALENDAR: &[Key] = &[
    key(
        "working-days",
        "working-days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
        "The days of the week that are worked; from Monday to Friday where nothing is said.",
    ),
    key("holidays", "holidays = [2026-12-25, 2027-01-01]", "Single dates that are not worked, as TOML dates without quotes."),
    key("time-zone", "time-zone = \"Europe/Zurich\"", "The time zone in which a day begins and ends, by its name in the IANA database."),
];

pub(super) const CHECKS: &[Key] = &[key(
    "preset",
    "preset = \"recommended\"",
    "Which checks are on: `correctness` (what makes a document wrong), `recommended` (the default: and what any author wants to know) or `regulated` (and document control for audited teams). A check outside the preset is off unless its level is set by name.",
)];

pub(super) const IDS: &[Key] = &[
    key("policy", "policy = 'POL-[A-Z]{3}-\\d{3}'", "A regular expression that the whole id of a policy matches."),
    key("sop", "sop = 'SOP-[A-Z]{3}-\\d{3}'", "A regular expression that the whole id of a SOP matches."),
    key("wi", "wi = 'WI-[A-Z]{3}-\\d{3}'", "A regular expression that the whole id of a work instruction matches."),
    key("form", "form = 'FRM-[A-Z]{3}-\\d{3}'", "A regular expression that the whole id of a form matches."),
    key("glossary", "glossary = 'GLO-[A-Z]{3}-\\d{3}'", "A regular expression that the whole id of a glossary matches."),
];

pub(super) const REQUIRED: &[Key] = &[key("required", "required = [\"version\", \"owner\"]", "The header fields that must be there.")];

pub(super) const METADATA: &[Key] = &[
    key("required", "required = [\"version\", \"owner\"]", "The header fields that every document must have."),
    key("policy", "policy.required = [\"approved\"]", "What policies must have besides."),
    key("sop", "sop.required = [\"approved\"]", "What SOPs must have besides."),
    key("wi", "wi.required = [\"performer\"]", "What work instructions must have besides."),
    key("form", "form.required = [\"retain\"]", "What forms must have besides."),
    key("glossary", "glossary.required = [\"owner\"]", "What glossaries must have besides."),
];

pub(super) const DEFAULTS: &[Key] =
    &[key("uses", "uses = [\"GLO-ORG-001\"]", "The ids of documents, such as a glossary, that every document uses without saying so.")];

pub(super) const FILES: &[Key] = &[key(
    "exclude",
    "exclude = [\"drafts/**\"]",
    "Paths that are left out, relative to the folder of this file, each like a line of a `.gitignore`. Lists of several folders add up.",
)];
