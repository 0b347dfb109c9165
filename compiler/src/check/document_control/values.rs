//! Values that a field of the header cannot have: `wrong-metadata-type` of a status, and of `review
//! every` and `retain`. Dates are looked at in `dates.rs`.

use crate::check::units::Units;
use crate::check::{Context, near};
use crate::diagnostic::{Diagnostic, WRONG_METADATA_TYPE};
use crate::model::value::{self, Kind, NoUnits, TimeUnit, Unit, number};
use crate::model::{Quantity, Status};

pub(super) fn wrong_status(context: &mut Context<'_>) {
    let Some(word) = context.document.header.status.as_ref().filter(|word| Status::parse(&word.text).is_none()) else { return };
    let finding = context.at(&WRONG_METADATA_TYPE, word.span, format!("`{}` is no status of a document", word.text));
    let near = near::nearest(&word.text, Status::ALL.iter().map(|status| (status.spelling(), ())));
    context.report(match near.map(|(spelling, ())| spelling).or_else(|| meant(&word.text)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).fix(format!("Write `{near}`"), false, word.span, near),
        None => finding.help("write `draft`, `in_review`, `effective`, `retired` or `external`"),
    });
}

/// What other houses call a status.
fn meant(word: &str) -> Option<&'static str> {
    let status = match word {
        "active" | "approved" | "current" | "final" | "in_force" | "published" | "released" | "valid" => Status::Effective,
        "new" | "in_work" | "proposed" | "wip" => Status::Draft,
        "pending" | "review" | "reviewing" | "under_review" => Status::InReview,
        "archived" | "inactive" | "obsolete" | "replaced" | "superseded" | "void" | "withdrawn" => Status::Retired,
        _ => return None,
    };
    Some(status.spelling())
}

pub(super) fn wrong_times(context: &mut Context<'_>) {
    let header = &context.document.header;
    for (field, quantity) in [("review every", &header.review_every), ("retain", &header.retain)] {
        if let Some(quantity) = quantity
            && let Some(finding) = wrong_time(context, field, quantity)
        {
            context.report(finding);
        }
    }
}

fn wrong_time(context: &Context<'_>, field: &str, quantity: &Quantity) -> Option<Diagnostic> {
    let amount = &quantity.number.text;
    let found = |message: String| context.at(&WRONG_METADATA_TYPE, quantity.span, message);
    let Some(words) = &quantity.unit else {
        return Some(found(format!("`{field} {amount}` has no unit")).help(format!("say of what: `{field} {amount} months`, `years`")));
    };
    let unit = Unit::parse(&words.text, &NoUnits).unwrap_or_default();
    match unit.kind() {
        Kind::Time | Kind::BusinessDays | Kind::Months => {
            // records may be kept for no time at all, but a review has to come
            let never = field != "retain" && number::parse(amount).is_ok_and(|amount| amount.is_zero());
            never.then(|| found(format!("`{field} {amount} {unit}` never lets the next review come")).help("write how long it may take: `12 months`"))
        }
        // it may be one of time
        _ if Units::of(context).is_declared(&words.text) => None,
        Kind::Unknown => {
            let known = TimeUnit::ALL.iter().flat_map(|unit| [unit.plural(), unit.singular()]);
            let finding = context.at(&WRONG_METADATA_TYPE, words.span, format!("`{}` is no unit of time", words.text));
            Some(match near::nearest(&words.text, known.map(|word| (word, ()))) {
                Some((near, ())) => finding.help(format!("did you mean `{near}`?")).fix(format!("Write `{near}`"), false, words.span, near),
                None => finding.help("write `days`, `weeks`, `months` or `years`"),
            })
        }
        kind => {
            let message = format!("`{field}` takes a length of time, and `{amount} {}` is {kind}", words.text);
            Some(found(message).help(format!("write `{field} {amount} months`, `years` or another unit of time")))
        }
    }
}

/// A length of time as it counts; none where it cannot be read.
pub(super) fn length(quantity: &Quantity) -> Option<value::Quantity> {
    let unit = Unit::parse(&quantity.unit.as_ref()?.text, &NoUnits)?;
    Some(value::Quantity { amount: number::parse(&quantity.number.text).ok()?, unit })
}
