//! Limits and deadlines.

use super::*;

const DECLARED: &str = "role head \"Head\"\n  external role out \"Outside\"\n  system press \"Press\"\n  fact n: number \"N\"\n  fact day: date \"Day\"\n  trigger got \"It is there\"\n  ";

fn found_in(name: &str, body: &str) -> Vec<String> {
    let text = sop("SOP-A-1", "performer clerk", &format!("{DECLARED}{body}"));
    let workspace = Workspace::in_memory(&[("SOP-A-1.sop", &text)]);
    let wrong = findings(&workspace, "syntax-error");
    assert!(wrong.is_empty(), "{body}: {wrong:#?}");
    findings(&workspace, name).iter().map(|finding| finding.span.of(&text).to_owned()).collect()
}

#[test]
fn times_that_exclude_each_other_in_one_element() {
    let order = |body: &str| found_in("deadline-order", body);
    for (body, at) in [
        ("step \"x\" between 90 minutes and 40 minutes of got", "90 minutes"),
        ("step \"x\" between 2 hours and 90 minutes of trigger", "2 hours"),
        ("step \"x\" not before 3 days of got within 2 days of got", "3 days"),
        ("step \"x\" not before 25 hours of got within 1 day of got", "25 hours"),
        ("step \"x\" takes 2 hours within 90 minutes", "2 hours"),
        ("limit much = 2 hours step \"x\" takes much within 90 minutes of trigger", "much"),
        ("repeat every 2 days { step \"x\" } until \"It is done\" at most 1 day else -> ended", "2 days"),
        ("repeat within 1 day every 2 days { step \"x\" } until \"It is done\"", "2 days"),
        ("section \"s\" within 1 hour { every 2 hours { step \"Look\" } step \"x\" }", "2 hours"),
    ] {
        // clauses of a loop stand behind `every`
        let body = body.replace("repeat within 1 day every 2 days", "repeat every 2 days within 1 day");
        assert_eq!(order(&body), [at], "{body}");
    }
    for body in [
        "step \"x\" between 40 minutes and 90 minutes of got",
        "step \"x\" between 40 minutes and 40 minutes of got",
        "step \"x\" not before 3 days of got within 2 days of day",
        "step \"x\" not before 3 business days of got within 2 days of got",
        "step \"x\" not before 1 month of got within 20 days of got",
        "step \"x\" not before 3 days of got within 2 days of got, 5 days when n > 1",
        "step \"x\" takes 1 hour within 90 minutes",
        // from an event that may lie ahead
        "step \"x\" takes 2 hours within 90 minutes of day",
        "repeat every 1 day { step \"x\" } until \"It is done\" at most 3 days else -> ended",
        "repeat every 1 day { step \"x\" } until \"It is done\" at most 3 times else -> ended",
        "section \"s\" within 1 hour of day { every 2 hours { step \"Look\" } step \"x\" }",
    ] {
        assert!(order(body).is_empty(), "{body}: {:?}", order(body));
    }
}

#[test]
fn what_comes_first_is_due_later() {
    let order = |body: &str| found_in("deadline-order", body);
    for (body, at) in [
        ("step \"x\" within 5 days of got step \"y\" within 2 days of got", "2 days of got"),
        ("step \"x\" within 5 days of trigger step \"y\" within 47 hours of trigger", "47 hours of trigger"),
        ("step \"x\" within 5 days of day section \"s\" { step \"y\" within 2 days of day }", "2 days of day"),
        (
            "section \"s\" { step \"x\" within 5 days of \"The bell rings\" } if n > 1 { step \"y\" within 2 days of \"The bell rings\" }",
            "2 days of \"The bell rings\"",
        ),
        ("step \"x\" not before 3 days of got step \"y\" within 2 days of got", "2 days of got"),
        ("step \"x\" within 3 days of got step \"y\" within 5 days of got step \"z\" within 4 days of got", "4 days of got"),
        ("limit late_answer = 5 days of got limit early_answer = 2 days of got step \"x\" within late_answer step \"y\" within early_answer", "early_answer"),
        (
            "step \"x\" within 5 days of got, 8 days when n > 1 step \"y\" within 2 days of got, 4 days of got when n > 1",
            "2 days of got, 4 days of got when n > 1",
        ),
    ] {
        assert_eq!(order(body), [at], "{body}");
    }
    for body in [
        "step \"x\" within 2 days of got step \"y\" within 5 days of got",
        "step \"x\" within 5 days of got step \"y\" within 5 days of got",
        "step \"x\" within 5 days of got step \"y\" within 2 days of day",
        "step \"x\" within 5 days step \"y\" within 2 days",
        "step \"x\" within 5 business days of got step \"y\" within 4 days of got",
        // not on every path
        "if n > 1 { step \"x\" within 5 days of got } step \"y\" within 2 days of got",
        "step \"x\" within 5 days of got when n > 1 step \"y\" within 2 days of got",
        "optional step \"x\" within 5 days of got step \"y\" within 2 days of got",
        "decide \"Which?\" { when \"One\" { step \"x\" within 5 days of got } when \"Two\" { step \"y\" within 2 days of got } }",
        "if n > 1 -> second step \"x\" within 5 days of got step second \"y\" within 2 days of got",
        "parallel { branch \"One\" { step \"x\" within 5 days of got } branch \"Two\" { step \"y\" within 2 days of got } }",
        "checklist \"c\" { step \"x\" within 5 days of got step \"y\" within 2 days of got }",
        "whenever \"It rings\" { step \"y\" within 2 days of got } step \"x\" within 5 days of got",
        // the clock begins anew, or stands
        "step \"x\" within 5 days of \"The bell rings\" wait for \"The bell rings\" step \"y\" within 2 days of \"The bell rings\"",
        "step \"x\" within 5 days of day step \"z\" { asks day } step \"y\" within 2 days of day",
        "step \"x\" within 5 days of got, not counting pause wait pause for \"It comes\" by out step \"y\" within 2 days of got",
        "step \"x\" within the earlier of 5 days of got and 9 days of day step \"y\" within 2 days of got",
        // in some case it fits
        "step \"x\" within 1 day of got, 8 days when n > 1 step \"y\" within 2 days of got",
        "step \"x\" within 5 days of nowhere step \"y\" within 2 days of nowhere",
    ] {
        assert!(order(body).is_empty(), "{body}: {:?}", order(body));
    }
}

