//! What was found, and what can be read off it.

use crate::experiment::comparison::Criterion;
use crate::experiment::sensitivity::{Becomes, End, Examined, Screened, Sensitivity, Standing, Switch};
use crate::model::{CareSystem, Date};
use crate::report::numbers::{self, value_in_words};
use crate::report::{clauses, letters, quantity};
use crate::scenario::Scenario;
use crate::statistics::Estimate;

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

    /// What an option is called (by its position in the question).
    pub fn title(&self, option: usize) -> &'a str {
        let option = &self.system().options[self.found.question.options[option]];
        clauses::title(&option.title, &option.id)
    }

    /// The same in quotation marks.
    pub fn quoted(&self, option: usize) -> String {
        clauses::quoted(self.title(option))
    }

    /// What the preferred option is called, in quotation marks.
    pub fn preferred(&self) -> String {
        self.quoted(self.found.preferred)
    }

    /// The short name of an option.
    pub fn id(&self, option: usize) -> &'a str {
        &self.system().options[self.found.question.options[option]].id
    }

    /// The day whose midnight count is meant.
    pub fn day(&self) -> Date {
        clauses::day_asked_about(self.system())
    }

    /// Patients at most, where there is a target.
    pub fn target(&self) -> Option<u32> {
        self.system().target.map(|target| target.delayed_patients)
    }

    /// Whether the preferred option meets the target with the values as stated; none without a target.
    pub fn meets_target(&self) -> Option<bool> {
        let stated = self.found.stated[self.found.preferred].target_met?;
        Some(stated.mean >= self.found.question.probability)
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

    /// What the screening found for the assumption at this position.
    pub fn screened(&self, at: usize) -> Option<&'a Screened> {
        self.found.screening.as_ref()?.assumptions.get(at)
    }

    /// The assumptions by the size of their swing of the count, the largest first.
    pub fn by_count(&self) -> Vec<&'a Examined> {
        self.by(|one| Some(one.swing.change.delayed))
    }

    /// The assumptions by the size of their swing of the lead, the largest first; none without a runner-up.
    pub fn by_lead(&self) -> Vec<&'a Examined> {
        self.by(|one| one.swing.lead)
    }

    /// The assumptions with what was found with all varied at once, by the size of their effect, the largest first; none without a
    /// screening.
    pub fn by_effect(&self) -> Vec<(&'a Examined, &'a Screened)> {
        let screened = self.found.screening.iter().flat_map(|screening| &screening.assumptions);
        let mut all: Vec<(&Examined, &Screened)> = self.found.assumptions.iter().zip(screened).collect();
        all.sort_by(|(_, one), (_, other)| other.count.mean_size.mean.total_cmp(&one.count.mean_size.mean));
        all
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
        self.switching_of(|one| Some(&one.decision))
    }

    /// The same for whether the target is met.
    pub fn target_switching(&self) -> Vec<(&'a Examined, &'a Switch)> {
        self.switching_of(|one| one.target.as_ref())
    }

    fn switching_of(&self, standing: fn(&Examined) -> Option<&Standing>) -> Vec<(&'a Examined, &'a Switch)> {
        let of_one =
            |one: &'a Examined| standing(one).map_or(&[][..], switches).iter().map(move |switch| (one, switch));
        let mut all: Vec<(&Examined, &Switch)> = self.found.assumptions.iter().flat_map(of_one).collect();
        all.sort_by(|one, other| share_of_way(one).total_cmp(&share_of_way(other)));
        all
    }

    /// The assumptions at an end of which the best option cannot be told.
    pub fn open(&self) -> Vec<&'a Examined> {
        self.found.assumptions.iter().filter(|one| one.decision == Standing::Open).collect()
    }

    /// What an option becomes beyond a switching value, in a word: the short name of the one that is best, or of the target.
    pub fn becomes(&self, switch: &Switch) -> &'a str {
        match switch.becomes {
            Becomes::Best(option) => self.id(option),
            Becomes::Met => "met",
            Becomes::Missed => "missed",
        }
    }
}

/// Both ends of an assumption, the one where the count is lower first.
pub fn from_lower(one: &Examined) -> [&End; 2] {
    if one.swing.change.delayed.mean < 0.0 { [&one.high, &one.low] } else { [&one.low, &one.high] }
}

/// The values at which something is another.
pub fn switches(standing: &Standing) -> &[Switch] {
    match standing {
        Standing::Switches(switches) => switches,
        Standing::Holds | Standing::Open => &[],
    }
}

/// The side of the switching value on which it is another.
pub fn side(switch: &Switch) -> &'static str {
    if switch.is_above { "above" } else { "below" }
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

/// The values of an assumption in words: `10, 20, 30`.
pub fn low_stated_high(one: &Examined) -> String {
    [one.ranged.low.value, one.ranged.stated, one.ranged.high.value].map(|at| value(one, at)).join(", ")
}

/// A switching value: a whole number that says itself on which side it lies, `14 or more`, or the side and the value with its
/// interval, `above 0.31 (95 % interval 0.29 to 0.34)`.
pub enum Place {
    Whole(String),
    Side(String),
}

/// Where something is another.
pub fn place(one: &Examined, switch: &Switch) -> Place {
    let crossing = &switch.crossing;
    let (lower, upper) = (value(one, crossing.lower), value(one, crossing.upper));
    if one.ranged.is_whole && crossing.upper - crossing.lower <= 1.0 {
        return Place::Whole(if switch.is_above { format!("{upper} or more") } else { format!("{lower} or less") });
    }
    Place::Side(format!("{} {} (95 % interval {lower} to {upper})", side(switch), value(one, crossing.value)))
}
