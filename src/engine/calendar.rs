//! The calendar: what is going to happen, in order (the future event list).

use super::Time;

/// The moment in the upper half of a key and the slot in the lower, so that one comparison orders two entries.
type Key = u64;

/// Later than any entry: there is none.
const NEVER: Key = Key::MAX;

/// An entry of a later page, and the one that was put on the same page before it.
#[derive(Clone, Copy, Debug)]
struct Later {
    key: Key,
    next: u32,
}

/// Marks the end of a page, and of the row of unused entries.
const END: u32 = u32::MAX;

/// The seconds of a page are 2 to a power: at first four and a half hours, later from four minutes to a day and a half.
const PAGE: u32 = 14;
const SHORTEST_PAGE: u32 = 8;
const LONGEST_PAGE: u32 = 17;

/// Entries of a page on average, between which its length is left as it is.
const ENTRIES: std::ops::RangeInclusive<f64> = 6.0..=14.0;

/// Up to so many keys are sorted by the simplest of ways.
const FEW: usize = 24;

/// What is going to happen, in order of time and, at the same second, in order of slots.
///
/// Every event belongs to a **slot**: a number for whoever it happens to. A slot has at most one event coming; scheduling another
/// replaces it, and cancelling forgets it. The entry that is out of date stays where it is and is dropped when its time comes, so
/// both cost one write.
///
/// The calendar has pages of some minutes to a day and a half. Entries of later pages lie on their page in no order; a page is sorted when it is
/// opened. What an event costs therefore hardly depends on how many are still to come, as long as a page has few of them: so the
/// pages of the next run are made longer or shorter by what those of the last one had. The order of events does not depend on it.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    /// For each slot what it has coming, and when.
    coming: Vec<Option<(Time, E)>>,
    /// The first key of all, or [`NEVER`] where the open page has none. It stands by itself, so that whether it is due is known as
    /// soon as can be.
    first: Key,
    /// The other keys of the open page, the latest first.
    open: Vec<Key>,
    /// The seconds of a page are 2 to this power.
    power: u32,
    /// Entries that lay on the pages opened in this run, those out of date included.
    entries: u32,
    /// The number of the open page.
    page: u32,
    /// For each page the entry last put on it (a position in `later`), or [`END`].
    pages: Vec<u32>,
    later: Vec<Later>,
    on_later_pages: u32,
    /// The first unused entry of `later`; each names the next.
    unused: u32,
    horizon: Time,
}

impl<E: Copy> Calendar<E> {
    /// An empty calendar for slots `0..slots` (it grows when asked for more). Events later than `horizon` are never kept.
    pub fn new(slots: u32, horizon: Time) -> Self {
        Self {
            coming: vec![None; slots as usize],
            first: NEVER,
            open: Vec::new(),
            power: PAGE,
            entries: 0,
            page: 0,
            pages: Vec::new(),
            later: Vec::new(),
            on_later_pages: 0,
            unused: END,
            horizon,
        }
    }

    /// Empties the calendar for another run, keeping its memory.
    pub fn clear(&mut self, horizon: Time) {
        self.set_length_of_pages();
        self.coming.fill(None);
        self.first = NEVER;
        self.open.clear();
        self.page = 0;
        self.pages.clear();
        self.later.clear();
        self.on_later_pages = 0;
        self.unused = END;
        self.horizon = horizon;
    }

    /// Puts an event in the calendar, in place of whatever the slot had coming.
    #[inline]
    pub fn schedule(&mut self, slot: u32, at: Time, event: E) {
        if slot as usize >= self.coming.len() {
            return self.schedule_in_new_slot(slot, at, event);
        }
        if at > self.horizon {
            self.coming[slot as usize] = None;
            return;
        }
        self.coming[slot as usize] = Some((at, event));
        let key = key(at, slot);
        let page = at.seconds() >> self.power;
        if page > self.page && (self.on_later_pages > 0 || self.first != NEVER) {
            self.put_on_page(page, key);
        } else if key < self.first {
            // It is the next of all; or nothing else is coming, and its page may as well be opened now.
            if page < self.page {
                self.turn_back();
            }
            self.page = page;
            if self.first != NEVER {
                self.open.push(self.first);
            }
            self.first = key;
        } else {
            self.put_on_open_page(key);
        }
    }

    /// Forgets what the slot had coming, if anything.
    #[inline]
    pub fn cancel(&mut self, slot: u32) {
        if let Some(coming) = self.coming.get_mut(slot as usize) {
            *coming = None;
        }
    }

