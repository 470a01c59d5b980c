//! Work done once a day: what schemes do today, staff, money and the census.

use super::dates::DAY;
use super::headings::Accounts;
use super::measures::Midnight;
use super::monitor::{Monitor, Totals};
use super::parameters::{Change, Contract, Effect, UNLIMITED, WhenSpent};
use super::patient::{Counted, Stage};
use super::places;
use super::population::admission_factor;
use super::schemes;
use super::simulation::Simulation;
use super::state::{ADMISSIONS, Counts, Diversion, Event, Funding, Lines, Position, SchemeState};
use crate::engine::{Resource, Time};
use crate::random::Key;

impl<'m, M: Monitor> Simulation<'m, M> {
    /// Sets everything to the first morning of a run.
    pub(super) fn begin(&mut self, option: usize, key: Key) {
        let system = &self.model.system;
        self.option = option;
        self.key = key;
        self.now = Time::ZERO;
        self.day = 0;
        self.monitor.begins(option);
        self.facilities = places::facilities(system);
        self.step_factors.clear();
        self.step_factors.extend(system.pathways.iter().map(|pathway| vec![1.0; pathway.steps.len()]));
        self.schemes.clear();
        self.schemes.resize(system.schemes.len(), SchemeState::default());
        for &scheme in &system.options[option].schemes {
            self.schemes[scheme].in_option = true;
            self.add_pools(scheme);
        }
        self.teams.clear();
        self.teams.extend(system.teams.iter().map(|team| Resource::new(team.cases_at_once)));
        self.counts = Counts {
            delayed: vec![0; system.hospitals.len()],
            in_treatment: vec![0; system.hospitals.len()],
            occupied: vec![0; system.services.len()],
            blocked: vec![0; system.services.len()],
            queue: vec![0; system.services.len()],
            ..Counts::default()
        };
        self.reset_totals();
        self.create_posts();
        self.funding = Funding::default();
        self.any_effects = false;
        self.first_patient = (self.posts.len() + system.panels.len()) as u32;
        self.calendar.clear(Time::from_seconds(self.model.days * DAY));
        self.lines.clear();
        self.patients.clear();
        self.plan_hours();
    }

    /// A pool of places in each facility that the scheme opens places in.
    fn add_pools(&mut self, scheme: usize) {
        for effect in &self.model.system.schemes[scheme].effects {
            let Some(facility) = self.opens_in(&effect.change) else { continue };
            let pools = &mut self.facilities[facility].pools;
            if pools.iter().all(|pool| pool.scheme != Some(Position::of(scheme))) {
                pools.push(places::Pool { scheme: Some(Position::of(scheme)), places: Resource::new(0) });
            }
        }
    }

    /// The facility in which a change opens places or beds.
    fn opens_in(&self, change: &Change) -> Option<usize> {
        if let Change::Places { service, places: 1.., .. } = *change {
            return Some(self.facility_of[service]);
        }
        if let Change::Beds { hospital, beds: 1.., .. } = *change { Some(hospital) } else { None }
    }

    fn reset_totals(&mut self) {
        let events = if self.day == 0 { 0 } else { self.totals.events };
        self.totals = Totals { events, ..Totals::default() };
        self.accounts = Accounts::new(&self.model.system);
    }

    /// How much of each effect of the option's schemes is in force on `day`: scheme, effect, size.
    fn effects_on(&self, day: u32) -> impl Iterator<Item = (usize, &'m Effect, f64)> + use<'_, 'm, M> {
        let model = self.model;
        let running = model.system.options[self.option].schemes.iter().filter(|&&scheme| !self.schemes[scheme].stopped);
        let effects = running.flat_map(move |&scheme| {
            let spans = model.scheme_days[scheme].effects.iter();
            model.system.schemes[scheme].effects.iter().zip(spans).map(move |(effect, &span)| (scheme, effect, span))
        });
        effects.filter_map(move |(scheme, effect, span)| {
            let size = schemes::size(effect, span, i64::from(day));
            (size > 0.0).then_some((scheme, effect, size))
        })
    }

