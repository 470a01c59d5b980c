//! A made-up scenario and made-up results, for tests of the report: a care system of Oxfordshire's shape with seven options.
//!
//! The counts follow smooth curves with noise from a hash, so that the tests need neither the simulation nor a random generator.

mod results;

use std::sync::OnceLock;

use crate::experiment::Results;
use crate::model::Outcome;
use crate::model::dates::{Date, plus_days};
use crate::model::parameters::*;
use crate::random::{ArrivalRate, Distribution};
use crate::scenario::{Assumption, Evidence, ObservedPoint, ObservedSeries, Scenario};

/// What is varied from test to test.
#[derive(Clone, Copy, Debug)]
pub struct Fixture {
    pub target: Option<u32>,
    pub options: usize,
    /// Days of the period; at least 123 with a target.
    pub days: u32,
    pub replications: u32,
    pub has_schemes: bool,
    pub has_prices: bool,
}

impl Default for Fixture {
    fn default() -> Self {
        Self { target: Some(30), options: 7, days: 312, replications: 200, has_schemes: true, has_prices: true }
    }
}

impl Fixture {
    /// The scenario and what a simulation of it might have found.
    pub fn build(self) -> (Scenario, Results) {
        let scenario = scenario(self);
        let results = results::results(&scenario, self);
        (scenario, results)
    }
}

/// The usual scenario and results, made once for all tests.
pub fn usual() -> &'static (Scenario, Results) {
    static USUAL: OnceLock<(Scenario, Results)> = OnceLock::new();
    USUAL.get_or_init(|| Fixture::default().build())
}

/// Two options, the second of which makes an outcome rise by so much in every replication.
pub fn rising(outcome: Outcome, by: f64) -> (Scenario, Results) {
    let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let at = results.outcome(outcome).unwrap();
    results.options[1].differences[at] = (0..200).map(|n| by * (1.0 + f64::from(n % 2) * 0.1)).collect();
    (scenario, results)
}

/// Id, title, description, mean count in the long run, and position of its scheme.
pub const OPTIONS: [(&str, &str, &str, f64, Option<usize>); 7] = [
    ("do-nothing", "Do nothing", "No scheme: beds, staff and home care as they were in November 2015.", 158.0, None),
    (
        "pilot-as-bought",
        "Pilot as bought",
        "150 intermediate care beds in nursing homes from December, 75 from late January, none after March.",
        131.0,
        Some(0),
    ),
    ("pilot-continues", "Pilot continues", "The same, and 75 beds kept open to September.", 118.0, Some(1)),
    (
        "home-care",
        "Home care instead",
        "The same £2m spent on home care hours, while carers can be found.",
        92.0,
        Some(2),
    ),
    ("reablement", "Reablement posts", "47 more reablement posts, recruited from the first day.", 120.0, Some(3)),
    ("weekends", "Weekend assessment & transfer <all>", "Assessment and transfers at weekends.", 149.0, Some(4)),
    ("home-care-and-weekends", "Home care and weekends", "", 91.9, Some(5)),
];

pub fn date(year: i32, month: u8, day: u8) -> Date {
    crate::model::dates::date(year, month, day).unwrap()
}

fn log_normal(mean: f64, median: f64) -> Distribution {
    Distribution::log_normal_mean_median(mean, median).unwrap()
}

fn scenario(fixture: Fixture) -> Scenario {
    let option_descriptions = OPTIONS.iter().take(fixture.options).map(|option| option.2.to_owned()).collect();
    Scenario {
        id: "oxfordshire-2015".into(),
        title: "Oxfordshire: intermediate care pilot, winter 2015-16".into(),
        description: "159 patients were waiting in hospital beds in November 2015; £2m bought places in nursing homes."
            .into(),
        system: system(fixture),
        assumptions: assumptions(),
        observed: observed(),
        option_descriptions,
        historical_option: Some(1.min(fixture.options.saturating_sub(1))),
        verifications: Vec::new(),
        levers: Vec::new(),
        planning: None,
        caveats: vec!["The count of 18 December (83) fell by about 15 for the season alone.".into()],
        warnings: Default::default(),
        hash: "7aac4b3d994718aa1eccbf83056f95057aac4b3d994718aa1eccbf83056f9505".into(),
    }
}

