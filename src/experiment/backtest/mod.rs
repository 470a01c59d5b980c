//! Forecasts made with what was known at a date, held against what happened.
//!
//! At each origin (a date in the past) the quantities of the scenario are fitted to what was observed by then, and to nothing later;
//! the draws of the posterior are simulated into the following months; and what they leave unexplained of the known months is
//! carried on ([`discrepancy`]). The forecasts are scored beside three that need no model ([`naive`]).

mod asked;
pub mod discrepancy;
pub mod forecast;
pub mod naive;
pub mod scores;
pub mod series;

pub use self::asked::{Asked, History};
use self::discrepancy::FEWEST_MONTHS;
use self::forecast::{Draw, Unexplained, forecasts};
use self::naive::Naive;
use self::scores::{Forecast, Forecaster};
use self::series::{Month, Series};
use serde::Serialize;

use super::calibration::{Plan, Posterior, Quantity, Simulator, Trial, Unfitted, fit};
use super::evaluations::{Unevaluated, Values};
use crate::model::{CareSystem, Date};
use crate::random::Key;
use crate::scenario::{Bound, Observation, Span};
use crate::statistics::Emulator;

/// The family of draws of the discrepancy.
const DISCREPANCY: u64 = u64::MAX - 5;
/// Replications of forecasts begin here, so that they share no chances with the points that were fitted.
const FIRST: u64 = 1 << 33;

/// What to test.
#[derive(Clone, Debug, Serialize)]
pub struct Backtest {
    /// What is fitted.
    pub quantities: Vec<Quantity>,
    /// Everything observed, before and after the origins.
    pub observations: Vec<Observation>,
    /// Name of the measure whose monthly averages are forecast.
    pub measure: String,
    /// The last day known at each origin, in order.
    pub until: Vec<Date>,
    /// Months to forecast at each origin.
    pub horizon: u32,
    /// How the fit is made; its draws are forecast from.
    pub plan: Plan,
    /// Replications of each draw.
    pub replications: u64,
}

/// An origin, and what was found there.
#[derive(Clone, Debug, Serialize)]
pub struct Origin {
    pub until: Date,
    /// The last month that is known.
    pub last: Month,
    /// Observations that were fitted to.
    pub fitted: usize,
    pub posterior: Posterior,
    pub unexplained: Option<Unexplained>,
}

/// What a back-test found.
#[derive(Clone, Debug, Serialize)]
pub struct Backtested {
    pub origins: Vec<Origin>,
    /// What was observed in every month.
    pub observed: Series,
    /// By origin, then by month, then by forecaster.
    pub forecasts: Vec<Forecast>,
}

impl Backtest {
    /// Runs that are simulated, at most.
    pub fn runs(&self) -> u64 {
        let fit = self.plan.waves.saturating_mul(self.plan.points);
        let forecast = self.plan.draws.saturating_mul(self.replications);
        fit.saturating_add(forecast).saturating_mul(self.until.len() as u64)
    }

    /// The monthly averages among the observations.
    pub fn observed(&self) -> Series {
        let months = self.observations.iter().filter(|one| one.name == self.measure && one.bound == Bound::Exact);
        months.filter_map(|one| monthly(one).map(|month| (month, one.value))).collect()
    }

    /// The last month known at an origin; `None` where fewer are known than a forecast needs.
    pub fn last_month(&self, until: Date) -> Option<Month> {
        let known: Series = self.observed().iter().filter(|(month, _)| month.last_day() <= until).collect();
        known.last().filter(|_| known.len() >= FEWEST_MONTHS).map(|(month, _)| month)
    }

    /// The months forecast at an origin: those that lie wholly in the period of the system.
    pub fn months(&self, last: Month, system: &CareSystem) -> Vec<Month> {
        let months = (1..=self.horizon).map(|ahead| last.plus(i32::try_from(ahead).unwrap_or(i32::MAX)));
        months.take_while(|month| Span::Month(month.first_day()).days(system).is_some()).collect()
    }

