//! An invented scenario and invented results of it, for tests of the report: no simulation is run.
//!
//! Counts follow simple curves with a random walk shared by the options, so that charts and tables of them look like real ones.

use std::f64::consts::PI;

use crate::experiment::{OptionResults, Results, Stopping};
use crate::model::CostHeading;
use crate::model::dates::plus_days;
use crate::model::parameters::{
    Agency, Change, Contract, Effect, FundingOption, Hospital, HospitalKind, Opening, Period, Prices, QueueDiscipline,
    Recruitment, Scheme, Service, Setting, Staffing, Target, WhenFull, WhenSpent, Workforce,
};
use crate::model::{CareSystem, Date, Measure, Outcome};
use crate::random::Distribution;
use crate::scenario::{ObservedPoint, ObservedSeries, Scenario};
use crate::statistics::{Histogram, Tally};

/// What the invented scenario is like.
#[derive(Clone, Debug)]
pub struct Plan {
    pub first: Date,
    pub days: u32,
    pub options: usize,
    pub replications: u64,
    /// Delayed patients, and days from the first to the date.
    pub target: Option<(u32, u32)>,
    pub observed: bool,
    /// Added to every title, to make it long or nasty.
    pub decoration: String,
    /// Multiplies every count.
    pub scale: f64,
    /// Multiplies the random part; 0 makes all replications the same.
    pub noise: f64,
}

impl Default for Plan {
    /// Seven options over 312 days, as in the Oxfordshire pilot.
    fn default() -> Self {
        Self {
            first: jiff::civil::date(2015, 11, 23),
            days: 312,
            options: 7,
            replications: 60,
            target: Some((30, 122)),
            observed: true,
            decoration: String::new(),
            scale: 1.0,
            noise: 1.0,
        }
    }
}

const OPTIONS: [(&str, &str, &[usize]); 7] = [
    ("do-nothing", "Do nothing", &[]),
    ("pilot-as-bought", "Pilot as bought", &[0, 1]),
    ("pilot-continues", "Pilot continues to September", &[0, 1, 2]),
    ("home-care-instead", "Spend the same on home care", &[3]),
    ("staff-first", "Recruit and retain care workers first", &[4]),
    ("beds-and-home-care", "Pilot beds and home care", &[0, 1, 3, 4]),
    ("stop-in-january", "Pilot ends in January", &[0]),
];

/// Delayed patients taken off by an option by the first, third and last quarter.
const RELIEF: [[f64; 3]; 7] = [
    [0.0, 0.0, 0.0],
    [45.0, 25.0, 2.0],
    [45.0, 30.0, 35.0],
    [20.0, 75.0, 110.0],
    [5.0, 40.0, 75.0],
    [60.0, 142.0, 150.0],
    [45.0, -8.0, -4.0],
];

/// The care system, its options and what was observed.
pub fn scenario(plan: &Plan) -> Scenario {
    let title = |text: &str| format!("{text}{}", plan.decoration);
    let observed = [(0, 159.0, ""), (30, 83.0, ""), (66, 168.0, ""), (101, 122.0, "about"), (122, 131.0, "")];
    let point = |(day, value, qualifier): (i64, f64, &str)| ObservedPoint {
        date: plus_days(plan.first, day),
        value,
        qualifier: qualifier.to_owned(),
        source: "invented".to_owned(),
    };
    let points = observed.map(point).to_vec();
    Scenario {
        id: "invented".to_owned(),
        title: title("An invented county"),
        description: String::new(),
        system: system(plan, &title),
        assumptions: Vec::new(),
        observed: if plan.observed {
            vec![ObservedSeries { measure: "delayed".to_owned(), title: "Observed, with the pilot".to_owned(), points }]
        } else {
            Vec::new()
        },
        option_descriptions: vec![String::new(); plan.options],
        historical_option: (plan.options > 1).then_some(1),
        verifications: Vec::new(),
        levers: Vec::new(),
        planning: None,
        caveats: Vec::new(),
        hash: "0".repeat(64),
        warnings: Default::default(),
    }
}

