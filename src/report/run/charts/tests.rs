//! Tests over all charts together: nothing overlaps or leaves the sheet, whatever the data are like.

use crate::experiment::comparison::{Contest, Criterion};
use crate::model::Model;
use crate::report::charts::scene::{HEIGHT, Item, Text, WIDTH, overlap};
use crate::report::charts::{Chart, palette};
use crate::report::comparison::Comparison;
use crate::report::fixture::{Plan, results, scenario};
use crate::scenario::{ObservedPoint, ObservedSeries};

fn charts(plan: &Plan) -> Vec<Chart> {
    let scenario = scenario(plan);
    let results = results(plan, &scenario);
    super::charts(&scenario, &results)
}

/// Asserts that the texts of a chart lie inside the sheet, do not cover each other and are large enough to be read.
fn check(chart: &Chart) {
    let texts: Vec<&Text> = chart.scene.texts().collect();
    assert!(!texts.is_empty(), "{}", chart.name);
    let bounds: Vec<[f64; 4]> = texts.iter().map(|text| text.bounds()).collect();
    for (at, (text, &bounds_here)) in texts.iter().zip(&bounds).enumerate() {
        let [left, top, right, bottom] = bounds_here;
        let inside = left >= 0.0 && top >= 0.0 && right <= f64::from(WIDTH) && bottom <= f64::from(HEIGHT);
        assert!(inside, "{}: {text:?} leaves the sheet: {bounds_here:?}", chart.name);
        assert!(text.size >= palette::SMALLEST, "{}: {text:?}", chart.name);
        for (other, &bounds) in texts.iter().zip(&bounds[..at]) {
            assert!(!overlap(bounds_here, bounds), "{}: {text:?} covers {other:?}", chart.name);
        }
    }
    for item in &chart.scene.items {
        if let Item::Line { points, .. } | Item::Area { points, .. } = item {
            let (width, height) = (WIDTH as i32 * 16, HEIGHT as i32 * 16);
            let inside = points.iter().all(|&(x, y)| (0..=width).contains(&x) && (0..=height).contains(&y));
            assert!(inside, "{}: {item:?}", chart.name);
        }
    }
    assert!(chart.alternative_text().starts_with(chart.title()), "{}", chart.alternative_text());
    assert!(
        !chart.title().contains("NaN") && !chart.alternative_text().contains("NaN"),
        "{}",
        chart.alternative_text()
    );
    let svg = chart.svg();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && !svg.contains("NaN"));
}

fn small() -> Plan {
    Plan { replications: 5, ..Plan::default() }
}

/// The first words of the names of charts, each once.
fn kinds(charts: &[Chart]) -> Vec<&str> {
    let mut kinds: Vec<&str> = charts.iter().filter_map(|chart| chart.name.split('-').next()).collect();
    kinds.dedup();
    kinds
}

