//! The files of a report, written to the folder.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use crate::report::{Contents, File};

/// Writes them. Charts are painted on several threads, which takes far longer than anything else here.
pub fn write(files: &[File], folder: &OutputFolder, threads: Option<usize>) -> Result<(), Failure> {
    let (pictures, others): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| matches!(file.contents, Contents::Picture(_)));
    for file in others {
        interruption::checkpoint()?;
        folder.write(&file.path, &file.bytes())?;
    }
    let painters = threads.unwrap_or_else(|| available_parallelism().map_or(1, usize::from)).min(pictures.len());
    let next = AtomicUsize::new(0);
    let failure = Mutex::new(None);
    let paint_one = |file: &File| {
        interruption::checkpoint()?;
        folder.write(&file.path, &file.bytes())
    };
    let work = || {
        while let Some(file) = pictures.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(reason) = paint_one(file) {
                if let Ok(mut failure) = failure.lock() {
                    failure.get_or_insert(reason);
                }
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..painters {
            // This thread paints too, so that it gets done even where the system gives no other.
            let _ = std::thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    failure.into_inner().ok().flatten().map_or(Ok(()), Err)
}
