//! A care system, checked and ready to simulate.
//!
//! These are the values the model runs on: no file format, no optional keys, no names to resolve. References between parts are
//! positions in the lists of [`CareSystem`]. Durations are days, money is pounds, shares lie in 0..=1, unless a field says
//! otherwise. Whoever builds one (the scenario layer) has checked everything the docs below call a rule.

use serde::Serialize;

use super::dates::Date;
use crate::random::{ArrivalRate, Distribution};

/// A number of beds, places or cases that never runs out.
pub const UNLIMITED: u32 = u32::MAX;

/// Most parts of one kind that a care system may have: many more than England has, and few enough for the model to keep positions
/// in two bytes.
pub const MOST_PARTS: usize = 5_000;

/// Most steps of a pathway: positions of steps are kept in one byte.
pub const MOST_STEPS: usize = 250;

/// Everything the model needs to know of one care system and the options for funding it.
#[derive(Clone, Debug)]
pub struct CareSystem {
    pub period: Period,
    pub hospitals: Vec<Hospital>,
    pub groups: Vec<PatientGroup>,
    pub pathways: Vec<Pathway>,
    pub teams: Vec<Team>,
    pub panels: Vec<Panel>,
    pub services: Vec<Service>,
    pub workforces: Vec<Workforce>,
    pub schemes: Vec<Scheme>,
    /// At least one. Compared under common random numbers with the one at `reference`.
    pub options: Vec<FundingOption>,
    /// Position of the option that the others are compared with.
    pub reference: usize,
    pub opening: Opening,
    pub prices: Prices,
    pub bank_holidays: Vec<Date>,
    pub target: Option<Target>,
    /// People aged 18 and over, for rates per 100,000.
    pub adult_population: Option<f64>,
}

/// The days that are simulated and counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// First day that counts.
    pub start: Date,
    /// Number of days that count; the last one is included.
    pub days: u32,
    /// Days simulated before `start` from an empty system, and discarded; 0 with an opening census.
    pub warm_up_days: u32,
}

/// The aim: so many delayed patients or fewer on a date.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Target {
    pub delayed_patients: u32,
    /// A day of the period. The count is the one at the midnight that ends this day.
    pub by: Date,
}

/// Acute or community: the two kinds the official statistics tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum HospitalKind {
    Acute,
    /// Counted as "non-acute" in the official statistics.
    Community,
}

impl HospitalKind {
    /// Both kinds, in the order of the official statistics.
    pub const ALL: [Self; 2] = [Self::Acute, Self::Community];

    /// The kind as files and sentences say it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Acute => "acute",
            Self::Community => "community",
        }
    }
}

/// What happens to a patient who finds no bed (or, referred at home, no place) free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    /// Emergency patients wait for admission, people at home for a place; elective admissions are cancelled back to the waiting list.
    Wait,
    /// The arrival is turned away and never seen again.
    TurnAway,
}

/// A hospital with beds.
#[derive(Clone, Debug)]
pub struct Hospital {
    pub id: String,
    pub title: String,
    pub kind: HospitalKind,
    /// Open beds, or [`UNLIMITED`].
    pub beds: u32,
    pub when_full: WhenFull,
    /// Free beds that an elective admission must leave for emergencies.
    pub beds_kept_for_emergencies: u32,
}

/// How patients of a group come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referral {
    /// Unplanned: waits for a bed when the hospital is full.
    Emergency,
    /// Planned: cancelled back to the waiting list when the hospital is full.
    Elective,
    /// Referred at home, straight to a pathway; competes for the same places as hospital patients.
    Community,
}

/// A kind of patient.
#[derive(Clone, Debug)]
pub struct PatientGroup {
    pub id: String,
    pub title: String,
    pub referral: Referral,
    /// Position in `hospitals`; `None` exactly for [`Referral::Community`].
    pub hospital: Option<usize>,
    pub arrivals: ArrivalRate,
    /// Days from admission to discharge ready (unused for community referrals).
    pub treatment: Distribution,
    /// Probability that a patient whose treatment is over is declared ready on this weekday, Monday first; otherwise they are seen
    /// again the next day. Bank holidays count as Sundays where that is lower.
    pub ready_by_weekday: [f64; 7],
    /// Position in `pathways` and share; the shares sum to 1.
    pub pathways: Vec<(usize, f64)>,
    /// Share who die at the end of their first treatment, before they are ready.
    pub died_in_treatment: f64,
    /// The competing hazards of patients who are ready and wait in a hospital bed.
    pub while_waiting: WaitingHazards,
    /// Readmission of those who go home from a hospital bed, other than to a service (whose `afterwards` says how many come back).
    pub readmission: Option<Readmission>,
    /// Days from a cancellation to the next attempt (electives only).
    pub rebooking: Distribution,
    /// What someone does who is referred at home and finds no place free: waits there, or is never seen again (community referrals
    /// only; for the others the hospital says it).
    pub when_full: WhenFull,
}

