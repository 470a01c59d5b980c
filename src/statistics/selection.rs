//! Which of several options has the smallest mean, decided while replications come in.

use super::Tally;

/// The procedure KN: options are replicated together, and whichever falls clearly behind is dropped, until one is left.
///
/// The one that is left has the smallest mean with at least the promised probability, provided that it is better than every other
/// by the indifference zone or more; otherwise its mean is, with that probability, within the indifference zone of the smallest.
/// Outcomes of one replication may depend on one another (common random numbers), and then fewer replications are needed. The
/// promise holds exactly for normally distributed outcomes, and nearly so for means of many patients.
///
/// Source: S.-H. Kim and B. L. Nelson, "A fully sequential procedure for indifference-zone selection in simulation", ACM
/// Transactions on Modeling and Computer Simulation 11 (2001), 251-273, with c = 1.
///
/// ```
/// use dtoc::statistics::Selection;
///
/// let mut selection = Selection::new(2, 0.95, 1.0, 10);
/// for replication in 0..100 {
///     let chance = f64::from(replication * 7 % 10);
///     selection.record(&[40.0 + chance, 30.0 + chance * 0.9]);
/// }
/// assert_eq!(selection.selected(), Some(1));
/// ```
#[derive(Clone, Debug)]
pub struct Selection {
    indifference: f64,
    first_stage: u64,
    /// `h^2` of the procedure.
    patience: f64,
    replications: u64,
    /// The first outcomes of each option, until their differences are known well enough.
    first: Vec<Vec<f64>>,
    /// Variances of the differences of the first stage: `variances[i][l]`.
    variances: Vec<Vec<f64>>,
    totals: Vec<f64>,
    in_contention: Vec<usize>,
    /// For each option the replication at which it was dropped.
    dropped_at: Vec<Option<u64>>,
}

impl Selection {
    /// A selection among `options` with this probability of being right, where differences under `indifference` do not matter.
    /// Nobody is dropped during the `first_stage` replications (at least 2), from which the variances are taken.
    #[must_use]
    pub fn new(options: usize, confidence: f64, indifference: f64, first_stage: u64) -> Self {
        let first_stage = first_stage.max(2);
        let rivals = options.saturating_sub(1).max(1) as f64;
        let freedom = (first_stage - 1) as f64;
        // eta solves g(eta) = alpha / (k - 1) for c = 1.
        let eta = 0.5 * (libm::pow(2.0 * (1.0 - confidence) / rivals, -2.0 / freedom) - 1.0);
        Self {
            indifference,
            first_stage,
            patience: 2.0 * eta * freedom,
            replications: 0,
            first: vec![Vec::new(); options],
            variances: Vec::new(),
            totals: vec![0.0; options],
            in_contention: (0..options).collect(),
            dropped_at: vec![None; options],
        }
    }

    /// Options that may still be the best, in their order.
    #[must_use]
    pub fn in_contention(&self) -> &[usize] {
        &self.in_contention
    }

    /// The one that is left, if one is.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        match self.in_contention.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Replications recorded.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// The replication after which an option was dropped.
    #[must_use]
    pub fn dropped_at(&self, option: usize) -> Option<u64> {
        self.dropped_at[option]
    }

    /// Adds a replication: one outcome for each option. Those of options no longer in contention are not looked at. Once one is
    /// left, nothing changes any more.
    pub fn record(&mut self, outcomes: &[f64]) {
        if self.selected().is_some() {
            return;
        }
        self.replications += 1;
        for &option in &self.in_contention {
            self.totals[option] += outcomes[option];
        }
        if self.replications <= self.first_stage {
            for (option, kept) in self.first.iter_mut().enumerate() {
                kept.push(outcomes[option]);
            }
        }
        if self.replications == self.first_stage {
            self.variances = variances(&self.first);
        }
        if self.replications >= self.first_stage {
            self.drop_the_beaten();
        }
    }

