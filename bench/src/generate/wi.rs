//! The two WIs of a SOP: one at the goods, one at the desk.
//! In: a SOP. Out: text. Both are straight lines with small variation that comes back to them.

use super::area::Kind;
use super::procedure::Sop;
use super::random::Random;
use super::template::{Words, fill};

const HEAD: &str = r#"  version   @version@
  status    effective
  owner     @approver@
  author    @performer@
  approved  @approved@ by quality
  effective @effective@
  review    every 24 months
  uses      GLO-ORG-001, @glossary@, @form@
  performer @performer@
"#;

const HISTORY: &str = r#"
  history {
    @version@ @effective@ "@[The order of the steps follows the new layout|A check was added after an audit|The wording follows the screen]"
    @former@ @former_date@ "@[First issue|Taken over from the handbook|Two older sheets became one]"
  }
}
"#;

const GOODS_OPEN: &str = r#"  tools     @system@, "@[Bench lamp|Torque wrench|Feeler gauge|Magnifier]", "Calibrated scale"
  purpose   "Tell the state of the goods in the same way at every bench."

  before "@[The bench is clean and the lamp is on.|The scale shows zero and its seal is whole.|The tools of the last case are back in their places.]"
  @[caution "Broken glass can lie in the package."|warning "Never open a cell that has swollen."|caution "The goods are heavier than they look."]
"#;

const GOODS_STEPS: &[&str] = &[
    r#"step "Take a picture of the closed package from two sides.""#,
    r#"step "Compare the number on the package with the sheet." { check "Both numbers are the same." else "Ask the desk for the right sheet." }"#,
    r#"step "Cut the tape along the edge." { caution "Keep the blade away from the goods." }"#,
    r#"step "Lay every piece on the mat, label up.""#,
    r#"step "Count the pieces." { enter "Pieces" = pieces }"#,
    r#"step "Wipe the contact faces with a dry cloth." { note "No solvent: it takes the marks away." }"#,
    r#"step "Look for cracks along the seams under the lamp." { check "The whole seam was in the light." }"#,
    r#"step "Turn each moving part by hand through its whole travel.""#,
    r#"step "Hold the goods against the light and look for gaps." { example "A gap shows as a thin bright line." }"#,
    r#"step "Press every key once." { check "Each key comes back by itself." else { step "Mark the key that stays down with a red dot." } }"#,
    r#"step "Put the goods on the scale." { enter "Weight" = @weight@ }"#,
    r#"step "Read the serial number aloud and type it into {@system@}.""#,
    r#"step "Compare the colour with the sample card." { note "Daylight lamps only." }"#,
];

const GOODS_MEASURE: &str = r#"  step "Measure the gap at the @[hinge|housing|flange]." {
    records gap: number mm from 0 to 50 to the nearest 0.1 "Widest gap at the joint"
    check   gap <= @[3.5|4.0|4.5|6.0] mm else -> beyond_repair
  }
  if "@[The package was wet|The seal was broken|The label is torn]" {
    step "Take a picture of the @[inner side|lid|label]."
    step "Dry the goods on the rack." { wait at least @[10|20|30] minutes }
  }
"#;

const GOODS_CLOSE: &str = r#"  repeat {
    step "@[Tighten the screws crosswise.|Clean the contacts.|Set the slide back to its mark.]" { note "One turn, no more." }
    step "Switch the goods on." { check "The lamp of the goods is green within one minute." else "Wait one minute and look again." }
  } until "@[The goods run without noise|The display stays lit|Nothing rattles any more]" at most @[2|3|4] times else -> beyond_repair
  for each "piece on the mat" {
    step "Write the finding on the tag of the piece."
    step "Put the piece back into its own bag." { check "The tag is outside." }
  }
  done "The finding is on the sheet {@form@} and the goods are back in the package."

  outcome beyond_repair failure "The goods cannot be brought into order at the bench"
"#;

const DESK_OPEN: &str = r#"  tools     @system@
  purpose   "Enter a @effect@ so that nobody has to ask again."

  before "You are signed in with your own account."
  warning "@[A booked entry cannot be taken back.|The customer sees the entry at once.|Two open windows mix up the cases.]"
  step "Open {@system@} and choose @Subject@, Open cases."
  step "Search for the number of the case." {
    check "Exactly one case is listed." else -> not_entered
  }
"#;

