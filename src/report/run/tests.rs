//! The page, the files and what a terminal shows of a run.

use super::sections::{charts, elsewhere, history, options, target};
use super::told::{Ran, Request};
use crate::experiment::Results;
use crate::model::{CostHeading, Outcome};
use crate::report::document::{Block, Section, text};
use crate::report::pages_fixture::{Fixture, date, rising, usual};
use crate::report::run::findings::Findings;
use crate::report::run::{data, replications};
use crate::report::sheets::CsvFiles;
use crate::report::told::{Report, Stamp, Told, summary};
use crate::scenario::{ObservedPoint, ObservedSeries, Scenario};
use serde_json::Value;

/// Elements that have no end.
const VOID: [&str; 3] = ["meta", "br", "hr"];

fn ran<'a>(scenario: &'a Scenario, results: &'a Results) -> Ran<'a> {
    Ran::new(scenario, results, Request { version: "1.2.3".into(), ..Request::default() })
}

fn page_of(scenario: &Scenario, results: &Results) -> String {
    let told = ran(scenario, results);
    let report = Report::new(&told, &Stamp { version: "1.2.3".into(), command: "dtoc run oxfordshire.toml".into() });
    let page = report.files.iter().find(|file| file.path == "report.html").expect("a page");
    String::from_utf8(page.bytes().into_owned()).expect("a text")
}

/// The page of the usual results, written once.
fn usual_page() -> &'static str {
    static PAGE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    PAGE.get_or_init(|| page_of(&usual().0, &usual().1))
}

/// Everything in a section, words and all.
fn words_of(section: &Section) -> String {
    format!("{section:?}")
}

/// Fails unless every element that begins also ends, in order, and no attribute or text holds a bare `<`.
fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let end = after.find('>').expect("a tag that ends");
        let tag = &after[..end];
        rest = &after[end + 1..];
        assert!(!tag.contains('<'), "a bare < before {tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "an end that does not match");
        } else if !tag.starts_with('!') && !tag.ends_with('/') && !VOID.contains(&name) {
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "not an element: {name}");
            open.push(name);
            if ["style", "script"].contains(&name) {
                rest = &rest[rest.find(&format!("</{name}")).expect("an end of raw text")..];
            }
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

/// Fails when a number that does not exist was written as such.
fn assert_no_number_leaks(text: &str) {
    let leak =
        text.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| ["NaN", "nan", "inf", "Infinity"].contains(word));
    assert_eq!(leak, None);
}

#[test]
fn the_page_is_well_formed_and_escapes_what_planners_write() {
    let html = usual_page();
    assert_well_formed(html);
    assert!(html.contains("Weekend assessment &amp; transfer &lt;all&gt;"));
    assert!(!html.contains("<?xml"));
}

#[test]
fn the_answer_comes_before_everything_else() {
    let html = usual_page();
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text}"));
    let order = [
        "No option brings delayed transfers down to 30 by 24 March 2016.",
        "id=\"options\"",
        "id=\"target\"",
        "id=\"charts\"",
        "id=\"waiting\"",
        "id=\"official\"",
        "id=\"money\"",
        "id=\"elsewhere\"",
        "id=\"history\"",
        "id=\"beside\"",
        "id=\"assumptions\"",
        "id=\"method\"",
        "id=\"limits\"",
        "id=\"stamp\"",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    // The name of a vocabulary looks like an address, and is not fetched.
    let html = usual_page().replace("http://www.w3.org/2000/svg", "");
    for elsewhere in ["http://", "https://", "src=", "<link", "@import", "url("] {
        assert!(!html.contains(elsewhere), "the page holds {elsewhere}");
    }
}

#[test]
fn every_table_has_a_caption_and_heads_with_a_scope() {
    let html = usual_page();
    assert_eq!(html.matches("<table").count(), html.matches("<caption").count());
    assert!(html.split("<th ").skip(1).all(|head| head.split('>').next().unwrap().contains("scope=")));
    assert!(!html.contains("<th>"));
}

