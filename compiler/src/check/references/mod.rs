//! The group References: whether names and ids mean something, the right thing, and one thing; and
//! whether what is named is in force. In: one document and what its references stand for. Out:
//! findings. One function a check.

mod circles;
mod dangling;
mod duplicates;
mod elsewhere;
mod fields;
mod fillers;
mod ids;
mod kinds;
mod levels;
mod outside;
mod quoted;
mod status;
mod terms;
mod unused;

use super::Context;
use super::level::Misplaced;

pub(super) fn run(context: &mut Context<'_>, misplaced: &[Misplaced<'_>]) {
    dangling::dangling_reference(context);
    quoted::unknown_text(context);
    dangling::ambiguous_name(context);
    kinds::wrong_kind(context);
    levels::wrong_level(context, misplaced);
    duplicates::duplicate_id(context);
    duplicates::duplicate_name(context);
    fields::repeated_field(context);
    fields::repeated_entry(context);
    circles::self_reference(context);
    circles::reference_cycle(context);
    ids::id_pattern(context);
    ids::id_file_name(context);
    ids::mixed_script_id(context);
    outside::external_without_edition(context);
    outside::missing_file(context);
    let relied_on = status::relied_on(context);
    status::reference_to_retired(context, &relied_on);
    status::reference_to_draft(context, &relied_on);
    status::superseded_reference(context, &relied_on);
    status::stale_pin(context, &relied_on);
    unused::unused_role(context);
    unused::unused_fact(context);
    unused::unused_limit(context);
    terms::unused_term(context);
}
