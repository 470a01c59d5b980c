use crate::model::{CostHeading, Outcome};
use crate::report::pages_fixture::{Fixture, usual};
use crate::report::{Findings, Stamp, data, replications};
use serde_json::Value;

/// Header and rows, every row as long as the header.
fn parsed(contents: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(contents);
    let cells = |record: &csv::StringRecord| record.iter().map(String::from).collect::<Vec<_>>();
    let header = cells(reader.headers().unwrap());
    let rows: Vec<_> = reader.records().map(|record| cells(&record.unwrap())).collect();
    assert!(rows.iter().all(|row| row.len() == header.len()));
    (header, rows)
}

#[test]
fn daily_has_a_row_for_each_option_measure_and_day() {
    let (scenario, results) = usual();
    let (header, rows) = parsed(&data::daily::csv(&Findings::new(scenario, results)));
    assert_eq!(header[..5], ["option", "date", "measure", "mean", "p2.5"]);
    assert_eq!(rows.len(), results.options.len() * results.measures.len() * results.dates.len());
    assert_eq!(rows[0][..3], ["do-nothing", "2015-11-23", "delayed"]);
    assert!(rows.iter().flat_map(|row| &row[3..]).all(|cell| cell.parse::<f64>().is_ok_and(f64::is_finite)));
}

#[test]
fn monthly_has_the_official_statistics_of_each_month() {
    let (scenario, results) = usual();
    let (header, rows) = parsed(&data::monthly::csv(&Findings::new(scenario, results)));
    assert_eq!(rows.len(), results.options.len() * 11);
    assert_eq!(rows[0][..4], ["do-nothing", "2015-11", "8", "false"]);
    assert_eq!(rows[1][..4], ["do-nothing", "2015-12", "31", "true"]);
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let number = |name: &str| rows[1][at(name)].parse::<f64>().unwrap();
    assert!((number("average_per_day") - number("delayed_days") / 31.0).abs() < 0.001);
    assert!((number("average_per_100000_adults") - number("average_per_day") / 5.3).abs() < 0.001);
    assert_eq!(rows[1][at("snapshot_date")], "2015-12-31");
    assert!(header.contains(&"delayed_days_reason_D(ii)".to_owned()));
}

#[test]
fn money_has_every_heading_and_no_difference_for_the_reference() {
    let (scenario, results) = usual();
    let (_, rows) = parsed(&data::money::csv(&Findings::new(scenario, results)));
    let headings = CostHeading::all(&scenario.system).len() + 1;
    assert_eq!(rows.len(), results.options.len() * headings);
    assert!(rows[..headings].iter().all(|row| row[5..] == ["", "", ""]));
    assert!(rows[headings..].iter().all(|row| row[5..].iter().all(|cell| cell.parse::<f64>().is_ok())));
}

#[test]
fn time_to_discharge_has_a_row_for_each_pathway() {
    let (scenario, results) = usual();
    let (_, rows) = parsed(&data::time_to_discharge::csv(&Findings::new(scenario, results)));
    assert_eq!(rows.len(), results.options.len() * scenario.system.pathways.len());
}

#[test]
fn assumptions_survive_quotation_marks() {
    let (_, rows) = parsed(&data::assumptions::csv(&usual().0));
    assert_eq!(rows.len(), usual().0.assumptions.len());
    assert_eq!(rows[1][6], "Scaled to \"residents\" & <all> providers.");
    assert_eq!(rows[5][4..6], ["assumed", ""]);
}

#[test]
fn replications_come_a_line_at_a_time() {
    let system = &usual().0.system;
    let outcomes = Outcome::all(system);
    let values: Vec<f64> =
        outcomes.iter().map(|&o| if o == Outcome::DayTargetFirstMet { f64::NAN } else { 1.0 / 3.0 }).collect();
    let file = replications::header(system, &outcomes) + &replications::row("a, b", 7, &values);
    let (header, rows) = parsed(file.as_bytes());
    assert_eq!(header.len(), outcomes.len() + 2);
    assert_eq!(rows[0][..3], ["a, b", "7", "0.333333"]);
    assert_eq!(rows[0][header.iter().position(|name| name == "day_target_first_met").unwrap()], "");
}

#[test]
fn the_summary_is_json_with_the_answer_and_every_option() {
    let (scenario, results) = usual();
    let stamp = Stamp { version: "1.2.3".into(), command: "dtoc run".into() };
    let summary: Value = serde_json::from_str(&data::summary::json(&Findings::new(scenario, results), &stamp)).unwrap();
    assert_eq!(summary["stamp"]["seed"], 42);
    assert_eq!(summary["target"]["by"], "2016-03-24");
    assert_eq!(summary["verdict"]["cannot_be_told_from"], serde_json::json!(["home-care"]));
    let options = summary["options"].as_array().unwrap();
    assert_eq!(options.len(), 7);
    assert!(options[0]["differences"].is_null() && options[0]["extra_cost"].is_null());
    assert_eq!(options[1]["cost_per_delayed_day_avoided"]["status"], "known");
    assert_eq!(options[1]["freed_bed_days"].as_object().unwrap().len(), 3);
    assert!(options[1]["differences"]["delayed_days"]["upper"].as_f64().unwrap() < 0.0);
}

#[test]
fn what_does_not_exist_is_null_in_the_summary_and_empty_in_tables() {
    let (scenario, results) = Fixture { options: 2, replications: 1, target: None, ..Fixture::default() }.build();
    let findings = Findings::new(&scenario, &results);
    let summary: Value = serde_json::from_str(&data::summary::json(&findings, &Stamp::default())).unwrap();
    assert!(summary["target"].is_null() && summary["options"][1]["extra_cost"]["lower"].is_null());
    let (_, rows) = parsed(&data::money::csv(&findings));
    assert_eq!(rows[0][3], "");
}