    /// What every run is to give: the observations, then the average of each month that lies wholly in the period.
    pub fn readings(&self, system: &CareSystem) -> Vec<Observation> {
        let mut readings = self.observations.clone();
        let Some(like) = self.observations.iter().find(|one| one.name == self.measure) else { return readings };
        let months = every_month(system);
        readings
            .extend(months.iter().map(|month| Observation { span: Span::Month(month.first_day()), ..like.clone() }));
        readings
    }

    /// The days that have to be simulated: to the end of the last month that is forecast, and of whatever is fitted to.
    pub fn days_needed(&self, system: &CareSystem) -> u32 {
        let forecast =
            self.until.iter().filter_map(|until| self.months(self.last_month(*until)?, system).last().copied());
        let forecast = forecast.map(|month| Span::Month(month.first_day()));
        let last = self.until.iter().max();
        let fitted =
            self.observations.iter().map(|one| one.span).filter(|span| last.is_some_and(|last| span.last() <= *last));
        let days = forecast.chain(fitted).filter_map(|span| span.days(system)).map(|days| days.end as u32);
        days.max().unwrap_or(system.period.days)
    }

    /// Fits and forecasts at every origin. The simulator gives, for each trial, the numbers of [`Backtest::readings`];
    /// `stage` is told what is being done.
    ///
    /// # Errors
    ///
    /// [`Unfitted`] says why there is no posterior at an origin.
    pub fn run(
        &self,
        system: &CareSystem,
        simulator: &mut dyn Simulator,
        stage: &dyn Fn(&str),
    ) -> Result<Backtested, Unfitted> {
        let observed = self.observed();
        let mut found = Backtested { origins: Vec::new(), observed: observed.clone(), forecasts: Vec::new() };
        for (at, &until) in self.until.iter().enumerate() {
            let Some(last) = self.last_month(until) else { continue };
            stage(&format!("origin {} of {}: fit", at + 1, self.until.len()));
            let columns: Vec<usize> =
                (0..self.observations.len()).filter(|&one| self.observations[one].span.last() <= until).collect();
            let known: Vec<Observation> = columns.iter().map(|&one| self.observations[one].clone()).collect();
            let mut some = Columns { simulator, columns: &columns };
            let posterior = fit(&self.quantities, &known, &self.plan, &mut some)?;
            stage(&format!("origin {} of {}: forecast", at + 1, self.until.len()));
            let draws = self.draws(at, &posterior, system, simulator)?;
            let months = self.months(last, system);
            let key = Key::root(self.plan.seed).child(DISCREPANCY).child(at as u64);
            let of_model = forecasts(&draws, &observed.up_to(last), &months, key);
            let origin = found.origins.len();
            for (number, &month) in months.iter().enumerate() {
                let ensembles = Forecaster::ALL.map(|forecaster| match forecaster {
                    Forecaster::Model => of_model.model[number].clone(),
                    Forecaster::Simulation => of_model.simulation[number].clone(),
                    Forecaster::Naive(naive) => Naive::forecast(naive, &observed, last, month),
                });
                let made = Forecaster::ALL.into_iter().zip(ensembles).filter_map(|(forecaster, ensemble)| {
                    let ahead = month.since(last);
                    Some(Forecast {
                        forecaster,
                        origin,
                        month,
                        ahead,
                        ensemble: ensemble?,
                        observed: observed.get(month),
                    })
                });
                found.forecasts.extend(made);
            }
            let unexplained = of_model.unexplained;
            found.origins.push(Origin { until, last, fitted: known.len(), posterior, unexplained });
        }
        Ok(found)
    }

