//! The calendar of a workspace: working days, holidays, time zone. In: names and dates as written.
//! Out: which dates are worked. Counts no deadlines. The only file of the configuration that names jiff.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The days of the week as `sop.toml` writes them, from Monday.
pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What was said of the calendar; `None` was not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// From Monday on, each once, at least one.
    pub working_days: Option<Vec<Weekday>>,
    pub holidays: Option<BTreeSet<Date>>,
    pub time_zone: Option<TimeZone>,
}

impl Calendar {
    /// Whether anything is said of which days are worked.
    pub fn is_configured(&self) -> bool {
        self.working_days.is_some() || self.holidays.is_some()
    }

    /// Whether `date` is a business day: from Monday to Friday unless said otherwise, and no holiday.
    pub fn is_business_day(&self, date: Date) -> bool {
        let day = date.weekday();
        let worked = match &self.working_days {
            Some(days) => days.contains(&day),
            None => !matches!(day, Weekday::Saturday | Weekday::Sunday),
        };
        worked && !self.holidays.as_ref().is_some_and(|holidays| holidays.contains(&date))
    }

    pub(super) fn over(self, outer: &Calendar) -> Calendar {
        Calendar {
            working_days: self.working_days.or_else(|| outer.working_days.clone()),
            holidays: self.holidays.or_else(|| outer.holidays.clone()),
            time_zone: self.time_zone.or_else(|| outer.time_zone.clone()),
        }
    }
}

/// The day called `name`.
pub(super) fn day(name: &str) -> Option<Weekday> {
    let from_monday = DAYS.iter().position(|day| *day == name)?;
    Weekday::from_monday_zero_offset(i8::try_from(from_monday).ok()?).ok()
}

/// The days in the order of the week.
pub(super) fn in_order(mut days: Vec<Weekday>) -> Vec<Weekday> {
    days.sort_by_key(|day| day.to_monday_zero_offset());
    days
}

/// A date that the calendar has.
pub(super) fn date(year: u16, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The time zone with this name in the IANA database. The database is built in, so that the answer
/// is the same on every machine; upper and lower case count.
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    let zone = TimeZoneDatabase::bundled().get(name).ok()?;
    (zone.iana_name() == Some(name)).then_some(zone)
}

/// The names of all time zones.
pub(super) fn zones() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_string()).collect()
}