    /// Takes the next event at or before `limit`: when, to whom, what.
    #[inline]
    pub fn next(&mut self, limit: Time) -> Option<(Time, u32, E)> {
        // No slot has the largest number, so that what never comes is not due at any limit.
        let last = key(limit, u32::MAX - 1);
        loop {
            let first = self.first;
            if first > last {
                if first == NEVER && self.page < limit.seconds() >> self.power && self.turn_page(limit) {
                    continue;
                }
                return None;
            }
            self.first = self.open.pop().unwrap_or(NEVER);
            let (at, slot) = (Time::from_seconds((first >> 32) as u32), first as u32);
            let coming = &mut self.coming[slot as usize];
            if let Some((due, event)) = *coming
                && due == at
            {
                *coming = None;
                return Some((at, slot, event));
            }
        }
    }

    /// Events that are coming.
    pub fn pending(&self) -> usize {
        self.coming.iter().flatten().count()
    }

    fn set_length_of_pages(&mut self) {
        if self.entries == 0 {
            return;
        }
        // Blank pages count too: they are turned as the others are.
        let mut of_page = f64::from(std::mem::take(&mut self.entries)) / f64::from(self.page + 1);
        while of_page > *ENTRIES.end() && self.power > SHORTEST_PAGE {
            self.power -= 1;
            of_page /= 2.0;
        }
        while of_page < *ENTRIES.start() && self.power < LONGEST_PAGE {
            self.power += 1;
            of_page *= 2.0;
        }
    }

    #[cold]
    fn schedule_in_new_slot(&mut self, slot: u32, at: Time, event: E) {
        self.coming.resize(slot as usize + 1, None);
        self.schedule(slot, at, event);
    }

    #[inline(never)]
    fn put_on_open_page(&mut self, key: Key) {
        let place = self.open.partition_point(|&other| other > key);
        self.open.insert(place, key);
    }

    #[inline]
    fn put_on_page(&mut self, page: u32, key: Key) {
        let (Some(last), Some(entry)) = (self.pages.get_mut(page as usize), self.later.get_mut(self.unused as usize))
        else {
            return self.put_on_new_page(page, key);
        };
        let next = entry.next;
        *entry = Later { key, next: std::mem::replace(last, self.unused) };
        self.unused = next;
        self.on_later_pages += 1;
    }

    /// Makes pages up to this one, and an unused entry, for the key.
    #[cold]
    fn put_on_new_page(&mut self, page: u32, key: Key) {
        if page as usize >= self.pages.len() {
            self.pages.resize(page as usize + 1, END);
        }
        if self.unused == END {
            self.unused = self.later.len() as u32;
            self.later.push(Later { key, next: END });
        }
        self.put_on_page(page, key);
    }

    /// Opens the next page that is not blank, up to the one of `limit`, and says whether there was one. The open page must be done.
    fn turn_page(&mut self, limit: Time) -> bool {
        let up_to = (limit.seconds() >> self.power).min((self.pages.len() as u32).saturating_sub(1));
        while self.page < up_to {
            self.page += 1;
            let last = std::mem::replace(&mut self.pages[self.page as usize], END);
            if last != END {
                self.copy_from(last);
                self.entries += self.open.len() as u32;
                sort(&mut self.open);
                self.first = self.open.pop().unwrap_or(NEVER);
                return true;
            }
        }
        false
    }

    /// Puts what is open back on its page, which was opened when nothing else was coming.
    #[cold]
    fn turn_back(&mut self) {
        for at in 0..self.open.len() {
            self.put_on_page(self.page, self.open[at]);
        }
        self.open.clear();
        if self.first != NEVER {
            let first = std::mem::replace(&mut self.first, NEVER);
            self.put_on_page(self.page, first);
        }
    }

    /// Copies the entries of a page from `last` on to the open page; they are unused then.
    fn copy_from(&mut self, last: u32) {
        let mut at = last;
        loop {
            let Later { key, next } = self.later[at as usize];
            self.open.push(key);
            if next == END {
                break;
            }
            at = next;
        }
        self.later[at as usize].next = std::mem::replace(&mut self.unused, last);
        self.on_later_pages -= self.open.len() as u32;
    }
}

#[inline]
fn key(at: Time, slot: u32) -> Key {
    Key::from(at.seconds()) << 32 | Key::from(slot)
}

