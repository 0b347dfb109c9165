//! Numbers, money, lengths of time and dates as they are written every day.

use super::spot::Spot;
use crate::syntax::error::{Expected, Notion, SyntaxError};
use crate::syntax::grammar::parts::is_text;
use crate::syntax::token::{Token, TokenKind as T};
use crate::text::Span;

/// A decimal comma or a sign between thousands, on the line up to the place.
pub(super) fn slip(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let last = if spot.here().first_on_line { spot.at.saturating_sub(1) } else { spot.at };
    let at_last = spot.with(last);
    (at_last.line_start() + 1..=last).find_map(|at| separated(spot.with(at)))
}

fn separated(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, before) = (spot.here(), spot.before(1)?);
    if before.kind != T::Numeral {
        return None;
    }
    // `1 000`
    if here.kind == T::Numeral && here.end - here.start == 3 && here.start == before.end + 1 && before.end - before.start <= 3 {
        return Some(thousands(spot, before, here));
    }
    let next = spot.next(1).filter(|next| next.kind == T::Numeral && next.start == here.end)?;
    if here.start != before.end {
        return None;
    }
    let (whole, part) = (spot.source(before), spot.source(next));
    match spot.word() {
        "'" | "’" => Some(thousands(spot, before, next)),
        "," if spot.next(2).is_some_and(|more| more.kind == T::Comma)
            || spot.before(2).is_some_and(|more| more.kind == T::Comma && more.end == before.start) =>
        {
            None
        }
        "," if part.len() == 3 && whole != "0" && !whole.contains('.') => Some(thousands(spot, before, next)),
        "," if !whole.contains('.') && !part.contains('.') => {
            let span = before.span().to(next.span());
            let written = format!("{whole}.{part}");
            let error = SyntaxError::new(span, "a decimal number has a point").help(format!("write `{written}`"));
            Some(error.sure(format!("Write `{written}`"), span, written))
        }
        _ => None,
    }
}

fn thousands(spot: Spot<'_, '_>, first: Token, last: Token) -> SyntaxError {
    let span = first.span().to(last.span());
    let written: String = span.of(spot.text()).chars().filter(|char| char.is_ascii_digit() || *char == '.').collect();
    let error = SyntaxError::new(span, "nothing stands between the digits of a number").help(format!("write `{written}`, or a point before decimals"));
    error.fix(format!("Write `{written}`"), span, written)
}

