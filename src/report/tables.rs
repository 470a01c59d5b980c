//! The table of options: its columns and cells, shared by the terminal and the page, and the terminal table itself.

use super::findings::{Findings, OptionFindings, Share};
use super::money::CostPerDay;
use super::numbers::{self, Figure, NOTHING};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// A column of the table of options, after the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Median of the count on the day asked about, and its middle half.
    Delayed,
    /// Share of replications at or under the target on its day, and its 95 % interval.
    AtTarget,
    /// The same for any day up to it.
    EverByThen,
    /// Delayed days avoided against the reference.
    DaysAvoided,
    /// People moved by the schemes.
    Moved,
    /// What the schemes spend.
    SchemeSpend,
    /// Total cost against the reference.
    ExtraCost,
    /// Cost of each delayed day avoided.
    CostPerDay,
}

/// What one cell says: a number, and below it how well it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub main: String,
    pub below: Option<String>,
}

impl Cell {
    /// The number, and what stands below it.
    fn lines(self) -> Vec<String> {
        std::iter::once(self.main).chain(self.below).collect()
    }

    fn plain(text: impl Into<String>) -> Self {
        Self { main: text.into(), below: None }
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        // Where both ends read alike there is nothing to add.
        let below = figure.range.filter(|range| range.contains(" to "));
        Self { main: figure.mean, below }
    }
}

impl Column {
    const ALL: [Self; 8] = [
        Self::Delayed,
        Self::AtTarget,
        Self::EverByThen,
        Self::DaysAvoided,
        Self::Moved,
        Self::SchemeSpend,
        Self::ExtraCost,
        Self::CostPerDay,
    ];

    /// The columns that say something: no target, a target that nobody reaches (the headline says so), one option, no moves, or
    /// no target touched before its day each leave some out.
    pub fn of(findings: &Findings) -> Vec<Self> {
        let compared = findings.options.len() > 1;
        let says_something = |column: &Self| match column {
            Self::Delayed => true,
            Self::AtTarget => reached(findings),
            Self::EverByThen => findings.options.iter().any(touches_before),
            Self::DaysAvoided | Self::ExtraCost | Self::CostPerDay => compared,
            Self::Moved => findings.options.iter().any(|option| option.moved.is_some()),
            Self::SchemeSpend => findings.options.iter().any(|option| option.scheme_spend.is_some()),
        };
        Self::ALL.into_iter().filter(says_something).collect()
    }

    /// The head of the column.
    pub fn title(self, findings: &Findings) -> String {
        let day = findings.day.map_or_else(String::new, |day| format!(" on {}", numbers::short_date(day)));
        let target = findings.target.map_or(0, |target| target.delayed_patients);
        match self {
            Self::Delayed => format!("Delayed{day}"),
            Self::AtTarget => format!("At {target} or fewer that day"),
            Self::EverByThen if reached(findings) => "Ever by then".into(),
            Self::EverByThen => format!("At {target} or fewer before{}", day.replacen(" on", "", 1)),
            Self::DaysAvoided => "Delayed days avoided".into(),
            Self::Moved => "Patients moved".into(),
            Self::SchemeSpend => "Spent by schemes".into(),
            Self::ExtraCost => "Extra cost, all headings".into(),
            Self::CostPerDay => "Cost per day avoided".into(),
        }
    }

    /// The cell of one option.
    pub fn cell(self, option: &OptionFindings) -> Cell {
        let reference = || Cell::plain(if option.is_reference { "reference" } else { NOTHING });
        match self {
            Self::Delayed => option.count.map_or(Cell::plain(NOTHING), |count| Cell {
                main: numbers::whole(count.median),
                below: Some(numbers::range(
                    &numbers::whole(count.lower_quartile),
                    &numbers::whole(count.upper_quartile),
                )),
            }),
            Self::AtTarget => share(option.at_target),
            Self::EverByThen => share(option.ever_by_then),
            Self::DaysAvoided => option.days_avoided.map_or_else(reference, |days| numbers::figure(&days, 1.0).into()),
            Self::Moved => option.moved.map_or(Cell::plain(NOTHING), |moved| Cell::plain(numbers::whole(moved))),
            Self::SchemeSpend => {
                option.scheme_spend.map_or(Cell::plain(NOTHING), |spend| Cell::plain(numbers::money(spend)))
            }
            Self::ExtraCost => option.extra_cost.map_or_else(reference, |cost| numbers::money_difference(&cost).into()),
            Self::CostPerDay => cost_per_day(option),
        }
    }

    /// Columns that a narrow terminal goes without, the first to go first.
    const GIVEN_UP: [Self; 6] =
        [Self::EverByThen, Self::Moved, Self::CostPerDay, Self::SchemeSpend, Self::ExtraCost, Self::DaysAvoided];
}