fn system(plan: &Plan, title: &impl Fn(&str) -> String) -> CareSystem {
    let hospital = |id: &str, kind| Hospital {
        id: id.to_owned(),
        title: title(id),
        kind,
        beds: 1000,
        when_full: WhenFull::Wait,
        beds_kept_for_emergencies: 0,
    };
    let option = |at: usize| FundingOption {
        id: if at < 7 { OPTIONS[at].0.to_owned() } else { format!("{}-{at}", OPTIONS[at % 7].0) },
        title: title(OPTIONS[at % 7].1),
        schemes: OPTIONS[at % 7].2.to_vec(),
    };
    CareSystem {
        period: Period { start: plan.first, days: plan.days, warm_up_days: 0 },
        hospitals: vec![hospital("acute", HospitalKind::Acute), hospital("community", HospitalKind::Community)],
        groups: Vec::new(),
        pathways: Vec::new(),
        teams: Vec::new(),
        panels: Vec::new(),
        services: [
            ("intermediate-care", "Intermediate care beds"),
            ("reablement", "Reablement"),
            ("home-care", "Home care"),
        ]
        .iter()
        .enumerate()
        .map(|(at, (id, name))| service(id, title(name), [90, 200, 640][at]))
        .collect(),
        workforces: [("care-workers", "Care workers", 110), ("reablement-workers", "Reablement workers", 63)]
            .iter()
            .map(|&(id, name, posts)| workforce(id, title(name), posts))
            .collect(),
        schemes: schemes(plan, title),
        options: (0..plan.options).map(option).collect(),
        reference: 0,
        opening: Opening::default(),
        prices: Prices::default(),
        bank_holidays: Vec::new(),
        target: plan
            .target
            .map(|(count, day)| Target { delayed_patients: count, by: plus_days(plan.first, day.into()) }),
        adult_population: Some(530_000.0),
    }
}

fn constant(days: f64) -> Distribution {
    Distribution::constant(days).expect("a positive constant")
}

fn service(id: &str, title: String, places: u32) -> Service {
    Service {
        id: id.to_owned(),
        title,
        setting: Setting::Places(places),
        staffing: Some(Staffing { workforce: 0, hours_per_week_each: 9.0 }),
        stay: constant(42.0),
        afterwards: Vec::new(),
        queue: QueueDiscipline::LongestWaitFirst,
        starts_per_day: 10,
        contract: Contract::Block,
        cost_per_place_week: 1000.0,
        cost_per_start: 0.0,
        hours_per_place_week: None,
    }
}

fn workforce(id: &str, title: String, posts: u32) -> Workforce {
    Workforce {
        id: id.to_owned(),
        title,
        funded_posts: posts,
        in_post: posts * 9 / 10,
        turnover_per_year: 0.35,
        recruitment: Recruitment { lead: constant(70.0), success: 0.6 },
        induction_days: 14.0,
        sickness: 0.05,
        contact_hours_per_week: 19.0,
        agency: Agency { cover: 0.0, premium: 0.4 },
        cost_per_post_year: 24_000.0,
    }
}

/// Title, first and last day, and budget of each scheme.
const SCHEMES: [(&str, &str, u32, u32, Option<f64>); 5] = [
    ("beds-150", "150 intermediate care beds", 8, 64, Some(1_300_000.0)),
    ("beds-75", "75 beds until equilibrium", 64, 129, Some(700_000.0)),
    ("beds-on", "75 beds, continued", 130, 311, Some(1_500_000.0)),
    ("home-care", "4,000 hours of home care a week", 8, 400, Some(2_000_000.0)),
    ("staff", "Pay and retention", 30, 400, None),
];

