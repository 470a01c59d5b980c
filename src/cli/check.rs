//! `dtoc check`: whether scenario files are sound.

use super::arguments::CheckArguments;
use super::failure::Failure;
use super::sources::{Text, counted, errors, show};
use super::terminal;
use crate::scenario::{Evidence, Scenario};

/// Checks every file, sound or not, and says what was found.
pub fn check(arguments: &CheckArguments) -> Result<(), Failure> {
    let mut problems = 0;
    let mut refused = 0;
    for file in &arguments.files {
        match Text::find(file).map(|text| (text.load(), text.name)) {
            Ok((Ok(scenario), name)) => {
                show(&scenario.warnings);
                terminal::print(&format!("{name}: {}\n", sound(&scenario)))?;
            }
            Ok((Err(found), _)) => {
                show(&found);
                problems += errors(&found);
                refused += 1;
            }
            Err(failure) => {
                terminal::tell(&(failure.message() + "\n"));
                problems += 1;
                refused += 1;
            }
        }
    }
    if refused == 0 {
        return Ok(());
    }
    let files = counted(arguments.files.len(), "file");
    Err(Failure::cannot(format!("{} in {refused} of {files}", counted(problems, "problem"))))
}

/// What a sound scenario consists of, on one line.
fn sound(scenario: &Scenario) -> String {
    let system = &scenario.system;
    let is_open = |assumption: &&crate::scenario::Assumption| {
        assumption.evidence == Evidence::Assumed && assumption.low.is_none() && assumption.high.is_none()
    };
    let open = scenario.assumptions.iter().filter(is_open).count();
    let warnings = match scenario.warnings.len() {
        0 => String::new(),
        number => format!("; {}", counted(number, "warning")),
    };
    format!(
        "sound – {}, {}, {} from {}; {} quantities, {open} of them assumptions without a range{warnings}",
        counted(system.options.len(), "option"),
        counted(system.services.len(), "service"),
        counted(system.period.days as usize, "day"),
        system.period.start.strftime("%-d %B %Y"),
        scenario.assumptions.len(),
    )
}
