//! Splitting the replications of an experiment.

use std::ops::Range;

use super::BLOCK;

/// One of several parts of an experiment, each with about as many blocks of replications as any other.
///
/// ```
/// use dtoc::experiment::Shard;
///
/// let shards = [1, 2, 3].map(|number| Shard { number, of: 3 }.replications(1_000));
/// assert_eq!(shards, [0..320, 320..640, 640..1_000]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `of`.
    pub number: u64,
    pub of: u64,
}

impl Shard {
    /// The replications of this part, counted from 0, of so many in all; none where there are fewer blocks than parts. The parts
    /// in order are all replications in order.
    pub fn replications(&self, all: u64) -> Range<u64> {
        let blocks = u128::from(all.div_ceil(BLOCK));
        let begins = |part: u64| {
            let block = blocks * u128::from(part) / u128::from(self.of.max(1));
            u64::try_from(block * u128::from(BLOCK)).map_or(all, |replication| replication.min(all))
        };
        begins(self.number.saturating_sub(1))..begins(self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shards_are_all_replications_in_order_in_whole_blocks(all in 0_u64..5_000, of in 1_u64..40) {
            let shards: Vec<Range<u64>> = (1..=of).map(|number| Shard { number, of }.replications(all)).collect();
            let mut next = 0;
            for shard in &shards {
                prop_assert_eq!(shard.start, next);
                prop_assert!(shard.end == all || shard.end % BLOCK == 0);
                next = shard.end;
            }
            prop_assert_eq!(next, all);
            let blocks = shards.iter().map(|shard| (shard.end - shard.start).div_ceil(BLOCK));
            prop_assert!(blocks.clone().max().unwrap_or(0) - blocks.min().unwrap_or(0) <= 1);
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let last = Shard { number: u64::MAX, of: u64::MAX }.replications(u64::MAX);
        assert_eq!(last.end, u64::MAX);
        assert_eq!(Shard { number: 1, of: 1 }.replications(u64::MAX), 0..u64::MAX);
    }
}
