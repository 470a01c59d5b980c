//! Small care systems at random, in the language of scenarios.

/// Numbers between 0 and 1 that decide what a system has; the smaller, the simpler.
pub struct Dice<'a> {
    rolls: std::iter::Cycle<std::slice::Iter<'a, f64>>,
}

impl<'a> Dice<'a> {
    pub fn new(rolls: &'a [f64]) -> Self {
        Self { rolls: rolls.iter().cycle() }
    }

    fn roll(&mut self) -> f64 {
        self.rolls.next().copied().unwrap_or(0.0)
    }

    fn up_to(&mut self, most: u32) -> u32 {
        (self.roll() * f64::from(most + 1)) as u32
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[(self.roll() * list.len() as f64) as usize]
    }

    fn happens(&mut self) -> bool {
        self.roll() > 0.5
    }
}

const WARD: &str = "ward";
const SERVICES: [&str; 5] = ["first", "second", "rehab", "hours", "many"];
const PATHWAYS: [&str; 4] = ["nothing", "simple", "long", "last"];

/// The text of a system that the rolls decide; 40 days, without schemes, with each of two, and with both (twice).
pub fn text(dice: &mut Dice) -> String {
    let opening = opening(dice);
    let warm_up = if opening.is_empty() { dice.one_of(&[0, 0, 15]) } else { 0 };
    let target = dice.one_of(&["", "[target]\ndelayed_patients = 3\nby = 2026-02-01\n"]);
    let mut parts = vec![format!(
        "title = \"A random system\"\nbank_holidays = [2026-01-13, 2026-01-23]\n[period]\nstart = 2026-01-05\nend = 2026-02-13\nwarm_up_days = {warm_up}\n{target}[prices]\nreadmission = 130\n"
    )];
    parts.push(transfers(dice));
    parts.push(hospitals(dice));
    parts.push(groups(dice));
    parts.push(pathways(dice));
    parts.push(workers(dice));
    parts.push(services(dice));
    parts.push(schemes(dice));
    parts.push(opening);
    parts.join("\n")
}

/// A time of any kind, with about this mean.
fn time(dice: &mut Dice, mean: f64) -> String {
    let (third, half, double, sd) = (mean / 3.0, mean / 2.0, mean * 2.0, mean * 0.8);
    match dice.up_to(8) {
        0 => format!("{{ exponential = {{ mean_days = {mean:.3} }} }}"),
        1 => format!("{{ log_normal = {{ mean_days = {mean:.3}, sd_days = {sd:.3} }} }}"),
        2 => format!("{{ constant = {{ days = {mean:.3} }} }}"),
        3 => format!("{{ gamma = {{ mean_days = {mean:.3}, sd_days = {sd:.3} }} }}"),
        4 => format!("{{ weibull = {{ mean_days = {mean:.3}, shape = 0.7 }} }}"),
        5 => format!("{{ uniform = {{ low_days = 0, high_days = {double:.3} }} }}"),
        6 => {
            format!("{{ triangular = {{ low_days = {third:.3}, mode_days = {half:.3}, high_days = {double:.3} }} }}")
        }
        7 => format!("{{ table = {{ values_days = [0, {half:.3}, {double:.3}], weights = [1, 2, 2] }} }}"),
        _ => format!("{{ table = {{ edges_days = [0, {half:.3}, {double:.3}], weights = [1, 2] }} }}"),
    }
}

fn transfers(dice: &mut Dice) -> String {
    let some =
        "[transfers]\nfrom_hour = 10\nto_hour = 18\nby_weekday = [1, 1, 0.8, 1, 1, 0.4, 0]\non_bank_holidays = 0.2\n";
    dice.one_of(&["", some]).to_owned()
}

fn hospitals(dice: &mut Dice) -> String {
    let (beds, kept) = (4 + dice.up_to(25), dice.up_to(3));
    let (when_full, small) = (dice.one_of(&["wait", "wait", "turn-away"]), dice.one_of(&["wait", "turn-away"]));
    let ward = 2 + dice.up_to(6);
    format!(
        "[[hospital]]\nid = \"acute\"\nkind = \"acute\"\nbeds = {beds}\nbeds_kept_for_emergencies = {kept}\nwhen_full = \"{when_full}\"
[[hospital]]\nid = \"{WARD}\"\nkind = \"community\"\nbeds = {ward}\nwhen_full = \"{small}\"
[[hospital]]\nid = \"big\"\nkind = \"acute\"\nbeds = \"unlimited\"\n"
    )
}

