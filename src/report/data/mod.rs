//! Data files for spreadsheets and programs: CSV (comma, full stop, UTF-8, one header row, empty where there is no number) and
//! JSON. They carry no time of writing, so the same results give the same bytes.

pub mod sensitivity;

/// Decimals of counts and days in files.
const DECIMALS: usize = 3;
/// Decimals of pounds in files.
const PENCE: usize = 2;

/// Writes rows of cells below a header.
///
/// Writing to memory cannot fail, and the rows of each file are of one length, so the errors the writer could report do not
/// occur; a row that would raise one is left out rather than ending the report.
fn table<Row: IntoIterator<Item = String>>(header: &[&str], rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A count or a number of days.
fn number(value: f64) -> String {
    super::numbers::fixed(value, DECIMALS)
}

/// An amount of money.
fn pounds(value: f64) -> String {
    super::numbers::fixed(value, PENCE)
}
