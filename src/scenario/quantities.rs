//! Numbers: written bare or with their evidence, checked against their rule, entered in the log of assumptions.

use super::desk::{Backing, shown_at};
use super::problems::{Place, Problem};
use super::reader::{EVIDENCE_KEYS, Reader, unknown_key, wrong_kind};
use super::tree::{Entry, Node, Table};
use crate::model::parameters::UNLIMITED;

/// The keys of a quantity that is written with its evidence.
const ANNOTATION_KEYS: [&str; 6] = ["value", "low", "high", "source", "note", "evidence"];

/// Most beds, places, posts or patients of one kind: far above any care system, and far below what memory holds.
const MOST: f64 = 1_000_000.0;

/// Most pounds that any price or budget may be.
const MOST_POUNDS: f64 = 1e12;

/// Longest duration in days: a hundred years.
pub(super) const MOST_DAYS: f64 = 36_525.0;

/// What a number may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// In words: `a number of beds`.
    pub what: &'static str,
    pub least: f64,
    pub most: f64,
    pub is_whole: bool,
    /// Zero itself is refused.
    pub is_above_zero: bool,
    /// `"unlimited"` is a value too.
    pub may_be_unlimited: bool,
}

impl Rule {
    /// A whole number from 0.
    pub(crate) const fn count(what: &'static str) -> Self {
        Self { what, least: 0.0, most: MOST, is_whole: true, is_above_zero: false, may_be_unlimited: false }
    }

    /// A whole number from 0, or `"unlimited"`.
    pub(crate) const fn capacity(what: &'static str) -> Self {
        Self { may_be_unlimited: true, ..Self::count(what) }
    }

    /// A number from `least` to `most`.
    pub(crate) const fn between(what: &'static str, least: f64, most: f64) -> Self {
        Self { what, least, most, is_whole: false, is_above_zero: false, may_be_unlimited: false }
    }

    /// A number from 0 to 1.
    pub(crate) const fn share(what: &'static str) -> Self {
        Self::between(what, 0.0, 1.0)
    }

    /// A number of pounds from 0.
    pub(crate) const fn pounds(what: &'static str) -> Self {
        Self::between(what, 0.0, MOST_POUNDS)
    }

    /// A number from 0 for a rate or an amount.
    pub(crate) const fn amount(what: &'static str) -> Self {
        Self::between(what, 0.0, MOST)
    }

    /// The same, without 0.
    pub(crate) const fn above_zero(mut self) -> Self {
        self.is_above_zero = true;
        self
    }

    /// The same in whole numbers.
    pub(crate) const fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// The rule in words: `a number of beds, 0 or more`.
    pub(crate) fn in_words(&self) -> String {
        let whole = if self.is_whole && self.least != 0.0 { ": a whole number" } else { "" };
        let range = match self {
            _ if self.is_above_zero && self.most >= MOST => ", more than 0".to_owned(),
            _ if self.is_above_zero => format!(", more than 0 and at most {}", self.most),
            _ if self.least == 0.0 && self.most >= MOST => ", 0 or more".to_owned(),
            _ => format!(", {} to {}", self.least, self.most),
        };
        let unlimited = if self.may_be_unlimited { ", or \"unlimited\"" } else { "" };
        format!("{}{whole}{range}{unlimited}", self.what)
    }

    /// What a number does against the rule, as the end of a headline.
    fn broken_by(&self, value: f64) -> Option<String> {
        match value {
            _ if !value.is_finite() => Some("must be a finite number".into()),
            _ if value < 0.0 && self.least >= 0.0 => Some("must not be negative".into()),
            _ if value == 0.0 && self.is_above_zero => Some("must be more than 0".into()),
            _ if value < self.least => Some(format!("must be at least {}", self.least)),
            _ if value > self.most => Some(format!("must be at most {}", self.most)),
            _ if self.is_whole && value.fract() != 0.0 => Some("must be a whole number".into()),
            _ => None,
        }
    }
}

/// One share of a table of shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share<'d> {
    pub name: &'d str,
    pub at: Place,
    pub share: f64,
}

impl<'d> Reader<'d> {
    /// The number of a key, where it is written (or overridden) and within its rule.
    pub(crate) fn number(&self, key: &'static str, rule: &Rule) -> Option<f64> {
        let path = self.path_of(key);
        match self.entry(key) {
            Some(entry) => self.number_of(&path, entry, rule),
            None => self.override_of_absent(&path, rule),
        }
    }

    /// The number of a key that must be there.
    pub(crate) fn needed_number(&self, key: &'static str, rule: &Rule) -> Option<f64> {
        let number = self.number(key, rule);
        self.require(key, &rule.in_words());
        number
    }

    /// The number of a key that is no assumption: not logged, not overridden, without evidence of its own.
    pub(crate) fn plain_number(&self, key: &'static str, rule: &Rule) -> Option<f64> {
        let entry = self.entry(key)?;
        self.checked(&self.path_of(key), &entry.node, shown_at(entry), rule)
    }