pub(super) fn missed(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    let due = |notion| expected.has(notion);
    let here = spot.here();
    if let Some(slip) = slip(spot) {
        return Some(slip);
    }
    if due(Notion::Date) {
        return date(spot);
    }
    if due(Notion::Version) && (is_text(here.kind) || spot.word().starts_with('v')) {
        let inner = spot.word().trim_matches(['"', 'v']);
        let number = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let error = SyntaxError::new(here.span(), "a version is a bare number");
        return number.then(|| error.help(format!("write `{inner}`")).sure(format!("Write `{inner}`"), here.span(), inner));
    }
    // `every 1 day at 8 am`
    if here.kind == T::Numeral && spot.before(1).is_some_and(|before| before.kind == T::At) {
        return clock(spot);
    }
    if due(Notion::Condition) && matches!(here.kind, T::Numeral | T::Clock) {
        let before = spot.before(1).filter(|before| before.kind == T::Before);
        return Some(match before {
            Some(before) => {
                SyntaxError::new(before.span().to(here.span()), "`before` is followed by what must hold").help("say how long it may take: `within 1 hour`")
            }
            None => SyntaxError::new(here.span(), "a number alone is no condition").help("compare it with something: `amount > 5 EUR`"),
        });
    }
    if due(Notion::Event) && here.kind == T::Numeral && spot.before(1).is_some_and(|before| before.kind == T::For) {
        let span = Span::new(spot.before(1)?.start, here.start);
        return Some(SyntaxError::new(spot.before(1)?.span(), "`wait for` waits for an event").help("a length of time stands alone: `wait 5 minutes`").sure(
            "Remove `for`",
            span,
            "",
        ));
    }
    if due(Notion::Deadline) || due(Notion::Number) || due(Notion::Value) || due(Notion::Condition) {
        return length(spot, expected).or_else(|| money(spot));
    }
    // `wait for each`: the end of a case
    None
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date in another order, if its month is certain.
fn date(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let written = spot.word().trim_matches('"');
    let (end, parts): (usize, Vec<&str>) = match here.kind {
        T::Dotted => (spot.at + 1, written.split('.').collect()),
        kind if is_text(kind) => {
            let iso =
                written.len() == 10 && written.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
            return iso.then(|| SyntaxError::new(here.span(), "a date stands without quotes").sure("Remove the quotes", here.span(), written));
        }
        T::Numeral if spot.next_word(1) == "/" && spot.next_word(3) == "/" => (spot.at + 5, vec![written, spot.next_word(2), spot.next_word(4)]),
        T::Numeral => (spot.at + 3, vec![written, spot.next_word(1), spot.next_word(2)]),
        _ => return None,
    };
    let [first, second, third] = parts.as_slice() else { return None };
    let month = |word: &str| -> Option<usize> {
        let lower = word.to_lowercase();
        MONTHS.iter().position(|month| lower.starts_with(month)).map(|at| at + 1).or_else(|| word.parse().ok().filter(|month| (1..=12).contains(month)))
    };
    let (year, month_at, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    // 1/3/2026 is the first of March or the third of January
    let unclear = here.kind == T::Numeral && first.len() != 4 && spot.next_word(1) == "/";
    let (number, day) = (month(month_at)?, day.parse::<usize>().ok().filter(|day| (1..=31).contains(day))?);
    if year.len() != 4 || unclear || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let own = format!("{year}-{number:02}-{day:02}");
    let span = spot.span(spot.at, end);
    let error = SyntaxError::new(span, format!("expected a date such as `2026-03-01`, found `{}`", span.of(spot.text())));
    Some(error.help(format!("write `{own}`, year first")).sure(format!("Write `{own}`"), span, own))
}

fn clock(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let hour: u32 = spot.word().parse().ok().filter(|hour| *hour < 24)?;
    let (hour, end) = match spot.next_word(1) {
        "am" | "AM" => (hour % 12, spot.at + 2),
        "pm" | "PM" => (hour % 12 + 12, spot.at + 2),
        "h" => (hour, spot.at + 2),
        _ => (hour, spot.at + 1),
    };
    let (span, own) = (spot.span(spot.at, end), format!("{hour:02}:00"));
    Some(SyntaxError::new(span, "a time of day has hours and minutes").help(format!("write `{own}`")).sure(format!("Write `{own}`"), span, own))
}

const NUMBERS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
pub(in super::super) const TIMES: [&str; 14] =
    ["second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];

/// Whether a word stands for a number in front of a unit of time: `an`, `half`, `five`.
pub(in super::super) fn spoken(word: &str) -> bool {
    matches!(word, "a" | "an" | "half") || NUMBERS.contains(&word)
}

/// A length of time in words.
fn length(spot: Spot<'_, '_>, expected: &Expected) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    let number = |span: Span, own: String| {
        let error = SyntaxError::new(span, "a length of time is a number and a unit").help(format!("write `{own}`"));
        error.sure(format!("Write `{own}`"), span, own)
    };
    if is_text(here.kind) && spot.before(1).is_some_and(|before| before.kind == T::Wait) {
        let inner = word.trim_matches('"');
        let happening = inner.strip_prefix("until ").unwrap_or(inner);
        let error = SyntaxError::new(here.span(), "a length of time is due, not a text").help(format!("an event is waited for: `wait for \"{happening}\"`"));
        return Some(error.fix("Wait for it", here.span(), format!("for \"{happening}\"")));
    }
    if here.kind == T::Until {
        return Some(SyntaxError::new(here.span(), "an event is waited for").help("write `wait for \"…\"`").sure("Write `for`", here.span(), "for"));
    }
    if is_text(here.kind) && (expected.has(Notion::Deadline) || expected.has(Notion::Number)) {
        let inner = word.trim_matches('"');
        let amount = inner.starts_with(|first: char| first.is_ascii_digit())
            && inner.chars().all(|char| char.is_alphanumeric() || matches!(char, ' ' | '.' | '%' | '/'));
        let error = SyntaxError::new(here.span(), "an amount stands without quotes");
        return amount.then(|| error.sure("Remove the quotes", here.span(), inner));
    }
    if spoken(word) {
        let unit = spot.next(1)?;
        if word == "half" && matches!(spot.source(unit), "an" | "a") {
            let own = match spot.next_word(2) {
                "hour" => "30 minutes".to_owned(),
                "minute" => "30 seconds".to_owned(),
                "day" => "12 hours".to_owned(),
                other => format!("0.5 {other}"),
            };
            return Some(number(spot.span(spot.at, spot.at + 3), own));
        }
        let count = NUMBERS.iter().position(|number| *number == word).map_or(1, |at| at + 1);
        return Some(number(spot.span(spot.at, spot.at + 2), format!("{count} {}", spot.source(unit))));
    }
    if spot.before(1).is_some_and(|before| before.kind == T::Every) && TIMES.contains(&word) {
        return Some(number(here.span(), format!("1 {word}")));
    }
    if matches!(word, "max" | "maximum" | "min" | "minimum") && spot.next(1).is_some_and(|next| next.kind == T::Numeral) {
        return Some(SyntaxError::new(here.span(), "a value stands alone").help("its use says whether it is a maximum: `temp <= top`").sure(
            "Remove it",
            Span::new(here.start, spot.next(1)?.start),
            "",
        ));
    }
    None
}

fn currency(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "€" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "¥" => "JPY",
        _ => return None,
    })
}

