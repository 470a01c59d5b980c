//! A quadratic stand-in for a simulator: what it gives on average at a point, how far chance scatters it there, and how well
//! either is known.
//!
//! Several numbers come out of each run. Their means are second-degree polynomials of the point, fitted by least squares with a
//! penalty on the second-degree terms that is chosen by generalised cross-validation (G. H. Golub, M. Heath and G. Wahba,
//! Technometrics 21 (1979), 215-223). What is left of the runs is their chance, together with what the polynomials miss; its
//! covariance is shrunk towards its diagonal (J. Schäfer and K. Strimmer, Statistical Applications in Genetics and Molecular Biology
//! 4 (2005), 32, after O. Ledoit and M. Wolf).

use nalgebra::{DMatrix, DVector};

/// Penalties tried, in units of the number of runs.
const PENALTIES: [f64; 7] = [1e-4, 1e-3, 1e-2, 0.03, 0.1, 1.0, 10.0];
/// The penalty on everything but the constant, in the same units: it decides nothing unless runs are as few as coefficients.
const LEAST_PENALTY: f64 = 1e-6;

/// Means and scatter of the numbers of a run, as functions of a point. Coordinates run from -1 to 1.
#[derive(Clone, Debug)]
pub(crate) struct Emulator {
    /// A row for each term of the polynomials, a column for each number.
    coefficients: DMatrix<f64>,
    /// Inverse of the penalised sum of squares of the terms.
    inverse: DMatrix<f64>,
    /// Covariance of what the polynomials leave.
    residual: DMatrix<f64>,
    /// The uncertainty at the points that were run: its mean, and its largest, beyond which nothing is known.
    uncertainty: f64,
    reach: f64,
}

impl Emulator {
    /// Fits to runs: a point and a row of numbers for each. `None` where there are no runs, or numbers that are not finite.
    pub(crate) fn fit(points: &[Vec<f64>], rows: &[Vec<f64>]) -> Option<Self> {
        let (runs, numbers) = (points.len(), rows.first()?.len());
        let is_finite = |row: &Vec<f64>| row.iter().all(|value| value.is_finite());
        if runs != rows.len() || numbers == 0 || !points.iter().chain(rows).all(is_finite) {
            return None;
        }
        let size = points[0].len();
        let terms = DMatrix::from_row_iterator(runs, terms_of(size), points.iter().flat_map(|point| terms(point)));
        let found = DMatrix::from_row_iterator(runs, numbers, rows.iter().flatten().copied());
        let squares = terms.transpose() * &terms;
        let products = terms.transpose() * &found;
        let fits = PENALTIES.iter().filter_map(|&penalty| {
            let mut penalised = squares.clone();
            for at in 1..penalised.nrows() {
                let own = if at <= size { LEAST_PENALTY } else { penalty };
                penalised[(at, at)] += own * runs as f64;
            }
            let inverse = penalised.cholesky()?.inverse();
            let used = (&inverse * &squares).trace();
            let coefficients = &inverse * &products;
            let left = &found - &terms * &coefficients;
            Some((inverse, coefficients, left, used))
        });
        let fits: Vec<_> = fits.filter(|fit| fit.3 < 0.9 * runs as f64).collect();
        let scale: Vec<f64> = found.column_iter().map(|column| column.variance().max(1e-12)).collect();
        let cross_validation = |fit: &(DMatrix<f64>, DMatrix<f64>, DMatrix<f64>, f64)| -> f64 {
            let free = runs as f64 - fit.3;
            let mean_square = |(column, scale): (usize, &f64)| fit.2.column(column).norm_squared() / scale;
            scale.iter().enumerate().map(mean_square).sum::<f64>() / (free * free)
        };
        let best = fits.into_iter().min_by(|one, other| cross_validation(one).total_cmp(&cross_validation(other)))?;
        let (inverse, coefficients, left, used) = best;
        let degrees_of_freedom = runs as f64 - used;
        let residual = shrunk_covariance(&left, degrees_of_freedom);
        let known = &terms * &inverse;
        let reach = (0..runs).map(|run| known.row(run).dot(&terms.row(run))).fold(0.0, f64::max);
        Some(Self { coefficients, inverse, residual, uncertainty: used / runs as f64, reach })
    }

    /// The means at a point.
    pub(crate) fn means(&self, point: &[f64]) -> Vec<f64> {
        let terms = DVector::from_vec(terms(point));
        (self.coefficients.transpose() * terms).iter().copied().collect()
    }

    /// The standard deviation of each number about its mean, by chance.
    pub(crate) fn scatter(&self) -> Vec<f64> {
        self.residual.diagonal().iter().map(|variance| variance.max(0.0).sqrt()).collect()
    }

