//! Replications computed on many threads and handed on in order: what every kind of experiment is made of.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Interrupted, threads};
use crate::model::{Model, Monitor, Population, Simulation};

/// Draws the people of a replication and hands them, with a simulation that keeps its memory, to whoever runs options on them.
pub struct Replicator<'m, M> {
    model: &'m Model,
    seed: u64,
    monitor: Box<dyn Fn() -> M + Sync + 'm>,
    /// What threads work with, used again for their next replication.
    idle: Mutex<Vec<(Simulation<'m, M>, Population)>>,
}

impl<'m, M: Monitor + Send> Replicator<'m, M> {
    /// Replications of a model, each simulation watched by a monitor of its own.
    pub fn new(model: &'m Model, seed: u64, monitor: impl Fn() -> M + Sync + 'm) -> Self {
        Self { model, seed, monitor: Box::new(monitor), idle: Mutex::new(Vec::new()) }
    }

    /// What `each` makes of these replications, in their order, on the threads of the pool it is called in.
    ///
    /// `goes_on` is told before every replication how many are done, and stops the rest when it answers false.
    ///
    /// # Errors
    ///
    /// [`Interrupted::Stopped`] when `goes_on` answers false.
    pub fn replicate<R: Send>(
        &self,
        replications: Range<u64>,
        goes_on: &(dyn Fn(u64) -> bool + Sync),
        each: &(dyn Fn(&mut Simulation<'m, M>, &Population) -> R + Sync),
    ) -> Result<Vec<R>, Interrupted> {
        in_order(replications, goes_on, &|replication| Ok(self.replicate_one(replication, each)))
    }

    /// What `each` makes of one replication.
    pub fn replicate_one<R>(
        &self,
        replication: u64,
        each: &(dyn Fn(&mut Simulation<'m, M>, &Population) -> R + Sync),
    ) -> R {
        let taken = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let (mut simulation, mut population) =
            taken.unwrap_or_else(|| (Simulation::new(self.model, (self.monitor)()), Population::new()));
        self.model.draw(self.seed, replication, &mut population);
        let found = each(&mut simulation, &population);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push((simulation, population));
        }
        found
    }
}

/// What `each` makes of these replications, in their order, on the threads of the pool it is called in.
///
/// `goes_on` is told before every replication how many are done, and stops the rest when it answers false.
///
/// # Errors
///
/// [`Interrupted::Stopped`] when `goes_on` answers false, or an error of `each`.
pub fn in_order<R: Send>(
    replications: Range<u64>,
    goes_on: &(dyn Fn(u64) -> bool + Sync),
    each: &(dyn Fn(u64) -> Result<R, Interrupted> + Sync),
) -> Result<Vec<R>, Interrupted> {
    let done = AtomicU64::new(0);
    threads::map(replications, |replication| {
        if !goes_on(done.load(Ordering::Relaxed)) {
            return Err(Interrupted::Stopped);
        }
        let found = each(replication)?;
        done.fetch_add(1, Ordering::Relaxed);
        Ok(found)
    })
}
