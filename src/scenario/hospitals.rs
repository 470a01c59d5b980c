//! Hospitals, and the groups of patients who come to them.

use super::distributions::constant;
use super::problems::Problem;
use super::quantities::{Rule, Share};
use super::reader::Reader;
use super::references::{Names, no_such, position};
use super::services::STAND_IN;
use crate::model::parameters::{Hospital, HospitalKind, PatientGroup, Readmission, Referral, WaitingHazards, WhenFull};
use crate::random::ArrivalRate;

/// Days until a cancelled elective patient is offered a new date, where nothing is said.
const REBOOKING_DAYS: f64 = 14.0;

const WHEN_FULL: [(&str, WhenFull); 2] = [("wait", WhenFull::Wait), ("turn-away", WhenFull::TurnAway)];

const BEDS: Rule = Rule::capacity("a number of beds");
const PER_DAY: Rule = Rule::between("patients a day", 0.0, 10_000.0);
const WEIGHT: Rule = Rule::amount("a weight relative to the others");

/// Reads a `[[hospital]]`.
pub(super) fn hospital(reader: Reader<'_>) -> Hospital {
    let (id, title) = reader.id_and_title();
    let kind = reader.word("kind", &[("acute", HospitalKind::Acute), ("community", HospitalKind::Community)]);
    let beds = reader.needed_count("beds", &BEDS);
    let when_full = reader.word("when_full", &WHEN_FULL);
    let kept = reader.count("beds_kept_for_emergencies", &Rule::count("a number of beds")).unwrap_or(0);
    if let Some(beds) = beds.filter(|beds| kept > *beds) {
        let headline = format!("`{}` keeps {kept} beds for emergencies, but has {beds}", reader.path);
        let at = reader.place_of("beds_kept_for_emergencies");
        reader.desk.report(Problem::error(at, headline).label("at most the number of beds"));
    }
    reader.require("kind", "`acute` or `community`");
    reader.finish();
    Hospital {
        id,
        title,
        kind: kind.unwrap_or(HospitalKind::Acute),
        beds: beds.unwrap_or(STAND_IN),
        when_full: when_full.unwrap_or(WhenFull::Wait),
        beds_kept_for_emergencies: kept,
    }
}

/// Reads a `[[patient_group]]`.
pub(super) fn patient_group(reader: Reader<'_>, names: &Names) -> PatientGroup {
    let (id, title) = reader.id_and_title();
    let words =
        [("emergency", Referral::Emergency), ("elective", Referral::Elective), ("community", Referral::Community)];
    let referral = reader.word("referral", &words).unwrap_or(Referral::Emergency);
    let is_admitted = referral != Referral::Community;
    let hospital = if is_admitted { reader.needed_reference("hospital", "hospital", &names.hospitals) } else { None };
    if !is_admitted {
        let help = "patients of a community group are referred at home; for others write referral = \"emergency\" or \"elective\"";
        reader.refuse("hospital", &format!("`{}` is a community group and has no hospital", reader.path), help);
    }
    let treatment = if is_admitted { reader.needed_distribution("treatment") } else { constant(0.0) };
    if !is_admitted {
        let help = "a community group goes straight to its pathway";
        reader.refuse("treatment", &format!("`{}` is a community group and has no treatment", reader.path), help);
    }
    let rebooking = reader.distribution("rebooking").unwrap_or_else(|| constant(REBOOKING_DAYS));
    if referral != Referral::Elective {
        let help = "only elective admissions are cancelled and booked again";
        reader.refuse("rebooking", &format!("`{}` is not an elective group", reader.path), help);
    }
    let group = PatientGroup {
        id,
        title,
        referral,
        hospital: hospital.or(is_admitted.then_some(0)),
        arrivals: arrivals(&reader, is_admitted),
        treatment,
        pathways: pathways(&reader, names),
        ready_by_weekday: ready_by_weekday(&reader),
        died_in_treatment: reader.share("died_in_treatment", "a share of patients", 0.0),
        while_waiting: while_waiting(&reader),
        readmission: readmission(&reader),
        rebooking,
        when_full: when_full_at_home(&reader, is_admitted),
    };
    reader.finish();
    group
}

/// What people do who are referred at home and find no place; for the others their hospital says it.
fn when_full_at_home(reader: &Reader<'_>, is_admitted: bool) -> WhenFull {
    if is_admitted {
        let help = "whether those wait who find no bed is said by the hospital";
        reader.refuse("when_full", &format!("`{}` is not a community group", reader.path), help);
    }
    reader.word("when_full", &WHEN_FULL).unwrap_or(WhenFull::Wait)
}

