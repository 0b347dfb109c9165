//! Which days are worked. In: weekdays, holidays, the name of a time zone. Out: business days after a date and between two.
//!
//! Names of time zones are those of the IANA database that is built in, so that the answer is the same on every machine.

use std::{collections::BTreeSet, fmt};

use jiff::{civil::Weekday as Name, tz::TimeZoneDatabase};
use smol_str::SmolStr;

use super::date::Date;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub const ALL: [Self; 7] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// `monday`, `Monday`, `mon`.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.into_iter().find(|day| {
            let full = day.to_string().to_ascii_lowercase();
            name == full || full.get(..3) == Some(name.as_str())
        })
    }

    pub fn of(date: Date) -> Self {
        match date.weekday() {
            Name::Monday => Self::Monday,
            Name::Tuesday => Self::Tuesday,
            Name::Wednesday => Self::Wednesday,
            Name::Thursday => Self::Thursday,
            Name::Friday => Self::Friday,
            Name::Saturday => Self::Saturday,
            Name::Sunday => Self::Sunday,
        }
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Working days, holidays and a time zone; Monday to Friday without holidays and zone unless said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    working_days: BTreeSet<Weekday>,
    holidays: BTreeSet<Date>,
    time_zone: Option<SmolStr>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// A calendar without a working day would have no business day at all.
    NoWorkingDay,
    /// No zone of the IANA database; with the nearest one.
    UnknownTimeZone { name: SmolStr, near: Option<SmolStr> },
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWorkingDay => f.write_str("a calendar needs at least one working day"),
            Self::UnknownTimeZone { name, .. } => write!(f, "`{name}` is not a time zone of the IANA database"),
        }
    }
}

impl Default for Calendar {
    fn default() -> Self {
        let working_days = Weekday::ALL.into_iter().take(5).collect();
        Self { working_days, holidays: BTreeSet::new(), time_zone: None }
    }
}

impl Calendar {
    pub fn new(
        working_days: impl IntoIterator<Item = Weekday>,
        holidays: impl IntoIterator<Item = Date>,
        time_zone: Option<&str>,
    ) -> Result<Self, CalendarError> {
        let working_days: BTreeSet<_> = working_days.into_iter().collect();
        if working_days.is_empty() {
            return Err(CalendarError::NoWorkingDay);
        }
        let time_zone = time_zone.map(zone).transpose()?;
        Ok(Self { working_days, holidays: holidays.into_iter().collect(), time_zone })
    }

    pub fn working_days(&self) -> impl Iterator<Item = Weekday> {
        self.working_days.iter().copied()
    }

    pub fn holidays(&self) -> impl Iterator<Item = Date> {
        self.holidays.iter().copied()
    }

    /// The name of the zone as the database writes it.
    pub fn time_zone(&self) -> Option<&str> {
        self.time_zone.as_deref()
    }

    /// Whether people work on `date`.
    pub fn is_business_day(&self, date: Date) -> bool {
        self.working_days.contains(&Weekday::of(date)) && !self.holidays.contains(&date)
    }

    /// The `n`th business day after `date`, before it for a negative `n`; `date` itself for 0, worked or not.
    /// `None` outside the years 1 to 9999.
    pub fn add_business_days(&self, date: Date, n: i64) -> Option<Date> {
        let mut at = date;
        let mut left = n.unsigned_abs();
        while left > 0 {
            at = if n > 0 { at.tomorrow() } else { at.yesterday() }.ok()?;
            if self.is_business_day(at) {
                left -= 1;
            }
        }
        Some(at)
    }

    /// How many business days lie after `from` up to and with `to`; negative, and counted the same way back, where
    /// `to` is the earlier one.
    pub fn business_days_between(&self, from: Date, to: Date) -> i64 {
        let (mut at, end, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let mut days = 0;
        // Backwards the earlier end counts and the later does not.
        while at < end {
            let Ok(next) = at.tomorrow() else { break };
            if self.is_business_day(if sign > 0 { next } else { at }) {
                days += sign;
            }
            at = next;
        }
        days
    }
}

/// The names of all zones of the database.
pub fn zones() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|zone| zone.to_string()).collect()
}

