//! Addresses of draws.

use rand::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;
use std::convert::Infallible;

/// The increment of SplitMix64: 2^64 divided by the golden ratio, made odd.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
/// Keeps the families below a key apart from its bits and its streams: fractional digits of pi.
const CHILD: u64 = 0x243f_6a88_85a3_08d3;
const BITS: u64 = 0x1319_8a2e_0370_7344;
const STREAM: u64 = 0xa409_3822_299f_31d0;

/// The SplitMix64 finaliser: a bijection in which every output bit depends on every input bit.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014), with the constants of
/// Stafford's variant 13 of the MurmurHash3 finaliser.
#[inline]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number strictly between 0 and 1 from the 52 upper bits: the middle of one of 2^52 equal cells.
#[inline]
pub(super) fn unit(bits: u64) -> f64 {
    const CELL: f64 = 1.0 / (1_u64 << 52) as f64;
    ((bits >> 12) as f64 + 0.5) * CELL
}

/// The address of a family of draws.
///
/// Addresses form a tree: a seed, below it its replications, below each its patient groups, and so on. Every step
/// hashes, so small consecutive numbers (seed 0, 1, 2; patient 0, 1, 2) give draws that have nothing to do with one
/// another. A key is a value: it is never used up, and asking twice gives the same answer.
///
/// ```
/// use dtoc::random::Key;
///
/// let patient = Key::root(1).child(0).child(3).child(1_000);
/// assert_eq!(patient.bits(2), patient.bits(2));
/// assert_ne!(patient.bits(2), patient.bits(3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u64);

impl Key {
    /// The root of all draws of a seed.
    #[must_use]
    pub const fn root(seed: u64) -> Self {
        Self(mix(seed.wrapping_mul(GOLDEN).wrapping_add(CHILD)))
    }

    /// The family `number` below this one (a replication, a group, a patient).
    #[inline]
    #[must_use]
    pub const fn child(self, number: u64) -> Self {
        Self(self.hashed(CHILD, number))
    }

    /// The 64 random bits for a purpose.
    #[inline]
    #[must_use]
    pub const fn bits(self, purpose: u64) -> u64 {
        self.hashed(BITS, purpose)
    }

    /// A uniform number strictly between 0 and 1 for a purpose, from the same bits as [`Key::bits`].
    #[inline]
    #[must_use]
    pub fn uniform(self, purpose: u64) -> f64 {
        unit(self.bits(purpose))
    }

    /// A standard normal number for a purpose, from the same bits as [`Key::bits`].
    #[must_use]
    pub fn normal(self, purpose: u64) -> f64 {
        super::normal::quantile(self.uniform(purpose))
    }

    /// An exponential number with mean 1 for a purpose, from the same bits as [`Key::bits`].
    #[must_use]
    pub fn exponential(self, purpose: u64) -> f64 {
        -libm::log(self.uniform(purpose))
    }

    /// An endless stream for a purpose, for samplers that need more than one draw.
    #[inline]
    #[must_use]
    pub const fn stream(self, purpose: u64) -> Stream {
        Stream { state: self.hashed(STREAM, purpose) }
    }

    /// The `number`-th output of a SplitMix64 generator whose state is this key, displaced by `kind`.
    #[inline]
    const fn hashed(self, kind: u64, number: u64) -> u64 {
        mix((self.0 ^ kind).wrapping_add(number.wrapping_add(1).wrapping_mul(GOLDEN)))
    }
}

/// A random number generator (SplitMix64): implements the generator traits of `rand`.
///
/// ```
/// use dtoc::random::Key;
/// use rand::RngExt;
///
/// let mut stream = Key::root(1).stream(0);
/// let die = stream.random_range(1..=6);
/// assert!((1..=6).contains(&die));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    state: u64,
}

