use super::*;
use crate::report::pages_fixture::{Fixture, usual};

fn answer_of(fixture: Fixture) -> Answer {
    let (scenario, results) = fixture.build();
    answer(&Findings::new(&scenario, &results), None)
}

fn with_target(target: u32) -> Answer {
    answer_of(Fixture { target: Some(target), days: 125, ..Fixture::default() })
}

fn sentence<'a>(answer: &'a Answer, id: &str) -> &'a str {
    &answer.options.iter().find(|option| option.id == id).unwrap().sentence
}

#[test]
fn a_target_that_no_option_reaches_is_said_plainly_with_the_lowest_count() {
    let (scenario, results) = usual();
    let answer = answer(&Findings::new(scenario, results), None);
    assert_eq!(answer.headline, "No option brings delayed transfers down to 30 by 24 March 2016.");
    assert_eq!(answer.details[0], "Not one of 200 simulated winters is at the target on its day, under any option.");
    assert!(
        answer.details[1].starts_with("The lowest count on 24 March 2016 is with “Home care and weekends”: median 94")
    );
    assert!(answer.details[1].contains("fewer than with “Do nothing” on average (95 % interval 6"));
    let price = "Over the period “Home care and weekends” spends £1.95m on its schemes. All headings of the accounts together, it \
                 costs £1.95m more than “Do nothing” (95 % interval £1.94m to £1.95m): £10";
    assert!(answer.details[2].starts_with(price), "{}", answer.details[2]);
    assert_eq!(
        sentence(&answer, "do-nothing"),
        "With “Do nothing”, none of 200 simulated winters are at 30 or fewer on 24 March 2016 (95 % interval 0 to 2 in 100); the \
         middle half end between 150 and 170."
    );
}

