//! The accounts kept a second time: what every place, post and scheme costs, from events, censuses and prices alone.
//!
//! Two things are not told: which pool a place comes from that is kept for someone who then never starts, and which of a pool's
//! people are in posts that a scheme funds. Where that matters the accounts are two numbers, least and most.

use std::collections::BTreeMap;

use dtoc::model::dates::{days_between, plus_days};
use dtoc::model::parameters::{Change, Contract, Effect, Setting, UNLIMITED, WhenSpent, Whereabouts, Workforce};
use dtoc::model::{CareSystem, CostHeading, Happening, Measure, Totals};

use crate::laws::patient::PatientKey;

/// Least and most of an amount.
#[derive(Clone, Copy, Debug, Default)]
struct Between(f64, f64);

impl Between {
    fn add(&mut self, least: f64, most: f64) {
        self.0 += least;
        self.1 += most;
    }

    #[track_caller]
    fn assert_has(self, amount: f64, what: &str) {
        let slack = 1e-6 * (1.0 + self.0.abs() + self.1.abs());
        assert!(self.0 - slack <= amount && amount <= self.1 + slack, "{what}: {amount} is not within {self:?}");
    }
}

/// Whose place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pool {
    Own,
    OfScheme(usize),
    Untold,
}

/// A place held from a day until a later one.
#[derive(Clone, Copy, Debug)]
struct Held {
    service: usize,
    pool: Pool,
    from: u32,
    until: u32,
}

/// A scheme as its money goes.
#[derive(Clone, Copy, Debug, Default)]
struct Purse {
    spent: Between,
    /// Without what it pays for posts.
    spent_beside_posts: Between,
    /// The day at whose midnight its budget was spent.
    stopped: Option<u32>,
}

/// Everything that costs money in one run.
pub struct Accounts<'m> {
    system: &'m CareSystem,
    measures: Vec<Measure>,
    headings: Vec<CostHeading>,
    option: usize,
    kept: BTreeMap<PatientKey, Held>,
    inside: BTreeMap<PatientKey, Held>,
    held: Vec<Held>,
    starts: Vec<(u32, usize, Option<usize>)>,
    /// Day, scheme, group.
    diverted: Vec<(u32, usize, usize)>,
    readmissions: u32,
    /// For each counted day its census.
    censuses: Vec<Vec<u32>>,
    /// Runs whose accounts were settled, and those where it could not be told on which day a budget was spent.
    pub settled: u32,
    pub doubtful: u32,
}

impl<'m> Accounts<'m> {
    pub fn new(system: &'m CareSystem) -> Self {
        Self {
            system,
            measures: Measure::all(system),
            headings: CostHeading::all(system),
            option: 0,
            kept: BTreeMap::new(),
            inside: BTreeMap::new(),
            held: Vec::new(),
            starts: Vec::new(),
            diverted: Vec::new(),
            readmissions: 0,
            censuses: Vec::new(),
            settled: 0,
            doubtful: 0,
        }
    }

    pub fn begin(&mut self, option: usize) {
        self.option = option;
        self.kept.clear();
        self.inside.clear();
        self.held.clear();
        self.starts.clear();
        self.diverted.clear();
        self.readmissions = 0;
        self.censuses.clear();
    }

    /// Someone is in a place on the first morning.
    pub fn open(&mut self, patient: PatientKey, at: Whereabouts) {
        if let Whereabouts::Service(service) = at {
            self.inside.insert(patient, Held { service, pool: Pool::Own, from: 0, until: 0 });
        }
    }

    fn warm_up(&self) -> u32 {
        self.system.period.warm_up_days
    }

    fn days(&self) -> u32 {
        self.warm_up() + self.system.period.days
    }

    pub fn happens(&mut self, day: u32, patient: PatientKey, what: Happening) {
        match what {
            Happening::PlaceReserved { service } => {
                self.gives_up_the_kept(day, patient);
                self.kept.insert(patient, Held { service, pool: Pool::Untold, from: day, until: day });
            }
            Happening::StartsService { service, scheme } => {
                self.leaves_the_place(day, patient);
                let pool = scheme.map_or(Pool::Own, Pool::OfScheme);
                let kept = self.kept.remove(&patient).expect("a place that was kept");
                self.inside.insert(patient, Held { pool, ..kept });
                self.starts.push((day, service, scheme));
                if let Some(scheme) = scheme {
                    self.was_open(scheme, service, kept.from);
                }
            }
            Happening::LosesReadiness | Happening::PlaceLost { .. } => self.gives_up_the_kept(day, patient),
            Happening::Home | Happening::Dies { .. } => {
                self.gives_up_the_kept(day, patient);
                self.leaves_the_place(day, patient);
            }
            Happening::Readmitted => {
                self.gives_up_the_kept(day, patient);
                self.leaves_the_place(day, patient);
                self.readmissions += u32::from(day >= self.warm_up());
            }
            Happening::Diverted { scheme } => self.diverted.push((day, scheme, patient.0)),
            _ => {}
        }
    }

