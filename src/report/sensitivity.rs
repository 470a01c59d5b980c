//! What `dtoc sensitivity` found: which assumption matters most, and how wrong it may be before the decision is another.

mod charts;
mod finding;
mod page;
mod table;

use super::sweep::value_in_words;
use super::{File, Stamp, data, letters, numbers, quantity, tables};
use crate::experiment::comparison::Criterion;
use crate::experiment::sensitivity::{End, Examined, Sensitivity, Standing, Switch};
use crate::model::dates::plus_days;
use crate::model::{CareSystem, Date};
use crate::scenario::Scenario;
use crate::statistics::Estimate;

pub use finding::{details, headline};

/// What was found, and the scenario it was found for.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    pub scenario: &'a Scenario,
    pub found: &'a Sensitivity,
}

impl<'a> Answered<'a> {
    fn system(&self) -> &'a CareSystem {
        &self.scenario.system
    }

    /// What an option is called (by its position in the question): its title, or its id where there is none.
    pub fn title(&self, option: usize) -> &'a str {
        let option = &self.system().options[self.found.question.options[option]];
        if option.title.is_empty() { &option.id } else { &option.title }
    }

    /// The same in quotation marks.
    pub fn quoted(&self, option: usize) -> String {
        format!("“{}”", self.title(option))
    }

    /// Its short name.
    pub fn id(&self, option: usize) -> &'a str {
        &self.system().options[self.found.question.options[option]].id
    }

    /// The day whose midnight count is meant: that of the target, else the last.
    pub fn day(&self) -> Date {
        let period = &self.system().period;
        let last = plus_days(period.start, i64::from(period.days) - 1);
        self.system().target.map_or(last, |target| target.by)
    }

    /// Patients at most, where there is a target.
    pub fn target(&self) -> Option<u32> {
        self.system().target.map(|target| target.delayed_patients)
    }

    /// An assumption in words: `places of Reablement`.
    pub fn quantity(&self, one: &Examined) -> String {
        quantity::in_words(one.ranged.path(), self.system())
    }

    /// The same with a capital.
    pub fn capitalised(&self, one: &Examined) -> String {
        letters::capitalised(&self.quantity(one))
    }

    /// What the best option has least of, in words.
    pub fn criterion(&self) -> String {
        match self.found.question.criterion {
            Criterion::Delayed => format!("delayed on {}", numbers::date(self.day())),
            Criterion::DelayedDays => "delayed days".into(),
        }
    }

    /// The step to which the criterion is written at the finest.
    pub fn finest(&self) -> f64 {
        match self.found.question.criterion {
            Criterion::Delayed => 0.1,
            Criterion::DelayedDays => 1.0,
        }
    }

    /// The assumptions by the size of their swing of the count, the largest first.
    pub fn by_count(&self) -> Vec<&'a Examined> {
        self.by(|one| Some(one.swing.change.delayed))
    }

    /// The assumptions by the size of their swing of the lead, the largest first; none without a runner-up.
    pub fn by_lead(&self) -> Vec<&'a Examined> {
        self.by(|one| one.swing.lead)
    }

    fn by(&self, swing: impl Fn(&Examined) -> Option<Estimate>) -> Vec<&'a Examined> {
        let size = |one: &Examined| swing(one).map_or(f64::NEG_INFINITY, |swing| swing.mean.abs());
        let mut all: Vec<&Examined> = self.found.assumptions.iter().filter(|one| swing(one).is_some()).collect();
        all.sort_by(|one, other| size(other).total_cmp(&size(one)));
        all
    }

    /// The assumptions that change which option is best, with the values where they do, those nearest to what is stated first (as a
    /// share of the way to the end of the range).
    pub fn switching(&self) -> Vec<(&'a Examined, &'a Switch)> {
        let all = self.found.assumptions.iter();
        let mut all: Vec<(&Examined, &Switch)> =
            all.flat_map(|one| switches(&one.decision).iter().map(move |switch| (one, switch))).collect();
        all.sort_by(|one, other| share_of_way(one).total_cmp(&share_of_way(other)));
        all
    }

    /// The same for whether the target is met.
    pub fn target_switching(&self) -> Vec<(&'a Examined, &'a Switch)> {
        let all = self.found.assumptions.iter();
        let standing = |one: &'a Examined| one.target.as_ref().map_or(&[][..], switches);
        let mut all: Vec<(&Examined, &Switch)> =
            all.flat_map(|one| standing(one).iter().map(move |switch| (one, switch))).collect();
        all.sort_by(|one, other| share_of_way(one).total_cmp(&share_of_way(other)));
        all
    }

    /// The assumptions at an end of which the best option cannot be told.
    pub fn open(&self) -> Vec<&'a Examined> {
        self.found.assumptions.iter().filter(|one| one.decision == Standing::Open).collect()
    }

    /// Both ends of an assumption, the one where the count is lower first.
    pub fn from_lower(one: &Examined) -> [&End; 2] {
        if one.swing.change.delayed.mean < 0.0 { [&one.high, &one.low] } else { [&one.low, &one.high] }
    }
}

