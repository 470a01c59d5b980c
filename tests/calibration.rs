//! Calibration: quantities that are known are found again from what they lead to, as often as the intervals promise.

use std::cell::RefCell;

use dtoc::experiment::Interrupted;
use dtoc::experiment::calibration::{
    Plan, Quantity, Shape, Simulated, Simulator, Trial, fit, predict, predicted, reading, screen,
};
use dtoc::experiment::evaluations::{Evaluations, Unevaluated, Values, Watch};
use dtoc::model::Measure;
use dtoc::random::Key;
use dtoc::scenario::{Bound, Draft, Observation, Official, Span, Taking, observations};

const COUNTY: &str = include_str!("../scenarios/county.toml");

fn date(text: &str) -> dtoc::model::Date {
    text.parse().unwrap()
}

fn quantity(path: &str, low: f64, high: f64) -> Quantity {
    Quantity { path: path.into(), low, high, stated: f64::midpoint(low, high), shape: Shape::Uniform }
}

fn observation(at: usize, value: f64, error: f64, bound: Bound) -> Observation {
    let span = Span::Day(dtoc::model::dates::plus_days(date("2026-01-01"), at as i64));
    Observation { measure: Measure::Delayed, name: "delayed".into(), span, value, error, bound, source: String::new() }
}

/// Three quantities and five numbers that curve with them, scattered by chance; the third quantity changes nothing.
struct Formulas {
    seed: u64,
    runs: u64,
}

impl Formulas {
    const CHANCE: f64 = 4.0;

    fn means(point: &[f64]) -> [f64; 5] {
        let (a, b) = (point[0], point[1]);
        [a, 3.0 * a - b, a * b / 10.0, 0.05 * a * a + b, 2.0 * b]
    }
}

