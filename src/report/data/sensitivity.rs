//! `sensitivity.csv` and `summary.json` of a sensitivity analysis.

use serde_json::{Value, json};

use super::{number, pounds, table};
use crate::experiment::sensitivity::{Becomes, Change, End, Examined, Level, Screened, Standing, Switch, Together};
use crate::report::Stamp;
use crate::report::numbers::fixed;
use crate::report::sensitivity::{Answered, details, headline};
use crate::statistics::{ElementaryEffects, Estimate};

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// How a number is written in the file.
type Write = fn(f64) -> String;

/// The cells of one assumption, each with the name of its column.
#[derive(Default)]
struct Row(Vec<(String, String)>);

impl Row {
    fn text(&mut self, name: &str, text: impl Into<String>) {
        self.0.push((name.to_owned(), text.into()));
    }

    /// A mean and its interval; empty cells where there is none.
    fn estimate(&mut self, name: &str, estimate: Option<Estimate>, write: Write) {
        let cell =
            |value: fn(&Estimate) -> f64| estimate.as_ref().map_or_else(String::new, |found| write(value(found)));
        self.text(name, cell(|found| found.mean));
        self.text(&format!("{name}_lower"), cell(|found| found.lower));
        self.text(&format!("{name}_upper"), cell(|found| found.upper));
    }

    fn level(&mut self, prefix: &str, level: &Level) {
        self.estimate(&format!("{prefix}_delayed"), Some(level.delayed), number);
        self.estimate(&format!("{prefix}_delayed_days"), Some(level.delayed_days), number);
        self.estimate(&format!("{prefix}_target_met"), level.target_met, share);
        self.estimate(&format!("{prefix}_total_cost"), Some(level.total_cost), pounds);
    }

    fn change(&mut self, prefix: &str, change: &Change) {
        self.estimate(&format!("{prefix}_delayed"), Some(change.delayed), number);
        self.estimate(&format!("{prefix}_delayed_days"), Some(change.delayed_days), number);
        self.estimate(&format!("{prefix}_target_met"), change.target_met, share);
        self.estimate(&format!("{prefix}_total_cost"), Some(change.total_cost), pounds);
    }

    fn end(&mut self, answered: &Answered, prefix: &str, end: &End) {
        self.level(prefix, &end.preferred);
        self.change(&format!("{prefix}_change"), &end.change);
        self.estimate(&format!("{prefix}_lead"), end.lead, number);
        self.estimate(&format!("{prefix}_lead_change"), end.lead_change, number);
        self.estimate(&format!("{prefix}_over_reference"), end.over_reference, number);
        self.estimate(&format!("{prefix}_over_reference_change"), end.over_reference_change, number);
        self.text(&format!("{prefix}_smallest_mean"), answered.id(end.best));
    }

    fn effects(&mut self, prefix: &str, effects: Option<&ElementaryEffects>) {
        self.estimate(&format!("{prefix}_mu_star"), effects.map(|found| found.mean_size), number);
        self.estimate(&format!("{prefix}_mu"), effects.map(|found| found.mean), number);
        self.estimate(&format!("{prefix}_sigma"), effects.map(|found| found.deviation), number);
        let cell = |value: fn(&ElementaryEffects) -> String| effects.map_or_else(String::new, value);
        self.text(&format!("{prefix}_sigma_by_chance"), cell(|found| number(found.chance)));
        self.text(&format!("{prefix}_mu_star_by_chance"), cell(|found| number(found.mean_size_by_chance())));
        self.text(&format!("{prefix}_is_beyond_chance"), cell(|found| found.is_beyond_chance().to_string()));
        self.text(&format!("{prefix}_depends_on_others"), cell(|found| found.depends_on_others().to_string()));
    }

    fn standing(&mut self, answered: &Answered, prefix: &str, standing: Option<&Standing>) {
        let word = match standing {
            None => "",
            Some(Standing::Holds) => "holds",
            Some(Standing::Switches(_)) => "switches",
            Some(Standing::Open) => "open",
        };
        self.text(prefix, word);
        let switches: &[Switch] = match standing {
            Some(Standing::Switches(switches)) => switches,
            _ => &[],
        };
        let all = |of: &dyn Fn(&Switch) -> String| switches.iter().map(of).collect::<Vec<_>>().join("; ");
        self.text(&format!("{prefix}_becomes"), all(&|switch| becomes(answered, switch)));
        self.text(&format!("{prefix}_side"), all(&|switch| side(switch).to_owned()));
        self.text(&format!("{prefix}_value"), all(&|switch| plain(switch.crossing.value)));
        self.text(&format!("{prefix}_value_lower"), all(&|switch| plain(switch.crossing.lower)));
        self.text(&format!("{prefix}_value_upper"), all(&|switch| plain(switch.crossing.upper)));
    }
}

fn share(value: f64) -> String {
    fixed(value, 6)
}

/// A value of an assumption: twelve decimals at most.
fn plain(value: f64) -> String {
    fixed(value, 12)
}

fn becomes(answered: &Answered, switch: &Switch) -> String {
    match switch.becomes {
        Becomes::Best(option) => answered.id(option).to_owned(),
        Becomes::Met => "met".into(),
        Becomes::Missed => "missed".into(),
    }
}

fn side(switch: &Switch) -> &'static str {
    if switch.is_above { "above" } else { "below" }
}

/// One row for each assumption with a range, in the order of the scenario.
pub fn csv(answered: &Answered) -> Vec<u8> {
    let found = answered.found;
    let rows: Vec<Row> =
        (0..found.assumptions.len()).map(|at| row(answered, &found.assumptions[at], screened(answered, at))).collect();
    let header: Vec<&str> =
        rows.first().map_or_else(Vec::new, |row| row.0.iter().map(|(name, _)| name.as_str()).collect());
    table(&header, rows.iter().map(|row| row.0.iter().map(|(_, cell)| cell.clone()).collect::<Vec<_>>()))
}