#[test]
fn options_that_hardly_differ_are_called_the_same_with_the_cheaper_of_them() {
    let (scenario, results) = usual();
    let said = &answer(&Findings::new(scenario, results), None).details[1];
    let expected = "“Home care and weekends” and “Home care instead” are for practical purposes the same on the day: the difference \
                    between them is too small to matter.";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_fair_chance_is_the_headline() {
    let answer = with_target(95);
    assert!(answer.headline.starts_with("The best chance of being down to 95 delayed transfers on 24 March 2016 is 5"));
    assert!(answer.headline.contains(" in 100 (95 % interval "));
    assert!(answer.headline.ends_with("or, for all that can be told, “Home care instead”."), "{}", answer.headline);
    assert!(sentence(&answer, "home-care").contains(" are there on some day up to then."));
}

#[test]
fn a_poor_chance_is_called_unlikely() {
    let headline = with_target(80).headline;
    assert!(
        headline.starts_with("No option is likely to bring delayed transfers down to 80 by 24 March 2016"),
        "{headline}"
    );
    assert!(headline.contains("the best chance is"), "{headline}");
}

#[test]
fn a_target_that_is_always_reached_is_said_so() {
    assert_eq!(
        with_target(140).headline,
        "With “Home care instead” or “Home care and weekends”, delayed transfers are down to 140 on 24 March 2016 in all 200 \
         simulated winters."
    );
    assert!(with_target(250).headline.starts_with("With every option, delayed transfers are down to 250"));
}

#[test]
fn few_is_not_written_as_none() {
    let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let at = results.outcome(crate::model::Outcome::TargetMet).unwrap();
    results.options[1].outcomes[at].record(1.0);
    let answer = answer(&Findings::new(&scenario, &results), None);
    assert!(
        answer
            .headline
            .contains("the best chance is fewer than 1 in 100 (1 of 201; 95 % interval under 1 to 3 in 100)")
    );
    assert!(
        sentence(&answer, "pilot-as-bought")
            .contains("fewer than 1 in 100 simulated winters (1 of 201) are at 30 or fewer")
    );
}

#[test]
fn a_target_touched_before_its_day_is_not_called_reached() {
    let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let at = results.outcome(crate::model::Outcome::TargetEverMet).unwrap();
    results.options[1].outcomes[at].record(1.0);
    let answer = answer(&Findings::new(&scenario, &results), None);
    assert!(answer.headline.ends_with("though some touch it before."), "{}", answer.headline);
    assert!(answer.details[0].contains("“Pilot as bought” touches it in fewer than 1 in 100"), "{}", answer.details[0]);
}

#[test]
fn without_a_target_the_last_day_is_the_answer() {
    let answer = answer_of(Fixture { target: None, options: 2, ..Fixture::default() });
    let headline = "The lowest count on 29 September 2016, the last day, is with “Pilot as bought”: a median of ";
    assert!(answer.headline.starts_with(headline), "{}", answer.headline);
    assert!(
        answer.details[0].starts_with("The middle half of the counts with “Pilot as bought” is "),
        "{:?}",
        answer.details
    );
    assert!(
        sentence(&answer, "do-nothing")
            .contains("patients are delayed on 29 September 2016 (median of the simulated futures)")
    );
}

#[test]
fn a_single_option_is_compared_with_nothing() {
    let answer = answer_of(Fixture { options: 1, ..Fixture::default() });
    assert_eq!(answer.details, Vec::<String>::new());
    assert_eq!(answer.headline, answer.options[0].sentence);
}

#[test]
fn a_single_replication_is_called_one_and_tells_nothing_apart() {
    let answer = answer_of(Fixture { options: 3, replications: 1, ..Fixture::default() });
    assert!(
        sentence(&answer, "do-nothing")
            .contains("the one simulated winter is not at 30 or fewer on 24 March 2016; it ends at 1")
    );
    assert!(answer.details[1].contains("cannot be told from one replication"), "{}", answer.details[1]);
    assert_eq!(
        answer.details.last().map(String::as_str),
        Some(
            "One replication has no interval: whether a difference or a cost is more than chance cannot be told from it."
        )
    );
}

#[test]
fn a_target_of_nothing_is_at_nothing() {
    let answer = with_target(0);
    assert_eq!(answer.headline, "No option brings delayed transfers down to 0 by 24 March 2016.");
    assert!(sentence(&answer, "do-nothing").contains(" are at 0 on 24 March 2016"));
}

#[test]
fn an_option_that_changes_nothing_is_the_same_in_every_replication() {
    let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let at = results.outcome(crate::model::Outcome::DelayedOnTargetDay).unwrap();
    let mut same = crate::statistics::Tally::new();
    (0..200).for_each(|_| same.record(0.0));
    results.options[1].differences[at] = same;
    results.options[1].delayed_on_target_day = results.options[0].delayed_on_target_day.clone();
    let answer = answer(&Findings::new(&scenario, &results), None);
    let said = &answer.details[1];
    assert!(said.contains("too small to matter") || said.contains("No other"), "{said}");
}

#[test]
fn nothing_simulated_is_no_answer() {
    let (scenario, mut results) = Fixture { options: 2, replications: 0, days: 125, ..Fixture::default() }.build();
    let findings = answer(&Findings::new(&scenario, &results), None);
    assert_eq!(findings.headline, "Nothing was simulated, so there is no answer.");
    results.options.clear();
    results.dates.clear();
    assert!(answer(&Findings::new(&scenario, &results), None).options.is_empty());
}

#[test]
fn a_total_that_rests_on_another_heading_than_the_schemes_says_so() {
    let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let saving = |results: &mut crate::experiment::Results, outcome| {
        let at = results.outcome(outcome).unwrap();
        let mut tally = crate::statistics::Tally::new();
        (0..200).for_each(|number| tally.record(-9e6 + f64::from(number)));
        results.options[1].differences[at] = tally;
    };
    saving(&mut results, crate::model::Outcome::TotalCost);
    saving(&mut results, crate::model::Outcome::Cost(crate::model::CostHeading::Readmissions));
    let said = &answer(&Findings::new(&scenario, &results), None).details[2];
    assert!(said.ends_with("it costs £9.00m less than “Do nothing”, mostly under “Readmissions” (−£9.00m)."), "{said}");
}

#[test]
fn money_that_was_offered_and_not_spent_is_said() {
    let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
    let at = results.outcome(crate::model::Outcome::SchemeSpend(0)).unwrap();
    let mut said = |pounds: f64| {
        results.options[1].outcomes[at] = (0..200).map(|_| pounds).collect();
        answer(&Findings::new(&scenario, &results), None)
            .details
            .into_iter()
            .find(|detail| detail.starts_with("Of the"))
    };
    let under = "Of the £2.00m offered to the schemes of “Pilot as bought”, £800k is spent by 26 March 2016.";
    assert_eq!(said(800_000.0).as_deref(), Some(under));
    assert_eq!(said(1_950_000.0), None);
    assert!(said(2_300_000.0).unwrap().ends_with("£2.30m is spent by 26 March 2016, more than was offered."));
}