/// What can happen to a patient while waiting to leave: rates per day of waiting.
#[derive(Clone, Debug)]
pub struct WaitingHazards {
    pub death_per_day: f64,
    pub loss_of_readiness_per_day: f64,
    /// Days of renewed treatment after readiness is lost.
    pub renewed_treatment: Distribution,
}

/// Return to hospital after going home.
#[derive(Clone, Debug)]
pub struct Readmission {
    pub probability: f64,
    /// Days from leaving to coming back, for those who do.
    pub after: Distribution,
}

/// What a patient needs after hospital: an ordered list of steps.
#[derive(Clone, Debug)]
pub struct Pathway {
    pub id: String,
    pub title: String,
    /// National number, 0 to 3. Patients on pathway 0 need nothing and are never counted as delayed.
    pub number: u8,
    /// Rank for services that serve by priority of pathway: 1 is served first; 1 to 8.
    pub priority: u8,
    /// At least one unless `number` is 0.
    pub steps: Vec<Step>,
    /// When patients may leave the bed once all steps are done.
    pub transfers: Transfers,
}

/// The official reasons for a delayed transfer (NHS England SitRep codes of 2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum DelayReason {
    /// A: completion of assessment.
    Assessment,
    /// B: public funding.
    PublicFunding,
    /// C: further non-acute NHS care, including intermediate care.
    FurtherNhsCare,
    /// D(i): residential home.
    ResidentialHome,
    /// D(ii): nursing home.
    NursingHome,
    /// E: care package in own home.
    CarePackage,
    /// F: community equipment and adaptations.
    Equipment,
    /// G: patient or family choice.
    Choice,
    /// H: disputes.
    Dispute,
    /// I: housing, for patients not covered by the Care Act.
    Housing,
}

impl DelayReason {
    /// Every reason, in the order of the official codes.
    pub const ALL: [Self; 10] = [
        Self::Assessment,
        Self::PublicFunding,
        Self::FurtherNhsCare,
        Self::ResidentialHome,
        Self::NursingHome,
        Self::CarePackage,
        Self::Equipment,
        Self::Choice,
        Self::Dispute,
        Self::Housing,
    ];

    /// The official code: `A`, `B`, `C`, `D(i)`, `D(ii)`, `E` to `I`.
    pub fn code(self) -> &'static str {
        self.code_and_title().0
    }

    /// The reason in words, as a chart or table says it.
    pub fn title(self) -> &'static str {
        self.code_and_title().1
    }

    fn code_and_title(self) -> (&'static str, &'static str) {
        match self {
            Self::Assessment => ("A", "Completion of assessment"),
            Self::PublicFunding => ("B", "Public funding"),
            Self::FurtherNhsCare => ("C", "Further non-acute NHS care"),
            Self::ResidentialHome => ("D(i)", "Residential home"),
            Self::NursingHome => ("D(ii)", "Nursing home"),
            Self::CarePackage => ("E", "Care package in own home"),
            Self::Equipment => ("F", "Community equipment"),
            Self::Choice => ("G", "Patient or family choice"),
            Self::Dispute => ("H", "Disputes"),
            Self::Housing => ("I", "Housing"),
        }
    }
}

/// Who a delay is attributable to in the official statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum AttributableTo {
    Nhs,
    SocialCare,
    Both,
}

impl AttributableTo {
    /// Every attribution, in the order of the official statistics.
    pub const ALL: [Self; 3] = [Self::Nhs, Self::SocialCare, Self::Both];