/// `$5`, `EUR 5`
fn money(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let here = spot.here();
    let amount = spot.next(1).filter(|next| next.kind == T::Numeral)?;
    let code = spot.word().len() == 3 && spot.word().bytes().all(|byte| byte.is_ascii_uppercase());
    let unit = currency(spot.word()).or(code.then(|| spot.word()))?;
    let own = format!("{} {unit}", spot.source(amount));
    let span = here.span().to(amount.span());
    Some(SyntaxError::new(span, "the currency stands behind the number, as three letters").help(format!("write `{own}`")).fix(
        format!("Write `{own}`"),
        span,
        own,
    ))
}

pub(super) fn too_much(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let (here, word) = (spot.here(), spot.word());
    let before = spot.before(1)?;
    let unit = |span: Span, own: &str| {
        SyntaxError::new(span, format!("`{}` is no unit", span.of(spot.text()))).help(format!("write `{own}`")).sure(format!("Write `{own}`"), span, own)
    };
    if matches!(word, "day" | "days") && matches!(spot.source(before), "working" | "work" | "bank" | "calendar" | "trading") {
        let own = if spot.source(before) == "calendar" { "days".to_owned() } else { format!("business {word}") };
        return Some(unit(before.span().to(here.span()), &own));
    }
    if let Some(code) = currency(word)
        && before.kind == T::Numeral
    {
        let blank = if before.end == here.start { " " } else { "" };
        let error = SyntaxError::new(here.span(), "a currency has three letters").help(format!("write `{code}`"));
        return Some(error.fix(format!("Write `{code}`"), here.span(), format!("{blank}{code}")));
    }
    if word == "°" {
        return Some(SyntaxError::new(here.span(), "a degree has a scale").help("write `degC` or `degF`"));
    }
    if word == "±" || (word == "+" && spot.next_word(1) == "/") {
        return Some(SyntaxError::new(here.span(), "a tolerance is written as a range").help("write `value between 58 and 62 degC`"));
    }
    // `before 1 shift`, `at 14:00`
    if here.kind == T::Before && spot.next(1).is_some_and(|next| matches!(next.kind, T::Numeral | T::Clock)) {
        return Some(SyntaxError::new(here.span(), "a step has no time that it stands before").help("say how long it may take: `within 1 hour`"));
    }
    range(spot)
}

/// `5–10 minutes`: a dash where a range is meant.
fn range(spot: Spot<'_, '_>) -> Option<SyntaxError> {
    let numbers = spot.before(1)?.kind == T::Numeral && spot.next(1)?.kind == T::Numeral;
    let next = spot.next(1)?;
    (numbers && is_dash(spot.word())).then(|| dashed(spot.here(), next))
}

pub(in super::super) fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "‒" | "−" | "~" | "…" | "...")
}

/// The error for a dash between two numbers.
pub(in super::super) fn dashed(dash: Token, next: Token) -> SyntaxError {
    let blank = |adjacent| if adjacent { " " } else { "" };
    let written = format!(" to{}", blank(next.start == dash.end));
    SyntaxError::new(dash.span(), "a range is written with `to`").help("write `2 to 4 hours`").sure("Write `to`", dash.span(), written)
}