    /// Lays out the working hours of teams and the transfer times of pathways for every day, as the schemes now running set them.
    fn plan_hours(&mut self) {
        let model = self.model;
        let is_of_weekends =
            |change: &&Change| matches!(change, Change::TeamWeekends { .. } | Change::TransferWeekends { .. });
        let changes = |day| self.effects_on(day).map(|(_, effect, _)| &effect.change).filter(is_of_weekends).collect();
        let changes: Vec<Vec<&Change>> = (0..model.days).map(changes).collect();
        let (teams, pathways) = (&model.system.teams, &model.system.pathways);
        self.working_times = (0..teams.len()).map(|team| model.working_time(team, &changes)).collect();
        self.transfer_times = (0..pathways.len()).map(|pathway| model.transfer_times(pathway, &changes)).collect();
    }

    /// The morning: schemes, staff, sittings of panels, and places that have become free.
    pub(super) fn begin_day(&mut self, day: u32) {
        self.day = day;
        self.now = Time::from_seconds(day * DAY);
        if day == self.model.system.period.warm_up_days && day > 0 {
            self.reset_totals();
        }
        if day == 0 {
            self.open_establishment();
        }
        for facility in &mut self.facilities {
            facility.starts_today = 0;
        }
        self.apply_schemes(day);
        self.clear_ended_schemes(day);
        if day == 0 {
            self.place_opening_census();
        }
        for team in 0..self.teams.len() {
            self.call_next_for_team(team);
        }
        for facility in 0..self.facilities.len() {
            self.offer(facility);
        }
        self.convene_panels(day);
    }

    /// Sets capacities to what is there without schemes, then lets every effect in force change them.
    fn apply_schemes(&mut self, day: u32) {
        let effects: Vec<_> = self.effects_on(day).collect();
        let were_any = std::mem::replace(&mut self.any_effects, !effects.is_empty());
        if day > 0 && effects.is_empty() && !were_any && self.model.is_steady {
            return;
        }
        let system = &self.model.system;
        let mut own: Vec<i64> = self.model.own_places.clone();
        for facility in &mut self.facilities {
            for pool in &mut facility.pools {
                pool.places.set_capacity(0);
            }
        }
        let mut cases: Vec<u32> = system.teams.iter().map(|team| team.cases_at_once).collect();
        self.step_factors.iter_mut().for_each(|factors| factors.fill(1.0));
        self.diversions.clear();
        let mut growth = vec![1.0; system.groups.len()];
        let mut funding = Funding {
            established: system.workforces.iter().map(|pool| pool.funded_posts).collect(),
            of_schemes: Vec::new(),
            frozen: vec![false; system.workforces.len()],
        };
        for (scheme, effect, size) in &effects {
            let scaled = |number: i32| (f64::from(number) * size).round() as i64;
            match effect.change {
                Change::Places { service, places, .. } => {
                    let facility = self.facility_of[service];
                    self.change_places(facility, *scheme, scaled(places), &mut own);
                }
                Change::Beds { hospital, beds, .. } => self.change_places(hospital, *scheme, scaled(beds), &mut own),
                Change::Posts { workforce, posts } if posts > 0 => {
                    funding.of_schemes.push((*scheme, workforce, scaled(posts) as u32));
                }
                Change::Posts { workforce, posts } => {
                    let established = &mut funding.established[workforce];
                    *established = established.saturating_sub(scaled(posts).unsigned_abs() as u32);
                }
                Change::TeamCases { team, cases: more, .. } if cases[team] != UNLIMITED => {
                    cases[team] = (i64::from(cases[team]) + scaled(more)).clamp(0, i64::from(UNLIMITED) - 1) as u32;
                }
                Change::ShortenStep { pathway, step, factor, .. } => {
                    self.step_factors[pathway][step] *= 1.0 + size * (factor - 1.0);
                }
                Change::Divert { group, share, most_per_day, cost_per_patient, .. } => {
                    self.diversions.push(Diversion {
                        scheme: Position::of(*scheme),
                        group: Position::of(group),
                        share: share * size,
                        left_today: most_per_day,
                        cost_each: cost_per_patient,
                    })
                }
                Change::FreezeRecruitment { workforce } => funding.frozen[workforce] = true,
                Change::Admissions { group, factor, growth_per_year, .. } => {
                    let days = i64::from(day) - self.model.timeline.day_of(effect.from);
                    growth[group] *= admission_factor(*size, factor, growth_per_year, days);
                }
                Change::TeamCases { .. }
                | Change::TeamWeekends { .. }
                | Change::PanelWeekends { .. }
                | Change::TransferWeekends { .. } => {}
            }
        }
        for (facility, places) in self.facilities.iter_mut().zip(own) {
            facility.pools[0].places.set_capacity(places.clamp(0, i64::from(UNLIMITED)) as u32);
        }
        for (team, &cases) in self.teams.iter_mut().zip(&cases) {
            team.set_capacity(cases);
        }
        self.present.clear();
        self.present.extend(
            growth
                .iter()
                .zip(&self.model.envelopes)
                .map(|(growth, envelope)| envelope.get(day as usize).map_or(1.0, |most| growth / most)),
        );
        self.set_funding(funding);
        self.staff_services_and_teams(&cases);
    }