/// True when some replication of some option is at the target on its day.
fn reached(findings: &Findings) -> bool {
    findings.target.is_some()
        && findings.options.iter().any(|option| option.at_target.is_some_and(|share| share.successes > 0))
}

/// True when some replication was at the target before its day and not on it.
fn touches_before(option: &OptionFindings) -> bool {
    let ever = option.ever_by_then.map(|share| share.successes);
    ever.is_some() && ever != option.at_target.map(|share| share.successes)
}

fn share(share: Option<Share>) -> Cell {
    share.map_or(Cell::plain(NOTHING), |share| Cell {
        main: numbers::in_a_hundred_short(&share),
        below: Some(share_below(&share)),
    })
}

/// The interval under a share; its unit is written where the share above does not carry it.
fn share_below(share: &Share) -> String {
    let unit = if numbers::in_a_hundred_short(share).ends_with("in 100") { "" } else { " in 100" };
    format!("{}{unit}", numbers::hundredths(&share.estimate))
}

/// The cost of a delayed day avoided, as the cell of an option says it: marked where others pay for what it saves.
pub fn cost_per_day(option: &OptionFindings) -> Cell {
    match &option.cost_per_day {
        CostPerDay::Saves if option.displaced.is_some() => Cell::plain(format!("costs less{MARK}")),
        cost => cost_of_a_day(cost),
    }
}

/// The cost of a delayed day avoided, as a cell says it.
pub fn cost_of_a_day(cost: &CostPerDay) -> Cell {
    match cost {
        CostPerDay::Reference => Cell::plain(NOTHING),
        CostPerDay::NoDaysAvoided => Cell::plain("no days avoided"),
        CostPerDay::CannotBeTold => Cell::plain("cannot be told"),
        CostPerDay::Saves => Cell::plain("costs less"),
        CostPerDay::Pounds(each) => numbers::money_figure(each).into(),
    }
}

/// Said wherever one replication gives a difference or a cost.
pub const ONE_REPLICATION: &str =
    "One replication has no interval: whether a difference or a cost is more than chance cannot be told from it.";

/// Stands after `costs less` where others pay for it in another way.
const MARK: char = '†';

/// Explains the mark, where the table carries it.
fn mark_explained(findings: &Findings, columns: &[Column]) -> Option<String> {
    let is_marked =
        |option: &OptionFindings| matches!(option.cost_per_day, CostPerDay::Saves) && option.displaced.is_some();
    if !columns.contains(&Column::CostPerDay) || !findings.options.iter().any(is_marked) {
        return None;
    }
    Some(format!(
        "{MARK} Others pay for it: more planned admissions are cancelled, or more hours are spent waiting for a bed, and neither \
         is in the accounts."
    ))
}

/// What the small figures under the numbers are.
pub fn key(findings: &Findings, columns: &[Column]) -> String {
    let mut text = String::from("Below each number: the middle half of the simulated counts");
    if findings.target.is_some() || findings.options.len() > 1 {
        text.push_str("; for every other number its 95 % interval");
    }
    if let Some(reference) = findings.reference().filter(|_| findings.options.len() > 1) {
        text.push_str(&format!(". Days avoided and cost are against {}, over the whole period", reference.quoted()));
    }
    text.push('.');
    if findings.results.replications == 1 {
        text.push_str(&format!(" {ONE_REPLICATION}"));
    }
    if let Some(mark) = mark_explained(findings, columns) {
        text.push_str(&format!(" {mark}"));
    }
    text
}

/// Space between two columns.
const GAP: usize = 2;
/// The least a title is given, and the least a terminal is taken to have.
const TITLE: usize = 16;
const NARROWEST: usize = 40;

/// The table of options for a terminal of so many columns, with a line that explains its small figures.
pub fn options_table(findings: &Findings, width: u16) -> String {
    let width = usize::from(width).max(NARROWEST);
    let columns = fitting(findings, width);
    let mut table = Table::new();
    table.load_style(light()).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(std::iter::once("Option".into()).chain(columns.iter().map(|(column, _)| column.title(findings))));
    for option in &findings.options {
        let lines = columns.iter().map(|(column, _)| column.cell(option).lines().join("\n"));
        table.add_row(std::iter::once(option.title().to_owned()).chain(lines));
    }
    let shown: Vec<Column> = columns.iter().map(|&(column, _)| column).collect();
    let numbers: usize = columns.iter().map(|(_, width)| width).sum();
    let longest = findings.options.iter().map(|option| option.title().chars().count()).max().unwrap_or(0).max(TITLE);
    let title = longest.min(width.saturating_sub(numbers)).max(TITLE);
    let widths = std::iter::once(title).chain(columns.iter().map(|&(_, width)| width - 1));
    for ((at, column), width) in table.column_iter_mut().enumerate().zip(widths) {
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width as u16)));
        // The rest of the gap is the line between columns, drawn as a space.
        column.set_padding(if at == 0 { (0, 0) } else { (GAP as u16 - 1, 0) });
        if at > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n\n{}\n", table.trim_fmt(), wrapped(&key(findings, &shown), width))
}