fn system(fixture: Fixture) -> CareSystem {
    CareSystem {
        period: Period { start: date(2015, 11, 23), days: fixture.days, warm_up_days: 0 },
        hospitals: hospitals(),
        groups: groups(),
        pathways: pathways(),
        teams: vec![team()],
        panels: vec![panel()],
        services: vec![service("intermediate-care", "Intermediate care", 90, 1_000.0), reablement(), home_care()],
        workforces: vec![
            workforce("care-workers", "Care workers", 110),
            workforce("reablement", "Reablement staff", 63),
        ],
        schemes: if fixture.has_schemes { schemes() } else { Vec::new() },
        options: OPTIONS
            .iter()
            .take(fixture.options)
            .map(|&(id, title, _, _, scheme)| FundingOption {
                id: id.into(),
                title: title.into(),
                schemes: scheme.filter(|_| fixture.has_schemes).into_iter().collect(),
            })
            .collect(),
        reference: 0,
        opening: opening(),
        prices: if fixture.has_prices { prices() } else { Prices::default() },
        bank_holidays: vec![date(2015, 12, 25)],
        target: fixture.target.map(|delayed_patients| Target { delayed_patients, by: date(2016, 3, 24) }),
        adult_population: Some(530_000.0),
    }
}

fn prices() -> Prices {
    Prices {
        bed_day_full_average: 306.0,
        bed_day_semi_variable: 150.0,
        bed_day_cash_released: 98.0,
        elective_operation: 3_500.0,
        readmission: 500.0,
    }
}

fn opening() -> Opening {
    Opening {
        in_treatment: vec![OpeningTreatment { group: 0, patients: 280, remaining: Remaining::Residual }],
        waiting: vec![OpeningWaiting { group: 0, at: Whereabouts::Hospital(0), pathway: 1, step: 0, patients: 159 }],
        in_service: vec![OpeningService { service: 0, group: 0, patients: 85, remaining: Remaining::Residual }],
        waiting_list: Vec::new(),
    }
}

fn hospitals() -> Vec<Hospital> {
    let hospital = |id: &str, title: &str, kind, beds| Hospital {
        id: id.into(),
        title: title.into(),
        kind,
        beds,
        when_full: WhenFull::Wait,
        beds_kept_for_emergencies: 0,
    };
    vec![
        hospital("acute", "Acute hospitals", HospitalKind::Acute, 1_080),
        hospital("community", "Community hospitals", HospitalKind::Community, 170),
    ]
}

fn groups() -> Vec<PatientGroup> {
    let group = |id: &str, title: &str, referral, hospital, per_day| PatientGroup {
        ready_by_weekday: [1.0; 7],
        id: id.into(),
        title: title.into(),
        referral,
        hospital,
        arrivals: ArrivalRate::constant(per_day).unwrap(),
        treatment: log_normal(14.0, 9.5),
        pathways: vec![(1, 0.6), (2, 0.4)],
        died_in_treatment: 0.02,
        while_waiting: WaitingHazards {
            death_per_day: 0.006,
            loss_of_readiness_per_day: 0.008,
            renewed_treatment: log_normal(5.0, 4.0),
        },
        readmission: None,
        rebooking: log_normal(14.0, 10.0),
        when_full: WhenFull::Wait,
    };
    vec![
        group("older", "Older people with complex needs", Referral::Emergency, Some(0), 20.0),
        group("direct", "Referred at home", Referral::Community, None, 3.5),
    ]
}

