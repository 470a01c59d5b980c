//! Durations with chance: which kinds can be written, by which numbers, and in which units.

use super::desk::{did_you_mean, spoken};
use super::problems::Problem;
use super::quantities::{MOST_DAYS, Rule};
use super::reader::{EVIDENCE_KEYS, Reader, unknown_key};
use super::tree::Entry;
use crate::random::{Distribution, DistributionError};

/// A number that describes a distribution; amounts of time are in days, whatever unit they were written in.
type Part<'n> = (&'n str, f64);

/// A distribution, or why there is none with these numbers.
type Created = Result<Distribution, DistributionError>;

/// A kind of distribution.
struct Kind {
    name: &'static str,
    /// The sets of keys it may be written with.
    forms: &'static str,
    form: Form,
}

/// How a kind is written.
enum Form {
    Numbers(Numbers),
    /// Its values or intervals and their weights.
    Lists,
}

/// A kind that numbers describe.
struct Numbers {
    /// The amounts of time it may be described by, without their unit.
    amounts: &'static [&'static str],
    /// Its pure numbers.
    numbers: &'static [&'static str],
    takes_quantiles: bool,
    /// The distribution that these parts describe, if they are one of its forms.
    create: fn(&Parts<'_>) -> Option<Created>,
}

const KINDS: [Kind; 8] = [
    Kind {
        name: "constant",
        forms: "{ days }",
        form: Form::Numbers(Numbers {
            amounts: &[""],
            numbers: &[],
            takes_quantiles: false,
            create: |parts| parts.one(Distribution::constant, ""),
        }),
    },
    Kind {
        name: "exponential",
        forms: "{ mean_days }",
        form: Form::Numbers(Numbers {
            amounts: &["mean"],
            numbers: &[],
            takes_quantiles: false,
            create: |parts| parts.one(Distribution::exponential, "mean"),
        }),
    },
    Kind {
        name: "gamma",
        forms: "{ mean_days, sd_days } or { shape, scale_days }",
        form: Form::Numbers(Numbers {
            amounts: &["mean", "sd", "scale"],
            numbers: &["shape"],
            takes_quantiles: false,
            create: |parts| {
                let by_moments = parts.two(Distribution::gamma_mean_sd, "mean", "sd");
                by_moments.or_else(|| parts.two(Distribution::gamma, "shape", "scale"))
            },
        }),
    },
    Kind {
        name: "log_normal",
        forms: "{ mean_days, median_days }, { mean_days, sd_days }, { mean_days, sigma }, { median_days, sigma }, \
                { mu, sigma } or two quantiles such as { p10_days, p90_days }",
        form: Form::Numbers(Numbers {
            amounts: &["mean", "median", "sd"],
            numbers: &["mu", "sigma"],
            takes_quantiles: true,
            create: |parts| {
                let by_mean_and_median = parts.two(Distribution::log_normal_mean_median, "mean", "median");
                by_mean_and_median
                    .or_else(|| parts.two(Distribution::log_normal_mean_sd, "mean", "sd"))
                    .or_else(|| parts.two(Distribution::log_normal_mean_sigma, "mean", "sigma"))
                    .or_else(|| parts.two(Distribution::log_normal_median_sigma, "median", "sigma"))
                    .or_else(|| parts.two(Distribution::log_normal, "mu", "sigma"))
                    .or_else(|| parts.quantiles(Distribution::log_normal_quantiles))
            },
        }),
    },
    Kind {
        name: "weibull",
        forms: "{ shape, scale_days }, { mean_days, shape } or two quantiles such as { p10_days, p90_days }",
        form: Form::Numbers(Numbers {
            amounts: &["mean", "scale"],
            numbers: &["shape"],
            takes_quantiles: true,
            create: |parts| {
                let by_scale = parts.two(Distribution::weibull, "shape", "scale");
                by_scale
                    .or_else(|| parts.two(Distribution::weibull_mean_shape, "mean", "shape"))
                    .or_else(|| parts.quantiles(Distribution::weibull_quantiles))
            },
        }),
    },
    Kind {
        name: "triangular",
        forms: "{ low_days, mode_days, high_days }",
        form: Form::Numbers(Numbers {
            amounts: &["low", "mode", "high"],
            numbers: &[],
            takes_quantiles: false,
            create: |parts| {
                let [low, mode, high] = parts.exactly(["low", "mode", "high"])?;
                Some(Distribution::triangular(low, mode, high))
            },
        }),
    },
    Kind {
        name: "uniform",
        forms: "{ low_days, high_days }",
        form: Form::Numbers(Numbers {
            amounts: &["low", "high"],
            numbers: &[],
            takes_quantiles: false,
            create: |parts| parts.two(Distribution::uniform, "low", "high"),
        }),
    },
    Kind { name: "table", forms: "{ values_days, weights } or { edges_days, weights }", form: Form::Lists },
];

