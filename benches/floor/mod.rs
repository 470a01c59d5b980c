//! The floor: the smallest straight-line program for each system, to measure the others by.
//!
//! Nobody has a name here. Who waits is a number in a line; what happens is a key in a heap; durations are drawn as everywhere
//! else, so that what differs is the way they are put in order.

mod heap;
mod queue;
mod tandem;

pub use heap::Heap;
pub use queue::queue;
pub use tandem::tandem;