    /// Opens places of a scheme in a facility, or closes some of the facility's own.
    fn change_places(&mut self, facility: usize, scheme: usize, places: i64, own: &mut [i64]) {
        let unlimited = own[facility] == i64::from(UNLIMITED);
        if places < 0 && !unlimited {
            own[facility] += places;
        }
        let of_scheme = |pool: &&mut places::Pool| pool.scheme == Some(Position::of(scheme));
        if let Some(pool) = self.facilities[facility].pools.iter_mut().find(of_scheme)
            && places > 0
        {
            let open = pool.places.capacity().saturating_add(places as u32);
            pool.places.set_capacity(open);
        }
    }

    fn set_funding(&mut self, funding: Funding) {
        if self.workforces.is_empty() || funding == self.funding {
            return;
        }
        for (state, &frozen) in self.workforces.iter_mut().zip(&funding.frozen) {
            state.frozen = frozen;
        }
        self.fund_posts(&funding.established, &funding.of_schemes);
        self.funding = funding;
    }

    /// Puts today's sittings of panels in the calendar.
    fn convene_panels(&mut self, day: u32) {
        let weekday = self.model.timeline.days()[day as usize].weekday as usize;
        let holiday = self.model.bank_holidays[day as usize];
        for (number, panel) in self.model.system.panels.iter().enumerate() {
            let usual = panel.sits_on[weekday] && (panel.bank_holidays || !holiday);
            let extra = self.effects_on(day).any(|(_, effect, _)| {
                matches!(effect.change, Change::PanelWeekends { panel, days, bank_holidays, .. }
                    if panel == number && if holiday { bank_holidays } else { days[weekday] })
            });
            if usual || extra {
                let at = Time::from_seconds(day * DAY + (panel.at_hour * 3600.0) as u32);
                self.calendar.schedule((self.posts.len() + number) as u32, at, Event::PanelSits);
            }
        }
    }

    /// Midnight: the census, the day's costs, and budgets that are spent.
    pub(super) fn end_day(&mut self, day: u32) {
        self.now = Time::from_seconds((day + 1) * DAY);
        let calendar = &self.calendar;
        self.monitor.pending(|| calendar.pending());
        self.account_for_day(day);
        let warm_up = self.model.system.period.warm_up_days;
        if day >= warm_up {
            self.take_census();
            self.monitor.midnight(day - warm_up, &self.census);
        }
        let mut any_stopped = false;
        for (state, scheme) in self.schemes.iter_mut().zip(&self.model.system.schemes) {
            let spent = scheme.budget.is_some_and(|budget| state.spent >= budget);
            if state.in_option && !state.stopped && spent && scheme.when_spent == WhenSpent::StopNewStarts {
                state.stopped = true;
                any_stopped = true;
            }
        }
        if any_stopped {
            self.plan_hours();
        }
    }

    fn take_census(&mut self) {
        let midnight = Midnight {
            system: &self.model.system,
            counts: &self.counts,
            facilities: &self.facilities,
            facility_of: &self.facility_of,
            lines: &self.lines,
            workforces: &self.workforces,
            schemes: &self.schemes,
        };
        self.census.clear();
        self.census.extend(self.readings.iter().map(|(read, part)| read(&midnight, *part)));
    }

    /// A day's costs. What is in use at midnight stands for the day.
    fn account_for_day(&mut self, day: u32) {
        let system = &self.model.system;
        for (number, service) in system.services.iter().enumerate() {
            let in_hospital = self.facilities[self.facility_of[number]].is_hospital;
            let own = &self.facilities[self.facility_of[number]].pools[0].places;
            let used = if in_hospital { self.counts.occupied[number] } else { own.held() };
            let paid = match service.contract {
                Contract::Block if !in_hospital && own.capacity() != UNLIMITED => used.max(own.capacity()),
                Contract::Block | Contract::Spot => used,
            };
            self.accounts.services[number] += f64::from(paid) * service.cost_per_place_week / 7.0;
        }
        self.pay_for_posts();
        self.charge_schemes(day);
    }

