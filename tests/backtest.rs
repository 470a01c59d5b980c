//! Back-tests of a made-up county whose truth is known: a level, a change that the model knows of, and swings that last.

use std::cell::RefCell;

use dtoc::experiment::backtest::naive::Naive;
use dtoc::experiment::backtest::scores::{Forecaster, against, score};
use dtoc::experiment::backtest::series::Month;
use dtoc::experiment::backtest::{Backtest, Backtested};
use dtoc::experiment::calibration::{Plan, Quantity, Shape, Simulator, Trial, Unfitted};
use dtoc::experiment::evaluations::{Unevaluated, Values};
use dtoc::model::CareSystem;
use dtoc::model::dates::date;
use dtoc::random::Key;
use dtoc::scenario::{Bound, Draft, Observation, Span};

/// Only its period matters: what is simulated here is made up.
const SCENARIO: &str = r#"
title = "Five years"

[period]
start = 2011-04-01
end = 2016-03-31

[[hospital]]
id = "hospital"
kind = "acute"
beds = "unlimited"

[[patient_group]]
id = "patients"
hospital = "hospital"
admissions_per_day = 3
treatment = { constant = { days = 1 } }
pathways = { home = 1 }

[[pathway]]
id = "home-as-before"
number = 0

[[option]]
id = "as-it-is"
schemes = []
"#;

const LEVEL: &str = "level";
/// What the made-up county has as its level; the model has to find it.
const TRUTH: f64 = 150.0;

fn system() -> CareSystem {
    let text = SCENARIO.replace("{ home = 1 }", "{ home-as-before = 1 }");
    Draft::read("five.toml", "five", &text, &|name| Err(name.into())).check(&[]).unwrap().system
}

fn month(number: i32) -> Month {
    Month::of(date(2011, 4, 1).unwrap()).plus(number)
}

/// Swings about zero with a persistence of 0.8 and a standard deviation of 15.
fn swings(key: Key) -> Vec<f64> {
    let mut level = 15.0 * key.normal(1_000);
    let step = |number: u64| {
        level = 0.8 * level + 9.0 * key.normal(number);
        level
    };
    (0..60).map(step).collect()
}

/// The count falls by 60 from this month on.
const CHANGE: i32 = 48;

fn change(month_number: i32) -> f64 {
    if month_number >= CHANGE { -60.0 } else { 0.0 }
}

/// A simulator of the county: the level asked for, the change, and chance that does not last.
struct MadeUp {
    months: Vec<i32>,
    knows_the_change: bool,
    seen: Vec<u64>,
}

