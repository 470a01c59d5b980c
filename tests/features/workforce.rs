//! Workforce pools: posts, leavers, recruits, and the capacity that the people at work can deliver.

use dtoc::model::{Happening, Measure};

use crate::support::{HOSPITAL, Run, World, assert_near, nobody, waiting};

/// A pool of posts. Where `keys` say nothing: nobody leaves, none is sick, nobody needs an induction.
fn pool(posts: u32, keys: &str) -> String {
    let usual =
        [("turnover_per_year", "0"), ("sickness", "0"), ("induction_days", "0"), ("contact_hours_per_week", "20")];
    let unsaid = usual.iter().filter(|(key, _)| !keys.contains(key));
    let rest: String = unsaid.map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!("[[workforce]]\nid = \"carers\"\nfunded_posts = {posts}\n{rest}{keys}\n")
}

/// A service with ten places, each of which needs as many contact hours as one post delivers.
const CARE: &str = "
[[service]]
id = \"care\"
places = 10
staffed_by = \"carers\"
hours_per_place_week = 20
stay = { constant = { days = 100 } }
afterwards = { home = 1 }
reason = \"E\"
";

const PATHWAY: &str = "[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n";

fn world(days: u32) -> World {
    World::of_days(days).with(HOSPITAL).with(nobody("care")).with(PATHWAY).with(CARE)
}

fn staffed(run: &Run) -> Vec<u32> {
    run.daily(Measure::Staffed(0))
}

fn in_post(run: &Run) -> Vec<u32> {
    run.daily(Measure::InPost(0))
}

#[test]
fn people_leave_at_the_rate_of_turnover() {
    let keys = "turnover_per_year = 1\nrecruitment = { lead = { constant = { days = 9000 } } }";
    let run = world(365).with(pool(2_000, keys)).run();
    let left = f64::from(in_post(&run)[364]);
    let expected = 2_000.0 * (-1.0_f64).exp();
    assert!((left - expected).abs() < 4.0 * (expected * (1.0 - (-1.0_f64).exp())).sqrt(), "{left} of {expected}");
    assert_eq!(run.daily(Measure::Vacancies(0))[364], 2_000 - in_post(&run)[364]);
}

/// The mean number in post of a thousand posts, long after the beginning.
fn mean_in_post(recruitment: &str) -> f64 {
    let keys =
        format!("turnover_per_year = 2\nrecruitment = {{ lead = {{ constant = {{ days = 30 }} }}, {recruitment} }}");
    let run = world(2_000).with(pool(1_000, &keys)).run();
    let late = &in_post(&run)[400..];
    late.iter().map(|&people| f64::from(people)).sum::<f64>() / late.len() as f64
}

#[test]
fn vacancies_are_filled_after_the_lead_of_recruitment() {
    // Someone stays 182.5 days on average, and the post is vacant for 30.
    let expected = 1_000.0 * 182.5 / (182.5 + 30.0);
    let mean = mean_in_post("success = 1");
    assert!((mean - expected).abs() < 6.0, "{mean} of {expected}");
}

#[test]
fn a_round_of_recruitment_that_fails_is_repeated() {
    let expected = 1_000.0 * 182.5 / (182.5 + 60.0);
    let mean = mean_in_post("success = 0.5");
    assert!((mean - expected).abs() < 8.0, "{mean} of {expected}");
}

#[test]
fn posts_vacant_on_the_first_day_have_been_advertised_for_a_while() {
    let keys = "in_post = 0\nrecruitment = { lead = { constant = { days = 40 } } }";
    let run = world(60).with(pool(1_000, keys)).run();
    let people = in_post(&run);
    assert!(people[0] < 60 && (400..600).contains(&people[19]), "{people:?}");
    assert_eq!(people[40], 1_000);
}

#[test]
fn a_starter_delivers_nothing_before_the_end_of_induction() {
    let keys = "induction_days = 14\nrecruitment = { lead = { constant = { days = 10 } } }";
    let world =
        world(40).with(pool(4, keys)).scheme("more", "", "{ fund_posts = { workforce = \"carers\", posts = 3 } }");
    let run = world.option("more", "\"more\"").run();
    let (people, places) = (in_post(&run), staffed(&run));
    assert_eq!((people[9], people[10]), (4, 7));
    assert_eq!((places[10], places[23], places[25]), (4, 4, 7));
}