    /// The attribution in words, as a chart or table says it.
    pub fn title(self) -> &'static str {
        self.texts().0
    }

    /// The attribution as files say it.
    pub(crate) fn word(self) -> &'static str {
        self.texts().1
    }

    /// The attribution within a sentence.
    pub(super) fn whom(self) -> &'static str {
        self.texts().2
    }

    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Nhs => ("NHS", "nhs", "the NHS"),
            Self::SocialCare => ("Social care", "social_care", "social care"),
            Self::Both => ("Both", "both", "both"),
        }
    }
}

/// One thing that must be done before the patient can leave, and that holds the bed until it is.
#[derive(Clone, Debug)]
pub struct Step {
    /// Short name within its pathway, unique there (`assessment`, `choice`, `place` …).
    pub id: String,
    pub need: Need,
    /// Share of patients on the pathway who need this step.
    pub probability: f64,
    pub reason: DelayReason,
    /// Shares attributable to the NHS, social care and both; they sum to 1.
    pub attribution: [f64; 3],
    /// Services that some patients may go to instead while they wait at this step; at most [`MOST_ALTERNATIVES`]. Whoever does
    /// leaves the rest of the pathway behind.
    pub alternatives: Vec<Alternative>,
    /// Days in the place, for those whom this step leads there; `None` for the stay of the service. Only for a place.
    pub stay: Option<Distribution>,
}

/// What a step waits for.
#[derive(Clone, Debug)]
pub enum Need {
    /// An assessment by a team: waits for a free worker, then takes `duration` **working days** of that team (a day of 24
    /// hours where the team works round the clock).
    Assessment { team: usize, duration: Distribution },
    /// A decision by a panel at one of its sittings.
    Panel { panel: usize },
    /// A pure delay of so many days: equipment, choice, a dispute, housing, finding a provider.
    Delay { duration: Distribution },
    /// A place in a service (or in an alternative to it: whichever is free first).
    Place { service: usize },
}

impl Need {
    /// The service in which a place is needed, if that is the need.
    #[inline]
    pub fn place(&self) -> Option<usize> {
        if let Self::Place { service } = *self { Some(service) } else { None }
    }
}

/// Most alternatives a step may name.
pub const MOST_ALTERNATIVES: usize = 3;

/// A service that some patients may go to instead of waiting for what they need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alternative {
    pub service: usize,
    /// Share of the patients at this step for whom it is suitable.
    pub suitable: f64,
}

/// When patients may leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transfers {
    /// Hours of the day, 0 to 24, `from_hour < to_hour`. 0 and 24 with full factors mean "at any moment".
    pub from_hour: f64,
    pub to_hour: f64,
    /// Probability that a patient who could leave on this weekday does, Monday first.
    pub by_weekday: [f64; 7],
    /// The same on a bank holiday (the lower of the two counts).
    pub on_bank_holidays: f64,
}

impl Transfers {
    /// Patients leave at any moment.
    pub const ANY_TIME: Self = Self { from_hour: 0.0, to_hour: 24.0, by_weekday: [1.0; 7], on_bank_holidays: 1.0 };

    /// True when every patient may leave the moment the last step is done.
    pub fn at_any_time(&self) -> bool {
        *self == Self::ANY_TIME
    }
}

/// The hours a team works.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkingHours {
    /// Monday first.
    pub days: [bool; 7],
    pub from_hour: f64,
    pub to_hour: f64,
    pub bank_holidays: bool,
}

/// A team that assesses patients.
#[derive(Clone, Debug)]
pub struct Team {
    pub id: String,
    pub title: String,
    /// Assessments in progress at once when fully staffed, or [`UNLIMITED`].
    pub cases_at_once: u32,
    pub working_hours: WorkingHours,
    /// The pool that staffs it; hours are contact hours a week for each case.
    pub staffing: Option<Staffing>,
}

/// A panel that decides on funding.
#[derive(Clone, Debug)]
pub struct Panel {
    pub id: String,
    pub title: String,
    /// Monday first.
    pub sits_on: [bool; 7],
    pub at_hour: f64,
    /// Cases cleared at a sitting, or [`UNLIMITED`].
    pub cases_per_sitting: u32,
    pub bank_holidays: bool,
}

/// Who works in a service or team.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staffing {
    /// Position in `workforces`.
    pub workforce: usize,
    /// Contact hours a week that each place (or case) needs.
    pub hours_per_week_each: f64,
}

