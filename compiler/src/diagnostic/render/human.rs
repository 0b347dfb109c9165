//! Findings for a person, drawn by `ariadne`: the only file that names it. In: a finding. Out: its
//! lines with labels, then help, fixes and the page. `ariadne` sees only an excerpt, with its
//! characters counted (its byte mode takes the place of a label in another file for a number of
//! bytes); line numbers, places and the closing lines are set here.

use std::fmt::{Debug, Display, Write};

use ariadne::{Cache, Color, Config, Fmt, IndexType, Label, Report, ReportKind, Source};

use super::Notice;
use super::excerpt::{Excerpt, excerpt};
use super::inert::inert;
use super::place::Places;
use crate::diagnostic::{Diagnostic, FileId, Fix, Severity, Sources, UNREADABLE_FILE};
use crate::text::Span;

/// Of more related places only so many are drawn.
const MOST_RELATED: usize = 8;
/// A longer replacement is not shown beside its title.
const LONGEST_REPLACEMENT: usize = 60;

const MARGIN: Color = Color::Fixed(246);
const REMARK: Color = Color::Fixed(115);
const RELATED: Color = Color::Blue;
/// Stands where `ariadne` writes the path of a file; no text that is shown holds it.
const PATH: char = '\u{1}';

/// What is drawn of one file.
struct Part {
    excerpt: Excerpt,
    /// `path:line:column` of its first place.
    location: String,
    /// Message and colour of each span of the excerpt.
    labels: Vec<(String, Color)>,
}

/// A span with its message and colour.
type Labelled = (Span, String, Color);

pub fn diagnostic(out: &mut String, one: &Diagnostic, places: &mut Places, colour: bool) {
    headline(out, one.severity, one.check.name, &one.message, colour);
    let parts = parts(one, places);
    let drawn = draw(&parts, colour);
    let digits = parts.iter().flat_map(|part| part.excerpt.lines.iter().flatten()).max().map_or(1, |line| digits(*line));
    renumber(out, &drawn, &parts, digits);

    let mut remarks: Vec<(&str, String)> = Vec::new();
    if let Some(help) = &one.help {
        remarks.push(("help", inert(help).into_owned()));
    }
    let told = one.help.as_deref().unwrap_or("").to_lowercase();
    let fixes = one.fixes.iter().filter(|fix| !told.contains(&fix.title.to_lowercase()));
    remarks.extend(fixes.map(|fix| ("help", remedy(fix, places.sources))));
    if let Some(more) = one.related.len().checked_sub(MOST_RELATED).filter(|more| *more > 0) {
        remarks.push(("note", format!("{more} more related place{} not shown", if more == 1 { "" } else { "s" })));
    }
    remarks.push(("note", format!("see `sopc explain {}`", one.check.name)));
    close(out, &remarks, digits, colour);
}

pub fn notice(out: &mut String, notice: &Notice, colour: bool) {
    headline(out, Severity::Error, UNREADABLE_FILE.name, &notice.message, colour);
    let _ = writeln!(out, "   {} {} {}", painted("╭─[", MARGIN, colour), inert(&notice.path), painted("]", MARGIN, colour));
    let mut remarks: Vec<(&str, String)> = Vec::new();
    remarks.extend(notice.help.iter().map(|help| ("help", inert(help).into_owned())));
    remarks.push(("note", format!("see `sopc explain {}`", UNREADABLE_FILE.name)));
    close(out, &remarks, 1, colour);
}

pub fn colour_of(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info => Color::Cyan,
        Severity::Hint | Severity::Off => Color::Fixed(147),
    }
}

pub fn painted(text: &str, as_colour: Color, colour: bool) -> String {
    if colour { text.fg(as_colour).to_string() } else { text.to_owned() }
}

fn headline(out: &mut String, severity: Severity, check: &str, message: &str, colour: bool) {
    let kind = format!("{}[{check}]", severity.name());
    let _ = writeln!(out, "{}: {}", painted(&kind, colour_of(severity), colour), inert(message));
}

/// The finding's own file first, the others in the order of their related places.
fn parts(one: &Diagnostic, places: &mut Places) -> Vec<Part> {
    let mut files: Vec<(FileId, Vec<Labelled>)> = vec![(one.file, vec![(one.span, "here".to_owned(), colour_of(one.severity))])];
    for related in one.related.iter().take(MOST_RELATED) {
        let label = (related.span, inert(&related.message).into_owned(), RELATED);
        match files.iter_mut().find(|(file, _)| *file == related.file) {
            Some((_, labels)) => labels.push(label),
            None => files.push((related.file, vec![label])),
        }
    }
    let part = |(file, labels): (FileId, Vec<Labelled>)| {
        let spans: Vec<Span> = labels.iter().map(|(span, ..)| *span).collect();
        let place = places.place(file, spans.first().map_or(0, |span| span.start));
        Part {
            location: format!("{}:{}:{}", inert(places.sources.path(file)), place.line, place.column),
            excerpt: excerpt(places.sources.text(file), places.index(file), &spans),
            labels: labels.into_iter().map(|(_, message, colour)| (message, colour)).collect(),
        }
    };
    files.into_iter().map(part).collect()
}

struct Excerpts(Vec<Source<String>>);

impl Cache<usize> for Excerpts {
    type Storage = String;

    fn fetch(&mut self, part: &usize) -> Result<&Source<String>, impl Debug> {
        self.0.get(*part).ok_or("no such excerpt")
    }

    fn display<'a>(&self, _: &'a usize) -> Option<impl Display + 'a> {
        Some(PATH)
    }
}

