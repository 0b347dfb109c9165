//! The policy of a process: the rules that its seven SOPs implement.
//! In: a process. Out: text. Every control holds on every way through those SOPs.

use super::area::Kind;
use super::process::Process;
use super::template::fill;

const POLICY: &str = r#"policy @id@ "@Subject@ rules" {
  version   @version@
  status    effective
  owner     quality
  author    @approver@
  approved  @approved@ by director
  effective @effective@
  review    every 12 months
  uses      GLO-ORG-001, @glossary@, @form@
  cites     "ISO 9001:2015" "8.2.1"
  scope     "Every @subject@ that a customer brings to the department, by whatever way."
  purpose   "@[A customer is told the same thing at every desk.|Nobody decides alone where much money moves.|Whoever asks later can see what was done and why.]"
  tags      @subjects@

  // How long, and how much
  limit accepted_for     = @window@ days, @long_window@ days when @tier@ == @top@
  limit second_look_from = @second_look@ @currency@
  limit answer_due       = @answer@ days
  fact  in_window        = @age@ <= accepted_for "The @subject@ has come in time"

  activity entry      "The @subject@ is entered in {@system@}"
  activity approval   "A second person agrees"
  activity inspection "Someone has looked at the goods"
  activity @effect@ "The @effect@ leaves the company"
  activity reply      "The customer hears what we decided"

  rule logged "A @subject@ is in {@system@} within five days." {
    note    "@[What is not entered cannot be found again.|The entry starts the clock for everybody.|The day of the entry is the day of the stamp.]"
    require entry within 5 days of trigger
  }
  rule window "We accept a @subject@ within {accepted_for}, counted on {@age@}." {
    note    "@[The longer time is part of the contract with these customers.|A day that has begun counts as a whole day.|The customer's own papers decide in doubt.]"
    forbid  @effect@ unless in_window
  }
  rule second_pair "Above {second_look_from} a second pair of eyes agrees before the @effect@ leaves." {
    cites   "ISO 9001:2015" "8.5.1"
    note    "@[The second person reads the record, not only the summary.|Who prepared the case does not approve it.|A refusal needs no second person.]"
    require approval before @effect@ when @amount@ > second_look_from
    separate approval, @effect@
  }
  rule looked_at "Goods that the customer reports are looked at before the @effect@ leaves." {
    note    "The report is {@damaged@} on the {@form@}."
    require inspection before @effect@ when @damaged@
  }
  rule told "The customer has a reply within {answer_due}." {
    note    "@[A refusal is a reply too.|A call counts when it is noted.|A letter counts on the day it is posted.]"
    require reply within answer_due of trigger
  }
  rule kept "The {record} of a @subject@ is kept with its pictures in {@system@}; a {working_paper} is not." {
    """
    The sheet {@form@} is the record of a case.

    - The desk that closes the case checks that the sheet is complete.
    - @[Pictures are kept in the size in which they arrived.|Letters are scanned on both sides.|Calls are noted with name and hour.]
    - @[Nothing is kept longer than the sheet says.|Copies for other departments carry no names.|Whoever lends the sheet signs for it.]
    """
  }
  rule special "A {@term@} case follows the same way and is marked on the sheet." {
    note    "@[The mark is made at the first call.|The mark is never taken away.|The mark is checked once a month.]"
  }
  rule neighbours "Where another department is in charge, {@other_policy@} decides and not this policy."

  history {
    @version@ @effective@ "@[The second pair of eyes looks earlier|The longer time is new|The reply has a limit of its own]"
    @former@ @former_date@ "@[The window is counted in days|Goods are looked at before anything leaves|The rules of two departments became one]"
  }
}
"#;

/// The policy of `process`.
pub fn text(process: Process) -> String {
    let number = process.number();
    let words = process.words(Kind::Policy, number);
    let mut out = String::new();
    fill(&mut out, POLICY, &words, &mut process.area.random(Kind::Policy, number));
    out
}
