//! The simulation engine: time, the calendar of coming events, resources and waiting lines.
//!
//! It knows nothing of hospitals. A model keeps its own state, schedules small `Copy` values in a [`Calendar`] and asks for the
//! next one until there is none; whatever is scarce is a [`Resource`], and whoever waits for it stands in a line of
//! [`WaitingLines`]. A queue with one server takes thirty lines:
//!
//! ```
//! use dtoc::engine::{Calendar, Resource, Time, WaitingLines};
//!
//! #[derive(Clone, Copy)]
//! enum Event { Arrives, Leaves }
//!
//! // Ten customers, one every 3 seconds; each is served for 4 seconds. How long does the last one wait?
//! let mut calendar = Calendar::new(11, Time::from_seconds(1_000));
//! let mut server = Resource::new(1);
//! let mut lines = WaitingLines::new(1, 10);
//! let mut last_wait = 0;
//! for customer in 0..10 {
//!     calendar.schedule(customer, Time::from_seconds(3 * customer), Event::Arrives);
//! }
//! let start = |calendar: &mut Calendar<Event>, customer: u32, now: Time| {
//!     calendar.schedule(customer, now.after(4), Event::Leaves);
//!     now.seconds() - 3 * customer
//! };
//! while let Some((now, customer, event)) = calendar.next(Time::MAX) {
//!     match event {
//!         Event::Arrives if server.seize() => last_wait = start(&mut calendar, customer, now),
//!         Event::Arrives => lines.join(0, customer),
//!         Event::Leaves => {
//!             server.release();
//!             if let Some(next) = lines.take_first(0) {
//!                 server.seize();
//!                 last_wait = start(&mut calendar, next, now);
//!             }
//!         }
//!     }
//! }
//! assert_eq!(last_wait, 9);
//! ```

mod calendar;
mod resource;
mod time;
mod waiting_lines;

pub use calendar::Calendar;
pub use resource::Resource;
pub use time::Time;
pub use waiting_lines::WaitingLines;
