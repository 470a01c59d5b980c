//! The same scenario and seed give the same bytes, and options are compared on the same people.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use dtoc::experiment::{Counts, Experiment, Listeners, Misfit, Results, Shard, SoFar, Stopping, Tallies};
use dtoc::model::{Happening, Measure, Model, Outcome, Population, Recorder, Simulation};

use crate::support::{BACK_HOME, HOSPITAL, Run, World, loaded, run};

const FIRST: &str = include_str!("../scenarios/first-scenario.toml");

/// The first scenario, shortened.
fn first_scenario() -> Model {
    let mut system = loaded(&FIRST.replace("warm_up_days = 180", "warm_up_days = 30")).system;
    system.period.days = 120;
    Model::new(system)
}

/// One row that an experiment hands on: option, replication, outcomes.
type Row = (usize, u64, Vec<f64>);

fn experiment(model: &Model, stopping: Stopping, threads: usize) -> (Results, Vec<Row>) {
    let options = (0..model.system().options.len()).collect();
    let mut rows = Vec::new();
    let mut keep =
        |option: usize, replication: u64, outcomes: &[f64]| rows.push((option, replication, outcomes.to_vec()));
    let mut listeners = Listeners { row: &mut keep, progress: &|_| true };
    let results = Experiment { seed: 7, stopping, options, threads: Some(threads) }.run(model, &mut listeners);
    (results.expect("nobody interrupts it"), rows)
}

#[test]
fn results_are_the_same_bytes_on_any_number_of_threads() {
    let model = first_scenario();
    let on = |threads| {
        let (results, rows) = experiment(&model, Stopping::Replications(35), threads);
        (format!("{results:?}"), format!("{rows:?}"))
    };
    let alone = on(1);
    assert!(alone.0.len() > 10_000 && alone.1.len() > 1_000);
    for threads in [2, 7] {
        assert!(alone == on(threads), "on {threads} threads");
    }
}

/// Every file below a folder with its bytes, by its path there.
fn files_below(folder: &Path, from: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, from, files);
        } else {
            let name = path.strip_prefix(from).expect("a path below it").to_owned();
            files.insert(name, std::fs::read(&path).expect("a file"));
        }
    }
}

#[test]
fn every_file_that_a_run_writes_is_the_same_bytes_on_any_number_of_threads() {
    let text = everything()
        .top("[target]\ndelayed_patients = 12\nby = 2026-03-01")
        .scheme("more", "budget = 4000", "{ buy_care_hours = { service = \"care\", hours_per_week = 140 } }")
        .option("as-it-is", "")
        .option("more-care", "\"more\"")
        .text();
    let written = |threads: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("small.toml"), &text).expect("a file");
        let words = ["run", "small.toml", "--replications", "70", "--threads", threads];
        let output = Command::cargo_bin("dtoc").expect("the program").current_dir(folder.path()).args(words).output();
        let output = output.expect("an output");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut files = BTreeMap::new();
        files_below(&folder.path().join("output"), folder.path(), &mut files);
        (output.stdout, files)
    };
    let (said, files) = written("1");
    let named = |ending: &str| files.keys().any(|path| path.to_string_lossy().ends_with(ending));
    for file in ["report.html", "daily.csv", "replications.csv", "summary.json", "money.csv", ".svg", ".png"] {
        assert!(named(file), "{file} is missing from {:?}", files.keys());
    }
    for threads in ["2", "7"] {
        let (other_said, others) = written(threads);
        assert!(said == other_said, "what is printed on {threads} threads");
        assert!(files.keys().eq(others.keys()));
        for (path, bytes) in &files {
            assert!(*bytes == others[path], "{} on {threads} threads", path.display());
        }
    }
}

#[test]
fn when_precision_stops_an_experiment_is_the_same_on_any_number_of_threads() {
    let model = first_scenario();
    let rule = Stopping::Precision { half_width: 5.0, cap: 200, reached: false };
    let (alone, rows) = experiment(&model, rule, 1);
    assert!(matches!(alone.stopping, Stopping::Precision { reached: true, .. }), "{:?}", alone.stopping);
    assert!((32..200).contains(&alone.replications), "{}", alone.replications);
    let (many, others) = experiment(&model, rule, 7);
    assert_eq!(alone.replications, many.replications);
    assert!(format!("{rows:?}") == format!("{others:?}"));
    let never = Stopping::Precision { half_width: 0.0, cap: 33, reached: false };
    let (capped, _) = experiment(&model, never, 2);
    assert_eq!(capped.replications, 33);
    assert!(matches!(capped.stopping, Stopping::Precision { reached: false, .. }));
}

