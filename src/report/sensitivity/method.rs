//! How a sensitivity analysis is made and what it leaves out, in words.

use crate::experiment::sensitivity::Screening;
use crate::report::document::Block;
use crate::report::document::words::titled;
use crate::report::numbers;

/// The method.
pub fn method(screening: Option<&Screening>) -> Vec<Block> {
    let at_once = format!("{AT_ONCE}{} {SOURCES}", screening.map_or_else(String::new, part_screened));
    let paragraphs = [
        ("One at a time.", ONE_AT_A_TIME),
        ("All at once.", at_once.as_str()),
        ("Switching values.", SWITCHING_VALUES),
        ("What this leaves out.", LEFT_OUT),
    ];
    paragraphs.map(|(title, words)| Block::paragraph(titled(title, words))).to_vec()
}

/// Which part of the ranges was screened, where it is not the whole.
fn part_screened(screening: &Screening) -> String {
    let refused = match screening.refused {
        0 => String::new(),
        number => format!(
            " {} trajectories were drawn anew, because the scenario refuses one of their points (such as a median above a mean): what is \
             screened is the part of the ranges that can be together.",
            numbers::whole(number as f64)
        ),
    };
    if screening.reach >= 1.0 {
        return refused;
    }
    format!(
        "{refused} The ranges were screened to {} of their width about the stated values: farther out the scenario refuses too many \
         combinations.",
        numbers::percent(screening.reach)
    )
}

const ONE_AT_A_TIME: &str = "Each assumption is put at its low and at its high, all else as stated, and simulated with the same people as \
    the stated values (common random numbers). Intervals are Student's, of paired differences. The count at an end, and the lead of one \
    option over another, are sharpened by what it is as stated, which is known from 4 to 32 times as many replications (double sampling \
    with regression: Cochran, Sampling Techniques, 1977, section 12.6). An option that is far behind at an end after eight replications is \
    not simulated there any further; an assumption that changes neither the count on the target day nor the delayed days of any option in \
    eight replications is taken to change only money. Where one share of a whole is changed, the others make room in proportion. An end \
    that the scenario refuses is drawn in to the farthest value that it takes.";

const AT_ONCE: &str = "Elementary effects: from a random point each assumption is changed once, by two thirds of its range, in random \
    order. Their mean size (mu*) says how much an assumption matters when the others are not as stated; their spread (sigma) how far that \
    depends on the others. Each trajectory has two replications of its own: what these differ by is chance, which is in both indices, and \
    is set beside them; an assumption counts as mattering when the 95 % interval of the mean product of its two replications lies above \
    zero. Shares of one whole are scaled to sum to 1.";

const SOURCES: &str = "Sources: Morris, Technometrics 33 (1991), 161-174; Campolongo, Cariboni and Saltelli, Environmental Modelling and \
    Software 22 (2007), 1509-1518; intervals by the bootstrap of Efron and Tibshirani (1993).";

const SWITCHING_VALUES: &str = "Where the sign of a difference is known at both ends and is not the same, the value is searched for at \
    which it changes, by bisection with three answers: known to be below, known to be above, or not known even with four times the \
    replications. The interval lies between two values with known signs; all comparisons of one search hold together with 95 % \
    (Bonferroni), so that of many switching values one in twenty may be wrong. On the problem: Pasupathy and Kim, ACM Transactions on \
    Modeling and Computer Simulation 21 (2011), article 19. Only options that are not far behind at an end are searched for; one that is \
    best only between the ends is not found.";

const LEFT_OUT: &str = "Ranges are as good as whoever wrote them, and an assumption without a range is taken for certain. Intervals are \
    of chance in the simulation, not of doubt about ranges.";
