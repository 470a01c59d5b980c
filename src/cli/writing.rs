//! The report, the data and the charts, written to the folder.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::run::Order;
use crate::experiment::Results;
use crate::report::charts::Chart;
use crate::report::{self, ChartFigure};

/// Writes everything but `replications.csv`, which is there already.
pub fn write(order: &Order, results: &Results, folder: &OutputFolder) -> Result<(), Failure> {
    let charts = report::run::charts::charts(&order.scenario, results);
    let figures: Vec<ChartFigure> = charts.iter().map(Chart::figure).collect();
    for file in report::files(&order.scenario, results, &order.stamp, &figures) {
        folder.write(&file.path, &file.bytes())?;
    }
    for figure in &figures {
        folder.write(&format!("charts/{}.svg", figure.name), figure.svg.as_bytes())?;
    }
    paint(&charts, folder, order.experiment.threads)
}

/// Paints the charts as PNG, which takes far longer than anything else here, on several threads.
fn paint(charts: &[Chart], folder: &OutputFolder, threads: Option<usize>) -> Result<(), Failure> {
    let painters = threads.unwrap_or_else(|| available_parallelism().map_or(1, usize::from)).min(charts.len());
    let next = AtomicUsize::new(0);
    let failure = Mutex::new(None);
    let paint_one = |chart: &Chart| {
        interruption::checkpoint()?;
        folder.write(&format!("charts/{}.png", chart.name), &chart.png())
    };
    let work = || {
        while let Some(chart) = charts.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(reason) = paint_one(chart) {
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