/// A part of an experiment, written down: its counts, and the tallies of its blocks.
fn written(experiment: &Experiment, model: &Model, shard: Shard) -> (Vec<u8>, Vec<Vec<u8>>) {
    let range = shard.replications(experiment.stopping.most());
    let mut so_far = SoFar::from(experiment, model, range.start);
    let mut blocks = Vec::new();
    let mut listeners = Listeners { row: &mut |_, _, _| (), progress: &|_| true };
    let mut keep = |so_far: &SoFar| blocks.push(postcard::to_stdvec(&so_far.last_block()).expect("numbers"));
    let ran = experiment.go_on(model, &mut so_far, range.end, &mut listeners, &mut keep);
    ran.expect("nobody interrupts it");
    assert_eq!(so_far.next(), range.end);
    (postcard::to_stdvec(&so_far.counts()).expect("numbers"), blocks)
}

/// Everything of the results that has digits, without the room that histograms keep.
fn digits(results: &Results) -> String {
    let one = |option: &dtoc::experiment::OptionResults| {
        let counts = (&option.daily, &option.delayed_on_target_day, &option.day_target_first_met);
        let months = option.monthly.iter().map(|month| (&month.delayed_days, &month.snapshot));
        let months = months.map(|(days, snapshot)| (days, snapshot.as_ref().map(|(_, counts)| counts)));
        let waits: Vec<_> = option.time_to_discharge.iter().map(|time| &time.days).collect();
        let counts = serde_json::to_string(&(counts, months.collect::<Vec<_>>(), waits)).expect("numbers");
        let monthly = option.monthly.iter().map(|month| (month.delayed_days_acute, month.delayed_days_by_reason));
        let waits: Vec<_> = option.time_to_discharge.iter().map(|time| (time.mean_days, time.left_same_day)).collect();
        let tallies = (&option.outcomes, &option.differences, &option.delayed_against, waits);
        format!("{counts} {tallies:?} {:?}", monthly.collect::<Vec<_>>())
    };
    results.options.iter().map(one).collect()
}

#[test]
fn shards_put_together_are_the_digits_of_one_run() {
    let model = everything().scheme("none", "", "{ open_beds = { hospital = \"acute\", beds = 3 } }").days(40);
    let model = model.option("as-it-is", "").option("more", "\"none\"").model();
    let stopping = Stopping::Replications(200);
    let experiment = Experiment { seed: 7, stopping, options: vec![0, 1], threads: Some(2) };
    let mut listeners = Listeners { row: &mut |_, _, _| (), progress: &|_| true };
    let one_run = digits(&experiment.run(&model, &mut listeners).expect("nobody interrupts it"));
    // Four blocks: six shards are two too many, and those are empty.
    for of in [1, 3, 6] {
        let mut so_far = SoFar::new(&experiment, &model);
        for number in 1..=of {
            let (counts, blocks) = written(&experiment, &model, Shard { number, of });
            let counts: Vec<Counts> = postcard::from_bytes(&counts).expect("as it was written");
            so_far.add_counts(&counts).expect("of this experiment");
            for block in blocks {
                let block: Vec<Tallies> = postcard::from_bytes(&block).expect("as it was written");
                so_far.add_block(&block).expect("of this experiment");
            }
        }
        assert_eq!(so_far.next(), 200);
        let last: Vec<Tallies> = so_far.last_block().into_iter().cloned().collect();
        assert_eq!(so_far.add_block(&last), Err(Misfit), "all blocks are there");
        assert_eq!(so_far.add_counts(&[]), Err(Misfit), "not of two options");
        assert!(digits(&so_far.results(&experiment, &model)) == one_run, "{of} shards");
    }
}

#[test]
fn a_replication_is_the_same_whatever_was_simulated_before_it() {
    let model = first_scenario();
    let (_, rows) = experiment(&model, Stopping::Replications(4), 1);
    let mut population = Population::new();
    model.draw(7, 3, &mut population);
    let mut simulation = Simulation::new(&model, Recorder::new(model.system()));
    simulation.run(1, &population);
    let fresh = simulation.monitor().outcomes();
    let row = rows.iter().find(|row| (row.0, row.1) == (1, 3)).expect("a row");
    assert_eq!(format!("{:?}", row.2), format!("{fresh:?}"));
    simulation.run(0, &population);
    simulation.run(1, &population);
    assert_eq!(format!("{:?}", simulation.monitor().outcomes()), format!("{fresh:?}"));
}

#[test]
fn other_seeds_and_other_replications_are_other_people() {
    let model = first_scenario();
    let outcome = |seed, replication| run(&model, 0, seed, replication).outcome(Outcome::DelayedDays);
    let all = [outcome(1, 0), outcome(1, 1), outcome(2, 0), outcome(2, 1)];
    for (at, one) in all.iter().enumerate() {
        assert!(all[..at].iter().all(|other| other != one), "{all:?}");
    }
}

