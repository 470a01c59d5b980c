//! A pool of posts, each of them filled and vacated on its own: the number in post is binomial at every moment.

use dtoc::model::Measure;

use crate::support::{BACK_HOME, HOSPITAL, World, emergencies};

const REPLICATIONS: u64 = 400;

fn pool(posts: u32, in_post: u32, turnover: f64, recruitment: &str) -> World {
    World::of_days(1_200).with(HOSPITAL).with(BACK_HOME).with(emergencies(0.0)).with(format!(
        "[[workforce]]\nid = \"carers\"\nfunded_posts = {posts}\nin_post = {in_post}\nturnover_per_year = {turnover}\nrecruitment = {{ {recruitment} }}\ninduction_days = 20\n"
    ))
}

/// Asserts that in post are so many of those filled at first, each with one probability, and of those vacant, with another.
#[track_caller]
fn assert_binomial(world: &World, day: usize, (filled, vacant): (f64, f64), (still, anew): (f64, f64)) {
    let results = world.experiment(REPLICATIONS);
    let histogram = &results.options[0].daily(&results, Measure::InPost(0)).expect("a measure")[day];
    let (mean, variance) =
        (filled * still + vacant * anew, filled * still * (1.0 - still) + vacant * anew * (1.0 - anew));
    let count = REPLICATIONS as f64;
    let z = (histogram.mean() - mean) / (variance / count).sqrt();
    assert!(z.abs() < 4.5, "day {day}: {} in post, where {mean} were expected", histogram.mean());
    let z = (histogram.variance() / variance - 1.0) / (2.0 / count).sqrt();
    assert!(z.abs() < 5.0, "day {day}: variance {}, where {variance} was expected", histogram.variance());
    let vacancies = results.options[0].daily(&results, Measure::Vacancies(0)).expect("a measure")[day].mean();
    assert!((histogram.mean() + vacancies - filled - vacant).abs() < 1e-9, "posts are filled or vacant");
}

#[test]
fn with_exponential_leads_the_number_in_post_is_that_of_a_birth_death_process_at_every_moment() {
    let world = pool(40, 25, 1.5, "lead = { exponential = { mean_days = 60 } }, success = 0.6");
    // Of one post: leaves at one rate, is filled at the other; the two decay together.
    let (leaves, filled) = (1.5 / 365.0, 0.6 / 60.0);
    let in_the_end = filled / (leaves + filled);
    for day in [0, 9, 49, 149, 399, 1_199] {
        let decay = (-(leaves + filled) * (day as f64 + 1.0)).exp();
        let still = in_the_end + (1.0 - in_the_end) * decay;
        let anew = in_the_end * (1.0 - decay);
        assert_binomial(&world, day, (25.0, 15.0), (still, anew));
    }
}

#[test]
fn in_the_long_run_the_share_in_post_depends_on_the_mean_lead_alone() {
    // Alternating renewal: mean time in post over mean time from filled to filled, whatever the leads.
    let tenure = 365.0 / 2.0;
    for (recruitment, vacant) in [
        ("lead = { constant = { days = 70 } }", 70.0),
        ("lead = { log_normal = { mean_days = 80, sd_days = 60 } }, success = 0.5", 160.0),
        ("lead = { uniform = { low_days = 10, high_days = 50 } }, success = 0.8", 37.5),
    ] {
        let share = tenure / (tenure + vacant);
        assert_binomial(&pool(30, 30, 2.0, recruitment), 1_199, (30.0, 0.0), (share, 0.0));
    }
}