#[test]
fn places_are_staffed_by_the_contact_hours_of_those_at_work() {
    assert_eq!(staffed(&world(3).with(pool(6, "")).run()), [6; 3]);
    assert_eq!(staffed(&world(3).with(pool(12, "")).run()), [10; 3], "no more than are open");
    assert_eq!(staffed(&world(3).with(pool(8, "sickness = 0.25")).run()), [6; 3]);
    assert_eq!(staffed(&world(3).with(pool(8, "contact_hours_per_week = 10")).run()), [4; 3]);
}

#[test]
fn agency_staff_cover_a_share_of_the_vacancies() {
    let keys = "in_post = 2\nrecruitment = { lead = { constant = { days = 9000 } } }\n";
    assert_eq!(staffed(&world(2).with(pool(8, keys)).run()), [2; 2]);
    let covered = format!("{keys}agency = {{ cover = 0.5 }}");
    assert_eq!(staffed(&world(2).with(pool(8, &covered)).run()), [5; 2]);
}

#[test]
fn a_service_that_loses_staff_evicts_nobody_and_takes_nobody_until_it_can() {
    let opening = "[opening]
in_service = [{ service = \"care\", patients = 10 }]
waiting = [{ group = \"adults\", pathway = \"care\", patients = 30 }]";
    let cut = "{ cut_posts = { workforce = \"carers\", posts = 5 } }";
    let keys = "turnover_per_year = 5\nrecruitment = { lead = { constant = { days = 0 } } }";
    let base = world(250).with(opening).with(pool(10, keys));
    let run = base.scheme("cut", "starts = 2026-01-12", cut).option("cut", "\"cut\"").run();
    let (places, people) = (staffed(&run), run.daily(Measure::Occupied(0)));
    assert_eq!((places[0], *places.last().expect("a last day")), (10, 5), "posts are cut as people leave");
    let over = (0..250).filter(|&day| people[day] > places[day]).count();
    assert!(over > 5, "some days there are more people than can be staffed");
    let starts = run.times(|what| matches!(what, Happening::StartsService { .. }));
    for at in &starts {
        let day = (at / crate::support::DAY) as usize;
        assert!(people[day] <= places[day], "nobody starts on day {day}");
    }
    assert!(starts.len() > 5);
    let stays = run.between(
        |what| matches!(what, Happening::StartsService { .. }),
        |what| matches!(what, Happening::LeavesService { .. }),
    );
    assert!(stays.iter().all(|&seconds| seconds == 100 * crate::support::DAY), "nobody is put out");
}

#[test]
fn a_team_assesses_as_many_as_its_staff_can() {
    let run = World::of_days(10)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with(waiting(8, "care", "panel"))
        .with(crate::support::DAILY_PANEL)
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ panel = { panel = \"panel\" } }, { assessment = { team = \"team\", duration = { constant = { days = 2 } } } }]\n")
        .with("[[team]]\nid = \"team\"\ncases_at_once = 4\nstaffed_by = \"carers\"\nhours_per_week_per_case = 10\n")
        .with(pool(1, ""))
        .run();
    let ends = run.times(|what| *what == Happening::StepEnds { step: 1 });
    let days: Vec<u32> = ends.iter().map(|at| at / crate::support::DAY).collect();
    assert_eq!(days, [2, 2, 4, 4, 6, 6, 8, 8], "one post is enough for two cases at once");
}

#[test]
fn a_pool_shares_its_hours_among_what_it_staffs() {
    let other = CARE.replace("\"care\"", "\"other\"").replace("places = 10", "places = 30");
    let pathway = PATHWAY.replace("\"care\"", "\"other\"");
    let run = world(2).with(pathway).with(other).with(pool(20, "")).run();
    assert_eq!((staffed(&run)[0], run.daily(Measure::Staffed(1))[0]), (5, 15));
    assert_near(run.mean(Measure::Staffed(1)), 15.0);
}
