//! The lines that a finding needs. In: a text and the spans to show. Out: a short text of only these
//! lines, inert and with long lines cut, the number of each line in the file, and where each span
//! lies in it. So what is drawn costs as much as it shows, however large the file is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::inert::{REPLACED, is_active};
use super::place::floor;
use crate::text::{LineIndex, Span};

/// A line of more characters is cut to what surrounds the spans.
const LONGEST_LINE: usize = 160;
/// What is kept of it before and after each end of a span.
const BEFORE: usize = 30;
const AFTER: usize = 45;
const TAB: usize = 4;

pub struct Excerpt {
    /// Each line ends with a space, so that a span behind its last character has a place.
    pub text: String,
    /// For each line of `text` its number in the file, from 1; none where lines are left out.
    pub lines: Vec<Option<u32>>,
    /// For each span asked for, the characters of `text`; never empty.
    pub spans: Vec<Range<usize>>,
}

pub fn excerpt(text: &str, index: &LineIndex, spans: &[Span]) -> Excerpt {
    let spans: Vec<Span> = spans.iter().map(|span| visible(text, index, *span)).collect();
    // The ends of the spans, by line; each with the character of the excerpt where it lies.
    let mut ends: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
    for offset in spans.iter().flat_map(|span| [span.start, span.end]) {
        ends.entry(index.line(offset)).or_default().insert(offset, 0);
    }
    let mut out = Writer::default();
    let mut next = None;
    for (line, points) in &mut ends {
        if next.is_some_and(|next| next != *line) {
            out.end_line(None);
        }
        out.line(text, index.line_start(*line, text), index.line_end(*line, text), points);
        out.end_line(Some(*line + 1));
        next = Some(*line + 1);
    }
    let at = |offset: u32| ends.get(&index.line(offset)).and_then(|points| points.get(&offset)).copied().unwrap_or(0);
    let spans = spans.iter().map(|span| (at(span.start), at(span.end)));
    let spans = spans.map(|(start, end)| start..end.max(start + 1)).collect();
    Excerpt { text: out.text, lines: out.lines, spans }
}

/// `span` inside `text`, between characters, without the line breaks at its end.
fn visible(text: &str, index: &LineIndex, span: Span) -> Span {
    let start = floor(text, span.start);
    let body = text.get(start as usize..floor(text, span.end.max(start)) as usize).unwrap_or("");
    let end = start + body.trim_end_matches(['\r', '\n']).len() as u32;
    let within = |offset: u32| offset.min(index.line_end(index.line(offset), text));
    Span::new(within(start), within(end))
}

#[derive(Default)]
struct Writer {
    text: String,
    chars: usize,
    lines: Vec<Option<u32>>,
}

impl Writer {
    fn push(&mut self, char: char) {
        self.text.push(char);
        self.chars += 1;
    }

    fn end_line(&mut self, number: Option<u32>) {
        self.push(' ');
        self.push('\n');
        self.lines.push(number);
    }

    /// Writes the bytes `start..end` of `text`, one line, and notes where each of `points` comes to lie.
    fn line(&mut self, text: &str, start: u32, end: u32, points: &mut BTreeMap<u32, usize>) {
        let offsets: Vec<u32> = points.keys().copied().collect();
        let parts = parts(text, start, end, &offsets);
        let mut points = points.iter_mut().peekable();
        let line_start = self.chars;
        let mut done = start;
        for part in &parts {
            if part.start > done {
                self.push('…');
            }
            let shown = text.get(part.range()).unwrap_or("");
            for (at, char) in shown.char_indices() {
                let offset = part.start + at as u32;
                while let Some((_, place)) = points.next_if(|(point, _)| **point <= offset) {
                    *place = self.chars;
                }
                match char {
                    '\u{FEFF}' if offset == 0 => {}
                    '\t' => {
                        let column = self.chars - line_start;
                        (0..TAB - column % TAB).for_each(|_| self.push(' '));
                    }
                    char if is_active(char) => self.push(REPLACED),
                    char => self.push(char),
                }
            }
            while let Some((_, place)) = points.next_if(|(point, _)| **point <= part.end) {
                *place = self.chars;
            }
            done = part.end;
        }
        if done < end {
            self.push('…');
        }
    }
}

/// The parts of a line to show: all of it, or what surrounds the points of a long one.
fn parts(text: &str, start: u32, end: u32, points: &[u32]) -> Vec<Span> {
    let line = Span::new(start, end);
    if line.of(text).char_indices().nth(LONGEST_LINE).is_none() {
        return vec![line];
    }
    let mut parts: Vec<Span> = Vec::new();
    for point in points {
        let back = Span::new(start, *point).of(text).char_indices().rev().nth(BEFORE - 1);
        let ahead = Span::new(*point, end).of(text).char_indices().nth(AFTER);
        let from = back.map_or(start, |(at, _)| start + at as u32);
        let to = ahead.map_or(end, |(at, _)| point + at as u32);
        match parts.last_mut() {
            Some(last) if from <= last.end => last.end = to.max(last.end),
            _ => parts.push(Span::new(from, to)),
        }
    }
    parts
}
