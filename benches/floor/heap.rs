//! A heap of 8-byte keys.

/// The least of a set of keys first. A key holds the second, the order of scheduling and what happens.
///
/// Four children to a node; what is not in use holds the largest key, so that every node that is looked at has all four.
pub struct Heap {
    keys: Vec<u64>,
    length: usize,
}

const UNUSED: u64 = u64::MAX;

impl Heap {
    pub fn new() -> Self {
        Self { keys: vec![UNUSED; 8], length: 0 }
    }

    pub fn clear(&mut self) {
        self.keys[..self.length].fill(UNUSED);
        self.length = 0;
    }

    /// The least key; `u64::MAX` when there is none.
    #[inline(always)]
    pub fn first(&self) -> u64 {
        self.keys[0]
    }

    #[inline(always)]
    pub fn push(&mut self, key: u64) {
        let mut at = self.length;
        self.length += 1;
        if self.length + 4 > self.keys.len() {
            self.keys.resize(2 * self.keys.len(), UNUSED);
        }
        while at > 0 {
            let parent = (at - 1) / 4;
            if self.keys[parent] <= key {
                break;
            }
            self.keys[at] = self.keys[parent];
            at = parent;
        }
        self.keys[at] = key;
    }

    /// Takes the least key and puts another in its place: one descent for the two.
    #[inline(always)]
    pub fn replace_first(&mut self, key: u64) {
        let mut at = 0;
        while let Some(&[a, b, c, d]) = self.keys.get(4 * at + 1..4 * at + 5) {
            let (first, of_first) = if b < a { (b, 1) } else { (a, 0) };
            let (last, of_last) = if d < c { (d, 3) } else { (c, 2) };
            let (least, of_least) = if last < first { (last, of_last) } else { (first, of_first) };
            if key <= least {
                break;
            }
            self.keys[at] = least;
            at = 4 * at + 1 + of_least;
        }
        self.keys[at] = key;
    }

    #[inline(always)]
    pub fn remove_first(&mut self) {
        self.length -= 1;
        let last = std::mem::replace(&mut self.keys[self.length], UNUSED);
        if self.length > 0 {
            self.replace_first(last);
        }
    }
}
