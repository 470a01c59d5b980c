//! Ctrl-C: the first asks the run to stop and clean up, the second ends it at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::{Failure, STOPPED};

static WANTED: AtomicBool = AtomicBool::new(false);

/// Begins to listen for Ctrl-C, and for requests to terminate.
pub fn watch() {
    // Where the system does not let us listen, Ctrl-C ends the process: no reason to refuse the run.
    let _ = ctrlc::set_handler(|| {
        if WANTED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(STOPPED));
        }
    });
}

/// True when the user wants the run to stop.
pub fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}

/// Fails when the user wants the run to stop.
pub fn checkpoint() -> Result<(), Failure> {
    if is_wanted() { Err(Failure::Stopped) } else { Ok(()) }
}
