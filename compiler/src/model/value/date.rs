//! Dates, times of day and moments. In: `2026-03-01`, `22:30`. Out: valid ones, or why not; sums with quantities.
//!
//! With `calendar.rs` the only file that names the crate for dates. Absent: the day of today, time zones.

use std::fmt;

use jiff::{SignedDuration, Span, civil};

use super::{
    calendar::Calendar,
    number,
    quantity::Quantity,
    unit::{Kind, TimeUnit, Unit},
};

/// A day of the (Gregorian) calendar from the year 1 to 9999.
pub type Date = civil::Date;
/// A time on the clock, to the minute when written.
pub type TimeOfDay = civil::Time;
/// A day and a time on it, wherever the work is.
pub type Moment = civil::DateTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not four, two and two digits with hyphens.
    NotADate,
    /// Not hours and minutes with a colon.
    NotATime,
    /// There is no year 0.
    Year,
    /// No month from 1 to 12.
    Month(u8),
    /// The month has fewer days.
    Day { year: i16, month: u8, day: u8, last: u8 },
    /// No hour from 0 to 23.
    Hour(u8),
    /// No minute from 0 to 59.
    Minute(u8),
    /// Before the year 1 or after 9999.
    OutOfRange,
    /// Not a time that can be added to a date: hours, parts of a day, money.
    NotDays(Quantity),
}

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADate => f.write_str("a date is written as `2026-03-01`"),
            Self::NotATime => f.write_str("a time of day is written as `22:30`"),
            Self::Year => f.write_str("years start at 0001"),
            Self::Month(month) => write!(f, "there is no month {month:02}"),
            Self::Day { day: 0, .. } => f.write_str("there is no day 00"),
            Self::Day { year, month, day, last } => {
                let name = usize::from(*month).checked_sub(1).and_then(|at| MONTHS.get(at)).unwrap_or(&"");
                write!(f, "there is no day {day}: {name} {year} has {last} days")
            }
            Self::Hour(hour) => write!(f, "there is no hour {hour}: the last minute of a day is `23:59`"),
            Self::Minute(minute) => write!(f, "there is no minute {minute}: the last minute of an hour is 59"),
            Self::OutOfRange => f.write_str("dates lie between the years 1 and 9999"),
            Self::NotDays(quantity) => write!(f, "`{quantity}` cannot be added here"),
        }
    }
}

/// The date that `text` writes: `2026-03-01`.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let mut parts = text.split('-');
    let mut next = |width| digits(parts.next(), width..=width).ok_or(DateError::NotADate);
    let (year, month, day) = (next(4)?, next(2)? as u8, next(2)? as u8);
    if parts.next().is_some() {
        return Err(DateError::NotADate);
    }
    let year = year as i16;
    if year == 0 {
        return Err(DateError::Year);
    }
    let first = civil::Date::new(year, month as i8, 1).map_err(|_| DateError::Month(month))?;
    let last = first.days_in_month() as u8;
    civil::Date::new(year, month as i8, day as i8).map_err(|_| DateError::Day { year, month, day, last })
}

/// The time of day that `text` writes: `22:30`, `7:05`.
pub fn parse_time(text: &str) -> Result<TimeOfDay, DateError> {
    let (hour, minute) = text.split_once(':').ok_or(DateError::NotATime)?;
    let hour = digits(Some(hour), 1..=2).ok_or(DateError::NotATime)? as u8;
    let minute = digits(Some(minute), 2..=2).ok_or(DateError::NotATime)? as u8;
    civil::Time::new(hour as i8, 0, 0, 0).map_err(|_| DateError::Hour(hour))?;
    civil::Time::new(hour as i8, minute as i8, 0, 0).map_err(|_| DateError::Minute(minute))
}

