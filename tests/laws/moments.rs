//! Who holds what at every moment, once all that happens in the same second has happened.

/// Places held and people in line, facility by facility, within a day. Places open and close only in the morning, so what a day
/// must obey is known at its midnight.
#[derive(Clone, Default)]
pub struct Moments {
    held: Vec<u32>,
    in_line: Vec<u32>,
    /// Held at the moment before.
    before: Vec<u32>,
    /// The most that a rise has led to today.
    risen_to: Vec<u32>,
    /// The fewest held today while somebody was in line.
    fewest_beside_a_line: Vec<u32>,
}

impl Moments {
    pub fn new(facilities: usize) -> Self {
        let mut moments = Self {
            held: vec![0; facilities],
            in_line: vec![0; facilities],
            before: vec![0; facilities],
            ..Self::default()
        };
        moments.new_day();
        moments
    }

    pub fn new_day(&mut self) {
        self.risen_to = vec![0; self.held.len()];
        self.fewest_beside_a_line = vec![u32::MAX; self.held.len()];
    }

    /// What is held as the first day begins has not risen to it.
    pub fn begin(&mut self) {
        self.before.clone_from(&self.held);
    }

    /// A patient holds these places and stands in these lines.
    pub fn add(&mut self, held: [Option<usize>; 2], in_line: Option<usize>) {
        held.into_iter().flatten().for_each(|facility| self.held[facility] += 1);
        in_line.into_iter().for_each(|facility| self.in_line[facility] += 1);
    }

    /// A patient holds these places and stands in these lines no longer.
    pub fn remove(&mut self, held: [Option<usize>; 2], in_line: Option<usize>) {
        held.into_iter().flatten().for_each(|facility| self.held[facility] -= 1);
        in_line.into_iter().for_each(|facility| self.in_line[facility] -= 1);
    }

    /// All that happens in this second has happened.
    pub fn pass(&mut self) {
        for facility in 0..self.held.len() {
            let held = self.held[facility];
            if held > self.before[facility] {
                self.risen_to[facility] = self.risen_to[facility].max(held);
            }
            if self.in_line[facility] > 0 {
                self.fewest_beside_a_line[facility] = self.fewest_beside_a_line[facility].min(held);
            }
            self.before[facility] = held;
        }
    }

    /// The most that were held today after there were more than before; 0 when there never were.
    pub fn risen_to(&self, facility: usize) -> u32 {
        self.risen_to[facility]
    }

    /// The fewest that were held today while somebody waited; the largest number when nobody did.
    pub fn fewest_beside_a_line(&self, facility: usize) -> u32 {
        self.fewest_beside_a_line[facility]
    }
}