fn pathways() -> Vec<Pathway> {
    let step = |id: &str, need, probability, reason| Step {
        id: id.into(),
        need,
        probability,
        reason,
        attribution: [0.6, 0.2, 0.2],
        alternatives: vec![Alternative { service: 0, suitable: 0.3 }],
        stay: None,
    };
    let pathway = |id: &str, title: &str, number, steps| Pathway {
        id: id.into(),
        title: title.into(),
        number,
        priority: 1,
        steps,
        transfers: Transfers { from_hour: 9.0, to_hour: 17.0, by_weekday: [1.0; 7], on_bank_holidays: 0.5 },
    };
    let assessment = Need::Assessment { team: 0, duration: log_normal(3.0, 2.0) };
    let place = |service| Need::Place { service };
    vec![
        pathway("home", "Home as before", 0, Vec::new()),
        pathway(
            "home-care",
            "Home with support",
            1,
            vec![
                step("assessment", assessment.clone(), 1.0, DelayReason::Assessment),
                step("place", place(2), 1.0, DelayReason::CarePackage),
            ],
        ),
        pathway(
            "intermediate-care",
            "Intermediate care bed",
            2,
            vec![
                step("assessment", assessment, 1.0, DelayReason::Assessment),
                step("funding", Need::Panel { panel: 0 }, 0.3, DelayReason::PublicFunding),
                step("family-choice", Need::Delay { duration: log_normal(9.0, 7.0) }, 0.15, DelayReason::Choice),
                step("place", place(0), 1.0, DelayReason::FurtherNhsCare),
            ],
        ),
    ]
}

fn team() -> Team {
    Team {
        id: "hospital-social-work".into(),
        title: "Hospital social work".into(),
        cases_at_once: 60,
        working_hours: WorkingHours {
            days: [true, true, true, true, true, false, false],
            from_hour: 9.0,
            to_hour: 17.0,
            bank_holidays: false,
        },
        staffing: None,
    }
}

fn panel() -> Panel {
    Panel {
        id: "funding".into(),
        title: "Funding panel".into(),
        sits_on: [false, true, false, false, true, false, false],
        at_hour: 10.0,
        cases_per_sitting: UNLIMITED,
        bank_holidays: false,
    }
}

fn service(id: &str, title: &str, places: u32, cost_per_place_week: f64) -> Service {
    Service {
        id: id.into(),
        title: title.into(),
        setting: Setting::Places(places),
        staffing: Some(Staffing { workforce: 0, hours_per_week_each: 20.0 }),
        stay: log_normal(42.0, 35.0),
        afterwards: vec![(Afterwards::Home, 0.7), (Afterwards::Onward(1), 0.3)],
        queue: QueueDiscipline::HospitalFirst,
        starts_per_day: UNLIMITED,
        contract: Contract::Block,
        cost_per_place_week,
        cost_per_start: 0.0,
        hours_per_place_week: None,
    }
}

fn reablement() -> Service {
    service("reablement", "Reablement", 200, 0.0)
}

fn home_care() -> Service {
    Service { hours_per_place_week: Some(9.0), ..service("home-care", "Home care", 2_200, 171.0) }
}

fn workforce(id: &str, title: &str, funded_posts: u32) -> Workforce {
    Workforce {
        id: id.into(),
        title: title.into(),
        funded_posts,
        in_post: funded_posts * 9 / 10,
        turnover_per_year: 0.35,
        recruitment: Recruitment { lead: log_normal(70.0, 65.0), success: 0.33 },
        induction_days: 14.0,
        sickness: 0.03,
        contact_hours_per_week: 22.0,
        agency: Agency { cover: 0.0, premium: 0.4 },
        cost_per_post_year: 24_000.0,
    }
}

