//! M(t)/G/infinity: with places for everybody, the number in a place is Poisson, and its mean is the integral of arrivals times
//! survival, however arrivals vary and stays are distributed (Eick, Massey and Whitt, "The physics of the M(t)/G/infinity queue",
//! Operations Research 41 (1993), 731-742).

use dtoc::experiment::Results;
use dtoc::model::Measure;
use statrs::distribution::{ContinuousCDF, Gamma, LogNormal, Weibull};

use crate::support::{BACK_HOME, HOSPITAL, World};

/// The probability of staying longer than so many days.
type Survival = Box<dyn Fn(f64) -> f64>;

const DAYS: usize = 100;
const REPLICATIONS: u64 = 300;

const BY_MONTH: [f64; 12] = [1.3, 1.2, 1.0, 0.7, 0.8, 0.9, 1.0, 1.0, 0.9, 1.0, 1.1, 1.1];
const BY_WEEKDAY: [f64; 7] = [1.4, 1.2, 1.1, 1.0, 1.2, 0.6, 0.5];
const GROWTH: f64 = 0.3;

fn by_hour() -> [f64; 24] {
    std::array::from_fn(|hour| if hour < 7 { 0.2 } else { 1.0 + (hour % 8) as f64 / 4.0 })
}

/// Arrivals expected in an hour of a day that is so many days after Monday 5 January 2026, at 6 a day.
fn expected(day: usize, hour: usize) -> f64 {
    let month = [27, 55, 86, 116].iter().position(|&end| day < end).expect("a day before May");
    let share = |profile: &[f64], at: usize| profile[at] * profile.len() as f64 / profile.iter().sum::<f64>();
    let growth = (1.0 + GROWTH).powf(day as f64 / 365.0);
    6.0 * share(&BY_MONTH, month) * share(&BY_WEEKDAY, day % 7) * share(&by_hour(), hour) / 24.0 * growth
}

/// The mean number present at the midnight that ends each day of those who come `after` days after their arrival, by the
/// probability of staying longer.
fn theory(survival: &dyn Fn(f64) -> f64, after: f64) -> Vec<f64> {
    const PARTS: usize = 4;
    // What a part of an hour so many parts ago contributes for each arrival in it.
    let parts = DAYS * 24 * PARTS;
    let kept: Vec<f64> = (0..parts)
        .map(|ago| {
            let days = (ago as f64 + 0.5) / (24 * PARTS) as f64 - after;
            if days < 0.0 { 0.0 } else { survival(days) }
        })
        .collect();
    let present_after = |day: usize| {
        (0..(day + 1) * 24)
            .map(|hour| {
                let parts_ago = ((day + 1) * 24 - hour - 1) * PARTS;
                let kept = kept[parts_ago..parts_ago + PARTS].iter().sum::<f64>() / PARTS as f64;
                expected(hour / 24, hour % 24) * kept
            })
            .sum()
    };
    (0..DAYS).map(present_after).collect()
}

#[track_caller]
fn assert_poisson(results: &Results, measure: Measure, means: &[f64]) {
    let daily = results.options[0].daily(results, measure).expect("a measure");
    let count = REPLICATIONS as f64;
    for (day, (histogram, &mean)) in daily.iter().zip(means).enumerate() {
        // The mean of Poisson counts; the chance of 4.5 is 1 in 150,000. The sum over parts of hours is true to half a per cent.
        let off = (histogram.mean() - mean).abs();
        assert!(off <= 4.5 * (mean / count).sqrt() + 0.005 * mean, "day {day}: {} of {mean}", histogram.mean());
        if day % 20 == 19 {
            let z = (histogram.variance() / mean - 1.0) / (2.0 / count).sqrt();
            assert!(z.abs() < 4.5, "day {day}: variance {} of {mean}", histogram.variance());
        }
    }
}

fn numbers(list: &[f64]) -> String {
    format!("{list:?}")
}

fn rhythm() -> String {
    format!(
        "by_month = {}\nby_weekday = {}\nby_hour = {}\ngrowth_per_year = {GROWTH}\n",
        numbers(&BY_MONTH),
        numbers(&BY_WEEKDAY),
        numbers(&by_hour())
    )
}

fn in_hospital(treatment: &str) -> Results {
    World::of_days(DAYS as u32)
        .with(HOSPITAL)
        .with(BACK_HOME)
        .with(format!(
            "[[patient_group]]\nid = \"adults\"\nhospital = \"acute\"\nadmissions_per_day = 6\n{}treatment = {{ {treatment} }}\npathways = {{ back-home = 1 }}\n",
            rhythm()
        ))
        .experiment(REPLICATIONS)
}

#[test]
fn with_beds_for_everybody_occupancy_follows_arrivals_whatever_the_treatment() {
    let log_normal = LogNormal::new(2.0, 0.9).expect("a law");
    let weibull = Weibull::new(0.7, 6.0).expect("a law");
    let gamma = Gamma::new(2.5, 0.5).expect("a law");
    let treatments: [(&str, Survival); 5] = [
        ("log_normal = { mu = 2.0, sigma = 0.9 }", Box::new(move |x| 1.0 - log_normal.cdf(x))),
        ("weibull = { shape = 0.7, scale_days = 6 }", Box::new(move |x| 1.0 - weibull.cdf(x))),
        ("gamma = { shape = 2.5, scale_days = 2 }", Box::new(move |x| 1.0 - gamma.cdf(x))),
        ("constant = { days = 4 }", Box::new(|x| if x < 4.0 { 1.0 } else { 0.0 })),
        ("uniform = { low_days = 1, high_days = 9 }", Box::new(|x: f64| 1.0 - ((x - 1.0) / 8.0).clamp(0.0, 1.0))),
    ];
    for (treatment, survival) in treatments {
        assert_poisson(&in_hospital(treatment), Measure::InTreatment(0), &theory(&survival, 0.0));
    }
}

#[test]
fn with_places_for_everybody_a_service_follows_referrals_and_its_ward_a_day_and_a_half_later() {
    let law = LogNormal::new(2.0, 0.9).expect("a law");
    let survival = move |x: f64| 1.0 - law.cdf(x);
    let service = "[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]
[[service]]\nid = \"care\"\nplaces = \"unlimited\"\nstay = { log_normal = { mu = 2.0, sigma = 0.9 } }\nafterwards = { home = 1 }\nreason = \"E\"\n";
    let from_home = format!(
        "[[patient_group]]\nid = \"adults\"\nreferral = \"community\"\nreferrals_per_day = 6\n{}pathways = {{ care = 1 }}\n",
        rhythm()
    );
    let from_ward = format!(
        "[[patient_group]]\nid = \"adults\"\nhospital = \"acute\"\nadmissions_per_day = 6\n{}treatment = {{ constant = {{ days = 1.5 }} }}\npathways = {{ care = 1 }}\n",
        rhythm()
    );
    for (group, after) in [(from_home, 0.0), (from_ward, 1.5)] {
        let results = World::of_days(DAYS as u32).with(HOSPITAL).with(group).with(service).experiment(REPLICATIONS);
        assert_poisson(&results, Measure::Occupied(0), &theory(&survival, after));
    }
}
