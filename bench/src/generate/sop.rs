//! A SOP: twelve steps, three decisions, four roles, the watchers of its middle, its outcomes.
//! In: a SOP. Out: text. The parts that differ from shape to shape are in `shape`, the scenarios
//! in `scenario`.

use super::area::Kind;
use super::procedure::Sop;
use super::process::capital;
use super::template::{Words, fill};
use super::{scenario, shape};

const HEAD: &str = r#"  version    @version@
  status     effective
  owner      @approver@
  author     @intake@
  approved   @approved@ by quality
  effective  @effective@
  review     every 12 months
  uses       GLO-ORG-001, @glossary@, @form@
  implements @policy@@except@
  purpose    "@[Give every @subject@ the same fair answer.|Close a @subject@ without a second call.|Keep the promise of {accepted_for} for every @subject@.]"
  tags       @subjects@

"#;

const REGISTER: &str = r#"
  section "@[Before anything leaves|Until the case is clear|What the desk does first]" {
    whenever "The customer withdraws the @subject@" -> withdrawn
    after 3 days of trigger { notify @approver@ "The {@thing@} is @[three days old|still with {register}|open for the third day]." }
    always "Keep the customer's papers in {@system@}."

    step register "@[Enter|Register|Record] the @subject@ in {@system@}" by @intake@ within @[1 day|20 hours|8 hours] {
      asks     @age@, @amount@, @tier@, @damaged@
      fulfils  entry
      produces @thing@
    }
"#;

const VERIFY: &str = r#"    step verify "@[Compare|Match] the papers with the {@thing@}" by @intake@ within @[1 day|20 hours] {
      needs @thing@
      check "@[Name and number are the same on every paper.|The papers are complete and signed.|The invoice belongs to this customer.]"
    }
    step classify "@[Complete|Fill in] the sheet {@form@}" by @intake@ within @[4|6|8] hours {
      asks    @method@, @weight@, volume, pieces, region, arrived_on, called_at, evidence, remark
      records @form@
      note    "@[Ask for the papers that are missing.|Mark a {@term@} case on the sheet.|Read the sheet back to the customer.]"
    }

    decide eligible "Is the @subject@ inside the policy?" {
      when in_window continue
      otherwise {
        notify customer "@[We accept a @subject@ within {accepted_for}.|Your @subject@ has come too late for us.]" { fulfils reply }
        -> @refusal@
      }
    }
"#;

const INSPECT: &str = r#"
    if @damaged@ {
      handoff to @checker@ with @thing@
      step inspect "@[Examine|Inspect] the goods of the @subject@" by @checker@ within @[1 day|2 days] {
        follows @goods_wi@@goods_pin@ { on beyond_repair -> @failure@ }
        fulfils inspection
      }
      step attach "Attach the finding to the {@thing@}" by @checker@ within @[4 hours|1 day]
    }
"#;

const EXAMINE: &str = r#"
    step inspect "@[Look at|Examine] the goods at the desk" by @intake@ within @[1 day|2 days] {
      follows @goods_wi@@goods_pin@ { on beyond_repair -> @failure@ }
      fulfils inspection
    }
    step attach "Attach the finding to the {@thing@}" by @intake@ within @[4 hours|1 day]
"#;

const APPROVE: &str = r#"
    if @amount@ > second_look_from {
      handoff to @approver@ with @thing@
      decide approve "@[Is the @effect@ justified?|Do the papers carry the @effect@?]" by @approver@ within 1 day {
        when "Yes" { fulfils approval }
        when "No" {
          notify customer "@[Why we cannot agree to your @subject@.|We have looked twice and do not agree.]" { fulfils reply }
          -> @refusal@
        }
      } late -> @failure@
    }
  }

  handoff to @doer@ with @thing@
  step prepare "@[Prepare|Draft] the @effect@" by @doer@ within @[1 day|8 hours] {
    needs    @thing@
    produces @slip@
  }
"#;

const ISSUE: &str = r#"
  step issue "@[Send out|Release|Issue] the @effect@" by @doer@ within @[1 day|2 days] {
    follows  @desk_wi@@desk_pin@ { on not_entered -> @failure@ }
    fulfils  @effect@
    needs    @thing@, @slip@
    produces receipt
  }
  handoff to @intake@ with receipt
  step close "Close the {@thing@} in {@system@}" by @intake@ within 1 day {
    needs   receipt
    records closed_on: date "Day on which the case was closed"
  }
  notify customer "@[The @effect@ for your @subject@ is on its way.|Your @subject@ of {@amount@} is settled.|We have agreed to your @subject@.]" { fulfils reply }
  -> @good@

  outcome @good@ "@[The customer has the @effect@|The @effect@ is out and the case is closed]"
  outcome @refusal@ "The customer knows why not"
  outcome withdrawn cancelled "@[Nothing has left the company|The customer needs no @effect@ any more]"
  outcome @failure@ failure "@[The department decides by hand|A person above the desk decides]"
"#;

const HISTORY: &str = r#"
  history {
    @version@ @effective@ "@[The second look comes before the handoff|Two desks became one|The limits of the steps are shorter]"
    @former@ @former_date@ "@[The sheet replaces the old list|The first issue after the merger|The refusal has a text of its own]"
  }
}
"#;

/// The text of `sop`; with `all` its scenarios stand in it, else only the first three.
pub fn text(sop: Sop, all: bool) -> String {
    let mut words = words(sop);
    let mut random = sop.random();
    let mut out = format!("sop {} \"{}\" {{\n", sop.id(), capital(&title(sop, &words)));
    words.set("except", if sop.inspects() { "" } else { " except looked_at" });
    let middle = if sop.inspects() { INSPECT } else { EXAMINE };
    let parts = [
        HEAD,
        shape::declarations(sop),
        shape::trigger(sop),
        REGISTER,
        shape::call(sop),
        VERIFY,
        shape::middle(sop),
        middle,
        APPROVE,
        shape::choice(sop),
        ISSUE,
        shape::outcome(sop),
    ];
    for part in parts {
        fill(&mut out, part, &words, &mut random);
    }
    for part in scenario::inside(sop, all) {
        fill(&mut out, &part, &words, &mut random);
    }
    fill(&mut out, HISTORY, &words, &mut random);
    out
}

/// The words of the SOP and of those that it names.
pub fn words(sop: Sop) -> Words {
    let mut words = sop.words(Kind::Sop, sop.place() + 1);
    if let Some(callee) = sop.callee() {
        let [_, _, failure] = callee.outcomes();
        words.set("callee", callee.id());
        words.set("callee_failure", failure);
    }
    let before = sop.process.sop(sop.shape.saturating_sub(1));
    words.set("sop_before", before.id());
    words
}

fn title(sop: Sop, words: &Words) -> String {
    let subject = words.get("subject").unwrap_or_default();
    match sop.shape {
        0 => format!("{subject} with questions to the customer"),
        1 => format!("{subject} with several items"),
        2 => format!("{subject} of stocked goods"),
        3 => format!("{subject} that waits for a delivery"),
        4 => format!("{subject} by lane"),
        5 => format!("{subject} that is looked at by the desk"),
        _ => format!("{subject} that follows another one"),
    }
}