impl TryRng for Stream {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|bits| (bits >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.state = self.state.wrapping_add(GOLDEN);
        Ok(mix(self.state))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    /// Chi-square of counts against equal expectation, as a standard normal deviate (Wilson and Hilferty 1931).
    fn deviate(counts: &[u32]) -> f64 {
        let expected = counts.iter().map(|count| f64::from(*count)).sum::<f64>() / counts.len() as f64;
        let square: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
        let spread = 2.0 / (9.0 * (counts.len() - 1) as f64);
        ((square / (counts.len() - 1) as f64).cbrt() - (1.0 - spread)) / spread.sqrt()
    }

    type Draw = fn(u64) -> u64;

    /// Draws along each way in which neighbouring addresses differ, everything else as small as can be.
    fn neighbours() -> [(&'static str, Draw); 6] {
        [
            ("seed", |n| Key::root(n).child(0).child(0).child(0).bits(0)),
            ("replication", |n| Key::root(0).child(n).child(0).child(0).bits(0)),
            ("group", |n| Key::root(0).child(0).child(n).child(0).bits(0)),
            ("patient", |n| Key::root(0).child(0).child(0).child(n).bits(0)),
            ("purpose", |n| Key::root(0).child(0).child(0).child(0).bits(n)),
            ("stream", |n| Key::root(0).child(0).child(0).child(n).stream(0).next_u64()),
        ]
    }

    #[test]
    fn the_first_draws_are_pinned() {
        let key = Key::root(1);
        assert_eq!(key.bits(0), 0x5e2e_9862_a1b7_d808);
        assert_eq!(key.child(2).child(3).bits(4), 0xe17d_f578_8401_cc2f);
        let mut stream = key.child(7).stream(5);
        assert_eq!([stream.next_u64(), stream.next_u64()], [0x74bf_78b1_1adb_3931, 0x0e48_7211_40cd_42be]);
        assert_eq!(stream.next_u32(), 0xc822_131e);
    }

    #[test]
    fn uniforms_are_strictly_between_zero_and_one() {
        assert!(unit(0) > 0.0);
        assert!(unit(u64::MAX) < 1.0);
        assert_eq!(unit(0) + unit(u64::MAX), 1.0);
    }

    #[test]
    fn neighbouring_addresses_are_uncorrelated() {
        const DRAWS: u64 = 40_000;
        for (name, draw) in neighbours() {
            for lag in [1, 2, 16] {
                let product: f64 = (0..DRAWS).map(|n| (unit(draw(n)) - 0.5) * (unit(draw(n + lag)) - 0.5)).sum();
                // The product of two centred uniforms has variance 1/144.
                let z = product / (DRAWS as f64 / 144.0).sqrt();
                assert!(z.abs() < 3.5, "{name} at lag {lag}: z = {z}");
            }
        }
    }

    #[test]
    fn neighbouring_addresses_fill_all_cells_evenly() {
        for (name, draw) in neighbours() {
            for shift in [0, 29, 56] {
                let mut counts = [0; 256];
                (0..50_000).for_each(|n| counts[(draw(n) >> shift) as usize & 255] += 1);
                let z = deviate(&counts);
                assert!(z.abs() < 3.5, "{name}, bits from {shift}: z = {z}");
            }
        }
    }

    #[test]
    fn pairs_of_neighbouring_draws_fill_the_square_evenly() {
        for (name, draw) in neighbours() {
            let mut counts = [0; 256];
            (0..50_000).for_each(|n| counts[((draw(n) >> 60) << 4 | draw(n + 1) >> 60) as usize] += 1);
            let z = deviate(&counts);
            assert!(z.abs() < 3.5, "{name}: z = {z}");
        }
    }

    #[test]
    fn bits_streams_and_children_of_one_key_differ() {
        let key = Key::root(3);
        let mut stream = key.stream(0);
        let seen = [key.bits(0), key.child(0).bits(0), stream.next_u64(), key.child(0).child(0).bits(0), key.bits(1)];
        for (at, bits) in seen.iter().enumerate() {
            assert!(!seen[..at].contains(bits));
        }
    }

    #[test]
    fn a_stream_fills_bytes_with_its_words() {
        let mut bytes = [0; 12];
        Key::root(1).stream(0).fill_bytes(&mut bytes);
        let mut stream = Key::root(1).stream(0);
        assert_eq!(bytes[..8], stream.next_u64().to_le_bytes());
        assert_eq!(bytes[8..], stream.next_u64().to_le_bytes()[..4]);
    }

    #[test]
    fn a_cloned_stream_goes_the_same_way() {
        let mut stream = Key::root(1).stream(0);
        stream.next_u64();
        let mut other = stream.clone();
        assert_eq!(stream, other);
        assert_eq!(stream.next_u64(), other.next_u64());
    }
}
