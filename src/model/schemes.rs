//! What the schemes of an option do on a day.

use super::Date;
use super::parameters::Effect;

/// How much of an effect is in force on a day: 0 outside its dates, growing evenly over the ramp, then 1.
pub(super) fn size(effect: &Effect, day: i64, day_of: &dyn Fn(Date) -> i64) -> f64 {
    let from = day_of(effect.from);
    if day < from || day > day_of(effect.until) {
        return 0.0;
    }
    let ramp = i64::from(effect.ramp_days);
    if day - from + 1 >= ramp { 1.0 } else { (day - from + 1) as f64 / ramp as f64 }
}