/// The moment that `text` writes: `2026-03-01 22:30`.
pub fn parse_moment(text: &str) -> Result<Moment, DateError> {
    let (date, time) = text.split_once([' ', 'T']).ok_or(DateError::NotATime)?;
    Ok(parse_date(date)?.to_datetime(parse_time(time.trim_start())?))
}

/// At most four digits and nothing else.
fn digits(text: Option<&str>, width: std::ops::RangeInclusive<usize>) -> Option<u16> {
    let text = text.filter(|text| width.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    text.parse().ok()
}

/// `date` and whole days, weeks, months, years or business days after it. The 31st and a month is the last day of a
/// shorter month. A negative amount leads back.
pub fn add(date: Date, time: &Quantity, calendar: &Calendar) -> Result<Date, DateError> {
    let not_days = || DateError::NotDays(time.clone());
    let whole = |unit| {
        let amount = time.amount_in(&Unit::Time(unit)).ok();
        amount.and_then(|amount| number::to_whole(&amount)).ok_or_else(not_days)
    };
    let span = match time.unit.kind() {
        Kind::BusinessDays => {
            let days = whole(TimeUnit::BusinessDay)?;
            return calendar.add_business_days(date, days).ok_or(DateError::OutOfRange);
        }
        Kind::Time if !matches!(time.unit, Unit::Time(TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second)) => Span::new().try_days(whole(TimeUnit::Day)?),
        Kind::Months => Span::new().try_months(whole(TimeUnit::Month)?),
        _ => return Err(not_days()),
    };
    span.and_then(|span| date.checked_add(span)).map_err(|_| DateError::OutOfRange)
}

/// `moment` and a time after it: to the nanosecond for a clock's units; days, months and business days keep the time
/// of day. A negative amount leads back.
pub fn add_to_moment(moment: Moment, time: &Quantity, calendar: &Calendar) -> Result<Moment, DateError> {
    if let Ok(date) = add(moment.date(), time, calendar) {
        return Ok(date.to_datetime(moment.time()));
    }
    let not_days = || DateError::NotDays(time.clone());
    let seconds = time.amount_in(&Unit::Time(TimeUnit::Second)).map_err(|_| not_days())?;
    let nanoseconds = number::to_whole(&(seconds * number::whole(1_000_000_000))).ok_or_else(not_days)?;
    moment.checked_add(SignedDuration::from_nanos(nanoseconds)).map_err(|_| DateError::OutOfRange)
}

/// The calendar days from one date to another: 0 for the same date, negative backwards.
pub fn days_between(from: Date, to: Date) -> Quantity {
    let days = to.duration_since(from).as_hours() / 24;
    Quantity::new(days, Unit::Time(TimeUnit::Day))
}

/// The seconds from one moment to another, negative backwards; parts of a second are left out.
pub fn time_between(from: Moment, to: Moment) -> Quantity {
    Quantity::new(to.duration_since(from).as_secs(), Unit::Time(TimeUnit::Second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::number::Decimal;

    fn of(amount: &str, unit: TimeUnit) -> Quantity {
        Quantity::new(Decimal::from_str_exact(amount).unwrap(), Unit::Time(unit))
    }

    #[test]
    fn dates_are_valid_or_say_why() {
        for text in ["2026-03-01", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(parse_date(text).map(|date| date.to_string()), Ok(text.to_owned()));
        }
        for (text, why) in [
            ("2026-02-30", "there is no day 30: February 2026 has 28 days"),
            ("2026-04-31", "there is no day 31: April 2026 has 30 days"),
            ("2026-13-01", "there is no month 13"),
            ("2026-00-10", "there is no month 00"),
            ("2026-01-00", "there is no day 00"),
            ("0000-01-01", "years start at 0001"),
            ("2026-2-3", "a date is written as `2026-03-01`"),
            ("2026-02-30-1", "a date is written as `2026-03-01`"),
            ("20260230", "a date is written as `2026-03-01`"),
            ("", "a date is written as `2026-03-01`"),
            ("२०२६-01-01", "a date is written as `2026-03-01`"),
        ] {
            assert_eq!(parse_date(text).map_err(|error| error.to_string()), Err(why.to_owned()), "{text}");
        }
    }

    #[test]
    fn times_and_moments() {
        assert_eq!(parse_time("22:30"), Ok(civil::time(22, 30, 0, 0)));
        assert_eq!(parse_time("7:05"), Ok(civil::time(7, 5, 0, 0)));
        assert_eq!(parse_time("24:00"), Err(DateError::Hour(24)));
        assert_eq!(parse_time("12:60"), Err(DateError::Minute(60)));
        assert_eq!(parse_time("12.30"), Err(DateError::NotATime));
        assert_eq!(parse_moment("2026-03-01 22:30"), Ok(civil::datetime(2026, 3, 1, 22, 30, 0, 0)));
        assert_eq!(parse_moment("2026-03-01T07:00"), Ok(civil::datetime(2026, 3, 1, 7, 0, 0, 0)));
        assert_eq!(parse_moment("2026-03-01"), Err(DateError::NotATime));
    }

    #[test]
    fn sums_of_dates() {
        let calendar = Calendar::default();
        let date = |text| parse_date(text).unwrap();
        for (from, amount, unit, to) in [
            ("2026-02-27", "2", TimeUnit::Day, "2026-03-01"),
            ("2026-01-31", "1", TimeUnit::Month, "2026-02-28"),
            ("2024-02-29", "1", TimeUnit::Year, "2025-02-28"),
            ("2026-03-02", "2", TimeUnit::Week, "2026-03-16"),
            ("2026-02-27", "1", TimeUnit::BusinessDay, "2026-03-02"),
            ("2026-03-01", "-1", TimeUnit::Day, "2026-02-28"),
            ("2026-03-01", "0.5", TimeUnit::Year, "2026-09-01"),
        ] {
            assert_eq!(add(date(from), &of(amount, unit), &calendar), Ok(date(to)), "{from} {amount} {unit}");
        }
        for bad in [of("0.5", TimeUnit::Day), of("24", TimeUnit::Hour), Quantity::number(1)] {
            assert_eq!(add(date("2026-03-01"), &bad, &calendar), Err(DateError::NotDays(bad.clone())));
        }
        for far in [of("9000", TimeUnit::Year), of("99999999999", TimeUnit::Week), of("9999999999", TimeUnit::BusinessDay)] {
            assert_eq!(add(date("2026-03-01"), &far, &calendar), Err(DateError::OutOfRange), "{far}");
        }
    }

    #[test]
    fn sums_of_moments_and_differences() {
        let calendar = Calendar::default();
        let at = |text| parse_moment(text).unwrap();
        let add = |text, amount, unit| add_to_moment(at(text), &of(amount, unit), &calendar);
        assert_eq!(add("2026-03-01 22:30", "2", TimeUnit::Hour), Ok(at("2026-03-02 00:30")));
        assert_eq!(add("2026-03-01 22:30", "0.5", TimeUnit::Day), Ok(at("2026-03-02 10:30")));
        assert_eq!(add("2026-02-27 22:30", "1", TimeUnit::BusinessDay), Ok(at("2026-03-02 22:30")));
        assert_eq!(add("2026-01-31 08:00", "1", TimeUnit::Month), Ok(at("2026-02-28 08:00")));
        assert!(matches!(add("2026-01-31 08:00", "0.5", TimeUnit::Month), Err(DateError::NotDays(_))));
        let dates = (at("2026-02-27 00:00").date(), at("2026-03-01 00:00").date());
        assert_eq!(days_between(dates.0, dates.1).to_string(), "2 days");
        assert_eq!(days_between(dates.1, dates.0).to_string(), "-2 days");
        assert_eq!(time_between(at("2026-03-01 22:30"), at("2026-03-02 00:30")), of("7200", TimeUnit::Second));
    }
}