/// Where the places of a service are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Its own places, or [`UNLIMITED`].
    Places(u32),
    /// The beds of a hospital (position in `hospitals`), shared with those admitted there. Patients who wait to leave it are
    /// delayed transfers of that hospital.
    HospitalBeds(usize),
}

/// Who is served first when a place falls free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueDiscipline {
    LongestWaitFirst,
    /// Patients in hospital beds before anyone else; longest wait first among equals.
    HospitalFirst,
    /// By the priority of their pathway; longest wait first among equals.
    PathwayPriority,
}

/// Whether a place is paid for when it is contracted or when it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contract {
    /// Paid whether used or not.
    Block,
    /// Paid while used.
    Spot,
}

/// Care after hospital.
#[derive(Clone, Debug)]
pub struct Service {
    pub id: String,
    pub title: String,
    pub setting: Setting,
    pub staffing: Option<Staffing>,
    /// Days in the service until ready to move on.
    pub stay: Distribution,
    /// What follows the stay, with shares that sum to 1.
    pub afterwards: Vec<(Afterwards, f64)>,
    pub queue: QueueDiscipline,
    /// Most new starts on one day, or [`UNLIMITED`].
    pub starts_per_day: u32,
    pub contract: Contract,
    /// Price of a place for a week.
    pub cost_per_place_week: f64,
    /// Price of each start.
    pub cost_per_start: f64,
    /// Contact hours a week for each place, where the service is measured in care hours (for display).
    pub hours_per_place_week: Option<f64>,
}

/// What follows a stay in a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// Home without care.
    Home,
    Died,
    /// Back to the hospital of the patient's group, as an emergency.
    Readmitted,
    /// Onward, by the steps of a pathway (position in `pathways`); the place is held until the next one is free.
    Onward(usize),
}

/// A pool of staff.
#[derive(Clone, Debug)]
pub struct Workforce {
    pub id: String,
    pub title: String,
    /// Funded posts, whole-time equivalent.
    pub funded_posts: u32,
    /// People in post on the first day, at most `funded_posts`.
    pub in_post: u32,
    /// Leavers a year as a share of those in post.
    pub turnover_per_year: f64,
    pub recruitment: Recruitment,
    /// Days in post before full productivity; until then a new starter delivers nothing.
    pub induction_days: f64,
    /// Share of working time lost to sickness.
    pub sickness: f64,
    /// Contact hours a week that one whole-time equivalent at work delivers.
    pub contact_hours_per_week: f64,
    pub agency: Agency,
    /// Pay and on-costs of a post for a year.
    pub cost_per_post_year: f64,
}

/// How vacancies are filled. Each vacancy is advertised at once, unless recruitment is frozen.
#[derive(Clone, Debug)]
pub struct Recruitment {
    /// Days from advert to start.
    pub lead: Distribution,
    /// Probability that one round of recruitment fills the post; otherwise it is advertised again.
    pub success: f64,
}

/// Agency cover of vacancies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agency {
    /// Share of vacant posts covered.
    pub cover: f64,
    /// Extra cost above the post's own (0.4 is 40 % dearer).
    pub premium: f64,
}

/// What money buys.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub id: String,
    pub title: String,
    pub starts: Date,
    /// Last day, included. May lie after the period.
    pub ends: Date,
    pub budget: Option<f64>,
    pub when_spent: WhenSpent,
    pub when_ended: WhenEnded,
    /// Paid on the first day.
    pub set_up_cost: f64,
    pub effects: Vec<Effect>,
}

/// What happens when a scheme's budget is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenSpent {
    /// Its effects end; people already in its places stay until they can move on.
    StopNewStarts,
    /// It goes on and overspends.
    Overspend,
}

/// What becomes of the people in the places of a scheme after its last day. (When only the budget is spent, they stay.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenEnded {
    /// They stay until they can move on, and are paid for.
    PeopleStay,
    /// Their stays end at once; whoever has nowhere to go is taken back to hospital, ready and waiting.
    PeopleLeave,
}

/// One effect of a scheme, on the days from `from` to `until`.
#[derive(Clone, Debug)]
pub struct Effect {
    pub from: Date,
    /// Last day, included.
    pub until: Date,
    /// Days over which a quantity grows evenly from nothing to its full size; 0 for at once.
    pub ramp_days: u32,
    pub change: Change,
}

