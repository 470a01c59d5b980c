//! The simulation clock.

/// A moment: whole seconds since the simulation began. Whole numbers make ties exact and the order total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(u32);

impl Time {
    /// The beginning.
    pub const ZERO: Self = Self(0);
    /// Later than anything that happens (136 years).
    pub const MAX: Self = Self(u32::MAX);

    /// The moment `seconds` after the beginning.
    pub const fn from_seconds(seconds: u32) -> Self {
        Self(seconds)
    }

    /// Seconds since the beginning.
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// The moment `seconds` later; [`Time::MAX`] when that is past the end of time.
    #[must_use]
    pub const fn after(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; 0 when it is not earlier.
    pub const fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }
}