/// Whether a key is the name of a kind of distribution.
pub fn is_kind_of_distribution(key: &str) -> bool {
    KINDS.iter().any(|kind| kind.name == key)
}

/// The numbers that describe a distribution.
struct Parts<'n>(Vec<Part<'n>>);

impl Parts<'_> {
    /// The values of these parts, if there are no others.
    fn exactly<const N: usize>(&self, names: [&str; N]) -> Option<[f64; N]> {
        let of = |name: &str| self.0.iter().find(|(part, _)| *part == name).map(|(_, value)| *value);
        let values: Option<Vec<f64>> = names.into_iter().map(of).collect();
        values.filter(|_| self.0.len() == N).and_then(|values| values.try_into().ok())
    }

    fn one(&self, create: fn(f64) -> Created, name: &str) -> Option<Created> {
        self.exactly([name]).map(|[value]| create(value))
    }

    fn two(&self, create: fn(f64, f64) -> Created, first: &str, second: &str) -> Option<Created> {
        self.exactly([first, second]).map(|[first, second]| create(first, second))
    }

    /// Two quantiles, the lower first.
    fn quantiles(&self, create: fn((f64, f64), (f64, f64)) -> Created) -> Option<Created> {
        let found: Option<Vec<(f64, f64)>> =
            self.0.iter().map(|(name, value)| Some((quantile(name)?, *value))).collect();
        let mut found = <[(f64, f64); 2]>::try_from(found?).ok()?;
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let [low, high] = found;
        Some(create(low, high))
    }
}

const AN_AMOUNT: Rule = Rule::between("a number of days", 0.0, MOST_DAYS);
const HOURS: Rule = Rule::between("a number of hours", 0.0, MOST_DAYS * 24.0);
const A_NUMBER: Rule = Rule::between("a number", -1000.0, 1000.0);
const A_WEIGHT: Rule = Rule::amount("a weight");

impl<'d> Reader<'d> {
    /// The distribution of a key that must be there. A stand-in comes back when it cannot be read.
    pub(crate) fn needed_distribution(&self, key: &'static str) -> Distribution {
        let distribution = self.distribution(key);
        self.require(key, "a distribution, as { log_normal = { mean_days = 14, median_days = 9 } }");
        distribution.unwrap_or_else(|| constant(0.0))
    }

    /// The distribution of a key, where one is written.
    pub(crate) fn distribution(&self, key: &'static str) -> Option<Distribution> {
        let entry = self.entry(key)?;
        let Some(table) = entry.node.table() else {
            let problem = super::reader::wrong_kind(&self.path_of(key), entry.node.at, &entry.node, "a distribution");
            let days = self.desk.written(entry.node.at);
            let days = days.parse::<f64>().map_or_else(|_| "3".to_owned(), |_| days);
            self.desk
                .report(problem.help(format!("for always the same time write {{ constant = {{ days = {days} }} }}")));
            return None;
        };
        let outer = self.inside(entry, table);
        let kinds: Vec<&'d Entry> =
            table.entries.iter().filter(|entry| !EVIDENCE_KEYS.contains(&entry.key.as_str())).collect();
        let names = || KINDS.iter().map(|kind| kind.name);
        let [kind] = kinds.as_slice() else {
            let headline = format!("`{}` needs exactly one kind of distribution", outer.path);
            let label = if kinds.is_empty() { "none is given" } else { "several are given" };
            let help = format!("one of {}", spoken(names()));
            self.desk.report(Problem::error(entry.key_at, headline).label(label).help(help));
            return None;
        };
        let Some(known) = KINDS.iter().find(|known| known.name == kind.key) else {
            let problem = Problem::error(kind.key_at, format!("there is no distribution `{}`", kind.key))
                .label(format!("one of {}", spoken(names())));
            self.desk.report(problem.help_if(did_you_mean(&kind.key, names())));
            return None;
        };
        let Some(table) = kind.node.table() else {
            outer.wrong_kind(kind, &format!("a table: {}", known.forms));
            return None;
        };
        let inner = outer.inside(kind, table);
        match &known.form {
            Form::Numbers(numbers) => outer.created_of_numbers(kind, inner, known.forms, numbers),
            Form::Lists => outer.created_of_lists(kind, inner, known.forms),
        }
    }

