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
const SERVICES: [&str; 3] = ["first", "second", "rehab"];
const PATHWAYS: [&str; 3] = ["nothing", "simple", "long"];

/// The text of a system that the rolls decide; 40 days, with and without its schemes.
pub fn text(dice: &mut Dice) -> String {
    let mut parts = vec![
        "title = \"A random system\"\nbank_holidays = [2026-01-13, 2026-01-23]\n[period]\nstart = 2026-01-05\nend = 2026-02-13\n"
            .to_owned(),
    ];
    parts.push(transfers(dice));
    parts.push(hospitals(dice));
    parts.push(groups(dice));
    parts.push(pathways(dice));
    parts.push(workers(dice));
    parts.push(services(dice));
    parts.push(schemes(dice));
    parts.push(opening(dice));
    parts.join("\n")
}

fn transfers(dice: &mut Dice) -> String {
    let some =
        "[transfers]\nfrom_hour = 10\nto_hour = 18\nby_weekday = [1, 1, 0.8, 1, 1, 0.4, 0]\non_bank_holidays = 0.2\n";
    dice.one_of(&["", some]).to_owned()
}

fn hospitals(dice: &mut Dice) -> String {
    let (beds, kept) = (4 + dice.up_to(25), dice.up_to(3));
    let when_full = dice.one_of(&["wait", "wait", "turn-away"]);
    let ward = 2 + dice.up_to(6);
    format!(
        "[[hospital]]\nid = \"acute\"\nkind = \"acute\"\nbeds = {beds}\nbeds_kept_for_emergencies = {kept}\nwhen_full = \"{when_full}\"
[[hospital]]\nid = \"{WARD}\"\nkind = \"community\"\nbeds = {ward}\n"
    )
}

