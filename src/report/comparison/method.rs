//! How options are compared, in words.

use super::answer::Comparison;
use super::tables::chance;
use crate::experiment::comparison::{Ending, FIRST_STAGE};
use crate::report::document::Block;
use crate::report::document::words::titled;
use crate::report::{clauses, numbers};

/// The method: a paragraph for each kind of number.
pub fn method(comparison: &Comparison) -> Vec<Block> {
    let parts = [
        ("Selecting the best.", selecting(comparison)),
        ("Intervals for all options at once.", AT_ONCE.into()),
        ("Chance of being best.", being_best(comparison)),
        ("Against the reference.", against_reference(comparison)),
    ];
    parts.map(|(title, words)| Block::Paragraph(titled(title, words))).into()
}

fn selecting(comparison: &Comparison) -> String {
    let compared = comparison.compared;
    format!(
        "Options are simulated on the same people (common random numbers). After {first_stage} replications of each, whichever has \
         clearly more {criterion} than another is out; the reference is simulated to the end all the same. This is procedure KN: when the \
         best is better than every other by {indifference} or more, it is selected with a probability of at least {confidence}; otherwise \
         what is selected is, with that probability, within {indifference} of the best. {ended} Sources: Kim and Nelson, ACM Transactions \
         on Modeling and Computer Simulation 11 (2001), 251-273; for intervals of a fixed width Chow and Robbins, Annals of Mathematical \
         Statistics 36 (1965), 457-462.",
        first_stage = numbers::whole(FIRST_STAGE.min(compared.cap) as f64),
        criterion = comparison.criterion(),
        indifference = comparison.indifference(),
        confidence = comparison.confidence(),
        ended = ended(comparison),
    )
}

fn ended(comparison: &Comparison) -> String {
    let replications = numbers::whole(comparison.compared.replications() as f64);
    match &comparison.compared.ending {
        Ending::Selected(_) => format!(
            "It selected one option. Rivals that the intervals below did not tell from it were then replicated further beside it, until \
             these intervals reached no further than {} or the cap was reached: {replications} replications in all.",
            comparison.indifference()
        ),
        Ending::AtTheCap(left) => {
            format!("At the cap of {replications} replications {} options were left.", left.len())
        }
        Ending::Alike(left) => {
            format!("After {replications} replications the {} options left were alike in every one.", left.len())
        }
    }
}

const AT_ONCE: &str = "The difference of each option to the best of the others has an interval made from those of all pairs of options, \
    each at a level so high that all hold together (Bonferroni). An interval under zero says: this is the best. Sources: Hsu, Annals of \
    Statistics 12 (1984), 1136-1144; Nelson and Matejcik, Management Science 41 (1995), 1935-1945.";

fn being_best(comparison: &Comparison) -> String {
    let likeliest = comparison.rows.iter().max_by(|a, b| a.chance_of_being_best.total_cmp(&b.chance_of_being_best));
    let highest = likeliest.map_or_else(String::new, |row| {
        format!(" It is highest for {}: {}.", row.quoted(), chance(row.chance_of_being_best))
    });
    format!(
        "The chance that the mean of an option is the smallest, given these replications, by the Bayesian bootstrap with 2,000 draws \
         (Rubin, Annals of Statistics 9 (1981), 130-134).{highest}"
    )
}

fn against_reference(comparison: &Comparison) -> String {
    format!(
        "Differences are taken replication by replication, over the replications that the option has, with Student's interval. A cost for \
         each delayed day avoided is a ratio, with a conservative interval from those of its two parts. {} That options stop being \
         simulated when they are behind is decided by the data, which the intervals take no account of.",
        clauses::doubt(comparison.compared.drawn.is_some())
    )
}
