//! What is not known, drawn: a system whose spread is known exactly, with certain and with uncertain arrivals.

use dtoc::experiment::comparison::{Compared, Contest, Criterion};
use dtoc::experiment::ignorance::{Ignorance, Posterior};
use dtoc::experiment::study::unwatched;
use dtoc::experiment::{Asked, Drawn, Experiment, Listeners, Models, Quantity, Results, Stopping};
use dtoc::model::{Model, Outcome};
use dtoc::scenario::{Draft, Scenario};

/// Patients who are treated for a day and then wait for up to four more, in beds that never run out. The number who wait is
/// Poisson with a mean of twice the daily admissions (M/G/infinity), and that from five days after the first on.
const TEXT: &str = r#"
title = "A hospital without limits"
[period]
start = 2026-01-05
end = 2026-01-12
warm_up_days = 6
[[hospital]]
id = "acute"
kind = "acute"
beds = "unlimited"
[[hospital]]
id = "empty"
kind = "community"
beds = 5
[[patient_group]]
id = "adults"
hospital = "acute"
admissions_per_day = { value = 10, low = 5, high = 15 }
treatment = { constant = { days = 1 } }
pathways = { aids = 1 }
[[pathway]]
id = "aids"
number = 1
steps = [{ equipment = { delay = { uniform = { low_days = 0, high_days = 4 } }, attribution = "nhs" } }]
[[scheme]]
id = "advice"
starts = 2026-01-05
set_up_cost = { value = 1000, low = 500, high = 4000 }
effects = [{ open_beds = { hospital = "empty", beds = 1 } }]
[[option]]
id = "as-it-is"
schemes = []
[[option]]
id = "advised"
schemes = ["advice"]
"#;

const ADMISSIONS: &str = "patient_group.adults.admissions_per_day";

struct World {
    draft: Draft,
    scenario: Scenario,
    model: Model,
}

fn world(text: &str) -> World {
    let draft = Draft::read("test.toml", "test", text, &|name| Err(format!("no {name}")));
    let scenario = draft.check(&[]).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let model = Model::new(scenario.system.clone());
    World { draft, scenario, model }
}

impl World {
    fn ignorance(&self, posterior: Option<&str>) -> Ignorance {
        let read = |text: &str| Posterior::read(text, &self.scenario.assumptions).expect("a posterior");
        let from_ranges = posterior.is_none();
        Ignorance::new(1, self.draft.clone(), &self.scenario.assumptions, from_ranges, posterior.map(read))
    }

    fn run(&self, ignorance: Option<&Ignorance>, replications: u64, threads: usize) -> Results {
        let options = (0..self.scenario.system.options.len()).collect();
        let stopping = Stopping::Replications(replications);
        let experiment = Experiment { seed: 1, stopping, options, threads: Some(threads) };
        let mut listeners = Listeners { row: &mut |_, _, _| (), progress: &|_| true };
        let models = Models { stated: &self.model, ignorance };
        experiment.run(models, &mut listeners).expect("nobody interrupts it")
    }
}

fn drawn(results: &Results) -> &Drawn {
    results.drawn.as_ref().expect("draws")
}

fn count(option: usize, less: Option<usize>) -> Asked {
    Asked { quantity: Quantity::Delayed, option, less }
}

#[test]
fn a_poisson_count_with_an_uncertain_mean_is_split_as_the_law_of_total_variance_says() {
    let world = world(TEXT);
    let results = world.run(Some(&world.ignorance(None)), 3_000, 2);
    let twins = drawn(&results).twins(count(0, None));
    // The mean is 20 and the variance of PERT(5, 10, 15) is 25 / 7; the mean count is twice the admissions.
    let (chance, ignorance) = (20.0_f64, 4.0 * 25.0 / 7.0);
    let share = twins.share_of_chance();
    assert!(share.contains(chance / (chance + ignorance)), "{share:?}");
    assert!(share.half_width() < 0.06, "{share:?}");
    for (found, expected) in [
        (twins.deviation(), (chance + ignorance).sqrt()),
        (twins.deviation_of_chance(), chance.sqrt()),
        (twins.deviation_of_shared(), ignorance.sqrt()),
    ] {
        assert!(found.contains(expected), "{found:?}, not {expected}");
    }
    // What everything else is made of is chance and ignorance together; the range of chance alone is that of the stated value.
    let mixture = &results.options[0].delayed_on_target_day;
    assert!((mixture.variance() / (chance + ignorance) - 1.0).abs() < 0.1, "{}", mixture.variance());
    let stated = drawn(&results).stated[0].last().expect("a last day");
    assert_eq!(stated.observations(), 3_000);
    assert!(
        (stated.mean() - 20.0).abs() < 0.33 && (stated.variance() / 20.0 - 1.0).abs() < 0.11,
        "{}",
        stated.variance()
    );
    let correlations = drawn(&results).correlations(count(0, None));
    let of = |path: &str| {
        let at = drawn(&results).known.iter().position(|known| known.path() == path).expect("it is drawn");
        correlations[at]
    };
    assert!(of(ADMISSIONS).lower > 0.6, "{:?}", of(ADMISSIONS));
    assert!(of("scheme.advice.set_up_cost").contains(0.0));
}