fn schemes(plan: &Plan, title: &impl Fn(&str) -> String) -> Vec<Scheme> {
    let scheme = |&(id, name, from, until, budget): &(&str, &str, u32, u32, Option<f64>)| {
        let (starts, ends) = (plus_days(plan.first, from.into()), plus_days(plan.first, until.into()));
        let change = Change::Places { service: 0, places: 75, contract: Contract::Block, cost_per_place_week: 1000.0 };
        Scheme {
            id: id.to_owned(),
            title: title(name),
            starts,
            ends,
            budget,
            when_spent: WhenSpent::StopNewStarts,
            when_ended: crate::model::parameters::WhenEnded::PeopleStay,
            set_up_cost: 0.0,
            effects: vec![Effect { from: starts, until: ends, ramp_days: 21, change }],
        }
    };
    SCHEMES.iter().map(scheme).collect()
}

/// Invented results of [`scenario`] for all its options.
pub fn results(plan: &Plan, scenario: &Scenario) -> Results {
    let system = &scenario.system;
    let (measures, outcomes) = (Measure::all(system), Outcome::all(system));
    let walks: Vec<Vec<f64>> = (0..plan.replications).map(|at| walk(plan, at)).collect();
    let options =
        (0..plan.options).map(|at| option_results(plan, scenario, (&measures, &outcomes), &walks, at)).collect();
    Results {
        seed: 42,
        replications: plan.replications,
        stopping: Stopping::Replications(plan.replications),
        dates: (0..plan.days).map(|day| plus_days(plan.first, day.into())).collect(),
        measures,
        outcomes,
        options,
        reference: 0,
        drawn: None,
    }
}

/// A random walk that returns to its mean: the weather of one replication.
fn walk(plan: &Plan, replication: u64) -> Vec<f64> {
    let mut state = replication.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut at = 0.0;
    let mut step = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1u32 << 31) - 0.5
    };
    let step = |_| {
        at = at * 0.96 + step() * 0.9;
        at * plan.noise
    };
    (0..plan.days).map(step).collect()
}

fn option_results(
    plan: &Plan,
    scenario: &Scenario,
    (measures, outcomes): (&[Measure], &[Outcome]),
    walks: &[Vec<f64>],
    option: usize,
) -> OptionResults {
    let system = &scenario.system;
    let mut daily = vec![vec![Histogram::new(); plan.days as usize]; measures.len()];
    for (measure, days) in measures.iter().zip(&mut daily) {
        for walk in walks {
            for (day, histogram) in days.iter_mut().enumerate() {
                histogram.record(count(plan, *measure, option, day, walk[day]));
            }
        }
    }
    let target_day = plan.target.map_or(plan.days - 1, |(_, day)| day.min(plan.days - 1)) as usize;
    let sums = |option: usize| -> Vec<[f64; 3]> {
        let of = |walk: &Vec<f64>| {
            let delayed = |day: usize| f64::from(count(plan, Measure::Delayed, option, day, walk[day]));
            let days: f64 = (0..plan.days as usize).map(delayed).sum();
            [delayed(target_day), days, delayed(plan.days as usize - 1)]
        };
        walks.iter().map(of).collect()
    };
    let (here, there) = (sums(option), sums(0));
    let mut tallies = vec![Tally::new(); outcomes.len()];
    let mut differences = vec![Tally::new(); outcomes.len()];
    for ((here, there), walk) in here.iter().zip(&there).zip(walks) {
        for (at, outcome) in outcomes.iter().enumerate() {
            let value = |sums: &[f64; 3], option| outcome_value(plan, scenario, *outcome, (sums, option), walk);
            tallies[at].record(value(here, option));
            differences[at].record(value(here, option) - value(there, 0));
        }
    }
    OptionResults {
        option,
        id: system.options[option].id.clone(),
        title: system.options[option].title.clone(),
        delayed_on_target_day: daily[0][target_day].clone(),
        daily,
        outcomes: tallies,
        day_target_first_met: Histogram::new(),
        delayed_against: Vec::new(),
        differences,
        monthly: Vec::new(),
        time_to_discharge: Vec::new(),
    }
}