    /// The whole number of a key; `"unlimited"` is [`UNLIMITED`].
    pub(crate) fn count(&self, key: &'static str, rule: &Rule) -> Option<u32> {
        self.number(key, rule).map(as_count)
    }

    /// The whole number of a key that must be there.
    pub(crate) fn needed_count(&self, key: &'static str, rule: &Rule) -> Option<u32> {
        self.needed_number(key, rule).map(as_count)
    }

    /// The pounds of a key; 0 where nothing is said.
    pub(crate) fn pounds(&self, key: &'static str, what: &'static str) -> f64 {
        self.number(key, &Rule::pounds(what)).unwrap_or(0.0)
    }

    /// The share of a key; `default` where nothing is said.
    pub(crate) fn share(&self, key: &'static str, what: &'static str, default: f64) -> f64 {
        self.number(key, &Rule::share(what)).unwrap_or(default)
    }

    /// Whether a list is written for a key, bare or with evidence.
    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.table.get(key).map(entry_of_value).is_some_and(|entry| entry.node.list().is_some())
    }

    /// The numbers of a list of `N`, bare or with evidence.
    pub(crate) fn profile<const N: usize>(&self, key: &'static str, rule: &Rule) -> Option<[f64; N]> {
        let entry = self.entry(key)?;
        let numbers = self.numbers(key, rule)?;
        let length = numbers.len();
        let profile = <[f64; N]>::try_from(numbers).ok();
        if profile.is_none() {
            let headline = format!("`{}` has {length} numbers, not {N}", self.path_of(key));
            let label = match N {
                7 => "seven numbers, Monday first",
                12 => "twelve numbers, January first",
                24 => "24 numbers, from midnight to one o'clock first",
                _ => "a list of another length",
            };
            self.desk.report(Problem::error(shown_at(entry), headline).label(label));
        }
        profile
    }

    /// The numbers of a list of any length, bare or with evidence.
    pub(crate) fn numbers(&self, key: &'static str, rule: &Rule) -> Option<Vec<f64>> {
        let entry = self.entry(key)?;
        let path = self.path_of(key);
        let (node, backing) = self.annotated(&path, entry, "a list of numbers")?;
        let Some(nodes) = node.list() else {
            self.desk.report(wrong_kind(&path, shown_at(entry), node, "a list of numbers, as [1, 2, 3]"));
            return None;
        };
        self.refuse_range(&path, entry, &backing);
        self.desk.log(&path, node, &backing);
        let numbers = nodes.iter().map(|node| self.checked(&path, node, node.at, rule));
        // Every element is checked before the list is given up.
        numbers.collect::<Vec<_>>().into_iter().collect()
    }

    /// A table of shares by name, which must sum to 1.
    pub(crate) fn shares(&self, key: &'static str, what: &'static str) -> Vec<Share<'d>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let Some(table) = entry.node.table() else {
            self.wrong_kind(entry, "a table of shares, as { name = 0.6, other = 0.4 }");
            return Vec::new();
        };
        let inner = self.inside(entry, table);
        let mut shares = Vec::new();
        let (mut fixed, mut free) = (0.0, 0.0);
        let mut is_overridden = Vec::new();
        let mut paths = Vec::new();
        for entry in table.entries.iter().filter(|entry| !EVIDENCE_KEYS.contains(&entry.key.as_str())) {
            let path = inner.path_of(&entry.key);
            let overridden = self.desk.overridden(&path).is_some();
            // A share that cannot be read leaves nothing to say about the sum.
            let share = inner.number_of(&path, entry, &Rule::share(what)).unwrap_or(f64::NAN);
            *(if overridden { &mut fixed } else { &mut free }) += share;
            is_overridden.push(overridden);
            shares.push(Share { name: &entry.key, at: entry.key_at, share });
            paths.push(path);
        }
        self.desk.are_shares(&self.path_of(&entry.key), &paths);
        if is_overridden.contains(&true) && fixed <= 1.0 && free > 0.0 {
            // The shares that were not overridden make room in proportion.
            let scale = (1.0 - fixed) / free;
            let rest = shares.iter_mut().zip(&is_overridden).filter(|(_, overridden)| !**overridden);
            rest.for_each(|(share, _)| share.share *= scale);
            free = 1.0 - fixed;
        }
        self.check_sum(entry, fixed + free, shares.is_empty());
        shares
    }

    fn check_sum(&self, entry: &Entry, sum: f64, is_empty: bool) {
        let path = self.path_of(&entry.key);
        if is_empty {
            let problem = Problem::error(entry.key_at, format!("`{path}` shares out nobody"));
            self.desk.report(
                problem.label("at least one share").help("write { name = share, … } with shares that sum to 1"),
            );
        } else if (sum - 1.0).abs() > 1e-6 {
            let difference = rounded((sum - 1.0).abs());
            let direction = if sum > 1.0 { "too much" } else { "missing" };
            self.desk.report(
                Problem::error(entry.key_at, format!("the shares of `{path}` sum to {}, not 1", rounded(sum)))
                    .label(format!("{difference} {direction}")),
            );
        }
    }

    /// The value of an entry, with what is said about where it comes from.
    pub(crate) fn annotated(&self, path: &str, entry: &'d Entry, what: &str) -> Option<(&'d Node, Backing)> {
        let Some(table) = entry.node.table() else { return Some((&entry.node, self.backing.clone())) };
        let Some(value) = table.get("value") else {
            let help =
                format!("write {what} bare, or with its evidence: {{ value = …, low = …, high = …, source = \"…\" }}");
            self.desk.report(wrong_kind(path, entry.key_at, &entry.node, what).help(help));
            return None;
        };
        for other in table.entries.iter().filter(|other| !ANNOTATION_KEYS.contains(&other.key.as_str())) {
            self.desk.report(unknown_key(&other.key, other.key_at, path, ANNOTATION_KEYS.into_iter()));
        }
        let inner = self.inside(entry, table);
        let backing =
            Backing { low: self.bound(path, table, "low"), high: self.bound(path, table, "high"), ..inner.backing };
        Some((&value.node, backing))
    }

    fn bound(&self, path: &str, table: &Table, key: &str) -> Option<f64> {
        let entry = table.get(key)?;
        let bound = entry.node.number().filter(|bound| bound.is_finite());
        if bound.is_none() {
            let at = shown_at(entry);
            self.desk.report(wrong_kind(&format!("{path}.{key}"), at, &entry.node, "a finite number"));
        }
        bound
    }

    /// Low and high say how far one number may be varied; a list or a distribution has no such one number.
    pub(crate) fn refuse_range(&self, path: &str, entry: &Entry, backing: &Backing) {
        if backing.low.is_some() || backing.high.is_some() {
            let problem = Problem::error(entry.key_at, format!("`{path}` cannot have `low` and `high`"));
            self.desk.report(problem.label("these belong to a single number"));
        }
    }

    /// The number of an entry at a path.
    pub(crate) fn number_of(&self, path: &str, entry: &'d Entry, rule: &Rule) -> Option<f64> {
        let (node, backing) = self.annotated(path, entry, rule.what)?;
        if let Some((value, at)) = self.overridden(path, rule) {
            self.desk.log_value(node.order, path, value, &backing);
            return self.within_rule(path, value, at, rule);
        }
        self.desk.log(path, node, &backing);
        let value = self.checked(path, node, shown_at(entry_of_value(entry)), rule)?;
        let is_low = backing.low.is_none_or(|low| low <= value);
        let is_high = backing.high.is_none_or(|high| value <= high);
        if !(is_low && is_high) {
            let range = |bound: Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
            let headline =
                format!("`{path}` is {value}, outside its own range {} to {}", range(backing.low), range(backing.high));
            self.desk.report(Problem::error(node.at, headline).label("low <= value <= high"));
        }
        Some(value)
    }

    fn override_of_absent(&self, path: &str, rule: &Rule) -> Option<f64> {
        let (value, at) = self.overridden(path, rule)?;
        self.desk.log_value(self.order, path, value, &Backing::default());
        self.within_rule(path, value, at, rule)
    }

    /// The value given from outside, as it is used. A sensitivity analysis draws from ranges and knows no whole numbers: these
    /// are rounded.
    fn overridden(&self, path: &str, rule: &Rule) -> Option<(f64, Place)> {
        let (value, at) = self.desk.overridden(path)?;
        Some((if rule.is_whole { value.round() } else { value }, at))
    }

    fn checked(&self, path: &str, node: &Node, at: Place, rule: &Rule) -> Option<f64> {
        if rule.may_be_unlimited && node.text() == Some("unlimited") {
            return Some(f64::INFINITY);
        }
        let Some(value) = node.number() else {
            let problem = wrong_kind(path, at, node, &rule.in_words());
            let is_quoted = node.text().is_some_and(|text| text.trim().parse::<f64>().is_ok());
            self.desk.report(problem.help_if(is_quoted.then(|| "write the number without quotation marks".to_owned())));
            return None;
        };
        self.within_rule(path, value, at, rule)
    }

    fn within_rule(&self, path: &str, value: f64, at: Place, rule: &Rule) -> Option<f64> {
        let Some(broken) = rule.broken_by(value) else { return Some(value) };
        let problem = Problem::error(at, format!("`{path}` {broken}")).label(rule.in_words());
        let is_per_cent =
            rule.least == 0.0 && rule.most <= 5.0 && !rule.is_whole && value > rule.most && value <= 100.0;
        let help = is_per_cent.then(|| format!("is {value} meant as per cent? Write {}", rounded(value / 100.0)));
        self.desk.report(problem.help_if(help));
        None
    }
}

/// The entry that holds the value itself: that of `value`, where there is evidence.
fn entry_of_value(entry: &Entry) -> &Entry {
    entry.node.table().and_then(|table| table.get("value")).unwrap_or(entry)
}

/// A checked whole number; infinity stands for unlimited.
pub(super) fn as_count(number: f64) -> u32 {
    if number.is_infinite() { UNLIMITED } else { number as u32 }
}

/// A number to six decimals, for messages.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
