//! What is wrong with a scenario or with what was asked, shown; and the failure that follows.

use super::failure::Failure;
use super::terminal;
use super::words::{counted, grouped};
use crate::experiment::study::{Complaint, Complaints, Unfinished};
use crate::scenario::Problems;

/// Most complaints that are shown one by one.
const MOST_SHOWN: usize = 20;
/// Most values of a point that are shown.
const MOST_VALUES: usize = 8;

/// Shows problems in the manner of rustc.
pub fn show(problems: &Problems) {
    if !problems.is_empty() {
        terminal::tell(&(problems.render(true) + "\n"));
    }
}

/// The failure of a study that was asked something wrong. All but what the failure says is shown.
pub fn refused(complaints: Complaints) -> Failure {
    let Complaints(mut list) = complaints;
    match list.len() {
        1 => failure(list.remove(0)),
        several => {
            for complaint in list.into_iter().take(MOST_SHOWN) {
                terminal::tell(&failure(complaint).message());
            }
            let more = several.saturating_sub(MOST_SHOWN);
            let more = if more > 0 { format!(", {} more than are shown", grouped(more as u64)) } else { String::new() };
            Failure::cannot(format!("the command has {}{more}; nothing was run", counted(several, "problem")))
        }
    }
}

/// The failure of a study that was not finished.
pub fn unfinished(why: Unfinished) -> Failure {
    match why {
        Unfinished::Interrupted(interrupted) => interrupted.into(),
        Unfinished::Refused(complaint) => failure(complaint),
    }
}

/// The failure that a complaint is. What is wrong with a file is shown.
fn failure(complaint: Complaint) -> Failure {
    let Complaint { what, help, problems, values } = complaint;
    problems.iter().for_each(show);
    if !values.is_empty() {
        let values = values.iter().take(MOST_VALUES).map(|(path, value)| format!("{path} = {value}"));
        terminal::tell(&format!("with {}\n", values.collect::<Vec<_>>().join(", ")));
    }
    Failure::Cannot { what, help }
}