    /// What each scheme of the option pays for the day, whether its effects are in force or people are still in its places.
    fn charge_schemes(&mut self, day: u32) {
        let model = self.model;
        for &scheme in &model.system.options[self.option].schemes {
            let parameters = &model.system.schemes[scheme];
            if model.scheme_days[scheme].starts == i64::from(day) {
                self.schemes[scheme].spent += parameters.set_up_cost;
            }
            let mut spent = 0.0;
            let mut charged = Vec::new();
            let spans = model.scheme_days[scheme].effects.iter();
            for (effect, &span) in parameters.effects.iter().zip(spans) {
                let stopped = self.schemes[scheme].stopped;
                let size = if stopped { 0.0 } else { schemes::size(effect, span, i64::from(day)) };
                spent += match effect.change {
                    Change::Places { service, places, contract, cost_per_place_week } if places > 0 => {
                        // Several effects of a scheme may open places in one service at different times: the pool is paid once,
                        // at the price of the effect in force, or of the last one for those who remain.
                        let last = parameters.effects.iter().rposition(|other| {
                            matches!(other.change, Change::Places { service: s, places: p, .. } if s == service && p > 0)
                        });
                        let is_last = last.is_some_and(|last| std::ptr::eq(&parameters.effects[last], effect));
                        if charged.contains(&service) || (size == 0.0 && !is_last) {
                            0.0
                        } else {
                            charged.push(service);
                            let (open, held) = self.scheme_places(scheme, self.facility_of[service]);
                            let paid = if contract == Contract::Block { open.max(held) } else { held };
                            f64::from(paid) * cost_per_place_week / 7.0
                        }
                    }
                    Change::Beds { beds, cost_per_bed_day, .. } => f64::from(beds.abs()) * size * cost_per_bed_day,
                    Change::Places { .. } | Change::Posts { .. } | Change::FreezeRecruitment { .. } => 0.0,
                    Change::TeamCases { cost_per_week, .. } | Change::Divert { cost_per_week, .. } => {
                        size * cost_per_week / 7.0
                    }
                    Change::ShortenStep { cost_per_week, .. }
                    | Change::TeamWeekends { cost_per_week, .. }
                    | Change::PanelWeekends { cost_per_week, .. }
                    | Change::TransferWeekends { cost_per_week, .. }
                    | Change::Admissions { cost_per_week, .. } => f64::from(size > 0.0) * cost_per_week / 7.0,
                };
            }
            self.schemes[scheme].spent += spent;
        }
    }

    /// Places of a scheme in a facility: open, and held.
    fn scheme_places(&self, scheme: usize, facility: usize) -> (u32, u32) {
        let pools = self.facilities[facility].pools.iter().filter(|pool| pool.scheme == Some(Position::of(scheme)));
        pools.fold((0, 0), |(open, held), pool| (open + pool.places.capacity(), held + pool.places.held()))
    }

    /// The end of the last day: adds up the run and tells the monitor.
    pub(super) fn finish(&mut self) {
        let system = &self.model.system;
        for hospital in 0..system.hospitals.len() {
            let line = Lines::of_facility(hospital, ADMISSIONS);
            while let Some(ticket) = self.lines.take_first(line) {
                let patient = &self.patients[ticket.slot()];
                debug_assert_eq!(patient.stage, Stage::WaitingForAdmission);
                debug_assert_eq!(patient.counted(), Counted::Not);
                self.totals.seconds_waiting_for_admission += i64::from(self.now.since(patient.waiting_since));
            }
        }
        self.totals.spent = self.schemes.iter().map(|scheme| scheme.spent).collect();
        self.totals.moved = self.schemes.iter().map(|scheme| scheme.moved).collect();
        self.accounts.schemes.clone_from(&self.totals.spent);
        self.accounts.readmissions = f64::from(self.totals.readmissions) * system.prices.readmission;
        self.totals.costs = self.accounts.by_heading(system);
        self.monitor.ends(&self.totals);
    }
}
