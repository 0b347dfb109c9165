//! The form of a process: the record of a case, and the facts that its documents share.
//! In: a process. Out: text.

use super::area::Kind;
use super::process::Process;
use super::template::fill;

const FORM: &str = r#"form @id@ "@Subject@ record" {
  version   @version@
  status    effective
  owner     @approver@
  author    @intake@
  approved  @approved@ by quality
  effective @effective@
  review    every 24 months
  uses      GLO-ORG-001, @glossary@
  purpose   "One sheet for a @subject@, from the first call to the {@term@} question."
  retain    @[5|7|10] years
  tags      @subjects@

  // What the customer tells us
  field @amount@: money @currency@ "@amount_text@"
  field @age@: duration "@age_text@, counted to the day on which the @subject@ reached us"
  field @tier@: one of @low@, @middle@, @top@ "@tier_text@"
  field @damaged@: yes/no presumed no "@damaged_text@, as far as the customer can tell"
  field @method@: one of @first_way@, @second_way@, @third_way@ "@method_text@"

  // What the desk adds
  field @weight@: number kg from 0 to 500 to the nearest 0.1 "@weight_text@, from the waybill or the scale"
  field volume: number carton from 0 to 400 "Size of the goods, in whole boxes"
  field pieces: whole number "Number of pieces on the delivery note"
  field region: one of north, south, east, west "Region of the branch that is in charge"
  field arrived_on: date "Day on which the @subject@ reached us"
  field called_at: time "Time of the first call"
  field evidence: file "Pictures, letters and the {record} of the first call"
  field remark: text "Anything else that the next desk has to know"

  note "@[Leave no field empty; write none where there is nothing to say.|Fill the sheet in while you talk to the customer.|A correction carries the date and the desk that made it.]"
  example "@[A pump with a cracked housing, bought at the counter.|Three pallets that arrived a week late.|A meter whose seal was broken.]"

  history {
    @version@ @effective@ "@[The region was added|The scale is named as a source|Fields follow the order of the call]"
    @former@ @former_date@ "@[Volume is counted in cartons|The evidence is kept with the sheet|The remark is free text again]"
  }
}
"#;

/// The form of `process`.
pub fn text(process: Process) -> String {
    let number = process.number();
    let mut out = String::new();
    let words = process.words(Kind::Form, number);
    fill(&mut out, FORM, &words, &mut process.area.random(Kind::Form, number));
    out
}