    /// Whoever starts in a place of a scheme was given it on a day when the scheme had some.
    fn was_open(&self, scheme: usize, service: usize, day: u32) {
        if matches!(self.system.services[service].setting, Setting::Places(_)) {
            let open = self.places_of(scheme, service, day);
            assert!(open > 0, "a place of scheme {scheme} in {service} was given on day {day}, when it had none");
        }
    }

    fn gives_up_the_kept(&mut self, day: u32, patient: PatientKey) {
        self.held.extend(self.kept.remove(&patient).map(|held| Held { until: day, ..held }));
    }

    fn leaves_the_place(&mut self, day: u32, patient: PatientKey) {
        self.held.extend(self.inside.remove(&patient).map(|held| Held { until: day, ..held }));
    }

    pub fn midnight(&mut self, census: &[u32]) {
        self.censuses.push(census.to_vec());
    }

    fn count(&self, day: u32, measure: Measure) -> u32 {
        let column = self.measures.iter().position(|&other| other == measure).expect("a measure of the system");
        self.censuses[(day - self.warm_up()) as usize][column]
    }

    /// Pounds under a heading.
    fn cost(&self, totals: &Totals, heading: CostHeading) -> f64 {
        let at = self.headings.iter().position(|&other| other == heading).expect("a heading of the system");
        totals.costs[at]
    }

