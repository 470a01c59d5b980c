//! The finding of a back-test in sentences.

use super::answer::{Tested, title};
use crate::experiment::backtest::naive::Naive;
use crate::experiment::backtest::scores::{Against, Forecaster, Score};
use crate::report::numbers;

/// The model against the naive forecaster that does best beside it, each pair on the forecasts that both made.
fn best_naive(tested: &Tested) -> Option<Against> {
    let rivals = Naive::ALL.into_iter().filter_map(|naive| tested.against(Forecaster::Naive(naive)));
    rivals.min_by(|one, other| one.skill.mean.total_cmp(&other.skill.mean))
}

/// `the last value`, as it stands in a sentence.
fn in_words(forecaster: Forecaster) -> String {
    format!("“{}”", title(forecaster))
}

/// Whether the model beats the naive forecasts, as a sentence without its full stop.
pub fn headline(tested: &Tested) -> String {
    let rivals: Vec<Against> =
        Naive::ALL.into_iter().filter_map(|naive| tested.against(Forecaster::Naive(naive))).collect();
    let beaten = rivals.iter().filter(|rival| rival.skill.mean > 0.0).count();
    let sure = rivals.iter().filter(|rival| rival.is_surely_better(rivals.len())).count();
    let words = |number: usize| ["none", "one", "two", "three"].get(number).copied().unwrap_or("all");
    match (rivals.len(), beaten) {
        (0, _) => "There is no naive forecast to hold the model against".into(),
        (all, 0) => format!("The model scores no better than any of the {} naive forecasts", words(all)),
        (all, beaten) if beaten < all => {
            format!(
                "The model scores better than {} of the {} naive forecasts, and not than all",
                words(beaten),
                words(all)
            )
        }
        (all, _) => {
            let sure = match sure {
                0 => "by no more than the play of chance could give".to_owned(),
                sure if sure == all => "by more than chance".to_owned(),
                sure => format!("than {} of them by more than chance", words(sure)),
            };
            format!("The model scores better than all {} naive forecasts, {sure}", words(all))
        }
    }
}

/// What stands behind it, in sentences.
pub fn details(tested: &Tested) -> Vec<String> {
    let Some(model) = tested.score(Forecaster::Model) else {
        return vec!["No forecast of the model could be scored.".into()];
    };
    let mut sentences = vec![format!(
        "In {} from {}, 1 to {} ahead, the median misses what happened by {} patients on average.",
        numbers::count_of(model.forecasts as usize, "forecast"),
        numbers::count_of(tested.found.origins.len(), "origin"),
        numbers::count_of(tested.aheads().last().copied().unwrap_or(1).unsigned_abs() as usize, "month"),
        numbers::figure(&model.error, 0.1).in_full(),
    )];
    if let Some(against) = best_naive(tested) {
        let better = if against.skill.mean >= 0.0 { "less" } else { "more" };
        sentences.push(format!(
            "Its score (CRPS) is {}, {} {better} than that of the best naive forecast, {} ({}); the difference is {}.",
            numbers::decimal(against.of_model, 1),
            numbers::percent(against.skill.mean.abs()),
            in_words(against.other),
            numbers::decimal(against.of_other, 1),
            numbers::difference(&against.difference, 0.1).in_full(),
        ));
    }
    sentences.push(ranges(&model));
    sentences
}

/// How often the ranges held what happened.
fn ranges(model: &Score) -> String {
    let each = |at: usize, level: &str| {
        format!(
            "the {level} range in {} of {}",
            (model.coverage[at].mean * model.forecasts as f64).round(),
            model.forecasts
        )
    };
    format!("What happened lies in {}, in {} and in {}.", each(0, "50 %"), each(1, "80 %"), each(2, "95 %"))
}
