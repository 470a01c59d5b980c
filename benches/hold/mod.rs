//! The hold model: take the next event and schedule another, with so many pending.

use crate::floor::Heap;
use dtoc::engine::{Calendar, Time};
use dtoc::random::{Distribution, Key};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A set of pending events.
pub trait Pending {
    fn schedule(&mut self, slot: u32, at: u32);

    /// Takes the next event and schedules another for the same slot, `gap` seconds later. Gives the second of the event.
    fn hold(&mut self, gap: u32) -> u32;
}

impl Pending for Calendar<()> {
    #[inline(always)]
    fn schedule(&mut self, slot: u32, at: u32) {
        self.schedule(slot, Time::from_seconds(at), ());
    }

    #[inline(always)]
    fn hold(&mut self, gap: u32) -> u32 {
        let Some((now, slot, ())) = self.next(Time::MAX) else { return 0 };
        self.schedule(slot, now.after(gap), ());
        now.seconds()
    }
}

/// What the standard library offers: the second, the order of scheduling, and the slot.
impl Pending for BinaryHeap<Reverse<(u32, u32, u32)>> {
    #[inline(always)]
    fn schedule(&mut self, slot: u32, at: u32) {
        self.push(Reverse((at, 0, slot)));
    }

    #[inline(always)]
    fn hold(&mut self, gap: u32) -> u32 {
        let Some(Reverse((now, order, slot))) = self.pop() else { return 0 };
        self.push(Reverse((now + gap, order + 1, slot)));
        now
    }
}

impl Pending for Heap {
    #[inline(always)]
    fn schedule(&mut self, slot: u32, at: u32) {
        self.push(u64::from(at) << 32 | u64::from(slot));
    }

    #[inline(always)]
    fn hold(&mut self, gap: u32) -> u32 {
        let first = self.first();
        self.replace_first(first + (u64::from(gap) << 32));
        (first >> 32) as u32
    }
}

/// Events taken in one run.
pub const EVENTS: u32 = 100_000;

/// One run. Gives the sum of the seconds of its events: the same for every set that keeps order.
pub fn run(pending: &mut impl Pending, gaps: &[u32]) -> u64 {
    gaps.iter().map(|&gap| u64::from(pending.hold(gap))).sum()
}

/// Fills a set and lets it forget how it was filled.
pub fn fill(pending: &mut impl Pending, number: u32, gaps: &[u32]) {
    let mut gaps = gaps.iter().copied().cycle();
    (0..number).for_each(|slot| pending.schedule(slot, gaps.next().unwrap_or(0)));
    gaps.take(2 * number as usize).for_each(|gap| _ = pending.hold(gap));
}

/// How long events lie ahead when they are scheduled.
#[derive(Clone, Copy, Debug)]
pub enum Gaps {
    Exponential,
    /// As in a scenario: half are treatments (log-normal, mean 6 days), a quarter are stays (log-normal, mean 42 days), a quarter
    /// are steps and transfers (exponential, mean 8 hours).
    CareLike,
}

impl Gaps {
    /// Gaps for one run with so many pending, such that 1,000 seconds pass from event to event.
    pub fn draw(self, pending: u32) -> Vec<u32> {
        let sound = "a sound distribution";
        let exponential = Distribution::exponential(1.0).expect(sound);
        let treatment = Distribution::log_normal_mean_sd(6.0, 6.0).expect(sound);
        let stay = Distribution::log_normal_mean_sigma(42.0, 0.6).expect(sound);
        let key = Key::root(1);
        let days = |number: u64| {
            let bits = key.bits(number);
            match self {
                Self::Exponential => exponential.sample(bits),
                Self::CareLike => match key.child(number).bits(0) % 4 {
                    0 | 1 => treatment.sample(bits),
                    2 => stay.sample(bits),
                    _ => exponential.sample(bits) / 3.0,
                },
            }
        };
        let days: Vec<f64> = (0..u64::from(EVENTS)).map(days).collect();
        let mean = days.iter().sum::<f64>() / f64::from(EVENTS);
        days.iter().map(|days| (days / mean * 1_000.0 * f64::from(pending)) as u32).collect()
    }
}