impl Simulator for Formulas {
    fn simulate(&mut self, trials: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated> {
        self.runs += trials.len() as u64;
        let row = |trial: &Trial| {
            let point: Vec<f64> = trial.values.iter().map(|(_, value)| *value).collect();
            let key = Key::root(self.seed).child(trial.replication);
            let shared = key.normal(9);
            let chance = |at: usize| Self::CHANCE * (0.6 * shared + 0.8 * key.normal(at as u64));
            Self::means(&point).iter().enumerate().map(|(at, mean)| mean + chance(at)).collect()
        };
        Ok(trials.iter().map(row).collect())
    }

    fn allows(&self, values: &Values) -> bool {
        // A corner of the box is refused.
        values[0].1 + values[1].1 < 75.0
    }
}

/// How often intervals of 90 % hold the truth, and how wide they are against the prior's, over repetitions with truths drawn from
/// the prior.
fn coverage(repetitions: u64) -> [(f64, f64); 3] {
    let quantities = [quantity("a", 10.0, 40.0), quantity("b", 5.0, 45.0), quantity("c", 0.0, 1.0)];
    let mut held = [(0.0, 0.0); 3];
    for repetition in 0..repetitions {
        let key = Key::root(77).child(repetition);
        let draw = |attempt: u64| -> Vec<f64> {
            quantities.iter().enumerate().map(|(at, one)| one.at(key.child(attempt).uniform(at as u64))).collect()
        };
        let truth = (0..).map(draw).find(|truth| truth[0] + truth[1] < 75.0).unwrap();
        let mut real = Formulas { seed: 1_000 + repetition, runs: 0 };
        let values: Values = quantities.iter().map(|one| one.path.clone()).zip(truth.iter().copied()).collect();
        let found = real.simulate(&[Trial { values, replication: 0 }]).unwrap();
        let observed: Vec<Observation> = found[0]
            .iter()
            .enumerate()
            .map(|(at, number)| observation(at, number + 2.0 * key.normal(100 + at as u64), 2.0, Bound::Exact))
            .collect();
        let plan = Plan { seed: repetition, waves: 3, points: 150, draws: 800 };
        let mut simulator = Formulas { seed: 5_000 + repetition, runs: 0 };
        let posterior = fit(&quantities, &observed, &plan, &mut simulator).unwrap();
        for (at, held) in held.iter_mut().enumerate() {
            let inside = posterior.quantile(at, 0.05) <= truth[at] && truth[at] <= posterior.quantile(at, 0.95);
            held.0 += f64::from(u8::from(inside)) / repetitions as f64;
            held.1 += posterior.narrowed(at) / repetitions as f64;
        }
    }
    held
}

#[test]
fn intervals_of_the_waves_hold_the_truth_as_often_as_they_promise() {
    let held = coverage(40);
    println!("waves: {held:?}");
    for (share, width) in &held[..2] {
        // Of 40 repetitions 36 on average; 31 to 40 in 98 of 100 cases.
        assert!(*share >= 31.0 / 40.0 && *width < 0.6, "{held:?}");
    }
    assert!(held[2].1 > 0.9 && held[2].0 > 0.77, "nothing is learnt of what changes nothing: {held:?}");
}

#[test]
fn a_bound_pushes_only_away_from_its_wrong_side() {
    let quantities = [quantity("a", 10.0, 40.0), quantity("b", 5.0, 45.0)];
    let truth: Values = vec![("a".into(), 20.0), ("b".into(), 20.0)];
    let found = Formulas { seed: 4, runs: 0 }.simulate(&[Trial { values: truth, replication: 0 }]).unwrap();
    let with = |first: Observation| {
        let rest = (1..5).map(|at| observation(at, found[0][at], 40.0, Bound::Exact));
        let observed: Vec<Observation> = std::iter::once(first).chain(rest).collect();
        let plan = Plan { seed: 1, waves: 3, points: 200, draws: 1_000 };
        fit(&quantities, &observed, &plan, &mut Formulas { seed: 5, runs: 0 }).unwrap()
    };
    let loose = with(observation(0, 10.0, 1.0, Bound::AtLeast));
    let tight = with(observation(0, 32.0, 1.0, Bound::AtLeast));
    let exact = with(observation(0, 32.0, 1.0, Bound::Exact));
    assert!(tight.quantile(0, 0.5) > loose.quantile(0, 0.5) + 4.0);
    assert!(tight.quantile(0, 0.95) >= exact.quantile(0, 0.95) - 1.0);
    let upper = with(observation(0, 15.0, 1.0, Bound::AtMost));
    assert!(upper.quantile(0, 0.5) < loose.quantile(0, 0.5) - 3.0);
}

#[test]
fn draws_are_values_that_the_scenario_accepts_and_refused_points_are_counted() {
    let quantities = [quantity("a", 10.0, 40.0), quantity("b", 5.0, 45.0)];
    let observed: Vec<Observation> = Formulas::means(&[36.0, 38.0])
        .iter()
        .enumerate()
        .map(|(at, n)| observation(at, *n, 3.0, Bound::Exact))
        .collect();
    let mut simulator = Formulas { seed: 6, runs: 0 };
    let plan = Plan { seed: 1, waves: 2, points: 150, draws: 500 };
    let posterior = fit(&quantities, &observed, &plan, &mut simulator).unwrap();
    assert_eq!(simulator.runs, 300);
    assert!(posterior.draws.iter().all(|draw| draw[0] + draw[1] < 75.0));
    assert!(posterior.waves.iter().all(|wave| wave.points == 150) && posterior.waves[0].refused > 0);
    assert!(posterior.refused > 0);
}

/// Fits the county to what it gave under a truth drawn from the prior; for each quantity whether its 90 % interval holds the truth,
/// and its spread as a share of the prior's. Also the share of later months that lie in the 80 % range of their prediction.
fn recovered(repetition: u64, months: &[&str], plan: &Plan) -> (Vec<(bool, f64)>, f64) {
    let draft = Draft::read("county.toml", "county", COUNTY, &|name| Err(name.into()));
    let scenario = draft.check(&[]).unwrap();
    let quantities: Vec<Quantity> =
        scenario.assumptions.iter().filter_map(|one| Quantity::of(one, Shape::Uniform)).collect();
    assert_eq!(quantities.len(), 4);
    let key = Key::root(31).child(repetition);
    let truth: Vec<f64> = quantities.iter().enumerate().map(|(at, one)| one.at(key.uniform(at as u64))).collect();
    let truth_values: Values = quantities.iter().map(|one| one.path.clone()).zip(truth.iter().copied()).collect();
    let all = Measure::all(&scenario.system);
    let measures = ["delayed.reason.C", "delayed.reason.E", "delayed.reason.D(ii)", "hospital.acute.occupied_beds"];
    let of_month = |month: &str| -> Vec<Observation> {
        measures
            .iter()
            .map(|name| Observation {
                measure: *all.iter().find(|one| one.id(&scenario.system) == *name).unwrap(),
                name: (*name).into(),
                span: Span::Month(date(&format!("{month}-01"))),
                value: 0.0,
                error: 1.5,
                bound: Bound::Exact,
                source: String::new(),
            })
            .collect()
    };
    let mut list: Vec<Observation> = months.iter().flat_map(|month| of_month(month)).collect();
    let fitted = (months.len() - 1) * measures.len();
    let days = list.iter().filter_map(|one| one.span.days(&scenario.system)).map(|days| days.end as u32).max().unwrap();
    let loading = |values: &[(String, f64)]| {
        let mut system = draft.check(values)?.system;
        system.period.days = days;
        Ok(system)
    };
    let wanted = list.clone();
    let reading = reading(&wanted, 0);
    let simulate = |seed: u64, with: &mut dyn FnMut(&mut dyn Simulator)| {
        let mut evaluations = Evaluations::new(seed, Some(2), &loading, &reading).unwrap();
        let mut simulated = Simulated {
            evaluations: &mut evaluations,
            option: 0,
            allowed: &|values| draft.check(values).is_ok(),
            watch: &mut Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () },
        };
        with(&mut simulated);
    };
    let mut real = Vec::new();
    simulate(10_000 + repetition, &mut |simulator| {
        real = simulator.simulate(&[Trial { values: truth_values.clone(), replication: 0 }]).unwrap();
    });
    for (at, one) in list.iter_mut().enumerate() {
        one.value = (real[0][at] + one.error * key.normal(100 + at as u64)).max(0.0);
    }
    let mut found = (Vec::new(), 0.0);
    simulate(repetition, &mut |simulator| {
        let posterior = fit(&quantities, &list[..fitted], plan, simulator).unwrap();
        let rows = predict(&posterior, simulator).unwrap();
        let later = &predicted(&list, &rows, repetition)[fitted..];
        let inside = later.iter().filter(|one| one.holds(0.8)).count() as f64 / later.len() as f64;
        let held = (0..quantities.len()).map(|at| {
            let (low, high) = (posterior.quantile(at, 0.05), posterior.quantile(at, 0.95));
            (low <= truth[at] && truth[at] <= high, posterior.narrowed(at))
        });
        found = (held.collect(), inside);
    });
    found
}

