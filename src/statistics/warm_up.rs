//! Where a warm-up ends.

/// Observations averaged into one batch.
const BATCH: usize = 5;
/// Fewest batches from which an end can be told.
const FEWEST_BATCHES: usize = 10;
/// Batches at the end where the statistic rests on too few to mean anything.
const LAST_BATCHES: usize = 5;

/// How many observations to discard at the start of a series: the marginal standard error rule on batches of five.
///
/// Of all cuts, the one whose remaining batch means have the smallest standard error of their mean. None when the
/// series is shorter than 50 observations or has a number that is not finite, and when the best cut lies in its
/// second half: then the series has not settled, and a longer one is needed.
///
/// Source: K. P. White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69
/// (1997), 323-334; W. W. Franklin and K. P. White, "Stationarity tests and MSER-5", Proceedings of the 2008 Winter
/// Simulation Conference, 541-546, which gives the reason for refusing the second half.
///
/// ```
/// use dtoc::statistics::mser_5;
///
/// // Climbs for 40 days, then stays around 50.
/// let delayed: Vec<f64> = (0..400).map(|day| f64::from(day.min(40)) * 1.25 + f64::from(day % 3)).collect();
/// assert_eq!(mser_5(&delayed), Some(40));
/// ```
#[must_use]
pub fn mser_5(series: &[f64]) -> Option<usize> {
    let batches: Vec<f64> = series.chunks_exact(BATCH).map(|batch| batch.iter().sum::<f64>() / BATCH as f64).collect();
    if batches.len() < FEWEST_BATCHES || batches.iter().any(|batch| !batch.is_finite()) {
        return None;
    }
    let (mut mean, mut squares, mut count) = (0.0, 0.0, 0.0);
    let (mut cut, mut least) = (0, f64::INFINITY);
    // From the end backwards, so that each cut adds one batch to the sums of the one after it (Welford 1962).
    for (at, batch) in batches.iter().enumerate().rev() {
        count += 1.0;
        let before = batch - mean;
        mean += before / count;
        squares += before * (batch - mean);
        let statistic = squares / (count * count);
        // Of equal cuts the earliest discards least.
        if count > LAST_BATCHES as f64 && statistic <= least {
            (cut, least) = (at, statistic);
        }
    }
    (2 * cut <= batches.len()).then_some(cut * BATCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small repeating disturbance of mean about 0.
    fn noise(n: usize) -> f64 {
        ((n * 7919 + 13) % 101) as f64 / 50.0 - 1.0
    }

    /// The statistic by its definition.
    fn by_definition(series: &[f64]) -> usize {
        let batches: Vec<f64> = series.chunks_exact(5).map(|batch| batch.iter().sum::<f64>() / 5.0).collect();
        let statistic = |cut: usize| {
            let rest = &batches[cut..];
            let mean = rest.iter().sum::<f64>() / rest.len() as f64;
            rest.iter().map(|batch| (batch - mean).powi(2)).sum::<f64>() / (rest.len() as f64).powi(2)
        };
        let cuts = 0..batches.len() - 5;
        cuts.min_by(|one, other| statistic(*one).total_cmp(&statistic(*other))).map_or(0, |cut| cut * 5)
    }

    #[test]
    fn the_cut_is_that_of_the_definition() {
        for rise in [0.0, 3.0, 30.0] {
            let series: Vec<f64> = (0..500).map(|n| noise(n) - rise * (-(n as f64) / 25.0).exp()).collect();
            assert_eq!(mser_5(&series), Some(by_definition(&series)), "{rise}");
        }
    }

    #[test]
    fn a_ramp_up_is_cut_off() {
        let series: Vec<f64> = (0..1000).map(|n| (n.min(120) as f64) + noise(n)).collect();
        let cut = mser_5(&series).unwrap();
        assert!((110..=125).contains(&cut), "{cut}");
    }

    #[test]
    fn a_settled_series_loses_little() {
        let series: Vec<f64> = (0..1000).map(noise).collect();
        assert!(mser_5(&series).unwrap() <= 100);
        assert_eq!(mser_5(&[8.0; 200]), Some(0));
    }

    #[test]
    fn a_series_that_still_climbs_is_refused() {
        let series: Vec<f64> = (0..500).map(|n| n as f64 + noise(n)).collect();
        assert_eq!(mser_5(&series), None);
    }

    #[test]
    fn short_and_broken_series_are_refused() {
        assert_eq!(mser_5(&[]), None);
        assert_eq!(mser_5(&[1.0; 49]), None);
        assert_eq!(mser_5(&[1.0; 50]), Some(0));
        let mut broken = [1.0; 100];
        broken[70] = f64::NAN;
        assert_eq!(mser_5(&broken), None);
    }
}
