//! The scenarios of a SOP: every branch and every outcome is run through once.
//! In: a SOP. Out: templates, filled in with the words of the SOP by the caller.
//! Where a SOP has a tests document, that holds all but the first three.

use super::area::Kind;
use super::procedure::Sop;
use super::random::Random;
use super::shape::choice_number;
use super::sop;
use super::template::fill;

const LARGE: &str = r#"
  scenario "A large @subject@ is agreed to" {
    given  @age@ = @inside@ days, @amount@ = @large@ @currency@, @tier@ = @top@, @damaged@ = yes, @method@ = @first_way@,
           @weight@ = 12.5 kg, volume = 2 carton, pieces = 3, approve = "Yes"@first_answers@
    expect register, approve, prepare, issue
    expect -> @good@@in_time@
  }
"#;

const SMALL: &str = r#"  scenario "A small @subject@ needs one pair of eyes" {
    given  @age@ = @inside@ days, @amount@ = @small@ @currency@, @tier@ = @low@, @damaged@ = no, @method@ = @second_way@,
           @weight@ = 40 kg, volume = 9 carton, pieces = 1@second_answers@
    expect not approve
    expect -> @good@
  }
"#;

const OUTSIDE: &str = r#"  scenario "The @subject@ comes too late" {
    given  @age@ = @outside@ days, @tier@ = @[@low@|@middle@|@top@]
    expect not issue
    expect -> @refusal@
  }
"#;

const SILENT: &str = r#"  scenario "The second pair of eyes is away" {
    given  @age@ = @inside@ days, @amount@ = @large@ @currency@, approve late@answered@
    expect -> @failure@
  }
"#;

const REFUSED: &str = r#"  scenario "The second pair of eyes says no" {
    given  @age@ = @inside@ days, @amount@ = @large@ @currency@, @tier@ = @middle@, approve = "No"@answered@
    expect not issue
    expect -> @refusal@
  }
"#;

const WITHDRAWN: &str = r#"  scenario "The customer steps back" {
    given  "The customer withdraws the @subject@" after register
    expect -> withdrawn
  }
"#;

const NOT_ENTERED: &str = r#"  scenario "The entry fails at the desk" {
    given  @age@ = @inside@ days, @amount@ = @small@ @currency@, issue -> not_entered@answered@
    expect -> @failure@
  }
"#;

const LAST_DAY: &str = r#"  scenario "The last day of the window, the last amount for one pair of eyes" {
    given  @age@ = @window@ days, @amount@ = @second_look@ @currency@, @tier@ = @low@@answered@
    expect not approve
    expect -> @good@
  }
"#;

const LONG_WINDOW: &str = r#"  scenario "The longer time of the contract" {
    given  @age@ = @long_window@ days, @amount@ = @small@ @currency@, @tier@ = @top@@answered@
    expect register, issue
    expect -> @good@
  }
"#;

const TOO_LONG: &str = r#"  scenario "The longer time is not for everybody" {
    given  @age@ = @long_window@ days, @tier@ = @[@low@|@middle@]
    expect not prepare
    expect -> @refusal@
  }
"#;

const BROKEN: &str = r#"  scenario "The goods are beyond repair" {
    given  @age@ = @inside@ days, @damaged@ = yes, inspect -> beyond_repair@answered@
    expect -> @failure@
  }
"#;

const UNREACHED: &str = r#"  scenario "The customer never answers" {
    given  @age@ = @inside@ days, "The customer has answered the questions" = no
    expect -> unreached
  }
"#;

const NO_PART: &str = r#"  scenario "The part does not come" {
    given  @age@ = @inside@ days, arrival late
    expect -> @failure@
  }
"#;

/// The scenarios inside the document of `sop`: all, or the first three.
pub fn inside(sop: Sop, all: bool) -> Vec<String> {
    let mut scenarios = vec![LARGE, SMALL, OUTSIDE];
    if all {
        scenarios.extend([SILENT, REFUSED, WITHDRAWN, NOT_ENTERED]);
        scenarios.extend(of_shape(sop));
    }
    scenarios.into_iter().map(|text| complete(sop, text)).collect()
}

/// The tests document of `sop`: what `inside` leaves out, and the limits.
pub fn tests(sop: Sop) -> String {
    let words = sop::words(sop);
    let mut random: Random = sop.process.area.random(Kind::Sop, 1000 + sop.place());
    let mut scenarios = vec![SILENT, REFUSED, WITHDRAWN, NOT_ENTERED, LAST_DAY, LONG_WINDOW, TOO_LONG, BROKEN];
    scenarios.extend(of_shape(sop));
    let mut out = format!("tests {} {{\n", sop.id());
    for text in scenarios {
        fill(&mut out, &complete(sop, text), &words, &mut random);
    }
    out.push_str("}\n");
    out
}

fn of_shape(sop: Sop) -> Option<&'static str> {
    match sop.shape {
        0 => Some(UNREACHED),
        3 => Some(NO_PART),
        _ => None,
    }
}

/// `text` with the answers that the shape and the third decision of `sop` ask for.
fn complete(sop: Sop, text: &str) -> String {
    let answered = if sop.gives_up() { ", \"The customer has answered the questions\" = yes" } else { "" };
    let by_answer = choice_number(sop) == 3;
    let first = if by_answer { ", route = \"By letter\"" } else { "" };
    let second = if by_answer { ", route = \"At the desk\"" } else { "" };
    let in_time = if sop.callee().is_none() { " within 40 days" } else { "" };
    text.replace("@first_answers@", &format!("{answered}{first}"))
        .replace("@second_answers@", &format!("{answered}{second}"))
        .replace("@answered@", answered)
        .replace("@in_time@", in_time)
}