fn groups(dice: &mut Dice) -> String {
    let mut text = String::new();
    let (death, loss) = (dice.one_of(&["0", "0.02", "0.2"]), dice.one_of(&["0", "0.05", "0.3"]));
    let renewed = time(dice, 2.0);
    let hazards = format!(
        "while_waiting = {{ death_per_day = {death}, loss_of_readiness_per_day = {loss}, renewed_treatment = {renewed} }}"
    );
    let readmission = format!("readmission = {{ probability = 0.3, after = {} }}", time(dice, 4.0));
    let rebooking = format!("rebooking = {}", time(dice, 3.0));
    let rhythm = dice.one_of(&[
        "",
        "by_weekday = [3, 2, 1, 1, 1, 0.5, 0]\nby_hour = [0,0,0,0,0,0,1,1,5,5,5,5,5,5,5,5,5,5,1,1,1,1,1,1]\ngrowth_per_year = 0.5\n",
    ]);
    let ready = dice.one_of(&["", "ready_by_weekday = [1, 0.9, 0.7, 1, 1, 0.3, 0.2]\n"]);
    let pathways = dice.one_of(&[
        "pathways = { nothing = 0.3, simple = 0.4, long = 0.2, last = 0.1 }",
        "pathways = { simple = 0.2, long = 0.3, last = 0.5 }",
    ]);
    for (id, hospital, referral, extra) in [
        ("older", "acute", "emergency", readmission.as_str()),
        ("planned", "acute", "elective", rebooking.as_str()),
        ("direct", WARD, "emergency", readmission.as_str()),
        ("far", "big", "emergency", ""),
    ] {
        let (rate, mean) = (dice.roll() * 4.0, 0.5 + dice.roll() * 5.0);
        let treatment = time(dice, mean);
        text.push_str(&format!(
            "[[patient_group]]\nid = \"{id}\"\nhospital = \"{hospital}\"\nreferral = \"{referral}\"\nadmissions_per_day = {rate:.2}\n{rhythm}{ready}treatment = {treatment}\ndied_in_treatment = 0.05\n{pathways}\n{hazards}\n{extra}\n"
        ));
    }
    let rate = dice.roll() * 2.0;
    text.push_str(&format!(
        "[[patient_group]]\nid = \"at-home\"\nreferral = \"community\"\nreferrals_per_day = {rate:.2}\n{rhythm}{pathways}\n"
    ));
    text
}

fn place(dice: &mut Dice) -> String {
    let (service, other) = (dice.one_of(&SERVICES), dice.one_of(&SERVICES));
    let alternatives = if dice.happens() && service != other {
        format!(", alternatives = [{{ service = \"{other}\", suitable = 0.6 }}]")
    } else {
        String::new()
    };
    format!("{{ place = {{ service = \"{service}\"{alternatives} }} }}")
}

fn pathways(dice: &mut Dice) -> String {
    let (simple, first, last) = (place(dice), place(dice), place(dice));
    let probability = dice.one_of(&["1", "0.5"]);
    let other = dice.one_of(&["", ", alternatives = [{ service = \"first\", suitable = 0.5 }]"]);
    let assessing = time(dice, 1.0);
    let assessment =
        format!("{{ assessment = {{ team = \"team\", duration = {assessing}, probability = {probability}{other} }} }}");
    let shares = dice.one_of(&[
        "attribution = { nhs = 0.5, social_care = 0.3, both = 0.2 }",
        "attribution = \"social-care\"",
        "attribution = { nhs = 0.5, social_care = 0.5 }",
    ]);
    let choosing = time(dice, 3.0);
    let choice = format!("{{ choice = {{ probability = 0.5, delay = {choosing}, {shares} }} }}");
    let panel = format!("{{ panel = {{ panel = \"panel\", probability = 0.7{other} }} }}");
    let long = match dice.up_to(3) {
        0 => format!("{assessment}, {choice}, {last}"),
        1 => format!("{panel}, {assessment}, {first}"),
        2 => format!("{first}, {choice}, {last}"),
        _ => format!("{assessment}, {panel}, {choice}"),
    };
    let (fitting, looking) = (time(dice, 2.0), time(dice, 1.5));
    let others = "alternatives = [{ service = \"many\", suitable = 0.3 }, { service = \"hours\", suitable = 0.4 }]";
    let own_times =
        dice.one_of(&["", "transfers = { from_hour = 9, to_hour = 12, by_weekday = [1, 1, 1, 1, 1, 0, 0] }\n"]);
    format!(
        "[[pathway]]\nid = \"nothing\"\nnumber = 0
[[pathway]]\nid = \"simple\"\nnumber = 1\npriority = 2\nsteps = [{simple}]
[[pathway]]\nid = \"long\"\nnumber = 2\nsteps = [{long}]
[[pathway]]\nid = \"last\"\nnumber = 3\npriority = 8\n{own_times}steps = [{{ equipment = {{ delay = {fitting}, probability = 0.4 }} }}, {{ dispute = {{ delay = {looking}, probability = 0.2 }} }}, {{ panel = {{ panel = \"panel\" }} }}, {{ sourcing = {{ delay = {looking}, reason = \"D(ii)\", {others} }} }}, {{ place = {{ service = \"second\", reason = \"D(i)\" }} }}]\n"
    )
}

