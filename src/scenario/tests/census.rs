//! An opening census that has less room with values from outside than with the stated ones.

use super::{BASE, loaded, loaded_with};

const WARM_UP: &str = "warm_up_days = 180 # simulated from an empty system before the first day, and not counted\n";

fn text(census: &str) -> String {
    format!("{}\n[opening]\n{census}\n", BASE.replacen(WARM_UP, "", 1))
}

#[test]
fn with_fewer_beds_those_in_treatment_give_way_and_those_who_wait_stay() {
    let text = text(
        "in_treatment = [{ group = \"complex\", patients = 400 }]\n\
         waiting = [{ group = \"complex\", pathway = \"home-with-support\", patients = 70 }]",
    );
    let stated = loaded(&text).expect("room for everybody");
    assert!(!stated.has_cut_census());
    let fewer = loaded_with(&text, &[("hospital.acute.beds".into(), 450.0)]).expect("a census that is cut");
    assert!(fewer.has_cut_census());
    assert_eq!(fewer.system.opening.in_treatment[0].patients, 380);
    assert_eq!(fewer.system.opening.waiting[0].patients, 70);
    let hardly_any = loaded_with(&text, &[("hospital.acute.beds".into(), 60.0)]).expect("a census that is cut");
    assert_eq!(hardly_any.system.opening.in_treatment[0].patients, 0);
    assert_eq!(hardly_any.system.opening.waiting[0].patients, 60);
    let more = loaded_with(&text, &[("hospital.acute.beds".into(), 500.0)]).expect("room for everybody");
    assert!(!more.has_cut_census());
    assert_eq!(more.system.opening.in_treatment[0].patients, stated.system.opening.in_treatment[0].patients);
}

#[test]
fn with_fewer_places_a_service_begins_full() {
    let text = text("in_service = [{ service = \"intermediate-care\", patients = 90 }]");
    let fewer = loaded_with(&text, &[("service.intermediate-care.places".into(), 70.4)]).expect("a census that is cut");
    assert_eq!(fewer.system.opening.in_service[0].patients, 70);
    let said: Vec<&str> = fewer.warnings.iter().map(|warning| warning.headline.as_str()).collect();
    assert_eq!(said, ["the opening census has 90 patients in the 70 places of `intermediate-care`"]);
}
