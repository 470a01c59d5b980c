use super::*;
use proptest::prelude::*;

/// A hospital from which patients leave on three pathways, with ranges.
const TEXT: &str = r#"
title = "Not known"
[period]
start = 2026-01-05
end = 2026-01-18
[[hospital]]
id = "acute"
kind = "acute"
beds = { value = 40, low = 35, high = 50 }
[[patient_group]]
id = "older"
hospital = "acute"
admissions_per_day = { value = 4, low = 3, high = 6 }
treatment = { log_normal = { median_days = { value = 3, low = 2, high = 6 }, mean_days = { value = 5, low = 4, high = 7 } } }
died_in_treatment = { value = 0.05, low = 0.05, high = 0.05 }
[patient_group.pathways]
well = { value = 0.5, low = 0.3, high = 0.6 }
weak = { value = 0.3, low = 0.2, high = 0.5 }
weaker = { value = 0.2, low = 0.1, high = 0.4 }
[[pathway]]
id = "well"
number = 0
[[pathway]]
id = "weak"
number = 0
[[pathway]]
id = "weaker"
number = 0
[[option]]
id = "as-it-is"
schemes = []
"#;

const BEDS: &str = "hospital.acute.beds";
const ADMISSIONS: &str = "patient_group.older.admissions_per_day";

fn draft(text: &str) -> Draft {
    Draft::read("test.toml", "test", text, &|name| Err(format!("no {name}")))
}

fn assumptions() -> Vec<Assumption> {
    draft(TEXT).check(&[]).expect("a scenario").assumptions
}

fn from_ranges(seed: u64) -> Ignorance {
    Ignorance::new(seed, draft(TEXT), &assumptions(), true, None)
}

fn value(values: &Values, path: &str) -> f64 {
    values.iter().find(|(other, _)| other == path).expect("a path that is drawn").1
}

fn complaints(text: &str) -> Vec<(usize, String, String)> {
    let complaints = Posterior::read(text, &assumptions()).expect_err("a bad file");
    complaints.into_iter().map(|one| (one.line, one.what, one.help.unwrap_or_default())).collect()
}

#[test]
fn what_has_a_range_is_drawn_within_it_and_nothing_else() {
    let ignorance = from_ranges(1);
    assert_eq!(ignorance.paths().count(), 7);
    for draw in 0..200 {
        let values = ignorance.draw(draw).expect("a draw").values;
        assert!((35.0..=50.0).contains(&value(&values, BEDS)));
        assert!((3.0..=6.0).contains(&value(&values, ADMISSIONS)));
    }
}

#[test]
fn a_draw_does_not_depend_on_what_else_is_drawn() {
    let all = from_ranges(1);
    let mut fewer = assumptions();
    fewer.retain(|assumption| assumption.path == ADMISSIONS);
    let alone = Ignorance::new(1, draft(TEXT), &fewer, true, None);
    for draw in 0..50 {
        assert_eq!(value(&all.values(draw, 0), ADMISSIONS), value(&alone.values(draw, 0), ADMISSIONS));
    }
    let other = Ignorance::new(2, draft(TEXT), &fewer, true, None);
    assert_ne!(alone.values(0, 0), other.values(0, 0));
}

