//! dtoc: predicts delayed transfers of care.

use std::process::ExitCode;

use dtoc::cli;

fn main() -> ExitCode {
    let command = cli::command_typed();
    match cli::carry_out(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => cli::report(&failure),
    }
}
