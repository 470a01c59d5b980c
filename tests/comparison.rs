//! Options compared until the best is known: the promised probability of selecting it, on a system whose means are known; what is
//! said of options that are alike; and the same bytes on any number of threads.

use crate::support::{HOSPITAL, World, assert_mean, loaded};
use dtoc::experiment::Interrupted;
use dtoc::experiment::comparison::{Compared, Contest, Criterion, Ending, FIRST_STAGE};
use dtoc::experiment::evaluations::Watch;
use dtoc::experiment::study::{Sitting, unwatched};
use dtoc::model::{Model, Outcome};
use dtoc::report::comparison::Comparison;
use dtoc::report::{Report, Stamp};
use dtoc::scenario::Scenario;

/// Days until the count is looked at: the system starts empty, and forgets that within a week or two.
const DAYS: u32 = 32;

/// Ten patients a day who wait four days on average: with nobody in anybody's way the delayed count is Poisson with mean 40
/// (M/M/infinity). Schemes change either factor of the mean: fewer who wait longer, and more who wait shorter, share few of their
/// chances.
fn world() -> World {
    let shorter =
        |factor: f64| format!("{{ shorten_step = {{ pathway = \"care\", step = \"choice\", factor = {factor} }} }}");
    World::of_days(DAYS)
        .with(HOSPITAL)
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ choice = { delay = { exponential = { mean_days = 4 } } } }]\n")
        .with(
            "[[patient_group]]\nid = \"adults\"\nhospital = \"acute\"\nadmissions_per_day = 10
treatment = { constant = { days = 1 } }\npathways = { care = 1 }\n",
        )
        .scheme("half", "", &shorter(0.5))
        .scheme("shorter", "", &shorter(0.4))
        .scheme("longer", "", &shorter(0.6))
        .scheme("more-people", "", "{ change_admissions = { group = \"adults\", factor = 1.26875 } }")
        .scheme("fewer-people", "", "{ change_admissions = { group = \"adults\", factor = 0.845833333333 } }")
}

/// What comes of a contest that nobody interrupts.
fn held(contest: &Contest, model: &Model, threads: usize) -> Compared {
    unwatched(Some(threads), |sitting| contest.run(model, sitting)).expect("nobody interrupts it")
}

fn contest(model: &Model, seed: u64) -> Contest {
    Contest {
        seed,
        options: (0..model.system().options.len()).collect(),
        reference: model.system().reference,
        criterion: Criterion::Delayed,
        indifference: 0.3,
        confidence: 0.95,
        cap: 4_000,
    }
}

fn compared(model: &Model, seed: u64) -> Compared {
    held(&contest(model, seed), model, 2)
}

/// What a terminal shows.
fn said(scenario: &Scenario, compared: &Compared) -> String {
    Report::new(&Comparison::new(scenario, compared), &Stamp::default()).text(None, 100)
}

#[test]
fn the_best_is_selected_and_all_intervals_hold_as_often_as_promised() {
    // The hardest case: the best is better than its rivals by just the indifference.
    let model = world()
        .option("as-it-is", "")
        .option("rival", "\"shorter\", \"more-people\"")
        .option("best", "\"half\"")
        .option("other-rival", "\"longer\", \"fewer-people\"")
        .model();
    let means = [40.0, 20.3, 20.0, 20.3];
    let to_the_best = [20.0, 0.3, -0.3, 0.3];
    const SEEDS: u64 = 60;
    let (mut right, mut held, mut sure) = (0, 0, 0.0);
    let mut observed = [const { Vec::new() }; 4];
    for seed in 0..SEEDS {
        let compared = compared(&model, seed);
        right += u64::from(compared.ending == Ending::Selected(2));
        let intervals = (0..4).map(|option| compared.against_best_of_others(option).expect("others"));
        held += u64::from(intervals.zip(to_the_best).all(|(interval, true_gap)| interval.contains(true_gap)));
        sure += compared.chances_of_being_best()[2] / SEEDS as f64;
        for (option, observed) in observed.iter_mut().enumerate() {
            // The first replications of each: those are not chosen by what they show.
            observed.extend(&compared.values(option, Outcome::DelayedOnTargetDay)[..FIRST_STAGE as usize]);
        }
    }
    // Under 53 of 60 has a chance of 1 in 60 at the promised 95 %, which this procedure keeps with room to spare.
    assert!(right >= 53, "{right} of {SEEDS}");
    assert!(held >= 53, "{held} of {SEEDS}");
    assert!(sure > 0.9, "{sure}");
    for (observed, mean) in observed.iter().zip(means) {
        assert_mean(observed, mean);
    }
}