#[test]
fn pairs_hold_under_every_option_so_a_difference_that_nothing_makes_is_none() {
    let world = world(TEXT);
    let results = world.run(Some(&world.ignorance(None)), 200, 2);
    assert!(drawn(&results).twins(count(1, Some(0))).are_all_alike());
    let differences = results.options[1].difference(&results, Outcome::DelayedOnTargetDay).expect("a difference");
    assert_eq!((differences.mean(), differences.variance()), (0.0, 0.0));
    // The scheme costs what is drawn, whatever chance does: all of that spread is not knowing.
    let cost = Asked { quantity: Quantity::TotalCost, option: 1, less: Some(0) };
    let share = drawn(&results).twins(cost).share_of_chance();
    assert!(share.upper < 1e-9, "{share:?}");
    // Options that are equal share every draw.
    assert!(drawn(&results).lowest().iter().all(|share| share.mean == 0.5 && share.half_width() == 0.0));
}

#[test]
fn a_posterior_that_knows_leaves_only_chance_and_the_bytes_of_the_ordinary_run() {
    let world = world(TEXT);
    let certain = world.run(Some(&world.ignorance(Some(&format!("{ADMISSIONS}\n10\n")))), 4_000, 2);
    let ordinary = world.run(None, 4_000, 2);
    assert!(ordinary.drawn.is_none());
    assert_eq!(format!("{:?}", certain.options), format!("{:?}", ordinary.options));
    let share = drawn(&certain).twins(count(0, None)).share_of_chance();
    // Four standard errors; no share is above 1.
    assert!(1.0 - share.mean < 2.0 * share.half_width() && share.mean > 0.9, "{share:?}");
    assert_eq!(drawn(&certain).stated[0], ordinary.options[0].daily[0]);
}

#[test]
fn any_number_of_threads_gives_the_same_draws_and_the_same_results() {
    let world = world(TEXT);
    let ignorance = world.ignorance(None);
    let (one, three) = (world.run(Some(&ignorance), 150, 1), world.run(Some(&ignorance), 150, 3));
    assert_eq!(format!("{one:?}"), format!("{three:?}"));
    // More replications leave the first ones as they are.
    let more = world.run(Some(&ignorance), 180, 2);
    assert_eq!(drawn(&more).rows[..150], drawn(&one).rows[..]);
}

#[test]
fn a_comparison_draws_too_and_says_how_often_an_option_is_the_lowest() {
    let text = TEXT.replace("beds = 1 }", "beds = 1 } }, { change_admissions = { group = \"adults\", factor = 0.5 }");
    let world = world(&text);
    let ignorance = world.ignorance(None);
    let run = |threads: usize| -> Compared {
        let contest = Contest {
            seed: 1,
            options: vec![0, 1],
            reference: 0,
            criterion: Criterion::Delayed,
            indifference: 1.0,
            confidence: 0.95,
            cap: 200,
        };
        let models = Models { stated: &world.model, ignorance: Some(&ignorance) };
        unwatched(Some(threads), |sitting| contest.run(models, sitting)).expect("nobody interrupts it")
    };
    let compared = run(2);
    assert_eq!(format!("{compared:?}"), format!("{:?}", run(1)));
    assert_eq!((compared.best(), compared.drawn), (1, Some(2)));
    assert!(compared.shares_of_lowest()[1].lower > 0.9, "{:?}", compared.shares_of_lowest());
    // The counts are more spread than Poisson counts with a mean of twenty.
    assert!(compared.tally(0, Outcome::DelayedOnTargetDay).variance() > 24.0);
}
