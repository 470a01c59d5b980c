//! The few shapes that the sections of a run are made of.

use super::findings::{Findings, OptionFindings};
use crate::report::document::Block;
use crate::report::document::table::{Cell, Columns};
use crate::report::numbers::{self, Figure};
use crate::report::share::Share;
use crate::statistics::Tally;

/// A table with a row for each option.
pub fn by_option<'a>() -> Columns<'a, &'a OptionFindings<'a>> {
    Columns::default().name("Option", |option: &&OptionFindings| option.title()).standing_out(|option| option.look())
}

/// Blocks about each option, under its title; `is_open` tells which are shown at once.
pub fn folded<'a>(
    findings: &Findings<'a>,
    is_open: impl Fn(&OptionFindings<'a>) -> bool,
    blocks: impl Fn(&OptionFindings<'a>) -> Vec<Block>,
) -> impl Iterator<Item = Block> {
    findings.options.iter().map(move |option| Block::fold(is_open(option), option.title(), blocks(option)))
}

/// A mean with its interval, to a step no finer than `finest`; `None` where nothing was recorded.
pub fn mean(tally: Option<&Tally>, finest: f64) -> Option<Figure> {
    tally.filter(|tally| !tally.is_empty()).map(|tally| numbers::figure(&tally.estimate(), finest))
}

/// The same for a difference.
pub fn difference(tally: Option<&Tally>, finest: f64) -> Option<Figure> {
    tally.filter(|tally| !tally.is_empty()).map(|tally| numbers::difference(&tally.estimate(), finest))
}

/// A share with its interval, whose unit is written where the share above does not carry it.
pub fn share(share: Share) -> Cell {
    let main = numbers::in_a_hundred_short(&share);
    let unit = if main.ends_with("in 100") { "" } else { " in 100" };
    Cell::with_below(main, format!("{}{unit}", numbers::hundredths(&share.estimate)))
}