fn outcome_value(plan: &Plan, scenario: &Scenario, outcome: Outcome, at: (&[f64; 3], usize), walk: &[f64]) -> f64 {
    let ([on_target, days, on_last], option) = at;
    let spent = |scheme: usize| {
        let last = plan.days as usize - 1;
        1000.0 * f64::from(count(plan, Measure::Spent(scheme), option, last, walk[last]))
    };
    match outcome {
        Outcome::DelayedOnTargetDay => *on_target,
        Outcome::TargetMet => f64::from(plan.target.is_some_and(|(target, _)| *on_target <= f64::from(target))),
        Outcome::DelayedDays => *days,
        Outcome::MeanDelayed => days / f64::from(plan.days),
        Outcome::DelayedOnLastDay => *on_last,
        Outcome::SchemeSpend(scheme) | Outcome::Cost(CostHeading::Scheme(scheme)) => spent(scheme),
        Outcome::TotalCost => (0..scenario.system.schemes.len()).map(spent).sum::<f64>() + days * 3.0 + 5e6,
        _ => 0.0,
    }
}

/// The invented count of a measure.
fn count(plan: &Plan, measure: Measure, option: usize, day: usize, walk: f64) -> u32 {
    let (x, option) = (day as f64 / 312.0, option % 7);
    let grown = (day as f64 / 45.0).min(1.0);
    let spent = |scheme: usize| -> f64 {
        let (_, _, from, until, budget) = SCHEMES[scheme];
        let share = (day as f64 + 1.0 - f64::from(from)) / f64::from(until + 1 - from);
        if OPTIONS[option].2.contains(&scheme) {
            share.clamp(0.0, 1.0) * budget.unwrap_or(900_000.0) * 1.02
        } else {
            0.0
        }
    };
    let [a, b, c] = RELIEF[option];
    let relief = if x < 0.2 {
        a * (x / 0.1).min(1.0)
    } else if x < 0.45 {
        a + (b - a) * (x - 0.2) / 0.25
    } else {
        b + (c - b) * (x - 0.45) / 0.55
    };
    let delayed =
        159.0 + 12.0 * grown * (2.0 * PI * (x + 0.05)).sin() + 9.0 * walk * grown - relief * (1.0 + 0.12 * walk);
    let weights = [8.0, 0.3, 29.0, 4.0, 10.0, 31.0, 1.5, 14.0, 1.4, 1.6];
    let beds = OPTIONS[option].2.contains(&0);
    let extra = if beds { (35.0 + 5.0 * option as f64) * grown } else { 0.0 };
    let places = |service: usize| [90.0 + extra, 200.0, 640.0][service];
    let staffed = |service: usize| places(service) * [1.0, 0.9 + 0.08 * x, 0.93][service];
    let value = match measure {
        Measure::Delayed => delayed,
        Measure::DelayedIn(HospitalKind::Acute) => delayed * 0.8,
        Measure::DelayedIn(HospitalKind::Community) => delayed * 0.2,
        Measure::DelayedBecause(reason) => delayed * weights[reason as usize] / weights.iter().sum::<f64>(),
        Measure::DelayedAttributableTo(to) => delayed * [0.58, 0.2, 0.22][to as usize],
        Measure::Occupied(s) => (staffed(s) - 3.0 + 0.012 * places(s) * (walk - 1.0)).min(places(s)),
        Measure::Blocked(s) => places(s) * [0.22, 0.1, 0.02][s] * (0.4 + 0.6 * grown) * (1.0 + 0.1 * walk),
        Measure::Open(s) => places(s),
        Measure::Staffed(s) => staffed(s),
        Measure::Queue(s) => 12.0 + walk + s as f64,
        Measure::InPost(w) => [99.0, 57.0][w] + walk + if option >= 4 { 8.0 * x } else { -4.0 * x },
        Measure::Vacancies(w) => [11.0, 6.0][w] - walk - if option >= 4 { 8.0 * x } else { -4.0 * x },
        Measure::Spent(scheme) => return (spent(scheme) / 1000.0 * (1.0 + 1e-4 * walk)).round().max(0.0) as u32,
        _ => 10.0 + walk,
    };
    (value.max(0.0) * plan.scale).round() as u32
}