#[test]
fn what_lies_inside_is_longer() {
    let longer = |body: &str| found_in("limit-longer-than-enclosing", body);
    for (body, at) in [
        ("section \"s\" within 30 minutes { step \"x\" within 1 hour }", "1 hour"),
        ("section \"s\" within 2 days of trigger { step \"x\" within 3 days }", "3 days"),
        ("section \"s\" within 2 days of got { step \"x\" within 3 days }", "3 days"),
        ("section \"s\" within 2 days of got { step \"x\" within 1 week of got }", "1 week of got"),
        ("section \"s\" within 2 days { section \"t\" { if n > 1 { step \"x\" within 3 days } } }", "3 days"),
        ("section \"s\" within 2 days { section \"t\" within 3 days { step \"x\" within 1 day } }", "3 days"),
        ("section \"s\" within 2 days { section \"t\" within 5 months { step \"x\" within 3 days } }", "3 days"),
        ("step \"s\" within 1 hour { step \"x\" takes 2 hours }", "2 hours"),
        ("section \"s\" within 1 hour { wait at least 90 minutes }", "90 minutes"),
        ("parallel within 1 day { branch \"One\" within 2 days { step \"x\" } branch \"Two\" { step \"y\" } }", "2 days"),
        ("section \"s\" within 5 business days { step \"x\" within 6 business days }", "6 business days"),
        ("section \"s\" within 1 hour of got { step \"x\" between 70 minutes and 90 minutes of got }", "70 minutes"),
        ("limit all = 2 days, 3 days when n > 1 section \"s\" within all { step \"x\" within 4 days }", "4 days"),
    ] {
        assert_eq!(longer(body), [at], "{body}");
    }
    for body in [
        "section \"s\" within 1 hour { step \"x\" within 60 minutes }",
        "section \"s\" within 5 business days { step \"x\" within 6 days }",
        "section \"s\" within 1 month { step \"x\" within 40 days }",
        "section \"s\" within 2 days of day { step \"x\" within 3 days }",
        "section \"s\" within 2 days { step \"x\" within 3 days of got }",
        "section \"s\" within 2 days { step \"x\" for at least 90 days of got }",
        "section \"s\" within 2 days { step \"x\" } late { step \"y\" within 3 days }",
        "section \"s\" within 2 days { whenever \"It rings\" { step \"y\" within 3 days } step \"x\" }",
        "section \"s\" within 2 days, 5 days when n > 1 { step \"x\" within 3 days }",
        "section \"s\" within 2 days { step \"x\" within 1 day, 3 days when n > 1 }",
        "section \"s\" within 1 hour of got { step \"x\" between 40 minutes and 90 minutes of got }",
        "parallel first within 1 day { branch \"One\" { step \"x\" within 2 days } branch \"Two\" { step \"y\" } }",
        "decide \"Which?\" within 1 hour { when \"One\" { step \"x\" within 2 hours } when \"Two\" continue }",
        "section \"s\" within missing_limit { step \"x\" within 3 days }",
    ] {
        assert!(longer(body).is_empty(), "{body}: {:?}", longer(body));
    }
}