#[test]
fn shares_that_are_all_drawn_sum_to_one() {
    let ignorance = from_ranges(3);
    for draw in 0..100 {
        let values = ignorance.values(draw, 0);
        let shares = values.iter().filter(|(path, _)| path.contains(".pathways."));
        assert!((shares.map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn a_refused_draw_is_made_again_and_counted() {
    let ignorance = from_ranges(1);
    let rehearsal = ignorance.rehearse(400);
    assert!(rehearsal.refused > 0 && !rehearsal.is_hopeless(), "{rehearsal:?}");
    assert!(rehearsal.first.expect("a problem").render(false).contains("median"));
    let draws: Vec<Draw> = (0..400).map(|draw| ignorance.draw(draw).expect("a draw")).collect();
    let again = draws.iter().filter(|draw| draw.refused > 0).count() as u64;
    assert_eq!(again, rehearsal.refused);
    let form = "patient_group.older.treatment.log_normal";
    for draw in &draws {
        let [median, mean] = ["median_days", "mean_days"].map(|end| value(&draw.values, &format!("{form}.{end}")));
        assert!(median < mean);
    }
}

#[test]
fn whole_numbers_are_used_rounded() {
    let draw = from_ranges(1).draw(4).expect("a draw");
    let at = draw.values.iter().position(|(path, _)| path == BEDS).expect("beds");
    assert!(draw.values[at].1.fract() != 0.0);
    assert_eq!(draw.used()[at], draw.values[at].1.round());
    assert_eq!(f64::from(draw.scenario.system.hospitals[0].beds), draw.used()[at]);
}

#[test]
fn rows_of_a_posterior_stay_together_and_come_as_often_as_they_weigh() {
    let text = format!("weight,{ADMISSIONS},{BEDS}\n3,3.5,36\n0,9,99\n1,5.5,48\n");
    let posterior = Posterior::read(&text, &assumptions()).expect("a posterior");
    assert_eq!(posterior.range(0), (3.5, 5.5));
    let ignorance = Ignorance::new(1, draft(TEXT), &assumptions(), false, Some(posterior));
    let mut first = 0;
    for draw in 0..4_000 {
        let values = ignorance.values(draw, 0);
        let pair = (value(&values, ADMISSIONS), value(&values, BEDS));
        assert!([(3.5, 36.0), (5.5, 48.0)].contains(&pair), "{pair:?}");
        assert_eq!(values.len(), 2);
        first += u32::from(pair.0 < 4.0);
    }
    // Four standard deviations of a binomial count.
    assert!((f64::from(first) - 3_000.0).abs() < 4.0 * 27.4, "{first}");
}

#[test]
fn with_both_the_posterior_comes_first_and_ranges_fill_the_rest() {
    let posterior = Posterior::read(&format!("{ADMISSIONS}\n3.25\n"), &assumptions()).expect("a posterior");
    let ignorance = Ignorance::new(1, draft(TEXT), &assumptions(), true, Some(posterior));
    let values = ignorance.values(0, 0);
    assert_eq!((values.len(), value(&values, ADMISSIONS)), (7, 3.25));
    assert_eq!(value(&values, BEDS), value(&from_ranges(1).values(0, 0), BEDS));
}

#[test]
fn everything_that_is_wrong_with_a_posterior_is_said_with_its_line() {
    let text =
        format!("weight,hospital.acute.bed,{ADMISSIONS},{ADMISSIONS}\n1,40,many,3\n-1,40,3,3\n1,40\n\n1,nan,3,3\n");
    let said = complaints(&text);
    let lines: Vec<usize> = said.iter().map(|one| one.0).collect();
    assert_eq!(lines, [1, 1, 2, 3, 4, 6]);
    assert!(said[0].2.contains(BEDS), "{said:?}");
    for (at, words) in
        ["no assumption", "twice", "`many` is not a number", "negative", "2 cells", "`nan`"].iter().enumerate()
    {
        assert!(said[at].1.contains(words), "{said:?}");
    }
}

#[test]
fn a_posterior_without_rows_weight_or_assumptions_is_refused() {
    for (text, words) in [
        (String::new(), "no assumption"),
        ("weight\n1\n".into(), "no assumption"),
        (format!("{ADMISSIONS}\n\n"), "no rows"),
        (format!("weight,{ADMISSIONS}\n0,3\n"), "sum to 0"),
        (format!("{ADMISSIONS},weight\n3,1\n"), "not the first"),
        ("title\n3\n".into(), "no assumption"),
    ] {
        let said = complaints(&text);
        assert!(said.len() == 1 && said[0].1.contains(words), "{text:?}: {said:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "[a-z0-9.,\"\n -]{0,80}", uniform in 0.0..1.0_f64) {
        if let Ok(posterior) = Posterior::read(&text, &assumptions()) {
            prop_assert!(posterior.row(uniform).len() == posterior.paths().len());
        }
    }
}