/// A small system of everything, in which schemes could act.
fn everything() -> World {
    World::of_days(120)
        .with(HOSPITAL.replace("\"unlimited\"", "60"))
        .with(BACK_HOME)
        .with(
            "
[transfers]
from_hour = 10
to_hour = 18
by_weekday = [1, 1, 1, 1, 1, 0.4, 0.25]
[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = 5
treatment = { log_normal = { mean_days = 6, sd_days = 5 } }
while_waiting = { death_per_day = 0.01, loss_of_readiness_per_day = 0.02, renewed_treatment = { exponential = { mean_days = 3 } } }
readmission = { probability = 0.1, after = { exponential = { mean_days = 9 } } }
pathways = { back-home = 0.4, care = 0.6 }
[[pathway]]
id = \"care\"
number = 1
steps = [{ assessment = { team = \"team\", duration = { exponential = { mean_days = 1 } } } }, { panel = { panel = \"panel\" } }, { place = { service = \"care\" } }]
[[team]]
id = \"team\"
cases_at_once = 8
working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]
from_hour = 9
to_hour = 17
[[panel]]
id = \"panel\"
sits_on = [\"tue\", \"fri\"]
[[workforce]]
id = \"carers\"
funded_posts = 40
turnover_per_year = 0.6
[[service]]
id = \"care\"
hours_per_week = 420
hours_per_person_week = 14
staffed_by = \"carers\"
stay = { exponential = { mean_days = 10 } }
afterwards = { home = 0.8, readmitted = 0.1, died = 0.1 }
reason = \"E\"
cost_per_hour = 19",
        )
}

fn differences(results: &Results, option: usize) -> Vec<String> {
    let named = results.outcomes.iter().zip(&results.options[option].differences);
    let differ = named.filter(|(_, tally)| !tally.is_empty() && (tally.smallest(), tally.largest()) != (0.0, 0.0));
    differ.map(|(outcome, tally)| format!("{outcome:?}: {}", tally.mean())).collect()
}

#[test]
fn an_option_compared_with_itself_differs_by_exactly_nothing() {
    let world = everything().scheme("more", "", "{ buy_care_hours = { service = \"care\", hours_per_week = 140 } }");
    let world = world.option("one", "\"more\"").option("same", "\"more\"").option("other", "");
    let results = world.experiment(6);
    assert_eq!(differences(&results, 1), Vec::<String>::new());
    assert!(differences(&results, 2).len() > 5);
    let daily = |option: usize| format!("{:?}", results.options[option].daily);
    assert_eq!(daily(0), daily(1));
}

#[test]
fn schemes_that_change_nothing_change_no_number() {
    let effects = [
        "{ open_places = { service = \"care\", places = 0 } }",
        "{ close_places = { service = \"care\", places = 0 } }",
        "{ buy_care_hours = { service = \"care\", hours_per_week = 0 } }",
        "{ open_beds = { hospital = \"acute\", beds = 0 } }",
        "{ close_beds = { hospital = \"acute\", beds = 0 } }",
        "{ fund_posts = { workforce = \"carers\", posts = 0 } }",
        "{ cut_posts = { workforce = \"carers\", posts = 0 } }",
        "{ add_team_capacity = { team = \"team\", cases = 0 } }",
        "{ shorten_step = { pathway = \"care\", step = \"assessment\", factor = 1 } }",
        "{ work_weekends = { team = \"team\", days = [] } }",
        "{ work_weekends = { panel = \"panel\", days = [] } }",
        "{ work_weekends = { pathway = \"care\", days = [] } }",
        "{ divert_admissions = { group = \"adults\", share = 0 } }",
        "{ change_admissions = { group = \"adults\", factor = 1 } }",
    ];
    let mut world = everything().option("nothing", "");
    for (number, effect) in effects.iter().enumerate() {
        world =
            world.scheme(&format!("s{number}"), "", effect).option(&format!("o{number}"), &format!("\"s{number}\""));
    }
    let results = world.experiment(2);
    for (number, effect) in effects.iter().enumerate() {
        assert_eq!(differences(&results, number + 1), Vec::<String>::new(), "{effect}");
    }
}

/// Who someone is: number, pathway, moment of arrival, and the lengths of treatment and stay.
type Person = (u32, usize, u32, Option<u32>, Option<u32>);

/// Who the people of a run are.
fn people(run: &Run) -> Vec<Person> {
    let lives = run.lives();
    let person = |((_, _, number), life): (&(usize, bool, u32), &Vec<crate::support::Seen>)| {
        let time = |wanted: fn(&Happening) -> bool| life.iter().find(|seen| wanted(&seen.what)).map(|seen| seen.at);
        let length = |from: Option<u32>, until: Option<u32>| Some(until? - from?);
        let treated = length(
            time(|what| matches!(what, Happening::Admitted { .. })),
            time(|what| matches!(what, Happening::Ready { .. })),
        );
        let stayed = length(
            time(|what| matches!(what, Happening::StartsService { .. })),
            time(|what| matches!(what, Happening::LeavesService { .. })),
        );
        (*number, life[0].who.pathway, life[0].at, treated, stayed)
    };
    lives.iter().map(person).collect()
}

#[test]
fn the_same_number_is_the_same_person_under_every_option() {
    let unlimited = everything().text().replace("beds = 60", "beds = \"unlimited\"");
    let change = |id: &str, factor: f64| {
        format!(
            "[[scheme]]\nid = \"{id}\"\nstarts = 2026-01-05\neffects = [{{ change_admissions = {{ group = \"adults\", factor = {factor} }} }}]\n"
        )
    };
    let options = "[[scheme]]\nid = \"divert\"\nstarts = 2026-01-05\neffects = [{ divert_admissions = { group = \"adults\", share = 0.3 } }]
[[option]]\nid = \"fewer\"\nschemes = [\"fewer\"]\n[[option]]\nid = \"more\"\nschemes = [\"more\"]\n[[option]]\nid = \"divert\"\nschemes = [\"divert\"]\n";
    let text = format!("{unlimited}\n{}{}{options}", change("fewer", 0.6), change("more", 1.4));
    let text =
        text.replace("by_weekday = [1, 1, 1, 1, 1, 0.4, 0.25]", "").replace(", loss_of_readiness_per_day = 0.02", "");
    let model = Model::new(loaded(&text).system);
    let runs = [0, 1, 2, 3].map(|option| people(&run(&model, option, 1, 0)));
    let [usual, fewer, more, diverted] = &runs;
    assert!(fewer.len() < usual.len() && usual.len() < more.len(), "{} {} {}", fewer.len(), usual.len(), more.len());
    for (few, many) in [(fewer, usual), (usual, more), (diverted, usual)] {
        let mut compared = 0;
        for one in few {
            let other = many.iter().find(|other| other.0 == one.0).expect("whoever comes under fewer comes under more");
            assert_eq!((one.1, one.2), (other.1, other.2), "pathway and arrival of {}", one.0);
            for (here, there) in [(one.3, other.3), (one.4, other.4)] {
                if let (Some(here), Some(there)) = (here, there) {
                    assert_eq!(here, there, "treatment or stay of {}", one.0);
                    compared += 1;
                }
            }
        }
        assert!(compared > 100, "{compared}");
    }
}

#[test]
fn staff_come_and_go_on_the_same_days_under_every_option() {
    let world = everything().scheme("beds", "", "{ open_beds = { hospital = \"acute\", beds = 10 } }");
    let model = world.option("without", "").option("with", "\"beds\"").model();
    let in_post = |option| run(&model, option, 1, 0).daily(Measure::InPost(0));
    assert_eq!(in_post(0), in_post(1));
    assert!(in_post(0).iter().any(|&people| people != 40));
}

#[test]
fn more_places_never_mean_more_delays() {
    let mut world = World::of_days(700).with(HOSPITAL).with(
        "
[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = 3
treatment = { exponential = { mean_days = 5 } }
pathways = { care = 1 }
[[pathway]]
id = \"care\"
number = 1
steps = [{ place = { service = \"care\" } }]
[[service]]
id = \"care\"
places = 30
stay = { log_normal = { mean_days = 10, sd_days = 9 } }
afterwards = { home = 1 }
reason = \"E\"",
    );
    for more in 0..6 {
        let effect = format!("{{ open_places = {{ service = \"care\", places = {more} }} }}");
        world = world.scheme(&format!("s{more}"), "", &effect).option(&format!("o{more}"), &format!("\"s{more}\""));
    }
    let model = world.model();
    for replication in 0..4 {
        let delayed: Vec<Vec<u32>> =
            (0..6).map(|option| run(&model, option, 1, replication).daily(Measure::Delayed)).collect();
        for pair in delayed.windows(2) {
            assert!(pair[0].iter().zip(&pair[1]).all(|(fewer, more)| more <= fewer));
        }
        assert!(delayed[0] != delayed[5]);
    }
}

#[test]
fn a_small_change_keeps_its_pairing() {
    // One place more moves the patients after it to other places and days; almost everything else must stay as it was.
    let text = FIRST.replace("places = 30, ramp_days = 21", "places = 1");
    let model = Model::new(loaded(&text).system);
    let (results, _) = experiment(&model, Stopping::Replications(80), 2);
    let at = results.outcome(Outcome::DelayedDays).expect("an outcome of all systems");
    let [reference, other] = results.options.as_slice() else { panic!("two options") };
    let independent = reference.outcomes[at].variance() + other.outcomes[at].variance();
    let gain = independent / other.differences[at].variance();
    assert!(gain > 30.0, "{gain}");
}
