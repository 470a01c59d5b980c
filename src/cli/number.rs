//! The numbers that can be typed, each with what to write instead of something else.

use crate::experiment::Shard;
use crate::model::Date;
use crate::model::dates::date;

/// Most replications of a comparison, which keeps the outcomes of all of them in memory.
const MOST_REPLICATIONS_OF_A_COMPARISON: u64 = 100_000;

/// Most replications at an end of a range; as stated there are up to 32 times as many, all kept in memory.
const MOST_REPLICATIONS_AT_AN_END: u64 = 10_000;

/// Fewest trajectories of a screening: the intervals are of resamples of them, and too few say nothing about others.
const FEWEST_TRAJECTORIES: u64 = 10;

/// Most trajectories of a screening, whose points are all kept in memory.
const MOST_TRAJECTORIES: u64 = 1_000;

/// Most waves of a calibration; long before that nothing is learnt from another.
const MOST_WAVES: u64 = 100;

/// Most months of a forecast.
const MOST_MONTHS: u64 = 60;

/// More threads than any one computer has processors.
const MOST_THREADS: u64 = 1_024;

/// A whole number; thousands may be set apart as in scenario files: `10_000`.
fn whole(text: &str) -> Option<u64> {
    text.replace('_', "").parse().ok()
}

pub fn one_or_more(text: &str) -> Result<u64, String> {
    whole(text).filter(|&number| number > 0).ok_or_else(|| "write a whole number, 1 or more".into())
}

pub fn seed(text: &str) -> Result<u64, String> {
    whole(text).ok_or_else(|| "write a whole number, 0 or more (and below 2 to the power of 64)".into())
}

pub fn threads(text: &str) -> Result<usize, String> {
    let number = whole(text).filter(|number| (1..=MOST_THREADS).contains(number));
    let number = number.and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| format!("write a whole number from 1 to {MOST_THREADS}"))
}

pub fn seconds(text: &str) -> Result<u64, String> {
    whole(text).ok_or_else(|| "write a whole number of seconds, 0 or more".into())
}

pub fn shard(text: &str) -> Result<Shard, String> {
    let parts = text.split_once('/').and_then(|(number, of)| Some((whole(number)?, whole(of)?)));
    let shard = parts.filter(|&(number, of)| (1..=of).contains(&number)).map(|(number, of)| Shard { number, of });
    shard.ok_or_else(|| "write which part of how many, counted from 1, such as 3/8".into())
}

pub fn patients_above_zero(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(patients) if patients.is_finite() && patients > 0.0 => Ok(patients),
        _ => Err("write a number of patients above 0, such as 0.5".into()),
    }
}

pub fn above_zero(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("write a number above 0, such as 2".into()),
    }
}

pub fn zero_or_more(text: &str) -> Result<f64, String> {
    match text.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
        _ => Err("write a number, 0 or more".into()),
    }
}

pub fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(probability) if probability > 0.0 && probability < 1.0 => Ok(probability),
        _ => Err("write a probability above 0 and below 1, such as 0.8".into()),
    }
}

pub fn confidence(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(confidence) if (0.5..1.0).contains(&confidence) => Ok(confidence),
        _ => Err("write a probability from 0.5 to below 1, such as 0.95".into()),
    }
}

pub fn cap(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (2..=MOST_REPLICATIONS_OF_A_COMPARISON).contains(number));
    number.ok_or_else(|| format!("write a whole number from 2 to {MOST_REPLICATIONS_OF_A_COMPARISON}"))
}

/// Replications with an assumption at an end of its range.
pub fn replications_at_an_end(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (2..=MOST_REPLICATIONS_AT_AN_END).contains(number));
    number.ok_or_else(|| format!("write a whole number from 2 to {MOST_REPLICATIONS_AT_AN_END}"))
}

/// Trajectories of a screening.
pub fn trajectories(text: &str) -> Result<usize, String> {
    let number =
        whole(text).filter(|&number| number == 0 || (FEWEST_TRAJECTORIES..=MOST_TRAJECTORIES).contains(&number));
    let number = number.and_then(|number| usize::try_from(number).ok());
    number
        .ok_or_else(|| format!("write a whole number from {FEWEST_TRAJECTORIES} to {MOST_TRAJECTORIES}, or 0 for none"))
}

pub fn waves(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (1..=MOST_WAVES).contains(number));
    number.ok_or_else(|| format!("write a whole number from 1 to {MOST_WAVES}"))
}

pub fn points(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (10..=100_000).contains(number));
    number.ok_or_else(|| "write a whole number from 10 to 100,000".into())
}

pub fn draws(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (10..=2_400).contains(number));
    number.ok_or_else(|| "write a whole number from 10 to 2,400".into())
}

pub fn months(text: &str) -> Result<u32, String> {
    let number = whole(text).filter(|number| (1..=MOST_MONTHS).contains(number));
    number
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| format!("write a whole number of months from 1 to {MOST_MONTHS}"))
}

/// A day, or a month by its last.
pub fn last_day(text: &str) -> Result<Date, String> {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next().flatten(), parts.next().flatten(), parts.next());
    let found = match (year, month, day, parts.next()) {
        (Some(year), Some(month), None, None) => day_of(year, month, 1).map(Date::last_of_month),
        (Some(year), Some(month), Some(Some(day)), None) => day_of(year, month, day),
        _ => None,
    };
    found.ok_or_else(|| "write a day, as 2015-10-31, or a month, as 2015-10".into())
}

fn day_of(year: u16, month: u16, day: u16) -> Option<Date> {
    date(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}
