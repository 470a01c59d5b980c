//! The assumptions of a scenario that have a range, and values for them that the scenario accepts.

use serde::Serialize;

use super::super::evaluations::Values;
use crate::scenario::{Assumption, Problems, Scenario};

/// The scenario with other values, checked.
pub type Check<'a> = &'a (dyn Fn(&[(String, f64)]) -> Result<Scenario, Problems> + Sync);

/// Halvings of the way to an end that the scenario refuses.
const HALVINGS: u32 = 8;

/// An assumption that may be anything from a low to a high value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranged {
    pub assumption: Assumption,
    pub stated: f64,
    /// The ends as the scenario accepts them.
    pub low: Bound,
    pub high: Bound,
    /// Only whole numbers are used.
    pub is_whole: bool,
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bound {
    pub value: f64,
    /// Where the scenario refuses the end that it states itself, all else as stated: that end, and why. The value is then the
    /// farthest on the way to it that is accepted.
    pub refused: Option<(f64, String)>,
}

impl Ranged {
    /// Every assumption with a low and a high value, but those that are chosen, in the order of the scenario.
    pub fn all(scenario: &Scenario, check: Check) -> Vec<Self> {
        let open = scenario.assumptions.iter().filter(|assumption| !assumption.is_chosen());
        open.filter_map(|assumption| Self::new(assumption, check)).collect()
    }

    fn new(assumption: &Assumption, check: Check) -> Option<Self> {
        let stated = assumption.number?;
        let (low, high) = assumption.low.zip(assumption.high)?;
        let path = &assumption.path;
        // A value that is no whole number is rounded where only whole numbers are used.
        let between = stated + (if high > stated { high - stated } else { low - stated }) * std::f64::consts::FRAC_1_PI;
        let used = check(&[(path.clone(), between)]).ok().and_then(|scenario| {
            scenario.assumptions.iter().find(|logged| logged.path == *path).and_then(|one| one.number)
        });
        let is_whole = between.fract() != 0.0 && used.is_some_and(|used: f64| used.fract() == 0.0);
        let bound = |end: f64| {
            let bound = Bound::accepted(path, stated, end, check);
            // What is used is the nearest whole number, which was accepted.
            Bound { value: if is_whole { bound.value.round() } else { bound.value }, ..bound }
        };
        Some(Self { low: bound(low), high: bound(high), is_whole, stated, assumption: assumption.clone() })
    }

    /// Where it stands in the scenario.
    pub fn path(&self) -> &str {
        &self.assumption.path
    }

    /// Width of the range.
    pub fn width(&self) -> f64 {
        self.high.value - self.low.value
    }

    /// The table of shares of one whole that it belongs to: of these several cannot be given values on their own.
    fn table(&self) -> Option<&str> {
        self.assumption.share_of.as_deref()
    }

    /// It alone at a value; nothing where that is the stated one.
    pub fn at(&self, value: f64) -> Values {
        let value = if self.is_whole { value.round() } else { value };
        if value == self.stated { Vec::new() } else { vec![(self.path().to_owned(), value)] }
    }
}

impl Bound {
    fn accepted(path: &str, stated: f64, end: f64, check: Check) -> Self {
        let refusal = |value: f64| check(&[(path.to_owned(), value)]).err();
        let Some(problems) = refusal(end) else { return Self { value: end, refused: None } };
        let why = problems.iter().next().map_or_else(String::new, |problem| problem.headline.clone());
        // The farthest of 256 equal parts of the way that is accepted, should all beyond one that is refused be refused.
        let parts = f64::from(2_u32.pow(HALVINGS));
        let (mut accepted, mut refused) = (0.0, parts);
        while refused - accepted > 1.0 {
            let middle = f64::midpoint(accepted, refused).floor();
            if refusal(stated + (end - stated) * middle / parts).is_none() {
                accepted = middle;
            } else {
                refused = middle;
            }
        }
        Self { value: stated + (end - stated) * accepted / parts, refused: Some((end, why)) }
    }
}

/// Several at once, each at a value. The shares of one whole are scaled so that they and the shares that keep their stated value
/// sum to 1: as when one share is changed, and the others make room in proportion.
pub fn together(values: &[(&Ranged, f64)]) -> Values {
    let scale = |ranged: &Ranged| {
        let Some(table) = ranged.table() else { return 1.0 };
        let of_table = || values.iter().filter(|(other, _)| other.table() == Some(table));
        let given: f64 = of_table().map(|(_, value)| value).sum();
        let kept = 1.0 - of_table().map(|(other, _)| other.stated).sum::<f64>();
        // What is left by rounding alone is nobody's share.
        1.0 / (given + if kept > 1e-9 { kept } else { 0.0 })
    };
    let given = values.iter().map(|(ranged, value)| {
        let value = if ranged.is_whole { value.round() } else { value * scale(ranged) };
        (ranged.path().to_owned(), value)
    });
    given.collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::scenario::{Evidence, load_with};

    const TEXT: &str = include_str!("../../../tests/cli/tiny.toml");

    pub fn ranged(path: &str, stated: f64) -> Ranged {
        let bound = Bound { value: stated, refused: None };
        let assumption = Assumption {
            path: path.into(),
            value: stated.to_string(),
            number: Some(stated),
            low: None,
            high: None,
            source: None,
            note: None,
            evidence: Evidence::Assumed,
            share_of: None,
        };
        Ranged { assumption, stated, low: bound.clone(), high: bound, is_whole: false }
    }

    #[test]
    fn shares_of_a_whole_are_scaled_together_and_leave_room_for_the_rest() {
        let share = |path: &str, stated: f64| {
            let mut ranged = ranged(path, stated);
            ranged.assumption.share_of = Some("patient_group.older.pathways".into());
            ranged
        };
        let home = share("patient_group.older.pathways.home", 0.6);
        let care = share("patient_group.older.pathways.care", 0.4);
        let beds = ranged("hospital.acute.beds", 40.0);
        let all = together(&[(&home, 0.8), (&beds, 44.0), (&care, 0.8)]);
        assert_eq!(all.iter().map(|(_, value)| *value).collect::<Vec<_>>(), [0.5, 44.0, 0.5]);
        // One alone: 0.4 of the whole keeps its place, and both are scaled by 1 / 1.2.
        let alone = together(&[(&home, 0.8)]);
        assert!((alone[0].1 - 0.8 / 1.2).abs() < 1e-12, "{alone:?}");
    }

    #[test]
    fn an_end_that_is_refused_is_drawn_in_as_far_as_needed_and_says_why() {
        let text = TEXT.replace("beds = 40", "beds = { value = 40, low = 30, high = 50 }");
        let check = |values: &[(String, f64)]| load_with("tiny", "tiny", &text, &|name| Err(name.into()), values);
        let scenario = check(&[]).unwrap();
        let all = Ranged::all(&scenario, &check);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].stated, all[0].low.value, all[0].high.value, all[0].is_whole), (40.0, 30.0, 50.0, true));
        assert_eq!(all[0].at(40.0), []);
        let refused = Bound::accepted("hospital.acute.beds", 40.0, -88.0, &check);
        assert_eq!(refused.value, 0.0);
        let (end, why) = refused.refused.unwrap();
        assert!(end == -88.0 && why.contains("must not be negative"), "{why}");
    }
}