fn schemes() -> Vec<Scheme> {
    let scheme = |id: &str, title: &str, ends, budget, change| {
        let starts = date(2015, 12, 1);
        let effects = vec![Effect { from: starts, until: ends, ramp_days: 21, change }];
        let when_spent = WhenSpent::StopNewStarts;
        Scheme {
            id: id.into(),
            title: title.into(),
            starts,
            ends,
            budget,
            when_spent,
            when_ended: WhenEnded::PeopleStay,
            set_up_cost: 0.0,
            effects,
        }
    };
    let places =
        |service, places| Change::Places { service, places, contract: Contract::Block, cost_per_place_week: 1_000.0 };
    let (march, september) = (date(2016, 3, 31), plus_days(date(2015, 11, 23), 311));
    vec![
        scheme("pilot-beds", "Pilot beds", march, Some(2_000_000.0), places(0, 150)),
        scheme("pilot-beds-on", "Pilot beds to September", september, None, places(0, 75)),
        scheme("home-care-hours", "Home care hours", september, Some(2_000_000.0), places(2, 220)),
        scheme("posts", "Reablement posts", september, Some(900_000.0), Change::Posts { workforce: 1, posts: 47 }),
        scheme("weekend", "Weekend working", september, None, weekend()),
        scheme("both", "Home care and weekends", september, Some(2_100_000.0), places(2, 220)),
    ]
}

fn weekend() -> Change {
    Change::TeamWeekends { team: 0, days: [true; 7], bank_holidays: true, cost_per_week: 9_000.0 }
}

fn assumptions() -> Vec<Assumption> {
    let assumption = |path: &str, value: &str, range: Option<(f64, f64)>, source: Option<&str>, evidence| Assumption {
        path: path.into(),
        value: value.into(),
        number: value.parse().ok(),
        low: range.map(|range| range.0),
        high: range.map(|range| range.1),
        source: source.map(String::from),
        note: source.map(|_| "Scaled to \"residents\" & <all> providers.".into()),
        evidence,
        share_of: None,
    };
    vec![
        assumption("target.delayed_patients", "30", None, Some("Oxford Mail, 1 April 2016"), Evidence::Sourced),
        assumption(
            "patient_group.older.admissions_per_day",
            "20",
            Some((16.0, 24.0)),
            Some("a neighbouring system's 32.2 a day per 1.0m people, scaled"),
            Evidence::Derived,
        ),
        assumption("patient_group.older.died_in_treatment", "0.02", None, None, Evidence::Unstated),
        assumption(
            "service.intermediate-care.stay.log_normal.mean_days",
            "42",
            Some((34.0, 55.0)),
            Some("£2m, 290 moved"),
            Evidence::Derived,
        ),
        assumption(
            "service.home-care.places",
            "2200",
            Some((1_900.0, 2_500.0)),
            Some("19,732 hours a week"),
            Evidence::Sourced,
        ),
        assumption("workforce.care-workers.turnover_per_year", "0.35", Some((0.26, 0.5)), None, Evidence::Assumed),
        assumption("hospital.acute.beds", "1080", Some((1_000.0, 1_150.0)), Some("estimate"), Evidence::Assumed),
    ]
}

fn observed() -> Vec<ObservedSeries> {
    let point = |date, value, qualifier: &str, source: &str| ObservedPoint {
        date,
        value,
        qualifier: qualifier.into(),
        source: source.into(),
    };
    vec![
        ObservedSeries {
            measure: "delayed".into(),
            title: "Delayed patients, acute and community beds".into(),
            points: vec![
                point(date(2015, 10, 31), 157.0, "", "before the period"),
                point(date(2015, 12, 18), 83.0, "about", "studylib.net/doc/11645503"),
                point(date(2016, 1, 28), 168.0, "", "oxfordtimes.co.uk 14259789"),
                point(date(2016, 3, 24), 131.0, "", "Oxford Mail, 1 April 2016"),
            ],
        },
        ObservedSeries {
            measure: "scheme.pilot-beds.moved".into(),
            title: "Patients moved by the pilot, running total".into(),
            points: vec![point(date(2016, 3, 9), 220.0, "more than", "studylib.net/doc/11645503")],
        },
    ]
}