    fn schemes(&self) -> &'m [usize] {
        &self.system.options[self.option].schemes
    }

    /// How much of an effect is in force on a day of the simulation, if its scheme goes on.
    fn size(&self, effect: &Effect, day: u32) -> f64 {
        let today = plus_days(self.system.period.start, i64::from(day) - i64::from(self.warm_up()));
        if today < effect.from || today > effect.until {
            return 0.0;
        }
        let nth = days_between(effect.from, today) as f64 + 1.0;
        if effect.ramp_days == 0 { 1.0 } else { (nth / f64::from(effect.ramp_days)).min(1.0) }
    }

    fn scaled(&self, number: i32, effect: &Effect, day: u32) -> i64 {
        (f64::from(number) * self.size(effect, day)).round() as i64
    }

    /// Places that a scheme has open in a service on a day, if it goes on.
    fn places_of(&self, scheme: usize, service: usize, day: u32) -> u32 {
        let opened = self.system.schemes[scheme].effects.iter().map(|effect| match effect.change {
            Change::Places { service: here, places, .. } if here == service && places > 0 => {
                self.scaled(places, effect, day)
            }
            _ => 0,
        });
        opened.sum::<i64>() as u32
    }

    /// A service's own places on a day, less those that schemes in force close.
    fn own_places(&self, service: usize, day: u32, purses: &[Purse]) -> u32 {
        let Setting::Places(own) = self.system.services[service].setting else { return 0 };
        if own == UNLIMITED {
            return own;
        }
        let closed: i64 = self
            .schemes()
            .iter()
            .filter(|&&scheme| goes_on(&purses[scheme], day))
            .flat_map(|&scheme| &self.system.schemes[scheme].effects)
            .map(|effect| match effect.change {
                Change::Places { service: here, places, .. } if here == service && places < 0 => {
                    self.scaled(places, effect, day)
                }
                _ => 0,
            })
            .sum();
        (i64::from(own) + closed).max(0) as u32
    }

    /// Whether a scheme of the option opens places in a service.
    fn is_shared(&self, service: usize) -> bool {
        let opens = |effect: &Effect| match effect.change {
            Change::Places { service: here, places, .. } => here == service && places > 0,
            _ => false,
        };
        self.schemes().iter().any(|&scheme| self.system.schemes[scheme].effects.iter().any(opens))
    }

    /// Settles the accounts of a run and compares them with what it added up to.
    pub fn settle(&mut self, totals: &Totals) {
        let days = self.days();
        let rest: Vec<PatientKey> = self.inside.keys().chain(self.kept.keys()).copied().collect();
        for patient in rest {
            self.gives_up_the_kept(days, patient);
            self.leaves_the_place(days, patient);
        }
        let books = self.places_held();
        match self.purses(&books) {
            Some(purses) => {
                self.settled += 1;
                self.compare(totals, &books, &purses);
            }
            None => self.doubtful += 1,
        }
        assert_eq!(totals.costs.len(), self.headings.len(), "every pound is under one heading");
    }

    /// For each day and service the places held of each pool.
    fn places_held(&self) -> Vec<Vec<Books>> {
        let schemes = self.system.schemes.len();
        let books = Books { own: 0, untold: 0, of_schemes: vec![0; schemes] };
        let mut all = vec![vec![books; self.system.services.len()]; self.days() as usize];
        for held in &self.held {
            for day in held.from..held.until {
                let books = &mut all[day as usize][held.service];
                match held.pool {
                    Pool::Own => books.own += 1,
                    Pool::OfScheme(scheme) => books.of_schemes[scheme] += 1,
                    Pool::Untold if self.is_shared(held.service) => books.untold += 1,
                    Pool::Untold => books.own += 1,
                }
            }
        }
        all
    }

    /// What each scheme spends, day by day; nothing when it cannot be told on which day a budget is spent.
    fn purses(&self, books: &[Vec<Books>]) -> Option<Vec<Purse>> {
        let mut purses = vec![Purse::default(); self.system.schemes.len()];
        for day in 0..self.days() {
            for &number in self.schemes() {
                let scheme = &self.system.schemes[number];
                let mut purse = purses[number];
                self.spend(&mut purse, number, day, &books[day as usize]);
                let budget = scheme.budget.unwrap_or(f64::INFINITY);
                let slack = 1e-6 * (1.0 + budget.min(1e12));
                if scheme.when_spent == WhenSpent::StopNewStarts && purse.stopped.is_none() {
                    match purse.spent {
                        Between(least, _) if least >= budget + slack => purse.stopped = Some(day),
                        Between(_, most) if most < budget - slack => {}
                        // To the penny, or with what is untold.
                        _ => return None,
                    }
                }
                if let Some(counted) = day.checked_sub(self.warm_up()) {
                    let shown = f64::from(self.count(self.warm_up() + counted, Measure::Spent(number)));
                    let thousands = Between(purse.spent.0.max(0.0) / 1e3 - 0.5, purse.spent.1.max(0.0) / 1e3 + 0.5);
                    thousands.assert_has(shown, "thousands spent so far");
                }
                purses[number] = purse;
            }
        }
        Some(purses)
    }

    fn spend(&self, purse: &mut Purse, number: usize, day: u32, books: &[Books]) {
        let scheme = &self.system.schemes[number];
        let goes_on = goes_on(purse, day);
        let mut certain = 0.0;
        if plus_days(self.system.period.start, i64::from(day) - i64::from(self.warm_up())) == scheme.starts {
            certain += scheme.set_up_cost;
        }
        for &(_, service, _) in self.starts.iter().filter(|start| start.0 == day && start.2 == Some(number)) {
            certain += self.system.services[service].cost_per_start;
        }
        let mut diversions = Between::default();
        for &(_, _, group) in self.diverted.iter().filter(|diverted| (diverted.0, diverted.1) == (day, number)) {
            assert!(goes_on, "scheme {number} diverts on day {day}, after its budget is spent");
            let prices = || scheme.effects.iter().filter_map(move |effect| price_of_diversion(effect, group));
            diversions.add(prices().fold(f64::INFINITY, f64::min), prices().fold(0.0, f64::max));
        }
        let mut posts = Between::default();
        for effect in &scheme.effects {
            let size = if goes_on { self.size(effect, day) } else { 0.0 };
            let weekly = |cost: f64| if size > 0.0 { cost / 7.0 } else { 0.0 };
            match effect.change {
                Change::Beds { beds, cost_per_bed_day, .. } => {
                    certain += f64::from(beds.abs()) * size * cost_per_bed_day;
                }
                Change::TeamCases { cost_per_week, .. } | Change::Divert { cost_per_week, .. } => {
                    certain += size * cost_per_week / 7.0;
                }
                Change::ShortenStep { cost_per_week, .. }
                | Change::TeamWeekends { cost_per_week, .. }
                | Change::PanelWeekends { cost_per_week, .. }
                | Change::TransferWeekends { cost_per_week, .. }
                | Change::Admissions { cost_per_week, .. } => certain += weekly(cost_per_week),
                Change::Posts { workforce, posts: number } if number > 0 && goes_on => {
                    let pool = &self.system.workforces[workforce];
                    let funded = self.scaled(number, effect, day) as f64 * pool.cost_per_post_year / 365.0;
                    let vacant = pool.agency.cover * (1.0 + pool.agency.premium);
                    posts.add(funded * vacant.min(1.0), funded * vacant.max(1.0));
                }
                Change::Posts { .. } | Change::FreezeRecruitment { .. } | Change::Places { .. } => {}
            }
        }
        let (least, most) = self.pay_for_places(number, day, goes_on, books);
        let (least, most) = (certain + diversions.0 + least, certain + diversions.1 + most);
        purse.spent_beside_posts.add(least, most);
        purse.spent.add(least + posts.0, most + posts.1);
    }

    /// What a scheme pays for its places on a day: once for each service, on the terms of the first effect in force or else the last.
    fn pay_for_places(&self, number: usize, day: u32, goes_on: bool, books: &[Books]) -> (f64, f64) {
        let (mut least, mut most) = (0.0, 0.0);
        for (service, books) in books.iter().enumerate() {
            let terms: Vec<(f64, Contract, f64)> = self.system.schemes[number]
                .effects
                .iter()
                .filter_map(|effect| match effect.change {
                    Change::Places { service: here, places, contract, cost_per_place_week }
                        if here == service && places > 0 =>
                    {
                        Some((if goes_on { self.size(effect, day) } else { 0.0 }, contract, cost_per_place_week))
                    }
                    _ => None,
                })
                .collect();
            let Some(&(_, contract, price)) = terms.iter().find(|terms| terms.0 > 0.0).or(terms.last()) else {
                continue;
            };
            let open = if goes_on { self.places_of(number, service, day) } else { 0 };
            let held = books.of_schemes[number];
            let paid = |held: u32| if contract == Contract::Block { held.max(open) } else { held };
            least += f64::from(paid(held)) * price / 7.0;
            most += f64::from(paid(held + books.untold)) * price / 7.0;
        }
        (least, most)
    }

    fn compare(&self, totals: &Totals, books: &[Vec<Books>], purses: &[Purse]) {
        let mut all = Between::default();
        for service in 0..self.system.services.len() {
            let cost = self.cost_of_service(service, books, purses);
            cost.assert_has(self.cost(totals, CostHeading::Service(service)), "a service");
            all.add(cost.0, cost.1);
        }
        for (number, pool) in self.system.workforces.iter().enumerate() {
            let (posts, premium) = self.cost_of_pool(number, pool);
            let of_schemes = self.schemes().iter().any(|&scheme| {
                let funds = |effect: &Effect| matches!(effect.change, Change::Posts { workforce, posts } if workforce == number && posts > 0);
                self.system.schemes[scheme].effects.iter().any(funds)
            });
            let (found, extra) = (
                self.cost(totals, CostHeading::Workforce(number)),
                self.cost(totals, CostHeading::AgencyPremium(number)),
            );
            let least = if of_schemes { 0.0 } else { 1.0 };
            Between(posts * least, posts).assert_has(found, "pay of a pool");
            Between(premium * least, premium).assert_has(extra, "agency premium of a pool");
            all.add(posts + premium, posts + premium);
        }
        for &scheme in self.schemes() {
            let purse = purses[scheme];
            purse.spent.assert_has(totals.spent[scheme], "a scheme");
            assert!((self.cost(totals, CostHeading::Scheme(scheme)) - totals.spent[scheme]).abs() < 1e-9);
            all.add(purse.spent_beside_posts.0, purse.spent_beside_posts.1);
        }
        let readmissions = f64::from(self.readmissions) * self.system.prices.readmission;
        Between(readmissions, readmissions).assert_has(self.cost(totals, CostHeading::Readmissions), "readmissions");
        all.add(readmissions, readmissions);
        // What is untold moves money from one heading to another; it is never more than all of them.
        all.assert_has(totals.costs.iter().sum(), "everything");
        self.places_are_those_that_are_paid_for(books, purses);
        self.nobody_starts_after_the_budget_is_spent(purses);
    }

    fn cost_of_service(&self, service: usize, books: &[Vec<Books>], purses: &[Purse]) -> Between {
        let parameters = &self.system.services[service];
        let own_starts =
            |start: &&(u32, usize, Option<usize>)| start.0 >= self.warm_up() && start.1 == service && start.2.is_none();
        let starts = self.starts.iter().filter(own_starts).count() as f64 * parameters.cost_per_start;
        let mut cost = Between(starts, starts);
        for day in self.warm_up()..self.days() {
            let books = &books[day as usize][service];
            let own = self.own_places(service, day, purses);
            let (least, most) = match parameters.setting {
                Setting::HospitalBeds(_) => {
                    let occupied = self.count(day, Measure::Occupied(service));
                    (occupied, occupied)
                }
                Setting::Places(_) if parameters.contract == Contract::Block && own != UNLIMITED => {
                    (books.own.max(own), (books.own + books.untold).max(own))
                }
                Setting::Places(_) => (books.own, books.own + books.untold),
            };
            let price = parameters.cost_per_place_week / 7.0;
            cost.add(f64::from(least) * price, f64::from(most) * price);
        }
        cost
    }

    /// Pay of everybody in the posts of a pool with agency cover at its ordinary price, and the premium on it; posts of schemes included.
    fn cost_of_pool(&self, number: usize, pool: &Workforce) -> (f64, f64) {
        let (mut pay, mut premium) = (0.0, 0.0);
        for day in self.warm_up()..self.days() {
            let covered = f64::from(self.count(day, Measure::Vacancies(number))) * pool.agency.cover;
            let price = pool.cost_per_post_year / 365.0;
            pay += (f64::from(self.count(day, Measure::InPost(number))) + covered) * price;
            premium += covered * pool.agency.premium * price;
        }
        (pay, premium)
    }

    /// The census says as many places open as the schemes in force make of a service's own, and no pool takes more people than it has.
    fn places_are_those_that_are_paid_for(&self, books: &[Vec<Books>], purses: &[Purse]) {
        for (service, parameters) in self.system.services.iter().enumerate() {
            let Setting::Places(_) = parameters.setting else { continue };
            for day in self.warm_up()..self.days() {
                let own = self.own_places(service, day, purses);
                let mut open = own;
                let (today, before) =
                    (&books[day as usize][service], day.checked_sub(1).map(|day| &books[day as usize][service]));
                for &scheme in self.schemes() {
                    let places = if goes_on(&purses[scheme], day) { self.places_of(scheme, service, day) } else { 0 };
                    open = open.saturating_add(places);
                    let held_before = before.map_or(0, |books| books.of_schemes[scheme] + books.untold);
                    let held = today.of_schemes[scheme];
                    assert!(
                        held <= places.max(held_before),
                        "scheme {scheme} on day {day}: {held} of {places} in {service}"
                    );
                }
                assert_eq!(self.count(day, Measure::Open(service)), open, "places of {service} on day {day}");
                if let Some(before) = before {
                    let most = own.max(before.own + before.untold);
                    assert!(today.own <= most, "{} own places of {service} held on day {day} of {most}", today.own);
                }
            }
        }
    }

    fn nobody_starts_after_the_budget_is_spent(&self, purses: &[Purse]) {
        for held in &self.held {
            if let Pool::OfScheme(scheme) = held.pool
                && let Some(stopped) = purses[scheme].stopped
            {
                let given = held.from;
                assert!(given <= stopped, "scheme {scheme} gave a place on day {given}, its budget spent on {stopped}");
            }
        }
    }
}

/// Places of a service held at a midnight.
#[derive(Clone, Debug)]
struct Books {
    own: u32,
    of_schemes: Vec<u32>,
    /// Kept for people who never started: of one pool or another.
    untold: u32,
}

/// What the diversion of someone of a group costs, if an effect diverts them.
fn price_of_diversion(effect: &Effect, diverted: usize) -> Option<f64> {
    match effect.change {
        Change::Divert { group, cost_per_patient, .. } if group == diverted => Some(cost_per_patient),
        _ => None,
    }
}

/// Whether a scheme's effects may be in force on a day.
fn goes_on(purse: &Purse, day: u32) -> bool {
    purse.stopped.is_none_or(|stopped| day <= stopped)
}