fn workers(dice: &mut Dice) -> String {
    let (cases, decided, posts) = (1 + dice.up_to(4), 1 + dice.up_to(5), 4 + dice.up_to(16));
    let in_post = posts - dice.up_to(3);
    let shift = dice
        .one_of(&["", "working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nfrom_hour = 9\nto_hour = 17\n"]);
    let staffed = dice.one_of(&["", "staffed_by = \"assessors\"\nhours_per_week_per_case = 30\n"]);
    let turnover = dice.one_of(&["0", "1", "4"]);
    let agency =
        dice.one_of(&["", "agency = { cover = 0.5, premium = 0.4 }\n", "agency = { cover = 1, premium = 0 }\n"]);
    let lead = time(dice, 10.0);
    let (induction, sitting) =
        (dice.one_of(&[0, 3]), dice.one_of(&["\"tue\", \"fri\"", "\"mon\", \"tue\", \"wed\", \"thu\", \"fri\""]));
    format!(
        "[[team]]\nid = \"team\"\ncases_at_once = {cases}\n{shift}{staffed}
[[panel]]\nid = \"panel\"\nsits_on = [{sitting}]\ncases_per_sitting = {decided}\n
[[workforce]]\nid = \"carers\"\nfunded_posts = {posts}\nin_post = {in_post}\nturnover_per_year = {turnover}\nrecruitment = {{ lead = {lead}, success = 0.7 }}\ninduction_days = {induction}\ncost_per_post_year = 30000\n{agency}
[[workforce]]\nid = \"assessors\"\nfunded_posts = 5\nturnover_per_year = {turnover}\ncost_per_post_year = 40000\n"
    )
}

fn services(dice: &mut Dice) -> String {
    let mut text = String::new();
    for id in SERVICES {
        let places = match id {
            "rehab" => format!("hospital = \"{WARD}\""),
            "second" => format!("places = {}", dice.up_to(8)),
            "hours" => {
                format!("hours_per_week = {}\nhours_per_person_week = 14\nstaffed_by = \"carers\"", 14 * dice.up_to(6))
            }
            "many" => "places = \"unlimited\"".to_owned(),
            _ => format!("places = {}\nstaffed_by = \"carers\"\nhours_per_place_week = 20", 1 + dice.up_to(10)),
        };
        let onward = dice.one_of(&["first", "second", "rehab", "simple", "long", "nothing", "last", "hours"]);
        let queue = dice.one_of(&["longest-wait-first", "hospital-first", "pathway-priority"]);
        let starts = dice.one_of(&["\"unlimited\"", "1", "3"]);
        let mean = 0.5 + dice.roll() * 8.0;
        let (stay, block, each) = (time(dice, mean), dice.one_of(&["spot", "block"]), dice.one_of(&[0, 45]));
        text.push_str(&format!(
            "[[service]]\nid = \"{id}\"\n{places}\nqueue = \"{queue}\"\nstarts_per_day = {starts}\nstay = {stay}\nafterwards = {{ home = 0.5, died = 0.1, readmitted = 0.1, {onward} = 0.3 }}\nreason = \"C\"\ncontract = \"{block}\"\ncost_per_place_week = 700\ncost_per_start = {each}\n"
        ));
    }
    text
}

