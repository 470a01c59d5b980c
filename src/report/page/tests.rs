use crate::report::pages_fixture::{Fixture, usual};
use crate::report::{ChartFigure, Findings, Stamp, files, page, summary_text};

/// Elements that have no end.
const VOID: [&str; 3] = ["meta", "br", "hr"];

fn figure() -> ChartFigure {
    ChartFigure {
        name: "fan".into(),
        option: None,
        title: "Delays <stay> above 30 & more".into(),
        alternative_text: "A \"fan\" of counts".into(),
        svg: "<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>".into(),
    }
}

fn page_of(fixture: Fixture) -> String {
    let (scenario, results) = fixture.build();
    page::html(&Findings::new(&scenario, &results), &Stamp::default(), &[figure()])
}

fn usual_page() -> String {
    let (scenario, results) = usual();
    let stamp = Stamp { version: "1.2.3".into(), command: "dtoc run oxfordshire.toml --seed 42".into() };
    page::html(&Findings::new(scenario, results), &stamp, &[figure()])
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
    assert_well_formed(&html);
    assert!(html.contains("Weekend assessment &amp; transfer &lt;all&gt;"));
    assert!(html.contains("Delays &lt;stay&gt; above 30 &amp; more"));
    assert!(html.contains("A &quot;fan&quot; of counts\""));
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
    let html = usual_page();
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
        let html = page_of(fixture);
        assert_well_formed(&html);
        let (scenario, results) = fixture.build();
        for file in files(&scenario, &results, &Stamp::default(), &[]) {
            assert_no_number_leaks(&String::from_utf8(file.bytes().into_owned()).unwrap());
        }
        for width in [0, 40, 100, u16::MAX] {
            assert_no_number_leaks(&summary_text(&scenario, &results, None, width));
        }
    }
}

#[test]
fn results_without_options_days_or_measures_make_a_report() {
    let (mut scenario, mut results) = Fixture { days: 125, replications: 4, ..Fixture::default() }.build();
    scenario.assumptions.clear();
    results.measures.clear();
    results.outcomes.clear();
    assert_eq!(files(&scenario, &results, &Stamp::default(), &[]).len(), 7);
    results.dates.clear();
    assert_eq!(files(&scenario, &results, &Stamp::default(), &[]).len(), 7);
    results.options.clear();
    for file in files(&scenario, &results, &Stamp::default(), &[]) {
        assert_no_number_leaks(&String::from_utf8(file.bytes().into_owned()).unwrap());
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let (scenario, results) = Fixture { days: 125, replications: 8, ..Fixture::default() }.build();
    let stamp = Stamp::default();
    assert_eq!(files(&scenario, &results, &stamp, &[figure()]), files(&scenario, &results, &stamp, &[figure()]));
}

#[test]
fn charts_of_an_option_are_folded_under_its_title() {
    let (scenario, results) = usual();
    let of = |title: &str| results.options.iter().position(|option| option.title == title);
    let named = |name: &str, option| ChartFigure { name: name.into(), option, ..figure() };
    let figures = [
        named("fan-do-nothing", of("Do nothing")),
        named("fan-home-care", of("Home care instead")),
        named("options-compared", None),
        named("fan-home-care-and-weekends", of("Home care and weekends")),
    ];
    let html = page::html(&Findings::new(scenario, results), &Stamp::default(), &figures);
    assert_well_formed(&html);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(
        at("id=\"chart-options-compared\"") < at("<summary>Do nothing</summary><figure id=\"chart-fan-do-nothing\"")
    );
    assert!(html.contains("<details><summary>Home care instead</summary><figure id=\"chart-fan-home-care\""));
    assert!(html.contains(
        "<details open><summary>Home care and weekends</summary><figure id=\"chart-fan-home-care-and-weekends\""
    ));
}

#[test]
fn a_chart_of_a_service_called_like_an_option_is_not_one_of_the_option() {
    let (scenario, results) = usual();
    let (mut scenario, mut results) = (scenario.clone(), results.clone());
    for (at, id) in ["as-it-is", "more", "MORE"].into_iter().enumerate() {
        scenario.system.options[at].id = id.into();
        results.options[at].id = id.into();
    }
    let named = |name: &str, option| ChartFigure { name: name.into(), option, ..figure() };
    let figures = [named("fan-more", Some(1)), named("fan-more-2", Some(2)), named("places-more", None)];
    let html = page::html(&Findings::new(&scenario, &results), &Stamp::default(), &figures);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text}"));
    let summary = |option: usize| at(&format!("<summary>{}</summary>", results.options[option].title));
    let chart = |name: &str| at(&format!("id=\"chart-{name}\""));
    assert!(chart("places-more") < summary(1) && summary(1) < chart("fan-more"));
    assert!(chart("fan-more") < summary(2) && summary(2) < chart("fan-more-2"));
}