    /// The likelihood of numbers that were observed with independent errors of these standard deviations, all above 0.
    pub(crate) fn likelihood(self, errors: &[f64]) -> Likelihood {
        let size = errors.len();
        let scaled =
            DMatrix::from_fn(size, size, |row, column| self.residual[(row, column)] / (errors[row] * errors[column]));
        let eigen = scaled.symmetric_eigen();
        let mut rotation = eigen.eigenvectors.transpose();
        for (column, error) in errors.iter().enumerate() {
            rotation.column_mut(column).scale_mut(1.0 / error);
        }
        let scatter = eigen.eigenvalues.iter().map(|value| value.max(0.0)).collect();
        Likelihood { emulator: self, rotation, scatter }
    }
}

/// How likely observed numbers are at a point: they are Gaussian about the means of an [`Emulator`], and scattered by chance, by
/// what the emulator does not know, and by the errors of observation. What it does not know is taken as the same at all points, its
/// mean over the runs: else, where nothing fits, the points would look best of which least is known.
#[derive(Clone, Debug)]
pub(crate) struct Likelihood {
    emulator: Emulator,
    /// Turns numbers into independent ones whose errors of observation have variance 1.
    rotation: DMatrix<f64>,
    /// The variances by chance of the turned numbers.
    scatter: Vec<f64>,
}

impl Likelihood {
    /// The emulator.
    pub(crate) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// The logarithm of the density, but for a constant; that of nothing where the point lies farther out than any that was run
    /// (the leverage of regression diagnostics), since polynomials can be anything there.
    pub(crate) fn log_density(&self, point: &[f64], observed: &[f64]) -> f64 {
        let terms = DVector::from_vec(terms(point));
        if (&self.emulator.inverse * &terms).dot(&terms) > self.emulator.reach {
            return f64::NEG_INFINITY;
        }
        let means = self.emulator.coefficients.tr_mul(&terms);
        let off = DVector::from_iterator(observed.len(), observed.iter().zip(&means).map(|(one, mean)| one - mean));
        let turned = &self.rotation * off;
        let (mut distances, mut logarithms) = (0.0, 0.0);
        for (value, scatter) in turned.iter().zip(&self.scatter) {
            let variance = scatter * (1.0 + self.emulator.uncertainty) + 1.0;
            distances += value * value / variance;
            logarithms += libm::log(variance);
        }
        -0.5 * (distances + logarithms)
    }
}

/// The logarithm of the density of a beta distribution at `share`, but for a constant.
pub(crate) fn log_beta_density(share: f64, (a, b): (f64, f64)) -> f64 {
    let part = |exponent: f64, base: f64| if exponent == 0.0 { 0.0 } else { exponent * libm::log(base) };
    part(a - 1.0, share) + part(b - 1.0, 1.0 - share)
}

/// The lower triangular root of a covariance: multiplied with independent standard normal numbers it gives numbers that scatter
/// like that. Rows one after the other; `None` unless the covariance is positive definite.
pub(crate) fn root(covariance: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = covariance.len();
    let matrix = DMatrix::from_fn(size, size, |row, column| covariance[row][column]);
    let root = matrix.cholesky()?.unpack();
    Some(root.row_iter().map(|row| row.iter().copied().collect()).collect())
}

/// The covariance of the columns about `means`, one row for each.
pub(crate) fn covariance(rows: &[Vec<f64>], means: &[f64]) -> Vec<Vec<f64>> {
    let size = means.len();
    let mut sums = vec![vec![0.0; size]; size];
    for row in rows {
        for one in 0..size {
            for other in 0..=one {
                sums[one][other] += (row[one] - means[one]) * (row[other] - means[other]);
            }
        }
    }
    let free = rows.len().saturating_sub(1).max(1) as f64;
    let entry = |one: usize, other: usize| sums[one.max(other)][one.min(other)] / free;
    (0..size).map(|one| (0..size).map(|other| entry(one, other)).collect()).collect()
}

/// Number of terms of a second-degree polynomial of so many coordinates.
fn terms_of(size: usize) -> usize {
    1 + size + size * (size + 1) / 2
}

/// 1, the coordinates, their squares and their products.
fn terms(point: &[f64]) -> Vec<f64> {
    let mut terms = Vec::with_capacity(terms_of(point.len()));
    terms.push(1.0);
    terms.extend_from_slice(point);
    for (at, one) in point.iter().enumerate() {
        terms.extend(point[at..].iter().map(|other| one * other));
    }
    terms
}

