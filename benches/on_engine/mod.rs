//! The same systems written on the engine, as anyone would write them: whoever waits or is served has a slot of their own.

mod queue;
mod tandem;

pub use queue::QueueOnEngine;
pub use tandem::TandemOnEngine;

use dtoc::engine::Time;

/// The last second before a moment: at the same second, whoever comes is dealt with before those who are there already.
fn just_before(moment: Time) -> Time {
    Time::from_seconds(moment.seconds().saturating_sub(1))
}