#[test]
fn the_pilot_has_every_kind_of_chart_in_order() {
    let charts = charts(&small());
    charts.iter().for_each(check);
    let all = ["fan", "options", "probability", "reasons", "places", "people", "spend", "cost"];
    assert_eq!(kinds(&charts), all);
    let mut names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert!(names.contains(&"fan-pilot-as-bought") && names.contains(&"places-intermediate-care"), "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), charts.len());
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let plan = Plan { days: 40, ..small() };
    let (once, again) = (charts(&plan), charts(&plan));
    assert_eq!(once, again);
    let (once, again) = (&once[0], &again[0]);
    assert!(once.svg() == again.svg() && once.png() == again.png() && !once.png().is_empty());
}

#[test]
fn ten_options_with_long_titles_do_not_overlap() {
    let decoration =
        " & <everything> else that anybody in the county has ever asked for, with a \"very\" long name".to_owned();
    charts(&Plan { options: 10, decoration, replications: 3, ..small() }).iter().for_each(check);
    let decoration = "Supercalifragilisticexpialidocious".repeat(4);
    charts(&Plan { options: 14, days: 60, replications: 3, decoration, ..small() }).iter().for_each(check);
}

#[test]
fn one_day_and_few_days_and_many_days_can_be_drawn() {
    for days in [1, 2, 9, 31, 63, 366, 1096] {
        let target = Some((30, days - 1));
        charts(&Plan { days, target, options: 2, replications: 2, ..small() }).iter().for_each(check);
    }
    let first = jiff::civil::date(2015, 12, 30);
    charts(&Plan { first, days: 500, options: 2, replications: 2, ..small() }).iter().for_each(check);
}

#[test]
fn no_count_is_too_small_too_large_or_too_even() {
    for scale in [0.0, 0.004, 0.02, 40.0, 1e5] {
        let noise = if scale > 1e3 { 0.0 } else { 1.0 };
        charts(&Plan { scale, noise, days: 70, options: 4, replications: 4, ..small() }).iter().for_each(check);
    }
    charts(&Plan { noise: 0.0, replications: 3, ..small() }).iter().for_each(check);
    charts(&Plan { replications: 1, days: 90, ..small() }).iter().for_each(check);
}

#[test]
fn charts_that_make_no_sense_are_left_out() {
    let found = charts(&Plan { target: None, observed: false, ..small() });
    found.iter().for_each(check);
    assert!(!kinds(&found).contains(&"probability"));
    let found = charts(&Plan { options: 1, ..small() });
    found.iter().for_each(check);
    assert_eq!(kinds(&found), ["fan", "reasons", "places", "people"]);
    let plan = small();
    let scenario = scenario(&plan);
    let mut results = results(&plan, &scenario);
    results.options.clear();
    assert!(super::charts(&scenario, &results).is_empty());
}

#[test]
fn averages_of_months_are_bars_on_the_fan_of_the_option_history_followed() {
    let plan = Plan { replications: 3, ..Plan::default() };
    let mut scenario = scenario(&plan);
    let point = |year, month, value| ObservedPoint {
        date: jiff::civil::date(year, month, 1),
        value,
        qualifier: String::new(),
        source: String::new(),
    };
    let series = |measure: &str, points| ObservedSeries { measure: measure.into(), title: "Observed".into(), points };
    scenario.observed.push(series("delayed.acute", vec![point(2016, 1, 5000.0)]));
    let without = super::charts(&scenario, &results(&plan, &scenario));
    scenario.observed.push(series(
        "delayed.monthly_average",
        vec![point(2015, 11, 140.0), point(2016, 1, 150.0), point(2018, 1, 9000.0)],
    ));
    let with = super::charts(&scenario, &results(&plan, &scenario));
    let differ: Vec<&Chart> = with.iter().zip(&without).filter(|(a, b)| a != b).map(|(a, _)| a).collect();
    let [fan] = differ[..] else { panic!("{:?}", differ.iter().map(|chart| &chart.name).collect::<Vec<_>>()) };
    check(fan);
    assert_eq!(fan.name, "fan-pilot-as-bought");
    assert!(fan.alternative_text().ends_with("Monthly averages: 140 in November 2015 and 150 in January 2016."));
    assert!(fan.scene.texts().any(|text| text.text == "Observed, monthly average"));
    assert!(with.iter().all(|chart| !chart.svg().contains(">5,000<")));
}

#[test]
fn a_chance_that_is_always_nothing_or_always_full_is_not_drawn() {
    let plan = |target| Plan { target: Some((target, 122)), options: 2, ..small() };
    let is_drawn = |target| kinds(&charts(&plan(target))).contains(&"probability");
    assert_eq!([0, 150, 100_000].map(is_drawn), [false, true, false]);
}

#[test]
fn results_without_their_measures_or_days_give_fewer_charts_and_no_panic() {
    let plan = Plan { days: 20, ..small() };
    let scenario = scenario(&plan);
    let full = results(&plan, &scenario);
    let mut none = full.clone();
    (none.measures, none.outcomes) = (Vec::new(), Vec::new());
    super::charts(&scenario, &none).iter().for_each(check);
    let mut short = full.clone();
    short.dates.clear();
    assert!(super::charts(&scenario, &short).is_empty());
    let mut some = full;
    some.options.drain(..2);
    some.reference = 99;
    super::charts(&scenario, &some).iter().for_each(check);
}

#[test]
fn the_finding_is_told_from_the_numbers() {
    let found = charts(&Plan { replications: 20, ..Plan::default() });
    let title = |name: &str| found.iter().find(|chart| chart.name == name).map_or("", Chart::title);
    assert_eq!(title("fan-do-nothing"), "Do nothing: none of 20 simulated winters are at 30 or fewer on 24 March 2016");
    assert!(title("options-compared").starts_with("Pilot beds and home care is lowest on 24 March 2016: "));
    assert!(title("options-compared").ends_with(" fewer delayed than Do nothing"));
    assert_eq!(
        title("reasons-pilot-as-bought"),
        "Pilot as bought: care package in own home is the largest reason, 31% of delays"
    );
}

#[test]
fn the_frontier_of_a_comparison_can_be_read_however_wide_its_intervals() {
    let embedded = crate::scenario::embedded().iter().find(|known| known.id == "oxfordshire-pilot").unwrap();
    let scenario = crate::scenario::load(embedded.id, embedded.id, embedded.text, &|_| Err(String::new())).unwrap();
    let model = Model::new(scenario.system.clone());
    for cap in [2, 6] {
        let contest = Contest {
            seed: 1,
            options: (0..scenario.system.options.len()).collect(),
            reference: scenario.system.reference,
            criterion: Criterion::Delayed,
            indifference: 2.0,
            confidence: 0.95,
            cap,
        };
        let compared = crate::experiment::study::unwatched(None, |sitting| contest.run(&model, sitting)).unwrap();
        let found = Comparison::new(&scenario, &compared);
        let chart = crate::report::comparison::charts::chart(&found);
        check(&chart);
        assert_eq!(chart.name, "frontier");
        let texts: Vec<&str> = chart.scene.texts().map(|text| text.text.as_str()).collect();
        let named = found.rows.iter().filter(|row| texts.iter().any(|text| row.title().starts_with(text))).count();
        assert!(named >= 6, "{texts:?}");
    }
}

#[test]
fn charts_of_options_and_services_with_one_name_are_told_apart() {
    let plan = Plan { options: 3, days: 40, ..small() };
    let mut scenario = scenario(&plan);
    let mut results = results(&plan, &scenario);
    for (at, id) in ["as-it-is", "more", "MORE"].into_iter().enumerate() {
        scenario.system.options[at].id = id.into();
        results.options[at].id = id.into();
    }
    scenario.system.services.iter_mut().for_each(|service| service.id = "more".into());
    let charts = super::charts(&scenario, &results);
    let owner = |name: &str| charts.iter().find(|chart| chart.name == name).expect(name).option;
    assert_eq!(["fan-as-it-is", "fan-more", "fan-more-2", "places-more"].map(owner), [Some(0), Some(1), Some(2), None]);
    let mut names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}
