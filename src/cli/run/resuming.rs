//! Where a run begins: from the start, or from where an interrupted one left off.

use super::order::Order;
use crate::cli::failure::Failure;
use crate::cli::folder::OutputFolder;
use crate::cli::parts::{self, Header, Partial, Unreadable};
use crate::cli::terminal;

/// The folder to write to, and what an interrupted run left in it, where that is asked for and there is some.
pub fn folder(order: &Order) -> Result<(OutputFolder, Option<Partial>), Failure> {
    let folder = OutputFolder::prepare(&order.destination)?;
    if !order.resumes {
        if folder.path().join(parts::PARTIAL).exists() {
            let unfinished = folder.unfinished();
            let name = unfinished.display();
            terminal::tell(&format!(
                "what an interrupted run left in `{name}` is dropped; --resume would go on from it\n"
            ));
        }
        folder.clear(&[])?;
        return Ok((folder, None));
    }
    folder.clear(&parts::FILES)?;
    let is_taken_back = folder.take_back(&parts::FILES)?;
    let partial = match Partial::open(folder.path()) {
        Ok(partial) => partial,
        Err(Unreadable::Missing) => {
            terminal::tell("there is nothing to go on from: the run begins from the start\n");
            folder.clear(&[])?;
            return Ok((folder, None));
        }
        Err(why) => return Err(refused(&folder, &why)),
    };
    if let Err(failure) = refuse_another_run(order, &folder, &partial.header) {
        if !is_taken_back {
            folder.leave();
        }
        return Err(failure);
    }
    let next = partial.header.next;
    folder.keep(order.kept(next, &folder.unfinished()));
    terminal::tell(&format!("goes on after {}\n", order.done(next)));
    Ok((folder, Some(partial)))
}

/// The failure of a run whose earlier part cannot be read, which is left as it is.
pub fn refused(folder: &OutputFolder, why: &Unreadable) -> Failure {
    folder.leave();
    failure(folder, &why.to_string())
}

fn failure(folder: &OutputFolder, why: &str) -> Failure {
    Failure::cannot(format!("`{}` {why}", folder.unfinished().display()))
        .help("without --resume the run begins from the start")
}

fn refuse_another_run(order: &Order, folder: &OutputFolder, earlier: &Header) -> Result<(), Failure> {
    let here = order.header(earlier.next);
    let mut reasons: Vec<String> = here
        .differences(earlier)
        .into_iter()
        .map(|difference| {
            format!("the {} was `{}`, and is `{}` now", difference.what, difference.there, difference.here)
        })
        .collect();
    if reasons.is_empty() && (here.shard != earlier.shard || here.first != earlier.first || earlier.next < here.first) {
        reasons.push("it is another part".into());
    }
    if reasons.is_empty() {
        return Ok(());
    }
    let why = format!("holds an interrupted run of something else: {}", reasons.join("; "));
    Err(failure(folder, &why))
}
