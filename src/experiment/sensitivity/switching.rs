//! At which value of an assumption the decision is another.

use serde::Serialize;

use super::super::evaluations::Unevaluated;
use super::ranges::Ranged;
use super::{Asker, Contest, End};
use crate::statistics::{Crossing, Estimate, Probe, Search, Sign, Tally, wilson};

/// Width of the interval of a switching value that is narrow enough, as a share of the range.
const TOLERANCE: f64 = 1.0 / 32.0;
/// Values looked at between the ends, at most.
const STEPS: u32 = 5;
/// Looks at one value, at most: with the replications of an end, and with four times as many.
const LOOKS: u32 = 2;

/// What happens beyond a switching value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Becomes {
    /// This option (position in the question) is ahead of the preferred one.
    Best(usize),
    /// The preferred option meets the target.
    Met,
    /// It misses it.
    Missed,
}

/// A value at which the decision is another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Switch {
    pub becomes: Becomes,
    /// Whether that happens above the value, or below.
    pub is_above: bool,
    pub crossing: Crossing,
}

/// A decision over the range of an assumption.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Standing {
    /// The same at both ends as with the stated value, beyond chance.
    Holds,
    /// Another beyond these values.
    Switches(Vec<Switch>),
    /// At an end, or with the stated value, it cannot be told from chance; nor is another known.
    Open,
}

/// Which option is best.
pub(super) fn decision(
    asker: &mut Asker,
    contest: &Contest,
    ranged: &Ranged,
    ends: &[&End; 2],
) -> Result<Standing, Unevaluated> {
    let search = search(ranged);
    let mut rivals: Vec<usize> = ends.iter().flat_map(|end| end.contenders.iter().copied()).collect();
    rivals.sort_unstable();
    rivals.dedup();
    let (mut switches, mut is_open) = (Vec::new(), false);
    for rival in rivals {
        let behind = |asker: &mut Asker, value: f64, look: u32| {
            let (values, replications) = (ranged.at(value), asker.replications(look));
            if values.is_empty() {
                return Ok(asker.stated_difference(rival, contest.preferred).estimate_at(search.level()));
            }
            asker.ask([contest.preferred, rival].map(|option| (values.clone(), option, replications.clone())))?;
            Ok(asker.behind(&values, rival, contest.preferred, replications, search.level()))
        };
        let mut evaluate = |value: f64, look: u32| behind(asker, value, look);
        let (crossings, knows_all) = crossings(&search, ranged, &mut evaluate)?;
        is_open |= !knows_all;
        let ahead_above = |(crossing, above): (Crossing, Sign)| Switch {
            becomes: Becomes::Best(rival),
            is_above: above == Sign::Below,
            crossing,
        };
        switches.extend(crossings.into_iter().map(ahead_above));
    }
    Ok(standing(switches, is_open))
}

/// Whether the preferred option meets the target with the probability asked for.
pub(super) fn target(asker: &mut Asker, contest: &Contest, ranged: &Ranged) -> Result<Standing, Unevaluated> {
    let search = search(ranged);
    let mut evaluate = |value: f64, look: u32| {
        let (values, replications) = (ranged.at(value), asker.replications(look));
        let replications = if values.is_empty() { asker.stated(contest.preferred) } else { replications };
        if !values.is_empty() {
            asker.ask([(values.clone(), contest.preferred, replications.clone())])?;
        }
        let met: Tally = asker.values(&values, contest.preferred, 2, replications).into_iter().collect();
        let share = wilson(met.total().round() as u64, met.observations(), search.level());
        let less = |value: f64| value - asker.question.probability;
        Ok(Estimate { mean: less(share.mean), lower: less(share.lower), upper: less(share.upper), ..share })
    };
    let (crossings, knows_all) = crossings(&search, ranged, &mut evaluate)?;
    let switch = |(crossing, above): (Crossing, Sign)| {
        let is_above_stated = crossing.value >= ranged.stated;
        let is_met = (above == Sign::Above) == is_above_stated;
        Switch { becomes: if is_met { Becomes::Met } else { Becomes::Missed }, is_above: is_above_stated, crossing }
    };
    Ok(standing(crossings.into_iter().map(switch).collect(), !knows_all))
}

fn standing(switches: Vec<Switch>, is_open: bool) -> Standing {
    match (switches.is_empty(), is_open) {
        (false, _) => Standing::Switches(switches),
        (true, true) => Standing::Open,
        (true, false) => Standing::Holds,
    }
}

fn search(ranged: &Ranged) -> Search {
    Search { tolerance: ranged.width() * TOLERANCE, is_whole: ranged.is_whole, steps: STEPS, looks: LOOKS }
}

/// The crossings over the range of an assumption, each with the sign above it; and whether the signs at the ends and with the stated
/// value are all known.
fn crossings(
    search: &Search,
    ranged: &Ranged,
    evaluate: &mut dyn FnMut(f64, u32) -> Result<Estimate, Unevaluated>,
) -> Result<(Vec<(Crossing, Sign)>, bool), Unevaluated> {
    let mut probes: Vec<Probe> = Vec::new();
    let mut knows_all = true;
    for value in [ranged.low.value, ranged.stated, ranged.high.value] {
        if probes.last().is_some_and(|probe| probe.value == value) {
            continue;
        }
        let probe = search.look(value, evaluate)?;
        knows_all &= probe.sign() != Sign::Open;
        // Where the sign with the stated value is not known, the ends are compared with one another.
        if probe.sign() != Sign::Open {
            probes.push(probe);
        }
    }
    let mut found = Vec::new();
    for pair in probes.windows(2) {
        if let Some(crossing) = search.between(pair[0], pair[1], evaluate)? {
            found.push((crossing, pair[1].sign()));
        }
    }
    Ok((found, knows_all))
}

impl Asker<'_, '_, '_, '_> {
    /// So many replications at a look.
    fn replications(&self, look: u32) -> std::ops::Range<u64> {
        if look == 0 { self.question.at_end() } else { self.question.as_stated() }
    }
}
