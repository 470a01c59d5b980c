//! The calendar: what is going to happen, in order (the future event list).

use super::Time;

/// An entry: the moment in the upper half of the key and the order of scheduling in the lower, so that one comparison orders two
/// entries by time and, among ties, by who came first.
#[derive(Clone, Copy, Debug)]
struct Entry<E> {
    key: u64,
    slot: u32,
    event: E,
}

/// Marks a slot with nothing scheduled. Order numbers start at 1.
const NOTHING: u32 = 0;

/// What is going to happen, in order of time and, at the same second, in order of scheduling.
///
/// Every event belongs to a **slot**: a number for whoever it happens to. A slot has at most one event coming; scheduling another
/// replaces it, and cancelling forgets it. The forgotten entry stays in the heap and is dropped when its time comes, so both cost
/// one write.
///
/// The heap has four children to a node, so that siblings share a cache line. Most events schedule exactly one successor: taking
/// an event therefore leaves a hole at the root, and the next one scheduled sinks from there, one descent for the two operations.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    heap: Vec<Entry<E>>,
    /// True when the root has been taken and not yet filled.
    hole_at_root: bool,
    /// For each slot the order number of its coming event, or [`NOTHING`].
    coming: Vec<u32>,
    scheduled: u32,
    horizon: Time,
}

impl<E: Copy> Calendar<E> {
    /// An empty calendar for slots `0..slots` (it grows when asked for more). Events later than `horizon` are never kept.
    pub fn new(slots: u32, horizon: Time) -> Self {
        Self {
            heap: Vec::new(),
            hole_at_root: false,
            coming: vec![NOTHING; slots as usize],
            scheduled: NOTHING,
            horizon,
        }
    }

    /// Empties the calendar for another run, keeping its memory.
    pub fn clear(&mut self, horizon: Time) {
        self.heap.clear();
        self.hole_at_root = false;
        self.coming.fill(NOTHING);
        self.scheduled = NOTHING;
        self.horizon = horizon;
    }

    /// Puts an event in the calendar, in place of whatever the slot had coming.
    #[inline]
    pub fn schedule(&mut self, slot: u32, at: Time, event: E) {
        if slot as usize >= self.coming.len() {
            self.coming.resize(slot as usize + 1, NOTHING);
        }
        if at > self.horizon {
            self.coming[slot as usize] = NOTHING;
            return;
        }
        self.scheduled += 1;
        self.coming[slot as usize] = self.scheduled;
        let key = u64::from(at.seconds()) << 32 | u64::from(self.scheduled);
        let entry = Entry { key, slot, event };
        if self.hole_at_root {
            self.hole_at_root = false;
            self.sink(entry);
        } else {
            self.heap.push(entry);
            self.rise(entry);
        }
    }

    /// Forgets what the slot had coming, if anything.
    #[inline]
    pub fn cancel(&mut self, slot: u32) {
        if let Some(coming) = self.coming.get_mut(slot as usize) {
            *coming = NOTHING;
        }
    }

    /// Takes the next event at or before `limit`: when, to whom, what.
    #[inline]
    pub fn next(&mut self, limit: Time) -> Option<(Time, u32, E)> {
        loop {
            self.fill_hole();
            let first = *self.heap.first()?;
            let at = Time::from_seconds((first.key >> 32) as u32);
            if at > limit {
                return None;
            }
            self.hole_at_root = true;
            let coming = &mut self.coming[first.slot as usize];
            if *coming == first.key as u32 {
                *coming = NOTHING;
                return Some((at, first.slot, first.event));
            }
        }
    }

    /// Entries in the heap, forgotten ones included.
    pub fn pending(&self) -> usize {
        self.heap.len() - usize::from(self.hole_at_root)
    }

    /// Events scheduled since the calendar was last cleared.
    pub fn scheduled(&self) -> u32 {
        self.scheduled
    }

    #[inline]
    fn fill_hole(&mut self) {
        if self.hole_at_root {
            self.hole_at_root = false;
            if let Some(last) = self.heap.pop()
                && !self.heap.is_empty()
            {
                self.sink(last);
            }
        }
    }

    /// Moves an entry from the bottom up to its place.
    #[inline]
    fn rise(&mut self, entry: Entry<E>) {
        let mut at = self.heap.len() - 1;
        while at > 0 {
            let parent = (at - 1) / 4;
            if self.heap[parent].key <= entry.key {
                break;
            }
            self.heap[at] = self.heap[parent];
            at = parent;
        }
        self.heap[at] = entry;
    }

