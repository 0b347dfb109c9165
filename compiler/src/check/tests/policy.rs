//! What rules demand and procedures fulfil.

use super::*;

const RULES: &str = "activity pay \"Money leaves\"\n  activity notice \"The customer tells us\" by customer\n  external role customer \"Customer\"\n  \
                     rule r \"We pay.\" { require pay after notice require notice }";

#[test]
fn what_a_rule_requires_is_fulfilled_by_a_sop_or_by_what_it_calls() {
    let policy = policy("POL-A-1", "", RULES);
    let files = |header: &str, body: &str, called: &str| {
        let sop = sop("SOP-A-1", header, body);
        let callee = super::sop("SOP-B-1", "uses POL-A-1", called);
        found("unfulfilled-activity", &[("POL-A-1.sop", &policy), ("SOP-A-1.sop", &sop), ("SOP-B-1.sop", &callee)])
    };
    let step = "step \"x\" by clerk";
    let does = "step \"x\" by clerk { fulfils pay }";
    assert_eq!(files("implements POL-A-1", step, does), ["POL-A-1.sop: pay"], "another procedure does not count");
    assert_eq!(files("implements POL-A-1", "perform SOP-B-1", does), [""; 0]);
    assert_eq!(files("implements POL-A-1.r", "step \"x\" by clerk { fulfils POL-A-1.pay }", step), [""; 0]);
    assert_eq!(files("implements POL-A-1", "perform SOP-C-1", step), [""; 0], "what is missing may fulfil it");
    assert_eq!(files("uses POL-A-1", step, step), [""; 0], "`rule-not-implemented` speaks of it");
}

#[test]
fn what_is_forbidden_always_need_not_be_done_and_what_is_in_some_cases_need() {
    let found_for = |control: &str, status: &str| {
        let policy = policy("POL-A-1", status, &format!("activity bribe \"A gift\"\n  fact small: yes/no\n  rule r \"No bribes.\" {{ {control} }}"));
        found("unfulfilled-activity", &[("POL-A-1.sop", &policy)])
    };
    assert_eq!(found_for("forbid bribe", ""), [""; 0]);
    assert_eq!(found_for("forbid bribe unless small", ""), [""; 0]);
    assert_eq!(found_for("forbid bribe when small", ""), ["POL-A-1.sop: bribe"]);
    assert_eq!(found_for("forbid bribe when small", "status draft"), [""; 0]);
}
