/// The address of a family of draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The root of all draws of a seed.
    pub fn root(_seed: u64) -> Self {
        todo!()
    }
    /// The family `number` below this one (a replication, a group, a patient).
    pub fn child(self, _number: u64) -> Self {
        todo!()
    }
    /// The 64 random bits for a purpose.
    pub fn bits(self, _purpose: u64) -> u64 {
        todo!()
    }
    /// A uniform number strictly between 0 and 1 for a purpose.
    pub fn uniform(self, _purpose: u64) -> f64 {
        todo!()
    }
    /// An endless stream for a purpose, for samplers that need more than one draw.
    pub fn stream(self, _purpose: u64) -> Stream {
        todo!()
    }
}

/// A generator (implements the `rand` traits).
#[derive(Clone, Debug)]
pub struct Stream {
    _state: u64,
}
