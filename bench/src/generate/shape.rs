//! The parts of a SOP that differ from shape to shape: trigger, call, middle, third decision.
//! In: a SOP. Out: templates. Each middle has two steps, so that every SOP has twelve.

use super::procedure::Sop;

pub fn declarations(sop: Sop) -> &'static str {
    match sop.shape {
        4 => {
            r#"  fact lane: one of fast, normal "Which of the two queues takes the case"
  table lanes "Which lane takes a @subject@" {
    | @tier@ | @weight@ || lane |
    | @low@ | - || normal |
    | @middle@, @top@ | <= 20 kg || fast |
    | @middle@, @top@ | > 20 kg || normal |
  }
"#
        }
        6 => "  fact bulky = @weight@ > 30 kg or volume > 4 carton \"Two people are needed to move the goods\"\n",
        _ => "",
    }
}

pub fn trigger(sop: Sop) -> &'static str {
    match sop.shape {
        1 => "  trigger @form@ \"A sheet arrives from a branch\"\n",
        3 => "  trigger every 1 week at 08:30 \"The list of cases that wait for goods\"\n",
        6 => "  trigger @sop_before@.close \"The customer comes back with a second case\"\n",
        _ => "  trigger \"@[A customer asks for a @subject@|A customer writes about a @subject@|A @subject@ reaches the desk]\"\n",
    }
}

/// The call of another SOP, in the shapes that have one.
pub fn call(sop: Sop) -> &'static str {
    match sop.callee().map(Sop::gives_up) {
        None => "",
        Some(true) => "    perform @callee@ {\n      on @callee_failure@, unreached -> @failure@\n      on withdrawn continue\n    }\n",
        Some(false) => "    perform @callee@ {\n      on @callee_failure@ -> @failure@\n      on withdrawn continue\n    }\n",
    }
}

pub fn middle(sop: Sop) -> &'static str {
    match sop.shape {
        0 => {
            r#"
    repeat {
      step ask "@[Call|Write to] the customer about the open questions" by @intake@ within 1 day {
        say "We need your answer to close the case." to customer
      }
    } until "The customer has answered the questions" at most 3 times else -> unreached
    step note_down "@[Add|Copy] the answers to the {@thing@}" by @intake@ within @[2|4|6] hours
"#
        }
        1 => {
            r#"
    for each "item on the list" within @[2|3] days {
      step compare "@[Compare|Match] the item with the {@thing@}" by @intake@
      step mark "@[Mark|Tick] the item on the list" by @intake@ { note "@[One list for one case.|Blue for whole items, red for the others.]" }
    }
"#
        }
        2 => {
            r#"
    parallel {
      branch "Papers" { step copy "@[Copy|Scan] the papers into {@system@}" by @intake@ within 1 day }
      branch "Goods" { step reserve "@[Reserve|Book] a place for the goods" by @intake@ within @[1 day|8 hours] }
    }
"#
        }
        3 => {
            r#"
    step order "@[Order|Request] the missing part" by @intake@ within 1 day { consult @approver@ "Which part fits?" }
    wait arrival for "The part is at the desk" by @outsider@ within @[3|4|5] days late -> @failure@
    step unpack "@[Unpack|Take in] the part" by @intake@ within @[4|6] hours
"#
        }
        4 => {
            r#"
    apply lanes
    if lane == fast {
      step fast_track "@[Move|Put] the {@thing@} to the front of the queue" by @intake@ within 4 hours
    } else {
      step queue "@[Place|Put] the {@thing@} at the end of the queue" by @intake@ within 1 day
    }
"#
        }
        5 => {
            r#"
    checklist papers "@[Papers for the second desk|What the next desk needs]" by @intake@ within @[1 day|2 days] {
      step "@[Sign|Date] the sheet {@form@}"
      step "@[Staple|Clip] the papers together"
    }
"#
        }
        _ => {
            r#"
    recommended step remind "Read the notes of the former case" by @intake@ within @[2|4] hours
    if bulky {
      step lift "@[Book|Reserve] a second person for the goods" by @intake@ within 1 day { caution "Nobody lifts the goods alone." }
    }
"#
        }
    }
}

/// The third decision: by enumeration, by amount, by condition, by a person's answer.
pub fn choice(sop: Sop) -> &'static str {
    match choice_number(sop) {
        0 => {
            r#"
  decide route "Which way does the @effect@ take?" on @method@ {
    when @first_way@ {
      step first_route "@[Enter|Set up] the @effect@ for the first way" by @doer@ within @[1 day|6 hours]
    }
    when @second_way@, @third_way@ {
      step second_route "@[Enter|Set up] the @effect@ for the other ways" by @doer@ within @[1 day|8 hours]
    }
  }
"#
        }
        1 => {
            r#"
  decide route "How large is the case?" on @amount@ {
    when <= @band@ @currency@ {
      step first_route "@[Book|Post] the case on the daily sheet" by @doer@ within @[1 day|6 hours]
    }
    when > @band@ @currency@ {
      step second_route "@[Book|Post] the case on a sheet of its own" by @doer@ within @[1 day|8 hours]
    }
  }
"#
        }
        2 => {
            r#"
  decide route "Does the case need care?" {
    when @tier@ == @top@ and @amount@ > @band@ @currency@ {
      step first_route "@[Write|Add] a letter of our own to the @effect@" by @doer@ within @[1 day|6 hours]
    }
    otherwise {
      step second_route "@[Print|Take] the standard letter for the @effect@" by @doer@ within @[1 day|8 hours]
    }
  }
"#
        }
        _ => {
            r#"
  decide route "How does the customer get the @effect@?" by @doer@ within @[4 hours|8 hours] {
    when "By letter" {
      step first_route "@[Print|Fold] the letter for the @effect@" by @doer@ within @[1 day|6 hours]
    }
    when "At the desk" {
      step second_route "@[Lay|Put] the @effect@ ready at the desk" by @doer@ within @[1 day|8 hours]
    }
  }
"#
        }
    }
}

/// Which of the four third decisions the SOP has.
pub fn choice_number(sop: Sop) -> usize {
    (sop.place() + sop.process.area.number + sop.shape) % 4
}

pub fn outcome(sop: Sop) -> &'static str {
    if sop.gives_up() { "  outcome unreached failure \"@[The customer cannot be reached|Nobody answers]\"\n" } else { "" }
}
