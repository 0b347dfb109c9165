//! What comes after a withdrawn document: `retired-without-successor`.

use super::id_place;
use crate::check::Context;
use crate::check::overview::Tie;
use crate::diagnostic::RETIRED_WITHOUT_SUCCESSOR;

pub(super) fn retired_without_successor(context: &mut Context<'_>) {
    if !context.is_retired() || !context.is_on(&RETIRED_WITHOUT_SUCCESSOR) {
        return;
    }
    let id = &context.document.id;
    // one that supersedes a single rule leaves the rest without a successor
    let successors: Vec<_> = context.overview.successors(context.id).iter().filter(|next| next.member.is_none()).map(|next| next.file).collect();
    let signature = |file| context.workspace.signature(file);
    let replaced = successors.iter().any(|file| {
        let retired = signature(*file).is_some_and(|signature| signature.status == Some(crate::model::Status::Retired));
        // one that was withdrawn in its turn has its own successor to say, and a circle is told elsewhere
        signature(*file).is_some_and(|signature| signature.in_force()) || retired || context.overview.in_circle(Tie::Supersedes, context.id, *file)
    });
    if replaced || context.overview.in_broken(&id.text) {
        return;
    }
    let place = context.document.header.status.as_ref().map_or(id.span, |status| status.span);
    let finding = match successors.first() {
        Some(next) => {
            let next_id = context.id_of(*next);
            let message = format!("`{}` is retired, and `{next_id}`, which supersedes it, is not in force yet", id.text);
            let finding = context.at(&RETIRED_WITHOUT_SUCCESSOR, place, message).related(*next, id_place(context, *next), "the successor");
            finding.help(format!("release `{next_id}`, or keep `{}` in force until then", id.text))
        }
        None => {
            let finding = context.at(&RETIRED_WITHOUT_SUCCESSOR, place, format!("`{}` is retired, and no document supersedes it", id.text));
            finding
                .help(format!("write `supersedes {}` in the document that replaces it; if the work itself has ended, suppress this with that reason", id.text))
        }
    };
    context.report(finding);
}
