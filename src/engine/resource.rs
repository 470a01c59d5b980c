//! Things that are held one at a time.

/// A number of equal units of which each is free or held.
///
/// The capacity may fall below what is held: nobody is put out, and nothing is free until enough has been released.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    capacity: u32,
    held: u32,
}

impl Resource {
    /// A resource with all units free. `u32::MAX` units never run out.
    pub const fn new(capacity: u32) -> Self {
        Self { capacity, held: 0 }
    }

    /// Units there are.
    pub const fn capacity(&self) -> u32 {
        self.capacity
    }

    /// Units held.
    pub const fn held(&self) -> u32 {
        self.held
    }

    /// Units free.
    pub const fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.held)
    }

    /// Changes the capacity.
    pub fn set_capacity(&mut self, capacity: u32) {
        self.capacity = capacity;
    }

    /// Takes a unit if one is free, and says whether it did.
    #[inline]
    pub fn seize(&mut self) -> bool {
        let free = self.held < self.capacity;
        self.held += u32::from(free);
        free
    }

    /// Takes a unit even if none is free: for those who are there already when the simulation begins.
    pub fn seize_regardless(&mut self) {
        self.held += 1;
    }

    /// Gives a unit back.
    #[inline]
    pub fn release(&mut self) {
        debug_assert!(self.held > 0, "a unit is released that nobody held");
        self.held -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_given_only_while_one_is_free() {
        let mut beds = Resource::new(2);
        assert!(beds.seize() && beds.seize() && !beds.seize());
        beds.release();
        assert_eq!((beds.free(), beds.held()), (1, 1));
        assert!(beds.seize());
    }

    #[test]
    fn a_fall_in_capacity_puts_nobody_out() {
        let mut beds = Resource::new(3);
        assert!(beds.seize() && beds.seize() && beds.seize());
        beds.set_capacity(1);
        assert_eq!((beds.held(), beds.free()), (3, 0));
        beds.release();
        beds.release();
        assert!(!beds.seize());
        beds.release();
        assert!(beds.seize());
    }
}
