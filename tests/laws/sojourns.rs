//! Little's law as an identity: the counts of all midnights are the midnights of all stays.

use std::collections::BTreeMap;

use crate::laws::patient::PatientKey;
use crate::support::DAY;

/// Every stay under every count, from its first second to its last.
#[derive(Clone, Default)]
pub struct Sojourns {
    /// Seconds of warm-up, whose midnights are not counted.
    from: u32,
    /// Under which counts each patient is, and since when.
    open: BTreeMap<PatientKey, Vec<(usize, u32)>>,
    /// Midnights, by count.
    midnights: Vec<u64>,
    /// Seconds from the first day on, by count.
    seconds: Vec<u64>,
}

impl Sojourns {
    pub fn new(counts: usize, from: u32) -> Self {
        Self { from, midnights: vec![0; counts], seconds: vec![0; counts], ..Self::default() }
    }

    /// From now on a patient is under these counts and no others.
    pub fn set(&mut self, patient: PatientKey, now: u32, counts: &[usize]) {
        let before = self.open.remove(&patient).unwrap_or_default();
        let mut after = Vec::with_capacity(counts.len());
        for &count in counts {
            let since = before.iter().find(|(other, _)| *other == count).map_or(now, |&(_, since)| since);
            after.push((count, since));
        }
        for (count, since) in before {
            if !counts.contains(&count) {
                self.close(count, since, now);
            }
        }
        if !after.is_empty() {
            self.open.insert(patient, after);
        }
    }

    /// A stay is over. The midnight that ends a day comes after all that happens on it.
    fn close(&mut self, count: usize, since: u32, now: u32) {
        let since = since.max(self.from);
        let now = now.max(self.from);
        self.midnights[count] += u64::from(now / DAY - since / DAY);
        self.seconds[count] += u64::from(now - since);
    }

    /// The period is over: so are all stays.
    pub fn end(&mut self, now: u32) {
        for (_, counts) in std::mem::take(&mut self.open) {
            counts.into_iter().for_each(|(count, since)| self.close(count, since, now));
        }
    }

    pub fn midnights(&self, count: usize) -> u64 {
        self.midnights[count]
    }

    pub fn seconds(&self, count: usize) -> u64 {
        self.seconds[count]
    }
}
