//! Intervals cover the truth as often as they say: whole experiments are repeated on a queue that is solved exactly.

use dtoc::model::{Model, Outcome};

use crate::support::{HOSPITAL, World, experiment_with};
use crate::theory::markov::Queue;

const DAYS: usize = 40;
const REPLICATIONS: u64 = 20;
const EXPERIMENTS: u64 = 400;
/// The target: so many delayed on the last day, or fewer.
const TARGET: usize = 0;

/// Patients who are ready at once need one of the places; the second option has more of them.
fn queue(few: &Queue, many: &Queue) -> Model {
    World::of_days(DAYS as u32)
        .top("[target]\ndelayed_patients = 0\nby = 2026-02-13")
        .with(HOSPITAL)
        .with(format!(
            "[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = {}
treatment = {{ constant = {{ days = 0 }} }}
pathways = {{ care = 1 }}
[[pathway]]
id = \"care\"
number = 1
steps = [{{ place = {{ service = \"care\" }} }}]
[[service]]
id = \"care\"
places = {}
stay = {{ exponential = {{ mean_days = {} }} }}
afterwards = {{ home = 1 }}
reason = \"E\"",
            few.per_day, few.places, few.mean_days
        ))
        .scheme(
            "more",
            "",
            &format!("{{ open_places = {{ service = \"care\", places = {} }} }}", many.places - few.places),
        )
        .option("few", "")
        .option("many", "\"more\"")
        .model()
}

/// Asserts that so many of the intervals contain the truth as 95 of 100 would, within 4 standard deviations.
#[track_caller]
fn assert_covered(covered: u32, least: f64, what: &str) {
    let (n, share) = (EXPERIMENTS as f64, f64::from(covered) / EXPERIMENTS as f64);
    let spread = (0.95 * 0.05 / n).sqrt();
    assert!(share > least - 4.0 * spread, "{what}: {share} of the intervals contain it");
    assert!(share < 0.95 + 4.0 * spread, "{what}: {share} of the intervals contain it, too many");
}

#[test]
fn intervals_of_experiments_contain_the_truth_as_often_as_they_say() {
    let few = Queue { per_day: 2.0, mean_days: 2.0, places: 5 };
    let many = Queue { places: 7, ..few };
    let model = queue(&few, &many);
    let truth = |queue: &Queue| {
        let midnights = queue.from(0, DAYS);
        let mean = midnights.iter().map(|shares| queue.waiting(shares)).sum::<f64>() / DAYS as f64;
        let met: f64 = midnights[DAYS - 1][..=queue.places + TARGET].iter().sum();
        (mean, met)
    };
    let (mean, met) = truth(&few);
    let difference = truth(&many).0 - mean;
    let mut covered = [0; 3];
    let mut averages = Vec::new();
    for seed in 0..EXPERIMENTS {
        let results = experiment_with(&model, seed, REPLICATIONS);
        let waiting = results.options[0].outcome(&results, Outcome::MeanDelayed).expect("an outcome").estimate();
        let saved = results.options[1].difference(&results, Outcome::MeanDelayed).expect("an outcome").estimate();
        let share = results.options[0].delayed_on_target_day.share_at_most(TARGET as u32);
        covered[0] += u32::from(waiting.contains(mean));
        covered[1] += u32::from(saved.contains(difference));
        covered[2] += u32::from(share.contains(met));
        averages.push(waiting.mean);
    }
    // All experiments together know the mean well.
    let tally: dtoc::statistics::Tally = averages.into_iter().collect();
    assert!(tally.estimate_at(0.9999).contains(mean), "{:?}, where {mean} is right", tally.estimate_at(0.9999));
    // Means of counts that are skewed to the right fall short of Student's level by a point or two in 20 replications.
    assert_covered(covered[0], 0.94, "the mean delayed");
    assert_covered(covered[1], 0.94, "the difference of two options");
    // Wilson's interval of 20 trials is as often above its level as below.
    assert_covered(covered[2], 0.93, "the share at or under the target");
}
