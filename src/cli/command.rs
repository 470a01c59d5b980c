//! What can be typed: the commands, their options, and the help that explains them.

use clap::{Parser, Subcommand};

use super::backtest::{self, BacktestArguments};
use super::calibrate::{self, CalibrateArguments};
use super::check::{self, CheckArguments};
use super::compare::{self, CompareArguments};
use super::init::{self, InitArguments};
use super::merge::{self, MergeArguments};
use super::plan::{self, PlanArguments};
use super::run::{self, RunArguments};
use super::scenarios::{self, ScenariosArguments};
use super::sensitivity::{self, SensitivityArguments};
use super::sweep::{self, SweepArguments};
use super::trace::{self, TraceArguments};
use super::verify::{self, VerifyArguments};

const AFTER_HELP: &str = "\
Examples:
  dtoc run                               the Oxfordshire pilot of winter 2015-16, every option
  dtoc init                              a first scenario of your own, to fill in
  dtoc check my-scenario.toml            is it sound?
  dtoc run my-scenario.toml              what do the options achieve, and what do they cost?
  dtoc compare my-scenario.toml          which of them is best, and how sure is that?
  dtoc plan my-scenario.toml             the cheapest mix of levers that meets the target

Exit codes:
    0   done
    1   the scenario has problems, or the command cannot be carried out
    2   the command line is not understood
  130   stopped by Ctrl-C; no results were written (--resume goes on)";

/// The command line as it was typed.
#[derive(Debug, Parser)]
#[command(
    name = "dtoc",
    version,
    about = "Predicts delayed transfers of care (bed blocking) under funding options",
    long_about = "Predicts delayed transfers of care (bed blocking) under funding options, by discrete-event simulation of \
                  hospitals, discharge pathways, the services after them and the people who staff them.",
    after_help = AFTER_HELP,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario: what each option achieves, how sure that is, and what it costs
    #[command(after_help = run::AFTER_HELP)]
    Run(RunArguments),
    /// Compare the options until the best is known, and say what each costs against the reference
    #[command(after_help = compare::AFTER_HELP)]
    Compare(CompareArguments),
    /// Find the cheapest mix of levers that meets the target, or the best that a sum can buy
    #[command(after_help = plan::AFTER_HELP)]
    Plan(PlanArguments),
    /// Find the assumption that matters most, and how wrong it may be before the decision is another
    #[command(after_help = sensitivity::AFTER_HELP)]
    Sensitivity(SensitivityArguments),
    /// Fit quantities of a scenario to what was really counted, with the uncertainty that is left
    #[command(after_help = calibrate::AFTER_HELP)]
    Calibrate(CalibrateArguments),
    /// Forecast from dates in the past with what was known then, and score against what happened
    #[command(after_help = backtest::AFTER_HELP)]
    Backtest(BacktestArguments),
    /// Vary quantities of a scenario: how delayed patients and cost go up and down with them
    #[command(after_help = sweep::AFTER_HELP)]
    Sweep(SweepArguments),
    /// Put the shards of a run together, and write what one run would have written
    #[command(after_help = merge::AFTER_HELP)]
    Merge(MergeArguments),
    /// Check scenario files, and show everything that is wrong with them
    #[command(after_help = check::AFTER_HELP)]
    Check(CheckArguments),
    /// Write a first scenario, with comments, to fill in
    #[command(after_help = init::AFTER_HELP)]
    Init(InitArguments),
    /// Print every event of one replication of one option, as CSV
    #[command(after_help = trace::AFTER_HELP)]
    Trace(TraceArguments),
    /// List the scenarios that come with the program
    #[command(after_help = scenarios::AFTER_HELP)]
    Scenarios(ScenariosArguments),
    /// Verify the simulator against numbers known from theory and from published models
    #[command(after_help = verify::AFTER_HELP)]
    Verify(VerifyArguments),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
