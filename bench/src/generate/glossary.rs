//! The glossaries: one of the company, which every document uses, and one of each area.
//! In: an area. Out: text. The glossary of an area stands alone, as glossaries refer to nothing.

use super::area::{Area, Kind};
use super::template::fill;
use super::wordlist::{SUBJECTS, SYSTEMS, TERMS};

/// The id of the company's glossary.
pub const COMPANY: &str = "GLO-ORG-001";

/// The words of the company.
pub const COMPANY_TEXT: &str = r#"glossary GLO-ORG-001 "Words of the company" {
  version 1.2
  status  effective
  owner   quality
  purpose "One meaning for the words that every department shares."

  // Roles that stand above the departments
  role quality  "Quality manager" at "quality desk, x4400"
  role director "Director of operations" at "board office, x4000"
  external role customer "The customer"

  term working_paper "A note that helps the work and is thrown away when the case is closed"
  term record        "A document that shows later what was done, by whom and when"

  history {
    1.2 2025-02-03 "The desk numbers are new"
    1.1 2024-02-05 "Working papers are told from records"
  }
}
"#;

const HEAD: &str = r#"glossary @id@ "Words of the @subjects@ department" {
  version @version@
  status  effective
  owner   @owner@
  purpose "One meaning for the words that the procedures of the department share."

  // Roles, one line each; a name stands for the desk, not for a person
"#;

const OUTSIDERS: &str = r#"  external role courier  "The courier that carries the goods"
  external role supplier "The supplier of parts and materials"

"#;

const TAIL: &str = r#"
  unit carton "A box of at most 20 kg that one person can lift"

  history {
    @version@ @effective@ "@[The systems have new names|A term was added after the audit|Roles follow the new organisation]"
    @former@ @former_date@ "@[First issue for the whole department|Roles were taken over from the handbook|Terms were agreed with the other departments]"
  }
}
"#;

/// The glossary of `area`.
pub fn text(area: Area) -> String {
    let mut words = area.words(Kind::Glossary, 1);
    let mut random = area.random(Kind::Glossary, 1);
    let roles = area.roles();
    words.set("subjects", area.entry(SUBJECTS, 14, 0).1);
    words.set("owner", roles.get(2).map_or("", |(name, _)| name));
    let mut out = String::new();
    fill(&mut out, HEAD, &words, &mut random);
    for (extension, (name, title)) in roles.iter().enumerate() {
        words.set("name", *name);
        words.set("title", *title);
        words.set("extension", format!("x{}", 4100 + area.number % 80 * 10 + extension));
        fill(&mut out, "  role @name@ \"@title@\" at \"@[desk|office|room] of the department, @extension@\"\n", &words, &mut random);
    }
    out.push_str(OUTSIDERS);
    for process in area.processes() {
        let (name, meaning) = area.entry(TERMS, 16, process.place);
        out.push_str(&format!("  term {name} \"{meaning}\"\n"));
    }
    out.push('\n');
    for process in area.processes() {
        let (name, title) = area.entry(SYSTEMS, 17, process.place);
        out.push_str(&format!("  system {name} \"{title}\"\n"));
    }
    fill(&mut out, TAIL, &words, &mut random);
    out
}
