//! Work that many threads share and that is collected in order: the only place that knows of threads.

use rayon::prelude::*;

use super::Interrupted;

/// The threads that an experiment is computed on.
pub struct Threads {
    /// None where the system has no threads to give, as in a browser: there the work is done in place, piece after piece.
    pool: Option<rayon::ThreadPool>,
}

impl Threads {
    /// So many threads, or one for each processor.
    ///
    /// # Errors
    ///
    /// [`Interrupted::NoThreads`] when the system gives none, though it could.
    pub fn new(threads: Option<usize>) -> Result<Self, Interrupted> {
        if cfg!(target_family = "wasm") {
            return Ok(Self { pool: None });
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
        Ok(Self { pool: Some(pool.map_err(|error| Interrupted::NoThreads(error.to_string()))?) })
    }

    /// What the work comes to. What it hands to [`map`] and [`for_each`] is shared by these threads.
    pub fn install<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match &self.pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

/// What `each` makes of the items, in their order. Collected in a `Result` or an `Option`, the rest is left when one fails.
pub fn map<I, R, C>(items: I, each: impl Fn(I::Item) -> R + Send + Sync) -> C
where
    I: IntoParallelIterator,
    R: Send,
    C: FromParallelIterator<R>,
{
    items.into_par_iter().map(each).collect()
}

/// Does this with each of the items, in any order.
pub fn for_each<I: IntoParallelIterator>(items: I, each: impl Fn(I::Item) + Send + Sync) {
    items.into_par_iter().for_each(each);
}
