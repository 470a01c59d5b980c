//! How a back-test is made, in words.

use super::answer::Tested;
use crate::report::document::Block;
use crate::report::document::words::titled;
use crate::report::{numbers, quantity};

/// The method, and what was left out of the observations.
pub fn method(tested: &Tested) -> Vec<Block> {
    let plan = &tested.plan;
    let fit = format!(
        "{} are fitted by an emulated likelihood in {} of {} points each; {} are drawn from what is left, and each is simulated {} \
         times.",
        quantity::count(plan.quantities.len()),
        numbers::count_of(plan.plan.waves as usize, "wave"),
        numbers::whole(plan.plan.points as f64),
        numbers::count_of(plan.plan.draws as usize, "draw"),
        numbers::whole(plan.replications as f64),
    );
    let paragraphs =
        [("Fit.", fit.as_str()), ("Forecast.", FORECAST), ("Naive forecasts.", NAIVE), ("Scores.", SCORES)];
    let notes = (!tested.notes.is_empty()).then(|| Block::List(tested.notes.iter().map(Into::into).collect()));
    paragraphs.into_iter().map(|(title, words)| Block::paragraph(titled(title, words))).chain(notes).collect()
}

const FORECAST: &str = "The mean of the simulation, smoothed over the draws by an emulator, leaves something unexplained in every known \
    month: capacity that nobody published, outbreaks, changes in counting, and chance. Such differences last for months. They are carried \
    on as a first-order autoregression about zero whose persistence and size are drawn from what the known months say of them (the \
    discrepancy of Kennedy and O’Hagan, 2001, in its simplest form). Draws whose differences are the likelier have the more futures. \
    “Simulation alone” leaves them out: its spread is the doubt about the quantities and the chance of patients.";

const NAIVE: &str = "“Last value”: the last month known goes on. “Same month last year”. “Seasonal mean”: the mean of that month over all \
    years known. Each is a distribution: the number, plus and minus every error that the same rule, as many months ahead, would have made \
    in the months known by then.";

const SCORES: &str = "The continuous ranked probability score (Gneiting and Raftery, 2007): what is simulated is a sample of a forecast \
    and scored in the fair form (Ferro, 2014), while the members of a naive forecast are all there is of it. Intervals and differences by \
    Diebold and Mariano (1995) with the correction for few origins by Harvey, Leybourne and Newbold (1997). “By more than chance” allows \
    for several comparisons at once (Bonferroni). Few origins tell little, and forecasts from one origin fail together.";