#[test]
fn a_number_without_a_source_is_marked_and_an_assumption_is_called_one() {
    let html = usual_page();
    assert_eq!(html.matches("<span class=\"flag\">stated without a source").count(), 2);
    assert!(html.contains("2 assumptions, reasoned estimates and not facts"));
}

#[test]
fn history_is_placed_in_the_simulated_ranges() {
    let html = usual_page();
    assert!(html.contains("the 95\u{a0}% range holds 2 of 4 observed numbers"));
    assert!(html.contains("in line with the bound"));
    assert!(html.contains("The count of 18 December (83)"));
    assert!(!html.contains("before the period"));
}

#[test]
fn the_method_stands_under_the_headings_of_stress() {
    let html = usual_page();
    for heading in ["1. Objectives", "2. Logic", "3. Data", "4. Experimentation", "5. Implementation", "6. Code access"]
    {
        assert!(html.contains(&format!("<h3>{heading}</h3>")), "{heading}");
    }
    assert!(html.contains("Opens 150 places in Intermediate care at £1,000 a place a week"));
    assert!(html.contains("159 waiting in a hospital bed"));
}

#[test]
fn any_scenario_and_any_results_make_a_report() {
    let usual = Fixture { days: 125, replications: 8, ..Fixture::default() };
    let fixtures = [
        Fixture { target: None, ..usual },
        Fixture { target: Some(0), ..usual },
        Fixture { options: 1, ..usual },
        Fixture { has_schemes: false, ..usual },
        Fixture { has_prices: false, ..usual },
        Fixture { replications: 1, ..usual },
        Fixture { replications: 0, ..usual },
    ];
    for fixture in fixtures {
        let (scenario, results) = fixture.build();
        let told = ran(&scenario, &results);
        let report = Report::new(&told, &Stamp::default());
        for file in report.files.iter().filter(|file| !file.path.starts_with("charts/")) {
            let text = String::from_utf8(file.bytes().into_owned()).unwrap();
            assert_no_number_leaks(&text);
            if file.path == "report.html" {
                assert_well_formed(&text);
            }
        }
        for width in [0, 40, 100, u16::MAX] {
            assert_no_number_leaks(&report.text(None, width));
        }
    }
}

#[test]
fn results_without_options_days_or_measures_make_a_report() {
    let (mut scenario, mut results) = Fixture { days: 125, replications: 4, ..Fixture::default() }.build();
    scenario.assumptions.clear();
    results.measures.clear();
    results.outcomes.clear();
    assert_eq!(tables_of(&scenario, &results).len(), 5);
    results.dates.clear();
    assert_eq!(tables_of(&scenario, &results).len(), 5);
    results.options.clear();
    assert_no_number_leaks(&page_of(&scenario, &results));
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let (scenario, results) = Fixture { days: 125, replications: 8, ..Fixture::default() }.build();
    let told = ran(&scenario, &results);
    let files = || Report::new(&told, &Stamp::default()).files;
    assert_eq!(files(), files());
}

#[test]
fn charts_of_an_option_are_folded_under_its_title_whatever_their_files_are_called() {
    let (mut scenario, mut results) = Fixture { options: 3, days: 125, replications: 8, ..Fixture::default() }.build();
    // The names of files are alike: `fan-more`, `fan-more-2`, `fan-even-more`.
    for (at, id) in ["more", "MORE", "even-more"].into_iter().enumerate() {
        scenario.system.options[at].id = id.into();
        results.options[at].id = id.into();
    }
    let all = super::charts::charts(&scenario, &results);
    let section = charts::section(&Findings::new(&scenario, &results), all.clone()).unwrap();
    let folds = section.blocks.iter().filter_map(|block| match block {
        Block::Fold { summary, blocks, .. } => Some((summary.text(), blocks)),
        _ => None,
    });
    let mut folded = 0;
    for ((title, blocks), (at, option)) in folds.zip(results.options.iter().enumerate()) {
        assert_eq!(title, option.title);
        for block in blocks {
            let Block::Chart(chart) = block else { panic!("{block:?} is no chart") };
            assert_eq!(chart.option, Some(at), "{}", chart.name);
            assert!(chart.title().contains(&option.title) || !chart.name.starts_with("fan"), "{}", chart.title());
            folded += 1;
        }
    }
    assert_eq!(folded, all.iter().filter(|chart| chart.option.is_some()).count());
}