/// The name of a zone as the database writes it, upper and lower case being one; the database is built in.
pub fn zone(name: &str) -> Result<SmolStr, CalendarError> {
    let database = TimeZoneDatabase::bundled();
    if let Ok(zone) = database.get(name)
        && let Some(name) = zone.iana_name()
    {
        return Ok(name.into());
    }
    let words = zones();
    // `Berlin`, and a slip of the keyboard.
    let last = |zone: &&String| zone.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(name));
    let slip = || {
        let slips = words.iter().map(|zone| (strsim::osa_distance(name, zone), zone)).filter(|(edits, _)| *edits <= 2);
        slips.min().map(|(_, zone)| zone)
    };
    let near = words.iter().find(last).or_else(slip).map(SmolStr::from);
    Err(CalendarError::UnknownTimeZone { name: name.into(), near })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::date::parse_date;

    fn date(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    #[test]
    fn business_days_leave_weekends_and_holidays_out() {
        let plain = Calendar::default();
        let holiday = Calendar::new(plain.working_days(), [date("2026-03-02")], None).unwrap();
        let gulf = Calendar::new([Weekday::Sunday, Weekday::Monday, Weekday::Tuesday], [], None).unwrap();
        for (calendar, from, n, to) in [
            (&plain, "2026-02-27", 1, "2026-03-02"),
            (&plain, "2026-02-28", 1, "2026-03-02"),
            (&plain, "2026-03-01", 0, "2026-03-01"),
            (&plain, "2026-03-02", 10, "2026-03-16"),
            (&plain, "2026-03-02", -1, "2026-02-27"),
            (&holiday, "2026-02-27", 1, "2026-03-03"),
            (&gulf, "2026-03-03", 1, "2026-03-08"),
        ] {
            assert_eq!(calendar.add_business_days(date(from), n), Some(date(to)), "{from} + {n}");
            if calendar.is_business_day(date(from)) {
                assert_eq!(calendar.business_days_between(date(from), date(to)), n, "{from} to {to}");
            }
        }
        assert_eq!(plain.business_days_between(date("2026-02-27"), date("2026-03-01")), 0);
        assert_eq!(plain.add_business_days(date("9999-12-30"), 5), None);
    }

    #[test]
    fn the_bounds_of_business_days_hold() {
        use crate::model::value::{Quantity, TimeUnit, Unit};
        let plain = Calendar::default();
        for start in 1..=7 {
            let from = date(&format!("2026-03-{start:02}"));
            for n in 1..=40 {
                let to = plain.add_business_days(from, n).unwrap();
                let days = crate::model::value::date::days_between(from, to).amount;
                let (least, most) = Quantity::new(n, Unit::Time(TimeUnit::BusinessDay)).calendar_bounds().unwrap();
                assert!(least.amount <= days && days <= most.amount, "{from} + {n}: {least} {days} {most}");
            }
        }
    }

    #[test]
    fn calendars_are_valid_or_say_why() {
        let zone = |name| Calendar::new([Weekday::Monday], [], Some(name));
        assert_eq!(zone("Europe/Berlin").unwrap().time_zone(), Some("Europe/Berlin"));
        assert_eq!(zone("europe/berlin").unwrap().time_zone(), Some("Europe/Berlin"));
        for (name, near) in [("Europe/Berln", Some("Europe/Berlin")), ("Berlin", Some("Europe/Berlin")), ("Atlantis", None)] {
            let error = CalendarError::UnknownTimeZone { name: name.into(), near: near.map(SmolStr::from) };
            assert_eq!(zone(name), Err(error));
        }
        assert_eq!(Calendar::new([], [], None), Err(CalendarError::NoWorkingDay));
    }

    #[test]
    fn weekdays_have_names() {
        for (name, day) in [("monday", Some(Weekday::Monday)), ("Sun", Some(Weekday::Sunday)), ("mo", None), ("", None)] {
            assert_eq!(Weekday::parse(name), day, "{name}");
        }
        assert_eq!(Weekday::of(date("2026-03-01")), Weekday::Sunday);
    }
}
