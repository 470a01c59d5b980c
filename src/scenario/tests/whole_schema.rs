//! A scenario with every table and key: each comes out as the parameter it stands for.

use super::super::Scenario;
use super::loaded;
use crate::model::dates::date;
use crate::model::parameters::*;

fn whole() -> Scenario {
    loaded(include_str!("whole.toml")).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

#[test]
fn every_table_and_key_is_read() {
    assert!(whole().warnings.is_empty(), "{}", whole().warnings.render(false));
}

#[test]
fn options_holidays_and_observations_are_read() {
    let scenario = whole();
    assert_eq!(scenario.system.bank_holidays.len(), 2, "each day once");
    assert_eq!((scenario.historical_option, scenario.system.reference), (Some(1), 0));
    assert_eq!(scenario.option_descriptions, ["", "What was done."]);
    assert_eq!(scenario.system.options[1].title, "As it was");
    assert_eq!(scenario.caveats, ["Nothing here is real."]);
    assert_eq!(scenario.observed[0].points[0].source, "board papers");
    assert_eq!(scenario.observed[0].points[1].source, "newspaper");
    assert_eq!(scenario.observed[1].points[0].qualifier, "more than");
    assert!(!scenario.assumptions.iter().any(|assumption| assumption.path.starts_with("observed")));
    assert_eq!(scenario.system.prices.elective_operation, 3_500.0);
    assert_eq!(scenario.system.period.days, 313);
}

#[test]
fn hospitals_and_groups_are_read() {
    let system = whole().system;
    assert_eq!((system.hospitals[1].beds, system.hospitals[1].when_full), (UNLIMITED, WhenFull::TurnAway));
    assert_eq!(system.hospitals[0].beds_kept_for_emergencies, 10);
    let [emergency, elective, referred] = system.groups.as_slice() else { panic!("three groups") };
    assert_eq!(emergency.died_in_treatment, 0.03);
    assert_eq!(elective.referral, Referral::Elective);
    assert_eq!(elective.treatment.mean(), 1.5);
    assert_eq!(elective.rebooking.mean(), 14.0);
    assert_eq!((referred.referral, referred.hospital), (Referral::Community, None));
    assert_eq!(referred.arrivals.per_day(), 1.5);
    assert_eq!(emergency.rebooking.mean(), 14.0, "the usual fortnight");
}

#[test]
fn steps_get_the_usual_reasons_names_and_attributions() {
    let system = whole().system;
    let pathway = &system.pathways[1];
    let names: Vec<&str> = pathway.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(
        names,
        [
            "assessment",
            "continuing-care",
            "panel",
            "equipment",
            "choice",
            "dispute",
            "housing",
            "sourcing",
            "delay",
            "assessment-2",
            "place"
        ]
    );
    let codes: Vec<&str> = pathway.steps.iter().map(|step| step.reason.code()).collect();
    assert_eq!(codes, ["A", "A", "B", "F", "G", "H", "I", "E", "D(i)", "A", "D(ii)"]);
    assert_eq!(pathway.steps[0].attribution, [0.0, 1.0, 0.0]);
    assert_eq!(pathway.steps[8].attribution, [0.5, 0.3, 0.2]);
    for step in &pathway.steps {
        assert!((step.attribution.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
    assert_eq!(pathway.steps[1].probability, 0.3);
    assert!(matches!(pathway.steps[10].need, Need::Place { service: 0 }));
    let alternatives = &pathway.steps[10].alternatives;
    assert_eq!(alternatives, &[Alternative { service: 1, suitable: 0.5 }]);
    assert_eq!((pathway.priority, pathway.transfers.on_bank_holidays), (2, 0.0));
    assert!(system.pathways[0].transfers.at_any_time());
}

#[test]
fn a_service_that_follows_another_gets_a_pathway_of_its_own() {
    let system = whole().system;
    assert_eq!(system.services[0].afterwards[1], (Afterwards::Onward(2), 0.05));
    assert_eq!(system.services[0].afterwards[2], (Afterwards::Onward(3), 0.05));
    assert_eq!(system.services[2].afterwards[1], (Afterwards::Onward(1), 0.5), "a pathway comes before a service");
    let numbers: Vec<(&str, u8)> =
        system.pathways[2..].iter().map(|pathway| (pathway.id.as_str(), pathway.number)).collect();
    assert_eq!(numbers, [("to-ward", 2), ("to-home-care", 1)]);
    assert!(matches!(system.pathways[2].steps[0].need, Need::Place { service: 1, .. }));
}

#[test]
fn services_staff_teams_and_panels_are_read() {
    let system = whole().system;
    let [home, ward, care] = system.services.as_slice() else { panic!("three services") };
    assert_eq!((home.queue, home.starts_per_day), (QueueDiscipline::HospitalFirst, 5));
    assert_eq!(ward.setting, Setting::HospitalBeds(1));
    assert_eq!((care.setting, care.cost_per_place_week), (Setting::Places(2_192), 171.0));
    assert_eq!(care.staffing, Some(Staffing { workforce: 0, hours_per_week_each: 9.0 }));
    let team = &system.teams[0];
    assert_eq!(team.working_hours.days, [true, true, true, true, true, false, false]);
    assert!(team.working_hours.bank_holidays);
    assert_eq!(team.staffing.map(|staffing| staffing.hours_per_week_each), Some(2.0));
    let panel = &system.panels[0];
    assert_eq!((panel.sits_on[1], panel.sits_on[2], panel.at_hour, panel.cases_per_sitting), (true, false, 14.0, 12));
    let staff = &system.workforces[0];
    assert_eq!((staff.funded_posts, staff.in_post, staff.recruitment.success), (1_000, 900, 0.33));
    assert_eq!(staff.agency, Agency { cover: 0.2, premium: 0.5 });
}

#[test]
fn every_kind_of_effect_is_read() {
    let system = whole().system;
    let scheme = &system.schemes[0];
    assert_eq!((scheme.budget, scheme.when_spent), (Some(2_000_000.0), WhenSpent::Overspend));
    let first = &scheme.effects[0];
    assert_eq!((Some(first.until), first.ramp_days), (date(2016, 1, 26), 21));
    assert_eq!((scheme.effects[1].until, scheme.effects[1].ramp_days), (scheme.ends, 14));
    let changes: Vec<String> = scheme.effects.iter().map(|effect| format!("{:?}", effect.change)).collect();
    let expected = [
        "Places { service: 0, places: 150, contract: Block, cost_per_place_week: 1000.0 }",
        "Places { service: 0, places: 75, contract: Spot, cost_per_place_week: 600.0 }",
        "Places { service: 0, places: -10, contract: Spot, cost_per_place_week: 600.0 }",
        "Beds { hospital: 0, beds: 20, cost_per_bed_day: 306.0 }",
        "Beds { hospital: 0, beds: -20, cost_per_bed_day: -98.0 }",
        "Places { service: 2, places: 100, contract: Block, cost_per_place_week: 189.0 }",
        "Posts { workforce: 0, posts: 30 }",
        "Posts { workforce: 0, posts: -30 }",
        "TeamCases { team: 0, cases: 10, cost_per_week: 4000.0 }",
        "ShortenStep { pathway: 1, step: 1, factor: 0.5, cost_per_week: 0.0 }",
        "TeamWeekends { team: 0, days: [false, false, false, false, false, true, true], bank_holidays: false, cost_per_week: 3000.0 }",
        "PanelWeekends { panel: 0, days: [false, false, false, false, false, true, false], bank_holidays: false, cost_per_week: 0.0 }",
        "TransferWeekends { pathway: 1, by_weekday: [0.0, 0.0, 0.0, 0.0, 0.0, 0.7, 0.7], on_bank_holidays: 0.7, cost_per_week: 0.0 }",
        "Divert { group: 0, share: 0.1, most_per_day: 4, cost_per_patient: 200.0, cost_per_week: 5000.0 }",
        "FreezeRecruitment { workforce: 0 }",
        "Admissions { group: 0, factor: 0.98, growth_per_year: -0.01, cost_per_week: 0.0 }",
    ];
    assert_eq!(changes, expected);
}

#[test]
fn the_opening_census_is_read() {
    let opening = whole().system.opening;
    assert_eq!(opening.in_treatment, [OpeningTreatment { group: 0, patients: 280, remaining: Remaining::Residual }]);
    let waiting = |group, at, step, patients| OpeningWaiting { group, at, pathway: 1, step, patients };
    assert_eq!(
        opening.waiting,
        [
            waiting(0, Whereabouts::Hospital(0), 10, 10),
            waiting(0, Whereabouts::Hospital(0), 2, 5),
            waiting(0, Whereabouts::Service(1), 4, 4),
            waiting(2, Whereabouts::Home, 10, 3),
        ]
    );
    assert_eq!(
        opening.in_service[0],
        OpeningService { service: 2, group: 0, patients: 2_000, remaining: Remaining::Residual }
    );
    assert_eq!(opening.in_service[1].group, 1);
    assert_eq!(opening.waiting_list, [(1, 40)]);
}