fn switches(standing: &Standing) -> &[Switch] {
    match standing {
        Standing::Switches(switches) => switches,
        Standing::Holds | Standing::Open => &[],
    }
}

/// How far a switching value lies on the way from the stated value to the end of the range.
fn share_of_way((one, switch): &(&Examined, &Switch)) -> f64 {
    let ranged = &one.ranged;
    let end = if switch.crossing.value < ranged.stated { ranged.low.value } else { ranged.high.value };
    let share = (switch.crossing.value - ranged.stated) / (end - ranged.stated);
    if share.is_finite() { share } else { 0.0 }
}

/// A value of an assumption in words: three significant figures, or as the scenario writes it.
pub fn value(one: &Examined, value: f64) -> String {
    let ranged = &one.ranged;
    if ranged.is_whole {
        return numbers::whole(value.round());
    }
    let ends = [&ranged.low, &ranged.high].into_iter().filter(|bound| bound.refused.is_none()).map(|bound| bound.value);
    let is_written = ends.chain([ranged.stated]).any(|written| written == value);
    if is_written || value == 0.0 || !value.is_finite() {
        return value_in_words(value);
    }
    // As many figures as tell a hundredth of the range.
    let decimals = (2.0 - ranged.width().abs().log10().floor()).clamp(0.0, 9.0);
    let power = 10f64.powf(decimals);
    value_in_words((value * power).round() / power)
}

/// A switching value with its interval: `0.31 (95 % interval 0.29 to 0.34)`.
pub fn crossing(one: &Examined, switch: &Switch) -> String {
    let crossing = &switch.crossing;
    let (lower, upper) = (value(one, crossing.lower), value(one, crossing.upper));
    if one.ranged.is_whole && crossing.upper - crossing.lower <= 1.0 {
        return if switch.is_above { format!("{upper} or more") } else { format!("{lower} or less") };
    }
    format!("{} (95 % interval {lower} to {upper})", value(one, crossing.value))
}

/// What standard output gets.
pub fn summary_text(scenario: &Scenario, found: &Sensitivity, folder: &str, width: u16) -> String {
    let answered = Answered { scenario, found };
    let columns = usize::from(width.max(60));
    let mut text = format!(
        "{}\n\n{}\n",
        tables::wrapped(&scenario.title, columns),
        tables::wrapped(&headline(&answered), columns)
    );
    for sentence in details(&answered) {
        text.push_str(&tables::wrapped(&sentence, columns));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&table::text(&answered, columns));
    let folder = folder.trim_end_matches('/');
    text.push_str(&format!(
        "\nThe full report: {folder}/report.html\nFor Excel, R or Python: {folder}/sensitivity.csv\nCharts for slides: {folder}/charts/*.png\n"
    ));
    text
}

/// Every file of the folder.
pub fn files(scenario: &Scenario, found: &Sensitivity, stamp: &Stamp) -> Vec<File> {
    let answered = Answered { scenario, found };
    let charts = charts::charts(&answered);
    let figures = super::charts::figures(&charts);
    let mut files = vec![
        File::new("report.html", page::html(&answered, &figures, stamp)),
        File::new("sensitivity.csv", data::sensitivity::csv(&answered)),
        File::new("summary.json", data::sensitivity::json(&answered, stamp)),
    ];
    files.extend(super::charts::files(&charts, figures));
    files
}