/// The rate at which patients come: a key of its own for those who are admitted and those who are referred at home.
fn arrivals(reader: &Reader<'_>, is_admitted: bool) -> ArrivalRate {
    let (key, other) = if is_admitted {
        ("admissions_per_day", "referrals_per_day")
    } else {
        ("referrals_per_day", "admissions_per_day")
    };
    reader.refuse(
        other,
        &format!("`{}` has no `{other}`", reader.path),
        &format!("write `{key}`: patients of a hospital are admitted, those of a community group are referred"),
    );
    let (per_day, by_weekday) = per_day(reader, key);
    if !reader.has(other) {
        reader.require(key, &(PER_DAY.in_words() + ", or seven of them, Monday first"));
    }
    let by_month = reader.profile("by_month", &WEIGHT).unwrap_or([1.0; 12]);
    let by_hour = reader.profile("by_hour", &WEIGHT).unwrap_or([1.0; 24]);
    let growth = reader.number("growth_per_year", &Rule::between("a yearly growth", -0.9, 10.0)).unwrap_or(0.0);
    let rate = ArrivalRate::new(per_day.unwrap_or(0.0), by_month, by_weekday, by_hour, growth);
    rate.unwrap_or_else(|error| {
        let headline = format!("`{}` cannot have these arrivals", reader.path);
        reader.desk.report(Problem::error(reader.place_of(key), headline).label(error.to_string()));
        #[expect(clippy::expect_used, reason = "no arrivals at all are a rate like any other")]
        let none = ArrivalRate::constant(0.0).expect("nobody can come at any time");
        none
    })
}

/// The average number a day and the weights of the weekdays: one number with weights beside it, or the numbers of the seven days.
fn per_day(reader: &Reader<'_>, key: &'static str) -> (Option<f64>, [f64; 7]) {
    if !reader.is_list(key) {
        return (reader.number(key, &PER_DAY), reader.profile("by_weekday", &WEIGHT).unwrap_or([1.0; 7]));
    }
    let headline = format!("`{}` says twice how the days of the week differ", reader.path);
    reader.refuse("by_weekday", &headline, &format!("`{key}` has a number for each day of the week already"));
    let Some(rates) = reader.profile::<7>(key, &PER_DAY) else { return (None, [1.0; 7]) };
    (Some(rates.iter().sum::<f64>() / 7.0), rates)
}

/// The shares of a group by pathway, as positions.
fn pathways(reader: &Reader<'_>, names: &Names) -> Vec<(usize, f64)> {
    let shares = reader.shares("pathways", "a share of patients");
    reader.require("pathways", "the share of patients on each pathway, as { home = 0.8, home-care = 0.2 }");
    let place = |share: &Share<'_>| {
        let found = position(&names.pathways, share.name);
        if found.is_none() {
            reader.desk.report(no_such("pathway", share.name, share.at, &names.pathways));
        }
        found.map(|pathway| (pathway, share.share))
    };
    shares.iter().filter_map(place).collect()
}

fn while_waiting(reader: &Reader<'_>) -> WaitingHazards {
    let rate = Rule::between("a rate per day of waiting", 0.0, 10.0);
    let none = WaitingHazards { death_per_day: 0.0, loss_of_readiness_per_day: 0.0, renewed_treatment: constant(0.0) };
    let Some(inner) = reader.inner("while_waiting") else { return none };
    let loss = inner.number("loss_of_readiness_per_day", &rate).unwrap_or(0.0);
    let renewed = inner.distribution("renewed_treatment");
    if loss > 0.0 {
        inner.require("renewed_treatment", "how long those who lose readiness are treated again");
    }
    let death_per_day = inner.number("death_per_day", &rate).unwrap_or(0.0);
    inner.finish();
    let renewed_treatment = renewed.unwrap_or_else(|| constant(0.0));
    WaitingHazards { death_per_day, loss_of_readiness_per_day: loss, renewed_treatment }
}

fn readmission(reader: &Reader<'_>) -> Option<Readmission> {
    let inner = reader.inner("readmission")?;
    let probability = inner.needed_number("probability", &Rule::share("a probability")).unwrap_or(0.0);
    let after = inner.needed_distribution("after");
    inner.finish();
    Some(Readmission { probability, after })
}

/// The probabilities of being declared ready by weekday; on some day of the week it must be possible.
fn ready_by_weekday(reader: &Reader<'_>) -> [f64; 7] {
    let rule = Rule::share("the probability of being declared ready on that day");
    let probabilities = reader.profile("ready_by_weekday", &rule).unwrap_or([1.0; 7]);
    if probabilities.iter().all(|probability| *probability == 0.0) {
        let headline = format!("`{}` lets nobody become ready", reader.path);
        let problem = Problem::error(reader.place_of("ready_by_weekday"), headline);
        reader.desk.report(problem.label("on at least one weekday the probability must be above 0"));
    }
    probabilities
}
