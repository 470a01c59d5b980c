//! The calendar against a list that is sorted anew every time.

use dtoc::engine::{Calendar, Time};
use proptest::prelude::*;

/// What is done to a calendar.
#[derive(Clone, Debug)]
enum Act {
    /// In place of what the slot had coming; a slot whose turn has just come schedules its next event.
    Schedule {
        slot: u32,
        after: u32,
    },
    ScheduleAgain {
        after: u32,
    },
    Cancel {
        slot: u32,
    },
    Next {
        within: u32,
    },
    /// Everything up to a moment, as a day of a simulation.
    NextUntil {
        within: u32,
    },
    Clear {
        horizon: u32,
    },
}

fn act() -> impl Strategy<Value = Act> {
    // Many slots at few moments, so that ties abound, and a few far apart.
    let after = prop_oneof![4 => 0..6_u32, 2 => 0..400_u32, 1 => 1_000_000..4_000_000_000_u32];
    let other = after.clone();
    prop_oneof![
        60 => (0..64_u32, after).prop_map(|(slot, after)| Act::Schedule { slot, after }),
        40 => other.prop_map(|after| Act::ScheduleAgain { after }),
        20 => (0..80_u32).prop_map(|slot| Act::Cancel { slot }),
        60 => (0..50_u32).prop_map(|within| Act::Next { within }),
        5 => (0..200_u32).prop_map(|within| Act::NextUntil { within }),
        1 => (100..5_000_u32).prop_map(|horizon| Act::Clear { horizon }),
    ]
}

/// A calendar that is a list of moment, slot and event.
struct Naive {
    list: Vec<(u32, u32, u32)>,
    horizon: u32,
}

impl Naive {
    fn cancel(&mut self, slot: u32) {
        self.list.retain(|entry| entry.1 != slot);
    }

    fn schedule(&mut self, slot: u32, at: u32, event: u32) {
        self.cancel(slot);
        if at <= self.horizon {
            self.list.push((at, slot, event));
        }
    }

    fn next(&mut self, limit: u32) -> Option<(Time, u32, u32)> {
        self.list.sort_unstable();
        let &(at, slot, event) = self.list.first().filter(|entry| entry.0 <= limit)?;
        self.list.remove(0);
        Some((Time::from_seconds(at), slot, event))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_calendar_is_a_sorted_list(acts in prop::collection::vec(act(), 1..600), horizon in 50..100_000_u32) {
        let mut calendar = Calendar::new(3, Time::from_seconds(horizon));
        let mut naive = Naive { list: Vec::new(), horizon };
        let (mut now, mut last, mut event) = (0_u32, 0, 0);
        for act in acts {
            event += 1;
            match act {
                Act::Schedule { slot, after } => {
                    let at = now.saturating_add(after);
                    calendar.schedule(slot, Time::from_seconds(at), event);
                    naive.schedule(slot, at, event);
                }
                Act::ScheduleAgain { after } => {
                    let at = now.saturating_add(after);
                    calendar.schedule(last, Time::from_seconds(at), event);
                    naive.schedule(last, at, event);
                }
                Act::Cancel { slot } => {
                    calendar.cancel(slot);
                    naive.cancel(slot);
                }
                Act::Next { within } => {
                    let found = calendar.next(Time::from_seconds(now + within));
                    prop_assert_eq!(found, naive.next(now + within));
                    if let Some((at, slot, _)) = found {
                        (now, last) = (at.seconds(), slot);
                    }
                }
                Act::NextUntil { within } => {
                    let limit = now + within;
                    loop {
                        let found = calendar.next(Time::from_seconds(limit));
                        prop_assert_eq!(found, naive.next(limit));
                        let Some((_, slot, _)) = found else { break };
                        last = slot;
                    }
                    now = limit;
                }
                Act::Clear { horizon } => {
                    calendar.clear(Time::from_seconds(horizon));
                    naive = Naive { list: Vec::new(), horizon };
                    now = 0;
                }
            }
        }
        // What is left comes in order too.
        loop {
            let found = calendar.next(Time::MAX);
            prop_assert_eq!(found, naive.next(u32::MAX));
            if found.is_none() {
                break;
            }
        }
    }
}