#[test]
fn what_a_terminal_shows_ends_with_where_to_look() {
    let (scenario, results) = Fixture { options: 2, days: 125, replications: 8, ..Fixture::default() }.build();
    let request = Request {
        scenario: Some("'my county.toml'".into()),
        reference_added: Some("do-nothing".into()),
        ..Request::default()
    };
    let told = Ran::new(&scenario, &results, request);
    let text = Report::new(&told, &Stamp::default()).text(Some("output/oxfordshire/"), 100);
    let end = "\n\nThe full report: output/oxfordshire/report.html\nFor Excel, R or Python: output/oxfordshire/*.csv\n\
               Charts for slides: output/oxfordshire/charts/*.png\n\n\
               The option `do-nothing` was run too: the others are compared with it.\n\n\
               To see what happens to each patient:\n  dtoc trace 'my county.toml' --option pilot-as-bought --seed 42 | head\n";
    assert!(text.ends_with(end), "{text}");
}

/// Header and rows, every row as long as the header.
fn parsed(contents: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(contents);
    let cells = |record: &csv::StringRecord| record.iter().map(String::from).collect::<Vec<_>>();
    let header = cells(reader.headers().unwrap());
    let rows: Vec<_> = reader.records().map(|record| cells(&record.unwrap())).collect();
    assert!(rows.iter().all(|row| row.len() == header.len()));
    (header, rows)
}

/// The tables of a run.
fn tables_of(scenario: &Scenario, results: &Results) -> Vec<crate::report::sheets::CsvFile> {
    let mut files = CsvFiles::default();
    ran(scenario, results).data(&mut files);
    files.files
}

/// Header and rows of one of them.
fn table_of(scenario: &Scenario, results: &Results, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let tables = tables_of(scenario, results);
    parsed(&tables.iter().find(|file| file.name == format!("{name}.csv")).expect("the table").bytes)
}

#[test]
fn daily_has_a_row_for_each_option_measure_and_day() {
    let (scenario, results) = usual();
    let (header, rows) = table_of(scenario, results, "daily");
    assert_eq!(header[..5], ["option", "date", "measure", "mean", "p2.5"]);
    assert_eq!(rows.len(), results.options.len() * results.measures.len() * results.dates.len());
    assert_eq!(rows[0][..3], ["do-nothing", "2015-11-23", "delayed"]);
    assert!(rows.iter().flat_map(|row| &row[3..]).all(|cell| cell.parse::<f64>().is_ok_and(f64::is_finite)));
}

#[test]
fn monthly_has_the_official_statistics_of_each_month() {
    let (scenario, results) = usual();
    let (header, rows) = table_of(scenario, results, "monthly");
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
    let (_, rows) = table_of(scenario, results, "money");
    let headings = CostHeading::all(&scenario.system).len() + 1;
    assert_eq!(rows.len(), results.options.len() * headings);
    assert!(rows[..headings].iter().all(|row| row[5..] == ["", "", ""]));
    assert!(rows[headings..].iter().all(|row| row[5..].iter().all(|cell| cell.parse::<f64>().is_ok())));
}

#[test]
fn time_to_discharge_has_a_row_for_each_pathway() {
    let (scenario, results) = usual();
    let (_, rows) = table_of(scenario, results, "time_to_discharge");
    assert_eq!(rows.len(), results.options.len() * scenario.system.pathways.len());
}

#[test]
fn assumptions_survive_quotation_marks() {
    let (_, rows) = table_of(&usual().0, &usual().1, "assumptions");
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
    let summary: Value = serde_json::from_str(&summary(&ran(scenario, results), &stamp)).unwrap();
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
    let summary: Value = serde_json::from_str(&summary(&ran(&scenario, &results), &Stamp::default())).unwrap();
    assert!(summary["target"].is_null() && summary["options"][1]["extra_cost"]["lower"].is_null());
    let (_, rows) = table_of(&scenario, &results, "money");
    assert_eq!(rows[0][3], "");
}