/// An effect of each kind.
const EFFECTS: [&str; 24] = [
    "{ open_places = { service = \"second\", places = 5, ramp_days = 4 } }",
    "{ open_places = { service = \"second\", places = 4, cost_per_place_week = 900, contract = \"block\", from = 2026-01-21 } }",
    "{ open_places = { service = \"first\", places = 7, contract = \"block\" } }",
    "{ close_places = { service = \"second\", places = 4 } }",
    "{ close_places = { service = \"first\", places = 3, until = 2026-01-27 } }",
    "{ buy_care_hours = { service = \"hours\", hours_per_week = 56, cost_per_hour = 21 } }",
    "{ open_beds = { hospital = \"acute\", beds = 6, cost_per_bed_day = 100 } }",
    "{ close_beds = { hospital = \"acute\", beds = 5, ramp_days = 10, saving_per_bed_day = 30 } }",
    "{ close_beds = { hospital = \"ward\", beds = 2 } }",
    "{ open_beds = { hospital = \"ward\", beds = 3, cost_per_bed_day = 40 } }",
    "{ fund_posts = { workforce = \"carers\", posts = 5 } }",
    "{ fund_posts = { workforce = \"assessors\", posts = 3, ramp_days = 9 } }",
    "{ cut_posts = { workforce = \"carers\", posts = 3 } }",
    "{ freeze_recruitment = { workforce = \"carers\" } }",
    "{ add_team_capacity = { team = \"team\", cases = 2, cost_per_week = 210, ramp_days = 5 } }",
    "{ work_weekends = { team = \"team\", bank_holidays = true, cost_per_week = 70 } }",
    "{ work_weekends = { panel = \"panel\", cost_per_week = 35 } }",
    "{ work_weekends = { pathway = \"long\", probability = 0.7, cost_per_week = 140 } }",
    "{ divert_admissions = { group = \"older\", share = 0.4, most_per_day = 2, cost_per_patient = 100 } }",
    "{ divert_admissions = { group = \"older\", share = 0.2, cost_per_patient = 60, cost_per_week = 350, ramp_days = 6 } }",
    "{ change_admissions = { group = \"planned\", factor = 1.6 } }",
    "{ change_admissions = { group = \"older\", factor = 0.8, growth_per_year = 1, cost_per_week = 700 } }",
    "{ shorten_step = { pathway = \"last\", step = \"equipment\", factor = 0.5, cost_per_week = 77 } }",
    "{ divert_admissions = { group = \"far\", share = 0.5 } }",
];

fn schemes(dice: &mut Dice) -> String {
    let mut text = String::new();
    for (id, starts) in [("one", "2026-01-08"), ("two", "2026-01-19")] {
        let effects = [dice.one_of(&EFFECTS), dice.one_of(&EFFECTS), dice.one_of(&EFFECTS)].join(", ");
        let ended = dice.one_of(&["people-stay", "people-leave"]);
        let budget = 500.0 + dice.roll() * 9_000.0;
        let spent = match dice.up_to(2) {
            0 => format!("budget = {budget:.2}\n"),
            1 => format!("budget = {budget:.2}\nwhen_spent = \"overspend\"\n"),
            _ => String::new(),
        };
        let set_up = dice.one_of(&[0, 333]);
        text.push_str(&format!(
            "[[scheme]]\nid = \"{id}\"\nstarts = {starts}\nends = 2026-02-02\nset_up_cost = {set_up}\nwhen_ended = \"{ended}\"\n{spent}effects = [{effects}]\n"
        ));
    }
    for (id, schemes) in [
        ("nothing", ""),
        ("all", "\"one\", \"two\""),
        ("only-one", "\"one\""),
        ("only-two", "\"two\""),
        ("again", "\"one\", \"two\""),
    ] {
        text.push_str(&format!("[[option]]\nid = \"{id}\"\nschemes = [{schemes}]\n"));
    }
    text
}

fn opening(dice: &mut Dice) -> String {
    if dice.happens() {
        return String::new();
    }
    let (pathway, blocking) = (dice.one_of(&PATHWAYS[1..]), dice.one_of(&PATHWAYS[1..]));
    format!(
        "[opening]
in_treatment = [{{ group = \"older\", patients = 2 }}, {{ group = \"far\", patients = 3 }}]
waiting = [{{ group = \"older\", pathway = \"{pathway}\", patients = 1 }}, {{ group = \"direct\", pathway = \"simple\", patients = 1 }},
           {{ group = \"far\", pathway = \"last\", step = \"equipment\", patients = 2 }},
           {{ group = \"older\", pathway = \"{blocking}\", at = \"many\", patients = 2 }},
           {{ group = \"at-home\", pathway = \"simple\", at = \"home\", patients = 2 }}]
in_service = [{{ service = \"first\", patients = 1 }}, {{ service = \"many\", patients = 3, group = \"direct\" }}]
waiting_list = [{{ group = \"planned\", patients = 4 }}]\n"
    )
}