/// Sorts keys, the latest first. A page has a dozen or so: with that few, carrying every key past all before it is quicker than
/// looking for its place, because nothing has to be guessed.
fn sort(keys: &mut [Key]) {
    if keys.len() > FEW {
        keys.sort_unstable_by(|one, other| other.cmp(one));
        return;
    }
    for at in 1..keys.len() {
        let mut key = keys[at];
        for other in &mut keys[..at] {
            (*other, key) = (key.max(*other), key.min(*other));
        }
        keys[at] = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: u32) -> Time {
        Time::from_seconds(seconds)
    }

    #[test]
    fn events_come_in_order_of_time_and_ties_in_order_of_slots() {
        let mut calendar = Calendar::new(4, Time::MAX);
        calendar.schedule(3, at(5), 'c');
        calendar.schedule(0, at(5), 'd');
        calendar.schedule(1, at(2), 'a');
        calendar.schedule(2, at(5), 'e');
        let order: Vec<char> = std::iter::from_fn(|| calendar.next(Time::MAX).map(|(_, _, event)| event)).collect();
        assert_eq!(order, ['a', 'd', 'e', 'c']);
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

    #[test]
    fn an_event_far_away_that_was_first_there_keeps_no_page_open() {
        let mut calendar = Calendar::new(0, Time::MAX);
        for slot in 0..1_000 {
            // From the last to the first, each on a page of its own; the second of each pair is on the page of the first.
            let of_pair = 100_000 * (1_000 - slot / 2) + slot % 2;
            calendar.schedule(slot, at(of_pair), slot);
            assert!(calendar.open.len() < 2, "{}", calendar.open.len());
        }
        let times = std::iter::from_fn(|| calendar.next(Time::MAX)).map(|(at, _, _)| at).collect::<Vec<_>>();
        assert!(times.len() == 1_000 && times.is_sorted());
    }

    const HORIZON: u32 = 300_000;

    /// What a random test does to the calendar.
    #[derive(Clone, Copy, Debug)]
    enum Act {
        Schedule { slot: u32, after: u32 },
        Cancel { slot: u32 },
        Next { within: u32 },
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            3 => (0..24u32, 0..30u32).prop_map(|(slot, after)| Act::Schedule { slot, after }),
            // Some pages on, but often at the same second as another.
            2 => (0..24u32, 0..30u32).prop_map(|(slot, after)| Act::Schedule { slot, after: 1_000 * after }),
            1 => (0..24u32).prop_map(|slot| Act::Cancel { slot }),
            4 => prop_oneof![0..20u32, 0..20_000u32].prop_map(|within| Act::Next { within }),
        ]
    }

    proptest! {
        #[test]
        fn the_calendar_agrees_with_a_sorted_list(acts in proptest::collection::vec(act(), 1..400)) {
            let mut calendar = Calendar::new(8, at(HORIZON));
            agrees(&mut calendar, &acts)?;
            // The next runs have pages of other lengths.
            for length in [SHORTEST_PAGE, LONGEST_PAGE] {
                calendar.clear(at(HORIZON));
                calendar.power = length;
                agrees(&mut calendar, &acts)?;
            }
        }
    }

    /// Whether a calendar does what a sorted list would.
    fn agrees(calendar: &mut Calendar<u32>, acts: &[Act]) -> Result<(), TestCaseError> {
        let mut list: Vec<(u32, u32)> = Vec::new(); // time, slot
        let mut now = 0;
        for &act in acts {
            match act {
                Act::Schedule { slot, after } => {
                    list.retain(|entry| entry.1 != slot);
                    if now + after <= HORIZON {
                        list.push((now + after, slot));
                    }
                    calendar.schedule(slot, at(now + after), slot);
                }
                Act::Cancel { slot } => {
                    list.retain(|entry| entry.1 != slot);
                    calendar.cancel(slot);
                }
                Act::Next { within } => {
                    list.sort_unstable();
                    let expected = list.first().copied().filter(|entry| entry.0 <= now + within);
                    let found = calendar.next(at(now + within));
                    prop_assert_eq!(found, expected.map(|(time, slot)| (at(time), slot, slot)));
                    if let Some((time, _)) = expected {
                        list.remove(0);
                        now = time;
                    }
                }
            }
        }
        Ok(())
    }

    #[test]
    fn pages_of_the_next_run_have_as_many_entries_as_are_quickly_sorted() {
        let mut calendar = Calendar::new(0, Time::MAX);
        let run = |calendar: &mut Calendar<u32>, events: u32, every: u32| {
            calendar.clear(Time::MAX);
            (0..events).for_each(|slot| calendar.schedule(slot, at((slot + 1) * every), slot));
            while calendar.next(Time::MAX).is_some() {}
            calendar.entries / (calendar.page + 1)
        };
        for every in [60, 3_600, 1_800] {
            run(&mut calendar, 10_000, every);
            let found = run(&mut calendar, 10_000, every);
            assert!((5..=14).contains(&found), "{every}: {found}");
        }
    }
}
