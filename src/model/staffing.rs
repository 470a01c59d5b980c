//! Posts, the people in them, and what they can staff.
//!
//! Every post is followed on its own: filled, vacated, advertised, filled again. Its draws are addressed by pool, post and number of
//! the event, so the same post is vacated on the same day under every option until options treat it differently.

use super::dates::DAY;
use super::monitor::Monitor;
use super::parameters::{Change, Staffing, UNLIMITED};
use super::population::seconds;
use super::purpose::{POSTS, Purpose, purpose};
use super::simulation::Simulation;
use super::state::{Event, Position, Post, PostSlot, PostState, WorkforceState};
use crate::engine::Time;

impl<M: Monitor> Simulation<'_, M> {
    /// Makes the posts of the first day: those of the establishment, filled or vacant, then those that schemes of the option will
    /// fund.
    pub(super) fn create_posts(&mut self) {
        let system = &self.model.system;
        self.posts.clear();
        self.workforces.clear();
        for (number, pool) in system.workforces.iter().enumerate() {
            let established = pool.funded_posts;
            self.workforces.push(WorkforceState { established, ..WorkforceState::default() });
            for post in 0..established {
                self.posts.push(self.post(number, None, post));
            }
        }
        self.established_posts = self.posts.len();
        for &scheme in &system.options[self.option].schemes {
            for effect in &system.schemes[scheme].effects {
                if let Change::Posts { workforce, posts } = effect.change {
                    let of_pool = |post: &&Post| post.workforce.index() == workforce;
                    let scheme = Some(Position::of(scheme));
                    let rank = self.posts.iter().filter(of_pool).filter(|post| post.scheme == scheme).count() as u32;
                    for post in 0..posts.max(0) as u32 {
                        self.posts.push(self.post(workforce, scheme, rank + post));
                    }
                }
            }
        }
    }

    /// A post, addressed by its pool, by who funds it and by its rank among those: so that it is the same post whatever other
    /// schemes there are.
    fn post(&self, workforce: usize, scheme: Option<Position>, rank: u32) -> Post {
        let funder = scheme.map_or(0, |scheme| 1 + scheme.index() as u64);
        let key = self.key.child(POSTS).child(workforce as u64).child(funder).child(u64::from(rank));
        let state = PostState::Closed;
        Post { workforce: Position::of(workforce), scheme, rank, state, key, draws: 0, leaves_at: Time::MAX }
    }

    /// Fills the posts that are filled on the first morning; the others have been advertised for a while.
    pub(super) fn open_establishment(&mut self) {
        let mut filled = vec![0; self.workforces.len()];
        for slot in (0..self.established_posts as u32).map(PostSlot) {
            let workforce = self.posts[slot.index()].workforce;
            let pool = &self.model.system.workforces[workforce.index()];
            self.workforces[workforce.index()].funded += 1;
            if filled[workforce.index()] < pool.in_post {
                filled[workforce.index()] += 1;
                self.fill(slot, true);
            } else {
                let (lead, position) =
                    (self.post_bits(slot, Purpose::RecruitmentLead), self.post_bits(slot, Purpose::Residual));
                let after = seconds(pool.recruitment.lead.residual(lead, position));
                self.posts[slot.index()].state = PostState::Advertised;
                self.calendar.schedule(slot.0, self.now.after(after), Event::RecruitmentEnds);
            }
        }
    }

    fn post_bits(&mut self, slot: PostSlot, what: Purpose) -> u64 {
        let post = &mut self.posts[slot.index()];
        post.draws += 1;
        post.key.bits(purpose(what, 0, post.draws))
    }

    /// Someone is in the post from now on.
    fn fill(&mut self, slot: PostSlot, experienced: bool) {
        let workforce = self.posts[slot.index()].workforce.index();
        let pool = &self.model.system.workforces[workforce];
        let leaving = self.post_bits(slot, Purpose::LeavesAfter);
        let stays = self.model.stays_in_post[workforce].as_ref().map_or(u32::MAX, |stay| seconds(stay.sample(leaving)));
        let post = &mut self.posts[slot.index()];
        post.leaves_at = self.now.after(stays);
        let state = &mut self.workforces[workforce];
        state.in_post += 1;
        let learnt = self.now.after((pool.induction_days * f64::from(DAY)) as u32);
        if experienced || learnt == self.now {
            post.state = PostState::Productive;
            state.productive += 1;
            self.calendar.schedule(slot.0, post.leaves_at, Event::PostVacated);
        } else if learnt < post.leaves_at {
            post.state = PostState::InInduction;
            self.calendar.schedule(slot.0, learnt, Event::InductionEnds);
        } else {
            post.state = PostState::InInduction;
            self.calendar.schedule(slot.0, post.leaves_at, Event::PostVacated);
        }
    }

    pub(super) fn induction_ends(&mut self, slot: PostSlot) {
        let post = &mut self.posts[slot.index()];
        post.state = PostState::Productive;
        self.workforces[post.workforce.index()].productive += 1;
        self.calendar.schedule(slot.0, post.leaves_at, Event::PostVacated);
    }

    /// The person in the post leaves; it is advertised, unless it is no longer funded.
    pub(super) fn post_vacated(&mut self, slot: PostSlot) {
        self.empty(slot);
        let post = &mut self.posts[slot.index()];
        let state = &mut self.workforces[post.workforce.index()];
        if post.scheme.is_none() && state.funded - state.funded_by_schemes > state.established {
            post.state = PostState::Closed;
            state.funded -= 1;
        } else {
            self.advertise(slot);
        }
    }

    /// Takes whoever is in the post out of the counts.
    fn empty(&mut self, slot: PostSlot) {
        let post = &mut self.posts[slot.index()];
        let state = &mut self.workforces[post.workforce.index()];
        match post.state {
            PostState::Productive => {
                state.productive -= 1;
                state.in_post -= 1;
            }
            PostState::InInduction => state.in_post -= 1,
            PostState::Closed | PostState::Frozen | PostState::Advertised => {}
        }
        post.leaves_at = Time::MAX;
    }

    /// Advertises a vacant post, or leaves it frozen.
    fn advertise(&mut self, slot: PostSlot) {
        let workforce = self.posts[slot.index()].workforce.index();
        if self.workforces[workforce].frozen {
            self.posts[slot.index()].state = PostState::Frozen;
            return;
        }
        let lead = self.post_bits(slot, Purpose::RecruitmentLead);
        let days = self.model.system.workforces[workforce].recruitment.lead.sample(lead);
        self.posts[slot.index()].state = PostState::Advertised;
        self.calendar.schedule(slot.0, self.now.after(seconds(days)), Event::RecruitmentEnds);
    }

    /// A round of recruitment is over: the post is filled, or advertised again.
    pub(super) fn recruitment_ends(&mut self, slot: PostSlot) {
        let workforce = self.posts[slot.index()].workforce.index();
        let success = self.model.system.workforces[workforce].recruitment.success;
        self.post_bits(slot, Purpose::RecruitmentSucceeds);
        let post = &self.posts[slot.index()];
        if post.key.uniform(purpose(Purpose::RecruitmentSucceeds, 0, post.draws)) < success {
            self.fill(slot, false);
        } else {
            self.advertise(slot);
        }
    }

    /// Sets what is funded from today: for each pool so many posts of the establishment, and of each scheme (scheme, pool, posts).
    /// Called when that or a freeze has changed.
    pub(super) fn fund_posts(&mut self, established: &[u32], of_schemes: &[(usize, usize, u32)]) {
        for (workforce, &posts) in established.iter().enumerate() {
            self.workforces[workforce].established = posts;
        }
        for slot in (0..self.posts.len() as u32).map(PostSlot) {
            let Post { workforce, scheme, rank, state, .. } = self.posts[slot.index()];
            let pool = self.workforces[workforce.index()];
            let vacant = matches!(state, PostState::Frozen | PostState::Advertised);
            let of_establishment = pool.funded - pool.funded_by_schemes;
            let (open, close) = match scheme {
                None => (of_establishment < pool.established, vacant && of_establishment > pool.established),
                Some(scheme) => {
                    let same =
                        |wanted: &&(usize, usize, u32)| (wanted.0, wanted.1) == (scheme.index(), workforce.index());
                    let wanted: u32 = of_schemes.iter().filter(same).map(|wanted| wanted.2).sum();
                    (rank < wanted, rank >= wanted)
                }
            };
            if state == PostState::Closed {
                if open {
                    let pool = &mut self.workforces[workforce.index()];
                    pool.funded += 1;
                    pool.funded_by_schemes += u32::from(scheme.is_some());
                    self.advertise(slot);
                }
            } else if close {
                self.close(slot);
            } else if state == PostState::Frozen && !pool.frozen {
                self.advertise(slot);
            }
        }
    }

    /// The post is no longer funded: whoever is in it goes.
    fn close(&mut self, slot: PostSlot) {
        self.empty(slot);
        self.calendar.cancel(slot.0);
        let post = &mut self.posts[slot.index()];
        post.state = PostState::Closed;
        let pool = &mut self.workforces[post.workforce.index()];
        pool.funded -= 1;
        pool.funded_by_schemes -= u32::from(post.scheme.is_some());
    }

    /// Shares out the hours of the people in work today among what each pool staffs, in proportion to need.
    pub(super) fn staff_services_and_teams(&mut self, cases: &[u32]) {
        let system = &self.model.system;
        for (number, pool) in system.workforces.iter().enumerate() {
            let staffed = |staffing: &Option<Staffing>| {
                staffing.filter(|staffing| staffing.workforce == number).map(|staffing| staffing.hours_per_week_each)
            };
            let services =
                || system.services.iter().enumerate().filter_map(|(s, service)| Some((s, staffed(&service.staffing)?)));
            let teams = || system.teams.iter().enumerate().filter_map(|(t, team)| Some((t, staffed(&team.staffing)?)));
            let open = |facility: usize| match self.facilities[facility].open() {
                UNLIMITED => 0.0,
                open => f64::from(open),
            };
            let needed: f64 = services().map(|(s, hours)| open(self.facility_of[s]) * hours).sum::<f64>()
                + teams()
                    .map(|(t, hours)| if cases[t] == UNLIMITED { 0.0 } else { f64::from(cases[t]) * hours })
                    .sum::<f64>();
            let share = match self.workforces[number].contact_hours_per_week(pool) {
                hours if hours < needed => hours / needed,
                _ => 1.0,
            };
            // To the nearest place; as long as there are hours at all, somebody can be cared for.
            let can_staff = |places: u32| match places {
                0 | UNLIMITED => places,
                _ => ((f64::from(places) * share).round() as u32).max(u32::from(share > 0.0)),
            };
            let services: Vec<(usize, u32)> = services()
                .map(|(s, _)| self.facility_of[s])
                .map(|facility| (facility, can_staff(self.facilities[facility].open())))
                .collect();
            for (team, _) in teams() {
                self.teams[team].set_capacity(can_staff(cases[team]));
            }
            for (facility, places) in services {
                self.facilities[facility].staffed = places;
            }
        }
    }

    /// Pay for the day, by pool: the people in posts, agency cover of vacancies at its ordinary price, and the premium on it. What
    /// belongs to posts that schemes fund is charged to them.
    pub(super) fn pay_for_posts(&mut self) {
        let system = &self.model.system;
        for (number, pool) in system.workforces.iter().enumerate() {
            if pool.cost_per_post_year == 0.0 {
                continue;
            }
            let day = pool.cost_per_post_year / 365.0;
            let (mut filled, mut vacant) = (0, 0);
            for post in self.posts[self.established_posts..].iter().filter(|post| post.workforce.index() == number) {
                let Some(scheme) = post.scheme else { continue };
                let spent = &mut self.schemes[scheme.index()].spent;
                match post.state {
                    PostState::Closed => {}
                    PostState::Productive | PostState::InInduction => {
                        filled += 1;
                        *spent += day;
                    }
                    PostState::Advertised | PostState::Frozen => {
                        vacant += 1;
                        *spent += day * pool.agency.cover * (1.0 + pool.agency.premium);
                    }
                }
            }
            let state = &self.workforces[number];
            let covered = f64::from(state.vacancies().saturating_sub(vacant)) * pool.agency.cover;
            self.accounts.pay[number] += day * (f64::from(state.in_post - filled) + covered);
            self.accounts.agency_premium[number] += day * covered * pool.agency.premium;
        }
    }
}