/// The columns that fit beside the titles, each with its width.
fn fitting(findings: &Findings, width: usize) -> Vec<(Column, usize)> {
    let mut columns: Vec<(Column, usize)> =
        Column::of(findings).into_iter().map(|column| (column, column_width(findings, column))).collect();
    for unwanted in Column::GIVEN_UP {
        let wanted: usize = columns.iter().map(|(_, width)| width).sum();
        if wanted + TITLE > width {
            columns.retain(|(column, _)| *column != unwanted);
        }
    }
    columns
}

/// Wide enough that no number and no word of the head is broken.
fn column_width(findings: &Findings, column: Column) -> usize {
    let title = column.title(findings);
    let words = title.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let cells = findings.options.iter().flat_map(|option| column.cell(option).lines());
    let longest = cells.map(|line| line.chars().count()).max().unwrap_or(0);
    longest.max(words) + GAP
}

/// A rule under the head and a blank line between options.
fn light() -> TableStyle {
    TableStyle::new()
        .header_separator(LineStyle::none().fill('─').junction('─'))
        .row_separator(LineStyle::none().fill(' ').junction(' '))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::{Fixture, usual};

    fn longest_line(text: &str) -> usize {
        text.lines().map(|line| line.chars().count()).max().unwrap_or_default()
    }

    #[test]
    fn the_table_fits_the_terminal_and_gives_up_columns_for_it() {
        let (scenario, results) = usual();
        let findings = Findings::new(scenario, results);
        for width in [50, 72, 80, 100, 120, 160] {
            let table = options_table(&findings, width);
            assert!(longest_line(&table) <= usize::from(width), "{width} columns:\n{table}");
            assert!(table.contains("150 to 170"));
        }
        assert!(options_table(&findings, 160).contains("Patients"));
        assert!(!options_table(&findings, 80).contains("Patients"));
        let at_100 = options_table(&findings, 100);
        assert!(at_100.contains("Cost per day") && at_100.contains("Spent"), "{at_100}");
        assert!(!at_100.contains("fewer that day"));
    }

    #[test]
    fn a_saving_that_others_pay_for_is_marked_and_explained() {
        use crate::model::Outcome;
        let (scenario, mut results) = crate::report::displaced::tests::rising(Outcome::ElectivesCancelled, 1_000.0);
        let cost = results.outcome(Outcome::TotalCost).unwrap();
        results.options[1].differences[cost] = (0..200).map(|n| -9e6 + f64::from(n)).collect();
        let table = options_table(&Findings::new(&scenario, &results), 160);
        assert!(table.contains("costs less†") && table.contains("† Others pay for it"), "{table}");
        let cancelled = results.outcome(Outcome::ElectivesCancelled).unwrap();
        results.options[1].differences[cancelled] = Default::default();
        assert!(!options_table(&Findings::new(&scenario, &results), 160).contains('†'));
    }

    #[test]
    fn every_option_has_its_row() {
        let (scenario, results) = usual();
        let table = options_table(&Findings::new(scenario, results), 160);
        for option in &results.options {
            let first_word = option.title.split(' ').next().unwrap();
            assert!(table.contains(first_word), "{}", option.title);
        }
    }

    #[test]
    fn columns_that_say_nothing_are_left_out() {
        let (scenario, results) =
            Fixture { target: None, options: 1, replications: 20, has_schemes: false, ..Fixture::default() }.build();
        assert_eq!(Column::of(&Findings::new(&scenario, &results)), [Column::Delayed]);
    }

    #[test]
    fn a_target_touched_before_its_day_has_a_column() {
        let has_column = |target| {
            let (scenario, results) = Fixture { target: Some(target), days: 125, ..Fixture::default() }.build();
            Column::of(&Findings::new(&scenario, &results)).contains(&Column::EverByThen)
        };
        assert!(has_column(95));
        assert!(!has_column(30));
    }

    #[test]
    fn prose_is_wrapped_without_parting_a_number_from_its_per_cent() {
        assert_eq!(wrapped("a share of 95 % here", 13), "a share of\n95 % here");
        assert_eq!(wrapped("an_endless_word that stands", 6), "an_endless_word\nthat\nstands");
    }
}
