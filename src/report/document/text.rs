//! A document on a terminal: sentences wrapped, and tables that fit.

use super::table::{Cell, Head, Kind, Table};
use super::{Block, Document};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};

/// Space between two columns.
const GAP: usize = 2;
/// The least that a column of words is given, what it keeps while heads can have more lines, and the least that a terminal is taken
/// to have.
const WORDS: usize = 16;
const EASY_WORDS: usize = 28;
const NARROWEST: usize = 40;

/// The answer: its title, its sentences, and what is printed after them.
pub fn text(document: &Document, width: u16) -> String {
    let width = usize::from(width).max(NARROWEST);
    let mut text = String::new();
    if !document.title.is_empty() {
        text.push_str(&format!("{}\n\n", wrapped(&document.title, width)));
    }
    for sentence in std::iter::once(&document.headline).chain(&document.sentences) {
        text.push_str(&format!("{}\n", wrapped(sentence, width)));
    }
    for block in &document.printed {
        text.push_str(&format!("\n{}\n", self::block(block, width)));
    }
    text
}

/// A block without a line end.
fn block(block: &Block, width: usize) -> String {
    match block {
        Block::Paragraph(words) | Block::Note(words) => wrapped(&words.text(), width),
        Block::Heading(words) => wrapped(words, width),
        Block::List(items) => items.iter().map(|words| wrapped(&words.text(), width)).collect::<Vec<_>>().join("\n"),
        Block::Definitions(terms) => {
            let one = |(term, said): &(super::Words, Vec<super::Words>)| {
                let said: Vec<String> = said.iter().map(super::Words::text).collect();
                wrapped(&format!("{}: {}", term.text(), said.join(" ")), width)
            };
            terms.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => self::table(table, width),
        Block::Chart(chart) => wrapped(chart.alternative_text(), width),
        Block::Fold { summary, blocks, .. } => {
            let inside = blocks.iter().map(|inner| self::block(inner, width));
            std::iter::once(wrapped(&summary.text(), width)).chain(inside).collect::<Vec<_>>().join("\n\n")
        }
        Block::Code(lines) => lines.clone(),
    }
}

/// A table under its title, with its caption under it.
fn table(table: &Table, width: usize) -> String {
    let mut parts = Vec::new();
    if !table.title.is_empty() {
        parts.push(wrapped(&table.title, width));
    }
    let shown = fitting(table, width);
    parts.push(drawn(table, &shown, width));
    let caption = table.caption(shown.iter().filter_map(|&at| table.heads.get(at)));
    if !caption.is_empty() {
        parts.push(wrapped(&caption, width));
    }
    parts.join("\n\n")
}

/// The table itself: a rule under its head and, where cells have two lines, a blank line between its rows.
fn drawn(table: &Table, shown: &[usize], width: usize) -> String {
    let widths = widths(table, shown, width);
    let mut style = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    let mut cells = table.rows.iter().flat_map(|row| shown.iter().filter_map(|&at| row.cells.get(at)));
    if cells.any(|cell| cell.below.is_some()) {
        style = style.row_separator(LineStyle::none().fill(' ').junction(' '));
    }
    let mut drawing = comfy_table::Table::new();
    drawing.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
    let heads = shown.iter().zip(&widths).filter_map(|(&at, width)| Some((table.heads.get(at)?, *width)));
    drawing.set_header(heads.map(|(head, width)| wrapped(&head.title, width)));
    for row in &table.rows {
        let cells = shown.iter().zip(&widths).filter_map(|(&at, width)| Some((row.cells.get(at)?, *width)));
        let lines = |(cell, width): (&Cell, usize)| cell.lines().iter().map(|line| wrapped(line, width)).collect();
        drawing.add_row(cells.map(lines).map(|lines: Vec<String>| lines.join("\n")));
    }
    for ((place, column), (&at, width)) in drawing.column_iter_mut().enumerate().zip(shown.iter().zip(widths)) {
        // The rest of the gap is the line between columns, drawn as a space.
        let gap = if place == 0 { 0 } else { GAP as u16 - 1 };
        column.set_padding((gap, 0));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width as u16 + gap)));
        if table.heads.get(at).is_some_and(is_number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    drawing.trim_fmt()
}