    fn drop_the_beaten(&mut self) {
        let number = self.replications as f64;
        let margin = |one: usize, other: usize| {
            let reach = self.patience * self.variances[one][other] / (self.indifference * self.indifference) - number;
            (self.indifference / 2.0 * reach).max(0.0)
        };
        let is_beaten = |one: &usize| {
            let behind = |other: usize| self.totals[*one] - self.totals[other];
            self.in_contention.iter().any(|&other| other != *one && behind(other) > margin(*one, other))
        };
        let beaten: Vec<usize> = self.in_contention.iter().copied().filter(is_beaten).collect();
        for option in beaten {
            self.dropped_at[option] = Some(self.replications);
        }
        let dropped_at = &self.dropped_at;
        self.in_contention.retain(|&option| dropped_at[option].is_none());
    }
}

/// The variance of the difference of every two options.
fn variances(outcomes: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let variance = |one: &[f64], other: &[f64]| {
        let differences: Tally = one.iter().zip(other).map(|(one, other)| one - other).collect();
        differences.variance()
    };
    outcomes.iter().map(|one| outcomes.iter().map(|other| variance(one, other)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve uniforms less six: as good as normal. The generator is that of Numerical Recipes, 7.1.
    struct Deviates(u64);

    impl Deviates {
        fn next(&mut self) -> f64 {
            let mut uniform = || {
                self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (self.0 >> 33) as f64 / (1_u64 << 31) as f64
            };
            (0..12).map(|_| uniform()).sum::<f64>() - 6.0
        }
    }

    /// Runs selections on options with these means and a common and an own part of chance; how often the first was selected, and
    /// the mean number of replications.
    fn selections(means: &[f64], common: f64, own: f64, runs: u64) -> (f64, f64) {
        let mut deviates = Deviates(9);
        let (mut right, mut replications) = (0, 0);
        for _ in 0..runs {
            let mut selection = Selection::new(means.len(), 0.95, 1.0, 20);
            while selection.selected().is_none() {
                let shared = common * deviates.next();
                let outcomes: Vec<f64> = means.iter().map(|mean| mean + shared + own * deviates.next()).collect();
                selection.record(&outcomes);
            }
            right += u64::from(selection.selected() == Some(0));
            replications += selection.replications();
        }
        (right as f64 / runs as f64, replications as f64 / runs as f64)
    }

    #[test]
    fn the_best_is_selected_as_often_as_promised() {
        // Slippage: every other option is worse by just the indifference zone, which is the hardest case.
        for rivals in [1, 4] {
            let means: Vec<f64> = (0..=rivals).map(|rival| f64::from(u8::from(rival > 0))).collect();
            let (right, _) = selections(&means, 0.0, 3.0, 300);
            assert!(right >= 0.95 - 0.025, "{rivals}: {right}");
        }
    }

    #[test]
    fn common_random_numbers_save_replications() {
        let (right, paired) = selections(&[0.0, 1.0, 1.0], 5.0, 1.0, 60);
        let (_, independent) = selections(&[0.0, 1.0, 1.0], 0.0, 26.0_f64.sqrt(), 60);
        assert!(right >= 0.9 && independent > 5.0 * paired, "{right} {paired} {independent}");
    }

    #[test]
    fn options_far_behind_are_dropped_early() {
        let mut deviates = Deviates(3);
        let mut selection = Selection::new(3, 0.95, 1.0, 10);
        while selection.selected().is_none() {
            let outcomes = [deviates.next() * 4.0, 1.5 + deviates.next() * 4.0, 30.0 + deviates.next() * 4.0];
            selection.record(&outcomes);
        }
        assert_eq!(selection.dropped_at(2), Some(10));
        assert!(selection.dropped_at(1).is_some_and(|at| at > 10));
    }

    #[test]
    fn options_that_are_alike_end_all_the_same_and_one_option_is_selected_at_once() {
        let (_, replications) = selections(&[0.0, 0.0], 0.0, 1.0, 50);
        assert!(replications < 200.0, "{replications}");
        assert_eq!(Selection::new(1, 0.95, 1.0, 10).selected(), Some(0));
    }
}