fn screened<'a>(answered: &Answered<'a>, at: usize) -> Option<&'a Screened> {
    answered.found.screening.as_ref().and_then(|screening| screening.assumptions.get(at))
}

fn row(answered: &Answered, one: &Examined, screened: Option<&Screened>) -> Row {
    let (found, ranged) = (answered.found, &one.ranged);
    let mut row = Row::default();
    row.text("assumption", ranged.path());
    row.text("in_words", answered.quantity(one));
    row.text("stated", plain(ranged.stated));
    row.text("low", plain(ranged.low.value));
    row.text("high", plain(ranged.high.value));
    let refused = |bound: &crate::experiment::sensitivity::Bound| {
        bound.refused.as_ref().map_or_else(String::new, |(end, _)| plain(*end))
    };
    row.text("low_refused", refused(&ranged.low));
    row.text("high_refused", refused(&ranged.high));
    row.text("preferred", answered.id(found.preferred));
    row.text("runner_up", found.runner_up.map_or("", |option| answered.id(option)));
    row.text("reference", found.question.reference.map_or("", |option| answered.id(option)));
    row.text("replications", one.low.replications.to_string());
    row.change("swing", &one.swing.change);
    row.estimate("swing_lead", one.swing.lead, number);
    row.estimate("swing_over_reference", one.swing.over_reference, number);
    row.text("count_is_told", one.swing.is_count_told.to_string());
    row.text("lead_is_told", one.swing.is_lead_told.to_string());
    row.text("only_money", one.swing.is_money_alone.to_string());
    row.standing(answered, "decision", Some(&one.decision));
    row.standing(answered, "target", one.target.as_ref());
    row.end(answered, "low", &one.low);
    row.end(answered, "high", &one.high);
    row.effects("count", screened.map(|screened| &screened.count));
    row.effects("lead", screened.and_then(|screened| screened.lead.as_ref()));
    row
}

/// What a program needs to know.
pub fn json(answered: &Answered, stamp: &Stamp) -> String {
    let (found, scenario) = (answered.found, answered.scenario);
    let options = found
        .stated
        .iter()
        .enumerate()
        .map(|(at, stated)| json!({ "option": answered.id(at), "stated": level(stated) }));
    let assumptions =
        found.assumptions.iter().enumerate().map(|(at, one)| assumption(answered, one, screened(answered, at)));
    let document = json!({
        "format": FORMAT,
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": found.question.seed },
        "scenario": { "id": scenario.id, "title": scenario.title, "hash": scenario.hash },
        "replications": found.question.replications,
        "trajectories": found.screening.as_ref().map(|screening| screening.trajectories),
        "day": answered.day().to_string(),
        "headline": headline(answered),
        "details": details(answered),
        "options": options.collect::<Vec<_>>(),
        "preferred": answered.id(found.preferred),
        "runner_up": found.runner_up.map(|option| answered.id(option)),
        "reference": found.question.reference.map(|option| answered.id(option)),
        "lead": found.lead.map(estimate),
        "over_reference": found.over_reference.map(estimate),
        "favourable": found.favourable.as_ref().map(together),
        "unfavourable": found.unfavourable.as_ref().map(together),
        "assumptions": assumptions.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn estimate(estimate: Estimate) -> Value {
    json!({ "mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper })
}

fn level(level: &Level) -> Value {
    json!({
        "delayed": estimate(level.delayed),
        "delayed_days": estimate(level.delayed_days),
        "target_met": level.target_met.map(estimate),
        "total_cost": estimate(level.total_cost),
    })
}

fn together(together: &Together) -> Value {
    json!({
        "assumptions": together.assumptions,
        "reach": together.reach,
        "preferred": level(&together.preferred),
        "lead": together.lead.map(estimate),
    })
}

fn assumption(answered: &Answered, one: &Examined, screened: Option<&Screened>) -> Value {
    let ranged = &one.ranged;
    let end = |end: &End| json!({ "value": end.value, "preferred": level(&end.preferred), "lead": end.lead.map(estimate), "smallest_mean": answered.id(end.best) });
    let effects = |found: &ElementaryEffects| {
        json!({
            "mu_star": estimate(found.mean_size),
            "sigma": estimate(found.deviation),
            "sigma_by_chance": found.chance,
            "is_beyond_chance": found.is_beyond_chance(),
            "depends_on_others": found.depends_on_others(),
        })
    };
    json!({
        "path": ranged.path(),
        "stated": ranged.stated,
        "low": end(&one.low),
        "high": end(&one.high),
        "swing": { "delayed": estimate(one.swing.change.delayed), "lead": one.swing.lead.map(estimate), "is_told": one.swing.is_count_told },
        "decision": standing(answered, &one.decision),
        "target": one.target.as_ref().map(|found| standing(answered, found)),
        "elementary_effects": screened.map(|screened| json!({
            "count": effects(&screened.count),
            "lead": screened.lead.as_ref().map(effects),
        })),
    })
}

fn standing(answered: &Answered, standing: &Standing) -> Value {
    match standing {
        Standing::Holds => json!({ "holds": true, "switches": [] }),
        Standing::Open => json!({ "holds": null, "switches": [] }),
        Standing::Switches(switches) => {
            let switch = |switch: &Switch| {
                json!({
                    "becomes": becomes(answered, switch),
                    "side": side(switch),
                    "value": switch.crossing.value,
                    "lower": switch.crossing.lower,
                    "upper": switch.crossing.upper,
                })
            };
            json!({ "holds": false, "switches": switches.iter().map(switch).collect::<Vec<_>>() })
        }
    }
}