/// The covariance of residuals with so many degrees of freedom, its correlations shrunk as far as they are uncertain.
fn shrunk_covariance(residuals: &DMatrix<f64>, degrees_of_freedom: f64) -> DMatrix<f64> {
    let (runs, size) = residuals.shape();
    let covariance = residuals.transpose() * residuals / degrees_of_freedom.max(1.0);
    let deviation: Vec<f64> =
        residuals.column_iter().map(|column| (column.norm_squared() / runs as f64).sqrt()).collect();
    let (mut uncertain, mut square) = (0.0, 0.0);
    for one in 0..size {
        for other in 0..one {
            let scale = deviation[one] * deviation[other];
            if scale <= 0.0 {
                continue;
            }
            let products: Vec<f64> =
                (0..runs).map(|at| residuals[(at, one)] * residuals[(at, other)] / scale).collect();
            let mean = products.iter().sum::<f64>() / runs as f64;
            let spread: f64 = products.iter().map(|product| (product - mean) * (product - mean)).sum();
            uncertain += spread / (runs as f64 * (runs as f64 - 1.0).max(1.0));
            square += mean * mean;
        }
    }
    let shrinkage = if square > 0.0 { (uncertain / square).clamp(0.0, 1.0) } else { 1.0 };
    DMatrix::from_fn(size, size, |row, column| {
        let kept = if row == column { 1.0 } else { 1.0 - shrinkage };
        covariance[(row, column)] * kept
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cheap irregular sequence from -1 to 1.
    fn spread(at: usize, axis: usize) -> f64 {
        let step = [0.618_033_988_75, 0.754_877_666_25, 0.569_840_290_99, 0.819_172_513_4][axis];
        2.0 * (at as f64 * step).fract() - 1.0
    }

    fn runs(number: usize) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
        let points: Vec<Vec<f64>> = (0..number).map(|at| vec![spread(at, 0), spread(at, 1)]).collect();
        let row = |(at, point): (usize, &Vec<f64>)| {
            let chance = 3.0_f64.sqrt() * spread(at, 2);
            let own = 3.0_f64.sqrt() * spread(at, 3);
            let mean = 100.0 + 20.0 * point[0] - 5.0 * point[1] * point[1] + 8.0 * point[0] * point[1];
            vec![mean + 2.0 * chance, 50.0 - 10.0 * point[1] + chance + own]
        };
        let rows = points.iter().enumerate().map(row).collect();
        (points, rows)
    }

    #[test]
    fn a_quadratic_with_noise_is_found_again_with_its_scatter() {
        let (points, rows) = runs(400);
        let emulator = Emulator::fit(&points, &rows).unwrap();
        let means = emulator.means(&[0.5, -0.5]);
        assert!((means[0] - 106.75).abs() < 0.6 && (means[1] - 55.0).abs() < 0.4, "{means:?}");
        let scatter = emulator.scatter();
        assert!((scatter[0] - 2.0).abs() < 0.2 && (scatter[1] - 2.0_f64.sqrt()).abs() < 0.15, "{scatter:?}");
        // The first number is all shared chance, and half the variance of the second is.
        let correlation = emulator.residual[(0, 1)] / (scatter[0] * scatter[1]);
        assert!((correlation - 0.5_f64.sqrt()).abs() < 0.1, "{correlation}");
    }

    #[test]
    fn the_likelihood_is_that_of_a_gaussian_with_both_scatters() {
        let (points, rows) = runs(400);
        let emulator = Emulator::fit(&points, &rows).unwrap();
        let (means, unknown) = (emulator.means(&[0.2, 0.1]), emulator.uncertainty);
        let errors = [3.0, 1.5];
        let total = DMatrix::from_fn(2, 2, |row, column| {
            let error = if row == column { errors[row] * errors[row] } else { 0.0 };
            emulator.residual[(row, column)] * (1.0 + unknown) + error
        });
        let off = DVector::from_vec(vec![4.0, -3.0]);
        let expected = (total.clone().try_inverse().unwrap() * &off).dot(&off);
        let likelihood = emulator.likelihood(&errors);
        let observed = [means[0] + 4.0, means[1] - 3.0];
        let at_means = likelihood.log_density(&[0.2, 0.1], &means);
        let density = likelihood.log_density(&[0.2, 0.1], &observed);
        assert!((at_means - density - expected / 2.0).abs() < 1e-9);
        let own = total.determinant() / (errors[0] * errors[1]).powi(2);
        assert!((-2.0 * at_means - own.ln()).abs() < 1e-9);
        assert_eq!(likelihood.log_density(&[3.0, 3.0], &observed), f64::NEG_INFINITY);
    }

    #[test]
    fn runs_that_say_nothing_give_no_emulator() {
        assert!(Emulator::fit(&[], &[]).is_none());
        assert!(Emulator::fit(&[vec![0.0]], &[vec![f64::NAN]]).is_none());
    }

    #[test]
    fn a_root_multiplied_by_itself_is_the_covariance() {
        let covariance = vec![vec![4.0, 1.0], vec![1.0, 2.0]];
        let root = root(&covariance).unwrap();
        let product = |one: usize, other: usize| root[one][0] * root[other][0] + root[one][1] * root[other][1];
        assert!((product(0, 1) - 1.0).abs() < 1e-12 && (product(1, 1) - 2.0).abs() < 1e-12);
        assert!(super::root(&[vec![1.0, 2.0], vec![2.0, 1.0]]).is_none());
    }
}