/// What an effect changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// Opens places in a service (closes them, when negative). Care hours are places too: hours / hours per place.
    Places { service: usize, places: i32, contract: Contract, cost_per_place_week: f64 },
    /// Opens beds in a hospital (closes them, when negative). The cost may be negative: a saving.
    Beds { hospital: usize, beds: i32, cost_per_bed_day: f64 },
    /// Funds posts, which are then recruited to like any other (a negative number cuts them as people leave).
    Posts { workforce: usize, posts: i32 },
    /// Adds assessments that a team can have in progress.
    TeamCases { team: usize, cases: i32, cost_per_week: f64 },
    /// Multiplies the duration of a step of a pathway.
    ShortenStep { pathway: usize, step: usize, factor: f64, cost_per_week: f64 },
    /// A team works these extra weekdays (Monday first), and bank holidays if said.
    TeamWeekends { team: usize, days: [bool; 7], bank_holidays: bool, cost_per_week: f64 },
    /// A panel sits on these extra weekdays.
    PanelWeekends { panel: usize, days: [bool; 7], bank_holidays: bool, cost_per_week: f64 },
    /// Patients of a pathway may leave with at least these probabilities by weekday, and on bank holidays.
    TransferWeekends { pathway: usize, by_weekday: [f64; 7], on_bank_holidays: f64, cost_per_week: f64 },
    /// A share of a group's admissions is cared for elsewhere and goes home the same day.
    Divert { group: usize, share: f64, most_per_day: u32, cost_per_patient: f64, cost_per_week: f64 },
    /// Vacancies of a pool are not advertised.
    FreezeRecruitment { workforce: usize },
    /// Multiplies the admissions of a group by `factor` (in full after the ramp), and by growth from the first day of the
    /// effect. A replication's people are drawn for the option with most of them: see [`super::Population`].
    Admissions { group: usize, factor: f64, growth_per_year: f64, cost_per_week: f64 },
}

/// An option: a named set of schemes.
#[derive(Clone, Debug)]
pub struct FundingOption {
    pub id: String,
    pub title: String,
    /// Positions in `schemes`.
    pub schemes: Vec<usize>,
}

/// Who is there on the first morning.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    pub in_treatment: Vec<OpeningTreatment>,
    pub waiting: Vec<OpeningWaiting>,
    pub in_service: Vec<OpeningService>,
    /// Group and number on the elective waiting list after a cancellation.
    pub waiting_list: Vec<(usize, u32)>,
}

/// How much of a stay is left of someone who is found in the middle of it on the first morning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Remaining {
    /// What is left of the stays met in a system that has run for long: a uniform part of a length-biased stay (long stays are met
    /// more often). With arrivals that go on as before, the system is in equilibrium from the first morning.
    #[default]
    Residual,
    /// A uniform part of a stay drawn as for someone who comes new.
    UniformPart,
    /// All of it, as though the stay began on the first morning.
    Whole,
}

/// Patients in treatment on the first morning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpeningTreatment {
    pub group: usize,
    pub patients: u32,
    /// What is left of their treatment.
    pub remaining: Remaining,
}

/// Where a waiting patient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    Hospital(usize),
    /// In a place of a service, the stay over.
    Service(usize),
    Home,
}

/// Patients who are ready and wait at a step on the first morning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpeningWaiting {
    pub group: usize,
    pub at: Whereabouts,
    pub pathway: usize,
    /// Position of the step in the pathway. A duration in progress is a residual one.
    pub step: usize,
    pub patients: u32,
}

/// Patients in a service on the first morning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpeningService {
    pub service: usize,
    /// The group whose readmission and hospital apply to them.
    pub group: usize,
    pub patients: u32,
    /// What is left of their stay.
    pub remaining: Remaining,
}

/// Prices that are not part of a service, scheme or workforce.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Prices {
    /// Value of a freed bed day at full average cost.
    pub bed_day_full_average: f64,
    /// Value of a freed bed day when only the costs that vary are counted.
    pub bed_day_semi_variable: f64,
    /// Cash released for a bed day by really closing a ward.
    pub bed_day_cash_released: f64,
    /// Price of an elective operation: what the same money would pay for instead.
    pub elective_operation: f64,
    /// Cost of a readmission, beyond its bed days.
    pub readmission: f64,
}
