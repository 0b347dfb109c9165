//! The calendar as `[calendar]` says it, key by key. In: names and dates as written. Out: a
//! [`Calendar`] to count business days with; what was not said is as usual. Counts nothing itself.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::model::value::{Calendar, Date, Weekday, calendar, date};

/// The days of the week as `sop.toml` writes them, from Monday.
pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What was said of the calendar; `None` was not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalendarKeys {
    /// At least one.
    pub working_days: Option<BTreeSet<Weekday>>,
    pub holidays: Option<BTreeSet<Date>>,
    /// As the IANA database writes it.
    pub time_zone: Option<SmolStr>,
}

impl CalendarKeys {
    /// What business days are counted by: Monday to Friday without holidays, unless said otherwise.
    pub fn calendar(&self) -> Calendar {
        let usual = Calendar::default();
        let days = self.working_days.clone().unwrap_or_else(|| usual.working_days().collect());
        let holidays = self.holidays.iter().flatten().copied();
        Calendar::new(days, holidays, self.time_zone.as_deref()).unwrap_or(usual)
    }

    pub(super) fn over(self, outer: &CalendarKeys) -> CalendarKeys {
        CalendarKeys {
            working_days: self.working_days.or_else(|| outer.working_days.clone()),
            holidays: self.holidays.or_else(|| outer.holidays.clone()),
            time_zone: self.time_zone.or_else(|| outer.time_zone.clone()),
        }
    }
}

/// The day called `name`.
pub(super) fn day(name: &str) -> Option<Weekday> {
    let from_monday = DAYS.iter().position(|day| *day == name)?;
    Weekday::ALL.get(from_monday).copied()
}

/// A date that the calendar has.
pub(super) fn date(year: u16, month: u8, day: u8) -> Option<Date> {
    date::parse_date(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// The time zone with this name in the IANA database; upper and lower case count.
pub(super) fn zone(name: &str) -> Option<SmolStr> {
    calendar::zone(name).ok().filter(|zone| zone == name)
}

/// The names of all time zones.
pub(super) fn zones() -> Vec<String> {
    calendar::zones()
}