    /// The draws of a posterior, simulated.
    fn draws(
        &self,
        origin: usize,
        posterior: &Posterior,
        system: &CareSystem,
        simulator: &mut dyn Simulator,
    ) -> Result<Vec<Draw>, Unevaluated> {
        let runs = self.plan.draws.saturating_mul(self.replications);
        let first = (origin as u64).saturating_mul(runs).saturating_add(FIRST);
        let of_draw = |draw: usize| {
            let values = posterior.values(draw);
            (0..self.replications).map(move |replication| Trial {
                values: values.clone(),
                replication: (draw as u64)
                    .saturating_mul(self.replications)
                    .saturating_add(first)
                    .saturating_add(replication),
            })
        };
        let trials: Vec<Trial> = (0..posterior.draws.len()).flat_map(of_draw).collect();
        let rows = simulator.simulate(&trials)?;
        let months = every_month(system);
        let rows: Vec<Vec<f64>> = rows.into_iter().map(|row| row[self.observations.len()..].to_vec()).collect();
        Ok(emulated(posterior, &months, &rows))
    }
}

/// The draws with their mean in each month. That of a single draw is known badly from its few replications, and better from all runs
/// together: an emulator of the means over the quantities smooths them. Where it cannot be had, the plain means stand.
fn emulated(posterior: &Posterior, months: &[Month], rows: &[Vec<f64>]) -> Vec<Draw> {
    let simulated: Vec<usize> = (0..months.len()).filter(|&at| rows.iter().all(|row| row[at].is_finite())).collect();
    let replications = (rows.len() / posterior.draws.len().max(1)).max(1);
    let centred = |draw: &Vec<f64>| -> Vec<f64> {
        let share =
            |(value, quantity): (&f64, &Quantity)| 2.0 * (value - quantity.low) / (quantity.high - quantity.low) - 1.0;
        draw.iter().zip(&posterior.quantities).map(share).collect()
    };
    let series = |numbers: &mut dyn Iterator<Item = f64>| -> Series {
        simulated.iter().map(|&at| months[at]).zip(numbers).collect()
    };
    let points: Vec<Vec<f64>> = posterior.draws.iter().map(centred).collect();
    let of_runs: Vec<Vec<f64>> =
        points.iter().flat_map(|point| std::iter::repeat_n(point.clone(), replications)).collect();
    let numbers: Vec<Vec<f64>> = rows.iter().map(|row| simulated.iter().map(|&at| row[at]).collect()).collect();
    let emulator = Emulator::fit(&of_runs, &numbers);
    let draw = |(point, rows): (&Vec<f64>, &[Vec<f64>])| {
        let draw = Draw::of(rows.iter().map(|row| series(&mut row.iter().copied())).collect());
        match &emulator {
            Some(emulator) => Draw { mean: series(&mut emulator.means(point).into_iter()), ..draw },
            None => draw,
        }
    };
    points.iter().zip(numbers.chunks(replications)).map(draw).collect()
}

/// The month that an observation is the average of.
fn monthly(observation: &Observation) -> Option<Month> {
    match observation.span {
        Span::Month(first) => Some(Month::of(first)),
        Span::Day(_) | Span::Week(_) => None,
    }
}

/// The months that lie wholly in the period of a system.
fn every_month(system: &CareSystem) -> Vec<Month> {
    let first = Month::of(system.period.start);
    let is_inside = |month: &Month| Span::Month(month.first_day()).days(system).is_some();
    let from = if is_inside(&first) { first } else { first.plus(1) };
    (0..).map(|number| from.plus(number)).take_while(is_inside).collect()
}

/// A simulator that gives some of the numbers of another.
struct Columns<'s> {
    simulator: &'s mut dyn Simulator,
    columns: &'s [usize],
}

impl Simulator for Columns<'_> {
    fn simulate(&mut self, trials: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated> {
        let rows = self.simulator.simulate(trials)?;
        Ok(rows.into_iter().map(|row| self.columns.iter().map(|&column| row[column]).collect()).collect())
    }

    fn allows(&self, values: &Values) -> bool {
        self.simulator.allows(values)
    }
}
