//! Two stations in tandem with blocking.

use super::Heap;
use crate::systems::{Census, DAY, Draws, Tandem};
use std::collections::VecDeque;

/// What happens stands in the two lowest bits of a key, the order of scheduling above them, the second in the upper half.
const TREATED_FOR_HOME: u64 = 0;
const TREATED_FOR_TRANSFER: u64 = 1;
const STAY_ENDS: u64 = 2;

/// One replication.
pub fn tandem(tandem: &Tandem, seed: u64, heap: &mut Heap) -> Census {
    let (mut gaps, mut needs) = (Draws::new(seed, 0), Draws::new(seed, 1));
    let (mut treatments, mut stays) = (Draws::new(seed, 2), Draws::new(seed, 3));
    let mut line = VecDeque::new();
    let (mut free, mut intermediate_free, mut blocked) = (tandem.acute_beds, tandem.intermediate_beds, 0_u32);
    let mut order = 0;
    let mut key = |now: u64, seconds: u32, what: u64| {
        order += 4;
        (now + u64::from(seconds)) << 32 | order | what
    };
    let mut census = Census::default();
    let mut arrives = u64::from(gaps.seconds(&tandem.gap));
    heap.clear();
    for day in 0..tandem.warm_up_days + tandem.counted_days {
        let midnight = u64::from(day + 1) * u64::from(DAY);
        loop {
            let limit = arrives.min(midnight) << 32;
            while heap.first() < limit {
                census.events += 1;
                let (now, what) = (heap.first() >> 32, heap.first() & 3);
                if what == TREATED_FOR_HOME {
                    // The next patient takes the bed.
                    match line.pop_front() {
                        Some(next) => heap.replace_first(key(now, treatments.seconds(&tandem.treatment), next)),
                        None => {
                            free += 1;
                            heap.remove_first();
                        }
                    }
                    continue;
                }
                if what == TREATED_FOR_TRANSFER {
                    if intermediate_free == 0 {
                        blocked += 1;
                        heap.remove_first();
                        continue;
                    }
                    intermediate_free -= 1;
                } else if blocked == 0 {
                    intermediate_free += 1;
                    heap.remove_first();
                    continue;
                } else {
                    blocked -= 1;
                }
                // Someone moves on from an acute bed, and the next patient takes it.
                heap.replace_first(key(now, stays.seconds(&tandem.stay), STAY_ENDS));
                match line.pop_front() {
                    Some(next) => heap.push(key(now, treatments.seconds(&tandem.treatment), next)),
                    None => free += 1,
                }
            }
            if arrives >= midnight {
                break;
            }
            census.events += 1;
            let next = if needs.happens(tandem.transferred) { TREATED_FOR_TRANSFER } else { TREATED_FOR_HOME };
            if free > 0 {
                free -= 1;
                heap.push(key(arrives, treatments.seconds(&tandem.treatment), next));
            } else {
                line.push_back(next);
            }
            arrives += u64::from(gaps.seconds(&tandem.gap));
        }
        if day >= tandem.warm_up_days {
            census.occupied += u64::from(tandem.acute_beds - free);
            census.blocked += u64::from(blocked);
        }
    }
    census
}
