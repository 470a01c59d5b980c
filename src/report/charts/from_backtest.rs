//! The charts of a back-test.

use super::Chart;
use crate::report::backtest::Tested;

/// The charts.
pub fn backtest(_tested: &Tested) -> Vec<Chart> {
    Vec::new()
}