impl Simulator for MadeUp {
    fn simulate(&mut self, trials: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated> {
        let row = |trial: &Trial| {
            let key = Key::root(77).child(trial.replication);
            let number = |month: &i32| {
                let change = if self.knows_the_change { change(*month) } else { 0.0 };
                trial.values[0].1 + change + 3.0 * key.normal(u64::from(month.unsigned_abs()))
            };
            self.months.iter().map(number).collect()
        };
        self.seen.extend(trials.iter().map(|trial| trial.replication));
        Ok(trials.iter().map(row).collect())
    }

    fn allows(&self, _: &Values) -> bool {
        true
    }
}

/// What happened in a made-up past.
fn history(seed: u64) -> Vec<Observation> {
    let measure = dtoc::model::Measure::Delayed;
    let observation = |(number, swing): (i32, &f64)| Observation {
        measure,
        name: "delayed".into(),
        span: Span::Month(month(number).first_day()),
        value: TRUTH + change(number) + swing,
        error: 10.0,
        bound: Bound::Exact,
        source: String::new(),
    };
    (0..).zip(&swings(Key::root(seed))).map(observation).collect()
}

fn order(seed: u64, origins: &[i32]) -> Backtest {
    Backtest {
        quantities: vec![Quantity {
            path: LEVEL.into(),
            low: 100.0,
            high: 200.0,
            stated: 150.0,
            shape: Shape::Uniform,
        }],
        observations: history(seed),
        measure: "delayed".into(),
        until: origins.iter().map(|&origin| month(origin).last_day()).collect(),
        horizon: 6,
        plan: Plan { seed: 1, waves: 1, points: 60, draws: 40 },
        replications: 2,
    }
}

fn run(order: &Backtest, knows_the_change: bool) -> Backtested {
    let system = system();
    let number = |one: &Observation| Month::of(one.span.first()).since(month(0));
    let months = order.readings(&system).iter().map(number).collect();
    let mut simulator = MadeUp { months, knows_the_change, seen: Vec::new() };
    let stages = RefCell::new(Vec::new());
    let tell = |stage: &str| stages.borrow_mut().push(stage.to_owned());
    let found = order.run(&system, &mut simulator, &tell).unwrap();
    let stages = stages.into_inner();
    assert_eq!(stages[0], format!("origin 1 of {}: fit", order.until.len()));
    assert_eq!(stages.len(), 2 * order.until.len());
    let all = simulator.seen.len();
    simulator.seen.sort_unstable();
    simulator.seen.dedup();
    let fit = order.plan.points as usize;
    assert_eq!(simulator.seen.len(), all - (order.until.len() - 1) * fit, "forecasts share no chances");
    found
}

#[test]
fn ranges_hold_what_happens_as_often_as_they_say() {
    // Forecasts from 12 pasts that have nothing to do with one another, before the change.
    let mut forecasts = Vec::new();
    for seed in 0..12 {
        let found = run(&order(seed, &[40]), true);
        assert!((found.origins[0].posterior.quantile(0, 0.5) - TRUTH).abs() < 25.0);
        forecasts.extend(found.forecasts);
    }
    let model = score(Forecaster::Model, forecasts.iter(), 0).unwrap();
    assert_eq!(model.forecasts, 72);
    // Six months of one past fail together: the 12 pasts, not the 72 months, say how far the shares may be off.
    let [half, most, nearly_all] = model.coverage.map(|share| share.mean);
    assert!((0.3..0.75).contains(&half), "{half}");
    assert!((0.65..0.95).contains(&most), "{most}");
    assert!(nearly_all > 0.85, "{nearly_all}");
    // The simulation alone does not know where the count is, and takes chance for all there is.
    let alone = score(Forecaster::Simulation, forecasts.iter(), 0).unwrap();
    assert!(alone.coverage[1].mean < most, "{alone:?}");
}

#[test]
fn a_model_that_knows_what_changes_beats_those_that_do_not() {
    let (mut knowing, mut ignorant) = (Vec::new(), Vec::new());
    for seed in 0..3 {
        // The last origin before the change.
        let order = order(100 + seed, &[CHANGE - 1]);
        for (knows, all) in [(true, &mut knowing), (false, &mut ignorant)] {
            let forecasts = run(&order, knows).forecasts;
            all.extend(forecasts.into_iter().map(|mut forecast| {
                forecast.origin = seed as usize;
                forecast
            }));
        }
    }
    for naive in Naive::ALL {
        let found = against(Forecaster::Naive(naive), &knowing, 3, 0).unwrap();
        assert!(found.skill.mean > 0.4 && found.difference.mean < -10.0, "{found:?}");
    }
    let crps = |forecasts: &[_]| score(Forecaster::Model, forecasts.iter(), 0).unwrap().crps.mean;
    assert!(crps(&knowing) < 0.5 * crps(&ignorant), "{} {}", crps(&knowing), crps(&ignorant));
}

#[test]
fn nothing_after_an_origin_changes_its_forecast() {
    let order = order(5, &[30]);
    let mut other = order.clone();
    for observation in &mut other.observations {
        if observation.span.last() > other.until[0] {
            observation.value = 1_000.0;
        }
    }
    let (found, other) = (run(&order, true), run(&other, true));
    assert_eq!(found.origins[0].posterior.draws, other.origins[0].posterior.draws);
    for (one, other) in found.forecasts.iter().zip(&other.forecasts) {
        assert_eq!(one.ensemble, other.ensemble, "{:?} {}", one.forecaster, one.month);
        assert_eq!(other.observed, Some(1_000.0));
    }
}

#[test]
fn an_origin_forecasts_the_months_that_follow_it() {
    let mut order = order(6, &[24, 58]);
    // In the middle of a month the last one known is the month before.
    order.until[0] = date(2013, 4, 15).unwrap();
    let found = run(&order, true);
    assert_eq!(found.origins.iter().map(|origin| origin.last.to_string()).collect::<Vec<_>>(), ["2013-03", "2016-02"]);
    assert_eq!(found.origins[0].fitted, 24);
    let months = |origin: usize| {
        let of_model = found.forecasts.iter().filter(|one| one.origin == origin && one.forecaster == Forecaster::Model);
        of_model.map(|one| (one.month.to_string(), one.ahead)).collect::<Vec<_>>()
    };
    assert_eq!(months(0).first(), Some(&("2013-04".to_owned(), 1)));
    assert_eq!(months(0).len(), 6);
    // The period ends.
    assert_eq!(months(1), [("2016-03".to_owned(), 1)]);
}

#[test]
fn whatever_is_fitted_to_is_simulated() {
    let mut order = order(7, &[40]);
    order.horizon = 1;
    let day = date(2014, 8, 20).unwrap();
    order.observations.retain(|one| !(38..=40).contains(&Month::of(one.span.first()).since(month(0))));
    let without = order.days_needed(&system());
    let snapshot = Observation { span: Span::Day(day), ..order.observations[0].clone() };
    order.observations.push(snapshot.clone());
    let days = snapshot.span.days(&system()).unwrap();
    assert!(without < days.end as u32);
    assert_eq!(order.days_needed(&system()), days.end as u32);
}

#[test]
fn a_simulator_that_stops_stops_the_back_test() {
    struct Stopped;
    impl Simulator for Stopped {
        fn simulate(&mut self, _: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated> {
            Err(Unevaluated::Interrupted(dtoc::experiment::Interrupted::Stopped))
        }
        fn allows(&self, _: &Values) -> bool {
            true
        }
    }
    let found = order(1, &[30]).run(&system(), &mut Stopped, &|_| ());
    let stopped = Unfitted::Unevaluated(Unevaluated::Interrupted(dtoc::experiment::Interrupted::Stopped));
    assert_eq!(found.unwrap_err(), stopped);
}
