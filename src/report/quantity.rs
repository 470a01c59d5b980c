//! Quantities of a scenario in words, from the paths where they stand.

use super::numbers;
use crate::model::CareSystem;
use crate::scenario::is_kind_of_distribution;

/// Tables that only hold others.
const HOLDERS: [&str; 2] = ["steps", "effects"];

/// The quantity in words, without a capital: `places of Reablement`, `mean stay in days of Reablement`.
pub fn in_words(path: &str, system: &CareSystem) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let [kind, id, rest @ ..] = parts.as_slice() else { return plain(path) };
    let Some((leaf, within)) = rest.split_last() else { return format!("{}: {}", plain(kind), plain(id)) };
    let of = title(system, kind, id).unwrap_or_else(|| plain(id));
    match within {
        ["pathways"] => return format!("share of {} among {of}", pathway(system, leaf)),
        ["afterwards"] => return format!("share of {} after {of}", pathway(system, leaf)),
        ["steps", _, "alternatives", other] if *leaf == "suitable" => {
            let other = title(system, "service", other).unwrap_or_else(|| plain(other));
            return format!("share suitable for {other} among {of}");
        }
        ["readmission", "after", ..] => {
            return distributed(leaf, "time to readmission") + &format!(" of {of}");
        }
        ["while_waiting"] => return format!("{} while waiting, {of}", plain(leaf)),
        _ => {}
    }
    // The kinds of distributions say nothing in a name.
    let is_named = |part: &&&str| !is_kind_of_distribution(part) && !HOLDERS.contains(part);
    let names: Vec<String> = within.iter().filter(is_named).map(|part| plain(part)).collect();
    let is_distributed = within.iter().any(|part| is_kind_of_distribution(part));
    match (names.is_empty(), is_distributed) {
        (true, _) => format!("{} of {of}", plain(leaf)),
        (false, true) => distributed(leaf, &names.join(" ")) + &format!(" of {of}"),
        // `places` of `open_places` says it already.
        (false, false) if names.last().is_some_and(|last| last.ends_with(&plain(leaf))) => {
            format!("{}, {of}", names.join(" "))
        }
        (false, false) => format!("{} of {}, {of}", plain(leaf), names.join(" ")),
    }
}

/// `one quantity`, `2 quantities`.
pub fn count(number: usize) -> String {
    numbers::count_of(number, "quantity").replace("quantitys", "quantities")
}

/// What describes the distribution of a duration: `mean_days` of `stay` is `mean stay in days`.
fn distributed(leaf: &str, duration: &str) -> String {
    for unit in ["days", "hours", "weeks"] {
        if leaf == unit {
            return format!("{duration} in {unit}");
        }
        if let Some(what) = leaf.strip_suffix(unit).and_then(|what| what.strip_suffix('_')) {
            let what = if what == "sd" { "standard deviation of".to_owned() } else { plain(what) };
            return format!("{what} {duration} in {unit}");
        }
    }
    format!("{} of {duration}", plain(leaf))
}

fn pathway(system: &CareSystem, id: &str) -> String {
    let title = title(system, "pathway", id).unwrap_or_else(|| plain(id));
    format!("“{title}”")
}

fn plain(name: &str) -> String {
    name.replace(['_', '-'], " ").replace('.', ", ")
}

/// What the part of the system with this id is called.
fn title(system: &CareSystem, kind: &str, id: &str) -> Option<String> {
    macro_rules! of {
        ($parts:ident) => {
            system.$parts.iter().find(|part| part.id == id).map(|part| part.title.clone())
        };
    }
    match kind {
        "hospital" => of!(hospitals),
        "pathway" => of!(pathways),
        "patient_group" => of!(groups),
        "service" => of!(services),
        "team" => of!(teams),
        "panel" => of!(panels),
        "workforce" => of!(workforces),
        "scheme" => of!(schemes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Scenario, embedded, load};

    fn scenario(id: &str) -> Scenario {
        let known = embedded().iter().find(|known| known.id == id).expect("a scenario inside the program");
        load(id, id, known.text, &|name| Err(name.into())).expect("it loads")
    }

    #[test]
    fn paths_read_as_words() {
        let system = scenario("oxfordshire-pilot").system;
        for (path, words) in [
            ("service.home-care.hours_per_person_week", "hours per person week of Long-term home care"),
            ("service.home-care.stay.exponential.mean_days", "mean stay in days of Long-term home care"),
            (
                "patient_group.complex-older-adult.pathways.rehabilitation-bed",
                "share of “Rehabilitation bed” among Emergency patients with complex discharge",
            ),
            (
                "patient_group.complex-older-adult.while_waiting.death_per_day",
                "death per day while waiting, Emergency patients with complex discharge",
            ),
            ("workforce.care-workers.recruitment.success", "success of recruitment, Home-care workers"),
            ("prices.bed_day_full_average", "prices: bed day full average"),
        ] {
            assert_eq!(super::in_words(path, &system), words);
        }
    }

    #[test]
    fn measures_read_as_words() {
        let system = scenario("oxfordshire-pilot").system;
        let all: Vec<String> = crate::model::Measure::all(&system).into_iter().map(|one| one.words(&system)).collect();
        assert!(all.iter().all(|words| !words.contains(['_', '.'])), "{all:?}");
        let mut distinct = all.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), all.len());
        for words in ["delayed", "delayed for reason E", "delayed, attributable to social care"] {
            assert!(all.iter().any(|one| one == words), "{words}");
        }
    }

    #[test]
    fn no_name_of_a_distribution_or_sign_of_a_path_is_left() {
        for known in embedded() {
            let scenario = scenario(known.id);
            for assumption in &scenario.assumptions {
                let words = super::in_words(&assumption.path, &scenario.system);
                assert!(
                    !words.contains('_') && !words.contains("exponential") && !words.contains("log normal"),
                    "{words}"
                );
            }
        }
    }
}
