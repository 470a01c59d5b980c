//! What the tests of the whole model share: small care systems in the language of scenarios, and a monitor that keeps everything
//! it is told.

use std::collections::BTreeMap;

use dtoc::experiment::{Experiment, Listeners, Results, Stopping};
use dtoc::model::dates::{date, plus_days};
use dtoc::model::{Happening, Measure, Model, Monitor, Outcome, Population, Recorder, Simulation, Totals, Who};
use dtoc::scenario::{Scenario, load};

/// Seconds in an hour and in a day.
pub const HOUR: u32 = 3_600;
pub const DAY: u32 = 24 * HOUR;

/// The moment on a day (0 is the first, a Monday) at an hour.
pub fn at(day: u32, hour: u32) -> u32 {
    day * DAY + hour * HOUR
}

/// A hospital that is never full.
pub const HOSPITAL: &str = "
[[hospital]]
id = \"acute\"
kind = \"acute\"
beds = \"unlimited\"
";

/// A pathway on which patients need nothing.
pub const BACK_HOME: &str = "
[[pathway]]
id = \"back-home\"
number = 0
";

/// Emergency patients of the hospital who need nothing after two days of treatment; so many a day.
pub fn emergencies(per_day: f64) -> String {
    format!(
        "
[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = {per_day}
treatment = {{ constant = {{ days = 2 }} }}
pathways = {{ back-home = 1 }}
"
    )
}

/// A group nobody of whom comes by themselves, on one pathway: for opening censuses.
pub fn nobody(pathway: &str) -> String {
    format!(
        "
[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = 0
treatment = {{ constant = {{ days = 2 }} }}
pathways = {{ {pathway} = 1 }}
"
    )
}

/// A panel that decides on everyone at ten o'clock every day.
pub const DAILY_PANEL: &str = "
[[panel]]
id = \"panel\"
sits_on = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]
sits_on_bank_holidays = true
";

/// Patients who wait in the hospital on the first morning at a step.
pub fn waiting(patients: u32, pathway: &str, step: &str) -> String {
    format!(
        "
[opening]
waiting = [{{ group = \"adults\", pathway = \"{pathway}\", step = \"{step}\", patients = {patients} }}]
"
    )
}

/// A care system in the making. The first day is Monday 5 January 2026.
#[derive(Clone)]
pub struct World {
    days: u32,
    warm_up_days: u32,
    top: String,
    parts: String,
    options: String,
}

impl World {
    /// A system without anything in it that runs for so many days.
    pub fn of_days(days: u32) -> Self {
        Self { days, warm_up_days: 0, top: String::new(), parts: String::new(), options: String::new() }
    }

    /// Another number of days.
    pub fn days(mut self, days: u32) -> Self {
        self.days = days;
        self
    }

    /// Days simulated before the first and discarded.
    pub fn warm_up(mut self, days: u32) -> Self {
        self.warm_up_days = days;
        self
    }

    /// Keys of the scenario itself.
    pub fn top(mut self, keys: &str) -> Self {
        self.top.push_str(keys);
        self.top.push('\n');
        self
    }

    /// A part of the system.
    pub fn with(mut self, part: impl AsRef<str>) -> Self {
        self.parts.push_str(part.as_ref());
        self.parts.push('\n');
        self
    }

    /// A scheme that runs from the first day to the last, unless `keys` say otherwise, and its effects.
    pub fn scheme(self, id: &str, keys: &str, effects: &str) -> Self {
        let starts = if keys.contains("starts") { "" } else { "starts = 2026-01-05" };
        self.with(format!("[[scheme]]\nid = \"{id}\"\n{starts}\n{keys}\neffects = [{effects}]"))
    }

    /// An option with these schemes, as they are written in a list.
    pub fn option(mut self, id: &str, schemes: &str) -> Self {
        self.options.push_str(&format!("[[option]]\nid = \"{id}\"\nschemes = [{schemes}]\n"));
        self
    }

    /// The scenario as a planner would write it.
    pub fn text(&self) -> String {
        let start = date(2026, 1, 5).expect("a day");
        let end = plus_days(start, i64::from(self.days) - 1);
        let Self { top, warm_up_days, parts, options, .. } = self;
        let only = if options.is_empty() { "[[option]]\nid = \"only\"\nschemes = []\n" } else { "" };
        format!(
            "title = \"A small world\"\n{top}\n[period]\nstart = {start}\nend = {end}\nwarm_up_days = {warm_up_days}\n{parts}\n{options}{only}"
        )
    }

    /// The checked scenario.
    pub fn load(&self) -> Scenario {
        loaded(&self.text())
    }

    /// The system, ready to simulate.
    pub fn model(&self) -> Model {
        Model::new(self.load().system)
    }

    /// One run of the first option.
    pub fn run(&self) -> Run {
        self.run_option(0)
    }

    /// One run of an option.
    pub fn run_option(&self, option: usize) -> Run {
        run(&self.model(), option, 1, 0)
    }

    /// An experiment with every option.
    pub fn experiment(&self, replications: u64) -> Results {
        experiment(&self.model(), replications)
    }
}

/// Reads a scenario that must be right.
pub fn loaded(text: &str) -> Scenario {
    let none = |name: &str| Err(format!("there is no {name}"));
    load("test.toml", "test", text, &none).unwrap_or_else(|problems| panic!("{}\n{text}", problems.render(false)))
}

/// Runs every option of a model so many times, on one thread.
pub fn experiment(model: &Model, replications: u64) -> Results {
    experiment_with(model, 1, replications)
}

/// The same with another seed.
pub fn experiment_with(model: &Model, seed: u64, replications: u64) -> Results {
    let options = (0..model.system().options.len()).collect();
    let stopping = Stopping::Replications(replications);
    let experiment = Experiment { seed, stopping, options, threads: Some(1) };
    let mut listeners = Listeners { row: &mut |_, _, _| {}, progress: &|_| true };
    experiment.run(model, &mut listeners).expect("nobody interrupts it")
}

/// Runs one option once.
pub fn run(model: &Model, option: usize, seed: u64, replication: u64) -> Run {
    let mut population = Population::new();
    model.draw(seed, replication, &mut population);
    let mut simulation = Simulation::new(model, Witness::new(model));
    simulation.run(option, &population);
    let Witness { seen, recorder } = simulation.monitor_mut().clone();
    let measures = Measure::all(model.system());
    let outcomes = Outcome::all(model.system());
    Run { seen, recorder, measures, outcomes, model: model.clone() }
}

/// One run of the first option of a scenario.
pub fn run_text(text: &str) -> Run {
    run(&Model::new(loaded(text).system), 0, 1, 0)
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Seconds since the beginning.
    pub at: u32,
    pub who: Who,
    pub what: Happening,
}

impl Seen {
    /// The day it happened on, 0 for the first.
    pub fn day(&self) -> u32 {
        self.at / DAY
    }
}

/// Keeps everything it is told.
#[derive(Clone)]
pub struct Witness {
    pub seen: Vec<Seen>,
    pub recorder: Recorder,
}

impl Witness {
    pub fn new(model: &Model) -> Self {
        Self { seen: Vec::new(), recorder: Recorder::new(model.system()) }
    }
}

impl Monitor for Witness {
    fn begins(&mut self, option: usize) {
        self.seen.clear();
        self.recorder.begins(option);
    }

    fn happens(&mut self, at: dtoc::engine::Time, who: Who, what: Happening) {
        self.seen.push(Seen { at: at.seconds(), who, what });
        self.recorder.happens(at, who, what);
    }

    fn midnight(&mut self, day: u32, census: &[u32]) {
        self.recorder.midnight(day, census);
    }

    fn ends(&mut self, totals: &Totals) {
        self.recorder.ends(totals);
    }
}

/// Everything that happened in one run of one option.
pub struct Run {
    pub seen: Vec<Seen>,
    pub recorder: Recorder,
    measures: Vec<Measure>,
    outcomes: Vec<Outcome>,
    pub model: Model,
}

impl Run {
    /// A measure at each midnight.
    pub fn daily(&self, measure: Measure) -> Vec<u32> {
        let column = self.measures.iter().position(|&other| other == measure).expect("a measure of the system");
        let days = self.recorder.daily().len() / self.measures.len();
        (0..days).map(|day| self.recorder.census(day)[column]).collect()
    }

    /// The mean of a measure over the midnights.
    pub fn mean(&self, measure: Measure) -> f64 {
        let daily = self.daily(measure);
        daily.iter().map(|&count| f64::from(count)).sum::<f64>() / daily.len() as f64
    }

    /// An outcome of the run.
    pub fn outcome(&self, outcome: Outcome) -> f64 {
        let at = self.outcomes.iter().position(|&other| other == outcome).expect("an outcome of the system");
        self.recorder.outcomes()[at]
    }

    /// Everything of a kind that happened.
    pub fn all(&self, is_wanted: impl Fn(&Happening) -> bool) -> Vec<Seen> {
        self.seen.iter().filter(|seen| is_wanted(&seen.what)).copied().collect()
    }

    /// How often something of a kind happened.
    pub fn count(&self, is_wanted: impl Fn(&Happening) -> bool) -> usize {
        self.all(is_wanted).len()
    }

    /// The moments in seconds at which something of a kind happened, in order.
    pub fn times(&self, is_wanted: impl Fn(&Happening) -> bool) -> Vec<u32> {
        self.all(is_wanted).iter().map(|seen| seen.at).collect()
    }

    /// What happened to each patient: group, of the opening census, number.
    pub fn lives(&self) -> BTreeMap<(usize, bool, u32), Vec<Seen>> {
        let mut lives: BTreeMap<_, Vec<Seen>> = BTreeMap::new();
        for seen in &self.seen {
            let Who { group, number, of_opening_census, .. } = seen.who;
            lives.entry((group, of_opening_census, number)).or_default().push(*seen);
        }
        lives
    }

    /// For everyone to whom the first kind of thing happened and then the second, the seconds between.
    pub fn between(&self, first: impl Fn(&Happening) -> bool, then: impl Fn(&Happening) -> bool) -> Vec<u32> {
        let gap = |life: &Vec<Seen>| {
            let from = life.iter().position(|seen| first(&seen.what))?;
            let until = life[from..].iter().find(|seen| then(&seen.what))?;
            Some(until.at - life[from].at)
        };
        self.lives().values().filter_map(gap).collect()
    }
}

/// Asserts that so many successes in so many trials are what a probability gives: within four standard deviations.
#[track_caller]
pub fn assert_share(successes: usize, trials: usize, probability: f64) {
    let (expected, n) = (probability * trials as f64, trials as f64);
    let deviation = (n * probability * (1.0 - probability)).sqrt();
    let off = (successes as f64 - expected).abs();
    assert!(off <= 4.0 * deviation, "{successes} of {trials}, where {expected:.1} +- {deviation:.1} were expected");
}

/// Asserts that the mean of observations is what was expected: within four standard errors (and a second, for rounding).
#[track_caller]
pub fn assert_mean(observed: &[f64], expected: f64) {
    let n = observed.len() as f64;
    assert!(n > 1.0, "{n} observations");
    let mean = observed.iter().sum::<f64>() / n;
    let variance = observed.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let error = (variance / n).sqrt();
    let off = (mean - expected).abs();
    assert!(off <= 4.0 * error + 1e-5, "mean {mean:.4} +- {error:.4}, where {expected:.4} was expected");
}

/// Asserts that two numbers are equal but for rounding.
#[track_caller]
pub fn assert_near(one: f64, other: f64) {
    assert!((one - other).abs() <= 1e-9 * (1.0 + one.abs().max(other.abs())), "{one} is not {other}");
}