#[test]
fn a_clear_rival_is_dropped_early_and_the_reference_is_not_while_others_are_in_contention() {
    let model = world()
        .option("as-it-is", "")
        .option("rival", "\"shorter\", \"more-people\"")
        .option("best", "\"half\"")
        .option("worst", "\"fewer-people\"")
        .model();
    let compared = compared(&model, 5);
    let replications: Vec<u64> = compared.options.iter().map(|option| option.replications()).collect();
    assert_eq!((replications[3], compared.options[3].dropped_at), (FIRST_STAGE, Some(FIRST_STAGE)));
    assert!(replications[2] > FIRST_STAGE && replications[0] == replications[2], "{replications:?}");
    assert_eq!(compared.options[0].dropped_at, Some(FIRST_STAGE));
    assert_eq!(compared.options[2].dropped_at, None);
}

#[test]
fn an_option_and_its_copy_can_not_be_told_apart() {
    let scenario = world().option("as-it-is", "").option("one", "\"half\"").option("its-copy", "\"half\"").load();
    let compared = compared(&Model::new(scenario.system.clone()), 1);
    assert_eq!(compared.ending, Ending::Alike(vec![1, 2]));
    assert_eq!((compared.replications(), compared.near()), (FIRST_STAGE, vec![2]));
    let chances = compared.chances_of_being_best();
    assert!((chances[1] - 0.5).abs() < 1e-9 && (chances[2] - 0.5).abs() < 1e-9, "{chances:?}");
    let text = said(&scenario, &compared);
    assert!(text.contains("Cannot tell these apart at this precision"), "{text}");
    assert!(text.contains("“One” and “Its copy”") && !text.contains("is best"), "{text}");
}

#[test]
fn at_the_cap_the_options_that_are_left_are_named() {
    let world =
        world().option("as-it-is", "").option("rival", "\"shorter\", \"more-people\"").option("best", "\"half\"");
    let scenario = world.load();
    let model = Model::new(scenario.system.clone());
    let contest = Contest { indifference: 0.01, cap: 150, ..contest(&model, 1) };
    let compared = held(&contest, &model, 2);
    assert_eq!(compared.replications(), 150);
    let Ending::AtTheCap(left) = &compared.ending else { panic!("{:?}", compared.ending) };
    assert!(left.contains(&1) && left.contains(&2), "{left:?}");
    let tied = [compared.best(), compared.near()[0]];
    assert!(tied == [1, 2] || tied == [2, 1], "{tied:?}");
    let text = said(&scenario, &compared);
    assert!(text.contains("The cap of 150 replications was reached"), "{text}");
}

#[test]
fn differences_are_to_the_reference_that_was_asked_for() {
    let model = world().option("as-it-is", "").option("one", "\"half\"").model();
    let forward = compared(&model, 1);
    let backward = held(&Contest { reference: 1, ..contest(&model, 1) }, &model, 2);
    let scenario = world().option("as-it-is", "").option("one", "\"half\"").load();
    let rows = |compared: &Compared| {
        let comparison = Comparison::new(&scenario, compared);
        let avoided: Vec<Option<f64>> =
            comparison.rows.iter().map(|row| row.days_avoided.map(|days| days.mean)).collect();
        avoided
    };
    let (forward, backward) = (rows(&forward), rows(&backward));
    assert_eq!((forward[0], backward[1]), (None, None));
    let (gained, lost) = (forward[1].expect("a difference"), backward[0].expect("a difference"));
    assert!(gained > 100.0 && (gained + lost).abs() < 1e-9, "{gained} {lost}");
}

/// Every file of the folder.
fn files(scenario: &Scenario, threads: usize) -> Vec<(String, Vec<u8>)> {
    let model = Model::new(scenario.system.clone());
    let compared = held(&contest(&model, 3), &model, threads);
    let comparison = Comparison::new(scenario, &compared);
    let files = Report::new(&comparison, &Stamp::default()).files;
    files.into_iter().map(|file| (file.path.clone(), file.bytes().into_owned())).collect()
}

#[test]
fn the_files_are_the_same_bytes_on_any_number_of_threads() {
    let scenario = loaded(
        &world()
            .option("as-it-is", "")
            .option("rival", "\"shorter\", \"more-people\"")
            .option("best", "\"half\"")
            .text(),
    );
    let one = files(&scenario, 1);
    assert_eq!(one.len(), 5);
    assert!(one == files(&scenario, 3));
}

#[test]
fn whoever_watches_can_stop_it() {
    let model = world().option("as-it-is", "").option("one", "\"half\"").model();
    let watch = Watch { progress: &|progress| progress.done < 20, found: &mut |_| true, stage: &|_| () };
    let stopped = contest(&model, 1).run(&model, &mut Sitting { threads: Some(2), earlier: Vec::new(), watch });
    assert_eq!(stopped.err(), Some(Interrupted::Stopped.into()));
}