#[test]
fn a_wait_for_a_colleague() {
    let waits = |body: &str| found_in("wait-without-limit", body);
    for body in [
        "wait for \"It is signed\" by head",
        "wait for \"{head} has signed it\"",
        "wait for \"It is signed\" by head else -> ended",
        "section \"s\" { every 1 day { notify head \"Please\" } wait for \"It is signed\" by head }",
    ] {
        assert_eq!(waits(body), ["wait"], "{body}");
    }
    for body in [
        "wait for \"It is signed\" by head within 2 days",
        "wait for \"It is signed\" by head within 2 days late -> ended",
        "section \"s\" within 2 days { wait for \"It is signed\" by head }",
        "section \"s\" { after 2 days -> ended wait for \"It is signed\" by head }",
        "repeat { wait for \"It is signed\" by head } until \"It is right\" at most 3 days else -> ended",
        // machines and people outside
        "wait for \"They answer\" by out",
        "wait for \"{press} has stopped\" by head",
        "wait for \"{out} brings it to {head}\"",
        "wait for \"The paint is dry\"",
        "wait for day",
        // what another branch brings about
        "parallel { branch \"One\" { step sign \"Sign\" by head } branch \"Two\" { wait for sign } }",
        "parallel { branch \"One\" { step sign \"Sign\" by head within 2 days } branch \"Two\" { wait for sign } }",
        "parallel { branch \"One\" { step sign \"Sign\" by out } branch \"Two\" { wait for sign } }",
        "parallel { branch \"One\" within 1 day { step sign \"Sign\" by head } branch \"Two\" { wait for sign by head } }",
        // they stand beside each other
        "section \"s\" by clerk and head { wait for \"Thumbs up\" by head }",
        "wait for \"It is signed\" by clerk",
        "wait for \"It is signed\" by nobody",
        "wait for nothing_known",
    ] {
        assert!(waits(body).is_empty(), "{body}: {:?}", waits(body));
    }
}

#[test]
fn business_days_and_days() {
    let mixed = |body: &str| found_in("unit-of-days-mixed", body);
    for (body, at) in [
        ("limit answer = 10 business days of got, 20 days of got when n > 1", "20 days"),
        ("limit answer = 10 days, 5 business days when n > 1", "5 business days"),
        ("step \"x\" not before 3 days of got within 5 business days of got", "5 business days"),
        ("step \"x\" within 3 business days of got step \"y\" within 9 days of got", "9 days"),
        ("limit answer = 10 business days of got step \"x\" within 3 days of got", "3 days"),
        ("step \"x\" within the earlier of 3 days of got and 2 business days of day", "2 business days"),
    ] {
        assert_eq!(mixed(body), [at], "{body}");
    }
    for body in [
        "step \"x\" within 3 business days of got step \"y\" within 9 days of day",
        "step \"x\" within 3 business days step \"y\" within 9 days",
        "step \"x\" within 0 days of got step \"y\" within 3 business days of got",
        "step \"x\" within 3 business days of got step \"y\" within 2 weeks of got step \"z\" within 8 hours of got",
        // a law mixes them
        "step \"x\" within 3 business days of got step \"y\" within 9 days of got { cites \"12 CFR 1005.11(c)\" }",
        "cites \"12 CFR 1005.11\" \"2016\" limit answer = 10 business days of got, 20 days when n > 1",
        "section \"s\" { cites \"12 CFR 1005.11\" step \"x\" within 3 business days of got step \"y\" within 9 days of got }",
    ] {
        assert!(mixed(body).is_empty(), "{body}: {:?}", mixed(body));
    }
    let level = |body: &str| only("unit-of-days-mixed", &[("SOP-A-1.sop", &sop("SOP-A-1", "performer clerk", &format!("{DECLARED}{body}")))]).1.severity;
    assert_eq!(level("limit answer = 10 business days of got, 20 days when n > 1"), Severity::Warning);
    assert_eq!(level("step \"x\" within 3 business days of got step \"y\" within 9 days of got"), Severity::Hint, "two deadlines may be meant so");
}

#[test]
fn a_law_may_mix_its_days() {
    let body = "activity pay \"Paid\"\n  activity notice \"Told\"\n  rule r \"R\" {\n    CITES\n    require pay within 10 business days of notice, 20 days of notice when \"It is new\"\n  }";
    let mixed = |header: &str, cites: &str| found("unit-of-days-mixed", &[("POL-A-1.sop", &policy("POL-A-1", header, &body.replace("CITES", cites)))]);
    assert_eq!(mixed("", ""), ["POL-A-1.sop: 20 days"]);
    assert!(mixed("", "cites \"(c)(1)\"").is_empty());
    assert!(mixed("status external", "").is_empty());
    // and who carries it out
    let law = policy("POL-B-1", "status external", "activity pay \"Paid\"\n  rule r \"R\" { require pay }");
    let text = sop(
        "SOP-A-1",
        "performer clerk\n  implements POL-B-1",
        "trigger got \"x\"\n  step \"x\" within 3 business days of got { fulfils pay }\n  step \"y\" within 9 days of got",
    );
    assert!(found("unit-of-days-mixed", &[("POL-B-1.sop", &law), ("SOP-A-1.sop", &text)]).is_empty());
}
