//! Values as people write them: amounts with units, dates, times of day, business days.
//!
//! In: words and numbers out of a text. Out: exact values, their order, their conversions, and what people type again.
//! Everything is exact: decimals as written, rationals where a conversion needs them. Absent: documents, spans,
//! binary floating point, and wording of diagnostics beyond one sentence for each error.

pub mod calendar;
pub mod date;
pub mod number;
pub mod quantity;
pub mod unit;

pub use calendar::{Calendar, CalendarError, Weekday};
pub use date::{Date, DateError, Moment, TimeOfDay};
pub use number::{Decimal, NumberError, Rational};
pub use quantity::{Incalculable, Incomparable, Magnitude, Quantity};
pub use unit::{Currency, Declaration, DeclaredUnits, Kind, NoUnits, TimeUnit, Unit};