    fn created_of_numbers(
        &self,
        entry: &'d Entry,
        inner: Reader<'d>,
        forms: &str,
        kind: &Numbers,
    ) -> Option<Distribution> {
        let mut parts: Vec<Option<Part<'d>>> = Vec::new();
        for part in inner.table.entries.iter().filter(|part| !EVIDENCE_KEYS.contains(&part.key.as_str())) {
            let path = inner.path_of(&part.key);
            match unit_of(&part.key) {
                Some((name, days))
                    if kind.amounts.contains(&name) || (kind.takes_quantiles && quantile(name).is_some()) =>
                {
                    let rule = if days < 1.0 { HOURS } else { AN_AMOUNT };
                    parts.push(inner.number_of(&path, part, &rule).map(|value| (name, value * days)));
                }
                None if kind.numbers.contains(&part.key.as_str()) => {
                    parts.push(inner.number_of(&path, part, &A_NUMBER).map(|value| (part.key.as_str(), value)));
                }
                _ => {
                    self.desk.report(unknown_part(part, &inner.path, kind));
                    parts.push(None);
                }
            }
        }
        // A part that could not be read has been reported: whether the rest makes a distribution cannot be said.
        let parts = Parts(parts.into_iter().collect::<Option<_>>()?);
        let created = (kind.create)(&parts);
        if created.is_none() {
            inner.not_described(entry, forms);
        }
        self.created(entry, created?)
    }

    /// The numbers inside a kind make none of its forms.
    fn not_described(&self, entry: &Entry, forms: &str) {
        let headline = format!("`{}` is not described by these numbers", self.path);
        self.desk.report(Problem::error(entry.key_at, headline).label(format!("takes {forms}")));
    }

    fn created_of_lists(&self, entry: &'d Entry, inner: Reader<'d>, forms: &str) -> Option<Distribution> {
        let in_days = |days_key, hours_key| {
            let hours = inner.numbers(hours_key, &HOURS);
            inner.numbers(days_key, &AN_AMOUNT).or(hours.map(|hours| hours.iter().map(|hour| hour / 24.0).collect()))
        };
        let values = in_days("values_days", "values_hours");
        let edges = in_days("edges_days", "edges_hours");
        let weights = inner.numbers("weights", &A_WEIGHT);
        let amounts = ["values_days", "values_hours", "edges_days", "edges_hours"];
        let amounts = amounts.into_iter().filter(|key| inner.has(key)).count();
        inner.require("weights", "a list of weights, 0 or more");
        if amounts != 1 {
            inner.not_described(entry, forms);
        }
        inner.finish();
        match (values, edges, weights?) {
            (Some(values), None, weights) => self.created(entry, Distribution::empirical(&values, &weights)),
            (None, Some(edges), weights) => self.created(entry, Distribution::empirical_intervals(&edges, &weights)),
            _ => None,
        }
    }

    fn created(&self, entry: &Entry, created: Created) -> Option<Distribution> {
        match created {
            Ok(distribution) => Some(distribution),
            Err(error) => {
                let headline = format!("`{}` cannot be this distribution", self.path_of(&entry.key));
                self.desk.report(Problem::error(entry.key_at, headline).label(error.to_string()));
                None
            }
        }
    }
}

/// Always the same number of days.
#[expect(clippy::expect_used, reason = "its callers give numbers of the program, which are finite and not negative")]
pub(super) fn constant(days: f64) -> Distribution {
    Distribution::constant(days).expect("a finite time of 0 days or more can be constant")
}

/// The name of an amount without its unit, and the days that one unit lasts.
fn unit_of(key: &str) -> Option<(&str, f64)> {
    match key {
        "days" => Some(("", 1.0)),
        "hours" => Some(("", 1.0 / 24.0)),
        _ => match key.rsplit_once('_')? {
            (name, "days") if !name.is_empty() => Some((name, 1.0)),
            (name, "hours") if !name.is_empty() => Some((name, 1.0 / 24.0)),
            _ => None,
        },
    }
}

/// The probability of a quantile's name: 0.1 for `p10`.
fn quantile(name: &str) -> Option<f64> {
    let digits = name.strip_prefix('p').filter(|digits| digits.len() <= 2)?;
    let per_cent: u8 = digits.parse().ok()?;
    (1..=99).contains(&per_cent).then(|| f64::from(per_cent) / 100.0)
}

fn unknown_part(part: &Entry, path: &str, kind: &Numbers) -> Problem {
    let amounts = kind.amounts.iter().flat_map(|name| {
        let prefix = if name.is_empty() { String::new() } else { format!("{name}_") };
        [format!("{prefix}days"), format!("{prefix}hours")]
    });
    let names: Vec<String> = amounts.chain(kind.numbers.iter().map(|name| (*name).to_owned())).collect();
    let problem = unknown_key(&part.key, part.key_at, path, names.iter().map(String::as_str));
    let has_no_unit = kind.amounts.contains(&part.key.as_str());
    problem.help_if(has_no_unit.then(|| format!("say the unit: `{0}_days` or `{0}_hours`", part.key)))
}
