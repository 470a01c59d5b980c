//! Lines of those who wait.

/// No ticket, and no line.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Line {
    first: u32,
    last: u32,
    length: u32,
}

const EMPTY: Line = Line { first: NONE, last: NONE, length: 0 };

#[derive(Clone, Copy, Debug)]
struct Ticket {
    line: u32,
    before: u32,
    behind: u32,
}

const IDLE: Ticket = Ticket { line: NONE, before: NONE, behind: NONE };

/// A set of first-come-first-served lines that **tickets** (small numbers) stand in, each in one line at most.
///
/// Joining, leaving from anywhere and taking the first are all one step. Whoever may wait in several lines at once holds several
/// tickets.
#[derive(Clone, Debug)]
pub struct WaitingLines {
    lines: Vec<Line>,
    tickets: Vec<Ticket>,
}

impl WaitingLines {
    /// Empty lines `0..lines` and idle tickets `0..tickets` (more tickets are made when one joins).
    pub fn new(lines: u32, tickets: u32) -> Self {
        Self { lines: vec![EMPTY; lines as usize], tickets: vec![IDLE; tickets as usize] }
    }

    /// Empties all lines, keeping the memory.
    pub fn clear(&mut self) {
        self.lines.fill(EMPTY);
        self.tickets.fill(IDLE);
    }

    /// Number standing in a line.
    #[inline]
    pub fn length(&self, line: u32) -> u32 {
        self.lines[line as usize].length
    }

    /// The ticket at the head of a line.
    #[inline]
    pub fn first(&self, line: u32) -> Option<u32> {
        let first = self.lines[line as usize].first;
        (first != NONE).then_some(first)
    }

    /// Puts a ticket at the end of a line. A ticket that stands in a line already leaves it first.
    #[inline]
    pub fn join(&mut self, line: u32, ticket: u32) {
        if self.tickets.get(ticket as usize).is_none_or(|ticket| ticket.line != NONE) {
            return self.join_anew(line, ticket);
        }
        let last = self.lines[line as usize].last;
        self.tickets[ticket as usize] = Ticket { line, before: last, behind: NONE };
        let line = &mut self.lines[line as usize];
        line.last = ticket;
        line.length += 1;
        if last == NONE {
            line.first = ticket;
        } else {
            self.tickets[last as usize].behind = ticket;
        }
    }

    /// Joins with a ticket that is new, or that leaves another line first.
    #[cold]
    fn join_anew(&mut self, line: u32, ticket: u32) {
        if ticket as usize >= self.tickets.len() {
            self.tickets.resize(ticket as usize + 1, IDLE);
        }
        self.leave(ticket);
        self.join(line, ticket);
    }

    /// Takes a ticket out of whatever line it stands in, if any, and says whether it did.
    #[inline]
    pub fn leave(&mut self, ticket: u32) -> bool {
        match self.tickets.get(ticket as usize) {
            Some(&stands) if stands.line != NONE => self.close_up(ticket, stands),
            _ => return false,
        }
        true
    }

    /// Those before and behind a ticket close up.
    fn close_up(&mut self, ticket: u32, Ticket { line, before, behind }: Ticket) {
        self.tickets[ticket as usize] = IDLE;
        let line = &mut self.lines[line as usize];
        line.length -= 1;
        match before {
            NONE => line.first = behind,
            _ => self.tickets[before as usize].behind = behind,
        }
        match behind {
            NONE => line.last = before,
            _ => self.tickets[behind as usize].before = before,
        }
    }

    /// Takes the ticket at the head of a line.
    #[inline]
    pub fn take_first(&mut self, line: u32) -> Option<u32> {
        let first = self.first(line)?;
        let Ticket { behind, .. } = std::mem::replace(&mut self.tickets[first as usize], IDLE);
        let line = &mut self.lines[line as usize];
        line.length -= 1;
        line.first = behind;
        match behind {
            NONE => line.last = NONE,
            _ => self.tickets[behind as usize].before = NONE,
        }
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    #[test]
    fn the_first_to_join_is_the_first_taken() {
        let mut lines = WaitingLines::new(2, 0);
        for ticket in [4, 2, 9] {
            lines.join(1, ticket);
        }
        assert_eq!(lines.length(1), 3);
        assert_eq!([lines.take_first(1), lines.take_first(1), lines.take_first(1)], [Some(4), Some(2), Some(9)]);
        assert_eq!(lines.take_first(1), None);
    }

    proptest! {
        #[test]
        fn lines_agree_with_plain_queues(acts in proptest::collection::vec((0..3u32, 0..12u32, 0..3u32), 1..300)) {
            let mut lines = WaitingLines::new(3, 4);
            let mut plain = vec![VecDeque::new(); 3];
            for (act, ticket, line) in acts {
                match act {
                    0 => {
                        plain.iter_mut().for_each(|queue| queue.retain(|&other| other != ticket));
                        plain[line as usize].push_back(ticket);
                        lines.join(line, ticket);
                    }
                    1 => {
                        plain.iter_mut().for_each(|queue| queue.retain(|&other| other != ticket));
                        lines.leave(ticket);
                    }
                    _ => prop_assert_eq!(lines.take_first(line), plain[line as usize].pop_front()),
                }
                for (line, queue) in plain.iter().enumerate() {
                    prop_assert_eq!(lines.length(line as u32) as usize, queue.len());
                    prop_assert_eq!(lines.first(line as u32), queue.front().copied());
                }
            }
        }
    }
}
