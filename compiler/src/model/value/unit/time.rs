//! Units of time as a calendar and a clock have them. In: a word. Out: a unit, its length where it has a fixed one.

use std::fmt;

/// A unit of time. Seconds to weeks have a fixed length, months and years only towards each other,
/// and business days none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    BusinessDay,
    Week,
    Month,
    Year,
}

/// What a length of time is counted in at the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeBase {
    Second,
    BusinessDay,
    Month,
}

impl TimeUnit {
    pub const ALL: [Self; 8] = [Self::Second, Self::Minute, Self::Hour, Self::Day, Self::BusinessDay, Self::Week, Self::Month, Self::Year];

    /// The unit of a word: `days`, `day`, `h`, `business days`.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "second" | "seconds" | "s" => Self::Second,
            "minute" | "minutes" | "min" => Self::Minute,
            "hour" | "hours" | "h" => Self::Hour,
            "day" | "days" => Self::Day,
            "business day" | "business days" => Self::BusinessDay,
            "week" | "weeks" => Self::Week,
            "month" | "months" => Self::Month,
            "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    /// How many of what it is: a week is 604,800 seconds, a year 12 months.
    pub fn length(self) -> (i64, TimeBase) {
        match self {
            Self::Second => (1, TimeBase::Second),
            Self::Minute => (60, TimeBase::Second),
            Self::Hour => (3_600, TimeBase::Second),
            Self::Day => (86_400, TimeBase::Second),
            Self::Week => (604_800, TimeBase::Second),
            Self::BusinessDay => (1, TimeBase::BusinessDay),
            Self::Month => (1, TimeBase::Month),
            Self::Year => (12, TimeBase::Month),
        }
    }

    /// `day`, `business day`.
    pub fn singular(self) -> &'static str {
        self.plural().strip_suffix('s').unwrap_or("")
    }

    /// `days`, `business days`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Second => "seconds",
            Self::Minute => "minutes",
            Self::Hour => "hours",
            Self::Day => "days",
            Self::BusinessDay => "business days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Year => "years",
        }
    }

    /// As it stands in a compound: the `h` of `mL/h`.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            other => other.singular(),
        }
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.plural())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_back() {
        for unit in TimeUnit::ALL {
            for word in [unit.singular(), unit.plural(), unit.symbol()] {
                assert_eq!(TimeUnit::parse(word), Some(unit), "{word}");
            }
        }
        assert_eq!(TimeUnit::parse("Days"), None);
        assert_eq!(TimeUnit::parse("business"), None);
    }
}
