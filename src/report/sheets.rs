//! Tables for spreadsheets and programs: CSV (comma, full stop, UTF-8, one header row, empty where there is no number). They carry
//! no time of writing, so the same results give the same bytes.

use serde::{Serialize, Serializer};

use super::numbers::fixed;
use crate::model::Date;
use crate::statistics::Estimate;

/// Decimals of counts and days, of pounds, and of shares.
const DECIMALS: usize = 3;
const PENCE: usize = 2;
const SHARES: usize = 6;

/// The quantiles that stand for a distribution, by name: the ends of its middle 95, 80 and 50 %, and its median.
pub const QUANTILES: [(&str, f64); 7] =
    [("p025", 0.025), ("p10", 0.1), ("p25", 0.25), ("median", 0.5), ("p75", 0.75), ("p90", 0.9), ("p975", 0.975)];

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    Nothing,
    Text(String),
    Whole(u64),
    /// A number to at most so many decimals; nothing where it is not finite.
    Number(f64, usize),
    /// A number to the last digit that tells it from others, as scenarios write it.
    Exact(f64),
    /// The same with a decimal at least.
    Float(f64),
    Flag(bool),
    Day(Date),
}

impl Datum {
    /// A count or a number of days.
    pub fn number(value: f64) -> Self {
        Self::Number(value, DECIMALS)
    }

    /// An amount of money.
    pub fn pounds(value: f64) -> Self {
        Self::Number(value, PENCE)
    }

    /// A number in full; nothing where it is not finite.
    pub fn finite(value: f64) -> Self {
        if value.is_finite() { Self::Float(value) } else { Self::Nothing }
    }

    /// A share from 0 to 1.
    pub fn share(value: f64) -> Self {
        Self::Number(value, SHARES)
    }
}

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_str(""),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_u64(*number),
            Self::Number(value, decimals) => serializer.serialize_str(&fixed(*value, *decimals)),
            Self::Exact(value) => serializer.serialize_str(&value.to_string()),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Day(date) => serializer.serialize_str(&date.to_string()),
        }
    }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Datum {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<u64> for Datum {
    fn from(number: u64) -> Self {
        Self::Whole(number)
    }
}

impl From<bool> for Datum {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Date> for Datum {
    fn from(date: Date) -> Self {
        Self::Day(date)
    }
}

impl<D: Into<Self>> From<Option<D>> for Datum {
    fn from(datum: Option<D>) -> Self {
        datum.map_or(Self::Nothing, Into::into)
    }
}

/// Whoever takes tables: each with its name (without ending), a line about it, its header and its rows.
pub trait Sheets {
    fn sheet(&mut self, name: &str, about: &str, header: &[String], rows: &mut dyn Iterator<Item = Vec<Datum>>);
}

/// How the cells of a thing are added to its row.
type Written<'a, Thing> = Box<dyn Fn(&Thing, &mut Vec<Datum>) + 'a>;

/// The columns of a table of things of one kind, each with its head and its cell: adjacent ones that are read together (a mean and
/// its interval) are one of these.
pub struct Fields<'a, Thing> {
    header: Vec<String>,
    cells: Vec<Written<'a, Thing>>,
}

impl<Thing> Default for Fields<'_, Thing> {
    fn default() -> Self {
        Self { header: Vec::new(), cells: Vec::new() }
    }
}

impl<'a, Thing> Fields<'a, Thing> {
    /// With a column.
    #[must_use]
    pub fn field<D: Into<Datum>>(mut self, name: impl Into<String>, cell: impl Fn(&Thing) -> D + 'a) -> Self {
        self.header.push(name.into());
        self.cells.push(Box::new(move |thing, row| row.push(cell(thing).into())));
        self
    }

    /// With columns that are read together; `cells` gives one datum for each name.
    #[must_use]
    pub fn fields(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
        cells: impl Fn(&Thing) -> Vec<Datum> + 'a,
    ) -> Self {
        let before = self.header.len();
        self.header.extend(names.into_iter().map(Into::into));
        let more = self.header.len() - before;
        self.cells.push(Box::new(move |thing, row| {
            let end = row.len() + more;
            row.extend(cells(thing));
            row.resize(end, Datum::Nothing);
        }));
        self
    }

    /// With three columns: a mean and the ends of its interval, all written by `write`. Where there is no estimate they are empty.
    #[must_use]
    pub fn estimate(
        self,
        names: [impl Into<String>; 3],
        write: fn(f64) -> Datum,
        estimate: impl Fn(&Thing) -> Option<Estimate> + 'a,
    ) -> Self {
        self.fields(names, move |thing| {
            estimate(thing).map_or_else(Vec::new, |e| [e.mean, e.lower, e.upper].map(write).to_vec())
        })
    }

    /// The same, with the names of the ends made from that of the mean: `crps`, `crps_lower`, `crps_upper`.
    #[must_use]
    pub fn interval(
        self,
        name: &str,
        write: fn(f64) -> Datum,
        estimate: impl Fn(&Thing) -> Option<Estimate> + 'a,
    ) -> Self {
        self.estimate(["", "_lower", "_upper"].map(|end| format!("{name}{end}")), write, estimate)
    }

    /// With a column for each of [`QUANTILES`], its name after `prefix`.
    #[must_use]
    pub fn quantiles(self, prefix: &str, quantile: impl Fn(&Thing, f64) -> f64 + 'a) -> Self {
        self.fields(QUANTILES.map(|(name, _)| format!("{prefix}{name}")), move |thing| {
            QUANTILES.map(|(_, probability)| Datum::number(quantile(thing, probability))).to_vec()
        })
    }

    /// With more columns, where they say something.
    #[must_use]
    pub fn when(self, says_something: bool, more: impl FnOnce(Self) -> Self) -> Self {
        if says_something { more(self) } else { self }
    }

    /// Writes a row for each thing.
    pub fn write(&self, sheets: &mut dyn Sheets, name: &str, about: &str, things: impl IntoIterator<Item = Thing>) {
        let mut rows = things.into_iter().map(|thing| {
            let mut row = Vec::with_capacity(self.header.len());
            self.cells.iter().for_each(|cell| cell(&thing, &mut row));
            row
        });
        sheets.sheet(name, about, &self.header, &mut rows);
    }
}

/// A finished CSV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFile {
    pub name: String,
    /// What it holds, in a line.
    pub about: String,
    pub bytes: Vec<u8>,
}

/// Tables as CSV files.
#[derive(Clone, Debug, Default)]
pub struct CsvFiles {
    pub files: Vec<CsvFile>,
}

impl Sheets for CsvFiles {
    /// Writing to memory cannot fail, and the rows of a table are of one length, so the errors that the writer could report do not
    /// occur; a row that would raise one is left out rather than ending the report.
    fn sheet(&mut self, name: &str, about: &str, header: &[String], rows: &mut dyn Iterator<Item = Vec<Datum>>) {
        let mut writer = csv::WriterBuilder::new().flexible(true).has_headers(false).from_writer(Vec::new());
        let _ = writer.write_record(header);
        for row in rows {
            let _ = writer.serialize(row);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        self.files.push(CsvFile { name: format!("{name}.csv"), about: about.into(), bytes });
    }
}