#[test]
fn places_without_a_limit_are_left_empty() {
    let (scenario, mut results) = Fixture { options: 1, days: 125, replications: 4, ..Fixture::default() }.build();
    results.options[0].daily[0][0] = [crate::model::parameters::UNLIMITED; 4].into_iter().collect();
    let mut files = CsvFiles::default();
    data::daily(&Findings::new(&scenario, &results), &mut files);
    let file = String::from_utf8(files.files.remove(0).bytes).unwrap();
    assert_eq!(file.lines().nth(1), Some("do-nothing,2015-11-23,delayed,,,,,,,,"));
    assert!(!file.contains("4294967295"));
}

/// The table of options on a terminal of so many columns.
fn options_of(scenario: &Scenario, results: &Results, width: u16) -> String {
    let printed = vec![options::table(&Findings::new(scenario, results)).into()];
    text::text(&crate::report::document::Document { printed, ..Default::default() }, width)
}

/// Its heads.
fn heads_of(scenario: &Scenario, results: &Results) -> Vec<String> {
    options::table(&Findings::new(scenario, results)).heads.into_iter().map(|head| head.title).collect()
}

fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or_default()
}

#[test]
fn the_table_fits_the_terminal_and_gives_up_columns_for_it() {
    let (scenario, results) = usual();
    for width in [50, 72, 80, 100, 120, 160] {
        let table = options_of(scenario, results, width);
        assert!(longest_line(&table) <= usize::from(width), "{width} columns:\n{table}");
        assert!(table.contains("150 to 170"));
    }
    assert!(options_of(scenario, results, 160).contains("Patients"));
    assert!(!options_of(scenario, results, 80).contains("Patients"));
    let at_100 = options_of(scenario, results, 100);
    assert!(at_100.contains("Cost per day") && at_100.contains("Spent"), "{at_100}");
    assert!(!at_100.contains("fewer that day"));
}

#[test]
fn a_saving_that_others_pay_for_is_marked_and_explained() {
    let (scenario, mut results) = rising(Outcome::ElectivesCancelled, 1_000.0);
    let cost = results.outcome(Outcome::TotalCost).unwrap();
    results.options[1].differences[cost] = (0..200).map(|n| -9e6 + f64::from(n)).collect();
    let table = options_of(&scenario, &results, 160);
    assert!(table.contains("costs less†") && table.contains("† Others pay for it"), "{table}");
    let cancelled = results.outcome(Outcome::ElectivesCancelled).unwrap();
    results.options[1].differences[cancelled] = Default::default();
    assert!(!options_of(&scenario, &results, 160).contains('†'));
}

#[test]
fn every_option_has_its_row() {
    let (scenario, results) = usual();
    let table = options_of(scenario, results, 160);
    for option in &results.options {
        let first_word = option.title.split(' ').next().unwrap();
        assert!(table.contains(first_word), "{}", option.title);
    }
}

#[test]
fn columns_that_say_nothing_are_left_out() {
    let (scenario, results) =
        Fixture { target: None, options: 1, replications: 20, has_schemes: false, ..Fixture::default() }.build();
    assert_eq!(heads_of(&scenario, &results), ["Option", "Delayed on 29 Sep 2016", "Its range"]);
}

#[test]
fn a_target_touched_before_its_day_has_a_column() {
    let has_column = |target| {
        let (scenario, results) = Fixture { target: Some(target), days: 125, ..Fixture::default() }.build();
        heads_of(&scenario, &results).iter().any(|head| head == "Ever by then" || head.contains("before"))
    };
    assert!(has_column(95));
    assert!(!has_column(30));
}

#[test]
fn there_is_no_section_about_a_target_without_one() {
    let (scenario, results) = Fixture { target: None, days: 125, options: 4, ..Fixture::default() }.build();
    assert_eq!(target::section(&Findings::new(&scenario, &results)), None);
}