const DESK_STEPS: &[&str] = &[
    r#"step "Compare name and address with the sheet." { check "Every letter is the same." }"#,
    r#"step "Choose New entry in the menu on the left.""#,
    r#"step "Type the amount." { enter "Amount" = @amount@  note "The point is a comma on the older screens." }"#,
    r#"step "Choose the way in the second list." { enter "Way" = @method@ }"#,
    r#"step "Type the reason in the field below." { enter "Reason" = "@Subject@"  example "Seal broken on arrival." }"#,
    r#"step "Attach the pictures." { note "At most ten for one case." }"#,
    r#"step "Set the day of the entry." { enter "Day" = arrived_on }"#,
    r#"step "Choose the region." { enter "Region" = region }"#,
    r#"step "Tick the box Customer informed." { caution "Only when the letter is out." }"#,
    r#"step "Read the summary on the right from top to bottom." { check "No line is red." else { step "Correct the red line." } }"#,
    r#"step "Print the cover sheet." { note "The printer by the door has the right paper." }"#,
    r#"step "Stamp the cover sheet with the day.""#,
    r#"step "Type the size of the goods." { enter "Cartons" = volume }"#,
    r#"step "Note the hour of the first call." { enter "Hour" = called_at }"#,
];

const DESK_CLOSE: &str = r#"  if "The @[currency of the account is another one|customer has two accounts|case has a {@term@} mark]" {
    step "Open the tab @[Accounts|Marks|Special cases]."
    step "Choose the line that matches the sheet." { check "The line is marked in blue." }
  }
  if @pieces_over@ {
    step "Open the tab Pieces and add one line for each further piece."
    step "Compare the sum at the bottom with the sheet." { check "Both sums are the same." else "Correct the line that differs." }
  }
"#;

const DESK_END: &str = r#"  repeat {
    step "Press Send." { caution "Press it once only." }
    wait @[10|20|30] seconds
  } until "The status of the case reads Sent" at most @[2|3] times else -> not_entered
  step "Write the entry number on the sheet {@form@}."
  step "Close the case in {@system@}." { note "@[The case moves to the list of closed cases.|The colour of the line changes to grey.|The line leaves the list at midnight.]" }
  done "The status of the case reads Sent and the number is on the sheet."

  outcome not_entered failure "The entry could not be made"
"#;

/// The WI at the goods.
pub fn goods(sop: Sop) -> String {
    let [number, _] = sop.wis();
    let (mut words, mut random) = start(sop, number);
    let performer = if sop.inspects() { "checker" } else { "intake" };
    words.set("performer", words.get(performer).unwrap_or_default().to_owned());
    let steps = random.some_of(GOODS_STEPS, 8);
    let (first, second) = steps.split_at(4);
    let mut out = String::new();
    let title = "wi @id@ \"Examine the goods of a @subject@, bench sheet @number@\" {\n";
    for part in [title, HEAD, GOODS_OPEN] {
        fill(&mut out, part, &words, &mut random);
    }
    lines(&mut out, first, &words, &mut random);
    fill(&mut out, GOODS_MEASURE, &words, &mut random);
    lines(&mut out, second, &words, &mut random);
    fill(&mut out, GOODS_CLOSE, &words, &mut random);
    fill(&mut out, HISTORY, &words, &mut random);
    out
}

/// The WI at the desk. Every second one follows the one before it for a part of the work.
pub fn desk(sop: Sop) -> String {
    let [_, number] = sop.wis();
    let (mut words, mut random) = start(sop, number);
    words.set("performer", words.get("doer").unwrap_or_default().to_owned());
    words.set("pieces_over", format!("pieces > {}", 1 + random.below(5)));
    let steps = random.some_of(DESK_STEPS, 9);
    let mut out = String::new();
    let title = "wi @id@ \"Enter a @effect@ for a @subject@, desk sheet @number@\" {\n";
    for part in [title, HEAD, DESK_OPEN] {
        fill(&mut out, part, &words, &mut random);
    }
    lines(&mut out, &steps, &words, &mut random);
    fill(&mut out, DESK_CLOSE, &words, &mut random);
    if sop.shape % 2 == 1 {
        let [_, before] = sop.process.sop(sop.shape - 1).wis();
        words.set("before_wi", sop.process.area.id(Kind::Wi, before));
        let split = "  if \"The @effect@ is split in two parts\" {\n    follows @before_wi@ { on not_entered -> not_entered }\n  }\n";
        fill(&mut out, split, &words, &mut random);
    }
    fill(&mut out, DESK_END, &words, &mut random);
    fill(&mut out, HISTORY, &words, &mut random);
    out
}

fn start(sop: Sop, number: usize) -> (Words, Random) {
    let mut words = sop.words(Kind::Wi, number);
    words.set("number", number.to_string());
    (words, sop.process.area.random(Kind::Wi, number))
}

fn lines(out: &mut String, steps: &[&str], words: &Words, random: &mut Random) {
    for step in steps {
        out.push_str("  ");
        fill(out, step, words, random);
        out.push('\n');
    }
}
