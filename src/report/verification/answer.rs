//! What was verified: cases with their known and their simulated numbers.

use crate::experiment::verification::Comparison;
use crate::model::dates::plus_days;
use crate::report::numbers;
use crate::scenario::{Condition, Expected, Scenario, Statistic, Verification};

/// A case that was simulated.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The scenario, with the values of the case.
    pub scenario: Scenario,
    pub case: Verification,
    /// Replications simulated.
    pub replications: u64,
    /// In the order of the expected numbers of the case.
    pub comparisons: Vec<Comparison>,
}

impl Verified {
    /// The expected numbers with what was simulated.
    pub fn rows(&self) -> impl Iterator<Item = (&Expected, &Comparison)> {
        self.case.expected.iter().zip(&self.comparisons)
    }

    /// What an expected number is, in words: `mean on 31 March 2023`.
    pub fn statistic(&self, expected: &Expected) -> String {
        let day = |day: usize| plus_days(self.scenario.system.period.start, day as i64);
        let on = expected.on.map_or_else(String::new, |at| format!(" on {}", numbers::date(day(at))));
        let statistic = match expected.statistic {
            Statistic::Mean => "mean".to_owned(),
            Statistic::StandardDeviation => "standard deviation".to_owned(),
            Statistic::Share { of, among_at_most } => {
                let condition = match of {
                    Condition::Above(bound) => format!("above {bound}"),
                    Condition::AtMost(bound) => format!("at most {bound}"),
                    Condition::EqualTo(bound) => format!("equal to {bound}"),
                };
                let among = among_at_most.map_or_else(String::new, |bound| format!(", of those at most {bound}"));
                format!("share {condition}{among}")
            }
        };
        statistic + &on
    }
}

/// How many numbers there are, and how many agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub numbers: usize,
    pub agree: usize,
}

/// Counts the numbers of these cases.
pub fn count<'v>(cases: impl IntoIterator<Item = &'v Verified>) -> Count {
    let mut count = Count { numbers: 0, agree: 0 };
    for comparison in cases.into_iter().flat_map(|case| &case.comparisons) {
        count.numbers += 1;
        count.agree += usize::from(comparison.agrees);
    }
    count
}

/// The finding, as a sentence without its full stop.
pub fn headline(cases: &[Verified]) -> String {
    let Count { numbers, agree } = count(cases);
    match (numbers, numbers - agree) {
        (1, 0) => "The number known from elsewhere is reproduced".to_owned(),
        (_, 0) => format!("All {numbers} numbers known from elsewhere are reproduced"),
        (1, _) => "The number known from elsewhere is not reproduced".to_owned(),
        (_, 1) => format!("One of {numbers} numbers known from elsewhere is not reproduced"),
        (_, differ) => format!("{differ} of {numbers} numbers known from elsewhere are not reproduced"),
    }
}