fn groups(dice: &mut Dice) -> String {
    let mut text = String::new();
    let (death, loss) = (dice.one_of(&["0", "0.02", "0.2"]), dice.one_of(&["0", "0.05", "0.3"]));
    let hazards = format!(
        "while_waiting = {{ death_per_day = {death}, loss_of_readiness_per_day = {loss}, renewed_treatment = {{ exponential = {{ mean_days = 2 }} }} }}"
    );
    let readmission = "readmission = { probability = 0.3, after = { exponential = { mean_days = 4 } } }";
    let pathways = "pathways = { nothing = 0.3, simple = 0.4, long = 0.3 }";
    for (id, hospital, referral, extra) in [
        ("older", "acute", "emergency", readmission),
        ("planned", "acute", "elective", "rebooking = { constant = { days = 3 } }"),
        ("direct", WARD, "emergency", ""),
    ] {
        let (rate, mean) = (dice.roll() * 4.0, 0.5 + dice.roll() * 5.0);
        text.push_str(&format!(
            "[[patient_group]]\nid = \"{id}\"\nhospital = \"{hospital}\"\nreferral = \"{referral}\"\nadmissions_per_day = {rate:.2}\ntreatment = {{ exponential = {{ mean_days = {mean:.2} }} }}\ndied_in_treatment = 0.05\n{pathways}\n{hazards}\n{extra}\n"
        ));
    }
    let rate = dice.roll() * 2.0;
    text.push_str(&format!(
        "[[patient_group]]\nid = \"at-home\"\nreferral = \"community\"\nreferrals_per_day = {rate:.2}\n{pathways}\n"
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
    let assessment = format!(
        "{{ assessment = {{ team = \"team\", duration = {{ exponential = {{ mean_days = 1 }} }}, probability = {probability}{other} }} }}"
    );
    let choice = "{ choice = { probability = 0.5, delay = { exponential = { mean_days = 3 } }, attribution = { nhs = 0.5, social_care = 0.3, both = 0.2 } } }";
    let panel = format!("{{ panel = {{ panel = \"panel\", probability = 0.7{other} }} }}");
    let long = match dice.up_to(3) {
        0 => format!("{assessment}, {choice}, {last}"),
        1 => format!("{panel}, {assessment}, {first}"),
        2 => format!("{first}, {choice}, {last}"),
        _ => format!("{assessment}, {panel}, {choice}"),
    };
    format!(
        "[[pathway]]\nid = \"nothing\"\nnumber = 0\n[[pathway]]\nid = \"simple\"\nnumber = 1\npriority = 2\nsteps = [{simple}]\n[[pathway]]\nid = \"long\"\nnumber = 2\nsteps = [{long}]\n"
    )
}

fn workers(dice: &mut Dice) -> String {
    let (cases, decided, posts) = (1 + dice.up_to(4), 1 + dice.up_to(5), 4 + dice.up_to(16));
    let shift = dice
        .one_of(&["", "working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nfrom_hour = 9\nto_hour = 17\n"]);
    let turnover = dice.one_of(&["0", "1", "4"]);
    format!(
        "[[team]]\nid = \"team\"\ncases_at_once = {cases}\n{shift}
[[panel]]\nid = \"panel\"\nsits_on = [\"tue\", \"fri\"]\ncases_per_sitting = {decided}\n
[[workforce]]\nid = \"carers\"\nfunded_posts = {posts}\nturnover_per_year = {turnover}\nrecruitment = {{ lead = {{ exponential = {{ mean_days = 10 }} }}, success = 0.7 }}\ninduction_days = 3\ncost_per_post_year = 30000\n"
    )
}

fn services(dice: &mut Dice) -> String {
    let mut text = String::new();
    for id in SERVICES {
        let places = match id {
            "rehab" => format!("hospital = \"{WARD}\""),
            "second" => format!("places = {}", dice.up_to(8)),
            _ => format!("places = {}\nstaffed_by = \"carers\"\nhours_per_place_week = 20", 1 + dice.up_to(10)),
        };
        let onward = dice.one_of(&["first", "second", "rehab", "simple", "long", "nothing"]);
        let queue = dice.one_of(&["longest-wait-first", "hospital-first", "pathway-priority"]);
        let starts = dice.one_of(&["\"unlimited\"", "1", "3"]);
        let (mean, block) = (0.5 + dice.roll() * 8.0, dice.one_of(&["spot", "block"]));
        text.push_str(&format!(
            "[[service]]\nid = \"{id}\"\n{places}\nqueue = \"{queue}\"\nstarts_per_day = {starts}\nstay = {{ exponential = {{ mean_days = {mean:.2} }} }}\nafterwards = {{ home = 0.5, died = 0.1, readmitted = 0.1, {onward} = 0.3 }}\nreason = \"C\"\ncontract = \"{block}\"\ncost_per_place_week = 700\n"
        ));
    }
    text
}

/// An effect of each kind.
const EFFECTS: [&str; 16] = [
    "{ open_places = { service = \"second\", places = 5, ramp_days = 4 } }",
    "{ open_places = { service = \"first\", places = 7, contract = \"block\" } }",
    "{ close_places = { service = \"second\", places = 4 } }",
    "{ open_beds = { hospital = \"acute\", beds = 6, cost_per_bed_day = 100 } }",
    "{ close_beds = { hospital = \"acute\", beds = 5, ramp_days = 10 } }",
    "{ close_beds = { hospital = \"ward\", beds = 2 } }",
    "{ open_beds = { hospital = \"ward\", beds = 3 } }",
    "{ fund_posts = { workforce = \"carers\", posts = 5 } }",
    "{ cut_posts = { workforce = \"carers\", posts = 3 } }",
    "{ freeze_recruitment = { workforce = \"carers\" } }",
    "{ add_team_capacity = { team = \"team\", cases = 2 } }",
    "{ work_weekends = { team = \"team\", bank_holidays = true } }",
    "{ work_weekends = { panel = \"panel\" } }",
    "{ work_weekends = { pathway = \"long\", probability = 0.7 } }",
    "{ divert_admissions = { group = \"older\", share = 0.4, most_per_day = 2, cost_per_patient = 100 } }",
    "{ change_admissions = { group = \"planned\", factor = 1.6 } }",
];

fn schemes(dice: &mut Dice) -> String {
    let mut text = String::new();
    for (id, starts) in [("one", "2026-01-08"), ("two", "2026-01-19")] {
        let effects = [dice.one_of(&EFFECTS), dice.one_of(&EFFECTS), dice.one_of(&EFFECTS)].join(", ");
        let ended = dice.one_of(&["people-stay", "people-leave"]);
        let spent = dice.one_of(&["budget = 900\n", "budget = 900\nwhen_spent = \"overspend\"\n", ""]);
        text.push_str(&format!(
            "[[scheme]]\nid = \"{id}\"\nstarts = {starts}\nends = 2026-02-02\nwhen_ended = \"{ended}\"\n{spent}effects = [{effects}]\n"
        ));
    }
    text.push_str(
        "[[option]]\nid = \"nothing\"\nschemes = []\n[[option]]\nid = \"all\"\nschemes = [\"one\", \"two\"]\n",
    );
    text
}

fn opening(dice: &mut Dice) -> String {
    if dice.happens() {
        return String::new();
    }
    let pathway = dice.one_of(&PATHWAYS[1..]);
    format!(
        "[opening]
in_treatment = [{{ group = \"older\", patients = 2 }}]
waiting = [{{ group = \"older\", pathway = \"{pathway}\", patients = 1 }}, {{ group = \"direct\", pathway = \"simple\", patients = 1 }},
           {{ group = \"at-home\", pathway = \"simple\", at = \"home\", patients = 2 }}]
in_service = [{{ service = \"first\", patients = 1 }}]
waiting_list = [{{ group = \"planned\", patients = 4 }}]\n"
    )
}
