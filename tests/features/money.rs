//! Money: every heading, to the pound.

use dtoc::model::{CostHeading, Happening, Measure, Outcome};

use crate::support::{HOSPITAL, World, assert_near, nobody, run_text, waiting};

/// Five patients for a service with the given keys, for seven days.
fn care(keys: &str) -> World {
    World::of_days(7)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
        .with(format!(
            "[[service]]\nid = \"care\"\nstay = {{ constant = {{ days = 1000 }} }}\nafterwards = {{ home = 1 }}\nreason = \"E\"\n{keys}\n"
        ))
        .with(waiting(5, "care", "place"))
}

fn of_service(keys: &str) -> f64 {
    care(keys).run().outcome(Outcome::Cost(CostHeading::Service(0)))
}

#[test]
fn a_place_is_paid_for_by_the_week_while_it_is_used() {
    assert_near(of_service("places = 8\ncost_per_place_week = 900"), 5.0 * 900.0);
    assert_near(of_service("places = 3\ncost_per_place_week = 900"), 3.0 * 900.0);
    assert_near(of_service("places = \"unlimited\"\ncost_per_place_week = 900"), 5.0 * 900.0);
}

#[test]
fn a_block_contract_is_paid_for_all_places() {
    assert_near(of_service("places = 8\ncontract = \"block\"\ncost_per_place_week = 900"), 8.0 * 900.0);
}

#[test]
fn care_is_paid_for_by_the_hour() {
    let keys = "hours_per_week = 112\nhours_per_person_week = 14\ncost_per_hour = 19";
    assert_near(of_service(keys), 5.0 * 14.0 * 19.0);
}

#[test]
fn each_start_is_paid_for() {
    assert_near(of_service("places = 3\ncost_per_start = 250"), 3.0 * 250.0);
}

const POOL: &str = "
[[workforce]]
id = \"carers\"
funded_posts = 10
in_post = 6
turnover_per_year = 0
recruitment = { lead = { constant = { days = 9000 } } }
agency = { cover = 0.5, premium = 0.4 }
cost_per_post_year = 36500
";

#[test]
fn filled_posts_and_agency_cover_are_paid_for_and_its_premium_apart() {
    let run = care("places = 8\nstaffed_by = \"carers\"\nhours_per_place_week = 1").with(POOL).run();
    assert_near(run.outcome(Outcome::Cost(CostHeading::Workforce(0))), 7.0 * 100.0 * (6.0 + 2.0));
    assert_near(run.outcome(Outcome::Cost(CostHeading::AgencyPremium(0))), 7.0 * 100.0 * 2.0 * 0.4);
}

#[test]
fn posts_that_a_scheme_funds_are_charged_to_it() {
    let pool = POOL.replace("in_post = 6", "in_post = 10").replace("days = 9000", "days = 3");
    let world = care("places = 8\nstaffed_by = \"carers\"\nhours_per_place_week = 1").with(pool);
    let run =
        world.scheme("more", "", "{ fund_posts = { workforce = \"carers\", posts = 4 } }").option("with", "\"more\"");
    let run = run.run();
    // Recruited on the fourth day, paid from then on; covered by agency staff until then.
    assert_eq!(run.daily(Measure::InPost(0)), [10, 10, 10, 14, 14, 14, 14]);
    let until_then = 3.0 * 2.0 * 100.0 * 1.4;
    assert_near(run.outcome(Outcome::Cost(CostHeading::Scheme(0))), 4.0 * 4.0 * 100.0 + until_then);
    assert_near(run.outcome(Outcome::Cost(CostHeading::Workforce(0))), 7.0 * 1_000.0);
    assert_near(run.outcome(Outcome::Cost(CostHeading::AgencyPremium(0))), 0.0);
}

#[test]
fn readmissions_have_a_price() {
    let world = care("places = 5").with("[prices]\nreadmission = 2500\n");
    let text = world.text().replace("home = 1 }", "readmitted = 1 }").replace("days = 1000", "days = 3");
    let run = run_text(&text);
    let readmissions = run.count(|what| *what == Happening::Readmitted) as f64;
    assert!(readmissions >= 5.0);
    assert_near(run.outcome(Outcome::Cost(CostHeading::Readmissions)), 2_500.0 * readmissions);
}

#[test]
fn each_pound_is_counted_under_one_heading() {
    let effect =
        "{ open_places = { service = \"care\", places = 2, cost_per_place_week = 1400, contract = \"block\" } }";
    let world = care("places = 3\ncost_per_place_week = 700\ncost_per_start = 40").with(POOL);
    let world = world.scheme("more", "set_up_cost = 500", effect).option("with", "\"more\"");
    let run = world.run();
    let heading = |heading| run.outcome(Outcome::Cost(heading));
    let scheme = 500.0 + 2.0 * 1_400.0 + 2.0 * 40.0;
    assert_near(heading(CostHeading::Scheme(0)), scheme);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), scheme);
    assert_near(heading(CostHeading::Service(0)), 3.0 * 700.0 + 3.0 * 40.0);
    let all: f64 = CostHeading::all(run.model.system()).into_iter().map(heading).sum();
    assert_near(run.outcome(Outcome::TotalCost), all);
}

#[test]
fn options_are_compared_replication_by_replication() {
    let effect =
        "{ open_places = { service = \"care\", places = 2, cost_per_place_week = 1400, contract = \"block\" } }";
    let world = care("places = 3\ncost_per_place_week = 700").scheme("more", "", effect);
    let world = world.option("without", "").option("with", "\"more\"");
    let results = world.experiment(5);
    let of = |option: usize, outcome| results.options[option].difference(&results, outcome).expect("an outcome").mean();
    assert_eq!(results.reference, 0);
    assert_near(of(1, Outcome::TotalCost), 2.0 * 1_400.0);
    assert_near(of(1, Outcome::DelayedDays), -2.0 * 7.0);
    assert_near(of(0, Outcome::TotalCost), 0.0);
    let spend = results.options[1].difference(&results, Outcome::SchemeSpend(0)).expect("an outcome");
    assert_eq!((spend.mean(), spend.variance()), (2_800.0, 0.0));
}

#[test]
fn the_warm_up_costs_nothing() {
    let cold = of_service("places = 8\ncontract = \"block\"\ncost_per_place_week = 900");
    let world = World::of_days(7)
        .warm_up(20)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
        .with("[[service]]\nid = \"care\"\nstay = { constant = { days = 1000 } }\nafterwards = { home = 1 }\nreason = \"E\"\nplaces = 8\ncontract = \"block\"\ncost_per_place_week = 900\n");
    assert_near(world.run().outcome(Outcome::Cost(CostHeading::Service(0))), cold);
}