fn about_the_target(target: u32) -> String {
    let (scenario, results) = Fixture { target: Some(target), days: 125, options: 4, ..Fixture::default() }.build();
    words_of(&target::section(&Findings::new(&scenario, &results)).expect("a section"))
}

#[test]
fn the_day_first_reached_says_how_many_reach_it() {
    let words = about_the_target(95);
    assert!(words.contains(" of 200") && words.contains("2016 to "), "{words}");
}

#[test]
fn a_target_that_is_not_reached_is_never_reached_and_missed_by_a_mean() {
    let words = about_the_target(0);
    assert_eq!(words.matches("\"never\"").count(), 4, "{words}");
    assert!(words.contains("0 to 2 in 100"), "{words}");
}

fn what_happens_elsewhere(scenario: &Scenario, results: &Results) -> String {
    words_of(&elsewhere::section(&Findings::new(scenario, results)).expect("a section"))
}

#[test]
fn what_is_displaced_stands_beside_the_reference() {
    let (scenario, results) = rising(Outcome::ElectivesCancelled, 1_000.0);
    let words = what_happens_elsewhere(&scenario, &results);
    assert!(words.contains("Cancelled planned admissions, repeats counted"));
    assert!(words.contains("+1,050") && words.contains("Against “Do nothing”"), "{words}");
    assert!(words.contains("planned operations at £3,500 each"));
}

#[test]
fn rows_that_are_nothing_everywhere_are_left_out() {
    let (scenario, mut results) = Fixture { options: 2, days: 125, replications: 8, ..Fixture::default() }.build();
    assert!(what_happens_elsewhere(&scenario, &results).contains("Patients turned away"));
    let at = results.outcome(Outcome::TurnedAway).unwrap();
    for option in &mut results.options {
        option.outcomes[at] = (0..8).map(|_| 0.0).collect();
    }
    assert!(!what_happens_elsewhere(&scenario, &results).contains("Patients turned away"));
}

#[test]
fn monthly_averages_are_set_beside_whole_months() {
    let (mut scenario, results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let point = |month, value| ObservedPoint {
        date: date(2015 + i32::from(month < 11), month, 1),
        value,
        qualifier: String::new(),
        source: "NHS England".into(),
    };
    scenario.observed = vec![ObservedSeries {
        measure: "delayed.monthly_average".into(),
        title: "Average delayed patients in the month".into(),
        // November begins before the period: its average cannot be set beside the simulation.
        points: vec![point(11, 160.0), point(12, 149.0), point(1, 1_000.0)],
    }];
    let words = words_of(&history::section(&Findings::new(&scenario, &results)).expect("a section"));
    assert!(words.contains("Dec 2015") && words.contains("Jan 2016") && !words.contains("Nov 2015"), "{words}");
    assert!(words.contains("Simulated mean"));
    assert!(words.contains("Of 2 observed numbers, ") && words.contains("(Jan 2016: 1,000 observed"), "{words}");
}

#[test]
fn a_replication_is_called_the_same_in_text_tables_and_charts() {
    let called = |fixture: Fixture| {
        let (scenario, results) = fixture.build();
        let told = ran(&scenario, &results);
        let report = Report::new(&told, &Stamp::default());
        let mut said: Vec<String> = Vec::new();
        for file in report.files.iter().filter(|file| !file.path.ends_with(".png")) {
            let text = String::from_utf8(file.bytes().into_owned()).unwrap();
            let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
            said.extend(words.windows(2).filter(|pair| pair[0] == "simulated").map(|pair| pair[1].clone()));
        }
        said.retain(|word| ["winter", "winters", "future", "futures", "run", "runs"].contains(&word.as_str()));
        said.sort();
        said.dedup();
        said
    };
    let few = Fixture { options: 2, replications: 8, ..Fixture::default() };
    // A winter and the eleven months around it.
    assert_eq!(called(few), ["winters"]);
    assert_eq!(called(Fixture { target: None, ..few }), ["futures"]);
    assert_eq!(called(Fixture { target: None, days: 100, ..few }), ["winters"]);
}