fn is_number(head: &Head) -> bool {
    matches!(head.kind, Kind::Number | Kind::Wide)
}

/// Wide enough that no number and no word of the head is broken; words have their longest line, and a name has room for words.
fn natural(table: &Table, at: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).flat_map(Cell::lines);
    let longest = cells.map(|line| line.chars().count()).max().unwrap_or(0);
    let head = table.heads.get(at);
    let title = head.map_or("", |head| head.title.as_str());
    let least = if head.is_some_and(|head| head.kind == Kind::Name) { WORDS } else { 0 };
    longest.max(title.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)).max(least)
}

/// Wide enough that the head has two lines at most, too, unless it may be taller.
fn comfortable(table: &Table, at: usize) -> usize {
    let title = table.heads.get(at).map_or("", |head| head.title.as_str());
    let mut width = natural(table, at);
    while !table.has_tall_heads && wrapped(title, width).lines().count() > 2 {
        width += 1;
    }
    width
}

/// The columns that are shown: all that are no drawings, but for those of the page and those given up until the rest fits.
fn fitting(table: &Table, width: usize) -> Vec<usize> {
    let heads = table.heads.iter().enumerate();
    let is_for_terminals = |head: &Head| head.kind != Kind::Drawing && !head.is_for_the_page;
    let mut shown: Vec<usize> = heads.filter(|(_, head)| is_for_terminals(head)).map(|(at, _)| at).collect();
    let least = |at: usize| match table.heads.get(at) {
        Some(head) if is_number(head) => natural(table, at) + GAP,
        _ => natural(table, at).clamp(WORDS.min(natural(table, at)), WORDS) + GAP,
    };
    let given_up = |at: usize| table.heads.get(at).and_then(|head| head.given_up);
    let mut order: Vec<usize> = shown.iter().copied().filter(|&at| given_up(at).is_some()).collect();
    order.sort_by_key(|&at| given_up(at));
    for unwanted in order {
        if shown.iter().map(|&at| least(at)).sum::<usize>() > width + GAP {
            shown.retain(|&at| at != unwanted);
        }
    }
    shown
}

/// The width of each column that is shown: what it needs to be read with ease and, where that is too wide, words in fewer letters a
/// line, then heads in more lines, then words in few letters, the widest giving way first. A word is broken only where nothing else
/// can give way, a number never.
fn widths(table: &Table, shown: &[usize], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = shown.iter().map(|&at| comfortable(table, at)).collect();
    let room = width.saturating_sub(GAP * shown.len().saturating_sub(1));
    let is_words = |at: usize| table.heads.get(at).is_some_and(|head| !is_number(head));
    let steps: [(usize, Least, Least); 4] = [
        (EASY_WORDS, longest_word, comfortable),
        (EASY_WORDS, longest_word, natural),
        (WORDS, longest_word, natural),
        (WORDS, |_, _| 0, natural),
    ];
    for (letters, of_words, of_numbers) in steps {
        let least = |at: usize| if is_words(at) { of_words(table, at).max(letters) } else { of_numbers(table, at) };
        let least: Vec<usize> = shown.iter().map(|&at| least(at)).collect();
        while widths.iter().sum::<usize>() > room {
            let giving = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
            match giving.max_by_key(|(width, _)| **width) {
                Some((width, _)) => *width -= 1,
                None => break,
            }
        }
    }
    widths
}

/// The least width of a column, by its position.
type Least = fn(&Table, usize) -> usize;

fn longest_word(table: &Table, at: usize) -> usize {
    let lines = table.rows.iter().filter_map(|row| row.cells.get(at)).flat_map(Cell::lines);
    let words = |line: String| line.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    lines.map(words).max().unwrap_or(0)
}

/// Breaks prose into lines of at most so many characters; a longer word keeps a line to itself, and a per cent sign stays with
/// its number.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let room = lines.last().map_or(0, |line| line.chars().count() + 1 + word.chars().count());
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if room <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines.join("\n").replace('\u{a0}', " ")
}