    /// Moves an entry from the root down to its place.
    #[inline]
    fn sink(&mut self, entry: Entry<E>) {
        let length = self.heap.len();
        let mut at = 0;
        loop {
            let first = 4 * at + 1;
            if first >= length {
                break;
            }
            let children = &self.heap[first..(first + 4).min(length)];
            let least = least_of(children);
            if children[least].key >= entry.key {
                break;
            }
            self.heap[at] = children[least];
            at = first + least;
        }
        self.heap[at] = entry;
    }
}

/// Position of the entry with the least key. Four at once are compared without a branch that could be guessed wrong.
#[inline(always)]
fn least_of<E>(entries: &[Entry<E>]) -> usize {
    if let [a, b, c, d] = entries {
        let of_first = usize::from(b.key < a.key);
        let of_last = 2 + usize::from(d.key < c.key);
        let first = if b.key < a.key { b.key } else { a.key };
        let last = if d.key < c.key { d.key } else { c.key };
        return if last < first { of_last } else { of_first };
    }
    (1..entries.len()).fold(0, |least, at| if entries[at].key < entries[least].key { at } else { least })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: u32) -> Time {
        Time::from_seconds(seconds)
    }

    #[test]
    fn events_come_in_order_of_time_and_ties_in_order_of_scheduling() {
        let mut calendar = Calendar::new(4, Time::MAX);
        calendar.schedule(3, at(5), 'c');
        calendar.schedule(0, at(5), 'd');
        calendar.schedule(1, at(2), 'a');
        calendar.schedule(2, at(5), 'e');
        let order: Vec<char> = std::iter::from_fn(|| calendar.next(Time::MAX).map(|(_, _, event)| event)).collect();
        assert_eq!(order, ['a', 'c', 'd', 'e']);
    }

    #[test]
    fn a_cancelled_event_does_not_happen_and_a_new_one_replaces_the_old() {
        let mut calendar = Calendar::new(2, Time::MAX);
        calendar.schedule(0, at(1), 'a');
        calendar.schedule(1, at(2), 'b');
        calendar.schedule(1, at(3), 'c');
        calendar.cancel(0);
        assert_eq!(calendar.next(Time::MAX), Some((at(3), 1, 'c')));
        assert_eq!(calendar.next(Time::MAX), None);
    }

    #[test]
    fn nothing_is_kept_past_the_horizon_and_nothing_is_taken_past_the_limit() {
        let mut calendar = Calendar::new(2, at(10));
        calendar.schedule(0, at(11), 'x');
        calendar.schedule(1, at(7), 'y');
        assert_eq!(calendar.pending(), 1);
        assert_eq!(calendar.next(at(6)), None);
        assert_eq!(calendar.next(at(7)), Some((at(7), 1, 'y')));
    }

    /// What a random test does to the calendar.
    #[derive(Clone, Copy, Debug)]
    enum Act {
        Schedule { slot: u32, after: u32 },
        Cancel { slot: u32 },
        Next { within: u32 },
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            4 => (0..24u32, 0..30u32).prop_map(|(slot, after)| Act::Schedule { slot, after }),
            1 => (0..24u32).prop_map(|slot| Act::Cancel { slot }),
            4 => (0..20u32).prop_map(|within| Act::Next { within }),
        ]
    }

    proptest! {
        #[test]
        fn the_calendar_agrees_with_a_sorted_list(acts in proptest::collection::vec(act(), 1..400)) {
            let mut calendar = Calendar::new(8, at(100));
            let mut list: Vec<(u32, u32, u32)> = Vec::new(); // time, order, slot
            let (mut now, mut order) = (0, 0);
            for act in acts {
                match act {
                    Act::Schedule { slot, after } => {
                        list.retain(|entry| entry.2 != slot);
                        order += 1;
                        if now + after <= 100 {
                            list.push((now + after, order, slot));
                        }
                        calendar.schedule(slot, at(now + after), slot);
                    }
                    Act::Cancel { slot } => {
                        list.retain(|entry| entry.2 != slot);
                        calendar.cancel(slot);
                    }
                    Act::Next { within } => {
                        list.sort_unstable();
                        let expected = list.first().copied().filter(|entry| entry.0 <= now + within);
                        let found = calendar.next(at(now + within));
                        prop_assert_eq!(found, expected.map(|(time, _, slot)| (at(time), slot, slot)));
                        if let Some((time, _, _)) = expected {
                            list.remove(0);
                            now = time;
                        }
                    }
                }
            }
        }
    }
}
