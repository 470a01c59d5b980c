//! How a plan is searched for, in words.

use super::answer::Plan;
use crate::report::clauses;
use crate::report::document::Block;

/// The method, in paragraphs.
pub fn method(plan: &Plan) -> Vec<Block> {
    let order = &plan.planned.order;
    let every_point = format!(
        "Every point is simulated on the same people (common random numbers), at first with {} replications, then with twice as many, up \
         to {}, until an interval decides; the intervals allow for all looks at the points that a search by halving has to decide about, \
         so that these decisions are all right with a probability of 95 %. A point about which the last look cannot decide is judged by \
         its mean.",
        order.first_stage, order.cap
    );
    let luck = format!("{LUCK} {}", clauses::doubt(plan.drawn > 0));
    [every_point.as_str(), RULED_OUT, luck.as_str(), SOURCES].map(Block::paragraph).into()
}

const RULED_OUT: &str = "Where more of a lever never did harm in any pair of points simulated, a point that falls short rules out all \
    those with no more of anything, and a point that meets the goal rules out all those that are no cheaper; otherwise points only speak \
    for themselves. Where nothing meets the goal, money goes step by step where a pound takes away most delayed patients, and is then \
    moved from lever to lever as long as that helps: a good mix, not proved the best.";

const LUCK: &str = "What is promised of the mix rests on fresh replications. The chance that the search was led by good luck is not in \
    them. It is in the other numbers: points were chosen by the very replications that are shown, which their intervals take no account \
    of.";

const SOURCES: &str = "Methods: sequential feasibility checks after Andradóttir and Kim (2010), screening by paired differences after \
    Nelson, Swann, Goldsman and Song (2001), marginal analysis after Fox (1966), compass search after Kolda, Lewis and Torczon (2003).";
