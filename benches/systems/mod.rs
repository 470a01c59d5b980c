//! The systems whose speed is measured: what they are made of and what is drawn, the same for every program.

use dtoc::random::{Distribution, Key, Stream};
use rand::Rng;

/// Seconds.
pub const DAY: u32 = 86_400;

/// Customers who wait in one line for equal servers. Times are in seconds.
pub struct Queue {
    pub servers: u32,
    pub customers: u32,
    pub gap: Distribution,
    pub service: Distribution,
}

impl Queue {
    /// M/M/c: exponential gaps and services, nine tenths of the servers at work.
    pub fn markov(servers: u32, customers: u32) -> Self {
        Self { servers, customers, gap: exponential(1_000.0), service: exponential(900.0 * f64::from(servers)) }
    }
}

/// Two stations in tandem with blocking: an acute bed for everyone, then for some an intermediate bed, for which they wait in the
/// acute bed. First come first served, and empty at first. Times are in seconds.
pub struct Tandem {
    pub acute_beds: u32,
    pub intermediate_beds: u32,
    pub gap: Distribution,
    pub treatment: Distribution,
    pub stay: Distribution,
    /// Share of patients who need an intermediate bed after treatment.
    pub transferred: f64,
    pub warm_up_days: u32,
    pub counted_days: u32,
}

impl Tandem {
    /// `size` times 20 patients a day, 160 acute beds and 150 intermediate beds: overloaded on purpose.
    pub fn new(size: u32) -> Self {
        let day = f64::from(DAY);
        Self {
            acute_beds: 160 * size,
            intermediate_beds: 150 * size,
            gap: exponential(day / f64::from(20 * size)),
            treatment: Distribution::log_normal_mean_sd(6.0 * day, 6.0 * day).expect("a sound distribution"),
            stay: exponential(35.0 * day),
            transferred: 0.25,
            warm_up_days: 90,
            counted_days: 365,
        }
    }
}

fn exponential(mean: f64) -> Distribution {
    Distribution::exponential(mean).expect("a sound distribution")
}

/// What one replication of a tandem gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Acute beds with someone in them, added over the midnights of the counted days.
    pub occupied: u64,
    /// Those of them who are treated and wait for an intermediate bed.
    pub blocked: u64,
    pub events: u64,
}

/// Random bits for each purpose, in the order in which they are asked for.
#[derive(Clone)]
pub struct Draws(Stream);

impl Draws {
    pub fn new(seed: u64, purpose: u64) -> Self {
        Self(Key::root(seed).stream(purpose))
    }

    /// A number of whole seconds.
    #[inline(always)]
    pub fn seconds(&mut self, distribution: &Distribution) -> u32 {
        (distribution.sample(self.0.next_u64()) + 0.5) as u32
    }

    /// Yes, with a probability.
    #[inline(always)]
    pub fn happens(&mut self, probability: f64) -> bool {
        (self.0.next_u64() as f64) < probability * u64::MAX as f64
    }
}