fn draw(parts: &[Part], colour: bool) -> String {
    let config = Config::default().with_color(colour).with_index_type(IndexType::Char);
    let start = parts.first().and_then(|part| part.excerpt.spans.first()).cloned().unwrap_or(0..0);
    let mut report = Report::build(ReportKind::Error, (0, start)).with_config(config);
    for (number, part) in parts.iter().enumerate() {
        let mut labels: Vec<_> = part.excerpt.spans.iter().zip(&part.labels).collect();
        // Otherwise `ariadne` draws a file once more for each label that lies before the last.
        labels.sort_by_key(|(span, _)| span.end);
        for (span, (message, colour)) in labels {
            report.add_label(Label::new((number, span.clone())).with_message(message).with_color(*colour));
        }
    }
    let excerpts = Excerpts(parts.iter().map(|part| Source::from(part.excerpt.text.clone())).collect());
    let mut out = Vec::new();
    match report.finish().write(excerpts, &mut out) {
        Ok(()) => joined(&String::from_utf8(out).unwrap_or_default()),
        Err(_) => String::new(),
    }
}

/// `drawn` without the ends of a colour after which the same colour begins: `ariadne` paints each
/// character alone.
fn joined(drawn: &str) -> String {
    let mut out = String::with_capacity(drawn.len());
    let mut open = "";
    let mut ended = false;
    let mut pieces = drawn.split('\u{1b}');
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (code, text) = piece.split_once('m').unwrap_or((piece, ""));
        if code == "[0" && text.is_empty() {
            ended = true;
            continue;
        }
        if !(ended && code == open) {
            if ended {
                out.push_str("\u{1b}[0m");
            }
            let _ = write!(out, "\u{1b}{code}m");
        }
        (ended, open) = (false, code);
        out.push_str(text);
    }
    if ended {
        out.push_str("\u{1b}[0m");
    }
    out
}

/// Copies what was drawn without its first line and its last, with the numbers that lines have in
/// their files and the places of the parts.
fn renumber(out: &mut String, drawn: &str, parts: &[Part], width: usize) {
    let lines: Vec<&str> = drawn.lines().collect();
    let drawn_width = parts.iter().map(|part| digits(part.excerpt.lines.len() as u32)).max().unwrap_or(1);
    let wider = " ".repeat(width.saturating_sub(drawn_width));
    let mut numbers: &[Option<u32>] = &[];
    let mut parts = parts.iter();
    for line in lines.get(1..lines.len().saturating_sub(1)).unwrap_or(&[]) {
        if let Some((before, after)) = line.split_once(PATH) {
            let part = parts.next();
            numbers = part.map_or(&[], |part| &part.excerpt.lines);
            let rest = after.split_once(' ').map_or("", |(_, rest)| rest);
            let _ = write!(out, "{wider}{before}{} {rest}", part.map_or("", |part| &part.location));
        } else if let Some((before, number, after)) = split_number(line) {
            let paint = before.trim_end_matches(' ');
            let room = wider.len() + line.len() - after.len() - paint.len();
            let number = numbers.get(number.saturating_sub(1)).copied().flatten().unwrap_or(0);
            let _ = write!(out, "{paint}{number:>room$}{after}");
        } else {
            let _ = write!(out, "{wider}{line}");
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }
}

/// The margin's line number with what stands before and after it: `  12 │ …`.
fn split_number(line: &str) -> Option<(&str, usize, &str)> {
    let bar = line.find(['│', '┆'])?;
    let head = line.get(..bar)?.strip_suffix(' ')?;
    let before = head.trim_end_matches(|char: char| char.is_ascii_digit());
    let number = head.get(before.len()..)?.parse().ok()?;
    Some((before, number, line.get(head.len()..)?))
}

fn digits(number: u32) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// The remarks and the end of the frame, whose margin has room for `digits`.
fn close(out: &mut String, remarks: &[(&str, String)], digits: usize, colour: bool) {
    let margin = format!("{}{}", " ".repeat(digits + 2), painted("│", MARGIN, colour));
    let _ = writeln!(out, "{margin}");
    for (kind, text) in remarks {
        let _ = writeln!(out, "{margin} {}: {text}", painted(kind, REMARK, colour));
    }
    let _ = writeln!(out, "{}\n", painted(&format!("{}╯", "─".repeat(digits + 2)), MARGIN, colour));
}

/// The title of `fix`, with what it writes where that is short and not said already.
fn remedy(fix: &Fix, sources: &dyn Sources) -> String {
    let title = inert(&fix.title);
    let detail = match fix.edits.as_slice() {
        [edit] if edit.text.is_empty() => {
            let removed = edit.span.of(sources.text(edit.file));
            is_short(removed).then(|| format!("remove `{}`", inert(removed)))
        }
        [edit] => is_short(&edit.text).then(|| format!("`{}`", inert(edit.text.trim_matches('\n')))),
        _ => None,
    };
    let title = match title.chars().collect::<Vec<_>>().as_slice() {
        [first, second, ..] if second.is_lowercase() => first.to_lowercase().chain(title.chars().skip(1)).collect::<String>(),
        _ => title.into_owned(),
    };
    let detail = detail.filter(|detail| !title.to_lowercase().contains(&detail.trim_matches('`').to_lowercase()));
    let detail = detail.map_or(String::new(), |detail| format!(": {detail}"));
    format!("{title}{detail}{}", if fix.safe { "" } else { " (needs a look)" })
}

fn is_short(text: &str) -> bool {
    let text = text.trim_matches('\n');
    !text.trim().is_empty() && !text.contains(['\n', '\r']) && text.chars().nth(LONGEST_REPLACEMENT).is_none()
}