/// With `DTOC_RECOVERY=200` in the environment, so many repetitions of half a year each; otherwise a few short ones.
#[test]
fn a_county_is_found_again_from_what_it_leads_to() {
    let full: Option<u64> = std::env::var("DTOC_RECOVERY").ok().and_then(|number| number.parse().ok());
    let months: &[&str] = if full.is_some() {
        &["2014-04", "2014-05", "2014-06", "2014-07", "2014-08", "2014-09", "2014-10"]
    } else {
        &["2014-04", "2014-05"]
    };
    let repetitions = full.unwrap_or(3);
    let plan = match full {
        Some(_) => Plan { seed: 1, waves: 3, points: 300, draws: 300 },
        None => Plan { seed: 1, waves: 2, points: 90, draws: 60 },
    };
    let mut held = vec![(0.0, 0.0); 4];
    let mut later = 0.0;
    for repetition in 0..repetitions {
        let (found, inside) = recovered(repetition, months, &Plan { seed: repetition, ..plan });
        for (sum, (is_inside, width)) in held.iter_mut().zip(found) {
            sum.0 += f64::from(u8::from(is_inside));
            sum.1 += width / repetitions as f64;
        }
        later += inside / repetitions as f64;
    }
    println!("held of {repetitions} and mean spread left: {held:?}; later months in their 80 % range: {later:.3}");
    let all: f64 = held.iter().map(|one| one.0).sum::<f64>() / (4.0 * repetitions as f64);
    assert!(all >= if full.is_some() { 0.85 } else { 0.6 }, "{held:?}");
    if repetitions >= 200 {
        // With fewer, chance alone would take some of them out of this.
        let shares = held.iter().map(|one| one.0 / repetitions as f64);
        assert!(shares.into_iter().all(|share| (0.85..=0.95).contains(&share)), "{held:?}");
    }
    assert!(held[0].1 < 0.9, "the admissions are known better than before: {held:?}");
}

#[test]
fn the_screening_tells_what_matters_from_what_does_not() {
    let draft = Draft::read("county.toml", "county", COUNTY, &|name| Err(name.into()));
    let system = draft.check(&[]).unwrap().system;
    let text = "measure,period,date,value,error\ndelayed.reason.E,month,2014-04,50,2\n";
    let taking = Taking { from: None, to: None, official: Official::default() };
    let observed = observations("o.csv", text, &system, &taking).unwrap().list;
    let loading = |values: &[(String, f64)]| {
        let mut system = draft.check(values)?.system;
        system.period.days = 30;
        Ok(system)
    };
    let reading = reading(&observed, 0);
    let mut evaluations = Evaluations::new(1, Some(2), &loading, &reading).unwrap();
    let mut simulated = Simulated {
        evaluations: &mut evaluations,
        option: 0,
        allowed: &|values| draft.check(values).is_ok(),
        watch: &mut Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () },
    };
    let sourcing = "pathway.home-with-support.steps.sourcing.delay.exponential.mean_days";
    let care_home = "pathway.care-home.steps.sourcing.delay.exponential.mean_days";
    let quantities = [quantity(care_home, 3.0, 25.0), quantity(sourcing, 1.0, 12.0)];
    let influences = screen(&quantities, &observed, &mut simulated).unwrap();
    assert_eq!(influences[0].quantity.path, sourcing);
    assert!(influences[0].distance > 3.0 && influences[1].distance < 1.0, "{influences:?}");
}

#[test]
fn a_fit_that_is_stopped_gives_nothing() {
    struct Stopped(RefCell<u64>);
    impl Simulator for Stopped {
        fn simulate(&mut self, _: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated> {
            *self.0.borrow_mut() += 1;
            Err(Unevaluated::Interrupted(Interrupted::Stopped))
        }
        fn allows(&self, _: &Values) -> bool {
            true
        }
    }
    let mut stopped = Stopped(RefCell::new(0));
    let observed = [observation(0, 10.0, 1.0, Bound::Exact)];
    assert!(fit(&[quantity("a", 0.0, 1.0)], &observed, &Plan::default(), &mut stopped).is_err());
    assert_eq!(stopped.0.into_inner(), 1);
}
